#include "approval/approval_api.h"

#include "approval/approval_store.h"
#include "core/fields.h"
#include "http/conditional.h"
#include "team/once.h"
#include "team/people.h"
#include "team/succession_store.h"
#include "team/veil.h"

#include <algorithm>
#include <charconv>

namespace sokuo::approval {
namespace {

constexpr Message bad_state{"approval.bad_state", "state は waiting か all です。",
                            "state must be waiting or all."};
constexpr Message bad_incident{"approval.bad_incident", "incident には事案のIDを書いてください。",
                               "Give an incident's id as incident."};
constexpr Message elsewhere{"approval.proposed_elsewhere",
                            "この種類は、事案の「関係者」から起案します。",
                            "Propose this kind on the People tab of its incident."};
constexpr Message no_incident{"approval.no_such_incident",
                              "この事案は見つかりません。消えたか、見る権限がありません。",
                              "No such incident, or you may not see it."};
constexpr Message in_future{"approval.in_the_future",
                            "承認を得た日時が未来です。日時を確かめてください。",
                            "The time of the approval lies in the future. Check it."};
constexpr Message not_their_role{
    "approval.not_their_role", "この人は、その時に承認できる役割（{0}）にありませんでした。",
    "At that time they did not hold a role that may approve this ({0})."};
constexpr Message knows_nothing{
    "approval.by_knows_nothing",
    "この人は、この件を知らない人です。知っている人から承認を得てください。",
    "They may not know of this matter. Ask somebody who may."};
constexpr Message owed{"approval.signature_owed", "事後確認待ち（口頭承認）",
                       "Given by word of mouth; to be confirmed"};

constexpr TextRule text_rule{.length_min = 1, .length_max = 4000, .lines = true};
constexpr TextRule comment_rule{.length_min = 1, .length_max = 1000, .lines = true};
constexpr auto future_tolerance = std::chrono::minutes{2};
constexpr std::int64_t page = 50;

std::string role_names(const charter::Charter& charter, const std::vector<std::string>& roles,
                       Language language) {
    std::string names;
    for (const auto& code : roles) {
        const auto* role = charter.role(code);
        if (!names.empty()) names += language == Language::ja ? "、" : ", ";
        names += role == nullptr ? code : role->name.in(language);
    }
    return names;
}

// Whether whoever said yes can still sign it: they have a place in the approvals, are there, and
// may know of what it is about.
Result<bool> can_sign(store::Read& db, const team::Call& call, const Approval& approval) {
    if (!approval.oral) return false;
    const auto& who = approval.oral->by;
    const auto about = stream_of(approval.id);
    const auto knows = TRY(team::may_know(db, about, who));
    if (!knows) return false;
    const auto roll = TRY(team::roll_at(db, call.charter(), call.now));
    if (roll.is_away(who)) return false;
    const auto standing = TRY(team::standing_at(db, call.charter(), who, call.now, about));
    return team::post_for(call.charter(), standing, "approval.answer").ok();
}

/// In whose stead the caller answers for an oral approval, and in which post where it is not their
/// own word.
struct Signing {
    Stead stead = Stead::own_word;
    team::Held held{};
};
Result<Signing> signing(store::Read& db, const team::Call& call, const Approval& approval) {
    if (!approval.oral || approval.oral->by == call.actor.person) return Signing{};
    const auto held = team::post_in(call.charter(), call.standing, approval.roles, call.language);
    if (!held.ok()) return Signing{};
    const auto can = TRY(can_sign(db, call, approval));
    if (can) return Signing{};
    const bool is_acting = !held.value().acting_for.empty();
    return Signing{is_acting ? Stead::acting : Stead::successor, held.value()};
}

// What the reader may do with it, each with the reason why not.
Json present_may(store::Read& db, const team::Call& call, const Approval& approval) {
    const auto row = [&](std::string_view act, const Result<>& may) {
        auto json = Json::object({{"action", act}, {"allowed", may.ok()}});
        if (!may.ok())
            json.set("reason", render(*may.error().message, may.error().args, call.language));
        return json;
    };
    const auto& me = call.actor.person;
    const auto in_role = [&](const Step& step) -> Result<> {
        TRY(team::post_for(call.charter(), call.standing, "approval.answer", call.language));
        TRY(team::post_in(call.charter(), call.standing, approval.roles, call.language));
        TRY(approval.next(step, me));
        return Done{};
    };
    const auto note = [&]() -> Result<> {
        TRY(team::post_for(call.charter(), call.standing, "approval.note_oral", call.language));
        TRY(approval.next(NoteOral{.by = {}, .role = {}, .at = call.now, .how = {}}, me));
        return Done{};
    };
    const auto confirm = [&]() -> Result<> {
        const auto sign = TRY(signing(db, call, approval));
        TRY(approval.next(Confirm{.role = {}, .comment = {}, .stead = sign.stead}, me));
        return Done{};
    };
    const auto withdraw = [&]() -> Result<> {
        TRY(approval.next(Withdraw{}, me));
        return Done{};
    };
    auto rows = Json::array();
    rows.push(row("approve", in_role(Approve{})));
    rows.push(row("send_back", in_role(SendBack{.role = "", .comment = "-"})));
    rows.push(row("note_oral", note()));
    rows.push(row("confirm", confirm()));
    rows.push(row("withdraw", withdraw()));
    return rows;
}

Json present(const Office& office, store::Read& db, const team::Call& call,
             const Approval& approval) {
    const auto& charter = call.charter();
    const auto language = call.language;
    const auto* kind = charter.approval(approval.asked.kind);
    auto json = Json::object(
        {{"id", approval.id.text()},
         {"rev", approval.rev},
         {"kind", approval.asked.kind},
         {"kind_name", kind == nullptr ? approval.asked.kind : kind->name.in(language)},
         {"title", approval.asked.title},
         {"text", approval.asked.text},
         {"state", state_names.at(static_cast<std::size_t>(approval.state))},
         {"approvers", role_names(charter, approval.roles, language)},
         {"needs_two", approval.needs_two},
         {"asked_by", team::person_ref(db, charter, approval.asked_by, language)},
         {"asked_at", to_rfc3339(approval.asked_at)},
         {"may", present_may(db, call, approval)}});
    if (approval.asked.incident) json.set("incident", approval.asked.incident->text());
    if (approval.asked.wanted_by) json.set("wanted_by", to_rfc3339(*approval.asked.wanted_by));
    if (office.describe) {
        auto details = office.describe(db, call, approval);
        if (details.ok() && !details.value().items().empty())
            json.set("details", std::move(details).value());
    }
    if (approval.state == State::asked) return json;
    json.set("answered_by", team::person_ref(db, charter, approval.answered_by, language))
        .set("answered_at", to_rfc3339(approval.answered_at));
    if (!approval.comment.empty()) json.set("comment", approval.comment);
    if (!approval.oral) return json;
    auto oral = Json::object({{"by", team::person_ref(db, approval.oral->by, language)},
                              {"at", to_rfc3339(approval.oral->at)},
                              {"how", approval.oral->how}});
    if (approval.state == State::oral) oral.set("owed", owed.text(language));
    if (approval.in_stead) json.set("in_stead", true);
    json.set("oral", std::move(oral));
    return json;
}

Result<http::Response> answer(const Office& office, const team::Call& call, const ApprovalId& id,
                              int status = 200) {
    return office.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto approval = TRY(load(office.journal, db, id));
        auto response = http::json_response(status, present(office, db, call, approval));
        response.with("ETag", team::etag(approval.rev));
        return response;
    });
}

