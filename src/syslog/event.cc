#include "syslog/event.h"

#include "core/text.h"

#include <algorithm>

namespace sokuo::syslog {
namespace {

bool is_plain(char byte) {
    return (static_cast<unsigned char>(byte) >= 0x20 && byte != 0x7F) || byte == '\t' ||
           byte == '\n';
}

void append_picture(std::string& text, unsigned char control) {
    // U+2400 + the control; U+2421 for DEL.
    text += "\xE2\x90";
    text += static_cast<char>(control == 0x7F ? 0xA1 : 0x80 + control);
}

// The bytes at the front that are one character of UTF-8; 0 when they are none.
std::size_t character_length(std::string_view bytes) {
    const auto first = static_cast<unsigned char>(bytes.front());
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (bytes.size() < length) return 0;
    return is_valid_utf8(bytes.substr(0, length)) ? length : 0;
}

} // namespace

std::string_view Event::field(std::string_view name) const {
    const auto found = std::ranges::find(fields, name, &Field::name);
    return found == fields.end() ? std::string_view{} : std::string_view{found->value};
}

std::string readable(std::string_view bytes) {
    if (std::ranges::all_of(bytes, is_plain) && is_valid_utf8(bytes)) return std::string{bytes};
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    while (!bytes.empty()) {
        const auto length = character_length(bytes);
        if (length == 0)
            text += "\xEF\xBF\xBD";
        else if (is_plain(bytes.front()))
            text += bytes.substr(0, length);
        else
            append_picture(text, static_cast<unsigned char>(bytes.front()));
        bytes.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return text;
}

std::string_view clipped(std::string_view text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return text;
    auto end = bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return text.substr(0, end);
}

} // namespace sokuo::syslog
