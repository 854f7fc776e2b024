#include "monitor/monitor_store.h"
#include "monitor/board.h"

#include "alert/alert_store.h"
#include "incident/report_store.h"
#include "incident/testing.h"

#include <doctest/doctest.h>

namespace sokuo::monitor {
namespace {

using incident::testing::sure;
using incident::testing::Town;
using std::chrono::minutes;

struct Watch {
    Watch() {
        sure(alert::prepare(*town.store));
        sure(prepare(*town.store));
    }
    void name(Target target) {
        targets = {std::move(target)};
        sure(enrol(*town.desk, targets));
    }
    State see(const Observation& seen) { return sure(note(*town.desk, targets[0], seen)); }
    State see_page(std::vector<Line> lines) {
        return see({.status = 200, .page = Page{.title = "みほん市", .lines = std::move(lines)}});
    }
    Watched now() {
        return sure(town.store->read_for([](store::Read& db) { return watched(db); })).at(0);
    }
    std::vector<std::string> told() {
        std::vector<std::string> types;
        const journal::Stream stream{"monitor", now().id.value};
        for (const auto& entry : sure(town.store->read_for(
                 [&](store::Read& db) { return town.journal->stream(db, stream); })))
            types.push_back(entry.type);
        return types;
    }
    std::vector<alert::AlertRow> alerts() {
        return sure(town.store->read_for([&](store::Read& db) {
            return alert::alerts(db, town.handler.person, "all", 0, 100);
        }));
    }
    Result<> accept_now(std::string_view hash) {
        const auto id = now().id;
        return town.store->write([&](store::Write& db) {
            return accept(*town.desk, db, town.handler, id, hash, "更新しました");
        });
    }

