#include "bundle/bundle.h"

#include <doctest/doctest.h>

namespace sokuo::bundle {
namespace {

using namespace std::string_literals;

Bytes bytes_of(std::string_view text) {
    const auto view = as_bytes(text);
    return {view.begin(), view.end()};
}

template <class T>
std::string told(const Result<T>& result) {
    return result.ok() ? "nothing: it was allowed" : std::string{result.error().message->code()};
}

// The internet side writes, the LGWAN side reads.
struct Towns {
    SystemRandom random;
    Secret internet = Secret::make("internet", random);
    Secret lgwan = Secret::make("lgwan", random);

    [[nodiscard]] Bundle story() const {
        Bundle bundle;
        bundle.head = {.from = "internet",
                       .to = "lgwan",
                       .number = 3,
                       .first = 7,
                       .last = 8,
                       .made_at = Time{Duration{1'700'000'000'000'000}},
                       .previous = std::string(64, 'a')};
        bundle.items.push_back(
            {7, Json::object({{"kind", "received"}, {"what", "偽のページ"}, {"number", 7}}), {}});
        bundle.items.push_back({8, Json::object({{"kind", "attached"}, {"number", 8}}),
                                bytes_of("\x00 any bytes \xff"s)});
        return bundle;
    }
    Bytes file() { return write(story(), internet, lgwan.card(), random); }
};

TEST_CASE("what one side writes the other reads, as it was") {
    Towns towns;
    const auto read_back = read(towns.file(), towns.lgwan, {towns.internet.card()});
    REQUIRE(read_back.ok());
    CHECK(read_back.value().head == towns.story().head);
    CHECK(write_items(read_back.value().items) == write_items(towns.story().items));
}

TEST_CASE("a byte that was changed, wherever, or is missing, is noticed") {
    Towns towns;
    const auto file = towns.file();
    for (std::size_t place = 0; place < file.size(); ++place) {
        auto altered = file;
        altered[place] ^= std::byte{1};
        CHECK_FALSE(read(altered, towns.lgwan, {towns.internet.card()}).ok());
    }
    for (std::size_t size = 0; size < file.size(); ++size)
        CHECK_FALSE(read(ByteView{file}.first(size), towns.lgwan, {towns.internet.card()}).ok());
}

TEST_CASE("only who is named may send, and only who it is for may read") {
    Towns towns;
    const auto file = towns.file();
    const auto stranger = Secret::make("stranger", towns.random);
    CHECK(told(read(file, towns.lgwan, {stranger.card()})) == "bundle.unknown_sender");
    // Somebody who took the sender's name.
    const auto thief = Secret::make("internet", towns.random);
    CHECK(told(read(file, towns.lgwan, {thief.card()})) == "bundle.altered");
    CHECK(told(read(file, stranger, {towns.internet.card()})) == "bundle.not_for_us");
    // Somebody who took the receiver's name has not their key.
    CHECK(told(read(file, Secret::make("lgwan", towns.random), {towns.internet.card()})) ==
          "bundle.altered");
    CHECK(told(read(as_bytes("PK\3\4"), towns.lgwan, {towns.internet.card()})) ==
          "bundle.no_bundle");
}

TEST_CASE("items without an order, and sizes that are lies, are refused") {
    const auto item = [](std::int64_t number) {
        return Item{number, Json::object({{"kind", "added"}}), {}};
    };
    CHECK(read_items(write_items({item(1), item(2)})).ok());
    CHECK_FALSE(read_items(write_items({item(1), item(3)})).ok());
    CHECK_FALSE(read_items(write_items({item(2), item(1)})).ok());
    CHECK_FALSE(read_items({}).ok());
    auto lie = write_items({item(1)});
    lie[3] = std::byte{0xFF};
    CHECK_FALSE(read_items(lie).ok());
}

TEST_CASE("a card is one line, and two people compare its number") {
    Towns towns;
    const auto card = towns.internet.card();
    const auto again = parse_card(to_text(card) + "\n");
    REQUIRE(again.ok());
    CHECK(again.value() == card);
    CHECK(check_number(card).size() == 29);
    CHECK(check_number(card) != check_number(towns.lgwan.card()));
    CHECK_FALSE(parse_card("sokuo-card/1 Internet AAAA").ok());
    const auto secret = parse_secret(to_text(towns.internet));
    REQUIRE(secret.ok());
    CHECK(secret.value().card() == card);
}

} // namespace
} // namespace sokuo::bundle
