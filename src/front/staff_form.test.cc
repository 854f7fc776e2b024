#include "front/test_front.h"

#include "core/json.h"
#include "front/spool.h"

// One door, two wordings: staff are asked for the asset number and the cable; what they write takes
// the same way as everybody's.

namespace sokuo::front {
namespace {

using namespace testing;

std::string staff_token(TestSite& site) {
    return between(site.get("/poc/staff").body, R"(name="token" value=")", "\"");
}

http::Response send_as_staff(TestSite& site, Fields fields) {
    fields.emplace_back("token", staff_token(site));
    site.clock.pass(std::chrono::minutes{1});
    return site.ask(
        request_for(http::Method::post, "/poc/staff", {{"lang", "ja"}}, form_body(fields)));
}

} // namespace

TEST_CASE("the form for staff asks the same four items in the office's words") {
    TestSite site;
    const auto page = site.get("/poc/staff", {{"lang", "ja"}}).body;
    for (const auto* words :
         {"資産番号", "LANケーブルを抜いたか", "内線・電話番号", "課・係",
          "<b>電源を切らない</b><small>", "<b>LANケーブルを抜く</b>",
          "action=\"/poc/staff?lang=ja\"", R"(<input type="hidden" name="class" value="staff">)",
          "<i>1</i> いつ ", "<i>4</i> 発見者の氏名・連絡先 ", "href=\"/poc/report?lang=ja\""})
        CHECK_MESSAGE(has(page, words), words);
    CHECK_FALSE(has(page, "あなたの立場"));
    CHECK_FALSE(has(page, "<script"));
    CHECK(has(site.get("/poc/staff", {{"lang", "en"}}).body, "<b>Unplug the network cable</b>"));
    const auto outside = site.get("/poc/report", {{"lang", "ja"}}).body;
    CHECK_FALSE(has(outside, "資産番号"));
    CHECK(has(outside, "href=\"/poc/staff?lang=ja\""));
    CHECK(has(site.get("/poc").body, "href=\"/poc/staff?lang=ja\""));
}

TEST_CASE("what staff write is a report like any other, by a member of staff") {
    TestSite site;
    const auto sent =
        send_as_staff(site, {{"what", "画面が赤い"}, {"class", "staff"}, {"f-phone", "2141"}});
    REQUIRE(sent.status == 303);
    CHECK(site.follow(sent).status == 200);
    const auto spool = read_spool(site.spool());
    REQUIRE(spool.ok());
    REQUIRE(spool.value().reports.size() == 1);
    CHECK(spool.value().reports.front().submission.reporter_class == "staff");
    CHECK(spool.value().reports.front().submission.finder.phone == "2141");
}

TEST_CASE("what staff must put right comes back in the office's words") {
    TestSite site;
    const auto back = send_as_staff(site, {{"how", "あ"}, {"f-phone", "x"}});
    CHECK(back.status == 422);
    CHECK(has(back.body, "action=\"/poc/staff?lang=ja\""));
    CHECK(has(back.body, "<a href=\"#f-phone\">内線・電話番号："));
    CHECK(has(back.body, "あ</textarea>"));
}

TEST_CASE("outside the hours the pages say whom the charter names, or that it names nobody") {
    TestSite site;
    site.clock.set(at("2026-11-16T12:00:00Z"));
    CHECK(has(site.get("/poc").body, "この時間に電話に出る人は、決まっていません。"));
    auto yaml = file_text(site.directory.path / "charter.yaml");
    const std::string silent = "out_of_hours: \"\"";
    REQUIRE(has(yaml, silent));
    yaml.replace(yaml.find(silent), silent.size(), "out_of_hours: 守衛室（内線 9）");
    write_text(site.directory.path / "charter.yaml", yaml);
    site.start();
    for (const auto* path : {"/poc", "/poc/report", "/poc/staff"})
        CHECK(has(site.get(path).body, "いまの連絡先： <q lang=\"ja\">守衛室（内線 9）</q>"));
    site.clock.set(at(a_monday_morning));
    CHECK_FALSE(has(site.get("/poc").body, "いまの連絡先"));
}

} // namespace sokuo::front
