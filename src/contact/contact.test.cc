#include "contact/contact_api.h"

#include "charter/check.h"
#include "charter/testing.h"
#include "contact/poster.h"
#include "contact/publication_store.h"
#include "journal/verify.h"
#include "team/team_test.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <unistd.h>

// 周知及び公表: the poster says what the charter says, and what was put up is put up anew when the
// charter changes.

namespace sokuo::contact {
namespace {

namespace fs = std::filesystem;
using http::Method;

/// The lines of a page from top to bottom as poppler reads them, without the room between.
std::vector<std::string> lines_of(const std::string& bytes, const std::string& options = "") {
    const auto stem =
        (fs::temp_directory_path() / ("contact-" + std::to_string(getpid()))).string();
    std::ofstream{stem + ".pdf", std::ios::binary} << bytes;
    const auto words = "pdftotext " + options + " -layout " + stem + ".pdf " + stem + ".txt";
    REQUIRE(std::system(words.c_str()) == 0);
    std::ifstream in{stem + ".txt", std::ios::binary};
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) {
        std::string tight;
        std::istringstream parts{line};
        for (std::string word; parts >> word;)
            tight += (tight.empty() ? "" : " ") + word;
        if (tight == "\f") tight.clear();
        if (!tight.empty()) lines.push_back(tight);
    }
    fs::remove(stem + ".pdf");
    fs::remove(stem + ".txt");
    return lines;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const auto& line : lines)
        all += line + "\n";
    return all;
}

struct Sheet {
    charter::Charter charter =
        charter::read_charter(charter::testing::file_text("charters/mutsu.yaml"), "mutsu.yaml")
            .value();
    charter::Pack pack = charter::check_pack(charter::testing::pack_files()).pack;

    [[nodiscard]] document::Pdf draw(Audience audience, std::string url = "https://csirt.example",
                                     std::string_view day = "2026-11-27") const {
        auto pdf = contact::draw({.charter = charter,
                                  .pack = pack,
                                  .version = 3,
                                  .public_url = std::move(url),
                                  .audience = audience,
                                  .made_at = parse_rfc3339("2026-11-27T00:00:00Z").value(),
                                  .day = calendar::parse_date(day).value()});
        INFO((pdf.ok() ? "" : describe(pdf.error())));
        REQUIRE(pdf.ok());
        CHECK(pdf.value().pages == 1);
        CHECK(pdf.value().letters_missing == 0);
        return std::move(pdf).value();
    }
};

std::vector<journal::View> all_views() {
    return team::views({journal::due_view()}, {charter::charter_view(), publication_view()});
}

struct Board : team::City {
    Board() : City{all_views()} {
        add("member", "joho-kakari");
        add("auditor", "kansa-kakari");
        serve(contact_routes({*store, *journal, *book, "https://csirt.mihon.example"}));
        sign_in("member");
    }
    Json put_up(std::string_view kind, std::string_view place, std::string_view on,
                int status = 201) {
        return json({.method = Method::post,
                     .path = "/api/v1/contact/publications",
                     .body = to_text(Json::object({{"kind", kind}, {"place", place}, {"on", on}}))},
                    status);
    }
    void call(std::string_view phone) {
        REQUIRE(book->amend({}, book->current().number, "/point_of_contact/phone", phone, "").ok());
    }
    bool verify() {
        return journal::verify(*store, *keys,
                               {.options = {.views = all_views(),
                                            .upcasts = {},
                                            .origin = "mihon.example/journal",
                                            .clock = journal::ClockKind::simulated},
                                .scratch = fs::temp_directory_path(),
                                .checkpoint_file = {}})
            .value()
            .sound();
    }
};

} // namespace

