#include "detect/job/job.h"

#include "core/json.h"
#include "detect/job/messages.h"

#include <array>
#include <cassert>
#include <cstring>
#include <utility>

namespace sokuo::detect::job {
namespace {

constexpr std::size_t length_bytes = 4;

void append(Bytes& bytes, ByteView more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
}

Error malformed() {
    return failure(Errc::invalid, not_a_job);
}

Result<Part> read_part(const Json& json, ByteView& rest) {
    const auto size = json["bytes"].integer_or(-1);
    const auto form = json["form"].integer_or(-1);
    if (size < 0 || static_cast<std::uint64_t>(size) > rest.size() || form < 0 ||
        form > static_cast<int>(Form::json))
        return malformed();
    Part part;
    part.name = json["name"].text_or("");
    part.form = static_cast<Form>(form);
    if (const auto* year = json["year"].integer()) part.year = static_cast<int>(*year);
    part.bytes = rest.first(static_cast<std::size_t>(size));
    rest = rest.subspan(part.bytes.size());
    return part;
}

} // namespace

Bytes to_bytes(const Job& job) {
    assert(job.parts.size() <= parts_max);
    auto parts = Json::array();
    std::size_t size = 0;
    for (const auto& part : job.parts) {
        auto json = Json::object({{"name", part.name},
                                  {"form", static_cast<int>(part.form)},
                                  {"bytes", part.bytes.size()}});
        if (part.year) json.set("year", *part.year);
        parts.push(std::move(json));
        size += part.bytes.size();
    }
    const auto head = to_text(Json::object({{"kind", static_cast<int>(job.kind)},
                                            {"level", static_cast<int>(job.level_min)},
                                            {"secret", static_cast<std::int64_t>(job.secret)},
                                            {"parts", std::move(parts)}}));
    assert(head.size() <= head_bytes_max);
    Bytes bytes;
    bytes.reserve(length_bytes + head.size() + size);
    for (std::size_t at = 0; at < length_bytes; ++at)
        bytes.push_back(static_cast<std::byte>((head.size() >> (8 * at)) & 0xFFU));
    append(bytes, as_bytes(head));
    for (const auto& part : job.parts)
        append(bytes, part.bytes);
    return bytes;
}

Result<Job> read_job(ByteView input) {
    if (input.size() < length_bytes) return malformed();
    std::size_t length = 0;
    for (std::size_t at = 0; at < length_bytes; ++at)
        length |= std::to_integer<std::size_t>(input[at]) << (8 * at);
    auto rest = input.subspan(length_bytes);
    if (length > rest.size() || length > head_bytes_max) return malformed();
    const auto head = parse_json(as_text(rest.first(length)));
    if (!head.ok()) return malformed();
    rest = rest.subspan(length);
    const auto kind = head.value()["kind"].integer_or(-1);
    const auto level = head.value()["level"].integer_or(-1);
    const auto& parts = head.value()["parts"].items();
    if (kind < 0 || kind > static_cast<int>(Kind::watch) || level < 0 ||
        level > static_cast<int>(Level::critical) || parts.size() > parts_max)
        return malformed();
    Job job;
    job.kind = static_cast<Kind>(kind);
    job.level_min = static_cast<Level>(level);
    job.secret = static_cast<std::uint64_t>(head.value()["secret"].integer_or(0));
    for (const auto& each : parts) {
        auto part = TRY(read_part(each, rest));
        job.parts.push_back(std::move(part));
    }
    if (!rest.empty()) return malformed();
    return job;
}

} // namespace sokuo::detect::job
