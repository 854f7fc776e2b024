#include "mail/address.h"

#include "mail/path.h"

#include <doctest/doctest.h>

namespace sokuo::mail {
namespace {

std::string address_in(std::string_view line) {
    const auto path = parse_path(line, "FROM:");
    return path ? path->address : "none";
}

TEST_CASE("the answers to one correspondence come back to its own address") {
    CHECK(plus_address("csirt@mihon.example", "r8-12-x7") == "csirt+r8-12-x7@mihon.example");
    CHECK(plus_token("csirt+r8-12-x7@mihon.example", "csirt@mihon.example") == "r8-12-x7");
    CHECK(plus_token("CSIRT+R8@Mihon.Example", "csirt@mihon.example") == "R8");
    CHECK(plus_token("csirt@mihon.example", "csirt@mihon.example") == "");
    CHECK_FALSE(plus_token("csirt2@mihon.example", "csirt@mihon.example"));
    CHECK_FALSE(plus_token("csirt-r8@mihon.example", "csirt@mihon.example"));
    CHECK_FALSE(plus_token("csirt+r8@mihon.example.evil.example", "csirt@mihon.example"));
    CHECK_FALSE(plus_token("csirt+r8", "csirt@mihon.example"));
    CHECK_FALSE(plus_token("", "csirt@mihon.example"));
    CHECK_FALSE(plus_address("csirt@mihon.example", std::string(60, 'x')));
}

TEST_CASE("what a mail server says of a sender and a recipient is read") {
    CHECK(address_in("FROM:<sato@mihon.example>") == "sato@mihon.example");
    CHECK(address_in("from: <sato@mihon.example> SIZE=1") == "sato@mihon.example");
    CHECK(address_in("FROM:<>").empty());
    CHECK(address_in("FROM:<\"a>b\\\">c\"@mihon.example>") == "\"a>b\\\">c\"@mihon.example");
    CHECK(address_in("FROM:<@relay.example,@other.example:sato@mihon.example>") ==
          "sato@mihon.example");
    CHECK(address_in("FROM:<佐藤@mihon.example>") == "佐藤@mihon.example");
    CHECK_FALSE(parse_path("FROM:<佐藤@mihon.example>", "FROM:")->is_ascii);
    const auto path = parse_path("FROM:<a@b.example>  size=10 SMTPUTF8 body=8BITMIME", "FROM:");
    REQUIRE(path.has_value());
    using Pairs = std::vector<std::pair<std::string, std::string>>;
    CHECK(path->parameters == Pairs{{"SIZE", "10"}, {"SMTPUTF8", ""}, {"BODY", "8BITMIME"}});
}

TEST_CASE("what is no path is none") {
    for (const std::string line :
         {"", "FROM:", "FROM:sato@mihon.example", "FROM:<sato@mihon.example", "FROM:<a@b.example>x",
          "TO:<a@b.example>", "FROM:<a\tb@c.example>", "FROM:<a@b\x7f>", "FROM:<\xff@b.example>",
          "FROM:<\"a@b.example>"})
        CHECK_MESSAGE(address_in(line) == "none", line);
    CHECK(address_in("FROM:<" + std::string(254, 'a') + ">") == std::string(254, 'a'));
    CHECK(address_in("FROM:<" + std::string(255, 'a') + ">") == "none");
}

} // namespace
} // namespace sokuo::mail
