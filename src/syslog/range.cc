#include "syslog/range.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <cstring>
#include <optional>

namespace sokuo::syslog {
namespace {

constexpr Message bad_range{
    "syslog.bad_range",
    "「{0}」は数字のアドレスでも範囲でもありません。192.0.2.7 か 192.0.2.0/24 "
    "のように書いてください。",
    "“{0}” is neither a numeric address nor a range. Write 192.0.2.7 or 192.0.2.0/24."};

using Address = std::array<unsigned char, 16>;
constexpr std::size_t mapped_bits = 96;

struct Read {
    Address bytes{};
    bool is_four = false;
};

std::optional<Read> read_address(std::string_view text) {
    const std::string spelled{text};
    Read read;
    if (::inet_pton(AF_INET6, spelled.c_str(), read.bytes.data()) == 1) return read;
    std::array<unsigned char, 4> four{};
    if (::inet_pton(AF_INET, spelled.c_str(), four.data()) != 1) return {};
    read.is_four = true;
    read.bytes[10] = read.bytes[11] = 0xFF;
    std::ranges::copy(four, read.bytes.begin() + 12);
    return read;
}

bool share(const Address& left, const Address& right, std::size_t bits) {
    const auto whole = bits / 8;
    if (!std::equal(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(whole), right.begin()))
        return false;
    const auto left_over = bits % 8;
    return left_over == 0 || ((left[whole] ^ right[whole]) >> (8 - left_over)) == 0;
}

bool is_set_behind(const Address& address, std::size_t bits) {
    for (std::size_t bit = bits; bit < 128; ++bit) {
        if (((address[bit / 8] >> (7 - bit % 8)) & 1) != 0) return true;
    }
    return false;
}

} // namespace

Result<Range> Range::parse(std::string_view text) {
    const auto wrong = [&] { return failure(Errc::invalid, bad_range, {std::string{text}}); };
    const auto slash = text.find('/');
    const auto address = read_address(text.substr(0, slash));
    if (!address) return wrong();
    Range range;
    range.address_ = address->bytes;
    range.bits_ = 128;
    if (slash == std::string_view::npos) return range;
    const auto digits = text.substr(slash + 1);
    std::size_t bits = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    const std::size_t bits_max = address->is_four ? 32 : 128;
    if (error != std::errc{} || end != digits.data() + digits.size() || bits > bits_max)
        return wrong();
    range.bits_ = address->is_four ? mapped_bits + bits : bits;
    if (is_set_behind(range.address_, range.bits_)) return wrong();
    return range;
}

bool Range::holds(std::string_view address) const {
    const auto read = read_address(address);
    return read && share(read->bytes, address_, bits_);
}

bool may_send(std::span<const Range> senders, std::string_view address) {
    if (senders.empty()) return address.starts_with("127.") || address == "::1";
    return std::ranges::any_of(senders, [&](const Range& range) { return range.holds(address); });
}

} // namespace sokuo::syslog
