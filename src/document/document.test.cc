#include "document/paper.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>
#include <unistd.h>

// Pages are read back with poppler's pdftotext and pdffonts, which know nothing of how they were
// made.

namespace sokuo::document {
namespace {

namespace fs = std::filesystem;

About about() {
    return {.title = "見本",
            .author = "みほん市",
            .made_at = parse_rfc3339("2026-11-24T00:00:00Z").value()};
}

Pdf sure(Result<Pdf> pdf) {
    INFO((pdf.ok() ? "" : describe(pdf.error())));
    REQUIRE(pdf.ok());
    return std::move(pdf).value();
}

/// What a program of poppler prints about a document.
std::string told(const Pdf& pdf, const std::string& program, const std::string& options = "") {
    const auto stem =
        (fs::temp_directory_path() / ("document-" + std::to_string(getpid()))).string();
    const auto out = stem + ".txt";
    std::ofstream{stem + ".pdf", std::ios::binary} << pdf.bytes;
    const auto words = program == "pdftotext" ? "pdftotext " + options + " " + stem + ".pdf " + out
                                              : program + " " + stem + ".pdf > " + out;
    REQUIRE(std::system(words.c_str()) == 0);
    std::ifstream in{out, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{in}, {}};
    fs::remove(stem + ".pdf");
    fs::remove(out);
    return text;
}

std::size_t count(std::string_view text, std::string_view what) {
    std::size_t found = 0;
    for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1))
        ++found;
    return found;
}

bool has(std::string_view text, std::string_view what) {
    return text.find(what) != std::string_view::npos;
}

Pdf page_with(std::string_view text) {
    auto canvas = Canvas::open(about());
    REQUIRE(canvas.ok());
    canvas.value()->text({.x = 20, .y = 20, .width = 170}, text, {});
    return sure(canvas.value()->finish());
}

