#pragma once

// Whether a machine may answer a letter: the acknowledgement with the number. RFC 3834 §2, and what
// keeps two machines from writing to each other for a night. Pure.

#include "correspondence/letter.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::correspondence {

/// One address is acknowledged at most once in this time.
inline constexpr std::chrono::minutes acknowledged_again_after{60};
/// Of all addresses together, in an hour; what is above it is a storm, and storms are not answered.
inline constexpr std::int64_t acknowledged_per_hour_max = 60;

/// What else has to be known of the moment.
struct Lately {
    std::vector<std::string> own_addresses{}; ///< Of all accounts.
    std::optional<Time> acknowledged_at{};    ///< This address, the last time.
    std::int64_t acknowledged_in_hour = 0;    ///< All addresses.
};

enum class Silence : std::uint8_t {
    none,      ///< It may be acknowledged.
    machine,   ///< A machine wrote it, or says it wants no answer.
    nobody,    ///< There is no address to answer to.
    ourselves, ///< It is from one of our own addresses.
    lately,    ///< This address had one within the hour.
    storm,     ///< Too many were acknowledged in this hour.
};
inline constexpr std::array<std::string_view, 6> silence_names{"none",      "machine", "nobody",
                                                               "ourselves", "lately",  "storm"};

[[nodiscard]] Silence silence_for(const Letter& letter, const Lately& lately, Time now);

} // namespace sokuo::correspondence
