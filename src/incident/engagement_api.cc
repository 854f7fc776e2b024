#include "incident/engagement_api.h"

#include "approval/approval_store.h"
#include "core/fields.h"
#include "incident/content.h"
#include "incident/incident_api.h"
#include "incident/incident_store.h"
#include "incident/present.h"
#include "team/once.h"
#include "team/people.h"

#include <algorithm>
#include <utility>

namespace sokuo::incident {
namespace {

constexpr Message approval_title{"incident.engagement_title", "{0}：{1}", "{0}: {1}"};
constexpr Message label_whom{"incident.engagement.whom", "相手", "Whom"};
constexpr Message label_parts{"incident.engagement.parts", "見せる・渡すもの",
                              "What they get to see"};
constexpr Message label_sign_in{"incident.engagement.sign_in", "サインイン", "Sign-in"};
constexpr Message label_until{"incident.engagement.until", "終わり", "Ends"};
constexpr Message with_sign_in{"incident.engagement.with_sign_in",
                               "させる（この画面の、選んだものだけ。二つ目の確認が要ります）",
                               "Yes: only the parts chosen, with a second factor"};
constexpr Message without_sign_in{"incident.engagement.without_sign_in",
                                  "させない（資料の受け渡しだけ）", "No: things are handed over"};

EngagementId engagement_of(const approval::Approval& approval) {
    const auto& subject = approval.asked.subject;
    return subject.kind == engagement_kind ? EngagementId{subject.id} : EngagementId{};
}

Result<Json> read_json(const team::Call& call) {
    return call.json();
}

// Proposes: the incident's entry and the approval that is asked for it are one write.
Result<http::Response> propose(const Desk& desk, const team::Call& call) {
    const auto id = TRY(call.id<IncidentTag>("id"));
    const auto json = TRY(read_json(call));
    const auto now = desk.now();
    auto command = TRY(read_engage(json, now));
    command.engagement = EngagementId::make(now, desk.random);
    const std::vector<std::string> names{
        std::string{helper_label(command.helper).text(Language::ja)}, command.body};
    const auto title = render(approval_title, names, Language::ja);
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return team::once(db, call, now, [&]() -> Result<Uuid> {
            const approval::Ask what{
                .kind = std::string{engagement_kind},
                .title = title,
                .text = command.purpose,
                .incident = id,
                .wanted_by = {},
                .subject = {std::string{engagement_kind}, command.engagement.value}};
            const auto asked =
                TRY(approval::propose(desk.journal, db, call.actor, what, call.charter()));
            command.approval = asked.id.value;
            TRY(act(desk, db, call.actor, id, EngagementStep{command}));
            return id.value;
        });
    };
    TRY(desk.store.write_for(job));
    return answer_incident(desk, call, id, 201);
}

struct Newcomer {
    std::string name;
    std::string reading;
    std::string sign_in_name;
};

Result<Newcomer> read_newcomer(const Json& json) {
    Fields in{json};
    Newcomer wanted{.name = in.text("name", {.length_max = 100}),
                    .reading = in.optional_text("reading", {.length_max = 100}).value_or(""),
                    .sign_in_name = in.text("sign_in_name", {.length_max = 100})};
    TRY(in.finish());
    return wanted;
}

// One person of theirs: a name, an account with an initial password that is good once, within a
// week, and must be changed, and the right to sign in while the engagement lasts. The password is
// in this answer and nowhere else; when the request is sent again it is not in the answer either.
Result<http::Response> admit(const Desk& desk, const team::Call& call) {
    const auto id = TRY(call.id<IncidentTag>("id"));
    const auto engagement = TRY(call.id<EngagementTag>("engagement"));
    const auto json = TRY(read_json(call));
    const auto wanted = TRY(read_newcomer(json));
    const auto initial = TRY(desk.accounts.new_initial_password());
    const auto now = desk.now();
    const auto person = PersonId::make(now, desk.random);
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return team::once(db, call, now, [&]() -> Result<Uuid> {
            TRY(team::add_outsider(db, desk.journal, call.actor, person, wanted.name,
                                   wanted.reading));
            TRY(identity::Accounts::create(db, person, wanted.sign_in_name, initial.hash, now));
            TRY(identity::Accounts::set_initial_password(db, person, initial.hash,
                                                         desk.accounts.wall_now()));
            TRY(act(desk, db, call.actor, id,
                    EngagementStep{AdmitPerson{.engagement = engagement, .person = person}}));
            return person.value;
        });
    };
    const PersonId made{TRY(desk.store.write_for(job))};
    const auto look = [&](store::Read& db) -> Result<http::Response> {
        auto body = Json::object(
            {{"person", team::person_ref(db, made, call.language)},
             {"sign_in_name",
              TRY(identity::Accounts::sign_in_name(db, made)).value_or(wanted.sign_in_name)}});
        if (made == person) body.set("initial_password", initial.password);
        return http::json_response(201, body);
    };
    return desk.store.read_for(look);
}

