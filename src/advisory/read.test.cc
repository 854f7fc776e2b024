#include "advisory/read/read.h"
#include "advisory/reader.h"

#include <doctest/doctest.h>

// Every format as it comes, with its traps. The fixtures are of our own making.

namespace sokuo::advisory {
namespace {

constexpr std::string_view rdf = R"(<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns="http://purl.org/rss/1.0/" 
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:sec="http://jvn.jp/rss/mod_sec/3.0/" xmlns:status="http://jvndb.jvn.jp/myjvn/Status">
 <channel rdf:about="https://feed.mihon.example/new.rdf"><title>見本フィード</title>
  <link>https://feed.mihon.example/</link>
  <items><rdf:Seq><rdf:li rdf:resource="x"/></rdf:Seq></items>
 </channel>
 <item rdf:about="https://feed.mihon.example/1">
  <title>みほんサーバーに複数の脆弱性</title><link>https://feed.mihon.example/1</link>
  <description>本文。CVE-2026-10002 も参照。</description>
  <sec:identifier>MIHON-2026-000001</sec:identifier>
  <sec:references source="CVE" id="CVE-2026-10001">https://cve.example/</sec:references>
  <sec:cpe version="2.2" vendor="見本ソフト" product="みほんサーバー">cpe:/a:mihon:server</sec:cpe>
  <sec:cvss version="2.0" score="5.0" severity="Medium" type="Base"/>
  <sec:cvss version="3.0" score="9.8" severity="Critical" type="Base"/>
  <dc:date>2026-11-26T10:00+09:00</dc:date>
  <dcterms:issued>2026-11-20T10:00:00+09:00</dcterms:issued>
  <dcterms:modified>2026-11-26T10:00:00+09:00</dcterms:modified>
 </item>
 <item rdf:about="https://feed.mihon.example/2"><title>  年末の
   注意喚起 </title><link>javascript:alert(1)</link>
  <dc:date>2026-11-25T09:00:00+09:00</dc:date></item>
 <item><title></title></item>
 <status:Status totalRes="5" totalResRet="3" firstRes="1" retCd="0"/>
</rdf:RDF>)";

Result<Bulletin> read(std::string_view text) {
    return read_bulletin(as_bytes(text));
}

std::string why_not(std::string_view text) {
    const auto outcome = read(text);
    return outcome.ok() ? "read" : std::string{outcome.error().message->code()};
}

std::string swapped(std::string_view text, std::string_view from, std::string_view to) {
    std::string all{text};
    const auto at = all.find(from);
    REQUIRE(at != std::string::npos);
    return all.replace(at, from.size(), to);
}

TEST_CASE("RSS 1.0: items beside the channel, mod_sec's products and the newest CVSS") {
    const auto bulletin = read(rdf);
    REQUIRE(bulletin.ok());
    CHECK(bulletin.value().kind == Bulletin::Kind::window);
    CHECK(bulletin.value().name == "見本フィード");
    REQUIRE(bulletin.value().advisories.size() == 2);
    const auto& one = bulletin.value().advisories[0];
    CHECK(one.title == "みほんサーバーに複数の脆弱性");
    CHECK(one.source == "見本フィード");
    CHECK(one.key == "MIHON-2026-000001");
    CHECK(one.link == "https://feed.mihon.example/1");
    CHECK(one.cves == std::vector<std::string>{"CVE-2026-10001", "CVE-2026-10002"});
    CHECK(one.products == std::vector<Product>{{.vendor = "見本ソフト",
                                                .name = "みほんサーバー",
                                                .versions = "",
                                                .cpe = "cpe:/a:mihon:server"}});
    CHECK(one.severity == "critical");
    CHECK(one.cvss == "9.8");
    CHECK(to_rfc3339(*one.published_at) == "2026-11-20T01:00:00Z");
    CHECK(to_rfc3339(*one.updated_at) == "2026-11-26T01:00:00Z");
}

TEST_CASE(
    "a link that is none is left out, an item without a title counted, a part of a list seen") {
    const auto bulletin = read(rdf).value();
    CHECK(bulletin.advisories[1].title == "年末の 注意喚起");
    CHECK(bulletin.advisories[1].link.empty());
    CHECK(bulletin.unreadable == 1);
    CHECK(bulletin.left_out == 2);
    CHECK(why_not(swapped(rdf, "retCd=\"0\"", "retCd=\"1\" errMsg=\"method\"")) ==
          "advisory.service_refused");
}

TEST_CASE("RSS 2.0 and Atom") {
    const auto rss = read(R"(<rss version="2.0"><channel><title>見本 2.0</title><item>
      <title>お知らせ CVE-2026-20001</title><link>https://a.example/1</link>
      <pubDate>Fri, 27 Nov 2026 9:05:00 +0900</pubDate></item><item><title>x</title>
      <guid isPermaLink="false">g-2</guid><pubDate>27 Nov 2026 00:10 GMT</pubDate>
      <description><![CDATA[<b>本文</b> CVE-2026-20002]]></description></item></channel></rss>)");
    REQUIRE(rss.ok());
    REQUIRE(rss.value().advisories.size() == 2);
    CHECK(to_rfc3339(*rss.value().advisories[0].published_at) == "2026-11-27T00:05:00Z");
    CHECK(rss.value().advisories[0].cves.size() == 1);
    CHECK(rss.value().advisories[1].key == "g-2");
    CHECK(to_rfc3339(*rss.value().advisories[1].published_at) == "2026-11-27T00:10:00Z");
    CHECK(rss.value().advisories[1].cves.size() == 1);

    const auto atom = read(R"(<feed xmlns="http://www.w3.org/2005/Atom"><title>見本 Atom</title>
      <entry><id>tag:a.example,2026:1</id><title type="text">更新あり</title>
      <link rel="self" href="https://a.example/1.xml"/><link href="https://a.example/1"/>
      <published>2026-11-01T00:00:00Z</published><updated>2026-11-27T00:00:00Z</updated>
      </entry></feed>)");
    REQUIRE(atom.ok());
    REQUIRE(atom.value().advisories.size() == 1);
    CHECK(atom.value().advisories[0].link == "https://a.example/1");
    CHECK(to_rfc3339(*atom.value().advisories[0].updated_at) == "2026-11-27T00:00:00Z");
}

constexpr std::string_view kev = R"({"title":"見本","catalogVersion":"2026.11.27","count":2,
 "vulnerabilities":[{"cveID":"CVE-2026-30001","vendorProject":"Mihon","product":"Gate",
 "vulnerabilityName":"Mihon Gate Command Injection","dateAdded":"2026-11-20",
 "shortDescription":"x","requiredAction":"y","dueDate":"2026-12-11",
 "knownRansomwareCampaignUse":"Known","notes":""},
 {"cveID":"nothing","vulnerabilityName":"x","product":"y"}]})";

