#include "observable/observable.h"

#include <doctest/doctest.h>

#include <chrono>

namespace sokuo::observable {
namespace {

using Texts = std::vector<std::string>;

// What a text holds, as `kind value`.
Texts in(std::string_view text) {
    Texts found;
    for (const auto& [kind, value] : observables(text))
        found.push_back(
            std::string{kind_names.at(static_cast<std::size_t>(kind))}.append(" ").append(value));
    return found;
}

TEST_CASE("what somebody says on the phone holds what can be compared") {
    CHECK(in("宛先 203.0.113.25 へ通信。届いたのは info@evil.example から、"
             "電話は0175-22-1111でした") ==
          Texts{"ip 203.0.113.25", "mail info@evil.example", "phone 0175221111"});
    CHECK(in("https://Evil.example:8443/Login?id=1のページと evil.example") ==
          Texts{"url https://evil.example:8443/Login?id=1", "domain evil.example"});
    CHECK(in("2001:DB8:0:0::1 と 2001:db8::1") == Texts{"ip 2001:db8::1"});
}

TEST_CASE("a defanged spelling and a plain one are the same observable") {
    CHECK(in("hxxps://evil[.]example/a") == in("https://evil.example/a"));
    CHECK(in("hXXp[://]evil(dot)example") == in("http://evil.example/"));
    CHECK(in("198[.]51[.]100{.}7") == in("198.51.100.7"));
    CHECK(in("info[@]evil[.]example") == in("info(at)evil.example"));
    CHECK(in("2001[:]db8[:][:]1") == in("2001:db8::1"));
}

TEST_CASE("full width is read as it was meant, as the charter itself writes") {
    CHECK(in("ｊｏｈｏ＠ｃｉｔｙ．ｍｕｔｓｕ．ｌｇ．ｊｐ") == Texts{"mail joho@city.mutsu.lg.jp"});
    CHECK(in("０１７５－２２－１１１１ 内線２１４１") == Texts{"phone 0175221111"});
    CHECK(in("０１７５ー２２ー１１１１") == Texts{"phone 0175221111"});
    CHECK(in("（0175）22-1111、+81 は +81-175-22-1111") == Texts{"phone 0175221111"});
}

TEST_CASE("hashes of files are found in the lengths that are used") {
    const std::string md5 = "d41d8cd98f00b204e9800998ecf8427E";
    CHECK(in("MD5 " + md5 + "。") == Texts{"hash d41d8cd98f00b204e9800998ecf8427e"});
    CHECK(in(md5 + "0").empty());
    CHECK(in("12345678901234567890123456789012").empty()); // No letter: a number of something.
}

TEST_CASE("what only looks like one is none") {
    for (const auto* text : {"請求書.pdf を開いた",
                             "setup.exe",
                             "Node.js",
                             "script.py と main.rs",
                             "e.g. i.e.",
                             "2026.11.24 09:10:11",
                             "午前9時10分",
                             "R8-U-0231",
                             "1.2.3.4.5",
                             "0.0.0.0",
                             "127.0.0.1",
                             "::",
                             "999.1.1.1",
                             "020-8",
                             "団体コード022080",
                             "01938f6e-7c1a-7b2e-9a54-3f1f0c8d2e11",
                             "Mr.Smith",
                             "@",
                             "http://",
                             "a@b",
                             "サーバー",
                             "022012345678"})
        CHECK_MESSAGE(in(text).empty(), text);
}

TEST_CASE("the host is what stands behind the user, not what pretends to be it") {
    CHECK(in("http://city.example@evil.example/x") ==
          Texts{"url http://evil.example/x", "domain evil.example"});
}

TEST_CASE("a sentence's own signs belong to the sentence") {
    CHECK(in("(https://evil.example/a).") ==
          Texts{"url https://evil.example/a", "domain evil.example"});
    CHECK(in("See evil.example, 203.0.113.25.") == Texts{"domain evil.example", "ip 203.0.113.25"});
    CHECK(in("「evil.example」。サーバーevil.exampleー") == Texts{"domain evil.example"});
}

TEST_CASE("text is shown so that nothing in it can be opened by mistake") {
    CHECK(defanged("http://evil.example/a.html を見た。203.0.113.25:80、a@evil.example") ==
          "hxxp://evil[.]example/a.html を見た。203[.]0[.]113[.]25:80、a[@]evil[.]example");
    CHECK(defanged("電話は０１７５－２２－１１１１、請求書.pdf") ==
          "電話は０１７５－２２－１１１１、請求書.pdf");
    CHECK(defanged("2001:db8::1") == "2001[:]db8[:][:]1");
    for (const auto* text : {"hxxps://evil[.]example/a", "ftp://198.51.100.7/x", "壊れた \xE3\x81"})
        CHECK(defanged(defanged(text)) == defanged(text));
}

TEST_CASE("a reference is compared without width, case and hyphens") {
    CHECK(reference("青情－２０２６－１２") == reference("青情 2026-12"));
    CHECK(reference("ＩＮＣ-12") == reference("inc12"));
}

TEST_CASE("a text made to be slow is read in proportion to its length") {
    const auto seconds = [](const std::string& piece, std::size_t bytes) {
        std::string text;
        while (text.size() < bytes)
            text += piece;
        const auto begin = std::chrono::steady_clock::now();
        CHECK(find(text).size() < text.size());
        return std::chrono::duration<double>{std::chrono::steady_clock::now() - begin}.count();
    };
    for (const auto* piece :
         {"a-", "-", "a.", "[", "[dot", "a:", "http://a", "0-", "a@", "deadbeef-"})
        CHECK_MESSAGE(seconds(piece, 100'000) < 5.0, std::string{piece});
    CHECK(observables([] {
              std::string text;
              for (int i = 0; i < 300; ++i)
                  text +=
                      "203.0.113." + std::to_string(i % 256) + " h" + std::to_string(i) + ".jp ";
              return text;
          }())
              .size() == count_max);
}

} // namespace
} // namespace sokuo::observable
