#pragma once

// What stands between the method and the version of a request line, and what a form sends: the
// percent-encoding of both, undone once.

#include "http/http.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::http {

inline constexpr std::size_t query_values_max = 256;

/// The decoded text, or nothing when an escape is broken, the bytes are not UTF-8 or hold NUL.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text);

struct Target {
    std::string_view raw_path; ///< Of the text that was parsed, still encoded.
    std::string path;
    std::vector<Header> query;
};

/// `/path?query`, or the same after `http://host` (RFC 9112 §3.2.2). Nothing for all else: a path
/// that does not start with `/`, with a segment `.` or `..` (encoded or not), a broken escape, more
/// than `query_values_max` values. A `+` in the query is a space; in the path it is a plus.
[[nodiscard]] std::optional<Target> parse_target(std::string_view text);

/// `a=1&b=%20`: at most `values_max` pairs. Used for the query and for a posted form.
[[nodiscard]] std::optional<std::vector<Header>> parse_urlencoded(std::string_view text,
                                                                  std::size_t values_max);

} // namespace sokuo::http
