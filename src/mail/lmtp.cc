#include "mail/lmtp.h"

#include "http/forwarded.h"
#include "http/listener.h"
#include "mail/address.h"
#include "mail/conversation.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <condition_variable>
#include <iterator>
#include <list>
#include <mutex>
#include <optional>
#include <poll.h>
#include <stop_token>
#include <string_view>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

namespace sokuo::mail {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr Message bad_address{
    "mail.door_address",
    "メールを待ち受ける場所「{0}」が使えません。/ で始まるソケットか、数字のアドレスとポートにして"
    "ください（127.0.0.1:2424）。",
    "Mail cannot be awaited at “{0}”. Write a socket that begins with /, or a numeric address and "
    "a "
    "port (127.0.0.1:2424)."};
constexpr Message bad_peer{
    "mail.door_peer",
    "「{0}」は数字のアドレスではありません。メールを渡す側を名前でなくアドレス"
    "で書いてください。",
    "“{0}” is no numeric address. Write the peer's address, not its name."};
constexpr Message bad_recipient{"mail.door_recipient",
                                "受け取るメールアドレス「{0}」が使えません。",
                                "Mail cannot be taken for the address “{0}”."};
constexpr Message no_recipients{"mail.door_no_recipients",
                                "受け取るメールアドレスがありません。1つ以上書いてください。",
                                "There is no address to take mail for. Write at least one."};
constexpr Message bad_name{"mail.door_name", "名前「{0}」は、メールの受け口の名前に使えません。",
                           "A mail listener cannot call itself “{0}”."};
constexpr Message no_resources{"mail.no_resources", "メールの受け口を開けませんでした。",
                               "The mail listener could not be opened."};
constexpr Message peer_unknown{
    "mail.peer_unknown", "{0} はメールを渡す側に書かれていないので断りました。",
    "{0} is not among those that may hand mail over, and was sent away."};
constexpr Message too_many{"mail.too_many_connections",
                           "メールの接続が同時に{0}本あり、いっぱいです。あとで送り直されます。",
                           "There are {0} mail connections at once, which is the most. The next "
                           "one will come again later."};

// Who has just connected is not sent away for having said nothing yet.
constexpr auto idle_min = std::chrono::seconds{2};

struct Place {
    std::string host{}; ///< Empty: a Unix socket at `path`.
    std::uint16_t port = 0;
    std::string path{};
};

std::optional<Place> parse_place(std::string_view text) {
    if (text.starts_with('/')) return Place{.host = {}, .port = 0, .path = std::string{text}};
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return {};
    auto host = text.substr(0, colon);
    const auto port = text.substr(colon + 1);
    if (host.starts_with('[') != host.ends_with(']')) return {};
    if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
    Place place{.host = std::string{host}, .port = 0, .path = {}};
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), place.port);
    if (error != std::errc{} || end != port.data() + port.size()) return {};
    return place;
}

std::string address_of(const Place& place, std::uint16_t port) {
    const bool is_six = place.host.find(':') != std::string::npos;
    return (is_six ? "[" + place.host + "]:" : place.host + ":") + std::to_string(port);
}

bool is_this_machine(std::string_view peer) {
    return peer.starts_with("127.") || peer == "::1";
}

Result<> check(Door& door) {
    const auto is_plain = [](char byte) { return byte > ' ' && byte < 0x7F; };
    const auto& name = door.host.name;
    if (name.empty() || name.size() > 253 || !std::ranges::all_of(name, is_plain))
        return failure(Errc::invalid, bad_name, {name});
    if (door.host.recipients.empty()) return failure(Errc::invalid, no_recipients);
    for (const auto& one : door.host.recipients)
        if (!is_address(one)) return failure(Errc::invalid, bad_recipient, {one});
    for (auto& peer : door.peers) {
        auto address = http::canonical_address(peer);
        if (address.empty()) return failure(Errc::invalid, bad_peer, {peer});
        peer = std::move(address);
    }
    return Done{};
}

} // namespace

struct Listener::Inside {
    Door door;
    Inlet& inlet;
    const Clock& clock;
    Notice notice;
    std::string address;
    std::string path; ///< Of a Unix socket: removed at the end.
    int listening = -1;
    int bell = -1; ///< An eventfd: rung to stop.

    struct Guest {
        Guest(http::Accepted accepted, const Inside& in)
            : conversation{accepted.descriptor,
                           std::move(accepted.peer),
                           in.door,
                           in.inlet,
                           in.clock,
                           in.notice} {}
        Conversation conversation;
        std::jthread thread{};
    };
    mutable std::mutex mutex{};
    std::condition_variable gone{};
    std::list<Guest> guests{};
    std::size_t count = 0; ///< Of guests that still talk.
    std::jthread acceptor{};

    Inside(Door its_door, Inlet& its_inlet, const Clock& its_clock, Notice its_notice)
        : door{std::move(its_door)}, inlet{its_inlet}, clock{its_clock}, notice{std::move(
                                                                             its_notice)} {}
    ~Inside();
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

    Result<> bind();
    void accept_all(const std::stop_token& stop);
    void receive(http::Accepted accepted);
    [[nodiscard]] bool is_welcome(std::string_view peer) const;
    [[nodiscard]] bool make_room();
    void interrupt_idlest();
    void remove_gone();
    void welcome(http::Accepted accepted);
    void turn_away(const http::Accepted& accepted, std::string_view words, const Error& why) const;
};

