#pragma once

// How troubles are counted, by every reader of logs alike.

#include "detect/logs/cutter.h"
#include "detect/logs/messages.h"
#include "detect/reader.h"

#include <cstdint>
#include <string>

namespace sokuo::detect::logs {

inline constexpr std::size_t troubles_max = 16;

struct Place {
    std::uint64_t number = 0;
    std::uint64_t offset = 0;
};

inline void note(Tally& tally, const Message& message, const Place& place, std::uint64_t limit) {
    if (tally.troubles.size() >= troubles_max) return;
    tally.troubles.push_back(
        {&message, {std::to_string(place.number), std::to_string(limit)}, place.offset});
}

inline void note_unreadable(Tally& tally, const Place& place) {
    ++tally.unreadable;
    if (tally.troubles.size() >= troubles_max) return;
    tally.troubles.push_back({&record_unreadable, {std::to_string(place.number)}, place.offset});
}

inline void note_long(Tally& tally, const Place& place) {
    ++tally.unreadable;
    note(tally, record_too_long, place, record_bytes_max);
}

} // namespace sokuo::detect::logs