TEST_CASE("KEV: what is used in attacks, with its day; a catalogue that was cut is refused") {
    const auto bulletin = read(kev);
    REQUIRE(bulletin.ok());
    CHECK(bulletin.value().kind == Bulletin::Kind::catalogue);
    CHECK(bulletin.value().unreadable == 1);
    REQUIRE(bulletin.value().advisories.size() == 1);
    const auto& one = bulletin.value().advisories[0];
    CHECK(one.is_exploited);
    CHECK(one.is_ransomware);
    CHECK(calendar::to_iso(*one.due) == "2026-12-11");
    CHECK(one.products.front() == Product{.vendor = "Mihon", .name = "Gate"});
    CHECK(why_not(swapped(kev, "\"count\":2", "\"count\":3")) == "advisory.kev_cut");
    CHECK(why_not(kev.substr(0, 200)) == "advisory.not_json");
}

constexpr std::string_view csaf =
    R"({"document":{"csaf_version":"2.0",
 "category":"csaf_security_advisory",
 "title":"みほんゲートの脆弱性","publisher":{"name":"見本ソフト","namespace":"https://mihon.example"},
 "distribution":{"tlp":{"label":"WHITE"}},"tracking":{"id":"MIHON-SA-1",
 "initial_release_date":"2026-11-01T00:00:00.000Z",
 "current_release_date":"2026-11-20T00:00:00.000Z"},
 "references":[{"category":"self","url":"https://mihon.example/sa-1.json"},
 {"category":"self","url":"https://mihon.example/sa-1.html"}]},
 "product_tree":{"branches":[{"category":"vendor","name":"見本ソフト","branches":[
 {"category":"product_name","name":"みほんゲート","branches":[
 {"category":"product_version_range","name":"vers:generic/<7.2","product":{"product_id":"P1",
 "name":"みほんゲート <7.2","product_identification_helper":
 {"cpe":"cpe:2.3:a:mihon:gate:*:*:*:*:*:*:*:*"}}},
 {"category":"product_version","name":"7.2",
 "product":{"product_id":"P2","name":"みほんゲート 7.2"}}]}]}]},
 "vulnerabilities":[{"cve":"CVE-2026-40001",
 "product_status":{"known_affected":["P1"],"fixed":["P2"]},
 "scores":[{"products":["P1"],"cvss_v3":{"baseScore":8.1,"baseSeverity":"HIGH"}}]}]})";

