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

    /// Folded texts, one of which stands in every folded text it is found in. None: nothing is
    /// known. Each has four bytes or more.
    [[nodiscard]] std::vector<std::string> needed() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// What a thread needs while it looks for several expressions at once. Belongs to one thread.
class RegexRoom {
public:
    RegexRoom();
    ~RegexRoom();
    RegexRoom(const RegexRoom&) = delete;
    RegexRoom& operator=(const RegexRoom&) = delete;

private:
    friend class RegexSet;
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// Several expressions looked for at once (by Vectorscan). It may find too much, never too little:
/// who needs to know asks the `Regex`.
class RegexSet {
public:
    RegexSet();
    ~RegexSet();
    RegexSet(const RegexSet&) = delete;
    RegexSet& operator=(const RegexSet&) = delete;

    /// Requires what `check_regex` let pass. False: it cannot be one of several.
    bool add(const Test& test);
    /// After the last `add`, before the first `prepare`. False: nothing can be found.
    bool build();
    /// Makes room for a thread that will look.
    void prepare(RegexRoom& room) const;
    /// Appends the numbers (in the order of `add`) of those that may be in `text`. False: the room
    /// was not prepared, and nothing is known.
    bool find(std::string_view text, RegexRoom& room, std::vector<unsigned>& found) const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// Errors: `invalid` with RE2's reason, `too_large`.
Result<> check_regex(const Test& test);

} // namespace sokuo::detect
