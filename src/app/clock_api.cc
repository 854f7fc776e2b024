#include "app/clock_api.h"

#include "core/fields.h"
#include "incident/successors.h"
#include "journal/due.h"
#include "team/once.h"

#include <algorithm>
#include <optional>

namespace sokuo::app {
namespace {

constexpr Message clock_is_the_wall{
    "app.clock_is_the_wall",
    "この保管庫は実際の時刻で動いているため、時計は動かせません。訓練用の保管庫で行ってください。",
    "This store runs on real time and its clock cannot be moved. Use a store made for drills."};
constexpr Message clock_goes_forward{
    "app.clock_goes_forward",
    "時計は進めるだけで、戻せません。いまの時刻（{0}）より後にしてください。",
    "The clock only goes forward. Choose a time after its present one ({0})."};

Json present(const incident::Desk& desk, const journal::SimulatedClock* simulated) {
    return Json::object(
        {{"kind", simulated == nullptr ? "wall" : "simulated"}, {"now", to_rfc3339(desk.now())}});
}

Result<http::Response> set_clock(const incident::Desk& desk, journal::SimulatedClock* simulated,
                                 const team::Call& call) {
    const auto json = TRY(call.json());
    Fields in{json};
    const auto target = in.time("now");
    TRY(in.finish());
    if (simulated == nullptr) return failure(Errc::conflict, clock_is_the_wall);

    // Firing is many writes, so it cannot stand inside the one that remembers the request; sent
    // again, the request finds the clock moved.
    const auto& mine = call.actor.request.value;
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return team::once(db, call, desk.now(), [&]() -> Result<Uuid> { return mine; });
    };
    const auto first = TRY(desk.store.write_for(job));
    if (first != mine && target <= desk.now())
        return http::json_response(200, present(desk, simulated));
    const auto fired = TRY(move_clock(desk, *simulated, target));
    return http::json_response(200, present(desk, simulated).set("fired", fired));
}

} // namespace

Result<std::size_t> move_clock(const incident::Desk& desk, journal::SimulatedClock& clock,
                               Time target) {
    const auto now = clock.now();
    if (target < now)
        return at(failure(Errc::conflict, clock_goes_forward, {to_rfc3339(now)}), "/now");
    std::size_t fired = 0;
    const auto next = [](store::Read& db) { return journal::next_due(db); };
    for (auto due = TRY(desk.store.read_for(next)); due && *due <= target;
         due = TRY(desk.store.read_for(next))) {
        // What was due before now stays where the clock is.
        clock.advance_to(std::max(*due, clock.now()));
        fired += TRY(journal::fire_due(desk.store, desk.journal, clock.now()));
    }
    clock.advance_to(target);
    TRY(incident::keep_circles(desk));
    return fired;
}

std::vector<team::Route> clock_routes(const incident::Desk& desk,
                                      journal::SimulatedClock* simulated) {
    return {{.method = http::Method::get,
             .path = "/api/v1/clock",
             .action = std::string{team::signed_in},
             .handle = [&desk, simulated](const team::Call&) -> Result<http::Response> {
                 return http::json_response(200, present(desk, simulated));
             }},
            {.method = http::Method::post,
             .path = "/api/v1/clock",
             .action = "clock.set",
             .handle = [&desk, simulated](const team::Call& call) {
                 return set_clock(desk, simulated, call);
             }}};
}

} // namespace sokuo::app
