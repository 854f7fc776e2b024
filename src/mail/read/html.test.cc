// HTML as text.

#include "mail/read/html.h"

#include <doctest/doctest.h>

namespace sokuo::mail {
namespace {

std::string text_of(std::string_view html, std::size_t bytes_max = 10'000) {
    bool is_cut = false;
    auto text = html_as_text(html, bytes_max, is_cut);
    CHECK(text.size() <= bytes_max);
    return is_cut ? text + " …" : text;
}

TEST_CASE("paragraphs, lines and rows stay apart; markup does not stay") {
    CHECK(text_of("<html><body><p>一</p><p>二<br>三</p></body></html>") == "一\n\n二\n三");
    CHECK(text_of("a <b>b</b>\n  c") == "a b c");
    CHECK(text_of("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>") == "1 2\n3");
    CHECK(text_of("<ul><li>a<li>b</ul>c") == "a\nb\n\nc");
    CHECK(text_of("<pre>a\n  b</pre>") == "a\n  b");
    CHECK(text_of("a&nbsp;&lt;b&gt; &amp;amp; &#12354;&#x3042; &copy; &bogus; &#0; &") ==
          "a <b> &amp; ああ © &bogus; \xEF\xBF\xBD &");
}

TEST_CASE("a link shows where it goes") {
    CHECK(text_of("<a href=\"http://evil.example/?a=1&amp;copy=2\">銀行</a>へ") ==
          "銀行 <http://evil.example/?a=1&copy=2> へ");
    CHECK(text_of("<a href='http://a.example/'>http://b.example/</a>") ==
          "http://b.example/ <http://a.example/>");
    CHECK(text_of("<a href=http://a.example/>http://a.example/</a>") == "http://a.example/");
    CHECK(text_of("<a href='mailto:a@b.jp'>a@b.jp</a>") == "a@b.jp");
    CHECK(text_of("<a href='java\nscript:alert(1)'>x</a>") == "x <javascript:alert(1)>");
    CHECK(text_of("<a name=top>x</a>") == "x");
    CHECK(text_of("<a href='http://a.example/'><img src=x alt='ロゴ'></a>") ==
          "[ロゴ] <http://a.example/>");
    CHECK(text_of("<form action='http://evil.example/login'>x</form>") ==
          "<http://evil.example/login>\nx");
}

TEST_CASE("what is not for reading is not there") {
    CHECK(text_of("<style>p{}</style>a<script>alert('</p>')</script >b<!-- c -->d") == "abd");
    CHECK(text_of("<SCRIPT>x</ScRiPt>y") == "y");
    CHECK(text_of("<script>never ended") == "");
    CHECK(text_of("<!-- never ended") == "");
    CHECK(text_of("a<!-->b") == "ab");
    CHECK(text_of("<!DOCTYPE html><?xml?>a") == "a");
    CHECK(text_of("1 < 2 <3 a<") == "1 < 2 <3 a<");
    CHECK(text_of("<p title=\"a>b\">c") == "c");
    CHECK(text_of("<p title=\"never ended") == "");
    CHECK(text_of("in\u00ADvis\u200Bible&shy;&zwnj;&#8238;") == "in\u00ADvis\u200Bible");
    CHECK(text_of("<a <a <a") == "");
}

TEST_CASE("the text ends at its limit, between two signs") {
    CHECK(text_of("あいう", 9) == "あいう");
    CHECK(text_of("あいう", 6) == "あい …");
    CHECK(text_of("あいう", 7) == "あい …");
    std::string much;
    for (int at = 0; at < 50'000; ++at)
        much += "<a href='x'><div><b>y";
    CHECK(text_of(much).ends_with(" …"));
}

} // namespace
} // namespace sokuo::mail
