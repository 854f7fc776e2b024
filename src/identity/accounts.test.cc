#include "identity/accounts.h"

#include "core/random.h"
#include "store/sqlite/sqlite.h"

#include <doctest/doctest.h>

namespace sokuo::identity {
namespace {

using namespace std::chrono_literals;

class HandClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return now_; }
    void pass(Duration time) { now_ += time; }

private:
    Time now_{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};
};

constexpr auto* good_password = "赤い自転車で市役所へ行く朝七時";

// An office with one person, 佐藤, who has an account.
struct Office {
    std::unique_ptr<store::Store> store = std::move(store::open_sqlite_memory()).value();
    HandClock clock;
    SystemRandom random;
    Accounts accounts{*store, clock, random, {1, 8192}};
    PersonId sato = PersonId::make(clock.now(), random);

    Office() {
        REQUIRE(accounts.prepare().ok());
        const auto hash = accounts.hash_password(good_password);
        REQUIRE(hash.ok());
        REQUIRE(store
                    ->write([&](store::Write& db) {
                        return Accounts::create(db, sato, "sato", hash.value(), clock.now());
                    })
                    .ok());
    }

    Opened sign_in(bool own_device = false) {
        return accounts.sign_in("sato", good_password, own_device).value();
    }
};

TEST_CASE("the right name and password open a session, however the name is typed") {
    Office office;
    for (const auto* name : {"sato", "SATO", "ｓａｔｏ"}) {
        const auto opened = office.accounts.sign_in(name, good_password, false);
        REQUIRE(opened.ok());
        CHECK(opened.value().identity.person == office.sato);
        CHECK(office.accounts.session(opened.value().secret).value().person == office.sato);
    }
}

TEST_CASE("a wrong name and a wrong password get the same answer") {
    Office office;
    const auto name = office.accounts.sign_in("nobody", good_password, false);
    const auto password = office.accounts.sign_in("sato", "not the password", false);
    REQUIRE(!name.ok());
    CHECK(name.error() == password.error());
    CHECK(name.error().code == Errc::unauthenticated);
}

TEST_CASE("ten wrong passwords shut the name for a quarter of an hour, even for the right one") {
    Office office;
    for (int attempt = 0; attempt < 10; ++attempt)
        CHECK(office.accounts.sign_in("Sato", "wrong", false).error().code ==
              Errc::unauthenticated);
    CHECK(office.accounts.sign_in("sato", good_password, false).error().code == Errc::too_many);
    office.clock.pass(16min);
    CHECK(office.accounts.sign_in("sato", good_password, false).ok());
}

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
    REQUIRE(office.accounts.sign_out(opened.identity).ok());
    CHECK(office.accounts.session(opened.secret).error().code == Errc::unauthenticated);
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

TEST_CASE("a renewed session stays renewed for ten minutes") {
    Office office;
    const auto opened = office.sign_in();
    office.clock.pass(11min);
    auto identity = office.accounts.session(opened.secret).value();
    CHECK(!identity.is_renewed);
    CHECK(!office.accounts.renew(identity, "wrong").ok());
    REQUIRE(office.accounts.renew(identity, good_password).ok());
    CHECK(office.accounts.session(opened.secret).value().is_renewed);
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

TEST_CASE("a password is refused for being short or common, and for nothing else") {
    Office office;
    CHECK(!office.accounts.hash_password("short").ok());
    CHECK(!office.accounts.hash_password("aaaaaaaaaaaaaaaaaaaa").ok());
    CHECK(!office.accounts.hash_password("ＰＡＳＳＷＯＲＤpassword").ok());
    CHECK(!office.accounts.hash_password(std::string(2000, 'x') + "yz").ok());
    CHECK(office.accounts.hash_password("ふつうのぶんしょうでかまいません").ok());
}

TEST_CASE("a sign-in name belongs to one person") {
    Office office;
    const auto again = office.store->write([&](store::Write& db) {
        return Accounts::create(db, PersonId::make(office.clock.now(), office.random), "ＳＡＴＯ",
                                "x", office.clock.now());
    });
    CHECK(again.error().code == Errc::conflict);
}

} // namespace
} // namespace sokuo::identity
