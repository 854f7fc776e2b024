#pragma once

// What the rules can still say of events of one kind (source, channel, provider, event id): most
// rules say nothing, and most fields are nobody's business.

#include "detect/engine/program.h"
#include "detect/event.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::detect {

/// The values that make an event's kind; nothing where the event has none.
struct Kind {
    const Source* source = nullptr;
    const Value* channel = nullptr;
    const Value* event_id = nullptr;
    const Value* provider = nullptr;
    /// One of them stands there twice: nothing is taken as known.
    bool is_odd = false;
};

struct Partition {
    std::vector<std::uint64_t> active{};        ///< A bit for each variant.
    std::vector<std::uint32_t> always{};        ///< Variants to look at for every event.
    std::vector<AtomId> constants{};            ///< Atoms of the kind's own fields that hold.
    std::vector<std::uint8_t> is_wanted{};      ///< By field: some found atom of it matters.
    std::vector<std::uint32_t> words{};         ///< Whose words are looked for, in rising order …
    const FieldMatcher* word_matcher = nullptr; ///< … and with what; null: nobody's.
    bool is_empty = true;                       ///< No rule looks at such events.
};

[[nodiscard]] Partition make_partition(const Program& program, const Kind& kind);

} // namespace sokuo::detect