TEST_CASE("the poster for the public is one page, with everything in its place") {
    const Sheet sheet;
    CHECK(joined(lines_of(sheet.draw(Audience::outsiders).bytes)) ==
          "「おかしいな」と思ったら\n"
          "むつ市に知らせてください\n"
          "電話\n"
          "0175-22-1111\n"
          "内線 2141\n"
          "対応時間 平日 ８時３０分～１７時１５分\n"
          "時間外 下の様式は、いつでも送れます。\n"
          "まず、こうしてください\n"
          "1 電源を切らない\n"
          "切ると、原因の手がかりが消えます。再起動もしません。\n"
          "2 さわらない、消さない\n"
          "ファイルもメールも、そのままにします。自分で調べません。\n"
          "3 リンクや添付を開かない\n"
          "もう開いたときも、知らせてください。\n"
          "文章で知らせるとき（いつでも送れます）\n"
          "https://csirt.example/poc/report\n"
          "お聞きすること\n"
          "① 事象を発見した日時（いつ）\n"
          "② 事象を発見したサイト又は場所（どこで）\n"
          "③ 発見した内容（何がどのように）\n"
          "④ 発見者の氏名・連絡先\n"
          "むつ市ＣＳＩＲＴ（総務部総合情報課）\n"
          "青森県むつ市中央一丁目８番１号 joho@city.mutsu.lg.jp\n"
          "令和8年11月27日 作成 むつ市ＣＳＩＲＴ設置要綱（データ 第3版）\n");
}

TEST_CASE("staff are told their extension first, the cable, and the form in their own words") {
    const Sheet sheet;
    const auto text = joined(lines_of(sheet.draw(Audience::staff).bytes));
    CHECK(text.find("内線 2141\n外からは 0175-22-1111") != std::string::npos);
    CHECK(text.find("2 LANケーブルを抜く") != std::string::npos);
    CHECK(text.find("資産番号") != std::string::npos);
    CHECK(text.find("リンクや添付") == std::string::npos);
    CHECK(text.find("https://csirt.example/poc/staff") != std::string::npos);
}

TEST_CASE("what nobody set is not made up: no address, no word on the hours outside") {
    const Sheet sheet;
    const auto text = joined(lines_of(sheet.draw(Audience::staff, "").bytes));
    CHECK(text.find("時間外のことは、要綱に定めがありません。") != std::string::npos);
    CHECK(text.find("http") == std::string::npos);
    CHECK(text.find("お聞きすること") != std::string::npos);
    // Before the day a step begins it is not there.
    const auto early = sheet.draw(Audience::staff, "", "2026-10-31");
    CHECK(joined(lines_of(early.bytes)).find("まず、こうしてください") == std::string::npos);
}

TEST_CASE("a long guidance and many steps stay on the one page") {
    Sheet sheet;
    sheet.charter.fictional = true;
    auto& contact = sheet.charter.point_of_contact;
    contact.out_of_hours = "守衛室（内線 9）に電話し、当番の職員を呼んでもらってください。"
                           "守衛がいないときは、庁舎の代表電話にかけてください。";
    contact.section = "総務部デジタル推進局情報政策課セキュリティ対策担当（総合窓口）";
    for (int at = 0; at < 4; ++at)
        sheet.pack.first_steps.push_back(sheet.pack.first_steps.front());
    const auto text = joined(lines_of(sheet.draw(Audience::staff).bytes));
    CHECK(text.find("【架空】") == 0);
    std::size_t steps = 0;
    for (auto at = text.find("電源を切らない"); at != std::string::npos;
         at = text.find("電源を切らない", at + 1))
        ++steps;
    CHECK(steps == 5);
    CHECK(text.find("守衛室") != std::string::npos);
    CHECK(sheet.draw(Audience::staff).bytes == sheet.draw(Audience::staff).bytes);
}

