#pragma once

// What the tests of the store write to.

#include "store/sqlite/sqlite.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <set>
#include <string>

namespace sokuo::store {

// A counter with a book of visitors in it, in memory or in a directory of its own.
struct Counter {
    std::filesystem::path directory;
    SqliteOptions options;
    std::unique_ptr<Store> store;

    explicit Counter(bool on_disk = true) {
        if (on_disk) {
            auto name = (std::filesystem::temp_directory_path() / "sokuo-store-XXXXXX").string();
            REQUIRE(mkdtemp(name.data()) != nullptr);
            directory = name;
            options.file = directory / "sokuo.db";
        }
        open();
        REQUIRE(store
                    ->write([](Write& db) {
                        return db.script("CREATE TABLE visitor(name TEXT PRIMARY KEY, at INTEGER);"
                                         "CREATE TABLE tally(one INTEGER PRIMARY KEY, n INTEGER);"
                                         "INSERT INTO tally VALUES (1, 0)");
                    })
                    .ok());
    }
    ~Counter() {
        store.reset();
        if (!directory.empty()) std::filesystem::remove_all(directory);
    }

    void open() {
        store.reset();
        auto opened = directory.empty() ? open_sqlite_memory() : open_sqlite(options);
        REQUIRE(opened.ok());
        store = std::move(opened).value();
    }
    [[nodiscard]] Result<> sign(const std::string& name) const {
        return store->write([&](Write& db) -> Result<> {
            TRY(db.execute("INSERT INTO visitor(name, at) VALUES (?, ?)", {name, 1}));
            TRY(db.execute("UPDATE tally SET n = n + 1"));
            return Done{};
        });
    }
    [[nodiscard]] std::set<std::string> names() const {
        const auto rows = store->read_for([](Read& db) {
            return db.all("SELECT name FROM visitor", {},
                          [](const Row& row) { return std::string{row.text(0)}; });
        });
        REQUIRE(rows.ok());
        return {rows.value().begin(), rows.value().end()};
    }
    [[nodiscard]] std::int64_t tally() const {
        const auto n = store->read_for([](Read& db) {
            return db.first("SELECT n FROM tally", {},
                            [](const Row& row) { return row.integer(0); });
        });
        REQUIRE(n.ok());
        return n.value().value_or(-1);
    }
};

} // namespace sokuo::store
