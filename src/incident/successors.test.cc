#include "incident/successors.h"

#include "incident/circle_api.h"
#include "incident/incident_api.h"
#include "incident/testing_api.h"

#include <algorithm>

// April: the posts change hands, and a restricted incident must not be lost with those it named.

namespace sokuo::incident {
namespace {

using namespace testing;

struct April : Window {
    April() {
        routes = incident_routes(*town.desk, plain_problem);
        for (auto& route : circle_routes(*town.desk))
            routes.push_back(std::move(route));
        handler = town.handler.person;
        head = town.somebody("soumu-bucho", "総務 部長").person;
        first = town.somebody("shimin-bucho", "市民 部長").person;
        member = town.somebody("joho-kakari", "担当 次郎").person;
        newcomer = town.somebody("zeimu-kacho", "新任 部長").person;
    }
    IncidentId restricted(std::vector<PersonId> named, std::vector<PersonId> excluded = {}) {
        auto wanted = declaration();
        wanted.circle = {
            .is_restricted = true, .named = std::move(named), .excluded = std::move(excluded)};
        wanted.circle_reason = "人事に関わるため";
        return town.declare(wanted).id;
    }
    void moves(const std::string& post, const PersonId& to, calendar::Date from,
               const PersonId& recorded_by = {}) {
        journal::Actor actor{};
        actor.person = recorded_by;
        sure(town.writing([&](store::Write& db) {
            return team::assign(db, *town.journal, actor,
                                {.post = post, .person = to, .from = from, .to = {}});
        }));
    }
    /// How many incidents the program changed.
    std::size_t keeps() { return sure(keep_circles(*town.desk)); }
    Incident now(const IncidentId& id) {
        return sure(town.reading([&](store::Read& db) { return load(*town.desk, db, id); }));
    }
    bool names(const IncidentId& id, const PersonId& who) {
        const auto& named = now(id).circle.named;
        return std::ranges::find(named, who) != named.end();
    }
    bool knows(const IncidentId& id, const PersonId& who) {
        return sure(
            town.reading([&](store::Read& db) { return team::may_know(db, stream_of(id), who); }));
    }
    std::vector<PersonId> offered(const IncidentId& id) {
        std::vector<PersonId> persons;
        const auto incident = now(id);
        const auto found = sure(
            town.reading([&](store::Read& db) { return successors(*town.desk, db, incident); }));
        for (const auto& one : found)
            persons.push_back(one.person);
        return persons;
    }

