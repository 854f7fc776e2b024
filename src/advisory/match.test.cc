#include "advisory/match.h"

#include "charter/check.h"
#include "charter/testing.h"

#include <doctest/doctest.h>

// 該当資産: an advisory meets the register by the words that are the same on both sides.

namespace sokuo::advisory {
namespace {

registry::System system_with(registry::Software software) {
    registry::System system;
    system.id.value[15] = std::byte{7};
    system.name = "公開サイト";
    system.software.push_back(std::move(software));
    return system;
}

Advisory titled(std::string title, std::vector<Product> products = {}) {
    Advisory advisory;
    advisory.source = "見本";
    advisory.key = "k";
    advisory.title = std::move(title);
    advisory.products = std::move(products);
    return settled(std::move(advisory));
}

/// `how: words` of each match, the shipped pack's names of makers known.
std::string met(const Advisory& advisory, const registry::Software& software) {
    static const auto pack = charter::check_pack(charter::testing::pack_files()).pack;
    const std::vector systems{system_with(software)};
    std::string all;
    for (const auto& match : Watch{systems, pack.makers}.matches(advisory))
        all += std::string{how_names.at(static_cast<std::size_t>(match.how))} + ": " + match.words;
    return all;
}

TEST_CASE("words: full width, kana and case are one; Latin, digits and Japanese stand apart") {
    const auto words = words_of("Ｗｉｎｄｏｗｓ10における サイボウズ・ガルーン");
    std::vector<std::u32string> keys;
    for (const auto& word : words)
        keys.push_back(word.key);
    CHECK(keys ==
          std::vector<std::u32string>{U"windows", U"10", U"における", U"さいぼうず", U"がるーん"});
}

TEST_CASE("the same maker and product by CPE, in either of its spellings") {
    const Product product{.vendor = "",
                          .name = "",
                          .versions = "7.2.0 から 7.2.4",
                          .cpe = "cpe:2.3:a:mihon:mihon_server:*:*:*:*:*:*:*:*"};
    CHECK(met(titled("脆弱性", {product}), {.vendor = "見本",
                                            .name = "みほんサーバー",
                                            .version = "",
                                            .cpe = "cpe:/a:mihon:mihon_server:7.2"}) ==
          "cpe: mihon:mihon_server");
    CHECK(cpe_name("cpe:2.3:a:a\\:b:c:1:*:*:*:*:*:*:*") == CpeName{"a:b", "c"});
    CHECK(cpe_name("cpe:/o:mihon") == CpeName{});
    CHECK(cpe_name("mihon") == CpeName{});
}

TEST_CASE("a maker is met by any of its names, a product by all words of the shorter name") {
    const Product windows{.vendor = "Microsoft", .name = "Windows"};
    CHECK(
        met(titled("x", {windows}), {.vendor = "マイクロソフト", .name = "Windows Server 2022"}) ==
        "product: Microsoft Windows");
    CHECK(met(titled("x", {windows}), {.vendor = "", .name = "Ｗｉｎｄｏｗｓ 11"}) ==
          "product: Windows");
    CHECK(met(titled("x", {windows}), {.vendor = "見本", .name = "Windows 11"}).empty());
    const Product server{.vendor = "Microsoft", .name = "Windows Server 2022"};
    CHECK(met(titled("x", {server}), {.vendor = "Microsoft", .name = "Windows 10"}).empty());
    CHECK(met(titled("x", {server}), {.vendor = "Microsoft", .name = "SQL Server"}).empty());
    CHECK(met(titled("x", {server}), {.vendor = "Microsoft", .name = "Server"}).empty());
}

TEST_CASE("many products of a maker concern whoever has one of them") {
    const Product many{.vendor = "Apple", .name = "Multiple Products"};
    CHECK(met(titled("x", {many}), {.vendor = "アップル", .name = "iPadOS"}) == "vendor: Apple");
    CHECK(met(titled("x", {many}), {.vendor = "", .name = "iPadOS"}).empty());
}

TEST_CASE("a title is all that some feeds give, and Japanese runs its words together") {
    const auto garoon = titled("サイボウズ製ガルーンにおける複数の脆弱性に関する注意喚起");
    CHECK(met(garoon, {.vendor = "Cybozu", .name = "ガルーン"}) == "title: ガルーン");
    const auto monthly =
        titled("2026年11月マイクロソフトセキュリティ更新プログラムに関する注意喚起");
    CHECK(met(monthly, {.vendor = "Microsoft", .name = "Windows Server", .version = "2022"})
              .starts_with("vendor: "));
    CHECK(met(titled("FortiOSの脆弱性"),
              {.vendor = "Fortinet", .name = "FortiOS", .version = "7"}) == "title: FortiOS");
    CHECK(met(titled("Windows Server の脆弱性"),
              {.vendor = "Microsoft", .name = "Windows Server 2022"}) == "title: Windows Server");
}

TEST_CASE("who names products is not asked by title, and a system that ended not at all") {
    const Product other{.vendor = "見本", .name = "みほんルーター"};
    const auto advisory = titled("Windows につながる機器の脆弱性", {other});
    CHECK(met(advisory, {.vendor = "Microsoft", .name = "Windows 11"}).empty());
    auto ended = system_with({.vendor = "見本", .name = "みほんルーター"});
    CHECK(Watch{{&ended, 1}, {}}.matches(advisory).size() == 1);
    ended.has_ended = true;
    CHECK(Watch{{&ended, 1}, {}}.matches(advisory).empty());
}

TEST_CASE("a match is read back from what was written down") {
    const auto system = system_with(
        {.vendor = "見本", .name = "みほんルーター", .version = "3", .cpe = "cpe:/h:mihon:router"});
    const Product product{.vendor = "見本", .name = "みほんルーター", .versions = "3 以前"};
    const auto all = Watch{{&system, 1}, {}}.matches(titled("x", {product}));
    REQUIRE(all.size() == 1);
    CHECK(match_from(to_json(all.front())) == all.front());
}

} // namespace
} // namespace sokuo::advisory
