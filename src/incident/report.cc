#include "incident/report.h"

#include "core/text.h"
#include "incident/content.h"

#include <algorithm>

namespace sokuo::incident {
namespace {

constexpr Message other_report_needed{"incident.other_report_needed",
                                      "同じ件の、別の受付を選んでください。",
                                      "Choose the other report of the same matter."};
constexpr Message not_received{"incident.report_not_received",
                               "受付の記録が受付票から始まっていません。",
                               "The record of the report does not begin with its receipt."};
constexpr Message nothing_said{"incident.report_nothing_said",
                               "何があったかを、一言でも書いてください。",
                               "Say what happened, be it in one sentence."};
constexpr Message judged_already{"incident.report_judged_already",
                                 "この受付はもう判断してあります。画面を新しくしてください。",
                                 "This report was judged already. Please reload."};
constexpr Message reason_needed{"incident.judgement_reason_needed",
                                "そう判断した理由を書いてください。", "Say why you judged so."};
constexpr Message follow_up_needed{"incident.follow_up_needed",
                                   "いつ、もう一度聞くかを決めてください。",
                                   "Say when to ask them again."};
constexpr Message addressee_needed{"incident.transferred_to_needed", "移送した先を書いてください。",
                                   "Say where it was passed on to."};

constexpr Message is_erased_already{"incident.report_erased",
                                    "内容を消去した受付です。書き足すことはできません。",
                                    "The content of this report was erased. Nothing can be added."};
constexpr Message split_too_often{"incident.report_split_too_often",
                                  "一つの受付から分けられるのは{0}件までです。",
                                  "At most {0} reports are split off one."};
constexpr Message not_judged_yet{
    "incident.report_not_judged",
    "判断が終わっていない受付の内容は消去できません。先に判断してください。",
    "A report that is not judged for good is not erased. Judge it first."};

Contact contact_from(const Json& json) {
    return {.name = std::string{json["name"].text_or("")},
            .reading = std::string{json["reading"].text_or("")},
            .affiliation = std::string{json["affiliation"].text_or("")},
            .phone = std::string{json["phone"].text_or("")},
            .extension = std::string{json["extension"].text_or("")},
            .mail = std::string{json["mail"].text_or("")},
            .call_back = json["call_back"].boolean_or(false)};
}

When when_from(const Json& json) {
    return {.text = std::string{json["text"].text_or("")},
            .at = time_from(json["at"]),
            .precision = named<Precision>(json["precision"].text_or(""), precision_names)
                             .value_or(Precision::unknown),
            .is_approximate = json["approximate"].boolean_or(false)};
}

void take_text(const Json& content, std::string_view member, std::string& into,
               std::vector<std::string>* taken = nullptr) {
    if (const auto* text = content[member].text()) {
        into = *text;
        if (taken != nullptr) taken->emplace_back(member);
    }
}

// Names and phones only; a personal body without any is not written at all.
Json personal_of(const Contact& finder, const Contact& reporter) {
    auto personal = Json::object();
    if (!finder.is_empty()) personal.set("finder", to_json(finder));
    if (!reporter.is_empty()) personal.set("reporter", to_json(reporter));
    return personal.members()->empty() ? Json{} : personal;
}

} // namespace

journal::Stream stream_of(const ReportId& id) {
    return {"report", id.value};
}

Result<journal::Draft> Report::receive(const ReportId& id, const Slip& slip, bool in_hours) {
    if (is_blank(slip.what) && is_blank(slip.how))
        return at(failure(Errc::invalid, nothing_said), "/what");
    auto content = Json::object({{"channel", slip.channel},
                                 {"reporter_class", slip.reporter_class},
                                 {"in_hours", in_hours},
                                 {"what", slip.what}});
    if (!slip.when.text.empty()) content.set("when", to_json(slip.when));
    set_text(content, "where", slip.where);
    set_text(content, "how", slip.how);
    if (slip.reporter_is_finder) content.set("reporter_is_finder", true);
    if (slip.continuing != "unknown") content.set("continuing", slip.continuing);
    if (slip.personal_data != "unknown") content.set("personal_data", slip.personal_data);
    set_text(content, "systems", slip.systems);
    set_text(content, "instructions", slip.instructions);
    set_text(content, "told_others", slip.told_others);
    set_text(content, "provisional", slip.provisional);
    if (slip.split_from) content.set("split_from", slip.split_from->text());
    if (!slip.operations_done.empty()) {
        auto operations = Json::array();
        for (const auto& operation : slip.operations_done)
            operations.push(operation);
        content.set("operations_done", std::move(operations));
    }
    auto personal = personal_of(slip.finder, slip.reporter);
    // Whether there is a way to reach somebody is no personal data, and lists need it.
    content.set("has_contact", slip.finder.is_reachable() || slip.reporter.is_reachable());
    return journal::Draft{.stream = stream_of(id),
                          .type = "report.received",
                          .occurred_at = slip.received_at,
                          .content = std::move(content),
                          .personal = std::move(personal)};
}

Result<Report> Report::replay(std::span<const journal::Entry> history) {
    if (history.empty() || history.front().type != "report.received")
        return failure(Errc::corrupt, not_received);
    Report report{};
    report.id = {history.front().stream.id};
    for (const auto& entry : history)
        report.apply(entry);
    return report;
}

Result<journal::Draft> Report::ask(const Judge& judgement) const {
    if (is_erased) return failure(Errc::conflict, is_erased_already);
    if (!is_open()) return failure(Errc::conflict, judged_already);
    const bool needs_reason =
        judgement.outcome != Outcome::incident && judgement.outcome != Outcome::join &&
        judgement.outcome != Outcome::duplicate && judgement.outcome != Outcome::spam;
    if (needs_reason && is_blank(judgement.reason))
        return at(failure(Errc::invalid, reason_needed), "/reason");
    if (judgement.outcome == Outcome::transferred && is_blank(judgement.transferred_to))
        return at(failure(Errc::invalid, addressee_needed), "/transferred_to");
    if (judgement.outcome == Outcome::provider && !judgement.look_again_at)
        return at(failure(Errc::invalid, follow_up_needed), "/look_again_at");
    const bool is_duplicate = judgement.outcome == Outcome::duplicate;
    if (is_duplicate && (!judgement.same_as || *judgement.same_as == id))
        return at(failure(Errc::invalid, other_report_needed), "/report");
    auto content = Json::object({{"outcome", name_of(judgement.outcome, outcome_names)}});
    if (is_duplicate) content.set("report", judgement.same_as->text());
    if (judgement.owes_reply) content.set("owes_reply", true);
    set_text(content, "reason", judgement.reason);
    set_text(content, "transferred_to", judgement.transferred_to);
    set_time(content, "look_again_at", judgement.look_again_at);
    if (judgement.incident) content.set("incident", judgement.incident->text());
    return journal::Draft{.stream = stream_of(id),
                          .type = "report.judged",
                          .occurred_at = {},
                          .content = std::move(content),
                          .personal = {}};
}

Result<journal::Draft> Report::ask(const Addition& addition) const {
    if (is_erased) return failure(Errc::conflict, is_erased_already);
    auto content = Json::object();
    set_text(content, "note", addition.note);
    if (addition.when) content.set("when", to_json(*addition.when));
    if (addition.where) content.set("where", *addition.where);
    if (addition.what) content.set("what", *addition.what);
    if (addition.how) content.set("how", *addition.how);
    if (addition.instructions) content.set("instructions", *addition.instructions);
    auto personal =
        personal_of(addition.finder.value_or(Contact{}), addition.reporter.value_or(Contact{}));
    const auto reachable = [](const std::optional<Contact>& contact) {
        return contact && contact->is_reachable();
    };
    if (reachable(addition.finder) || reachable(addition.reporter))
        content.set("has_contact", true);
    return journal::Draft{.stream = stream_of(id),
                          .type = "report.added",
                          .occurred_at = {},
                          .content = std::move(content),
                          .personal = std::move(personal)};
}

Result<journal::Draft> Report::ask(const Attach& file) const {
    if (is_erased) return failure(Errc::conflict, is_erased_already);
    auto content = Json::object({{"attachment", file.blob.text()},
                                 {"name", file.name},
                                 {"bytes", static_cast<std::int64_t>(file.bytes)},
                                 {"sha256", file.sha256},
                                 {"key", file.key}});
    set_text(content, "kind", file.kind);
    set_text(content, "sha256_before", file.sha256_before);
    return journal::Draft{.stream = stream_of(id),
                          .type = "report.attached",
                          .occurred_at = {},
                          .content = std::move(content),
                          .personal = {}};
}

Result<journal::Draft> Report::ask(const Split& part) const {
    if (is_erased) return failure(Errc::conflict, is_erased_already);
    if (split_into.size() >= split_max)
        return failure(Errc::conflict, split_too_often, {std::to_string(split_max)});
    return journal::Draft{.stream = stream_of(id),
                          .type = "report.split",
                          .occurred_at = {},
                          .content = Json::object({{"report", part.into.text()}}),
                          .personal = {}};
}

Result<journal::Draft> Report::ask(const LeftBehind& file) const {
    if (is_erased) return failure(Errc::conflict, is_erased_already);
    return journal::Draft{.stream = stream_of(id),
                          .type = "report.left_behind",
                          .occurred_at = {},
                          .content = Json::object({{"name", file.name},
                                                   {"bytes", static_cast<std::int64_t>(file.bytes)},
                                                   {"sha256", file.sha256}}),
                          .personal = {}};
}

Result<journal::Draft> Report::ask(const Reply& reply) const {
    if (is_erased) return failure(Errc::conflict, is_erased_already);
    return ask_reply(stream_of(id), reply);
}

Result<journal::Draft> Report::ask(const Inquiry& question) const {
    if (is_erased) return failure(Errc::conflict, is_erased_already);
    return ask_inquiry(stream_of(id), question);
}

namespace {

// An answer came, it is asked anew, or nobody waits for one any more.
void end_question(Report& it) {
    if (!it.inquiries.empty()) it.inquiries.back().is_open = false;
}

void asked(Report& it, const journal::Entry& entry) {
    end_question(it);
    it.inquiries.push_back(inquired_from(entry));
}

void replied(Report& it, const journal::Entry& entry) {
    it.replies.push_back(replied_from(entry));
    it.owes_reply = false;
}

void fell_due(Report& it, const journal::Entry& entry) {
    const auto name = entry.content["name"].text_or("");
    if (name == look_again) it.look_again_since = entry.happened_at();
    if (name == answer_due && !it.inquiries.empty())
        it.inquiries.back().overdue_since = entry.happened_at();
}

void received(Report& it, const journal::Entry& entry) {
    const auto& content = entry.content;
    it.number = content["number"].text_or("");
    it.in_hours = content["in_hours"].boolean_or(false);
    it.received_at = entry.happened_at();
    it.received_by = entry.actor;
    it.personal_state = entry.personal_state;
    auto& slip = it.slip;
    slip.channel = content["channel"].text_or("other");
    slip.reporter_class = content["reporter_class"].text_or("unknown");
    slip.when = when_from(content["when"]);
    take_text(content, "where", slip.where);
    take_text(content, "what", slip.what);
    take_text(content, "how", slip.how);
    take_text(content, "continuing", slip.continuing);
    take_text(content, "personal_data", slip.personal_data);
    take_text(content, "systems", slip.systems);
    take_text(content, "instructions", slip.instructions);
    take_text(content, "told_others", slip.told_others);
    take_text(content, "provisional", slip.provisional);
    if (const auto from = ReportId::parse(content["split_from"].text_or("")); from.ok())
        slip.split_from = from.value();
    slip.reporter_is_finder = content["reporter_is_finder"].boolean_or(false);
    for (const auto& operation : content["operations_done"].items())
        slip.operations_done.emplace_back(operation.text_or(""));
    slip.finder = contact_from(entry.personal["finder"]);
    slip.reporter = contact_from(entry.personal["reporter"]);
}

void added(Report& it, const journal::Entry& entry) {
    const auto& content = entry.content;
    Added added{.at = entry.recorded_at,
                .by = entry.actor,
                .note = std::string{content["note"].text_or("")},
                .items = {}};
    if (!content["when"].is_null()) {
        it.slip.when = when_from(content["when"]);
        added.items.emplace_back("when");
    }
    take_text(content, "where", it.slip.where, &added.items);
    take_text(content, "what", it.slip.what, &added.items);
    take_text(content, "how", it.slip.how, &added.items);
    take_text(content, "instructions", it.slip.instructions, &added.items);
    const auto take = [&](std::string_view member, Contact& into) {
        if (entry.personal[member].is_null()) return;
        into = contact_from(entry.personal[member]);
        added.items.emplace_back(member);
    };
    take("finder", it.slip.finder);
    take("reporter", it.slip.reporter);
    if (entry.personal_state != journal::BodyState::absent)
        it.personal_state = entry.personal_state;
    it.additions.push_back(std::move(added));
    end_question(it);
}

void judged(Report& it, const journal::Entry& entry) {
    const auto& content = entry.content;
    Judge judgement{.outcome = named<Outcome>(content["outcome"].text_or(""), outcome_names)
                                   .value_or(Outcome::waiting),
                    .reason = std::string{content["reason"].text_or("")},
                    .incident = {},
                    .transferred_to = std::string{content["transferred_to"].text_or("")},
                    .look_again_at = time_from(content["look_again_at"]),
                    .owes_reply = content["owes_reply"].boolean_or(false)};
    if (const auto id = IncidentId::parse(content["incident"].text_or("")); id.ok())
        judgement.incident = id.value();
    if (const auto id = ReportId::parse(content["report"].text_or("")); id.ok())
        judgement.same_as = id.value();
    it.owes_reply = judgement.owes_reply;
    if (is_for_good(judgement.outcome)) end_question(it);
    it.judgements.push_back({std::move(judgement), entry.recorded_at, entry.actor});
    it.look_again_since.reset();
}

void attached(Report& it, const journal::Entry& entry) {
    const auto& content = entry.content;
    const auto blob = BlobId::parse(content["attachment"].text_or(""));
    it.attachments.push_back({.id = blob.ok() ? blob.value() : BlobId{},
                              .name = std::string{content["name"].text_or("")},
                              .bytes = static_cast<std::uint64_t>(content["bytes"].integer_or(0)),
                              .sha256 = std::string{content["sha256"].text_or("")},
                              .key = std::string{content["key"].text_or("")},
                              .added_at = entry.recorded_at,
                              .added_by = entry.actor,
                              .asked = {},
                              .engagement = {},
                              .kind = std::string{content["kind"].text_or("")},
                              .sha256_before = std::string{content["sha256_before"].text_or("")}});
    const auto& file = it.attachments.back();
    std::erase_if(it.left_behind, [&](const LeftBehind& one) {
        return one.sha256 == file.sha256 || one.sha256 == file.sha256_before;
    });
}

void content_erased(Report& it, const journal::Entry& entry) {
    const auto& kept = entry.content["kept"];
    it.is_erased = true;
    it.number = kept["number"].text_or("");
    it.kept_state = kept["state"].text_or("not_incident");
    if (const auto id = IncidentId::parse(kept["incident"].text_or("")); id.ok())
        it.kept_incident = id.value();
    it.in_hours = kept["in_hours"].boolean_or(false);
    Slip left;
    left.channel = kept["channel"].text_or("other");
    left.reporter_class = kept["reporter_class"].text_or("unknown");
    left.finder = std::move(it.slip.finder);
    left.reporter = std::move(it.slip.reporter);
    it.slip = std::move(left);
    it.additions.clear();
    it.judgements.clear();
    it.attachments.clear();
    it.split_into.clear();
    it.left_behind.clear();
    it.inquiries.clear();
    it.replies.clear();
    it.owes_reply = false;
    it.look_again_since.reset();
}

} // namespace

void Report::apply(const journal::Entry& entry) {
    if (erases(entry, journal::Slot::content)) content_erased(*this, entry);
    if (entry.type == "report.received") received(*this, entry);
    if (entry.type == "report.added") added(*this, entry);
    if (entry.type == "report.judged") judged(*this, entry);
    if (entry.type == "report.attached") attached(*this, entry);
    if (entry.type == "report.split") {
        const auto into = ReportId::parse(entry.content["report"].text_or(""));
        if (into.ok()) split_into.push_back(into.value());
    }
    if (entry.type == "report.left_behind")
        left_behind.push_back({std::string{entry.content["name"].text_or("")},
                               static_cast<std::uint64_t>(entry.content["bytes"].integer_or(0)),
                               std::string{entry.content["sha256"].text_or("")}});
    if (entry.type == "report.asked") asked(*this, entry);
    if (entry.type == "report.replied") replied(*this, entry);
    if (entry.type == "due.fired") fell_due(*this, entry);
    // To whom it was told stands in a personal body, which is erased with the others.
    if (entry.type == "report.acknowledged" && entry.personal_state != journal::BodyState::absent)
        personal_state = entry.personal_state;
    rev = entry.rev;
}

std::string_view Report::state() const {
    if (is_erased) return kept_state;
    if (judgements.empty()) return "undecided";
    switch (judgements.back().judgement.outcome) {
    case Outcome::incident: return "declared";
    case Outcome::join: return "joined";
    case Outcome::watch: return "watch";
    case Outcome::waiting: return "waiting";
    case Outcome::not_incident: return "not_incident";
    case Outcome::transferred: return "transferred";
    case Outcome::spam: return "spam";
    case Outcome::provider: return "provider";
    case Outcome::duplicate: return "duplicate";
    }
    return "undecided";
}

bool Report::is_open() const {
    // 非インシデント and 継続観察 may be judged anew: the case of Takamatsu came back after a
    // month.
    return !is_erased && state() != "declared" && state() != "joined";
}

std::vector<std::string_view> Report::missing() const {
    std::vector<std::string_view> blank;
    if (is_erased) return blank;
    if (is_blank(slip.when.text)) blank.emplace_back("when");
    if (is_blank(slip.where)) blank.emplace_back("where");
    if (is_blank(slip.what) && is_blank(slip.how)) blank.emplace_back("what");
    if (!slip.finder.is_reachable() && !slip.reporter.is_reachable()) blank.emplace_back("who");
    return blank;
}

Result<Json> Report::ask_erasure() const {
    if (is_erased) return failure(Errc::conflict, is_erased_already);
    if (judgements.empty() || !is_for_good(judgements.back().judgement.outcome))
        return failure(Errc::conflict, not_judged_yet);
    auto kept = Json::object({{"state", state()},
                              {"channel", slip.channel},
                              {"reporter_class", slip.reporter_class},
                              {"in_hours", in_hours}});
    if (const auto became = incident()) kept.set("incident", became->text());
    return kept;
}

std::optional<IncidentId> Report::incident() const {
    if (is_erased) return kept_incident;
    if (judgements.empty()) return {};
    return judgements.back().judgement.incident;
}

std::optional<ReportId> Report::same_as() const {
    if (is_erased || judgements.empty()) return {};
    return judgements.back().judgement.same_as;
}

std::string Report::summary() const {
    return slip.what.empty() ? slip.how : slip.what;
}

const Attachment* Report::attachment(const BlobId& blob) const {
    const auto found = std::ranges::find(attachments, blob, &Attachment::id);
    return found == attachments.end() ? nullptr : &*found;
}

} // namespace sokuo::incident
