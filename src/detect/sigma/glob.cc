#include "detect/sigma/glob.h"

#include "detect/fold.h"

#include <algorithm>
#include <optional>
#include <span>

namespace sokuo::detect {

namespace {

void add_text(Glob& glob, std::string_view text) {
    if (text.empty()) return;
    if (glob.pieces.empty() || glob.pieces.back().kind != Glob::Kind::text)
        glob.pieces.push_back({Glob::Kind::text, {}});
    glob.pieces.back().text += text;
}

void add_any(Glob& glob) {
    if (glob.pieces.empty() || glob.pieces.back().kind != Glob::Kind::any)
        glob.pieces.push_back({Glob::Kind::any, {}});
}

bool is_special(char letter) {
    return letter == '*' || letter == '?' || letter == '\\';
}

std::size_t character_size(char first) {
    const auto byte = static_cast<unsigned char>(first);
    if (byte < 0xC0) return 1;
    if (byte < 0xE0) return 2;
    return byte < 0xF0 ? 3 : 4;
}

using Pieces = std::span<const Glob::Piece>;

// How much of the front of `text` the pieces (no `*` among them) are, if they are it.
std::optional<std::size_t> front(Pieces pieces, std::string_view text) {
    std::size_t at = 0;
    for (const auto& piece : pieces) {
        if (piece.kind == Glob::Kind::one) {
            if (at >= text.size()) return std::nullopt;
            at = std::min(text.size(), at + character_size(text[at]));
            continue;
        }
        if (!text.substr(at).starts_with(piece.text)) return std::nullopt;
        at += piece.text.size();
    }
    return at;
}

// The first place where the pieces stand, from a character's beginning; where they end.
std::optional<std::size_t> first_end(Pieces pieces, std::string_view text) {
    std::size_t at = 0;
    while (at <= text.size()) {
        if (!pieces.empty() && pieces.front().kind == Glob::Kind::text) {
            at = text.find(pieces.front().text, at);
            if (at == std::string_view::npos) return std::nullopt;
        }
        if (const auto used = front(pieces, text.substr(at))) return at + *used;
        if (at == text.size()) return std::nullopt;
        at += character_size(text[at]);
    }
    return std::nullopt;
}

// Whether the pieces are the end of `text`: counted from behind.
bool is_end(Pieces pieces, std::string_view text) {
    for (std::size_t left = pieces.size(); left-- > 0;) {
        const auto& piece = pieces[left];
        if (piece.kind == Glob::Kind::text) {
            if (!text.ends_with(piece.text)) return false;
            text.remove_suffix(piece.text.size());
            continue;
        }
        if (text.empty()) return false;
        std::size_t size = 1;
        while (size < text.size() && size < 4 &&
               (static_cast<unsigned char>(text[text.size() - size]) & 0xC0U) == 0x80U)
            ++size;
        text.remove_suffix(size);
    }
    return true;
}

} // namespace

bool Glob::has_wildcards() const {
    return std::ranges::any_of(pieces, [](const Piece& piece) { return piece.kind != Kind::text; });
}

std::string Glob::plain() const {
    return pieces.empty() ? std::string{} : pieces.front().text;
}

bool Glob::starts_open() const {
    return !pieces.empty() && pieces.front().kind == Kind::any;
}

bool Glob::ends_open() const {
    return !pieces.empty() && pieces.back().kind == Kind::any;
}

Glob parse_glob(std::string_view written) {
    Glob glob;
    for (std::size_t at = 0; at < written.size(); ++at) {
        const char letter = written[at];
        if (letter == '*') {
            add_any(glob);
        } else if (letter == '?') {
            glob.pieces.push_back({Glob::Kind::one, {}});
        } else if (letter == '\\' && at + 1 < written.size() && is_special(written[at + 1])) {
            add_text(glob, written.substr(++at, 1));
        } else {
            add_text(glob, written.substr(at, 1));
        }
    }
    return glob;
}

Glob literal_glob(std::string_view text) {
    Glob glob;
    add_text(glob, text);
    return glob;
}

Glob joined(Glob first, const Glob& second) {
    for (const auto& piece : second.pieces) {
        if (piece.kind == Glob::Kind::text)
            add_text(first, piece.text);
        else if (piece.kind == Glob::Kind::any)
            add_any(first);
        else
            first.pieces.push_back(piece);
    }
    return first;
}

Glob opened(Glob glob, bool before, bool behind) {
    if (before && !glob.starts_open())
        glob.pieces.insert(glob.pieces.begin(), {Glob::Kind::any, {}});
    if (behind) add_any(glob);
    return glob;
}

Glob folded(const Glob& glob) {
    Glob small = glob;
    for (auto& piece : small.pieces)
        piece.text = folded(piece.text);
    return small;
}

bool matches(const Glob& glob, std::string_view text) {
    Pieces rest{glob.pieces};
    bool is_anchored = true;
    while (true) {
        const auto star = std::ranges::find(rest, Glob::Kind::any, &Glob::Piece::kind);
        const auto run = rest.first(static_cast<std::size_t>(star - rest.begin()));
        if (star == rest.end()) {
            if (!is_anchored) return is_end(run, text);
            const auto used = front(run, text);
            return used && *used == text.size();
        }
        const auto used = is_anchored ? front(run, text) : first_end(run, text);
        if (!used) return false;
        text.remove_prefix(*used);
        rest = rest.subspan(run.size() + 1);
        is_anchored = false;
    }
}

std::string to_string(const Glob& glob) {
    std::string out;
    for (std::size_t at = 0; at < glob.pieces.size(); ++at) {
        const auto& piece = glob.pieces[at];
        if (piece.kind == Glob::Kind::any) out += '*';
        if (piece.kind == Glob::Kind::one) out += '?';
        for (std::size_t letter = 0; letter < piece.text.size(); ++letter) {
            // A backslash needs one of its own only before what it would change.
            const bool is_last = letter + 1 == piece.text.size();
            const bool changes =
                is_last ? at + 1 < glob.pieces.size() : is_special(piece.text[letter + 1]);
            const char here = piece.text[letter];
            if (here == '*' || here == '?' || (here == '\\' && changes)) out += '\\';
            out += here;
        }
    }
    return out;
}

} // namespace sokuo::detect