    static constexpr auto today = calendar::date(2026, 11, 24);
    PersonId handler, head, first, member, newcomer;
};

TEST_CASE("when the last who may lift it has moved on, who follows in the post is let in") {
    April april;
    const auto id = april.restricted({april.head, april.member});
    CHECK(april.keeps() == 0);
    april.moves("soumu-bucho", april.newcomer, April::today);
    april.moves("zeimu-kacho", april.head, April::today);
    CHECK_FALSE(april.knows(id, april.newcomer));
    CHECK(april.keeps() == 1);
    CHECK(april.names(id, april.newcomer));
    CHECK(april.knows(id, april.newcomer));
    CHECK(april.names(id, april.member)); // And nobody who was inside is put out.
    CHECK(april.now(id).circle_reason == "人事に関わるため");
    CHECK_FALSE(april.knows(id, april.handler));
    CHECK(april.keeps() == 0); // Once.

    const auto secret = april.sign_in(april.newcomer, "newcomer");
    april.secret = secret;
    const auto record =
        april.send({.path = "/api/v1/incidents/{id}/timeline", .params = {{"id", id.text()}}});
    const auto line = record.body["items"].items().front();
    CHECK(line["text"].text_or("") ==
          "人事異動などで制限を変えられる人がいなくなったため、後任1人を"
          "見てよい人に加えました");
    CHECK(line["by"]["id"].is_null()); // The program did it.
    const auto lifted = april.send({.method = http::Method::put,
                                    .path = "/api/v1/incidents/{id}/circle",
                                    .params = {{"id", id.text()}},
                                    .body = Json::object({{"restricted", false},
                                                          {"named", Json::array()},
                                                          {"excluded", Json::array()},
                                                          {"reason", "調べが終わった"}}),
                                    .rev = april.now(id).rev});
    CHECK(lifted.status == 200);
    CHECK(april.town.verify().sound());
}

TEST_CASE("while somebody who may lift it is left, they are asked, and nothing is done by itself") {
    April april;
    const auto id = april.restricted({april.head, april.handler});
    april.moves("soumu-bucho", april.newcomer, calendar::date(2027, 4, 1));
    // Known beforehand: who leaves can let in who comes.
    CHECK(april.offered(id) == std::vector{april.newcomer});
    april.town.pass(std::chrono::days{140});
    CHECK(april.keeps() == 0);
    CHECK_FALSE(april.knows(id, april.newcomer));
    april.secret = std::get<identity::Opened>(
                       sure(april.town.accounts->sign_in("handler", Window::password, {})))
                       .secret;
    const auto seen = april.send({.path = "/api/v1/incidents/{id}", .params = {{"id", id.text()}}});
    const auto offer = seen.body["circle"]["successors"].items().front();
    CHECK(offer["person"]["name"].text_or("") == "新任 部長");
    CHECK(offer["post"].text_or("") == "総務部長");
    CHECK(offer["before"]["name"].text_or("") == "総務 部長");
    CHECK(offer["from"].text_or("") == "2027-04-01");
}

TEST_CASE("who is shut out is neither let in nor offered, and whoever would stand in is") {
    April april;
    const auto id = april.restricted({april.head, april.member}, {april.newcomer});
    april.moves("soumu-bucho", april.newcomer, April::today);
    CHECK(april.offered(id).empty());
    CHECK(april.keeps() == 1);
    CHECK_FALSE(april.knows(id, april.newcomer));
    CHECK(april.names(id, april.first)); // The first deputy, who may take over here.
    CHECK_FALSE(april.knows(id, april.handler));
    CHECK(april.keeps() == 0);
}

TEST_CASE("nobody lets themselves in by giving themselves the post") {
    April april;
    const auto id = april.restricted({april.handler});
    april.moves("joho-kacho", april.newcomer, April::today, april.newcomer);
    CHECK(april.keeps() == 0);
    CHECK_FALSE(april.knows(id, april.newcomer));
    SUBCASE("until another gives it to them") {
        april.moves("joho-kacho", april.newcomer, April::today, april.head);
        CHECK(april.keeps() == 1);
        CHECK(april.names(id, april.newcomer));
    }
    SUBCASE("or somebody else has it") {
        april.moves("joho-kacho", april.member, April::today, april.newcomer);
        CHECK(april.keeps() == 1);
        CHECK(april.names(id, april.member));
        CHECK_FALSE(april.names(id, april.newcomer));
    }
}

TEST_CASE("a post that is empty is waited for, where nobody stands in for it") {
    April april;
    const auto id = april.restricted({april.handler});
    sure(april.town.writing([&](store::Write& db) {
        return team::assign(db, *april.town.journal, {},
                            {.post = "joho-kacho",
                             .person = april.handler,
                             .from = calendar::date(2026, 4, 1),
                             .to = April::today});
    }));
    april.town.pass(std::chrono::days{1});
    CHECK(april.keeps() == 0);
    april.moves("joho-kacho", april.newcomer, calendar::date(2026, 11, 25));
    CHECK(april.keeps() == 1);
    CHECK(april.names(id, april.newcomer));
}

TEST_CASE("who restricted it while standing in for the head keeps it when the head is back") {
    April april;
    journal::Actor deputy{};
    deputy.person = april.first;
    sure(april.town.writing([&](store::Write& db) {
        return team::take_over(db, *april.town.journal, deputy, april.town.book->current().charter,
                               {.post = "soumu-bucho", .reason = "連絡がつかない"});
    }));
    const auto id = april.restricted({april.first});
    CHECK(april.keeps() == 0);
    april.town.pass(std::chrono::hours{20});
    const auto absences =
        sure(april.town.reading([](store::Read& db) { return team::absences(db); }));
    sure(april.town.writing([&](store::Write& db) {
        return team::record_return(db, *april.town.journal, {}, absences.front().id);
    }));
    // They may take over in this one incident, because the head does not know of it.
    CHECK(april.keeps() == 0);
    CHECK_FALSE(april.knows(id, april.head));
    // When they move on as well, both posts they acted in are followed.
    april.moves("shimin-bucho", april.newcomer, calendar::date(2026, 11, 25));
    april.town.pass(std::chrono::hours{24});
    CHECK(april.keeps() == 1);
    CHECK(april.names(id, april.head));
    CHECK(april.names(id, april.newcomer));
    CHECK(april.town.verify().sound());
}

TEST_CASE("also what was withdrawn is kept readable, and what is open to all is left alone") {
    April april;
    const auto open = april.town.declare().id;
    const auto id = april.restricted({april.head});
    april.town.does(id, Command{Withdraw{"誤り"}});
    april.moves("soumu-bucho", april.newcomer, April::today);
    CHECK(april.keeps() == 1);
    CHECK(april.names(id, april.newcomer));
    CHECK(april.now(open).circle == team::Circle{});
}

} // namespace
} // namespace sokuo::incident
