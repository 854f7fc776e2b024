#pragma once

// What was seen: the last answers of each target and how it stands, as operational rows; lost, they
// are seen again. The journal gets what happened: a fall, its end, a page that is accepted as right
// (`monitor.fell`, `monitor.recovered`, `monitor.accepted`; docs/decisions/0041).

#include "alert/alert.h"
#include "incident/desk.h"
#include "monitor/verdict.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::monitor {

using MonitorId = Id<struct MonitorTag>;

/// Creates the tables. Idempotent.
Result<> prepare(store::Store& store);

/// Gives each new name its id. One that leads elsewhere by now, or is read otherwise, begins anew:
/// what was right there says nothing of here.
Result<> enrol(const incident::Desk& desk, const std::vector<Target>& targets);

/// How a target stands.
struct Watched {
    MonitorId id;
    std::string name{};
    Standing standing{};
    std::optional<Time> checked_at{};
    Verdict last{};
    std::string right_hash{}; ///< Of the page that was accepted; empty: none yet.
    std::optional<Time> right_at{};
    std::string seen_hash{};               ///< Of the page as it was seen last.
    std::optional<alert::AlertId> alert{}; ///< Of the last fall.
    Reason fell_for = Reason::none;        ///< The last fall.
};
Result<std::vector<Watched>> watched(store::Read& db);
/// Errors: `not_found`.
Result<Watched> watched(store::Read& db, const MonitorId& id);

/// One answer that was had.
struct Look {
    Time at{};
    Reason reason = Reason::none;
    std::chrono::milliseconds took{};
};
inline constexpr std::int64_t looks_max = 200; ///< So many of each target are kept.
/// Newest first.
Result<std::vector<Look>> looks(store::Read& db, const MonitorId& id, std::int64_t count_max);

/// The page that was accepted, and as it was seen last; both as they were read.
struct Pages {
    std::optional<Page> right{};
    std::optional<Page> seen{};
};
Result<Pages> pages(store::Read& db, const MonitorId& id);
/// What changed in it, without what is ignored.
[[nodiscard]] Difference difference(const Target& target, const Pages& pages);

/// Judges what was seen, keeps it, and tells of a fall and its end. The first page that is seen is
/// taken for right. Gives how the target stands now. Not inside a job.
Result<State> note(const incident::Desk& desk, const Target& target, const Observation& seen);

/// The page as it was seen last is right. `seen`: the hash of what the person looked at. Errors:
/// `conflict` when it has changed again meanwhile, or there is none.
Result<> accept(const incident::Desk& desk, store::Write& db, const journal::Actor& actor,
                const MonitorId& id, std::string_view seen, std::string_view reason);

} // namespace sokuo::monitor
