// Event logs as strangers may have made them. What begins like a log is one; otherwise the first
// byte says: a log without its head, an image, or the XML of one record, around which a good chunk
// is built.

#include "core/bytes.h"
#include "detect/evtx/evtx.h"
#include "detect/evtx/wire.h"
#include "fuzz.h"

#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace sokuo;
using namespace sokuo::detect;

class Memory final : public ByteStream {
public:
    explicit Memory(std::string_view bytes) : rest_{bytes} {}
    Result<std::size_t> read(std::span<std::byte> room) override {
        const auto count = std::min(room.size(), rest_.size());
        if (count > 0) std::memcpy(room.data(), rest_.data(), count);
        rest_.remove_prefix(count);
        return count;
    }

private:
    std::string_view rest_;
};

struct Check final : Sink {
    void take(const Event& event) override {
        ++events;
        tell(event);
        if (event.recovered) ++recovered;
        fuzz::must(event.source != nullptr && event.values.size() <= evtx::values_max);
        for (const auto& value : event.values) {
            fuzz::must(value.field < names->count());
            // Every byte is read, so that the sanitizer sees where it lies.
            for (const char byte : value.bytes)
                sum += static_cast<unsigned char>(byte);
            if (value.bytes.size() < 100) sum += text_of(value, room).size();
        }
        for (const auto* value : {&event.channel, &event.provider, &event.computer, &event.time})
            sum += text_of(*value, room).size();
        if (moment_of(event.time)) ++sum;
    }
    // What was said, in a number: names by their letters, for each desk counts them anew.
    void tell(const Event& event) {
        told = told * 31 + event.event_id + event.record + (event.recovered ? 1 : 0);
        for (const auto& value : event.values) {
            const auto name = std::hash<std::string_view>{}(names->name(value.field));
            const auto bytes = std::hash<std::string_view>{}(value.bytes);
            told = (told * 31 + name) * 31 + bytes + static_cast<std::uint64_t>(value.type);
        }
    }
    const Names* names = nullptr;
    std::uint64_t told = 0;
    std::uint64_t events = 0;
    std::uint64_t recovered = 0;
    std::uint64_t sum = 0;
    std::string room;
};

struct Kept {
    Block block;
    std::uint64_t told = 0;
    std::uint64_t unreadable = 0;
};

// The last block first, each with a desk that has met nothing.
void read_again(const Reader& reader, const std::vector<Kept>& blocks) {
    for (auto at = blocks.size(); at-- > 0;) {
        const auto desk = reader.desk(Names{});
        Check check;
        check.names = &reader.names(*desk);
        Tally tally;
        reader.read(blocks[at].block, *desk, check, tally);
        fuzz::must(check.told == blocks[at].told && tally.unreadable == blocks[at].unreadable);
    }
}

void read_all(Reader& reader) {
    std::vector<Kept> blocks;
    const auto desk = reader.desk(Names{});
    Check check;
    check.names = &reader.names(*desk);
    Block block;
    std::uint64_t end = 0;
    for (;;) {
        const auto more = reader.cut(block);
        fuzz::must(more.ok());
        if (!more.value()) break;
        // Blocks follow each other and do not overlap: so there is an end.
        fuzz::must(!block.bytes.empty() && block.bytes.size() <= evtx::chunk_bytes);
        fuzz::must(block.offset >= end);
        end = block.offset + block.bytes.size();
        Tally tally;
        const auto events = check.events;
        const auto recovered = check.recovered;
        check.told = 0;
        reader.read(block, *desk, check, tally);
        fuzz::must(tally.events == check.events - events);
        fuzz::must(tally.recovered == check.recovered - recovered);
        fuzz::must(tally.troubles.size() <= 16);
        for (const auto& trouble : tally.troubles)
            fuzz::must(trouble.message != nullptr);
        if (blocks.size() < 64) blocks.push_back({block, check.told, tally.unreadable});
    }
    read_again(reader, blocks);
}

std::string chunk_around(std::string_view xml) {
    std::string bytes{evtx::chunk_magic};
    bytes.resize(evtx::chunk_head_bytes, '\0');
    bytes[40] = '\x80';
    xml = xml.substr(0, evtx::chunk_bytes - bytes.size() - evtx::record_bytes_min);
    const auto size = static_cast<std::uint32_t>(xml.size() + evtx::record_bytes_min);
    const auto put = [&] { bytes.append(reinterpret_cast<const char*>(&size), sizeof size); };
    bytes += evtx::record_magic;
    put();
    bytes.append(16, '\1');
    bytes += xml;
    put();
    const auto end = static_cast<std::uint32_t>(bytes.size());
    std::memcpy(bytes.data() + 48, &end, sizeof end);
    return bytes;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    auto bytes = std::string{fuzz::text(data, size)};
    const bool is_log = looks_like_evtx(as_bytes(bytes));
    const auto kind = is_log ? 0 : data[0] % 3;
    if (!is_log) bytes.erase(0, 1);
    if (kind == 2) bytes = chunk_around(bytes);
    auto stream = std::make_unique<Memory>(bytes);
    if (kind == 1) {
        read_all(*open_carve(std::move(stream)));
    } else {
        auto reader = open_evtx(std::move(stream));
        read_all(*reader.value());
    }
    return 0;
}
