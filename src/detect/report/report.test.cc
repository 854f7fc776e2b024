#include "detect/report/report_test.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace sokuo::detect::report {

namespace {

constexpr Message line_broken{"test.line_broken", "{0} 行めは JSON ではありません。",
                              "Line {0} is not JSON."};
constexpr Message modifier_unknown{"test.modifier_unknown", "修飾子「{0}」は使えません。",
                                   "The modifier “{0}” is not supported."};
constexpr Message condition_missing{"test.condition_missing", "condition がありません。",
                                    "There is no condition."};

} // namespace

Time at(std::string_view rfc3339) {
    const auto time = parse_rfc3339(rfc3339);
    REQUIRE(time.ok());
    return time.value();
}

Zone tokyo() {
    const auto zone = Zone::named("Asia/Tokyo");
    REQUIRE(zone.ok());
    return zone.value();
}

const RuleInfo& powershell_rule() {
    static const RuleInfo rule{
        .id = "00000000-0000-4000-8000-000000000001",
        .title = "【架空】Encoded PowerShell Command Line",
        .author = "みほん 花子, A. Nonymous",
        .license = "DRL 1.1",
        .description = "Detects a command line that PowerShell has to decode first.\n"
                       "Attackers hide in it what they do.",
        .status = "test",
        .date = "2026-04-01",
        .level = Level::high,
        .tags = {"attack.execution", "attack.t1059.001", "attack.defense_evasion"},
        .references = {"https://example.com/a?b=1&c=2", "javascript:alert(1)",
                       "https://good.example@evil.example/", "A book, page 12"},
        .false_positives = {"Software distribution"},
        .file = "rules/windows/encoded.yml"};
    return rule;
}

const RuleInfo& logon_rule() {
    static const RuleInfo rule{.id = "00000000-0000-4000-8000-000000000002",
                               .title = "【架空】多数のログオン失敗",
                               .author = "みほん市 CSIRT",
                               .level = Level::low,
                               .tags = {"attack.credential-access", "attack.t1110"},
                               .file = "rules/windows/logon.yml"};
    return rule;
}

const RuleInfo& hostile_rule() {
    static const RuleInfo rule{
        .id = "not a \x1b[2J UUID",
        .title = "<script>alert(1)</script>\x1b]0;owned\x07",
        .author = "\xE2\x80\xAEgnp.exe \"x\" onload='y'",
        .license = "=HYPERLINK(\"http://evil.example\")",
        .description = "</style><style>*{display:none}</style>",
        .level = Level::critical,
        .tags = {"attack.impact", "attack.\r\nSet-Cookie: a=b"},
        .references = {"https://evil.example/\"onmouseover=\"alert(1)", "http://evil.example/<b>"},
        .file = "../../etc/passwd"};
    return rule;
}

std::vector<Match> night() {
    Match before{.rule = &powershell_rule(),
                 .file = "証拠/PC-SOUMU-01/Security.evtx",
                 .record = 41'337,
                 .time = at("2026-11-27T14:59:59.5Z"),
                 .computer = "PC-SOUMU-01.city.mihon.example",
                 .channel = "Security",
                 .event_id = 4688,
                 .matched = {{"CommandLine", "powershell.exe -enc SQBFAFgA  # 総務課の端末で実行"},
                             {"NewProcessName", R"(C:\Windows\System32\powershell.exe)"}},
                 .event = {{"EventID", "4688"},
                           {"CommandLine", "powershell.exe -enc SQBFAFgA  # 総務課の端末で実行"},
                           {"Privilege", "SeDebugPrivilege"},
                           {"Privilege", "SeTcbPrivilege"},
                           {"Script", "line one\n\tline \"two\"\r\n"}}};
    Match after = before;
    after.record = 41'338;
    after.time = at("2026-11-27T15:00:00Z");
    after.recovered = true;
    Match many{.rule = &logon_rule(),
               .file = "logs.zip/auth.log",
               .record = 9,
               .time = at("2026-11-27T15:10:30Z"),
               .computer = "dc01",
               .matched = {{"TargetUserName", "administrator"}},
               .event = {{"TargetUserName", "administrator"}},
               .events = 1250};
    return {before, after, many};
}

Match hostile() {
    return {.rule = &hostile_rule(),
            .file = "a\x1b[31m\n/\xE2\x80\xAEpm.\"exe\"",
            .record = 18'446'744'073'709'551'615U,
            .recovered = true,
            .time = Time::max(),
            .computer = "\x1b[2J\x1b[1;1HPC\xFF\xC3",
            .channel = "-2+3",
            .event_id = 1,
            .matched = {{"=1+1", "=cmd|' /C calc'!A0"},
                        {"b\r\nX-Header: y", "\"; =1+1,\t@SUM(A1)"},
                        {"", "\xC2\x9B"
                             "31m\xE2\x80\x8B\xE2\x80\xA8\xF3\xA0\x81\x81"}},
            .event = {{"__proto__", "<img src=x onerror=alert(1)>"},
                      {"constructor", std::string{"a\0b", 3}},
                      {"__proto__", "\xED\xA0\x80 e\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81"}}};
}

Summary night_summary(const Zone& zone) {
    Summary summary{zone};
    for (const auto& match : night())
        summary.put(match);
    summary.put(hostile());
    summary.read({.files = 3, .bytes = 71'303'168, .events = 120'345, .rules = 2});
    summary.read(
        {.files_failed = 1, .recovered = 17, .unreadable = 2, .uncounted = 5, .groups_dropped = 1});
    for (const auto* const line : {"7", "9", "12", "31"})
        summary.trouble(line_broken, {line}, "証拠/\x1b[2Jalerts.json");
    summary.rule_unusable(modifier_unknown, {"fieldref"}, "rules/a.yml");
    summary.rule_unusable(modifier_unknown, {"fieldref"}, "rules/b.yml");
    summary.rule_unusable(condition_missing, {}, "rules/c.yml");
    return summary;
}

void check_golden(std::string_view name, std::string_view text) {
    namespace fs = std::filesystem;
    const auto path = fs::path{SOURCE_DIR} / "tests/golden/scan" / name;
    const auto* const wish = std::getenv("SOKUO_GOLDEN");
    if (wish != nullptr && std::string_view{wish} == "write") {
        fs::create_directories(path.parent_path());
        std::ofstream{path, std::ios::binary} << text;
        MESSAGE("written: " << path.string());
        return;
    }
    std::ifstream in{path, std::ios::binary};
    REQUIRE_MESSAGE(in, path.string() << " is not there");
    const std::string expected{std::istreambuf_iterator<char>{in}, {}};
    CHECK_MESSAGE(text == expected, path.string() << " says otherwise. Now it is:\n" << text);
}

bool is_calm(std::string_view text, Lines within) {
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        if (visible(line, within) != line) return false;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return true;
}

TEST_CASE("what a test calls calm is calm, and nothing else") {
    CHECK(is_calm("高  PC-01\n日本\n"));
    CHECK_FALSE(is_calm("a\x1b[2J\n"));
    CHECK_FALSE(is_calm("\xE2\x80\xAE"));
    CHECK_FALSE(is_calm("\xFF"));
    CHECK_FALSE(is_calm("a\r\n"));
}

} // namespace sokuo::detect::report
