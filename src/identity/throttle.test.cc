#include "identity/throttle.h"

#include "identity/rows.h"
#include "store/sqlite/sqlite.h"

#include <doctest/doctest.h>

#include <memory>

namespace sokuo::identity {
namespace {

using namespace std::chrono_literals;

const Time morning{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};

// A name at which somebody keeps trying.
struct Door {
    Tries tries{0, 0, morning};
    bool knock(Time now) {
        const auto counted = after_attempt(tries, now);
        tries = counted.tries;
        return counted.may_try;
    }
    int knock(Time now, int times) {
        int let_in = 0;
        for (int time = 0; time < times; ++time)
            let_in += knock(now) ? 1 : 0;
        return let_in;
    }
};

TEST_CASE("ten in a quarter of an hour, and ten more in the next") {
    Door door;
    CHECK(door.knock(morning, 30) == 10);
    CHECK(door.knock(morning + 14min, 30) == 0);
    CHECK(door.knock(morning + 15min, 30) == 10);
}

TEST_CASE("the quarter of an hour begins with the first attempt, not with the last") {
    Door door;
    CHECK(door.knock(morning, 5) == 5);
    CHECK(door.knock(morning + 10min, 30) == 5);
    CHECK(door.knock(morning + 16min));
}

TEST_CASE("a hundred in a row shut the door for good") {
    Door door;
    int let_in = 0;
    for (int quarter = 0; quarter < 20; ++quarter)
        let_in += door.knock(morning + quarter * 15min, 30);
    CHECK(let_in == 100);
    CHECK(!door.knock(morning + 24h * 365));
}

TEST_CASE("a clock that is set back opens nothing, and shuts nobody out for longer") {
    Door door;
    CHECK(door.knock(morning, 10) == 10);
    CHECK(!door.knock(morning - 24h));
    CHECK(!door.knock(morning - 24h + 14min));
    CHECK(door.knock(morning - 24h + 15min));
}

// The counts where they are kept.
struct Counts {
    Counts() {
        REQUIRE(store->write([](store::Write& db) -> Result<> { return db.script(schema); }).ok());
    }
    bool count(std::string_view name, bool is_known, Time now) {
        const auto job = [&](store::Write& db) {
            return count_attempt(db, throttle_key(name), is_known, now);
        };
        return store->write_for(job).value();
    }
    std::int64_t rows() {
        const auto look = [](store::Read& db) {
            return db.first("SELECT count(*) FROM sign_in_failure", {},
                            [](const store::Row& row) { return row.integer(0); });
        };
        return store->read_for(look).value().value();
    }
    std::unique_ptr<store::Store> store = store::open_sqlite_memory().value();
};

TEST_CASE("an attempt that was right is taken back, and the wrong ones before it stay") {
    Counts counts;
    for (int time = 0; time < 9; ++time)
        CHECK(counts.count("sato", true, morning));
    const auto right = [&] {
        CHECK(counts.count("sato", true, morning));
        REQUIRE(counts.store
                    ->write([](store::Write& db) {
                        return take_attempt_back(db, throttle_key("sato"));
                    })
                    .ok());
    };
    right();
    right();
    CHECK(counts.count("sato", true, morning));
    CHECK(!counts.count("sato", true, morning));
}

TEST_CASE("names nobody has are counted too, and forgotten after a quarter of an hour") {
    Counts counts;
    for (int name = 0; name < 50; ++name)
        counts.count("nobody" + std::to_string(name), false, morning);
    for (int time = 0; time < 11; ++time)
        counts.count("nobody", false, morning);
    CHECK(!counts.count("nobody", false, morning));
    counts.count("sato", true, morning);
    CHECK(counts.rows() == 52);
    counts.count("suzuki", true, morning + 16min);
    CHECK(counts.rows() == 2);
}

} // namespace
} // namespace sokuo::identity
