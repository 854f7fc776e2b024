#include "bundle/bundle_store.h"

#include "core/sha256.h"
#include "incident/testing.h"

#include <doctest/doctest.h>

namespace sokuo::bundle {
namespace {

using incident::testing::told;
using incident::testing::Town;

// The LGWAN side, and a sender the operator named that says whatever it likes.
struct Inside {
    Inside() {
        settings.secret = Secret::make("lgwan", town.random);
        settings.pairs = {{.card = sender.card(), .direction = Direction::receive}};
    }
    Result<Taken> take(std::vector<Item> items) {
        for (auto& item : items)
            item.number = ++last;
        const Head head{.from = "internet",
                        .to = "lgwan",
                        .number = 1,
                        .first = items.front().number,
                        .last = items.back().number,
                        .made_at = town.clock.now()};
        const auto file =
            write({head, std::move(items)}, sender, settings.secret.card(), town.random);
        return take_in({*town.desk, &settings}, town.handler, file, "Asia/Tokyo");
    }
    std::vector<incident::ReportRow> reports() {
        return incident::testing::sure(town.reading([&](store::Read& db) {
            return incident::reports(db, town.handler.person, "all", 0, 9);
        }));
    }

    Town town{{bundle_view()}};
    Secret sender = Secret::make("internet", town.random);
    Settings settings;
    std::int64_t last = 0;
};

Item slip(const std::string& received_at = "2026-11-23T23:00:00Z") {
    return {0,
            Json::object({{"kind", "received"},
                          {"report", "a"},
                          {"their_number", "R8-U-0001"},
                          {"slip", Json::object({{"channel", "web_form"},
                                                 {"what", "偽のページ"},
                                                 {"received_at", received_at}})}}),
            {}};
}

Item file(const std::string& name, const std::string& sha256, Bytes bytes = {}) {
    auto what = Json::object({{"kind", "attached"},
                              {"report", "a"},
                              {"name", name},
                              {"bytes", static_cast<std::int64_t>(bytes.size())},
                              {"sha256", sha256}});
    if (!bytes.empty()) what.set("carried", true);
    return {0, std::move(what), std::move(bytes)};
}

TEST_CASE("a sender in a stranger's hands meets the limits of the desk") {
    Inside inside;
    auto endless = slip();
    endless.what.set("slip",
                     Json::object({{"channel", "web_form"}, {"what", std::string(20'000, 'x')}}));
    CHECK(told(inside.take({endless})).starts_with("bundle.bad_item"));
    auto unknown = slip();
    unknown.what.set("person", "somebody");
    inside.last = 0;
    CHECK(told(inside.take({unknown})).starts_with("bundle.bad_item"));
    inside.last = 0;
    CHECK(told(inside.take({slip(), file("a.txt", "not a hash")})).starts_with("bundle.bad_item"));
    CHECK(inside.reports().empty()); // All of it or nothing.
}

TEST_CASE("a file is what its hash says, or nothing of the bundle is taken") {
    Inside inside;
    const Bytes bytes(10, std::byte{7});
    const std::string other(64, 'a');
    CHECK(told(inside.take({slip(), file("a.bin", other, bytes)})).starts_with("bundle.bad_item"));
    int kept = 0;
    incident::testing::sure(inside.town.vault->each([&](const BlobId&) -> Result<> {
        ++kept;
        return Done{};
    }));
    CHECK(kept == 0);
    inside.last = 0;
    const auto taken = inside.take({slip(), file("a.bin", to_hex(sha256(bytes)), bytes)});
    REQUIRE(taken.ok());
    CHECK(taken.value().files == 1);
}

TEST_CASE("a name nobody could give, and a clock that runs ahead, hold up nothing") {
    Inside inside;
    const std::string hash(64, 'a');
    const auto taken = inside.take({slip("2031-01-01T00:00:00Z"), file("a\tb\x01", hash)});
    REQUIRE(taken.ok());
    CHECK(taken.value().left == 1);
    const auto row = inside.reports().front();
    CHECK(row.received_at == inside.town.clock.now());
    const auto report = incident::testing::sure(inside.town.reading(
        [&](store::Read& db) { return incident::load(*inside.town.desk, db, row.id); }));
    CHECK(report.left_behind.front().name == "添付-2");
}

} // namespace
} // namespace sokuo::bundle
