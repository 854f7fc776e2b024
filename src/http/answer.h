#pragma once

// The head of an answer as bytes, with what every answer carries. Nothing a handler puts into a
// header can end it: a name that is no token or a value with a control character is left out.

#include "http/http.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sokuo::http {

[[nodiscard]] std::string_view reason(int status);

/// A day and time as HTTP writes it (RFC 9110 §5.6.7).
[[nodiscard]] std::string http_date(std::int64_t unix_seconds);

struct Framing {
    std::optional<std::uint64_t> length; ///< Of the body; nothing: the connection's end or chunks.
    bool is_chunked = false;
    bool closes = false;
};

/// Everything up to the empty line. `Content-Length`, `Transfer-Encoding`, `Connection` and `Date`
/// come from here, not from the response.
[[nodiscard]] std::string head_of(const Response& response, const Framing& framing,
                                  std::string_view date);

/// 1xx, 204 and 304 never have a body.
[[nodiscard]] constexpr bool may_have_body(int status) {
    return status >= 200 && status != 204 && status != 304;
}

/// What the handler set as Content-Length, when that is a number.
[[nodiscard]] std::optional<std::uint64_t> length_set_in(const Response& response);

} // namespace sokuo::http
