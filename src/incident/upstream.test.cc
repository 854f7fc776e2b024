#include "incident/upstream.h"

#include "incident/testing.h"

#include <doctest/doctest.h>

namespace sokuo::incident {
namespace {

using testing::sure;
using testing::told;
using testing::Town;

UpstreamId some_upstream(int number) {
    UpstreamId id;
    id.value.back() = static_cast<std::byte>(number);
    return id;
}

NameUpstream of_the_cloud(int number) {
    return {.id = some_upstream(number),
            .from = "クラウド事業者",
            .their_number = "INC-2026-77",
            .note = "この障害が原因"};
}

std::vector<Upstream> of(Town& town, const IncidentId& id) {
    return sure(town.reading([&](store::Read& db) { return load(*town.desk, db, id); })).upstreams;
}

TEST_CASE("an incident names the one it hangs on, once, and lets go of it with a reason") {
    Town town;
    const auto incident = town.declare();
    sure(town.tries(incident.id, Command{of_the_cloud(1)}));
    // Width and case do not make it another one.
    auto again = of_the_cloud(2);
    again.their_number = "ｉｎｃ-2026-77";
    CHECK(told(town.tries(incident.id, Command{again})) ==
          "incident.upstream_named_already /their_number");
    const auto named = of(town, incident.id);
    REQUIRE(named.size() == 1);
    CHECK(named.front().from == "クラウド事業者");
    CHECK(named.front().note == "この障害が原因");

    sure(town.tries(incident.id, Command{EndUpstream{some_upstream(1), "別の障害だった"}}));
    const auto ended = of(town, incident.id);
    REQUIRE(ended.size() == 1);
    CHECK(ended.front().ended_at);
    CHECK(ended.front().ended_why == "別の障害だった");
    CHECK(told(town.tries(incident.id, Command{EndUpstream{some_upstream(1), "もう一度"}})) ==
          "incident.upstream_ended_already");
    CHECK(told(town.tries(incident.id, Command{EndUpstream{some_upstream(9), "ない"}})) ==
          "incident.no_upstream");
    // What was let go of may be named again.
    sure(town.tries(incident.id, Command{of_the_cloud(3)}));
}

TEST_CASE("somebody else's incident needs an organisation and no number") {
    CHECK(told(read_upstream(Json::object({{"their_number", "7"}}))).ends_with(" /from"));
    const auto read = sure(read_upstream(Json::object({{"from", "青森県"}})));
    CHECK(read.from == "青森県");
    CHECK(read.their_number.empty());
    CHECK(told(read_upstream_end(Json::object({}), some_upstream(1))).ends_with(" /reason"));
}

} // namespace
} // namespace sokuo::incident
