#include "front/site.h"

#include "core/text.h"
#include "front/form.h"
#include "front/number.h"
#include "front/spool.h"
#include "front/style.h"
#include "front/test_front.h"
#include "http/client.h"
#include "http/server.h"

#include <array>
#include <mutex>
#include <thread>
#include <zlib.h>

namespace sokuo::front {
namespace {

using namespace testing;

std::string header(const http::Response& response, std::string_view name) {
    for (const auto& [each, value] : response.headers) {
        if (each == name) return value;
    }
    return {};
}

std::size_t gz_bytes(std::string_view text) {
    auto size = compressBound(static_cast<uLong>(text.size()));
    std::vector<Bytef> out(size);
    const std::vector<Bytef> in{text.begin(), text.end()};
    REQUIRE(compress2(out.data(), &size, in.data(), static_cast<uLong>(in.size()), 6) == Z_OK);
    return size;
}

// The main process, as far as the front sees it.
class MainProcess {
public:
    explicit MainProcess(const fs::path& directory) {
        http::ServerOptions options;
        options.address = {};
        options.unix_socket = directory / main_socket_name;
        options.workers = 4;
        http::Route route;
        route.method = http::Method::post;
        route.path = std::string{internal_reports_path};
        route.limits.body_bytes_max = std::size_t{256} * 1024;
        route.handler = [this](const http::Request& request) { return answer(request); };
        options.routes.push_back(std::move(route));
        auto started = http::Server::start(std::move(options));
        REQUIRE(started.ok());
        server_ = std::move(started).value();
    }

    std::vector<Submission> taken() {
        const std::scoped_lock lock{mutex_};
        return taken_;
    }

private:
    http::Response answer(const http::Request& request) {
        const auto json = parse_json(request.body);
        if (!json.ok()) return http::json_response(400, Json::object());
        auto read = read_submission(json.value());
        if (!read.ok()) return http::json_response(400, Json::object());
        const std::scoped_lock lock{mutex_};
        taken_.push_back(std::move(read).value());
        const auto number = "R8-U-" + std::to_string(230 + taken_.size());
        return http::json_response(201, Json::object({{"number", number}}));
    }

