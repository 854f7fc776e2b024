// Mails as people, gateways and attackers send them.

#include "mail/read.h"

#include "mail/reader.h"
#include "mail/test_mail.h"

#include <doctest/doctest.h>

namespace sokuo::mail {
namespace {

using namespace testing;
using namespace std::string_literals;

TEST_CASE("a mail from a town, as it should be") {
    const auto mail = read_text("From: =?UTF-8?B?5L2Q6Jek?= <sato@example.jp>\r\n"
                                "To: csirt@mihon.example, \"窓口\" <poc@mihon.example>\r\n"
                                "Subject: =?UTF-8?B?5LiN5a+p44Gq?=\r\n"
                                " =?UTF-8?B?44Oh44O844Or?=\r\n"
                                "Date: Mon, 23 Nov 2026 11:12:40 +0900 (JST)\r\n"
                                "Message-ID: <a1@example.jp>\r\n"
                                "In-Reply-To: <b2@mihon.example>\r\n"
                                "References: <c3@mihon.example>\r\n <b2@mihon.example>\r\n"
                                "Authentication-Results: mx.mihon.example; spf=fail\r\n"
                                "\r\n"
                                "件名のとおりです。\r\n");
    CHECK(mail.subject == "不審なメール");
    CHECK(mail.from == std::vector<Mailbox>{{"佐藤", "sato@example.jp"}});
    CHECK(mail.to ==
          std::vector<Mailbox>{{"", "csirt@mihon.example"}, {"窓口", "poc@mihon.example"}});
    CHECK(to_rfc3339(mail.date.value()) == "2026-11-23T02:12:40Z");
    CHECK(mail.message_id == "a1@example.jp");
    CHECK(mail.in_reply_to == std::vector<std::string>{"b2@mihon.example"});
    CHECK(mail.references == std::vector<std::string>{"c3@mihon.example", "b2@mihon.example"});
    CHECK(mail.authentication_results == std::vector<std::string>{"mx.mihon.example; spf=fail"});
    CHECK(mail.text == "件名のとおりです。\n");
    CHECK(mail.text_source == TextSource::plain);
    CHECK(value_of(mail.headers, "subject") == "不審なメール");
    CHECK_FALSE(mail.automatic.is_automatic);
}

TEST_CASE("the charsets of Japan, with the signs that get lost elsewhere") {
    // ①㈱髙﨑 in each of them.
    const auto text_in = [](const std::string& charset, const std::string& bytes) {
        const auto mail =
            read_text("Content-Type: text/plain; charset=" + charset + "\n\n" + bytes);
        CHECK(mail.defects.empty());
        return mail.text;
    };
    for (const auto* label :
         {"ISO-2022-JP", "iso-2022-jp-ms", "CP50220", "cp50221", "\"ISO-2022-JP\""})
        CHECK(text_in(label, "\x1b$B-!-j|byu\x1b(B"s) == "①㈱髙﨑");
    for (const auto* label : {"Shift_JIS", "x-sjis", "Windows-31J", "cp932", "MS_Kanji"})
        CHECK(text_in(label, "\x87\x40\x87\x8a\xfb\xfc\xfa\xb1"s) == "①㈱髙﨑");
    for (const auto* label : {"EUC-JP", "eucJP-ms", "x-euc-jp", "cp51932"})
        CHECK(text_in(label, "\xad\xa1\xad\xea\xfc\xe2\xf9\xf5"s) == "①㈱髙﨑");
    CHECK(text_in("utf-8", "①㈱髙﨑𠮷") == "①㈱髙﨑𠮷");
    CHECK(text_in("ISO-2022-JP", "\x1b(I6^\x1b(B"s) == "ｶﾞ");
    CHECK(text_in("CP50220", "\x1b(J~\\\x1b(B"s) == "~\\");
    CHECK(text_in("ISO-2022-JP", "\x1b$B!A!]\x1b(B"s) == "～－");
}

TEST_CASE("a label that is wrong, missing or nonsense is replaced by a guess, and marked") {
    const auto text_of = [](const std::string& type, const std::string& bytes) {
        const auto mail = read_text("Content-Type: text/plain" + type + "\n\n" + bytes);
        CHECK(has(mail, Defect::charset_guessed));
        CHECK_FALSE(has(mail, Defect::charset_broken));
        return mail.charset + ": " + mail.text;
    };
    CHECK(text_of("", "あやしい") == "UTF-8: あやしい");
    CHECK(text_of("", "\x82\xa0\x82\xe2\x82\xb5\x82\xa2") == "Shift_JIS: あやしい");
    CHECK(text_of("", "\xa4\xa2\xa4\xe4\xa4\xb7\xa4\xa4") == "EUC-JP: あやしい");
    CHECK(text_of("", "\x1b$B$\"$d$7$$\x1b(B") == "ISO-2022-JP: あやしい");
    CHECK(text_of("; charset=us-ascii", "\x1b$B$\"$d$7$$\x1b(B") == "ISO-2022-JP: あやしい");
    CHECK(text_of("; charset=utf-8", "\x82\xa0\x82\xe2\x82\xb5\x82\xa2") == "Shift_JIS: あやしい");
    CHECK(text_of("; charset=iso-2022-jp", "\x82\xa0\x82\xe2\x82\xb5") == "Shift_JIS: あやし");
    CHECK(text_of("; charset=iso-8859-1", "あやしい") == "UTF-8: あやしい");
    CHECK(text_of("; charset=\"[charse<!doctype html>\"", "あ") == "UTF-8: あ");
    CHECK(text_of("", "r\xe9sum\xe9 pr\xeat") == "Windows-1252: résumé prêt");
    const auto broken = read_text("Content-Type: text/plain; charset=utf-8\n\nあ\xff\xfe\x80");
    CHECK(has(broken, Defect::charset_broken));
    CHECK(broken.text.starts_with("あ\xEF\xBF\xBD"));
}

TEST_CASE("subjects as RFC 2047 has them, and as clients write them") {
    const auto subject = [](const std::string& value) {
        return read_text("Subject: " + value + "\n\nx").subject;
    };
    CHECK(subject("=?utf-8?Q?=E3=81=82_b?=") == "あ b");
    CHECK(subject("=?ISO-2022-JP?B?GyRCLSEtanxieXUbKEI=?=") == "①㈱髙﨑");
    CHECK(subject("=?Shift_JIS?B?h0CHivv8+rE=?=") == "①㈱髙﨑");
    CHECK(subject("a =?utf-8?B?44GC?= b") == "a あ b");
    // A sign cut in the middle: between two words, and within the base64 of them.
    CHECK(subject("=?utf-8?B?44E=?=\r\n =?utf-8?B?gg==?=") == "あ");
    CHECK(subject("=?utf-8?B?44G?= =?utf-8?B?C44GE?=") == "あい");
    CHECK(subject("=?utf-8?Q?=E3=81?= =?UTF-8?Q?=82?=") == "あ");
    CHECK(subject("=?ISO-2022-JP?B?GyRCJCI=?= =?ISO-2022-JP?B?JCQbKEI=?=") == "あい");
    // Two charsets side by side stay two.
    CHECK(subject("=?Shift_JIS?B?gqA=?= =?utf-8?B?44GE?=") == "あい");
    CHECK(subject("\"=?utf-8?B?44GC?=\"") == "\"あ\"");
    CHECK(subject("=?utf-8?Q?a b?=") == "a b");
    CHECK(subject("=?utf-8*ja?B?44GC?=") == "あ");
    CHECK(subject("=?utf-8?X?44GC?=") == "=?utf-8?X?44GC?=");
    CHECK(subject("=?utf-8?B?44GC") == "=?utf-8?B?44GC");
    // Raw bytes, of any charset.
    CHECK(subject("あ") == "あ");
    CHECK(subject("\x82\xa0\x82\xe2\x82\xb5\x82\xa2") == "あやしい");
    CHECK(subject("\x1b$B$\"$d$7$$\x1b(B") == "あやしい");
    CHECK(subject("a\0b"s) == "a\xEF\xBF\xBD"
                              "b");
    CHECK(subject("a\x1b[31mb\x07") == "a[31mb");
}

TEST_CASE("addresses, however they are written") {
    const auto from = [](const std::string& value) {
        return read_text("From: " + value + "\n\nx").from;
    };
    using Boxes = std::vector<Mailbox>;
    CHECK(from("a@b.jp") == Boxes{{"", "a@b.jp"}});
    CHECK(from("<a@b.jp>") == Boxes{{"", "a@b.jp"}});
    CHECK(from("a@b.jp (=?utf-8?B?5L2Q6Jek?=)") == Boxes{{"佐藤", "a@b.jp"}});
    CHECK(from("\"佐藤, 一郎\" <a@b.jp>, c@d.jp") ==
          Boxes{{"佐藤, 一郎", "a@b.jp"}, {"", "c@d.jp"}});
    CHECK(from("\"=?utf-8?B?5L2Q6Jek?=\" <a@b.jp>") == Boxes{{"佐藤", "a@b.jp"}});
    CHECK(from("=?utf-8?Q?=E4=BD=90,=E8=97=A4?= <a@b.jp>") == Boxes{{"佐,藤", "a@b.jp"}});
    // In these bytes of ISO-2022-JP there are quotes, commas and brackets.
    CHECK(from("\x1b$B:4F#\x1b(B <a@b.jp>") == Boxes{{"佐藤", "a@b.jp"}});
    CHECK(from("\"\x1b$B$\"$,!\"\x1b(B\" <a@b.jp>") == Boxes{{"あが、", "a@b.jp"}});
    CHECK(from("staff: a@b.jp, c@d.jp;") == Boxes{{"staff", "a@b.jp"}, {"staff", "c@d.jp"}});
    CHECK(from("undisclosed-recipients:;") == Boxes{{"undisclosed-recipients", ""}});
    CHECK(from("nobody") == Boxes{{"nobody", ""}});
    CHECK(from("\"ceo@mihon.example\" <a@evil.example>") ==
          Boxes{{"ceo@mihon.example", "a@evil.example"}});
    CHECK(from("CEO <ceo> <a@evil.example>") == Boxes{{"CEO <ceo>", "a@evil.example"}});
    CHECK(from("").empty());
}

TEST_CASE("dates, and what is none") {
    const auto date = [](const std::string& value) {
        const auto mail = read_text("Date: " + value + "\n\nx");
        CHECK(has(mail, Defect::bad_date) == !mail.date.has_value());
        return mail.date ? to_rfc3339(*mail.date) : "none";
    };
    CHECK(date("Mon, 23 Nov 2026 11:12:40 +0900") == "2026-11-23T02:12:40Z");
    CHECK(date("23 Nov 2026 11:12 JST") == "2026-11-23T02:12:00Z");
    CHECK(date("Mon,23 nov 99 02:12:40 GMT") == "1999-11-23T02:12:40Z");
    CHECK(date("Mon, 23 Nov 2026 02:12:40 -0330") == "2026-11-23T05:42:40Z");
    CHECK(date("Mon, 31 Feb 2026 02:12:40 +0000") == "none");
    CHECK(date("Mon, 23 Nov 2026 25:12:40 +0000") == "none");
    CHECK(date("きのう") == "none");
    CHECK(date("1 Jan 99999 00:00 +0000") == "none");
}

TEST_CASE("the plain text is preferred, and the HTML beside it kept as text") {
    const auto mail = read_text("Content-Type: multipart/alternative; boundary=b\n\n"
                                "--b\nContent-Type: text/plain; charset=utf-8\n\n本文\n"
                                "--b\nContent-Type: text/html; charset=utf-8\n\n"
                                "<p>本文<a href='http://evil.example/'>銀行</a>\n--b--\n");
    CHECK(mail.text == "本文");
    CHECK(mail.text_source == TextSource::plain);
    CHECK(mail.html_text == "本文銀行 <http://evil.example/>");
    CHECK(mail.attachments.empty());
    CHECK(mail.defects.empty());
}

TEST_CASE("HTML alone becomes the text; a blank plain text does not hide it") {
    const auto mail = read_text("Content-Type: multipart/alternative; boundary=b\n\n"
                                "--b\nContent-Type: text/plain\n\n \n"
                                "--b\nContent-Type: text/html\n\n<b>Hello</b>\n--b--\n");
    CHECK(mail.text == "Hello");
    CHECK(mail.text_source == TextSource::html);
    CHECK(mail.html_text.empty());
    const auto two = read_text("Content-Type: multipart/mixed; boundary=b\n\n"
                               "--b\n\nfirst\n--b\nContent-Type: text/html\n\n<p>second\n--b--\n");
    CHECK(two.text == "first\n\nsecond");
}

TEST_CASE("attachments come out byte for byte") {
    const auto mail = read_text("Content-Type: multipart/mixed; boundary=\"=_b\"\n\n"
                                "--=_b\n\ntext\n"
                                "--=_b\nContent-Type: application/pdf; name=a.pdf\n"
                                "Content-Transfer-Encoding: base64\nContent-ID: <c1@x>\n\n"
                                "JVBERi0x\nLjQK\n"
                                "--=_b\nContent-Type: Text/CSV\nContent-Disposition: attachment;\n"
                                " filename=b.csv\nContent-Transfer-Encoding: quoted-printable\n\n"
                                "a,=82=A0=\n,c\n"
                                "--=_b--\n");
    REQUIRE(mail.attachments.size() == 2);
    const auto& pdf = mail.attachments[0];
    CHECK(pdf.name == "a.pdf");
    CHECK(pdf.type == "application/pdf");
    CHECK(pdf.part == "2");
    CHECK(pdf.content_id == "c1@x");
    CHECK(as_text(pdf.content) == "%PDF-1.4\n");
    CHECK(pdf.sha256 == sha256(as_bytes("%PDF-1.4\n")));
    CHECK(mail.attachments[1].type == "text/csv");
    CHECK(as_text(mail.attachments[1].content) == "a,\x82\xa0,c");
    CHECK(mail.text == "text");
}

TEST_CASE("a mail in a mail is kept as it was, and read") {
    const auto inner = "Subject: =?utf-8?B?44GC?=\nContent-Type: multipart/mixed; boundary=i\n\n"
                       "--i\n\nhello\n--i\nContent-Type: image/png\n\nPNG\n--i--\n"s;
    const auto mail = read_text("Content-Type: multipart/mixed; boundary=b\n\n"
                                "--b\n\nforwarded\n--b\nContent-Type: message/rfc822\n\n" +
                                inner + "\n--b--\n");
    CHECK(mail.text == "forwarded");
    REQUIRE(mail.attachments.size() == 1);
    CHECK(as_text(mail.attachments[0].content) == inner);
    REQUIRE(mail.attachments[0].enclosed == 0);
    CHECK(mail.enclosed[0].subject == "あ");
    CHECK(mail.enclosed[0].text == "hello");
    REQUIRE(mail.enclosed[0].attachments.size() == 1);
    CHECK(mail.enclosed[0].attachments[0].part == "2/2");
    const auto digest = read_text("Content-Type: multipart/digest; boundary=b\n\n"
                                  "--b\n\nSubject: one\n\nx\n--b\n\nSubject: two\n\ny\n--b--\n");
    REQUIRE(digest.enclosed.size() == 2);
    CHECK(digest.enclosed[1].subject == "two");
}

TEST_CASE("a mail's records give the same mail, and a hash is made on our side") {
    const auto mail = read_text(everything());
    REQUIRE(mail.attachments.size() == 3);
    sandbox::RecordList records;
    to_records(mail, records);
    CHECK(from_records(records.records()) == Result<Mail>{mail});
}

TEST_CASE("records that a worker made up are refused") {
    sandbox::RecordList good;
    to_records(read_text(everything()), good);
    const auto code = [](const std::vector<sandbox::Record>& records) {
        const auto mail = from_records(records);
        return mail.ok() ? "a mail" : std::string{mail.error().message->code()};
    };
    CHECK(code({}) == "mail.not_records");
    CHECK(code(good.records()) == "a mail");
    // Any record missing: never a crash; the frame itself is missed.
    for (std::size_t at = 0; at < good.records().size(); ++at) {
        auto less = good.records();
        less.erase(less.begin() + static_cast<long>(at));
        (void)code(less);
        less.resize(at);
        CHECK(code(less) == "mail.not_records");
    }
    const auto with = [&](std::uint16_t kind, std::string_view body) {
        auto more = good.records();
        const auto bytes = as_bytes(body);
        more.insert(more.begin() + 1, {kind, {bytes.begin(), bytes.end()}});
        return code(more);
    };
    CHECK(with(3, "subject") == "a mail");
    CHECK(with(3, "\xff") == "mail.not_records");
    CHECK(with(3, "\x1b[31m") == "mail.not_records");
    CHECK(with(4, "no zero") == "mail.not_records");
    CHECK(with(9, "99999999999999999999") == "mail.not_records");
    CHECK(with(999, "") == "mail.not_records");
    CHECK(with(1, "") == "mail.not_records");
}

} // namespace
} // namespace sokuo::mail
