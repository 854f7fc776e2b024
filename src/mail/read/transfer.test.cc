#include "mail/read/transfer.h"

#include <doctest/doctest.h>

#include <string>

namespace sokuo::mail {
namespace {

std::string text_of(const Transferred& result) {
    return std::string{as_text(result.bytes)} + (result.is_broken ? " !" : "") +
           (result.is_known ? "" : " ?");
}

TEST_CASE("base64, and what is mixed into it") {
    CHECK(text_of(from_base64("YWJj\r\nZGU=\r\n")) == "abcde");
    CHECK(text_of(from_base64("YWJjZA")) == "abcd");
    CHECK(text_of(from_base64("YW!Jj")) == "abc !");
    CHECK(text_of(from_base64("YWI=YWI=")) == "ab !");
    CHECK(text_of(from_base64("YWJjY")) == "abc !");
    CHECK(text_of(from_base64("")) == "");
    CHECK(text_of(from_base64("====")) == " !");
}

TEST_CASE("quoted-printable, and what is mixed into it") {
    CHECK(text_of(from_quoted_printable("a=3Db=\r\nc=\nd=e3=81=82")) == "a=bcd\xe3\x81\x82");
    CHECK(text_of(from_quoted_printable("a= \t\r\nb")) == "ab");
    CHECK(text_of(from_quoted_printable("a=zz")) == "a=zz !");
    CHECK(text_of(from_quoted_printable("a=")) == "a");
}

TEST_CASE("uuencode") {
    CHECK(text_of(from_uuencode("begin 644 a.txt\n%:&5L;&\\\n`\nend\n")) == "hello");
    CHECK(text_of(from_uuencode("begin 644 a.txt\n%:&5L;&\\\n")) == "hello !");
}

TEST_CASE("the encoding as headers say it") {
    CHECK(text_of(transferred("YWJj", " BASE64 ")) == "abc");
    CHECK(text_of(transferred("YWJj", "\"base64\"")) == "abc");
    CHECK(text_of(transferred("YWJj", "base64; x=y")) == "abc");
    CHECK(text_of(transferred("a=3D", "Quoted-Printable")) == "a=");
    CHECK(text_of(transferred("a", "7bit")) == "a");
    CHECK(text_of(transferred("a", "")) == "a");
    CHECK(text_of(transferred("a", "rot13")) == "a ?");
    CHECK(text_of(transferred("no begin", "x-uuencode")) == "no begin !");
}

} // namespace
} // namespace sokuo::mail
