#pragma once

// ASCII as mail's grammar has it: no locale, no other letter.

#include <algorithm>
#include <string>
#include <string_view>

namespace sokuo::mail {

[[nodiscard]] constexpr char lower_case(char sign) {
    return sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
}

[[nodiscard]] constexpr bool is_digit(char sign) {
    return sign >= '0' && sign <= '9';
}

[[nodiscard]] constexpr bool is_letter_or_digit(char sign) {
    return (lower_case(sign) >= 'a' && lower_case(sign) <= 'z') || is_digit(sign);
}

[[nodiscard]] constexpr bool is_space(char sign) {
    return sign == ' ' || sign == '\t' || sign == '\r' || sign == '\n';
}

/// 0 to 15; -1: not a digit of a hexadecimal number.
[[nodiscard]] constexpr int hex_digit(char sign) {
    if (is_digit(sign)) return sign - '0';
    const char lower = lower_case(sign);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

[[nodiscard]] inline std::string lower_case(std::string_view text) {
    std::string lower{text};
    std::ranges::transform(lower, lower.begin(), [](char sign) { return lower_case(sign); });
    return lower;
}

[[nodiscard]] inline bool equals(std::string_view a, std::string_view b) {
    return std::ranges::equal(
        a, b, {}, [](char sign) { return lower_case(sign); },
        [](char sign) { return lower_case(sign); });
}

/// Without white space at both ends.
[[nodiscard]] constexpr std::string_view stripped(std::string_view text) {
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_space(text.back()))
        text.remove_suffix(1);
    return text;
}

} // namespace sokuo::mail
