#include "store/sqlite/sqlite.h"

#include "store/sqlite/test_counter.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

namespace sokuo::store {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr Message no_reason{"test.no", "だめです。", "No."};

// Holds the writer inside a job, so that what comes meanwhile lands in one batch behind it.
class Hold {
public:
    explicit Hold(Store& store)
        : thread_{[this, &store] {
              CHECK(store
                        .write([this](Write&) -> Result<> {
                            is_inside_ = true;
                            is_inside_.notify_all();
                            is_let_go_.wait(false);
                            return Done{};
                        })
                        .ok());
          }} {
        is_inside_.wait(false);
    }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;
    ~Hold() { let_go(); }
    void let_go() {
        is_let_go_ = true;
        is_let_go_.notify_all();
    }

private:
    std::atomic<bool> is_inside_ = false;
    std::atomic<bool> is_let_go_ = false;
    std::jthread thread_;
};

TEST_CASE("a row that was written is read, in memory and on disk") {
    bool on_disk = false;
    SUBCASE("in memory") {}
    SUBCASE("on disk") {
        on_disk = true;
    }
    const Counter counter{on_disk};
    CHECK(counter.sign("みほ").ok());
    CHECK(counter.names() == std::set<std::string>{"みほ"});
}

TEST_CASE("every kind of value comes back as it went in") {
    const Counter counter{false};
    const std::string text{"a\0b", 3};
    const Bytes bytes{std::byte{0}, std::byte{255}};
    const std::array<std::byte, 2> pair{std::byte{1}, std::byte{2}};
    const auto seen = counter.store->read([&](Read& db) {
        return db.query("SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?",
                        {std::nullopt, std::int64_t{1} << 60, 0.5, text, bytes, pair, "",
                         ByteView{}, std::optional<int>{}},
                        [&](const Row& row) -> Result<> {
                            CHECK(row.columns() == 9);
                            CHECK(row.is_null(0));
                            CHECK(row.integer(1) == std::int64_t{1} << 60);
                            CHECK(row.real(2) == 0.5);
                            CHECK(row.text(3) == text);
                            CHECK(as_text(row.bytes(4)) == as_text(bytes));
                            CHECK(as_text(row.bytes(5)) == as_text(pair));
                            CHECK((!row.is_null(6) && row.text(6).empty()));
                            CHECK((!row.is_null(7) && row.bytes(7).empty()));
                            CHECK(row.is_null(8));
                            return Done{};
                        });
    });
    CHECK(seen.ok());
}

TEST_CASE("a second writer is kept out of the directory and told who is in it") {
    const Counter counter;
    const auto second = open_sqlite(counter.options);
    REQUIRE(!second.ok());
    CHECK(second.error().code == Errc::conflict);
    CHECK(second.error().args == std::vector{std::to_string(getpid())});
}

TEST_CASE("another process is kept out too, and comes in when the first has left") {
    Counter counter;
    const auto outcome_elsewhere = [&] {
        const auto child = fork();
        if (child == 0) {
            const auto opened = open_sqlite(counter.options);
            _exit(opened.ok() ? 0 : opened.error().code == Errc::conflict ? 1 : 2);
        }
        int status = 0;
        waitpid(child, &status, 0);
        return WEXITSTATUS(status);
    };
    CHECK(outcome_elsewhere() == 1);
    counter.store.reset();
    CHECK(outcome_elsewhere() == 0);
    counter.open();
}

TEST_CASE("one may look at a directory that is in use, but not write to it") {
    const Counter counter;
    REQUIRE(counter.sign("みほ").ok());
    const auto looking = open_sqlite_read_only(counter.options);
    REQUIRE(looking.ok());
    REQUIRE(counter.sign("はな").ok());
    const auto count = looking.value()->read_for([](Read& db) {
        return db.first("SELECT count(*) FROM visitor", {},
                        [](const Row& row) { return row.integer(0); });
    });
    CHECK(count.value() == 2);
    const auto refused = looking.value()->write([](Write&) -> Result<> { return Done{}; });
    CHECK(refused.error().code == Errc::forbidden);
}

TEST_CASE("a read cannot change anything") {
    bool on_disk = false;
    SUBCASE("in memory") {}
    SUBCASE("on disk") {
        on_disk = true;
    }
    const Counter counter{on_disk};
    const auto refused = counter.store->read([](Read& db) {
        return db.query("INSERT INTO visitor(name) VALUES ('x') RETURNING name", {},
                        [](const Row&) -> Result<> { return Done{}; });
    });
    CHECK(refused.error().code == Errc::forbidden);
    CHECK(counter.names().empty());
}

TEST_CASE("a job that fails takes nothing of its neighbours with it") {
    bool on_disk = false;
    SUBCASE("in memory") {}
    SUBCASE("on disk") {
        on_disk = true;
    }
    const Counter counter{on_disk};
    std::vector<Result<>> outcomes(30, Done{});
    {
        Hold hold{*counter.store};
        std::vector<std::jthread> threads;
        threads.reserve(64);
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            threads.emplace_back([&, i] {
                outcomes[i] = counter.store->write([&](Write& db) -> Result<> {
                    const auto name = std::to_string(i);
                    TRY(db.execute("INSERT INTO visitor(name) VALUES (?)", {name}));
                    if (i % 3 == 0) return failure(Errc::stale, no_reason);
                    if (i % 3 == 1) std::vector<int>{}.reserve(~std::size_t{0}); // length_error
                    return Done{};
                });
            });
        }
        std::this_thread::sleep_for(50ms);
        hold.let_go();
    }
    std::set<std::string> kept;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        CAPTURE(i);
        if (i % 3 == 0) CHECK(outcomes[i] == Result<>{failure(Errc::stale, no_reason)});
        if (i % 3 == 1) CHECK(outcomes[i].error().code == Errc::unavailable);
        if (i % 3 == 2) {
            CHECK(outcomes[i].ok());
            kept.insert(std::to_string(i));
        }
    }
    CHECK(counter.names() == kept);
}

