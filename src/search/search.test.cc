#include "search/search.h"

#include "search/testing.h"

namespace sokuo::search {
namespace {

using testing::Archive;
using testing::Subjects;
using testing::sure;

TEST_CASE("a word of two characters is found in the middle of a sentence") {
    Archive archive;
    const auto id = archive.report("税務課の端末に身代金の要求が出ている");
    archive.report("広報課の掲示が古い");
    CHECK(archive.finds("端末") == Subjects{id});
    CHECK(archive.finds("税務") == Subjects{id});
    CHECK(archive.finds("身代金の要求") == Subjects{id});
    CHECK(archive.finds("端税").empty());
}

TEST_CASE("characters that stand there in another order are not the word") {
    Archive archive;
    archive.report("記録を住民が市民に録した"); // 住民, 民が, 市民, 記録: each pair but 民記.
    archive.report("民記。住民。記録");
    CHECK(archive.finds("住民記録").empty());
    const auto id = archive.report("住民記録");
    CHECK(archive.finds("住民記録") == Subjects{id});
}

TEST_CASE("no word reaches from one member of an entry into the next") {
    Archive archive;
    archive.write("report.received", Json::object({{"what", "住民"}, {"where", "記録"}}));
    CHECK(archive.finds("住民記録").empty());
    CHECK(archive.finds("記録住民").empty());
    CHECK(archive.finds("住民 記録").size() == 1);
}

TEST_CASE("one character is found wherever it stands, also at the end") {
    Archive archive;
    const auto id = archive.report("見本町の橋");
    CHECK(archive.finds("見") == Subjects{id});
    CHECK(archive.finds("町") == Subjects{id});
    CHECK(archive.finds("橋") == Subjects{id});
    CHECK(archive.finds("川").empty());
}

TEST_CASE("however a word is typed, it is the same word") {
    Archive archive;
    const auto id = archive.report("㈱みほんのサーバへＶＰＮで入られた。髙橋さんから");
    for (const auto* typed : {"(株)みほん", "（株）ミホン", "サーバ", "ｻｰﾊﾞ", "さーば", "vpn",
                              "VPN", "ｖｐｎ", "高橋", "髙橋", "ミホン　VPN", "株", "("})
        CHECK(archive.finds(typed) == Subjects{id});
}

TEST_CASE("signs are found as they stand: addresses, paths, flags") {
    Archive archive;
    const auto id = archive.report("10.1.2.3から https://a.example/x?y=1 へ powershell -enc");
    archive.report("10,1,2,3");
    for (const auto* typed :
         {"10.1.2.3", "example/x?y", "://", "-enc", "powershell -enc", "?", "="})
        CHECK(archive.finds(typed) == Subjects{id});
    CHECK(archive.finds("10.1.2.4").empty());
}

TEST_CASE("signs with a meaning for the index are only signs") {
    Archive archive;
    archive.report("端末が止まった");
    for (const auto* typed :
         {"*", "端末*", "端末\" OR \"x", "NEAR(端末 止)", "words:端末", "端末 AND", "^端末", "(",
          ")", "'; DROP TABLE search_text; --", "。", "…！？", "NOT 端末", "{端末}", "=name",
          "=report", "=no1", "=y2026", "端末 NOT =name"})
        CHECK(archive.finds(typed).empty());
    CHECK(archive.finds("端末").size() == 1); // Everything is still there.
    CHECK(archive.finds("\"端末\"").size() == 1);
    CHECK(archive.finds("\xE7\xAB").empty());
    CHECK(archive.finds("\xFF\xFE").empty());
}

TEST_CASE("a name or a phone of an outsider is never found") {
    Archive archive;
    const auto id = archive.write(
        "report.received", Json::object({{"what", "名簿が届いた"}}),
        Json::object(
            {{"reporter", Json::object({{"name", "山田花子"}, {"phone", "000-1111-2222"}})}}));
    CHECK(archive.finds("名簿") == Subjects{id});
    CHECK(archive.finds("山田").empty());
    CHECK(archive.finds("1111").empty());
}

TEST_CASE("ids, times and codes are not text") {
    Archive archive;
    archive.write(
        "incident.declared",
        Json::object({{"title", "停止"},
                      {"reports", Json{Json::Array{"01938f6e-7c1a-7b2e-9a54-3f1f0c8d2e11"}}},
                      {"received_at", "2026-11-24T00:00:00Z"},
                      {"priority", "P3"}}));
    CHECK(archive.finds("停止").size() == 1);
    for (const auto* typed : {"01938f6e", "2026-11-24", "P3"})
        CHECK(archive.finds(typed).empty());
}

TEST_CASE("a title that was corrected is what it is called, and the old one is found as well") {
    Archive archive;
    const auto id = archive.incident("端末の停止");
    archive.go_on({"incident", id}, "incident.retriaged",
                  Json::object({{"title", "身代金の要求"}}));
    const auto now = archive.look("身代金の要求");
    REQUIRE(now.items.size() == 1);
    CHECK(now.items[0].title.text == "身代金の要求");
    CHECK(archive.finds("端末の停止") == Subjects{id});
    CHECK(archive.is_sound());
}

TEST_CASE("like things are found by what they share, the subject itself left out") {
    Archive archive;
    const auto id = archive.report("住民記録システムに接続できない");
    const auto twin = archive.report("住民記録システムに接続できません");
    archive.report("広報誌の誤字");
    const auto hits = archive.like("住民記録システムに接続できない", id);
    REQUIRE_FALSE(hits.empty());
    CHECK(hits.front().id == twin);
    for (const auto& hit : hits)
        CHECK(hit.id != id);
    CHECK(archive.like("ア").empty());
    CHECK(archive.like("").empty());
}

TEST_CASE("what is rare makes things alike, not what stands everywhere") {
    Archive archive;
    const auto twin = archive.report("庁舎の無線が届かない。確認をお願いします");
    for (int i = 0; i < 250; ++i)
        archive.report("確認をお願いします");
    const auto hits = archive.like("別館の無線が切れる。確認をお願いします");
    REQUIRE_FALSE(hits.empty());
    CHECK(hits.front().id == twin);
}

TEST_CASE("what was erased is found no more; names that go take no words with them") {
    Archive archive;
    const auto id = archive.write(
        "report.received",
        Json::object(
            {{"what", "秘密の名簿"}, {"number", "R8-U-0231"}, {"provisional", "仮-KAKAK7"}}),
        Json::object({{"reporter", "山田"}}));
    archive.go_on({"report", id}, "report.added", Json::object({{"note", "秘密の続き"}}));
    const auto other = archive.report("秘密の会議", "R8-U-0232");
    REQUIRE(archive.journal->erase({}, {"report", id}, journal::Slot::personal, "本人の求め").ok());
    CHECK(archive.finds("名簿") == Subjects{id});
    sure(archive.journal->erase({}, {"report", id}, journal::Slot::content, "保存期間",
                                {.kept = Json::object({{"number", "R8-U-0231"}})}));
    CHECK(archive.finds("名簿").empty());
    CHECK(archive.finds("続き").empty());
    CHECK(archive.finds("仮-KAKAK7").empty());
    CHECK(archive.finds("秘密") == Subjects{other});
    CHECK(archive.finds("R8-U-0231") == Subjects{id}); // People still have it on paper.
    CHECK(archive.look("R8-U-0231").items[0].title.text.empty());
    CHECK(archive.is_sound());
}

TEST_CASE("a letter is found under what it is filed under, and moves when it is filed anew") {
    Archive archive;
    const auto report = archive.report("つながらない");
    const auto incident = archive.incident("VPNの停止");
    const auto letter = archive.write("letter.received", Json::object({{"account", "madoguchi"}}));
    const auto file = [&](const std::string& kind, const Uuid& id) {
        archive.go_on({"letter", letter}, "letter.filed",
                      Json::object({{"kind", kind}, {"id", to_text(id)}, {"how", "by_hand"}}));
    };
    archive.go_on({"letter", letter}, "letter.read",
                  Json::object({{"subject", "鰯雲の件"}, {"text", "本文です"}}),
                  Json::object({{"from", Json::object({{"name", "山田花子"}})}}));
    CHECK(archive.finds("鰯雲").empty()); // Nobody can say yet who may read it.
    file("report", report);
    CHECK(archive.finds("鰯雲") == Subjects{report});
    CHECK(archive.finds("鰯雲", {.part = Part::letter}) == Subjects{report});
    CHECK(archive.finds("鰯雲", {.part = Part::report}).empty());
    CHECK(archive.finds("つながらない 本文") == Subjects{report});
    file("incident", incident);
    CHECK(archive.finds("鰯雲") == Subjects{incident});
    CHECK(archive.finds("by_hand").empty());
    CHECK(archive.finds("madoguchi").empty());
    CHECK(archive.finds("山田").empty());

    archive.write(
        "letter.written",
        Json::object({{"about", Json::object({{"kind", "report"}, {"id", to_text(report)}})},
                      {"text", "お返事です"}}));
    CHECK(archive.finds("お返事") == Subjects{report});
    CHECK(archive.is_sound());
    const team::Circle circle{.is_restricted = true, .named = {}, .excluded = {}};
    archive.restrict({"incident", incident}, circle);
    CHECK(archive.finds("鰯雲").empty());
    archive.restrict({"incident", incident}, {});

    const auto about = Json::object({{"kind", "incident"}, {"id", to_text(incident)}});
    sure(archive.journal->erase({}, {"letter", letter}, journal::Slot::content, "保存期間",
                                {.kept = Json::object({{"about", about}})}));
    CHECK(archive.finds("鰯雲").empty());
    CHECK(archive.is_sound());
}

TEST_CASE("nothing of an erased text is left in the index's own tables") {
    Archive archive;
    const auto id = archive.report("鰯雲の下の名簿");
    archive.report("広報誌の誤字");
    const auto kept = [&] {
        // Every token the index still knows, as FTS5 itself lists them.
        return sure(archive.store->write_for([](store::Write& db) -> Result<std::string> {
            TRY(db.script(
                "CREATE VIRTUAL TABLE temp.known USING fts5vocab(main, search_words, row)"));
            std::string all;
            TRY(db.query("SELECT term FROM temp.known", {}, [&](const store::Row& row) -> Result<> {
                all.append(row.text(0)).append("\n");
                return Done{};
            }));
            TRY(db.script("DROP TABLE temp.known"));
            return all;
        }));
    };
    CHECK(kept().find("鰯雲") != std::string::npos);
    sure(archive.journal->erase({}, {"report", id}, journal::Slot::content, "保存期間"));
    CHECK(kept().find("鰯") == std::string::npos);
    CHECK(kept().find("名簿") == std::string::npos);
    CHECK(kept().find("広報") != std::string::npos);
}

TEST_CASE("with another edition of the keys the index is made anew") {
    CHECK(search_view().version % 100'000 == key_edition());
}

} // namespace
} // namespace sokuo::search