    Town town{{alert::alert_view()}};
    std::vector<Target> targets;
};

const Target site{.name = "市のサイト",
                  .kind = Kind::http,
                  .address = "https://www.mihon.example/",
                  .host = "www.mihon.example"};
const Target page{.name = "トップページ",
                  .kind = Kind::page,
                  .address = "https://www.mihon.example/",
                  .host = "www.mihon.example",
                  .ignored = {"閲覧数 [0-9]+"},
                  .alarm = {.after = 2}};

TEST_CASE("a fall is an entry, an alert and a report, once; and so is its end, without an alert") {
    Watch watch;
    watch.name(site);
    CHECK(watch.see({.status = 200}) == State::good);
    CHECK(watch.see({.status = 503}) == State::shaky);
    CHECK(watch.see({.status = 503}) == State::shaky);
    CHECK(watch.alerts().empty());
    CHECK(watch.see({.status = 503}) == State::down);
    CHECK(watch.see({.status = 503}) == State::down);
    CHECK(watch.told() == std::vector<std::string>{"monitor.fell"});
    const auto alerts = watch.alerts();
    REQUIRE(alerts.size() == 1);
    CHECK(alerts[0].title == "見張り「市のサイト」：サーバーが 503 を返しました。");
    CHECK(alerts[0].source == "monitor");
    CHECK(alerts[0].host == "www.mihon.example");
    CHECK(alerts[0].report); // high, so somebody has it on the desk at once.
    CHECK(watch.now().alert == alerts[0].id);
    watch.see({.status = 200});
    watch.see({.status = 200});
    CHECK(watch.now().standing.state == State::good);
    CHECK(watch.told() == std::vector<std::string>{"monitor.fell", "monitor.recovered"});
    CHECK(watch.alerts().size() == 1);
    const auto id = watch.now().id;
    const auto last =
        sure(watch.town.store->read_for([&](store::Read& db) { return looks(db, id, 3); }));
    REQUIRE(last.size() == 3);
    CHECK(last[0].reason == Reason::none);
    CHECK(last[2].reason == Reason::bad_status);
}

TEST_CASE("the first page is right, what is ignored may change, and what is not is told") {
    Watch watch;
    watch.name(page);
    CHECK(watch.see_page({{"市役所", false}, {"閲覧数 1", false}}) == State::good);
    CHECK(watch.told() == std::vector<std::string>{"monitor.accepted"});
    CHECK(watch.see_page({{"市役所", false}, {"閲覧数 2", false}}) == State::good);
    CHECK(watch.now().last.score == 0);
    CHECK(watch.see_page({{"hacked by nobody", false}}) == State::shaky);
    CHECK(watch.see_page({{"hacked by nobody", false}}) == State::down);
    CHECK(watch.told() == std::vector<std::string>{"monitor.accepted", "monitor.fell"});
    REQUIRE(watch.alerts().size() == 1);
    const auto id = watch.now().id;
    const auto kept =
        sure(watch.town.store->read_for([&](store::Read& db) { return pages(db, id); }));
    const auto changed = difference(watch.targets[0], kept);
    CHECK(changed.boasts == std::vector<std::string>{"hackedby"});
    CHECK(changed.rows.size() == 1); // The ignored line is on neither side.
}

TEST_CASE("a page is accepted as the person saw it, and not as it is a moment later") {
    Watch watch;
    watch.name(page);
    watch.see_page({{"古いお知らせと古い写真", false}});
    watch.see_page({{"新しいお知らせ", false}});
    CHECK(watch.see_page({{"新しいお知らせ", false}}) == State::down);
    const auto looked_at = watch.now().seen_hash;
    watch.see_page({{"また別の、もっと新しいお知らせ", false}});
    const auto late = watch.accept_now(looked_at);
    REQUIRE(!late.ok());
    CHECK(late.error().code == Errc::conflict);
    sure(watch.accept_now(watch.now().seen_hash));
    CHECK(watch.now().standing.state == State::good);
    CHECK(watch.told() ==
          std::vector<std::string>{"monitor.accepted", "monitor.fell", "monitor.accepted"});
    CHECK(watch.see_page({{"また別の、もっと新しいお知らせ", false}}) == State::good);
    // What was put right is told again when it goes wrong again.
    watch.see_page({{"pwned by nobody", false}});
    CHECK(watch.see_page({{"pwned by nobody", false}}) == State::down);
    CHECK(watch.told().back() == "monitor.fell");
}

TEST_CASE("a page that is not as it should be from the first is no measure") {
    Watch watch;
    auto strict = page;
    strict.expect.words = {"市役所"};
    watch.name(strict);
    watch.see({.status = 200, .text = "工事中", .page = Page{.lines = {{"工事中", false}}}});
    CHECK(watch.now().right_hash.empty());
    watch.see({.status = 200, .text = "市役所", .page = Page{.lines = {{"市役所", false}}}});
    CHECK(!watch.now().right_hash.empty());
}

TEST_CASE("a name that leads elsewhere begins anew, another rule for the same does not") {
    Watch watch;
    watch.name(page);
    watch.see_page({{"市役所", false}});
    const auto id = watch.now().id;
    auto other = page;
    other.alarm.after = 5;
    other.ignored = {"x"};
    watch.name(other);
    CHECK(watch.now().standing.state == State::good);
    CHECK(!watch.now().right_hash.empty());
    other.address = "https://www.mihon.example/new/";
    watch.name(other);
    CHECK(watch.now().id == id);
    CHECK(watch.now().standing.state == State::fresh);
    CHECK(watch.now().right_hash.empty());
    // What was on its way from the old address says nothing of the new one.
    CHECK(sure(note(*watch.town.desk, page,
                    {.status = 200, .page = Page{.lines = {{"古い所", false}}}})) == State::fresh);
    CHECK(watch.now().right_hash.empty());
    CHECK(!watch.now().checked_at);
}

TEST_CASE("no more of its answers are kept than the screen needs") {
    Watch watch;
    watch.name(site);
    for (int look = 0; look < looks_max + 20; ++look)
        watch.see({.status = 200});
    const auto id = watch.now().id;
    CHECK(sure(watch.town.store->read_for([&](store::Read& db) {
              return looks(db, id, 10'000);
          })).size() == static_cast<std::size_t>(looks_max));
}

// -- Whose turn it is ----------------------------------------------------------------------------

TEST_CASE("a target is looked at in its turn, by one at a time, and at once when somebody asks") {
    Board board;
    const Time now{minutes{1'000'000}};
    auto other = site;
    other.name = "ほか";
    board.name({site, other}, {}, now);
    REQUIRE(board.take_due(now)->name == "市のサイト");
    REQUIRE(board.take_due(now)->name == "ほか");
    CHECK(!board.take_due(now)); // Both are being looked at.
    board.done("市のサイト", now + minutes{5});
    CHECK(!board.take_due(now));
    CHECK(board.take_due(now + minutes{5})->name == "市のサイト");
    CHECK(board.want("市のサイト"));
    CHECK(!board.take_due(now + minutes{6})); // Somebody looks right now.
    board.done("市のサイト", now + minutes{10});
    CHECK(board.take_due(now + minutes{6})->name == "市のサイト");
    CHECK(!board.want("だれも知らない"));
}

TEST_CASE("the same file read again changes nothing, a changed target is due at once") {
    Board board;
    const Time now{minutes{1'000'000}};
    board.name({site}, {}, now);
    static_cast<void>(board.take_due(now));
    board.done(site.name, now + minutes{5});
    board.name({site}, {}, now + minutes{1});
    CHECK(!board.take_due(now + minutes{1}));
    auto changed = site;
    changed.expect.status = 204;
    board.name({changed}, {}, now + minutes{1});
    CHECK(board.take_due(now + minutes{1}));
}

TEST_CASE("a doubtful answer is asked again within a minute, a hundred targets spread out") {
    const Time now{minutes{1'000'000}};
    CHECK(next_look(site, State::shaky, now, 0.5) == now + minutes{1});
    CHECK(next_look(site, State::good, now, 0.0) == now + std::chrono::seconds{270});
    CHECK(next_look(site, State::down, now, 1.0) == now + std::chrono::seconds{330});
}

} // namespace
} // namespace sokuo::monitor