TEST_CASE("a job that fails alone changes nothing either") {
    bool on_disk = false;
    SUBCASE("in memory") {}
    SUBCASE("on disk") {
        on_disk = true;
    }
    const Counter counter{on_disk};
    const auto outcome = counter.store->write([&](Write& db) -> Result<> {
        TRY(db.execute("INSERT INTO visitor(name) VALUES ('x')"));
        return failure(Errc::stale, no_reason);
    });
    CHECK(outcome == Result<>{failure(Errc::stale, no_reason)});
    CHECK(counter.names().empty());
    CHECK(counter.sign("みほ").ok());
}

TEST_CASE("a constraint that says no is a conflict, and the job may go on after it") {
    const Counter counter{false};
    REQUIRE(counter.sign("みほ").ok());
    CHECK(counter.sign("みほ").error().code == Errc::conflict);
    CHECK(counter.tally() == 1);
    const auto outcome = counter.store->write([](Write& db) -> Result<> {
        const auto taken = db.execute("INSERT INTO visitor(name) VALUES ('みほ')");
        CHECK(taken.error().code == Errc::conflict);
        TRY(db.execute("INSERT INTO visitor(name) VALUES ('みほ 2')"));
        return Done{};
    });
    CHECK(outcome.ok());
    CHECK(counter.names() == std::set<std::string>{"みほ", "みほ 2"});
}

TEST_CASE("what the callback for a row returns ends the query") {
    const Counter counter{false};
    int rows = 0;
    const auto outcome = counter.store->read([&](Read& db) {
        return db.query("VALUES (1), (2), (3)", {}, [&](const Row&) -> Result<> {
            if (++rows == 2) return failure(Errc::stale, no_reason);
            return Done{};
        });
    });
    CHECK(outcome.error().code == Errc::stale);
    CHECK(rows == 2);
}

TEST_CASE("the same statement may run inside its own rows") {
    const Counter counter{false};
    int pairs = 0;
    const auto each = [&](const EachRow& inner) {
        return [&](Read& db) { return db.query("VALUES (1), (2), (3)", {}, inner); };
    };
    const auto outcome = counter.store->read([&](Read& db) {
        return each([&](const Row&) {
            return each([&](const Row&) -> Result<> {
                ++pairs;
                return Done{};
            })(db);
        })(db);
    });
    CHECK(outcome.ok());
    CHECK(pairs == 9);
}

