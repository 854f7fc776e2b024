#include "identity/accounts.h"

#include "identity/identity_test.h"

#include <algorithm>

namespace sokuo::identity {
namespace {

using namespace std::chrono_literals;

TEST_CASE("the right name and password open a session, however the name is typed") {
    Office office;
    for (const auto* name : {"sato", "SATO", "ｓａｔｏ"}) {
        const auto entered = office.accounts.sign_in(name, good_password, {});
        REQUIRE(entered.ok());
        const auto& opened = std::get<Opened>(entered.value());
        CHECK(opened.identity.person == office.sato);
        CHECK(office.accounts.session(opened.secret).value().person == office.sato);
    }
}

TEST_CASE("a sign-in name belongs to one person, whatever its case and width") {
    Office office;
    for (const auto* name : {"sato", "Sato", "ＳＡＴＯ", "sa-to"}) {
        const auto again = office.store->write([&](store::Write& db) {
            return Accounts::create(db, PersonId::make(office.clock.now(), office.random), name,
                                    "x", office.clock.now());
        });
        REQUIRE(!again.ok());
        CHECK(again.error().message->code() == "identity.name_taken");
        CHECK(again.error().where == "/sign_in_name");
    }
    CHECK(!office.sign_in().secret.empty());
}

TEST_CASE("a wrong name, a wrong password and a name that is shut get the same words") {
    Office office;
    const auto wrong_name = office.said("nobody", good_password);
    const auto wrong_password = office.said("sato", "not the password");
    const auto no_password = office.said("sato", "");
    const auto long_password = office.said("sato", std::string{good_password} + " ");
    for (int attempt = 0; attempt < 10; ++attempt)
        office.said("sato", "not the password");
    const auto shut = office.said("sato", good_password);
    CHECK(!wrong_name.empty());
    CHECK(wrong_password == wrong_name);
    CHECK(no_password == wrong_name);
    CHECK(long_password == wrong_name);
    CHECK(shut == wrong_name);
}

TEST_CASE("ten wrong ones shut the name for a quarter of an hour, even for the right password") {
    Office office;
    for (const auto* name :
         {"sato", "Sato", "ＳＡＴＯ", "sa to", "SATO", "ｓａｔｏ", "sato", "sato", "Sato", "sato"})
        CHECK(!office.said(name, "wrong").empty());
    CHECK(!office.said("sato", good_password).empty());
    office.clock.pass(16min);
    CHECK(office.said("sato", good_password).empty());
}

TEST_CASE("nine wrong ones are forgotten once somebody is in") {
    Office office;
    for (int day = 0; day < 3; ++day) {
        for (int attempt = 0; attempt < 9; ++attempt)
            CHECK(!office.said("sato", "wrong").empty());
        CHECK(office.said("sato", good_password).empty());
    }
}

TEST_CASE("a hundred in a row shut the name until an administrator gives a new password") {
    Office office;
    for (int attempt = 0; attempt < 100; ++attempt) {
        office.said("sato", "wrong");
        if (attempt % 10 == 9) office.clock.pass(15min);
    }
    office.clock.pass(24h);
    CHECK(!office.said("sato", good_password).empty());
    CHECK(office.accounts.state(office.sato).value().is_locked);

    const auto initial = office.accounts.new_initial_password().value();
    REQUIRE(office.store
                ->write([&](store::Write& db) {
                    return Accounts::set_initial_password(db, office.sato, initial.hash,
                                                          office.clock.now());
                })
                .ok());
    CHECK(!office.accounts.state(office.sato).value().is_locked);
    CHECK(office.said("sato", initial.password).empty());
}

TEST_CASE("failures outlive a restart") {
    Office office;
    for (int attempt = 0; attempt < 10; ++attempt)
        office.said("sato", "wrong");
    Accounts again{*office.store, *office.keys, office.clock, office.random, {1, 8192}};
    REQUIRE(again.prepare().ok());
    CHECK(!again.sign_in("sato", good_password, {}).ok());
}

TEST_CASE("a password of a megabyte is wrong, and costs no more than another") {
    Office office;
    const std::string megabyte(1 << 20, 'x');
    CHECK(office.said("sato", megabyte) == office.said("sato", "wrong"));
    CHECK(office.accounts.hash_password(megabyte).error().message->code() ==
          "identity.password_long");
    CHECK(office.accounts.hash_password("").error().message->code() == "identity.password_blank");
}

TEST_CASE("a renewed session stays renewed for ten minutes") {
    Office office;
    const auto opened = office.sign_in();
    office.clock.pass(11min);
    const auto identity = office.accounts.session(opened.secret).value();
    CHECK(!identity.is_renewed);
    CHECK(!office.accounts.renew(identity, "wrong").ok());
    REQUIRE(office.accounts.renew(identity, good_password).ok());
    const auto renewed = office.accounts.session(opened.secret).value();
    CHECK(renewed.is_renewed);
    CHECK(!renewed.gave_second);
}

TEST_CASE("asking again counts with signing in: one limit by whatever route") {
    Office office;
    const auto identity = office.sign_in().identity;
    for (int attempt = 0; attempt < 5; ++attempt) {
        CHECK(!office.accounts.renew(identity, "wrong").ok());
        CHECK(!office.said("ＳＡＴＯ", "wrong").empty());
    }
    CHECK(!office.accounts.renew(identity, good_password).ok());
    CHECK(
        !office.accounts.change_password(identity, good_password, "a new long password", {}).ok());
    CHECK(!office.said("sato", good_password).empty());
    office.clock.pass(16min);
    CHECK(office.accounts.renew(identity, good_password).ok());
}

TEST_CASE("changing one's password asks the old one and ends the other sessions") {
    Office office;
    const auto here = office.sign_in();
    const auto there = office.sign_in();
    const auto change = [&](std::string_view from, std::string_view to) {
        const auto changed = office.accounts.change_password(here.identity, from, to,
                                                             {.names = {"みほん市", "佐藤"}});
        return changed.ok() ? std::string{} : changed.error().where;
    };
    CHECK(change("wrong", "twelve paper lanterns") == "/old_password");
    CHECK(change(good_password, "short") == "/new_password");
    CHECK(change(good_password, "sato みほん市 sato!") == "/new_password");
    CHECK(change(good_password, good_password) == "/new_password");
    CHECK(office.accounts.session(there.secret).ok());
    CHECK(change(good_password, "twelve paper lanterns").empty());
    CHECK(office.accounts.session(here.secret).ok());
    CHECK(!office.accounts.session(there.secret).ok());
    CHECK(!office.said("sato", good_password).empty());
    CHECK(office.said("sato", "twelve paper lanterns").empty());
}

TEST_CASE("an initial password ends every session, must be changed, and is good for a week") {
    Office office;
    const auto before = office.sign_in();
    const auto initial = office.accounts.new_initial_password().value();
    CHECK(initial.password.size() == 23);
    const auto reset = [&] {
        REQUIRE(office.store
                    ->write([&](store::Write& db) {
                        return Accounts::set_initial_password(db, office.sato, initial.hash,
                                                              office.clock.now());
                    })
                    .ok());
    };
    reset();
    CHECK(!office.accounts.session(before.secret).ok());
    CHECK(!office.said("sato", good_password).empty());

    SUBCASE("changed, it is an ordinary password") {
        const auto opened =
            std::get<Opened>(office.accounts.sign_in("sato", initial.password, {}).value());
        CHECK(opened.identity.must_change_password);
        CHECK(office.accounts.session(opened.secret).value().must_change_password);
        REQUIRE(
            office.accounts.change_password(opened.identity, initial.password, good_password, {})
                .ok());
        CHECK(!office.accounts.session(opened.secret).value().must_change_password);
        office.clock.pass(std::chrono::days{8});
        CHECK(office.said("sato", good_password).empty());
    }
    SUBCASE("the first sign-in spends it: whoever has the link afterwards finds it used up") {
        const auto opened =
            std::get<Opened>(office.accounts.sign_in("sato", initial.password, {}).value());
        CHECK(office.said("sato", initial.password) == office.said("sato", "wrong"));
        CHECK(!office.accounts.state(office.sato).value().asks_old_password);
        // In that session the old one is not asked, and does not become one's own.
        const auto change = [&](std::string_view to) {
            return office.accounts.change_password(opened.identity, "", to, {});
        };
        CHECK(change(initial.password).error().where == "/new_password");
        REQUIRE(change("twelve paper lanterns").ok());
        CHECK(office.said("sato", "twelve paper lanterns").empty());
        CHECK(office.accounts.state(office.sato).value().asks_old_password);
        CHECK(change(good_password).error().where == "/old_password");
    }
    SUBCASE("spent and left unchanged, it needs an administrator again") {
        const auto opened =
            std::get<Opened>(office.accounts.sign_in("sato", initial.password, {}).value());
        REQUIRE(office.accounts.sign_out(opened.identity).ok());
        CHECK(!office.said("sato", initial.password).empty());
        reset();
        CHECK(office.said("sato", initial.password).empty());
    }
    SUBCASE("after a week it is wrong") {
        office.clock.pass(std::chrono::days{7});
        CHECK(!office.said("sato", initial.password).empty());
        reset();
        CHECK(office.said("sato", initial.password).empty());
    }
}

} // namespace
} // namespace sokuo::identity
