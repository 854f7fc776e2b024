#include "mail/path.h"

#include "core/text.h"
#include "mail/address.h"

#include <algorithm>
#include <cstddef>

namespace sokuo::mail {
namespace {

constexpr std::size_t path_bytes_max = 254; // RFC 5321 §4.5.3.1.3, without the brackets

bool is_control(char byte) {
    const auto value = static_cast<unsigned char>(byte);
    return value < 0x20 || value == 0x7F;
}

// Where the bracket closes: not within quotes, not behind a backslash.
std::size_t end_of_path(std::string_view text) {
    bool is_quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (is_quoted && text[at] == '\\')
            ++at;
        else if (text[at] == '"')
            is_quoted = !is_quoted;
        else if (text[at] == '>' && !is_quoted)
            return at;
    }
    return std::string_view::npos;
}

// `@relay.example,@other.example:name@city.example` is `name@city.example` (RFC 5321, appendix C).
std::string_view without_route(std::string_view path) {
    if (!path.starts_with('@')) return path;
    const auto colon = path.find(':');
    return colon == std::string_view::npos ? path : path.substr(colon + 1);
}

std::string upper(std::string_view text) {
    std::string all{text};
    std::ranges::transform(all, all.begin(), [](char byte) {
        return byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - 'a' + 'A') : byte;
    });
    return all;
}

std::vector<std::pair<std::string, std::string>> parameters_of(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> all;
    while (!text.empty()) {
        const auto word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        if (word.empty()) continue;
        const auto equals = word.find('=');
        const auto value =
            equals == std::string_view::npos ? std::string_view{} : word.substr(equals + 1);
        all.emplace_back(upper(word.substr(0, equals)), std::string{value});
    }
    return all;
}

} // namespace

std::optional<Path> parse_path(std::string_view line, std::string_view keyword) {
    if (line.size() < keyword.size() || !is_same(line.substr(0, keyword.size()), keyword))
        return {};
    line.remove_prefix(keyword.size());
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    if (!line.starts_with('<')) return {};
    line.remove_prefix(1);
    const auto end = end_of_path(line);
    if (end == std::string_view::npos) return {};
    const auto address = without_route(line.substr(0, end));
    const auto rest = line.substr(end + 1);
    if (!rest.empty() && !rest.starts_with(' ')) return {};
    if (address.size() > path_bytes_max || std::ranges::any_of(line, is_control)) return {};
    if (!is_valid_utf8(line)) return {};
    const auto is_high = [](char byte) { return static_cast<unsigned char>(byte) >= 0x80U; };
    return Path{.address = std::string{address},
                .parameters = parameters_of(rest),
                .is_ascii = std::ranges::none_of(address, is_high)};
}

} // namespace sokuo::mail
