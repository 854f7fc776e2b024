#include "app/access_api.h"

#include "app/api_test.h"
#include "incident/incident_api.h"
#include "incident/incident_store.h"
#include "incident/report_store.h"
#include "intake/intake_api.h"
#include "registry/registry_api.h"
#include "team/access.h"
#include "team/roster_api.h"

// 閲覧の記録: the head and the auditor see who looked at what; a look at a person leaves an entry.

namespace sokuo::app {
namespace {

struct Archive : Hall {
    Archive() {
        REQUIRE(team::prepare_access(*store).ok());
        head = add("head", "soumu-bucho");
        handler = add("handler", "joho-kacho");
        add("member", "joho-kakari");
        add("auditor", "kansa-kakari");
        serve(access_routes(desk));
        serve(incident::incident_routes(desk, problem));
        serve(intake::intake_routes(desk, problem));
        serve(team::roster_routes({*store, *journal, *book, accounts}));
        serve(registry::registry_routes({*store, *journal}));
    }
    template <class T>
    static T sure(Result<T> result) {
        INFO((result.ok() ? "" : describe(result.error())));
        REQUIRE(result.ok());
        return std::move(result).value();
    }
    IncidentId declare(team::Circle circle = {}) {
        incident::Declare wanted{};
        wanted.title = "ファイルサーバに接続できない";
        wanted.categories = {{"A", "provider", true, false}};
        wanted.priority = wanted.proposed_priority = "P3";
        wanted.circle = std::move(circle);
        wanted.circle_reason = "人事に関わるため";
        return sure(store->write_for(
                        [&](store::Write& db) { return incident::declare(desk, db, {}, wanted); }))
            .id;
    }
    ReportId report(std::string name) {
        incident::Slip slip;
        slip.what = "画面が動かない";
        slip.reporter.name = std::move(name);
        return sure(store->write_for(
                        [&](store::Write& db) { return incident::receive(desk, db, {}, slip); }))
            .id;
    }
    void looks_at(const std::string& who, const std::string& path) {
        sign_in(who);
        CHECK(ask({.path = path}).status == 200);
    }
    Json log(const std::string& who, const std::string& query = {}) {
        sign_in(who);
        return json({.path = "/api/v1/access" + query})["items"];
    }
    void pages_max(const std::string& count) {
        const auto job = [&](store::Write& db) {
            return db.script("PRAGMA max_page_count = " + count);
        };
        REQUIRE(store->write(job).ok());
    }
    /// Not even a short entry can be written any longer.
    void fills_the_disk() {
        sign_in("member"); // Before; the sessions need no room then.
        pages_max("1");
        for (int count = 0; count < 10000; ++count) {
            const journal::Draft draft{.stream = {"access", new_uuid(clock.now(), random)},
                                       .type = "test.filled",
                                       .occurred_at = {},
                                       .content = Json::object(),
                                       .personal = {}};
            const auto job = [&](store::Write& db) { return journal->append(db, {}, draft); };
            const auto written = store->write_for(job);
            if (written.ok()) continue;
            REQUIRE(written.error().code == Errc::unavailable);
            return;
        }
        FAIL("there is always room");
    }
    std::int64_t entries(std::string_view type) {
        return sure(store->read_for([&](store::Read& db) -> Result<std::int64_t> {
            const auto all = TRY(journal->read(db, 0, 1000));
            return std::ranges::count(all, type, &journal::Entry::type);
        }));
    }

