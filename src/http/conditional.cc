#include "http/conditional.h"

#include <algorithm>
#include <array>
#include <functional>

namespace sokuo::http {

namespace {

constexpr std::size_t tags_max = 64;

std::string_view without_spaces(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

// Takes up to the separator from the front of `text`.
std::string_view next_of(std::string_view& text, char separator) {
    const auto end = std::min(text.find(separator), text.size());
    const auto item = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return without_spaces(item);
}

bool is_tag_byte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0x21 || (byte >= 0x23 && byte != 0x7f);
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_same(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

// `q=0.8` in thousandths (RFC 9110 §12.4.2); what is not well formed counts as 0.
int weight_of(std::string_view parameters) {
    while (!parameters.empty()) {
        auto one = next_of(parameters, ';');
        if (one.size() < 2 || lower(one[0]) != 'q' || one[1] != '=') continue;
        one.remove_prefix(2);
        if (one.empty() || one.size() > 5 || (one[0] != '0' && one[0] != '1')) return 0;
        if (one.size() > 1 && one[1] != '.') return 0;
        int weight = one[0] == '1' ? 1000 : 0;
        int scale = 100;
        for (const char c : one.substr(std::min<std::size_t>(2, one.size()))) {
            if (c < '0' || c > '9') return 0;
            weight += (c - '0') * scale;
            scale /= 10;
        }
        return std::min(weight, 1000);
    }
    return 1000;
}

using Accepted = std::function<void(std::string_view name, int weight)>;

void each_accepted(std::string_view header, const Accepted& accepted) {
    while (!header.empty()) {
        auto item = next_of(header, ',');
        const auto what = next_of(item, ';');
        if (!what.empty()) accepted(what, weight_of(item));
    }
}

} // namespace

std::optional<EntityTags> parse_entity_tags(std::string_view text) {
    text = without_spaces(text);
    EntityTags list;
    if (text == "*") {
        list.is_any = true;
        return list;
    }
    while (!text.empty()) {
        EntityTags::Tag tag;
        tag.is_weak = text.starts_with("W/");
        if (tag.is_weak) text.remove_prefix(2);
        if (!text.starts_with('"')) return std::nullopt;
        const auto end = text.find('"', 1);
        if (end == std::string_view::npos || list.tags.size() == tags_max) return std::nullopt;
        tag.opaque = text.substr(1, end - 1);
        if (!std::ranges::all_of(tag.opaque, is_tag_byte)) return std::nullopt;
        list.tags.push_back(std::move(tag));
        text = without_spaces(text.substr(end + 1));
        if (text.empty()) break;
        if (text.front() != ',') return std::nullopt;
        text = without_spaces(text.substr(1));
        if (text.empty()) return std::nullopt;
    }
    if (list.tags.empty()) return std::nullopt;
    return list;
}

std::string entity_tag(std::string_view opaque) {
    const bool is_sound = std::ranges::all_of(
        opaque, [](char c) { return is_tag_byte(c) && static_cast<unsigned char>(c) < 0x7f; });
    if (!is_sound) return {};
    return "\"" + std::string{opaque} + "\"";
}

bool if_match_holds(std::string_view header, std::string_view opaque) {
    const auto list = parse_entity_tags(header);
    if (!list) return false;
    return list->is_any ||
           std::ranges::find(list->tags, EntityTags::Tag{std::string{opaque}, false}) !=
               list->tags.end();
}

bool if_none_match_holds(std::string_view header, std::string_view opaque) {
    const auto list = parse_entity_tags(header);
    if (!list) return true;
    return !list->is_any &&
           std::ranges::find(list->tags, opaque, &EntityTags::Tag::opaque) == list->tags.end();
}

Language language_of(std::string_view accept_language) {
    int ja = -1;
    int en = -1;
    each_accepted(accept_language, [&](std::string_view range, int weight) {
        const auto primary = range.substr(0, range.find('-'));
        if (is_same(primary, "ja"))
            ja = std::max(ja, weight);
        else if (is_same(primary, "en"))
            en = std::max(en, weight);
    });
    return en > 0 && en > ja ? Language::en : Language::ja;
}

std::string_view name(Encoding encoding) {
    switch (encoding) {
    case Encoding::identity: return "identity";
    case Encoding::gzip: return "gzip";
    case Encoding::br: return "br";
    }
    return "identity";
}

Encoding choose_encoding(std::string_view accept_encoding, EncodedForms forms) {
    std::optional<int> br;
    std::optional<int> gzip;
    int any = 0;
    each_accepted(accept_encoding, [&](std::string_view coding, int weight) {
        if (is_same(coding, "br"))
            br = weight;
        else if (is_same(coding, "gzip") || is_same(coding, "x-gzip"))
            gzip = weight;
        else if (coding == "*")
            any = weight;
    });
    if (forms.has_br && br.value_or(any) > 0) return Encoding::br;
    if (forms.has_gzip && gzip.value_or(any) > 0) return Encoding::gzip;
    return Encoding::identity;
}

std::string html_escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else if (c == '\'')
            out += "&#39;";
        else
            out += c;
    }
    return out;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
                              c == '~';
        if (is_plain) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

std::string cookie_name(std::string_view plain, bool is_secure) {
    return (is_secure ? "__Host-" : "") + std::string{plain};
}

std::string set_cookie(const Cookie& cookie) {
    // RFC 6265 §4.1.1: cookie-octet; the name is a token, of which we need less.
    const auto is_octet = [](char c) {
        return c > 0x20 && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
    };
    const auto is_name = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    };
    if (cookie.name.empty() || !std::ranges::all_of(cookie.name, is_name) ||
        !std::ranges::all_of(cookie.value, is_octet))
        return {};
    auto out = cookie_name(cookie.name, cookie.is_secure) + "=" + cookie.value + "; Path=/";
    if (cookie.max_age) out += "; Max-Age=" + std::to_string(cookie.max_age->count());
    if (cookie.is_secure) out += "; Secure";
    out += "; HttpOnly; SameSite=";
    out += cookie.same_site == SameSite::strict ? "Strict" : "Lax";
    return out;
}

std::string link(std::string_view path, const std::vector<Header>& query,
                 std::string_view relation) {
    std::string out = "<" + std::string{path};
    char separator = '?';
    for (const auto& [key, value] : query) {
        out += separator;
        out += percent_encoded(key) + "=" + percent_encoded(value);
        separator = '&';
    }
    return out + ">; rel=\"" + std::string{relation} + "\"";
}

} // namespace sokuo::http
