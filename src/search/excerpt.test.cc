#include "search/excerpt.h"

#include "core/text.h"
#include "search/testing.h"

#include <random>
#include <string>
#include <vector>

namespace sokuo::search {
namespace {

using testing::slice;
using testing::words;

std::string shown(std::string_view text, std::string_view typed,
                  std::size_t length_max = excerpt_length_max) {
    return testing::marked(excerpt_of(text, words(typed), length_max));
}

TEST_CASE("what was typed is marked in what was written") {
    CHECK(shown("税務課の端末が止まった", "端末") == "税務課の〔端末〕が止まった");
    CHECK(shown("端末と端末", "端末") == "〔端末〕と〔端末〕");
    CHECK(shown("端末が止まった", "掲示") == "端末が止まった");
    CHECK(shown("", "掲示").empty());
}

TEST_CASE("marks lie on the original, however it was written") {
    CHECK(shown("ｻｰﾊﾞへＶＰＮで", "サーバ") == "〔ｻｰﾊﾞ〕へＶＰＮで");
    CHECK(shown("ｻｰﾊﾞへＶＰＮで", "vpn") == "ｻｰﾊﾞへ〔ＶＰＮ〕で");
    CHECK(shown("ｻｰﾊﾞへ", "ば") == "ｻｰ〔ﾊﾞ〕へ");             // Letter and mark, not half of it.
    CHECK(shown("㈱みほんの件", "株") == "〔㈱〕みほんの件"); // One character made of three.
    CHECK(shown("㈱みほんの件", "(株)みほん") == "〔㈱みほん〕の件");
    CHECK(shown("番号はR8-U-0231です", "r8u0231") == "番号は〔R8-U-0231〕です");
    CHECK(shown("番号はR8-U-0231です", "0231") == "番号はR8-U-〔0231〕です");
    CHECK(shown("０１７５ー２２ー１１１１", "2211") == "０１７５ー〔２２ー１１〕１１");
    CHECK(shown("🔑𠮷野家で", "吉野") == "🔑〔𠮷野〕家で"); // Two units of UTF-16 each.
    CHECK(shown("葛\U000E0100城市", "葛城") == "〔葛\U000E0100城〕市");
    CHECK(shown("カ゛ス", "ガ") == "〔カ゛〕ス");
    CHECK(shown("再 起 動 した", "再起動") == "〔再 起 動〕 した");
}

TEST_CASE("words that overlap or touch are one mark") {
    CHECK(shown("住民記録システム", "住民記録 記録システム") == "〔住民記録システム〕");
    CHECK(shown("住民記録", "住民 記録") == "〔住民記録〕");
    CHECK(shown("ああああ", "ああ") == "〔ああああ〕");
}

TEST_CASE("of a long text the part with most of the words is shown") {
    std::string text = "端末";
    for (int i = 0; i < 50; ++i)
        text += "そのほか";
    text += "端末を再起動した";
    for (int i = 0; i < 50; ++i)
        text += "そのほか";
    CHECK(shown(text, "端末 再起動", 30) ==
          "…そのほかそのほかそのほかそのほかそのほか〔端末〕を〔再起動〕したその…");
    const auto excerpt = excerpt_of(text, words("端末 再起動"), 30);
    CHECK(excerpt.is_cut_before);
    CHECK(excerpt.is_cut_after);
    CHECK(excerpt.marks.size() == 2);
    CHECK(length(excerpt.text) == 30);
    CHECK(text.find(excerpt.text) != std::string::npos);
}

TEST_CASE("a mark reaches no further than what is shown") {
    const std::string text(200, 'a');
    const auto excerpt = excerpt_of(text, words("aaaa"), 30);
    CHECK(excerpt.marks == std::vector{Mark{0, 30}});
}

// The property behind all of it, over texts nobody would think of.
TEST_CASE("a mark always shows exactly what was searched for") {
    const std::vector<std::string> letters{
        "カ",     "ｶ",      "ﾞ",  "゛",     "\u3099", "ー", "ｰ",      "1",          "９",
        "-",      " ",      "　", "㈱",     "①",      "㍻", "e",      "é",          "ﷺ",
        "\u0301", "\u00A8", "髙", "高",     "𠮷",     "🔑",  "\u00AD", "\U000E0100", "ß",
        "İ",      "は",     "゜", "\u1100", "\u1161", "。"};
    std::mt19937 random{7};
    const auto any = [&](std::size_t below) { return random() % below; };
    std::size_t marked = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (std::size_t n = any(24); n > 0; --n)
            text += letters[any(letters.size())];
        std::string typed;
        for (std::size_t n = 1 + any(3); n > 0; --n)
            typed += letters[any(letters.size())];
        const auto read = read_words(typed);
        REQUIRE(read.ok());
        const auto& looked_for = read.value();
        INFO("「" << typed << "」 in 「" << text << "」");

        const auto excerpt = excerpt_of(text, looked_for, 1000);
        bool stands_there = false;
        for (const auto& word : looked_for)
            stands_there = stands_there || search_key(text).find(word.key) != std::string::npos;
        REQUIRE(stands_there == !excerpt.marks.empty()); // None is missed, none is made up.
        REQUIRE(text.find(excerpt.text) != std::string::npos);

        std::uint32_t end = 0;
        for (const auto& mark : excerpt.marks) {
            REQUIRE(mark.from < mark.to);
            REQUIRE((mark.from > end || end == 0)); // Apart from the one before.
            end = mark.to;
            const auto part = slice(excerpt.text, mark);
            REQUIRE(is_valid_utf8(part));
            bool holds = false;
            for (const auto& word : looked_for)
                holds = holds || search_key(part).find(word.key) != std::string::npos;
            REQUIRE(holds);
            ++marked;
        }
        // Without what is marked, nothing of it is left.
        std::uint32_t at = 0;
        for (const auto& mark : excerpt.marks) {
            const auto left = search_key(slice(excerpt.text, {at, mark.from}));
            for (const auto& word : looked_for)
                REQUIRE(left.find(word.key) == std::string::npos);
            at = mark.to;
        }
    }
    CHECK(marked > 2000); // Otherwise nothing was tried.
}

} // namespace
} // namespace sokuo::search
