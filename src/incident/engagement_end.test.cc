#include "incident/testing_engagement.h"

// How an engagement ends: withdrawn, on its day, with its incident; or never begins.

namespace sokuo::incident {
namespace {

using namespace testing;
using Room = EngagementRoom;

TEST_CASE("withdrawn, it is over with the next request; so it is on its day") {
    Room room;
    const auto id = room.issued({"summary"});
    const auto them = room.admitted(id, "aomi");
    REQUIRE(room.sees(them, id).status == 200);

    SUBCASE("withdrawn") {
        const auto why = Json::object({{"reason", "契約を解いた"}});
        REQUIRE(room.on(id, "/end", why).status == 201);
        CHECK(room.engagement()["state"].text_or("") == "ended");
    }
    SUBCASE("its day came, and nobody had to do anything") {
        room.town.clock.advance_to(at_time("2026-12-10T08:15:00Z"));
        const auto fired =
            sure(journal::fire_due(*room.town.store, *room.town.journal, room.town.clock.now()));
        CHECK(fired >= 1);
        room.secret = std::get<identity::Opened>(
                          sure(room.town.accounts->sign_in("handler", Window::password, {})))
                          .secret;
        CHECK(room.engagement()["state"].text_or("") == "ended");
        CHECK(room.engagement()["ended_by"].is_null());
        CHECK(room.record().find("支援依頼の期限が来て終わった：青い海システム株式会社") !=
              std::string::npos);
    }
    // The session itself may still be good: it opens nothing.
    const auto after = room.mine(them).code();
    CHECK_MESSAGE((after == "team.needs_role" || after == "identity.not_signed_in"), after);
    CHECK(!room.sees(them, id).body["id"].text());
    CHECK(room.town.verify().sound());
}

TEST_CASE("an incident withdrawn lets nobody in, and what waited for approval can be sent back") {
    Room room;
    const auto id = room.issued({"summary"});
    const auto them = room.admitted(id, "aomi");
    REQUIRE(room.propose(Room::wish({"record"})).status == 201);
    const auto waiting = room.engagement();
    room.town.does(room.incident, Command{Withdraw{"訓練の誤り"}});
    CHECK(room.mine(them).code() == "team.needs_role");
    CHECK(room.engagement()["state"].text_or("") == "declined");
    CHECK(room.decides(room.head, waiting, "/send-back", Json::object({{"comment", "不要"}}))
              .status == 200);
    CHECK(room.town.verify().sound());
}

TEST_CASE("approved after its day, it is not issued: the head is told to have it proposed anew") {
    Room room;
    REQUIRE(room.propose(Room::wish({"summary"})).status == 201);
    const auto engaged = room.engagement();
    room.town.clock.advance_to(at_time("2026-12-10T08:15:00Z"));
    const auto again = [&](std::string_view name) {
        return std::get<identity::Opened>(
                   sure(room.town.accounts->sign_in(name, Window::password, {})))
            .secret;
    };
    room.secret = again("handler");
    const auto head = again("head");
    const auto refused = room.decides(head, engaged, "/approve");
    CHECK(refused.code() == "incident.engagement_day_has_passed");
    CHECK(refused.body["detail"].text_or("").find("新しく起案") != std::string_view::npos);
    CHECK(room.engagement()["state"].text_or("") == "proposed");
    const auto id = std::string{engaged["approval"].text_or("")};
    CHECK(room.send({.path = "/api/v1/approvals/{id}", .params = {{"id", id}}})
              .body["state"]
              .text_or("") == "asked");
    const auto no = Json::object({{"comment", "期日を直して、新しく"}});
    CHECK(room.decides(head, engaged, "/send-back", no).status == 200);
    CHECK(room.engagement()["state"].text_or("") == "declined");
    CHECK(room.town.verify().sound());
}

TEST_CASE("an incident closed lets no outsider in any longer, and reopened it does not either") {
    Room room;
    const auto id = room.issued({"summary"});
    const auto them = room.admitted(id, "aomi");
    REQUIRE(room.propose(Room::wish({"record"})).status == 201);
    const auto waiting = room.engagement();
    room.closes();
    CHECK(room.mine(them).code() == "team.needs_role");
    CHECK(room.engagement()["state"].text_or("") == "declined");
    CHECK(room.engaged_for(id)["state"].text_or("") == "ended");
    CHECK(room.record().find("（支援も終えた：青い海システム株式会社）") != std::string::npos);
    CHECK(room.decides(room.head, waiting, "/approve").code() ==
          "incident.engagement_not_proposed");

    room.town.does(room.incident, Command{Reopen{"新しい事実"}});
    CHECK(room.mine(them).code() == "team.needs_role");
    const auto person = Json::object({{"name", "青海 次郎"}, {"sign_in_name", "aomi2"}});
    CHECK(room.on(id, "/people", person).code() == "incident.engagement_not_in_force");
    // Its day comes, and there is nothing left to end.
    room.town.clock.advance_to(at_time("2026-12-10T08:15:00Z"));
    room.town.fire_due();
    room.secret = std::get<identity::Opened>(
                      sure(room.town.accounts->sign_in("handler", Window::password, {})))
                      .secret;
    CHECK(room.record().find("期限が来て終わった") == std::string::npos);
    CHECK(room.town.verify().sound());
}

TEST_CASE("past its day it opens nothing, also before the end was written down") {
    Room room;
    const auto id = room.issued({"summary"});
    room.admitted(id, "aomi");
    const auto stands = [&](std::string_view when) {
        return sure(room.town.reading([&](store::Read& db) {
            return team::standing_at(db, room.town.book->current().charter, room.contractor,
                                     at_time(when));
        }));
    };
    CHECK(stands("2026-12-10T08:14:59Z").posts.size() == 1);
    CHECK(stands("2026-12-10T08:15:00Z").posts.empty());
}

} // namespace
} // namespace sokuo::incident
