#include "front/statement.h"

#include "core/text.h"
#include "front/test_front.h"

#include <array>

namespace sokuo::front {
namespace {

using namespace testing;

// RFC 2350, Appendix D, and 1.4, which teams add.
constexpr std::array<std::string_view, 33> headings{
    "1. Document Information",
    "1.1. Date of Last Update",
    "1.2. Distribution List for Notifications",
    "1.3. Locations where this Document May Be Found",
    "1.4. Authenticating this Document",
    "2. Contact Information",
    "2.1. Name of the Team",
    "2.2. Address",
    "2.3. Time Zone",
    "2.4. Telephone Number",
    "2.5. Facsimile Number",
    "2.6. Other Telecommunication",
    "2.7. Electronic Mail Address",
    "2.8. Public Keys and Other Encryption Information",
    "2.9. Team Members",
    "2.10. Other Information",
    "2.11. Points of Customer Contact",
    "3. Charter",
    "3.1. Mission Statement",
    "3.2. Constituency",
    "3.3. Sponsorship and/or Affiliation",
    "3.4. Authority",
    "4. Policies",
    "4.1. Types of Incidents and Level of Support",
    "4.2. Co-operation, Interaction and Disclosure of Information",
    "4.3. Communication and Authentication",
    "5. Services",
    "5.1. Incident Response",
    "5.1.1. Incident Triage",
    "5.1.2. Incident Coordination",
    "5.1.3. Incident Resolution",
    "5.2. Proactive Activities",
    "6. Incident Reporting Forms",
};

std::string text_of(TestSite& site, const std::string& language) {
    const auto answer = site.get("/rfc2350.txt", {{"lang", language}});
    REQUIRE(answer.status == 200);
    return answer.body;
}

std::string below(std::string_view text, std::string_view heading) {
    return between(text, "\n" + std::string{heading} + "\n", "\n\n");
}

} // namespace

TEST_CASE("the statement has every heading of RFC 2350 in its order, in both languages") {
    TestSite site;
    for (const auto* language : {"en", "ja"}) {
        const auto text = text_of(site, language);
        REQUIRE(is_valid_utf8(text));
        std::size_t before = 0;
        for (const auto heading : headings) {
            const auto found = text.find("\n" + std::string{heading}, before);
            REQUIRE_MESSAGE(found != std::string::npos, heading);
            before = found;
        }
        CHECK(text.find("\n7. Disclaimers", before) != std::string::npos);
    }
}

TEST_CASE("what stands in it is the charter's, and what the charter leaves open is said") {
    TestSite site;
    const auto text = text_of(site, "en");
    CHECK(below(text, "2.1. Name of the Team") ==
          "   Mutsu City CSIRT\n   むつ市ＣＳＩＲＴ（総務部総合情報課）");
    CHECK(below(text, "2.3. Time Zone") == "   Asia/Tokyo (UTC+09:00)");
    CHECK(below(text, "2.4. Telephone Number") ==
          "   0175-22-1111 extension 2141\n   tel:+81-175-22-1111;ext=2141");
    CHECK(below(text, "2.5. Facsimile Number") == "   The charter does not say.");
    CHECK(below(text, "2.8. Public Keys and Other Encryption Information") ==
          "   No public key is published.");
    CHECK(has(below(text, "2.11. Points of Customer Contact"),
              "The charter does not say what to do outside these hours."));
    CHECK(below(text, "3.4. Authority") == "   むつ市ＣＳＩＲＴ設置要綱（むつ市告示第１１６号）\n"
                                           "   In force since 2020-04-01");
    CHECK(has(below(text, "4.1. Types of Incidents and Level of Support"),
              "B  Cyber attack from outside"));
    CHECK(has(below(text, "5.1.1. Incident Triage"), "優先順位を付ける。"));
    CHECK(below(text, "4.3. Communication and Authentication") == "   The charter does not say.");
    CHECK_FALSE(has(text, "BEGIN PGP"));
}

TEST_CASE("the day of the last change is that of the edition, or is not said") {
    TestSite site;
    CHECK(below(text_of(site, "en"), "1.1. Date of Last Update") == "   The charter does not say.");
    write_text(site.directory.path / edition_name,
               edition_text({.number = 3, .loaded_at = at("2026-11-14T20:00:00Z")}));
    site.start();
    CHECK(below(text_of(site, "en"), "1.1. Date of Last Update") ==
          "   2026-11-15 (version 3 of the charter's data)");
    CHECK(has(text_of(site, "ja"), "令和8年11月15日（要綱データ 第3版）"));
    // Half a file from a full disk takes the date away and nothing else.
    write_text(site.directory.path / edition_name, "{\"number\": 3,");
    site.start();
    CHECK(below(text_of(site, "en"), "1.1. Date of Last Update") == "   The charter does not say.");
}

TEST_CASE("the page says the same, quotes in Japanese and leads to the file") {
    TestSite site;
    const auto page = site.get("/rfc2350", {{"lang", "en"}});
    CHECK(page.status == 200);
    CHECK(has(page.body, "<h3>2.5 Facsimile Number</h3><p>The charter does not say.</p>"));
    CHECK(has(page.body, "<blockquote lang=\"ja\">青森県むつ市中央一丁目８番１号</blockquote>"));
    CHECK(has(page.body, "href=\"/rfc2350.txt?lang=en\""));
    CHECK(has(page.body, "<a href=\"https://csirt.example/poc/report\">"));
    CHECK_FALSE(has(page.body, "<script"));
    CHECK(has(site.get("/rfc2350", {{"furigana", "1"}, {"lang", "ja"}}).body,
              "<ruby>使命<rp>（</rp><rt>しめい</rt>"));
    CHECK(has(site.get("/poc").body, "href=\"/rfc2350?lang=ja\""));
}

TEST_CASE("lines of the file are at most 72 columns and begin with no mark") {
    TestSite site;
    for (const auto* language : {"en", "ja"}) {
        std::string line;
        for (const char letter : text_of(site, language)) {
            if (letter != '\n') {
                line += letter;
                continue;
            }
            std::size_t columns = 0;
            for (const char byte : line) {
                const auto value = static_cast<unsigned char>(byte);
                columns += value >= 0xe0 ? 2U : (value & 0xc0U) != 0x80U ? 1U : 0U;
            }
            CHECK_MESSAGE(columns <= 74, line); // one mark may hang over
            for (const auto* mark : {"   、", "   。", "   ）", " ー"})
                CHECK_MESSAGE(!line.starts_with(mark), line);
            line.clear();
        }
    }
    CHECK(wrapped("one two three", 9, 2) == "  one two\n  three\n");
    CHECK(wrapped("一二三。四", 6, 0) == "一二\n三。四\n");
    CHECK(wrapped(std::string(30, 'x'), 9, 0) == std::string(30, 'x') + "\n");
}

TEST_CASE("security.txt names no address without https, and no key there is not") {
    TestSite site;
    const auto notice = read_notice(site.directory.path);
    REQUIRE(notice.ok());
    CHECK(security_txt(notice.value(), "http://localhost:8081", at("2026-11-16T01:00:00Z")) ==
          "Contact: mailto:joho@city.mutsu.lg.jp\n"
          "Contact: tel:+81-175-22-1111;ext=2141\n"
          "Expires: 2027-05-15T00:00:00Z\n"
          "Preferred-Languages: ja, en\n");
}

} // namespace sokuo::front
