#include "identity/base64url.h"

namespace sokuo::identity {

std::string to_base64url(ByteView bytes) {
    auto text = to_base64(bytes);
    while (text.ends_with('='))
        text.pop_back();
    for (auto& letter : text) {
        if (letter == '+') letter = '-';
        if (letter == '/') letter = '_';
    }
    return text;
}

std::optional<Bytes> from_base64url(std::string_view text) {
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    Bytes bytes;
    unsigned bits = 0;
    unsigned count = 0;
    for (const char letter : text) {
        const auto value = alphabet.find(letter);
        if (value == std::string_view::npos) return std::nullopt;
        bits = (bits << 6U) | static_cast<unsigned>(value);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes.push_back(static_cast<std::byte>((bits >> count) & 0xFFU));
        bits &= (1U << count) - 1;
    }
    // Bits that are left over have only one right form.
    if (count >= 6 || bits != 0) return std::nullopt;
    return bytes;
}

} // namespace sokuo::identity
