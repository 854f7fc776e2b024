#include "syslog/listening.h"

#include "http/listener.h"
#include "http/socket.h"
#include "syslog/framing.h"
#include "syslog/udp.h"

#include <algorithm>
#include <array>
#include <list>
#include <map>
#include <mutex>
#include <pthread.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

namespace sokuo::syslog {
namespace {

using std::chrono::steady_clock;

constexpr Message no_thread{"syslog.no_thread", "ログの受け口を開けませんでした。",
                            "The door for logs could not be opened."};

/// More than a TLS record.
constexpr std::size_t room_bytes = std::size_t{64} * 1024;
/// As often one connection is read before the others have their turn.
constexpr int turns_max = 16;
/// Who has been quiet for so long goes first when there is no more room.
constexpr auto idle_min = std::chrono::seconds{60};

// Who speaks through a Unix socket.
std::string own_name() {
    std::array<char, 256> name{};
    if (::gethostname(name.data(), name.size() - 1) != 0 || name.front() == '\0') return "unix";
    return name.data();
}

bool is_line_end(char byte) {
    return byte == '\n' || byte == '\r' || byte == '\0';
}

} // namespace

struct Listening::Inside {
    struct Stream {
        Stream(http::Loop& loop, int descriptor, const http::TlsContext* tls, std::string its_peer,
               Way its_way, std::size_t bytes_max)
            : socket{loop, descriptor, tls}, peer{std::move(its_peer)}, way{its_way},
              framing{bytes_max} {}
        http::Socket socket;
        std::string peer;
        Way way;
        Framing framing;
        steady_clock::time_point since = steady_clock::now();
        steady_clock::time_point moved_at = since;
        bool is_paused = false;
    };
    using Streams = std::list<Stream>;

    struct Datagrams {
        Datagrams(http::Loop& loop, int its_descriptor, Way its_way)
            : watch{loop, its_descriptor}, way{its_way} {}
        http::Watch watch;
        Way way;
        std::uint64_t kernel_dropped = 0;
    };

    ListenRules rules;
    Queue& queue;
    const Clock& clock;
    http::Loop loop{};
    UdpReader udp{};
    std::vector<char> room = std::vector<char>(room_bytes);
    std::list<Datagrams> datagrams{};
    std::list<http::Listener> listeners{};
    std::list<std::unique_ptr<http::TlsContext>> contexts{};
    std::list<http::SocketFile> files{};
    std::string here = own_name();
    Streams streams{};
    std::map<std::string, std::size_t, std::less<>> of_one{};
    bool is_ending = false;
    steady_clock::time_point end_by{};
    mutable std::mutex mutex{}; ///< For what follows.
    Tally counts{};
    std::jthread thread{};

    Inside(ListenRules its_rules, Queue& its_queue, const Clock& its_clock)
        : rules{std::move(its_rules)}, queue{its_queue}, clock{its_clock} {}

