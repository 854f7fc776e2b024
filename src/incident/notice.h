#pragma once

// A notice from above or beside (県・総務省・国・クラウド事業者・委託先): what a report is besides
// when it came from an organisation that keeps a number of its own and expects to hear from us.
// It stands on the report's own stream; the slip is what they said.
//
//     report.noticed          whose it is, 相手の整理番号, 回答期限, 転送の連鎖; the newest counts
//     report.acknowledged     受領連絡: when, how; to whom stands in the personal body
//     report.replied          ends the time the reply is due (exchange.h)

#include "core/json.h"
#include "core/result.h"
#include "core/time.h"
#include "incident/exchange.h"
#include "journal/entry.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::incident {

/// One step of the chain of forwarding: 総務省 → 県.
struct Hop {
    std::string from; ///< Organisations, no persons.
    std::string to;
    std::optional<Time> at;
    friend bool operator==(const Hop&, const Hop&) = default;
};

struct Notice {
    std::string from; ///< Whose it is: 総務省, クラウド事業者.
    std::string their_number;
    std::optional<Time> reply_due_at;
    std::vector<Hop> chain; ///< From the first sender to us, at most `hops_max`.
};
inline constexpr std::size_t hops_max = 10;

/// 受領連絡.
struct Acknowledge {
    Way way = Way::phone;
    std::string to; ///< Who took it; a person, so it is kept apart.
    std::string note;
    std::optional<Time> at;
};

struct Acknowledged {
    Acknowledge said;
    Time at{};          ///< 実施時刻
    Time recorded_at{}; ///< 入力時刻
    journal::Actor by;
};

/// What the entries of a report say of it; nothing when it is no notice.
struct NoticeState {
    Notice notice;
    std::vector<Acknowledged> acknowledged;
    std::optional<Time> replied_at;          ///< Since it was noticed.
    std::optional<Time> reply_overdue_since; ///< Its time came, and nobody replied since.
};
[[nodiscard]] std::optional<NoticeState> notice_of(std::span<const journal::Entry> history);

/// What a report's row in the queue of due things is called.
inline constexpr std::string_view reply_due = "reply_due";

/// Errors: `invalid`, with the field.
[[nodiscard]] Result<journal::Draft> ask_notice(const journal::Stream& report,
                                                const Notice& notice);
/// Errors: `conflict` when it is no notice.
[[nodiscard]] Result<journal::Draft> ask_acknowledge(const journal::Stream& report,
                                                     const std::optional<NoticeState>& state,
                                                     const Acknowledge& acknowledge);

[[nodiscard]] Result<Notice> read_notice(const Json& json, const std::string& where);
[[nodiscard]] Result<Acknowledge> read_acknowledge(const Json& json);

} // namespace sokuo::incident
