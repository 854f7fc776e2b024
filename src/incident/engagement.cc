#include "incident/engagement.h"

#include "core/fields.h"
#include "incident/content.h"
#include "incident/words.h"

#include <algorithm>
#include <chrono>

namespace sokuo::incident {
namespace {

constexpr Message no_engagement{"incident.no_such_engagement",
                                "この支援依頼・支援要請は見つかりません。",
                                "There is no such engagement."};
constexpr Message not_proposed{"incident.engagement_not_proposed",
                               "もう決裁が済んだか、取り下げられています。",
                               "It has been decided or withdrawn already."};
constexpr Message day_has_passed{
    "incident.engagement_day_has_passed",
    "終わりの日時を過ぎているので、発出できません。差し戻すか取り下げて、新しく起案してください。",
    "Its end has passed, so it cannot be issued. Send it back or withdraw it, and propose it "
    "anew."};
constexpr Message not_in_force{"incident.engagement_not_in_force",
                               "発出していないか、もう終わっています。",
                               "It is not in force: not issued, or at an end."};
constexpr Message no_sign_in{"incident.engagement_no_sign_in",
                             "サインインさせない支援です。資料と回答は受け渡しで記録します。",
                             "Nobody signs in under this engagement; note what is exchanged."};
constexpr Message admitted_already{"incident.engagement_admitted",
                                   "この人はもうサインインできます。", "They may sign in already."};
constexpr Message not_answerable{"incident.engagement_not_issued",
                                 "発出する前の支援には、受け渡しを記録できません。",
                                 "Nothing can be exchanged before it is issued."};
constexpr Message parts_needed{"incident.engagement_parts_needed",
                               "見せる、または渡すものを一つ以上選んでください。",
                               "Choose at least one part of the incident."};
constexpr Message no_such_part{"incident.engagement_no_such_part",
                               "「{0}」という範囲はありません。", "There is no part “{0}”."};
constexpr Message over_already{"incident.engagement_over_already",
                               "終わりの日時は、いまより後にしてください。",
                               "It must end later than now."};
constexpr Message too_long{
    "incident.engagement_too_long",
    "終わりの日時は、1年以内にしてください。続けるときは、新しく起案します。",
    "It must end within a year. Propose it anew to go on."};
constexpr Message in_future{"incident.in_the_future",
                            "起きた時刻が未来です。時刻を確かめてください。",
                            "The time lies in the future. Please check it."};

constexpr std::array<Message, 3> helper_labels{
    Message{"incident.helper.contractor", "支援依頼", "Request to a contractor"},
    Message{"incident.helper.expert", "支援要請", "Request to an outside expert"},
    Message{"incident.helper.other", "その他の支援", "Other help"}};
constexpr std::array<Message, 5> part_labels{
    Message{"incident.part.summary", "あらまし", "Summary"},
    Message{"incident.part.facts", "ファクトシート", "Fact sheet"},
    Message{"incident.part.record", "経過", "Record"},
    Message{"incident.part.tasks", "作業", "Tasks"},
    Message{"incident.part.files", "添付", "Files"}};

constexpr std::string_view due_prefix = "engagement/";
constexpr std::chrono::days length_max{366};
constexpr std::chrono::minutes future_tolerance{2};
constexpr TextRule lines_rule{.length_max = 2000, .lines = true};
constexpr TextRule name_rule{.length_max = 100};

Json names_of(const std::vector<Part>& parts) {
    auto rows = Json::array();
    for (const auto part : parts)
        rows.push(name_of(part, part_names));
    return rows;
}

/// Every entry names the body as well: a line of the record is read alone.
Json about(const Engagement& engagement) {
    return Json::object({{"engagement", engagement.id.text()},
                         {"kind", name_of(engagement.helper, helper_names)},
                         {"body", engagement.body}});
}

journal::Draft draft(std::string type, Json content) {
    return {.stream = {},
            .type = std::move(type),
            .occurred_at = {},
            .content = std::move(content),
            .personal = {}};
}

using Drafted = Result<journal::Draft>;

class Asking {
public:
    explicit Asking(const std::vector<Engagement>& all) : all_{all} {}