std::int64_t number_in(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

Result<Filter> read_filter(const team::Call& call) {
    Filter filter{.state = call.request.query_value("state").value_or("waiting"),
                  .incident = {},
                  .before = 0,
                  .count_max = page + 1};
    if (filter.state != "waiting" && filter.state != "all")
        return at(failure(Errc::invalid, bad_state), "state");
    if (const auto text = call.request.query_value("incident")) {
        const auto id = IncidentId::parse(*text);
        if (!id.ok()) return at(failure(Errc::invalid, bad_incident), "incident");
        filter.incident = id.value();
    }
    const auto place = TRY(call.place());
    if (place) filter.before = number_in(*place);
    return filter;
}

bool is_elsewhere(const Office& office, const std::string& kind) {
    return std::ranges::find(office.proposed_elsewhere, kind) != office.proposed_elsewhere.end();
}

// The kinds that can be proposed here, as the organisation has them.
Json present_kinds(const Office& office, const team::Call& call) {
    auto rows = Json::array();
    for (const auto& kind : call.charter().approvals) {
        if (is_elsewhere(office, kind.code)) continue;
        rows.push(
            Json::object({{"code", kind.code},
                          {"name", kind.name.in(call.language)},
                          {"approvers", role_names(call.charter(), kind.roles, call.language)},
                          {"needs_two", kind.needs_two}}));
    }
    return rows;
}

Result<http::Response> list_all(const Office& office, const team::Call& call) {
    const auto filter = TRY(read_filter(call));
    return office.store.read_for([&](store::Read& db) -> Result<http::Response> {
        auto rows = TRY(list(db, call.actor.person, filter));
        auto body = Json::object();
        if (std::ssize(rows) > page) {
            rows.pop_back();
            body.set("next", call.seal_place(std::to_string(rows.back().seq)));
        }
        auto items = Json::array();
        for (const auto& row : rows) {
            const auto approval = TRY(load(office.journal, db, row.id));
            items.push(present(office, db, call, approval));
        }
        body.set("items", std::move(items)).set("kinds", present_kinds(office, call));
        return http::json_response(200, body);
    });
}

Result<Ask> read_ask(const Json& json) {
    Fields in{json};
    Ask what{.kind = in.text("kind", {.length_max = 60}),
             .title = in.text("title", {.length_max = 120}),
             .text = in.optional_text("text", text_rule).value_or(""),
             .incident = in.optional_id<IncidentTag>("incident"),
             .wanted_by = in.optional_time("wanted_by"),
             .subject = {}};
    TRY(in.finish());
    return what;
}

Result<http::Response> propose_one(const Office& office, const team::Call& call) {
    const auto json = TRY(call.json());
    const auto what = TRY(read_ask(json));
    if (is_elsewhere(office, what.kind)) return at(failure(Errc::invalid, elsewhere), "/kind");
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        if (what.incident) {
            const journal::Stream incident{"incident", what.incident->value};
            const auto rev = TRY(office.journal.rev(db, incident));
            const auto knows = TRY(team::may_know(db, incident, call.actor.person));
            if (rev == 0 || !knows) return at(failure(Errc::not_found, no_incident), "/incident");
        }
        return team::once(db, call, office.journal.clock().now(), [&]() -> Result<Uuid> {
            return TRY(propose(office.journal, db, call.actor, what, call.charter())).id.value;
        });
    };
    const ApprovalId id{TRY(office.store.write_for(job))};
    return answer(office, call, id, 201);
}

