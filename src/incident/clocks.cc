#include "incident/clocks.h"

#include "calendar/date.h"
#include "incident/content.h"

#include <algorithm>

namespace sokuo::incident {
namespace {

constexpr Message from_knowledge{"incident.clock.from_knowledge", "知った日から",
                                 "from the day of knowledge"};
constexpr Message from_report{"incident.clock.from_report", "受付から", "from the report"};
constexpr Message ours{"incident.clock.ours", "目安（市の運用）", "a target of ours"};

Json of_law(const charter::Deadline& deadline, const calendar::TimeZone& zone, Time known_at) {
    auto row = Json::object({{"key", deadline.key},
                             {"kind", charter::to_text(deadline.kind)},
                             {"from_at", to_rfc3339(known_at)},
                             {"due_on", calendar::to_iso(deadline.rolled_day)},
                             {"calendar_day", calendar::to_iso(deadline.calendar_day)},
                             {"certain", deadline.is_certain}});
    // The whole of the last day counts.
    const auto ends = zone.start_of(deadline.rolled_day + std::chrono::days{1});
    row.set("due_at", to_rfc3339(ends));
    if (deadline.span.size() > 1) {
        row.set("span_from", calendar::to_iso(deadline.span.front()));
        row.set("span_to", calendar::to_iso(deadline.span.back()));
    }
    return row;
}

const charter::TargetTime* target(const charter::Pack& pack, const std::string& priority,
                                  std::string_view key) {
    const auto* found = pack.priority(priority);
    if (found == nullptr) return nullptr;
    const auto row = std::ranges::find(found->targets, key, &charter::TargetTime::key);
    return row == found->targets.end() ? nullptr : &*row;
}

} // namespace

Result<Json> work_out_deadlines(const Incident& incident, const Rules& rules) {
    const auto zone = TRY(calendar::TimeZone::named(rules.charter.time_zone));
    auto rows = Json::array();
    const auto known_at = incident.known_at();
    for (const auto& deadline :
         charter::deadlines_for(rules.pack, incident.fact_values(), known_at, zone))
        rows.push(of_law(deadline, zone, known_at));

    const auto* priority = rules.pack.priority(incident.priority);
    if (priority == nullptr) return rows;
    for (const auto& aim : priority->targets) {
        // What is over when an incident is declared is no clock of it; only whom to tell is.
        if (!aim.within || !aim.key.starts_with("tell_") || aim.business_hours) continue;
        rows.push(Json::object({{"key", aim.key},
                                {"kind", "target"},
                                {"from_at", to_rfc3339(incident.received_at)},
                                {"due_at", to_rfc3339(incident.received_at + *aim.within)},
                                {"certain", true}}));
    }
    return rows;
}

std::optional<NextDue> next_due(const Json& deadlines,
                                const std::map<std::string, Time, std::less<>>& done) {
    std::optional<NextDue> next;
    for (const auto& row : deadlines.items()) {
        const std::string key{row["key"].text_or("")};
        const auto due = time_from(row["due_at"]);
        if (!due || done.contains(key)) continue;
        if (!next || *due < next->at) next = NextDue{key, *due};
    }
    return next;
}

Json clock_item(const Json& deadline, const charter::Pack& pack, const std::string& priority,
                std::optional<Time> fulfilled, Time now, Language language) {
    const auto key = deadline["key"].text_or("");
    auto item = Json::object({{"key", key}, {"kind", deadline["kind"]}});
    const auto rule = std::ranges::find(pack.deadlines, key, &charter::DeadlineRule::key);
    if (rule != pack.deadlines.end()) {
        item.set("label", rule->label.in(language))
            .set("addressee", rule->addressee)
            .set("verified", rule->provenance.verified)
            .set("source", rule->provenance.source)
            .set("from_label", from_knowledge.text(language));
    } else {
        const auto* aim = target(pack, priority, key);
        item.set("label", aim == nullptr ? std::string{key} : aim->label.in(language))
            .set("addressee", "")
            .set("verified", true)
            .set("source", ours.text(language))
            .set("from_label", from_report.text(language));
    }
    for (const auto* member :
         {"from_at", "due_at", "due_on", "calendar_day", "span_from", "span_to"}) {
        if (!deadline[member].is_null()) item.set(member, deadline[member]);
    }
    const auto due = time_from(deadline["due_at"]);
    std::string_view state = due && *due <= now ? "overdue" : "running";
    // Nobody knows yet whether it applies: it is shown, and nothing is asserted about it.
    if (!deadline["certain"].boolean_or(true)) state = "not_started";
    if (fulfilled) state = "done";
    item.set("state", state);
    set_time(item, "done_at", fulfilled);
    return item;
}

Json clock_strip(const Incident& incident, const charter::Pack& pack, Time now, Language language) {
    Json::Array items;
    for (const auto& deadline : incident.deadlines.items()) {
        std::optional<Time> fulfilled;
        const auto found = incident.fulfilled.find(deadline["key"].text_or(""));
        if (found != incident.fulfilled.end()) fulfilled = found->second;
        items.push_back(clock_item(deadline, pack, incident.priority, fulfilled, now, language));
    }
    std::ranges::stable_sort(items, {}, [](const Json& item) {
        const bool is_done = item["state"].text_or("") == "done";
        return std::pair{is_done, std::string{item["due_at"].text_or("")}};
    });
    return Json{std::move(items)};
}

} // namespace sokuo::incident
