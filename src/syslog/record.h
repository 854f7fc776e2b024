#pragma once

// A line on the disk: its bytes between a head that says how long it is and a checksum that says it
// is whole. Pure.
//
//     u32 mark   u32 length of what follows   u32 CRC-32 of what follows
//     u64 number   i64 received, µs since 1970   u16 marks   u8 way
//     u8 length, sender   u8 length, host   the line as it came
//
// Little endian. Whoever finds a damaged record looks for the next mark: a line lost is one line.
// The mark and the checksum's seed are the file's own, drawn when it was begun, so nobody can send
// a line that looks like a record.

#include "syslog/event.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace sokuo::syslog {

/// A file's mark, and the seed of its checksums.
using FileKey = std::array<char, 8>;

inline constexpr std::size_t record_head_bytes = 12;
/// Longer than any line that is taken in.
inline constexpr std::size_t record_bytes_max = std::size_t{2} << 20U;

/// What a record says; the texts are parts of the bytes it was read from.
struct Record {
    std::uint64_t number = 0;
    Time received_at{};
    Marks marks{};
    Way way = Way::udp;
    std::string_view sender{};
    std::string_view host{};
    std::string_view raw{};
};

/// As it will be on the disk. Requires that sender and host have at most 255 bytes.
[[nodiscard]] constexpr std::size_t bytes_of(const Record& record) {
    return record_head_bytes + 21 + record.sender.size() + record.host.size() + record.raw.size();
}
/// Sender and host are cut to 255 bytes.
void append_record(std::string& bytes, const FileKey& key, const Record& record);

/// A record at the front of `bytes`, and how long it is there; nothing when it is not whole.
struct ReadRecord {
    Record record{};
    std::size_t bytes = 0;
};
[[nodiscard]] std::optional<ReadRecord> read_record(std::string_view bytes, const FileKey& key);

/// Gives each whole record with its place. Damage is passed over as soon as a whole record follows.
/// Gives where it stopped: at the end, or, unless `is_end`, at a record that goes on behind it.
std::size_t walk(std::string_view bytes, const FileKey& key, bool is_end,
                 const std::function<void(const Record&, std::size_t)>& visit);

[[nodiscard]] Arrival arrival_of(const Record& record);

} // namespace sokuo::syslog
