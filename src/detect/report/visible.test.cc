#include "detect/report/visible.h"

#include "core/json.h"
#include "core/text.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

namespace sokuo::detect::report {
namespace {

using namespace std::string_literals;

TEST_CASE("plain text in any script stays as it was written") {
    for (const auto* const text :
         {R"(C:\Windows\System32\cmd.exe /c "a & b")", "総務課の端末　①②", "Ünïcödé Ω", "한국어",
          "العربية", "葛\xF3\xA0\x84\x80城市", "é e\xCC\x81", "😀"})
        CHECK(visible(text) == text);
}

TEST_CASE("what a terminal would obey is shown instead") {
    CHECK(visible("\x1b[2J\x1b]0;title\x07") == "␛[2J␛]0;title␇");
    CHECK(visible("a\r\nb\tc") == "a␍␊b␉c");
    CHECK(visible("a\0b\x7f"s) == "a␀b␡");
    CHECK(visible("\xC2\x9B"
                  "31m") == "<U+009B>31m");
}

TEST_CASE("what turns text around, hides in it or has no look of its own is named") {
    CHECK(visible("\xE2\x80\xAEgpj.exe") == "<U+202E>gpj.exe"); // Right to left override.
    CHECK(visible("pay\xE2\x80\x8Bpal") == "pay<U+200B>pal");   // Zero width space.
    CHECK(visible("a\xC2\xA0z") == "a<U+00A0>z");               // No-break space.
    CHECK(visible("\xF3\xA0\x81\x81") == "<U+E0041>");          // A tag letter.
    CHECK(visible("\xE2\x80\xA8") == "<U+2028>");               // Line separator.
    CHECK(visible("\xEE\x80\x80") == "<U+E000>");               // A private letter (外字).
    CHECK(visible("\xF4\x8F\xBF\xBF") == "<U+10FFFF>");         // No character, ever.
    CHECK(visible("x\xEF\xB8\x8F") == "x<U+FE0F>");             // Shapes nothing: hidden data.
    CHECK(visible("字\xEF\xB8\x80\xEF\xB8\x80") == "字\xEF\xB8\x80<U+FE00>");
}

TEST_CASE("a mark needs a letter, and a letter bears four") {
    CHECK(visible("\xCC\x81"
                  "a") == "<U+0301>a");
    const auto mark = "\xCC\x81"s;
    CHECK(visible("e" + mark + mark + mark + mark + mark) ==
          "e" + mark + mark + mark + mark + "<U+0301>");
}

TEST_CASE("broken bytes are seen, and nothing is read beyond the end") {
    CHECK(visible("a\xFFz") == "a\xEF\xBF\xBDz");
    CHECK(visible("\xC3") == "\xEF\xBF\xBD");
    CHECK(visible("\xE3\x81") == "\xEF\xBF\xBD");
    CHECK(is_valid_utf8(visible("\xED\xA0\x80\xF0\x9F\x98")));
}

TEST_CASE("a value of many lines may keep them") {
    CHECK(visible("a\r\n\tb\n", Lines::many) == "a\n\tb\n");
    CHECK(visible("a\rb\x1b", Lines::many) == "a␍b␛");
}

TEST_CASE("columns are those of a terminal") {
    CHECK(columns("") == 0);
    CHECK(columns("PC-01") == 5);
    CHECK(columns("総務課") == 6);
    CHECK(columns("ｶﾅ") == 2);
    CHECK(columns("ＡＢ") == 4);
    CHECK(columns("e\xCC\x81") == 1);
    CHECK(columns("葛\xF3\xA0\x84\x80") == 2);
    CHECK(columns("😀") == 2);
    CHECK(columns("\x1b") == 1);
    CHECK(columns("\xE2\x80\xAE") == 8);
    CHECK(columns("①") == 1);
}

TEST_CASE("what is cut fits, says so, and breaks no character") {
    CHECK(cut("powershell", 10) == "powershell");
    CHECK(cut("powershell", 9) == "powershe…");
    CHECK(cut("総務課の端末", 12) == "総務課の端末");
    CHECK(cut("総務課の端末", 11) == "総務課の端…");
    CHECK(cut("総務課の端末", 10) == "総務課の…");
    CHECK(cut("ab\xE2\x80\xAEz", 9) == "ab…");
    CHECK(cut("e\xCC\x81z", 1) == "…");
    CHECK(cut("abc", 0).empty());
    CHECK(cut("", 5).empty());

    CHECK(cut_front("証拠/Security.evtx", 18) == "証拠/Security.evtx");
    CHECK(cut_front("証拠/Security.evtx", 17) == "…拠/Security.evtx");
    CHECK(cut_front("証拠/Security.evtx", 15) == "…/Security.evtx");
    CHECK(cut_front("証拠/Security.evtx", 1) == "…");
    CHECK(cut_front(std::string(9000, 'a') + ".evtx", 8) == "…aa.evtx");
    CHECK(cut_front(std::string(9000, 'a'), 9000).starts_with("…a"));

    CHECK(padded("中", 4) == "中  ");
    CHECK(padded("medium", 4) == "med…");
}

TEST_CASE("whatever is cut to whatever width fits it") {
    const auto text = "総務\x1b[2J\xE2\x80\xAE e\xCC\x81\xCC\x81ｶﾞ\xFF 葛\xF3\xA0\x84\x80 end"s;
    for (std::size_t width = 1; width < 40; ++width) {
        INFO(width);
        CHECK(columns(cut(text, width)) <= width);
        CHECK(columns(cut_front(text, width)) <= width);
        CHECK(columns(padded(text, width)) == width);
        CHECK(is_valid_utf8(cut(text, width)));
        CHECK(is_valid_utf8(cut_front(text, width)));
    }
}

TEST_CASE("whatever the bytes, what is shown is valid, shown again the same, and JSON keeps it") {
    std::mt19937 dice{2026};
    // Bytes alone seldom meet; these pieces do.
    const std::vector<std::string> pieces{"a",
                                          "<",
                                          "\"",
                                          "\\",
                                          "\x1b",
                                          "\r",
                                          "\n",
                                          "\xE2\x80\xAE",
                                          "\xCC\x81",
                                          "\xEF\xB8\x8F",
                                          "総",
                                          "\xF3\xA0\x84\x80",
                                          "😀",
                                          "\xE3\x81",
                                          "\xFF",
                                          "\xC2\x9B",
                                          "\xED\xA0\x80",
                                          "\0"s};
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (auto left = dice() % 24; left > 0; --left)
            text += dice() % 4 == 0 ? std::string(1, static_cast<char>(dice() % 256))
                                    : pieces[dice() % pieces.size()];
        INFO(text);
        for (const auto lines : {Lines::one, Lines::many}) {
            const auto shown = visible(text, lines);
            CHECK(is_valid_utf8(shown));
            CHECK(visible(shown, lines) == shown);
            CHECK(html(text, lines).find_first_of("<>\"'") == std::string::npos);
        }
        std::string written;
        append_json_string(written, text);
        CHECK(visible(written) == written);
        const auto read = parse_json(written);
        REQUIRE(read.ok());
        if (is_valid_utf8(text)) CHECK(read.value().text_or("") == text);
    }
}

TEST_CASE("nothing in a page is markup but ours") {
    CHECK(html("<b> & \"c\" 'd'") == "&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
    CHECK(html("\xE2\x80\xAE") == "&lt;U+202E&gt;");
    CHECK(html("a\n<i>", Lines::many) == "a\n&lt;i&gt;");
}

TEST_CASE("JSON gives every character back, and a terminal nothing to obey") {
    const auto text = "\"\\/\b\f\n\r\t\x1b\x7f\xC2\x9B\xE2\x80\xAE\xF3\xA0\x81\x81総務😀"s + "\0z"s;
    std::string written;
    append_json_string(written, text);
    CHECK(visible(written) == written);
    const auto read = parse_json(written);
    REQUIRE(read.ok());
    CHECK(read.value().text_or("") == text);
    std::string broken;
    append_json_string(broken, "a\xFF");
    CHECK(broken == "\"a\xEF\xBF\xBD\"");
}

TEST_CASE("a letter is written the same wherever it stands in a text") {
    for (int letter = 0; letter < 0x80; ++letter) {
        std::string alone;
        append_json(alone, std::string(1, static_cast<char>(letter)));
        for (std::size_t size = 1; size < 20; ++size)
            for (std::size_t at = 0; at < size; ++at) {
                std::string text(size, 'a');
                text[at] = static_cast<char>(letter);
                const auto wanted = std::string(at, 'a') + alone + std::string(size - at - 1, 'a');
                std::string written;
                append_json(written, text);
                CHECK(written == wanted);
                std::string member;
                append_json_member(member, text, "b");
                CHECK(member == "\"" + wanted + "\":\"b\"");
            }
    }
}

} // namespace
} // namespace sokuo::detect::report
