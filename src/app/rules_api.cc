#include "app/rules_api.h"

#include "core/text.h"
#include "incident/incident_api.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace sokuo::app {
namespace {

namespace job = detect::job;

constexpr Message bad_level{"app.rules_level", "危険度の指定が正しくありません。",
                            "There is no such level."};
constexpr Message bad_after{"app.rules_after", "after は前のページの next です。",
                            "after is the next of the page before."};
constexpr Message long_words{"app.rules_words", "さがす言葉は{0}文字までです。",
                             "At most {0} characters are looked for."};
constexpr std::size_t words_max = 200;

Json watched(const DetectSettings& settings) {
    auto watches = Json::array();
    if (settings.watches_text) watches.push("text");
    if (settings.watches_json) watches.push("json");
    return watches;
}

Result<http::Response> detection(const DetectRoom* rules, const team::Call& call) {
    if (rules == nullptr)
        return http::json_response(200, Json::object({{"set_up", false},
                                                      {"rules", 0},
                                                      {"correlations", 0},
                                                      {"unusable_count", 0},
                                                      {"unusable", Json::array()}}));
    const auto status = rules->status();
    const auto settings = rules->settings();
    auto unusable = Json::array();
    for (const auto& rule : status.unusable) {
        auto row = Json::object(
            {{"file", rule.file}, {"why", call.language == Language::ja ? rule.ja : rule.en}});
        if (!rule.title.empty()) row.set("title", rule.title);
        if (!rule.where.empty()) row.set("where", rule.where);
        unusable.push(std::move(row));
    }
    auto json = Json::object({{"set_up", true},
                              {"rules", status.rules},
                              {"correlations", status.correlations},
                              {"loaded_at", to_rfc3339(status.loaded_at)},
                              {"alert_level", detect::to_string(settings.alert_level)},
                              {"hunt_level", detect::to_string(settings.hunt_level)},
                              {"watches", watched(settings)},
                              {"unusable_count", status.unusable_count},
                              {"unusable", std::move(unusable)}});
    if (const auto& trouble = status.trouble) {
        const auto words = render(*trouble->message, trouble->args, call.language);
        json.set("trouble", trouble->where.empty() ? words : trouble->where + ": " + words);
    }
    return http::json_response(200, json);
}

// Where a rule stands: the gravest first, then as the rules are numbered.
std::uint64_t place_of(detect::Level level, std::size_t number) {
    const auto below =
        static_cast<std::uint64_t>(detect::Level::critical) - static_cast<std::uint64_t>(level);
    return below * job::rules_max + number;
}

struct Wanted {
    std::string key{}; ///< Of what is looked for; empty for all.
    std::optional<detect::Level> level{};
    std::optional<std::uint64_t> after{};
    std::size_t count_max = 0;
};

Result<Wanted> wanted_of(const http::Request& request) {
    Wanted wanted;
    const auto words = request.query_value("q").value_or("");
    if (!is_valid_utf8(words) || length(words) > words_max)
        return at(failure(Errc::invalid, long_words, {std::to_string(words_max)}), "q");
    wanted.key = search_key(words);
    if (const auto level = request.query_value("level"); level && !level->empty()) {
        wanted.level = detect::level_of(*level);
        if (!wanted.level) return at(failure(Errc::invalid, bad_level), "level");
    }
    if (const auto after = request.query_value("after")) {
        std::uint64_t place = 0;
        const auto* end = after->data() + after->size();
        const auto parsed = std::from_chars(after->data(), end, place);
        if (parsed.ec != std::errc{} || parsed.ptr != end)
            return at(failure(Errc::invalid, bad_after), "after");
        wanted.after = place;
    }
    wanted.count_max = static_cast<std::size_t>(TRY(incident::limit_of(request)));
    return wanted;
}

bool fits(const detect::RuleInfo& info, const Wanted& wanted) {
    if (wanted.level && info.level != *wanted.level) return false;
    if (wanted.key.empty()) return true;
    const auto holds = [&](std::string_view text) {
        return search_key(text).find(wanted.key) != std::string::npos;
    };
    return holds(info.title) || holds(info.title_ja) || holds(info.author) || holds(info.id) ||
           std::ranges::any_of(info.tags, holds);
}

Json present(const detect::RuleInfo& info, bool counts, Language language) {
    const bool in_japanese = language == Language::ja;
    const auto& title = in_japanese && !info.title_ja.empty() ? info.title_ja : info.title;
    const auto& description =
        in_japanese && !info.description_ja.empty() ? info.description_ja : info.description;
    auto json = Json::object(
        {{"title", title}, {"level", detect::to_string(info.level)}, {"correlation", counts}});
    const auto set = [&](std::string_view name, const std::string& text) {
        if (!text.empty()) json.set(name, text);
    };
    set("id", info.id);
    set("description", description);
    set("author", info.author);
    set("license", info.license);
    set("status", info.status);
    auto tags = Json::array();
    for (const auto& tag : info.tags)
        tags.push(tag);
    return json.set("tags", std::move(tags));
}

Json page_of(const job::Catalogue& known, const Wanted& wanted, Language language) {
    std::vector<std::pair<std::uint64_t, std::size_t>> places;
    for (std::size_t number = 0; number < known.rules.size(); ++number)
        if (fits(known.rules[number], wanted))
            places.emplace_back(place_of(known.rules[number].level, number), number);
    std::ranges::sort(places);
    const auto total = places.size();
    const auto single = known.rules.size() - known.plan.correlations.size();
    auto items = Json::array();
    std::optional<std::uint64_t> last;
    bool has_more = false;
    for (const auto& [place, number] : places) {
        if (wanted.after && place <= *wanted.after) continue;
        has_more = items.items().size() == wanted.count_max;
        if (has_more) break;
        items.push(present(known.rules[number], number >= single, language));
        last = place;
    }
    auto json =
        Json::object({{"items", std::move(items)}, {"total", static_cast<std::int64_t>(total)}});
    if (has_more && last) json.set("next", static_cast<std::int64_t>(*last));
    return json;
}

Result<http::Response> list(DetectRoom* rules, const team::Call& call) {
    const auto wanted = TRY(wanted_of(call.request));
    auto page = Json::object({{"items", Json::array()}, {"total", 0}});
    if (rules != nullptr)
        TRY(rules->know([&](const job::Catalogue& known) -> Result<> {
            page = page_of(known, wanted, call.language);
            return Done{};
        }));
    return http::json_response(200, page);
}

} // namespace

std::vector<team::Route> rules_routes(DetectRoom* rules) {
    std::vector<team::Route> routes;
    routes.push_back(
        {.method = http::Method::get,
         .path = "/api/v1/detection",
         .action = "log.read",
         .handle = [rules](const team::Call& call) { return detection(rules, call); }});
    routes.push_back({.method = http::Method::get,
                      .path = "/api/v1/detection/rules",
                      .action = "log.read",
                      .handle = [rules](const team::Call& call) { return list(rules, call); }});
    return routes;
}

} // namespace sokuo::app
