#pragma once

// Regular expressions of rules, by RE2: time proportional to the text, whatever was written.

#include "core/result.h"
#include "detect/sigma/rule.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::detect {

inline constexpr std::size_t regex_bytes_max = 65'536;

class Regex {
public:
    /// Requires what `check_regex` let pass.
    explicit Regex(const Test& test);
    ~Regex();
    Regex(Regex&&) noexcept;
    Regex& operator=(Regex&&) noexcept;
    Regex(const Regex&) = delete;
    Regex& operator=(const Regex&) = delete;

    /// Whether it is found anywhere in `text` (valid UTF-8, as written).
    [[nodiscard]] bool found_in(std::string_view text) const;

    /// Folded texts of two bytes or more without which it is found in no folded text.
    struct Needed {
        std::vector<std::string> any{}; ///< One of these; none: nothing is known.
        std::vector<std::string> all{}; ///< And all of these.
    };
    [[nodiscard]] Needed needed() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// Errors: `invalid` with RE2's reason, `too_large`.
Result<> check_regex(const Test& test);

} // namespace sokuo::detect
