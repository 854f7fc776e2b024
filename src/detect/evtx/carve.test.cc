// Images of disks and of memory, with pieces of logs in them.

#include "detect/evtx/evtx_test.h"

#include <doctest/doctest.h>

#include <cstring>

namespace sokuo::detect::evtx::test {

namespace {

using Numbers = std::vector<std::uint64_t>;

const Definition& logon() {
    static const auto definition = event_definition(0x1111, {"User"});
    return definition;
}

Chunk with(std::initializer_list<std::uint64_t> numbers) {
    Chunk chunk;
    for (const auto number : numbers)
        chunk.add(
            number, logon(),
            event_fillings(4'624, number, "Security", {filled("v" + std::to_string(number))}));
    return chunk;
}

// What lies around: letters of every kind, the first letters of what is looked for among them.
std::string rubbish(std::size_t size, std::uint32_t seed) {
    std::string bytes;
    while (bytes.size() < size) {
        seed = seed * 1'664'525U + 1'013'904'223U;
        bytes += static_cast<char>(seed >> 24U);
        if (seed >> 27U == 3) bytes += "**";
        if (seed >> 27U == 7) bytes += "ElfC";
    }
    bytes.resize(size);
    return bytes;
}

} // namespace

TEST_CASE("chunks are found in an image at any place") {
    const auto one = with({1, 2}).finished();
    const auto two = with({3}).finished();
    const auto reading = read_image(rubbish(1'234'567, 1) + one + rubbish(17, 2) + two +
                                    rubbish(3'000'001, 3) + one);
    REQUIRE(reading.records() == Numbers{1, 2, 3, 1, 2});
    for (const auto& event : reading.events)
        CHECK(event.recovered);
    CHECK(reading.events[4]["User"] == "v2");
    CHECK(reading.tally.recovered == 5);
    CHECK(reading.tally.unreadable == 0);
}

TEST_CASE("chunks are found over every border of the window") {
    const auto one = with({1}).finished();
    for (std::size_t before = (1U << 20U) - 66'000; before < (1U << 20U) + 600; before += 6'601)
        CHECK(read_image(std::string(before, '\0') + one + "end").records() == Numbers{1});
    for (const std::size_t before : {983'032U, 983'039U, 983'040U, 983'041U, 1'048'569U})
        CHECK(read_image(std::string(before, '\0') + one).records() == Numbers{1});
}

TEST_CASE("records outside of chunks are read with templates that are known") {
    const auto chunk = with({1, 2, 3});
    const auto orphans = chunk.bytes().substr(chunk.records()[1]);
    const auto image =
        chunk.finished() + rubbish(100'000, 5) + orphans + std::string(5'000, '\0') + orphans;
    const auto reading = read_image(image);
    REQUIRE(reading.records() == Numbers{1, 2, 3, 2, 3, 2, 3});
    CHECK(reading.events[3]["User"] == "v2");
    CHECK(reading.events[3].channel == "Security");
    CHECK(reading.events[3].recovered);

    const auto unknown = read_image(rubbish(100'000, 5) + orphans);
    CHECK(unknown.events.empty());
    CHECK(unknown.tally.unreadable == 2);
}

TEST_CASE("a record with its definition in it needs no chunk around it") {
    const auto chunk = with({1, 2});
    const auto reading = read_image(rubbish(10'000, 6) + chunk.bytes().substr(chunk.records()[0]));
    REQUIRE(reading.records() == Numbers{1, 2});
    CHECK(reading.events[0]["User"] == "v1");
    CHECK(reading.events[1]["User"] == "v2");
    CHECK(reading.events[1].event_id == 4'624);
}

TEST_CASE("a chunk in pieces gives the records of each piece") {
    const auto first = with({1, 2, 3});
    const auto second = with({4}).finished();
    const auto whole = first.finished();
    const auto cut = first.records()[2];
    const auto reading =
        read_image(rubbish(4'096, 7) + whole.substr(0, cut) + second + whole.substr(cut, 4'096));
    CHECK(reading.records() == Numbers{1, 2, 4, 3});
}

TEST_CASE("what only looks like a chunk or a record is nothing") {
    std::string image = rubbish(50'000, 8);
    image += chunk_magic;
    image += rubbish(50'000, 9);
    for (std::uint32_t size : {0U, 28U, 64U, 1'000U, 0xffff'ffffU}) {
        image += record_magic;
        image += raw(size);
        image += rubbish(300, size);
    }
    image += chunk_magic;
    const auto reading = read_image(image);
    CHECK(reading.events.empty());
    CHECK(reading.tally.unreadable == 0);
    CHECK(reading.error.empty());
    CHECK(read_image({}).events.empty());
    CHECK(read_image("ElfChnk").events.empty());
}

TEST_CASE("an error of the disk is told once, behind what the image gave before") {
    const auto image = with({1}).finished() + rubbish(4'000'000, 10);
    const auto reader = open_carve(stream(image, 3'000'000));
    const auto reading = read_all(*reader);
    CHECK(reading.records() == Numbers{1});
    CHECK(reading.error == "test.gone");
}

} // namespace sokuo::detect::evtx::test
