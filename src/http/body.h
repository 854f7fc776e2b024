#pragma once

// Where the body of a request ends, and what of the bytes is body. Pure: fed with what came.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sokuo::http {

/// Undoes `Content-Length` or `chunked` (RFC 9112 §7.1). Chunk extensions and trailers are read and
/// forgotten, within bounds.
class BodyReader {
public:
    enum class State : std::uint8_t { more, whole, bad, too_large };

    [[nodiscard]] static BodyReader of_length(std::uint64_t length);
    [[nodiscard]] static BodyReader of_chunks();

    /// Takes what it can from the front of `input` and appends what is body to `out`. Never takes a
    /// byte after the end. With `too_large` the limit was passed by the bytes or by what a chunk
    /// announced.
    State take(std::string_view& input, std::string& out, std::uint64_t bytes_max);

    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

private:
    enum class Part : std::uint8_t {
        data,       ///< `left_` bytes of it.
        after_data, ///< The line end after a chunk.
        size,       ///< The hexadecimal digits of a chunk's size.
        extension,  ///< To the end of the size's line.
        trailer,    ///< Lines up to an empty one.
        end,
    };
    BodyReader(bool is_chunked, std::uint64_t left);
    bool take_line_byte(char byte);
    bool take_size_byte(char byte);
    void end_line();

    bool is_chunked_ = false;
    Part part_ = Part::end;
    bool saw_return_ = false;
    std::uint32_t line_bytes_ = 0;
    std::uint32_t overhead_ = 0; ///< Extensions and trailers, all together.
    std::uint64_t left_ = 0;
    std::uint64_t bytes_ = 0;
};

} // namespace sokuo::http
