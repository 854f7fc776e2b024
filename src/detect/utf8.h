#pragma once

// Characters and their bytes.

#include <string>
#include <string_view>

namespace sokuo::detect {

/// Appends one character. Requires a code point that is no surrogate.
void append_character(std::string& out, char32_t c);

/// Takes the first character from `text`, which is not empty. A broken byte is U+FFFD.
char32_t take_character(std::string_view& text);

} // namespace sokuo::detect
