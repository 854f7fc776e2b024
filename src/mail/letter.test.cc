#include "mail/letter.h"

#include "mail/fold.h"
#include "mail/jis.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <vector>

namespace sokuo::mail {
namespace {

// 2026-11-29, a Sunday, at two in the morning in Japan.
Letter wake_up() {
    return {.from = {.address = "csirt@mihon.example"},
            .to = {{.address = "sato@mihon.example"}},
            .subject = "要確認 R8-0012",
            .body = "要確認 R8-0012",
            .at = parse_rfc3339("2026-11-28T17:00:00Z").value(),
            .id = "0f3c"};
}

std::string text_of(const Letter& letter) {
    auto text = written(letter);
    INFO((text.ok() ? "" : describe(text.error())));
    REQUIRE(text.ok());
    return std::move(text).value().text;
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
            CHECK(line.size() <= 76 + 1); // And the CR.
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
        CHECK(line.size() <= columns_max + 7); // And the escapes at both ends, and the CR.
}

TEST_CASE("nobody adds a header through an address, a subject or an id") {
    for (const std::string address :
         {"", "@mihon.example", "sato", "sato@", "a@b@mihon.example",
          "sato@mihon.example\r\nBcc: x", "sato@mihon.example>", "<sato@mihon.example",
          "\"sato\"@mihon.example", "sato@mihon.example,eve@mihon.example", "佐藤@mihon.example",
          "sato @mihon.example", "sato@.example", "sato@-oBatch.example", "sato@mihon.example."}) {
        auto letter = wake_up();
        letter.to[0].address = address;
        CHECK_MESSAGE(code_of(letter) == "mail.bad_address", address);
        letter = wake_up();
        letter.from.address = address;
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

/// To the head office and a contractor, with the number they answer to.
Letter correspondence() {
    auto letter = wake_up();
    letter.from.name = "みほん市ＣＳＩＲＴ";
    letter.to = {{.address = "tanaka@pref.example", .name = "県庁 田中"},
                 {.address = "info@vendor.example", .name = "Smith, \"Jo\""}};
    letter.cc = {{.address = "head@mihon.example"}};
    letter.reply_to = plus_address("csirt@mihon.example", "k7x2").value();
    letter.id_domain = "sokuo.mihon.example";
    letter.in_reply_to = "<first@pref.example>";
    letter.references = {"<zero@pref.example>", "<first@pref.example>"};
    letter.automatic = AutoSubmitted::no;
    letter.body = "田中様\nお世話になっております。\n";
    return letter;
}

TEST_CASE("a letter to several people, in a conversation, byte for byte") {
    CHECK(text_of(correspondence()) ==
          "From: =?UTF-8?B?44G/44G744KT5biC77yj77yz77yp77yy77y0?= <csirt@mihon.example>\r\n"
          "To: =?UTF-8?B?55yM5bqBIOeUsOS4rQ==?= <tanaka@pref.example>,\r\n"
          " \"Smith, \\\"Jo\\\"\" <info@vendor.example>\r\n"
          "Cc: head@mihon.example\r\n"
          "Reply-To: csirt+k7x2@mihon.example\r\n"
          "Subject: =?UTF-8?B?6KaB56K66KqNIFI4LTAwMTI=?=\r\n"
          "Date: Sat, 28 Nov 2026 17:00:00 +0000\r\n"
          "Message-ID: <0f3c@sokuo.mihon.example>\r\n"
          "In-Reply-To: <first@pref.example>\r\n"
          "References: <zero@pref.example>\r\n"
          " <first@pref.example>\r\n"
          "MIME-Version: 1.0\r\n"
          "Content-Type: text/plain; charset=UTF-8\r\n"
          "Content-Transfer-Encoding: base64\r\n"
          "\r\n"
          "55Sw5Lit5qeYDQrjgYrkuJboqbHjgavjgarjgaPjgabjgYrjgorjgb7jgZnjgIINCg==\r\n");
    CHECK(envelope_sender(correspondence()) == "csirt@mihon.example");
    CHECK(message_id(correspondence()) == "<0f3c@sokuo.mihon.example>");
}

TEST_CASE("what a machine answers comes from nobody") {
    auto letter = correspondence();
    letter.automatic = AutoSubmitted::replied;
    CHECK(envelope_sender(letter).empty());
    CHECK(text_of(letter).find("\r\nAuto-Submitted: auto-replied\r\n") != std::string::npos);
}

TEST_CASE("files go along under their names, new style and old") {
    auto letter = correspondence();
    letter.attachments = {
        {.name = "被害状況の報告書（第２報）最終版の最終版の本当の最終版.pdf",
         .type = "application/pdf",
         .bytes = "%PDF"},
        {.name = "a b.txt", .type = "text/plain", .bytes = std::string{"\0\xff\r\n.\r\n", 7}},
        {.name = "odd\"; x=%41.txt"}};
    const auto text = text_of(letter);
    CHECK(text.find("Content-Type: multipart/mixed;\r\n boundary=\"=_0f3c\"\r\n\r\n--=_0f3c\r\n"
                    "Content-Type: text/plain; charset=UTF-8\r\n") != std::string::npos);
    CHECK(text.find("Content-Type: application/pdf;\r\n name=\"=?UTF-8?B?") != std::string::npos);
    CHECK(text.find("Content-Disposition: attachment;\r\n filename*0*=UTF-8''%E8%A2%AB%E5") !=
          std::string::npos);
    CHECK(text.find(";\r\n filename*5*=") != std::string::npos);
    CHECK(text.find("filename=\"a b.txt\"\r\n\r\nAP8NCi4NCg==\r\n\r\n--=_0f3c") !=
          std::string::npos);
    CHECK(text.find("filename*=UTF-8''odd%22%3B%20x%3D%2541.txt\r\n") != std::string::npos);
    CHECK(text.ends_with("\r\n--=_0f3c--\r\n"));
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);)
        CHECK(line.size() <= 79);
}

std::string joined(const std::vector<std::string>& all) {
    std::string text;
    for (const auto& one : all)
        text.append(text.empty() ? "" : " ").append(one);
    return text;
}

TEST_CASE("what was replaced for an old gateway is told, and why it was not used") {
    auto letter = correspondence();
    letter.charset = Charset::iso_2022_jp;
    auto kept = written(letter).value();
    CHECK(kept.charset == Charset::iso_2022_jp);
    CHECK(kept.replaced.empty());

    letter.body = "①髙橋様（㈱みほん）へ ①\nｻｰﾊﾞｰ～停止 ⑫ Ⅳ ㎡ ❸ 😀 葛\U000E0100城";
    const auto other = written(letter).value();
    CHECK(other.charset == Charset::utf8);
    CHECK(joined(other.no_place_for) == "① 髙 ㈱ ⑫ Ⅳ ㎡ ❸ 😀");
    CHECK(other.replaced.empty());

    letter.may_replace = true;
    kept = written(letter).value();
    CHECK(kept.charset == Charset::iso_2022_jp);
    CHECK(kept.no_place_for.empty());
    std::vector<std::string> replaced;
    for (const auto& [sign, by, count] : kept.replaced)
        replaced.push_back(sign + "→" + by + (count > 1 ? "×" + std::to_string(count) : ""));
    CHECK(joined(replaced) == "①→(1)×2 髙→高 ㈱→(株) ｻｰﾊﾞｰ→サーバー ⑫→(12) Ⅳ→IV ㎡→m2 ❸→(3) 😀→〓");
    letter.body = "(1)高橋様（(株)みほん）へ (1)\nサーバー〜停止 (12) IV m2 (3) 〓 葛城";
    CHECK(written(letter).value().text == kept.text);
}

TEST_CASE("a name or a file's name decides the charset as well") {
    for (const auto change : {0, 1, 2}) {
        auto letter = correspondence();
        letter.charset = Charset::iso_2022_jp;
        if (change == 0) letter.to[0].name = "髙橋";
        if (change == 1) letter.attachments = {{.name = "①.pdf"}};
        if (change == 2) letter.subject = "㈱";
        CHECK(written(letter).value().charset == Charset::utf8);
    }
}

TEST_CASE("lines are broken where Japanese and English may be") {
    const auto breaks = [](std::string_view text) {
        std::string all;
        for (const auto line : folded(text))
            all.append(all.empty() ? "" : "|").append(line);
        return all;
    };
    std::string wide;
    for (int count = 0; count < 39; ++count)
        wide += "確";
    CHECK(breaks(wide) == wide);
    CHECK(breaks(wide + "確") == wide + "|確");
    const auto shorter = wide.substr(3);
    CHECK(breaks(wide + "。次") == shorter + "|確。次");
    CHECK(breaks(shorter + "「次」") == shorter + "|「次」");
    CHECK(breaks("a\r\n\nb\n") == "a||b|");
    const std::string words =
        "The quick brown fox jumps over the lazy dog and then comes back again to";
    CHECK(breaks(words + " sleep. Once more") == words + "|sleep. Once more");
    const std::string page = "https://www.mihon.example/" + std::string(200, 'x');
    CHECK(breaks("見よ " + page + " です") == "見よ|" + page + "|です");
    CHECK(breaks(std::string(2'000, 'x')).find('|') == 900);
    for (const auto line : folded(wide + wide + page + wide + "、、、" + wide))
        CHECK(line.size() <= 900);
}

TEST_CASE("a letter of megabytes, with a thousand signs that are replaced") {
    auto letter = correspondence();
    letter.charset = Charset::iso_2022_jp;
    letter.may_replace = true;
    letter.body.clear();
    while (letter.body.size() < 1'000'000)
        letter.body += "本文がここに続きます。①番目の行です。\n";
    const auto all = written(letter);
    REQUIRE(all.ok());
    CHECK(all.value().charset == Charset::iso_2022_jp);
    CHECK(all.value().replaced.size() == 1);
    letter.body.assign(body_bytes_max + 1, 'a');
    CHECK(code_of(letter) == "mail.too_long");
}

TEST_CASE("nobody adds a header through a name, a reference or a file") {
    const auto with = [](auto change) {
        auto letter = correspondence();
        letter.attachments = {{.name = "a.pdf"}};
        change(letter);
        return code_of(letter);
    };
    CHECK(with([](Letter&) {}) == "written");
    CHECK(with([](Letter& one) { one.to.clear(); }) == "mail.no_addressee");
    CHECK(with([](Letter& one) { one.to[0].name = "a\r\nBcc: x"; }) == "mail.bad_name");
    CHECK(with([](Letter& one) { one.from.name = "\xff"; }) == "mail.bad_name");
    CHECK(with([](Letter& one) { one.cc[0].address = "a\n@b"; }) == "mail.bad_address");
    CHECK(with([](Letter& one) { one.reply_to = "x y"; }) == "mail.bad_address");
    CHECK(with([](Letter& one) { one.id_domain = "a>\r\nX: y"; }) == "mail.bad_id");
    for (const std::string id : {"a@b", "<a@b", "<>", "<@b>", "<a@>", "<a b@c>", "<a@b>\r\nX: y",
                                 "<a@b><c@d>", "<佐@b>"}) {
        CHECK_MESSAGE(with([&](Letter& one) { one.in_reply_to = id; }) == "mail.bad_reference", id);
        CHECK_MESSAGE(with([&](Letter& one) { one.references = {id}; }) == "mail.bad_reference",
                      id);
    }
    for (const std::string name : {"", "../a", "a\\b", "a\r\nb", "invoice\u202efdp.exe"})
        CHECK_MESSAGE(with([&](Letter& one) { one.attachments[0].name = name; }) == "mail.bad_file",
                      name);
    for (const std::string type :
         {"", "pdf", "a/b/c", "a/b; x=y", "a/b\r\nX: y", "multipart/mixed"})
        CHECK_MESSAGE(with([&](Letter& one) { one.attachments[0].type = type; }) == "mail.bad_file",
                      type);
}

TEST_CASE("too many of anything is refused") {
    auto letter = correspondence();
    letter.to.resize(addressees_max + 1, letter.to[0]);
    CHECK(code_of(letter) == "mail.too_many_parts");
    letter = correspondence();
    letter.references.resize(references_max + 1, "<a@b>");
    CHECK(code_of(letter) == "mail.too_many_parts");
    letter = correspondence();
    letter.attachments.resize(attachments_max + 1, {.name = "a"});
    CHECK(code_of(letter) == "mail.too_many_parts");
    letter.attachments = {{.name = "a", .bytes = std::string(attachments_bytes_max + 1, 'x')}};
    CHECK(code_of(letter) == "mail.files_too_large");
}

} // namespace
} // namespace sokuo::mail
