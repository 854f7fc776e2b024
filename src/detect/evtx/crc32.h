#pragma once

#include <cstdint>
#include <string_view>

namespace sokuo::detect::evtx {

/// CRC-32 (ISO-HDLC, that of zlib) of `bytes` behind what `before` is the checksum of.
[[nodiscard]] std::uint32_t crc32(std::string_view bytes, std::uint32_t before = 0);

/// The same, one byte after the other, for processors without carry-less multiplication.
[[nodiscard]] std::uint32_t crc32_plain(std::string_view bytes, std::uint32_t before = 0);

} // namespace sokuo::detect::evtx
