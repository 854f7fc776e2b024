#pragma once

// What passed between us and whoever told us, after the slip: what we asked, what we answered.
// Kept as done by whom, when and how; a mail itself is a letter of its own and is only named.
//
//     report.asked        追加で聞く: which items, by when; the view sets the time it falls due
//     report.replied      回答

#include "core/fields.h"
#include "core/json.h"
#include "core/message.h"
#include "core/result.h"
#include "core/time.h"
#include "journal/entry.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::incident {

enum class Way : std::uint8_t { mail, phone, counter, other };
inline constexpr std::array<std::string_view, 4> way_names{"mail", "phone", "counter", "other"};

/// 回答.
struct Reply {
    Way way = Way::phone;
    std::string note;       ///< What was said; a mail says it itself.
    std::optional<Time> at; ///< Nothing: now.
    std::string letter;     ///< The id of the mail, when it was one.
};

/// 追加で聞く.
struct Inquiry {
    Way way = Way::phone;
    std::string note;
    std::optional<Time> at;
    std::string letter;
    std::vector<std::string> items; ///< `when`, `where`, `what`, `who`
    std::optional<Time> due_at;     ///< From then on it stands among the undecided again.
};
inline constexpr std::array<std::string_view, 4> item_names{"when", "where", "what", "who"};

struct Replied {
    Reply reply;
    Time at{};          ///< 実施時刻
    Time recorded_at{}; ///< 入力時刻
    journal::Actor by;
};

struct Inquired {
    Inquiry question;
    Time at{};
    Time recorded_at{};
    journal::Actor by;
    bool is_open = true;               ///< Nothing was added since, and nothing asked anew.
    std::optional<Time> overdue_since; ///< Its time came while it was open.
};

/// What a report's row in the queue of due things is called.
inline constexpr std::string_view answer_due = "answer_due";

inline constexpr Message answer_due_passed{"incident.answer_due_passed",
                                           "返事の期限は、これからの日時にしてください。",
                                           "The answer must be due at a time to come."};

/// Errors: `invalid`, with the field: nothing was said.
[[nodiscard]] Result<journal::Draft> ask_reply(const journal::Stream& report, const Reply& reply);
[[nodiscard]] Result<journal::Draft> ask_inquiry(const journal::Stream& report,
                                                 const Inquiry& question);
[[nodiscard]] Replied replied_from(const journal::Entry& entry);
[[nodiscard]] Inquired inquired_from(const journal::Entry& entry);

/// Requests. A mail is written by its own route, so its way is none of these: `invalid`.
[[nodiscard]] Result<Reply> read_reply(const Json& json);
[[nodiscard]] Result<Inquiry> read_inquiry(const Json& json);
/// The part of a question that goes with a mail: `items`, `due_at`. Finishes `in`.
[[nodiscard]] Result<Inquiry> read_mailed_inquiry(Fields& in);

} // namespace sokuo::incident
