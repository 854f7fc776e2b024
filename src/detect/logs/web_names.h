#pragma once

// An address of the web, as the rules for web servers and proxies name its parts (W3C's extended
// log format, as Sigma uses it).

#include "detect/event.h"
#include "detect/logs/arena.h"

#include <string_view>
#include <vector>

namespace sokuo::detect::logs {

struct WebNames {
    explicit WebNames(Names& names);

    FieldId c_uri;
    FieldId c_uri_query;
    FieldId c_uri_stem;
    FieldId c_uri_extension;
    FieldId cs_uri;
    FieldId cs_uri_stem;
    FieldId cs_uri_query;
    FieldId cs_host;
};

/// Adds the parts of `url`, which may be a path, an address with its host, or `host:443` of a
/// CONNECT. `host`: of a path, when it is known. `cs-uri-query` gets what is behind the question
/// mark and, as a second value, the whole: the rules of SigmaHQ mean now this, now that.
void add_address(std::string_view url, std::string_view host, const WebNames& names, Arena& arena,
                 std::vector<Value>& values);

} // namespace sokuo::detect::logs
