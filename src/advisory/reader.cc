#include "advisory/reader.h"

#include "advisory/read/read.h"

#include <algorithm>
#include <utility>

namespace sokuo::advisory {
namespace {

constexpr Message broken_records{"advisory.broken_records", "読み取りの結果が壊れていました。",
                                 "The result of the reading was broken."};

constexpr std::string_view reader_name = "advisory";
constexpr std::uint16_t head_record = 1;
constexpr std::uint16_t advisory_record = 2;

Result<> run(ByteView input, sandbox::Output& output) {
    const auto bulletin = TRY(read_bulletin(input));
    to_records(bulletin, output);
    return Done{};
}

std::size_t count_in(const Json& json) {
    return static_cast<std::size_t>(std::clamp<std::int64_t>(json.integer_or(0), 0, 1'000'000));
}

Result<Json> json_in(const sandbox::Record& record) {
    auto json = parse_json(as_text(record.body));
    if (!json.ok()) return failure(Errc::invalid, broken_records);
    return std::move(json).value();
}

} // namespace

sandbox::Parser reader() {
    return {.name = reader_name, .run = run, .warm_up = nullptr, .refusals = refusals()};
}

Result<Bulletin> read_in(sandbox::Sandbox& sandbox, ByteView bytes) {
    sandbox::Profile profile;
    profile.input_bytes_max = input_bytes_max;
    profile.memory_bytes = std::size_t{1} << 30U;
    profile.cpu_seconds = 20;
    profile.deadline = std::chrono::seconds{40};
    const auto records = TRY(sandbox.read(reader_name, bytes, profile));
    return from_records(records);
}

void to_records(const Bulletin& bulletin, sandbox::Output& output) {
    const auto head = Json::object({{"kind", static_cast<int>(bulletin.kind)},
                                    {"name", bulletin.name},
                                    {"left_out", bulletin.left_out},
                                    {"unreadable", bulletin.unreadable}});
    output.put(head_record, as_bytes(to_text(head)));
    for (const auto& advisory : bulletin.advisories)
        output.put(advisory_record, as_bytes(to_text(to_json(advisory))));
}

Result<Bulletin> from_records(std::span<const sandbox::Record> records) {
    if (records.empty() || records.front().kind != head_record)
        return failure(Errc::invalid, broken_records);
    const auto head = TRY(json_in(records.front()));
    const auto kind = head["kind"].integer_or(-1);
    if (kind < 0 || kind > static_cast<int>(Bulletin::Kind::document))
        return failure(Errc::invalid, broken_records);
    Bulletin bulletin{.kind = static_cast<Bulletin::Kind>(kind),
                      .name = tidied(head["name"].text_or(""), text_length_max),
                      .left_out = count_in(head["left_out"]),
                      .unreadable = count_in(head["unreadable"]),
                      .advisories = {}};
    for (const auto& record : records.subspan(1)) {
        if (record.kind != advisory_record || bulletin.advisories.size() >= items_max)
            return failure(Errc::invalid, broken_records);
        auto advisory = advisory_from(TRY(json_in(record)));
        if (advisory.title.empty() || advisory.key.empty())
            return failure(Errc::invalid, broken_records);
        bulletin.advisories.push_back(std::move(advisory));
    }
    return bulletin;
}

} // namespace sokuo::advisory
