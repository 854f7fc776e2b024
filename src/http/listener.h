#pragma once

// Sockets that take connections.

#include "core/result.h"
#include "http/loop.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace sokuo::http {

struct TcpListener {
    int descriptor = -1;
    std::uint16_t port = 0;
};

/// `address` is numeric. Errors: `invalid` for what is no address, `unavailable` when it is in use.
[[nodiscard]] Result<TcpListener> open_tcp(const std::string& address, std::uint16_t port);
/// Mode 0660. Replaces a socket nobody answers on. Errors: `invalid` (too long, or something else
/// is there), `unavailable`.
[[nodiscard]] Result<int> open_unix(const std::filesystem::path& path);
struct Accepted {
    int descriptor = -1; ///< Non-blocking; below zero: there is none.
    std::string peer{};  ///< Its canonical address; `unix`.
    int fault = 0;       ///< `errno`, where there is none.
};
/// Does not wait.
[[nodiscard]] Accepted accept_one(int listening);
/// Closes a connection there is no room for; in words when `may_speak`.
void turn_away(int descriptor, bool may_speak);

class Listener {
public:
    /// Takes the listening descriptor. `take` gets each connection, non-blocking, with the
    /// canonical address of its peer, on the loop's thread.
    Listener(Loop& loop, int descriptor, std::function<void(int, std::string)> take);

    void start();

private:
    void accept_all();

    Watch watch_;
    std::function<void(int, std::string)> take_;
};

} // namespace sokuo::http
