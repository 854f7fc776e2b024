#pragma once

// What standard output or standard error is shown on.

#include <cstddef>
#include <cstdio>

namespace sokuo::app {

[[nodiscard]] bool is_terminal(std::FILE* stream);
/// Columns, or `otherwise` where nobody knows.
[[nodiscard]] std::size_t terminal_width(std::FILE* stream, std::size_t otherwise);
/// On a terminal that has any, unless NO_COLOR (no-color.org) is set.
[[nodiscard]] bool shows_colour(std::FILE* stream);
/// One that draws only ASCII, such as a server's console.
[[nodiscard]] bool is_plain_terminal();

} // namespace sokuo::app
