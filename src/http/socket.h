#pragma once

// A connected, non-blocking stream: TCP or unix-domain, plain or TLS. Used on its loop's thread.

#include "core/result.h"
#include "http/loop.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct ssl_ctx_st;
struct ssl_st;

namespace sokuo::http {

/// What is the same for all TLS connections of a server: TLS 1.2 or newer, no compression, no
/// renegotiation, buffers given back while idle.
class TlsContext {
public:
    /// Errors: `invalid` when the files are not a certificate and its key.
    static Result<std::unique_ptr<TlsContext>> load(const std::filesystem::path& certificate,
                                                    const std::filesystem::path& key);
    ~TlsContext();
    TlsContext(const TlsContext&) = delete;
    TlsContext& operator=(const TlsContext&) = delete;

private:
    friend class Socket;
    explicit TlsContext(ssl_ctx_st* context) : context_{context} {}
    ssl_ctx_st* context_;
};

class Socket {
public:
    enum class Outcome : std::uint8_t {
        moved,         ///< `bytes` of them.
        wait_readable, ///< Nothing moved; again when readable.
        wait_writable, ///< Nothing moved; again when writable (also of a read, in TLS).
        ended,         ///< The peer is gone or broke the protocol.
    };
    struct Transfer {
        Outcome outcome{};
        std::size_t bytes = 0;
    };

    /// Takes the descriptor. `tls` null: plain. It must outlive the socket.
    Socket(Loop& loop, int descriptor, const TlsContext* tls);
    ~Socket();
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    /// `room` holds a TLS record (16 KiB) or more, so nothing is left behind that no readiness
    /// would announce.
    Transfer read(std::span<char> room);
    /// One system call for both pieces (gathered); after anything but `moved` call again with bytes
    /// that start with the same.
    Transfer write(std::string_view first, std::string_view second);
    /// Says that nothing more will be written.
    void end_writing();
    /// The handshake is over; at once when it is plain.
    [[nodiscard]] bool is_established() const;
    [[nodiscard]] bool is_tls() const { return tls_ != nullptr; }

    void when_readable(std::function<void()> then) { watch_.when_readable(std::move(then)); }
    void when_writable(std::function<void()> then) { watch_.when_writable(std::move(then)); }

private:
    Transfer outcome_of_tls(int result);

    Watch watch_;
    ssl_st* tls_ = nullptr;
};

} // namespace sokuo::http
