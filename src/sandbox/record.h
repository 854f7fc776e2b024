#pragma once

// What a worker gives back: records, each a kind and bytes, one after the other. What the kinds
// mean is between a parser and whoever asked for it; here they are numbers.
//
//     frame    kind (16 bits), length (32 bits), both little-endian; then `length` bytes
//     the end  kind 65535, length 4, the number of frames before it (32 bits)
//     or       kind 65534, at most 64 bytes: the code of the message why there is no result
//
// A worker may be in a stranger's hands, so a result is believed frame by frame and only when its
// end has come: `RecordReader` holds it against a limit before it takes memory for it.

#include "core/bytes.h"
#include "core/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::sandbox {

inline constexpr std::uint16_t kind_max = 65'533;
inline constexpr std::size_t refusal_bytes_max = 64;

struct Record {
    std::uint16_t kind = 0;
    Bytes body{};

    friend bool operator==(const Record&, const Record&) = default;
};

/// Where a parser puts its records, in order.
class Output {
public:
    Output() = default;
    virtual ~Output() = default;
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;
    Output(Output&&) = delete;
    Output& operator=(Output&&) = delete;

    /// `kind` is at most `kind_max`. In a worker this ends the process when the result passes its
    /// limits or nobody reads it any more.
    virtual void put(std::uint16_t kind, ByteView body) = 0;
};

/// Keeps the records: a parser's own tests need no process.
class RecordList : public Output {
public:
    void put(std::uint16_t kind, ByteView body) override;
    [[nodiscard]] const std::vector<Record>& records() const { return records_; }

private:
    std::vector<Record> records_;
};

inline constexpr std::size_t frame_head_size = 6;
using FrameHead = std::array<std::byte, frame_head_size>;

[[nodiscard]] FrameHead frame_head(std::uint16_t kind, std::uint32_t length);
/// The frame that ends a result of `count` records.
[[nodiscard]] Bytes end_frame(std::uint32_t count);
/// The frame that ends a result that is none. `code` is cut at its limit.
[[nodiscard]] Bytes refusal_frame(std::string_view code);

class RecordReader {
public:
    struct Limits {
        std::size_t bytes_max = 0; ///< Of all bodies together.
        std::size_t records_max = 0;
    };

    explicit RecordReader(Limits limits) : limits_{limits} {}

    /// The next bytes, however they were cut. Errors: `too_large` (a limit), `invalid` (not
    /// frames, or something behind the end); after one, the reader is of no use.
    Result<> read(ByteView bytes);
    /// The end has come, with nothing behind it.
    [[nodiscard]] bool is_complete() const { return is_complete_; }
    /// What the parser had against the input: the code of a message, unchecked; empty: nothing.
    [[nodiscard]] const std::string& refusal() const { return refusal_; }
    /// Requires `is_complete()`.
    [[nodiscard]] std::vector<Record> take();

private:
    Result<> begin();
    Result<> finish();
    Result<> finish_end();

    Limits limits_;
    std::vector<Record> records_;
    std::size_t bytes_ = 0;
    FrameHead head_{};
    std::size_t head_size_ = 0;
    Record record_;
    std::size_t missing_ = 0; ///< Bytes of the body still to come, once the head is there.
    std::string refusal_;
    bool is_in_body_ = false;
    bool is_complete_ = false;
};

} // namespace sokuo::sandbox
