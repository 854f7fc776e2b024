#pragma once

// What the pack knows about advisories (注意喚起): how soon they are to be looked at, and the names
// of those who make what they are about.

#include "charter/duty.h"

#include <string>
#include <vector>

namespace sokuo::charter {

/// How soon it should be known whether an advisory concerns the organisation: 目安. `exploited`
/// (used in attacks), a severity (`critical`), `other`.
struct AdvisoryTarget {
    std::string key;
    Words label;
    int days = 1; ///< Days on which the point of contact is open; the day it came is left out.
    Provenance provenance;
    friend bool operator==(const AdvisoryTarget&, const AdvisoryTarget&) = default;
};

/// What one maker is called, in advisories and in the register.
struct Maker {
    std::string key;
    std::vector<std::string> names;
    Provenance provenance;
    friend bool operator==(const Maker&, const Maker&) = default;
};

} // namespace sokuo::charter
