#include "mail/read/body.h"

#include "core/text.h"
#include "mail/read/charset.h"
#include "mail/read/html.h"

#include <algorithm>
#include <utility>

namespace sokuo::mail {
namespace {

// What is decoded at all of one part: HTML holds little text in many bytes.
constexpr std::size_t part_bytes_max = 4 * text_bytes_max;

// Cut between two signs.
bool cut(std::string& text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return false;
    auto end = bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    text.resize(end);
    return true;
}

void append(std::string& text, const std::string& piece) {
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
    if (!text.empty()) text += '\n';
    text += piece;
}

} // namespace

void Body::add(std::string_view bytes, std::string_view charset, bool is_html, std::size_t choice,
               Repairs& repairs) {
    // Many long texts: the limit is one for all.
    if (size_ >= 2 * part_bytes_max) {
        is_cut_ = true;
        return;
    }
    is_cut_ = is_cut_ || bytes.size() > part_bytes_max;
    auto decoded = decode(bytes.substr(0, part_bytes_max), charset);
    repairs.add({decoded.is_guessed, decoded.is_broken, false});
    Piece piece{.charset = std::move(decoded.charset), .is_html = is_html, .choice = choice};
    piece.text = without_controls(decoded.text, repairs.had_nul);
    size_ += piece.text.size();
    if (is_html) {
        bool is_cut = false;
        piece.text = html_as_text(piece.text, text_bytes_max, is_cut);
        is_cut_ = is_cut_ || is_cut;
    }
    if (!is_blank(piece.text)) pieces_.push_back(std::move(piece));
}

bool Body::has_plain_beside(const Piece& piece) const {
    return piece.is_html && piece.choice > 0 &&
           std::ranges::any_of(pieces_, [&](const Piece& other) {
               return !other.is_html && other.choice == piece.choice;
           });
}

Body::Text Body::take() {
    Text text{.is_cut = is_cut_};
    for (const auto& piece : pieces_) {
        if (has_plain_beside(piece)) {
            append(text.html_text, piece.text);
            continue;
        }
        append(text.text, piece.text);
        if (text.charset.empty()) text.charset = piece.charset;
        if (text.source != TextSource::plain)
            text.source = piece.is_html ? TextSource::html : TextSource::plain;
    }
    for (auto* both : {&text.text, &text.html_text}) {
        if (cut(*both, text_bytes_max)) text.is_cut = true;
    }
    return text;
}

} // namespace sokuo::mail