    Drafted operator()(const Engage& step) const {
        if (step.parts.empty()) return at(failure(Errc::invalid, parts_needed), "/parts");
        return draft("incident.engagement_proposed",
                     Json::object({{"engagement", step.engagement.text()},
                                   {"kind", name_of(step.helper, helper_names)},
                                   {"body", step.body},
                                   {"purpose", step.purpose},
                                   {"parts", names_of(step.parts)},
                                   {"signs_in", step.signs_in},
                                   {"until", to_rfc3339(step.until)},
                                   {"approval", to_text(step.approval)}}));
    }
    Drafted operator()(const IssueEngagement& step) const {
        const auto* engagement = TRY(found(step.engagement));
        if (engagement->state != EngagementState::proposed)
            return failure(Errc::conflict, not_proposed);
        if (engagement->until <= step.at) return failure(Errc::conflict, day_has_passed);
        auto content = about(*engagement);
        content.set("until", to_rfc3339(engagement->until));
        if (step.said_by) content.set("said_by", step.said_by->text());
        return draft("incident.engagement_issued", std::move(content));
    }
    Drafted operator()(const DeclineEngagement& step) const {
        const auto* engagement = TRY(found(step.engagement));
        if (engagement->state != EngagementState::proposed)
            return failure(Errc::conflict, not_proposed);
        auto content = about(*engagement);
        set_text(content, "reason", step.reason);
        return draft("incident.engagement_declined", std::move(content));
    }
    Drafted operator()(const AdmitPerson& step) const {
        const auto* engagement = TRY(in_force(step.engagement));
        if (!engagement->signs_in) return failure(Errc::conflict, no_sign_in);
        const auto& people = engagement->people;
        if (std::ranges::find(people, step.person) != people.end())
            return failure(Errc::conflict, admitted_already);
        auto content = about(*engagement);
        content.set("until", to_rfc3339(engagement->until)).set("person", step.person.text());
        return draft("incident.engagement_admitted", std::move(content));
    }
    // Answers come late as well.
    Drafted operator()(const NoteExchange& step) const {
        const auto* engagement = TRY(found(step.engagement));
        const bool is_before = engagement->state == EngagementState::proposed ||
                               engagement->state == EngagementState::declined;
        if (is_before) return failure(Errc::conflict, not_answerable);
        auto content = about(*engagement);
        content.set("given", step.is_given).set("text", step.text);
        set_text(content, "how", step.how);
        set_text(content, "tlp", step.tlp);
        auto noted = draft("incident.engagement_noted", std::move(content));
        noted.occurred_at = step.at;
        return noted;
    }
    Drafted operator()(const EndEngagement& step) const {
        const auto* engagement = TRY(in_force(step.engagement));
        auto content = about(*engagement);
        set_text(content, "reason", step.reason);
        return draft("incident.engagement_ended", std::move(content));
    }

private:
    [[nodiscard]] Result<const Engagement*> found(const EngagementId& id) const {
        const auto engagement = std::ranges::find(all_, id, &Engagement::id);
        if (engagement == all_.end()) return failure(Errc::not_found, no_engagement);
        return &*engagement;
    }
    [[nodiscard]] Result<const Engagement*> in_force(const EngagementId& id) const {
        const auto* engagement = TRY(found(id));
        if (engagement->state != EngagementState::issued)
            return failure(Errc::conflict, not_in_force);
        return engagement;
    }

