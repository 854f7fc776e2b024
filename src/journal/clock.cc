#include "journal/clock.h"

namespace sokuo::journal {

bool SimulatedClock::advance_to(Time time) {
    const auto wanted = time.time_since_epoch().count();
    auto current = now_.load();
    while (current <= wanted) {
        if (now_.compare_exchange_weak(current, wanted)) return true;
    }
    return false;
}

} // namespace sokuo::journal
