#pragma once

// For the tests of this module: the office of the fictional city of Mihon on a Tuesday morning.

#include "charter/book.h"
#include "charter/testing.h"
#include "identity/accounts.h"
#include "journal/clock.h"
#include "journal/due.h"
#include "journal/verify.h"
#include "store/sqlite/sqlite.h"
#include "team/once.h"
#include "team/people.h"
#include "team/roster_store.h"
#include "team/succession_store.h"
#include "team/veil.h"
#include "team/views.h"
#include "team/wake_store.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace sokuo::team::testing {

template <class T>
T sure(Result<T> result) {
    INFO((result.ok() ? std::string{} : describe(result.error())));
    REQUIRE(result.ok());
    return std::move(result).value();
}

inline calendar::Date day(std::string_view text) {
    return sure(calendar::parse_date(text));
}

struct Office {
    Office() {
        journal = sure(journal::Journal::open(*store, *keys, clock, random, options()));
        auto files = sure(charter::read_files(charter::testing::path_of("charters/mihon.yaml"),
                                              charter::testing::path_of("packs/jp-municipal")));
        book = sure(charter::Book::begin(*store, *journal, {}, std::move(files)));
        accounts = std::make_unique<identity::Accounts>(*store, *keys, clock, random,
                                                        identity::Cost{1, 8192});
        sure(accounts->prepare());
        sure(prepare_once(*store));
    }
    static journal::Options options() {
        return {.views = views({journal::due_view()}, {charter::charter_view()}),
                .upcasts = {},
                .origin = "mihon.example/journal",
                .clock = journal::ClockKind::simulated};
    }
    [[nodiscard]] const charter::Charter& charter() const { return book->current().charter; }

    PersonId person(const std::string& name) {
        const auto id = PersonId::make(clock.now(), random);
        sure(store->write_for(
            [&](store::Write& db) { return add_person(db, *journal, {}, id, name, ""); }));
        return id;
    }
    void assign(const std::string& post, const PersonId& who, std::string_view from,
                std::string_view to = {}) {
        Tenure tenure{.post = post,
                      .person = who,
                      .from = day(from),
                      .to = {},
                      .beside_others = charter().post(post)->several};
        if (!to.empty()) tenure.to = day(to);
        sure(store->write_for(
            [&](store::Write& db) { return team::assign(db, *journal, {}, tenure); }));
    }
    journal::Report verify() {
        return sure(journal::verify(*store, *keys,
                                    {.options = options(),
                                     .scratch = std::filesystem::temp_directory_path(),
                                     .checkpoint_file = {}}));
    }

    SystemRandom random;
    journal::SimulatedClock clock{parse_rfc3339("2026-11-24T00:00:00Z").value()};
    std::unique_ptr<store::Store> store = std::move(store::open_sqlite_memory()).value();
    std::unique_ptr<journal::Keys> keys = journal::keys_in_memory(random);
    std::unique_ptr<journal::Journal> journal;
    std::unique_ptr<charter::Book> book;
    std::unique_ptr<identity::Accounts> accounts;
};

} // namespace sokuo::team::testing
