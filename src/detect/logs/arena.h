#pragma once

// Room for text that is made while an event is read: unescaped strings, joined addresses. What was
// taken stays where it is until `reset`; the room is used again, so a steady stream allocates
// nothing.

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace sokuo::detect::logs {

class Arena {
public:
    void reset() {
        chunk_ = 0;
        used_ = 0;
    }
    /// Room for `size` bytes; give back with `shrink` what was not needed.
    char* take(std::size_t size) {
        while (chunk_ < chunks_.size() && chunks_[chunk_].size - used_ < size) {
            ++chunk_;
            used_ = 0;
        }
        if (chunk_ == chunks_.size()) add(size);
        last_ = used_;
        used_ += size;
        return chunks_[chunk_].bytes.get() + last_;
    }
    /// Of what was taken last only `size` bytes are needed.
    void shrink(std::size_t size) { used_ = last_ + size; }

    template <class... Texts>
    std::string_view join(Texts... texts) {
        const std::size_t size = (std::string_view{texts}.size() + ...);
        char* const room = take(size);
        char* at = room;
        const auto put = [&](std::string_view text) {
            if (!text.empty()) std::memcpy(at, text.data(), text.size());
            at += text.size();
        };
        (put(texts), ...);
        return {room, size};
    }

private:
    // A vector would fill what is written at once.
    using Room = std::unique_ptr<char[]>; // NOLINT(modernize-avoid-c-arrays)
    struct Chunk {
        Room bytes;
        std::size_t size = 0;
    };
    static constexpr std::size_t chunk_bytes = 64UL << 10U;

    void add(std::size_t size) {
        const auto whole = size < chunk_bytes ? chunk_bytes : size;
        // NOLINTNEXTLINE(modernize-avoid-c-arrays)
        chunks_.push_back({std::make_unique_for_overwrite<char[]>(whole), whole});
    }

    std::vector<Chunk> chunks_;
    std::size_t chunk_ = 0;
    std::size_t used_ = 0;
    std::size_t last_ = 0;
};

/// `text` with U+FFFD for each byte that is no UTF-8 and, where `controls` must not be, for control
/// characters (blanks for tab and line ends). In the arena.
[[nodiscard]] std::string_view repaired(std::string_view text, bool controls_too, Arena& arena);

/// By many bytes at once.
[[nodiscard]] bool is_utf8(std::string_view text);

} // namespace sokuo::detect::logs
