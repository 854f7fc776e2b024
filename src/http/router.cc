#include "http/router.h"

#include "http/target.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <utility>

namespace sokuo::http {

namespace {

constexpr Message route_malformed{
    "http.route_malformed", "ルート{0}の書き方が正しくありません。プログラムの誤りです。",
    "The route {0} is not written correctly. This is a fault of the program."};
constexpr Message routes_overlap{"http.routes_overlap",
                                 "ルート{0}と{1}が重なっています。プログラムの誤りです。",
                                 "The routes {0} and {1} overlap. This is a fault of the program."};

constexpr std::size_t method_count = 6;
constexpr std::size_t index(Method method) {
    return static_cast<std::size_t>(method);
}

enum class Kind : std::uint8_t { written, named, rest };

struct Segment {
    Kind kind{};
    std::string_view text; ///< Without braces and star.
};

bool is_name(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

std::optional<Segment> segment_of(std::string_view text) {
    if (!text.starts_with('{')) {
        if (text.find_first_of("{}*?#% ") != std::string_view::npos) return std::nullopt;
        return Segment{Kind::written, text};
    }
    if (!text.ends_with('}')) return std::nullopt;
    text = text.substr(1, text.size() - 2);
    const bool is_rest = text.ends_with('*');
    if (is_rest) text.remove_suffix(1);
    if (!is_name(text)) return std::nullopt;
    return Segment{is_rest ? Kind::rest : Kind::named, text};
}

// `/` has one empty segment; so has a path's end after a slash.
std::optional<std::vector<Segment>> segments_of(std::string_view path) {
    if (!path.starts_with('/')) return std::nullopt;
    std::vector<Segment> segments;
    path.remove_prefix(1);
    for (;;) {
        const auto end = path.find('/');
        const auto segment = segment_of(path.substr(0, end));
        if (!segment) return std::nullopt;
        segments.push_back(*segment);
        if (end == std::string_view::npos) return segments;
        if (segment->kind == Kind::rest) return std::nullopt;
        path.remove_prefix(end + 1);
    }
}

// Some path fits both, and neither is the more special one (or they are the same).
bool is_ambiguous(const std::vector<Segment>& a, const std::vector<Segment>& b) {
    bool a_is_special = false;
    bool b_is_special = false;
    for (std::size_t at = 0;; ++at) {
        if (at == a.size() || at == b.size()) {
            if (a.size() != b.size()) return false; // One is longer, no rest: nothing fits both.
            break;
        }
        if (a[at].kind == Kind::rest || b[at].kind == Kind::rest) {
            a_is_special = a_is_special || a[at].kind != Kind::rest;
            b_is_special = b_is_special || b[at].kind != Kind::rest;
            break;
        }
        if (a[at].kind == Kind::written && b[at].kind == Kind::written) {
            if (a[at].text != b[at].text) return false;
        } else {
            a_is_special = a_is_special || a[at].kind == Kind::written;
            b_is_special = b_is_special || b[at].kind == Kind::written;
        }
    }
    return a_is_special == b_is_special;
}

bool is_same_shape(const std::vector<Segment>& a, const std::vector<Segment>& b) {
    return std::ranges::equal(a, b, [](const Segment& x, const Segment& y) {
        return x.kind == y.kind && (x.kind != Kind::written || x.text == y.text);
    });
}

Result<> check_overlaps(const std::vector<Route>& routes) {
    for (std::size_t i = 0; i < routes.size(); ++i) {
        const auto a = segments_of(routes[i].path);
        if (!a)
            return at(failure(Errc::invalid, route_malformed, {routes[i].path}), routes[i].path);
        for (std::size_t j = 0; j < i; ++j) {
            const auto b = segments_of(routes[j].path);
            if (!b || !is_ambiguous(*a, *b)) continue; // Every one before was in order.
            if (is_same_shape(*a, *b) && routes[i].method != routes[j].method) continue;
            return at(failure(Errc::invalid, routes_overlap, {routes[j].path, routes[i].path}),
                      routes[i].path);
        }
    }
    return Done{};
}

} // namespace

struct Router::Node {
    std::map<std::string, Node, std::less<>> written;
    std::unique_ptr<Node> named;
    std::unique_ptr<Node> rest;
    std::array<const Route*, method_count> routes{};
    std::array<std::vector<std::string>, method_count> names; ///< Of the values, in their order.

    [[nodiscard]] bool is_end() const {
        return std::ranges::any_of(routes, [](const Route* route) { return route != nullptr; });
    }
};

Router::Router() : root_{std::make_unique<Node>()} {}
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;
Router::~Router() = default;

Result<Router> Router::build(std::vector<Route> routes) {
    TRY(check_overlaps(routes));
    Router router;
    router.routes_ = std::move(routes);
    for (const auto& route : router.routes_) {
        if (route.method == Method::head || bool{route.handler} == bool{route.sink})
            return at(failure(Errc::invalid, route_malformed, {route.path}), route.path);
        router.insert(route);
    }
    return router;
}

void Router::insert(const Route& route) {
    Node* node = root_.get();
    std::vector<std::string> names;
    const auto segments = segments_of(route.path);
    assert(segments);
    for (const auto& segment : *segments) {
        if (segment.kind == Kind::written) {
            node = &node->written[std::string{segment.text}];
            continue;
        }
        names.emplace_back(segment.text);
        auto& next = segment.kind == Kind::named ? node->named : node->rest;
        if (!next) next = std::make_unique<Node>();
        node = next.get();
    }
    node->routes.at(index(route.method)) = &route;
    node->names.at(index(route.method)) = std::move(names);
}

const Router::Node* Router::find(const Node& node, std::string_view rest,
                                 std::vector<std::string_view>& values) {
    const auto end = rest.find('/');
    const bool is_last = end == std::string_view::npos;
    const auto segment = rest.substr(0, end);
    const auto descend = [&](const Node& child) -> const Node* {
        if (is_last) return child.is_end() ? &child : nullptr;
        return find(child, rest.substr(end + 1), values);
    };
    if (const auto child = node.written.find(segment); child != node.written.end()) {
        if (const auto* found = descend(child->second)) return found;
    }
    if (node.named && !segment.empty()) {
        values.push_back(segment);
        if (const auto* found = descend(*node.named)) return found;
        values.pop_back();
    }
    if (!node.rest) return nullptr;
    values.push_back(rest);
    return node.rest.get();
}

Router::Match Router::match(std::optional<Method> method, std::string_view raw_path) const {
    Match match;
    if (!raw_path.starts_with('/')) return match;
    std::vector<std::string_view> values;
    const auto* node = find(*root_, raw_path.substr(1), values);
    if (node == nullptr) return match;
    for (std::size_t at = 0; at < method_count; ++at) {
        if (node->routes.at(at) == nullptr) continue;
        if (!match.allow.empty()) match.allow += ", ";
        match.allow += name(static_cast<Method>(at));
        if (at == index(Method::get)) match.allow += ", HEAD";
    }
    if (!method) return match;
    const auto which = index(*method == Method::head ? Method::get : *method);
    match.route = node->routes.at(which);
    if (match.route == nullptr) return match;
    for (std::size_t at = 0; at < values.size(); ++at)
        match.params.emplace_back(node->names.at(which)[at],
                                  percent_decoded(values[at]).value_or(std::string{}));
    return match;
}

} // namespace sokuo::http
