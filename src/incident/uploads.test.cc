#include "incident/uploads.h"

#include "incident/asks_api.h"
#include "incident/incident_api.h"
#include "incident/testing_api.h"

#include <filesystem>

// An upload takes its time, and what was allowed when it began may be over when it ends.

namespace sokuo::incident {
namespace {

using namespace testing;

struct Counter : Window {
    Counter() {
        routes = incident_routes(*town.desk, plain_problem);
        for (auto& route : asks_routes(*town.desk, plain_problem))
            routes.push_back(std::move(route));
        member = town.somebody("joho-kakari", "担当 次郎").person;
        member_secret = sign_in(member, "member");
        incident = town.declare().id;
    }
    std::unique_ptr<http::BodySink> attaches() {
        return begins_upload(member_secret, "/api/v1/incidents/{id}/attachments",
                             {{"id", incident.text()}});
    }
    std::size_t attachments() {
        return sure(town.reading([&](store::Read& db) { return load(*town.desk, db, incident); }))
            .attachments.size();
    }
    std::size_t blobs() const {
        std::size_t count = 0;
        for (const auto& file :
             std::filesystem::recursive_directory_iterator{town.directory / "vault"})
            count += file.is_regular_file() ? 1 : 0;
        return count;
    }
    void hand_over(const std::string& post, const PersonId& to) {
        sure(town.writing([&](store::Write& db) {
            return team::assign(
                db, *town.journal, {},
                {.post = post, .person = to, .from = calendar::date(2026, 11, 24), .to = {}});
        }));
    }

    PersonId member;
    std::string member_secret;
    IncidentId incident;
};

TEST_CASE("a file is kept when whoever sends it may still do so at its end") {
    Counter desk;
    const auto sink = desk.attaches();
    // Nothing was heard from them for an hour: sending is no silence.
    desk.town.pass(std::chrono::minutes{59});
    CHECK(Counter::ends_upload(*sink) == "kept");
    CHECK(desk.attachments() == 1);
    CHECK(desk.blobs() == 1);
    CHECK(desk.town.verify().sound());
}

TEST_CASE("an incident drawn shut while a file is sent takes no file") {
    Counter desk;
    const auto sink = desk.attaches();
    SUBCASE("only others are named") {
        desk.town.does(desk.incident,
                       Command{SetCircle{{true, {desk.town.handler.person}, {}}, "人事"}});
    }
    SUBCASE("they are shut out") {
        desk.town.does(desk.incident, Command{SetCircle{{false, {}, {desk.member}}, "関与の疑い"}});
    }
    CHECK(Counter::ends_upload(*sink) == "incident.upload_nothing_here");
    CHECK(desk.attachments() == 0);
    CHECK(desk.blobs() == 0);
}

TEST_CASE("a session ended while a file is sent keeps nothing, and says that it was not kept") {
    Counter desk;
    const auto sink = desk.attaches();
    const auto seats = sure(desk.town.accounts->seats(desk.member));
    sure(desk.town.accounts->end_seat(desk.member, seats.front().id));
    CHECK(Counter::ends_upload(*sink) == "incident.upload_session_over");
    CHECK(desk.blobs() == 0);
}

TEST_CASE("whoever was asked and is in the post no longer hands nothing in") {
    Counter desk;
    const auto finance = desk.town.somebody("zaisei-kacho", "財政 課長").person;
    const auto finance_secret = desk.sign_in(finance, "finance");
    const auto asked = AskedId::make(desk.town.clock.now(), desk.town.random);
    desk.town.does(desk.incident, Command{AskSomebody{.asked = asked,
                                                      .person = {},
                                                      .post = "zaisei-kacho",
                                                      .text = "予備費を使えますか",
                                                      .due_at = {}}});
    const auto sink =
        desk.begins_upload(finance_secret, "/api/v1/asks/{asked}/files", {{"asked", asked.text()}});
    SUBCASE("another holds the post") {
        desk.hand_over("zaisei-kacho", desk.town.somebody("joho-kakari", "後任").person);
        CHECK(Counter::ends_upload(*sink) == "team.needs_role");
    }
    SUBCASE("they hold another post, and were not asked in it") {
        desk.hand_over("zaisei-kacho", desk.town.somebody("joho-kakari", "後任").person);
        desk.hand_over("soumu-kacho", finance);
        CHECK(Counter::ends_upload(*sink) == "incident.no_such_ask");
    }
    SUBCASE("they were shut out") {
        desk.town.does(desk.incident, Command{SetCircle{{false, {}, {finance}}, "関与の疑い"}});
        CHECK(Counter::ends_upload(*sink) == "incident.no_such_ask");
    }
    CHECK(desk.attachments() == 0);
    CHECK(desk.blobs() == 0);
}

} // namespace
} // namespace sokuo::incident