    std::mutex mutex_;
    std::vector<Submission> taken_;
    std::unique_ptr<http::Server> server_;
};

} // namespace

TEST_CASE("the point of contact shows every row of the charter's first table") {
    TestSite site;
    const auto page = site.get("/poc");
    CHECK(page.status == 200);
    CHECK(header(page, "Cache-Control") == "no-store");
    CHECK(header(page, "Content-Security-Policy") ==
          "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
          "base-uri 'none'; frame-ancestors 'none'");
    for (const auto* words :
         {"むつ市ＣＳＩＲＴ", "総務部総合情報課", "青森県むつ市中央一丁目８番１号",
          "平日　８時３０分～１７時１５分",
          R"(<a class="tel" href="tel:0175-22-1111">0175-22-1111</a>)", "内線2141",
          "<a href=\"mailto:joho@city.mutsu.lg.jp\">joho@city.mutsu.lg.jp</a>",
          "LGWAN・インターネット", "事象を発見した日時（いつ）",
          "事象を発見したサイト又は場所（どこで）", "発見した内容（何がどのように）",
          "発見者の氏名・連絡先", "href=\"/.well-known/security.txt\""})
        CHECK_MESSAGE(has(page.body, words), words);
    CHECK_FALSE(has(page.body, "架空"));
    CHECK_FALSE(has(page.body, "<script"));
    CHECK_FALSE(has(page.body, "style=\""));
}

TEST_CASE("whether the contact is open is worked out for each request") {
    TestSite site;
    const auto line = [&](std::string_view time, std::string_view language = "ja") {
        site.clock.set(at(time));
        const auto page = site.get("/poc", {{"lang", std::string{language}}}).body;
        return between(page, "<p class=\"big\">", "</section>");
    };
    CHECK(
        has(line("2026-11-16T01:00:00Z"), "<p class=\"open\"><b>いまは受付時間の中です。</b></p>"));
    CHECK(has(
        line("2026-11-16T08:15:00Z"),
        "<b>いまは受付時間の外です。</b> <span>次に開くのは、11月17日（火） 8時30分です。</span>"));
    CHECK(has(line("2026-11-23T01:00:00Z"),
              "<b>今日（11月23日（月）・勤労感謝の日）は閉庁日です。</b> "
              "<span>次に開くのは、11月24日（火） 8時30分です。</span>"));
    CHECK(has(line("2026-11-23T01:00:00Z", "en"),
              "<b>We are closed today (23 November, a national holiday).</b> "
              "<span>We open next on 24 November at 8:30.</span>"));
    CHECK(has(line("2026-12-29T01:00:00Z"), "次に開くのは、1月4日（月） 8時30分です。"));
    CHECK(has(line("2026-11-21T01:00:00Z", "en"), "(21 November, the weekend)"));
}

TEST_CASE("a fictional charter stamps every page, its title and security.txt") {
    TestSite site{"mihon.yaml"};
    for (const auto* path : {"/poc", "/poc/report", "/accessibility", "/rfc2350", "/nothing"}) {
        const auto page = site.get(path);
        CHECK(has(page.body, "<aside class=\"stamp\">【架空】"));
        CHECK(has(page.body, "<title>【架空】"));
    }
    CHECK(has(site.get("/.well-known/security.txt").body, "# 【架空】"));
}

TEST_CASE("security.txt says what RFC 9116 wants, and expires within a year") {
    TestSite site;
    CHECK(site.get("/.well-known/security.txt").body ==
          "Contact: https://csirt.example/poc/report\n"
          "Contact: mailto:joho@city.mutsu.lg.jp\n"
          "Contact: tel:+81-175-22-1111;ext=2141\n"
          "Expires: 2027-05-15T00:00:00Z\n"
          "Preferred-Languages: ja, en\n"
          "Canonical: https://csirt.example/.well-known/security.txt\n"
          "Policy: https://csirt.example/rfc2350\n");
}

TEST_CASE("the form asks in the charter's order, presets nothing, and requires one thing") {
    TestSite site;
    const auto form = site.get("/poc/report");
    CHECK(form.status == 200);
    CHECK(header(form, "Cache-Control") == "no-store");
    std::size_t before = 0;
    for (const auto* words :
         {"<i>1</i> いつ ", R"(id="when" name="when" aria-describedby="when-h" value="")",
          "<i>2</i> どこで ", "<i>3</i> 何がどのように ", "id=\"what\"", "id=\"how\"",
          "<i>4</i> 発見者の氏名・連絡先 ", "id=\"f-name\"", R"(id="same" name="same" value="1">)",
          "id=\"r-name\"", "だれが読み、何に使うか", "IPアドレスは、通報と一緒に残しません。",
          "id=\"send\""}) {
        const auto found = form.body.find(words, before);
        REQUIRE_MESSAGE(found != std::string::npos, words);
        before = found;
    }
    CHECK(has(form.body, "aria-required=\"true\""));
    CHECK(form.body.find("aria-required") == form.body.rfind("aria-required"));
    CHECK_FALSE(has(form.body, "checked"));
    CHECK_FALSE(has(form.body, "<script"));
}

TEST_CASE("without what happened, the form comes back with a way to put it right") {
    TestSite site;
    const auto page = site.send({{"when", "１０時ごろ"}, {"f-mail", "yamada．example．jp"}});
    CHECK(page.status == 422);
    CHECK(has(page.body, "<title>エラー：情報セキュリティの「おかしいな」を知らせる"));
    CHECK(has(page.body, "role=\"alert\" tabindex=\"-1\"><h2>2か所を直してください</h2>"));
    CHECK(has(page.body, "<a href=\"#what\">何が：何があったか、ひとことでも書いてください。</a>"));
    CHECK(has(page.body,
              "<a href=\"#f-mail\">メールアドレス：「@」を入れるか、空にしてください。</a>"));
    CHECK(has(page.body, "aria-invalid=\"true\" aria-describedby=\"what-e what-h\""));
    CHECK(has(page.body, "<p class=\"emsg\" id=\"what-e\">"));
    CHECK(has(page.body, "value=\"１０時ごろ\""));
    CHECK(has(page.body, "value=\"yamada．example．jp\""));
    CHECK(has(page.body, "書いた内容は、この画面に残っています。"));
    CHECK(read_spool(site.spool()).value().reports.empty());
}

TEST_CASE("every error names its field, and a ticked 「同じ」 beside another person is one") {
    TestSite site;
    const auto page = site.send({{"what", std::string(4'001, 'a')},
                                 {"same", "1"},
                                 {"r-name", "鈴木"},
                                 {"r-call_back", "1"},
                                 {"f-phone", "あとで"},
                                 {"f-mail", "@example.jp"}});
    CHECK(page.status == 422);
    CHECK(has(page.body, "<a href=\"#what\">何が：4000文字までに短くしてください。</a>"));
    CHECK(has(page.body, "<a href=\"#same\">見つけた人と同じ：「同じ」の印を外すか、"));
    CHECK(has(page.body,
              "<a href=\"#r-phone\">電話番号：電話番号かメールアドレスを書いてください。</a>"));
    CHECK(has(page.body, "<a href=\"#f-phone\">電話番号：数字で書くか、空にしてください。</a>"));
    CHECK(has(page.body, "taro@example.jpのように書いてください。"));
    CHECK(has(page.body, "<details open>"));
}

TEST_CASE("full width is taken as it comes, and phone and mail are kept in half width") {
    TestSite site;
    MainProcess main{site.directory.path};
    const auto sent = site.send({{"what", "　ウイルス？\r\n赤い画面\x01　"},
                                 {"when", "きのうの\n夜"},
                                 {"f-phone", "０１７５－２２－１１１１"},
                                 {"f-mail", "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ"},
                                 {"class", "resident"},
                                 {"same", "1"}});
    REQUIRE(sent.status == 303);
    const auto taken = main.taken();
    REQUIRE(taken.size() == 1);
    CHECK(taken[0].what == "ウイルス？\n赤い画面");
    CHECK(taken[0].when == "きのうの 夜");
    CHECK(taken[0].finder.phone == "0175-22-1111");
    CHECK(taken[0].finder.mail == "taro@example.jp");
    CHECK(taken[0].reporter_class == "resident");
    CHECK(taken[0].reporter_is_finder);
    CHECK(taken[0].received_at == site.clock.now());
}

TEST_CASE("what people write is text on every page, whatever it looks like") {
    TestSite site;
    const std::string attack = "\"><script>alert(1)</script><img src=x onerror='a'>&lt;{0}[a|b]";
    const auto page = site.send({{"when", attack},
                                 {"where", attack},
                                 {"how", attack},
                                 {"f-name", attack},
                                 {"f-mail", attack},
                                 {"r-phone", attack},
                                 {"class", attack},
                                 {"what", "</textarea><script>"},
                                 {"r-affiliation", attack}});
    CHECK(page.status == 422);
    CHECK_FALSE(has(page.body, "<script"));
    CHECK_FALSE(has(page.body, "<img"));
    CHECK(has(page.body, "value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x "
                         "onerror=&#39;a&#39;&gt;&amp;lt;{0}[a|b]\""));
    CHECK_FALSE(has(site.send({{"what", "x"}}, "\"><script>").body, "<script"));
    CHECK_FALSE(
        has(site.get("/poc/receipt", {{"r", "<script>"}, {"lang", "<script>"}}).body, "<script"));
    CHECK(site.ask(request_for(http::Method::post, "/poc/report", {}, "what=%ff")).status == 400);
}

TEST_CASE("with the main process up, its number is on the receipt, and nothing is spooled") {
    TestSite site;
    MainProcess main{site.directory.path};
    const auto receipt = site.follow(site.send({{"what", "赤い画面"}}));
    CHECK(receipt.status == 200);
    CHECK(header(receipt, "Cache-Control") == "no-store");
    CHECK(number_on(receipt) == "R8-U-231");
    CHECK(has(receipt.body, "電源を切らないでください。"));
    CHECK(has(receipt.body, "パスワードや暗証番号は聞きません。"));
    CHECK_FALSE(has(receipt.body, "赤い画面"));
    CHECK(read_spool(site.spool()).value().reports.empty());
}

TEST_CASE("with the main process down, the report waits on disk under a provisional number") {
    TestSite site;
    const auto receipt = site.follow(site.send({{"what", "赤い画面"}}));
    const auto number = number_on(receipt);
    CHECK(is_provisional_number(number));
    CHECK(has(receipt.body, "仮の受付番号"));
    const auto waiting = read_spool(site.spool()).value().reports;
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].provisional == number);
    CHECK(waiting[0].submission.what == "赤い画面");
}

TEST_CASE("a main process that answers nonsense or not at all loses no report") {
    TestSite site;
    http::ServerOptions options;
    options.address = {};
    options.unix_socket = site.directory.path / main_socket_name;
    http::Route route;
    route.method = http::Method::post;
    route.path = std::string{internal_reports_path};
    bool is_slow = false;
    route.handler = [&](const http::Request&) {
        if (is_slow) std::this_thread::sleep_for(std::chrono::milliseconds{900});
        return http::json_response(200, Json::object({{"number", 7}}));
    };
    options.routes.push_back(std::move(route));
    const auto server = http::Server::start(std::move(options));
    REQUIRE(server.ok());
    CHECK(is_provisional_number(number_on(site.follow(site.send({{"what", "一"}})))));
    is_slow = true;
    CHECK(is_provisional_number(number_on(site.follow(site.send({{"what", "二"}})))));
    CHECK(read_spool(site.spool()).value().reports.size() == 2);
}

TEST_CASE("the same form twice is one report: later, after a restart, and after it was taken in") {
    TestSite site;
    const auto token = site.token();
    site.clock.pass(std::chrono::minutes{1});
    const auto number = number_on(site.follow(site.send({{"what", "赤い画面"}}, token)));
    CHECK(number_on(site.follow(site.send({{"what", "赤い画面"}}, token))) == number);
    site.start();
    CHECK(number_on(site.follow(site.send({{"what", "赤い画面"}}, token))) == number);
    REQUIRE(
        remove_from_spool(site.spool(), read_spool(site.spool()).value().reports[0].submission.id)
            .ok());
    MainProcess main{site.directory.path};
    CHECK(number_on(site.follow(site.send({{"what", "赤い画面"}}, token))) == number);
    CHECK(main.taken().empty());
    CHECK(read_spool(site.spool()).value().reports.empty());
}

TEST_CASE("a double click at the same moment is one report") {
    TestSite site;
    MainProcess main{site.directory.path};
    const auto token = site.token();
    site.clock.pass(std::chrono::minutes{1});
    std::array<std::string, 4> places;
    {
        std::vector<std::jthread> clicks;
        clicks.reserve(places.size());
        for (auto& place : places)
            clicks.emplace_back([&] {
                place = header(site.send({{"what", "赤い画面"}}, token), "Location");
            });
    }
    CHECK(main.taken().size() == 1);
    for (const auto& place : places)
        CHECK(place == places[0]);
}

TEST_CASE("a receipt lasts 24 hours, needs its signature, and leaves nothing behind") {
    TestSite site;
    const auto sent = site.send({{"what", "赤い画面"}});
    CHECK(site.follow(sent).status == 200);
    CHECK(site.get("/poc/receipt").status == 404);
    const auto token = between(header(sent, "Location"), "?r=", "&");
    auto forged = token;
    forged.back() = forged.back() == '0' ? '1' : '0';
    CHECK(site.get("/poc/receipt", {{"r", forged}}).status == 404);
    CHECK(site.send({{"what", "x"}}, token).status == 400);
    site.clock.pass(std::chrono::hours{24});
    CHECK(site.follow(sent).status == 404);
    CHECK(site.send({{"what", "べつの"}}).status == 303);
    CHECK(std::distance(fs::directory_iterator{site.spool() / "receipts"}, {}) == 1);
}

TEST_CASE("programs are told apart without a puzzle, and nobody loses what was written") {
    TestSite site;
    const auto quick = site.send({{"what", "赤い画面"}}, site.token());
    CHECK(quick.status == 400);
    CHECK(has(quick.body, "もう一度、送るボタンを押してください。"));
    CHECK(has(quick.body, ">\n赤い画面</textarea>"));
    const auto trapped = site.send({{"what", "赤い画面"}, {"website", "http://x"}});
    CHECK(trapped.status == 400);
    CHECK(has(trapped.body, "href=\"#website\""));
    CHECK_FALSE(has(trapped.body, "class=\"trap\""));
    const auto token = site.token();
    site.clock.pass(std::chrono::hours{25});
    const auto late = site.send({{"what", "赤い画面"}}, token);
    CHECK(late.status == 400);
    const auto fresh = between(late.body, R"(name="token" value=")", "\"");
    CHECK(fresh != token);
    site.clock.pass(std::chrono::minutes{1});
    CHECK(site.send({{"what", "赤い画面"}}, fresh).status == 303);
    CHECK(read_spool(site.spool()).value().reports.size() == 1);
}

