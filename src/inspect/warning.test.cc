// What is said before a file is opened.

#include "inspect/warning.h"

#include "inspect/test_files.h"

#include <doctest/doctest.h>

namespace sokuo::inspect {

using namespace std::string_view_literals;

namespace {

using Warnings = std::vector<Warning>;

Warnings warnings(std::string_view name, Kind kind) {
    return warnings_of(name, {.kind = kind});
}

} // namespace

TEST_CASE("a file that is what its name says gives no warning") {
    CHECK(warnings("報告書.pdf", Kind::pdf).empty());
    CHECK(warnings("写真.JPG", Kind::jpeg).empty());
    CHECK(warnings("名簿.xlsx", Kind::ole2).empty()); // with a password
    CHECK(warnings("メモ.txt", Kind::html).empty());
    CHECK(warnings("メモ", Kind::text).empty());
    CHECK(warnings("2026.11.27 の記録.dat", Kind::unknown).empty());
    CHECK(warnings("空.pdf", Kind::empty).empty());
}

TEST_CASE("a program that calls itself a PDF is said aloud") {
    const auto said = warnings("請求書.pdf", Kind::windows_program);
    REQUIRE(said == Warnings{{&content_runs, {"pdf", "Windows EXE"}}});
    CHECK(render(*said[0].message, said[0].args, Language::ja) ==
          "拡張子は .pdf ですが、中身は実行形式です（Windows EXE）。");
    CHECK(warnings("請求書", Kind::linux_program) == Warnings{{&content_runs_unnamed, {"ELF"}}});
}

TEST_CASE("a content of another kind is said, and one of no kind as well") {
    CHECK(warnings("a.pdf", Kind::html) == Warnings{{&content_differs, {"pdf", "HTML"}}});
    CHECK(warnings("a.png", Kind::unknown) == Warnings{{&content_unlike, {"png"}}});
}

TEST_CASE("a name that turns its letters around is read as systems read it") {
    const auto name = "請求書\u202efdp.exe";
    CHECK(extension_of(name) == "exe");
    CHECK(warnings(name, Kind::windows_program) ==
          Warnings{{&name_runs, {"exe"}}, {&name_turns, {}}});
    CHECK(extension_of("a.e\u200bxe") == "exe");
    CHECK(warnings("a\u200b.txt", Kind::text) == Warnings{{&name_hides, {}}});
}

TEST_CASE("a second extension, far away or behind dots, is the one that counts") {
    CHECK(warnings("請求書.pdf.exe", Kind::windows_program) ==
          Warnings{{&name_doubled, {"pdf", "exe"}}});
    CHECK(warnings("請求書.pdf                .js", Kind::text) ==
          Warnings{{&name_doubled, {"pdf", "js"}}});
    CHECK(extension_of("a.exe. . .") == "exe");
    CHECK(extension_of("a.exe\0.pdf"sv) == "exe");
    CHECK(warnings("a.exe\0.pdf"sv, Kind::unknown) ==
          Warnings{{&name_runs, {"exe"}}, {&name_hides, {}}});
}

TEST_CASE("macros are named") {
    CHECK(warnings_of("a.docm", {.kind = Kind::ooxml, .has_macros = true}) ==
          Warnings{{&has_macros, {}}});
}

} // namespace sokuo::inspect
