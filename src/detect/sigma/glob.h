#pragma once

// A string of a Sigma rule: text with wildcards (specification 2.1, "Wildcard Usage" and
// "Escaping"). `*` is anything, `?` one character; a backslash takes the meaning from `*`, `?` and
// `\`, and is itself before anything else.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::detect {

struct Glob {
    enum class Kind : std::uint8_t { text, any, one };
    struct Piece {
        Kind kind = Kind::text;
        std::string
            text{}; ///< Never empty in a piece of that kind, and never two of them in a row.
        friend bool operator==(const Piece&, const Piece&) = default;
    };
    std::vector<Piece> pieces{}; ///< None: the empty text.

    [[nodiscard]] bool has_wildcards() const;
    /// The text of a pattern without wildcards.
    [[nodiscard]] std::string plain() const;
    [[nodiscard]] bool starts_open() const;
    [[nodiscard]] bool ends_open() const;
    friend bool operator==(const Glob&, const Glob&) = default;
};

[[nodiscard]] Glob parse_glob(std::string_view written);
/// A pattern that is this text and nothing else.
[[nodiscard]] Glob literal_glob(std::string_view text);
/// The same, with anything before, or behind.
[[nodiscard]] Glob opened(Glob glob, bool before, bool behind);
/// The same without regard to case, for texts that are folded too.
[[nodiscard]] Glob folded(const Glob& glob);

/// `first` and then `second`.
[[nodiscard]] Glob joined(Glob first, const Glob& second);

/// Whether the pattern is the whole of `text`, byte for byte (`?`: one UTF-8 character).
[[nodiscard]] bool matches(const Glob& glob, std::string_view text);

/// As written in a rule, for people.
[[nodiscard]] std::string to_string(const Glob& glob);

} // namespace sokuo::detect
