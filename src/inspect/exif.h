#pragma once

// The two things of a photograph's notes (Exif, XMP) that matter here: which way up it is, and
// that it says where it was taken. In proportion to the length. Pure.

#include "core/bytes.h"

namespace sokuo::inspect {

struct Exif {
    unsigned orientation = 1; ///< As TIFF counts it, 1 to 8.
    bool has_place = false;

    friend bool operator==(const Exif&, const Exif&) = default;
};

/// Of a JPEG or PNG; of anything else nothing is known.
[[nodiscard]] Exif exif_of(ByteView file);

} // namespace sokuo::inspect
