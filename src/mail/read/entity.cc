#include "mail/read/entity.h"

#include "mail/read/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace sokuo::mail {
namespace {

constexpr std::size_t entity_length_max = 12;

using Entity = std::pair<std::string_view, std::uint32_t>;
constexpr std::array entities{
    Entity{"amp", '&'},      Entity{"lt", '<'},       Entity{"gt", '>'},
    Entity{"quot", '"'},     Entity{"apos", '\''},    Entity{"nbsp", ' '},
    Entity{"ensp", ' '},     Entity{"emsp", ' '},     Entity{"thinsp", ' '},
    Entity{"copy", 0xA9},    Entity{"reg", 0xAE},     Entity{"trade", 0x2122},
    Entity{"yen", 0xA5},     Entity{"euro", 0x20AC},  Entity{"pound", 0xA3},
    Entity{"cent", 0xA2},    Entity{"sect", 0xA7},    Entity{"deg", 0xB0},
    Entity{"middot", 0xB7},  Entity{"bull", 0x2022},  Entity{"hellip", 0x2026},
    Entity{"ndash", 0x2013}, Entity{"mdash", 0x2014}, Entity{"lsquo", 0x2018},
    Entity{"rsquo", 0x2019}, Entity{"ldquo", 0x201C}, Entity{"rdquo", 0x201D},
    Entity{"laquo", 0xAB},   Entity{"raquo", 0xBB},   Entity{"times", 0xD7},
    Entity{"larr", 0x2190},  Entity{"rarr", 0x2192},  Entity{"auml", 0xE4},
    Entity{"ouml", 0xF6},    Entity{"uuml", 0xFC},    Entity{"szlig", 0xDF},
    Entity{"eacute", 0xE9},  Entity{"egrave", 0xE8},  Entity{"agrave", 0xE0},
    Entity{"ccedil", 0xE7},  Entity{"ntilde", 0xF1},  Entity{"aacute", 0xE1},
    Entity{"iacute", 0xED},  Entity{"oacute", 0xF3},  Entity{"uacute", 0xFA},
    Entity{"shy", 0xAD},     Entity{"zwnj", 0x200C},  Entity{"zwj", 0x200D},
    Entity{"lrm", 0x200E},   Entity{"rlm", 0x200F},
};

bool is_invisible(std::uint32_t point) {
    const bool is_control =
        (point < 0x20U && point != '\n' && point != '\t') || (point >= 0x7FU && point < 0xA0U);
    return is_control || point == 0xADU || (point >= 0x200BU && point <= 0x200FU) ||
           (point >= 0x202AU && point <= 0x202EU) || (point >= 0x2060U && point <= 0x2069U) ||
           point == 0xFEFFU || point == 0x34FU;
}

void append(std::string& text, std::uint32_t point) {
    const auto put = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
    if (is_invisible(point)) return;
    if (point < 0x80U) return put(point);
    if (point < 0x800U) {
        put(0xC0U | (point >> 6U));
    } else if (point < 0x10000U) {
        put(0xE0U | (point >> 12U));
        put(0x80U | ((point >> 6U) & 0x3FU));
    } else {
        put(0xF0U | (point >> 18U));
        put(0x80U | ((point >> 12U) & 0x3FU));
        put(0x80U | ((point >> 6U) & 0x3FU));
    }
    put(0x80U | (point & 0x3FU));
}

std::optional<std::uint32_t> point_of(std::string_view name) {
    if (!name.starts_with('#')) {
        const auto found = std::ranges::find(entities, name, &Entity::first);
        if (found == entities.end()) return {};
        return found->second;
    }
    name.remove_prefix(1);
    const bool is_hex = name.starts_with('x') || name.starts_with('X');
    if (is_hex) name.remove_prefix(1);
    std::uint32_t point = 0;
    const auto [end, error] =
        std::from_chars(name.data(), name.data() + name.size(), point, is_hex ? 16 : 10);
    if (error != std::errc{} || end != name.data() + name.size()) return {};
    const bool is_surrogate = point >= 0xD800U && point <= 0xDFFFU;
    return point > 0x10FFFFU || is_surrogate || point == 0 ? 0xFFFDU : point;
}

// How long the name behind an ampersand is.
std::size_t name_size(std::string_view text) {
    std::size_t size = text.starts_with('#') ? 1 : 0;
    while (size < text.size() && size < entity_length_max && is_letter_or_digit(text[size]))
        ++size;
    return size;
}

} // namespace

std::string with_entities(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const auto next = std::min(text.find('&'), text.size());
        result += text.substr(0, next);
        text.remove_prefix(next);
        if (text.empty()) break;
        const auto size = name_size(text.substr(1));
        const bool has_end = text.size() > size + 1 && text[size + 1] == ';';
        // `?a=1&copy=2` is an address.
        const bool may_be = size > 0 && (has_end || text[1] == '#');
        const auto point = may_be ? point_of(text.substr(1, size)) : std::nullopt;
        if (!point) {
            result += '&';
            text.remove_prefix(1);
            continue;
        }
        append(result, *point);
        text.remove_prefix(size + 1 + (has_end ? 1 : 0));
    }
    return result;
}

} // namespace sokuo::mail
