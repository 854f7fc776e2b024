#include "core/text.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
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
        {"カ゛", "が"},
        {"は゜そこん", "パソコン"},
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

TEST_CASE("what differs in meaning keeps a key of its own") {
    CHECK(search_key("ビル") != search_key("ビール")); // ー is a letter in a word,
    CHECK(search_key("サーバ") != search_key("サバ"));
    CHECK(search_key("第2ー") != search_key("第2")); // and after a digit with no digit behind it.
    CHECK(search_key("2ーム") == "2ーむ");
    CHECK(search_key("はは") != search_key("ばば"));
    CHECK(search_key("高橋") != search_key("高梁"));
}

TEST_CASE("a key is its own key") {
    for (const auto* text : {"ＣＳＩＲＴ ①㈱ ㍻", "髙橋 﨑 𠮷 葛\U000E0100", "0175ー22ー1111",
                             "ﾗﾝｻﾑｳｪｱ", "a - b", "", "ヷ", "e\u0301 E\u0301", "İstanbul", "ﷺ",
                             "e\u00ADmail", "カ゛ー゛", "W\u00A8", "\u1100 \u1161"}) {
        const auto key = search_key(text);
        INFO(text << " gives " << key);
        CHECK(is_valid_utf8(key));
        CHECK(search_key(key) == key);
    }
}

TEST_CASE("the key does not depend on whether other letters stand in the text") {
    // ASCII takes a road of its own.
    const auto ascii = "Router-01 / FIREWALL_2\tdown (ping = 100%)"sv;
    CHECK(search_key(ascii) == "router01/firewall_2down(ping=100%)");
    CHECK(search_key(std::string{ascii} + "件") == search_key(ascii) + "件");
    for (char character = 0x20; character < 0x7F; ++character) {
        const std::string one(1, character);
        CHECK(search_key(one + "件") == search_key(one) + "件");
    }
}

TEST_CASE("a text that NFKC makes much longer still has a key") {
    std::string text;
    for (int i = 0; i < 1000; ++i)
        text += "ﷺ"; // One character, which NFKC makes eighteen, three of them spaces.
    CHECK(length(search_key(text)) == 15'000);
}

std::string utf8(std::u32string_view points) {
    std::string text;
    for (const auto point : points) {
        const auto put = [&](char32_t byte) { text += static_cast<char>(byte); };
        const auto tail = [&](int shift) { put(0x80 | (point >> shift & 0x3F)); };
        if (point < 0x80) put(point);
        if (point >= 0x80 && point < 0x800) put(0xC0 | point >> 6);
        if (point >= 0x800 && point < 0x10000) put(0xE0 | point >> 12);
        if (point >= 0x10000) put(0xF0 | point >> 18);
        if (point >= 0x10000) tail(12);
        if (point >= 0x800) tail(6);
        if (point >= 0x80) tail(0);
    }
    return text;
}

// The bytes of `text` that each character of its key was made from.
std::vector<std::string> pieces(std::string_view text) {
    const auto key = placed_key(text);
    REQUIRE(key.characters.size() == key.from.size());
    std::vector<std::string> from;
    from.reserve(key.from.size());
    for (const auto& [begin, end] : key.from)
        from.emplace_back(text.substr(begin, end - begin));
    return from;
}

TEST_CASE("each character of a key knows what it was made from") {
    using Pieces = std::vector<std::string>;
    CHECK(pieces("件名") == Pieces{"件", "名"});
    CHECK(pieces("ＶＰＮ") == Pieces{"Ｖ", "Ｐ", "Ｎ"});
    CHECK(pieces("ｶﾞｽ") == Pieces{"ｶﾞ", "ｽ"});               // Two characters make one,
    CHECK(pieces("㈱み") == Pieces{"㈱", "㈱", "㈱", "み"}); // one makes three,
    CHECK(pieces("R8-U-0231").size() == 7);                  // and gaps make none.
    CHECK(pieces("０１７５ー２２").size() == 6);
    CHECK(pieces("a - b") == Pieces{"a", "b"});
    CHECK(pieces("か\u3099く") == Pieces{"か\u3099", "く"});
    CHECK(pieces("カ゛") == Pieces{"カ゛"});
    CHECK(pieces("W\u00A8") == Pieces{"W\u00A8"}); // A gap with a mark, which joins the letter.
    CHECK(pieces("葛\U000E0100城") == Pieces{"葛\U000E0100", "城"});
    CHECK(pieces("e\u00ADmail")[0] == "e\u00AD");
    CHECK(pieces("𠮷野") == Pieces{"𠮷", "野"});
    CHECK(pieces("\xFF件") == Pieces{"\xFF", "件"});
    CHECK(pieces(" - ").empty());
    CHECK(pieces("2ーム") == Pieces{"2", "ー", "ム"});
}

TEST_CASE("whatever is written, a key with places is the key, and its places keep their order") {
    // Letters that act on each other, beside each other in every order.
    const std::vector<std::string> letters{
        "カ",     "ｶ",      "ﾞ", "゛", "\u3099", "ー",         "ｰ",      "1",
        "９",     "-",      "−", " ",  "　",     "㈱",         "①",      "W",
        "\u00A8", "\u0301", "e", "ﷺ",  "髙",     "\U000E0100", "\u00AD", "\u200D",
        "𠮷",     "🔑",      "İ", "ß",  "\u1100", "\u1161",     "\u11A8", "\u0F71",
        "\u0F72", "ｻ",      "ﾟ", "。", "は"};
    std::uint32_t state = 12;
    const auto any = [&](std::size_t below) {
        state = state * 1664525 + 1013904223;
        return (state >> 8) % below;
    };
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (int n = 0; n < 9; ++n)
            text += letters[any(letters.size())];
        const auto [key, from] = placed_key(text);
        INFO(text);
        REQUIRE(utf8(key) == search_key(text));
        REQUIRE(search_key(utf8(key)) == utf8(key));
        if (key.empty()) continue;
        REQUIRE(std::ranges::is_sorted(from, {}, &Span::begin));
        // Whatever part of the key is looked for, it stands in the bytes it is said to come from.
        const auto first = any(key.size());
        const auto last = first + any(key.size() - first);
        const auto shown = text.substr(from[first].begin, from[last].end - from[first].begin);
        const auto part = key.substr(first, last - first + 1);
        INFO(shown);
        REQUIRE(search_key(shown).find(utf8(part)) != std::string::npos);
    }
}

