#include "core/text.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace sokuo {
namespace {

using namespace std::string_view_literals;

TEST_CASE("text is UTF-8 or it is not taken") {
    const std::vector<std::string_view> valid{
        "",       "a",      "件名",   "𠮷野家",     "\u0080",     "\u07FF", "\u0800",
        "\uD7FF", "\uE000", "\uFFFF", "\U00010000", "\U0010FFFF", "a\0b"sv};
    for (const auto text : valid) {
        INFO(text);
        CHECK(is_valid_utf8(text));
    }
    const std::vector<std::string_view> broken{
        "\x80",             // a tail without a head
        "\xC0\xAF",         // "/" in two bytes
        "\xC1\xBF",         // overlong as well
        "\xE0\x80\xAF",     // "/" in three
        "\xE0\x9F\xBF",     // U+07FF in three
        "\xF0\x80\x80\xAF", // "/" in four
        "\xF0\x8F\xBF\xBF", // U+FFFF in four
        "\xED\xA0\x80",     // a surrogate
        "\xED\xBF\xBF",     // the other surrogate
        "\xF4\x90\x80\x80", // above U+10FFFF
        "\xF5\x80\x80\x80",
        "\xFF",
        "\xFE",
        "\xE4\xBB", // cut short
        "\xF0\xA0\xAE",
        "\xC3",
        "ascii ascii ascii \xE4\xBB",
        "\xE4\xBBx",
        "\x8C\x8F\x96\xBC", // 件名 in Shift_JIS
    };
    for (const auto text : broken) {
        INFO(text.size());
        CHECK_FALSE(is_valid_utf8(text));
    }
}

TEST_CASE("a broken byte is found wherever it stands") {
    for (std::size_t at = 0; at < 40; ++at) {
        std::string text(40, 'a');
        REQUIRE(is_valid_utf8(text));
        text[at] = '\xFF';
        CHECK_FALSE(is_valid_utf8(text));
    }
}

TEST_CASE("length is counted in characters as people count them, nearly") {
    CHECK(length("") == 0);
    CHECK(length("abc") == 3);
    CHECK(length("件名") == 2);
    CHECK(length("𠮷") == 1);
    CHECK(length("葛\U000E0100") == 2); // The selector of a shape counts as one.
}

TEST_CASE("white space at the ends goes, and a text of nothing else is blank") {
    CHECK(trimmed("  件名\t\r\n") == "件名");
    CHECK(trimmed("\u3000件\u3000名\u3000") == "件\u3000名");
    CHECK(trimmed("\uFEFF件名\u200B\u00A0") == "件名");
    CHECK(trimmed("。") == "。"); // Shares its first bytes with U+3000.
    CHECK(trimmed("") == "");
    CHECK(is_blank(""));
    CHECK(is_blank(" \t\n\u3000\u2003\uFEFF"));
    CHECK_FALSE(is_blank("\u3000ー"));
    CHECK_FALSE(is_blank("\0"sv));
}

TEST_CASE("control characters are found, and the three that shape text are not") {
    CHECK_FALSE(has_control("一行目\r\n\t二行目"));
    CHECK_FALSE(has_control("\u00A0 \u00E9 \u0100 \u3042"));
    CHECK(has_control("a\0b"sv));
    CHECK(has_control("\x1B[31m"));
    CHECK(has_control("\x7F"));
    CHECK(has_control("件\u0085名"));
    CHECK(has_control("\u009F"));
}

TEST_CASE("two spellings of one thing have one key") {
    struct Pair {
        std::string_view written;
        std::string_view meant;
    };
    const std::vector<Pair> pairs{
        {"ＣＳＩＲＴ", "csirt"},
        {"①", "1"},
        {"㈱みほん", "(株)みほん"},
        {"㍻", "平成"},
        {"～", "~"},
        {"（仮）", "(仮)"},
        {"ｶﾞｷﾞｸﾞ", "がぎぐ"},
        {"ﾊﾟｿｺﾝ", "パソコン"},
        {"パソコン", "ぱそこん"},
        {"ヴァイオリン", "ゔぁいおりん"},
        {"か\u3099", "が"}, // As macOS names files.
        {"髙橋", "高橋"},
        {"山﨑", "山崎"},
        {"德永", "徳永"},
        {"栁田", "柳田"},
        {"𠮷野", "吉野"},
        {"濵田", "浜田"},
        {"濱田", "浜田"},
        {"渡邉", "渡辺"},
        {"渡邊", "渡辺"},
        {"葛\U000E0100城", "葛城"},
        {"葛\U000E0101城", "葛\U000E0100城"},
        {"\uFA19社", "神社"}, // A compatibility ideograph: NFKC's own work.
        {"むつ市　総務部", "むつ市総務部"},
        {"0175-22-1111", "0175221111"},
        {"０１７５－２２－１１１１", "0175221111"},
        {"0175ー22ー1111", "0175221111"},
        {"0175ｰ22ｰ1111", "0175221111"},
        {"0175−22‐1111", "0175221111"},
        {"0175–22—1111", "0175221111"},
        {"0175―22‑1111", "0175221111"},
        {"ﾗﾝｻﾑｳｪｱ", "ランサムウェア"},
        {"STRASSE", "Straße"},
        {"\u200B件\uFEFF名", "件名"},
    };
    for (const auto& [written, meant] : pairs) {
        INFO(written << " and " << meant);
        CHECK(search_key(written) == search_key(meant));
    }
}

} // namespace
} // namespace sokuo
