#include "search/search.h"

#include "journal/clock.h"
#include "journal/verify.h"
#include "store/sqlite/sqlite.h"
#include "team/veil.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

namespace sokuo::search {
namespace {

// A record of reports and incidents, and somebody who looks for words in it.
struct Archive {
    Archive() {
        auto opened = journal::Journal::open(*store, *keys, clock, random, options());
        REQUIRE(opened.ok());
        journal = std::move(opened).value();
    }
    static journal::Options options() {
        return {.views = {team::veil_view(), search_view()},
                .upcasts = {},
                .origin = "mihon.example/journal",
                .clock = journal::ClockKind::simulated};
    }

    Uuid write(const std::string& type, const Json& content, const Json& personal = {}) {
        const auto kind = type.substr(0, type.find('.'));
        const auto id = new_uuid(clock.now(), random);
        go_on({kind, id}, type, content, personal);
        return id;
    }
    void go_on(const journal::Stream& stream, const std::string& type, const Json& content,
               const Json& personal = {}) {
        clock.advance_to(clock.now() + std::chrono::minutes{1});
        const auto entry = store->write_for([&](store::Write& db) {
            return journal->append(db, {},
                                   {.stream = stream,
                                    .type = type,
                                    .version = 1,
                                    .occurred_at = {},
                                    .content = content,
                                    .personal = personal});
        });
        INFO((entry.ok() ? "" : describe(entry.error())));
        REQUIRE(entry.ok());
    }
    Uuid report(const std::string& what) {
        return write("report.received", Json::object({{"number", "R8-U-0231"}, {"what", what}}));
    }

    [[nodiscard]] std::vector<Uuid> finds(std::string_view words, std::string_view kind = "") {
        const auto hits =
            store->read_for([&](store::Read& db) { return find(db, PersonId{}, words, kind, 20); });
        INFO(words);
        INFO((hits.ok() ? "" : describe(hits.error())));
        REQUIRE(hits.ok());
        std::vector<Uuid> ids;
        for (const auto& hit : hits.value())
            ids.push_back(hit.id);
        return ids;
    }
    [[nodiscard]] std::vector<Hit> like(std::string_view text, const Uuid& except = {}) {
        const auto hits = store->read_for(
            [&](store::Read& db) { return similar(db, PersonId{}, text, except, 10); });
        REQUIRE(hits.ok());
        return hits.value();
    }

