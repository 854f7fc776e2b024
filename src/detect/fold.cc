#include "detect/fold.h"

#include "detect/utf8.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace sokuo::detect {

namespace {

// 'A' to 'Z' as small letters, everything else as it is.
constexpr std::array<char, 256> small = [] {
    std::array<char, 256> table{};
    for (std::size_t at = 0; at < table.size(); ++at)
        table.at(at) = static_cast<char>(at >= 'A' && at <= 'Z' ? at + 32 : at);
    return table;
}();

char32_t folded_character(char32_t c) {
    return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
}

std::size_t append_ascii(std::string_view text, std::string& out) {
    std::size_t at = 0;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0x80U) == 0)
        ++at;
    const auto begin = out.size();
    out.append(text.data(), at);
    for (std::size_t to = begin; to < out.size(); ++to)
        out[to] = small[static_cast<unsigned char>(out[to])];
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

std::string folded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    append_folded(text, out);
    return out;
}

} // namespace sokuo::detect
