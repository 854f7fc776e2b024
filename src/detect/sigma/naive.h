#pragma once

// Whether a detection fits an event, word for word from the specification: no index, no memory, no
// haste. `engine/` must say the same of every event; this is what it is held against.

#include "detect/event.h"
#include "detect/sigma/log_sources.h"
#include "detect/sigma/rule.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace sokuo::detect {

/// An event as text, in the order written; a null value is nothing.
struct PlainEvent {
    struct Field {
        std::string name{};
        std::string text{};
        bool is_null = false;
    };
    std::vector<Field> fields{};
    std::string line{};
    Source source{};
};

[[nodiscard]] PlainEvent plain(const Event& event, const Names& names);

/// `zone` is what parts of a time (`|hour`) are counted in.
[[nodiscard]] bool fits(const Detection& detection, const PlainEvent& event,
                        std::chrono::minutes zone);
/// Whether the event is of this kind, and the detection (by the kind's names of fields) fits.
[[nodiscard]] bool fits(const Detection& detection, const LogKind& kind, const PlainEvent& event,
                        std::chrono::minutes zone);

[[nodiscard]] bool is_from(const Source& source, const LogSource& wanted);

/// The part of a moment that a test asks for. Weeks are those of ISO 8601.
[[nodiscard]] double part_of(Time time, TimePart part, std::chrono::minutes zone);

} // namespace sokuo::detect