TEST_CASE("Japanese comes back as it was written, in a subset of the one typeface") {
    const auto pdf = page_with("髙橋 﨑 ①⑴ 第２条第１号ア むつ市ＣＳＩＲＴ 0175-22-1111");
    CHECK(pdf.pages == 1);
    CHECK(pdf.letters_missing == 0);
    CHECK(has(told(pdf, "pdftotext"), "髙橋 﨑 ①⑴ 第２条第１号ア むつ市ＣＳＩＲＴ 0175-22-1111"));
    const auto fonts = told(pdf, "pdffonts");
    INFO(fonts);
    CHECK(has(fonts, "+BIZUDPGothic"));
    CHECK_FALSE(has(fonts, "Noto"));
    CHECK(pdf.bytes.size() < 40'000);
}

TEST_CASE("what looks like markup is text, and a broken byte is not the end") {
    const auto pdf = page_with("<b>太字</b> &amp; %s \\n (x) \xff|");
    CHECK(has(told(pdf, "pdftotext"), "<b>太字</b> &amp; %s \\n (x)"));
}

TEST_CASE("a letter the typeface does not have is counted, not lost in silence") {
    CHECK(page_with("𠮷田").letters_missing == 1);
}

TEST_CASE("the same page twice is the same file; another time is another file") {
    CHECK(page_with("同じ").bytes == page_with("同じ").bytes);
    CHECK(page_with("同じ").bytes != page_with("違う").bytes);
    const auto info = told(page_with("同じ"), "TZ=UTC pdfinfo");
    CHECK(has(info, "2026"));
    CHECK(has(info, "見本"));
    CHECK(has(info, "A4"));
}

TEST_CASE("two documents are made at the same time without knowing of each other") {
    std::array<std::string, 4> made;
    {
        std::array<std::jthread, 4> makers;
        for (std::size_t at = 0; at < makers.size(); ++at)
            makers.at(at) = std::jthread{[&, at] { made.at(at) = page_with("同時").bytes; }};
    }
    for (const auto& bytes : made)
        CHECK(bytes == made.front());
}

TEST_CASE("type is made as large as its box lets it be, and not larger than asked for") {
    const auto canvas = std::move(Canvas::open(about())).value();
    const Type large{.size = 96, .is_bold = true};
    const Box box{.width = 150, .height = 40};
    const auto size = canvas->fitting_size(box, "0175-22-1111", large);
    CHECK(size < 96);
    CHECK(size > 40);
    Type fitted = large;
    fitted.size = size;
    CHECK(canvas->width("0175-22-1111", fitted) <= 150);
    CHECK(canvas->fitting_size(box, "短", large) == doctest::Approx(96 * 0.98).epsilon(0.2));
}

TEST_CASE("a text is cut between lines, where the height ends") {
    const auto canvas = std::move(Canvas::open(about())).value();
    const std::string text = "一行目\n二行目\n三行目";
    const Type type{.size = 10, .leading = 1.5};
    const double line = 10 * 1.5 * 25.4 / 72;
    const auto cut = [&](double lines) {
        return text.substr(
            0, canvas->fitting_bytes({.width = 100, .height = lines * line}, text, type));
    };
    CHECK(cut(3) == text);
    CHECK(cut(2.5) == "一行目\n二行目\n");
    CHECK(cut(0.9).empty());
    CHECK(canvas->height(100, text, type) == doctest::Approx(3 * line));
}

Paper long_paper() {
    Paper paper{.about = about(), .stamp = "【架空】", .foot = "受付票", .blocks = {}};
    paper.blocks.emplace_back(Heading{1, "事案報告書"});
    paper.blocks.emplace_back(Paragraph{.text = "概要。"});
    Table table{.widths = {1, 3}, .has_head = true, .rows = {{"日時", "経過"}}};
    for (int at = 1; at <= 80; ++at)
        table.rows.push_back({std::to_string(at) + "件目", "確認した。"});
    std::string long_cell;
    for (int at = 0; at < 200; ++at)
        long_cell += "とても長い経過" + std::to_string(at) + "\n";
    table.rows.push_back({"81件目", long_cell});
    paper.blocks.emplace_back(std::move(table));
    paper.blocks.emplace_back(Heading{2, "連絡先"});
    paper.blocks.emplace_back(Code{.text = "https://csirt.example/poc/report", .caption = "様式"});
    return paper;
}

TEST_CASE("a paper flows over its pages: stamp and number on each, the head of a table again") {
    const auto pdf = sure(set(long_paper()));
    REQUIRE(pdf.pages > 4);
    auto text = told(pdf, "pdftotext", "-layout");
    std::erase(text, ' ');
    const auto pages = static_cast<std::size_t>(pdf.pages);
    CHECK(count(text, "【架空】") == pages);
    CHECK(has(text, "1/" + std::to_string(pages)));
    CHECK(has(text, std::to_string(pages) + "/" + std::to_string(pages)));
    CHECK(count(text, "日時") >= 2);
    for (const auto* words : {"1件目", "80件目", "とても長い経過0", "とても長い経過199", "連絡先"})
        CHECK_MESSAGE(has(text, words), words);
    CHECK(count(text, "とても長い経過150") == 1);
}

TEST_CASE("a heading never stands alone at the foot of a page") {
    for (int lines = 30; lines < 48; ++lines) {
        Paper paper{.about = about(), .stamp = {}, .foot = {}, .blocks = {}};
        for (int at = 0; at < lines; ++at)
            paper.blocks.emplace_back(Paragraph{.text = "行"});
        paper.blocks.emplace_back(Heading{2, "見出し"});
        paper.blocks.emplace_back(Paragraph{.text = "本文"});
        const auto text = told(sure(set(paper)), "pdftotext");
        const auto heading = text.find("見出し");
        const auto body = text.find("本文");
        REQUIRE(body != std::string::npos);
        CHECK(text.substr(heading, body - heading).find('\f') == std::string::npos);
    }
}

TEST_CASE("a log that somebody pasted is refused with a word, not set for an hour") {
    Paper paper{.about = about(), .stamp = {}, .foot = {}, .blocks = {}};
    std::string text;
    for (int at = 0; at < 30'000; ++at)
        text += "x\n";
    paper.blocks.emplace_back(Paragraph{.text = text});
    const auto refused = set(paper);
    REQUIRE(!refused.ok());
    CHECK(refused.error().code == Errc::too_large);
}

} // namespace
} // namespace sokuo::document
