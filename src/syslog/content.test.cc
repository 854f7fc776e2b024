// What stands in a line: EVE, CEF, LEEF; and what is selected of it.

#include "core/json.h"
#include "syslog/cef.h"
#include "syslog/eve.h"
#include "syslog/range.h"
#include "syslog/selection.h"
#include "syslog/syslog_test.h"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace sokuo::syslog {
namespace {

constexpr std::string_view scan =
    R"({"timestamp":"2015-03-29T11:01:38.221126-0600","event_type":"alert",)"
    R"("src_ip":"222.186.56.46","src_port":4904,"dest_ip":"192.168.0.2","dest_port":22,)"
    R"("proto":"TCP","alert":{"action":"allowed","gid":1,"signature_id":2001219,)"
    R"("signature":"ET SCAN Potential SSH Scan","category":"Attempted Information Leak",)"
    R"("severity":2},"dns":{"query":[{"rrname":"a.example"}]}})";

TEST_CASE("an EVE alert, bare and behind a syslog head") {
    for (const std::string head : {"", "<133>Nov 23 10:05:27 ids-1 suricata[711]: ",
                                   "<133>1 2026-11-23T10:05:27+09:00 ids-1 suricata 711 - - "}) {
        const auto event = read_line(head + std::string{scan});
        CHECK(event.kind == Kind::eve);
        CHECK(event.said_at == at("2015-03-29T17:01:38.221126Z"));
        CHECK(event.rule == "2001219");
        CHECK(event.title == "ET SCAN Potential SSH Scan");
        CHECK(event.grade == 2);
        CHECK(event.source == Endpoint{"222.186.56.46", 4904});
        CHECK(event.destination == Endpoint{"192.168.0.2", 22});
        CHECK(event.app == "suricata");
        CHECK(event.host == (head.empty() ? "192.0.2.7" : "ids-1"));
        CHECK(event.field("alert.category") == "Attempted Information Leak");
        CHECK(event.field("dns.query.0.rrname") == "a.example");
    }
}

TEST_CASE("JSON that is not EVE has fields; what is no JSON is text") {
    const auto other =
        read_line(R"(<13>Nov 23 10:05:27 h app: {"level":"warn","n":1.5,"ok":true})");
    CHECK(other.kind == Kind::json);
    CHECK(other.field("n") == "1.5");
    CHECK(other.field("ok") == "true");
    CHECK(read_line("{\"event_type\":").kind == Kind::text);
    CHECK(read_line("[1,2]").kind == Kind::text);
    CHECK(read_line(R"({"event_type":1,"timestamp":2})").kind == Kind::json);
    const auto odd = read_line(R"({"event_type":"alert","timestamp":"never","alert":[],)"
                               R"("src_port":99999})");
    CHECK(odd.kind == Kind::eve);
    CHECK(odd.source.port == 0);
    CHECK(odd.marks.has(Mark::time_unread));
    std::string deep;
    for (int level = 0; level < 1'000; ++level)
        deep += "{\"a\":";
    CHECK(read_line(deep).kind == Kind::text);
}

TEST_CASE("members beyond the limit are left out; the line has them") {
    std::string json = R"({"event_type":"x","timestamp":"2026-11-23T01:05:27Z")";
    for (int number = 0; number < 1'000; ++number)
        json += ",\"k" + std::to_string(number) + "\":1";
    const auto event = read_line(json + "}");
    CHECK(event.fields.size() == fields_max);
    CHECK(event.raw.size() > 8'000);
}

TEST_CASE("CEF with its escapes and with blanks in values") {
    const auto event = read_line(
        R"(<13>Nov 23 10:05:27 proxy-1 CEF:0|Example|Pro\|xy|1.0|100|worm \\ stopped|10|)"
        R"(src=10.0.0.1 spt=1232 dst=2.1.2.2 msg=a \= b in c:\\temp\nsecond line request=)"
        R"(http://evil.example/?a\=b rt=1763860000123 dvchost=other)");
    CHECK(event.kind == Kind::cef);
    CHECK(event.host == "proxy-1");
    CHECK(event.app == "Pro|xy");
    CHECK(event.rule == "100");
    CHECK(event.title == R"(worm \ stopped)");
    CHECK(event.grade == 10);
    CHECK(event.source == Endpoint{"10.0.0.1", 1232});
    CHECK(event.destination == Endpoint{"2.1.2.2", 0});
    CHECK(event.field("msg") == "a = b in c:\\temp\nsecond line");
    CHECK(event.field("request") == "http://evil.example/?a=b");
    CHECK(event.said_at == at("2025-11-23T01:06:40.123Z"));
}

TEST_CASE("CEF without a head of syslog names its host itself; its severity may be a word") {
    const auto event = read_line("CEF:0|v|p|1|s|n|Very-High|dvchost=fw-2");
    CHECK(event.host == "fw-2");
    CHECK(event.grade == 10);
    CHECK(read_line("CEF:0|v|p|1|s|n|11|").grade == std::nullopt);
    CHECK(read_line("CEF:0|v|p|1|s|n").kind == Kind::text);
    CHECK(read_line("CEF:").kind == Kind::text);
    CHECK(read_line("CEF:0|v|p|1|s|n|3|=a b== c=\\").field("c") == "\\");
}

TEST_CASE("LEEF of both editions") {
    const auto first = read_line("LEEF:1.0|V|P|1|e-7|src=10.0.0.1\tdst=10.0.0.2\tsev=9");
    CHECK(first.kind == Kind::leef);
    CHECK(first.rule == "e-7");
    CHECK(first.grade == 9);
    CHECK(first.source.address == "10.0.0.1");
    CHECK(read_line("LEEF:2.0|V|P|1|e|^|src=10.0.0.3^sev=2").source.address == "10.0.0.3");
    CHECK(read_line("LEEF:2.0|V|P|1|e|0x5E|src=10.0.0.3^sev=2").grade == 2);
    CHECK(read_line("LEEF:2.0|V|P").kind == Kind::text);
}

TEST_CASE("what is selected, and how grave it is") {
    Selection wanted;
    const auto selected = [&](const std::string& raw) { return match(read_line(raw), wanted); };
    const auto alert = selected(std::string{scan});
    REQUIRE(alert.has_value());
    CHECK(alert->severity == Gravity::medium);
    CHECK(alert->source == "suricata");
    CHECK(alert->observables ==
          std::vector<std::string>{"222.186.56.46", "192.168.0.2", "a.example"});
    CHECK(alert->reference == "log-0");
    CHECK_FALSE(selected("<8>Nov 23 10:05:27 h a: emergency").has_value());
    CHECK(selected("CEF:0|v|p|1|s|n|9|")->severity == Gravity::critical);
    CHECK(selected("LEEF:1.0|V|P|1|e|sev=7")->severity == Gravity::high);
    CHECK_FALSE(selected("CEF:0|v|p|1|s|n|6|").has_value());

    wanted.syslog_severity_max = 2;
    CHECK(selected("<8>Nov 23 10:05:27 h a: emergency")->severity == Gravity::critical);
    CHECK(selected("<10>Nov 23 10:05:27 h a: critical")->severity == Gravity::high);
    CHECK_FALSE(selected("<11>Nov 23 10:05:27 h a: error").has_value());
    wanted.words = {"Mimikatz", "身代金"};
    CHECK(selected("<14>Nov 23 10:05:27 h a: mimikatz.exe")->severity == Gravity::medium);
    CHECK(selected("<14>Nov 23 10:05:27 h a: 身代金の要求")->title == "身代金の要求");
    wanted.eve_severity_max.reset();
    CHECK_FALSE(selected(std::string{scan}).has_value());
}

TEST_CASE("addresses and ranges that may send") {
    const auto range = [](std::string_view text) { return Range::parse(text).value(); };
    CHECK(range("192.0.2.0/24").holds("192.0.2.255"));
    CHECK_FALSE(range("192.0.2.0/24").holds("192.0.3.0"));
    CHECK(range("192.0.2.7").holds("::ffff:192.0.2.7"));
    CHECK(range("2001:db8::/33").holds("2001:db8:7fff::1"));
    CHECK_FALSE(range("2001:db8::/33").holds("2001:db8:8000::1"));
    CHECK(range("0.0.0.0/0").holds("8.8.8.8"));
    CHECK_FALSE(range("0.0.0.0/0").holds("::1"));
    CHECK_FALSE(range("0.0.0.0/0").holds("unix"));
    for (const auto* wrong : {"", "fw-1", "192.0.2.0/33", "192.0.2.1/24", "192.0.2.0/", "1.2.3",
                              "/8", "::/129", "192.0.2.0/-1"})
        CHECK(Range::parse(wrong).error().code == Errc::invalid);
    CHECK(may_send({}, "127.0.0.1"));
    CHECK_FALSE(may_send({}, "192.0.2.7"));
}

TEST_CASE("every real alert of a Suricata is read, whatever zone it was written in") {
    const std::filesystem::path folder{SOURCE_DIR "/../shared/data/eve"};
    if (!std::filesystem::exists(folder)) {
        MESSAGE("skipped: ../shared/data/eve is not there");
        return;
    }
    std::size_t count = 0;
    for (const auto& file : std::filesystem::directory_iterator{folder}) {
        std::ifstream in{file.path()};
        const std::string text{std::istreambuf_iterator{in}, {}};
        const auto parsed = parse_json(text, {.bytes_max = std::size_t{8} << 20U});
        REQUIRE(parsed.ok());
        for (const auto& one : parsed.value().items()) {
            const auto event = read_line(to_text(one));
            CHECK(event.kind == Kind::eve);
            CHECK(event.said_at.has_value());
            CHECK(event.title == one["alert"]["signature"].text_or(""));
            CHECK(event.rule == std::to_string(one["alert"]["signature_id"].integer_or(0)));
            CHECK(event.grade == one["alert"]["severity"].integer_or(0));
            CHECK(event.source.address == one["src_ip"].text_or(""));
            CHECK(match(event, {}).has_value() == (event.grade <= 2));
            ++count;
        }
    }
    CHECK(count == 387);
}

} // namespace
} // namespace sokuo::syslog
