#pragma once

// Requests and answers, as values. Nothing of the library behind (Boost.Beast) is seen here.

#include "core/bytes.h"
#include "core/json.h"
#include "core/result.h"
#include "core/unique_function.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace sokuo::http {

enum class Method : std::uint8_t { get, head, post, put, patch, remove };

[[nodiscard]] std::string_view name(Method method);

using Header = std::pair<std::string, std::string>;

/// A request that was read whole and is within its limits. Texts are as they came; `path` and the
/// values of `params` and `query` are percent-decoded and valid UTF-8.
struct Request {
    Method method = Method::get;
    std::string path;
    std::vector<Header> params; ///< `{id}` of the route → its value.
    std::vector<Header> query;
    std::vector<Header> headers; ///< Names in lower case.
    std::string body;
    std::string remote;     ///< Address of the peer, or what a trusted proxy says it is.
    bool is_secure = false; ///< TLS, here or at the trusted proxy.

    /// Empty when absent.
    [[nodiscard]] std::string_view param(std::string_view name) const;
    [[nodiscard]] std::string_view header(std::string_view name) const;
    [[nodiscard]] std::string_view cookie(std::string_view name) const;
    [[nodiscard]] std::optional<std::string_view> query_value(std::string_view name) const;
};

/// A live connection that gets server-sent events. Safe to use from any thread; after the peer is
/// gone `send` does nothing and gives false.
class EventStream;
/// Shared between the connection and whoever sends; the one place where neither can own the other.
using EventStreamPtr = std::shared_ptr<EventStream>; // tidy: allowed

class EventStream {
public:
    virtual ~EventStream() = default;
    /// `text` is one complete event: `id: …\nevent: …\ndata: …\n\n`. Gives false when the peer is
    /// gone or does not keep up (more than 256 KiB waiting: the connection is then closed).
    virtual bool send(std::string text) = 0;
    [[nodiscard]] virtual bool is_open() const = 0;
    virtual void close() = 0;
};

struct Response {
    int status = 200;
    std::vector<Header> headers;
    std::string body;
    /// Used instead of `body` for bytes that live as long as the program (the embedded UI).
    std::optional<ByteView> fixed_body;
    /// Sent piece by piece after the headers, for files too large to hold; called on a worker until
    /// it gives an empty piece. `Content-Length` is the handler's to set.
    UniqueFunction<Result<Bytes>()> pieces;
    /// When set, the answer is an event stream and this receives it once the headers are sent.
    std::function<void(EventStreamPtr)> events;

    Response& with(std::string name, std::string value);
};

[[nodiscard]] Response json_response(int status, const Json& body);
[[nodiscard]] Response text_response(int status, std::string_view type, std::string body);
[[nodiscard]] Response see_other(std::string location);

/// Takes the body of a streamed upload, piece by piece, on a worker thread. Destroyed without
/// `finish` when the upload breaks off.
class BodySink {
public:
    virtual ~BodySink() = default;
    virtual Result<> write(ByteView piece) = 0;
    /// The whole body arrived; gives the answer.
    virtual Response finish() = 0;
};

struct Limits {
    std::size_t body_bytes_max = std::size_t{64} * 1024;
    std::chrono::seconds body_time_max{20};
};

using Handler = std::function<Response(const Request&)>;
/// For streamed bodies: asked before the body is read; an answer instead of a sink refuses it.
using OpenSink = std::function<std::variant<std::unique_ptr<BodySink>, Response>(const Request&)>;

/// One row of the route table: router, policy matrix, contract check and fuzzers read the same.
struct Route {
    Method method = Method::get;
    std::string path;   ///< `/api/v1/incidents/{id}/timeline`; a last `{rest*}` takes what is left.
    std::string action; ///< The action of the policy table; `public` for what anyone may ask.
    Limits limits;
    Handler handler; ///< Exactly one of `handler` and `sink` is set.
    OpenSink sink;
};

} // namespace sokuo::http