// A step out of a request; what it needs to know of the approval is read with it.
using ReadStep = std::function<Result<Step>(store::Read&, const team::Call&, const Json&,
                                            const Approval&, journal::Actor&)>;

team::Handle step_handler(const Office& office, ReadStep read) {
    return [office, read = std::move(read)](const team::Call& call) -> Result<http::Response> {
        const auto id = TRY(call.id<ApprovalTag>("id"));
        const auto json = TRY(call.json());
        const auto rev = TRY(call.expected_rev());
        const auto job = [&](store::Write& db) -> Result<Uuid> {
            return team::once(db, call, office.journal.clock().now(), [&]() -> Result<Uuid> {
                const auto before = TRY(load(office.journal, db, id));
                auto actor = call.actor;
                const auto step = TRY(read(db, call, json, before, actor));
                const auto after = TRY(act(office.journal, db, actor, id, step, rev));
                if (office.follow) TRY(office.follow(db, call, before.state, after));
                return id.value;
            });
        };
        TRY(office.store.write_for(job));
        return answer(office, call, id);
    };
}

Result<std::string> read_comment(const Json& json) {
    Fields in{json};
    auto comment = in.optional_text("comment", comment_rule).value_or("");
    TRY(in.finish());
    return comment;
}

// In the role they approve in, and for whom where they stand in.
template <class Made>
ReadStep in_role() {
    return [](store::Read&, const team::Call& call, const Json& json, const Approval& approval,
              journal::Actor& actor) -> Result<Step> {
        const auto held =
            TRY(team::post_in(call.charter(), call.standing, approval.roles, call.language));
        actor.post = held.id;
        actor.acting_for = held.acting_for;
        return Step{Made{.role = held.role, .comment = TRY(read_comment(json))}};
    };
}

