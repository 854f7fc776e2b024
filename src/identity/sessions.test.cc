#include "identity/sessions.h"

#include "identity/identity_test.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

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

    const auto secret = office.token("監視", office.clock.now() + 24h);
    const auto token = office.accounts.token(secret).value();
    CHECK(office.accounts.still_stands(token).value());
    office.clock.pass(25h);
    CHECK(!office.accounts.still_stands(token).value());
}

TEST_CASE("a token works until it expires, and only its hash is kept") {
    Office office;
    const auto secret = office.token("監視", office.clock.now() + 24h);
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
    office.token("監視");
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
    CHECK(seats[2].ends == seats[2].made + std::chrono::days{365});
}

TEST_CASE("a token lasts a year at most, also one of a time when they had no end") {
    Office office;
    const auto make = [&](std::optional<Time> ends) {
        return office.store->write_for([&](store::Write& db) {
            return office.accounts.make_token(db, {office.sato, "監視", ends});
        });
    };
    const auto now = office.clock.now();
    CHECK(make(now).error().where == "/ends_at");
    CHECK(make(now + std::chrono::days{366}).error().where == "/ends_at");
    const auto endless = make({}).value();
    REQUIRE(office.store
                ->write([](store::Write& db) -> Result<> {
                    TRY(db.execute("UPDATE api_token SET expires_at = NULL"));
                    return Done{};
                })
                .ok());
    CHECK(office.accounts.seats(office.sato).value().front().ends == now + token_length_max);
    const auto identity = office.accounts.token(endless).value();
    office.clock.pass(token_length_max);
    CHECK(!office.accounts.token(endless).ok());
    CHECK(!office.accounts.still_stands(identity).value());
}

TEST_CASE("a token goes with the account it was made for, when somebody takes that in hand") {
    Office office;
    using Take = std::function<Result<>(store::Write&)>;
    const auto initial = office.accounts.new_initial_password().value();
    const std::vector<Take> takes{
        [&](store::Write& db) {
            return Accounts::set_initial_password(db, office.sato, initial.hash,
                                                  office.clock.now());
        },
        [&](store::Write& db) -> Result<> {
            TRY(Accounts::reset_second(db, office.sato));
            return Done{};
        },
        [&](store::Write& db) -> Result<> {
            TRY(Accounts::seal(db, office.sato, initial.hash));
            return Done{};
        },
        [&](store::Write& db) {
            return Accounts::link(db, office.sato,
                                  {.source = Source::directory, .issuer = {}, .subject = "s"},
                                  office.clock.now());
        }};
    for (const auto& take : takes) {
        const auto secret = office.token("監視");
        REQUIRE(office.accounts.token(secret).ok());
        REQUIRE(office.store->write(take).ok());
        CHECK(!office.accounts.token(secret).ok());
    }
    // Their own password is another matter: a program does not stop because of it.
    REQUIRE(office.store->write(takes.front()).ok());
    const auto secret = office.token("監視");
    const auto opened =
        std::get<Opened>(office.accounts.sign_in("sato", initial.password, {}).value());
    REQUIRE(office.accounts.change_password(opened.identity, "", good_password, {}).ok());
    CHECK(office.accounts.token(secret).ok());
}

TEST_CASE("what a token was cut to is known with it, and goes with it") {
    Office office;
    const auto secret = office.token("監視", {}, {"report.record", "report.read"});
    const std::vector<std::string> both{"report.read", "report.record"};
    const auto identity = office.accounts.token(secret).value();
    CHECK(identity.actions == both);
    CHECK(office.accounts.seats(office.sato).value().front().actions == both);
    REQUIRE(office.accounts.end_seat(office.sato, identity.session).ok());
    CHECK(office.accounts.token(office.token("別")).value().actions.empty());
}

TEST_CASE("a session that has ended by itself is in no list") {
    Office office;
    office.sign_in();
    office.token("一日", office.clock.now() + 1h);
    office.clock.pass(61min);
    CHECK(office.accounts.seats(office.sato).value().empty());
}

TEST_CASE("ended by its owner, a session or token is gone with the next request") {
    Office office;
    const auto opened = office.sign_in();
    const auto secret = office.token("監視");
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
