#pragma once

// A file of events, cut into blocks that any thread may read in any order: `cut` is called by one
// thread and is cheap, `read` by many. So a file of any size is read in the memory of a few blocks.

#include "core/result.h"
#include "detect/event.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::detect {

/// Bytes, from front to back: a file, or what comes out of a compressed one.
class ByteStream {
public:
    virtual ~ByteStream() = default;
    /// Fills as much of `room` as there is; less than asked for only at the end, 0 there. Errors:
    /// `unavailable` (the disk), `corrupt` (a damaged archive; what came before stays good),
    /// `too_large` (more comes out than the limit).
    virtual Result<std::size_t> read(std::span<std::byte> room) = 0;
    /// A connection: the last `read` gave 0 because there is nothing yet, and not at its end. Then
    /// it may have given less than asked for, too.
    [[nodiscard]] virtual bool is_waiting() const { return false; }
};

/// A piece of a file that can be read alone.
struct Block {
    std::vector<std::byte> bytes{}; ///< Its memory is used again by the next `cut`.
    std::uint64_t offset = 0;       ///< Of its first byte in the (unpacked) file.
    std::uint64_t first = 1;        ///< The number of its first line or element.
    bool recovered = false;         ///< Cut out of damage; all its events are marked.
};

/// What was wrong with a place, for the list at the end. The reading goes on behind it.
struct Trouble {
    const Message* message = nullptr;
    std::vector<std::string> args{};
    std::uint64_t offset = 0;
};

/// What one `read` met.
struct Tally {
    std::uint64_t events = 0;
    std::uint64_t recovered = 0;     ///< Of `events`.
    std::uint64_t unreadable = 0;    ///< Records or lines that gave no event.
    std::vector<Trouble> troubles{}; ///< The first 16.
};

/// What a thread keeps from block to block while it reads (parsers, buffers, compiled templates,
/// and its own copy of the names). One for each thread and reader.
class Desk {
public:
    virtual ~Desk() = default;
    /// Whether it has met so many names that new ones find no place: a stranger can see to that,
    /// and another desk has place again.
    [[nodiscard]] virtual bool is_full() const { return false; }
};

class Reader {
public:
    virtual ~Reader() = default;
    /// `evtx`, `jsonl`, `eve`, `syslog`, `csv` …: for people.
    [[nodiscard]] virtual std::string_view format() const = 0;
    /// The next block; false at the end, and of a stream that waits as long as no record is whole.
    /// Errors: those of the stream, once; then the end.
    virtual Result<bool> cut(Block& block) = 0;
    [[nodiscard]] virtual std::unique_ptr<Desk> desk(const Names& names) const = 0;
    /// Hands the events of a block to `sink`, in the order of the file. `desk` is one of this
    /// reader's. Never fails: what cannot be read is counted and named in the tally.
    virtual void read(const Block& block, Desk& desk, Sink& sink, Tally& tally) const = 0;
    /// The names as `desk` knows them now: those of the events it handed out among them.
    [[nodiscard]] virtual Names& names(Desk& desk) const = 0;
};

} // namespace sokuo::detect