TEST_CASE("what 64 people wrote and were told is written is there after a restart") {
    Counter counter;
    std::vector<std::jthread> threads;
    threads.reserve(64);
    for (int thread = 0; thread < 64; ++thread) {
        threads.emplace_back([&, thread] {
            for (int i = 0; i < 20; ++i)
                CHECK(counter.sign(std::to_string(thread) + "/" + std::to_string(i)).ok());
        });
    }
    threads.clear();
    counter.open();
    CHECK(counter.names().size() == 64 * 20);
    CHECK(counter.tally() == 64 * 20);
}

TEST_CASE("a reader sees one moment, whatever is written meanwhile") {
    const Counter counter;
    std::atomic<bool> is_over = false;
    std::jthread writer{[&] {
        for (int i = 0; !is_over; ++i)
            CHECK(counter.sign(std::to_string(i)).ok());
    }};
    for (int i = 0; i < 200; ++i) {
        const auto outcome = counter.store->read([](Read& db) -> Result<> {
            const auto number = [](const Row& row) { return row.integer(0); };
            const auto tally = TRY(db.first("SELECT n FROM tally", {}, number));
            std::this_thread::sleep_for(100us);
            const auto names = TRY(db.first("SELECT count(*) FROM visitor", {}, number));
            CHECK(tally == names);
            return Done{};
        });
        CHECK(outcome.ok());
    }
    is_over = true;
}

TEST_CASE("nobody sees half of a batch in memory either") {
    const Counter counter{false};
    std::atomic<bool> is_over = false;
    std::jthread writer{[&] {
        for (int i = 0; !is_over; ++i)
            CHECK(counter.sign(std::to_string(i)).ok());
    }};
    for (int i = 0; i < 300; ++i) {
        const auto names = static_cast<std::int64_t>(counter.names().size());
        CHECK(names <= counter.tally());
    }
    is_over = true;
}

TEST_CASE("a queue that is full refuses the next job at once, and takes it later") {
    Counter counter;
    counter.options.queue_max = 4;
    counter.open();
    std::atomic<int> refused = 0;
    {
        Hold hold{*counter.store};
        std::vector<std::jthread> threads;
        threads.reserve(64);
        for (int i = 0; i < 10; ++i) {
            threads.emplace_back([&, i] {
                const auto outcome = counter.sign(std::to_string(i));
                if (outcome.ok()) return;
                CHECK(outcome.error().code == Errc::unavailable);
                if (++refused == 6) hold.let_go();
            });
        }
    }
    CHECK(refused == 6);
    CHECK(counter.names().size() == 4);
    CHECK(counter.sign("later").ok());
}

TEST_CASE("closing runs what was queued") {
    Counter counter;
    auto* const store = counter.store.get();
    std::vector<std::jthread> threads;
    threads.reserve(64);
    {
        Hold hold{*store};
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([store, i] {
                const auto outcome = store->write([&](Write& db) -> Result<> {
                    TRY(db.execute("INSERT INTO visitor(name) VALUES (?)", {std::to_string(i)}));
                    return Done{};
                });
                CHECK(outcome.ok());
            });
        }
        std::this_thread::sleep_for(50ms);
        threads.emplace_back([&] { counter.store.reset(); });
        std::this_thread::sleep_for(50ms);
    }
    threads.clear();
    counter.open();
    CHECK(counter.names().size() == 8);
}

TEST_CASE("a full disk stops writing, not reading, and writing resumes by itself") {
    bool on_disk = false;
    SUBCASE("in memory") {}
    SUBCASE("on disk") {
        on_disk = true;
    }
    const Counter counter{on_disk};
    REQUIRE(counter.sign("before").ok());
    const auto limit = [&](const char* pages) {
        return counter.store->write([&](Write& db) -> Result<> {
            return db.query(std::string{"PRAGMA max_page_count = "} + pages, {},
                            [](const Row&) -> Result<> { return Done{}; });
        });
    };
    REQUIRE(limit("1").ok());
    const std::string large(20000, 'x');
    const auto refused = counter.sign(large);
    REQUIRE(!refused.ok());
    CHECK(refused.error().code == Errc::unavailable);
    CHECK(refused.error().message->code() == "store.disk_full");
    CHECK(counter.names() == std::set<std::string>{"before"});

    REQUIRE(limit("1000000").ok());
    CHECK(counter.sign(large).ok());
    CHECK(counter.tally() == 2);
}

