#include "mail/imap.h"

#include "http/listener.h"
#include "mail/mail_test.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

// Against a server that does what it should, and one that does not. That a real one (dovecot) is
// understood, with TLS and passwords, is tested in tests/system/test_mail_in.py.

namespace sokuo::mail {
namespace {

struct Stored {
    std::uint32_t uid = 0;
    std::string text;
    std::optional<std::uint64_t> told_bytes{}; ///< Where it lies about the size.
    bool is_seen = false;
};

/// One folder of one mailbox, one connection at a time, no password.
class Box {
public:
    Box() {
        auto opened = http::open_tcp("127.0.0.1", 0);
        REQUIRE(opened.ok());
        listening_ = opened.value().descriptor;
        port = opened.value().port;
    }
    ~Box() { ::close(listening_); }
    Box(const Box&) = delete;
    Box& operator=(const Box&) = delete;

    /// Serves while `act` runs, and at no other time: what it holds may be changed then.
    void serve_during(const std::function<void()>& act) {
        const std::jthread thread{[this](const std::stop_token& stop) { serve(stop); }};
        act();
    }

    std::uint16_t port = 0;
    std::vector<Stored> mails;
    std::uint32_t uid_validity = 1;
    std::uint32_t uid_next = 1;
    std::string capabilities = "IMAP4rev1 MOVE";
    std::string refuses; ///< A command it says NO to.
    std::vector<std::string> commands;
    /// In place of the answer to the FETCH of a mail.
    std::function<std::string(const Stored&)> body{};
    bool hangs_up_in_mail = false;

    void add(std::string text) { mails.push_back({.uid = uid_next++, .text = std::move(text)}); }

private:
    void serve(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            pollfd one{.fd = listening_, .events = POLLIN, .revents = 0};
            if (::poll(&one, 1, 20) <= 0) continue;
            const auto accepted = http::accept_one(listening_);
            if (accepted.descriptor < 0) continue;
            talk(accepted.descriptor, stop);
            ::close(accepted.descriptor);
        }
    }

    static void say(int peer, std::string_view bytes) {
        while (!bytes.empty()) {
            const auto count = ::send(peer, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
            if (count < 0 && errno != EAGAIN) return;
            if (count < 0) std::this_thread::sleep_for(std::chrono::milliseconds{1});
        }
    }

    void talk(int peer, const std::stop_token& stop) {
        say(peer, "* OK ready\r\n");
        std::string heard;
        while (!stop.stop_requested()) {
            pollfd one{.fd = peer, .events = POLLIN, .revents = 0};
            if (::poll(&one, 1, 20) <= 0) continue;
            std::array<char, 4096> room{};
            const auto count = ::recv(peer, room.data(), room.size(), 0);
            if (count <= 0) return;
            heard.append(room.data(), static_cast<std::size_t>(count));
            for (auto end = heard.find("\r\n"); end != std::string::npos;
                 end = heard.find("\r\n")) {
                const auto line = heard.substr(0, end);
                heard.erase(0, end + 2);
                const auto space = line.find(' ');
                if (!answer(peer, line.substr(0, space), line.substr(space + 1))) return;
            }
        }
    }

    // False: it hangs up.
    bool answer(int peer, const std::string& tag, const std::string& command) {
        commands.push_back(command);
        const auto starts = [&](std::string_view start) { return command.starts_with(start); };
        if (!refuses.empty() && starts(refuses)) {
            say(peer, tag + " NO [TRYCREATE] not that\r\n");
            return true;
        }
        if (starts("CAPABILITY")) say(peer, "* CAPABILITY " + capabilities + "\r\n");
        if (starts("SELECT") || starts("EXAMINE"))
            say(peer, "* 3 EXISTS\r\n* OK [UIDVALIDITY " + std::to_string(uid_validity) +
                          "] ok\r\n* OK [UIDNEXT " + std::to_string(uid_next) + "] ok\r\n");
        if (starts("UID FETCH") && command.ends_with("RFC822.SIZE)")) list(peer, command);
        if (starts("UID FETCH") && command.ends_with("BODY.PEEK[])") && !give(peer, command))
            return false;
        if (starts("UID STORE"))
            for (auto& one : mails)
                one.is_seen = one.is_seen || one.uid == number_in(command);
        if (starts("UID MOVE"))
            std::erase_if(mails, [&](const Stored& one) { return one.uid == number_in(command); });
        say(peer, tag + " OK done\r\n");
        return !starts("LOGOUT");
    }

    static std::uint32_t number_in(const std::string& command) {
        return static_cast<std::uint32_t>(
            std::stoul(command.substr(command.find_first_of("123456789"))));
    }

    void list(int peer, const std::string& command) {
        const auto from = number_in(command);
        for (std::size_t at = 0; at < mails.size(); ++at) {
            const auto& one = mails[at];
            if (one.uid < from && at + 1 < mails.size()) continue; // The last one, always.
            say(peer, "* 1 FETCH (UID " + std::to_string(one.uid) + " RFC822.SIZE " +
                          std::to_string(one.told_bytes.value_or(one.text.size())) + ")\r\n");
        }
    }

    bool give(int peer, const std::string& command) {
        for (const auto& one : mails) {
            if (one.uid != number_in(command)) continue;
            say(peer, "* 9 FETCH (FLAGS (\\Recent) UID 4711)\r\n"); // Of somebody else's doing.
            if (body) {
                say(peer, body(one));
                return true;
            }
            say(peer, "* 1 FETCH (BODY[] {" + std::to_string(one.text.size()) + "}\r\n");
            say(peer, hangs_up_in_mail ? one.text.substr(0, one.text.size() / 2) : one.text);
            if (hangs_up_in_mail) return false;
            say(peer, " UID " + std::to_string(one.uid) + ")\r\n");
        }
        return true;
    }

    int listening_ = -1;
};

struct Reader {
    Polled poll() {
        Polled polled;
        box.serve_during([&] { polled = mail::poll(mailbox, bookmark, shelf, clock, {}); });
        INFO((polled.ended.ok() ? "" : describe(polled.ended.error())));
        bookmark = polled.bookmark;
        return polled;
    }
    [[nodiscard]] std::vector<std::string> texts() const {
        std::vector<std::string> all;
        for (const auto& one : shelf.mails())
            all.push_back(one.text);
        return all;
    }
    std::string code() {
        const auto polled = poll();
        return polled.ended.ok() ? "ok" : std::string{polled.ended.error().message->code()};
    }

