#pragma once

// The bytes of a block, and numbers in them.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace sokuo::detect::evtx {

static_assert(std::endian::native == std::endian::little);

inline constexpr std::size_t file_head_bytes = 4'096;
inline constexpr std::size_t chunk_head_bytes = 512;
inline constexpr std::size_t record_head_bytes = 24; ///< Signature, size, number, time written.
inline constexpr std::size_t record_bytes_min = record_head_bytes + 4; ///< And its size again.
inline constexpr std::size_t definition_head_bytes = 24; ///< Next one's offset, GUID, size.
inline constexpr std::string_view file_magic{"ElfFile\0", 8};
inline constexpr std::string_view chunk_magic{"ElfChnk\0", 8};
inline constexpr std::string_view record_magic{"**\0\0", 4};

/// Requires that the bytes are there.
template <class T>
[[nodiscard]] inline T load(const char* from) {
    T number;
    std::memcpy(&number, from, sizeof number);
    return number;
}
template <class T>
[[nodiscard]] inline T load(std::string_view bytes, std::size_t at) {
    return load<T>(bytes.data() + at);
}

/// `needle` in `bytes` from `from`, or npos. Looks for the byte at `rare` first.
[[nodiscard]] inline std::size_t place_of(std::string_view bytes, std::string_view needle,
                                          std::size_t from, std::size_t rare = 0) {
    while (from + needle.size() <= bytes.size()) {
        const auto* const begin = bytes.data() + from + rare;
        const auto length = bytes.size() - from - needle.size() + 1;
        const auto* const hit = static_cast<const char*>(std::memchr(begin, needle[rare], length));
        if (hit == nullptr) break;
        const auto at = static_cast<std::size_t>(hit - bytes.data()) - rare;
        if (bytes.substr(at, needle.size()) == needle) return at;
        from = at + 1;
    }
    return std::string_view::npos;
}

/// What looks like the head of a chunk: its magic and the size its head has.
[[nodiscard]] inline bool is_chunk(std::string_view bytes) {
    return bytes.size() >= chunk_head_bytes && bytes.starts_with(chunk_magic) &&
           load<std::uint32_t>(bytes, 40) == 128;
}

/// A block, and where in it the chunk begins that the offsets in its records count from: at its
/// first byte, or (a piece of a chunk) elsewhere, even before it.
struct Window {
    std::string_view bytes{};
    std::ptrdiff_t origin = 0;

    /// Where an offset of the chunk lies in `bytes`; npos when that is not there, with `need`
    /// bytes.
    [[nodiscard]] std::size_t place(std::uint32_t offset, std::size_t need) const {
        if (offset >= 65'536) return std::string_view::npos;
        const auto at = origin + static_cast<std::ptrdiff_t>(offset);
        if (at < 0 || static_cast<std::size_t>(at) + need > bytes.size())
            return std::string_view::npos;
        return static_cast<std::size_t>(at);
    }
};

} // namespace sokuo::detect::evtx
