#include "detect/report/visible.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace sokuo::detect::report {
namespace {

constexpr std::string_view ellipsis = "…";
constexpr std::size_t marks_in_a_row_max = 4;
constexpr std::size_t front_bytes_max = 4096;

void append_utf8(std::string& out, char32_t point) {
    std::array<std::uint8_t, 4> bytes{};
    std::size_t size = 0;
    U8_APPEND_UNSAFE(bytes.data(), size, point);
    for (std::size_t i = 0; i < size; ++i)
        out += static_cast<char>(bytes.at(i));
}

constexpr std::string_view digits = "0123456789ABCDEF";

void append_number(std::string& out, char32_t point) {
    out += "<U+";
    bool has_begun = false;
    for (int shift = 20; shift >= 0; shift -= 4) {
        const auto digit = static_cast<std::size_t>(point >> static_cast<unsigned>(shift) & 0xFU);
        has_begun = has_begun || digit != 0 || shift < 16;
        if (has_begun) out += digits[digit];
    }
    out += '>';
}

// What has no look of its own, or changes that of others: everything but letters, marks, numbers,
// punctuation, symbols and the two spaces whose width everybody knows.
bool is_unseen(char32_t point) {
    const auto symbol = static_cast<UChar32>(point);
    if (u_hasBinaryProperty(symbol, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0) return true;
    switch (u_charType(symbol)) {
    case U_UNASSIGNED:
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_PRIVATE_USE_CHAR:
    case U_SURROGATE:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR: return true;
    case U_SPACE_SEPARATOR: return point != ' ' && point != 0x3000;
    default: return false;
    }
}

bool is_mark(char32_t point) {
    const auto type = u_charType(static_cast<UChar32>(point));
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
}

// Chooses the shape of the letter before it: 葛󠄀 is not 葛, and ☎︎ not ☎️.
bool is_selector(char32_t point) {
    return (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0100 && point <= 0xE01EF);
}

std::size_t width_of(char32_t point) {
    const auto width = u_getIntPropertyValue(static_cast<UChar32>(point), UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

// Goes through a text and gives, for each of its characters, what is shown of it.
class Walk {
public:
    Walk(std::string_view text, Lines lines) : text_{text}, lines_{lines} {}

    [[nodiscard]] bool is_done() const { return at_ >= text_.size(); }

    /// Appends the next character to `out`; the columns it takes.
    std::size_t step(std::string& out) {
        const auto first = static_cast<unsigned char>(text_[at_]);
        if (first < 0x80) {
            ++at_;
            return ascii(out, static_cast<char>(first));
        }
        UChar32 read = 0;
        const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text_.data());
        U8_NEXT_OR_FFFD(bytes, at_, text_.size(), read);
        return other(out, static_cast<char32_t>(read));
    }

private:
    std::size_t ascii(std::string& out, char letter) {
        marks_ = 0;
        base_ = Base::ascii;
        if (letter >= 0x20 && letter != 0x7F) {
            out += letter;
            return 1;
        }
        base_ = Base::none;
        if (lines_ == Lines::many) {
            if (letter == '\r' && at_ < text_.size() && text_[at_] == '\n') return 0;
            if (letter == '\n' || letter == '\t') {
                out += letter;
                return 1;
            }
        }
        append_utf8(out, letter == 0x7F ? U'\u2421' : U'\u2400' + static_cast<char32_t>(letter));
        return 1;
    }

    std::size_t other(std::string& out, char32_t point) {
        if (is_selector(point) && base_ == Base::other && marks_ == 0) {
            ++marks_;
            append_utf8(out, point);
            return 0;
        }
        if (is_unseen(point)) return number(out, point);
        if (is_mark(point)) {
            if (base_ == Base::none || marks_ >= marks_in_a_row_max) return number(out, point);
            ++marks_;
            append_utf8(out, point);
            return 0;
        }
        marks_ = 0;
        base_ = Base::other;
        append_utf8(out, point);
        return width_of(point);
    }

    std::size_t number(std::string& out, char32_t point) {
        const auto before = out.size();
        append_number(out, point);
        base_ = Base::none;
        marks_ = 0;
        return out.size() - before;
    }

    enum class Base : std::uint8_t { none, ascii, other };

    std::string_view text_; ///< Outlived by what it was made from: a Walk is a local variable.
    Lines lines_;
    std::size_t at_ = 0;
    std::size_t marks_ = 0; ///< In a row, on the letter before.
    Base base_ = Base::none;
};

} // namespace

std::string visible(std::string_view text, Lines lines) {
    std::string out;
    out.reserve(text.size());
    Walk walk{text, lines};
    while (!walk.is_done())
        walk.step(out);
    return out;
}

std::size_t columns(std::string_view text) {
    std::string room;
    std::size_t sum = 0;
    Walk walk{text, Lines::one};
    while (!walk.is_done()) {
        room.clear();
        sum += walk.step(room);
    }
    return sum;
}

std::string cut(std::string_view text, std::size_t width) {
    std::string out;
    if (width == 0) return out;
    std::size_t used = 0;
    std::size_t short_of = 0; // Where `out` ends when the sign has to follow.
    Walk walk{text, Lines::one};
    while (!walk.is_done()) {
        used += walk.step(out);
        if (used > width) {
            out.resize(short_of);
            return out += ellipsis;
        }
        if (used < width) short_of = out.size();
    }
    return out;
}

std::string cut_front(std::string_view text, std::size_t width) {
    if (width == 0) return {};
    const bool is_long = text.size() > front_bytes_max;
    if (is_long) text.remove_prefix(text.size() - front_bytes_max);
    struct Piece {
        std::size_t begin = 0;
        std::size_t columns = 0;
    };
    std::string out;
    std::vector<Piece> pieces;
    std::size_t sum = 0;
    Walk walk{text, Lines::one};
    while (!walk.is_done()) {
        const auto begin = out.size();
        const auto taken = walk.step(out);
        // A mark goes with its letter.
        if (taken == 0 && !pieces.empty()) continue;
        pieces.push_back({begin, taken});
        sum += taken;
    }
    if (sum <= width && !is_long) return out;
    std::size_t dropped = 0;
    while (dropped < pieces.size() && sum + 1 > width)
        sum -= pieces[dropped++].columns;
    const auto begin = dropped < pieces.size() ? pieces[dropped].begin : out.size();
    return std::string{ellipsis}.append(out, begin);
}

std::string padded(std::string_view text, std::size_t width) {
    auto out = cut(text, width);
    const auto used = columns(out);
    if (used < width) out.append(width - used, ' ');
    return out;
}

std::string html(std::string_view text, Lines lines) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (const char letter : visible(text, lines)) {
        switch (letter) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\'': out += "&#39;"; break;
        default: out += letter;
        }
    }
    return out;
}

