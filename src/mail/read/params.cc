#include "mail/read/params.h"

#include "core/text.h"
#include "mail/read/ascii.h"
#include "mail/read/charset.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>
#include <tuple>

namespace sokuo::mail {
namespace {

constexpr std::size_t parameters_max = 200;
constexpr int pieces_max = 1'000;

struct Piece {
    std::string name{}; ///< Without `*0*`.
    int number = -1;    ///< -1: not in pieces.
    bool is_extended = false;
    std::string value{};
};

// A value in quotes ends at the next quote that is not escaped, another one at the next semicolon.
std::string take_value(std::string_view& text) {
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    std::string value;
    if (!text.starts_with('"')) {
        const auto end = std::min(text.find(';'), text.size());
        value = stripped(text.substr(0, end));
        text.remove_prefix(end);
        return value;
    }
    std::size_t at = 1;
    for (; at < text.size() && text[at] != '"'; ++at) {
        const bool is_escape = text[at] == '\\' && at + 1 < text.size() &&
                               (text[at + 1] == '"' || text[at + 1] == '\\');
        if (is_escape) ++at;
        value += text[at];
    }
    text.remove_prefix(std::min(at + 1, text.size()));
    text.remove_prefix(std::min(text.find(';'), text.size()));
    return value;
}

Piece piece_of(std::string_view name, std::string value) {
    Piece piece{.value = std::move(value)};
    name = stripped(name);
    if (name.ends_with('*')) {
        piece.is_extended = true;
        name.remove_suffix(1);
    }
    const auto star = name.find('*');
    if (star != std::string_view::npos) {
        const auto digits = name.substr(star + 1);
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), piece.number);
        if (error != std::errc{} || piece.number > pieces_max) piece.number = -1;
        name = name.substr(0, star);
    }
    piece.name = lower_case(name);
    return piece;
}

std::string without_comments(std::string_view text) {
    std::string kept;
    int depth = 0;
    for (const char sign : text) {
        if (sign == '(') ++depth;
        if (depth == 0) kept += sign;
        if (sign == ')' && depth > 0) --depth;
    }
    return kept;
}

std::string without_percents(std::string_view text) {
    std::string bytes;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const int high = at + 2 < text.size() && text[at] == '%' ? hex_digit(text[at + 1]) : -1;
        const int low = high >= 0 ? hex_digit(text[at + 2]) : -1;
        if (low >= 0) at += 2;
        bytes += low >= 0 ? static_cast<char>(high * 16 + low) : text[at];
    }
    return bytes;
}

// `%E3%81%82.pdf` without a star: no standard's, and never meant otherwise.
std::string with_percents_read(const std::string& text) {
    auto bytes = without_percents(text);
    const bool is_text = bytes != text && is_valid_utf8(bytes) && length(bytes) != bytes.size();
    return is_text ? bytes : text;
}

// charset'language'text; both quotes may be missing.
std::string extended(std::span<const Piece> pieces, Repairs& repairs) {
    std::string charset;
    std::string bytes;
    for (const auto& piece : pieces) {
        std::string_view value = piece.value;
        const auto first = value.find('\'');
        const auto second = first == std::string_view::npos ? first : value.find('\'', first + 1);
        if (&piece == pieces.data() && piece.is_extended && second != std::string_view::npos) {
            charset = value.substr(0, first);
            value.remove_prefix(second + 1);
        }
        bytes += piece.is_extended ? without_percents(value) : std::string{value};
    }
    auto decoded = decode(bytes, charset);
    repairs.add({decoded.is_guessed, decoded.is_broken, false});
    return std::move(decoded.text);
}

std::string joined(std::span<const Piece> pieces, Repairs& repairs) {
    const bool is_extended = std::ranges::any_of(pieces, &Piece::is_extended);
    std::string text;
    if (is_extended) {
        text = extended(pieces, repairs);
    } else {
        for (const auto& piece : pieces)
            text += piece.value;
    }
    // Inside the extended form as well: some clients do both.
    return with_percents_read(with_words(text, repairs));
}

std::vector<Piece> pieces_of(std::string_view text) {
    std::vector<Piece> pieces;
    while (!text.empty() && pieces.size() < parameters_max) {
        text.remove_prefix(1); // The semicolon.
        const auto equals_at = text.find_first_of("=;");
        if (equals_at == std::string_view::npos || text[equals_at] == ';') {
            text.remove_prefix(std::min(equals_at, text.size()));
            continue;
        }
        const auto name = text.substr(0, equals_at);
        text.remove_prefix(equals_at + 1);
        auto value = take_value(text);
        pieces.push_back(piece_of(name, std::move(value)));
    }
    return pieces;
}

// The best form of each name first: pieces and charset before a plain one for old readers.
int rank(const Piece& piece) {
    return piece.is_extended || piece.number >= 0 ? 0 : 1;
}

} // namespace

std::string_view Parameters::operator[](std::string_view name) const {
    const auto found = std::ranges::find(all, name, &std::pair<std::string, std::string>::first);
    return found == all.end() ? std::string_view{} : std::string_view{found->second};
}

Parameters parameters(std::string_view header, Repairs& repairs) {
    const auto text = raw_text(header, repairs);
    std::string_view rest = text;
    const auto end = std::min(rest.find(';'), rest.size());
    Parameters found{.value = lower_case(stripped(without_comments(rest.substr(0, end))))};
    auto pieces = pieces_of(rest.substr(end));
    std::ranges::stable_sort(pieces, [](const Piece& a, const Piece& b) {
        return std::tuple{a.name, rank(a), a.number} < std::tuple{b.name, rank(b), b.number};
    });
    for (std::size_t at = 0; at < pieces.size();) {
        auto next = at + 1;
        while (next < pieces.size() && pieces[next].name == pieces[at].name &&
               pieces[at].number >= 0 && pieces[next].number > pieces[next - 1].number)
            ++next;
        const std::span of_one{pieces.data() + at, next - at};
        if (found[pieces[at].name].empty())
            found.all.emplace_back(pieces[at].name, joined(of_one, repairs));
        at = next;
    }
    return found;
}

} // namespace sokuo::mail
