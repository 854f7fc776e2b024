#pragma once

// A small blocking HTTP/1.1 client over TCP or a unix-domain socket, for the command line, for
// asking another process of the same machine, and for tests. No TLS, no redirects, no cookies, no
// proxy.

#include "core/result.h"
#include "http/http.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::http {

/// Where to connect: `unix_socket` when it is set.
struct Endpoint {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    std::filesystem::path unix_socket{};
};

struct ClientLimits {
    std::chrono::milliseconds connect_time_max{5'000};
    /// For sending the request and hearing the whole answer.
    std::chrono::milliseconds time_max{30'000};
    std::size_t body_bytes_max = std::size_t{64} * 1024 * 1024;
};

struct Question {
    Method method = Method::get;
    std::string target = "/";      ///< Path and query as they go over the wire, already escaped.
    std::vector<Header> headers{}; ///< Besides Host and Content-Length.
    std::string body{};
};

struct Answer {
    int status = 0;
    std::vector<Header> headers; ///< Names in lower case.
    std::string body;

    [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// One connection, kept between questions and opened anew when the server has closed it. Not for
/// use by two threads at once.
class Client {
public:
    explicit Client(Endpoint endpoint, ClientLimits limits = {});
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// Errors: `unavailable` (no connection, broken off, too slow), `invalid` (a header or target
    /// that would break the request), `corrupt` (no HTTP answer), `too_large`.
    Result<Answer> ask(const Question& question);

private:
    Result<> connect();
    Result<> send(const Question& question);
    Result<Answer> hear(bool has_body);
    Result<> more();
    Result<bool> wait(short events, std::chrono::steady_clock::time_point last) const;
    [[nodiscard]] bool is_alive() const;
    void close();

    Endpoint endpoint_;
    ClientLimits limits_;
    int descriptor_ = -1;
    std::string heard_;
    std::chrono::steady_clock::time_point last_;
};

} // namespace sokuo::http
