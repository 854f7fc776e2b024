#pragma once

// The head of a request: request line and header fields, read once all of it is there.
//
// Strict where two readers could disagree about where a request ends (request smuggling): both
// Content-Length and Transfer-Encoding, more than one of either, a coding other than `chunked`, a
// body of an HTTP/1.0 request without Content-Length, a folded line, a field that may stand only
// once standing twice, no or two Host fields: all 400 (501 for an unknown coding).

#include "http/http.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sokuo::http {

inline constexpr std::size_t head_bytes_max = std::size_t{16} * 1024;
inline constexpr std::size_t target_bytes_max = std::size_t{8} * 1024;
inline constexpr std::size_t header_fields_max = 100;

struct Head {
    std::optional<Method> method; ///< Nothing for one we do not know.
    std::string target;
    std::vector<Header> headers; ///< Names in lower case.
    bool is_old = false;         ///< HTTP/1.0: no chunks, no keeping the connection.
    bool wants_close = false;
    bool expects_continue = false;
    bool is_chunked = false;
    std::uint64_t content_length = 0;

    [[nodiscard]] bool has_body() const { return is_chunked || content_length > 0; }
};

/// Where the head ends (after its empty line), or nothing while it is not all there. `from` is how
/// far an earlier call with the same start has looked.
[[nodiscard]] std::optional<std::size_t> end_of_head(std::string_view text, std::size_t from);

/// `text` ends with the empty line. The other outcome is the status to refuse with.
[[nodiscard]] std::variant<Head, int> parse_head(std::string_view text);

} // namespace sokuo::http
