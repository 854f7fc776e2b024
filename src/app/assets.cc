#include "app/assets.h"

#include "app/problem.h"
#include "http/conditional.h"

#include <algorithm>

namespace sokuo::app {
namespace {

constexpr std::string_view policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'";

const Asset* find(std::string_view path) {
    const auto& all = assets();
    const auto found = std::ranges::find(all, path, &Asset::path);
    return found == all.end() ? nullptr : &*found;
}

http::Response answer(const http::Request& request, const Asset& asset) {
    http::Response response;
    // A file with a hash in its name never changes; the page that names it always may.
    const bool is_hashed = asset.path.starts_with("/assets/");
    response.with("ETag", http::entity_tag(asset.etag))
        .with("Cache-Control", is_hashed ? "public, max-age=31536000, immutable" : "no-cache")
        .with("Content-Security-Policy", std::string{policy})
        .with("Vary", "Accept-Encoding");
    if (!http::if_none_match_holds(request.header("if-none-match"), asset.etag)) {
        response.status = 304;
        return response;
    }
    response.with("Content-Type", std::string{asset.type});
    const auto encoding =
        http::choose_encoding(request.header("accept-encoding"),
                              {.has_br = !asset.br.empty(), .has_gzip = !asset.gzip.empty()});
    response.fixed_body = asset.plain;
    if (encoding == http::Encoding::br) response.fixed_body = asset.br;
    if (encoding == http::Encoding::gzip) response.fixed_body = asset.gzip;
    if (encoding != http::Encoding::identity)
        response.with("Content-Encoding", std::string{http::name(encoding)});
    return response;
}

http::Response serve(const http::Request& request) {
    if (const auto* asset = find(request.path)) return answer(request, *asset);
    if (request.path.starts_with("/api/")) return render_failure(request, 404);
    // A screen of the UI: its address means something to the script only. A file that is missing
    // is missing.
    const auto last = request.path.substr(request.path.rfind('/') + 1);
    const auto* index = find("/index.html");
    if (index != nullptr && last.find('.') == std::string::npos) return answer(request, *index);
    return http::text_response(404, "text/plain; charset=utf-8", "ありません / not found\n");
}

} // namespace

std::vector<http::Route> asset_routes() {
    std::vector<http::Route> routes;
    for (const auto* path : {"/", "/{path*}"})
        routes.push_back({.method = http::Method::get,
                          .path = path,
                          .action = "public",
                          .limits = {},
                          .handler = serve,
                          .sink = {}});
    return routes;
}

} // namespace sokuo::app