TEST_CASE("one address may send twenty at once, then one every six seconds; others are free") {
    TestSite site;
    std::vector<std::string> tokens;
    tokens.reserve(22);
    for (int at = 0; at < 22; ++at)
        tokens.push_back(site.token());
    site.clock.pass(std::chrono::minutes{1});
    for (std::size_t at = 0; at < 20; ++at)
        CHECK(site.send({{"what", "x"}}, tokens[at]).status == 303);
    const auto refused = site.send({{"what", "まだある"}}, tokens[20]);
    CHECK(refused.status == 429);
    CHECK(header(refused, "Retry-After") == "30");
    CHECK(has(refused.body, ">\nまだある</textarea>"));
    CHECK(site.send({{"what", "x"}}, tokens[0]).status == 303);
    site.remote = "192.0.2.8";
    CHECK(site.send({{"what", "x"}}, tokens[21]).status == 303);
    site.remote = "192.0.2.7";
    site.clock.pass(std::chrono::seconds{6});
    CHECK(site.send({{"what", "まだある"}}, tokens[20]).status == 303);
}

TEST_CASE("neighbours in one IPv6 network share a bucket, and a flood of addresses is bounded") {
    Limiter limiter{{.depth = 1, .addresses_max = 3}};
    const auto now = at(a_monday_morning);
    CHECK(limiter.take("2001:db8::1", now));
    CHECK_FALSE(limiter.take("2001:db8::2", now));
    CHECK(limiter.take("2001:db8:0:1::1", now));
    CHECK(limiter.take("192.0.2.1", now));
    CHECK_FALSE(limiter.take("192.0.2.2", now));
    CHECK(limiter.addresses() == 3);
    CHECK(limiter.take("192.0.2.2", now + std::chrono::seconds{10}));
}

