#include "mail/conversation.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace sokuo::mail {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t piece_bytes = 16'384;

constexpr Message peer_slow{"mail.peer_slow",
                            "メールを渡す側（{0}）が遅すぎるので切りました。あとで送り直されます。",
                            "The peer {0} was too slow and was cut off. It will send again later."};

steady_clock::time_point now() {
    return steady_clock::now();
}

} // namespace

Conversation::Conversation(int descriptor, std::string peer, const Door& door, Inlet& inlet,
                           const Clock& clock, const Notice& notice)
    : descriptor_{descriptor}, peer_{std::move(peer)}, door_{door}, notice_{notice},
      dialogue_{door.host, peer_, inlet, clock, notice_}, last_byte_{now()}, last_answer_{now()},
      idle_since_{last_byte_.time_since_epoch().count()} {}

Conversation::~Conversation() {
    ::close(descriptor_);
}

void Conversation::run() {
    if (send(dialogue_.greeting())) talk();
    dialogue_.hang_up();
    drain();
    is_over_ = true;
}

void Conversation::talk() {
    std::array<char, piece_bytes> room{};
    while (!dialogue_.is_over()) {
        const auto waited = wait(POLLIN, deadline());
        if (waited == Wait::interrupted) return say_farewell("has no more time for you");
        if (waited == Wait::too_slow) {
            notice_(failure(Errc::unavailable, peer_slow, {peer_}));
            return say_farewell("has waited too long");
        }
        const auto count = ::recv(descriptor_, room.data(), room.size(), 0);
        if (count < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (count <= 0) return;
        if (!exchange({room.data(), static_cast<std::size_t>(count)})) return;
    }
}

bool Conversation::exchange(std::string_view bytes) {
    idle_since_ = 0;
    last_byte_ = now();
    while (!bytes.empty() && !dialogue_.is_over()) {
        std::string replies;
        bytes.remove_prefix(dialogue_.take(bytes, replies));
        note_progress(!replies.empty());
        if (!replies.empty() && !send(replies)) return false;
    }
    if (dialogue_.is_idle()) idle_since_ = now().time_since_epoch().count();
    return true;
}

// Storing takes its time, which is not the peer's.
void Conversation::note_progress(bool was_answered) {
    if (was_answered) last_byte_ = last_answer_ = now();
    if (!dialogue_.mail_bytes())
        mail_since_.reset();
    else if (!mail_since_)
        mail_since_ = now();
}

Conversation::Moment Conversation::deadline() const {
    const auto& patience = door_.patience;
    if (!mail_since_) {
        const bool is_idle = dialogue_.is_idle();
        return last_answer_ + (is_idle ? patience.between_commands : patience.within_line);
    }
    const auto bytes = dialogue_.mail_bytes().value_or(0);
    const milliseconds earned{bytes * 1'000 /
                              std::max<std::uint64_t>(patience.bytes_per_second_min, 1)};
    return std::min({last_byte_ + patience.without_a_byte, *mail_since_ + patience.for_a_mail,
                     *mail_since_ + patience.within_line + earned});
}

Conversation::Wait Conversation::wait(short events, Moment until) const {
    for (;;) {
        if (is_interrupted_) return Wait::interrupted;
        const auto left = std::chrono::ceil<milliseconds>(until - now());
        if (left.count() <= 0) return Wait::too_slow;
        pollfd one{.fd = descriptor_, .events = events, .revents = 0};
        const auto most = static_cast<int>(std::min<std::int64_t>(left.count(), 60'000));
        const int count = ::poll(&one, 1, most);
        if (is_interrupted_) return Wait::interrupted;
        if (count > 0 || (count < 0 && errno != EINTR)) return Wait::ready;
    }
}

// A reply is sent also when somebody interrupts: it may be that of a mail that was stored.
bool Conversation::send(std::string_view bytes) {
    const auto until = now() + door_.patience.within_line;
    while (!bytes.empty()) {
        const auto count = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(count));
            continue;
        }
        if (errno != EAGAIN && errno != EINTR) return false;
        if (wait(POLLOUT, until) != Wait::ready) return false;
    }
    return true;
}

void Conversation::say_farewell(std::string_view why) {
    const auto text = dialogue_.farewell(why);
    // Whether it is heard is of no consequence: without an answer the peer sends again.
    [[maybe_unused]] const auto count =
        ::send(descriptor_, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

// Closing over bytes that nobody read resets the connection, and the last reply goes with it.
void Conversation::drain() const {
    ::shutdown(descriptor_, SHUT_WR);
    std::array<char, piece_bytes> room{};
    const auto until = now() + milliseconds{500};
    while (wait(POLLIN, until) == Wait::ready) {
        const auto count = ::recv(descriptor_, room.data(), room.size(), 0);
        if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) return;
    }
}

void Conversation::interrupt() {
    is_interrupted_ = true;
    ::shutdown(descriptor_, SHUT_RD); // Wakes its poll.
}

std::optional<Conversation::Moment> Conversation::idle_since() const {
    const auto ticks = idle_since_.load();
    if (ticks == 0 || is_interrupted_) return {};
    return Moment{steady_clock::duration{ticks}};
}

} // namespace sokuo::mail
