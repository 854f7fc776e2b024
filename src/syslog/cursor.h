#pragma once

// Reading a text from its front, within its bounds. Whatever is asked for beyond the end is not
// there, and nothing is read.

#include <cstddef>
#include <optional>
#include <string_view>

namespace sokuo::syslog {

constexpr bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

class Cursor {
public:
    explicit constexpr Cursor(std::string_view text) : rest_{text} {}

    [[nodiscard]] constexpr bool is_done() const { return rest_.empty(); }
    [[nodiscard]] constexpr std::string_view rest() const { return rest_; }
    [[nodiscard]] constexpr bool starts_with(std::string_view text) const {
        return rest_.starts_with(text);
    }
    [[nodiscard]] constexpr bool starts_with(char character) const {
        return rest_.starts_with(character);
    }

    constexpr bool take(char character) {
        if (!rest_.starts_with(character)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    constexpr bool take(std::string_view text) {
        if (!rest_.starts_with(text)) return false;
        rest_.remove_prefix(text.size());
        return true;
    }
    constexpr void skip(char character) {
        while (take(character)) {
        }
    }
    /// The next character, whatever it is.
    constexpr std::optional<char> any() {
        if (rest_.empty()) return {};
        const char first = rest_.front();
        rest_.remove_prefix(1);
        return first;
    }
    /// The next character, of which there is one.
    constexpr char next() {
        const char first = rest_.front();
        rest_.remove_prefix(1);
        return first;
    }
    /// What stands before `end`, or all there is; `end` itself stays.
    constexpr std::string_view until(char end) {
        const auto text = rest_.substr(0, rest_.find(end));
        rest_.remove_prefix(text.size());
        return text;
    }
    /// As many characters as the claim holds for, at most `count_max`.
    template <class Claim>
    constexpr std::string_view as_long_as(Claim claim, std::size_t count_max) {
        std::size_t count = 0;
        while (count < rest_.size() && count < count_max && claim(rest_[count]))
            ++count;
        const auto text = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return text;
    }
    /// A number of `digits_min` to `digits_max` (at most nine) digits; nothing is taken when there
    /// is none.
    constexpr std::optional<int> number(std::size_t digits_min, std::size_t digits_max) {
        auto ahead = *this;
        const auto digits = ahead.as_long_as(is_digit, digits_max);
        if (digits.size() < digits_min || digits.empty()) return {};
        int value = 0;
        for (const char digit : digits)
            value = value * 10 + (digit - '0');
        *this = ahead;
        return value;
    }

private:
    std::string_view rest_;
};

} // namespace sokuo::syslog
