#include "team/sign_in.h"

#include <doctest/doctest.h>

namespace sokuo::team {
namespace {

using Owed = std::vector<std::string_view>;

// 総務部長, head of the CSIRT, of whom the charter asks a second factor.
struct Head {
    Head() {
        charter.second_factor = {"head", "administrator"};
        standing.posts = {{.id = {}, .code = "soumu-bucho", .name = "総務部長", .role = "head"}};
    }
    [[nodiscard]] Owed owes() const { return owed(charter, standing, identity); }
    charter::Charter charter;
    Standing standing;
    identity::Identity identity{.person = {}};
};

TEST_CASE("whoever holds a post of such a role enrols a second factor before anything else") {
    Head head;
    CHECK(head.owes() == Owed{"enrol_second_factor"});
    CHECK(owes_nothing(head.charter, head.standing, head.identity).error().message->code() ==
          "team.second_to_enrol");
    head.identity.has_second = true;
    CHECK(head.owes().empty());
    CHECK(owes_nothing(head.charter, head.standing, head.identity).ok());
}

TEST_CASE("nobody else has to, and nobody at all where the charter says nothing") {
    Head head;
    head.standing.posts.front().role = "handler";
    CHECK(head.owes().empty());
    head.standing.posts.front().role = "head";
    head.charter.second_factor.clear();
    CHECK(head.owes().empty());
}

TEST_CASE("one post of several is enough") {
    Head head;
    head.standing.posts.insert(head.standing.posts.begin(),
                               {.id = {}, .code = "x", .name = "課員", .role = "member"});
    CHECK(needs_second(head.charter, head.standing));
}

TEST_CASE("whoever stands in for the head is not stopped by the head's role") {
    Head head;
    head.standing.posts.front().acting_for = charter::post_id("soumu-bucho");
    CHECK(head.owes().empty());
}

TEST_CASE("an initial password is changed first, whatever the role") {
    Head head;
    head.identity.must_change_password = true;
    CHECK(head.owes() == Owed{"change_password", "enrol_second_factor"});
    CHECK(owes_nothing(head.charter, head.standing, head.identity).error().message->code() ==
          "team.password_to_change");
    head.standing.posts.clear();
    CHECK(head.owes() == Owed{"change_password"});
}

TEST_CASE("a token owes nothing") {
    Head head;
    head.identity.is_token = true;
    CHECK(head.owes().empty());
}

} // namespace
} // namespace sokuo::team
