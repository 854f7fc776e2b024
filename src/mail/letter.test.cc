#include "mail/letter.h"

#include "mail/jis.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <vector>

namespace sokuo::mail {
namespace {

// 2026-11-29, a Sunday, at two in the morning in Japan.
Letter wake_up() {
    return {.from = "csirt@mihon.example",
            .to = "sato@mihon.example",
            .subject = "要確認 R8-0012",
            .body = "要確認 R8-0012",
            .at = parse_rfc3339("2026-11-28T17:00:00Z").value(),
            .id = "0f3c"};
}

std::string text_of(const Letter& letter) {
    auto text = written(letter);
    INFO((text.ok() ? "" : describe(text.error())));
    REQUIRE(text.ok());
    return std::move(text).value();
}

std::string code_of(const Letter& letter) {
    const auto text = written(letter);
    return text.ok() ? "written" : std::string{text.error().message->code()};
}

TEST_CASE("a wake-up in UTF-8, byte for byte") {
    CHECK(text_of(wake_up()) == "From: csirt@mihon.example\r\n"
                                "To: sato@mihon.example\r\n"
                                "Subject: =?UTF-8?B?6KaB56K66KqNIFI4LTAwMTI=?=\r\n"
                                "Date: Sat, 28 Nov 2026 17:00:00 +0000\r\n"
                                "Message-ID: <0f3c@mihon.example>\r\n"
                                "MIME-Version: 1.0\r\n"
                                "Content-Type: text/plain; charset=UTF-8\r\n"
                                "Content-Transfer-Encoding: base64\r\n"
                                "Auto-Submitted: auto-generated\r\n"
                                "\r\n"
                                "6KaB56K66KqNIFI4LTAwMTINCg==\r\n");
}

TEST_CASE("the same for an old gateway") {
    auto letter = wake_up();
    letter.charset = Charset::iso_2022_jp;
    const auto text = text_of(letter);
    CHECK(text.find("Subject: =?ISO-2022-JP?B?GyRCTVczTkcnGyhCIFI4LTAwMTI=?=\r\n") !=
          std::string::npos);
    CHECK(text.find("Content-Transfer-Encoding: 7bit\r\n") != std::string::npos);
    CHECK(text.ends_with("\r\n\r\n\x1b$BMW3NG'\x1b(B R8-0012\r\n"));
}

TEST_CASE("half-width kana and the dashes of Windows get their twins") {
    CHECK(to_iso_2022_jp("ｶﾞｲﾄﾞ") == to_iso_2022_jp("ガイド"));
    CHECK(to_iso_2022_jp("～").has_value());
    CHECK(to_iso_2022_jp("～") == to_iso_2022_jp("〜"));
    CHECK(to_iso_2022_jp("－") == to_iso_2022_jp("−"));
    CHECK(to_iso_2022_jp("∥") == to_iso_2022_jp("‖"));
    CHECK(to_iso_2022_jp("―") == to_iso_2022_jp("—"));
}

TEST_CASE("what JIS X 0208 has no sign for goes out in UTF-8, not with a sign missing") {
    for (const std::string text : {"①", "㈱", "髙橋", "𠮷野", "😀"}) {
        CHECK_MESSAGE(!to_iso_2022_jp(text).has_value(), text);
        auto letter = wake_up();
        letter.charset = Charset::iso_2022_jp;
        letter.body = text;
        CHECK(text_of(letter).find("charset=UTF-8") != std::string::npos);
    }
}

TEST_CASE("a long subject is cut between characters, each word within its limit") {
    auto letter = wake_up();
    letter.subject.clear();
    for (int count = 0; count < 60; ++count)
        letter.subject += "確";
    for (const auto charset : {Charset::utf8, Charset::iso_2022_jp}) {
        letter.charset = charset;
        std::istringstream lines{text_of(letter)};
        std::string line;
        int words = 0;
        while (std::getline(lines, line)) {
            if (line.find("=?") == std::string::npos) continue;
            ++words;
            CHECK(line.size() <= 76 + std::string_view{"Subject: "}.size());
        }
        CHECK(words > 1);
    }
}

TEST_CASE("a long line of text is folded by its width") {
    auto letter = wake_up();
    letter.charset = Charset::iso_2022_jp;
    letter.body.clear();
    for (int count = 0; count < 100; ++count)
        letter.body += "確";
    std::istringstream lines{text_of(letter)};
    std::string line;
    while (std::getline(lines, line))
        CHECK(line.size() <= 76 + 7); // And the escapes at both ends.
}

TEST_CASE("nobody adds a header through an address, a subject or an id") {
    for (const std::string address :
         {"", "@mihon.example", "sato", "sato@", "a@b@mihon.example",
          "sato@mihon.example\r\nBcc: x", "sato@mihon.example>", "<sato@mihon.example",
          "\"sato\"@mihon.example", "sato@mihon.example,eve@mihon.example", "佐藤@mihon.example",
          "sato @mihon.example", "sato@.example", "sato@-oBatch.example", "sato@mihon.example."}) {
        auto letter = wake_up();
        letter.to = address;
        CHECK_MESSAGE(code_of(letter) == "mail.bad_address", address);
        letter = wake_up();
        letter.from = address;
        CHECK_MESSAGE(code_of(letter) == "mail.bad_address", address);
    }
    for (const std::string subject :
         {"要確認\r\nBcc: eve@mihon.example", "a\nb", "a\rb", "\x01", "\xff"}) {
        auto letter = wake_up();
        letter.subject = subject;
        CHECK_MESSAGE(code_of(letter) == "mail.bad_subject", subject);
    }
    for (const std::string id : {"", "a b", "a>\r\nBcc: x", "a@b"}) {
        auto letter = wake_up();
        letter.id = id;
        CHECK_MESSAGE(code_of(letter) == "mail.bad_id", id);
    }
}

TEST_CASE("a subject that looks encoded already is encoded again, not read as such") {
    auto letter = wake_up();
    letter.subject = "=?UTF-8?B?eHg=?=";
    CHECK(text_of(letter).find("Subject: =?UTF-8?B?eHg=?=\r\n") == std::string::npos);
}

TEST_CASE("too much text is refused") {
    auto letter = wake_up();
    letter.body.assign(body_bytes_max + 1, 'a');
    CHECK(code_of(letter) == "mail.too_long");
}

} // namespace
} // namespace sokuo::mail
