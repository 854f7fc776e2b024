#include "mail/lmtp.h"

#include "mail/mail_test.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <cstring>
#include <filesystem>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <random>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

// Over real sockets: who is let in, who is sent away and when. What is said stands in
// dialogue.test.cc; that MTAs understand it, in tests/system/test_mail_in.py.

namespace sokuo::mail {
namespace {

using namespace std::chrono_literals;

/// A peer: connects, says lines, reads what comes back.
class Peer {
public:
    explicit Peer(const std::string& address) {
        if (address.starts_with('/')) {
            sockaddr_un place{.sun_family = AF_UNIX, .sun_path = {}};
            std::memcpy(place.sun_path, address.c_str(), address.size());
            connect_to(&place, sizeof place);
            return;
        }
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_port =
            htons(static_cast<std::uint16_t>(std::stoi(address.substr(address.find(':') + 1))));
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connect_to(&place, sizeof place);
    }
    ~Peer() { ::close(socket_); }
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    void say(std::string_view bytes) const {
        while (!bytes.empty()) {
            const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0) return;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
    }
    /// The next line, or what there was when the line was closed; `…` when nothing came in time.
    std::string hears(std::chrono::milliseconds within = 5s) {
        const auto until = std::chrono::steady_clock::now() + within;
        while (heard_.find('\n') == std::string::npos) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(
                until - std::chrono::steady_clock::now());
            pollfd one{.fd = socket_, .events = POLLIN, .revents = 0};
            if (left <= 0ms || ::poll(&one, 1, static_cast<int>(left.count())) == 0) return "…";
            std::array<char, 4096> room{};
            const auto count = ::recv(socket_, room.data(), room.size(), 0);
            if (count <= 0) return std::exchange(heard_, "");
            heard_.append(room.data(), static_cast<std::size_t>(count));
        }
        const auto line = heard_.substr(0, heard_.find('\n') - 1);
        heard_.erase(0, heard_.find('\n') + 1);
        return line;
    }
    /// The number of the last line of the next reply.
    std::string code() {
        for (;;) {
            const auto line = hears();
            if (line.size() < 4 || line[3] == ' ') return line.substr(0, 3);
        }
    }
    std::string asks(std::string_view line) {
        say(std::string{line} + "\r\n");
        return code();
    }

private:
    void connect_to(const void* place, socklen_t size) {
        const auto* address = static_cast<const sockaddr*>(place);
        socket_ = ::socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        REQUIRE(::connect(socket_, address, size) == 0);
    }

