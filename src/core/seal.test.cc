#include "core/seal.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace sokuo {
namespace {

SealKey new_key() {
    SystemRandom random;
    SealKey key{};
    random.fill(key);
    return key;
}

bool is_corrupt(const Result<Bytes>& outcome) {
    return !outcome.ok() && outcome.error().code == Errc::corrupt;
}

TEST_CASE("what was sealed is opened with the same key and context") {
    SystemRandom random;
    const auto key = new_key();
    for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 100'000U}) {
        const std::string plain(size, 'x');
        const auto box = seal(key, as_bytes(plain), as_bytes("body 7"), random);
        CHECK(box.size() == size + seal_overhead_bytes);
        const auto opened = unseal(key, box, as_bytes("body 7"));
        REQUIRE(opened.ok());
        CHECK(as_text(opened.value()) == plain);
    }
}

TEST_CASE("a box cannot be opened in another place or with another key") {
    SystemRandom random;
    const auto key = new_key();
    const auto box = seal(key, as_bytes("氏名"), as_bytes("body 7"), random);
    CHECK(is_corrupt(unseal(key, box, as_bytes("body 8"))));
    CHECK(is_corrupt(unseal(key, box, {})));
    CHECK(is_corrupt(unseal(new_key(), box, as_bytes("body 7"))));
}

TEST_CASE("any byte changed, missing or added is noticed") {
    SystemRandom random;
    const auto key = new_key();
    const auto box = seal(key, as_bytes("氏名"), {}, random);
    for (std::size_t i = 0; i < box.size(); ++i) {
        auto damaged = box;
        damaged[i] ^= std::byte{1};
        CHECK(is_corrupt(unseal(key, damaged, {})));
        CHECK(is_corrupt(unseal(key, ByteView{box}.first(i), {})));
    }
    auto longer = box;
    longer.push_back({});
    CHECK(is_corrupt(unseal(key, longer, {})));
}

TEST_CASE("the same text is sealed differently each time, and cannot be read in the box") {
    SystemRandom random;
    const auto key = new_key();
    const auto once = seal(key, as_bytes("むつ市総務部"), {}, random);
    const auto again = seal(key, as_bytes("むつ市総務部"), {}, random);
    CHECK(once != again);
    CHECK(as_text(once).find("総務") == std::string_view::npos);
}

} // namespace
} // namespace sokuo
