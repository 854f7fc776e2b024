#include "inspect/reader.h"

#include "sandbox/reasons.h"

#include <array>

namespace sokuo::inspect {
namespace {

constexpr std::string_view reader_name = "inspect";
constexpr std::uint16_t content_record = 1; // two bytes: the kind, the flags
constexpr unsigned macros_flag = 1;
constexpr unsigned encrypted_flag = 2;
constexpr unsigned place_flag = 4;

Result<> run(ByteView input, sandbox::Output& output) {
    const auto content = content_of(input);
    const auto flags = (content.has_macros ? macros_flag : 0U) |
                       (content.is_encrypted ? encrypted_flag : 0U) |
                       (content.has_place ? place_flag : 0U);
    const std::array body{static_cast<std::byte>(content.kind), static_cast<std::byte>(flags)};
    output.put(content_record, body);
    return Done{};
}

} // namespace

sandbox::Parser reader() {
    return {.name = reader_name, .run = run};
}

Result<Content> look_in(sandbox::Sandbox& sandbox, ByteView bytes) {
    const auto records = TRY(sandbox.read(reader_name, bytes));
    return from_records(records);
}

Result<Content> from_records(std::span<const sandbox::Record> records) {
    const auto lied = failure(Errc::invalid, sandbox::lied);
    if (records.size() != 1 || records[0].kind != content_record || records[0].body.size() != 2)
        return lied;
    const auto kind = std::to_integer<unsigned>(records[0].body[0]);
    const auto flags = std::to_integer<unsigned>(records[0].body[1]);
    if (kind > static_cast<unsigned>(Kind::script)) return lied;
    if (flags > (macros_flag | encrypted_flag | place_flag)) return lied;
    return Content{.kind = static_cast<Kind>(kind),
                   .has_macros = (flags & macros_flag) != 0,
                   .is_encrypted = (flags & encrypted_flag) != 0,
                   .has_place = (flags & place_flag) != 0};
}

} // namespace sokuo::inspect