    int socket_ = -1;
    std::string heard_;
};

struct Notices {
    void operator()(const Error& error) {
        const std::lock_guard lock{mutex};
        codes.emplace_back(error.message->code());
    }
    bool has(const std::string& code) {
        for (int count = 0; count < 100; ++count) {
            {
                const std::lock_guard lock{mutex};
                if (std::ranges::find(codes, code) != codes.end()) return true;
            }
            std::this_thread::sleep_for(20ms);
        }
        return false;
    }
    std::mutex mutex;
    std::vector<std::string> codes;
};

struct House {
    House()
        : folder{std::filesystem::temp_directory_path() /
                 ("mail-" + std::to_string(std::random_device{}()))} {
        std::filesystem::create_directory(folder);
    }
    ~House() {
        listener.reset();
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
    House(const House&) = delete;
    House& operator=(const House&) = delete;

    static Door door(std::string address = "127.0.0.1:0") {
        return {.host = {.account = {.name = "poc"},
                         .protocol = Protocol::smtp,
                         .name = "sokuo.mihon.example",
                         .recipients = {"poc@mihon.example"}},
                .address = std::move(address)};
    }
    Listener& open(Door its_door) {
        auto opened = Listener::open(std::move(its_door), shelf, clock,
                                     [this](const Error& error) { notices(error); });
        INFO((opened.ok() ? "" : describe(opened.error())));
        REQUIRE(opened.ok());
        listener = std::move(opened).value();
        return *listener;
    }
    [[nodiscard]] bool waits_for(std::size_t connections) const {
        for (int count = 0; count < 250; ++count) {
            if (listener->connections() == connections) return true;
            std::this_thread::sleep_for(20ms);
        }
        return false;
    }

    std::filesystem::path folder;
    Shelf shelf;
    StillClock clock;
    Notices notices;
    std::unique_ptr<Listener> listener;
};

/// From behind the greeting up to DATA.
void begin(Peer& peer) {
    REQUIRE(peer.asks("EHLO mx") == "250");
    REQUIRE(peer.asks("MAIL FROM:<a@b.example>") == "250");
    REQUIRE(peer.asks("RCPT TO:<poc@mihon.example>") == "250");
}

std::string code_of(Door door) {
    Shelf shelf;
    const StillClock clock;
    const auto opened = Listener::open(std::move(door), shelf, clock, [](const Error&) {});
    return opened.ok() ? "open" : std::string{opened.error().message->code()};
}

TEST_CASE("a mail over the network, and one over a socket in a folder") {
    House house;
    Peer peer{house.open(House::door()).address()};
    CHECK(peer.code() == "220");
    begin(peer);
    CHECK(peer.asks("DATA") == "354");
    CHECK(peer.asks("hello\r\n.") == "250");
    CHECK(peer.asks("QUIT") == "221");
    CHECK(peer.hears().empty());
    CHECK(house.waits_for(0));

    auto door = House::door(house.folder / "mail.sock");
    door.host.protocol = Protocol::lmtp;
    auto& listener = house.open(door);
    CHECK(listener.address() == door.address);
    struct stat found {};
    REQUIRE(::stat(door.address.c_str(), &found) == 0);
    CHECK((found.st_mode & 0777U) == 0660U);
    Peer local{door.address};
    CHECK(local.code() == "220");
    CHECK(local.asks("LHLO mx\r\nMAIL FROM:<>\r\nRCPT TO:<poc@mihon.example>\r\nDATA") == "250");
    CHECK(local.code() == "250");
    CHECK(local.code() == "250");
    CHECK(local.code() == "354");
    CHECK(local.asks("hello\r\n.") == "250");

    const auto mails = house.shelf.mails();
    REQUIRE(mails.size() == 2);
    CHECK(mails[0].envelope.peer == "127.0.0.1");
    CHECK(mails[1].envelope.peer == "unix");
    house.listener.reset();
    CHECK_FALSE(std::filesystem::exists(door.address));
}

TEST_CASE("only peers that were named") {
    House house;
    auto door = House::door();
    door.peers = {"192.0.2.25", "::ffff:192.0.2.26"};
    Peer peer{house.open(door).address()};
    CHECK(peer.code() == "554");
    CHECK(peer.hears().empty());
    CHECK(house.notices.has("mail.peer_unknown"));
    door.peers.emplace_back("::ffff:127.0.0.1");
    Peer named{house.open(door).address()};
    CHECK(named.code() == "220");
}

TEST_CASE("what the operator wrote wrongly is said") {
    const auto with = [](auto change) {
        auto door = House::door();
        change(door);
        return code_of(std::move(door));
    };
    CHECK(with([](Door&) {}) == "open");
    for (const std::string address :
         {"", "25", ":25", "localhost", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:99999", "[::1:25"})
        CHECK_MESSAGE(with([&](Door& door) { door.address = address; }) == "mail.door_address",
                      address);
    CHECK(with([](Door& door) { door.address = "localhost:25"; }) == "http.address_invalid");
    CHECK(with([](Door& door) { door.address = "/nowhere/mail.sock"; }) == "http.address_in_use");
    CHECK(with([](Door& door) { door.address = "/" + std::string(200, 'x'); }) ==
          "http.socket_path_invalid");
    CHECK(with([](Door& door) { door.peers = {"mx.mihon.example"}; }) == "mail.door_peer");
    CHECK(with([](Door& door) { door.host.recipients.clear(); }) == "mail.door_no_recipients");
    CHECK(with([](Door& door) { door.host.recipients = {"poc"}; }) == "mail.door_recipient");
    CHECK(with([](Door& door) { door.host.name = "a b"; }) == "mail.door_name");
}

TEST_CASE("who is slow is told so and cut off, whatever it is slow with") {
    House house;
    auto door = House::door();
    door.patience = {.between_commands = 1500ms,
                     .within_line = 300ms,
                     .without_a_byte = 500ms,
                     .for_a_mail = 2s,
                     .bytes_per_second_min = 10'000};
    const auto address = house.open(door).address();
    const auto seconds_until_cut = [&](auto what) {
        Peer peer{address};
        const auto start = std::chrono::steady_clock::now();
        what(peer);
        CHECK(peer.code() == "421");
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    SUBCASE("says nothing") {
        CHECK(seconds_until_cut([](Peer& peer) { peer.code(); }) ==
              doctest::Approx(1.5).epsilon(0.4));
    }
    SUBCASE("says a letter at a time") {
        const auto seconds = seconds_until_cut([](Peer& peer) {
            peer.code();
            for (const auto letter : {"E", "H", "L", "O", " ", "m", "x", "."}) {
                peer.say(letter);
                std::this_thread::sleep_for(100ms);
            }
        });
        CHECK(seconds < 1.3);
    }
    SUBCASE("stops within a mail") {
        const auto seconds = seconds_until_cut([](Peer& peer) {
            peer.code();
            begin(peer);
            peer.asks("DATA");
            peer.say(std::string(100'000, 'x'));
        });
        CHECK(seconds < 1.5);
    }
    SUBCASE("drips a mail") {
        const auto seconds = seconds_until_cut([](Peer& peer) {
            peer.code();
            begin(peer);
            peer.asks("DATA");
            for (int count = 0; count < 10; ++count) {
                peer.say("x");
                std::this_thread::sleep_for(100ms);
            }
        });
        CHECK(seconds < 1.5);
    }
    CHECK(house.notices.has("mail.peer_slow"));
    CHECK(house.waits_for(0));
    CHECK(house.shelf.mails().empty());
}

TEST_CASE("a peer that goes away in the middle leaves nothing") {
    House house;
    const auto address = house.open(House::door()).address();
    for (const std::string half : {"", "hello", "hello\r\n.", "hello\r\n.\r"}) {
        Peer peer{address};
        REQUIRE(peer.code() == "220");
        begin(peer);
        REQUIRE(peer.asks("DATA") == "354");
        peer.say(half);
    }
    CHECK(house.waits_for(0));
    CHECK(house.shelf.mails().empty());
    CHECK(house.shelf.abandoned() == 4);
}

TEST_CASE("whoever has nothing to say makes room; when all are at work the next is sent away") {
    House house;
    auto door = House::door();
    door.connections_max = 2;
    const auto address = house.open(door).address();
    Peer idle{address};
    Peer busy{address};
    CHECK(idle.code() == "220");
    CHECK(busy.code() == "220");
    begin(busy);
    CHECK(busy.asks("DATA") == "354");

    Peer early{address};
    CHECK(early.code() == "421"); // The other has only just come.
    CHECK(house.notices.has("mail.too_many_connections"));
    std::this_thread::sleep_for(2100ms);
    Peer third{address};
    CHECK(third.code() == "220");
    CHECK(idle.code() == "421");
    CHECK(busy.asks("hello\r\n.") == "250");
    begin(third);
    CHECK(third.asks("DATA") == "354");
    CHECK(third.asks(".") == "250");
}

TEST_CASE("stopping loses nothing that was acknowledged and acknowledges nothing it loses") {
    House house;
    Peer waiting{house.open(House::door()).address()};
    CHECK(waiting.code() == "220");
    Peer sending{house.listener->address()};
    CHECK(sending.code() == "220");
    begin(sending);
    CHECK(sending.asks("DATA") == "354");
    sending.say("half a mail");
    house.listener.reset();
    CHECK(waiting.code() == "421");
    const auto last = sending.code();
    CHECK((last == "421" || last.empty()));
    CHECK(house.shelf.mails().empty());
}

TEST_CASE("many at once, all of it there") {
    House house;
    const auto address = house.open(House::door()).address();
    constexpr int each = 25;
    {
        std::vector<std::jthread> peers;
        for (int number = 0; number < 8; ++number) {
            peers.emplace_back([&address, number] {
                Peer peer{address};
                if (peer.code() != "220" || peer.asks("EHLO mx") != "250") return;
                for (int count = 0; count < each; ++count) {
                    peer.say("MAIL FROM:<a@b.example>\r\nRCPT TO:<poc@mihon.example>\r\nDATA\r\n");
                    peer.code();
                    peer.code();
                    peer.code();
                    peer.asks(std::to_string(number) + "." + std::to_string(count) + "\r\n.");
                }
            });
        }
    }
    std::vector<std::string> texts;
    for (const auto& mail : house.shelf.mails())
        texts.push_back(mail.text);
    std::ranges::sort(texts);
    CHECK(texts.size() == 8 * each);
    CHECK(std::ranges::adjacent_find(texts) == texts.end());
}

} // namespace
} // namespace sokuo::mail
