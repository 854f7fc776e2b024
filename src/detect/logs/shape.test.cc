#include "detect/logs/shape.h"

#include "detect/logs/log_test.h"

#include <doctest/doctest.h>

namespace sokuo::detect::logs {
namespace {

Kept one(std::string_view text) {
    const auto all = read_log(text);
    REQUIRE(all.events.size() == 1);
    return all.events[0];
}

void check_sysmon(const Kept& event) {
    CHECK(event.source == Source{.product = "windows"});
    CHECK(event.channel == "Microsoft-Windows-Sysmon/Operational");
    CHECK(event.provider == "Microsoft-Windows-Sysmon");
    CHECK(event.computer == "pc1.example.jp");
    CHECK(event.event_id == 1);
    CHECK(event.time == "2026-11-28T01:02:03.500000Z");
    CHECK(event["EventID"] == "1");
    CHECK(event["Channel"] == event.channel);
    CHECK(event["Provider_Name"] == event.provider);
    CHECK(event["Image"] == R"(C:\x.exe)");
    CHECK(event["ProcessId"] == "77");
}

TEST_CASE("NXLog: all in one row") {
    const auto event =
        one(R"({"EventTime":"2026-11-28 10:02:03","@timestamp":"2026-11-28T01:02:03.500Z",)"
            R"("Hostname":"pc1.example.jp",)"
            R"("EventID":1,"SourceName":"Microsoft-Windows-Sysmon",)"
            R"("Channel":"Microsoft-Windows-Sysmon/Operational",)"
            R"("ExecutionProcessID":9,"Image":"C:\\x.exe","ProcessId":"77"})");
    check_sysmon(event);
    CHECK(event["SourceName"] == "Microsoft-Windows-Sysmon");
    CHECK(event["Execution_ProcessID"] == "9");
}

constexpr std::string_view beat =
    R"({"@timestamp":"2026-11-28T01:02:03.500Z","message":"Process Create","host":{"name":"pc1"},)"
    R"("winlog":{"event_id":1,"channel":"Microsoft-Windows-Sysmon/Operational",)"
    R"("provider_name":"Microsoft-Windows-Sysmon","computer_name":"pc1.example.jp",)"
    R"("process":{"pid":9},)"
    R"("event_data":{"Image":"C:\\x.exe","ProcessId":"77"}}})";

TEST_CASE("Winlogbeat, and the same as Elastic exports it") {
    const auto event = one(beat);
    check_sysmon(event);
    CHECK(event["Message"] == "Process Create");
    CHECK(event["Execution_ProcessID"] == "9");
    CHECK(event["winlog.event_data.Image"] == "(missing)");
    const auto exported = one(R"({"_index":"a","_id":"b","_source":)" + std::string{beat} + "}");
    check_sysmon(exported);
    CHECK(exported["_index"] == "a");
}

TEST_CASE("Winlogbeat 6") {
    check_sysmon(one(R"({"@timestamp":"2026-11-28T01:02:03.500Z","event_id":1,)"
                     R"("log_name":"Microsoft-Windows-Sysmon/Operational",)"
                     R"("source_name":"Microsoft-Windows-Sysmon","computer_name":"pc1.example.jp",)"
                     R"("process_id":9,)"
                     R"("event_data":{"Image":"C:\\x.exe","ProcessId":"77"}})"));
}

TEST_CASE("evtx_dump: the XML as JSON, over several lines") {
    const auto event = one(
        R"({
  "Event": {
    "#attributes": {"xmlns": "http://schemas.microsoft.com/win/2004/08/events/event"},
    "System": {
      "Provider": {"#attributes": {"Name": "Microsoft-Windows-Sysmon", "Guid": "5770385F"}},
      "EventID": {"#attributes": {"Qualifiers": 0}, "#text": 1},
      "TimeCreated": {"#attributes": {"SystemTime": "2026-11-28T01:02:03.500000Z"}},
      "EventRecordID": 12, "Correlation": null,
      "Execution": {"#attributes": {"ProcessID": 9, "ThreadID": 10}},
      "Channel": "Microsoft-Windows-Sysmon/Operational", "Computer": "pc1.example.jp",
      "Security": {"#attributes": {"UserID": "S-1-5-18"}}
    },
    "EventData": {"Image": "C:\\x.exe", "ProcessId": 77}
  }
})");
    check_sysmon(event);
    CHECK(event["Provider_Guid"] == "5770385F");
    CHECK(event["Execution_ProcessID"] == "9");
    CHECK(event["Security_UserID"] == "S-1-5-18");
    CHECK(event["EventRecordID"] == "12");
    const auto user = one(R"({"Event":{"System":{"Channel":"System","EventID":104,)"
                          R"("Provider_attributes":{"Name":"Eventlog"}},)"
                          R"("UserData":{"LogFileCleared":{"SubjectUserName":"x"}}}})");
    CHECK(user["SubjectUserName"] == "x");
    CHECK(user["Provider_Name"] == "Eventlog");
    CHECK(user.event_id == 104);
}

TEST_CASE("Velociraptor") {
    check_sysmon(
        one(R"({"System":{"Provider":{"Name":"Microsoft-Windows-Sysmon"},"EventID":{"Value":1},)"
            R"("TimeCreated":{"SystemTime":1795827723.5},)"
            R"("Channel":"Microsoft-Windows-Sysmon/Operational",)"
            R"("Computer":"pc1.example.jp"},"EventData":{"Image":"C:\\x.exe","ProcessId":77}})"));
}

TEST_CASE("Get-WinEvent, by ConvertTo-Json: Sysmon's fields stand in the message") {
    check_sysmon(one(
        R"([{"Id":1,"ProviderName":"Microsoft-Windows-Sysmon",)"
        R"("LogName":"Microsoft-Windows-Sysmon/Operational",)"
        R"("ProcessId":9,"MachineName":"pc1.example.jp","TimeCreated":"\/Date(1795827723500)\/",)"
        R"("Message":"Process Create:\r\nRuleName: -\r\nImage: C:\\x.exe\r\nProcessId: 77"}])"));
}

TEST_CASE("Splunk's export: with the fields, and with the XML it took in") {
    check_sysmon(
        one(R"({"preview":false,"result":{"_time":"2026-11-28T01:02:03.500Z","EventCode":"1",)"
            R"("ComputerName":"pc1.example.jp",)"
            R"("source":"XmlWinEventLog:Microsoft-Windows-Sysmon/Operational",)"
            R"("SourceName":"Microsoft-Windows-Sysmon",)"
            R"("Image":"C:\\x.exe","ProcessId":"77"}})"));
    const auto event =
        one(R"({"result":{"sourcetype":"XmlWinEventLog",)"
            R"("_raw":"<Event xmlns='x'><System><Provider Name='Microsoft-Windows-Sysmon'/>)"
            R"(<EventID>1</EventID><TimeCreated SystemTime='2026-11-28T01:02:03.500Z'/>)"
            R"(<Channel>Microsoft-Windows-Sysmon/Operational</Channel><Computer>)"
            R"(pc1.example.jp</Computer></System>)"
            R"(<EventData><Data Name='Image'>C:\\x.exe</Data><Data Name='ProcessId'>77</Data>)"
            R"(<Data Name='CommandLine'>a &amp; &lt;b&gt; &#x65e5;</Data></EventData></Event>"}})");
    check_sysmon(event);
    CHECK(event["CommandLine"] == "a & <b> 日");
}

