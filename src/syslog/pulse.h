#pragma once

// Whether a machine still speaks. One that logged every minute and has said nothing for three hours
// is worth a look: it is down, cut off, or somebody turned its logging off. Pure.

#include "core/time.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sokuo::syslog {

/// How often one machine speaks.
struct Pulse {
    Time first_at{};
    Time last_at{};
    std::uint64_t count = 0;
    /// The longest silence of late: an old one counts half after a week.
    Duration usual{};

    void beat(Time at);
    /// Quiet for more than twice its longest silence of late, and a quarter of an hour.
    [[nodiscard]] bool is_silent(Time now) const;
    friend bool operator==(const Pulse&, const Pulse&) = default;
};

inline constexpr auto silence_min = std::chrono::minutes{15};

/// The machines heard of, by address and by the name they call themselves. At most
/// `machines_max`: then the one not heard of for longest goes.
class Roll {
public:
    struct Machine {
        std::string sender{};
        std::string host{};
        Pulse pulse{};
    };
    static constexpr std::size_t machines_max = 5'000;

    void beat(const std::string& sender, const std::string& host, Time at);
    void put(Machine machine);
    /// Sorted by name.
    [[nodiscard]] std::vector<Machine> machines() const;

private:
    void make_room();
    std::map<std::pair<std::string, std::string>, Pulse> pulses_; ///< By host and sender.
};

} // namespace sokuo::syslog
