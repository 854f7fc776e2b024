#include "app/scan/lock_in.h"

#include "detect/input/members.h"
#include "detect/input/stream.h"

#include <charconv>
#include <cstdlib>
#include <ctime>
#include <string_view>

namespace sokuo::app {
namespace {

// Hexadecimal digits.
constexpr std::string_view two_names =
    "504b030414000000000000607c5d8316dc8c010000000100000002000000836578504b0304140000"
    "08000000607c5d8316dc8c010000000100000003000000e3818278504b0102140014000000000000"
    "607c5d8316dc8c01000000010000000200000000000000000000000000000000008365504b010214"
    "0014000008000000607c5d8316dc8c01000000010000000300000000000000000000000000210000"
    "00e38182504b0506000000000200020061000000430000000000";

} // namespace

Bytes zip_of_two_names() {
    Bytes archive;
    for (std::size_t at = 0; at + 1 < two_names.size(); at += 2) {
        unsigned byte = 0;
        std::from_chars(two_names.data() + at, two_names.data() + at + 2, byte, 16);
        archive.push_back(static_cast<std::byte>(byte));
    }
    return archive;
}

Result<> lock_in(const sandbox::Room& room) {
    // glibc looks after the file of a zone that nobody named, each time it is asked.
    ::setenv("TZ", ":/etc/localtime", 0);
    ::tzset();
    detect::Members once{detect::read_memory(zip_of_two_names()), "a.zip"};
    while (true) {
        const auto member = once.next();
        if (!member.ok() || !member.value()) break;
    }
    return sandbox::lock_self_in(room);
}

} // namespace sokuo::app
