#include "mail/reader.h"

#include "mail/read/charset.h"
#include "mail/read/shape.h"

namespace sokuo::mail {
namespace {

constexpr std::string_view reader_name = "mail";

Result<> run(ByteView input, sandbox::Output& output) {
    const auto mail = TRY(read_without_hashes(input));
    to_records(mail, output);
    return Done{};
}

void warm_up() {
    warm_up_charsets();
    warm_up_shapes();
}

} // namespace

sandbox::Parser reader() {
    return {.name = reader_name, .run = run, .warm_up = warm_up, .refusals = refusals()};
}

Result<Mail> read_in(sandbox::Sandbox& sandbox, ByteView bytes) {
    const auto records = TRY(sandbox.read(reader_name, bytes));
    return from_records(records);
}

} // namespace sokuo::mail
