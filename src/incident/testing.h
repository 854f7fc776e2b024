#pragma once

// For the tests of incident, triage, intake and close: the fictional city of Mihon with an empty
// record. It is nine o'clock on a Tuesday morning and the clock stands still until it is told.

#include "approval/approval_store.h"
#include "charter/book.h"
#include "incident/desk.h"
#include "incident/incident_store.h"
#include "incident/numbers.h"
#include "incident/report_store.h"
#include "journal/clock.h"
#include "journal/due.h"
#include "journal/verify.h"
#include "search/search.h"
#include "team/people.h"
#include "team/succession_store.h"
#include "team/testing.h"
#include "team/views.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace sokuo::incident::testing {

using team::testing::sure;

/// What somebody who was refused is told: the message's code and the field it is about.
template <class T>
std::string told(const Result<T>& result) {
    if (result.ok()) return "nothing: it was allowed";
    const auto& error = result.error();
    return std::string{error.message->code()} + (error.where.empty() ? "" : " " + error.where);
}

inline Time at_time(std::string_view text) {
    return sure(parse_rfc3339(text));
}

inline Category main_category(std::string code, std::string subtype = {}) {
    return {std::move(code), std::move(subtype), true, false};
}

/// A declaration that takes the proposed priority, P3.
inline Declare declaration(std::vector<Category> categories = {main_category("A", "provider")}) {
    Declare declare{};
    declare.number = "R8-0001";
    declare.title = "ファイルサーバに接続できない";
    declare.categories = std::move(categories);
    declare.answers = {.residents = "no", .stopped = "yes", .spreading = "no"};
    declare.priority = "P3";
    declare.proposed_priority = "P3";
    declare.received_at = at_time("2026-11-23T23:30:00Z");
    declare.charter = 1;
    return declare;
}

inline SetFact known(std::string key, std::string value) {
    SetFact fact{};
    fact.key = std::move(key);
    fact.state = FactState::known;
    fact.value = std::move(value);
    return fact;
}

inline SetFact not_known(std::string key, FactState state) {
    auto fact = known(std::move(key), "");
    fact.state = state;
    return fact;
}

struct Town {
    /// `more`: views of the modules above.
    explicit Town(const std::vector<journal::View>& more = {}) {
        std::string name = std::filesystem::temp_directory_path() / "sokuo-incident-XXXXXX";
        REQUIRE(mkdtemp(name.data()) != nullptr);
        directory = name;
        store = sure(store::open_sqlite_memory());
        keys = journal::keys_in_memory(random);
        journal = sure(journal::Journal::open(*store, *keys, clock, random, options(more)));
        auto files = sure(charter::read_files(charter::testing::path_of("charters/mihon.yaml"),
                                              charter::testing::path_of("packs/jp-municipal")));
        book = sure(charter::Book::begin(*store, *journal, {}, std::move(files)));
        vault = sure(vault::open_files(directory / "vault", clock, random));
        accounts = std::make_unique<identity::Accounts>(*store, *keys, clock, random,
                                                        identity::Cost{1, 8192});
        sure(accounts->prepare());
        desk =
            std::make_unique<Desk>(Desk{*store, *keys, *journal, *vault, *book, *accounts, random});
        handler = somebody("joho-kacho", "佐藤 一郎");
    }
    ~Town() {
        std::error_code ignored;
        std::filesystem::remove_all(directory, ignored);
    }
    Town(const Town&) = delete;
    Town& operator=(const Town&) = delete;

    static journal::Options options(const std::vector<journal::View>& more = {}) {
        journal::Options made;
        made.views =
            team::views({journal::due_view()},
                        {charter::charter_view(), approval::approval_view(), numbers_view(),
                         search::search_view(), report_view(), incident_view(), timeline_view()});
        made.views.insert(made.views.end(), more.begin(), more.end());
        made.clock = journal::ClockKind::simulated;
        return made;
    }

    /// A person who holds a post since April, ready to act in it.
    journal::Actor somebody(const std::string& post, const std::string& name) {
        const auto id = PersonId::make(clock.now(), random);
        sure(writing([&](store::Write& db) -> Result<> {
            TRY(team::add_person(db, *journal, {}, id, name, ""));
            TRY(team::assign(db, *journal, {},
                             {.post = post,
                              .person = id,
                              .from = calendar::date(2026, 4, 1),
                              .to = {},
                              .beside_others = book->current().charter.post(post)->several}));
            return Done{};
        }));
        return {.person = id,
                .post = charter::post_id(post),
                .acting_for = {},
                .assurance = journal::Assurance::password,
                .request = {}};
    }

    template <class Job>
    std::invoke_result_t<Job, store::Write&> writing(Job job) {
        return store->write_for(job);
    }
    template <class Job>
    std::invoke_result_t<Job, store::Read&> reading(Job job) {
        return store->read_for(job);
    }

    void pass(Duration time) { REQUIRE(clock.advance_to(clock.now() + time)); }
    std::size_t fire_due() { return sure(journal::fire_due(*store, *journal, clock.now())); }

    Report receive(const Slip& slip) {
        return sure(
            writing([&](store::Write& db) { return incident::receive(*desk, db, handler, slip); }));
    }
    Report receive(std::string what) {
        Slip slip;
        slip.what = std::move(what);
        return receive(slip);
    }
    Incident declare(Declare command = declaration()) {
        return sure(writing([&](store::Write& db) {
            return incident::declare(*desk, db, handler, std::move(command));
        }));
    }
    /// An act on an incident or a report, by the handler.
    template <class Subject, class Step>
    auto tries(const Subject& id, const Step& step, std::optional<std::int64_t> rev = {}) {
        return writing(
            [&](store::Write& db) { return incident::act(*desk, db, handler, id, step, rev); });
    }
    template <class Subject, class Step>
    auto does(const Subject& id, const Step& step) {
        return sure(tries(id, step));
    }
    LineId says(const IncidentId& id, Record record) {
        record.line = LineId::make(clock.now(), random);
        does(id, Command{record});
        return record.line;
    }

    /// The views, worked out again from the journal, are what they are.
    journal::Report verify() {
        return sure(journal::verify(
            *store, *keys, {.options = options(), .scratch = directory, .checkpoint_file = {}}));
    }

    SystemRandom random;
    journal::SimulatedClock clock{at_time("2026-11-24T00:00:00Z")};
    std::filesystem::path directory;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<journal::Keys> keys;
    std::unique_ptr<journal::Journal> journal;
    std::unique_ptr<charter::Book> book;
    std::unique_ptr<vault::Vault> vault;
    std::unique_ptr<identity::Accounts> accounts;
    std::unique_ptr<Desk> desk;
    journal::Actor handler;
};

} // namespace sokuo::incident::testing
