#include "monitor/entries.h"

#include "incident/words.h"

#include <utility>

namespace sokuo::monitor {
namespace {

using incident::name_of;
using incident::named;

constexpr std::size_t raw_rows_max = 60;

Json list_of(const std::vector<std::string>& texts) {
    auto list = Json::array();
    for (const auto& text : texts)
        list.push(text);
    return list;
}

journal::Stream stream_of(const Uuid& monitor) {
    return {"monitor", monitor};
}

std::string raw_of(const Difference& difference) {
    std::string raw;
    for (const auto& feature : difference.added)
        raw.append("+ [")
            .append(name_of(feature.kind, feature_names))
            .append("] ")
            .append(feature.place)
            .append("\n");
    std::size_t shown = 0;
    for (const auto& row : difference.rows) {
        if (row.kind != Row::Kind::changed || ++shown > raw_rows_max) continue;
        if (!row.before.empty()) raw.append("- ").append(row.before).append("\n");
        if (!row.after.empty()) raw.append("+ ").append(row.after).append("\n");
    }
    return raw;
}

} // namespace

Json to_json(const Verdict& verdict) {
    auto json = Json::object({{"reason", name_of(verdict.reason, reason_names)},
                              {"args", list_of(verdict.args)},
                              {"took", static_cast<std::int64_t>(verdict.took.count())},
                              {"score", verdict.score}});
    if (verdict.days_left) json.set("days_left", *verdict.days_left);
    return json;
}

Verdict verdict_from(const Json& json) {
    Verdict verdict;
    verdict.reason =
        named<Reason>(json["reason"].text_or("none"), reason_names).value_or(Reason::none);
    for (const auto& arg : json["args"].items())
        verdict.args.emplace_back(arg.text_or(""));
    verdict.took = std::chrono::milliseconds{json["took"].integer_or(0)};
    verdict.score = static_cast<int>(json["score"].integer_or(0));
    if (const auto* left = json["days_left"].integer()) verdict.days_left = *left;
    return verdict;
}

journal::Draft fell_entry(const Uuid& monitor, const Target& target, const Verdict& verdict,
                          Time since) {
    return {.stream = stream_of(monitor),
            .type = "monitor.fell",
            .content = Json::object({{"name", target.name},
                                     {"kind", name_of(target.kind, kind_names)},
                                     {"address", target.address},
                                     {"code", name_of(verdict.reason, reason_names)},
                                     {"args", list_of(verdict.args)},
                                     {"from", to_rfc3339(since)}}),
            .personal = {}};
}

journal::Draft recovered_entry(const Uuid& monitor, const Target& target, Reason was, Time since) {
    return {.stream = stream_of(monitor),
            .type = "monitor.recovered",
            .content = Json::object({{"name", target.name},
                                     {"code", name_of(was, reason_names)},
                                     {"from", to_rfc3339(since)}}),
            .personal = {}};
}

journal::Draft accepted_entry(const Uuid& monitor, std::string_view name, std::string_view hash,
                              std::string_view reason) {
    auto content = Json::object({{"name", name}, {"sha256", hash}});
    if (!reason.empty()) content.set("reason", reason);
    return {.stream = stream_of(monitor),
            .type = "monitor.accepted",
            .content = std::move(content),
            .personal = {}};
}

alert::Signal signal_of(const Target& target, const Verdict& verdict, const Difference& difference,
                        Time now) {
    const auto sentence = render(message_of(verdict.reason), verdict.args, Language::ja);
    alert::Signal signal{.source = "monitor",
                         .reference = {},
                         .rule = target.name,
                         .title = "見張り「" + target.name + "」：" + sentence,
                         .description = target.address,
                         .severity = severity_of(target, verdict),
                         .host = target.host,
                         .at = now,
                         .tags = {std::string{name_of(target.kind, kind_names)},
                                  std::string{name_of(verdict.reason, reason_names)}},
                         .observables = {},
                         .raw = raw_of(difference)};
    return alert::within_limits(std::move(signal));
}

} // namespace sokuo::monitor
