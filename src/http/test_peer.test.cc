#include "http/test_peer.h"

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace sokuo::http {

Peer::Peer(std::uint16_t port) : descriptor_{::socket(AF_INET, SOCK_STREAM, 0)} {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* generic = static_cast<sockaddr*>(static_cast<void*>(&address));
    REQUIRE(::connect(descriptor_, generic, sizeof address) == 0);
}

Peer::~Peer() {
    ::close(descriptor_);
}

bool Peer::say(std::string_view bytes) const {
    while (!bytes.empty()) {
        const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void Peer::end() const {
    ::shutdown(descriptor_, SHUT_WR);
}

bool Peer::more(int milliseconds) {
    pollfd wait{descriptor_, POLLIN, 0};
    if (::poll(&wait, 1, milliseconds) <= 0) return false;
    std::array<char, 16 * 1024> room{};
    const auto got = ::recv(descriptor_, room.data(), room.size(), 0);
    if (got <= 0) return false;
    heard_.append(room.data(), static_cast<std::size_t>(got));
    return true;
}

std::string Peer::hear_head() {
    while (heard_.find("\r\n\r\n") == std::string::npos) {
        if (!more(10'000)) return std::exchange(heard_, {});
    }
    const auto end = heard_.find("\r\n\r\n") + 4;
    auto head = heard_.substr(0, end);
    heard_.erase(0, end);
    return head;
}

std::string Peer::hear() {
    auto answer = hear_head();
    const auto at = answer.find("Content-Length: ");
    if (at == std::string::npos) return answer;
    const auto size = std::stoul(answer.substr(at + 16));
    while (heard_.size() < size && more(10'000)) {
    }
    answer += heard_.substr(0, size);
    heard_.erase(0, size);
    return answer;
}

std::string Peer::hear_all(int seconds) {
    return hear_until(std::string_view{"\0\0none", 6}, seconds);
}

std::string Peer::hear_until(std::string_view text, int seconds) {
    const auto last = std::chrono::steady_clock::now() + std::chrono::seconds{seconds};
    while (heard_.find(text) == std::string::npos && std::chrono::steady_clock::now() < last) {
        if (!more(seconds * 1000)) break;
    }
    return std::exchange(heard_, {});
}

} // namespace sokuo::http
