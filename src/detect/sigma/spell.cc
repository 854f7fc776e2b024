#include "detect/sigma/spell.h"

#include "detect/sigma/reasons.h"
#include "detect/utf8.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace sokuo::detect {

namespace {

constexpr std::array<std::string_view, 5> dashes{"-", "/", "\u2013", "\u2014", "\u2015"};

bool is_word(char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte >= 0x80 || letter == '_' || (letter >= '0' && letter <= '9') ||
           (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

// UTF-16 of valid UTF-8, bytes in the order asked for.
std::string to_utf16(std::string_view text, bool is_big) {
    std::string out;
    const auto put = [&](std::uint32_t unit) {
        const auto high = static_cast<char>(unit >> 8U);
        const auto low = static_cast<char>(unit & 0xFFU);
        out += is_big ? high : low;
        out += is_big ? low : high;
    };
    while (!text.empty()) {
        const auto c = static_cast<std::uint32_t>(take_character(text));
        if (c < 0x10000) {
            put(c);
        } else {
            put(0xD800 + ((c - 0x10000) >> 10U));
            put(0xDC00 + ((c - 0x10000) & 0x3FFU));
        }
    }
    return out;
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t three = 0;
        for (std::size_t next = 0; next < 3; ++next)
            three = three << 8U |
                    (at + next < bytes.size() ? static_cast<unsigned char>(bytes[at + next]) : 0U);
        for (std::size_t next = 0; next < 4; ++next)
            out += at + next > bytes.size() ? '=' : letters[three >> (18 - 6 * next) & 63U];
    }
    return out;
}

// Where the first `%name%` begins; a percent sign without a name is one.
std::size_t placeholder_in(std::string_view text) {
    for (auto begin = text.find('%'); begin != text.npos; begin = text.find('%', begin + 1)) {
        auto end = begin + 1;
        while (end < text.size() && is_word(text[end]))
            ++end;
        if (end > begin + 1 && end < text.size() && text[end] == '%') return begin;
    }
    return std::string_view::npos;
}

std::size_t bytes_of(const std::vector<std::string>& texts) {
    std::size_t bytes = 0;
    for (const auto& text : texts)
        bytes += text.size();
    return bytes;
}

// Where `\\B[-/]\\b` holds: nothing of a word before the dash, a word behind it.
bool is_dash(std::string_view text, std::size_t at) {
    if (text[at] != '-' && text[at] != '/') return false;
    if (at > 0 && is_word(text[at - 1])) return false;
    return at + 1 < text.size() && is_word(text[at + 1]);
}

} // namespace

Error too_much_spelt() {
    return failure(Errc::too_large, too_many_spellings,
                   {std::to_string(spellings_max), std::to_string(spelling_bytes_max >> 20U)});
}

std::size_t text_bytes(const Glob& glob) {
    std::size_t bytes = 0;
    for (const auto& piece : glob.pieces)
        bytes += piece.text.size();
    return bytes;
}

std::vector<std::string> dash_spellings(std::string_view text) {
    std::vector<std::string> out{""};
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_dash(text, at)) {
            for (auto& front : out)
                front += text[at];
            continue;
        }
        const auto count = out.size() * dashes.size();
        if (count > spellings_max || count * text.size() > spelling_bytes_max) return {};
        std::vector<std::string> longer;
        longer.reserve(out.size() * dashes.size());
        for (const auto& front : out)
            for (const auto dash : dashes)
                longer.push_back(front + std::string{dash});
        out = std::move(longer);
    }
    return out;
}

std::vector<std::string> base64_at_offsets(std::string_view bytes) {
    constexpr std::array<std::size_t, 3> from{0, 2, 3};
    constexpr std::array<std::size_t, 3> cut{0, 3, 2};
    std::vector<std::string> out;
    for (std::size_t offset = 0; offset < 3; ++offset) {
        const auto text = base64(std::string(offset, ' ') + std::string{bytes});
        const auto less = cut.at((bytes.size() + offset) % 3);
        out.push_back(text.substr(from.at(offset), text.size() - from.at(offset) - less));
    }
    return out;
}

// The spellings of one value, after one of the modifiers that change text.
Result<std::vector<Glob>> spelt(const Glob& glob, std::string_view modifier) {
    std::vector<Glob> out;
    if (modifier == "windash") {
        out.emplace_back();
        const auto bytes = text_bytes(glob);
        for (const auto& piece : glob.pieces) {
            const auto spellings = piece.kind == Glob::Kind::text ? dash_spellings(piece.text)
                                                                  : std::vector<std::string>{""};
            const auto count = out.size() * spellings.size();
            if (count == 0 || count > spellings_max || count * bytes > spelling_bytes_max)
                return too_much_spelt();
            if (spellings.size() == 1) {
                for (auto& front : out)
                    front = joined(std::move(front), {{{piece.kind, spellings.front()}}});
                continue;
            }
            std::vector<Glob> longer;
            for (const auto& front : out)
                for (const auto& text : spellings)
                    longer.push_back(joined(front, {{{piece.kind, text}}}));
            out = std::move(longer);
        }
        return out;
    }
    if (glob.has_wildcards())
        return failure(Errc::invalid, modifier_needs_text, {std::string{modifier}});
    const auto text = glob.plain();
    if (modifier == "base64")
        out.push_back(literal_glob(base64(text)));
    else if (modifier == "base64offset")
        for (const auto& shifted : base64_at_offsets(text))
            out.push_back(literal_glob(shifted));
    else if (modifier == "utf16be")
        out.push_back(literal_glob(to_utf16(text, true)));
    else if (modifier == "utf16")
        out.push_back(literal_glob("\xFF\xFE" + to_utf16(text, false)));
    else
        out.push_back(literal_glob(to_utf16(text, false)));
    return out;
}

// `%name%` replaced by each of what it stands for.
Result<std::vector<std::string>> expanded(std::string_view text, const Placeholders& placeholders) {
    std::vector<std::string> out{""};
    while (!text.empty()) {
        const auto begin = placeholder_in(text);
        if (begin == std::string_view::npos) {
            for (auto& front : out)
                front += text;
            return out;
        }
        const auto end = text.find('%', begin + 1);
        const auto name = text.substr(begin + 1, end - begin - 1);
        const auto found = placeholders.find(name);
        if (found == placeholders.end() || found->second.empty())
            return failure(Errc::invalid, placeholder_unknown, {std::string{name}});
        const auto count = out.size() * found->second.size();
        // Each front with each value, and what is still to come.
        const auto bytes = bytes_of(out) * found->second.size() +
                           bytes_of(found->second) * out.size() + text.size() * count;
        if (count > spellings_max || bytes > spelling_bytes_max) return too_much_spelt();
        std::vector<std::string> longer;
        for (auto& front : out) {
            front += text.substr(0, begin);
            for (const auto& value : found->second)
                longer.push_back(front + value);
        }
        out = std::move(longer);
        text.remove_prefix(end + 1);
    }
    return out;
}

} // namespace sokuo::detect
