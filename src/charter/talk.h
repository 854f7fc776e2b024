#pragma once

// What whoever takes a call says, and what they ask the caller to do: beside the slip, in the order
// of its four items (別表第１). The organisation's own words, so they stand in the pack.

#include "charter/duty.h"

#include <string>

namespace sokuo::charter {

/// `{team}` in `text` stands for the team's name.
struct TalkLine {
    std::string key;
    std::string item; ///< The item it asks for: `when`, `where`, `what`, `who`; empty: none.
    Words title;
    Words text;
    bool is_urgent = false; ///< Said at once: it cannot be made good later.
    Provenance provenance;
    friend bool operator==(const TalkLine&, const TalkLine&) = default;
};

/// 受付時に伝えたこと: one press writes the sentence into the slip, as it was said.
struct Instruction {
    std::string key;
    Words text;
    Provenance provenance;
    friend bool operator==(const Instruction&, const Instruction&) = default;
};

} // namespace sokuo::charter
