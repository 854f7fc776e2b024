#include "close/close_api.h"

#include "incident/testing_api.h"

#include <doctest/doctest.h>

namespace sokuo::close {
namespace {

using http::Method;
using incident::testing::Answer;

// An outage that is over, and the people who end it.
struct Ending : incident::testing::Window {
    Ending() {
        routes = close_routes(*town.desk);
        id = town.declare().id;
    }
    [[nodiscard]] std::int64_t rev() {
        return incident::testing::sure(town.reading([&](store::Read& db) {
                   return incident::load(*town.desk, db, id);
               }))
            .rev;
    }
    Answer says(const std::string& what, std::optional<std::int64_t> read = {}) {
        return send({.method = Method::post,
                     .path = "/api/v1/incidents/{id}/" + what,
                     .params = {{"id", id.text()}},
                     .body = Json::object({{"statement", "再発がないことを確かめた"}}),
                     .rev = read.value_or(rev())});
    }
    Answer condition(const std::string& key, const Json& body) {
        return send({.method = Method::put,
                     .path = "/api/v1/incidents/{id}/closure/{condition}",
                     .params = {{"id", id.text()}, {"condition", key}},
                     .body = body,
                     .rev = rev()});
    }
    [[nodiscard]] Json oral(Time at) const {
        return Json::object(
            {{"state", "met"},
             {"oral_agreement",
              Json::object({{"by", "副市長"}, {"at", to_rfc3339(at)}, {"how", "電話"}})}});
    }
    void all_conditions() {
        for (const auto& one : town.book->current().pack.closure) {
            const auto body =
                one.agreed_by.empty() ? Json::object({{"state", "met"}}) : oral(town.clock.now());
            CHECK(condition(one.key, body).status == 200);
        }
    }

