#include "app/hunt.h"

#include "detect/job/messages.h"
#include "incident/incident.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace sokuo::app {
namespace {

namespace job = detect::job;

// With its rules and files at their longest an entry still holds the rest of it.
constexpr std::size_t rules_bytes_max = std::size_t{200} << 10U;
constexpr std::size_t matches_bytes_max = std::size_t{160} << 10U;
constexpr std::size_t kept_fields_max = 12;
constexpr std::size_t kept_value_max = 500;
constexpr std::size_t kept_files_max = 50;
constexpr std::size_t files_bytes_max = std::size_t{48} << 10U;
constexpr std::size_t kept_troubles_max = 10;
constexpr std::size_t rule_text_max = 300;

Json number(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

void set_time(Json& json, std::string_view key, const std::optional<Time>& time) {
    if (time) json.set(key, to_rfc3339(*time));
}

void set_text(Json& json, std::string_view key, const std::string& text) {
    if (!text.empty()) json.set(key, job::within(text, rule_text_max));
}

// The gravest first, then what was found most.
std::vector<std::uint32_t> in_order(const job::Catalogue& rules, const job::Outcome& outcome) {
    std::vector<std::uint32_t> order;
    order.reserve(outcome.counts.size());
    for (const auto& [rule, of_rule] : outcome.counts)
        order.push_back(rule);
    std::ranges::stable_sort(order, [&](std::uint32_t one, std::uint32_t other) {
        const auto rank = [&](std::uint32_t rule) {
            return std::pair{rules.rules[rule].level, outcome.counts.at(rule).count};
        };
        return rank(one) > rank(other);
    });
    return order;
}

Json rule_row(const detect::RuleInfo& info, const job::OfRule& of_rule) {
    auto json = Json::object({{"level", detect::to_string(info.level)},
                              {"count", number(of_rule.count)},
                              {"title", job::within(info.title, rule_text_max)}});
    set_text(json, "id", info.id);
    set_text(json, "title_ja", info.title_ja);
    set_text(json, "author", info.author);
    set_text(json, "license", info.license);
    set_time(json, "first_at", of_rule.first);
    set_time(json, "last_at", of_rule.last);
    return json;
}

// As many as there is room for, in their order.
Json rules_of(const std::vector<std::uint32_t>& order, const job::Catalogue& rules,
              const job::Outcome& outcome) {
    auto found = Json::array();
    std::size_t bytes = 0;
    for (const auto rule : order) {
        auto row = rule_row(rules.rules[rule], outcome.counts.at(rule));
        bytes += to_text(row).size();
        if (bytes > rules_bytes_max || found.items().size() == kept_rules_max) break;
        found.push(std::move(row));
    }
    return found;
}

Json match_row(const job::Found& found, std::size_t place) {
    auto fields = Json::array();
    const auto& shown = found.matched.empty() ? found.event : found.matched;
    for (const auto& [name, text] : shown) {
        if (fields.items().size() == kept_fields_max) break;
        fields.push(Json::object({{"name", job::within(name, rule_text_max)},
                                  {"text", job::within(text, kept_value_max)}}));
    }
    auto json = Json::object({{"rule", static_cast<std::int64_t>(place)},
                              {"file", found.file},
                              {"record", number(found.record)},
                              {"fields", std::move(fields)}});
    set_time(json, "at", found.time);
    set_text(json, "computer", found.computer);
    set_text(json, "channel", found.channel);
    if (found.event_id > 0) json.set("event_id", static_cast<std::int64_t>(found.event_id));
    if (found.events > 0) json.set("events", number(found.events));
    if (found.recovered) json.set("recovered", true);
    return json;
}

Json file_row(const job::FileSeen& file) {
    auto troubles = Json::array();
    for (const auto& told : file.troubles) {
        if (troubles.items().size() == kept_troubles_max) break;
        auto row = Json::array();
        row.push(told.message->code());
        for (const auto& arg : told.args)
            row.push(job::within(arg, rule_text_max));
        troubles.push(std::move(row));
    }
    return Json::object({{"name", job::within(file.name, rule_text_max)},
                         {"format", file.format},
                         {"events", number(file.events)},
                         {"unreadable", number(file.unreadable)},
                         {"troubles", std::move(troubles)}});
}

Json files_of(const job::Outcome& outcome) {
    auto files = Json::array();
    std::size_t bytes = 0;
    // Those with something to say first, where not all can be kept.
    for (const bool has_trouble : {true, false})
        for (const auto& file : outcome.files) {
            if (file.troubles.empty() == has_trouble || files.items().size() == kept_files_max)
                continue;
            auto row = file_row(file);
            bytes += to_text(row).size();
            if (bytes > files_bytes_max) return files;
            files.push(std::move(row));
        }
    return files;
}

Json matches_of(const job::Outcome& outcome, const std::vector<std::uint32_t>& order) {
    std::vector<std::size_t> kept(order.size(), 0);
    std::size_t bytes = 0;
    auto matches = Json::array();
    // The gravest first: noise that came early must not take their room.
    for (std::size_t place = 0; place < order.size(); ++place)
        for (const auto& found : outcome.found) {
            if (found.rule != order[place]) continue;
            if (kept[place] == kept_matches_max) break;
            auto row = match_row(found, place);
            const auto size = to_text(row).size();
            if (bytes + size > matches_bytes_max) continue;
            bytes += size;
            ++kept[place];
            matches.push(std::move(row));
        }
    return matches;
}

Json told(const Json& row, Language language) {
    std::vector<std::string> args;
    const auto& items = row.items();
    for (std::size_t at = 1; at < items.size(); ++at)
        args.emplace_back(items[at].text_or(""));
    const auto code = items.empty() ? std::string_view{} : items.front().text_or("");
    return render(job::message_of(code), args, language);
}

Json present_file(Json file, Language language) {
    auto words = Json::array();
    for (const auto& row : file["troubles"].items())
        words.push(told(row, language));
    return file.set("troubles", std::move(words));
}

// With the title in the reader's language, where the rule says it.
Json present_rule(const Json& kept, Json matches, Language language) {
    const auto& japanese = kept["title_ja"];
    auto json = Json::object({});
    if (const auto* members = kept.members())
        for (const auto& [key, value] : *members)
            if (key != "title_ja") json.set(key, value);
    if (language == Language::ja && japanese.text() != nullptr) json.set("title", japanese);
    return json.set("matches", std::move(matches));
}

} // namespace

journal::Draft draft_of(const Hunted& hunted, const job::Catalogue& rules,
                        const job::Outcome& outcome) {
    auto order = in_order(rules, outcome);
    const auto rule_count = order.size();
    std::uint64_t matches = 0;
    for (const auto& [rule, of_rule] : outcome.counts)
        matches += of_rule.count;
    auto found = rules_of(order, rules, outcome);
    order.resize(found.items().size());
    journal::Draft draft;
    draft.stream = incident::stream_of(hunted.incident);
    draft.type = hunted_type;
    draft.content = Json::object({{"hunt", hunted.id.text()},
                                  {"attachment", hunted.file.text()},
                                  {"rules_used", rules.rules.size()},
                                  {"rules_matched", rule_count},
                                  {"events", number(outcome.events)},
                                  {"unreadable", number(outcome.unreadable)},
                                  {"matches", number(matches)},
                                  {"found", std::move(found)}});
    draft.personal = Json::object({{"name", hunted.name},
                                   {"files", files_of(outcome)},
                                   {"matches", matches_of(outcome, order)}});
    return draft;
}

Json present_hunt(const journal::Entry& entry, Language language) {
    const auto& content = entry.content;
    auto json = Json::object({{"id", content["hunt"].text_or("")},
                              {"attachment", content["attachment"].text_or("")},
                              {"at", to_rfc3339(entry.recorded_at)},
                              {"name", entry.personal["name"].text_or("")}});
    for (const auto key : {"rules_used", "rules_matched", "events", "unreadable", "matches"})
        json.set(key, content[key].integer_or(0));
    auto files = Json::array();
    for (const auto& file : entry.personal["files"].items())
        files.push(present_file(file, language));
    std::vector<Json> of_rule(content["found"].items().size(), Json::array());
    for (const auto& match : entry.personal["matches"].items()) {
        const auto place = static_cast<std::size_t>(match["rule"].integer_or(-1));
        if (place < of_rule.size()) of_rule[place].push(match);
    }
    auto found = Json::array();
    std::size_t place = 0;
    for (const auto& rule : content["found"].items())
        found.push(present_rule(rule, std::move(of_rule[place++]), language));
    return json.set("files", std::move(files)).set("found", std::move(found));
}

} // namespace sokuo::app
