#pragma once

// Letters without their case, as Sigma compares them (specification 2.1, "String Wildcard": strings
// are compared without regard to case): Unicode's simple folding, one character to one, so that `K`
// (the Kelvin sign) is a `k` and `Ａ` an `ａ`, and nothing is ever two characters afterwards.

#include <string>
#include <string_view>

namespace sokuo::detect {

/// Appends `text` (valid UTF-8), folded, to `out`.
void append_folded(std::string_view text, std::string& out);

/// The same of UTF-16LE, as `text_of` reads it: NULs at the end are left out, a lone surrogate is
/// U+FFFD.
void append_folded_utf16(std::string_view bytes, std::string& out);

[[nodiscard]] std::string folded(std::string_view text);

} // namespace sokuo::detect
