#include "http/listener.h"

#include "http/forwarded.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string_view>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace sokuo::http {

namespace {

constexpr Message address_invalid{
    "http.address_invalid",
    "待ち受けるアドレス{0}が正しくありません。数字のアドレスを書いてください。",
    "The address {0} to listen on is not valid. Write a numeric one."};
constexpr Message address_in_use{
    "http.address_in_use",
    "{0}で待ち受けられません。ほかのプログラムが使っていないか確かめてください。",
    "Cannot listen on {0}. Check whether another program uses it."};
constexpr Message socket_path_invalid{
    "http.socket_path_invalid",
    "ソケットのパス{0}が使えません。107バイト以内で、ほかのファイルがない場所にしてください。",
    "The socket path {0} cannot be used. Choose one of at most 107 bytes where no other file is."};

constexpr int backlog = 1024;

// What bind, connect and accept call a sockaddr.
template <class Address>
sockaddr* generic(Address& address) {
    return static_cast<sockaddr*>(static_cast<void*>(&address));
}

Error unusable(int descriptor, const std::string& where) {
    const std::string why = std::strerror(errno);
    if (descriptor >= 0) ::close(descriptor);
    return because(failure(Errc::unavailable, address_in_use, {where}), why);
}

std::string peer_of(const sockaddr_storage& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.ss_family == AF_INET) {
        sockaddr_in four{};
        std::memcpy(&four, &address, sizeof four);
        return ::inet_ntop(AF_INET, &four.sin_addr, text.data(), text.size());
    }
    if (address.ss_family == AF_INET6) {
        sockaddr_in6 six{};
        std::memcpy(&six, &address, sizeof six);
        return canonical_address(::inet_ntop(AF_INET6, &six.sin6_addr, text.data(), text.size()));
    }
    return "unix";
}

// Whichever kind of socket is there: only one that nobody holds refuses.
bool answers(const sockaddr_un& address) {
    auto copy = address;
    const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (probe < 0) return true;
    const bool is_dead = ::connect(probe, generic(copy), sizeof copy) != 0 && errno == ECONNREFUSED;
    ::close(probe);
    return !is_dead;
}

} // namespace

Result<TcpListener> open_tcp(const std::string& address, std::uint16_t port) {
    sockaddr_in four{};
    sockaddr_in6 six{};
    const bool is_four = ::inet_pton(AF_INET, address.c_str(), &four.sin_addr) == 1;
    if (!is_four && ::inet_pton(AF_INET6, address.c_str(), &six.sin6_addr) != 1)
        return failure(Errc::invalid, address_invalid, {address});
    four.sin_family = AF_INET;
    four.sin_port = htons(port);
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(port);
    const auto where = address + " " + std::to_string(port);
    const int made =
        ::socket(is_four ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (made < 0) return unusable(made, where);
    const int yes = 1;
    ::setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    const int bound =
        is_four ? ::bind(made, generic(four), sizeof four) : ::bind(made, generic(six), sizeof six);
    if (bound != 0 || ::listen(made, backlog) != 0) return unusable(made, where);
    sockaddr_in6 actual{}; // The port stands at the same place in both families.
    socklen_t size = sizeof actual;
    if (::getsockname(made, generic(actual), &size) != 0) return unusable(made, where);
    return TcpListener{made, ntohs(actual.sin6_port)};
}

Result<int> open_unix(const std::filesystem::path& path, UnixSocket socket) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto& text = path.native();
    if (text.size() >= sizeof address.sun_path)
        return failure(Errc::invalid, socket_path_invalid, {text});
    std::memcpy(address.sun_path, text.c_str(), text.size());
    struct stat found {};
    if (::lstat(text.c_str(), &found) == 0) {
        if (!S_ISSOCK(found.st_mode)) return failure(Errc::invalid, socket_path_invalid, {text});
        if (answers(address)) return failure(Errc::unavailable, address_in_use, {text});
        ::unlink(text.c_str());
    }
    const int kind = socket.is_datagram ? SOCK_DGRAM : SOCK_STREAM;
    const int made = ::socket(AF_UNIX, kind | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (made < 0) return unusable(made, text);
    // Nobody can connect between bind and chmod: that takes listen. For datagrams the program's
    // umask leaves nothing to others until then.
    if (::bind(made, generic(address), sizeof address) != 0 ||
        ::chmod(text.c_str(), static_cast<mode_t>(socket.mode)) != 0 ||
        (!socket.is_datagram && ::listen(made, backlog) != 0))
        return unusable(made, text);
    return made;
}

SocketFile::SocketFile(std::filesystem::path path) : path_{std::move(path)} {
    struct stat found {};
    if (::lstat(path_.c_str(), &found) != 0) return;
    device_ = found.st_dev;
    inode_ = found.st_ino;
}

SocketFile::~SocketFile() {
    struct stat found {};
    const bool is_same =
        ::lstat(path_.c_str(), &found) == 0 && found.st_dev == device_ && found.st_ino == inode_;
    if (is_same) ::unlink(path_.c_str());
}

Accepted accept_one(int listening) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    const int made = ::accept4(listening, generic(address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (made < 0) return {.descriptor = made, .peer = {}, .fault = errno};
    if (address.ss_family != AF_UNIX) {
        const int yes = 1;
        ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    }
    return {.descriptor = made, .peer = peer_of(address), .fault = 0};
}

void turn_away(int descriptor, bool may_speak) {
    constexpr std::string_view full = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\n"
                                      "Content-Length: 0\r\nConnection: close\r\n\r\n";
    if (may_speak) {
        // The peer is turned away either way; whether it learns why is of no consequence.
        [[maybe_unused]] const auto sent =
            ::send(descriptor, full.data(), full.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    }
    ::close(descriptor);
}

Listener::Listener(Loop& loop, int descriptor, std::function<void(int, std::string)> take)
    : watch_{loop, descriptor}, take_{std::move(take)} {}

void Listener::start() {
    watch_.when_readable([this] { accept_all(); });
}

void Listener::accept_all() {
    constexpr int at_once_max = 256; // So that a flood does not keep the loop from its connections.
    for (int count = 0; count < at_once_max; ++count) {
        auto accepted = accept_one(watch_.descriptor());
        if (accepted.descriptor < 0) {
            // No descriptor is free: the queue stays readable, so wait a little, not in a circle.
            const int why = accepted.fault;
            if (why == EMFILE || why == ENFILE || why == ENOBUFS || why == ENOMEM)
                std::this_thread::sleep_for(std::chrono::milliseconds{10});
            if (why == ECONNABORTED || why == EINTR) continue;
            break;
        }
        take_(accepted.descriptor, std::move(accepted.peer));
    }
    start();
}

} // namespace sokuo::http
