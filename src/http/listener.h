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
struct UnixSocket {
    unsigned mode = 0660;     ///< Who may write into it.
    bool is_datagram = false; ///< As /dev/log is; otherwise connections.
};
/// Non-blocking. Replaces a socket nobody answers on. Errors: `invalid` (too long, or something
/// else is there), `unavailable`.
[[nodiscard]] Result<int> open_unix(const std::filesystem::path& path, UnixSocket socket = {});
/// Takes the name of a socket away with itself, unless somebody else's stands there by then.
class SocketFile {
public:
    explicit SocketFile(std::filesystem::path path);
    ~SocketFile();
    SocketFile(const SocketFile&) = delete;
    SocketFile& operator=(const SocketFile&) = delete;

private:
    std::filesystem::path path_;
    std::uint64_t device_ = 0;
    std::uint64_t inode_ = 0;
};

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
