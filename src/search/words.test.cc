#include "search/words.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace sokuo::search {
namespace {

std::vector<std::string> keys(std::string_view typed) {
    const auto words = read_words(typed);
    REQUIRE(words.ok());
    std::vector<std::string> keys;
    for (const auto& word : words.value())
        keys.push_back(word.key);
    return keys;
}

std::string refusal(std::string_view typed) {
    const auto words = need_words(typed);
    return words.ok() ? "" : std::string{words.error().message->code()};
}

using Keys = std::vector<std::string>;

TEST_CASE("words are apart by spaces, narrow or wide, and each counts once") {
    CHECK(keys("端末 再起動") == Keys{"端末", "再起動"});
    CHECK(keys("　端末　　再起動\t") == Keys{"端末", "再起動"});
    CHECK(keys("サーバ ｻｰﾊﾞ さーば") == Keys{"さーば"});
    CHECK(keys("").empty());
    CHECK(keys(" - － 　").empty());
}

TEST_CASE("double quotes keep spaces inside a word; one alone means nothing") {
    CHECK(keys("\"failed login\" 端末") == Keys{"failedlogin", "端末"});
    CHECK(keys("“failed login”") == Keys{"failedlogin"});
    CHECK(keys("failed login") == Keys{"failed", "login"});
    CHECK(keys("端末\" 再起動") == Keys{"端末", "再起動"});
    CHECK(keys("\"\"").empty());
    CHECK(keys("a\"b c\"d") == Keys{"a", "bc", "d"});
    CHECK(keys("「再起動」") == Keys{"「再起動」"});
}

TEST_CASE("no other sign means anything: a command is found as it was typed") {
    CHECK(keys("powershell -enc") == Keys{"powershell", "enc"});
    CHECK(keys("NOT 端末*") == Keys{"not", "端末*"});
    CHECK(keys("a\x01"
               "b") == Keys{"a", "b"}); // Control characters are no text.
}

TEST_CASE("what is too long, too much or nothing is said in words") {
    std::string page;
    for (int i = 0; i < 34; ++i)
        page += "端末 ";
    CHECK(refusal(page) == "search.too_long");
    CHECK(refusal("一 二 三 四 五 六 七 八 九") == "search.too_many_words");
    CHECK(refusal("一 二 三 四 五 六 七 八").empty());
    CHECK(refusal(" 　") == "search.nothing_to_find");
    CHECK(refusal("-") == "search.nothing_to_find");
    CHECK(refusal("。").empty());
}

TEST_CASE("a text stands under each character and each two side by side, once") {
    using Tokens = std::vector<std::string_view>;
    CHECK(tokens("") == Tokens{});
    CHECK(tokens("件") == Tokens{"件"});
    CHECK(tokens("abab") == Tokens{"a", "ab", "b", "ba"});
    CHECK(tokens("🔒a") == Tokens{"a", "🔒", "🔒a"}); // Beyond the first plane, and whole.
}

TEST_CASE("the index is asked for pairs, or for the one character there is") {
    CHECK(question(need_words("市役所").value()[0]) == "\"市役\" AND \"役所\"");
    CHECK(question(need_words("件").value()[0]) == "\"件\"");
    CHECK(question(need_words("ああ").value()[0]) == "\"ああ\"");
    CHECK(fts_string("a\"") == "\"a\"\"\"");
}

} // namespace
} // namespace sokuo::search
