#include "app/watch/streams.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace sokuo::app {
namespace {

using std::chrono::steady_clock;

constexpr Message input_failed{"watch.input_failed", "標準入力を読めませんでした。",
                               "Standard input could not be read."};

/// Read of one client before the others have their turn.
constexpr std::size_t piece_bytes = std::size_t{64} << 10U;
/// No datagram of a Unix socket is longer where the kernel is left as it is.
constexpr std::size_t datagram_bytes_max = std::size_t{1} << 20U;
constexpr int datagrams_at_once = 64;
/// Who has been quiet for so long goes first when there is no more room.
constexpr auto idle_min = std::chrono::seconds{60};

} // namespace

Result<std::unique_ptr<Streams>> Streams::open(StreamRules rules) {
    std::unique_ptr<Streams> streams{new Streams{std::move(rules)}};
    const auto& wanted = streams->rules_;
    streams->is_reading_ = wanted.reads_input;
    streams->room_.resize(wanted.is_datagram ? datagram_bytes_max : piece_bytes);
    if (wanted.socket.empty()) return streams;
    streams->listening_ = TRY(
        http::open_unix(wanted.socket, {.mode = wanted.mode, .is_datagram = wanted.is_datagram}));
    streams->file_.emplace(wanted.socket);
    return streams;
}

Streams::~Streams() {
    for (const auto& client : clients_)
        ::close(client.descriptor);
    if (listening_ >= 0) ::close(listening_);
}

Result<> Streams::round(int besides, std::chrono::milliseconds wait, Taker& taker) {
    // One that is below zero is not looked at.
    std::vector<pollfd> waits;
    waits.push_back({besides, POLLIN, 0});
    waits.push_back({is_reading_ ? STDIN_FILENO : -1, POLLIN, 0});
    waits.push_back({listening_, POLLIN, 0});
    for (const auto& client : clients_)
        waits.push_back({client.descriptor, POLLIN, 0});
    const auto ready = ::poll(waits.data(), waits.size(), static_cast<int>(wait.count()));
    if (ready <= 0) return Done{};
    std::size_t at = 3;
    for (auto client = clients_.begin(); client != clients_.end(); ++at) {
        const auto next = std::next(client);
        if (waits[at].revents != 0 && !read(*client, taker)) close(client, taker);
        client = next;
    }
    if (waits[2].revents != 0) {
        if (rules_.is_datagram)
            read_datagrams(taker);
        else
            accept_all(taker);
    }
    return waits[1].revents != 0 ? read_input(taker) : Done{};
}

void Streams::drain(std::chrono::milliseconds wait, Taker& taker) {
    const auto until = steady_clock::now() + wait;
    for (bool is_more = true; is_more && steady_clock::now() < until;) {
        is_more = false;
        if (rules_.is_datagram && listening_ >= 0) is_more = read_datagrams(taker);
        for (auto client = clients_.begin(); client != clients_.end();) {
            const auto next = std::next(client);
            pollfd waiting{client->descriptor, POLLIN, 0};
            if (::poll(&waiting, 1, 0) > 0) {
                is_more = true;
                if (!read(*client, taker)) close(client, taker);
            }
            client = next;
        }
    }
    while (!clients_.empty())
        close(clients_.begin(), taker);
}

Result<> Streams::read_input(Taker& taker) {
    const auto got = ::read(STDIN_FILENO, room_.data(), std::min(room_.size(), piece_bytes));
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) return Done{};
    const auto why = errno;
    const bool goes_on =
        got > 0 && taker.take(0, ByteView{room_}.first(static_cast<std::size_t>(got)));
    if (goes_on) return Done{};
    is_reading_ = false;
    taker.end(0);
    if (got >= 0) return Done{};
    return because(failure(Errc::unavailable, input_failed), std::strerror(why));
}

bool Streams::read(Client& client, Taker& taker) {
    const auto got =
        ::recv(client.descriptor, room_.data(), std::min(room_.size(), piece_bytes), MSG_DONTWAIT);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) return true;
    if (got <= 0) return false;
    client.moved_at = steady_clock::now();
    return taker.take(client.number, ByteView{room_}.first(static_cast<std::size_t>(got)));
}

bool Streams::read_datagrams(Taker& taker) {
    for (int count = 0; count < datagrams_at_once; ++count) {
        const auto got = ::recv(listening_, room_.data(), room_.size(), MSG_DONTWAIT);
        if (got < 0) return false;
        taker.take_datagram(ByteView{room_}.first(static_cast<std::size_t>(got)));
    }
    return true;
}

void Streams::close(std::list<Client>::iterator client, Taker& taker) {
    ::close(client->descriptor);
    const auto number = client->number;
    clients_.erase(client);
    taker.end(number);
}

bool Streams::make_room(Taker& taker) {
    if (clients_.size() < rules_.clients_max) return true;
    const auto idlest = std::ranges::min_element(clients_, {}, &Client::moved_at);
    if (steady_clock::now() - idlest->moved_at < idle_min) return false;
    close(idlest, taker);
    return true;
}

void Streams::accept_all(Taker& taker) {
    for (std::size_t count = 0; count < rules_.clients_max; ++count) {
        const auto accepted = http::accept_one(listening_);
        if (accepted.descriptor < 0) {
            // It would be asked again at once, and for ever, until somebody goes.
            const int why = accepted.fault;
            if (why == EMFILE || why == ENFILE || why == ENOBUFS || why == ENOMEM)
                std::this_thread::sleep_for(std::chrono::milliseconds{10});
            return;
        }
        if (!make_room(taker)) {
            ::close(accepted.descriptor);
            ++refused_;
            continue;
        }
        clients_.push_back({accepted.descriptor, ++last_number_, steady_clock::now()});
    }
}

} // namespace sokuo::app