TEST_CASE("CSAF: only what is affected, not what was fixed; its WHITE is TLP:CLEAR") {
    const auto bulletin = read(csaf);
    REQUIRE(bulletin.ok());
    REQUIRE(bulletin.value().advisories.size() == 1);
    const auto& one = bulletin.value().advisories[0];
    CHECK(one.products == std::vector<Product>{{.vendor = "見本ソフト",
                                                .name = "みほんゲート",
                                                .versions = "vers:generic/<7.2",
                                                .cpe = "cpe:2.3:a:mihon:gate:*:*:*:*:*:*:*:*"}});
    CHECK(one.key == "https://mihon.example MIHON-SA-1");
    CHECK(one.link == "https://mihon.example/sa-1.html");
    CHECK(one.tlp == "CLEAR");
    CHECK(one.severity == "high");
    CHECK(one.cvss == "8.1");
    CHECK(one.cves == std::vector<std::string>{"CVE-2026-40001"});
    CHECK(why_not(swapped(csaf, "WHITE", "PINK")) == "advisory.csaf_tlp");
    CHECK(why_not(swapped(csaf, "\"id\":\"MIHON-SA-1\",", "")) == "advisory.csaf_incomplete");
}

TEST_CASE("VULDEF, MyJVN's page of one weakness") {
    const auto bulletin = read(R"(<VULDEF-Document version="3.2" xmlns="http://jvn.jp/vuldef/">
      <Vulinfo><VulinfoID>MIHON-2026-000009</VulinfoID>
      <VulinfoData><Title>みほんルーターの脆弱性</Title>
      <VulinfoDescription><Overview>本文</Overview></VulinfoDescription>
      <Affected><AffectedItem><Name>見本電機</Name><ProductName>みほんルーター</ProductName>
      <Cpe version="2.2">cpe:/h:mihon:router</Cpe>
      <VersionNumber>3.0 以前</VersionNumber></AffectedItem></Affected>
      <Impact>
      <Cvss version="3.0"><Severity type="Base">重要</Severity><Base>7.5</Base></Cvss></Impact>
      <Related><RelatedItem type="advisory"><Name>CVE</Name>
      <VulinfoID>CVE-2026-50001</VulinfoID>
      <URL>https://cve.example/50001</URL></RelatedItem></Related>
      <DateFirstPublished>2026-11-20T12:00:00+09:00</DateFirstPublished></VulinfoData></Vulinfo>
      </VULDEF-Document>)");
    REQUIRE(bulletin.ok());
    const auto& one = bulletin.value().advisories.at(0);
    CHECK(one.products.front().versions == "3.0 以前");
    CHECK(one.severity == "high");
    CHECK(one.cves == std::vector<std::string>{"CVE-2026-50001"});
}

