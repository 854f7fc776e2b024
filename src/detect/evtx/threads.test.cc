// The same answer whoever reads: a damaged log, its blocks read by any number of threads.

#include "detect/evtx/evtx_test.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

namespace sokuo::detect::evtx::test {

namespace {

// Two versions of a program: the same id, other names.
Definition version_of(std::uint32_t id, bool is_new) {
    return event_definition(id, {is_new ? "Path" : "Image", "User"});
}

void add(Chunk& chunk, std::uint64_t number, const Definition& definition) {
    chunk.add(number, definition,
              event_fillings(static_cast<std::uint16_t>(number), number, "Security",
                             {filled("v" + std::to_string(number)), filled("u")}));
}

// A live record over the first old one, which had the definition that the other old ones need.
std::string reused(std::uint64_t number, const Definition& lost, const Definition& live) {
    Chunk old;
    add(old, number, lost);
    add(old, number + 1, lost);
    add(old, number + 2, lost);
    Chunk fresh;
    add(fresh, number + 3, live);
    const auto free = fresh.size();
    fresh.raw_bytes(std::string(40, '\x55'));
    fresh.raw_bytes(old.bytes().substr(old.records()[1]));
    return fresh.finished(free);
}

// XML without a template, as forwarded events are: once with a text beside an element, once with
// blanks there, which are none. Blanks and a text are of the same shape.
std::string forwarded(std::uint64_t number, std::string_view beside) {
    Chunk chunk;
    for (int each = 0; each < 3; ++each) {
        chunk.begin_record(number + static_cast<std::uint64_t>(each));
        chunk.fragment();
        chunk.write(element(
            "Event", {},
            {element("System", {}, {element("EventID", {}, {text("7")})}),
             element("UserData", {},
                     {text(each == 1 ? "  " : beside), element("Inner", {}, {text("in")})})}));
        chunk.end_record();
    }
    return chunk.finished();
}

// One name of the definition has a wrong hash, and the record is not where the file says.
std::string with_wrong_hash(std::uint64_t number, const Definition& definition) {
    Chunk chunk;
    add(chunk, number, definition);
    const auto at = chunk.bytes().find(utf16("User"));
    chunk.bytes()[at - 4] = static_cast<char>(chunk.bytes()[at - 4] ^ 1);
    return chunk.finished(chunk.records()[0]);
}

std::string damaged_log() {
    std::vector<std::string> chunks;
    std::uint64_t number = 1;
    for (std::uint32_t each = 0; each < 48; ++each, number += 10) {
        const auto id = 0x1000 + each / 4 % 5;
        const auto other = 0x1000 + (each / 4 + 1) % 5;
        switch (each % 4) {
        case 0: {
            Chunk chunk;
            add(chunk, number, version_of(id, each % 8 == 0));
            chunks.push_back(chunk.finished());
            break;
        }
        case 1:
            chunks.push_back(reused(number, version_of(other, true), version_of(id, each > 20)));
            break;
        case 2: chunks.push_back(forwarded(number, each % 8 == 2 ? "beside" : " \t ")); break;
        default: chunks.push_back(with_wrong_hash(number, version_of(id, each % 8 != 0))); break;
        }
    }
    auto bytes = file(chunks);
    bytes.insert(file_head_bytes + 30 * chunk_bytes + 777, "a piece of something else");
    return bytes;
}

// What a block says, in one text.
struct Lines final : Sink {
    void take(const Event& event) override {
        text += std::to_string(event.record) + (event.recovered ? " recovered" : "");
        for (const auto& value : event.values) {
            text.append(" ").append(names->name(value.field)).append("=");
            text += text_of(value, room);
        }
        text += "\n";
    }
    const Names* names = nullptr;
    std::string text{};
    std::string room{};
};

struct Cut {
    std::unique_ptr<Reader> reader{};
    std::vector<Block> blocks{};
};

Cut cut(std::unique_ptr<Reader> reader) {
    Cut all{.reader = std::move(reader)};
    for (Block block; all.reader->cut(block).value();)
        all.blocks.push_back(block);
    return all;
}

std::string said(const Cut& log, std::size_t threads) {
    std::vector<std::string> of_block(log.blocks.size());
    std::atomic<std::size_t> next{0};
    {
        std::vector<std::jthread> all;
        for (std::size_t thread = 0; thread < threads; ++thread)
            all.emplace_back([&] {
                const auto desk = log.reader->desk(Names{});
                for (auto at = next++; at < log.blocks.size(); at = next++) {
                    Lines lines;
                    lines.names = &log.reader->names(*desk);
                    Tally tally;
                    log.reader->read(log.blocks[at], *desk, lines, tally);
                    of_block[at] = lines.text + std::to_string(tally.unreadable) + " unreadable\n";
                    std::this_thread::yield();
                }
            });
    }
    std::string whole;
    for (const auto& text : of_block)
        whole += text;
    return whole;
}

} // namespace

TEST_CASE("a damaged log gives the same, byte for byte, to any number of threads") {
    const auto bytes = damaged_log();
    const auto alone = said(cut(std::move(open_evtx(stream(bytes))).value()), 1);
    CHECK(alone.find(" recovered") != std::string::npos);
    CHECK(alone.find(" Path=v") != std::string::npos);
    CHECK(alone.find(" Image=v") != std::string::npos);
    const auto carved = said(cut(open_carve(stream(bytes))), 1);
    for (int again = 0; again < 20; ++again)
        for (const std::size_t threads : {1U, 2U, 3U, 8U}) {
            REQUIRE(said(cut(std::move(open_evtx(stream(bytes))).value()), threads) == alone);
            REQUIRE(said(cut(open_carve(stream(bytes))), threads) == carved);
        }
}

TEST_CASE("each block says by itself what it says after all others") {
    auto log = cut(std::move(open_evtx(stream(damaged_log()))).value());
    const auto alone = said(log, 1);
    std::string apart;
    for (const auto& block : log.blocks) {
        const auto desk = log.reader->desk(Names{});
        Lines lines;
        lines.names = &log.reader->names(*desk);
        Tally tally;
        log.reader->read(block, *desk, lines, tally);
        apart += lines.text + std::to_string(tally.unreadable) + " unreadable\n";
    }
    CHECK(apart == alone);
}

} // namespace sokuo::detect::evtx::test
