#include "advisory/assessment.h"

#include "core/fields.h"
#include "core/text.h"

#include <algorithm>

namespace sokuo::advisory {
namespace {

constexpr Message no_systems{"advisory.no_systems",
                             "該当ありのときは、どのシステムが該当するかを選んでください。",
                             "Say which systems are affected."};
constexpr Message none_with_systems{"advisory.none_with_systems",
                                    "システムを選べるのは、該当ありのときだけです。",
                                    "Systems can be named only when something is affected."};
constexpr Message note_wanted{"advisory.note_wanted",
                              "どう確かめたかを書いてください。あとで聞かれるのはそこです。",
                              "Write how it was checked. That is what is asked later."};
constexpr Message no_match{"advisory.no_match",
                           "このシステムとの一致はありません。画面を開き直してください。",
                           "There is no such match. Please open the page again."};
constexpr Message not_affected{"advisory.not_affected",
                               "受付にできるのは、該当ありと答えたものだけです。",
                               "Only what is affected can become a report."};
constexpr Message reported_already{"advisory.reported_already", "もう受付になっています。",
                                   "It is a report already."};
constexpr Message is_gone{"advisory.erased", "内容を消去した注意喚起です。",
                          "The content of this advisory was erased."};
constexpr Message bad_link{"advisory.bad_link",
                           "リンクは https:// か http:// で始まる形で書いてください。",
                           "Write the link as https://… or http://…"};
constexpr Message bad_cve{"advisory.bad_cve", "CVE は CVE-2026-12345 の形で書いてください。",
                          "Write a CVE as CVE-2026-12345."};

constexpr std::size_t systems_max = 200;
constexpr TextRule note_rule{.length_min = 0, .length_max = 1000, .lines = true};

void set_text(Json& json, std::string_view name, const std::string& text) {
    if (!text.empty()) json.set(name, text);
}

void set_due(Json& json, const std::optional<Due>& due) {
    if (due) json.set("due_at", to_rfc3339(due->at)).set("due_from", due->from);
}

Json rows_of(const std::vector<Match>& matches) {
    auto rows = Json::array();
    for (const auto& match : matches)
        rows.push(to_json(match));
    return rows;
}

template <class Tag>
std::optional<Id<Tag>> id_in(const Json& json) {
    const auto id = Id<Tag>::parse(json.text_or(""));
    if (!id.ok()) return {};
    return id.value();
}

std::optional<Time> time_in(const Json& json) {
    const auto time = parse_rfc3339(json.text_or(""));
    if (!time.ok()) return {};
    return time.value();
}

journal::Draft draft(const AdvisoryId& id, std::string type, Json content) {
    return {.stream = stream_of(id),
            .type = std::move(type),
            .occurred_at = {},
            .content = std::move(content),
            .personal = {}};
}

const charter::AdvisoryTarget* target_for(const charter::Pack& pack, std::string_view key) {
    const auto found = std::ranges::find(pack.advisory_targets, key, &charter::AdvisoryTarget::key);
    return found == pack.advisory_targets.end() ? nullptr : &*found;
}

// So many open days from tomorrow on, at the end of the last one's hours.
std::optional<Time> end_after(int days, const calendar::Office& office, Time now) {
    auto day = office.zone().date(now);
    for (int passed = 0; passed < days; ++passed) {
        const auto next = office.closed_days().next_open(day + std::chrono::days{1});
        if (!next) return {};
        day = *next;
    }
    const auto hours = office.hours_on(day);
    if (!hours) return office.zone().start_of(day + std::chrono::days{1});
    return office.zone().utc({day, hours->closes});
}

bool concerns(const std::vector<Match>& matches, const registry::SystemId& system) {
    return std::ranges::find(matches, system, &Match::system) != matches.end();
}

} // namespace

std::optional<Due> due_for(const Advisory& advisory, bool is_exploited, const charter::Pack& pack,
                           const calendar::Office& office, Time now) {
    const auto* target = target_for(pack, is_exploited                ? "exploited"
                                          : advisory.severity.empty() ? "other"
                                                                      : advisory.severity);
    std::optional<Due> due;
    if (target != nullptr) {
        if (const auto at = end_after(target->days, office, now)) due = Due{*at, "pack"};
    }
    if (!advisory.due) return due;
    const auto end = office.zone().start_of(*advisory.due + std::chrono::days{1});
    if (end > now && (!due || end < due->at)) due = Due{end, "kev"};
    return due;
}

bool Assessment::needs_check() const {
    return !is_erased && (answer.empty() || answer == "checking" || changed_since.has_value());
}

journal::Draft Assessment::open(const AdvisoryId& id, const Opening& opening) {
    auto content = Json::object({{"advisory", advisory::to_json(opening.advisory)},
                                 {"opened", opening.opened},
                                 {"matches", rows_of(opening.matches)}});
    set_due(content, opening.due);
    set_text(content, "post", opening.post);
    if (opening.report) content.set("report", opening.report->text());
    return draft(id, "advisory.opened", std::move(content));
}

std::optional<journal::Draft> Assessment::update(const Advisory& now, const std::vector<Match>& all,
                                                 const std::optional<Due>& wanted) const {
    if (is_erased) return {};
    // What a person said is no match stays none.
    std::vector<Match> kept;
    std::ranges::copy_if(all, std::back_inserter(kept), [&](const Match& match) {
        return std::ranges::find(put_away, match.system, &PutAway::system) == put_away.end();
    });
    const bool says_more = std::ranges::any_of(
        kept, [&](const Match& match) { return !concerns(matches, match.system); });
    const bool is_changed = fingerprint(now) != fingerprint(advisory);
    if (!is_changed && !says_more) return {};
    auto content = Json::object({{"matches", rows_of(kept)}});
    const bool was_answered = !needs_check();
    if (was_answered) set_due(content, wanted);
    if (!is_changed) return draft(id, "advisory.matched", std::move(content));
    content.set("advisory", advisory::to_json(now));
    return draft(id, "advisory.updated", std::move(content));
}

Result<journal::Draft> Assessment::ask(const Assign& assign) const {
    if (is_erased) return failure(Errc::conflict, is_gone);
    auto content = Json::object({{"post", assign.post}});
    if (assign.due_at) content.set("due_at", to_rfc3339(*assign.due_at)).set("due_from", "person");
    return draft(id, "advisory.assigned", std::move(content));
}

Result<journal::Draft> Assessment::ask(const Answer& given) const {
    if (is_erased) return failure(Errc::conflict, is_gone);
    const bool is_affected = given.answer == "affected";
    if (is_affected && given.systems.empty())
        return at(failure(Errc::invalid, no_systems), "/systems");
    if (!is_affected && !given.systems.empty())
        return at(failure(Errc::invalid, none_with_systems), "/systems");
    if (given.answer == "none" && is_blank(given.note))
        return at(failure(Errc::invalid, note_wanted), "/note");
    auto named = Json::array();
    for (const auto& system : given.systems)
        named.push(system.text());
    auto content = Json::object({{"answer", given.answer}, {"systems", std::move(named)}});
    set_text(content, "note", given.note);
    return draft(id, "advisory.answered", std::move(content));
}

Result<journal::Draft> Assessment::ask(const PutAway& away) const {
    if (is_erased) return failure(Errc::conflict, is_gone);
    if (!concerns(matches, away.system)) return at(failure(Errc::invalid, no_match), "/system");
    const bool is_last = std::ranges::all_of(
        matches, [&](const Match& match) { return match.system == away.system; });
    auto content = Json::object({{"system", away.system.text()}, {"reason", away.reason}});
    // What somebody found affected is not undone by putting a match away.
    if (is_last && needs_check()) content.set("last", true);
    return draft(id, "advisory.put_away", std::move(content));
}

Result<journal::Draft> Assessment::ask_report(const ReportId& made) const {
    if (is_erased) return failure(Errc::conflict, is_gone);
    if (answer != "affected") return failure(Errc::conflict, not_affected);
    if (report) return failure(Errc::conflict, reported_already);
    return draft(id, "advisory.reported", Json::object({{"report", made.text()}}));
}

Result<Assessment> Assessment::replay(std::span<const journal::Entry> history) {
    if (history.empty()) return failure(Errc::corrupt, is_gone);
    Assessment assessment;
    assessment.id = {history.front().stream.id};
    for (const auto& entry : history)
        assessment.apply(entry);
    return assessment;
}

void Assessment::apply(const journal::Entry& entry) {
    const auto& content = entry.content;
    const auto& type = entry.type;
    rev = entry.rev;
    const auto take_due = [&] {
        const auto time = time_in(content["due_at"]);
        if (!time) return;
        due = Due{*time, std::string{content["due_from"].text_or("person")}};
        overdue_since.reset();
    };
    const auto take_matches = [&] {
        matches.clear();
        for (const auto& row : content["matches"].items())
            matches.push_back(match_from(row));
    };
    if (type == "advisory.opened") {
        opened_at = entry.recorded_at;
        opened = content["opened"].text_or("");
        from_report = id_in<ReportTag>(content["report"]);
        is_erased = entry.content_state == journal::BodyState::erased;
    }
    if (type == "advisory.opened" || type == "advisory.updated") {
        if (content.find("advisory") != nullptr) advisory = advisory_from(content["advisory"]);
    }
    if (type == "advisory.updated" || type == "advisory.matched") {
        if (!needs_check()) {
            changed_since = entry.recorded_at;
            change = type == "advisory.updated" ? "updated" : "matched";
        }
    }
    const bool is_news =
        type == "advisory.opened" || type == "advisory.updated" || type == "advisory.matched";
    if (is_news) take_matches();
    if (is_news || type == "advisory.assigned") take_due();
    if (type == "advisory.opened" || type == "advisory.assigned")
        post = content["post"].text_or("");
    if (type == "advisory.put_away") {
        const auto system = id_in<registry::SystemTag>(content["system"]);
        if (system) {
            std::erase_if(matches, [&](const Match& match) { return match.system == *system; });
            put_away.push_back({*system, std::string{content["reason"].text_or("")}});
        }
    }
    const bool is_last = type == "advisory.put_away" && content["last"].boolean_or(false);
    if (type == "advisory.answered" || is_last) take_answer(entry, is_last);
    if (type == "advisory.reported") report = id_in<ReportTag>(content["report"]);
    if (type == "due.fired" && content["name"].text_or("") == assess_due)
        overdue_since = entry.happened_at();
    if (type == "journal.erased") is_erased = true;
}

void Assessment::take_answer(const journal::Entry& entry, bool is_last) {
    const auto& content = entry.content;
    answer = is_last ? "none" : content["answer"].text_or("");
    note = is_last ? content["reason"].text_or("") : content["note"].text_or("");
    systems.clear();
    for (const auto& row : content["systems"].items()) {
        if (const auto system = id_in<registry::SystemTag>(row)) systems.push_back(*system);
    }
    answered_at = entry.recorded_at;
    answered_by = entry.actor;
    changed_since.reset();
    change.clear();
    if (answer != "checking") overdue_since.reset();
}

journal::Stream stream_of(const AdvisoryId& id) {
    return {std::string{advisory_kind}, id.value};
}

Result<Opening> read_typed(const Json& json) {
    Fields in{json};
    Opening opening{.advisory = {}, .opened = "typed"};
    auto& advisory = opening.advisory;
    advisory.title = in.text("title", {.length_max = title_length_max});
    advisory.source = in.text("source", {.length_max = 100});
    advisory.link = in.optional_text("link", {.length_max = link_length_max}).value_or("");
    if (!advisory.link.empty() && web_link(advisory.link).empty())
        in.refuse("link", failure(Errc::invalid, bad_link));
    advisory.published_at = in.optional_time("published_at");
    for (const auto& written : in.texts("cves", cves_max, {.length_max = 30})) {
        const auto before = advisory.cves.size();
        find_cves(to_half_width(written), advisory.cves);
        if (advisory.cves.size() == before) in.refuse("cves", failure(Errc::invalid, bad_cve));
    }
    const auto& products = in.array("products", products_max);
    for (std::size_t at = 0; at < products.size(); ++at) {
        Fields row{products[at], in.pointer("products") + "/" + std::to_string(at)};
        advisory.products.push_back(
            {.vendor = row.optional_text("vendor", {.length_max = 100}).value_or(""),
             .name = row.text("name", {.length_max = 100}),
             .versions = row.optional_text("versions", {.length_max = 100}).value_or(""),
             .cpe = row.optional_text("cpe", {.length_max = 200}).value_or("")});
        const auto done = row.finish();
        if (!done.ok()) in.refuse("products", done.error());
    }
    advisory.severity = in.optional_choice("severity", severities).value_or("");
    advisory.tlp = in.optional_choice("tlp", tlp_labels).value_or("");
    if (const auto at = in.optional_time("due_at")) opening.due = Due{*at, "asked"};
    opening.report = in.optional_id<ReportTag>("report");
    TRY(in.finish());
    opening.advisory = settled(std::move(advisory));
    return opening;
}

Result<Assign> read_assign(const Json& json) {
    Fields in{json};
    Assign assign{.post = in.optional_text("post", {.length_max = 100}).value_or(""),
                  .due_at = in.optional_time("due_at")};
    TRY(in.finish());
    return assign;
}

Result<Answer> read_answer(const Json& json) {
    Fields in{json};
    Answer answer{.answer = in.choice("answer", answers), .systems = {}, .note = {}};
    for (const auto& written : in.texts("systems", systems_max, {.length_max = 40})) {
        const auto id = registry::SystemId::parse(written);
        if (id.ok())
            answer.systems.push_back(id.value());
        else
            in.refuse("systems", id.error());
    }
    answer.note = in.optional_text("note", note_rule).value_or("");
    TRY(in.finish());
    return answer;
}

Result<PutAway> read_put_away(const Json& json) {
    Fields in{json};
    PutAway away{.system = in.id<registry::SystemTag>("system"),
                 .reason = in.text("reason", {.length_max = 500, .lines = true})};
    TRY(in.finish());
    return away;
}

} // namespace sokuo::advisory
