#include "detect/logs/unescape.h"

#include <charconv>
#include <cstdint>
#include <optional>

namespace sokuo::detect::logs {
namespace {

std::optional<std::uint32_t> unit_at(std::string_view text, std::size_t at) {
    if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return std::nullopt;
    std::uint32_t unit = 0;
    const char* const begin = text.data() + at + 2;
    const auto got = std::from_chars(begin, begin + 4, unit, 16);
    if (got.ec != std::errc{} || got.ptr != begin + 4) return std::nullopt;
    return unit;
}

char simple(char letter) {
    switch (letter) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case '"':
    case '\\':
    case '/': return letter;
    default: return 0;
    }
}

} // namespace

char* put_character(char* room, std::uint32_t sign) {
    char* out = room;
    const auto byte = [&](std::uint32_t bits) { *out++ = static_cast<char>(bits); };
    if (sign < 0x80) {
        byte(sign);
    } else if (sign < 0x800) {
        byte(0xc0U | sign >> 6U);
        byte(0x80U | (sign & 0x3fU));
    } else if (sign < 0x10000) {
        byte(0xe0U | sign >> 12U);
        byte(0x80U | (sign >> 6U & 0x3fU));
        byte(0x80U | (sign & 0x3fU));
    } else {
        byte(0xf0U | sign >> 18U);
        byte(0x80U | (sign >> 12U & 0x3fU));
        byte(0x80U | (sign >> 6U & 0x3fU));
        byte(0x80U | (sign & 0x3fU));
    }
    return out;
}

std::size_t unescape(std::string_view escaped, char* room) {
    char* out = room;
    for (std::size_t at = 0; at < escaped.size();) {
        if (escaped[at] != '\\' || at + 1 == escaped.size()) {
            *out++ = escaped[at++];
            continue;
        }
        if (const char letter = simple(escaped[at + 1]); letter != 0) {
            *out++ = letter;
            at += 2;
            continue;
        }
        const auto unit = unit_at(escaped, at);
        if (!unit) {
            *out++ = escaped[at++];
            continue;
        }
        at += 6;
        const bool is_high = *unit >= 0xd800 && *unit < 0xdc00;
        const auto low = is_high ? unit_at(escaped, at) : std::nullopt;
        if (low && *low >= 0xdc00 && *low < 0xe000) {
            at += 6;
            out = put_character(out, 0x10000 + ((*unit - 0xd800) << 10U) + (*low - 0xdc00));
        } else {
            out = put_character(out, *unit >= 0xd800 && *unit < 0xe000 ? 0xfffd : *unit);
        }
    }
    return static_cast<std::size_t>(out - room);
}

void append_unescaped(std::string& text, std::string_view escaped) {
    const auto before = text.size();
    text.resize(before + escaped.size());
    text.resize(before + unescape(escaped, text.data() + before));
}

} // namespace sokuo::detect::logs
