#include "identity/password_rules.h"

#include <doctest/doctest.h>

namespace sokuo::identity {
namespace {

// What the rules say to `password`; empty when it may be used.
std::string said(std::string_view password, const PasswordRules& rules = {}) {
    const auto checked = check_password(password, rules);
    return checked.ok() ? std::string{} : std::string{checked.error().message->code()};
}

const PasswordRules beside_second{.names = {}, .has_second = true};

TEST_CASE("fifteen characters alone, eight beside a second factor, of any kind") {
    CHECK(said("").ends_with("password_blank"));
    CHECK(said("paper lanterns").ends_with("password_short"));
    CHECK(said("paper lanterns!").empty());
    CHECK(said("ふつうのぶんしょうでかまいません").empty());
    CHECK(said("町役場の猫は七匹いる").ends_with("password_short"));
    CHECK(said("町役場の猫は七匹いる", beside_second).empty());
    CHECK(said("kx7-vbq", beside_second).ends_with("password_short"));
    CHECK(said("kx7-vbqz", beside_second).empty());
    CHECK(is_short_password("paper lanterns"));
    CHECK(!is_short_password("paper lanterns!"));
}

TEST_CASE("a password that is too long is refused whole, not cut") {
    CHECK(said(std::string(500, 'x') + std::string(500, 'y')).empty());
    CHECK(said(std::string(1001, 'x')).ends_with("password_long"));
    CHECK(said(std::string(1 << 20, 'x')).ends_with("password_long"));
}

TEST_CASE("what everybody tries first is refused, however it is written") {
    for (const auto* common : {"password", "PassWord", "ｐａｓｓｗｏｒｄ", "pass-word", "iloveyou",
                               "trustno1", "incident", "mountain", "12345678", "qwertyui",
                               "Password1", "2026monkey", "１２３４monkey９"})
        CHECK_MESSAGE(said(common, beside_second).ends_with("password_common"), common);
    for (const auto* common :
         {"aaaaaaaaaaaaaaaaaaaa", "PASSWORDpassword", "ＰＡＳＳＷＯＲＤpassword",
          "abcabcabcabcabcabc", "123456789012345", "1qaz2wsx3edc4rfv", "counterintelligence",
          "password12345678", "administrator123", "monkey123456789",
          "さくらさくらさくらさくらさくら"})
        CHECK_MESSAGE(said(common).ends_with("password_common"), common);
}

TEST_CASE("a word with more than a number beside it is no common password") {
    CHECK(said("lanterns 47193 80265").empty());
    CHECK(said("lantern47x", beside_second).empty());
    CHECK(said("twelve lanterns").empty());
    CHECK(said("831947205563819").empty());
}

TEST_CASE("what is made of names everybody knows is refused") {
    const PasswordRules rules{.names = {"みほん市", "mihon.example", "佐藤 一郎", "sato", "", "市"},
                              .has_second = false};
    CHECK(said("sato-mihon.example", rules).ends_with("password_of_names"));
    CHECK(said("ＳＡＴＯ sato 2026 Sato!", rules).ends_with("password_of_names"));
    CHECK(said("みほん市みほん市の佐藤一郎です", rules).ends_with("password_of_names"));
    CHECK(said("sato は朝七時に自転車で来る", rules).empty());
    // One letter is no name: it stands in half of all sentences.
    CHECK(said("市の橋を市の人が市の日に渡る。", rules).empty());
}

} // namespace
} // namespace sokuo::identity
