// Event logs as strangers may have made them. What begins like a log is one; otherwise the first
// byte says: a log without its head, an image, or the XML of one record, around which a good chunk
// is built.

#include "core/bytes.h"
#include "detect/evtx/evtx.h"
#include "detect/evtx/wire.h"
#include "fuzz.h"

#include <cstring>
#include <memory>
#include <string>

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
    const Names* names = nullptr;
    std::uint64_t events = 0;
    std::uint64_t recovered = 0;
    std::uint64_t sum = 0;
    std::string room;
};

void read_all(Reader& reader) {
    const auto desk = reader.desk(Names{});
    Check check;
    check.names = &reader.names(*desk);
    Block block;
    std::uint64_t end = 0;
    for (;;) {
        const auto more = reader.cut(block);
        fuzz::must(more.ok());
        if (!more.value()) return;
        // Blocks follow each other and do not overlap: so there is an end.
        fuzz::must(!block.bytes.empty() && block.bytes.size() <= evtx::chunk_bytes);
        fuzz::must(block.offset >= end);
        end = block.offset + block.bytes.size();
        Tally tally;
        const auto events = check.events;
        const auto recovered = check.recovered;
        reader.read(block, *desk, check, tally);
        fuzz::must(tally.events == check.events - events);
        fuzz::must(tally.recovered == check.recovered - recovered);
        fuzz::must(tally.troubles.size() <= 16);
        for (const auto& trouble : tally.troubles)
            fuzz::must(trouble.message != nullptr);
    }
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
