#pragma once

// Lines out of a stream of bytes (RFC 6587): counted (`131 <36>1 …`), ended by a line feed, or both
// mixed on one connection. Pure.
//
// Senders get it wrong, and nothing they sent is lost for that: it comes out, marked. A line longer
// than what is kept is cut, and its rest is passed over without being held. A count in characters
// instead of bytes is put right by where the next line begins. What stands between two counted
// lines is a line. A count nobody means (over `counted_bytes_max`) is no count.
//
// Holds at most `bytes_max` and a count; takes time in proportion to the bytes, however they are
// cut into pieces.

#include "syslog/event.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace sokuo::syslog {

inline constexpr std::size_t counted_bytes_max = std::size_t{16} << 20U;

class Framing {
public:
    using Take = std::function<void(std::string_view line, Marks marks)>;

    /// `bytes_max` is 480 (RFC 5424 §6.1) or more.
    explicit Framing(std::size_t bytes_max) : bytes_max_{bytes_max} {}

    /// Gives each line that is complete. A line is never empty.
    void add(std::string_view bytes, const Take& take);
    /// The stream has ended: gives what is there of the last line, as `half`.
    void finish(const Take& take);

    /// Bytes of a line that is not complete.
    [[nodiscard]] std::size_t held() const { return held_.size(); }

private:
    /// Bytes of `text` that need not be looked at again; nothing: more must come first.
    std::optional<std::size_t> step(std::string_view text, const Take& take);
    std::optional<std::size_t> counted(std::string_view text, std::size_t head, std::size_t count,
                                       const Take& take);
    std::optional<std::size_t> line(std::string_view text, const Take& take);

    std::size_t bytes_max_;
    std::string held_;
    std::size_t searched_ = 0; ///< So many bytes of `held_` hold no end of a line.
    std::size_t skips_ = 0;    ///< Bytes of a counted line that was cut.
    bool skips_line_ = false;  ///< A line that was cut has not ended.
    bool has_counted_ = false; ///< A counted line came on this connection.
};

} // namespace sokuo::syslog
