#include "http/body.h"

#include <algorithm>

namespace sokuo::http {

namespace {

constexpr std::uint32_t overhead_max = 16 * 1024;
constexpr std::uint32_t size_digits_max = 12;

} // namespace

BodyReader::BodyReader(bool is_chunked, std::uint64_t left) : is_chunked_{is_chunked}, left_{left} {
    if (is_chunked)
        part_ = Part::size;
    else if (left > 0)
        part_ = Part::data;
}

BodyReader BodyReader::of_length(std::uint64_t length) {
    return {false, length};
}
BodyReader BodyReader::of_chunks() {
    return {true, 0};
}

BodyReader::State BodyReader::take(std::string_view& input, std::string& out,
                                   std::uint64_t bytes_max) {
    if (left_ > bytes_max - std::min(bytes_, bytes_max)) return State::too_large;
    while (!input.empty() && part_ != Part::end) {
        if (part_ != Part::data) {
            if (!take_line_byte(input.front())) return State::bad;
            input.remove_prefix(1);
            if (left_ > bytes_max - bytes_) return State::too_large;
            continue;
        }
        const auto size = std::min<std::uint64_t>(left_, input.size());
        out.append(input.substr(0, size));
        input.remove_prefix(size);
        left_ -= size;
        bytes_ += size;
        if (left_ == 0) part_ = is_chunked_ ? Part::after_data : Part::end;
    }
    return part_ == Part::end ? State::whole : State::more;
}

// Every line ends with CR LF; a CR or LF that stands alone is refused, because another reader of
// the same bytes may take it for a line end.
bool BodyReader::take_line_byte(char byte) {
    if (saw_return_) {
        if (byte != '\n') return false;
        saw_return_ = false;
        if (part_ == Part::size && line_bytes_ == 0) return false;
        end_line();
        return true;
    }
    if (byte == '\r') {
        saw_return_ = true;
        return true;
    }
    if (byte == '\n' || part_ == Part::after_data) return false;
    if (part_ == Part::size) return take_size_byte(byte);
    ++line_bytes_;
    return ++overhead_ <= overhead_max;
}

bool BodyReader::take_size_byte(char byte) {
    std::uint64_t digit = 0;
    if (byte >= '0' && byte <= '9')
        digit = static_cast<std::uint64_t>(byte - '0');
    else if (byte >= 'a' && byte <= 'f')
        digit = 10U + static_cast<std::uint64_t>(byte - 'a');
    else if (byte >= 'A' && byte <= 'F')
        digit = 10U + static_cast<std::uint64_t>(byte - 'A');
    else if (byte == ';' && line_bytes_ > 0) {
        part_ = Part::extension;
        return true;
    } else
        return false;
    left_ = left_ * 16 + digit;
    return ++line_bytes_ <= size_digits_max;
}

void BodyReader::end_line() {
    if (part_ == Part::after_data)
        part_ = Part::size;
    else if (part_ == Part::trailer)
        part_ = line_bytes_ == 0 ? Part::end : Part::trailer;
    else
        part_ = left_ > 0 ? Part::data : Part::trailer;
    line_bytes_ = 0;
}

} // namespace sokuo::http