TEST_CASE("Suricata's dns, http and flows are what rules call dns, proxy, webserver and firewall") {
    const auto dns = one(R"({"timestamp":"2026-11-28T10:02:03.500000+0900","event_type":"dns",)"
                         R"("src_ip":"192.0.2.7","src_port":5,)"
                         R"("dest_ip":"192.0.2.53","dest_port":53,"dns":{"rrname":"a.example",)"
                         R"("rrtype":"TXT","answers":[{"rdata":"x"},{"rdata":"y"}]}})");
    CHECK(dns.source.product == "suricata");
    CHECK(dns.source.categories == std::vector<std::string>{"dns"});
    CHECK(dns["query"] == "a.example");
    CHECK(dns["record_type"] == "TXT");
    CHECK(dns["answer"] == "x | y");
    CHECK(dns["dns.rrname"] == "a.example");
    CHECK(dns.time == "2026-11-28T01:02:03.500000Z");
    const auto http =
        one(R"({"event_type":"http","src_ip":"192.0.2.7","dest_ip":"192.0.2.80",)"
            R"("dest_port":80,"http":{"hostname":"h.example",)"
            R"("url":"/a/b.php?c=d","http_user_agent":"curl","http_method":"GET","status":200}})");
    CHECK(http.source.categories == std::vector<std::string>{"proxy", "webserver"});
    CHECK(http["c-uri"] == "/a/b.php?c=d | http://h.example/a/b.php?c=d");
    CHECK(http["cs-uri-query"] == "c=d | /a/b.php?c=d");
    CHECK(http["cs-uri-stem"] == "/a/b.php");
    CHECK(http["c-uri-extension"] == "php");
    CHECK(http["cs-host"] == "h.example");
    CHECK(http["c-useragent"] == "curl");
    CHECK(http["sc-status"] == "200");
    const auto flow =
        one(R"({"event_type":"flow","src_ip":"192.0.2.7","dest_ip":"192.0.2.1","dest_port":22})");
    CHECK(flow.source.categories == std::vector<std::string>{"firewall", "network_connection"});
    CHECK(flow["dst_port"] == "22");
    CHECK(flow["DestinationIp"] == "192.0.2.1");
}

