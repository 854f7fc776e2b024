#include "detect/report/lines.h"

#include "core/json.h"
#include "detect/report/report_test.h"
#include "detect/report/visible.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace sokuo::detect::report {
namespace {

std::vector<Match> everything() {
    auto all = night();
    all.push_back(hostile());
    return all;
}

// One record of RFC 4180 from the front; what a spreadsheet would find in its cells.
std::vector<std::string> take_record(std::string_view& text) {
    std::vector<std::string> cells(1);
    bool is_quoted = false;
    while (!text.empty()) {
        const char letter = text.front();
        text.remove_prefix(1);
        if (is_quoted) {
            if (letter != '"') {
                cells.back() += letter;
            } else if (text.starts_with('"')) {
                cells.back() += '"';
                text.remove_prefix(1);
            } else {
                is_quoted = false;
            }
            continue;
        }
        if (letter == '\n') break;
        if (letter == '"')
            is_quoted = true;
        else if (letter == ',')
            cells.emplace_back();
        else if (letter != '\r')
            cells.back() += letter;
    }
    return cells;
}

TEST_CASE("a line of JSON says all that is known, and gives back every character") {
    std::string out;
    const auto all = everything();
    Jsonl lines;
    for (const auto& match : all)
        lines.put(match, out);
    check_golden("matches.jsonl", out);
    CHECK(is_calm(out));

    const auto read = parse_json(out.substr(0, out.find('\n')));
    REQUIRE(read.ok());
    const auto& first = read.value();
    const auto match = night().front();
    CHECK(first["time"].text_or("") == "2026-11-27T14:59:59.500000Z");
    CHECK(first["level"].text_or("") == "high");
    CHECK(first["rule"]["author"].text_or("") == match.rule->author);
    CHECK(first["rule"]["license"].text_or("") == "DRL 1.1");
    CHECK(first["matched"]["CommandLine"].text_or("") == match.matched.front().second);
    CHECK(first["event"]["Privilege"] == Json{Json::Array{"SeDebugPrivilege", "SeTcbPrivilege"}});
    CHECK(first["event"]["Script"].text_or("") == "line one\n\tline \"two\"\r\n");
}

TEST_CASE("hostile names and values are data in JSON") {
    std::string out;
    Jsonl{}.put(hostile(), out);
    REQUIRE(out.find('\n') == out.size() - 1);
    const auto read = parse_json(out);
    REQUIRE(read.ok());
    const auto& line = read.value();
    CHECK(line["time"].is_null());
    CHECK(line["file"].text_or("") == hostile().file);
    CHECK(line["matched"]["=1+1"].text_or("") == "=cmd|' /C calc'!A0");
    CHECK(line["matched"][""].text_or("") == hostile().matched.back().second);
    CHECK(line["event"]["__proto__"].items().size() == 2);
    CHECK(line["event"]["constructor"].text_or("") == std::string("a\0b", 3));
}

TEST_CASE("a field that stands there a hundred thousand times costs what it says") {
    auto match = night().front();
    match.event = {};
    for (int i = 0; i < 100'000; ++i)
        match.event.emplace_back("Name", "v");
    std::string out;
    Jsonl{}.put(match, out);
    CHECK(out.size() < 100'000 * 5);
}

TEST_CASE("a spreadsheet finds texts, and no formula") {
    std::string out;
    const Csv csv{{.zone = tokyo()}};
    csv.head(out);
    for (const auto& match : everything())
        csv.put(match, out);
    check_golden("matches.csv", out);

    std::string_view rest = out;
    const auto names = take_record(rest);
    std::size_t records = 0;
    while (!rest.empty()) {
        const auto cells = take_record(rest);
        REQUIRE(cells.size() == names.size());
        ++records;
        for (const auto& cell : cells) {
            INFO(cell);
            CHECK(visible(cell) == cell);
            const auto first = cell.find_first_not_of(' ');
            if (first != std::string::npos)
                CHECK(std::string_view{"=+-@"}.find(cell[first]) == std::string_view::npos);
        }
    }
    CHECK(records == 4);
}

TEST_CASE("whatever could begin a formula gets an apostrophe") {
    for (const auto* const title : {"=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＠x", "  =1", "　=1"}) {
        RuleInfo rule{.title = title};
        std::string out;
        Csv{{}}.put({.rule = &rule}, out);
        INFO(out);
        CHECK(out.find("\"'" + std::string{title}) != std::string::npos);
    }
    // A tab, a carriage return and a line feed are dangerous in front; they are pictures here.
    RuleInfo rule{.title = "\t=1\r\n=2", .author = "O'Brien, \"Al\""};
    std::string out;
    Csv{{}}.put({.rule = &rule}, out);
    CHECK(out.find("\"␉=1␍␊=2\"") != std::string::npos);
    CHECK(out.find("\"O'Brien, \"\"Al\"\"\"") != std::string::npos);
}

TEST_CASE("a cell is never so long that Excel breaks it") {
    for (const auto* const piece : {"x", "総", "\x1b", "\"", "😀", "\xFF"}) {
        std::string title;
        while (title.size() < 100'000)
            title += piece;
        RuleInfo rule{.title = title};
        std::string out;
        Csv{{}}.put({.rule = &rule}, out);
        std::string_view rest = out;
        const auto cells = take_record(rest);
        CHECK(cells.at(2).size() <= Csv::cell_bytes_max + 20);
        CHECK(cells.at(2).ends_with("… [cut]"));
        CHECK(visible(cells.at(2)) == cells.at(2));
    }
}

TEST_CASE("Excel is told of UTF-8 when asked") {
    std::string out;
    Csv{{.has_bom = true}}.head(out);
    CHECK(out.starts_with("\xEF\xBB\xBFtime,level,"));
    CHECK(out.ends_with("\r\n"));
}

TEST_CASE("Timesketch gets what it demands, and no match without a time") {
    Timesketch timesketch;
    std::string out;
    for (const auto& match : everything())
        timesketch.put(match, out);
    check_golden("timesketch.jsonl", out);
    CHECK(is_calm(out));
    CHECK(timesketch.without_time() == 1);

    const auto read = parse_json(out.substr(0, out.find('\n')));
    REQUIRE(read.ok());
    const auto& first = read.value();
    CHECK(first["datetime"].text_or("") == "2026-11-27T14:59:59.500000+00:00");
    CHECK(first["timestamp"] == Json{std::int64_t{1'795'791'599'500'000}});
    CHECK_FALSE(first["timestamp_desc"].text_or("").empty());
    CHECK(first["message"].text_or("").starts_with("[high] 【架空】Encoded PowerShell"));
    CHECK(first["rule_author"].text_or("") == powershell_rule().author);
}

} // namespace
} // namespace sokuo::detect::report
