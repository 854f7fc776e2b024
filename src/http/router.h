#pragma once

// Which row of the route table answers a path. Pure: no socket, no thread.
//
// A path is compared segment by segment, still encoded at the slashes, so `%2F` in a value is part
// of the value. Where several rows fit, the more special one answers: a written segment before a
// `{name}`, and that before a last `{rest*}` (which may be empty). The method is looked at only
// then: a path that exists with other methods gives those, even when a more general row has the
// method.

#include "core/result.h"
#include "http/http.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::http {

class Router {
public:
    /// Keeps the routes; `Match::route` points to them and stays valid as long as the router.
    /// Errors: `invalid` for a path that is not well formed, a row without exactly one of handler
    /// and sink, and two rows of which neither is the more special one; `where` names the path.
    [[nodiscard]] static Result<Router> build(std::vector<Route> routes);

    struct Match {
        const Route* route = nullptr; ///< Null: no such path, or not with this method.
        std::vector<Header> params;
        std::string allow; ///< The methods of a path that exists, as `Allow` has them. Else empty.
    };
    /// `raw_path` is still encoded and was accepted by `parse_target`. HEAD finds GET.
    [[nodiscard]] Match match(std::optional<Method> method, std::string_view raw_path) const;

    Router(Router&&) noexcept;
    Router& operator=(Router&&) noexcept;
    ~Router();

private:
    struct Node;
    Router();
    static const Node* find(const Node& node, std::string_view rest,
                            std::vector<std::string_view>& values);
    void insert(const Route& route);

    std::vector<Route> routes_;
    std::unique_ptr<Node> root_;
};

} // namespace sokuo::http
