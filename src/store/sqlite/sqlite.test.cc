#include "store/sqlite/sqlite.h"

#include <doctest/doctest.h>

namespace sokuo::store {
namespace {

TEST_CASE("smoke") {
    auto store = open_sqlite_memory();
    REQUIRE(store.ok());
    REQUIRE(store.value()
                ->write([](Write& db) -> Result<> {
                    TRY(db.script("CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT)"));
                    TRY(db.execute("INSERT INTO t(b) VALUES (?)", {"x"}));
                    return Done{};
                })
                .ok());
    int n = 0;
    REQUIRE(store.value()
                ->read([&](Read& db) -> Result<> {
                    return db.query("SELECT b FROM t", {}, [&](const Row& row) -> Result<> {
                        CHECK(row.text(0) == "x");
                        ++n;
                        return Done{};
                    });
                })
                .ok());
    CHECK(n == 1);
}

} // namespace
} // namespace sokuo::store
