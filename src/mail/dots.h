#pragma once

// The text of a mail behind DATA (RFC 5321 §4.5.2): it ends with CR LF `.` CR LF and with nothing
// else, and a dot that begins a line is taken away. Pure; keeps a few bits.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sokuo::mail {

class DotReader {
public:
    /// Takes bytes, cut anywhere, up to the end of the mail and appends its text to `out`. Gives
    /// how many were taken: all of them, unless `is_whole` then.
    [[nodiscard]] std::size_t take(std::string_view bytes, std::string& out);

    [[nodiscard]] bool is_whole() const { return state_ == State::whole; }

    /// There was a line break that others may take for one and we do not: a bare LF, or a bare CR
    /// beside a dot. What stands behind it may be a second mail for another server.
    [[nodiscard]] bool is_smuggled() const { return is_smuggled_; }

private:
    enum class State : std::uint8_t { line_start, within, cr, dot, dot_cr, whole };
    void step(char byte, std::string& out);

    State state_ = State::line_start;
    bool is_smuggled_ = false;
};

} // namespace sokuo::mail
