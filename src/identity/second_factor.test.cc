#include "identity/second_factor.h"

#include "identity/identity_test.h"
#include "identity/rows.h"

#include <algorithm>

namespace sokuo::identity {
namespace {

using namespace std::chrono_literals;

// 佐藤 has enrolled an app, and two minutes have gone by.
struct Enrolled : Office {
    Enrolled() {
        first = sign_in();
        codes = enrol(first.identity);
    }
    /// What is said to a code behind the right password; empty when it lets in.
    std::string code_said(std::string_view code) {
        const auto opened = accounts.finish_sign_in(begin(), code);
        return opened.ok() ? std::string{} : std::string{opened.error().message->code()};
    }
    Opened first;
    std::vector<std::string> codes;
};

TEST_CASE("with a second factor, password and code open a session, and neither does alone") {
    Enrolled office;
    const auto ticket = office.begin();
    CHECK(!office.accounts.session(ticket).ok());
    CHECK(!office.accounts.finish_sign_in("", office.code()).ok());
    CHECK(!office.accounts.finish_sign_in(std::string(64, '0'), office.code()).ok());
    const auto opened = office.accounts.finish_sign_in(ticket, office.code());
    REQUIRE(opened.ok());
    const auto identity = office.accounts.session(opened.value().secret).value();
    CHECK(identity.person == office.sato);
    CHECK(identity.has_second);
    CHECK(identity.gave_second);
    CHECK(identity.is_renewed);
}

TEST_CASE("enrolling counts as giving it, and ends the sessions that gave one factor only") {
    Office office;
    const auto here = office.sign_in();
    const auto there = office.sign_in();
    CHECK(office.enrol(here.identity).size() == recovery_codes_count);
    CHECK(office.accounts.session(here.secret).value().gave_second);
    CHECK(!office.accounts.session(there.secret).ok());
}

TEST_CASE("nothing is enrolled before one code was right") {
    Office office;
    const auto identity = office.sign_in().identity;
    CHECK(office.accounts.confirm_second(identity, "123456").error().message->code() ==
          "identity.nothing_offered");
    office.secret = office.accounts.offer_second(office.sato).value();
    const auto wrong = office.code() == "123456" ? "654321" : "123456";
    CHECK(office.accounts.confirm_second(identity, wrong).error().where == "/code");
    CHECK(!office.accounts.state(office.sato).value().second_since);
    CHECK(!office.sign_in().identity.has_second);

    SUBCASE("shown again, only the newest key counts") {
        const auto old = office.code();
        office.secret = office.accounts.offer_second(office.sato).value();
        CHECK(!office.accounts.confirm_second(identity, old).ok());
        CHECK(office.accounts.confirm_second(identity, office.code()).ok());
    }
    SUBCASE("left for more than an hour, it begins anew") {
        office.clock.pass(61min);
        CHECK(office.accounts.confirm_second(identity, office.code()).error().message->code() ==
              "identity.nothing_offered");
    }
}

TEST_CASE("a code is good once") {
    Enrolled office;
    const auto code = office.code();
    CHECK(office.code_said(code).empty());
    CHECK(office.code_said(code) == "identity.wrong_code");
    office.clock.pass(30s);
    CHECK(office.code_said(code) == "identity.wrong_code");
    CHECK(office.code_said(office.code()).empty());
}

TEST_CASE("the code one enrolled with is used up") {
    Office office;
    const auto identity = office.sign_in().identity;
    office.secret = office.accounts.offer_second(office.sato).value();
    const auto code = office.code();
    REQUIRE(office.accounts.confirm_second(identity, code).ok());
    CHECK(!office.accounts.finish_sign_in(office.begin(), code).ok());
}

TEST_CASE("a code that was used with one ticket is no good with another begun before") {
    Enrolled office;
    const auto one = office.begin();
    const auto other = office.begin();
    CHECK(office.accounts.finish_sign_in(one, office.code()).ok());
    CHECK(!office.accounts.finish_sign_in(other, office.code()).ok());
    office.clock.pass(30s);
    CHECK(office.accounts.finish_sign_in(other, office.code()).ok());
    office.clock.pass(30s);
    CHECK(office.accounts.finish_sign_in(other, office.code()).error().message->code() ==
          "identity.sign_in_again");
}

TEST_CASE("full-width digits are digits; another length is no code and counts as no attempt") {
    Enrolled office;
    std::string wide;
    for (const char digit : office.code())
        wide.append("\xEF\xBC").append(1, static_cast<char>(0x90 + (digit - '0')));
    for (int attempt = 0; attempt < 20; ++attempt) {
        CHECK(office.code_said("12345") == "identity.no_code");
        CHECK(office.code_said("1234567") == "identity.no_code");
    }
    CHECK(office.code_said(wide).empty());
}

TEST_CASE("five minutes between password and code, and no more") {
    Enrolled office;
    const auto ticket = office.begin();
    office.clock.pass(5min);
    CHECK(office.accounts.finish_sign_in(ticket, office.code()).error().message->code() ==
          "identity.sign_in_again");
}

TEST_CASE("each recovery code is good once, also in capitals, and how many are left is known") {
    Enrolled office;
    CHECK(office.accounts.state(office.sato).value().recovery_codes == 10);
    CHECK(office.code_said(office.codes[3]).empty());
    CHECK(office.accounts.state(office.sato).value().recovery_codes == 9);
    CHECK(office.code_said(office.codes[3]) == "identity.wrong_code");
    auto loud = office.codes[4];
    std::ranges::transform(loud, loud.begin(), [](char sign) {
        return sign >= 'a' && sign <= 'z' ? static_cast<char>(sign - 'a' + 'A') : sign;
    });
    CHECK(office.code_said(loud).empty());
}

TEST_CASE("new recovery codes make the old ones void") {
    Enrolled office;
    const auto fresh = office.accounts.renew_recovery_codes(office.sato).value();
    CHECK(fresh.size() == recovery_codes_count);
    CHECK(office.code_said(office.codes[0]) == "identity.wrong_code");
    CHECK(office.code_said(fresh[0]).empty());
    const auto suzuki = office.add("suzuki");
    CHECK(office.accounts.renew_recovery_codes(suzuki).error().code == Errc::conflict);
}

TEST_CASE("another person's code and recovery code are wrong") {
    Enrolled office;
    const auto theirs = office.codes[0];
    const auto suzuki = office.add("suzuki");
    const auto entered = office.accounts.sign_in("suzuki", good_password, {}).value();
    const auto identity = std::get<Opened>(entered).identity;
    office.enrol(identity);
    const auto again = office.accounts.sign_in("suzuki", good_password, {}).value();
    const auto ticket = std::get<SecondStep>(again).ticket;
    CHECK(!office.accounts.finish_sign_in(ticket, theirs).ok());
    CHECK(office.accounts.finish_sign_in(ticket, office.code()).ok());
    CHECK(office.accounts.state(suzuki).value().recovery_codes == 10);
}

TEST_CASE("wrong codes and wrong recovery codes count with wrong passwords") {
    Enrolled office;
    const auto ticket = office.begin();
    for (int attempt = 0; attempt < 4; ++attempt) {
        CHECK(!office.accounts.finish_sign_in(ticket, "000000").ok());
        CHECK(!office.accounts.finish_sign_in(ticket, "aaaa-aaaa-aaaa-aaaa-aaaa-aaaa").ok());
    }
    CHECK(!office.said("ｓａｔｏ", "wrong").empty());
    // Signing in with the password alone forgets nothing.
    office.begin();
    office.begin();
    CHECK(!office.said("SATO", "wrong").empty());
    CHECK(office.accounts.finish_sign_in(ticket, office.code()).error().message->code() ==
          "identity.wrong_code");
    CHECK(!office.said("sato", good_password).empty());
    CHECK(!office.accounts.renew(office.first.identity, good_password, office.code()).ok());
    office.clock.pass(16min);
    CHECK(office.code_said(office.code()).empty());
}

TEST_CASE("asking again asks for the code as well, and a code that was used does not do") {
    Enrolled office;
    const auto ask = [&](std::string_view password, std::string_view code) {
        const auto renewed = office.accounts.renew(office.first.identity, password, code);
        return renewed.ok() ? std::string{} : std::string{renewed.error().message->code()};
    };
    CHECK(ask(good_password, "") == "identity.code_missing");
    CHECK(ask(good_password, "12345") == "identity.no_code");
    CHECK(ask(good_password, "000000") == "identity.wrong_renewal");
    CHECK(ask("wrong", office.code()) == "identity.wrong_renewal");
    const auto code = office.code();
    CHECK(ask(good_password, code).empty());
    CHECK(ask(good_password, code) == "identity.wrong_renewal");
    CHECK(ask(good_password, office.codes[0]).empty());
}

TEST_CASE("beside a second factor eight characters do; without one it cannot be removed then") {
    Enrolled office;
    const auto change = [&](std::string_view from, std::string_view to) {
        return office.accounts.change_password(office.first.identity, from, to, {}).ok();
    };
    CHECK(change(good_password, "kx7-vbqz"));
    CHECK(office.accounts.remove_second(office.sato).error().message->code() ==
          "identity.too_short_alone");
    CHECK(office.accounts.state(office.sato).value().second_since);
    CHECK(change("kx7-vbqz", good_password));
    REQUIRE(office.accounts.remove_second(office.sato).ok());
    CHECK(!change(good_password, "kx7-vbqz"));
    CHECK(!office.sign_in().identity.has_second);
}

TEST_CASE("a reset takes everything away, and a short password must be changed then") {
    Enrolled office;
    REQUIRE(
        office.accounts.change_password(office.first.identity, good_password, "kx7-vbqz", {}).ok());
    const auto ticket = office.begin("kx7-vbqz");
    const auto job = [&](store::Write& db) { return Accounts::reset_second(db, office.sato); };
    const auto keys = office.store->write_for(job).value();
    REQUIRE(office.accounts.destroy(keys).ok());

    CHECK(!office.accounts.session(office.first.secret).ok());
    CHECK(!office.accounts.finish_sign_in(ticket, office.code()).ok());
    CHECK(office.accounts.state(office.sato).value().recovery_codes == 0);
    const auto entered = office.accounts.sign_in("sato", "kx7-vbqz", {}).value();
    CHECK(std::get<Opened>(entered).identity.must_change_password);
}

TEST_CASE("the key is sealed at rest, and removing the second factor destroys what opens it") {
    Enrolled office;
    Bytes box;
    journal::KeyId key;
    const auto look = [&](store::Read& db) {
        return db.query("SELECT sealed, key_id FROM second_factor", {},
                        [&](const store::Row& row) -> Result<> {
                            const auto bytes = row.bytes(0);
                            box.assign(bytes.begin(), bytes.end());
                            key.value = fixed<16>(row.bytes(1));
                            return Done{};
                        });
    };
    REQUIRE(office.store->read(look).ok());
    CHECK(std::ranges::search(box, office.secret).empty());
    CHECK(office.keys->find(key).ok());
    REQUIRE(office.accounts.remove_second(office.sato).ok());
    CHECK(office.keys->find(key).error().code == Errc::not_found);
}

TEST_CASE("a new phone takes the place of the old one, whose codes are good no more") {
    Enrolled office;
    const auto old = office.secret;
    office.enrol(office.first.identity);
    CHECK(office.code_said(totp_code(old, totp_step(office.clock.now()))) == "identity.wrong_code");
    CHECK(office.code_said(office.codes[0]) == "identity.wrong_code");
    CHECK(office.code_said(office.code()).empty());
}

TEST_CASE("beside a second factor an initial password is spent with the code, and then for good") {
    Office office;
    office.enrol(office.sign_in().identity);
    const auto initial = office.accounts.new_initial_password().value();
    REQUIRE(office.store
                ->write([&](store::Write& db) {
                    return Accounts::set_initial_password(db, office.sato, initial.hash,
                                                          office.clock.now());
                })
                .ok());
    const auto wrong = office.begin(initial.password);
    CHECK(!office.accounts.finish_sign_in(wrong, "000000").ok());
    const auto one = office.begin(initial.password);
    const auto other = office.begin(initial.password);
    CHECK(office.accounts.finish_sign_in(one, office.code()).ok());
    office.clock.pass(1min);
    CHECK(!office.accounts.finish_sign_in(other, office.code()).ok());
    CHECK(!office.said("sato", initial.password).empty());
}

TEST_CASE("enrolling an app asks for its code and not for the password, so it renews nothing") {
    Office office;
    const auto opened = office.sign_in();
    office.clock.pass(9min);
    office.enrol(opened.identity);
    const auto identity = office.accounts.session(opened.secret).value();
    CHECK(identity.gave_second);
    CHECK(!identity.is_renewed);
}

} // namespace
} // namespace sokuo::identity
