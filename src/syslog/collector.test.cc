#include "syslog/collector.h"

#include "syslog/syslog_test.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <cstring>
#include <filesystem>
#include <netinet/in.h>
#include <set>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

namespace sokuo::syslog {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

// A socket of a sender, on this machine.
class Sender {
public:
    Sender(int type, std::uint16_t port) : descriptor_{::socket(AF_INET, type | SOCK_CLOEXEC, 0)} {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
        auto* generic = static_cast<sockaddr*>(static_cast<void*>(&address));
        is_connected = ::connect(descriptor_, generic, sizeof address) == 0;
    }
    Sender(int type, const fs::path& path)
        : descriptor_{::socket(AF_UNIX, type | SOCK_CLOEXEC, 0)} {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
        auto* generic = static_cast<sockaddr*>(static_cast<void*>(&address));
        is_connected = ::connect(descriptor_, generic, sizeof address) == 0;
    }
    ~Sender() { close(); }
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;
    bool send(std::string_view bytes) const {
        while (!bytes.empty()) {
            const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    /// The receiver has ended.
    [[nodiscard]] bool is_told() const {
        std::array<char, 1> room{};
        return ::recv(descriptor_, room.data(), room.size(), 0) == 0;
    }
    void close() {
        if (descriptor_ >= 0) ::close(descriptor_);
        descriptor_ = -1;
    }
    bool is_connected = false;

private:
    int descriptor_;
};

struct House {
    explicit House(Way way, ListenRules rules = {}) {
        folder = fs::temp_directory_path() / ("sokuo-collector-" + std::to_string(::getpid()));
        fs::remove_all(folder);
        open(way, std::move(rules));
    }
    ~House() {
        collector.reset();
        store.reset();
        fs::remove_all(folder);
    }
    House(const House&) = delete;
    House& operator=(const House&) = delete;

    void open(Way way, ListenRules rules = {}) {
        auto opened = LogStore::open(folder, {.free_bytes_min = 0}, random);
        REQUIRE(opened.ok());
        store = std::move(opened).value();
        door = fs::temp_directory_path() / ("sokuo-door-" + std::to_string(::getpid()));
        rules.doors.push_back({.way = way, .host = "127.0.0.1", .path = door, .mode = 0600});
        auto started = Collector::start(std::move(rules), *store, clock, in_japan, {});
        REQUIRE(started.ok());
        collector = std::move(started).value();
    }
    [[nodiscard]] std::uint16_t port() const { return collector->doors().front().port; }
    void await(std::uint64_t count) const {
        const auto until = std::chrono::steady_clock::now() + 20s;
        while (store->totals().count < count && std::chrono::steady_clock::now() < until)
            std::this_thread::sleep_for(5ms);
        REQUIRE(store->totals().count >= count);
    }
    [[nodiscard]] std::vector<std::string> lines() const {
        std::vector<std::string> found;
        store->each_after(0, [&](const Record& record) {
            found.emplace_back(record.raw);
            return true;
        });
        return found;
    }

    SystemRandom random;
    WallClock clock;
    fs::path folder;
    fs::path door; ///< Of the ways that have a path.
    std::unique_ptr<LogStore> store;
    std::unique_ptr<Collector> collector;
};

using Lines = std::vector<std::string>;

std::string counted(const std::string& line) {
    return std::to_string(line.size()) + " " + line;
}

TEST_CASE("a datagram is a line, and the roll knows who spoke") {
    House house{Way::udp};
    const Sender sender{SOCK_DGRAM, house.port()};
    CHECK(sender.send("<36>Nov 23 01:05:27 fw-1 sshd[7]: 認証に失敗\n"));
    CHECK(sender.send("\n")); // Nothing.
    house.await(1);
    CHECK(house.lines() == Lines{"<36>Nov 23 01:05:27 fw-1 sshd[7]: 認証に失敗"});
    const auto machines = house.collector->machines();
    REQUIRE(machines.size() == 1);
    CHECK(machines.front().host == "fw-1");
    CHECK(machines.front().sender == "127.0.0.1");
}

TEST_CASE("a stream is read to its end, counted or not, and half a line is kept") {
    House house{Way::tcp};
    Sender sender{SOCK_STREAM, house.port()};
    CHECK(sender.send(counted("<36>1 - vm a - - - 一") + counted("<36>1 - vm a - - - 二")));
    CHECK(sender.send("<36>three\n<36>ha"));
    sender.close();
    house.await(4);
    CHECK(house.lines() ==
          Lines{"<36>1 - vm a - - - 一", "<36>1 - vm a - - - 二", "<36>three", "<36>ha"});
}

TEST_CASE("a program of this machine writes into a Unix socket, by connections or datagrams") {
    const auto name = [] {
        std::array<char, 256> room{};
        ::gethostname(room.data(), room.size() - 1);
        return std::string{room.data()};
    }();
    for (const auto way : {Way::local, Way::local_datagram}) {
        const auto range = Range::parse("192.0.2.0/24");
        REQUIRE(range.ok());
        House house{way, {.senders = {range.value()}, .connections_of_one_max = 1}};
        CHECK(fs::status(house.door).permissions() ==
              (fs::perms::owner_read | fs::perms::owner_write));
        const int type = way == Way::local ? SOCK_STREAM : SOCK_DGRAM;
        const Sender one{type, house.door};
        const Sender two{type, house.door};
        CHECK(one.send("{\"event_type\":\"alert\",\"src_ip\":\"192.0.2.1\"}\n"));
        house.await(1);
        CHECK(two.send("<36>Nov 23 01:05:27 sshd[7]: 認証に失敗\n"));
        house.await(2);
        CHECK(house.lines().back() == "<36>Nov 23 01:05:27 sshd[7]: 認証に失敗");
        const auto machines = house.collector->machines();
        REQUIRE(machines.size() == 1);
        CHECK(machines.front().host == name);
        CHECK(machines.front().sender == name);
        house.collector.reset();
        CHECK(!fs::exists(house.door));
    }
}

TEST_CASE("what a Unix datagram has too much is cut and marked") {
    House house{Way::local_datagram};
    const Sender sender{SOCK_DGRAM, house.door};
    CHECK(sender.send("<36>" + std::string(100'000, 'x')));
    house.await(1);
    CHECK(house.lines().front().size() == std::size_t{64} * 1024);
    std::vector<bool> cut;
    house.store->each_after(0, [&](const Record& record) {
        cut.push_back(record.marks.has(Mark::cut));
        return true;
    });
    CHECK(cut == std::vector<bool>{true});
}

TEST_CASE("a socket somebody answers on is not taken, and one nobody does is") {
    House house{Way::local};
    const auto again = [&] {
        ListenRules rules;
        rules.doors.push_back({.way = Way::local, .path = house.door});
        return Collector::start(std::move(rules), *house.store, house.clock, in_japan, {});
    };
    const auto taken = again();
    REQUIRE(!taken.ok());
    CHECK(taken.error().code == Errc::unavailable);
    house.collector.reset();
    { // Whoever dies takes nothing away.
        const int left = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, house.door.c_str(), sizeof address.sun_path - 1);
        auto* generic = static_cast<sockaddr*>(static_cast<void*>(&address));
        REQUIRE(::bind(left, generic, sizeof address) == 0);
        ::close(left);
    }
    CHECK(fs::exists(house.door));
    CHECK(again().ok());
}

TEST_CASE("strangers are turned away and counted") {
    const auto range = Range::parse("192.0.2.0/24");
    REQUIRE(range.ok());
    House house{Way::tcp, {.senders = {range.value()}}};
    const Sender sender{SOCK_STREAM, house.port()};
    CHECK(sender.is_told());
    CHECK(house.collector->tally().refused == 1);
    CHECK(house.collector->tally().last_refused == "127.0.0.1");
    CHECK(house.lines().empty());
}

TEST_CASE("one machine opens no more connections than it needs") {
    House house{Way::tcp, {.connections_of_one_max = 2}};
    const Sender one{SOCK_STREAM, house.port()};
    const Sender two{SOCK_STREAM, house.port()};
    CHECK(one.send("<36>a\n"));
    CHECK(two.send("<36>b\n"));
    house.await(2);
    const Sender three{SOCK_STREAM, house.port()};
    CHECK(three.is_told());
    CHECK(two.send("<36>c\n"));
    house.await(3);
}

TEST_CASE("ending in the middle loses nothing of a sender that stops when it is told") {
    House house{Way::tcp};
    constexpr int count = 20'000;
    std::atomic<std::uint16_t> port{house.port()};
    std::atomic<bool> is_open{true};
    std::jthread sending{[&] {
        int next = 0;
        while (next < count) {
            const Sender sender{SOCK_STREAM, port.load()};
            if (!sender.is_connected) {
                std::this_thread::sleep_for(5ms);
                continue;
            }
            while (next < count && is_open.load()) {
                if (!sender.send(counted("<36>1 - vm a - - - 第" + std::to_string(next) + "行")))
                    break;
                ++next;
            }
            while (!is_open.load())
                std::this_thread::sleep_for(1ms);
        }
    }};
    house.await(2'000);
    is_open = false; // The sender pauses; what it wrote is on its way.
    std::this_thread::sleep_for(20ms);
    house.collector.reset();
    house.store.reset();
    house.open(Way::tcp);
    port = house.port();
    is_open = true;
    house.await(count);
    sending.join();
    const auto lines = house.lines();
    REQUIRE(lines.size() == count);
    for (int number = 0; number < count; ++number)
        REQUIRE(lines[static_cast<std::size_t>(number)] ==
                "<36>1 - vm a - - - 第" + std::to_string(number) + "行");
}

TEST_CASE("while there is no room a stream waits, and a datagram is dropped") {
    Queue queue{1'000};
    CHECK(queue.offer({.raw = std::string(950, 'x')}));
    CHECK(queue.is_full());
    CHECK_FALSE(queue.offer({.raw = "y"}));
    bool is_told = false;
    queue.when_room([&] { is_told = true; });
    queue.put({.raw = "read already"});
    CHECK(queue.take(1, 0ms).size() == 1);
    CHECK(is_told);
    CHECK(queue.take(1'000, 0ms).size() == 1);
    queue.close();
    CHECK(queue.take(1'000, 10s).empty()); // Nobody waits any more.
}

} // namespace
} // namespace sokuo::syslog