    SystemRandom random;
    journal::SimulatedClock clock{parse_rfc3339("2026-11-24T00:00:00Z").value()};
    std::unique_ptr<store::Store> store = std::move(store::open_sqlite_memory()).value();
    std::unique_ptr<journal::Keys> keys = journal::keys_in_memory(random);
    std::unique_ptr<journal::Journal> journal;
};

using Found = std::vector<Uuid>;

TEST_CASE("a word of two characters is found in the middle of a sentence") {
    Archive archive;
    const auto id = archive.report("税務課の端末に身代金の要求が出ている");
    archive.report("広報課の掲示が古い");
    CHECK(archive.finds("端末") == Found{id});
    CHECK(archive.finds("税務") == Found{id});
    CHECK(archive.finds("身代金の要求") == Found{id});
    CHECK(archive.finds("端税").empty());
    CHECK(archive.finds("端末 掲示").empty()); // All words, in one entry.
}

TEST_CASE("one character is found wherever it stands, also at the end") {
    Archive archive;
    const auto id = archive.report("見本町の橋");
    CHECK(archive.finds("見") == Found{id});
    CHECK(archive.finds("町") == Found{id});
    CHECK(archive.finds("橋") == Found{id});
    CHECK(archive.finds("川").empty());
}

TEST_CASE("however a word is typed, it is the same word") {
    Archive archive;
    const auto id = archive.report("㈱みほんのサーバへＶＰＮで入られた。髙橋さんから");
    for (const auto* typed : {"(株)みほん", "（株）ミホン", "サーバ", "ｻｰﾊﾞ", "さーば", "vpn",
                              "VPN", "ｖｐｎ", "高橋", "髙橋", "ミホン　VPN"})
        CHECK(archive.finds(typed) == Found{id});
}

TEST_CASE("a number said on the phone finds its report, with and without hyphens") {
    Archive archive;
    const auto id = archive.report("つながらない");
    for (const auto* typed : {"R8-U-0231", "r8u0231", "Ｒ８－Ｕ－０２３１", "0231"})
        CHECK(archive.finds(typed) == Found{id});
}

TEST_CASE("a name or a phone of an outsider is never found") {
    Archive archive;
    const auto id = archive.write(
        "report.received", Json::object({{"what", "名簿が届いた"}}),
        Json::object(
            {{"reporter", Json::object({{"name", "山田花子"}, {"phone", "000-1111-2222"}})}}));
    CHECK(archive.finds("名簿") == Found{id});
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

TEST_CASE("signs with a meaning for the index are only signs") {
    Archive archive;
    archive.report("端末が止まった");
    for (const auto* typed : {"\"",
                              "\"\"",
                              "*",
                              "端末*",
                              "端末\" OR \"x",
                              "NEAR(端末 止)",
                              "words:端末",
                              "端末 AND",
                              "-端末",
                              "^端末",
                              "(",
                              ")",
                              "'; DROP TABLE search_text; --",
                              "",
                              " ",
                              "　",
                              "。",
                              "…！？",
                              "NOT 端末",
                              "{端末}"})
        CHECK(archive.finds(typed).size() <= 1);
    CHECK(archive.finds("端末").size() == 1); // Everything is still there.
    CHECK(archive.finds("端末\" OR \"広報").empty());
    CHECK(archive.finds("端末*").size() <= 1);
}

TEST_CASE("a question as long as a page, or with broken bytes, is answered") {
    Archive archive;
    const auto id = archive.report("端末が止まった");
    std::string page;
    for (int i = 0; i < 500; ++i)
        page += "端末 ";
    CHECK(archive.finds(page) == Found{id});
    CHECK(archive.finds("\xE7\xAB").empty());
    CHECK(archive.finds("\xFF\xFE").empty());
}

TEST_CASE("the newest comes first, and only the kind that was asked for") {
    Archive archive;
    const auto older = archive.report("端末が止まった");
    const auto newer = archive.write("incident.declared", Json::object({{"title", "端末の停止"}}));
    CHECK(archive.finds("端末") == Found{newer, older});
    CHECK(archive.finds("端末", "report") == Found{older});
    CHECK(archive.finds("端末", "incident") == Found{newer});
}

TEST_CASE("what is written later is found under the same subject, once") {
    Archive archive;
    const auto id = archive.write("incident.declared", Json::object({{"title", "停止"}}));
    archive.go_on({"incident", id}, "incident.recorded", Json::object({{"text", "再起動した"}}));
    archive.go_on({"incident", id}, "incident.recorded", Json::object({{"text", "再起動で直る"}}));
    CHECK(archive.finds("再起動") == Found{id});
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
}

TEST_CASE("what was erased is found no more; names that go take no words with them") {
    Archive archive;
    const auto id = archive.write("report.received", Json::object({{"what", "秘密の名簿"}}),
                                  Json::object({{"reporter", "山田"}}));
    REQUIRE(archive.journal->erase({}, {"report", id}, journal::Slot::personal, "本人の求め").ok());
    CHECK(archive.finds("名簿") == Found{id});
    REQUIRE(archive.journal->erase({}, {"report", id}, journal::Slot::content, "保存期間").ok());
    CHECK(archive.finds("名簿").empty());
    CHECK(archive.finds("秘密").empty());

    const auto verified = journal::verify(*archive.store, *archive.keys,
                                          {.options = Archive::options(),
                                           .scratch = std::filesystem::temp_directory_path(),
                                           .checkpoint_file = {}});
    REQUIRE(verified.ok());
    CHECK(verified.value().sound());
}

} // namespace
} // namespace sokuo::search
