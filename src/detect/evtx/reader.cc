#include "core/bytes.h"
#include "detect/evtx/block_reader.h"
#include "detect/evtx/crc32.h"
#include "detect/evtx/feed.h"

#include <utility>

namespace sokuo::detect {

namespace evtx {

namespace {

bool is_zero(std::string_view bytes) {
    return bytes.find_first_not_of('\0') == std::string_view::npos;
}

// Where in `bytes`, from `from` on, a chunk begins; npos when none does. A head that is cut off is
// believed: the next block shows the rest of it.
std::size_t chunk_within(std::string_view bytes, std::size_t from) {
    for (auto at = place_of(bytes, chunk_magic, from, 3); at != std::string_view::npos;
         at = place_of(bytes, chunk_magic, at + 1, 3)) {
        if (bytes.size() - at < chunk_head_bytes || is_chunk(bytes.substr(at))) return at;
    }
    return std::string_view::npos;
}

/// A file: chunks one behind the other. While each begins where the last one ended they are read
/// straight into the block.
class FileReader final : public BlockReader {
public:
    FileReader(std::unique_ptr<ByteStream> stream, EvtxOptions options)
        : BlockReader{options}, feed_{std::move(stream)} {
        feed_.want(file_head_bytes + chunk_magic.size());
        const auto bytes = feed_.bytes();
        is_sound_ = bytes.starts_with(chunk_magic);
        const bool has_head = bytes.starts_with(file_magic);
        const bool has_chunk =
            bytes.size() > file_head_bytes && bytes.substr(file_head_bytes) == chunk_magic;
        if (is_sound_ || bytes.size() < file_head_bytes || !(has_head || has_chunk)) return;
        is_sound_ = has_head && crc32(bytes.substr(0, 120)) == load<std::uint32_t>(bytes, 124);
        is_dirty_ = has_head && (load<std::uint32_t>(bytes, 120) & 1U) != 0;
        first_ = file_head_bytes;
        feed_.drop(file_head_bytes);
    }

    Result<bool> cut(Block& block) override {
        const auto more = TRY(cut_next(block));
        if (more) gather(block);
        return more;
    }

    void read(const Block& block, Desk& desk, Sink& sink, Tally& tally) const override {
        if (block.offset == first_) {
            if (!is_sound_ && options().checksums) note(tally, file_head_damaged, 0);
            if (is_dirty_) note(tally, not_closed, 0);
        }
        BlockReader::read(block, desk, sink, tally);
    }

private:
    Result<bool> cut_next(Block& block) {
        for (;;) {
            block.offset = feed_.offset();
            block.first = 1;
            feed_.take(block.bytes, chunk_bytes, chunk_magic.size());
            if (block.bytes.empty()) {
                if (auto error = feed_.take_error()) return std::move(*error);
                return false;
            }
            const auto bytes = text_in(block);
            const bool is_here = is_chunk(bytes);
            const auto next = feed_.bytes();
            block.recovered = !is_here || (block.offset - first_) % chunk_bytes != 0;
            if (is_here && (next.starts_with(chunk_magic) || is_zero(next))) return true;
            // The grid is broken: perhaps another chunk begins inside this one.
            const auto inner = chunk_within(bytes, 1);
            if (inner != std::string_view::npos) {
                feed_.give_back(bytes.substr(inner));
                feed_.rewind(bytes.size() - inner);
                block.bytes.resize(inner);
            }
            if (is_here) return true;
            if (options().recover &&
                place_of(text_in(block), record_magic, 0) != std::string_view::npos)
                return true;
        }
    }

    Feed feed_;
    std::uint64_t first_ = 0; ///< Where the first chunk is.
    bool is_sound_ = false;
    bool is_dirty_ = false;
};

} // namespace

} // namespace evtx

bool looks_like_evtx(std::span<const std::byte> head) {
    const auto bytes = as_text(head);
    return bytes.starts_with(evtx::file_magic) || bytes.starts_with(evtx::chunk_magic);
}

Result<std::unique_ptr<Reader>> open_evtx(std::unique_ptr<ByteStream> stream, EvtxOptions options) {
    return std::unique_ptr<Reader>{std::make_unique<evtx::FileReader>(std::move(stream), options)};
}

} // namespace sokuo::detect
