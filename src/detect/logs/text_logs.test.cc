#include "detect/logs/linux.h"
#include "detect/logs/log_test.h"
#include "detect/logs/table.h"
#include "detect/logs/web.h"
#include "detect/logs/windows_xml.h"

#include <doctest/doctest.h>

namespace sokuo::detect::logs {
namespace {

using Words = std::vector<std::string>;

Kept one(std::string_view line, std::string_view format, Hints hints = {}) {
    const auto all = read_log(line, "", std::move(hints));
    CHECK(all.format == format);
    REQUIRE(all.events.size() == 1);
    return all.events[0];
}

TEST_CASE("syslog of the old form has no year; whoever knows it says so") {
    constexpr std::string_view line =
        "Nov  3 10:05:27 web1 sshd[1234]: Failed password for root from 192.0.2.7 port 22 ssh2";
    const auto event = one(line, "syslog");
    CHECK(event.source == Source{.product = "linux", .services = {"sshd", "auth", "syslog"}});
    CHECK(event.line == line);
    CHECK(event["host"] == "web1");
    CHECK(event["program"] == "sshd");
    CHECK(event["pid"] == "1234");
    CHECK(event["message"] == "Failed password for root from 192.0.2.7 port 22 ssh2");
    CHECK(event.computer == "web1");
    CHECK(event.time.empty());
    CHECK(one(line, "syslog", {.year = 2026}).time == "2026-11-03T10:05:27Z");
}

TEST_CASE("syslog of the new form, its structured data, and what rsyslog writes today") {
    const auto event = one("<38>1 2026-11-28T10:02:03.5+09:00 h.example app 77 ID47 "
                           "[ex@1 a=\"x \\\" ] y\" b=\"2\"][o c=\"3\"] \xef\xbb\xbfhello",
                           "syslog");
    CHECK(event["program"] == "app");
    CHECK(event["pid"] == "77");
    CHECK(event["msgid"] == "ID47");
    CHECK(event["facility"] == "auth");
    CHECK(event["severity"] == "info");
    CHECK(event["ex@1.a"] == "x \\\" ] y");
    CHECK(event["ex@1.b"] == "2");
    CHECK(event["o.c"] == "3");
    CHECK(event["message"] == "hello");
    CHECK(event.source.services == Words{"auth", "syslog"});
    CHECK(event.time == "2026-11-28T01:02:03.500000Z");
    const auto today =
        one("2026-11-28T10:02:03.123456+09:00 web1 CRON[9]: (root) CMD (x)", "syslog");
    CHECK(today.source.services == Words{"cron", "syslog"});
    CHECK(today["program"] == "CRON");
    CHECK(today.time == "2026-11-28T01:02:03.123456Z");
}

TEST_CASE("sudo says who became whom") {
    const auto event = one("Nov 28 10:02:03 h sudo:   pi : TTY=pts/0 ; PWD=/home/pi ; USER=#-1 ; "
                           "COMMAND=/bin/sh -c a ; b",
                           "syslog");
    CHECK(event["USER"] == "#-1");
    CHECK(event["PWD"] == "/home/pi");
    CHECK(event["COMMAND"] == "/bin/sh -c a ; b");
    CHECK(event.source.services == Words{"sudo", "auth", "syslog"});
}

TEST_CASE("lines that go on, and routers among machines") {
    const auto all = read_log("Nov 28 10:02:03 h app: first\n  at line 2\n"
                              "<189>Nov 28 10:02:04 r1 45: %SYS-5-CONFIG_I: Configured\n"
                              "Nov 28 10:02:05 r1 %BGP-3-NOTIFICATION: sent\n");
    REQUIRE(all.events.size() == 4);
    CHECK(all.events[1].line == "  at line 2");
    CHECK(all.events[1].source.product == "linux");
    CHECK(all.events[2].source.product == "cisco");
    CHECK(all.events[3].source.services == Words{"syslog", "bgp"});
    CHECK(all.events[3].record == 4);
}

TEST_CASE("a FortiGate names each value, by itself or within syslog") {
    const std::string line =
        R"(date=2026-11-27 time=09:12:00 devname="FW-MIHON-01" devid="FG1" logid="0100032001" )"
        R"(type="event" tz="+0900" msg="Administrator \"a\" logged in" srcip=203.0.113.102)";
    for (const auto& text : {line + "\n", "<189>Nov 27 09:12:01 fw " + line + "\n"}) {
        const auto event = one(text, "syslog");
        CHECK(event["srcip"] == "203.0.113.102");
        CHECK(event["msg"] == R"(Administrator \"a\" logged in)");
        CHECK(event.computer == "FW-MIHON-01");
        CHECK(event.time == "2026-11-27T00:12:00Z");
        CHECK(event.source == Source{"fortigate", {"firewall"}, {"event"}});
    }
    const auto newer = one(line + " eventtime=1795738320000000000\n", "syslog");
    CHECK(newer.time == "2026-11-27T00:12:00Z");
}

TEST_CASE("auditd: hex is text again, what is in msg is taken out, calls have names") {
    const auto event =
        one("type=EXECVE msg=audit(1795827723.500:24287): argc=3 a0=\"sh\" a1=\"-c\" "
            "a2=636174202F6574632F736861646F77",
            "auditd");
    CHECK(event.source == Source{.product = "linux", .services = {"auditd"}});
    CHECK(event["type"] == "EXECVE");
    CHECK(event["a2"] == "cat /etc/shadow");
    CHECK(event.time == "2026-11-28T01:02:03.500000Z");
    const auto call =
        one("node=h1 type=SYSCALL msg=audit(1795827723.500:1): arch=c000003e syscall=59 "
            "success=yes a0=40000 exe=\"/bin/sh\" key=(null)",
            "auditd");
    CHECK(call["SYSCALL"] == "execve");
    CHECK(call["a0"] == "40000");
    CHECK(call["exe"] == "/bin/sh");
    CHECK(call.computer == "h1");
    const auto rich = one("type=SYSCALL msg=audit(1.0:1): arch=c000003e syscall=59 exe=2F62696E\x1d"
                          "ARCH=x86_64 SYSCALL=execveat UID=\"root\"",
                          "auditd");
    CHECK(rich["SYSCALL"] == "execveat");
    CHECK(rich["exe"] == "/bin");
    CHECK(rich["UID"] == "root");
    const auto user = one("type=USER_CMD msg=audit(1.0:1): pid=7 msg='cwd=\"/\" cmd=6C73202D6C "
                          "exe=\"/usr/bin/sudo\" res=success'",
                          "auditd");
    CHECK(user["cmd"] == "ls -l");
    CHECK(user["res"] == "success");
    const auto in_syslog =
        one("Nov 28 10:02:03 h9 audispd: type=CWD msg=audit(1.0:1): cwd=\"/tmp\"", "syslog");
    CHECK(in_syslog["cwd"] == "/tmp");
    CHECK(in_syslog.computer == "h9");
    CHECK(in_syslog.source.services == Words{"auditd"});
}

TEST_CASE("Sysmon for Linux speaks XML in syslog") {
    const auto event = one(
        "Nov 28 10:02:03 h sysmon: <Event><System><Provider Name=\"Linux-Sysmon\" "
        "Guid=\"{ff}\"/><EventID>1</EventID>"
        "<TimeCreated "
        "SystemTime=\"2026-11-28T01:02:03.500000000Z\"/><EventRecordID>5</"
        "EventRecordID><Correlation/>"
        "<Execution ProcessID=\"8\" "
        "ThreadID=\"9\"/><Channel>Linux-Sysmon/Operational</Channel><Computer>h.example</Computer>"
        "<Security UserId=\"0\"/></System><EventData><Data Name=\"RuleName\">-</Data>"
        "<Data Name=\"Image\">/bin/sh</Data><Data Name=\"CommandLine\">sh -c &quot;a&quot; &gt; "
        "b</Data>"
        "<Data Name=\"User\"/></EventData></Event>",
        "sysmon_linux");
    CHECK(event.source.product == "linux");
    CHECK(event.source.categories == Words{"process_creation"});
    CHECK(event["CommandLine"] == "sh -c \"a\" > b");
    CHECK(event["Image"] == "/bin/sh");
    CHECK(event["User"] == "");
    CHECK(event["Execution_ProcessID"] == "8");
    CHECK(event.event_id == 1);
    CHECK(event.computer == "h.example");
    CHECK(event.time == "2026-11-28T01:02:03.500000Z");
    const auto broken = read_log("Nov 28 10:02:03 h sysmon: <Event><System><EventID>1</EventID>\n");
    REQUIRE(broken.events.size() == 1);
    CHECK(broken.events[0]["message"] == "<Event><System><EventID>1</EventID>");
}

TEST_CASE("what the event viewer saves as XML, wherever the blocks end") {
    const auto event = [](std::string_view id) {
        return "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>\r\n"
               "<Provider Name='P'/><EventID Qualifiers='0'>" +
               std::string{id} +
               "</EventID><Channel>Security</Channel></System>\n<EventData><Data "
               "Name='a'>x\ny</Data>"
               "<Data>bare</Data></EventData><RenderingInfo Culture='ja'><Message>m</Message>"
               "</RenderingInfo></Event>";
    };
    const auto text = "<?xml version=\"1.0\"?>\r\n<Events>" + event("1") + event("2") + "\n" +
                      "<Event><System></Wrong></Event>nothing</Event>" + event("4") + "</Events>\n";
    const auto all = read_log("\xef\xbb\xbf" + text);
    CHECK(all.format == "event_xml");
    REQUIRE(all.events.size() == 3);
    CHECK(all.events[0].source == Source{.product = "windows"});
    CHECK(all.events[0].channel == "Security");
    CHECK(all.events[0]["a"] == "x\ny");
    CHECK(all.events[0]["Data"] == "bare");
    CHECK(all.events[0]["EventID"] == "1");
    CHECK(all.events[0]["EventID_Qualifiers"] == "0");
    CHECK(all.events[2].event_id == 4);
    CHECK(all.events[2].record == 5);
    CHECK(all.tally.unreadable == 1);
    const auto before = std::string(4096, ' ') + text;
    for (std::size_t bytes = 1; bytes < 400; ++bytes) {
        CAPTURE(bytes);
        CHECK(keep_all(*read_xml(read_memory(bytes_of(before)), {}, bytes)).events == all.events);
    }
    const auto large =
        event("1") + "<Event>" + std::string(3 * record_bytes_max, 'x') + "</Event>" + event("3");
    for (const std::size_t bytes : {4099UL, 65536UL, block_bytes}) {
        CAPTURE(bytes);
        const auto rest = keep_all(*read_xml(read_memory(bytes_of(large)), {}, bytes));
        REQUIRE(rest.events.size() == 2);
        CHECK(rest.events[1].record == 3);
        CHECK(rest.tally.unreadable == 1);
    }
}

TEST_CASE("access logs: common, combined, with the host before") {
    const auto event =
        one("192.0.2.7 - frank [28/Nov/2026:10:02:03 +0900] \"GET /a/b.php?id=1 HTTP/1.1\" 404 77 "
            "\"-\" \"curl/8 (\\\"x\\\")\"",
            "access");
    CHECK(event.source.categories == Words{"webserver"});
    CHECK(event["c-ip"] == "192.0.2.7");
    CHECK(event["cs-username"] == "frank");
    CHECK(event["cs-method"] == "GET");
    CHECK(event["cs-uri-stem"] == "/a/b.php");
    CHECK(event["cs-uri-query"] == "id=1 | /a/b.php?id=1");
    CHECK(event["c-uri"] == "/a/b.php?id=1");
    CHECK(event["sc-status"] == "404");
    CHECK(event["sc-bytes"] == "77");
    CHECK(event["cs-referer"] == "(null)");
    CHECK(event["cs-user-agent"] == "curl/8 (\\\"x\\\")");
    CHECK(event.time == "2026-11-28T01:02:03Z");
    const auto host = one(
        "www.example.jp:443 192.0.2.7 - - [28/Nov/2026:10:02:03 +0900] \"POST /x HTTP/2.0\" 200 -",
        "access");
    CHECK(host["cs-host"] == "www.example.jp");
    CHECK(host["c-ip"] == "192.0.2.7");
    CHECK(host["cs-username"] == "(null)");
    CHECK(host["c-uri"] == "/x | http://www.example.jp/x");
    const auto junk =
        one(R"(192.0.2.7 - - [28/Nov/2026:10:02:03 +0900] "\x16\x03" 400 0)", "access");
    CHECK(junk["c-uri"] == "\\x16\\x03");
    const auto nginx =
        read_log("192.0.2.7 - - [28/Nov/2026:10:02:03 +0900] \"GET / HTTP/1.1\" 200 1\n",
                 "/var/log/nginx/access.log");
    CHECK(nginx.events.at(0).source.product == "nginx");
}

TEST_CASE("error logs of Apache and nginx") {
    const auto apache =
        one("[Sat Nov 28 10:02:03.123456 2026] [core:notice] [pid 7:tid 9] [client 192.0.2.7:500] "
            "AH00052: child pid 8 exit signal Segmentation fault (11)",
            "apache_error");
    CHECK(apache.source ==
          Source{.product = "apache", .categories = {"webserver"}, .services = {"apache"}});
    CHECK(apache["c-ip"] == "192.0.2.7");
    CHECK(apache["module"] == "core");
    CHECK(apache["level"] == "notice");
    CHECK(apache["pid"] == "7");
    CHECK(apache.time == "2026-11-28T10:02:03Z");
    const auto nginx =
        one("2026/11/28 10:02:03 [error] 7#8: *9 open() failed, client: 192.0.2.7, server: x, "
            "request: \"GET /a?b HTTP/1.1\", host: \"h.example\"",
            "nginx_error");
    CHECK(nginx.source.product == "nginx");
    CHECK(nginx["c-ip"] == "192.0.2.7");
    CHECK(nginx["cs-uri-stem"] == "/a");
    CHECK(nginx["cs-host"] == "h.example");
}

TEST_CASE("Squid is a proxy") {
    const auto event = one("1795827723.500    921 192.0.2.7 TCP_MISS/200 507 GET "
                           "http://h.example:8080/a.exe?b=c frank "
                           "HIER_DIRECT/192.0.2.80 text/html",
                           "squid");
    CHECK(event.source.categories == Words{"proxy"});
    CHECK(event["c-uri"] == "http://h.example:8080/a.exe?b=c");
    CHECK(event["cs-host"] == "h.example");
    CHECK(event["c-uri-extension"] == "exe");
    CHECK(event["cs-username"] == "frank");
    CHECK(event["dst_ip"] == "192.0.2.80");
    CHECK(event["sc-status"] == "200");
    CHECK(event.time == "2026-11-28T01:02:03.500000Z");
    const auto tunnel = one("1795827723.500 9 192.0.2.7 TCP_TUNNEL/200 507 CONNECT h.example:443 - "
                            "HIER_DIRECT/192.0.2.80 -",
                            "squid");
    CHECK(tunnel["cs-host"] == "h.example");
    CHECK(tunnel["cs-username"] == "(null)");
}

constexpr std::string_view iis =
    "#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n"
    "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip "
    "cs(User-Agent) cs(Referer) sc-status\r\n"
    "2026-11-28 01:02:03 192.0.2.1 GET /a.aspx id=1 443 - 192.0.2.7 Mozilla/5.0+(X11) - 200\r\n"
    "2026-11-28 01:02:04 192.0.2.1 POST /b - 443 x\\y 192.0.2.7 - - 500\r\n"
    "#Fields: date time cs-uri-stem sc-status\r\n"
    "2026-11-28 01:02:05 /c 404\r\n"
    "2026-11-28 01:02:06 /d 403\r\n";

TEST_CASE("IIS names its columns, and may name others later") {
    const auto all = read_log(iis);
    CHECK(all.format == "w3c");
    REQUIRE(all.events.size() == 4);
    const auto& event = all.events[0];
    CHECK(event.source ==
          Source{.product = "iis", .categories = {"webserver"}, .services = {"iis"}});
    CHECK(event["cs-uri-query"] == "id=1 | /a.aspx?id=1");
    CHECK(event["cs-user-agent"] == "Mozilla/5.0+(X11) | Mozilla/5.0 (X11)");
    CHECK(event["cs-username"] == "(null)");
    CHECK(event["cs-referer"] == "(null)");
    CHECK(event.time == "2026-11-28T01:02:03Z");
    CHECK(event.record == 4);
    CHECK(all.events[1]["cs-uri-query"] == "(null) | /b");
    CHECK(all.events[2]["sc-status"] == "404");
    CHECK(all.events[2]["cs-uri-stem"] == "/c");
}

TEST_CASE("a table of anything: its columns are fields, quotes may hold line feeds") {
    const auto all = read_log("name;value;note\r\na;1;\"x;y\nz\"\r\nb;;\"\"\r\nc;3\r\n");
    CHECK(all.format == "csv");
    REQUIRE(all.events.size() == 3);
    CHECK(all.events[0]["note"] == "x;y\nz");
    CHECK(all.events[1]["value"] == "(null)");
    CHECK(all.events[1]["note"] == "");
    CHECK(all.events[2]["note"] == "(missing)");
    CHECK(all.events[2].record == 5);
}

TEST_CASE("UTF-16 is read as what it says") {
    const auto wide = [](std::u16string_view text, bool is_big) {
        std::string bytes;
        for (const char16_t unit : text) {
            const auto low = static_cast<char>(unit & 0xffU);
            const auto high = static_cast<char>(unit >> 8U);
            bytes += is_big ? high : low;
            bytes += is_big ? low : high;
        }
        return bytes;
    };
    for (const bool is_big : {false, true}) {
        CAPTURE(is_big);
        const auto table = read_log(wide(u"\ufeffa,b,c\r\n日本,😀,\xd800x\r\n", is_big));
        REQUIRE(table.events.size() == 1);
        CHECK(table.events[0]["a"] == "日本");
        CHECK(table.events[0]["b"] == "😀");
        CHECK(table.events[0]["c"] == "\xef\xbf\xbdx");
        const auto json = read_log(wide(u"{\"k\":\"v\"}\n{\"k\":\"w\"}\n", is_big));
        CHECK(json.format == "jsonl");
        CHECK(json.events.size() == 2);
    }
}

TEST_CASE("a line that is no text is repaired, NULs do no harm, a line too long is counted") {
    using namespace std::string_view_literals;
    const auto all = read_log("Nov 28 10:02:03 h a: x\xff\n\0\0\0\nNov 28 10:02:04 h a: y\n"sv);
    REQUIRE(all.events.size() == 3);
    CHECK(all.events[0]["message"] == "x\xef\xbf\xbd");
    CHECK(all.events[2]["message"] == "y");
    const auto large =
        read_log("Nov 28 10:02:03 h a: x\n" + std::string(record_bytes_max + 1, 'x') +
                 "\nNov 28 10:02:04 h a: y\n");
    CHECK(large.events.size() == 2);
    CHECK(large.tally.unreadable == 1);
}

TEST_CASE("what has no form is lines, and rules that look for words see them") {
    const auto all = read_log("something happened\nand again\n");
    CHECK(all.format == "lines");
    REQUIRE(all.events.size() == 2);
    CHECK(all.events[1].line == "and again");
    CHECK(read_log("").events.empty());
}

TEST_CASE("wherever the blocks end, text gives the same events") {
    const std::string front(4096, '#'); // the first piece is never a small one
    const std::string table = "a,b\r\n1,\"x\ny\"\r\n\"q\"\"\",2\r\n3,4\r\n5,6";
    const std::string padding_row = "z," + std::string(4200, 'z') + "\r\n";
    const std::string table_text = "a,b\r\n" + padding_row + table.substr(5);
    const auto whole_table = keep_all(*read_table(read_memory(bytes_of(table_text)), ',', {}));
    const std::string w3c_text = front + "\r\n" + std::string{iis};
    const auto whole_w3c = keep_all(*read_w3c(read_memory(bytes_of(w3c_text)), {}));
    REQUIRE(whole_table.events.size() == 5);
    REQUIRE(whole_w3c.events.size() == 4);
    for (std::size_t bytes = 1; bytes < 200; ++bytes) {
        CAPTURE(bytes);
        const auto cut = keep_all(*read_table(read_memory(bytes_of(table_text)), ',', {}, bytes));
        CHECK(cut.events == whole_table.events);
        CHECK(keep_all(*read_w3c(read_memory(bytes_of(w3c_text)), {}, bytes)).events ==
              whole_w3c.events);
    }
}

} // namespace
} // namespace sokuo::detect::logs
