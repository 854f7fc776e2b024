#pragma once

// The staff UI, embedded in the program: every file of web/dist, plain and compressed, with an
// ETag. A path the UI knows and the server does not is answered with its index page.

#include "http/http.h"

#include <vector>

namespace sokuo::app {

/// `/` and `/{path*}`. Actions: `public`; the files say nothing about anybody.
[[nodiscard]] std::vector<http::Route> asset_routes();

/// One file; made by cmake/embed.cmake.
struct Asset {
    std::string_view path; ///< `/assets/index-4f2a.js`
    std::string_view type;
    std::string_view etag; ///< Of the plain bytes, without quotes.
    ByteView plain;
    ByteView gzip; ///< Empty when it would not be smaller.
    ByteView br;
};
[[nodiscard]] const std::vector<Asset>& assets();

} // namespace sokuo::app
