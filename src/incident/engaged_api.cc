#include "incident/engaged_api.h"

#include "core/fields.h"
#include "incident/content.h"
#include "incident/incident_store.h"
#include "incident/present.h"
#include "incident/uploads.h"
#include "team/access.h"
#include "team/engaged.h"
#include "team/once.h"
#include "team/people.h"
#include "team/veil.h"

#include <algorithm>
#include <array>

namespace sokuo::incident {
namespace {

// The same words whether it ended, was never theirs or does not exist.
constexpr Message not_yours{"incident.engagement_not_yours",
                            "この支援は見つかりません。終わったか、見る権限がありません。",
                            "Not found: it has ended, or it is not yours."};
constexpr Message no_file{"incident.no_attachment", "この添付は見つかりません。",
                          "No such attachment."};

constexpr std::int64_t lines_max = 500;
constexpr std::string_view one = "/api/v1/engagements/{engagement}";

/// An engagement of the caller's that is in force, and the incident it is about.
struct Mine {
    Incident incident;
    EngagementId id;
    [[nodiscard]] const Engagement& engagement() const { return *incident.engagement(id); }
};

// Nothing where it is not in force for them any longer, or where they are shut out by name.
Result<std::optional<Mine>> open_mine(const Desk& desk, store::Read& db, const PersonId& me,
                                      const team::Engaged& engaged) {
    const auto sights = TRY(team::sights(db, engaged.about));
    if (team::is_shut_out(sights, me)) return std::optional<Mine>{};
    Mine mine{TRY(load(desk, db, IncidentId{engaged.about.id})), {engaged.engagement}};
    const auto* engagement = mine.incident.engagement(mine.id);
    if (engagement == nullptr || engagement->state != EngagementState::issued)
        return std::optional<Mine>{};
    return std::optional{std::move(mine)};
}

Result<std::vector<Mine>> all_mine(const Desk& desk, store::Read& db, const PersonId& me) {
    const auto engaged = TRY(team::engaged_at(db, me, desk.now()));
    std::vector<Mine> all;
    for (const auto& each : engaged) {
        auto mine = TRY(open_mine(desk, db, me, each));
        if (mine) all.push_back(*std::move(mine));
    }
    return all;
}

/// Errors: `not_found`.
Result<Mine> mine_of(const Desk& desk, store::Read& db, const team::Call& call) {
    const auto id = EngagementId::parse(call.request.param("engagement"));
    auto all = TRY(all_mine(desk, db, call.actor.person));
    const auto found = std::ranges::find_if(
        all, [&](const Mine& mine) { return id.ok() && mine.id == id.value(); });
    if (found == all.end()) return failure(Errc::not_found, not_yours);
    return std::move(*found);
}

// Files they handed in themselves are theirs to see, whatever the parts.
bool may_see(const Mine& mine, const Attachment& file) {
    return mine.engagement().shows(Part::files) || file.engagement == mine.id;
}

Json head(const Mine& mine, Language language) {
    const auto& engagement = mine.engagement();
    auto parts = Json::array();
    for (const auto part : engagement.parts)
        parts.push(Json::object(
            {{"code", name_of(part, part_names)}, {"name", part_label(part).text(language)}}));
    auto json = Json::object({{"id", engagement.id.text()},
                              {"kind_name", helper_label(engagement.helper).text(language)},
                              {"body", engagement.body},
                              {"purpose", engagement.purpose},
                              {"parts", std::move(parts)},
                              {"until", to_rfc3339(engagement.until)}});
    if (engagement.shows(Part::summary))
        json.set("number", mine.incident.number).set("title", mine.incident.title);
    return json;
}

Json summary(const Mine& mine, const charter::Edition& edition, Language language) {
    const auto& incident = mine.incident;
    auto json =
        Json::object({{"number", incident.number},
                      {"title", incident.title},
                      {"phase", name_of(incident.phase, phase_names)},
                      {"phase_name", phase_label(incident.phase).text(language)},
                      {"categories", present(incident.categories, edition.charter, language)},
                      {"declared_at", to_rfc3339(incident.declared_at)}});
    set_text(json, "department", incident.department);
    return json;
}

// What people wrote. What the program noted beside it is the team's own: who is let in, who is
// engaged, what is asked of whom.
Result<Json> record(Names& names, store::Read& db, const Mine& mine) {
    const auto all = TRY(lines(db, mine.incident.id, {}, lines_max));
    auto rows = Json::array();
    for (const auto& line : all) {
        if (line.kind == "system" || line.is_erased || line.corrected_by) continue;
        rows.push(Json::object({{"kind", line.kind},
                                {"text", line.text},
                                {"occurred_at", to_rfc3339(line.occurred_at)},
                                {"precision", line.precision},
                                {"by", names.of(line.actor)}}));
    }
    return rows;
}

Json files(const Mine& mine) {
    auto rows = Json::array();
    for (const auto& file : mine.incident.attachments) {
        if (!may_see(mine, file)) continue;
        rows.push(Json::object({{"id", file.id.text()},
                                {"name", file.name},
                                {"bytes", static_cast<std::int64_t>(file.bytes)},
                                {"added_at", to_rfc3339(file.added_at)},
                                {"ours", file.engagement == mine.id}}));
    }
    return rows;
}

Json notes(Names& names, const Mine& mine) {
    auto rows = Json::array();
    for (const auto& exchange : mine.engagement().exchanges) {
        auto row = Json::object({{"given", exchange.is_given},
                                 {"text", exchange.text},
                                 {"at", to_rfc3339(exchange.at)},
                                 {"by", names.of(exchange.by)}});
        set_text(row, "tlp", exchange.tlp);
        rows.push(std::move(row));
    }
    return rows;
}

Result<Json> present(const Desk& desk, store::Read& db, const team::Call& call, const Mine& mine) {
    const auto* edition = TRY(desk.book.version(mine.incident.charter));
    const auto& engagement = mine.engagement();
    const auto language = call.language;
    Names names{db, edition->charter, language};
    auto json = head(mine, language);
    if (engagement.shows(Part::summary)) json.set("summary", summary(mine, *edition, language));
    if (engagement.shows(Part::facts))
        json.set("facts", present_facts(names, mine.incident, edition->pack, language));
    if (engagement.shows(Part::record)) json.set("record", TRY(record(names, db, mine)));
    if (engagement.shows(Part::tasks)) {
        auto rows = Json::array();
        for (const auto& task : mine.incident.tasks)
            rows.push(incident::present(names, task));
        json.set("tasks", std::move(rows));
    }
    json.set("files", files(mine)).set("notes", notes(names, mine));
    return json;
}

Result<http::Response> list_mine(const Desk& desk, const team::Call& call) {
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto all = TRY(all_mine(desk, db, call.actor.person));
        auto rows = Json::array();
        for (const auto& mine : all)
            rows.push(head(mine, call.language));
        return http::json_response(200, Json::object({{"items", std::move(rows)}}));
    });
}

