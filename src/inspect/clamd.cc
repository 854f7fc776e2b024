#include "inspect/clamd.h"

#include "sandbox/descriptor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace sokuo::inspect {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t answer_max = 1024;
constexpr std::size_t signature_max = 200;
constexpr std::size_t chunk_max = 64UL << 10U;

Error away(int reason) {
    return because(failure(Errc::unavailable, clamd_away), std::strerror(reason));
}

Result<> wait_for(int socket, short what, Clock::time_point until) {
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
        if (left.count() <= 0) return failure(Errc::unavailable, clamd_slow);
        pollfd waiting{.fd = socket, .events = what, .revents = 0};
        const int ready = ::poll(&waiting, 1, static_cast<int>(left.count()));
        if (ready > 0) return Done{};
        if (ready < 0 && errno != EINTR) return away(errno);
    }
}

// False when clamd reads no further: it may have answered already.
Result<bool> send_all(int socket, ByteView bytes, Clock::time_point until) {
    while (!bytes.empty()) {
        TRY(wait_for(socket, POLLOUT, until));
        const auto sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent >= 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(sent));
        } else if (errno == EPIPE || errno == ECONNRESET) {
            return false;
        } else if (errno != EAGAIN && errno != EINTR) {
            return away(errno);
        }
    }
    return true;
}

std::array<std::byte, 4> chunk_head(std::size_t size) {
    std::array<std::byte, 4> head{};
    for (std::size_t index = 0; index < 4; ++index)
        head[3 - index] = static_cast<std::byte>(size >> (8 * index) & 0xffU);
    return head;
}

Result<> send_file(int socket, ByteView bytes, Clock::time_point until) {
    using namespace std::string_view_literals;
    bool goes_on = TRY(send_all(socket, as_bytes("zINSTREAM\0"sv), until));
    while (goes_on && !bytes.empty()) {
        const auto chunk = bytes.first(std::min(bytes.size(), chunk_max));
        goes_on = TRY(send_all(socket, chunk_head(chunk.size()), until));
        if (goes_on) goes_on = TRY(send_all(socket, chunk, until));
        bytes = bytes.subspan(chunk.size());
    }
    if (goes_on) TRY(send_all(socket, chunk_head(0), until));
    return Done{};
}

Result<std::string> answer_from(int socket, Clock::time_point until) {
    std::string answer;
    std::array<char, 256> part{};
    while (answer.size() <= answer_max) {
        TRY(wait_for(socket, POLLIN, until));
        const auto got = ::recv(socket, part.data(), part.size(), MSG_DONTWAIT);
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (got < 0) return away(errno);
        answer.append(part.data(), static_cast<std::size_t>(got));
        const auto end = answer.find('\0');
        if (end != std::string::npos) return answer.substr(0, end);
        if (got == 0) break;
    }
    return failure(Errc::invalid, clamd_strange);
}

} // namespace

Result<Verdict> ask(const Clamd& clamd, ByteView bytes) {
    const auto until = Clock::now() + clamd.deadline;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (clamd.socket.size() >= sizeof address.sun_path) return away(ENAMETOOLONG);
    std::ranges::copy(clamd.socket, address.sun_path);
    const sandbox::Descriptor socket{
        ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (!socket.is_open()) return away(errno);
    if (::connect(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) !=
        0)
        return away(errno); // EAGAIN: its queue is full
    TRY(send_file(socket.number(), bytes, until));
    const auto answer = TRY(answer_from(socket.number(), until));
    return verdict_of(answer);
}

Result<Verdict> verdict_of(std::string_view answer) {
    constexpr std::string_view head = "stream: ";
    constexpr std::string_view hit = " FOUND";
    if (answer == "stream: OK") return Verdict{};
    if (answer.starts_with("INSTREAM size limit exceeded"))
        return failure(Errc::too_large, clamd_too_big);
    const auto strange = failure(Errc::invalid, clamd_strange);
    if (!answer.starts_with(head) || !answer.ends_with(hit)) return strange;
    if (answer.size() <= head.size() + hit.size()) return strange;
    const auto name = answer.substr(head.size(), answer.size() - head.size() - hit.size());
    const auto is_odd = [](char sign) { return sign <= ' ' || sign > '~'; };
    if (name.size() > signature_max || std::ranges::any_of(name, is_odd)) return strange;
    return Verdict{.signature = std::string{name}};
}

} // namespace sokuo::inspect