    PersonId head;
    PersonId handler;
};

TEST_CASE("a day's looks of one person at one thing are one line with a count") {
    Archive archive;
    const auto incident = "/api/v1/incidents/" + archive.declare().text();
    archive.looks_at("member", incident);
    archive.looks_at("member", incident + "/timeline");
    archive.looks_at("handler", incident);
    const auto log = archive.log("auditor");
    REQUIRE(log.items().size() == 2);
    std::map<std::string, std::int64_t> counts;
    for (const auto& row : log.items())
        counts[std::string{row["person"]["name"].text_or("")}] = row["count"].integer_or(0);
    CHECK(counts == std::map<std::string, std::int64_t>{{"handler", 1}, {"member", 2}});
    CHECK(log.items().front()["thing"]["number"].text_or("") == "R8-0001");
    CHECK(archive.log("head").items().size() == 2);
    archive.sign_in("member");
    CHECK(archive.ask({.path = "/api/v1/access"}).status == 400); // 403, named by the app.
}

TEST_CASE("lists and refused looks are no looks") {
    Archive archive;
    const auto hidden =
        archive.declare({.is_restricted = true, .named = {archive.handler}, .excluded = {}});
    archive.looks_at("member", "/api/v1/incidents");
    archive.sign_in("member");
    CHECK(archive.ask({.path = "/api/v1/incidents/" + hidden.text()}).status == 400);
    CHECK(archive.log("auditor").items().empty());
}

TEST_CASE("who looked at a restricted incident is as hidden as the incident") {
    Archive archive;
    const auto hidden = archive.declare(
        {.is_restricted = true, .named = {archive.handler, archive.head}, .excluded = {}});
    archive.looks_at("handler", "/api/v1/incidents/" + hidden.text());
    CHECK(archive.log("auditor").items().empty());
    CHECK(archive.log("head").items().size() == 1);
    CHECK(archive.log("auditor", "?incident=" + hidden.text()).items().empty());
}

TEST_CASE("reading somebody's name and telephone is an entry of the journal, once a day") {
    Archive archive;
    const auto named = "/api/v1/reports/" + archive.report("見本 花子").text();
    const auto unnamed = "/api/v1/reports/" + archive.report("").text();
    archive.looks_at("member", unnamed);
    CHECK(archive.entries("access.looked") == 0);
    archive.looks_at("member", named);
    archive.looks_at("member", named);
    CHECK(archive.entries("access.looked") == 1);
    archive.looks_at("handler", named);
    CHECK(archive.entries("access.looked") == 2);
    REQUIRE(archive.clock.advance_to(archive.clock.now() + std::chrono::days{1}));
    archive.looks_at("member", named);
    CHECK(archive.entries("access.looked") == 3);
}

TEST_CASE(
    "telephones of 連絡網 and 台帳 are looked at like people's names: an entry a day, a count") {
    Archive archive;
    archive.looks_at("member", "/api/v1/team/roster");
    archive.looks_at("member", "/api/v1/team/roster");
    archive.looks_at("member", "/api/v1/registry");
    archive.looks_at("member", "/api/v1/team/persons/" + archive.head.text() + "/contacts");
    CHECK(archive.entries("access.looked") == 3);
    // One's own are no secret to oneself.
    archive.looks_at("head", "/api/v1/team/persons/" + archive.head.text() + "/contacts");
    CHECK(archive.entries("access.looked") == 3);

    std::map<std::string, std::int64_t> counts;
    const auto log = archive.log("auditor");
    for (const auto& row : log.items()) {
        CHECK(row["person"]["name"].text_or("") == "member");
        const auto title = row["thing"]["title"].text_or("");
        counts[std::string{row["thing"]["kind"].text_or("")}.append(title)] =
            row["count"].integer_or(0);
    }
    CHECK(counts ==
          std::map<std::string, std::int64_t>{{"roster", 2}, {"registry", 1}, {"personhead", 1}});
    REQUIRE(archive.clock.advance_to(archive.clock.now() + std::chrono::days{1}));
    archive.looks_at("member", "/api/v1/team/roster");
    CHECK(archive.entries("access.looked") == 4);
}

TEST_CASE("on a night when nothing can be written, telephones are found, and the look is counted") {
    Archive archive;
    const auto named = archive.report("見本 花子").text();
    archive.fills_the_disk();
    archive.looks_at("member", "/api/v1/team/roster");
    archive.looks_at("member", "/api/v1/registry");
    // A slip with a name is not among what the night needs.
    CHECK(archive.ask({.path = "/api/v1/reports/" + named}).status == 400);
    CHECK(archive.entries("access.looked") == 0);
    archive.pages_max("1000000");
    CHECK(archive.log("auditor").items().size() == 2);
}

TEST_CASE("what could not be written down yet is counted on, and old looks are forgotten") {
    Archive archive;
    const journal::Stream thing{"incident", archive.declare().value};
    team::Looks looks{*archive.store};
    const auto now = archive.clock.now();
    looks.note(archive.handler, thing, team::Way::read, now);
    const auto drop = [](store::Write& db) { return db.script("DROP TABLE look"); };
    REQUIRE(archive.store->write(drop).ok());
    CHECK(!looks.flush().ok());
    looks.note(archive.handler, thing, team::Way::read, now + std::chrono::minutes{5});
    REQUIRE(team::prepare_access(*archive.store).ok());
    REQUIRE(looks.flush().ok());
    const auto log = archive.log("auditor");
    REQUIRE(log.items().size() == 1);
    CHECK(log.items().front()["count"].integer_or(0) == 2);
    CHECK(log.items().front()["first_at"].text_or("") == to_rfc3339(now));
    REQUIRE(team::forget_old_looks(*archive.store, now + team::look_kept_for).ok());
    CHECK(archive.log("auditor").items().size() == 1);
    REQUIRE(team::forget_old_looks(*archive.store, now + team::look_kept_for + std::chrono::days{1})
                .ok());
    CHECK(archive.log("auditor").items().empty());
}

} // namespace
} // namespace sokuo::app
