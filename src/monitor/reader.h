#pragma once

// The reader of pages as a parser of the sandbox: `read_page` (read/page_reader.h) in a worker, its
// result as a record, and the record read again, strictly, on our side.

#include "core/bytes.h"
#include "core/result.h"
#include "monitor/page.h"
#include "sandbox/sandbox.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::monitor {

/// To be put into the table of the program's parsers.
[[nodiscard]] sandbox::Parser reader();

inline constexpr std::size_t html_bytes_max = std::size_t{4} << 20U;

/// How a page is to be read; `left_out` as in the settings (selector.h).
struct Reading {
    std::string charset{};
    std::vector<std::string> left_out{};
};

/// Blocks, see `Sandbox::read`, whose errors these are.
[[nodiscard]] Result<Page> read_in(sandbox::Sandbox& sandbox, std::string_view html,
                                   const Reading& reading);

/// What the parser is given: how to read, on a line of its own, and the bytes.
[[nodiscard]] Bytes to_input(std::string_view html, const Reading& reading);

} // namespace sokuo::monitor