Listener::Inside::~Inside() {
    if (acceptor.joinable()) {
        acceptor.request_stop();
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto rung = ::write(bell, &one, sizeof one);
        acceptor.join();
    }
    {
        const std::lock_guard lock{mutex};
        for (auto& guest : guests)
            guest.conversation.interrupt();
    }
    for (auto& guest : guests)
        if (guest.thread.joinable()) guest.thread.join();
    if (listening >= 0) ::close(listening);
    if (bell >= 0) ::close(bell);
    if (!path.empty()) ::unlink(path.c_str());
}

Result<> Listener::Inside::bind() {
    const auto place = parse_place(door.address);
    if (!place) return failure(Errc::invalid, bad_address, {door.address});
    bell = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (bell < 0) return failure(Errc::unavailable, no_resources);
    if (!place->path.empty()) {
        listening = TRY(http::open_unix(place->path));
        address = path = place->path;
        return Done{};
    }
    const auto opened = TRY(http::open_tcp(place->host, place->port));
    listening = opened.descriptor;
    address = address_of(*place, opened.port);
    return Done{};
}

void Listener::Inside::accept_all(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        std::array<pollfd, 2> both{{{.fd = listening, .events = POLLIN, .revents = 0},
                                    {.fd = bell, .events = POLLIN, .revents = 0}}};
        const int ready = ::poll(both.data(), both.size(), 1'000);
        if (ready < 0) std::this_thread::sleep_for(milliseconds{50});
        if (stop.stop_requested()) return;
        remove_gone();
        if (ready <= 0 || both[0].revents == 0) continue;
        auto accepted = http::accept_one(listening);
        if (accepted.descriptor >= 0)
            receive(std::move(accepted));
        else if (accepted.fault != EAGAIN && accepted.fault != ECONNABORTED)
            std::this_thread::sleep_for(milliseconds{50}); // No descriptor is free, say.
    }
}

bool Listener::Inside::is_welcome(std::string_view peer) const {
    if (peer == "unix") return true;
    if (door.peers.empty()) return is_this_machine(peer);
    return std::ranges::find(door.peers, peer) != door.peers.end();
}

void Listener::Inside::turn_away(const http::Accepted& accepted, std::string_view words,
                                 const Error& why) const {
    const auto line = std::string{words}.append(" ").append(door.host.name).append("\r\n");
    [[maybe_unused]] const auto sent =
        ::send(accepted.descriptor, line.data(), line.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    ::close(accepted.descriptor);
    notice(why);
}

void Listener::Inside::receive(http::Accepted accepted) {
    if (!is_welcome(accepted.peer))
        return turn_away(accepted, "554 5.7.1 Not for you",
                         failure(Errc::forbidden, peer_unknown, {accepted.peer}));
    if (!make_room())
        return turn_away(accepted, "421 4.3.2 Too many connections",
                         failure(Errc::too_many, too_many, {std::to_string(door.connections_max)}));
    welcome(std::move(accepted));
}

bool Listener::Inside::make_room() {
    std::unique_lock lock{mutex};
    if (count < door.connections_max) return true;
    interrupt_idlest();
    return gone.wait_for(lock, milliseconds{1'000}, [&] { return count < door.connections_max; });
}

// Requires the lock.
void Listener::Inside::interrupt_idlest() {
    Guest* idlest = nullptr;
    auto since = steady_clock::now() - idle_min;
    for (auto& guest : guests) {
        const auto idle = guest.conversation.idle_since();
        if (guest.conversation.is_over() || !idle || *idle > since) continue;
        since = *idle;
        idlest = &guest;
    }
    if (idlest != nullptr) idlest->conversation.interrupt();
}

void Listener::Inside::remove_gone() {
    std::list<Guest> over;
    {
        const std::lock_guard lock{mutex};
        for (auto one = guests.begin(); one != guests.end();) {
            const auto next = std::next(one);
            if (one->conversation.is_over()) over.splice(over.end(), guests, one);
            one = next;
        }
    }
    // Joined outside the lock, which their last step needs.
}

void Listener::Inside::welcome(http::Accepted accepted) {
    const std::lock_guard lock{mutex};
    auto& guest = guests.emplace_back(std::move(accepted), *this);
    const auto talk = [this, &guest] {
        guest.conversation.run();
        const std::lock_guard its_lock{mutex};
        --count;
        gone.notify_all();
    };
    try {
        guest.thread = std::jthread{talk};
        ++count;
    } catch (const std::system_error& error) { // No more threads: it hangs up, and comes again.
        guests.pop_back();
        notice(because(failure(Errc::unavailable, no_resources), error.what()));
    }
}

Listener::Listener(std::unique_ptr<Inside> inside) : inside_{std::move(inside)} {}
Listener::~Listener() = default;

Result<std::unique_ptr<Listener>> Listener::open(Door door, Inlet& inlet, const Clock& clock,
                                                 Notice notice) {
    TRY(check(door));
    auto inside = std::make_unique<Inside>(std::move(door), inlet, clock, std::move(notice));
    TRY(inside->bind());
    auto* const its = inside.get();
    try {
        its->acceptor = std::jthread{[its](const std::stop_token& stop) { its->accept_all(stop); }};
    } catch (const std::system_error& error) {
        return because(failure(Errc::unavailable, no_resources), error.what());
    }
    return std::unique_ptr<Listener>{new Listener{std::move(inside)}};
}

const std::string& Listener::address() const {
    return inside_->address;
}

std::size_t Listener::connections() const {
    const std::lock_guard lock{inside_->mutex};
    return inside_->count;
}

} // namespace sokuo::mail
