#pragma once

// What stands behind MAIL FROM: and RCPT TO: (RFC 5321 §4.1.2), as strangers write it: quoted
// names, old source routes, UTF-8. Pure; copies out of at most one line.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sokuo::mail {

struct Path {
    std::string address{}; ///< Between the angle brackets, without a route; empty: `<>`.
    /// `SIZE`, `1000`: the name in capitals, the value as it was.
    std::vector<std::pair<std::string, std::string>> parameters{};
    bool is_ascii = true;
};

/// `line` starts with `keyword` (`FROM:` or `TO:`), in whatever case. Nothing when it is none: no
/// brackets, a control character, not UTF-8, longer than an address can be.
[[nodiscard]] std::optional<Path> parse_path(std::string_view line, std::string_view keyword);

} // namespace sokuo::mail
