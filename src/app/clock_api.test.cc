#include "app/clock_api.h"

#include "app/api_test.h"

namespace sokuo::app {
namespace {

using http::Method;
using namespace std::chrono_literals;

struct Room : Hall {
    explicit Room(bool is_simulated = true) {
        add("kanri", "system-kanri");
        add("sato", "soumu-bucho");
        serve(clock_routes(desk, is_simulated ? &clock : nullptr));
        sign_in("kanri");
    }

    void due(std::string_view name, Time at) {
        const auto job = [&](store::Write& db) -> Result<> {
            return journal::set_due(db, {"journal", journal->opened().log_id}, name, at,
                                    Json::object());
        };
        REQUIRE(store->write(job).ok());
    }

    static team::Ask set(std::string_view now) {
        return {.method = Method::post,
                .path = "/api/v1/clock",
                .body = to_text(Json::object({{"now", now}}))};
    }

    /// When each thing fell due, and when that was written down.
    std::vector<std::string> fired() {
        std::vector<std::string> rows;
        const auto entries =
            store->read_for([&](store::Read& db) { return journal->read(db, 0, 1000); });
        REQUIRE(entries.ok());
        for (const auto& entry : entries.value()) {
            if (entry.type == "due.fired")
                rows.push_back(std::string{entry.content["name"].text_or("")} + " " +
                               to_rfc3339(entry.recorded_at));
        }
        return rows;
    }
};

TEST_CASE("a simulated clock moves forward and fires what falls due, each at its own time") {
    Room room;
    room.due("late", room.clock.now() + 30h);
    room.due("soon", room.clock.now() + 2h);
    room.due("far", room.clock.now() + 72h);
    CHECK(room.json({.path = "/api/v1/clock"})["now"].text_or("") == "2026-11-23T00:00:00Z");

    const auto moved = room.json(Room::set("2026-11-25T00:00:00Z"));
    CHECK(moved["kind"].text_or("") == "simulated");
    CHECK(moved["now"].text_or("") == "2026-11-25T00:00:00Z");
    CHECK(moved["fired"].integer_or(0) == 2);
    CHECK(room.fired() ==
          std::vector<std::string>{"soon 2026-11-23T02:00:00Z", "late 2026-11-24T06:00:00Z"});
}

TEST_CASE("the clock never goes back") {
    Room room;
    const auto refused = room.json(Room::set("2026-11-22T00:00:00Z"), 400);
    CHECK(refused["code"].text_or("") == "app.clock_goes_forward");
    CHECK(refused["field"].text_or("") == "/now");
    CHECK(to_rfc3339(room.clock.now()) == "2026-11-23T00:00:00Z");
}

TEST_CASE("the same request sent again finds the clock moved and fires nothing twice") {
    Room room;
    room.due("soon", room.clock.now() + 2h);
    auto ask = Room::set("2026-11-23T12:00:00Z");
    ask.headers = {{"idempotency-key", "the-same-key"}};
    CHECK(room.json(ask)["fired"].integer_or(0) == 1);
    CHECK(room.json(Room::set("2026-11-23T18:00:00Z"))["fired"].integer_or(-1) == 0);
    CHECK(room.json(ask)["now"].text_or("") == "2026-11-23T18:00:00Z");
    CHECK(room.fired().size() == 1);
}

TEST_CASE("the wall's clock is shown and cannot be moved") {
    Room room{false};
    CHECK(room.json({.path = "/api/v1/clock"})["kind"].text_or("") == "wall");
    const auto refused = room.json(Room::set("2026-12-01T00:00:00Z"), 400);
    CHECK(refused["code"].text_or("") == "app.clock_is_the_wall");
}

TEST_CASE("only the administrator moves the clock, and everybody may read it") {
    Room room;
    room.sign_in("sato");
    CHECK(room.json({.path = "/api/v1/clock"})["kind"].text_or("") == "simulated");
    CHECK(room.json(Room::set("2026-12-01T00:00:00Z"), 400)["code"].text_or("") ==
          "team.needs_role");
}

} // namespace
} // namespace sokuo::app