TEST_CASE("what was put up with an old number is to be replaced, until it is") {
    Board board;
    auto said = board.put_up("poster", "本庁舎1階", "2026-11-20");
    CHECK(said["publications"].items().at(0)["changed"].items().empty());
    CHECK(said["publications"].items().at(0)["by"]["name"].text_or("") == "member");
    REQUIRE(board.clock.advance_to(parse_rfc3339("2026-11-24T00:00:00Z").value()));
    board.call("000-111-2222");
    said = board.json({.path = "/api/v1/contact"});
    const auto& old = said["publications"].items().at(0);
    REQUIRE(old["changed"].items().size() == 1);
    CHECK(old["changed"].items().at(0).text_or("") == "phone");
    // Written down later, of a day before the change: it still has the old number.
    said = board.put_up("newsletter", "広報みほん12月号", "2026-11-23");
    CHECK(said["publications"].items().at(0)["version"].text_or("") == "1");
    CHECK(said["publications"].items().at(0)["changed"].items().size() == 1);
    // The new poster takes the place of the old one; the newsletter stays as it is.
    said = board.put_up("poster", "本庁舎1階", "2026-11-24");
    const auto& rows = said["publications"].items();
    REQUIRE(rows.size() == 3);
    CHECK(rows[0]["version"].text_or("") == "2");
    CHECK(rows[0]["changed"].items().empty());
    CHECK(rows[2]["replaced"].boolean_or(false));
    CHECK(rows[2]["changed"].items().empty());
    CHECK(board.verify());
}

TEST_CASE("what was taken back stays with its reason, once, and replaces nothing") {
    Board board;
    board.put_up("board", "庁内掲示板", "2026-11-20");
    const auto said = board.put_up("board", "庁内掲示板", "2026-11-22");
    const std::string newest{said["publications"].items().at(0)["id"].text_or("")};
    const auto take_back = [&](int status) {
        return board.json({.method = Method::post,
                           .path = "/api/v1/contact/publications/" + newest + "/end",
                           .body = R"({"reason": "日を間違えた"})"},
                          status);
    };
    const auto after = take_back(201);
    const auto& rows = after["publications"].items();
    CHECK(rows[0]["ended"].boolean_or(false));
    CHECK(rows[0]["end_reason"].text_or("") == "日を間違えた");
    CHECK_FALSE(rows[1]["replaced"].boolean_or(true));
    CHECK(take_back(400)["code"].text_or("") == "contact.has_ended");
    CHECK(board.verify());
}

TEST_CASE("a day that has not come, no place and another kind are refused by their field") {
    Board board;
    CHECK(board.put_up("poster", "1階", "2026-11-24", 400)["field"].text_or("") == "/on");
    CHECK(board.put_up("poster", "1階", "きのう", 400)["field"].text_or("") == "/on");
    CHECK(board.put_up("poster", "", "2026-11-20", 400)["field"].text_or("") == "/place");
    CHECK(board.put_up("tattoo", "1階", "2026-11-20", 400)["field"].text_or("") == "/kind");
    CHECK(board.json({.path = "/api/v1/contact"})["publications"].items().empty());
}

TEST_CASE("the poster is a download; whom it is for is one of two") {
    Board board;
    const auto poster = board.ask({.path = "/api/v1/contact/poster?for=outsiders"});
    CHECK(poster.status == 200);
    CHECK(team::header(poster, "Content-Disposition") ==
          "attachment; filename=\"poster-outsiders.pdf\"");
    CHECK(poster.body.starts_with("%PDF-"));
    CHECK(joined(lines_of(poster.body)).find("【架空】") != std::string::npos);
    CHECK(board.json({.path = "/api/v1/contact/poster?for=dogs"}, 400)["field"].text_or("") ==
          "for");
}

TEST_CASE("who only reads puts nothing up") {
    Board board;
    board.sign_in("auditor");
    CHECK(
        board.put_up("poster", "1階", "2026-11-20", 400)["code"].text_or("").starts_with("team."));
    CHECK_FALSE(
        board.json({.path = "/api/v1/contact"})["may"].items().at(0)["allowed"].boolean_or(true));
}

} // namespace sokuo::contact
