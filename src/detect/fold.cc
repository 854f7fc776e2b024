#include "detect/fold.h"

#include "detect/utf8.h"

#include <unicode/uchar.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace sokuo::detect {

namespace {

// Makes 'A' to 'Z' small, eight bytes at a time. Requires ASCII.
void make_small(char* text, std::size_t size) {
    constexpr std::uint64_t ones = 0x0101'0101'0101'0101ULL;
    constexpr std::uint64_t highs = 0x8080'8080'8080'8080ULL;
    std::size_t at = 0;
    for (; at + 8 <= size; at += 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, text + at, 8);
        // The high bit of each byte that is 'A' or above and not above 'Z'.
        const auto from_a = eight + ones * (0x80 - 'A');
        const auto above_z = eight + ones * (0x80 - 'Z' - 1);
        eight |= (from_a & ~above_z & highs) >> 2U;
        std::memcpy(text + at, &eight, 8);
    }
    for (; at < size; ++at)
        if (text[at] >= 'A' && text[at] <= 'Z') text[at] = static_cast<char>(text[at] | 0x20);
}

char32_t folded_character(char32_t c) {
    return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
}

std::size_t append_ascii(std::string_view text, std::string& out) {
    constexpr std::uint64_t highs = 0x8080'8080'8080'8080ULL;
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, text.data() + at, 8);
        if ((eight & highs) != 0) break;
    }
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0x80U) == 0)
        ++at;
    const auto before = out.size();
    out.append(text.data(), at);
    make_small(out.data() + before, at);
    return at;
}

} // namespace

void append_folded(std::string_view text, std::string& out) {
    while (!text.empty()) {
        text.remove_prefix(append_ascii(text, out));
        if (text.empty()) return;
        append_character(out, folded_character(take_character(text)));
    }
}

void append_folded_utf16(std::string_view bytes, std::string& out) {
    bytes = without_nuls(bytes);
    while (!bytes.empty()) {
        const auto before = out.size();
        take_ascii(bytes, out);
        make_small(out.data() + before, out.size() - before);
        if (!bytes.empty()) append_character(out, folded_character(take_utf16(bytes)));
    }
}

std::string folded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    append_folded(text, out);
    return out;
}

} // namespace sokuo::detect
