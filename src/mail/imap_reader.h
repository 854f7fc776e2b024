#pragma once

// What an IMAP server says (RFC 3501 §7), taken apart: lines, and the literals in them, whose bytes
// are passed on as they come and never read as lines. Pure; keeps one line.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sokuo::mail {

inline constexpr std::size_t imap_line_bytes_max = 65'536; ///< Between two literals.

class ImapReader {
public:
    enum class Step : std::uint8_t {
        more,    ///< `input` is used up.
        line,    ///< `text` is a line, or the part of one up to a literal.
        literal, ///< `text` is the next bytes of a literal.
        bad,     ///< Longer than a line may be, or a literal whose size is none.
    };
    /// Takes from the front of `input`. `text` is good until the next call.
    [[nodiscard]] Step next(std::string_view& input);

    [[nodiscard]] std::string_view text() const { return text_; }
    /// After `line`: how long the literal is that follows, or nothing when the line is at its end.
    [[nodiscard]] std::optional<std::uint64_t> literal_bytes() const { return literal_bytes_; }
    /// Whether the line is the rest of one that had a literal in it.
    [[nodiscard]] bool is_rest() const { return is_rest_; }

private:
    [[nodiscard]] Step end_line();

    std::string line_;
    std::string_view text_;
    std::optional<std::uint64_t> literal_bytes_;
    std::uint64_t literal_left_ = 0;
    bool is_rest_ = false;
    bool is_line_whole_ = false;
};

/// The number behind `name` in `* 5 FETCH (UID 7 RFC822.SIZE 123)` or `* OK [UIDNEXT 8] …`.
[[nodiscard]] std::optional<std::uint64_t> imap_number(std::string_view line,
                                                       std::string_view name);

/// A folder's name as a quoted string in modified UTF-7 (RFC 3501 §5.1.3). Nothing when it is
/// empty, too long, not UTF-8 or has control characters.
[[nodiscard]] std::optional<std::string> imap_folder(std::string_view name);

} // namespace sokuo::mail
