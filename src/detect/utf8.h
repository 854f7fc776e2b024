#pragma once

// Characters and their bytes.

#include <string>
#include <string_view>

namespace sokuo::detect {

/// Appends one character. Requires a code point that is no surrogate.
void append_character(std::string& out, char32_t c);

/// Takes the first character from `text`, which is not empty. A broken byte is U+FFFD.
char32_t take_character(std::string_view& text);

[[nodiscard]] bool is_ascii(std::string_view text);
/// The same of UTF-16LE; an odd byte at the end is not looked at.
[[nodiscard]] bool is_ascii_utf16(std::string_view bytes);
/// Four ASCII letters of UTF-16LE, as they lie in memory, in a byte each.
[[nodiscard]] inline std::uint32_t packed_letters(std::uint64_t four) {
    four |= four >> 8U;
    four &= 0x0000'FFFF'0000'FFFFULL;
    return static_cast<std::uint32_t>(four | four >> 16U);
}

/// UTF-16LE without the NULs at its end. The odd byte of a broken text goes, too.
[[nodiscard]] std::string_view without_nuls(std::string_view utf16);

/// Takes the first character of UTF-16LE, which has two bytes or more. A lone surrogate is U+FFFD.
char32_t take_utf16(std::string_view& bytes);

/// Appends the ASCII characters that UTF-16LE begins with, and takes them from `bytes`.
void take_ascii(std::string_view& bytes, std::string& out);

} // namespace sokuo::detect