TEST_CASE("when the disk takes nothing, the page says so with the phone and keeps the text") {
    TestSite site;
    const auto token = site.token();
    site.clock.pass(std::chrono::minutes{1});
    fs::remove_all(site.spool());
    const auto page = site.send({{"what", "赤い画面"}}, token);
    CHECK(page.status == 503);
    CHECK(has(page.body, "<h2>まだ送られていません</h2>"));
    CHECK(!has(page.body, "か所を直してください"));
    CHECK(has(page.body, "いまは受け取れません。電話で知らせてください。"));
    CHECK(has(page.body, "href=\"tel:0175-22-1111\""));
    CHECK(has(page.body, ">\n赤い画面</textarea>"));
    fs::create_directories(site.spool() / "receipts");
    CHECK(site.send({{"what", "赤い画面"}}, token).status == 303);
}

TEST_CASE("a changed charter is on the next page, and a broken one changes nothing") {
    TestSite site;
    auto charter = file_text(site.directory.path / "charter.yaml");
    const auto file = site.directory.path / "charter.yaml";
    charter.replace(charter.find("\"2141\""), 6, "\"9876\"");
    write_text(file, charter + "\n");
    site.clock.pass(std::chrono::seconds{2});
    CHECK(has(site.get("/poc").body, "内線9876"));
    write_text(file, "organisation: [");
    site.clock.pass(std::chrono::seconds{2});
    CHECK(has(site.get("/poc").body, "内線9876"));
}

