#pragma once

// What every target needs. A target is one file: `LLVMFuzzerTestOneInput` reads its bytes with one
// of our readers and holds what came out against what the reader's header promises. `script/test
// --all` runs each for ten minutes, with ASan and UBSan; `-DFUZZ=ON` builds them, with clang.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace sokuo::fuzz {

inline std::string_view text(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// A promise that was broken: libFuzzer keeps the input that did it.
inline void must(bool holds) {
    if (!holds) std::abort();
}

} // namespace sokuo::fuzz
