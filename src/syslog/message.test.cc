#include "syslog/message.h"

#include "syslog/moment.h"
#include "syslog/syslog_test.h"

namespace sokuo::syslog {
namespace {

using Names = std::vector<std::string_view>;

TEST_CASE("what util-linux logger sends is read whole, Japanese without a BOM included") {
    const auto event = read_line("<36>1 2026-11-23T01:05:27.911145+00:00 vm csirt - ID47 "
                                 "[timeQuality tzKnown=\"1\" isSynced=\"0\"][ex@32473 k=\"v\"] "
                                 "認証に失敗しました");
    CHECK(event.facility == 4);
    CHECK(event.severity == 4);
    CHECK(event.said_at == at("2026-11-23T01:05:27.911145Z"));
    CHECK(event.host == "vm");
    CHECK(event.app == "csirt");
    CHECK(event.process.empty());
    CHECK(event.field("ex@32473.k") == "v");
    CHECK(event.field("timeQuality.tzKnown") == "1");
    CHECK(event.field("msgid") == "ID47");
    CHECK(event.text == "認証に失敗しました");
    CHECK(event.title == event.text);
    CHECK(names_of(event.marks).empty());
}

TEST_CASE("RFC 5424's own examples") {
    const auto su = read_line("<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - "
                              "\xEF\xBB\xBF'su root' failed for lonvick on /dev/pts/8");
    CHECK(su.host == "mymachine.example.com");
    CHECK(su.text == "'su root' failed for lonvick on /dev/pts/8");
    const auto escaped = read_line(R"(<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc )"
                                   R"(8710 - [a b="q \" c \\ d \] e \n"] x)");
    CHECK(escaped.said_at == at("2003-08-24T12:14:15.000003Z"));
    CHECK(escaped.process == "8710");
    CHECK(escaped.field("a.b") == R"(q " c \ d ] e \n)");
    const auto bare = read_line("<165>1 - - - - - -");
    CHECK_FALSE(bare.said_at.has_value());
    CHECK(bare.host == "192.0.2.7");
    CHECK(bare.text.empty());
    CHECK(names_of(bare.marks).empty());
}

TEST_CASE("structured data that is broken stays in the text, and nothing is lost") {
    for (const std::string broken : {"[a b=\"c", "[a b=c]", "[", "[a b=\"c\"", "[a b=\"c\"]x"}) {
        const auto event = read_line("<13>1 - h a - - " + broken);
        CHECK(event.host == "h");
        CHECK(event.text == broken);
        CHECK(event.fields.empty());
    }
}

TEST_CASE("RFC 3164: the year and the zone are the receiver's, and that is marked") {
    const auto event = read_line("<13>Nov 23 10:05:27 fw-1 sshd[711]: Failed password");
    CHECK(event.said_at == at("2026-11-23T01:05:27Z"));
    CHECK(event.host == "fw-1");
    CHECK(event.app == "sshd");
    CHECK(event.process == "711");
    CHECK(event.text == "Failed password");
    CHECK(names_of(event.marks) == Names{"time_guessed"});
}

TEST_CASE("a message of New Year's Eve that comes after midnight belongs to the old year") {
    const auto late = read_line("<13>Dec 31 23:59:58 h a: x", "2026-12-31T15:00:03Z");
    CHECK(late.said_at == at("2026-12-31T14:59:58Z"));
    const auto early = read_line("<13>Jan  1 00:00:02 h a: x", "2026-12-31T14:59:59Z");
    CHECK(early.said_at == at("2026-12-31T15:00:02Z"));
    const auto leap = read_line("<13>Feb 29 12:00:00 h a: x", "2027-03-01T00:00:00Z");
    CHECK_FALSE(leap.said_at.has_value()); // No such day in 2026, 2027, 2028 is a year off.
}