    Result<> open(Door& door);
    void begin();
    void end();
    void read_datagrams(Datagrams& from);
    void take_datagram(std::string_view bytes, Way way, const std::string& sender);
    [[nodiscard]] bool may_come_in(Way way, const std::string& peer);
    void welcome(int descriptor, std::string peer, Way way, const http::TlsContext* tls);
    [[nodiscard]] bool make_room();
    void read_stream(Streams::iterator stream);
    void wait(Streams::iterator stream, http::Socket::Outcome outcome);
    void close(Streams::iterator stream);
    void take_lines(Stream& stream, std::string_view bytes);
    void resume();
    void each_second();
    void refuse(const std::string& peer);
    void count_streams();
};

Result<> Listening::Inside::open(Door& door) {
    if (door.way == Way::udp) {
        const auto opened = TRY(open_udp(door.host, door.port));
        door.port = opened.port;
        datagrams.emplace_back(loop, opened.descriptor, door.way);
        return Done{};
    }
    if (is_local(door.way)) {
        const bool is_datagram = door.way == Way::local_datagram;
        const int opened =
            TRY(http::open_unix(door.path, {.mode = door.mode, .is_datagram = is_datagram}));
        files.emplace_back(door.path);
        if (is_datagram)
            datagrams.emplace_back(loop, opened, door.way);
        else
            listeners.emplace_back(loop, opened,
                                   [this, way = door.way](int descriptor, const std::string&) {
                                       welcome(descriptor, here, way, nullptr);
                                   });
        return Done{};
    }
    const http::TlsContext* tls = nullptr;
    if (door.way == Way::tls) {
        contexts.push_back(TRY(http::TlsContext::load(door.certificate, door.key)));
        tls = contexts.back().get();
    }
    const auto opened = TRY(http::open_tcp(door.host, door.port));
    door.port = opened.port;
    listeners.emplace_back(loop, opened.descriptor,
                           [this, way = door.way, tls](int descriptor, std::string peer) {
                               welcome(descriptor, std::move(peer), way, tls);
                           });
    return Done{};
}

void Listening::Inside::begin() {
    for (auto& from : datagrams)
        from.watch.when_readable([this, &from] { read_datagrams(from); });
    for (auto& listener : listeners)
        listener.start();
    loop.each_second([this] { each_second(); });
    queue.when_room([this] { loop.post([this] { resume(); }); });
}

void Listening::Inside::refuse(const std::string& peer) {
    const std::lock_guard lock{mutex};
    ++counts.refused;
    counts.last_refused = peer;
}

void Listening::Inside::count_streams() {
    const std::lock_guard lock{mutex};
    counts.connections = streams.size();
}

// -- Datagrams ------------------------------------------------------------------------------------

void Listening::Inside::take_datagram(std::string_view bytes, Way way, const std::string& sender) {
    if (!is_local(way) && !may_send(rules.senders, sender)) return refuse(sender);
    while (!bytes.empty() && is_line_end(bytes.back()))
        bytes.remove_suffix(1);
    if (bytes.empty()) return;
    const bool is_cut = bytes.size() > rules.line_bytes_max;
    const bool is_in = queue.offer({.received_at = clock.now(),
                                    .way = way,
                                    .sender = sender,
                                    .raw = std::string{bytes.substr(0, rules.line_bytes_max)},
                                    .marks = is_cut ? Marks{Mark::cut} : Marks{}});
    if (is_in) return;
    const std::lock_guard lock{mutex};
    ++counts.dropped;
}

void Listening::Inside::read_datagrams(Datagrams& from) {
    const auto before = from.kernel_dropped;
    for (int turn = 0; turn < turns_max; ++turn) {
        const bool is_more =
            udp.read(from.watch.descriptor(), from.kernel_dropped,
                     [&](std::string_view bytes, const std::string& sender) {
                         take_datagram(bytes, from.way, is_local(from.way) ? here : sender);
                     });
        if (!is_more) break;
    }
    if (from.kernel_dropped != before) {
        const std::lock_guard lock{mutex};
        counts.kernel_dropped += from.kernel_dropped - before;
    }
    if (!is_ending) from.watch.when_readable([this, &from] { read_datagrams(from); });
}

// -- Streams --------------------------------------------------------------------------------------

// When there are too many, who has said nothing for longest makes room.
bool Listening::Inside::make_room() {
    if (streams.size() < rules.connections_max) return true;
    const auto idlest = std::ranges::min_element(streams, {}, &Stream::moved_at);
    if (steady_clock::now() - idlest->moved_at < idle_min) return false;
    close(idlest);
    return true;
}

// Programs of this machine are many behind one name; who of them may is said by the file's mode.
bool Listening::Inside::may_come_in(Way way, const std::string& peer) {
    if (is_local(way)) return make_room();
    return may_send(rules.senders, peer) && of_one[peer] < rules.connections_of_one_max &&
           make_room();
}

void Listening::Inside::welcome(int descriptor, std::string peer, Way way,
                                const http::TlsContext* tls) {
    if (is_ending || !may_come_in(way, peer)) {
        if (of_one[peer] == 0) of_one.erase(peer);
        refuse(peer); // Before they can know.
        ::close(descriptor);
        return;
    }
    ++of_one[peer];
    streams.emplace_back(loop, descriptor, tls, std::move(peer), way, rules.line_bytes_max);
    count_streams();
    read_stream(std::prev(streams.end()));
}

void Listening::Inside::take_lines(Stream& stream, std::string_view bytes) {
    const auto now = clock.now();
    const auto take = [&](std::string_view line, Marks marks) {
        queue.put({.received_at = now,
                   .way = stream.way,
                   .sender = stream.peer,
                   .raw = std::string{line},
                   .marks = marks});
    };
    if (bytes.empty())
        stream.framing.finish(take);
    else
        stream.framing.add(bytes, take);
}

void Listening::Inside::wait(Streams::iterator stream, http::Socket::Outcome outcome) {
    const auto again = [this, stream] { read_stream(stream); };
    if (outcome == http::Socket::Outcome::wait_writable)
        stream->socket.when_writable(again);
    else
        stream->socket.when_readable(again);
}

void Listening::Inside::read_stream(Streams::iterator stream) {
    for (int turn = 0; turn < turns_max; ++turn) {
        if (queue.is_full() && !is_ending) {
            stream->is_paused = true; // Its sender waits, until `resume`.
            return;
        }
        const auto got = stream->socket.read(room);
        if (got.outcome == http::Socket::Outcome::ended) return close(stream);
        if (got.outcome != http::Socket::Outcome::moved) return wait(stream, got.outcome);
        stream->moved_at = steady_clock::now();
        take_lines(*stream, {room.data(), got.bytes});
    }
    loop.post([this, stream, id = &*stream] {
        // It may be gone by its turn; its place in the list may not.
        const auto is_it = [id](const Stream& one) { return &one == id; };
        if (std::ranges::any_of(streams, is_it)) read_stream(stream);
    });
}

void Listening::Inside::close(Streams::iterator stream) {
    take_lines(*stream, {});
    const auto of = of_one.find(stream->peer);
    if (of != of_one.end() && --of->second == 0) of_one.erase(of);
    streams.erase(stream);
    count_streams();
    if (is_ending && streams.empty()) loop.stop();
}

void Listening::Inside::resume() {
    for (auto stream = streams.begin(); stream != streams.end();) {
        const auto next = std::next(stream);
        if (std::exchange(stream->is_paused, false)) read_stream(stream);
        stream = next;
    }
}

void Listening::Inside::each_second() {
    const auto now = steady_clock::now();
    if (is_ending) {
        if (now < end_by) return;
        while (!streams.empty())
            close(streams.begin());
        return loop.stop();
    }
    for (auto stream = streams.begin(); stream != streams.end();) {
        const auto next = std::next(stream);
        const bool is_mute =
            !stream->socket.is_established() && now - stream->since > rules.handshake_max;
        if (is_mute) {
            const auto peer = stream->peer;
            close(stream);
            refuse(peer);
        }
        stream = next;
    }
}

// On the loop's thread.
void Listening::Inside::end() {
    is_ending = true;
    end_by = steady_clock::now() + rules.drain_max;
    listeners.clear();
    for (auto& from : datagrams)
        read_datagrams(from);
    datagrams.clear();
    if (streams.empty()) return loop.stop();
    for (auto stream = streams.begin(); stream != streams.end();) {
        const auto next = std::next(stream);
        stream->socket.end_writing();
        if (std::exchange(stream->is_paused, false)) read_stream(stream);
        stream = next;
    }
}

Listening::Listening(std::unique_ptr<Inside> inside) : inside_{std::move(inside)} {}

Listening::~Listening() {
    auto& in = *inside_;
    in.queue.when_room({});
    if (!in.thread.joinable()) return;
    in.loop.post([&in] { in.end(); });
    in.thread.join();
}

Result<std::unique_ptr<Listening>> Listening::start(ListenRules rules, Queue& queue,
                                                    const Clock& clock) {
    auto inside = std::make_unique<Inside>(std::move(rules), queue, clock);
    for (auto& door : inside->rules.doors) {
        auto opened = inside->open(door);
        if (!opened.ok()) return std::move(opened).error();
    }
    inside->begin();
    try {
        inside->thread = std::jthread{[in = inside.get()] {
            pthread_setname_np(pthread_self(), "syslog");
            in->loop.run();
        }};
    } catch (const std::system_error& error) {
        return because(failure(Errc::unavailable, no_thread), error.what());
    }
    return std::unique_ptr<Listening>{new Listening{std::move(inside)}};
}

std::string address_of(const Door& door) {
    if (is_local(door.way)) return door.path.string();
    const bool is_six = door.host.find(':') != std::string::npos;
    return (is_six ? "[" + door.host + "]:" : door.host + ":") + std::to_string(door.port);
}

const std::vector<Door>& Listening::doors() const {
    return inside_->rules.doors;
}

Tally Listening::tally() const {
    const std::lock_guard lock{inside_->mutex};
    return inside_->counts;
}

} // namespace sokuo::syslog
