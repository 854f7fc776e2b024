// Pieces of logs in an image: one pass, in the memory of a window.

#include "detect/evtx/block_reader.h"
#include "detect/evtx/feed.h"

#include <algorithm>
#include <utility>

namespace sokuo::detect {

namespace evtx {

namespace {

constexpr std::size_t window_bytes = 1U << 20U;
constexpr auto nowhere = std::string_view::npos;

// The size of the record that begins here, whole; 0 when none does.
std::size_t record_size(std::string_view bytes) {
    if (bytes.size() < record_bytes_min || !bytes.starts_with(record_magic)) return 0;
    const auto size = std::size_t{load<std::uint32_t>(bytes, 4)};
    if (size < record_bytes_min || size > chunk_bytes || size > bytes.size()) return 0;
    return load<std::uint32_t>(bytes, size - 4) == size ? size : 0;
}

class CarveReader final : public BlockReader {
public:
    explicit CarveReader(std::unique_ptr<ByteStream> stream)
        : BlockReader{EvtxOptions{}}, feed_{std::move(stream)} {}

    Result<bool> cut(Block& block) override {
        block.first = 1;
        block.recovered = true;
        for (;;) {
            feed_.want(window_bytes);
            const auto bytes = feed_.bytes();
            if (bytes.empty()) {
                if (auto error = feed_.take_error()) return std::move(*error);
                return false;
            }
            // What begins later could reach beyond the window.
            const auto limit =
                feed_.is_ended() ? bytes.size() : bytes.size() - chunk_bytes - chunk_magic.size();
            const auto chunk = next_chunk(bytes);
            const auto record = next_record(bytes.substr(0, chunk), limit);
            if (record != nowhere) {
                give(block, record, run_of_records(bytes.substr(0, chunk), record));
                return true;
            }
            if (chunk < limit) {
                give(block, chunk, size_of_chunk(bytes.substr(chunk)));
                return true;
            }
            feed_.drop(std::min(limit, bytes.size()));
        }
    }

private:
    // Looked for once, and remembered while the records before it are given.
    std::size_t next_chunk(std::string_view bytes) {
        const auto begin = feed_.offset();
        auto at = std::size_t{chunk_from_ > begin ? chunk_from_ - begin : 0};
        for (; at < bytes.size(); ++at) {
            at = place_of(bytes, chunk_magic, at, 3);
            if (at == nowhere) break;
            if (bytes.size() - at < chunk_head_bytes && !feed_.is_ended()) break;
            if (is_chunk(bytes.substr(at))) {
                chunk_from_ = begin + at;
                return at;
            }
        }
        const auto seen = bytes.size() - std::min(bytes.size(), chunk_head_bytes);
        chunk_from_ = std::max(chunk_from_, begin + seen);
        return nowhere;
    }

    static std::size_t next_record(std::string_view bytes, std::size_t limit) {
        for (auto at = place_of(bytes, record_magic, 0); at != nowhere && at < limit;
             at = place_of(bytes, record_magic, at + 1)) {
            if (record_size(bytes.substr(at)) != 0) return at;
        }
        return nowhere;
    }

    static std::size_t run_of_records(std::string_view bytes, std::size_t at) {
        const auto begin = at;
        while (const auto size = record_size(bytes.substr(at))) {
            if (at + size - begin > chunk_bytes) break;
            at += size;
        }
        return at - begin;
    }

    // Another chunk inside means that this one's rest lies elsewhere.
    static std::size_t size_of_chunk(std::string_view bytes) {
        const auto size = std::min(bytes.size(), chunk_bytes);
        for (auto at = place_of(bytes, chunk_magic, 1, 3); at != nowhere && at < size;
             at = place_of(bytes, chunk_magic, at + 1, 3)) {
            if (is_chunk(bytes.substr(at))) return at;
        }
        return size;
    }

    void give(Block& block, std::size_t at, std::size_t size) {
        feed_.drop(at);
        block.offset = feed_.offset();
        const auto bytes = feed_.bytes().substr(0, size);
        const auto* const begin = reinterpret_cast<const std::byte*>(bytes.data());
        block.bytes.assign(begin, begin + bytes.size());
        feed_.drop(size);
        gather(block);
    }

    Feed feed_;
    std::uint64_t chunk_from_ = 0; ///< No chunk that begins before it is still to come.
};

} // namespace

} // namespace evtx

std::unique_ptr<Reader> open_carve(std::unique_ptr<ByteStream> stream) {
    return std::make_unique<evtx::CarveReader>(std::move(stream));
}

} // namespace sokuo::detect