Result<http::Response> read_mine(const Desk& desk, const team::Call& call, int status) {
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto mine = TRY(mine_of(desk, db, call));
        call.looks->note(call.actor.person, stream_of(mine.incident.id), team::Way::read, call.now);
        return http::json_response(status, TRY(present(desk, db, call, mine)));
    });
}

Result<http::Response> read_file(const Desk& desk, const team::Call& call) {
    const auto blob = BlobId::parse(call.request.param("attachment"));
    const auto mine =
        TRY(desk.store.read_for([&](store::Read& db) { return mine_of(desk, db, call); }));
    const auto* file = blob.ok() ? mine.incident.attachment(blob.value()) : nullptr;
    if (file == nullptr || !may_see(mine, *file)) return failure(Errc::not_found, no_file);
    const auto about = stream_of(mine.incident.id);
    TRY(team::journal_file_look(desk.store, desk.journal, call, about, file->name));
    call.looks->note(call.actor.person, about, team::Way::file, call.now);
    const auto key = TRY(journal::KeyId::parse(file->key));
    return download(desk, file->id, key, file->name, file->bytes);
}

Result<http::Response> write_note(const Desk& desk, const team::Call& call) {
    const auto json = TRY(call.json());
    Fields in{json};
    const auto text = in.text("text", {.length_max = 2000, .lines = true});
    TRY(in.finish());
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        const auto mine = TRY(mine_of(desk, db, call));
        return team::once(db, call, desk.now(), [&]() -> Result<Uuid> {
            const NoteExchange note{.engagement = mine.id,
                                    .is_given = false,
                                    .how = {},
                                    .text = text,
                                    .tlp = {},
                                    .at = {}};
            TRY(act(desk, db, call.actor, mine.incident.id, EngagementStep{note}));
            return mine.id.value;
        });
    };
    TRY(desk.store.write_for(job));
    return read_mine(desk, call, 201);
}

Result<std::unique_ptr<http::BodySink>> hand_in(const Desk& desk, const team::Call& call,
                                                const team::RenderProblem& render) {
    const auto mine =
        TRY(desk.store.read_for([&](store::Read& db) { return mine_of(desk, db, call); }));
    // The request is gone when the last piece arrives, so what the entry needs is copied.
    return open_upload(
        desk, call, {.action = "engagement.see"}, render,
        [&desk, id = mine.id,
         on = mine.incident.id](const Uploaded& file) -> Result<http::Response> {
            const auto record = [&](store::Write& db, const Hand& hand) -> Result<> {
                // Other engagements of theirs may go on.
                const auto still = TRY(all_mine(desk, db, hand.actor.person));
                if (std::ranges::find(still, id, &Mine::id) == still.end())
                    return failure(Errc::not_found, not_yours);
                TRY(act(desk, db, hand.actor, on,
                        Attach{.blob = file.stored.id,
                               .name = file.name,
                               .bytes = file.stored.bytes,
                               .sha256 = to_hex(file.stored.sha256),
                               .key = file.key.text(),
                               .asked = {},
                               .engagement = id}));
                return Done{};
            };
            const auto blob = TRY(journal_once(desk, file, record));
            return http::json_response(
                201, Json::object({{"id", blob.text()},
                                   {"name", file.name},
                                   {"bytes", static_cast<std::int64_t>(file.stored.bytes)}}));
        });
}

} // namespace

std::vector<team::Route> engaged_routes(const Desk& desk, const team::RenderProblem& render) {
    using http::Method;
    std::vector<team::Route> routes;
    const auto add = [&](Method method, const std::string& path, auto handle) {
        routes.push_back(
            {.method = method,
             .path = path,
             .action = "engagement.see",
             .handle = [&desk, handle](const team::Call& call) { return handle(desk, call); }});
    };
    const std::string mine{one};
    add(Method::get, "/api/v1/engagements", list_mine);
    add(Method::get, mine,
        [](const Desk& at_desk, const team::Call& call) { return read_mine(at_desk, call, 200); });
    add(Method::get, mine + "/files/{attachment}", read_file);
    add(Method::post, mine + "/notes", write_note);
    routes.push_back(
        {.method = Method::post,
         .path = mine + "/files",
         .action = "engagement.see",
         .handle = {},
         .upload = [&desk, render](const team::Call& call) { return hand_in(desk, call, render); },
         .limits = upload_limits()});
    return routes;
}

} // namespace sokuo::incident
