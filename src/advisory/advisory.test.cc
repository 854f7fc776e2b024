#include "advisory/advisory_api.h"

#include "advisory/present.h"
#include "journal/verify.h"
#include "registry/registry_api.h"
#include "registry/registry_store.h"
#include "team/team_test.h"

// 該当資産の確認: what comes in and meets the register asks somebody, by a day; all else is a list.

namespace sokuo::advisory {
namespace {

using http::Method;

std::vector<journal::View> all_views() {
    return team::views({journal::due_view()},
                       {charter::charter_view(), registry::registry_view(), advisory_view()});
}

Time at(std::string_view text) {
    return parse_rfc3339(text).value();
}

struct Desk : team::City {
    Desk() : City{all_views()} {
        REQUIRE(prepare_advisories(*store).ok());
        add("handler", "joho-kacho");
        add("auditor", "kansa-kakari");
        reports.receive = [this](store::Write&, const team::Call& call,
                                 const NewReport& wanted) -> Result<ReportId> {
            made.push_back(wanted);
            return ReportId::make(call.now, random);
        };
        reports.describe = [](store::Read&, const ReportId& id, const team::Call&) -> Result<Json> {
            return Json::object({{"id", id.text()}, {"number", "R8-0001"}});
        };
        serve(registry::registry_routes({*store, *journal}));
        serve(advisory_routes({shelf(), reports, nullptr, &board}));
        sign_in("handler");
        REQUIRE(clock.advance_to(at("2026-11-24T01:00:00Z")));
    }
    Shelf shelf() { return {*store, *journal, *book}; }

    /// A system made of one product; its id.
    std::string system(std::string_view name, std::string_view vendor, std::string_view product) {
        const auto software =
            Json::object({{"vendor", vendor}, {"name", product}, {"version", "7.1"}});
        const auto all =
            json({.method = Method::post,
                  .path = "/api/v1/registry/systems",
                  .body = to_text(Json::object({{"name", name},
                                                {"managers", Json::array().push("shimin-kacho")},
                                                {"software", Json::array().push(software)}}))},
                 201);
        for (const auto& one : all["systems"].items()) {
            if (one["name"].text_or("") == name) return std::string{one["id"].text_or("")};
        }
        return {};
    }
    Taken take(std::string_view feed, const std::vector<Advisory>& all,
               Bulletin::Kind kind = Bulletin::Kind::window) {
        const Bulletin bulletin{.kind = kind, .name = std::string{feed}, .advisories = all};
        const auto batch = prepare(shelf(), feed, bulletin);
        REQUIRE(batch.ok());
        auto taken = store->write_for(
            [&](store::Write& db) { return take_in(shelf(), db, {}, batch.value(), clock.now()); });
        REQUIRE(taken.ok());
        return taken.value();
    }
    Json page() { return json({.path = "/api/v1/advisories"}); }
    Json say(const Json& one, std::string_view what, const Json& body, int status = 201) {
        const auto rev = std::to_string(one["rev"].integer_or(0));
        return json({.method = Method::post,
                     .path = "/api/v1/advisories/" + std::string{one["id"].text_or("")} + "/" +
                             std::string{what},
                     .body = to_text(body),
                     .headers = {{"if-match", '"' + rev + '"'}}},
                    status);
    }
    bool verify() {
        return journal::verify(*store, *keys,
                               {.options = {.views = all_views(),
                                            .upcasts = {},
                                            .origin = "mihon.example/journal",
                                            .clock = journal::ClockKind::simulated},
                                .scratch = std::filesystem::temp_directory_path(),
                                .checkpoint_file = {}})
            .value()
            .sound();
    }

