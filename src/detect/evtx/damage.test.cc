// Files that are not as they should be: by accident, or because somebody wanted it so.

#include "detect/evtx/evtx_test.h"

#include <doctest/doctest.h>

#include <cstring>
#include <thread>

namespace sokuo::detect::evtx::test {

namespace {

using Numbers = std::vector<std::uint64_t>;
using Codes = std::vector<std::string>;

const Definition& logon() {
    static const auto definition = event_definition(0x1111, {"User"});
    return definition;
}
const Definition& process() {
    static const auto definition = event_definition(0x2222, {"Image"});
    return definition;
}

void add(Chunk& chunk, std::uint64_t number, const Definition& definition = logon()) {
    chunk.add(number, definition,
              event_fillings(static_cast<std::uint16_t>(number), number, "Security",
                             {filled("v" + std::to_string(number))}));
}

Chunk with(std::initializer_list<std::uint64_t> numbers) {
    Chunk chunk;
    for (const auto number : numbers)
        add(chunk, number);
    return chunk;
}

void put(std::string& bytes, std::size_t at, std::uint32_t number) {
    std::memcpy(bytes.data() + at, &number, 4);
}

} // namespace

TEST_CASE("an empty file, a head alone, and what is no log give nothing and no error") {
    for (const auto& bytes :
         {std::string{}, std::string{"ElfFile"}, file({}), std::string(200'000, '\0'),
          std::string(200'000, 'x'), std::string{chunk_magic}, std::string(4'104, 'E')}) {
        const auto reading = read_file(bytes);
        CHECK(reading.events.empty());
        CHECK(reading.tally.unreadable == 0);
        CHECK(reading.error.empty());
    }
}

TEST_CASE("a log is known by its first bytes") {
    const auto looks = [](std::string_view head) {
        return looks_like_evtx({reinterpret_cast<const std::byte*>(head.data()), head.size()});
    };
    CHECK(looks(file({})));
    CHECK(looks(with({1}).finished()));
    CHECK_FALSE(looks("ElfFile"));
    CHECK_FALSE(looks("ElfCore\0"));
    CHECK_FALSE(looks(""));
}

TEST_CASE("counters of the heads are not believed") {
    auto bytes = file({with({1, 2}).finished(), with({3}).finished()});
    std::memset(bytes.data() + 8, 0xff, 24);                   // Numbers of chunks and records.
    std::memset(bytes.data() + 42, 0, 2);                      // How many chunks.
    std::memset(bytes.data() + file_head_bytes + 8, 0xff, 32); // First and last record.
    const auto reading = read_file(bytes);
    CHECK(reading.records() == Numbers{1, 2, 3});
    CHECK(reading.tally.recovered == 0);
    CHECK(reading.troubles == Codes{"evtx.file_head_damaged", "evtx.chunk_head_damaged"});
}

TEST_CASE("a file that was not closed is read, and the reader is told") {
    const auto reading = read_file(file({with({1}).finished()}, 1));
    CHECK(reading.records() == Numbers{1});
    CHECK(reading.troubles == Codes{"evtx.not_closed"});
}

TEST_CASE("without its head a file is still a log") {
    const auto chunk = with({1, 2}).finished();
    CHECK(read_file(chunk + chunk).records() == Numbers{1, 2, 1, 2});
    auto overwritten = file({chunk});
    std::memset(overwritten.data(), 'x', file_head_bytes);
    const auto reading = read_file(overwritten);
    CHECK(reading.records() == Numbers{1, 2});
    CHECK(reading.tally.recovered == 0);
    CHECK(reading.troubles == Codes{"evtx.file_head_damaged"});
}

TEST_CASE("a wrong checksum is told and keeps nothing back") {
    auto bytes = file({with({1, 2}).finished()});
    const auto user = bytes.rfind(utf16("v2"));
    bytes[user] = 'w';
    const auto reading = read_file(bytes);
    CHECK(reading.records() == Numbers{1, 2});
    CHECK(reading.events[1]["User"] == "w2");
    CHECK(reading.troubles == Codes{"evtx.records_changed"});
    CHECK(read_file(bytes, {.checksums = false}).troubles == Codes{});
}

TEST_CASE("behind the free space offset lie older records: found, and marked") {
    auto chunk = with({1, 2, 3});
    const auto free = chunk.records()[1];
    const auto reading = read_file(file({chunk.finished(free)}));
    CHECK(reading.records() == Numbers{1, 2, 3});
    CHECK_FALSE(reading.events[0].recovered);
    CHECK(reading.events[1].recovered);
    CHECK(reading.events[2].recovered);
    CHECK(reading.tally.events == 3);
    CHECK(reading.tally.recovered == 2);
    CHECK(reading.troubles == Codes{});
    CHECK(read_file(file({chunk.finished(free)}), {.recover = false}).records() == Numbers{1});
}

TEST_CASE("a copy in the slack of a record that is live is no second event") {
    auto chunk = with({1, 2});
    const auto end = chunk.size();
    const auto copy = chunk.bytes().substr(chunk.records()[1]);
    chunk.raw_bytes(copy);
    auto changed = copy; // The same number, other bytes: that is another event.
    changed[changed.find(utf16("v2"))] = 'w';
    chunk.raw_bytes(changed);
    const auto reading = read_file(file({chunk.finished(end)}));
    REQUIRE(reading.records() == Numbers{1, 2, 2});
    CHECK(reading.events[2].recovered);
    CHECK(reading.events[2]["User"] == "w2");
}

TEST_CASE("a record in slack whose definition was overwritten uses the one of another chunk") {
    Chunk old;
    add(old, 1, process());
    add(old, 2, process());
    Chunk reused = old;
    // New records over the first old one, which had the definition.
    auto fresh = with({10});
    REQUIRE(fresh.size() > old.records()[0] + 600);
    REQUIRE(fresh.size() < old.size());
    auto second = old.bytes().substr(old.records()[1]);
    fresh.raw_bytes(std::string(40, '\x55'));
    const auto free = with({10}).size();
    fresh.raw_bytes(second);

    const auto alone = read_file(file({fresh.finished(free)}));
    CHECK(alone.records() == Numbers{10});
    CHECK(alone.tally.unreadable == 1);
    CHECK(alone.troubles == Codes{"evtx.record_damaged"});

    const auto both = read_file(file({old.finished(), fresh.finished(free)}));
    REQUIRE(both.records() == Numbers{1, 2, 10, 2});
    CHECK(both.events[3].recovered);
    CHECK(both.events[3]["Image"] == "v2");
    CHECK(both.events[3].channel == "Security");
    CHECK(both.tally.unreadable == 0);
}

TEST_CASE("a record whose definition is nowhere is read by the order all events have") {
    const Definition data{
        .guid = {7, 7, 7, 7},
        .root = element("EventData", {},
                        {element("Data", {{"Name", {text("ServiceName")}}}, {normal(0)})})};
    const auto add_usual = [&](Chunk& chunk, std::uint64_t number, std::uint64_t said) {
        std::vector<Filling> values(18, Filling{.type = 0x00});
        values[3] = {.type = 0x06, .bytes = raw(std::uint16_t{7'045})};
        values[6] = {.type = 0x11, .bytes = raw(std::uint64_t{132'467'383'961'234'567})};
        values[8] = {.type = 0x08, .bytes = raw(std::uint32_t{700})};
        values[10] = {.type = 0x0a, .bytes = raw(said)};
        values[14] = filled("Service Control Manager");
        values[16] = filled("System");
        values[17] = {.type = 0x21, .write = [&](Chunk& inner) {
                          inner.fragment();
                          inner.instance(data, {filled("evil")});
                      }};
        chunk.add(number, {.guid = {99, 1, 1, 1}, .root = element("Event", {}, {})}, values);
    };
    Chunk old;
    add_usual(old, 1, 1);
    add_usual(old, 2, 2);
    add_usual(old, 3, 99); // Not what its head says.
    Chunk chunk;
    add(chunk, 10);
    const auto free = chunk.size();
    chunk.raw_bytes(old.bytes().substr(old.records()[1]));
    Chunk other; // Where the definition of its data is known from.
    other.add(4, data, {filled("x")});
    const auto reading = read_file(file({other.finished(), chunk.finished(free)}));
    REQUIRE(reading.records() == Numbers{4, 10, 2});
    const auto& event = reading.events[2];
    CHECK(event.recovered);
    CHECK(event.channel == "System");
    CHECK(event.provider == "Service Control Manager");
    CHECK(event.event_id == 7'045);
    CHECK(event.time == "2020-10-09T17:33:16.1234567Z");
    CHECK(event["Execution_ProcessID"] == "700");
    CHECK(event["ServiceName"] == "evil");
    CHECK(event["Computer"] == "(none)"); // It is written in the definition only.
    CHECK(reading.tally.unreadable == 1);
}

TEST_CASE("behind a damaged record the others are found") {
    const auto chunk = with({1, 2, 3, 4});
    const auto whole = file({chunk.finished()});
    const auto at = [&](std::size_t record) { return file_head_bytes + chunk.records()[record]; };
    SUBCASE("its signature is gone") {
        auto bytes = whole;
        bytes[at(1)] = 'x';
        const auto reading = read_file(bytes);
        CHECK(reading.records() == Numbers{1, 3, 4});
        CHECK(reading.tally.unreadable == 1);
        CHECK(reading.tally.recovered == 2);
        CHECK(reading.troubles == Codes{"evtx.records_changed", "evtx.record_damaged"});
    }
    SUBCASE("its size is impossible") {
        for (const std::uint32_t size : {0U, 27U, 70'000U, 0xffff'ffffU}) {
            auto bytes = whole;
            put(bytes, at(1) + 4, size);
            CHECK(read_file(bytes).records() == Numbers{1, 3, 4});
        }
    }
    SUBCASE("its content is nonsense") {
        auto bytes = whole;
        std::memset(bytes.data() + at(1) + record_head_bytes, 0x7f, 40);
        const auto reading = read_file(bytes);
        CHECK(reading.records() == Numbers{1, 3, 4});
        CHECK(reading.tally.unreadable == 1);
        CHECK(reading.tally.recovered == 0);
    }
    SUBCASE("and without looking for what is lost, the rest of the chunk is not read") {
        auto bytes = whole;
        bytes[at(1)] = 'x';
        CHECK(read_file(bytes, {.recover = false}).records() == Numbers{1});
    }
}

TEST_CASE("a hole where records were is told") {
    auto chunk = with({1, 2, 3});
    auto bytes = file({chunk.finished()});
    const auto begin = file_head_bytes + chunk.records()[1];
    std::memset(bytes.data() + begin, 0, chunk.records()[2] - chunk.records()[1]);
    const auto reading = read_file(bytes);
    CHECK(reading.records() == Numbers{1, 3});
    CHECK(reading.tally.unreadable == 1);
}

TEST_CASE("a record swallowed by the one before it is found: so tools hide events") {
    auto chunk = with({1, 2, 3});
    auto bytes = chunk.bytes();
    const auto size = static_cast<std::uint32_t>(chunk.records()[2] - chunk.records()[0]);
    put(chunk.bytes(), chunk.records()[0] + 4, size);
    put(chunk.bytes(), chunk.records()[2] - 4, size);
    auto swallowed = bytes.substr(chunk.records()[1], chunk.records()[2] - chunk.records()[1]);
    const auto reading = read_file(file({chunk.finished()}));
    // Its own size at its end is gone with it, unless the tool was careless.
    CHECK(reading.records() == Numbers{1, 3});

    put(chunk.bytes(), chunk.records()[2] - 4, static_cast<std::uint32_t>(swallowed.size()));
    const auto careless = read_file(file({chunk.finished()}));
    REQUIRE(careless.records() == Numbers{1, 2, 3});
    CHECK(careless.events[1].recovered);
    CHECK_FALSE(careless.events[2].recovered);
    CHECK(careless.troubles == Codes{"evtx.record_hidden"});
}

TEST_CASE("a chunk without its head is still read for its records") {
    auto bytes = file({with({1, 2}).finished(), with({3}).finished(), with({4}).finished()});
    const auto second = file_head_bytes + chunk_bytes;
    SUBCASE("a wrong letter") {
        bytes[second] = 'X';
    }
    SUBCASE("its first sector overwritten") {
        std::memset(bytes.data() + second, 'x', 512);
    }
    SUBCASE("zeros") {
        std::memset(bytes.data() + second, 0, 512);
    }
    const auto reading = read_file(bytes);
    REQUIRE(reading.records() == Numbers{1, 2, 3, 4});
    CHECK(reading.events[2].recovered);
    CHECK(reading.events[2]["User"] == "v3");
    CHECK_FALSE(reading.events[3].recovered);
}

TEST_CASE("chunks are found where they are, when bytes are missing or too many") {
    const auto first = with({1, 2}).finished();
    const auto second = with({3}).finished();
    const auto third = with({4}).finished();
    SUBCASE("missing") {
        auto bytes = file({first, second, third});
        bytes.erase(file_head_bytes + 60'000, 1'001);
        const auto reading = read_file(bytes);
        REQUIRE(reading.records() == Numbers{1, 2, 3, 4});
        CHECK_FALSE(reading.events[0].recovered);
        CHECK(reading.events[2].recovered);
    }
    SUBCASE("too many") {
        const auto reading = read_file(file({first}) + std::string(777, 'x') + second + third);
        REQUIRE(reading.records() == Numbers{1, 2, 3, 4});
        CHECK(reading.events[2].recovered);
    }
    SUBCASE("a hole between them") {
        CHECK(read_file(file({first, std::string(3 * chunk_bytes + 99, '\0'), second})).records() ==
              Numbers{1, 2, 3});
    }
    SUBCASE("the magic over the border of two blocks") {
        CHECK(read_file(file({first, std::string(chunk_bytes - 3, 'x'), second})).records() ==
              Numbers{1, 2, 3});
    }
}

TEST_CASE("a file that is cut short gives what is left of it") {
    const auto chunk = with({1, 2, 3});
    const auto whole = file({chunk.finished()});
    const auto cut_at = [&](std::size_t record, std::size_t bytes) {
        return read_file(whole.substr(0, file_head_bytes + chunk.records()[record] + bytes));
    };
    CHECK(cut_at(2, 0).records() == Numbers{1, 2});
    CHECK(cut_at(2, 100).records() == Numbers{1, 2});
    CHECK(cut_at(2, 100).tally.unreadable == 1);
    CHECK(cut_at(0, 0).events.empty());
    CHECK(read_file(whole.substr(0, file_head_bytes + 100)).events.empty());
    CHECK(cut_at(2, 0).troubles == Codes{"evtx.chunk_short"});
}

TEST_CASE("an error of the disk is told once, behind what could be read") {
    const auto bytes = file({with({1}).finished(), with({2}).finished(), with({3}).finished()});
    auto reader = open_evtx(stream(bytes, file_head_bytes + 2 * chunk_bytes + 100));
    const auto reading = read_all(*reader.value());
    CHECK(reading.records() == Numbers{1, 2});
    CHECK(reading.error == "test.gone");
}

TEST_CASE("an event of which a part cannot be read has the rest, and the reader is told") {
    Chunk chunk;
    chunk.add(1,
              {.guid = {1, 1, 1, 1},
               .root = element("Event", {},
                               {element("A", {}, {text("a")}), optional(0, 0x21),
                                element("B", {}, {text("b")})})},
              {{.type = 0x21, .bytes = "\x7f\x7f"}});
    const auto reading = read_file(file({chunk.finished()}));
    REQUIRE(reading.events.size() == 1);
    CHECK(reading.events[0]["A"] == "a");
    CHECK(reading.events[0]["B"] == "b");
    CHECK(reading.tally.unreadable == 0);
    CHECK(reading.troubles == Codes{"evtx.record_in_part"});
}

TEST_CASE("blocks are read by several threads, in any order, each with its desk") {
    std::vector<std::string> chunks;
    for (std::uint64_t number = 1; number < 40; number += 2) {
        Chunk chunk;
        add(chunk, number, number % 4 == 1 ? logon() : process());
        add(chunk, number + 1, process());
        chunks.push_back(chunk.finished());
    }
    const auto opened = open_evtx(stream(file(chunks)));
    auto& reader = *opened.value();
    std::vector<Block> blocks;
    for (Block block; reader.cut(block).value();)
        blocks.push_back(block);
    REQUIRE(blocks.size() == chunks.size());

    struct Sum final : Sink {
        void take(const Event& event) override { records += event.record; }
        std::uint64_t records = 0;
    };
    std::vector<std::uint64_t> sums(4);
    {
        std::vector<std::jthread> threads;
        for (std::size_t thread = 0; thread < sums.size(); ++thread)
            threads.emplace_back([&, thread] {
                const auto desk = reader.desk(Names{});
                Sum sum;
                Tally tally;
                for (auto at = blocks.size(); at-- > 0;)
                    if (at % sums.size() == thread) reader.read(blocks[at], *desk, sum, tally);
                sums[thread] = sum.records;
            });
    }
    CHECK(sums[0] + sums[1] + sums[2] + sums[3] == 40 * 41 / 2);
}

TEST_CASE("the list of troubles is short, however many there are") {
    std::vector<std::uint64_t> numbers;
    Chunk chunk;
    for (std::uint64_t number = 1; number <= 40; ++number) {
        chunk.begin_record(number);
        chunk.raw_bytes("nonsense");
        chunk.end_record();
    }
    const auto reading = read_file(file({chunk.finished()}));
    CHECK(reading.tally.unreadable == 40);
    CHECK(reading.troubles.size() == 16);
}

} // namespace sokuo::detect::evtx::test