TEST_CASE("clouds are known by their keys") {
    const auto source = [](std::string_view text) {
        const auto event = one(text);
        std::string all = event.source.product;
        for (const auto& service : event.source.services)
            all += " " + service;
        return all;
    };
    CHECK(source(R"({"eventSource":"a","eventName":"b","awsRegion":"c"})") == "aws cloudtrail");
    CHECK(source(R"({"operationName":"x","category":"SignInLogs","resourceId":"r"})") ==
          "azure signinlogs");
    CHECK(source(R"({"operationName":"x","category":"AuditLogs","resourceId":"r"})") ==
          "azure auditlogs");
    CHECK(source(R"({"operationName":"x","category":"Administrative","resourceId":"r"})") ==
          "azure activitylogs");
    CHECK(source(R"({"riskEventType":"x"})") == "azure riskdetection pim");
    CHECK(source(R"({"Workload":"Exchange","Operation":"New-InboxRule"})") ==
          "m365 audit exchange");
    CHECK(source(R"({"eventType":"x","actor":{"alternateId":"a"}})") == "okta okta");
    CHECK(source(R"({"protoPayload":{"methodName":"m"}})") == "gcp gcp.audit");
    CHECK(source(R"({"auditID":"1","verb":"get"})") == "kubernetes audit");
    CHECK(source(R"({"action":"repo.create","actor":"x","org":"y"})") == "github audit");
    CHECK(source(R"({"auditType":{"action":"x"}})") == "bitbucket audit");
    CHECK(source(R"({"uid":"C1","id.orig_h":"192.0.2.1","_path":"dns","query":"q"})") ==
          "zeek dns");
    CHECK(source(R"({"something":"else"})").empty());
    const auto gcp = one(R"({"protoPayload":{"methodName":"m"}})");
    CHECK(gcp["gcp.audit.method_name"] == "m");
    CHECK(gcp["data.protoPayload.methodName"] == "m");
}

TEST_CASE("what somebody says the events are counts for more than what they look like") {
    const auto all = read_log(R"({"eventSource":"a","eventName":"b","awsRegion":"c"})", "",
                              {.source = Source{.product = "mine"}});
    CHECK(all.events.at(0).source.product == "mine");
}

TEST_CASE("tables of Windows events are known by their columns") {
    const auto table = read_log(
        "\"Message\",\"Id\",\"ProviderName\",\"LogName\",\"MachineName\",\"TimeCreated\"\r\n"
        "\"Process Create:\r\nImage: C:\\x.exe\r\nProcessId: 77\r\nCommandLine: say \"\"hi\"\"\","
        "\"1\",\"Microsoft-Windows-Sysmon\",\"Microsoft-Windows-Sysmon/Operational\","
        "\"pc1.example.jp\",\"2026-11-28T01:02:03.500Z\"\r\n");
    CHECK(table.format == "csv");
    REQUIRE(table.events.size() == 1);
    check_sysmon(table.events[0]);
    CHECK(table.events[0]["CommandLine"] == "say \"hi\"");
    CHECK(table.events[0].record == 2);
    const auto ecmd = read_log(
        "EventId,Provider,Channel,ProcessId,Computer,TimeCreated,Payload\r\n"
        "1,Microsoft-Windows-Sysmon,Microsoft-Windows-Sysmon/Operational,9,pc1.example.jp,"
        "2026-11-28 "
        "01:02:03.5000000,\"{\"\"EventData\"\":{\"\"Data\"\":[{\"\"@Name\"\":\"\"Image\"\","
        "\"\"#text\"\":\"\"C:\\\\x.exe\"\"},{\"\"@Name\"\":\"\"none\"\"},{\"\"@Name\"\":"
        "\"\"ProcessId\"\","
        "\"\"#text\"\":\"\"77\"\"}]}}\"\r\n");
    REQUIRE(ecmd.events.size() == 1);
    check_sysmon(ecmd.events[0]);
    CHECK(ecmd.events[0]["Execution_ProcessID"] == "9");
    const auto viewer = read_log("レベル,日付と時刻,ソース,イベント ID,タスクのカテゴリ\r\n"
                                 "情報,2026/11/28 10:02:03,Service Control Manager,7045,なし\r\n");
    REQUIRE(viewer.events.size() == 1);
    CHECK(viewer.events[0].event_id == 7045);
    CHECK(viewer.events[0].provider == "Service Control Manager");
    CHECK(viewer.events[0].source.product == "windows");
}

TEST_CASE("the expected events of the shared regression cases have their roles") {
    const auto data = shared_data();
    if (data.empty()) {
        MESSAGE("skipped: the expected events of the shared regression cases have their roles");
        return;
    }
    std::size_t events = 0;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator{data / "detect/sigma/regression_data"}) {
        if (entry.path().extension() != ".json") continue;
        CAPTURE(entry.path().string());
        const auto all = read_log(text_of_file(entry.path()));
        CHECK(!all.events.empty());
        CHECK(all.tally.unreadable == 0);
        for (const auto& event : all.events) {
            CHECK(event.source.product == "windows");
            CHECK(event.event_id != 0);
            CHECK(!event.channel.empty());
            CHECK(!event.provider.empty());
            CHECK(!event.time.empty());
        }
        events += all.events.size();
    }
    CHECK(events > 100);
}

} // namespace
} // namespace sokuo::detect::logs
