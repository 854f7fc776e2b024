#include "identity/password_rules.h"

#include "core/sha256.h"
#include "core/text.h"

#include <algorithm>
#include <array>
#include <span>

// Made by tools/blocklist.py: the first four bytes of SHA-256, sorted.
extern "C" const std::byte sokuo_blocklist[];
extern "C" const std::byte sokuo_blocklist_end[];

namespace sokuo::identity {
namespace {

constexpr Message password_blank{"identity.password_blank", "パスワードを入れてください。",
                                 "Enter a password."};
constexpr Message password_short{"identity.password_short",
                                 "パスワードは{0}文字以上にしてください。文章でもかまいません。",
                                 "Use a password of at least {0} characters; a sentence is fine."};
constexpr Message password_long{"identity.password_long",
                                "パスワードが長すぎます。{0}バイトまでにしてください。",
                                "The password is too long: at most {0} bytes."};
constexpr Message password_common{"identity.password_common",
                                  "よく使われるパスワードです。別のものにしてください。",
                                  "This is a common password. Please choose another."};
constexpr Message password_of_names{
    "identity.password_of_names",
    "団体や自分の名前から作ったパスワードは、推測されます。別のものにしてください。",
    "A password made of the organisation's or your own name can be guessed. Choose another."};

using Mark = std::array<std::byte, 4>;

bool is_listed(std::string_view key) {
    const auto hash = sha256(as_bytes(key));
    Mark wanted{};
    std::copy_n(hash.begin(), wanted.size(), wanted.begin());
    const auto count =
        static_cast<std::size_t>(sokuo_blocklist_end - sokuo_blocklist) / wanted.size();
    std::size_t low = 0;
    for (auto high = count; low < high;) {
        const auto middle = (low + high) / 2;
        const auto* mark = sokuo_blocklist + middle * wanted.size();
        if (std::lexicographical_compare(mark, mark + wanted.size(), wanted.begin(), wanted.end()))
            low = middle + 1;
        else
            high = middle;
    }
    return low < count &&
           std::equal(wanted.begin(), wanted.end(), sokuo_blocklist + low * wanted.size());
}

// `aaaa…`, `abab…`, `passwordpassword`: one piece at least twice, the last perhaps cut off.
bool is_repetition(std::string_view text) {
    for (std::size_t piece = 1; piece <= text.size() / 2; ++piece) {
        bool repeats = true;
        for (std::size_t at = piece; at < text.size() && repeats; ++at)
            repeats = text[at] == text[at - piece];
        if (repeats) return true;
    }
    return false;
}

// Longer than what a word list has: counted up, and down the keyboard.
bool is_a_row(std::string_view key) {
    constexpr std::array<std::string_view, 6> rows{
        "12345678901234567890",         "qwertyuiopasdfghjklzxcvbnm", "abcdefghijklmnopqrstuvwxyz",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "09876543210987654321",       "zyxwvutsrqponmlkjihgfedcba",
    };
    return std::ranges::any_of(
        rows, [&](std::string_view row) { return row.find(key) != std::string_view::npos; });
}

// `password`, `Password2026`, `123456monkey`: a word of the lists, alone or with a number at its
// ends that is short or counted up.
bool is_common_word(std::string_view key) {
    constexpr std::string_view digits = "0123456789";
    constexpr std::size_t number_max = 8;
    const auto first = key.find_first_not_of(digits);
    if (first == std::string_view::npos) return is_listed(key);
    const auto end = key.find_last_not_of(digits) + 1;
    const auto number = std::string{key.substr(0, first)}.append(key.substr(end));
    return (number.size() <= number_max || is_a_row(number)) &&
           is_listed(key.substr(first, end - first));
}

// True when nothing long enough to guess is left once every name is struck out.
bool is_made_of_names(std::string_view key, const PasswordRules& rules) {
    std::string rest{key};
    for (const auto& written : rules.names) {
        const auto name = search_key(written);
        if (length(name) < 2) continue;
        for (auto at = rest.find(name); at != std::string::npos; at = rest.find(name, at))
            rest.erase(at, name.size());
    }
    return rest.size() < key.size() && length(rest) < password_length_min_with_second;
}

} // namespace

bool is_short_password(std::string_view password) {
    return length(password) < password_length_min;
}

Result<> check_password(std::string_view password, const PasswordRules& rules) {
    if (password.empty()) return failure(Errc::invalid, password_blank);
    if (password.size() > password_bytes_max)
        return failure(Errc::invalid, password_long, {std::to_string(password_bytes_max)});
    const auto length_min =
        rules.has_second ? password_length_min_with_second : password_length_min;
    if (length(password) < length_min)
        return failure(Errc::invalid, password_short, {std::to_string(length_min)});
    const auto key = search_key(password);
    if (is_repetition(key) || is_a_row(key) || is_common_word(key))
        return failure(Errc::invalid, password_common);
    if (is_made_of_names(key, rules)) return failure(Errc::invalid, password_of_names);
    return Done{};
}

} // namespace sokuo::identity
