#include "approval/approval.h"

#include "core/text.h"

#include <algorithm>

namespace sokuo::approval {
namespace {

constexpr Message no_kind{
    "approval.no_such_kind",
    "この種類の決裁は要綱にありません。「要綱・連絡先」の「ファイル」で足せます。",
    "The charter knows no such kind of approval. It can be added under Charter and contacts, "
    "File."};
constexpr Message not_asked{"approval.not_asked", "決裁の記録が起案から始まっていません。",
                            "The record of the approval does not begin with its proposal."};
constexpr Message answered_already{"approval.answered", "この決裁はもう終わっています。",
                                   "This has been answered already."};
constexpr Message nothing_to_confirm{"approval.nothing_to_confirm",
                                     "事後確認を待っている口頭承認ではありません。",
                                     "There is no oral approval to confirm."};
constexpr Message same_person{"approval.same_person",
                              "起案した人は承認できません。ほかの人の承認が必要です。",
                              "Whoever proposed it cannot approve it. Somebody else must."};
constexpr Message not_yours{"approval.not_yours", "取り下げられるのは、起案した人だけです。",
                            "Only whoever proposed it may withdraw it."};
constexpr Message not_said_by_you{
    "approval.not_said_by_you",
    "事後確認は、口頭で承認した本人がします。本人ができないときは、いまその役割にある人がします。",
    "Whoever approved by word of mouth confirms it; if they no longer can, whoever has the role "
    "now."};
constexpr Message own_note{"approval.own_note",
                           "自分で書き留めた口頭承認を、代行として確認することはできません。",
                           "Whoever noted it down cannot confirm it while standing in."};
constexpr Message before_proposal{
    "approval.before_proposal",
    "承認を得た日時が、起案より前です。起案の内容を伝えて得た承認の日時を書いてください。",
    "It was approved before it was proposed. Give the time at which this proposal was approved."};
constexpr Message comment_needed{"approval.comment_needed", "理由を書いてください。",
                                 "Give the reason."};

// The clocks of two machines differ a little, and people write minutes.
constexpr std::chrono::minutes early_tolerance{2};

template <class Tag>
Id<Tag> id_in(const Json& json) {
    const auto id = Id<Tag>::parse(json.text_or(""));
    return id.ok() ? id.value() : Id<Tag>{};
}

std::optional<Time> time_in(const Json& json) {
    const auto time = parse_rfc3339(json.text_or(""));
    if (!time.ok()) return {};
    return time.value();
}

void set_text(Json& content, std::string_view member, const std::string& text) {
    if (!text.empty()) content.set(member, text);
}

Json list_of(const std::vector<std::string>& texts) {
    auto rows = Json::array();
    for (const auto& text : texts)
        rows.push(text);
    return rows;
}

struct Type {
    std::string_view name;
    State state;
};
constexpr std::array<Type, 6> types{{{"approval.given", State::approved},
                                     {"approval.given_orally", State::oral},
                                     {"approval.confirmed", State::approved},
                                     {"approval.contested", State::contested},
                                     {"approval.sent_back", State::sent_back},
                                     {"approval.withdrawn", State::withdrawn}}};

using Drafted = Result<journal::Draft>;

class Answering {
public:
    Answering(const Approval& approval, const PersonId& who) : it_{approval}, who_{who} {}

