#include "app/search_api.h"

#include "app/journal_words.h"
#include "calendar/date.h"
#include "core/text.h"
#include "incident/incident_api.h"
#include "incident/report_store.h"
#include "search/find.h"
#include "search/reader.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>

namespace sokuo::app {
namespace {

using incident::Desk;

constexpr Message bad_kind{"app.search_bad_kind",
                           "kind は report、incident、line、letter のどれかです。",
                           "kind must be report, incident, line or letter."};
constexpr Message bad_state{"app.search_bad_state", "state は open か ended です。",
                            "state must be open or ended."};
constexpr Message bad_code{"app.search_bad_code", "channel と category は40文字までのコードです。",
                           "channel and category are codes of at most 40 characters."};
constexpr Message bad_incident{"app.search_bad_incident", "incident には事案のIDを書いてください。",
                               "Give an incident's id as incident."};
constexpr Message bad_day{"app.search_bad_day", "日付は2026-11-24のように書いてください。",
                          "Write the day as 2026-11-24."};
constexpr Message ends_before{"app.search_ends_before_it_begins",
                              "終わりの日が、始めの日より前です。日付を入れ替えてください。",
                              "The last day is before the first. Please swap them."};
constexpr Message bad_place{"app.search_bad_place",
                            "続きの位置が読めません。もう一度探してください。",
                            "The place cannot be read. Please search again."};

constexpr std::int64_t page_default = 20;
constexpr std::int64_t page_max = 50;
constexpr std::size_t code_length_max = 40;

Result<std::optional<search::Part>> read_part(const http::Request& request) {
    const auto name = request.query_value("kind");
    if (!name) return std::optional<search::Part>{};
    const auto found = std::ranges::find(search::part_names, *name);
    if (found == search::part_names.end()) return at(failure(Errc::invalid, bad_kind), "kind");
    return std::optional{static_cast<search::Part>(found - search::part_names.begin())};
}

Result<std::optional<bool>> read_is_open(const http::Request& request) {
    const auto state = request.query_value("state");
    if (!state) return std::optional<bool>{};
    if (*state != "open" && *state != "ended")
        return at(failure(Errc::invalid, bad_state), "state");
    return std::optional{*state == "open"};
}

Result<std::string> read_code(const http::Request& request, std::string_view name) {
    const auto code = request.query_value(name).value_or("");
    if (length(code) > code_length_max)
        return at(failure(Errc::invalid, bad_code), std::string{name});
    return std::string{code};
}

// The day by the charter's clock; `later`: that many days on.
Result<std::optional<Time>> read_day(const team::Call& call, std::string_view name, int later) {
    const auto text = call.request.query_value(name);
    if (!text) return std::optional<Time>{};
    const auto day = calendar::parse_date(*text);
    if (!day.ok()) return at(failure(Errc::invalid, bad_day), std::string{name});
    const auto zone = TRY(calendar::TimeZone::named(call.charter().time_zone));
    return std::optional{zone.start_of(day.value() + std::chrono::days{later})};
}

Result<search::Filter> read_filter(const team::Call& call) {
    search::Filter filter;
    filter.part = TRY(read_part(call.request));
    filter.is_open = TRY(read_is_open(call.request));
    filter.channel = TRY(read_code(call.request, "channel"));
    filter.category = TRY(read_code(call.request, "category"));
    if (const auto text = call.request.query_value("incident")) {
        const auto id = IncidentId::parse(*text);
        if (!id.ok()) return at(failure(Errc::invalid, bad_incident), "incident");
        filter.incident = id.value().value;
    }
    filter.from = TRY(read_day(call, "from", 0));
    filter.before = TRY(read_day(call, "to", 1));
    if (filter.from && filter.before && *filter.from >= *filter.before)
        return at(failure(Errc::invalid, ends_before), "to");
    return filter;
}

Result<search::Query> read_query(const team::Call& call) {
    auto wanted = search::need_words(call.request.query_value("q").value_or(""));
    if (!wanted.ok()) return at(std::move(wanted).error(), "q");
    auto unwanted = search::read_words(call.request.query_value("without").value_or(""));
    if (!unwanted.ok()) return at(std::move(unwanted).error(), "without");
    auto filter = TRY(read_filter(call));
    return search::Query{.wanted = std::move(wanted).value(),
                         .unwanted = std::move(unwanted).value(),
                         .filter = std::move(filter)};
}

// A place as five numbers; the score by its bits, so that it is the very same one.
std::string text_of(const search::Place& place) {
    return std::to_string(place.head) + "." + std::to_string(place.now.time_since_epoch().count()) +
           "." + std::to_string(place.last.tier) + "." +
           std::to_string(std::bit_cast<std::int64_t>(place.last.score)) + "." +
           std::to_string(place.last.no);
}

Result<std::optional<search::Place>> read_place(const team::Call& call) {
    const auto text = TRY(call.place());
    if (!text) return std::optional<search::Place>{};
    std::array<std::int64_t, 5> numbers{};
    const auto* at_byte = text->data();
    const auto* const end = at_byte + text->size();
    for (auto& number : numbers) {
        const auto read = std::from_chars(at_byte, end, number);
        if (read.ec != std::errc{}) return at(failure(Errc::invalid, bad_place), "after");
        at_byte = read.ptr == end ? end : read.ptr + 1;
    }
    return std::optional{search::Place{.head = numbers[0],
                                       .now = Time{Duration{numbers[1]}},
                                       .last = {.tier = static_cast<int>(numbers[2]),
                                                .score = std::bit_cast<double>(numbers[3]),
                                                .no = numbers[4]}}};
}

Json present(const search::Excerpt& excerpt) {
    auto marks = Json::array();
    for (const auto& mark : excerpt.marks)
        marks.push(
            Json::object({{"from", std::int64_t{mark.from}}, {"to", std::int64_t{mark.to}}}));
    auto json = Json::object({{"text", excerpt.text}, {"marks", std::move(marks)}});
    if (excerpt.is_cut_before) json.set("cut_before", true);
    if (excerpt.is_cut_after) json.set("cut_after", true);
    return json;
}

Json present(const search::FoundText& text, Language language) {
    auto json = Json::object({{"part", search::part_names.at(static_cast<std::size_t>(text.part))},
                              {"type", text.type},
                              {"at", to_rfc3339(text.at)},
                              {"excerpt", present(text.excerpt)}});
    if (const auto* label = entry_label(text.type)) json.set("label", label->text(language));
    return json;
}

Result<Json> present(store::Read& db, const search::Reader& reader, const search::Found& found,
                     Language language) {
    auto texts = Json::array();
    for (const auto& text : found.texts)
        texts.push(present(text, language));
    auto json = Json::object({{"kind", found.hit.kind},
                              {"id", to_text(found.hit.id)},
                              {"number", present(found.number)},
                              {"title", present(found.title)},
                              {"at", to_rfc3339(found.hit.at)},
                              {"state", found.hit.state},
                              {"open", found.is_open},
                              {"texts", std::move(texts)},
                              {"more", static_cast<std::int64_t>(found.more)}});
    if (!found.channel.empty()) json.set("channel", found.channel);
    if (found.hit.kind == "report" && found.incident && reader.reads_incidents) {
        auto ref = TRY(incident::incident_ref(db, IncidentId{*found.incident}));
        if (!ref.is_null()) json.set("incident", std::move(ref));
    }
    return json;
}

Json present(const search::Counts& counts) {
    auto json = Json::object({{"all", static_cast<std::int64_t>(counts.all)}});
    for (std::size_t part = 0; part < search::part_names.size(); ++part)
        json.set(search::part_names.at(part), static_cast<std::int64_t>(counts.by_part.at(part)));
    return json.set("at_least", counts.is_cut);
}

Result<http::Response> search_all(const Desk& desk, const team::Call& call) {
    const auto query = TRY(read_query(call));
    const auto after = TRY(read_place(call));
    auto limit = page_default;
    if (call.request.query_value("limit")) limit = TRY(incident::limit_of(call.request));
    const auto reader = search::reader_of(call);
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto page =
            TRY(search::find(db, reader, query,
                             {.now = desk.now(),
                              .after = after,
                              .count_max = static_cast<std::size_t>(std::min(limit, page_max))}));
        auto items = Json::array();
        for (const auto& found : page.items)
            items.push(TRY(present(db, reader, found, call.language)));
        auto body = Json::object(
            {{"items", std::move(items)}, {"counts", present(page.counts)}, {"cut", page.is_cut}});
        return incident::paged(call, std::move(body), page.next ? text_of(*page.next) : "");
    });
}

} // namespace

std::vector<team::Route> search_routes(const Desk& desk) {
    return {{.method = http::Method::get,
             .path = "/api/v1/search",
             .action = "search.use",
             .handle = [&desk](const team::Call& call) { return search_all(desk, call); }}};
}

} // namespace sokuo::app