namespace {

void append_unit(std::string& out, std::uint32_t unit) {
    constexpr std::string_view lower = "0123456789abcdef";
    out += "\\u";
    for (const unsigned shift : {12U, 8U, 4U, 0U})
        out += lower[unit >> shift & 0xFU];
}

void append_json_escaped(std::string& out, char32_t point) {
    if (point < 0x10000) return append_unit(out, point);
    append_unit(out, 0xD800 + ((point - 0x10000) >> 10));
    append_unit(out, 0xDC00 + ((point - 0x10000) & 0x3FFU));
}

bool is_plain(char letter) {
    return letter >= ' ' && letter < 0x7F && letter != '"' && letter != '\\';
}

// The end of the plain letters that begin at `at`. Eight at a time: a byte that is none has its
// highest bit set by one of these, and at most the bytes behind it are taken for others.
std::size_t plain_end(std::string_view text, std::size_t at) {
    constexpr std::uint64_t ones = 0x0101'0101'0101'0101;
    constexpr std::uint64_t highs = ones << 7U;
    const auto is_zero = [](std::uint64_t word) { return (word - ones) & ~word; };
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, 8);
        const auto odd = word | (word - ones * 0x20) | (word + ones) | is_zero(word ^ ones * '"') |
                         is_zero(word ^ ones * '\\');
        if ((odd & highs) != 0) break;
    }
    while (at < text.size() && is_plain(text[at]))
        ++at;
    return at;
}

void append_json_ascii(std::string& out, char letter) {
    switch (letter) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default:
        if (letter < 0x20 || letter == 0x7F)
            append_unit(out, static_cast<unsigned char>(letter));
        else
            out += letter;
    }
}

} // namespace

void append_json(std::string& out, std::string_view text) {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    std::size_t marks = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto plain = at;
        at = plain_end(text, at);
        if (at != plain) {
            out.append(text, plain, at - plain);
            marks = 0;
            continue;
        }
        if (bytes[at] < 0x80) {
            append_json_ascii(out, text[at++]);
            continue;
        }
        UChar32 read = 0;
        U8_NEXT_OR_FFFD(bytes, at, text.size(), read);
        const auto point = static_cast<char32_t>(read);
        marks = is_mark(point) ? marks + 1 : 0;
        if (is_unseen(point) || marks > marks_in_a_row_max)
            append_json_escaped(out, point);
        else
            append_utf8(out, point);
    }
}

// Nearly all are plain, and a match has fifty of them.
void append_json_member(std::string& out, std::string_view name, std::string_view value) {
    if (plain_end(name, 0) != name.size() || plain_end(value, 0) != value.size()) {
        append_json_string(out, name);
        append_json_string(out += ':', value);
        return;
    }
    const auto start = out.size();
    out.resize(start + name.size() + value.size() + 5);
    auto* to = out.data() + start;
    *to++ = '"';
    to = std::ranges::copy(name, to).out;
    to = std::ranges::copy(std::string_view{"\":\""}, to).out;
    to = std::ranges::copy(value, to).out;
    *to = '"';
}

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    append_json(out, text);
    out += '"';
}

} // namespace sokuo::detect::report
