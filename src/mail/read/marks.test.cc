// What kind of mail it is.

#include "mail/test_mail.h"

#include <doctest/doctest.h>

namespace sokuo::mail {
namespace {

using namespace testing;
using namespace std::string_literals;

TEST_CASE("a machine is known by what it says, so that nobody answers it") {
    const auto why = [](const std::string& header) {
        return read_text(header + "\n\nx").automatic.why;
    };
    CHECK(why("Subject: x").empty());
    CHECK(why("Auto-Submitted: no").empty());
    CHECK(why("Auto-Submitted: auto-replied (vacation)") ==
          "Auto-Submitted: auto-replied (vacation)");
    CHECK(why("Auto-Submitted: auto-generated") == "Auto-Submitted: auto-generated");
    CHECK(why("Precedence: Bulk") == "Precedence: Bulk");
    CHECK(why("Precedence: first-class").empty());
    CHECK(why("X-Auto-Response-Suppress: All") == "X-Auto-Response-Suppress: All");
    CHECK(why("List-Id: <a.example.jp>") == "List-Id: <a.example.jp>");
    CHECK(why("Return-Path: <>") == "Return-Path: <>");
    CHECK(why("Return-Path: <a@b.jp>").empty());
    CHECK(why("From: MAILER-DAEMON@b.jp") == "From: MAILER-DAEMON@b.jp");
    CHECK(why("Content-Type: multipart/report; boundary=b\n\n--b\n\nx\n--b--") ==
          "Content-Type: multipart/report; boundary=b");
}

TEST_CASE("what became of a mail of ours (RFC 3464)") {
    const auto mail = read_text(
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
        "--b\n\nNot delivered.\n"
        "--b\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx.b.jp\n\n"
        "Final-Recipient: rfc822; a@b.jp\nAction: failed\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550 no\n such user\n\n"
        "Final-Recipient: rfc822; c@b.jp\nAction: delayed\n"
        "--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <1@mihon.example>\n--b--\n");
    CHECK(mail.text == "Not delivered.");
    REQUIRE(mail.delivery_report.has_value());
    const auto& report = *mail.delivery_report;
    CHECK(value_of(report.mail, "reporting-mta") == "dns; mx.b.jp");
    REQUIRE(report.recipients.size() == 2);
    CHECK(value_of(report.recipients[0], "Status") == "5.1.1");
    CHECK(value_of(report.recipients[0], "Diagnostic-Code") == "smtp; 550 no such user");
    CHECK(value_of(report.recipients[1], "Action") == "delayed");
    CHECK(mail.attachments.size() == 2);
    CHECK_FALSE(mail.abuse_report.has_value());
}

TEST_CASE("a complaint in ARF (RFC 5965)") {
    const auto mail =
        read_text("Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n"
                  "--b\n\nThis is spam.\n"
                  "--b\nContent-Type: message/feedback-report\n\n"
                  "Feedback-Type: abuse\nUser-Agent: x/1\nVersion: 1\nSource-IP: 192.0.2.1\n"
                  "--b\nContent-Type: message/rfc822\n\nSubject: spam\n\nbuy\n--b--\n");
    REQUIRE(mail.abuse_report.has_value());
    CHECK(value_of(*mail.abuse_report, "Feedback-Type") == "abuse");
    CHECK(value_of(*mail.abuse_report, "source-ip") == "192.0.2.1");
    REQUIRE(mail.enclosed.size() == 1);
    CHECK(mail.enclosed[0].subject == "spam");
    CHECK(mail.automatic.is_automatic);
}

TEST_CASE("X-ARF, old and new") {
    const auto xarf = [](const std::string& header, const std::string& part) {
        const auto mail = read_text(header +
                                    "Content-Type: multipart/mixed; boundary=b\n\n"
                                    "--b\n\ntext\n--b\n" +
                                    part + "\n--b--\n");
        return mail.xarf ? mail.xarf->version : "none";
    };
    const auto json = "Content-Type: application/json; name=xarf.json\n\n"s;
    CHECK(xarf("X-XARF: PLAIN\n", json + "{\"xarf_version\": \"4.2.0\"}") == "4.2.0");
    CHECK(xarf("", json + "{\"xarf_version\": \"4.0.0\"}") == "4.0.0");
    CHECK(xarf("X-XARF: PLAIN\n", "Content-Type: application/json\n\n{\"Version\": \"3\"}") == "3");
    CHECK(xarf("", "Content-Type: application/json\n\n{\"Version\": \"3\"}") == "none");
    CHECK(xarf("X-ARF: YES\n",
               "Content-Type: text/plain; name=report.txt\n\n"
               "---\nReported-From: a@b.jp\nVersion: 0.2\nCategory: abuse\n") == "0.2");
    CHECK(xarf("X-XARF: PLAIN\n", json + "{broken") == "none");
    CHECK(xarf("X-XARF: PLAIN\n", json + std::string(1'000, '[')) == "none");
}

TEST_CASE("what is signed or encrypted is marked, and its parts kept") {
    const auto protection = [](const std::string& type) {
        return read_text("Content-Type: " + type + "\n\n--b\n\nx\n--b--\n").protection;
    };
    CHECK(protection("text/plain") == Protection::none);
    CHECK(protection("multipart/signed; protocol=\"application/pkcs7-signature\"; boundary=b") ==
          Protection::smime_signed);
    CHECK(protection("multipart/signed; protocol=\"application/pgp-signature\"; boundary=b") ==
          Protection::pgp_signed);
    CHECK(protection("multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b") ==
          Protection::pgp_encrypted);
    CHECK(protection("application/pkcs7-mime; smime-type=enveloped-data") ==
          Protection::smime_encrypted);
    CHECK(protection("application/x-pkcs7-mime; smime-type=signed-data; name=smime.p7m") ==
          Protection::smime_signed);
    CHECK(read_text("\n-----BEGIN PGP MESSAGE-----\n").protection == Protection::pgp_encrypted);
    CHECK(read_text("\n-----BEGIN PGP SIGNED MESSAGE-----\n").protection == Protection::pgp_signed);
    const auto mail = read_text("Content-Type: multipart/signed; boundary=b;\n"
                                " protocol=\"application/pkcs7-signature\"\n\n"
                                "--b\n\ntext\n"
                                "--b\nContent-Type: application/pkcs7-signature; name=smime.p7s\n"
                                "Content-Transfer-Encoding: base64\n\nMIIB\n--b--\n");
    CHECK(mail.text == "text");
    REQUIRE(mail.attachments.size() == 1);
    CHECK(mail.attachments[0].name == "smime.p7s");
}

} // namespace
} // namespace sokuo::mail
