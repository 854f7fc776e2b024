#pragma once

// What one look says: whether it is as the operator expects, and if not, why, in one sentence.
// Pure.

#include "core/result.h"
#include "core/time.h"
#include "http/egress.h"
#include "monitor/page.h"
#include "monitor/target.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::monitor {

enum class Reason : std::uint8_t {
    none,
    not_resolved,
    not_called, ///< The address is one that may not be called.
    no_answer,
    too_large,
    bad_status,
    redirected,
    word_missing,
    word_found,
    expired,
    expires_soon,
    not_trusted,
    other_addresses,
    page_changed,
    page_unreadable,
};
inline constexpr std::array<std::string_view, 15> reason_names{
    "none",         "not_resolved", "not_called",      "no_answer",    "too_large",
    "bad_status",   "redirected",   "word_missing",    "word_found",   "expired",
    "expires_soon", "not_trusted",  "other_addresses", "page_changed", "page_unreadable"};

/// What was seen: each kind of target fills its own part.
struct Observation {
    std::optional<Error> error{}; ///< There was no answer.
    std::chrono::milliseconds took{};
    int status = 0;
    std::string location{}; ///< Where a redirect leads.
    std::string text{};     ///< What stands in the answer, for expected words.
    std::optional<http::Certificate> certificate{};
    std::vector<http::Ip> addresses{};
    std::optional<Page> page{}; ///< Without what is ignored.
};

struct Verdict {
    Reason reason = Reason::none;
    std::vector<std::string> args{};
    std::chrono::milliseconds took{};
    std::optional<std::int64_t> days_left{}; ///< Of the certificate.
    int score = 0;                           ///< Of a page, against the one that is right.

    [[nodiscard]] bool is_good() const { return reason == Reason::none; }
    friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// `right`: the page as it was accepted; null: there is none yet.
[[nodiscard]] Verdict judge(const Target& target, const Observation& seen, const Page* right,
                            Time now);

/// The sentence for a reason; its placeholders are the verdict's `args`.
[[nodiscard]] const Message& message_of(Reason reason);

/// How grave it is: what the operator said, and a page that speaks for itself at least `high`.
[[nodiscard]] alert::Severity severity_of(const Target& target, const Verdict& verdict);

} // namespace sokuo::monitor
