// File names, in every form that clients in Japan are known to send.

#include "mail/read/name.h"
#include "mail/read/params.h"
#include "mail/test_mail.h"

#include <doctest/doctest.h>

namespace sokuo::mail {
namespace {

using namespace testing;
using namespace std::string_literals;

Mail with_headers(const std::string& headers) {
    auto mail = read_text(headers + "\n\nx");
    REQUIRE(mail.attachments.size() == 1);
    return mail;
}

std::string disposition(const std::string& parameters) {
    return with_headers("Content-Type: application/pdf\n"
                        "Content-Disposition: attachment; " +
                        parameters)
        .attachments.front()
        .name;
}

TEST_CASE("RFC 2231, in one piece and in several") {
    CHECK(disposition("filename=a.pdf") == "a.pdf");
    CHECK(disposition("filename=\"a b;c.pdf\"") == "a b;c.pdf");
    CHECK(disposition("filename*=utf-8'ja'%E4%B8%8D%E5%AF%A9.pdf") == "不審.pdf");
    CHECK(disposition("filename*=Shift_JIS''%95%73%90%52.pdf") == "不審.pdf");
    CHECK(disposition("filename*=iso-2022-jp''%1B%24BIT%3F3%1B%28B.pdf") == "不審.pdf");
    CHECK(disposition("filename*=euc-jp''%C9%D4%BF%B3.pdf") == "不審.pdf");
    CHECK(disposition("filename*0*=utf-8''%E4%B8%8D%E5;\n filename*1*=%AF%A9;\n filename*2=.pdf") ==
          "不審.pdf");
    CHECK(disposition("filename*1=b.pdf; filename*0=a") == "ab.pdf");
    // The better form wins, wherever it stands.
    CHECK(disposition("filename=\"_.pdf\"; filename*=utf-8''%E4%B8%8D.pdf") == "不.pdf");
    CHECK(disposition("filename*=utf-8''%E4%B8%8D.pdf; filename=\"_.pdf\"") == "不.pdf");
}

TEST_CASE("forms no standard has") {
    CHECK(disposition("filename=\"=?ISO-2022-JP?B?GyRCSVQ/MxsoQi5wZGY=?=\"") == "不審.pdf");
    CHECK(disposition("filename==?utf-8?B?5LiN5a+pLnBkZg==?=") == "不審.pdf");
    CHECK(disposition("filename=\"=?utf-8?B?5LiN?=\n =?utf-8?B?5a+pLnBkZg==?=\"") == "不審.pdf");
    CHECK(
        disposition("filename*0=\"=?utf-8?B?5LiN?= =?utf-8?B\"; filename*1=\"?5a+pLnBkZg==?=\"") ==
        "不審.pdf");
    CHECK(disposition("filename=\"不審.pdf\"") == "不審.pdf");
    CHECK(disposition("filename=\"\x95\x73\x90\x52\x82\xcc.pdf\"") == "不審の.pdf");
    CHECK(disposition("filename=\"\x1b$BIT?3\x1b(B.pdf\"") == "不審.pdf");
    CHECK(disposition("filename=\x1b$BIT?3\x1b(B.pdf") == "不審.pdf");
    CHECK(disposition("filename=%E4%B8%8D%E5%AF%A9.pdf") == "不審.pdf");
    CHECK(disposition("filename=100%25.pdf") == "100%25.pdf");
    CHECK(disposition("filename*=%E4%B8%8D%E5%AF%A9.pdf") == "不審.pdf");
    CHECK(disposition("filename*=\"utf-8''%E4%B8%8D.pdf\"") == "不.pdf");
    CHECK(disposition("filename*=nonsense''%E4%B8%8D.pdf") == "不.pdf");
    CHECK(disposition("FileName = a.pdf ; size=3") == "a.pdf");
    CHECK(disposition("filename=\"a.pdf") == "a.pdf");
    CHECK(disposition("filename=\"a\\\"b.pdf\"") == "a\"b.pdf");
}

TEST_CASE("half of a kanji may look like a backslash or a quote") {
    // 表 is 95 5C, 申 is 905C: read as bytes their end is an escape.
    CHECK(disposition("filename=\"\x95\x5c\x90\x5c\x8d\x9e\x82\xdd.pdf\"") == "表申込み.pdf");
    // 「あ」 in ISO-2022-JP holds a quote.
    CHECK(disposition("filename=\"\x1b$B$\"$$\x1b(B.pdf\"") == "あい.pdf");
}

TEST_CASE("the name of the type is taken when the disposition has none") {
    CHECK(with_headers("Content-Type: application/pdf; name=\"=?utf-8?B?5LiNLnBkZg==?=\"")
              .attachments.front()
              .name == "不.pdf");
    CHECK(with_headers("Content-Type: application/pdf; name=a.pdf\n"
                       "Content-Disposition: attachment; filename=b.pdf")
              .attachments.front()
              .name == "b.pdf");
    CHECK(with_headers("Content-Type: text/plain; name=a.txt").attachments.front().name == "a.txt");
}

TEST_CASE("a name that deceives is shown as what it is, and marked") {
    const auto said = [](const std::string& name) {
        const auto mail = with_headers("Content-Type: a/b; name=\"" + name + "\"");
        return mail.attachments.front().name + (has(mail, Defect::name_deceives) ? " !" : "");
    };
    CHECK(said("a.pdf") == "a.pdf");
    CHECK(said("invoice\u202Efdp.exe") == "invoicefdp.exe !");
    CHECK(said("a\u200B.pdf") == "a.pdf !");
    CHECK(said("\u2066a\u2069.pdf") == "a.pdf !");
    CHECK(said("../../etc/passwd") == "passwd !");
    CHECK(said("C:\\\\evil\\\\a.exe") == "a.exe !");
    CHECK(said("..") == " !");
    CHECK(said("a.pdf                    .exe") == "a.pdf                    .exe");
    const auto mail = with_headers("Content-Type: a/b; name=" + std::string(1'000, 'n'));
    CHECK(mail.attachments.front().name == std::string(name_length_max, 'n'));
    CHECK(has(mail, Defect::name_too_long));
}

TEST_CASE("types and their parameters") {
    Repairs repairs;
    const auto type = parameters(" Text/Plain (a comment) ; CharSet=\"utf-8\"; x", repairs);
    CHECK(type.value == "text/plain");
    CHECK(type["charset"] == "utf-8");
    CHECK(type["x"].empty());
    CHECK(parameters("", repairs).value.empty());
    CHECK(parameters(";;;=;=\"", repairs).value.empty());
    CHECK(read_text("Content-Type: nonsense\n\nx").text == "x");
}

} // namespace
} // namespace sokuo::mail
