#include "journal/base64.h"

namespace sokuo::journal {

std::optional<Bytes> from_base64(std::string_view text) {
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    Bytes bytes;
    unsigned bits = 0;
    unsigned count = 0;
    for (const char letter : text.substr(0, text.find('='))) {
        const auto value = alphabet.find(letter);
        if (value == std::string_view::npos) return std::nullopt;
        bits = (bits << 6U) | static_cast<unsigned>(value);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes.push_back(static_cast<std::byte>((bits >> count) & 0xFFU));
        bits &= (1U << count) - 1;
    }
    // Padding and leftover bits have only one right form.
    if (to_base64(bytes) != text) return std::nullopt;
    return bytes;
}

} // namespace sokuo::journal
