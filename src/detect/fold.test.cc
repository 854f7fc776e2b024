#include "detect/fold.h"

#include "detect/utf8.h"

#include <doctest/doctest.h>

#include <string>

namespace sokuo::detect {
namespace {

std::string wide(std::u16string_view text) {
    std::string out;
    for (const char16_t unit : text) {
        out += static_cast<char>(unit & 0xFFU);
        out += static_cast<char>(unit >> 8U);
    }
    return out;
}

std::string folded_wide(const std::string& bytes) {
    std::string out;
    append_folded_utf16(bytes, out);
    return out;
}

TEST_CASE("letters lose their case, one character to one") {
    CHECK(folded("AZaz09[`{@") == "azaz09[`{@");
    CHECK(folded("\u212A") == "k");
    CHECK(folded("\u017F") == "s");
    CHECK(folded("\uFF21") == "\uFF41");
    CHECK(folded("\u03A3\u03C2") == "\u03C3\u03C3");
    CHECK(folded("\u00DF") == "\u00DF");
    CHECK(folded("\u1E9E") == "\u00DF");
    CHECK(folded("\U00010400") == "\U00010428");
    CHECK(folded("0123456789ABCDEFGHIJ\u3042KLMNOPQRSTUVWXYZ") ==
          "0123456789abcdefghij\u3042klmnopqrstuvwxyz");
}

TEST_CASE("a text is the same whether it came as UTF-8 or as UTF-16") {
    CHECK(folded_wide(wide(u"C:\\Windows\\\u212A\u3042\U0001F600Z")) ==
          folded("C:\\Windows\\\u212A\u3042\U0001F600Z"));
    CHECK(folded_wide(wide(u"AB") + std::string(4, '\0')) == "ab");
    CHECK(folded_wide(wide(u"A") + "x") == "a");
    CHECK(folded_wide(std::string("\x00\xD8", 2) + wide(u"A")) == "\uFFFDa");
    CHECK(folded_wide(std::string("\x00\xDC", 2)) == "\uFFFD");
    CHECK(folded_wide("") == "");
}

TEST_CASE("broken bytes are one sign each, and nothing is read behind the end") {
    const auto taken = [](std::string_view text) {
        std::string out;
        while (!text.empty())
            append_character(out, take_character(text));
        return out;
    };
    CHECK(taken("a\xFFz") == "a\uFFFDz");
    CHECK(taken("\xE3\x81") == "\uFFFD\uFFFD");
    CHECK(taken("\x80") == "\uFFFD");
    CHECK(taken("\xC0\xAF") == "\uFFFD\uFFFD");
    CHECK(taken("\xE0\x80\xAF") == "\uFFFD\uFFFD\uFFFD");
    CHECK(taken("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");
    CHECK(taken("\xF4\x90\x80\x80") == "\uFFFD\uFFFD\uFFFD\uFFFD");
    CHECK(taken("\xF0\x9F\x98\x80") == "\U0001F600");
}

TEST_CASE("characters of UTF-16 are taken one by one") {
    std::string bytes = wide(u"\U0001F600");
    std::string_view rest{bytes};
    CHECK(take_utf16(rest) == U'\U0001F600');
    CHECK(rest.empty());
    CHECK(without_nuls(std::string_view{"a\0\0\0", 4}) == std::string_view{"a\0", 2});
    CHECK(is_ascii("plain, and longer than eight"));
    CHECK_FALSE(is_ascii("plain, and longer than eight \u3042"));
    std::string out;
    const auto mixed = wide(u"abcde\u3042f");
    rest = mixed;
    take_ascii(rest, out);
    CHECK(out == "abcde");
    CHECK(rest.size() == 4);
}

} // namespace
} // namespace sokuo::detect