    Box box;
    Shelf shelf;
    StillClock clock;
    RemoteFolder mailbox{.server = {.host = "127.0.0.1", .port = box.port, .tls = Tls::none},
                         .account = {.name = "poc", .message_bytes_max = 1'000}};
    Bookmark bookmark;
};

using Texts = std::vector<std::string>;
using Gaps = std::vector<Gap>;

TEST_CASE("what is new is fetched once, and the mailbox stays as it is") {
    Reader reader;
    reader.box.add("first\r\n");
    reader.box.add("second\r\n");
    const auto polled = reader.poll();
    REQUIRE(polled.ended.ok());
    CHECK(polled.fetched == 2);
    CHECK(polled.bookmark == Bookmark{1, 2});
    CHECK(polled.gaps.empty());
    CHECK(reader.texts() == Texts{"first\r\n", "second\r\n"});
    const auto envelope = reader.shelf.mails()[1].envelope;
    CHECK(envelope.origin == "1/2");
    CHECK(envelope.way == Way::imap);
    CHECK(envelope.peer == "127.0.0.1");
    CHECK_FALSE(envelope.sender.has_value());
    for (const auto& command : reader.box.commands)
        CHECK_FALSE((command.starts_with("SELECT") || command.starts_with("UID STORE") ||
                     command.find("BODY[]") != std::string::npos));

    CHECK(reader.poll().fetched == 0);
    reader.box.add("third\r\n");
    CHECK(reader.poll().fetched == 1);
    CHECK(reader.texts().back() == "third\r\n");
}

TEST_CASE("a mail that quotes a server's answers is a mail") {
    Reader reader;
    const std::string text =
        ")\r\nsokuo3 OK done\r\nsokuo4 OK done\r\n* 1 FETCH (UID 1 BODY[] {3}\r\n"
        "A001 OK\r\n* BYE\r\n{100}\r\n";
    reader.box.add(text);
    reader.box.add("next\r\n");
    CHECK(reader.poll().fetched == 2);
    CHECK(reader.texts() == Texts{text, "next\r\n"});
}

TEST_CASE("afterwards it is marked as read, or moved away") {
    Reader reader;
    reader.box.add("first\r\n");
    reader.mailbox.afterwards = Afterwards::seen;
    CHECK(reader.poll().fetched == 1);
    CHECK(reader.box.mails[0].is_seen);

    reader.mailbox.afterwards = Afterwards::moved;
    reader.mailbox.moved_to = "受信済み";
    reader.box.add("second\r\n");
    CHECK(reader.poll().fetched == 1);
    CHECK(reader.box.mails.size() == 1);
    CHECK(std::ranges::find(reader.box.commands, "UID MOVE 2 \"&U9dP4W4IMH8-\"") !=
          reader.box.commands.end());

    reader.box.refuses = "UID MOVE";
    reader.box.add("third\r\n");
    const auto polled = reader.poll();
    CHECK(polled.ended.ok());
    CHECK(polled.fetched == 1);
    CHECK(polled.gaps == Gaps{{Gap::Kind::afterwards, 3, 3, 0}});
    CHECK(reader.poll().fetched == 0); // It is here; it is not fetched again.

    reader.box.capabilities = "IMAP4rev1";
    CHECK(reader.code() == "mail.imap_cannot_move");
    reader.mailbox.moved_to = reader.mailbox.folder;
    CHECK(reader.code() == "mail.imap_bad_folder");
}

TEST_CASE("mail that somebody took out before us is reported as a gap") {
    Reader reader;
    for (int count = 0; count < 3; ++count)
        reader.box.add("x");
    reader.box.mails.erase(reader.box.mails.begin() + 1); // Before our time: no gap.
    CHECK(reader.poll().gaps.empty());
    for (int count = 0; count < 6; ++count)
        reader.box.add("x"); // 4 to 9
    auto& mails = reader.box.mails;
    std::erase_if(mails, [](const Stored& one) {
        return one.uid == 4 || one.uid == 6 || one.uid == 7 || one.uid == 9;
    });
    const auto polled = reader.poll();
    CHECK(polled.fetched == 2);
    CHECK(polled.gaps == Gaps{{Gap::Kind::vanished, 4, 4, 0},
                              {Gap::Kind::vanished, 6, 7, 0},
                              {Gap::Kind::vanished, 9, 9, 0}});
    CHECK(polled.bookmark.last_uid == 9);
    CHECK(reader.poll().gaps.empty());
}

TEST_CASE("another numbering begins anew and is said") {
    Reader reader;
    reader.box.add("first");
    reader.poll();
    reader.box.uid_validity = 2;
    auto polled = reader.poll();
    CHECK(polled.fetched == 1);
    CHECK(polled.gaps == Gaps{{.kind = Gap::Kind::renumbered}});
    CHECK(polled.bookmark == Bookmark{2, 1});
    // A mailbox out of a backup, whose numbers went back without a word.
    reader.box.add("second");
    reader.poll();
    reader.box.mails.pop_back();
    reader.box.uid_next = 2;
    polled = reader.poll();
    CHECK(polled.gaps == Gaps{{.kind = Gap::Kind::renumbered}});
    CHECK(polled.fetched == 1);
    reader.box.uid_validity = 0;
    CHECK(reader.code() == "mail.imap_no_numbers");
}

TEST_CASE("what is too large stays and is said, also when the server lies about it") {
    Reader reader;
    reader.box.add(std::string(1'001, 'x'));
    reader.box.add(std::string(1'001, 'y'));
    reader.box.mails[1].told_bytes = 5;
    reader.box.add("third");
    const auto polled = reader.poll();
    CHECK(polled.ended.ok());
    CHECK(polled.fetched == 1);
    CHECK(polled.gaps ==
          Gaps{{Gap::Kind::too_large, 1, 1, 1'001}, {Gap::Kind::too_large, 2, 2, 5}});
    CHECK(reader.texts() == Texts{"third"});
    CHECK(polled.bookmark.last_uid == 3);
}

TEST_CASE("a full disk stops it, and the mail comes the next time") {
    Reader reader;
    reader.box.add("first");
    reader.box.add("second");
    reader.shelf.set_room(7);
    CHECK(reader.code() == "test.disk_full");
    CHECK(reader.bookmark.last_uid == 1);
    CHECK(reader.shelf.abandoned() == 1);
    reader.shelf.set_room(100);
    CHECK(reader.code() == "ok");
    CHECK(reader.texts() == Texts{"first", "second"});
}

TEST_CASE("a server that breaks off has handed nothing over") {
    Reader reader;
    reader.box.add(std::string(500, 'x'));
    reader.box.hangs_up_in_mail = true;
    CHECK(reader.code() == "mail.imap_not_reached");
    CHECK(reader.bookmark.last_uid == 0);
    CHECK(reader.texts().empty());
    reader.box.hangs_up_in_mail = false;
    CHECK(reader.code() == "ok");
    CHECK(reader.texts().size() == 1);
}

TEST_CASE("answers as servers give them, and as they should not") {
    Reader reader;
    const auto fetched = [&](std::string answer) {
        reader.box.add("-");
        reader.box.body = [answer](const Stored&) { return answer; };
        const auto polled = reader.poll();
        const auto texts = reader.texts();
        if (!polled.ended.ok()) return std::string{polled.ended.error().message->code()};
        return polled.fetched == 1 ? texts.back() : "nothing";
    };
    CHECK(fetched("* 1 FETCH (UID 1 BODY[] {5}\r\nhello)\r\n") == "hello");
    CHECK(fetched("* 1 FETCH (UID 2 BODY[] \"a\\\"b\")\r\n") == "a\"b");
    CHECK(fetched("* 1 FETCH (UID 3 BODY[] {0}\r\n)\r\n").empty());
    CHECK(fetched("* 1 FETCH (UID 4 BODY[] NIL)\r\n") == "nothing");
    CHECK(fetched("* 1 FETCH (UID 5 FLAGS ())\r\n") == "nothing");
    CHECK(fetched("* 1 FETCH (UID 6 X {3}\r\nabc BODY[] {5}\r\nhello Y {3}\r\nabc)\r\n") ==
          "hello");
    CHECK(fetched("* 1 FETCH (UID 99 BODY[] {5}\r\nhello)\r\n") == "mail.imap_broke_off");
    reader.bookmark.last_uid = 7;
    CHECK(fetched("* 1 FETCH (BODY[] {5}\r\nhello UID 99)\r\n") == "mail.imap_broke_off");
    CHECK(fetched(std::string(100'000, 'x') + "\r\n") == "mail.imap_nonsense");
}

TEST_CASE("a large mailbox, some at a time") {
    Reader reader;
    for (std::size_t count = 0; count < 2 * fetched_per_poll_max + 50; ++count)
        reader.box.add(std::to_string(count));
    auto polled = reader.poll();
    CHECK(polled.fetched == fetched_per_poll_max);
    CHECK(polled.has_more);
    CHECK(reader.poll().has_more);
    polled = reader.poll();
    CHECK(polled.fetched == 50);
    CHECK_FALSE(polled.has_more);
    CHECK(reader.texts().size() == 2 * fetched_per_poll_max + 50);
}

TEST_CASE("what the operator wrote wrongly is said, and nothing beyond this machine is asked") {
    Reader reader;
    reader.box.refuses = "EXAMINE";
    CHECK(reader.code() == "mail.imap_no_folder");
    reader.mailbox.folder = "a\r\nb";
    CHECK(reader.code() == "mail.imap_bad_folder");
    reader.mailbox.folder = "INBOX";
    reader.mailbox.server.port = 1;
    CHECK(reader.code() == "mail.imap_not_reached");
    reader.mailbox.server.host = "192.0.2.1"; // Nobody's (RFC 5737).
    CHECK(reader.code() == "mail.must_be_loopback");
    reader.mailbox.server.tls = Tls::implicit;
    reader.mailbox.server.only_loopback = true;
    CHECK(reader.code() == "mail.must_be_loopback");
    reader.mailbox.server.host = "a b";
    CHECK(reader.code() == "mail.bad_host");
}

TEST_CASE("whoever stops it is heard between two mails") {
    Reader reader;
    reader.box.add("first");
    std::stop_source stop;
    stop.request_stop();
    Polled polled;
    reader.box.serve_during([&] {
        polled =
            poll(reader.mailbox, reader.bookmark, reader.shelf, reader.clock, stop.get_token());
    });
    CHECK(polled.ended.ok());
    CHECK(polled.has_more);
    CHECK(polled.fetched == 0);
}

} // namespace
} // namespace sokuo::mail