TEST_CASE(
    "the whole of a page with its stylesheet is at most 25 kB compressed, and so is the form") {
    TestSite site;
    const auto css = gz_bytes(style_css());
    const auto form = site.get("/poc/report", {{"furigana", "1"}}).body;
    const auto contact = site.get("/poc", {{"furigana", "1"}}).body;
    MESSAGE("css " << css << ", form " << gz_bytes(form) << ", contact " << gz_bytes(contact)
                   << " bytes compressed; " << style_css().size() + form.size() << " plain");
    CHECK(css + gz_bytes(form) <= 25'000);
    CHECK(css + gz_bytes(contact) <= 25'000);
    const auto style = site.get(style_path());
    CHECK(style.body == style_css());
    CHECK(header(style, "Cache-Control") == "public, max-age=31536000, immutable");
    CHECK_FALSE(has(style.body, "url("));
}

TEST_CASE("the language is the one asked for, remembered, or the browser's") {
    TestSite site;
    const auto asked = site.get("/poc/report", {{"lang", "en"}});
    CHECK(has(asked.body, "<html lang=\"en\">"));
    CHECK(has(asked.body, "action=\"/poc/report?lang=en\""));
    CHECK(has(header(asked, "Set-Cookie"), "lang=en"));
    CHECK(has(site.get("/poc", {}, {{"cookie", "lang=en"}}).body, "<html lang=\"en\">"));
    CHECK(has(site.get("/poc", {}, {{"accept-language", "en-GB"}}).body, "<html lang=\"en\">"));
    CHECK(has(site.get("/poc").body, "<html lang=\"ja\">"));
    CHECK(header(site.get("/poc"), "Set-Cookie").empty());
    const auto read = site.get("/poc", {{"furigana", "1"}});
    CHECK(has(read.body, "<ruby>窓口<rp>（</rp><rt>まどぐち</rt><rp>）</rp></ruby>"));
    CHECK_FALSE(has(site.get("/poc").body, "<ruby>"));
}

} // namespace sokuo::front
