#include "incident/present.h"

#include "incident/clocks.h"
#include "incident/content.h"
#include "incident/guide.h"
#include "incident/successors.h"
#include "incident/upstream_present.h"
#include "team/people.h"

#include <algorithm>
#include <array>

namespace sokuo::incident {
namespace {

constexpr Message erased{"incident.erased_text", "消去済み", "Erased"};

constexpr Message signature_owed{"incident.signature_owed", "事後確認待ち（口頭承認）",
                                 "Agreed by word of mouth; to be confirmed"};

// What the screen of an incident may offer.
constexpr std::array<std::string_view, 18> acts{
    "incident.record",     "incident.fact",   "incident.task",      "incident.decide",
    "incident.prioritise", "incident.move",   "incident.attach",    "incident.converge",
    "incident.close",      "incident.reopen", "incident.withdraw",  "incident.erase",
    "incident.circle",     "ask.put",         "engagement.propose", "engagement.admit",
    "engagement.note",     "engagement.end"};

std::string_view type_name(charter::FieldType type) {
    return type == charter::FieldType::datetime ? "time" : charter::to_text(type);
}

Json present(Names& names, const charter::Field& field, const Fact* fact, Language language) {
    auto row = Json::object(
        {{"key", field.key}, {"label", field.label.in(language)}, {"type", type_name(field.type)}});
    if (!field.choices.empty()) {
        auto choices = Json::array();
        for (const auto& choice : field.choices)
            choices.push(
                Json::object({{"code", choice.code}, {"label", choice.label.in(language)}}));
        row.set("choices", std::move(choices));
    }
    // Nobody has looked yet: that is 調査中, never 「なし」.
    const Fact nothing{};
    const auto& known = fact == nullptr ? nothing : *fact;
    row.set("state", name_of(known.state, fact_state_names))
        .set("shown", shown(known, field, names.zone(), language))
        .set("history_count", known.history);
    if (fact == nullptr) return row;
    if (fact->state == FactState::known) row.set("value", fact->value);
    if (fact->is_estimate) row.set("estimate", true);
    if (fact->is_cumulative) row.set("cumulative", true);
    set_text(row, "source", fact->source);
    set_time(row, "as_of", fact->as_of);
    row.set("recorded_at", to_rfc3339(fact->recorded_at)).set("by", names.of(fact->by));
    return row;
}

Json present(Names& names, const Decision& decision) {
    auto options = Json::array();
    for (const auto& option : decision.options)
        options.push(option);
    auto row = Json::object({{"id", decision.id.text()},
                             {"question", decision.question},
                             {"options", std::move(options)},
                             {"asked_at", to_rfc3339(decision.asked_at)},
                             {"asked_by", names.of(decision.asked_by)},
                             {"state", decision.choice ? "made" : "asked"}});
    if (decision.proposal) row.set("proposal", *decision.proposal);
    set_time(row, "wanted_by", decision.wanted_by);
    if (decision.choice) {
        row.set("choice", *decision.choice)
            .set("made_at", to_rfc3339(decision.made_at))
            .set("made_by", names.of(decision.made_by));
        set_text(row, "reason", decision.reason);
    }
    return row;
}

Json present(Names& names, const Asked& asked, const charter::Charter& charter) {
    constexpr std::array<std::string_view, 3> states{"open", "answered", "dropped"};
    auto row = Json::object({{"id", asked.id.text()},
                             {"text", asked.text},
                             {"state", name_of(asked.state, states)},
                             {"asked_by", names.of(asked.by)},
                             {"asked_at", to_rfc3339(asked.at)}});
    if (asked.person) row.set("person", names.of(*asked.person));
    if (const auto* post = charter.post(asked.post)) row.set("post", post->name);
    set_time(row, "due_at", asked.due_at);
    if (asked.state == AskedState::open) return row;
    row.set("answered_by", names.of(asked.answered_by));
    set_time(row, "ended_at", asked.ended_at);
    set_text(row, "answer", asked.answer);
    return row;
}

// Who says that a condition is met, and whether the reader may: May of the API.
void present_agreement(const team::Call& call, const charter::AppliedCondition& condition,
                       Json& row) {
    if (condition.agreed_by.empty()) {
        row.set("may", call.may("incident.record"));
        return;
    }
    auto roles = Json::array();
    for (const auto& code : condition.agreed_by) {
        const auto* role = call.charter().role(code);
        roles.push(role == nullptr ? code : role->name.in(call.language));
    }
    row.set("agreed_by", std::move(roles));
    const auto held =
        team::post_in(call.charter(), call.standing, condition.agreed_by, call.language);
    auto may = Json::object({{"action", "incident.condition"}, {"allowed", held.ok()}});
    if (!held.ok())
        may.set("reason", render(*held.error().message, held.error().args, call.language));
    row.set("may", std::move(may)).set("may_oral", call.may("incident.oral_agreement"));
}

Json present_conditions(Names& names, const Incident& incident, const charter::Pack& pack,
                        const team::Call& call) {
    const auto language = call.language;
    auto rows = Json::array();
    for (const auto& condition :
         charter::applicable_conditions(pack, incident.category_choices())) {
        auto row = Json::object({{"key", condition.key},
                                 {"label", condition.label.in(language)},
                                 {"may_be_not_applicable", condition.may_be_not_applicable}});
        const auto found = incident.conditions.find(condition.key);
        if (found == incident.conditions.end()) {
            row.set("state", "open");
        } else {
            row.set("state", name_of(found->second.state, condition_state_names))
                .set("by", names.of(found->second.by))
                .set("at", to_rfc3339(found->second.at));
            set_text(row, "note", found->second.note);
            if (const auto& oral = found->second.oral)
                row.set("oral_agreement",
                        Json::object(
                            {{"by", oral->by}, {"at", to_rfc3339(oral->at)}, {"how", oral->how}}));
            if (found->second.owes_signature()) row.set("owed", signature_owed.text(language));
        }
        present_agreement(call, condition, row);
        rows.push(std::move(row));
    }
    return rows;
}

// The reports an incident came from, by the search index's own list of subjects.
Result<Json> present_reports(store::Read& db, const Incident& incident) {
    auto rows = Json::array();
    for (const auto& report : incident.reports) {
        TRY(db.query("SELECT number, title, at FROM search_subject WHERE kind = 'report' AND "
                     "id = ?",
                     {report.value}, [&](const store::Row& row) -> Result<> {
                         rows.push(Json::object(
                             {{"id", report.text()},
                              {"number", row.text(0)},
                              {"received_at", to_rfc3339(Time{Duration{row.integer(2)}})},
                              {"summary", row.text(1)}}));
                         return Done{};
                     }));
    }
    return rows;
}

// 体制: whoever holds the posts that lead an incident.
Result<Json> present_people(store::Read& db, const charter::Charter& charter, Language language,
                            const std::string& today) {
    auto rows = Json::array();
    for (const auto& post : charter.posts) {
        if (post.role != "head" && post.role != "handler" && post.role != "manager" &&
            post.role != "ciso")
            continue;
        const auto* role = charter.role(post.role);
        TRY(db.query("SELECT p.id, p.name FROM tenure t JOIN person p ON p.id = t.person WHERE "
                     "t.post = ?1 AND t.from_day <= ?2 AND (t.to_day IS NULL OR t.to_day >= ?2)",
                     {post.code, today}, [&](const store::Row& row) -> Result<> {
                         PersonId person;
                         std::ranges::copy(row.bytes(0).first(person.value.size()),
                                           person.value.begin());
                         auto item = Json::object(
                             {{"id", person.text()},
                              {"name", row.text(1)},
                              {"post", post.name},
                              {"role", role == nullptr ? post.role : role->name.in(language)},
                              {"role_code", post.role}});
                         set_text(item, "extension", post.extension);
                         rows.push(std::move(item));
                         return Done{};
                     }));
    }
    return rows;
}

Json present(Names& names, const team::Circle& circle, const std::string& reason) {
    const auto list = [&](const std::vector<PersonId>& persons) {
        auto rows = Json::array();
        for (const auto& person : persons)
            rows.push(names.of(person));
        return rows;
    };
    return Json::object({{"restricted", circle.is_restricted},
                         {"named", list(circle.named)},
                         {"excluded", list(circle.excluded)},
                         {"reason", reason}});
}

// Whom to let in when those who may lift the restriction move on.
Result<Json> present_successors(const Desk& desk, store::Read& db, Names& names,
                                const charter::Charter& charter, const Incident& incident) {
    auto rows = Json::array();
    for (const auto& one : TRY(successors(desk, db, incident))) {
        const auto* post = charter.post(one.post);
        rows.push(Json::object({{"person", names.of(one.person)},
                                {"post", post == nullptr ? one.post : post->name},
                                {"before", names.of(one.before)},
                                {"from", calendar::to_iso(one.from)}}));
    }
    return rows;
}

Json present_may(const team::Call& call) {
    auto rows = Json::array();
    for (const auto act : acts)
        rows.push(call.may(act));
    return rows;
}

} // namespace

Json present(const std::vector<Category>& categories, const charter::Charter& charter,
             Language language) {
    auto rows = Json::array();
    for (const auto& category : categories) {
        const auto* known = charter.category(category.code);
        const auto* subtype = charter.subtype(category.code, category.subtype);
        const auto name = [&](const auto* thing, const std::string& otherwise) {
            if (thing == nullptr) return otherwise;
            return language == Language::ja || thing->name_en.empty() ? thing->name_ja
                                                                      : thing->name_en;
        };
        auto row = Json::object({{"code", category.code},
                                 {"name", name(known, category.code)},
                                 {"main", category.is_main},
                                 {"suspected", category.is_suspected}});
        if (!category.subtype.empty()) {
            row.set("subtype", category.subtype)
                .set("subtype_name", name(subtype, category.subtype))
                .set("in_charter", subtype == nullptr || subtype->in_charter_text);
        }
        rows.push(std::move(row));
    }
    return rows;
}

// The lines wanted for the categories, and every other that was answered.
Json present_facts(Names& names, const Incident& incident, const charter::Pack& pack,
                   Language language) {
    auto rows = Json::array();
    const auto wanted = charter::facts_for(pack, incident.category_choices());
    for (const auto& field : pack.facts) {
        const auto found = incident.facts.find(field.key);
        const auto* fact = found == incident.facts.end() ? nullptr : &found->second;
        const bool is_wanted = std::ranges::find(wanted, &field) != wanted.end();
        if (is_wanted || fact != nullptr) rows.push(present(names, field, fact, language));
    }
    return rows;
}

Json present(Names& names, const Task& task) {
    auto row = Json::object({{"id", task.id.text()},
                             {"title", task.title},
                             {"state", name_of(task.state, task_state_names)},
                             {"added_at", to_rfc3339(task.added_at)}});
    set_text(row, "why", task.why);
    set_text(row, "result", task.result);
    if (task.assignee) row.set("assignee", names.of(*task.assignee));
    set_time(row, "due_at", task.due_at);
    set_time(row, "ended_at", task.ended_at);
    return row;
}

Json Names::of(const PersonId& person) {
    const auto known = known_.find(person);
    if (known != known_.end()) return known->second;
    return known_.emplace(person, team::person_ref(db_, person, language_)).first->second;
}

Json Names::of(const journal::Actor& actor) {
    auto ref = of(actor.person);
    if (const auto* post = charter_.post(actor.post)) ref.set("post", post->name);
    if (const auto* post = charter_.post(actor.acting_for)) ref.set("acting_for", post->name);
    return ref;
}

Json present(const std::vector<search::Hit>& hits) {
    auto items = Json::array();
    for (const auto& hit : hits)
        items.push(Json::object({{"kind", hit.kind},
                                 {"id", to_text(hit.id)},
                                 {"number", hit.number},
                                 {"title", hit.title},
                                 {"at", to_rfc3339(hit.at)},
                                 {"state", hit.state}}));
    return Json::object({{"items", std::move(items)}});
}

Json present(Names& names, const Attachment& attachment) {
    auto row = Json::object({{"id", attachment.id.text()},
                             {"name", attachment.name},
                             {"bytes", static_cast<std::int64_t>(attachment.bytes)},
                             {"sha256", attachment.sha256},
                             {"added_at", to_rfc3339(attachment.added_at)},
                             {"added_by", names.of(attachment.added_by)}});
    set_text(row, "kind", attachment.kind);
    set_text(row, "sha256_before", attachment.sha256_before);
    return row;
}

namespace {

void set_engaged(Json& json, Names& names, const charter::Charter& charter,
                 const Incident& incident, Language language) {
    auto asks = Json::array();
    for (const auto& asked : incident.asked)
        asks.push(present(names, asked, charter));
    json.set("asks", std::move(asks));
    auto engagements = Json::array();
    for (const auto& engagement : incident.engagements)
        engagements.push(present(names, engagement, language));
    json.set("engagements", std::move(engagements));
}

void set_what_is_not_always_there(Json& json, const Incident& incident) {
    if (incident.is_erased) json.set("erased", true);
    set_text(json, "priority_reason", incident.priority_reason);
    if (!incident.answers.residents.empty()) json.set("answers", to_json(incident.answers));
    set_text(json, "department", incident.department);
    set_text(json, "statement", incident.statement);
    set_time(json, "converged_at", incident.converged_at);
    set_time(json, "closed_at", incident.closed_at);
}

} // namespace

Result<Json> present(const Desk& desk, store::Read& db, const team::Call& call,
                     const Incident& incident) {
    const auto* edition = TRY(desk.book.version(incident.charter));
    const Rules rules{edition->charter, edition->pack};
    const auto language = call.language;
    Names names{db, edition->charter, language};
    const auto* priority = rules.pack.priority(incident.priority);
    const auto zone = TRY(calendar::TimeZone::named(rules.charter.time_zone));

    const auto list = [&](const auto& things) {
        auto rows = Json::array();
        for (const auto& thing : things)
            rows.push(present(names, thing));
        return rows;
    };
    auto json =
        Json::object({{"id", incident.id.text()},
                      {"number", incident.number},
                      {"rev", incident.rev},
                      {"title", incident.title},
                      {"priority", incident.priority},
                      {"priority_name", priority == nullptr ? "" : priority->name.in(language)},
                      {"proposed_priority", incident.proposed_priority},
                      {"phase", name_of(incident.phase, phase_names)},
                      {"categories", present(incident.categories, rules.charter, language)},
                      {"declared_at", to_rfc3339(incident.declared_at)},
                      {"declared_by", names.of(incident.declared_by)},
                      {"received_at", to_rfc3339(incident.received_at)},
                      {"changed_at", to_rfc3339(incident.changed_at)},
                      {"charter_version", std::to_string(incident.charter)},
                      {"rail", rail(incident, rules, language)},
                      {"clocks", clock_strip(incident, rules.pack, desk.now(), language)},
                      {"next", next_actions(incident, rules, language)},
                      {"facts", present_facts(names, incident, rules.pack, language)},
                      {"tasks", list(incident.tasks)},
                      {"decisions", list(incident.decisions)},
                      {"closure", present_conditions(names, incident, rules.pack, call)},
                      {"attachments", list(incident.attachments)},
                      {"reports", TRY(present_reports(db, incident))},
                      {"people", TRY(present_people(db, call.charter(), language,
                                                    calendar::to_iso(zone.date(desk.now()))))},
                      {"may", present_may(call)}});
    set_engaged(json, names, rules.charter, incident, language);
    json.set("upstreams", TRY(present_upstreams(db, names, incident)));
    if (incident.circle != team::Circle{}) {
        auto circle = present(names, incident.circle, incident.circle_reason);
        auto following = TRY(present_successors(desk, db, names, call.charter(), incident));
        circle.set("successors", std::move(following));
        json.set("circle", std::move(circle));
    }
    set_what_is_not_always_there(json, incident);
    return json;
}

Result<Json> present(const Desk& desk, const team::Call& call, const Row& row) {
    const auto* edition = TRY(desk.book.version(row.charter));
    auto json =
        Json::object({{"id", row.id.text()},
                      {"number", row.number},
                      {"title", row.title},
                      {"priority", row.priority},
                      {"phase", name_of(row.phase, phase_names)},
                      {"categories", present(row.categories, edition->charter, call.language)},
                      {"declared_at", to_rfc3339(row.declared_at)},
                      {"changed_at", to_rfc3339(row.changed_at)},
                      {"tasks_open", row.tasks_open},
                      {"waiting_decisions", row.waiting}});
    set_text(json, "department", row.department);
    if (row.is_erased) json.set("erased", true);
    if (const auto next = next_due(row.deadlines, row.fulfilled)) {
        const auto& items = row.deadlines.items();
        const auto found = std::ranges::find_if(
            items, [&](const Json& item) { return item["key"].text_or("") == next->key; });
        json.set("next_due",
                 clock_item(*found, edition->pack, row.priority, {}, desk.now(), call.language));
    }
    return json;
}

Json present(Names& names, const charter::Pack& pack, const Line& line, const Incident& incident,
             Language language) {
    const bool is_system = line.kind == "system";
    auto text = is_system ? account_of(line, pack, names.zone(), language) : line.text;
    if (line.is_erased) text = erased.text(language);
    // A line of the program's own is named after its entry.
    const auto id = line.id.empty() ? LineId{incident.id.value} : line.id;
    auto json = Json::object({{"id", id.text()},
                              {"kind", line.kind},
                              {"text", std::move(text)},
                              {"occurred_at", to_rfc3339(line.occurred_at)},
                              {"precision", line.precision},
                              {"recorded_at", to_rfc3339(line.recorded_at)},
                              {"by", names.of(line.actor)},
                              {"seq", line.seq}});
    if (line.is_erased) json.set("erased", true);
    if (line.corrects) json.set("corrects", line.corrects->text());
    if (line.corrected_by) json.set("corrected_by", line.corrected_by->text());
    set_text(json, "fulfils", line.content["fulfils"].text_or(""));
    auto files = Json::array();
    for (const auto& id_text : line.content["attachments"].items()) {
        const auto blob = BlobId::parse(id_text.text_or(""));
        const auto* attachment = blob.ok() ? incident.attachment(blob.value()) : nullptr;
        if (attachment != nullptr) files.push(present(names, *attachment));
    }
    if (!files.items().empty()) json.set("attachments", std::move(files));
    return json;
}

} // namespace sokuo::incident
