#include "team/once.h"

#include "team/testing.h"

#include <doctest/doctest.h>

namespace sokuo::team {
namespace {

using testing::Office;
using testing::sure;

// Somebody sends the same form, perhaps twice.
struct Sender {
    Sender() {
        who = office.person("佐藤");
        request.method = http::Method::post;
        request.path = "/api/v1/reports";
        request.body = R"({"what":"つながらない"})";
        request.headers = {{"idempotency-key", "key-0001"}};
    }
    Call call() {
        return {request,
                office.book->current(),
                {},
                {},
                {.person = who, .post = {}, .acting_for = {}, .assurance = {}, .request = {}},
                Language::ja};
    }
    Result<Uuid> send() {
        return office.store->write_for([&](store::Write& db) {
            return once(db, call(), office.clock.now(), [&]() -> Result<Uuid> {
                ++acts;
                if (fails) return failure(Errc::conflict, refused);
                return new_uuid(office.clock.now(), office.random);
            });
        });
    }

    Result<std::optional<Uuid>> before() {
        return office.store->read_for([&](store::Read& db) { return made_before(db, call()); });
    }

    static constexpr Message refused{"test.refused", "できません。", "No."};
    Office office;
    PersonId who;
    http::Request request;
    int acts = 0;
    bool fails = false;
};

TEST_CASE("the same form sent twice acts once and gives the same id") {
    Sender sender;
    const auto first = sure(sender.send());
    CHECK(sure(sender.send()) == first);
    CHECK(sender.acts == 1);
}

TEST_CASE("what a form made is known before it is worked on again") {
    Sender sender;
    CHECK_FALSE(sure(sender.before()));
    const auto made = sure(sender.send());
    CHECK(sure(sender.before()) == made);
    sender.request.body = R"({"what":"別の件"})";
    const auto other = sender.before();
    REQUIRE_FALSE(other.ok());
    CHECK(other.error().code == Errc::conflict);
    sender.request.headers = {};
    CHECK_FALSE(sender.before().ok());
}

TEST_CASE("a key belongs to one request, one path and one person") {
    Sender sender;
    sure(sender.send());
    auto other = sender.request;
    std::swap(sender.request.body, other.body);
    sender.request.body = R"({"what":"別の件"})";
    auto refused = sender.send();
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == Errc::conflict);
    sender.request = other;
    sender.request.body = R"({"what":"つながらない"})";
    sender.request.path = "/api/v1/misdeliveries";
    CHECK_FALSE(sender.send().ok());
    CHECK(sender.acts == 1);

    sender.request.path = "/api/v1/reports";
    sender.who = sender.office.person("鈴木");
    CHECK(sender.send().ok());
    CHECK(sender.acts == 2);
}

TEST_CASE("an act that failed may be tried again under its key") {
    Sender sender;
    sender.fails = true;
    CHECK_FALSE(sender.send().ok());
    sender.fails = false;
    CHECK(sender.send().ok());
    CHECK(sender.acts == 2);
}

TEST_CASE("a form without a key, or with one too short to be its own, is not taken") {
    Sender sender;
    for (const auto& key : {std::string{}, std::string(7, 'k'), std::string(101, 'k')}) {
        sender.request.headers = {{"idempotency-key", key}};
        const auto refused = sender.send();
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().where == "Idempotency-Key");
    }
    CHECK(sender.acts == 0);
}

TEST_CASE("a key is forgotten after seven days") {
    Sender sender;
    const auto first = sure(sender.send());
    const auto days_later = [&](int days) {
        return sender.office.clock.now() + std::chrono::days{days};
    };
    sure(forget_old_keys(*sender.office.store, days_later(7)));
    CHECK(sure(sender.send()) == first);
    sure(forget_old_keys(*sender.office.store, days_later(8)));
    CHECK(sure(sender.send()) != first);
}

} // namespace
} // namespace sokuo::team
