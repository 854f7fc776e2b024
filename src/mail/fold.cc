#include "mail/fold.h"

#include <algorithm>

namespace sokuo::mail {
namespace {

constexpr std::size_t line_bytes_max = 900; // RFC 5321 allows 998, and escapes come on top.

constexpr std::string_view not_at_start = "、。，．・：；？！゛゜ヽヾゝゞ々ー）〕］｝〉》」』】’”‐"
                                          "〜～…ぁぃぅぇぉっゃゅょゎァィゥェォッャュ"
                                          "ョヮヵヶ";
constexpr std::string_view not_at_end = "（〔［｛〈《「『【‘“";

bool is_one_of(std::string_view sign, std::string_view all) {
    return sign.size() > 1 && all.find(sign) != std::string_view::npos;
}

std::string_view first_sign(std::string_view text) {
    std::size_t size = 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
        ++size;
    return text.substr(0, std::min(size, text.size()));
}

bool may_break(std::string_view before, std::string_view after) {
    if (before == " ") return after != " ";
    const bool is_within_word = before.size() == 1 && after.size() == 1;
    if (is_within_word || after == " ") return false;
    return !is_one_of(before, not_at_end) && !is_one_of(after, not_at_start);
}

// As much of `text`, which has no line break, as goes into a line.
std::size_t end_of_line(std::string_view text) {
    std::size_t columns = 0;
    std::size_t end = 0; // The last place where it may be broken.
    std::string_view before;
    for (std::size_t at = 0; at < text.size();) {
        const auto sign = first_sign(text.substr(at));
        if (!before.empty() && may_break(before, sign)) end = at;
        columns += sign.size() == 1 ? 1 : 2;
        // A space at the end of a line is not seen.
        const bool is_full = columns > columns_max && sign != " ";
        if (is_full && end > 0) return end;
        if (at + sign.size() > line_bytes_max) return at;
        before = sign;
        at += sign.size();
    }
    return text.size();
}

void append_paragraph(std::vector<std::string_view>& lines, std::string_view text) {
    do {
        const auto end = end_of_line(text);
        auto line = text.substr(0, end);
        text.remove_prefix(end);
        if (!text.empty() && line.ends_with(' ')) line.remove_suffix(1);
        lines.push_back(line);
    } while (!text.empty());
}

} // namespace

std::vector<std::string_view> folded(std::string_view text) {
    std::vector<std::string_view> lines;
    for (;;) {
        const auto end = text.find('\n');
        auto paragraph = text.substr(0, end);
        if (paragraph.ends_with('\r')) paragraph.remove_suffix(1);
        append_paragraph(lines, paragraph);
        if (end == std::string_view::npos) return lines;
        text.remove_prefix(end + 1);
    }
}

} // namespace sokuo::mail
