#include "search/find.h"

#include "core/text.h"
#include "search/testing.h"

#include <map>
#include <random>
#include <set>

namespace sokuo::search {
namespace {

using testing::Archive;
using testing::marked;
using testing::Subjects;
using testing::sure;

TEST_CASE("every word stands somewhere in it: one in the title, one in the record") {
    Archive archive;
    const auto id = archive.incident("ファイルサーバの停止");
    archive.record(id, "委託先へ電話した");
    archive.record(id, "再起動で直った");
    const auto other = archive.incident("掲示板の停止", "R8-0013");
    archive.record(other, "再起動した");
    CHECK(archive.finds("ファイル 再起動") == Subjects{id});
    CHECK(archive.finds("委託先 再起動") == Subjects{id});
    CHECK(archive.finds("委託先 掲示").empty());
    CHECK(archive.finds("停止 再起動").size() == 2);
}

TEST_CASE("a number said on the phone finds its report first, with and without hyphens") {
    Archive archive;
    const auto id = archive.report("つながらない");
    const auto newer =
        archive.report("前の受付 R8-U-0231 と同じ。R8-U-0231 を見てほしい", "R8-U-0232");
    for (const auto* typed : {"R8-U-0231", "r8u0231", "Ｒ８－Ｕ－０２３１"})
        CHECK(archive.finds(typed) == Subjects{id, newer});
    CHECK(archive.finds("0231").front() == id); // Only what stands in its number.
}

TEST_CASE("the number given while the program was down finds it as well") {
    Archive archive;
    const auto id = archive.write("report.received", Json::object({{"number", "R8-U-0231"},
                                                                   {"provisional", "仮-KAKAK7"},
                                                                   {"what", "つながらない"}}));
    archive.report("仮-KAKAK7 の方からまた電話。仮-KAKAK7", "R8-U-0232");
    CHECK(archive.finds("仮kakak7").front() == id);
}

TEST_CASE("what is called just so comes first, however old it is") {
    Archive archive;
    const auto id = archive.incident("停止");
    for (int i = 0; i < 30; ++i)
        archive.report("停止、停止、停止");
    CHECK(archive.finds("停止").front() == id);
}

TEST_CASE("of the like, the newer comes first; of the old, the one that says more") {
    Archive archive;
    const auto older = archive.report("端末が止まった");
    archive.clock.advance_to(archive.clock.now() + std::chrono::days{200});
    const auto newer = archive.report("端末が止まった");
    CHECK(archive.finds("端末") == Subjects{newer, older});
    const auto more = archive.report("端末と端末");
    archive.report(
        "そのほかのことをいろいろ長く書いたあとで端末のことも少しだけ書いてある受付の記録");
    CHECK(archive.finds("端末").front() == more);
}

TEST_CASE("what was found is shown: the words where they stand, and under which part") {
    Archive archive;
    const auto id = archive.incident("ファイルサーバの停止");
    archive.record(id, "委託先へ電話した");
    archive.record(id, "サーバの再起動で直った");
    archive.record(id, "もういちど再起動した");
    archive.record(id, "再起動のあとの確認");
    archive.record(id, "再起動は要らない");
    const auto page = archive.look("サーバ 再起動");
    REQUIRE(page.items.size() == 1);
    const auto& found = page.items[0];
    CHECK(found.hit.kind == "incident");
    CHECK(found.hit.id == id);
    CHECK(found.number.text == "R8-0012");
    CHECK(marked(found.title) == "ファイル〔サーバ〕の停止");
    REQUIRE(found.texts.size() == 3);
    CHECK(marked(found.texts[0].excerpt) == "〔サーバ〕の〔再起動〕で直った"); // Both words first,
    CHECK(marked(found.texts[1].excerpt) == "〔再起動〕は要らない");           // then the newest.
    CHECK(found.texts[0].part == Part::line);
    CHECK(found.texts[0].type == "incident.recorded");
    CHECK(found.more == 1);
}

TEST_CASE("words that must not be there leave out the whole subject") {
    Archive archive;
    const auto id = archive.incident("VPNの停止");
    const auto rehearsal = archive.incident("VPNの停止", "R8-0013");
    archive.record(rehearsal, "これは訓練です");
    CHECK(archive.look(Query{.wanted = testing::words("VPN")}).items.size() == 2);
    const auto page =
        archive.look(Query{.wanted = testing::words("VPN"), .unwanted = testing::words("訓練")});
    REQUIRE(page.items.size() == 1);
    CHECK(page.items[0].hit.id == id);
    CHECK(page.counts.all == 1);
}

// Three subjects, each with something of its own a filter can ask about.
struct Cabinet : Archive {
    Cabinet() {
        phoned = report("端末が止まった");
        const auto summer = clock.now();
        clock.advance_to(summer + std::chrono::days{40});
        mailed = report("端末が遅い", "R8-U-0232");
        declared = incident("端末の停止");
        record(declared, "端末を切り離した");
        note({"report", phoned},
             {.state = "declared", .is_open = false, .channel = "phone", .incident = declared});
        note({"report", mailed}, {.state = "undecided", .channel = "mail"});
        const std::vector<std::string> categories{"A", "C"};
        note({"incident", declared},
             {.state = "contained", .incident = declared, .categories = &categories});
    }
    [[nodiscard]] std::set<Uuid> set(const Filter& filter) const {
        const auto ids = finds("端末", filter);
        return {ids.begin(), ids.end()};
    }
    static Time day(std::string_view text) {
        return sure(parse_rfc3339(std::string{text} + "T00:00:00Z"));
    }
    Uuid phoned;
    Uuid mailed;
    Uuid declared;
};

TEST_CASE("each filter leaves what it asks for") {
    const Cabinet cabinet;
    using Set = std::set<Uuid>;
    CHECK(cabinet.set({}) == Set{cabinet.phoned, cabinet.mailed, cabinet.declared});
    CHECK(cabinet.set({.part = Part::report}) == Set{cabinet.phoned, cabinet.mailed});
    CHECK(cabinet.set({.part = Part::incident}) == Set{cabinet.declared});
    CHECK(cabinet.set({.part = Part::line}) == Set{cabinet.declared});
    CHECK(cabinet.set({.is_open = true}) == Set{cabinet.mailed, cabinet.declared});
    CHECK(cabinet.set({.is_open = false}) == Set{cabinet.phoned});
    CHECK(cabinet.set({.channel = "phone"}) == Set{cabinet.phoned});
    CHECK(cabinet.set({.channel = "no such"}).empty());
    CHECK(cabinet.set({.category = "C"}) == Set{cabinet.phoned, cabinet.declared});
    CHECK(cabinet.set({.category = "B"}).empty());
    CHECK(cabinet.set({.incident = cabinet.declared}) == Set{cabinet.phoned, cabinet.declared});
    CHECK(cabinet.set({.incident = cabinet.mailed}).empty());
    CHECK(cabinet.set({.from = Cabinet::day("2026-12-01")}) ==
          Set{cabinet.mailed, cabinet.declared});
    CHECK(cabinet.set({.before = Cabinet::day("2026-12-01")}) == Set{cabinet.phoned});
    CHECK(cabinet.set({.from = Cabinet::day("2026-11-24"), .before = Cabinet::day("2026-11-25")}) ==
          Set{cabinet.phoned});
    CHECK(cabinet.set({.before = Cabinet::day("2020-01-01")}).empty());
    CHECK(cabinet.set({.part = Part::report, .is_open = true, .channel = "mail"}) ==
          Set{cabinet.mailed});
}

TEST_CASE("the counts say where the words stand, whichever part is shown") {
    const Cabinet cabinet;
    for (const auto part : {std::optional<Part>{}, std::optional{Part::line}}) {
        const auto counts = cabinet.look("端末", {.part = part}).counts;
        CHECK(counts.all == 3);
        CHECK(counts.by_part == std::array<std::size_t, 4>{2, 1, 1, 0});
        CHECK_FALSE(counts.is_cut);
    }
}

TEST_CASE("number and title count wherever one looks") {
    Cabinet cabinet;
    cabinet.record(cabinet.declared, "再起動した");
    CHECK(cabinet.finds("R8-0012 再起動", {.part = Part::line}) == Subjects{cabinet.declared});
    CHECK(cabinet.finds("停止 再起動", {.part = Part::line}) == Subjects{cabinet.declared});
    CHECK(cabinet.finds("R8-0012", {.part = Part::line}).empty()); // No line says it.
    cabinet.clock.advance_to(cabinet.clock.now() + std::chrono::days{60});
    const auto later = cabinet.clock.now();
    cabinet.record(cabinet.declared, "再発した");
    CHECK(cabinet.finds("R8-0012 再発", {.from = later}) == Subjects{cabinet.declared});
    CHECK(cabinet.finds("R8-0012 再起動", {.from = later}).empty());
}

TEST_CASE("a day is that of what happened, not that of the writing down") {
    Archive archive;
    const auto id = archive.incident("停止");
    archive.occurred_at = archive.clock.now() - std::chrono::days{400};
    archive.record(id, "最初の兆し");
    archive.occurred_at.reset();
    const auto year_ago = archive.clock.now() - std::chrono::days{300};
    CHECK(archive.finds("兆し", {.before = year_ago}) == Subjects{id});
    CHECK(archive.finds("兆し", {.from = year_ago}).empty());
}

TEST_CASE("pages follow each other without a gap or a double, whatever is written meanwhile") {
    Archive archive;
    std::set<Uuid> all;
    for (int i = 0; i < 53; ++i)
        all.insert(archive.report("端末" + std::to_string(i % 7)));
    std::set<Uuid> seen;
    Page page;
    int pages = 0;
    do {
        page = archive.look("端末", {}, {.after = page.next, .count_max = 10});
        for (const auto& found : page.items)
            CHECK(seen.insert(found.hit.id).second);
        archive.report("端末の新しい受付");
        archive.clock.advance_to(archive.clock.now() + std::chrono::days{9});
        ++pages;
    } while (page.next);
    CHECK(pages == 6);
    CHECK(seen == all);
}

// Somebody who may not know of the one thing that answers every filter of the other's.
struct Secret : Cabinet {
    Secret() {
        outsider.value[15] = std::byte{1};
        insider.value[15] = std::byte{2};
        const team::Circle circle{.is_restricted = true, .named = {insider}, .excluded = {}};
        restrict({"incident", declared}, circle);
        restrict({"report", phoned}, circle);
    }
    [[nodiscard]] std::vector<Filter> filters() const {
        std::vector<Filter> all;
        for (const auto part : {std::optional<Part>{}, std::optional{Part::report},
                                std::optional{Part::incident}, std::optional{Part::line}}) {
            for (const auto& is_open : {std::optional<bool>{}, std::optional{true}}) {
                for (const auto* category : {"", "A", "C"}) {
                    for (const auto& incident : {std::optional<Uuid>{}, std::optional{declared}}) {
                        for (const auto& from :
                             {std::optional<Time>{}, std::optional{day("2026-01-01")}}) {
                            for (const auto& before :
                                 {std::optional<Time>{}, std::optional{day("2027-12-01")}})
                                all.push_back({.part = part,
                                               .is_open = is_open,
                                               .category = category,
                                               .incident = incident,
                                               .from = from,
                                               .before = before});
                        }
                    }
                }
            }
        }
        all.push_back({.channel = "phone"});
        return all;
    }
    /// Everything somebody is told by one search, as a text.
    std::string told(const PersonId& who, const Query& query) {
        reader = {.who = who};
        const auto page = look(query, {.now = clock.now()});
        std::string all = std::to_string(page.counts.all) + std::to_string(page.counts.is_cut) +
                          std::to_string(page.is_cut) + std::to_string(page.next.has_value());
        for (const auto count : page.counts.by_part)
            all += " " + std::to_string(count);
        for (const auto& found : page.items)
            all += to_text(found.hit.id) + found.hit.number + found.title.text;
        return all;
    }
    PersonId outsider;
    PersonId insider;
};

TEST_CASE("by no filter does anybody learn of what is kept from them") {
    Secret city;
    std::size_t sung = 0;
    for (const auto& filter : city.filters()) {
        for (const auto* typed : {"端末", "停止", "R8-0012", "切り離した", "端末 止"}) {
            const Query query{.wanted = testing::words(typed), .filter = filter};
            const auto seen = city.told(city.outsider, query);
            const auto known = city.told(city.insider, query);
            for (const auto& id : {city.declared, city.phoned})
                CHECK(seen.find(to_text(id)) == std::string::npos);
            CHECK(seen.find("R8-0012") == std::string::npos);
            sung += known.find(to_text(city.declared)) != std::string::npos ? 1 : 0;
            sung += known.find(to_text(city.phoned)) != std::string::npos ? 1 : 0;
        }
    }
    CHECK(sung > 100); // Who is let in finds it; otherwise the sweep proves nothing.
}

TEST_CASE("numbers, order and bounds are those of a record without what is hidden") {
    // Two records word by word the same, but that one has more, behind a veil.
    const auto fill = [](Archive& archive, bool with_secrets) {
        for (int i = 0; i < 60; ++i) {
            archive.report("端末" + std::string(static_cast<std::size_t>(i % 5), 'a') + "停止",
                           "R8-U-" + std::to_string(1000 + i));
            if (!with_secrets || i % 2 != 0) continue;
            const auto hidden = archive.incident("端末の停止の秘密", "限-" + std::to_string(i));
            archive.record(hidden, "停止した端末と停止した端末");
            archive.restrict({"incident", hidden},
                             {.is_restricted = true, .named = {}, .excluded = {}});
        }
    };
    Archive plain;
    Archive secretive;
    fill(plain, false);
    fill(secretive, true);
    secretive.reader.who.value[15] = std::byte{1};
    plain.reader = secretive.reader;
    const auto told = [&](const Archive& archive, std::string_view typed) {
        // Times differ by the minutes the secrets took; the order of the like does not.
        std::vector<std::string> all;
        Page page;
        do {
            page = archive.look(Query{.wanted = testing::words(typed)},
                                {.now = sure(parse_rfc3339("2030-01-01T00:00:00Z")),
                                 .after = page.next,
                                 .count_max = 7});
            all.push_back(std::to_string(page.counts.all) + (page.is_cut ? "+" : ""));
            for (const auto& found : page.items)
                all.push_back(found.hit.number);
        } while (page.next);
        return all;
    };
    for (const auto* typed : {"端末", "停止", "端末 停止", "a", "aaa 端末", "秘密", "限"})
        CHECK(told(secretive, typed) == told(plain, typed));
    const auto likeness = [](const Archive& archive) {
        std::vector<std::string> numbers;
        for (const auto& hit : archive.like("端末aaa停止"))
            numbers.push_back(hit.number);
        return numbers;
    };
    CHECK(likeness(secretive) == likeness(plain));
    secretive.reader.who = {};
}

TEST_CASE("a role that reads no incidents finds none, nor in the counts") {
    Cabinet cabinet;
    cabinet.reader = {.who = {}, .reads_incidents = false};
    auto page = cabinet.look("端末");
    CHECK(page.items.size() == 2);
    CHECK(page.counts.by_part == std::array<std::size_t, 4>{2, 0, 0, 0});
    CHECK(cabinet.look("R8-0012").items.empty());
    CHECK(cabinet.look("切り離した").counts.all == 0);
    for (const auto& hit : cabinet.like("端末の停止"))
        CHECK(hit.kind == "report");
    cabinet.reader = {.who = {}, .reads_reports = false};
    page = cabinet.look("端末");
    CHECK(page.items.size() == 1);
    CHECK(page.counts.by_part == std::array<std::size_t, 4>{0, 1, 1, 0});
}

TEST_CASE("what is too common is cut, and says so; what is called so is found all the same") {
    Archive archive;
    const auto id = archive.incident("確認");
    archive.record(id, "ただ一つの鰯雲");
    for (std::size_t i = 0; i < texts_max; ++i)
        archive.report("確認" + std::to_string(i));
    const auto page = archive.look("確認");
    CHECK(page.is_cut);
    CHECK(page.counts.is_cut);
    CHECK(page.items.front().hit.id == id);
    // A rare word beside it reaches back as far as there is anything.
    CHECK(archive.finds("確認 鰯雲") == Subjects{id});
    CHECK_FALSE(archive.look("確認 鰯雲").is_cut);
    CHECK(archive.look(Query{.wanted = testing::words("鰯雲"), .unwanted = testing::words("確認")})
              .items.empty());
    // Another part has a window of its own.
    CHECK(archive.look("鰯雲", {.part = Part::line}).items.size() == 1);
    CHECK_FALSE(archive.look("確認", {.part = Part::incident}).is_cut);
}

// What anybody may type, over a record of what anybody may have written: the answer is what reading
// everything would give.
TEST_CASE("whatever is searched for, what is found is what is there") {
    Archive archive;
    const std::vector<std::string> syllables{"端", "末", "停", "止", "ア", "ー", "ば", "㈱",
                                             "1",  "0",  ".",  "-",  "a",  "B",  " ",  "。"};
    std::mt19937 random{11};
    const auto any = [&](std::size_t below) { return random() % below; };
    const auto some = [&](std::size_t most) {
        std::string text;
        for (std::size_t n = 1 + any(most); n > 0; --n)
            text += syllables[any(syllables.size())];
        return text;
    };
    std::map<Uuid, std::vector<std::string>> written;
    for (int i = 0; i < 60; ++i) {
        const auto title = some(8);
        const auto id = archive.incident(title, "R8-" + std::to_string(i));
        written[id] = {search_key(title), search_key("R8-" + std::to_string(i))};
        for (std::size_t lines = any(3); lines > 0; --lines) {
            const auto line = some(12);
            archive.record(id, line);
            written[id].push_back(search_key(line));
        }
    }
    const auto holds = [&](const Uuid& id, const Word& word) {
        return std::ranges::any_of(written[id], [&](const std::string& text) {
            return text.find(word.key) != std::string::npos;
        });
    };
    for (int round = 0; round < 400; ++round) {
        const auto typed = some(3) + (any(2) == 0 ? " " + some(2) : "");
        const auto words = sure(read_words(typed));
        if (words.empty()) continue;
        std::set<Uuid> expected;
        for (const auto& [id, texts] : written) {
            if (std::ranges::all_of(words, [&](const Word& word) { return holds(id, word); }))
                expected.insert(id);
        }
        std::set<Uuid> found;
        for (const auto& one : archive.look(Query{.wanted = words}, {.count_max = 100}).items) {
            found.insert(one.hit.id);
            std::size_t marks = one.title.marks.size() + one.number.marks.size();
            for (const auto& text : one.texts)
                marks += text.excerpt.marks.size();
            CHECK(marks > 0); // Nothing is found without being shown.
        }
        INFO("「" << typed << "」");
        CHECK(found == expected);
    }
}

} // namespace
} // namespace sokuo::search