TEST_CASE("bombs and nonsense are refused in words") {
    CHECK(why_not(R"(<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><rss>&b;</rss>)") ==
          "advisory.has_doctype");
    CHECK(why_not(R"(<!DOCTYPE x SYSTEM "file:///etc/passwd"><rss/>)") == "advisory.has_doctype");
    std::string deep;
    for (std::size_t at = 0; at <= depth_max; ++at)
        deep += "<a>";
    CHECK(why_not(deep) == "advisory.too_deep");
    std::string wide = "<rss><channel>";
    for (std::size_t at = 0; at < elements_max; ++at)
        wide += "<a/>";
    CHECK(why_not(wide + "</channel></rss>") == "advisory.too_many_elements");
    std::string many = "<rss><channel>";
    for (std::size_t at = 0; at <= items_max; ++at)
        many += "<item><title>a</title></item>";
    CHECK(why_not(many + "</channel></rss>") == "advisory.too_many_items");
    CHECK(why_not("<html><body>ただいまメンテナンス中です</body></html>") ==
          "advisory.not_an_advisory");
    CHECK(why_not("<rss><channel>&undefined;</channel></rss>") == "advisory.not_xml");
    CHECK(why_not("%PDF-1.7") == "advisory.not_an_advisory");
    CHECK(why_not("") == "advisory.not_an_advisory");
    CHECK(why_not("{\"a\":1}") == "advisory.not_an_advisory");
    std::string nested = "{\"document\":";
    for (int at = 0; at < 100; ++at)
        nested += "[";
    CHECK(why_not(nested) == "advisory.not_json");
}

TEST_CASE("what a worker sends is read again, and held against the same limits") {
    sandbox::RecordList list;
    const auto bulletin = read(rdf).value();
    to_records(bulletin, list);
    auto records = list.records();
    const auto again = from_records(records);
    REQUIRE(again.ok());
    CHECK(again.value().advisories == bulletin.advisories);
    CHECK(again.value().left_out == 2);
    records[1].body = Bytes{std::byte{'{'}, std::byte{'}'}};
    CHECK(!from_records(records).ok());
    CHECK(!from_records({}).ok());
}

TEST_CASE("the same thing handed on by another is nothing new; another date is") {
    auto one = read(rdf).value().advisories[0];
    const auto before = fingerprint(one);
    one.source = "ほかの配信";
    CHECK(fingerprint(one) == before);
    one.updated_at = *one.updated_at + std::chrono::minutes{1};
    CHECK(fingerprint(one) != before);
}

TEST_CASE("a text that is cut is cut once, and never behind a gap") {
    const auto cut = tidied("あい　うえ", 3);
    CHECK(cut == "あい");
    CHECK(tidied(cut, 3) == cut);
    CHECK(tidied(" a \n\t b ", 9) == "a b");
    CHECK(tidied("a\xFF", 9).empty());
}

TEST_CASE("what people may write as a time") {
    CHECK(to_rfc3339(*time_called("2026-11-27T10:00:00+0900")) == "2026-11-27T01:00:00Z");
    CHECK(to_rfc3339(*time_called("2026-11-27")) == "2026-11-27T00:00:00Z");
    CHECK(to_rfc3339(*time_called("Fri, 27 Nov 2026 10:00:00 JST")) == "2026-11-27T01:00:00Z");
    CHECK(!time_called("きのう"));
    CHECK(!time_called("2026-13-40T99:00:00Z"));
    CHECK(!time_called(""));
}

} // namespace
} // namespace sokuo::advisory