    const std::vector<Engagement>& all_;
};

template <class Tag>
Id<Tag> id_in(const Json& json) {
    const auto id = Id<Tag>::parse(json.text_or(""));
    return id.ok() ? id.value() : Id<Tag>{};
}

void proposed(std::vector<Engagement>& all, const journal::Entry& entry) {
    const auto& content = entry.content;
    Engagement one{};
    one.id = id_in<EngagementTag>(content["engagement"]);
    one.helper = named<Helper>(content["kind"].text_or(""), helper_names).value_or(Helper::other);
    one.body = content["body"].text_or("");
    one.purpose = content["purpose"].text_or("");
    for (const auto& row : content["parts"].items()) {
        if (const auto part = named<Part>(row.text_or(""), part_names)) one.parts.push_back(*part);
    }
    one.signs_in = content["signs_in"].boolean_or(false);
    one.until = time_from(content["until"]).value_or(entry.recorded_at);
    one.approval = id_in<struct ApprovalTag>(content["approval"]).value;
    one.proposed_by = entry.actor;
    one.proposed_at = entry.recorded_at;
    all.push_back(std::move(one));
}

void issued(Engagement& it, const journal::Entry& entry) {
    it.state = EngagementState::issued;
    it.issued_by = entry.actor;
    it.issued_at = entry.recorded_at;
    if (entry.content["said_by"].text() != nullptr)
        it.said_by = id_in<PersonTag>(entry.content["said_by"]);
}

void declined(Engagement& it, const journal::Entry& entry) {
    it.state = EngagementState::declined;
    it.ended_by = entry.actor;
    it.ended_at = entry.recorded_at;
    it.reason = entry.content["reason"].text_or("");
}

void admitted(Engagement& it, const journal::Entry& entry) {
    it.people.push_back(id_in<PersonTag>(entry.content["person"]));
}

void noted(Engagement& it, const journal::Entry& entry) {
    const auto& content = entry.content;
    it.exchanges.push_back({.is_given = content["given"].boolean_or(false),
                            .how = std::string{content["how"].text_or("")},
                            .text = std::string{content["text"].text_or("")},
                            .tlp = std::string{content["tlp"].text_or("")},
                            .at = entry.happened_at(),
                            .by = entry.actor});
}

void ended(Engagement& it, const journal::Entry& entry) {
    if (it.state != EngagementState::issued) return;
    it.state = EngagementState::ended;
    it.ended_by = entry.actor;
    it.ended_at = entry.recorded_at;
    it.reason = entry.content["reason"].text_or("");
}

struct Handled {
    std::string_view type;
    void (*step)(Engagement&, const journal::Entry&);
};
constexpr std::array<Handled, 5> steps{{{"incident.engagement_issued", issued},
                                        {"incident.engagement_declined", declined},
                                        {"incident.engagement_admitted", admitted},
                                        {"incident.engagement_noted", noted},
                                        {"incident.engagement_ended", ended}}};

} // namespace

const Message& helper_label(Helper helper) {
    return helper_labels.at(static_cast<std::size_t>(helper));
}

const Message& part_label(Part part) {
    return part_labels.at(static_cast<std::size_t>(part));
}

bool Engagement::shows(Part part) const {
    return std::ranges::find(parts, part) != parts.end();
}

std::string due_name(const EngagementId& id) {
    return std::string{due_prefix} + id.text();
}

std::optional<EngagementId> engagement_due(std::string_view name) {
    if (!name.starts_with(due_prefix)) return {};
    const auto id = EngagementId::parse(name.substr(due_prefix.size()));
    if (!id.ok()) return {};
    return id.value();
}

Result<journal::Draft> ask_engagement(const std::vector<Engagement>& all,
                                      const EngagementStep& step) {
    return std::visit(Asking{all}, step);
}

void end_all(std::vector<Engagement>& all, const journal::Entry& entry) {
    for (auto& one : all) {
        if (one.state == EngagementState::proposed) declined(one, entry);
        ended(one, entry);
    }
}

Json ending_with(const std::vector<Engagement>& all) {
    auto rows = Json::array();
    for (const auto& one : all) {
        if (one.state == EngagementState::issued) rows.push(about(one));
    }
    return rows;
}

void apply_engagement(std::vector<Engagement>& all, const journal::Entry& entry) {
    if (entry.type == "incident.engagement_proposed") return proposed(all, entry);
    auto id = id_in<EngagementTag>(entry.content["engagement"]);
    auto step = &ended;
    if (entry.type == "due.fired") {
        const auto due = engagement_due(entry.content["name"].text_or(""));
        if (!due) return;
        id = *due;
    } else {
        const auto handled = std::ranges::find(steps, entry.type, &Handled::type);
        if (handled == steps.end()) return;
        step = handled->step;
    }
    const auto found = std::ranges::find(all, id, &Engagement::id);
    if (found != all.end()) step(*found, entry);
}

Result<Engage> read_engage(const Json& json, Time now) {
    Fields in{json};
    Engage command{};
    command.helper =
        named<Helper>(in.choice("kind", helper_names), helper_names).value_or(Helper::other);
    command.body = in.text("body", name_rule);
    command.purpose = in.text("purpose", lines_rule);
    for (const auto& text : in.texts("parts", part_names.size(), name_rule)) {
        const auto part = named<Part>(text, part_names);
        if (!part) in.refuse("parts", failure(Errc::invalid, no_such_part, {text}));
        if (part && std::ranges::find(command.parts, *part) == command.parts.end())
            command.parts.push_back(*part);
    }
    command.signs_in = in.boolean("signs_in");
    command.until = in.time("until");
    if (command.until <= now) in.refuse("until", failure(Errc::invalid, over_already));
    if (command.until > now + length_max) in.refuse("until", failure(Errc::invalid, too_long));
    TRY(in.finish());
    return command;
}

Result<NoteExchange> read_exchange(const Json& json, Time now) {
    Fields in{json};
    NoteExchange command{.engagement = {},
                         .is_given = in.boolean("given"),
                         .how = in.optional_text("how", name_rule).value_or(""),
                         .text = in.text("text", lines_rule),
                         .tlp = in.optional_choice("tlp", tlp_names).value_or(""),
                         .at = in.optional_time("at")};
    if (command.at && *command.at > now + future_tolerance)
        in.refuse("at", failure(Errc::invalid, in_future));
    TRY(in.finish());
    return command;
}

Result<std::string> read_reason(const Json& json) {
    Fields in{json};
    auto reason = in.text("reason", lines_rule);
    TRY(in.finish());
    return reason;
}

} // namespace sokuo::incident
