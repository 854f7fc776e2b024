#include "detect/logs/web_names.h"

#include <algorithm>

namespace sokuo::detect::logs {
namespace {

struct Address {
    std::string_view host{};
    std::string_view path{}; ///< With what is behind the question mark.
    bool is_whole = false;   ///< Names its host.
};

Address split(std::string_view url) {
    const auto scheme = url.find("://");
    const bool is_whole = scheme < 12 && url.find_first_of("/?") > scheme; // 12: not `npos`.
    if (!is_whole) return {.path = url};
    auto rest = url.substr(scheme + 3);
    const auto slash = std::min(rest.find_first_of("/?"), rest.size());
    auto host = rest.substr(0, slash);
    host = host.substr(host.find('@') == std::string_view::npos ? 0 : host.find('@') + 1);
    const auto colon = host.rfind(':');
    const bool has_port = colon != std::string_view::npos && host.find(']', colon) == host.npos;
    if (has_port) host = host.substr(0, colon);
    return {.host = host, .path = rest.substr(slash), .is_whole = true};
}

std::string_view extension_of(std::string_view stem) {
    const auto name = stem.substr(stem.rfind('/') == stem.npos ? 0 : stem.rfind('/') + 1);
    const auto dot = name.rfind('.');
    if (dot == std::string_view::npos || dot + 1 == name.size() || name.size() - dot > 16)
        return {};
    return name.substr(dot + 1);
}

} // namespace

WebNames::WebNames(Names& names)
    : c_uri{names.of("c-uri")}, c_uri_query{names.of("c-uri-query")},
      c_uri_stem{names.of("c-uri-stem")}, c_uri_extension{names.of("c-uri-extension")},
      cs_uri{names.of("cs-uri")}, cs_uri_stem{names.of("cs-uri-stem")},
      cs_uri_query{names.of("cs-uri-query")}, cs_host{names.of("cs-host")} {}

void add_address(std::string_view url, std::string_view host, const WebNames& names, Arena& arena,
                 std::vector<Value>& values) {
    if (url.empty()) return;
    const auto add = [&](FieldId field, std::string_view text) {
        values.push_back({field, Type::utf8, text});
    };
    const auto address = split(url);
    const auto mark = std::min(address.path.find('?'), address.path.size());
    const auto stem = address.path.substr(0, mark);
    const auto query = address.path.substr(std::min(mark + 1, address.path.size()));
    add(names.c_uri, url);
    if (!address.is_whole && !host.empty() && url.starts_with('/'))
        add(names.c_uri, arena.join("http://", host, url));
    add(names.cs_uri, url);
    if (!stem.empty()) {
        add(names.cs_uri_stem, stem);
        add(names.c_uri_stem, stem);
    }
    if (!query.empty()) {
        add(names.cs_uri_query, query);
        add(names.c_uri_query, query);
    }
    if (!address.path.empty()) add(names.cs_uri_query, address.path);
    if (const auto end = extension_of(stem); !end.empty()) add(names.c_uri_extension, end);
    if (address.is_whole)
        add(names.cs_host, address.host);
    else if (!host.empty())
        add(names.cs_host, host);
}

} // namespace sokuo::detect::logs
