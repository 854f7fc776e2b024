#pragma once

// 検知 (第２条第１号ア, 予兆等の検知): what a rule or a monitor matched. A machine says one thing a
// thousand times, so what it says is gathered: a *signal* is one saying, an *alert* is what people
// look at. Pure.
//
//     alert.raised    the first signal; what the machine wrote beside it stands in the personal
//                     body, because user names stand in logs
//     alert.counted   how many there are by now, since when nothing new; written now and then
//     alert.judged    taken (a report was made of it), joined (to a report), dismissed (対象外)

#include "core/id.h"
#include "core/json.h"
#include "core/result.h"
#include "core/time.h"
#include "journal/entry.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::alert {

using AlertId = Id<struct AlertTag>;

enum class Severity : std::uint8_t { info, low, medium, high, critical };
inline constexpr std::array<std::string_view, 5> severity_names{"info", "low", "medium", "high",
                                                                "critical"};

/// One thing a machine said. Texts are valid UTF-8, within the limits below.
struct Signal {
    std::string source;    ///< Who says it: `suricata`, `wazuh`, `monitor`. Never empty.
    std::string reference; ///< Its own number, said once; empty: it has none.
    std::string rule;      ///< What matched, by the name the source knows it by; may be empty.
    std::string title;     ///< Never empty.
    std::string description;
    Severity severity = Severity::medium;
    std::string host; ///< The machine or site it is about; may be empty.
    std::optional<Time> at;
    std::vector<std::string> tags;
    std::vector<std::string> observables; ///< Addresses, hashes: as the source wrote them.
    std::string raw;                      ///< The event as it came.
};

inline constexpr std::size_t title_max = 300;
inline constexpr std::size_t description_max = 8'000;
inline constexpr std::size_t name_max = 200; ///< Of source, reference, rule, host, a tag.
inline constexpr std::size_t tags_max = 50;
inline constexpr std::size_t observables_max = 100;
inline constexpr std::size_t observable_max = 300;
/// With everything else at its longest an entry still holds it (journal::body_bytes_max).
inline constexpr std::size_t raw_bytes_max = std::size_t{48} * 1024;

/// The request of `POST /api/v1/alerts`. Errors: `invalid`, with the field.
[[nodiscard]] Result<Signal> read_signal(const Json& json);

/// Brings what came from a machine that cannot be told about limits within them: cut, control
/// characters as spaces, a title where there was none.
[[nodiscard]] Signal within_limits(Signal signal);

// -- Gathering ---------------------------------------------------------------------------------

/// What an alert gathers, from narrow to wide.
enum class Scope : std::uint8_t {
    host,   ///< One rule on one machine.
    rule,   ///< One rule, on so many machines that nobody would read them one by one.
    source, ///< So many rules at once that the source itself is what happened.
};
inline constexpr std::array<std::string_view, 3> scope_names{"host", "rule", "source"};

/// A signal belongs to the alert of its scope that heard from it less than this ago.
inline constexpr auto quiet_max = std::chrono::hours{1};
/// So many alerts of one rule within `quiet_max`, and the next machine opens one for the rule.
inline constexpr std::int64_t hosts_max = 5;
/// So many alerts of one source within `quiet_max`, and the next opens one for the source.
inline constexpr std::int64_t alerts_max = 60;

/// By what an alert of a scope gathers. No two signals of different kinds have one key.
[[nodiscard]] std::string gathering_key(const Signal& signal, Scope scope);

/// The scope of an alert to be opened, by what is open already.
[[nodiscard]] constexpr Scope scope_for(std::int64_t open_of_rule, std::int64_t open_of_source) {
    if (open_of_source >= alerts_max) return Scope::source;
    return open_of_rule >= hosts_max ? Scope::rule : Scope::host;
}

// -- The alert ---------------------------------------------------------------------------------

enum class State : std::uint8_t { fresh, taken, joined, dismissed };
inline constexpr std::array<std::string_view, 4> state_names{"new", "taken", "joined", "dismissed"};

struct Judge {
    State outcome = State::taken; ///< Not `fresh`.
    std::optional<ReportId> report;
    std::string reason;
};

class Alert {
public:
    [[nodiscard]] static journal::Draft raise(const AlertId& id, const Signal& first, Scope scope);
    /// Errors: `not_found` for no entries; `corrupt`.
    [[nodiscard]] static Result<Alert> replay(std::span<const journal::Entry> history);

    /// Errors: `conflict` when it was judged already; `invalid` for a dismissal without a reason.
    [[nodiscard]] Result<journal::Draft> ask(const Judge& judgement) const;
    /// `count`: of all signals; `severity`: the highest of them.
    [[nodiscard]] journal::Draft counted(std::int64_t count, Time last_at, Severity highest) const;
    void apply(const journal::Entry& entry);

    AlertId id;
    std::int64_t rev = 0;
    Signal first; ///< Its description, observables and raw text are empty when they were erased.
    Scope scope = Scope::host;
    State state = State::fresh;
    Time raised_at{};
    std::int64_t count = 1;
    Time last_at{};
    Severity severity = Severity::medium;
    std::optional<Judge> judgement;
    Time judged_at{};
    journal::Actor judged_by;
    bool is_erased = false;
};

[[nodiscard]] journal::Stream stream_of(const AlertId& id);

/// From this on an alert becomes a report by itself (受付箱), whoever is awake.
inline constexpr Severity report_from = Severity::high;

} // namespace sokuo::alert