Result<Step> read_oral(store::Read& db, const team::Call& call, const Json& json,
                       const Approval& approval, journal::Actor&) {
    Fields in{json};
    NoteOral step{.by = in.id<PersonTag>("by"),
                  .role = {},
                  .at = in.time("at"),
                  .how = in.text("how", {.length_max = 100})};
    TRY(in.finish());
    if (step.at > call.now + future_tolerance) return at(failure(Errc::invalid, in_future), "/at");
    // What the rules refuse is said first: a time long past would name a wrong person.
    TRY(approval.next(step, call.actor.person));
    const auto about = stream_of(approval.id);
    const auto knows = TRY(team::may_know(db, about, step.by));
    if (!knows) return at(failure(Errc::invalid, knows_nothing), "/by");
    // Who stood in on Sunday said it with all the authority of Sunday, also when it is noted on
    // Monday.
    const auto standing = TRY(team::standing_at(db, call.charter(), step.by, step.at, about));
    const auto held = team::post_in(call.charter(), standing, approval.roles, call.language);
    if (!held.ok())
        return at(failure(Errc::invalid, not_their_role,
                          {role_names(call.charter(), approval.roles, call.language)}),
                  "/by");
    step.role = held.value().role;
    return Step{std::move(step)};
}

// 「そのとおりです」か「そうは言っていません」.
Result<Step> read_confirmation(store::Read& db, const team::Call& call, const Json& json,
                               const Approval& approval, journal::Actor& actor) {
    Fields in{json};
    const auto agrees = in.boolean("agrees");
    auto comment = in.optional_text("comment", comment_rule).value_or("");
    TRY(in.finish());
    const auto sign = TRY(signing(db, call, approval));
    auto role = approval.oral ? approval.oral->role : std::string{};
    if (sign.stead != Stead::own_word) {
        role = sign.held.role;
        actor.post = sign.held.id;
        actor.acting_for = sign.held.acting_for;
    }
    if (agrees)
        return Step{Confirm{.role = role, .comment = std::move(comment), .stead = sign.stead}};
    return Step{Contest{.role = role, .comment = std::move(comment), .stead = sign.stead}};
}

} // namespace

std::vector<team::Route> approval_routes(Office office) {
    using http::Method;
    const std::string one = "/api/v1/approvals/{id}";
    const auto step = [&](std::string path, std::string action, ReadStep read) {
        return team::Route{.method = Method::post,
                           .path = one + std::move(path),
                           .action = std::move(action),
                           .handle = step_handler(office, std::move(read)),
                           .current = [office](const team::Call& call) -> Result<http::Response> {
                               return answer(office, call, TRY(call.id<ApprovalTag>("id")));
                           }};
    };
    std::vector<team::Route> routes;
    routes.push_back(
        {.method = Method::get,
         .path = "/api/v1/approvals",
         .action = "approval.read",
         .handle = [office](const team::Call& call) { return list_all(office, call); }});
    routes.push_back(
        {.method = Method::post,
         .path = "/api/v1/approvals",
         .action = "approval.ask",
         .handle = [office](const team::Call& call) { return propose_one(office, call); }});
    routes.push_back({.method = Method::get,
                      .path = one,
                      .action = "approval.read",
                      .handle = [office](const team::Call& call) -> Result<http::Response> {
                          return answer(office, call, TRY(call.id<ApprovalTag>("id")));
                      }});
    routes.push_back(step("/approve", "approval.answer", in_role<Approve>()));
    routes.back().needs_renewal = true;
    routes.push_back(step("/send-back", "approval.answer", in_role<SendBack>()));
    routes.push_back(step("/oral", "approval.note_oral", read_oral));
    routes.back().needs_renewal = true;
    routes.push_back(step("/confirmation", "approval.answer", read_confirmation));
    routes.back().needs_renewal = true;
    routes.push_back(step("/withdrawal", "approval.ask",
                          [](store::Read&, const team::Call&, const Json& json, const Approval&,
                             journal::Actor&) -> Result<Step> {
                              return Step{Withdraw{.comment = TRY(read_comment(json))}};
                          }));
    return routes;
}

} // namespace sokuo::approval