    ReportDesk reports;
    Board board;
    std::vector<NewReport> made;
};

Advisory advisory(std::string key, std::string title, Time when,
                  std::vector<Product> products = {}) {
    Advisory one;
    one.source = "見本";
    one.key = std::move(key);
    one.title = std::move(title);
    one.link = "https://feed.mihon.example/" + one.key;
    one.published_at = when;
    one.products = std::move(products);
    return settled(std::move(one));
}

const Product gate{.vendor = "見本ソフト", .name = "みほんゲート", .versions = "7.2 より前"};
const auto today = at("2026-11-24T00:00:00Z");

TEST_CASE("what meets the register asks, with the words that meet, a post and a day; the rest is a "
          "list") {
    Desk desk;
    const auto system = desk.system("公開サイト", "見本ソフト", "みほんゲート");
    auto serious = advisory("1", "みほんゲートの脆弱性", today, {gate});
    serious.severity = "critical";
    const auto taken = desk.take("見本フィード", {serious, advisory("2", "ほかの製品", today)});
    CHECK(taken.fresh == 2);
    CHECK(taken.opened == 1);
    const auto page = desk.page();
    REQUIRE(page["to_check"].items().size() == 1);
    const auto& one = page["to_check"].items().front();
    CHECK(one["opened"].text_or("") == "matched");
    CHECK(one["matches"].items().front()["system"]["name"].text_or("") == "公開サイト");
    CHECK(one["matches"].items().front()["words"].text_or("") == "見本ソフト みほんゲート");
    CHECK(one["post"]["name"].text_or("") == "市民課長");
    // Two days on which the contact point is open, to the end of its hours.
    CHECK(one["due_at"].text_or("") == "2026-11-26T08:15:00Z");
    CHECK(one["due_from"].text_or("") == "pack");
    const auto list = desk.json({.path = "/api/v1/advisories/items"});
    REQUIRE(list["items"].items().size() == 1);
    CHECK(list["items"].items().front()["title"].text_or("") == "ほかの製品");
    CHECK(desk.verify());
}

TEST_CASE("該当あり names the systems and becomes a report in one act, once") {
    Desk desk;
    const auto system = desk.system("公開サイト", "見本ソフト", "みほんゲート");
    desk.take("見本フィード", {advisory("1", "みほんゲートの脆弱性", today, {gate})});
    auto one = desk.page()["to_check"].items().front();
    CHECK(desk.say(one, "report", Json::object(), 400)["code"].text_or("") ==
          "advisory.not_affected");
    CHECK(desk.say(one, "answer", Json::object({{"answer", "affected"}}), 400)["field"].text_or(
              "") == "/systems");
    const auto named = Json::array().push(system);
    auto page = desk.say(one, "answer", Json::object({{"answer", "affected"}, {"systems", named}}));
    CHECK(page["to_check"].items().empty());
    one = page["done"].items().front();
    CHECK(one["answered_by"]["name"].text_or("") == "handler");
    page = desk.say(one, "report", Json::object());
    REQUIRE(desk.made.size() == 1);
    CHECK(desk.made.front().systems == "公開サイト");
    CHECK(desk.made.front().what == "注意喚起に該当：みほんゲートの脆弱性");
    one = page["done"].items().front();
    CHECK(one["report"]["number"].text_or("") == "R8-0001");
    CHECK(desk.say(one, "report", Json::object(), 400)["code"].text_or("") ==
          "advisory.reported_already");
    CHECK(desk.made.size() == 1);
    CHECK(desk.verify());
}

TEST_CASE("the day passes and it says so; 調査中 keeps it open; whoever is late is told") {
    Desk desk;
    desk.system("公開サイト", "見本ソフト", "みほんゲート");
    desk.take("見本フィード", {advisory("1", "みほんゲートの脆弱性", today, {gate})});
    auto one = desk.page()["to_check"].items().front();
    const auto said =
        desk.say(one, "assignment",
                 Json::object({{"post", "joho-kakari"}, {"due_at", "2026-11-25T08:00:00Z"}}));
    const auto late = said["to_check"].items().front();
    CHECK(desk.say(one, "answer", Json::object({{"answer", "checking"}}), 400)["code"].text_or(
              "") == "advisory.moved_on");
    const auto page =
        desk.say(late, "answer", Json::object({{"answer", "checking"}, {"note", "業者に照会中"}}));
    REQUIRE(page["to_check"].items().size() == 1);
    REQUIRE(desk.clock.advance_to(at("2026-11-25T09:00:00Z")));
    REQUIRE(journal::fire_due(*desk.store, *desk.journal, desk.clock.now()).ok());
    one = desk.page()["to_check"].items().front();
    CHECK(one["overdue_since"].text_or("") == "2026-11-25T08:00:00Z");
    CHECK(one["post"]["code"].text_or("") == "joho-kakari");
    const auto none = Json::object({{"answer", "none"}, {"note", "版が 7.3 なので該当しない"}});
    const auto done = desk.say(one, "answer", none)["done"].items().front();
    CHECK(done["overdue_since"].is_null());
    CHECK(desk.verify());
}

TEST_CASE("a false match is put away with a reason; the last one is the answer, and stays away") {
    Desk desk;
    const auto site = desk.system("公開サイト", "見本ソフト", "みほんゲート");
    const auto mail = desk.system("メール", "見本ソフト", "みほんゲート 2");
    auto said = advisory("1", "みほんゲートの脆弱性", today, {gate});
    desk.take("見本フィード", {said});
    auto one = desk.page()["to_check"].items().front();
    REQUIRE(one["matches"].items().size() == 2);
    const auto away = [](std::string_view system) {
        return Json::object({{"system", system}, {"reason", "名前が似ているだけ"}});
    };
    one = desk.say(one, "put-away", away(site))["to_check"].items().front();
    CHECK(one["matches"].items().size() == 1);
    const auto page = desk.say(one, "put-away", away(mail));
    CHECK(page["to_check"].items().empty());
    CHECK(page["done"].items().front()["answer"].text_or("") == "none");
    // The same link says something else: it asks again, without the matches that were put away.
    said.updated_at = at("2026-11-24T00:30:00Z");
    const auto taken = desk.take("見本フィード", {said});
    CHECK(taken.changed == 1);
    one = desk.page()["to_check"].items().front();
    CHECK(one["change"].text_or("") == "updated");
    CHECK(one["matches"].items().empty());
    CHECK(!one["due_at"].is_null());
    // The very same again is nothing.
    CHECK(desk.take("見本フィード", {said}).changed == 0);
    CHECK(desk.verify());
}

TEST_CASE("a feed that shows nothing of what it showed has lost something, until somebody looked") {
    Desk desk;
    CHECK(!desk.take("窓", {advisory("1", "一", today), advisory("2", "二", today)}).has_gap);
    CHECK(!desk.take("窓", {advisory("2", "二", today), advisory("3", "三", today)}).has_gap);
    CHECK(!desk.take("窓", {}).has_gap);
    // What another feed showed is no overlap of this one.
    CHECK(!desk.take("別の窓", {advisory("9", "九", today)}).has_gap);
    CHECK(desk.take("窓", {advisory("9", "九", today)}).has_gap);
    // A catalogue is whole each time.
    CHECK(!desk.take("目録", {advisory("a", "あ", today)}, Bulletin::Kind::catalogue).has_gap);
    CHECK(!desk.take("目録", {advisory("b", "い", today)}, Bulletin::Kind::catalogue).has_gap);
    const auto gap = desk.page()["gaps"].items().front();
    CHECK(gap["feed"].text_or("") == "窓");
    CHECK(gap["last_at"].text_or("") == to_rfc3339(desk.clock.now()));
    const auto page = desk.json(
        {.method = Method::post,
         .path = "/api/v1/advisories/gaps/" + std::string{gap["id"].text_or("")} + "/check",
         .body = R"({"note":"サイトで11月分を確かめた"})"},
        201);
    CHECK(page["gaps"].items().empty());
    CHECK(desk.verify());
}

TEST_CASE("a catalogue of ten years asks only about the last weeks; the rest says that it meets") {
    Desk desk;
    desk.system("公開サイト", "見本ソフト", "みほんゲート");
    const auto old =
        advisory("KEV CVE-2020-11111", "昔の脆弱性", at("2020-01-01T00:00:00Z"), {gate});
    CHECK(desk.take("KEV", {old}, Bulletin::Kind::catalogue).opened == 0);
    const auto list = desk.json({.path = "/api/v1/advisories/items?matching=true"});
    REQUIRE(list["items"].items().size() == 1);
    CHECK(list["items"].items().front()["matches"].items().size() == 1);
    const auto page = desk.json({.method = Method::post,
                                 .path = "/api/v1/advisories/chosen",
                                 .body = R"({"key":"KEV CVE-2020-11111"})"},
                                201);
    CHECK(page["to_check"].items().front()["opened"].text_or("") == "chosen");
    CHECK(desk.json({.path = "/api/v1/advisories/items"})["items"].items().empty());
    desk.json({.method = Method::post,
               .path = "/api/v1/advisories/chosen",
               .body = R"({"key":"KEV CVE-2020-11111"})"},
              400);
}

TEST_CASE(
    "KEV shortens the day of whatever shares its CVE, and its own day counts while it is ahead") {
    Desk desk;
    desk.system("公開サイト", "見本ソフト", "みほんゲート");
    auto used = advisory("KEV CVE-2026-11111", "使われている", today, {gate});
    used.cves = {"CVE-2026-11111"};
    used.is_exploited = true;
    used.due = calendar::parse_date("2026-11-24").value();
    desk.take("KEV", {used}, Bulletin::Kind::catalogue);
    auto one = desk.page()["to_check"].items().front();
    CHECK(one["due_from"].text_or("") == "kev");
    CHECK(one["due_at"].text_or("") == "2026-11-24T15:00:00Z");
    auto other = advisory("j", "みほんゲートの脆弱性", today, {gate});
    other.cves = used.cves;
    other.severity = "low";
    desk.take("見本フィード", {other});
    one = desk.page()["to_check"].items().at(1);
    CHECK(one["advisory"]["exploited"].boolean_or(false));
    CHECK(one["due_at"].text_or("") == "2026-11-25T08:15:00Z");
}

TEST_CASE("what the register learns later meets what came before") {
    Desk desk;
    desk.take("見本フィード", {advisory("1", "みほんゲートの脆弱性", today, {gate})});
    CHECK(desk.page()["to_check"].items().empty());
    CHECK(match_again(desk.shelf(), desk.clock.now()).value() == 0);
    desk.system("公開サイト", "見本ソフト", "みほんゲート");
    CHECK(match_again(desk.shelf(), desk.clock.now()).value() == 1);
    CHECK(match_again(desk.shelf(), desk.clock.now()).value() == 0);
    const auto one = desk.page()["to_check"].items().front();
    desk.say(one, "answer", Json::object({{"answer", "none"}, {"note", "確かめた"}}));
    desk.system("別のサイト", "見本ソフト", "みほんゲート");
    CHECK(match_again(desk.shelf(), desk.clock.now()).value() == 1);
    const auto again = desk.page()["to_check"].items().front();
    CHECK(again["change"].text_or("") == "matched");
    CHECK(again["matches"].items().size() == 2);
    CHECK(desk.verify());
}

TEST_CASE(
    "a mail of J-LIS is typed in, with the day they ask for, and meets the register as well") {
    Desk desk;
    desk.system("公開サイト", "見本ソフト", "みほんゲート");
    auto typed = Json::object({{"title", "みほんゲートについて（注意喚起）"},
                               {"source", "J-LIS 自治体CEPTOAR"},
                               {"cves", Json::array().push("ＣＶＥ－２０２６－１２３４５")},
                               {"due_at", "2026-12-01T08:00:00Z"}});
    const auto page = desk.json(
        {.method = Method::post, .path = "/api/v1/advisories", .body = to_text(typed)}, 201);
    const auto& one = page["to_check"].items().front();
    CHECK(one["opened"].text_or("") == "typed");
    CHECK(one["due_from"].text_or("") == "asked");
    CHECK(one["advisory"]["cves"].items().front().text_or("") == "CVE-2026-12345");
    CHECK(one["matches"].items().front()["how"].text_or("") == "title");
    typed.set("link", "javascript:alert(1)");
    CHECK(desk.json({.method = Method::post, .path = "/api/v1/advisories", .body = to_text(typed)},
                    400)["code"]
              .text_or("") == "advisory.bad_link");
}

TEST_CASE("who may read it may not answer, and nobody polls where no feed is named") {
    Desk desk;
    desk.system("公開サイト", "見本ソフト", "みほんゲート");
    desk.take("見本フィード", {advisory("1", "みほんゲートの脆弱性", today, {gate})});
    const auto one = desk.page()["to_check"].items().front();
    CHECK(desk.json({.method = Method::post, .path = "/api/v1/advisories/polls"}, 400)["code"]
              .text_or("") == "advisory.no_feeds");
    desk.board.name({{.name = "窓", .url = "https://feed.mihon.example/"}}, {});
    desk.json({.method = Method::post, .path = "/api/v1/advisories/polls"}, 202);
    CHECK(desk.board.take_wanted());
    CHECK(!desk.board.take_wanted());
    desk.sign_in("auditor");
    desk.json({.path = "/api/v1/advisories"}, 400);
    desk.say(one, "answer", Json::object({{"answer", "none"}, {"note", "x"}}), 400);
}

TEST_CASE("old lines are forgotten, what is looked at is not") {
    Desk desk;
    desk.system("公開サイト", "見本ソフト", "みほんゲート");
    desk.take("窓",
              {advisory("1", "みほんゲートの脆弱性", today, {gate}), advisory("2", "二", today)});
    REQUIRE(forget_old_items(*desk.store, desk.clock.now() + std::chrono::days{401}).ok());
    CHECK(desk.json({.path = "/api/v1/advisories/items"})["items"].items().empty());
    CHECK(desk.page()["to_check"].items().size() == 1);
}

} // namespace
} // namespace sokuo::advisory