TEST_CASE("a job that overlooks the full disk is not believed") {
    const Counter counter{false};
    const auto outcome = counter.store->write([](Write& db) -> Result<> {
        TRY(db.query("PRAGMA max_page_count = 1", {}, [](const Row&) { return Result<>{Done{}}; }));
        (void)db.execute("INSERT INTO visitor(name) VALUES (?)", {std::string(20000, 'x')}).ok();
        return Done{};
    });
    CHECK(outcome.error().code == Errc::unavailable);
}

TEST_CASE("listeners hear of every commit that changed something, after it is on disk") {
    bool on_disk = false;
    SUBCASE("in memory") {}
    SUBCASE("on disk") {
        on_disk = true;
    }
    const Counter counter{on_disk};
    // Listeners are told after the answer: a write of nothing waits until those of the table's
    // making were, so that a new one does not hear of it.
    const auto nothing = [](Write&) -> Result<> { return Done{}; };
    REQUIRE(counter.store->write(nothing).ok());
    std::atomic<int> heard = 0;
    counter.store->on_commit([&] {
        ++heard;
        heard.notify_all();
    });
    REQUIRE(counter.sign("みほ").ok());
    heard.wait(0);
    CHECK(heard == 1);
    CHECK(!counter.sign("みほ").ok());
    CHECK(counter.store->write(nothing).ok());
    REQUIRE(counter.sign("はな").ok());
    heard.wait(1);
    CHECK(heard == 2);
}

TEST_CASE("an emptied log holds nothing of what was deleted, nor does the file") {
    const Counter counter;
    const std::string secret = "消してほしい名前";
    const auto is_somewhere = [&] {
        for (const auto& entry : fs::directory_iterator{counter.directory}) {
            std::ifstream in{entry.path(), std::ios::binary};
            const std::string all{std::istreambuf_iterator<char>{in}, {}};
            if (all.find(secret) != std::string::npos) return true;
        }
        return false;
    };
    REQUIRE(counter.sign(secret).ok());
    CHECK(is_somewhere());
    REQUIRE(counter.store
                ->write([&](Write& db) -> Result<> {
                    TRY(db.execute("DELETE FROM visitor WHERE name = ?", {secret}));
                    return Done{};
                })
                .ok());
    REQUIRE(counter.store->empty_log().ok());
    CHECK(!is_somewhere());
    CHECK(counter.sign("その後").ok());
}

TEST_CASE("full text is there, with two-character words") {
    const Counter counter{false};
    const auto outcome = counter.store->write([](Write& db) -> Result<> {
        TRY(db.script("CREATE VIRTUAL TABLE search USING fts5(words)"));
        TRY(db.execute("INSERT INTO search(words) VALUES ('住民 民票')"));
        const auto found =
            TRY(db.first("SELECT rowid FROM search WHERE search MATCH ?", {"\"住民 民票\""},
                         [](const Row& row) { return row.integer(0); }));
        CHECK(found == 1);
        return Done{};
    });
    CHECK(outcome.ok());
}

TEST_CASE("the log does not grow without end while people go on reading") {
    const Counter counter;
    std::atomic<bool> is_over = false;
    std::vector<std::jthread> readers;
    readers.reserve(64);
    for (int i = 0; i < 3; ++i) {
        readers.emplace_back([&] {
            while (!is_over)
                CHECK(counter.store
                          ->read([](Read& db) {
                              return db.query("SELECT count(*) FROM visitor", {},
                                              [](const Row&) -> Result<> {
                                                  std::this_thread::sleep_for(2ms);
                                                  return Done{};
                                              });
                          })
                          .ok());
        });
    }
    const std::string large(1 << 20, 'x');
    for (int i = 0; i < 90; ++i)
        REQUIRE(counter.sign(std::to_string(i) + large).ok());
    is_over = true;
    CHECK(fs::file_size(counter.directory / "sokuo.db-wal") < (std::uintmax_t{80} << 20U));
}

TEST_CASE("a file that is no database is refused as damaged") {
    Counter counter;
    counter.store.reset();
    for (const auto* end : {"", "-wal", "-shm"})
        fs::remove(counter.options.file.string() + end);
    std::ofstream{counter.options.file} << std::string(5000, 'x');
    CHECK(open_sqlite(counter.options).error().code == Errc::corrupt);
}

TEST_CASE("a directory that is not there is said so") {
    const auto opened = open_sqlite({.file = "/nowhere/at/all/sokuo.db"});
    CHECK(opened.error().code == Errc::unavailable);
}

} // namespace
} // namespace sokuo::store
