// Names in archives, as they are shown and what is said about them.

#include "inspect/entry.h"

#include <doctest/doctest.h>

namespace sokuo::inspect {
namespace {

using Warnings = std::vector<Warning>;

Warnings of(std::string name) {
    return warnings_of(Entry{.name = std::move(name)});
}

} // namespace

TEST_CASE("a name that would be written somewhere else is said") {
    CHECK(of("a/b.txt").empty());
    CHECK(of("a..b/...c.txt").empty());
    CHECK(of("../../etc/passwd") == Warnings{{&path_climbs, {}}});
    CHECK(of("a/../b.txt") == Warnings{{&path_climbs, {}}});
    CHECK(of("a/.. /b.txt") == Warnings{{&path_climbs, {}}});
    CHECK(of("..") == Warnings{{&path_climbs, {}}});
    CHECK(of("..\\..\\b.txt") == Warnings{{&path_climbs, {}}, {&path_backslash, {}}});
    CHECK(of("/etc/passwd") == Warnings{{&path_absolute, {}}});
    CHECK(of("C:b.txt") == Warnings{{&path_absolute, {}}});
    CHECK(of("\\\\server\\b.txt") == Warnings{{&path_absolute, {}}, {&path_backslash, {}}});
}

TEST_CASE("what runs, what holds macros and what holds more files is said inside an archive too") {
    CHECK(of("見積/請求書.pdf.exe") == Warnings{{&name_doubled, {"pdf", "exe"}}});
    CHECK(of("a/b.docm") == Warnings{{&entry_macros, {"docm"}}});
    CHECK(of("a/b.iso") == Warnings{{&entry_nested, {}}});
    CHECK(warnings_of(Entry{.name = "b.pdf", .content = {.kind = Kind::windows_program}}) ==
          Warnings{{&content_runs, {"pdf", "Windows EXE"}}});
    CHECK(warnings_of(
              Entry{.name = "b.docm", .content = {.kind = Kind::ooxml, .has_macros = true}}) ==
          Warnings{{&has_macros, {}}});
    CHECK(warnings_of(Entry{.name = "見積\u202efdp.exe"}) ==
          Warnings{{&name_runs, {"exe"}}, {&name_turns, {}}});
    CHECK(warnings_of(Entry{.name = "a", .is_link = true}) == Warnings{{&entry_links, {}}});
    CHECK(warnings_of(Entry{.name = "folder.exe", .is_directory = true}).empty());
}

TEST_CASE("a name in CP932 is read, one in nothing is marked, a long one is cut between letters") {
    bool is_broken = false;
    CHECK(readable_name("\x90\xbf\x8b\x81\x8f\x91.pdf", is_broken) == "請求書.pdf");
    CHECK(readable_name("\x95\x5c\x8e\xa6\x83\x5c.txt", is_broken) == "表示ソ.txt"); // 0x5C inside
    CHECK(readable_name("\xb6\xde.txt", is_broken) == "ｶﾞ.txt");
    CHECK(readable_name("請求書.pdf", is_broken) == "請求書.pdf");
    CHECK_FALSE(is_broken);
    CHECK(readable_name("a\xff\xff", is_broken).starts_with("a"));
    CHECK(is_broken);
    std::string kana;
    while (kana.size() < 3000)
        kana += "あ";
    is_broken = false;
    const auto cut = readable_name(kana, is_broken);
    CHECK(cut.size() == 1023);
    CHECK_FALSE(is_broken);
    std::string half(5000, '\xb1');
    CHECK(readable_name(half, is_broken).size() <= entry_name_bytes_max);
}

TEST_CASE("nothing in a shown name turns or hides it") {
    CHECK(shown_name("見積\u202efdp.exe") == "見積⟦U+202E⟧fdp.exe");
    CHECK(shown_name("a\u200bb\n\x7f") == "a⟦U+200B⟧b⟦U+000A⟧⟦U+007F⟧");
    CHECK(shown_name("ｶﾞ😀.txt") == "ｶﾞ😀.txt");
    CHECK(shown_name("\U000e0041") == "⟦U+E0041⟧");
}

} // namespace sokuo::inspect
