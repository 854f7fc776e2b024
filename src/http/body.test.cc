#include "http/body.h"

#include <doctest/doctest.h>

namespace sokuo::http {

namespace {

using State = BodyReader::State;

// Feeds `input` in pieces of `step` bytes; what is left of the input and the body are seen after.
struct Reading {
    State state = State::more;
    std::string body;
    std::string left;

    Reading(BodyReader reader, std::string_view input, std::size_t step, std::uint64_t max = 1000) {
        while (!input.empty() && state == State::more) {
            auto piece = input.substr(0, step);
            const auto size = piece.size();
            state = reader.take(piece, body, max);
            input.remove_prefix(size - piece.size());
            left = input;
        }
    }
};

} // namespace

TEST_CASE("a body ends where its length says, however it comes") {
    for (const std::size_t step : {1U, 2U, 100U}) {
        const Reading read{BodyReader::of_length(5), "abcdeGET /", step};
        CHECK(read.state == State::whole);
        CHECK(read.body == "abcde");
        CHECK(read.left == "GET /");
    }
    CHECK(Reading(BodyReader::of_length(5), "abcd", 9).state == State::more);
}

TEST_CASE("chunks are put together, however they come") {
    for (const std::size_t step : {1U, 2U, 3U, 7U, 100U}) {
        const Reading read{BodyReader::of_chunks(),
                           "3;name=\"v\"\r\nabc\r\n0A\r\n0123456789\r\n000\r\nA: b\r\n\r\nGET",
                           step};
        CHECK(read.state == State::whole);
        CHECK(read.body == "abc0123456789");
        CHECK(read.left == "GET");
    }
}

TEST_CASE("chunks that are not well formed are bad") {
    for (const auto* bad :
         {"\r\n", "x\r\n", " 3\r\nabc\r\n", "3 \r\nabc\r\n", "3\nabc\r\n", ";a\r\n",
          "3\r\nabcd\r\n", "3\r\nabc\n", "3\rabc", "0\r\n\n", "0x3\r\nabc\r\n",
          "0000000000001\r\na\r\n", "0\r\nA: b\nC: d\r\n\r\n"}) {
        INFO(bad);
        CHECK(Reading(BodyReader::of_chunks(), bad, 1).state == State::bad);
        CHECK(Reading(BodyReader::of_chunks(), bad, 100).state == State::bad);
    }
    const auto endless = "0\r\n" + std::string(20'000, 'a');
    CHECK(Reading(BodyReader::of_chunks(), endless, 4096).state == State::bad);
    const auto extension = "1;" + std::string(20'000, 'a');
    CHECK(Reading(BodyReader::of_chunks(), extension, 4096).state == State::bad);
}

TEST_CASE("what is larger than allowed is known by its announcement") {
    CHECK(Reading(BodyReader::of_length(11), "a", 1, 10).state == State::too_large);
    CHECK(Reading(BodyReader::of_length(10), "0123456789", 3, 10).state == State::whole);
    CHECK(Reading(BodyReader::of_chunks(), "b\r\n", 1, 10).state == State::too_large);
    CHECK(Reading(BodyReader::of_chunks(), "5\r\n01234\r\n6\r\n", 1, 10).state == State::too_large);
    CHECK(Reading(BodyReader::of_chunks(), "ffffffffffff\r\n", 1, 10).state == State::too_large);
    CHECK(Reading(BodyReader::of_chunks(), "5\r\n01234\r\n5\r\n01234\r\n0\r\n\r\n", 1, 10).state ==
          State::whole);
}

} // namespace sokuo::http