TEST_CASE("the short way to a key and the long one come to the same, wherever a text turns odd") {
    const std::vector<std::string> usual{"件", "名", "あ", "カ", "ー", "Ａ", "B",
                                         "z",  "「", "。", "1",  "２", " ",  "　",
                                         "-",  "\n", "・", "髙", "ヶ", "！"};
    const std::vector<std::string> odd{"\u3099", "゛", "ｶ", "ﾞ",      "ｰ",          "－",
                                       "—",      "㈱", "①", "\u0301", "\U000E0100", "\u200B",
                                       "\u00A8", "İ",  "🔑", "\t",     "\x7F",       "\xE4"};
    std::uint32_t state = 7;
    const auto any = [&](std::size_t below) {
        state = state * 1664525 + 1013904223;
        return (state >> 8) % below;
    };
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (int n = 0; n < 24; ++n)
            text += any(6) == 0 ? odd[any(odd.size())] : usual[any(usual.size())];
        INFO(text);
        REQUIRE(utf8(placed_key(text).characters) == search_key(text));
    }
}

TEST_CASE("phones, addresses and times written in full width become ASCII") {
    CHECK(to_half_width("０１７５－２２－１１１１") == "0175-22-1111");
    CHECK(to_half_width("　0175ー22ｰ1111 ") == "0175-22-1111");
    CHECK(to_half_width("0‐1‑2–3—4―5−6") == "0-1-2-3-4-5-6");
    CHECK(to_half_width("ｃｓｉｒｔ＠ｃｉｔｙ．ｅｘａｍｐｌｅ．ｊｐ") == "csirt@city.example.jp");
    CHECK(to_half_width("１７：１５～２１：００") == "17:15~21:00");
    CHECK(to_half_width("9時〜17時") == "9時~17時");
    CHECK(to_half_width("（代表）　内線２０１") == "(代表) 内線201");
    CHECK(to_half_width("plain text") == "plain text");
    CHECK(to_half_width("①㈱") == "①㈱"); // Not NFKC: what was not meant as ASCII stays.
}

TEST_CASE("text that nobody checked is never read past its end") {
    const std::vector<std::string_view> broken{"\xE4", "\xE4\xBB",   "\xF0\xA0\xAE",
                                               "\xC3", "件\xE4\xBB", "\x80\x80\x80",
                                               "\xFF", "a\xF0",      " \x80"};
    for (const auto text : broken) {
        // On the heap and exactly as long, so that a sanitizer sees one byte too many.
        const std::vector<char> exact{text.begin(), text.end()};
        const std::string_view view{exact.data(), exact.size()};
        INFO(view.size());
        CHECK(is_valid_utf8(search_key(view)));
        CHECK(placed_key(view).characters.size() == length(search_key(view)));
        CHECK(is_valid_utf8(to_half_width(view)));
        CHECK_FALSE(trimmed(view).empty());
    }
    CHECK(to_half_width("１２\xE4") == "12\uFFFD");
}

} // namespace
} // namespace sokuo
