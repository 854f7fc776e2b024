#include "detect/report/html.h"

#include "core/bytes.h"
#include "core/sha256.h"
#include "detect/report/html_page.h"
#include "detect/report/report_test.h"
#include "detect/report/visible.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>

namespace sokuo::detect::report {
namespace {

using namespace std::chrono_literals;

std::string page_of(const Html& html, const Summary& summary, const Html::About& about = {}) {
    std::string page;
    html.write(summary, about, [&](std::string_view piece) { page += piece; });
    return page;
}

std::string night_page(const Html::Look& look) {
    Html html{look};
    for (const auto& match : night())
        html.put(match);
    html.put(hostile());
    return page_of(html, night_summary(look.zone),
                   {.made = at("2026-11-28T01:00:00Z"),
                    .made_with = "sokuo 0.1.0",
                    .inputs = {"証拠/", "logs.zip<b>"},
                    .rules = {"rules/"}});
}

// The style sheet and its hash would make a hundred lines of every golden page.
std::string without_style(std::string page) {
    const auto begin = page.find("<style>") + 7;
    page.replace(begin, page.find("</style>") - begin, "…");
    const auto hash = page.find("sha256-");
    return page.replace(hash, page.find('\'', hash) - hash, "sha256-…");
}

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

TEST_CASE("a night in みほん市, as a page") {
    check_golden("report.ja.html", without_style(night_page({.zone = tokyo()})));
    check_golden("report.en.html", without_style(night_page({.language = Language::en})));
}

TEST_CASE("nothing strangers wrote becomes part of the page") {
    const auto page = night_page({.zone = tokyo()});
    CHECK(is_calm(page, Lines::many));
    // Every tag is one of ours: what strangers wrote has no angle bracket left.
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz1234";
    const std::vector<std::string_view> ours{
        "html",   "head",    "meta",    "title", "style", "body", "header",  "main",
        "footer", "h1",      "h2",      "h3",    "h4",    "p",    "a",       "b",
        "bdi",    "br",      "ul",      "li",    "dl",    "dt",   "dd",      "div",
        "span",   "section", "article", "svg",   "desc",  "text", "line",    "rect",
        "table",  "thead",   "tbody",   "tr",    "th",    "td",   "details", "summary"};
    std::size_t tags = 0;
    for (auto begin = page.find('<'); begin != std::string::npos; begin = page.find('<', begin)) {
        begin += page[begin + 1] == '/' ? 2 : 1;
        if (page.substr(begin).starts_with("!doctype html>")) continue;
        const auto name = page.substr(
            begin, std::min(page.find_first_not_of(letters, begin), page.size()) - begin);
        INFO(page.substr(begin, 60));
        CHECK(std::ranges::find(ours, name) != ours.end());
        const std::string_view tag{page.data() + begin, page.find('>', begin) - begin};
        for (const auto* const never : {" on", " style=", " src=", "javascript:", "&lt;"})
            CHECK_FALSE(has(tag, never));
        ++tags;
    }
    CHECK(tags > 100);
    CHECK(has(page, "&lt;img src=x onerror=alert(1)&gt;"));
}

TEST_CASE("the policy forbids everything but our own style") {
    const auto page = night_page({});
    const auto style_at = page.find("<style>") + 7;
    const auto style = page.substr(style_at, page.find("</style>") - style_at);
    CHECK(has(page, "default-src 'none'; style-src 'sha256-" + to_base64(sha256(as_bytes(style))) +
                        "'; "));
    CHECK(has(page, "base-uri 'none'; form-action 'none'"));
    CHECK_FALSE(has(page, "unsafe-inline"));
    // Nothing is fetched: the only addresses are references, and they tell nobody where from.
    for (auto begin = page.find("href=\""); begin != std::string::npos;
         begin = page.find("href=\"", begin + 1)) {
        const bool is_inner = page.substr(begin + 6).starts_with("#rule-");
        const bool is_quiet = page.substr(0, begin).ends_with("<a rel=\"noreferrer noopener\" ");
        CHECK((is_inner || is_quiet));
    }
}

TEST_CASE("only a plain web address becomes a link") {
    CHECK(may_be_link("https://example.com/a?b=1&c=2#d"));
    CHECK(may_be_link("http://example.com"));
    CHECK(may_be_link("https://example.com/@user"));
    for (const auto* const text :
         {"javascript:alert(1)", "HTTPS://example.com", "https://", "https:///a",
          "https://good.example@evil.example/", "https://e.example/\"x", "https://e.example/<b>",
          "https://例え.jp/", "https://e.example/a b", "https://e.example\\@evil.example",
          "//e.example", "data:text/html,x", ""})
        CHECK_FALSE(may_be_link(text));
    CHECK_FALSE(may_be_link("https://e.example/" + std::string(3000, 'a')));
    const auto page = night_page({});
    CHECK(has(page, "href=\"https://example.com/a?b=1&amp;c=2\""));
    CHECK(has(page, "<bdi>javascript:alert(1)</bdi>"));
}

TEST_CASE("author and licence stand with every rule") {
    const auto page = night_page({});
    CHECK(has(page, "<dt>作者</dt><dd><bdi>みほん 花子, A. Nonymous</bdi></dd>"));
    CHECK(has(page, "<dt>ライセンス</dt><dd><bdi>DRL 1.1</bdi></dd>"));
    CHECK(has(page, "<dt>ライセンス</dt><dd>記載なし</dd>"));
}

TEST_CASE("the earliest matches of a rule are shown, the others counted, and the page says so") {
    Html html{{.matches_per_rule = 3}};
    Summary summary{Zone::utc()};
    auto match = night().front();
    const auto start = at("2026-11-27T00:00:00Z");
    for (int i = 0; i < 50; ++i) {
        match.time = start + (i * 37 % 50) * 1min; // In no order.
        match.record = static_cast<std::uint64_t>(i * 37 % 50);
        html.put(match);
        summary.put(match);
    }
    match.time.reset();
    html.put(match);
    summary.put(match);
    const auto page = page_of(html, summary);
    CHECK(has(page, "早いものから 3 件を示します。ほか 48 件は"));
    for (const auto* const shown :
         {"2026-11-27 00:00:00", "2026-11-27 00:01:00", "2026-11-27 00:02:00"})
        CHECK(has(page, "<h4><span>" + std::string{shown}));
    CHECK_FALSE(has(page, "<h4><span>2026-11-27 00:03:00"));
    CHECK_FALSE(has(page, "日時不明"));
}

TEST_CASE("long values and many fields are cut, and a page has an end") {
    Html html{{.matches_per_rule = 1000, .kept_bytes_max = 100'000, .fields_max = 10}};
    Summary summary{Zone::utc()};
    auto match = night().front();
    match.event = {};
    const std::string value(100'000, 'x');
    for (int i = 0; i < 5000; ++i)
        match.event.emplace_back("Name", value);
    for (int i = 0; i < 100; ++i) {
        html.put(match);
        summary.put(match);
    }
    const auto page = page_of(html, summary);
    CHECK(page.size() < 200'000);
    CHECK(has(page, "xxx …</dd>"));
    CHECK(has(page, "<dt>…</dt><dd>4990</dd>"));
    CHECK(has(page, "早いものから 2 件を示します。ほか 98 件"));

    Html none{{.kept_bytes_max = 10}};
    none.put(match);
    CHECK(has(page_of(none, summary), "この報告に入る量をこえたので"));
}

TEST_CASE("a scan that found nothing is a page too") {
    const Html html{{}};
    Summary summary{tokyo()};
    summary.read({.files = 1, .bytes = 10, .events = 1, .rules = 1});
    const auto page = page_of(html, summary);
    CHECK(has(page, "ルールに合う記録はありませんでした。"));
    CHECK_FALSE(has(page, "<svg"));
    CHECK(page.ends_with("</html>\n"));
}

} // namespace
} // namespace sokuo::detect::report
