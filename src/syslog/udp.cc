#include "syslog/udp.h"

#include "http/forwarded.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <span>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace sokuo::syslog {
namespace {

constexpr Message bad_address{"syslog.udp_address",
                              "ログを待ち受けるアドレス「{0}」は、数字のアドレスではありません。",
                              "“{0}” is no numeric address to await logs at."};
constexpr Message in_use{"syslog.udp_in_use",
                         "{0} でログを待ち受けられません。ほかのプログラムが使っていないか、"
                         "1024より小さいポートを使う権利があるかを確かめてください。",
                         "Logs cannot be awaited at {0}. Check whether another program uses it, "
                         "and whether a port below 1024 is allowed."};

constexpr std::size_t batch = 64;
/// One more than UDP has: of a Unix socket's, which may be longer, it is seen that it was cut.
constexpr std::size_t datagram_max = std::size_t{64} * 1024 + 1;
/// Asked for; the kernel gives what it allows (net.core.rmem_max).
constexpr int kernel_room = 8 << 20;

template <class Address>
sockaddr* generic(Address& address) {
    return static_cast<sockaddr*>(static_cast<void*>(&address));
}

std::string address_of(const sockaddr_storage& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.ss_family == AF_INET) {
        sockaddr_in four{};
        std::memcpy(&four, &address, sizeof four);
        return ::inet_ntop(AF_INET, &four.sin_addr, text.data(), text.size());
    }
    if (address.ss_family != AF_INET6) return "unix";
    sockaddr_in6 six{};
    std::memcpy(&six, &address, sizeof six);
    return http::canonical_address(::inet_ntop(AF_INET6, &six.sin6_addr, text.data(), text.size()));
}

std::uint16_t port_of(int descriptor) {
    sockaddr_storage bound{};
    socklen_t size = sizeof bound;
    if (::getsockname(descriptor, generic(bound), &size) != 0) return 0;
    if (bound.ss_family == AF_INET) {
        sockaddr_in four{};
        std::memcpy(&four, &bound, sizeof four);
        return ntohs(four.sin_port);
    }
    sockaddr_in6 six{};
    std::memcpy(&six, &bound, sizeof six);
    return ntohs(six.sin6_port);
}

} // namespace

Result<UdpSocket> open_udp(const std::string& host, std::uint16_t port) {
    sockaddr_in four{};
    sockaddr_in6 six{};
    const bool is_four = ::inet_pton(AF_INET, host.c_str(), &four.sin_addr) == 1;
    if (!is_four && ::inet_pton(AF_INET6, host.c_str(), &six.sin6_addr) != 1)
        return failure(Errc::invalid, bad_address, {host});
    four.sin_family = AF_INET;
    four.sin_port = htons(port);
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(port);
    const int made =
        ::socket(is_four ? AF_INET : AF_INET6, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int yes = 1;
    const bool is_bound = made >= 0 &&
                          ::setsockopt(made, SOL_SOCKET, SO_RXQ_OVFL, &yes, sizeof yes) == 0 &&
                          (is_four ? ::bind(made, generic(four), sizeof four)
                                   : ::bind(made, generic(six), sizeof six)) == 0;
    if (!is_bound) {
        const std::string why = std::strerror(errno);
        if (made >= 0) ::close(made);
        return because(failure(Errc::unavailable, in_use, {host + " " + std::to_string(port)}),
                       why);
    }
    ::setsockopt(made, SOL_SOCKET, SO_RCVBUF, &kernel_room, sizeof kernel_room);
    return UdpSocket{made, port_of(made)};
}

struct UdpReader::Room {
    std::vector<char> bytes = std::vector<char>(batch * datagram_max);
    std::array<iovec, batch> pieces{};
    std::array<sockaddr_storage, batch> senders{};
    std::array<std::array<char, CMSG_SPACE(sizeof(std::uint32_t))>, batch> controls{};
    std::array<mmsghdr, batch> messages{};
};

UdpReader::UdpReader() : room_{std::make_unique<Room>()} {}
UdpReader::~UdpReader() = default;

bool UdpReader::read(int descriptor, std::uint64_t& kernel_dropped, const Take& take) {
    auto& room = *room_;
    for (std::size_t place = 0; place < batch; ++place) {
        room.pieces.at(place) = {room.bytes.data() + place * datagram_max, datagram_max};
        room.messages.at(place) = {};
        auto& head = room.messages.at(place).msg_hdr;
        head.msg_name = &room.senders.at(place);
        head.msg_namelen = sizeof(sockaddr_storage);
        head.msg_iov = &room.pieces.at(place);
        head.msg_iovlen = 1;
        head.msg_control = room.controls.at(place).data();
        head.msg_controllen = room.controls.at(place).size();
    }
    const int got = ::recvmmsg(descriptor, room.messages.data(), batch, MSG_DONTWAIT, nullptr);
    if (got <= 0) return got < 0 && errno == EINTR;
    for (auto& message : std::span{room.messages}.first(static_cast<std::size_t>(got))) {
        for (auto* control = CMSG_FIRSTHDR(&message.msg_hdr); control != nullptr;
             control = CMSG_NXTHDR(&message.msg_hdr, control)) {
            if (control->cmsg_level != SOL_SOCKET || control->cmsg_type != SO_RXQ_OVFL) continue;
            std::uint32_t count = 0;
            std::memcpy(&count, CMSG_DATA(control), sizeof count);
            kernel_dropped = std::max<std::uint64_t>(kernel_dropped, count);
        }
        sockaddr_storage sender{};
        std::memcpy(&sender, message.msg_hdr.msg_name, sizeof sender);
        take({static_cast<const char*>(message.msg_hdr.msg_iov->iov_base), message.msg_len},
             address_of(sender));
    }
    return static_cast<std::size_t>(got) == batch;
}

} // namespace sokuo::syslog