TEST_CASE("times as they are really written") {
    const auto said = [](std::string_view text) {
        return read_moment(text, at("2026-11-23T01:05:30Z"), in_japan);
    };
    CHECK(said("2015-03-29T11:01:38.221126-0600")->time == at("2015-03-29T17:01:38.221126Z"));
    CHECK(said("2026-11-23T01:05:27+0000")->time == at("2026-11-23T01:05:27Z"));
    CHECK_FALSE(said("2026-11-23T01:05:27+0000")->is_guessed);
    CHECK(said("2019-01-02T03:50:11.315110")->time == at("2019-01-01T18:50:11.315110Z"));
    CHECK(said("2019-01-02T03:50:11.315110")->is_guessed);
    CHECK(said("2026-11-23 10:05:27,911")->time == at("2026-11-23T01:05:27.911Z"));
    CHECK(said("Nov 23 2026 10:05:27")->time == at("2026-11-23T01:05:27Z"));
    CHECK(said("Nov 23 10:05:27 JST")->time == at("2026-11-23T01:05:27Z"));
    CHECK(said("2016-12-31T23:59:60Z")->time == at("2016-12-31T23:59:59.999999Z"));
    CHECK(said("1763860000123")->time == at("2025-11-23T01:06:40.123Z"));
    for (const auto* wrong : {"", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "Nov 31 00:00:00",
                              "2026-11-23T25:00:00Z", "2026-11-23", "Nov", "0000-01-01T00:00:00Z",
                              "2026-11-23T01:05:27+99:00", "9999-12-31T23:59:59Z", "17638600001"})
        CHECK_FALSE(said(wrong).has_value());
}

TEST_CASE("devices that begin with a number of their own, and name no host") {
    const auto event =
        read_line("<189>123: *Nov 23 10:05:27.123: %SYS-5-CONFIG_I: Configured from console");
    CHECK(event.said_at == at("2026-11-23T01:05:27.123Z"));
    CHECK(event.host == "192.0.2.7");
    CHECK(event.text == "%SYS-5-CONFIG_I: Configured from console");
}

TEST_CASE("what has no head is all text, and says so") {
    const auto event = read_line("ただの文字列です");
    CHECK(event.text == "ただの文字列です");
    CHECK(event.host == "192.0.2.7");
    CHECK_FALSE(event.severity.has_value());
    CHECK(names_of(event.marks) == Names{"no_priority", "time_unread"});
    CHECK(read_line("<192>Nov 23 10:05:27 h a: x").severity == std::nullopt);
    CHECK(read_line("<>x").text == "<>x");
    CHECK(read_line("<13").text == "<13");
    CHECK(read_line("<13>").text.empty());
}

TEST_CASE("a broken charset is kept as it came, shown with a sign in its place, and marked") {
    const std::string sjis = "<13>Nov 23 10:05:27 h a: \x94\x46\x8F\xD8 ok";
    const auto event = read_line(sjis);
    CHECK(event.raw == sjis);
    CHECK(event.text == "\uFFFDF\uFFFD\uFFFD ok");
    CHECK(event.host == "h");
    CHECK(names_of(event.marks) == Names{"broken_text", "time_guessed"});
}

TEST_CASE("NUL and escape sequences are seen and do nothing") {
    const auto event = read_line(std::string{"<13>Nov 23 10:05:27 h a: x\0y\x1B[2Jz", 33});
    CHECK(event.text == "x\u2400y\u241B[2Jz");
    CHECK(event.raw.find('\0') != std::string::npos);
}

TEST_CASE("a host that is an IPv6 address is no tag") {
    CHECK(read_line("<13>Nov 23 10:05:27 2001:db8::7 a: x").host == "2001:db8::7");
    CHECK(read_line("<13>Nov 23 10:05:27 a[3]: x").host == "192.0.2.7");
    CHECK(read_line("<13>Nov 23 10:05:27 a[3]: x").app == "a");
}

} // namespace
} // namespace sokuo::syslog
