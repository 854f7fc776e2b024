#include "core/id.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

namespace sokuo {
namespace {

using namespace std::chrono_literals;

// Gives one byte, for ever.
class SameByte final : public Random {
public:
    explicit SameByte(std::byte byte) : byte_{byte} {}
    void fill(std::span<std::byte> out) override { std::ranges::fill(out, byte_); }

private:
    std::byte byte_;
};

static_assert(!std::is_convertible_v<PersonId, PostId>);
static_assert(!std::is_constructible_v<IncidentId, PersonId>);

TEST_CASE("an id holds the millisecond, the version, the variant and nothing fixed else") {
    // RFC 9562, appendix A.6: 2022-02-22 14:22:22.000 -05:00.
    const auto now = parse_rfc3339("2022-02-22T14:22:22-05:00").value();
    SameByte zeros{std::byte{0}};
    SameByte ones{std::byte{0xFF}};
    CHECK(to_text(new_uuid(now, zeros)) == "017f22e2-79b0-7000-8000-000000000000");
    CHECK(to_text(new_uuid(now, ones)) == "017f22e2-79b0-7000-bfff-ffffffffffff");
    CHECK(to_text(new_uuid(now + 999us, zeros)) == "017f22e2-79b0-7ffb-8000-000000000000");
}

TEST_CASE("ids sort by the microsecond they were made in, as bytes and as text") {
    SameByte zeros{std::byte{0}};
    SameByte ones{std::byte{0xFF}};
    auto now = parse_rfc3339("2026-11-23T02:12:40.998500Z").value();
    for (int i = 0; i < 3000; ++i) {
        // Whatever the random part: the earlier has the greatest, the later the smallest.
        const auto earlier = new_uuid(now, ones);
        const auto later = new_uuid(now + 1us, zeros);
        REQUIRE(earlier < later);
        REQUIRE(to_text(earlier) < to_text(later));
        now += 1us;
    }
}

TEST_CASE("ids made in the same moment differ") {
    SystemRandom random;
    const auto now = WallClock{}.now();
    std::set<Uuid> seen;
    for (int i = 0; i < 10'000; ++i)
        seen.insert(new_uuid(now, random));
    CHECK(seen.size() == 10'000);
}

TEST_CASE("an id is read in the form it is written in, and no other") {
    constexpr std::string_view text = "01938f6e-7c1a-7b2e-9a54-3f1f0c8d2e11";
    const auto id = IncidentId::parse(text);
    REQUIRE(id.ok());
    CHECK(id.value().text() == text);
    CHECK_FALSE(id.value().empty());
    CHECK(IncidentId{}.empty());

    const std::vector<std::string> refused{
        "",
        "01938f6e7c1a7b2e9a543f1f0c8d2e11",
        "{01938f6e-7c1a-7b2e-9a54-3f1f0c8d2e11}",
        "01938F6E-7C1A-7B2E-9A54-3F1F0C8D2E11",
        "01938f6e-7c1a-7b2e-9a54-3f1f0c8d2e1",
        "01938f6e-7c1a-7b2e-9a54-3f1f0c8d2e111",
        "01938f6e-7c1a-7b2e-9a543-f1f0c8d2e11",
        "01938f6e-7c1a-7b2e-9a54-3f1f0c8d2e1g",
        "01938f6e-7c1a-7b2e-9a54-3f1f0c8d2e1 ",
        "01938f6e 7c1a 7b2e 9a54 3f1f0c8d2e11",
    };
    for (const auto& other : refused) {
        INFO(other);
        const auto outcome = parse_uuid(other);
        REQUIRE_FALSE(outcome.ok());
        CHECK(outcome.error().code == Errc::invalid);
    }
}

TEST_CASE("what is written is read back") {
    SystemRandom random;
    for (int i = 0; i < 1000; ++i) {
        Uuid uuid{};
        random.fill(uuid);
        REQUIRE(parse_uuid(to_text(uuid)) == Result<Uuid>{uuid});
    }
}

TEST_CASE("the system's randomness fills what it is given, and only that") {
    SystemRandom random;
    std::array<std::byte, 66> bytes{};
    random.fill(std::span{bytes}.subspan(1, 64));
    CHECK(bytes.front() == std::byte{0});
    CHECK(bytes.back() == std::byte{0});
    const auto zeros = std::ranges::count(bytes, std::byte{0});
    CHECK(zeros < 20); // 64 random bytes with 18 zeros among them: less than once in 10^25.
    random.fill({});
}

} // namespace
} // namespace sokuo
