#include "identity/common_passwords.h"

#include "core/text.h"

#include <algorithm>
#include <array>

namespace sokuo::identity {
namespace {

// Of fifteen characters and more: shorter ones are refused for their length.
constexpr std::array<std::string_view, 14> known{
    "passwordpassword", "password1234567",  "password12345678", "qwertyuiopasdfg",
    "qwertyuiopasdfgh", "123456789012345",  "1234567890123456", "administrator123",
    "letmeinletmein1",  "changemechangeme", "iloveyouiloveyou", "1qaz2wsx3edc4rfv",
    "abcdefghijklmno",  "thisisapassword",
};

// True for `aaaa…`, `abab…`, `123123…`: one short piece over and over.
bool is_repetition(std::string_view text) {
    for (std::size_t piece = 1; piece <= 4; ++piece) {
        bool repeats = true;
        for (std::size_t at = piece; at < text.size() && repeats; ++at)
            repeats = text[at] == text[at - piece];
        if (repeats) return true;
    }
    return false;
}

} // namespace

bool is_common_password(std::string_view password) {
    const auto key = search_key(password);
    return is_repetition(key) || std::ranges::find(known, key) != known.end();
}

} // namespace sokuo::identity
