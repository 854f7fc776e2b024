#include "team/roster_api.h"

#include "team/team_test.h"

namespace sokuo::team {
namespace {

using http::Method;

// The head manages the team; the handler keeps the list of duty; a clerk has their own number; the
// auditor answers no calls.
struct Office : City {
    Office() {
        head = add("sato", "soumu-bucho");
        handler = add("tanaka", "joho-kacho");
        clerk = add("suzuki", "joho-kakari");
        add("auditor", "kansa-kakari");
        add("guest", "");
        serve(roster_routes({*store, *journal, *book, accounts}));
        sign_in("suzuki");
    }
    static std::string path(const PersonId& who, std::string_view rest = {}) {
        return "/api/v1/team/persons/" + who.text() + "/contacts" + std::string{rest};
    }
    static Ask put(const PersonId& who, std::string_view body) {
        return {.method = Method::put, .path = path(who), .body = std::string{body}};
    }
    static Ask duties(const PersonId& who, std::string_view from, std::string_view to) {
        const auto row = Json::object({{"person", who.text()}, {"from", from}, {"to", to}});
        return {.method = Method::post,
                .path = "/api/v1/team/duties",
                .body = to_text(Json::object({{"duties", Json::array().push(row)}}))};
    }
    std::string refused(const Ask& wanted) {
        return std::string{json(wanted, 400)["code"].text_or("")};
    }
    Json row_of(const PersonId& who) {
        const auto roster = json({.path = "/api/v1/team/roster"});
        for (const auto& row : roster["people"].items()) {
            if (row["person"]["id"].text_or("") == who.text()) return row;
        }
        return {};
    }

    PersonId head;
    PersonId handler;
    PersonId clerk;
};

TEST_CASE("somebody writes their own number, and those who answer calls see it") {
    Office office;
    const auto own = office.json(Office::put(office.clerk, R"({"mobile":"０００-0000-0000"})"));
    CHECK(own["contacts"]["mobile"].text_or("") == "000-0000-0000");
    CHECK(own["contacts"]["checked_by"]["name"].text_or("") == "suzuki");
    office.sign_in("tanaka");
    CHECK(office.row_of(office.clerk)["contacts"]["mobile"].text_or("") == "000-0000-0000");
    CHECK(office.row_of(office.handler).find("contacts") == nullptr);
    CHECK(office.row_of(office.handler)["posts"].items().at(0)["extension"].text_or("") == "0000");
}

TEST_CASE("others' numbers are changed by who manages the team, and by nobody else") {
    Office office;
    const auto foreign = Office::put(office.handler, R"({"mobile":"000-0000-0000"})");
    CHECK(office.refused(foreign) == "team.needs_role");
    office.sign_in("sato");
    CHECK(office.json(foreign)["contacts"]["checked_by"]["name"].text_or("") == "sato");
}

TEST_CASE("who answers no calls sees nobody's number but their own") {
    Office office;
    office.json(Office::put(office.clerk, R"({"mobile":"000-0000-0000"})"));
    for (const auto* name : {"auditor", "guest"}) {
        office.sign_in(name);
        CHECK(office.refused({.path = "/api/v1/team/roster"}) == "team.needs_role");
        CHECK(office.refused({.path = Office::path(office.clerk)}) == "team.needs_role");
    }
    office.sign_in("auditor");
    const auto me =
        PersonId::parse(office.accounts.session(office.secret).value().person.text()).value();
    CHECK(office.json({.path = Office::path(me)}).find("contacts") == nullptr);
    CHECK(office.ask(Office::put(me, R"({"phone":"000-000-0000"})")).status == 200);
}

TEST_CASE("whoever rang up notes that the number is right; without a number there is nothing to") {
    Office office;
    office.json(Office::put(office.clerk, R"({"mobile":"000-0000-0000"})"));
    office.sign_in("tanaka");
    const Ask check{
        .method = Method::post, .path = Office::path(office.clerk, "/check"), .body = "{}"};
    CHECK(office.json(check, 201)["contacts"]["checked_by"]["name"].text_or("") == "tanaka");
    const Ask none{
        .method = Method::post, .path = Office::path(office.head, "/check"), .body = "{}"};
    CHECK(office.refused(none) == "team.no_contacts");
}

TEST_CASE("the handler puts people on duty, several weeks at once, and takes a week back") {
    Office office;
    CHECK(office.refused(Office::duties(office.clerk, "2026-11-23", "2026-11-29")) ==
          "team.needs_role");
    office.sign_in("tanaka");
    const auto roster = office.json(Office::duties(office.clerk, "2026-11-23", "2026-11-29"), 201);
    CHECK(roster["day"].text_or("") == "2026-11-23");
    REQUIRE(roster["duties"].items().size() == 1);
    CHECK(roster["order"].items().at(0)["because"].text_or("") == "on_duty");
    // Paper outlives the week: the line is there without the duty.
    CHECK(roster["line"].items().at(0)["person"]["name"].text_or("") == "tanaka");
    const auto id = std::string{roster["duties"].items().at(0)["id"].text_or("")};
    const auto after = office.json(
        {.method = Method::post, .path = "/api/v1/team/duties/" + id + "/end", .body = "{}"}, 201);
    CHECK(after["duties"].items().empty());
    const auto wrong = Office::duties(office.clerk, "2026-11-29", "2026-11-23");
    CHECK(office.json(wrong, 400)["field"].text_or("") == "/duties/0/to");
    CHECK(office.json(Office::duties({}, "2026-11-23", "2026-11-24"), 400)["field"] ==
          Json{"/duties/0"});
}

} // namespace
} // namespace sokuo::team