    IncidentId id;
};

TEST_CASE("収束宣言 is the head's alone, with the password just asked") {
    Ending ending;
    ending.all_conditions();
    CHECK(ending.says("convergence").code() == "team.needs_role");

    ending.secret = ending.head_signs_in();
    ending.town.pass(std::chrono::minutes{15});
    CHECK(ending.says("convergence").code() == "team.renewal_needed");
    const auto head = incident::testing::sure(ending.town.accounts->session(ending.secret));
    REQUIRE(ending.town.accounts->renew(head, Ending::password).ok());
    const auto answer = ending.says("convergence");
    CHECK(answer.status == 200);
    CHECK(answer.body["phase"] == Json{"converged"});
    CHECK(ending.says("close").body["phase"] == Json{"closed"});
}

TEST_CASE("while a condition is open, the refusal says which") {
    Ending ending;
    ending.all_conditions();
    ending.condition("ciso_agreed", Json::object({{"state", "open"}}));
    ending.secret = ending.head_signs_in();
    const auto refused = ending.says("convergence");
    CHECK(refused.code() == "incident.conditions_open");
    CHECK(refused.body["detail"].text_or("").find("ＣＩＳＯの了承を得た") !=
          std::string_view::npos);
}

TEST_CASE("ＣＩＳＯの了承 is the CISO's to give, or the handler's to write down as told") {
    Ending ending;
    const auto met = Json::object({{"state", "met"}});
    // The handler is told what is missing.
    const auto bare = ending.condition("ciso_agreed", met);
    CHECK(bare.code() == "incident.agreement_needed");
    CHECK(bare.body["where"] == Json{"/oral_agreement"});
    const auto now = ending.town.clock.now();
    CHECK(ending.condition("ciso_agreed", ending.oral(now + std::chrono::hours{1})).code() ==
          "close.agreed_in_the_future");
    const auto told = ending.condition("ciso_agreed", ending.oral(now));
    CHECK(told.status == 200);

    // The head leads the response, and still does not agree in the CISO's place.
    ending.secret = ending.head_signs_in();
    CHECK(ending.condition("ciso_agreed", met).code() == "team.needs_role");
    CHECK(ending.condition("ciso_agreed", ending.oral(now)).code() == "team.needs_role");
    CHECK(ending.condition("ciso_agreed", Json::object({{"state", "open"}})).status == 200);

    ending.secret = ending.ciso_signs_in();
    const auto agreed = ending.condition("ciso_agreed", met);
    CHECK(agreed.status == 200);
    for (const auto& row : agreed.body["closure"].items()) {
        const bool is_theirs = row["key"] == Json{"ciso_agreed"};
        CHECK(row["may"]["allowed"] == Json{is_theirs});
        CHECK(row["agreed_by"].is_null() != is_theirs);
    }
    // The CISO does not keep the record of the work.
    CHECK(ending.condition("contained", met).code() == "team.needs_role");
}

TEST_CASE("what the CISO agreed to by word of mouth is confirmed by the CISO, also after 収束") {
    Ending ending;
    ending.all_conditions();
    const auto owed = [](const Answer& answer) {
        for (const auto& row : answer.body["closure"].items()) {
            if (row["key"] == Json{"ciso_agreed"}) return row["owed"].text() != nullptr;
        }
        return false;
    };
    const auto handler = ending.secret;
    ending.secret = ending.head_signs_in();
    const auto converged = ending.says("convergence");
    REQUIRE(converged.status == 200);
    CHECK(owed(converged));

    const auto met = Json::object({{"state", "met"}});
    const auto ciso = ending.ciso_signs_in();
    ending.secret = ciso;
    // Nothing else may change any longer.
    CHECK(ending.condition("ciso_agreed", Json::object({{"state", "open"}})).code() ==
          "incident.has_converged");
    const auto confirmed = ending.condition("ciso_agreed", met);
    REQUIRE(confirmed.status == 200);
    CHECK_FALSE(owed(confirmed));
    for (const auto& row : confirmed.body["closure"].items()) {
        if (row["key"] != Json{"ciso_agreed"}) continue;
        CHECK(row["oral_agreement"]["by"].text_or("") == "副市長");
        CHECK(row["by"]["name"].text_or("") == "副 市長");
    }
    CHECK(ending.condition("ciso_agreed", met).code() == "incident.has_converged");
    ending.secret = handler;
    CHECK(ending.condition("contained", met).code() == "incident.has_converged");
    CHECK(ending.town.verify().sound());
}

TEST_CASE("a condition that does not apply needs its reason; one nobody knows is not found") {
    Ending ending;
    CHECK(ending.condition("eradicated", Json::object({{"state", "not_applicable"}})).code() ==
          "incident.condition_note_needed");
    CHECK(ending
              .condition("eradicated", Json::object({{"state", "not_applicable"},
                                                     {"note", "事業者側の障害である"}}))
              .status == 200);
    CHECK(ending.condition("unheard_of", Json::object({{"state", "met"}})).code() ==
          "incident.no_such_condition");
}

TEST_CASE("who ends what somebody else just changed is shown the change") {
    Ending ending;
    const auto read = ending.rev();
    ending.all_conditions();
    ending.secret = ending.head_signs_in();
    const auto late = ending.says("convergence", read);
    CHECK(late.status == 412);
    CHECK(late.body["current"]["rev"] == Json{ending.rev()});
}

TEST_CASE("the handler may reopen what has ended and take back what was no incident") {
    Ending ending;
    CHECK(ending.says("reopen").code() == "incident.not_ended");
    CHECK(ending.says("withdrawal").body["phase"] == Json{"withdrawn"});
    CHECK(ending.says("reopen").code() == "incident.is_withdrawn");
}

TEST_CASE("an ending without words is not taken") {
    Ending ending;
    const auto answer = ending.send({.method = Method::post,
                                     .path = "/api/v1/incidents/{id}/withdrawal",
                                     .params = {{"id", ending.id.text()}},
                                     .body = Json::object({{"statement", "　"}}),
                                     .rev = ending.rev()});
    CHECK(answer.body["where"] == Json{"/statement"});
}

} // namespace
} // namespace sokuo::close
