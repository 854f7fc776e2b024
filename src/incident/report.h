#pragma once

// A report: what somebody told us, exactly as it was told (別表第１, 確認項目①〜④). It may be
// nothing but one sentence. What is learnt afterwards is added, never written over; how it was
// judged is written beside it. A value, like the incident.
//
//     report.received     the slip; the people outside stand in the personal body
//     report.added        what was asked and learnt afterwards
//     report.judged       incident, join, watch, waiting, not_incident, transferred, spam,
//                         provider, duplicate
//     report.asked        and report.replied: what passed between us (exchange.h)
//     report.attached     a file
//     report.split        a second matter became a report of its own
//     report.left_behind  a file stayed on the other side of a network separation
//     due.fired           the time to look at it again came, or to have an answer (the view of
//                         reports sets both)

#include "core/id.h"
#include "core/json.h"
#include "core/result.h"
#include "core/time.h"
#include "incident/exchange.h"
#include "incident/incident.h"
#include "incident/outcome.h"
#include "journal/entry.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::incident {

/// A person outside the organisation's own list. Every member may be empty.
struct Contact {
    std::string name;
    std::string reading;
    std::string affiliation;
    std::string phone;
    std::string extension;
    std::string mail;
    bool call_back = false;
    [[nodiscard]] bool is_empty() const { return *this == Contact{}; }
    [[nodiscard]] bool is_reachable() const {
        return !phone.empty() || !extension.empty() || !mail.empty();
    }
    friend bool operator==(const Contact&, const Contact&) = default;
};

/// ①いつ: as it was said, and as far as it could be read.
struct When {
    std::string text;
    std::optional<Time> at;
    Precision precision = Precision::unknown;
    bool is_approximate = false;
};

struct Slip {
    std::string channel = "other";
    std::string reporter_class = "unknown";
    std::optional<Time> received_at; ///< Nothing: now.
    When when;
    std::string where;
    std::string what;
    std::string how;
    Contact finder;
    Contact reporter;
    bool reporter_is_finder = false;
    std::string continuing = "unknown";
    std::string systems;
    std::vector<std::string> operations_done;
    std::string personal_data = "unknown";
    std::string instructions;
    std::string told_others;
    std::string provisional;              ///< 仮受付番号 given while the program was down.
    std::optional<ReportId> split_from{}; ///< The report it told of a second matter in.
};

struct Addition {
    std::string note;
    std::optional<When> when;
    std::optional<std::string> where;
    std::optional<std::string> what;
    std::optional<std::string> how;
    std::optional<std::string> instructions;
    std::optional<Contact> finder;
    std::optional<Contact> reporter;
};

/// 二つの件が一つの受付に入っていた: the second matter becomes a report of its own.
struct Split {
    ReportId into;
};
inline constexpr std::size_t split_max = 20;

/// A file that stayed on the other side of a network separation: it is named, and carried by hand
/// or after 無害化.
struct LeftBehind {
    std::string name;
    std::uint64_t bytes = 0;
    std::string sha256;
    friend bool operator==(const LeftBehind&, const LeftBehind&) = default;
};

struct Added {
    Time at{};
    journal::Actor by;
    std::string note;
    std::vector<std::string> items; ///< Which items it gave anew.
};

class Report {
public:
    /// Errors: `invalid` when nothing at all was said.
    [[nodiscard]] static Result<journal::Draft> receive(const ReportId& id, const Slip& slip,
                                                        bool in_hours);
    [[nodiscard]] static Result<Report> replay(std::span<const journal::Entry> history);

    /// Errors: `conflict` when it was judged for good, `invalid` without a needed reason.
    [[nodiscard]] Result<journal::Draft> ask(const Judge& judgement) const;
    [[nodiscard]] Result<journal::Draft> ask(const Addition& addition) const;
    [[nodiscard]] Result<journal::Draft> ask(const Attach& file) const;
    /// Errors: `conflict` when it was erased or too many were split off already.
    [[nodiscard]] Result<journal::Draft> ask(const Split& part) const;
    [[nodiscard]] Result<journal::Draft> ask(const LeftBehind& file) const;
    [[nodiscard]] Result<journal::Draft> ask(const Reply& reply) const;
    [[nodiscard]] Result<journal::Draft> ask(const Inquiry& question) const;
    void apply(const journal::Entry& entry);

    /// undecided, waiting, declared, joined, not_incident, watch, transferred, spam, provider,
    /// duplicate
    [[nodiscard]] std::string_view state() const;
    /// Whether a judgement may still be made.
    [[nodiscard]] bool is_open() const;
    /// Which of the four items are blank: `when`, `where`, `what`, `who`.
    [[nodiscard]] std::vector<std::string_view> missing() const;
    /// What outlives the erasure of the content, without the number's place in its series.
    /// Errors: `conflict` while it is not judged for good, or when it is erased already.
    [[nodiscard]] Result<Json> ask_erasure() const;
    /// The incident it became or was joined to.
    [[nodiscard]] std::optional<IncidentId> incident() const;
    /// The report it is a duplicate of.
    [[nodiscard]] std::optional<ReportId> same_as() const;
    /// A line for lists.
    [[nodiscard]] std::string summary() const;
    [[nodiscard]] const Attachment* attachment(const BlobId& blob) const;

    ReportId id;
    std::int64_t rev = 0;
    std::string number;
    Slip slip;
    bool in_hours = false;
    Time received_at{};
    journal::Actor received_by;
    journal::BodyState personal_state = journal::BodyState::absent;
    std::vector<Added> additions;
    std::vector<Judged> judgements;
    std::vector<Attachment> attachments;
    std::vector<ReportId> split_into;
    std::vector<LeftBehind> left_behind; ///< And not attached since.
    std::vector<Inquired> inquiries;     ///< At most the last is open.
    std::vector<Replied> replies;
    bool owes_reply = false; ///< A judgement said so, and nobody was told since.
    /// The content was erased: what is left is what `kept` says, and nothing may be added.
    bool is_erased = false;
    std::string kept_state;
    std::optional<IncidentId> kept_incident;
    std::optional<Time> look_again_since; ///< Its time came, and nobody judged it anew.
};

[[nodiscard]] journal::Stream stream_of(const ReportId& id);

/// What a report's row in the queue of due things is called.
inline constexpr std::string_view look_again = "look_again";

/// The text in `when`, read by the calendar as far as it goes: what was said at `told_at`, so
/// きのう is the day before that. `text` must be valid UTF-8.
[[nodiscard]] When read_when(std::string text, std::string_view time_zone, Time told_at);

// Requests. Errors: `invalid`, with the field.

inline constexpr std::array<std::string_view, 9> channel_names{
    "web_form",   "phone",      "counter",   "mail", "internal",
    "monitoring", "contractor", "authority", "other"};
inline constexpr std::array<std::string_view, 10> reporter_class_names{
    "staff",  "contractor", "resident", "other_body", "government",
    "police", "expert",     "press",    "system",     "unknown"};

// `now`: when it is being written down; a slip that says when it was received was told then.

[[nodiscard]] Result<Slip> read_slip(const Json& json, std::string_view time_zone, Time now);
[[nodiscard]] Result<Addition> read_addition(const Json& json, std::string_view time_zone,
                                             Time now);
[[nodiscard]] Result<Contact> read_contact(const Json& json, const std::string& where);
[[nodiscard]] Json to_json(const Contact& contact);
[[nodiscard]] Json to_json(const When& when);

} // namespace sokuo::incident
