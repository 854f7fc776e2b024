#include "store/sqlite/sqlite.h"
#include "store/sqlite/test_counter.h"

#include <atomic>
#include <fstream>
#include <thread>

namespace sokuo::store {
namespace {

namespace fs = std::filesystem;

TEST_CASE("a copy is one snapshot, whole, while others go on writing") {
    const Counter counter{true};
    for (int at = 0; at < 200; ++at)
        REQUIRE(counter.sign(std::to_string(at)).ok());
    std::atomic<bool> is_over = false;
    std::jthread busy{[&] {
        for (int at = 200; !is_over; ++at)
            CHECK(counter.sign(std::to_string(at)).ok());
    }};
    for (int copies = 0; copies < 20; ++copies) {
        const auto to = counter.options.file.parent_path() / ("copy" + std::to_string(copies));
        std::int64_t told = 0;
        const auto progress = [&](std::int64_t done, std::int64_t of) {
            CHECK(done <= of);
            told = done;
        };
        REQUIRE(copy_sqlite(counter.options.file, to, progress).ok());
        CHECK(told > 0);
        const auto copy = open_sqlite_scratch({.file = to}).value();
        const auto count = [](Read& db) {
            return db.first("SELECT (SELECT count(*) FROM visitor) - n FROM tally", {},
                            [](const Row& row) { return row.integer(0); });
        };
        CHECK(copy->read_for(count).value() == 0); // Visitors and tally are of one moment.
    }
    is_over = true;
}

TEST_CASE("what cannot be copied leaves nothing behind") {
    const Counter counter{true};
    const auto folder = counter.options.file.parent_path();
    CHECK(!copy_sqlite(folder / "none", folder / "copy", {}).ok());
    std::ofstream{folder / "text"} << std::string(4096, 'x');
    CHECK(!copy_sqlite(folder / "text", folder / "copy", {}).ok());
    CHECK(!fs::exists(folder / "copy"));
}

} // namespace
} // namespace sokuo::store
