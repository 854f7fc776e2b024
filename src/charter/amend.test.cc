#include "charter/amend.h"

#include "charter/charter.h"
#include "charter/testing.h"

#include <doctest/doctest.h>

namespace sokuo::charter {
namespace {

using testing::file_text;
using testing::with;

std::string amended(std::string_view text, std::string_view path, std::string_view value) {
    const auto result = amend(text, path, value);
    REQUIRE_MESSAGE(result.ok(), (result.ok() ? "" : describe(result.error())));
    return result.value();
}

TEST_CASE("changing a phone number changes those characters and nothing else in the file") {
    const auto before = file_text("charters/mutsu.yaml");

    const auto after = amended(before, "/point_of_contact/phone", "0175-22-9999");

    CHECK(after == with(before, "phone: 0175-22-1111", "phone: 0175-22-9999"));
}

TEST_CASE("an item of a list is found by what is written in it") {
    const auto before = file_text("charters/mihon.yaml");

    const auto after = amended(before, "/posts/code=joho-kacho/name", "ＤＸ推進課長");

    const auto charter = read_charter(after, "x.yaml");
    REQUIRE(charter.ok());
    CHECK(charter.value().post("joho-kacho")->name == "ＤＸ推進課長");
    CHECK(after.size() == before.size()); // six characters for six
}

TEST_CASE("a right is given and taken by changing the list of one line of the policy") {
    const auto before = file_text("charters/mutsu.yaml");
    const std::vector<std::string> roles{"head", "deputy.acting"};
    const auto after = amend_list(before, "/policy/journal.read", roles);
    REQUIRE(after.ok());
    CHECK(after.value() == with(before, "journal.read: [head, ciso, auditor]",
                                "journal.read: [head, deputy.acting]"));
    const auto nobody = amend_list(before, "/policy/journal.read", {});
    REQUIRE(nobody.ok());
    CHECK(nobody.value().find("journal.read: []\n") != std::string::npos);
    const std::vector<std::string> trick{"head]\n  clock.set: [head"};
    CHECK(!amend_list(before, "/policy/journal.read", trick).ok());
    CHECK(!amend_list(before, "/policy/no.such", roles).ok());
    CHECK(!amend_list(before, "/point_of_contact/phone", roles).ok());
}

TEST_CASE("a line of succession is written where there was none, and changed where there is one") {
    const std::vector<std::string> posts{"shicho-bukyoku-no-cho", "iinkai-jimukyoku-no-cho"};
    const auto open = file_text("charters/mutsu.yaml");
    const auto decided = amend_succession(open, "head", posts);
    REQUIRE(decided.ok());
    const auto charter = read_charter(decided.value(), "x.yaml");
    REQUIRE(charter.ok());
    CHECK(charter.value().stand_ins("head") == posts);
    const std::vector<std::string> other{"fukushi-bucho"};
    const auto changed = amend_succession(file_text("charters/mihon.yaml"), "head", other);
    REQUIRE(changed.ok());
    CHECK(read_charter(changed.value(), "x.yaml").value().stand_ins("head") == other);
}

TEST_CASE("a second line of succession is added below the first, and the rest stays as it is") {
    const std::vector<std::string> posts{"joho-kakari"};
    const auto before = file_text("charters/mihon.yaml");
    const std::string first =
        "  - {role: head, posts: [shimin-bucho, fukushi-bucho, kyoiku-bucho]}\n";
    const auto after = amend_succession(before, "handler", posts);
    REQUIRE(after.ok());
    CHECK(after.value() ==
          with(before, first, first + "  - {role: handler, posts: [joho-kakari]}\n"));
    const auto charter = read_charter(after.value(), "x.yaml");
    REQUIRE(charter.ok());
    CHECK(charter.value().stand_ins("handler") == posts);
    CHECK(charter.value().stand_ins("head").size() == 3);

    // However the lines before it are written.
    const auto added = [&](const std::string& text) {
        const auto made = amend_succession(text, "handler", posts);
        return made.ok() ? made.value() : describe(made.error());
    };
    const std::string row = "{role: handler, posts: [joho-kakari]}";
    CHECK(added("succession: [{role: head, posts: [a]}] # 順\nz: 1\n") ==
          "succession: [{role: head, posts: [a]}, " + row + "] # 順\nz: 1\n");
    CHECK(added("succession:\n- role: head\n  posts:\n  - a\n  - b # 二\n\n# 尾\nz: 1\n") ==
          "succession:\n- role: head\n  posts:\n  - a\n  - b # 二\n- " + row + "\n\n# 尾\nz: 1\n");
    CHECK(added("succession:\n  - role: head\n    posts: [a]") ==
          "succession:\n  - role: head\n    posts: [a]\n  - " + row);
}

TEST_CASE("comments, quotes and block texts around the value stay") {
    const std::string text = "# 頭\na: 1 # 一\nb: \"2\"   # 二\nc: |\n  三\n  四\n\n# 尾\nd:\n";

    CHECK(amended(text, "/a", "一 つ") ==
          "# 頭\na: 一 つ # 一\nb: \"2\"   # 二\nc: |\n  三\n  四\n\n# 尾\nd:\n");
    CHECK(amended(text, "/b", "x: \"y\"") ==
          "# 頭\na: 1 # 一\nb: \"x: \\\"y\\\"\"   # 二\nc: |\n  三\n  四\n\n# 尾\nd:\n");
    CHECK(amended(text, "/c", "五\n六") ==
          "# 頭\na: 1 # 一\nb: \"2\"   # 二\nc: \"五\\n六\"\n\n# 尾\nd:\n");
    CHECK(amended(text, "/d", "新") ==
          "# 頭\na: 1 # 一\nb: \"2\"   # 二\nc: |\n  三\n  四\n\n# 尾\nd: 新\n");
}

TEST_CASE("a value that would mean something to YAML is put in quotes") {
    for (const std::string_view value : {"", " a", "- a", "a: b", "[a]", "*a", "&a", "!a", "#a",
                                         "null", "~", "a #b", "{a}", "'a'", "> a", "% a", "\n"}) {
        INFO(value);
        const auto result = amended("k: {x: 1, y: [2]} # z\n", "/k/y/0", value);
        CHECK(result.ends_with("]} # z\n"));
    }
}

TEST_CASE("a path that leads nowhere, or to a list, changes nothing") {
    const std::string text = "a: {b: [1]}\n";
    for (const auto* const path :
         {"/c", "/a/c", "/a/b/1", "/a/b/x", "/a/b", "/a", "", "a", "/a/b/0/c"})
        CHECK_MESSAGE(amend(text, path, "2").error().code == Errc::not_found, path);
    CHECK(amend(text, "/a/b/0", "a\x01").error().code == Errc::invalid);
    CHECK(amend(text, "/a/b/0", "\xFF").error().code == Errc::invalid);
}

} // namespace
} // namespace sokuo::charter
