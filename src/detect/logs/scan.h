#pragma once

// A text read from its front.

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace sokuo::detect::logs {

constexpr bool is_digit(char sign) {
    return sign >= '0' && sign <= '9';
}

class Scan {
public:
    explicit constexpr Scan(std::string_view text) : rest_{text} {}
    [[nodiscard]] constexpr std::string_view rest() const { return rest_; }
    [[nodiscard]] constexpr bool is_done() const { return rest_.empty(); }

    constexpr bool take(std::string_view text) {
        if (!rest_.starts_with(text)) return false;
        rest_.remove_prefix(text.size());
        return true;
    }
    constexpr void skip(char sign) {
        while (rest_.starts_with(sign))
            rest_.remove_prefix(1);
    }
    /// What stands before `sign`, which is passed over; all there is, when it does not come.
    constexpr std::string_view until(char sign) {
        const auto end = std::min(rest_.find(sign), rest_.size());
        const auto text = rest_.substr(0, end);
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        return text;
    }
    /// Up to the next blank.
    constexpr std::string_view word() { return until(' '); }
    constexpr std::string_view digits(std::size_t count_max) {
        std::size_t count = 0;
        while (count < rest_.size() && count < count_max && is_digit(rest_[count]))
            ++count;
        const auto text = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return text;
    }
    constexpr std::string_view count(std::size_t size) {
        const auto text = rest_.substr(0, size);
        rest_.remove_prefix(text.size());
        return text;
    }

private:
    std::string_view rest_;
};

/// Whether `text` begins like `form`, in which 0 is any digit.
constexpr bool fits(std::string_view text, std::string_view form) {
    if (text.size() < form.size()) return false;
    for (std::size_t at = 0; at < form.size(); ++at)
        if (form[at] == '0' ? !is_digit(text[at]) : form[at] != text[at]) return false;
    return true;
}

/// The last part of a path.
constexpr std::string_view base_name(std::string_view path) {
    const auto slash = path.find_last_of("/\\");
    return slash == path.npos ? path : path.substr(slash + 1);
}

} // namespace sokuo::detect::logs
