#include "app/log_api.h"

#include "core/text.h"
#include "incident/incident_api.h"
#include "observable/observable.h"

#include <array>
#include <charconv>
#include <utility>

namespace sokuo::app {
namespace {

using incident::Desk;

constexpr Message bad_time{"app.logs_time", "日時は 2026-11-23T01:05:27Z の形で指定してください。",
                           "Give times as 2026-11-23T01:05:27Z."};
constexpr Message bad_before{"app.logs_before", "before は行の番号です。",
                             "before is the number of a line."};
constexpr Message too_many_words{"app.logs_words", "言葉は {0} 個まで、全部で {1} 文字までです。",
                                 "At most {0} words, {1} characters altogether."};

constexpr std::size_t words_max = 8;
constexpr std::size_t text_max = 200;
constexpr std::array<std::string_view, 8> severity_words{
    "emergency", "alert", "critical", "error", "warning", "notice", "info", "debug"};

Result<std::optional<Time>> time_of(const http::Request& request, std::string_view name) {
    const auto text = request.query_value(name);
    if (!text || text->empty()) return std::optional<Time>{};
    const auto time = parse_rfc3339(*text);
    if (!time.ok()) return at(failure(Errc::invalid, bad_time), std::string{name});
    return std::optional{time.value()};
}

Result<std::vector<std::string>> words_of(const http::Request& request) {
    const std::string text{request.query_value("q").value_or("")};
    const auto refused = [] {
        return at(failure(Errc::invalid, too_many_words,
                          {std::to_string(words_max), std::to_string(text_max)}),
                  "q");
    };
    if (!is_valid_utf8(text) || length(text) > text_max) return refused();
    std::vector<std::string> words;
    std::string word;
    // A blank of either width stands between two words.
    for (std::size_t place = 0; place <= text.size();) {
        const std::string_view rest = std::string_view{text}.substr(place);
        const std::size_t gap = rest.empty() || rest.starts_with(' ') ? 1
                                : rest.starts_with("\u3000")          ? 3
                                                                      : 0;
        if (gap == 0) {
            word += rest.front();
            ++place;
            continue;
        }
        if (!word.empty()) words.push_back(std::exchange(word, {}));
        place += gap;
    }
    if (words.size() > words_max) return refused();
    return words;
}

Result<syslog::Query> query_of(const team::Call& call) {
    const auto& request = call.request;
    syslog::Query query;
    query.host = request.query_value("host").value_or("");
    if (length(query.host) > text_max)
        return at(failure(Errc::invalid, too_many_words,
                          {std::to_string(words_max), std::to_string(text_max)}),
                  "host");
    if (const auto from = TRY(time_of(request, "from"))) query.from = *from;
    if (const auto until = TRY(time_of(request, "until"))) query.until = *until;
    query.words = TRY(words_of(request));
    query.count_max = static_cast<std::size_t>(TRY(incident::limit_of(request)));
    if (const auto text = request.query_value("before")) {
        std::uint64_t number = 0;
        const auto* end = text->data() + text->size();
        const auto parsed = std::from_chars(text->data(), end, number);
        if (parsed.ec != std::errc{} || parsed.ptr != end)
            return at(failure(Errc::invalid, bad_before), "before");
        query.before = number;
    }
    return query;
}

Json present(const syslog::Event& event) {
    auto json = Json::object({{"number", static_cast<std::int64_t>(event.number)},
                              {"received_at", to_rfc3339(event.received_at)},
                              {"way", syslog::way_names.at(static_cast<std::size_t>(event.way))},
                              {"sender", event.sender},
                              {"host", event.host},
                              {"kind", syslog::kind_names.at(static_cast<std::size_t>(event.kind))},
                              {"text", observable::defanged(event.text)},
                              {"raw", syslog::readable(event.raw)}});
    const auto set = [&](std::string_view name, const std::string& text) {
        if (!text.empty()) json.set(name, text);
    };
    if (event.said_at) json.set("said_at", to_rfc3339(*event.said_at));
    set("app", event.app);
    set("process", event.process);
    set("title", observable::defanged(event.title));
    set("rule", event.rule);
    if (event.severity && *event.severity < severity_words.size())
        json.set("severity", severity_words.at(*event.severity));
    auto marks = Json::array();
    for (std::size_t bit = 0; bit < syslog::mark_names.size(); ++bit) {
        if (event.marks.has(static_cast<syslog::Mark>(bit))) marks.push(syslog::mark_names.at(bit));
    }
    if (!marks.items().empty()) json.set("marks", std::move(marks));
    return json;
}

Result<http::Response> list(const LogRoom* room, const team::Call& call) {
    const auto query = TRY(query_of(call));
    auto items = Json::array();
    auto body = Json::object();
    if (room == nullptr)
        return http::json_response(200, body.set("items", std::move(items)).set("total", 0));
    const auto page = room->store().find(query);
    for (const auto& line : page.lines) {
        auto event = syslog::read(line.arrival, room->zone());
        event.number = line.number;
        items.push(present(event));
    }
    body.set("items", std::move(items));
    if (page.next) body.set("next", static_cast<std::int64_t>(*page.next));
    if (page.is_out_of_time) body.set("out_of_time", true);
    if (page.searched_to) body.set("searched_to", to_rfc3339(*page.searched_to));
    const auto totals = room->store().totals();
    body.set("total", static_cast<std::int64_t>(totals.count));
    if (totals.earliest) body.set("earliest", to_rfc3339(*totals.earliest));
    return http::json_response(200, body);
}

Result<http::Response> sources(const Desk& desk, const LogRoom* room, const team::Call& call) {
    auto body = Json::object({{"listens", room != nullptr}});
    auto doors = Json::array();
    auto machines = Json::array();
    if (room == nullptr)
        return http::json_response(
            200, body.set("doors", std::move(doors)).set("machines", std::move(machines)));
    const auto& collector = room->collector();
    for (const auto& door : collector.doors())
        doors.push(Json::object({{"way", syslog::way_names.at(static_cast<std::size_t>(door.way))},
                                 {"address", syslog::address_of(door)}}));
    const auto now = desk.now();
    for (const auto& [sender, host, pulse] : collector.machines()) {
        auto row = Json::object({{"host", host},
                                 {"sender", sender},
                                 {"first_at", to_rfc3339(pulse.first_at)},
                                 {"last_at", to_rfc3339(pulse.last_at)},
                                 {"count", static_cast<std::int64_t>(pulse.count)},
                                 {"silent", pulse.is_silent(now)}});
        machines.push(std::move(row));
    }
    const auto tally = collector.tally();
    const auto totals = room->store().totals();
    body.set("doors", std::move(doors))
        .set("machines", std::move(machines))
        .set("total", static_cast<std::int64_t>(totals.count))
        .set("bytes", static_cast<std::int64_t>(totals.bytes))
        .set("dropped", static_cast<std::int64_t>(tally.dropped + tally.kernel_dropped))
        .set("refused", static_cast<std::int64_t>(tally.refused))
        .set("connections", static_cast<std::int64_t>(tally.connections))
        .set("damaged_files", static_cast<std::int64_t>(totals.damaged_files));
    if (!tally.last_refused.empty()) body.set("last_refused", tally.last_refused);
    if (totals.earliest) body.set("earliest", to_rfc3339(*totals.earliest));
    if (const auto trouble = collector.trouble())
        body.set("trouble", render(*trouble->message, trouble->args, call.language));
    return http::json_response(200, body);
}

} // namespace

std::vector<team::Route> log_routes(const Desk& desk, const LogRoom* room) {
    std::vector<team::Route> routes;
    routes.push_back({.method = http::Method::get,
                      .path = "/api/v1/logs",
                      .action = "log.read",
                      .handle = [room](const team::Call& call) { return list(room, call); }});
    routes.push_back(
        {.method = http::Method::get,
         .path = "/api/v1/logs/sources",
         .action = "log.read",
         .handle = [&desk, room](const team::Call& call) { return sources(desk, room, call); }});
    return routes;
}

} // namespace sokuo::app
