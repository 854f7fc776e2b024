#pragma once

// A picture a stranger sent, made small and anew from its pixels: what comes out holds nothing
// else of the file. Two workers of the sandbox: one decodes (libpng, libjpeg) and hands out
// pixels; another, which never saw the file, makes a new one of them.

#include "core/bytes.h"
#include "core/message.h"
#include "core/result.h"
#include "inspect/kind.h"
#include "sandbox/sandbox.h"

#include <cstdint>
#include <span>

namespace sokuo::inspect {

inline constexpr std::uint64_t picture_pixels_max = 40'000'000;
inline constexpr std::uint32_t picture_side_max = 65'500;
inline constexpr std::uint32_t preview_side_max = 1200;

inline constexpr Message no_picture{"inspect.no_picture",
                                    "画像として読めません（PNG と JPEG だけを表示できます）。",
                                    "This cannot be read as a picture (PNG and JPEG only)."};
inline constexpr Message picture_too_large{"inspect.picture_too_large",
                                           "画素が多すぎる画像です（4,000 万画素まで）。",
                                           "The picture is too large (40 million pixels at most)."};

/// Upright, on white, three bytes to a pixel.
struct Picture {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    Bytes pixels{};

    friend bool operator==(const Picture&, const Picture&) = default;
};

struct Preview {
    Kind kind = Kind::png; ///< PNG of a PNG, JPEG of a JPEG.
    Bytes file{};
};

/// Decodes and scales. Errors: `invalid` (no_picture, picture_too_large).
[[nodiscard]] Result<Picture> picture_of(ByteView file);
/// Encodes, without a word beside the pixels. Requires what `picture_from` accepts.
[[nodiscard]] Result<Bytes> painted(const Picture& picture, Kind kind);

/// To be put into the table of the program's parsers.
[[nodiscard]] sandbox::Parser picture_reader();
[[nodiscard]] sandbox::Parser picture_painter();
/// Both, in workers. Blocks, see `Sandbox::read`, whose errors these are.
[[nodiscard]] Result<Preview> preview_in(sandbox::Sandbox& sandbox, ByteView file);
/// Errors: `invalid`: this is not what the first writes.
[[nodiscard]] Result<Picture> picture_from(std::span<const sandbox::Record> records);

} // namespace sokuo::inspect
