#include "mail/maildir.h"

#include "mail/mail_test.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace sokuo::mail {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// A Maildir in a folder of its own, and what came out of it.
struct Post {
    Post()
        : maildir{.path = fs::temp_directory_path() /
                          ("maildir-" + std::to_string(std::random_device{}())),
                  .account = {.name = "lg", .network = Network::lgwan, .message_bytes_max = 1'000},
                  .settled = 0ms} {
        for (const auto* name : {"tmp", "new", "cur"})
            fs::create_directories(maildir.path / name);
    }
    ~Post() {
        std::error_code ignored;
        fs::remove_all(maildir.path, ignored);
    }
    Post(const Post&) = delete;
    Post& operator=(const Post&) = delete;

    void arrives(const std::string& name, std::string_view text = "hello\n") const {
        std::ofstream{maildir.path / "new" / name, std::ios::binary} << text;
    }
    Swept sweep() {
        auto swept = mail::sweep(maildir, shelf, clock, {});
        INFO((swept.ended.ok() ? "" : describe(swept.ended.error())));
        return swept;
    }
    [[nodiscard]] std::set<std::string> in(const char* folder) const {
        std::set<std::string> names;
        for (const auto& entry : fs::directory_iterator{maildir.path / folder})
            names.insert(entry.path().filename().string());
        return names;
    }

    Maildir maildir;
    Shelf shelf;
    WallClock clock;
};

using Names = std::set<std::string>;
using Lefts = std::vector<Left>;

TEST_CASE("what lies in new is taken in, oldest first, and lies in cur then") {
    Post post;
    post.arrives("1764000002.M1P2.mx", "second\n");
    post.arrives("1764000001.M1P2.mx", "first\r\n");
    const auto swept = post.sweep();
    CHECK(swept.ended.ok());
    CHECK(swept.taken == 2);
    CHECK_FALSE(swept.has_more);
    CHECK(post.in("new").empty());
    CHECK(post.in("cur") == Names{"1764000001.M1P2.mx:2,", "1764000002.M1P2.mx:2,"});

    const auto mails = post.shelf.mails();
    REQUIRE(mails.size() == 2);
    CHECK(mails[0].text == "first\r\n");
    CHECK(mails[0].envelope.origin == "1764000001.M1P2.mx");
    CHECK(mails[0].envelope.network == Network::lgwan);
    CHECK(mails[0].envelope.way == Way::maildir);
    CHECK_FALSE(mails[0].envelope.sender.has_value());
    CHECK(post.sweep().taken == 0);
}

TEST_CASE("a full disk leaves the mail where it is, and it comes the next time") {
    Post post;
    post.arrives("1", "first\n");
    post.arrives("2", "second\n");
    post.shelf.set_room(8);
    const auto full = post.sweep();
    CHECK(full.taken == 1);
    REQUIRE_FALSE(full.ended.ok());
    CHECK(full.ended.error().message->code() == "test.disk_full");
    CHECK(post.in("new") == Names{"2"});
    CHECK(post.shelf.abandoned() == 1);
    post.shelf.set_room(100);
    CHECK(post.sweep().taken == 1);
    CHECK(post.shelf.mails().back().text == "second\n");
}

TEST_CASE("nothing is followed, opened or waited for that is no file") {
    Post post;
    std::ofstream{post.maildir.path / "secret"} << "not a mail\n";
    fs::create_symlink(post.maildir.path / "secret", post.maildir.path / "new" / "link");
    fs::create_symlink("/nowhere", post.maildir.path / "new" / "dangling");
    fs::create_directory(post.maildir.path / "new" / "folder");
    REQUIRE(::mkfifo((post.maildir.path / "new" / "pipe").c_str(), 0600) == 0);
    post.arrives(".hidden");
    post.arrives("mail");
    const auto swept = post.sweep();
    CHECK(swept.ended.ok());
    CHECK(swept.taken == 1);
    CHECK(swept.left == Lefts{{"dangling", Left::Kind::not_a_file},
                              {"folder", Left::Kind::not_a_file},
                              {"link", Left::Kind::not_a_file},
                              {"pipe", Left::Kind::not_a_file}});
    CHECK(post.shelf.mails().size() == 1);
    CHECK(post.in("new").size() == 5);
}

TEST_CASE("folders that are links are no Maildir") {
    Post post;
    fs::remove(post.maildir.path / "new");
    fs::create_directory_symlink("cur", post.maildir.path / "new");
    CHECK(post.sweep().ended.error().message->code() == "mail.no_maildir");
    post.maildir.path /= "nowhere";
    CHECK(post.sweep().ended.error().code == Errc::not_found);
}

TEST_CASE("a file that may still be written to waits") {
    Post post;
    post.maildir.settled = 2s;
    post.arrives("now");
    CHECK(post.sweep().taken == 0);
    CHECK(post.in("new") == Names{"now"});
    const auto file = post.maildir.path / "new" / "now";
    fs::last_write_time(file, fs::file_time_type::clock::now() - 3s);
    CHECK(post.sweep().taken == 1);
    // A clock that is wrong by a day does not keep a mail for ever.
    post.arrives("tomorrow");
    fs::last_write_time(post.maildir.path / "new" / "tomorrow",
                        fs::file_time_type::clock::now() + 24h);
    CHECK(post.sweep().taken == 1);
}

TEST_CASE("a file that is written to while it is read is not taken in") {
    /// Writes one more line when the first has been read.
    class Meddler final : public Inlet {
    public:
        explicit Meddler(fs::path file) : file_{std::move(file)} {}
        Result<std::unique_ptr<Sink>> begin(const Envelope& envelope) override {
            std::ofstream{file_, std::ios::app} << "more\n";
            return shelf.begin(envelope);
        }
        Shelf shelf;

    private:
        fs::path file_;
    };
    Post post;
    post.arrives("half");
    Meddler meddler{post.maildir.path / "new" / "half"};
    const auto swept = sweep(post.maildir, meddler, post.clock, {});
    CHECK(swept.ended.ok());
    CHECK(swept.taken == 0);
    CHECK(meddler.shelf.mails().empty());
    CHECK(meddler.shelf.abandoned() == 1);
    CHECK(post.in("new") == Names{"half"});
}

TEST_CASE("names of any bytes, of any length, and names that are taken") {
    Post post;
    const std::string odd = "a\n\xff\\b c:2,S";
    const std::string longest(255, 'x');
    post.arrives(odd);
    post.arrives(longest);
    post.arrives("twice", "the second\n");
    std::ofstream{post.maildir.path / "cur" / "twice:2,"} << "the first\n";
    const auto swept = post.sweep();
    INFO((swept.ended.ok() ? "" : describe(swept.ended.error())));
    CHECK(swept.taken == 3);
    CHECK(post.in("cur") == Names{"a\n\xff\\b c:2,", longest, "twice:2,", "twice.1:2,"});
    CHECK(post.shelf.mails()[0].envelope.origin == "a\\x0a\\xff\\x5cb\\x20c");
    std::ifstream in{post.maildir.path / "cur" / "twice:2,"};
    std::string line;
    std::getline(in, line);
    CHECK(line == "the first");
}

TEST_CASE("what is too large stays, is named, and keeps nothing else waiting") {
    Post post;
    post.maildir.per_sweep_max = 2;
    for (const auto* name : {"1", "2", "3"})
        post.arrives(name, std::string(1'001, 'x'));
    for (const auto* name : {"4", "5", "6"})
        post.arrives(name);
    const auto first = post.sweep();
    CHECK(first.taken == 2);
    CHECK(first.has_more);
    CHECK(first.left == Lefts{{"1", Left::Kind::too_large},
                              {"2", Left::Kind::too_large},
                              {"3", Left::Kind::too_large}});
    const auto second = post.sweep();
    CHECK(second.taken == 1);
    CHECK_FALSE(second.has_more);
    CHECK(post.in("new") == Names{"1", "2", "3"});
    CHECK(post.shelf.mails().size() == 3);
}

TEST_CASE("a folder of ten thousand, a sweep at a time") {
    Post post;
    for (int count = 0; count < 10'000; ++count)
        post.arrives(std::to_string(1'000'000 + count), std::to_string(count));
    std::size_t sweeps = 0;
    for (bool has_more = true; has_more; ++sweeps) {
        const auto swept = post.sweep();
        REQUIRE(swept.ended.ok());
        has_more = swept.has_more;
    }
    CHECK(sweeps == 10);
    const auto mails = post.shelf.mails();
    CHECK(mails.size() == 10'000);
    CHECK(std::ranges::is_sorted(mails, {}, [](const Taken& one) { return one.envelope.origin; }));
}

TEST_CASE("whoever stops it stops it between two mails") {
    Post post;
    post.arrives("1");
    std::stop_source stop;
    stop.request_stop();
    const auto swept = sweep(post.maildir, post.shelf, post.clock, stop.get_token());
    CHECK(swept.taken == 0);
    CHECK(swept.has_more);
}

TEST_CASE("nothing is taken in that could not be moved away") {
    if (::geteuid() == 0) return; // root may write everywhere.
    Post post;
    post.arrives("1");
    fs::permissions(post.maildir.path / "cur", fs::perms{0500});
    const auto swept = post.sweep();
    CHECK(swept.ended.error().code == Errc::forbidden);
    CHECK(post.shelf.mails().empty());
    fs::permissions(post.maildir.path / "cur", fs::perms{0700});
}

} // namespace
} // namespace sokuo::mail
