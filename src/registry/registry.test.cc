#include "registry/registry_api.h"

#include "journal/verify.h"
#include "registry/registry_store.h"
#include "team/team_test.h"

// 委託先台帳・システム台帳: whom to call at night, whose subcontractor they are, what they owe.

namespace sokuo::registry {
namespace {

using http::Method;

std::vector<journal::View> all_views() {
    return team::views({journal::due_view()}, {charter::charter_view(), registry_view()});
}

struct Shop : team::City {
    Shop() : City{all_views()} {
        add("handler", "joho-kacho");
        add("member", "joho-kakari");
        serve(registry_routes({*store, *journal}));
        sign_in("handler");
    }
    Json send(Method method, const std::string& path, const Json& body, int status = 201) {
        return json({.method = method, .path = "/api/v1/registry" + path, .body = to_text(body)},
                    status);
    }
    /// Writes over the revision that was read.
    Json change(const std::string& path, std::int64_t rev, const Json& body, int status = 200) {
        return json({.method = Method::put,
                     .path = "/api/v1/registry" + path,
                     .body = to_text(body),
                     .headers = {{"if-match", '"' + std::to_string(rev) + '"'}}},
                    status);
    }
    static Json company(std::string_view name) {
        return Json::object(
            {{"name", name},
             {"services", "住民情報システムの保守"},
             {"contract_until", "2027-03-31"},
             {"erasure_duty", "契約の終わりから30日以内に消去し、証明書を出す"},
             {"contacts",
              Json::array().push(Json::object(
                  {{"name", "見本 窓口"}, {"phone", "000-000-0000"}, {"hours", "24時間"}}))}});
    }
    /// The row of that name as the registry has it.
    static Json row(const Json& all, std::string_view list, std::string_view name) {
        for (const auto& one : all[list].items()) {
            if (one["name"].text_or("") == name) return one;
        }
        return {};
    }
    std::string id_of(std::string_view name) {
        return std::string{
            row(json({.path = "/api/v1/registry"}), "contractors", name)["id"].text_or("")};
    }
    bool verify() {
        return journal::verify(*store, *keys,
                               {.options = {.views = all_views(),
                                            .upcasts = {},
                                            .origin = "mihon.example/journal",
                                            .clock = journal::ClockKind::simulated},
                                .scratch = std::filesystem::temp_directory_path(),
                                .checkpoint_file = {}})
            .value()
            .sound();
    }
};

TEST_CASE("a company is registered with whom to call, and checked on a day") {
    Shop shop;
    shop.send(Method::post, "/contractors", Shop::company("見本保守"));
    const auto id = shop.id_of("見本保守");
    REQUIRE(shop.clock.advance_to(shop.clock.now() + std::chrono::days{3}));
    const auto checked = shop.send(Method::post, "/contractors/" + id + "/check", Json::object());
    const auto row = Shop::row(checked, "contractors", "見本保守");
    CHECK(row["contacts"].items().front()["phone"].text_or("") == "000-000-0000");
    CHECK(row["checked_at"].text_or("") == to_rfc3339(shop.clock.now()));
    CHECK(row["checked_by"]["name"].text_or("") == "handler");
    CHECK(row["owes_erasure"].boolean_or(false));
    CHECK(shop.verify());
}

TEST_CASE("people of a company stand in no content, and erasing them leaves the company") {
    Shop shop;
    shop.send(Method::post, "/contractors", Shop::company("見本保守"));
    const auto id = ContractorId::parse(shop.id_of("見本保守")).value();
    const auto entries = shop.store->read_for([&](store::Read& db) {
        return shop.journal->stream(db, {"contractor", id.value});
    });
    REQUIRE(entries.ok());
    CHECK(to_text(entries.value().front().content).find("見本 窓口") == std::string::npos);
    REQUIRE(shop.journal->erase({}, {"contractor", id.value}, journal::Slot::personal, "本人の求め")
                .ok());
    const auto row = Shop::row(shop.json({.path = "/api/v1/registry"}), "contractors", "見本保守");
    CHECK(row["contacts"].items().empty());
    CHECK(row["services"].text_or("") == "住民情報システムの保守");
    CHECK(shop.verify());
}

TEST_CASE("再委託 is a chain: its tiers are counted, and nobody works for themselves") {
    Shop shop;
    shop.send(Method::post, "/contractors", Shop::company("一次"));
    auto second = Shop::company("二次");
    second.set("works_for", shop.id_of("一次"));
    shop.send(Method::post, "/contractors", second);
    auto third = Shop::company("三次");
    third.set("works_for", shop.id_of("二次"));
    const auto all = shop.send(Method::post, "/contractors", third);
    CHECK(Shop::row(all, "contractors", "一次")["tier"].integer_or(-1) == 0);
    CHECK(Shop::row(all, "contractors", "三次")["tier"].integer_or(-1) == 2);

    auto ring = Shop::company("一次");
    ring.set("works_for", shop.id_of("三次"));
    const auto refused = shop.change("/contractors/" + shop.id_of("一次"), 1, ring, 400);
    CHECK(refused["code"].text_or("") == "registry.works_for_itself");
    CHECK(refused["field"].text_or("") == "/works_for");
    auto lost = Shop::company("孤児");
    lost.set("works_for", ContractorId::make(shop.clock.now(), shop.random).text());
    CHECK(shop.send(Method::post, "/contractors", lost, 400)["code"].text_or("") ==
          "registry.no_such_contractor");
}

TEST_CASE("a contract ends, and what it owes of erasing is open until it is proved") {
    Shop shop;
    shop.send(Method::post, "/contractors", Shop::company("見本保守"));
    const auto one = "/contractors/" + shop.id_of("見本保守");
    const auto ended =
        shop.send(Method::post, one + "/end", Json::object({{"reason", "契約の満了"}}));
    CHECK(Shop::row(ended, "contractors", "見本保守")["ended"].boolean_or(false));
    CHECK(Shop::row(ended, "contractors", "見本保守")["owes_erasure"].boolean_or(false));
    CHECK(shop.change(one, 2, Shop::company("見本保守"), 400)["code"].text_or("") ==
          "registry.has_ended");
    const auto proved =
        shop.send(Method::post, one + "/erasure",
                  Json::object({{"erased_on", "2026-11-20"}, {"proof", "消去証明書 第12号"}}));
    CHECK(!Shop::row(proved, "contractors", "見本保守")["owes_erasure"].boolean_or(true));
    CHECK(shop.verify());
}

TEST_CASE("a system names who answers for it and who looks after it") {
    Shop shop;
    shop.send(Method::post, "/contractors", Shop::company("見本保守"));
    auto wanted = Json::object({{"name", "住民情報システム"},
                                {"department", "市民部"},
                                {"network", "マイナンバー利用事務系"},
                                {"managers", Json::array().push("shimin-kacho")},
                                {"contractor", shop.id_of("見本保守")},
                                {"holds_personal_data", true}});
    const auto all = shop.send(Method::post, "/systems", wanted);
    const auto row = Shop::row(all, "systems", "住民情報システム");
    CHECK(row["managers"].items().front()["name"].text_or("") == "市民課長");
    CHECK(row["holds_personal_data"].boolean_or(false));
    const auto one = "/systems/" + std::string{row["id"].text_or("")};
    wanted.set("note", "月次処理は25日の夜");
    shop.change(one, 1, wanted);
    shop.send(Method::post, one + "/end", Json::object({{"reason", "更新"}}));
    CHECK(shop.change(one, 3, wanted, 400)["code"].text_or("") == "registry.has_ended");
    CHECK(shop.verify());
}

TEST_CASE("a system says what it is made of; a system of before says nothing, which is no error") {
    Shop shop;
    const auto software = Json::object({{"vendor", "見本ソフト"},
                                        {"name", "みほんサーバー"},
                                        {"version", "7.2"},
                                        {"cpe", "cpe:/a:mihon:mihon_server:7.2"}});
    auto wanted =
        Json::object({{"name", "公開サイト"}, {"software", Json::array().push(software)}});
    const auto row =
        Shop::row(shop.send(Method::post, "/systems", wanted), "systems", "公開サイト");
    CHECK(canonical(row["software"]) == canonical(Json::array().push(software)));
    auto wrong = software;
    wrong.set("cpe", "7.2");
    wanted.set("software", Json::array().push(wrong));
    const auto refused = shop.send(Method::post, "/systems", wanted, 400);
    CHECK(refused["code"].text_or("") == "registry.bad_cpe");
    CHECK(refused["field"].text_or("") == "/software/0/cpe");
    CHECK(system_from(Json::object({{"name", "前からのもの"}})).software.empty());
    CHECK(shop.verify());
}

TEST_CASE("of two who change one row the slower one is told, and nothing is written over") {
    Shop shop;
    shop.send(Method::post, "/contractors", Shop::company("見本保守"));
    const auto one = "/contractors/" + shop.id_of("見本保守");
    auto quick = Shop::company("見本保守");
    quick.set("services", "ヘルプデスク");
    shop.send(Method::put, one, quick, 400); // Without saying what was read.
    const auto kept = shop.change(one, 1, quick);
    CHECK(Shop::row(kept, "contractors", "見本保守")["rev"].integer_or(0) == 2);
    const auto late = shop.change(one, 1, Shop::company("見本保守"), 400);
    const auto there = Shop::row(late["current"], "contractors", "見本保守");
    CHECK(there["services"].text_or("") == "ヘルプデスク");
    CHECK(there["rev"].integer_or(0) == 2);
    CHECK(shop.verify());
}

TEST_CASE("who may read may not change, and is told who may") {
    Shop shop;
    shop.sign_in("member");
    const auto all = shop.json({.path = "/api/v1/registry"});
    CHECK(!all["may"].items().front()["allowed"].boolean_or(true));
    shop.send(Method::post, "/contractors", Shop::company("見本保守"), 400);
    CHECK(shop.json({.path = "/api/v1/registry"})["contractors"].items().empty());
}

} // namespace
} // namespace sokuo::registry
