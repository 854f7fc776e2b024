#pragma once

// Datagrams, many at a time.

#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace sokuo::syslog {

struct UdpSocket {
    int descriptor = -1;
    std::uint16_t port = 0;
};
/// `host` is numeric. Non-blocking. Errors: `invalid`, `unavailable`.
[[nodiscard]] Result<UdpSocket> open_udp(const std::string& host, std::uint16_t port);

/// Reads what waits at a socket. Room for one batch is held, whatever the number of sockets.
class UdpReader {
public:
    UdpReader();
    ~UdpReader();
    UdpReader(const UdpReader&) = delete;
    UdpReader& operator=(const UdpReader&) = delete;

    /// `sender` in its canonical spelling, or `unix`. No UDP datagram is longer than 64 KiB; of a
    /// Unix socket's comes one byte more, and no more.
    using Take = std::function<void(std::string_view bytes, const std::string& sender)>;
    /// One batch; gives whether there may be more. `kernel_dropped` becomes what the kernel says it
    /// dropped at this socket since it was opened.
    bool read(int descriptor, std::uint64_t& kernel_dropped, const Take& take);

private:
    struct Room;
    std::unique_ptr<Room> room_;
};

} // namespace sokuo::syslog
