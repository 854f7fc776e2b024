#include "http/target.h"

#include "core/text.h"

#include <algorithm>
#include <utility>

namespace sokuo::http {

namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::optional<std::string> decoded(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '+' && plus_is_space) {
            out += ' ';
        } else if (text[at] != '%') {
            out += text[at];
        } else {
            if (at + 2 >= text.size()) return std::nullopt;
            const int high = hex_digit(text[at + 1]);
            const int low = hex_digit(text[at + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            at += 2;
        }
    }
    if (out.find('\0') != std::string::npos || !is_valid_utf8(out)) return std::nullopt;
    return out;
}

bool has_dot_segment(std::string_view path) {
    while (!path.empty()) {
        const auto end = std::min(path.find('/'), path.size());
        const auto segment = path.substr(0, end);
        if (segment == "." || segment == "..") return true;
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return false;
}

} // namespace

std::optional<std::string> percent_decoded(std::string_view text) {
    return decoded(text, false);
}

std::optional<Target> parse_target(std::string_view text) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!text.starts_with(scheme)) continue;
        const auto slash = text.find('/', scheme.size());
        if (slash == std::string_view::npos) return std::nullopt;
        text.remove_prefix(slash);
        break;
    }
    if (!text.starts_with('/') || text.find('#') != std::string_view::npos) return std::nullopt;
    Target target;
    const auto mark = text.find('?');
    target.raw_path = text.substr(0, mark);
    auto path = decoded(target.raw_path, false);
    if (!path || has_dot_segment(*path)) return std::nullopt;
    target.path = std::move(*path);
    if (mark != std::string_view::npos) {
        auto query = parse_urlencoded(text.substr(mark + 1), query_values_max);
        if (!query) return std::nullopt;
        target.query = std::move(*query);
    }
    return target;
}

std::optional<std::vector<Header>> parse_urlencoded(std::string_view text, std::size_t values_max) {
    std::vector<Header> values;
    while (!text.empty()) {
        const auto end = std::min(text.find('&'), text.size());
        const auto pair = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (pair.empty()) continue;
        if (values.size() == values_max) return std::nullopt;
        const auto equals = std::min(pair.find('='), pair.size());
        auto key = decoded(pair.substr(0, equals), true);
        auto value = decoded(pair.substr(std::min(equals + 1, pair.size())), true);
        if (!key || !value) return std::nullopt;
        values.emplace_back(std::move(*key), std::move(*value));
    }
    return values;
}

} // namespace sokuo::http
