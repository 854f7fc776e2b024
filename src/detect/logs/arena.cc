#include "detect/logs/arena.h"

#include <simdjson.h>

namespace sokuo::detect::logs {
namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

bool is_tail(char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80;
}

// How long the character is that begins here; 0: none does (overlong, surrogate, cut off …).
std::size_t character(std::string_view text) {
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) return 1;
    const std::size_t size = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (size == 0 || first > 0xf4 || text.size() < size) return 0;
    for (std::size_t at = 1; at < size; ++at)
        if (!is_tail(text[at])) return 0;
    const auto second = static_cast<unsigned char>(text[1]);
    if (first == 0xe0 && second < 0xa0) return 0;
    if (first == 0xed && second > 0x9f) return 0;
    if (first == 0xf0 && second < 0x90) return 0;
    if (first == 0xf4 && second > 0x8f) return 0;
    return size;
}

} // namespace

std::string_view repaired(std::string_view text, bool controls_too, Arena& arena) {
    char* const room = arena.take(text.size() * replacement.size());
    char* out = room;
    for (std::size_t at = 0; at < text.size();) {
        const char byte = text[at];
        auto size = character(text.substr(at));
        std::string_view piece = size == 0 ? replacement : text.substr(at, size);
        if (controls_too && static_cast<unsigned char>(byte) < 0x20)
            piece = byte == '\t' || byte == '\r' || byte == '\n' ? " " : replacement;
        if (size == 0) size = 1;
        std::memcpy(out, piece.data(), piece.size());
        out += piece.size();
        at += size;
    }
    const auto made = static_cast<std::size_t>(out - room);
    arena.shrink(made);
    return {room, made};
}

bool is_utf8(std::string_view text) {
    return simdjson::validate_utf8(text.data(), text.size());
}

} // namespace sokuo::detect::logs
