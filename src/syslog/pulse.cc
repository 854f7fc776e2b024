#include "syslog/pulse.h"

#include <algorithm>
#include <cmath>

namespace sokuo::syslog {

void Pulse::beat(Time at) {
    if (count++ == 0) {
        first_at = last_at = at;
        return;
    }
    const auto gap = at - last_at;
    if (gap <= Duration{0}) return; // The clock was set back, or the same batch.
    constexpr double half_life = std::chrono::duration<double>{std::chrono::hours{7 * 24}}.count();
    const double faded = std::exp2(-std::chrono::duration<double>{gap}.count() / half_life);
    usual = std::max(gap, Duration{std::llround(static_cast<double>(usual.count()) * faded)});
    last_at = at;
}

bool Pulse::is_silent(Time now) const {
    return count > 1 && now - last_at > std::max<Duration>(2 * usual, silence_min);
}

void Roll::make_room() {
    if (pulses_.size() < machines_max) return;
    pulses_.erase(
        std::ranges::min_element(pulses_, {}, [](const auto& one) { return one.second.last_at; }));
}

void Roll::beat(const std::string& sender, const std::string& host, Time at) {
    auto found = pulses_.find({host, sender});
    if (found == pulses_.end()) {
        make_room();
        found = pulses_.emplace(std::pair{host, sender}, Pulse{}).first;
    }
    found->second.beat(at);
}

void Roll::put(Machine machine) {
    make_room();
    pulses_.insert_or_assign({std::move(machine.host), std::move(machine.sender)}, machine.pulse);
}

std::vector<Roll::Machine> Roll::machines() const {
    std::vector<Machine> machines;
    machines.reserve(pulses_.size());
    for (const auto& [name, pulse] : pulses_)
        machines.push_back({.sender = name.second, .host = name.first, .pulse = pulse});
    return machines;
}

} // namespace sokuo::syslog