    Drafted operator()(const Approve& step) const {
        TRY(must_be_open());
        if (it_.needs_two && who_ == it_.asked_by.person)
            return failure(Errc::forbidden, same_person);
        return draft("approval.given", step.role, step.comment);
    }
    Drafted operator()(const NoteOral& step) const {
        TRY(must_be_open());
        if (it_.needs_two && step.by == it_.asked_by.person)
            return failure(Errc::forbidden, same_person);
        if (step.at + early_tolerance < it_.asked_at)
            return at(failure(Errc::invalid, before_proposal), "/at");
        auto drafted = draft("approval.given_orally", step.role, {});
        drafted.content.set("by", step.by.text()).set("how", step.how);
        drafted.occurred_at = step.at;
        return drafted;
    }
    Drafted operator()(const Confirm& step) const {
        TRY(must_be_mine(step.stead));
        return answered(draft("approval.confirmed", step.role, step.comment), step.stead);
    }
    Drafted operator()(const Contest& step) const {
        TRY(must_be_mine(step.stead));
        if (is_blank(step.comment)) return at(failure(Errc::invalid, comment_needed), "/comment");
        return answered(draft("approval.contested", step.role, step.comment), step.stead);
    }
    Drafted operator()(const SendBack& step) const {
        TRY(must_be_open());
        if (is_blank(step.comment)) return at(failure(Errc::invalid, comment_needed), "/comment");
        return draft("approval.sent_back", step.role, step.comment);
    }
    Drafted operator()(const Withdraw& step) const {
        TRY(must_be_open());
        if (who_ != it_.asked_by.person) return failure(Errc::forbidden, not_yours);
        return draft("approval.withdrawn", {}, step.comment);
    }

private:
    [[nodiscard]] Result<> must_be_open() const {
        if (it_.state != State::asked) return failure(Errc::conflict, answered_already);
        return Done{};
    }
    // A signature in another's stead is worth something when it is a second person's: not of who
    // asked where two are needed, nor of who wrote the word down and only stands in for a while.
    [[nodiscard]] Result<> must_be_mine(Stead stead) const {
        if (it_.state != State::oral || !it_.oral)
            return failure(Errc::conflict, nothing_to_confirm);
        if (it_.oral->by == who_) return Done{};
        if (stead == Stead::own_word) return failure(Errc::forbidden, not_said_by_you);
        if (it_.needs_two && who_ == it_.asked_by.person)
            return failure(Errc::forbidden, same_person);
        if (stead == Stead::acting && who_ == it_.answered_by.person)
            return failure(Errc::forbidden, own_note);
        return Done{};
    }
    [[nodiscard]] journal::Draft answered(journal::Draft drafted, Stead stead) const {
        if (stead != Stead::own_word && it_.oral && it_.oral->by != who_)
            drafted.content.set("in_stead", true);
        return drafted;
    }
    [[nodiscard]] journal::Draft draft(std::string type, const std::string& role,
                                       const std::string& comment) const {
        auto content = Json::object();
        set_text(content, "role", role);
        set_text(content, "comment", comment);
        return {.stream = stream_of(it_.id),
                .type = std::move(type),
                .occurred_at = {},
                .content = std::move(content),
                .personal = {}};
    }

    const Approval& it_;
    const PersonId& who_;
};

} // namespace

journal::Stream stream_of(const ApprovalId& id) {
    return {"approval", id.value};
}

Result<journal::Draft> Approval::ask(const ApprovalId& id, const Ask& what,
                                     const charter::Charter& charter) {
    const auto* kind = charter.approval(what.kind);
    if (kind == nullptr) return at(failure(Errc::invalid, no_kind), "/kind");
    auto content = Json::object({{"kind", what.kind},
                                 {"title", what.title},
                                 {"roles", list_of(kind->roles)},
                                 {"two", kind->needs_two}});
    set_text(content, "text", what.text);
    if (what.incident) content.set("incident", what.incident->text());
    if (what.wanted_by) content.set("wanted_by", to_rfc3339(*what.wanted_by));
    if (!what.subject.kind.empty())
        content.set("subject",
                    Json::object({{"kind", what.subject.kind}, {"id", to_text(what.subject.id)}}));
    return journal::Draft{.stream = stream_of(id),
                          .type = "approval.asked",
                          .occurred_at = {},
                          .content = std::move(content),
                          .personal = {}};
}

Result<Approval> Approval::replay(std::span<const journal::Entry> history) {
    if (history.empty() || history.front().type != "approval.asked")
        return failure(Errc::corrupt, not_asked);
    Approval approval{};
    approval.id = {history.front().stream.id};
    for (const auto& entry : history)
        approval.apply(entry);
    return approval;
}

Result<journal::Draft> Approval::next(const Step& step, const PersonId& who) const {
    return std::visit(Answering{*this, who}, step);
}

void Approval::apply(const journal::Entry& entry) {
    rev = entry.rev;
    const auto& content = entry.content;
    if (entry.type == "approval.asked") {
        asked.kind = content["kind"].text_or("");
        asked.title = content["title"].text_or("");
        asked.text = content["text"].text_or("");
        if (content["incident"].text() != nullptr)
            asked.incident = id_in<IncidentTag>(content["incident"]);
        asked.wanted_by = time_in(content["wanted_by"]);
        asked.subject = {std::string{content["subject"]["kind"].text_or("")},
                         id_in<struct SubjectTag>(content["subject"]["id"]).value};
        for (const auto& role : content["roles"].items())
            roles.emplace_back(role.text_or(""));
        needs_two = content["two"].boolean_or(false);
        asked_by = entry.actor;
        asked_at = entry.recorded_at;
        return;
    }
    const auto found = std::ranges::find(types, entry.type, &Type::name);
    if (found == types.end()) return;
    state = found->state;
    comment = content["comment"].text_or("");
    answered_by = entry.actor;
    answered_at = entry.happened_at();
    in_stead = content["in_stead"].boolean_or(false);
    if (state == State::oral)
        oral = NoteOral{.by = id_in<PersonTag>(content["by"]),
                        .role = std::string{content["role"].text_or("")},
                        .at = entry.happened_at(),
                        .how = std::string{content["how"].text_or("")}};
}

} // namespace sokuo::approval
