#include "detect/report/table.h"

#include "detect/report/report_test.h"
#include "detect/report/visible.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

namespace sokuo::detect::report {
namespace {

std::string shown(Table::Look look) {
    const Table table{look};
    std::string out;
    table.head(out);
    for (const auto& match : night())
        table.put(match, out);
    table.put(hostile(), out);
    return out;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size() - 1);
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    return lines;
}

TEST_CASE("a night in みほん市, as a terminal shows it in Japanese") {
    check_golden("table.ja.txt", shown({.zone = tokyo()}));
}

TEST_CASE("the same in English, in UTC, on a wide screen, with colours") {
    check_golden("table.en.txt",
                 shown({.language = Language::en, .width = 132, .is_coloured = true}));
}

TEST_CASE("no line is wider than the terminal, whatever stands in the match") {
    for (const std::size_t width : {60U, 61U, 79U, 80U, 99U, 100U, 132U, 200U}) {
        for (const auto language : {Language::ja, Language::en}) {
            const auto text = shown({.language = language, .zone = tokyo(), .width = width});
            CHECK(is_calm(text));
            for (const auto line : lines_of(text)) {
                INFO(line);
                CHECK(columns(line) <= width);
            }
        }
    }
}

TEST_CASE("three lines a match, and a terminal too narrow gets sixty columns") {
    const auto text = shown({.width = 10});
    CHECK(lines_of(text).size() == 3 + 4 * 3);
    CHECK(text == shown({.width = 60}));
}

TEST_CASE("without a width nothing is cut, up to what a line can bear") {
    auto match = night().front();
    match.matched.emplace_back("Long", std::string(3000, 'x') + "END");
    std::string out;
    Table{{.width = 0}}.put(match, out);
    CHECK(out.find("END") != std::string::npos);
    CHECK(out.find("PC-SOUMU-01.city.mihon.example  ") != std::string::npos);
    CHECK(out.find("…") == std::string::npos);

    match.matched.emplace_back("Longer", std::string(90'000, 'x'));
    out.clear();
    Table{{.width = 0}}.put(match, out);
    CHECK(out.size() < 3 * Table::uncut_columns_max);
}

TEST_CASE("only the colours are told a terminal, and only when asked") {
    CHECK(shown({}).find('\x1b') == std::string::npos);
    auto coloured = shown({.is_coloured = true});
    CHECK(coloured.find("\x1b[1;31m高\x1b[0m") != std::string::npos);
    CHECK(coloured.find("\x1b[35m[復元]\x1b[0m") != std::string::npos);
}

} // namespace
} // namespace sokuo::detect::report
