#include "mail/read/transfer.h"

#include "mail/read/ascii.h"

#include <array>
#include <cstdint>

namespace sokuo::mail {
namespace {

constexpr std::int8_t none = -1;

constexpr auto base64_values = [] {
    std::array<std::int8_t, 256> values{};
    values.fill(none);
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t at = 0; at < alphabet.size(); ++at)
        values[static_cast<unsigned char>(alphabet[at])] = static_cast<std::int8_t>(at);
    return values;
}();

std::string_view next_line(std::string_view& text) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

void put(Bytes& bytes, std::uint32_t byte) {
    bytes.push_back(static_cast<std::byte>(byte & 0xFFU));
}

Bytes copied(std::string_view text) {
    const auto bytes = as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

unsigned uu_value(std::string_view line, std::size_t at) {
    return at < line.size() ? (static_cast<unsigned char>(line[at]) - 0x20U) & 0x3FU : 0;
}

} // namespace

Transferred from_base64(std::string_view text) {
    Transferred result;
    result.bytes.reserve(text.size() / 4 * 3 + 3);
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char sign = text[at];
        const auto value = base64_values[static_cast<unsigned char>(sign)];
        if (value >= 0) {
            bits = (bits << 6U) | static_cast<std::uint32_t>(value);
            if (++count < 4) continue;
            for (const unsigned shift : {16U, 8U, 0U})
                put(result.bytes, bits >> shift);
            count = 0;
        } else if (sign == '=' && count >= 2) {
            // The end; what follows (a list's footer, a second text) is not of it.
            const auto rest = text.substr(at);
            result.is_broken = result.is_broken || rest.find_first_not_of("= \t\r\n") != rest.npos;
            break;
        } else if (!is_space(sign)) {
            result.is_broken = true;
        }
    }
    if (count == 1) result.is_broken = true;
    if (count == 2) put(result.bytes, bits >> 4U);
    if (count == 3) {
        put(result.bytes, bits >> 10U);
        put(result.bytes, bits >> 2U);
    }
    return result;
}

Transferred from_quoted_printable(std::string_view text) {
    Transferred result;
    result.bytes.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '=') {
            put(result.bytes, static_cast<unsigned char>(text[at]));
            continue;
        }
        const int high = at + 1 < text.size() ? hex_digit(text[at + 1]) : none;
        const int low = at + 2 < text.size() ? hex_digit(text[at + 2]) : none;
        if (high >= 0 && low >= 0) {
            put(result.bytes, static_cast<std::uint32_t>(high * 16 + low));
            at += 2;
            continue;
        }
        // A soft line break, with the white space that some relay put behind it.
        const auto end = text.find_first_not_of(" \t\r", at + 1);
        if (end == std::string_view::npos || text[end] == '\n') {
            at = end == std::string_view::npos ? text.size() : end;
            continue;
        }
        put(result.bytes, '=');
        result.is_broken = true;
    }
    return result;
}

Transferred from_uuencode(std::string_view text) {
    Transferred result;
    const auto size_max = text.size();
    bool has_begun = false;
    bool has_ended = false;
    while (!text.empty() && !has_ended) {
        const auto line = next_line(text);
        if (!has_begun) {
            has_begun = line.starts_with("begin ");
            continue;
        }
        has_ended = line == "end";
        if (has_ended || line.empty()) continue;
        // Blanks at the end of a line may be missing, but not all of it.
        if (result.bytes.size() > size_max) break;
        const auto size = uu_value(line, 0);
        for (unsigned at = 0; at < size; ++at) {
            const std::size_t group = 1 + std::size_t{at} / 3 * 4;
            const unsigned place = at % 3;
            const auto pair =
                (uu_value(line, group + place) << 6U) | uu_value(line, group + place + 1);
            put(result.bytes, pair >> (4U - 2U * place));
        }
    }
    result.is_broken = !has_ended;
    return result;
}

Transferred transferred(std::string_view bytes, std::string_view encoding) {
    // `base64;` and `"base64"` are met in real mail.
    const auto begin = encoding.find_first_not_of(" \t\r\n\"");
    const auto name = begin == std::string_view::npos
                          ? std::string{}
                          : lower_case(encoding.substr(
                                begin, encoding.find_first_of(" \t\r\n\";", begin) - begin));
    if (name == "base64") return from_base64(bytes);
    if (name == "quoted-printable") return from_quoted_printable(bytes);
    if (name == "x-uuencode" || name == "uuencode" || name == "uue" || name == "x-uue") {
        auto result = from_uuencode(bytes);
        if (result.bytes.empty()) result.bytes = copied(bytes);
        return result;
    }
    const bool is_identity = name.empty() || name == "7bit" || name == "8bit" || name == "binary";
    return {.bytes = copied(bytes), .is_known = is_identity};
}

} // namespace sokuo::mail
