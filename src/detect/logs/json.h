#pragma once

// JSON as logs have it: an object a line, or objects in an array.

#include "detect/logs/cutter.h"
#include "detect/logs/hints.h"
#include "detect/reader.h"

#include <memory>
#include <string_view>

namespace sokuo::detect::logs {

inline constexpr std::size_t json_depth_max = 64;

enum class JsonForm : std::uint8_t { lines, elements };

/// `format`: for people, `jsonl` or `eve`; outlives the reader.
[[nodiscard]] std::unique_ptr<Reader> read_json(Stream stream, JsonForm form, const Hints& hints,
                                                std::string_view format,
                                                std::size_t bytes = block_bytes);

} // namespace sokuo::detect::logs
