#pragma once

// The two formats of `picture.h`, each with its library.

#include "core/bytes.h"
#include "core/result.h"
#include "inspect/canvas.h"

namespace sokuo::inspect {

/// Errors: `invalid` (no_picture, picture_too_large).
[[nodiscard]] Result<> decode_png(ByteView file, Canvas& canvas);
[[nodiscard]] Result<Bytes> encode_png(const Picture& picture);

/// What is cut off is read as far as it goes.
[[nodiscard]] Result<> decode_jpeg(ByteView file, Canvas& canvas);
[[nodiscard]] Result<Bytes> encode_jpeg(const Picture& picture);

} // namespace sokuo::inspect
