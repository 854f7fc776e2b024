#pragma once

// For the tests of this module: an office with one person, 佐藤, who has an account, and a clock
// that goes on when it is told.

#include "core/random.h"
#include "identity/accounts.h"
#include "store/sqlite/sqlite.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace sokuo::identity {

class HandClock final : public Clock {
public:
    [[nodiscard]] Time now() const override { return now_; }
    void pass(Duration time) { now_ += time; }

private:
    Time now_{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};
};

inline constexpr auto* good_password = "赤い自転車で市役所へ行く朝七時";

struct Office {
    explicit Office(std::unique_ptr<store::Store> wanted = store::open_sqlite_memory().value())
        : store{std::move(wanted)} {
        REQUIRE(accounts.prepare().ok());
        sato = add("sato");
    }

    PersonId add(std::string_view name) {
        const auto person = PersonId::make(clock.now(), random);
        const auto hash = accounts.hash_password(good_password);
        REQUIRE(hash.ok());
        REQUIRE(store
                    ->write([&](store::Write& db) {
                        return Accounts::create(db, person, name, hash.value(), clock.now());
                    })
                    .ok());
        return person;
    }

    Opened sign_in(bool own_device = false) {
        const auto entered =
            accounts.sign_in("sato", good_password, {.is_own = own_device, .name = "Firefox"});
        REQUIRE(entered.ok());
        return std::get<Opened>(entered.value());
    }

    /// The first step, where a second factor is enrolled: the ticket for the second.
    std::string begin(std::string_view password = good_password) {
        const auto entered = accounts.sign_in("sato", password, {});
        REQUIRE(entered.ok());
        return std::get<SecondStep>(entered.value()).ticket;
    }

    /// 佐藤 enrols an app; time goes on, so that the code used for it is another.
    std::vector<std::string> enrol(const Identity& identity) {
        secret = accounts.offer_second(identity.person).value();
        auto codes = accounts.confirm_second(identity, code());
        REQUIRE(codes.ok());
        clock.pass(std::chrono::minutes{2});
        return std::move(codes).value();
    }
    /// What 佐藤's app shows.
    [[nodiscard]] std::string code() const { return totp_code(secret, totp_step(clock.now())); }

    /// A token of 佐藤's.
    std::string token(std::string label, std::optional<Time> ends = {},
                      std::vector<std::string> actions = {}) {
        const TokenWish wish{sato, std::move(label), ends, std::move(actions)};
        auto made =
            store->write_for([&](store::Write& db) { return accounts.make_token(db, wish); });
        REQUIRE(made.ok());
        return std::move(made).value();
    }

    /// What is said to a name and password; empty when they are let in.
    std::string said(std::string_view name, std::string_view password) {
        const auto entered = accounts.sign_in(name, password, {});
        return entered.ok() ? std::string{} : describe(entered.error());
    }

    std::unique_ptr<store::Store> store;
    HandClock clock;
    SystemRandom random;
    std::unique_ptr<journal::Keys> keys = journal::keys_in_memory(random);
    Accounts accounts{*store, *keys, clock, random, {1, 8192}};
    PersonId sato;
    TotpSecret secret{};
};

} // namespace sokuo::identity
