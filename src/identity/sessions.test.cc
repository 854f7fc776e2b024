#include "identity/sessions.h"

#include "identity/identity_test.h"

#include <algorithm>

namespace sokuo::identity {
namespace {

using namespace std::chrono_literals;

TEST_CASE("a session ends after an hour of silence, and after twelve hours in any case") {
    Office office;
    const auto opened = office.sign_in();

    SUBCASE("silence") {
        office.clock.pass(59min);
        CHECK(office.accounts.session(opened.secret).ok());
        office.clock.pass(59min);
        CHECK(office.accounts.session(opened.secret).ok());
        office.clock.pass(61min);
        CHECK(!office.accounts.session(opened.secret).ok());
    }
    SUBCASE("twelve hours of work") {
        for (int half_hour = 0; half_hour < 23; ++half_hour) {
            office.clock.pass(30min);
            CHECK(office.accounts.session(opened.secret).ok());
        }
        office.clock.pass(31min);
        CHECK(!office.accounts.session(opened.secret).ok());
    }
}

TEST_CASE("on one's own device the silence may last until the session ends") {
    Office office;
    const auto opened = office.sign_in(true);
    office.clock.pass(11h);
    CHECK(office.accounts.session(opened.secret).ok());
    office.clock.pass(2h);
    CHECK(!office.accounts.session(opened.secret).ok());
}

TEST_CASE("signing out ends the session at once") {
    Office office;
    const auto opened = office.sign_in();
    REQUIRE(office.accounts.session(opened.secret).ok());
    REQUIRE(office.accounts.sign_out(opened.identity).ok());
    CHECK(office.accounts.session(opened.secret).error().code == Errc::unauthenticated);
    CHECK(office.accounts.sign_out(opened.identity).ok());
}

TEST_CASE("asking whether a session still stands does not keep it from ending") {
    Office office;
    const auto identity = office.sign_in().identity;
    office.clock.pass(40min);
    CHECK(office.accounts.still_stands(identity).value());
    office.clock.pass(40min);
    CHECK(!office.accounts.still_stands(identity).value());

    const auto other = office.sign_in().identity;
    REQUIRE(office.accounts.sign_out(other).ok());
    CHECK(!office.accounts.still_stands(other).value());

    const auto secret =
        office.accounts.make_token(office.sato, "監視", office.clock.now() + 24h).value();
    const auto token = office.accounts.token(secret).value();
    CHECK(office.accounts.still_stands(token).value());
    office.clock.pass(25h);
    CHECK(!office.accounts.still_stands(token).value());
}

TEST_CASE("a token works until it expires, and only its hash is kept") {
    Office office;
    const auto secret =
        office.accounts.make_token(office.sato, "監視", office.clock.now() + 24h).value();
    CHECK(office.accounts.token(secret).value().is_token);
    CHECK(!office.accounts.token(secret + "x").ok());
    office.clock.pass(25h);
    CHECK(!office.accounts.token(secret).ok());
}

TEST_CASE("everybody sees the sessions and tokens they have, the one used last first") {
    Office office;
    const auto first = office.sign_in();
    office.clock.pass(1min);
    const auto second = office.sign_in(true);
    REQUIRE(office.accounts.make_token(office.sato, "監視", {}).ok());
    office.clock.pass(10min);
    REQUIRE(office.accounts.session(first.secret).ok());

    const auto seats = office.accounts.seats(office.sato).value();
    REQUIRE(seats.size() == 3);
    CHECK(seats[0].id == first.identity.session);
    CHECK(seats[0].name == "Firefox");
    CHECK(seats[0].made == office.clock.now() - 11min);
    CHECK(seats[0].seen == office.clock.now());
    CHECK(!seats[0].own_device);
    CHECK(seats[1].id == second.identity.session);
    CHECK(seats[1].own_device);
    CHECK(seats[2].is_token);
    CHECK(seats[2].name == "監視");
    CHECK(!seats[2].seen);
    CHECK(!seats[2].ends);
}

TEST_CASE("a session that has ended by itself is in no list") {
    Office office;
    office.sign_in();
    REQUIRE(office.accounts.make_token(office.sato, "一日", office.clock.now() + 1h).ok());
    office.clock.pass(61min);
    CHECK(office.accounts.seats(office.sato).value().empty());
}

TEST_CASE("ended by its owner, a session or token is gone with the next request") {
    Office office;
    const auto opened = office.sign_in();
    const auto secret = office.accounts.make_token(office.sato, "監視", {}).value();
    REQUIRE(office.accounts.session(opened.secret).ok());
    const auto token = office.accounts.token(secret).value();
    CHECK(office.accounts.seats(office.sato).value().at(1).seen.has_value());

    REQUIRE(office.accounts.end_seat(office.sato, opened.identity.session).ok());
    CHECK(!office.accounts.session(opened.secret).ok());
    REQUIRE(office.accounts.end_seat(office.sato, token.session).ok());
    CHECK(!office.accounts.token(secret).ok());
    CHECK(office.accounts.seats(office.sato).value().empty());
    CHECK(office.accounts.end_seat(office.sato, token.session).error().code == Errc::not_found);
}

TEST_CASE("nobody ends another person's session") {
    Office office;
    const auto opened = office.sign_in();
    const auto suzuki = office.add("suzuki");
    CHECK(office.accounts.end_seat(suzuki, opened.identity.session).error().code ==
          Errc::not_found);
    CHECK(office.accounts.session(opened.secret).ok());
}

} // namespace
} // namespace sokuo::identity
