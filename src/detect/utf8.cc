#include "detect/utf8.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace sokuo::detect {

namespace {

char32_t unit_at(std::string_view bytes, std::size_t at) {
    return static_cast<char32_t>(static_cast<unsigned char>(bytes[at])) |
           static_cast<char32_t>(static_cast<unsigned char>(bytes[at + 1])) << 8U;
}

bool is_high(char32_t c) {
    return c >= 0xD800 && c < 0xDC00;
}
bool is_low(char32_t c) {
    return c >= 0xDC00 && c < 0xE000;
}

} // namespace

void append_character(std::string& out, char32_t c) {
    const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0U | (c >> 6U));
        put(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        put(0xE0U | (c >> 12U));
        put(0x80U | ((c >> 6U) & 0x3FU));
        put(0x80U | (c & 0x3FU));
    } else {
        put(0xF0U | (c >> 18U));
        put(0x80U | ((c >> 12U) & 0x3FU));
        put(0x80U | ((c >> 6U) & 0x3FU));
        put(0x80U | (c & 0x3FU));
    }
}

char32_t take_character(std::string_view& text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t size = first < 0x80   ? 1
                             : first < 0xC2 ? 0
                             : first < 0xE0 ? 2
                             : first < 0xF0 ? 3
                             : first < 0xF5 ? 4
                                            : 0;
    if (size == 0 || size > text.size()) {
        text.remove_prefix(1);
        return 0xFFFD;
    }
    char32_t c = size == 1 ? first : first & (0x7FU >> size);
    for (std::size_t at = 1; at < size; ++at) {
        const auto next = static_cast<unsigned char>(text[at]);
        if ((next & 0xC0U) != 0x80U) {
            text.remove_prefix(1);
            return 0xFFFD;
        }
        c = c << 6U | (next & 0x3FU);
    }
    // Longer than it need be, half of a pair, or beyond the last character.
    const bool is_broken = (size == 3 && c < 0x800) || (size == 4 && c < 0x10000) || is_high(c) ||
                           is_low(c) || c > 0x10FFFF;
    text.remove_prefix(is_broken ? 1 : size);
    return is_broken ? 0xFFFD : c;
}

bool is_ascii(std::string_view text) {
    constexpr std::uint64_t highs = 0x8080'8080'8080'8080ULL;
    std::size_t at = 0;
    std::uint64_t seen = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, text.data() + at, 8);
        seen |= eight;
    }
    for (; at < text.size(); ++at)
        seen |= static_cast<unsigned char>(text[at]);
    return (seen & highs) == 0;
}

bool is_ascii_utf16(std::string_view bytes) {
    std::size_t at = 0;
    std::uint64_t seen = 0;
    std::uint64_t also = 0;
    const auto load = [&](std::size_t where, std::size_t size) {
        std::uint64_t four = 0;
        std::memcpy(&four, bytes.data() + where, size);
        return four;
    };
    for (; at + 16 <= bytes.size(); at += 16) {
        seen |= load(at, 8);
        also |= load(at + 8, 8);
    }
    for (; at + 2 <= bytes.size(); at += 2)
        seen |= load(at, 2);
    return ((seen | also) & 0xFF80'FF80'FF80'FF80ULL) == 0;
}

std::string_view without_nuls(std::string_view utf16) {
    utf16.remove_suffix(utf16.size() & 1U);
    while (utf16.size() >= 2 && unit_at(utf16, utf16.size() - 2) == 0)
        utf16.remove_suffix(2);
    return utf16;
}

char32_t take_utf16(std::string_view& bytes) {
    const auto c = unit_at(bytes, 0);
    bytes.remove_prefix(2);
    if (is_high(c) && bytes.size() >= 2 && is_low(unit_at(bytes, 0))) {
        const auto low = unit_at(bytes, 0);
        bytes.remove_prefix(2);
        return 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00);
    }
    return is_high(c) || is_low(c) ? 0xFFFD : c;
}

void take_ascii(std::string_view& bytes, std::string& out) {
    constexpr std::uint64_t not_ascii = 0xFF80'FF80'FF80'FF80ULL;
    const auto before = out.size();
    out.resize(before + bytes.size() / 2);
    auto* to = out.data() + before;
    const auto* from = bytes.data();
    const auto* const end = from + (bytes.size() & ~std::size_t{1});
    while (end - from >= 8) {
        std::uint64_t four = 0;
        std::memcpy(&four, from, 8);
        if ((four & not_ascii) != 0) break;
        const auto letters = packed_letters(four);
        std::memcpy(to, &letters, 4);
        to += 4;
        from += 8;
    }
    while (from != end && (from[0] & '\x80') == 0 && from[1] == 0) {
        *to++ = from[0];
        from += 2;
    }
    out.resize(static_cast<std::size_t>(to - out.data()));
    bytes.remove_prefix(static_cast<std::size_t>(from - bytes.data()));
}

} // namespace sokuo::detect
