#pragma once

// The spellings of a value that its modifiers ask for (specification 2.1.0, `windash`, `base64`,
// `base64offset`, `wide`, `utf16…`, `expand`).

#include "core/result.h"
#include "detect/sigma/glob.h"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::detect {

/// At most so many for one value, and so many bytes of them; more are refused.
inline constexpr std::size_t spellings_max = 4'096;
inline constexpr std::size_t spelling_bytes_max = std::size_t{4} << 20U;

/// Why a value with too many spellings, or too long ones, is none.
[[nodiscard]] Error too_much_spelt();
/// What a pattern weighs.
[[nodiscard]] std::size_t text_bytes(const Glob& glob);

/// What `%name%` stands for in a value with `expand`.
using Placeholders = std::map<std::string, std::vector<std::string>, std::less<>>;

/// The spellings of one value, after one of the modifiers that change text. Errors: `invalid` (a
/// wildcard where bytes are needed), `too_large`.
Result<std::vector<Glob>> spelt(const Glob& glob, std::string_view modifier);

/// `%name%` replaced by each of what it stands for. Errors: `invalid`, `too_large`.
Result<std::vector<std::string>> expanded(std::string_view text, const Placeholders& placeholders);

/// Every spelling of `text` with its dashes before a word exchanged (`-enc`, `/enc`, `–enc` …).
/// Nothing when there would be more than `spellings_max`, or than `spelling_bytes_max` of text.
[[nodiscard]] std::vector<std::string> dash_spellings(std::string_view text);

/// The three texts one of which stands in any Base64 of something that holds `bytes`.
[[nodiscard]] std::vector<std::string> base64_at_offsets(std::string_view bytes);

} // namespace sokuo::detect