using Changed = Result<Command> (*)(const Desk&, const team::Call&, const Json&);

Result<Command> note(const Desk& desk, const team::Call& call, const Json& json) {
    auto command = TRY(read_exchange(json, desk.now()));
    command.engagement = TRY(call.id<EngagementTag>("engagement"));
    return Command{EngagementStep{std::move(command)}};
}

Result<Command> end(const Desk&, const team::Call& call, const Json& json) {
    return Command{
        EngagementStep{EndEngagement{.engagement = TRY(call.id<EngagementTag>("engagement")),
                                     .reason = TRY(read_reason(json))}}};
}

// What the step of an approval means for its engagement; nothing where it means nothing.
std::optional<EngagementStep> following(const approval::Approval& approval,
                                        const EngagementId& engagement, Time now) {
    if (approval::is_given(approval.state)) {
        IssueEngagement issue{.engagement = engagement, .said_by = {}, .at = now};
        if (approval.oral) issue.said_by = approval.oral->by;
        return issue;
    }
    if (approval.state == approval::State::asked) return {};
    return DeclineEngagement{.engagement = engagement, .reason = approval.comment};
}

} // namespace

std::vector<team::Route> engagement_routes(const Desk& desk) {
    using http::Method;
    const std::string all = "/api/v1/incidents/{id}/engagements";
    const std::string one = "/engagements/{engagement}";
    const auto changes = [&](const std::string& path, std::string action, Changed read) {
        return act_route(desk, Method::post, one + path, std::move(action),
                         [&desk, read](const team::Call& call, const Json& json) {
                             return read(desk, call, json);
                         },
                         {.needs_rev = false, .status = 201});
    };
    return {{.method = Method::post,
             .path = all,
             .action = "engagement.propose",
             .handle = [&desk](const team::Call& call) { return propose(desk, call); }},
            {.method = Method::post,
             .path = all + "/{engagement}/people",
             .action = "engagement.admit",
             .handle = [&desk](const team::Call& call) { return admit(desk, call); },
             .needs_renewal = true},
            changes("/exchanges", "engagement.note", note),
            changes("/end", "engagement.end", end)};
}

approval::Follow engagement_follow(const Desk& desk) {
    return [&desk](store::Write& db, const team::Call& call, approval::State before,
                   const approval::Approval& approval) -> Result<> {
        const auto id = engagement_of(approval);
        if (id.empty() || !approval.asked.incident) return Done{};
        const auto step = following(approval, id, desk.now());
        const auto incident = TRY(load(desk, db, *approval.asked.incident));
        const auto* engagement = incident.engagement(id);
        if (!step || engagement == nullptr) return Done{};
        // 「そうは言っていません」: what was issued on that word ends at once.
        const bool is_contested = approval.state == approval::State::contested;
        if (is_contested && engagement->state == EngagementState::issued) {
            TRY(act(desk, db, call.actor, incident.id,
                    EngagementStep{EndEngagement{.engagement = id, .reason = approval.comment}}));
            return Done{};
        }
        // Nobody is told 「承認済み」 of what can no longer be issued; what was declined with its
        // incident may still be sent back.
        const bool is_given_now =
            before == approval::State::asked && approval::is_given(approval.state);
        if (engagement->state != EngagementState::proposed && !is_given_now) return Done{};
        TRY(act(desk, db, call.actor, incident.id, *step));
        return Done{};
    };
}

approval::Describe engagement_describe(const Desk& desk) {
    return [&desk](store::Read& db, const team::Call& call,
                   const approval::Approval& approval) -> Result<Json> {
        auto rows = Json::array();
        const auto id = engagement_of(approval);
        if (id.empty() || !approval.asked.incident) return rows;
        const auto incident = TRY(load(desk, db, *approval.asked.incident));
        const auto* engagement = incident.engagement(id);
        if (engagement == nullptr) return rows;
        const auto row = [&](const Message& label, std::string text) {
            rows.push(
                Json::object({{"label", label.text(call.language)}, {"text", std::move(text)}}));
        };
        std::string parts;
        for (const auto part : engagement->parts) {
            if (!parts.empty()) parts += call.language == Language::ja ? "、" : ", ";
            parts += part_label(part).text(call.language);
        }
        row(label_whom, engagement->body);
        row(label_parts, std::move(parts));
        const auto& sign_in = engagement->signs_in ? with_sign_in : without_sign_in;
        row(label_sign_in, std::string{sign_in.text(call.language)});
        rows.push(Json::object(
            {{"label", label_until.text(call.language)}, {"time", to_rfc3339(engagement->until)}}));
        return rows;
    };
}

} // namespace sokuo::incident
