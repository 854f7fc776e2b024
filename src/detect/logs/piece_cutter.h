#pragma once

// What all cutters do: read pieces, hand out the whole records of them, keep what is left.

#include "detect/logs/cutter.h"

#include <optional>
#include <span>

namespace sokuo::detect::logs {

class PieceCutter : public Cutter {
public:
    PieceCutter(Stream stream, std::size_t bytes) : stream_{std::move(stream)}, piece_{bytes} {}
    Result<bool> cut(Block& block) final;

protected:
    struct Rest {
        std::size_t bytes = 0;
        bool is_over = false;
    };

    /// Looks at `bytes` from `from` on (what is before was looked at already) and says how much of
    /// the front is whole records; 0: none yet. May alter what it looks at.
    virtual std::size_t whole_records(std::span<char> bytes, std::size_t from) = 0;
    /// The stream ended here: how much of `bytes` is records.
    virtual std::size_t last_records(std::span<char> bytes) { return bytes.size(); }
    /// `bytes` goes on with a record that is too long: how many of them belong to it, and whether
    /// it ends there.
    virtual Rest rest_of_long(std::span<char> bytes) = 0;
    /// By how many the numbers of records rise in these; asked once for each block.
    virtual std::uint64_t records_in(std::span<const char> records);
    /// The block is complete but for its padding; something may be put before it.
    virtual void complete(Block&) {}
    /// `bytes` begin the file: how many of them belong to no record.
    virtual std::size_t skip_at_start(std::span<char> bytes);

private:
    void read_piece(Block& block);
    std::size_t look_at(Block& block, std::size_t from);
    void deliver(Block& block, std::size_t whole);
    void deliver_long(Block& block);
    void drop(Block& block, std::size_t count);

    Stream stream_;
    std::size_t piece_;
    std::vector<std::byte> rest_; ///< The beginning of a record.
    std::optional<Error> error_;
    std::uint64_t offset_ = 0; ///< Of the first byte not handed out.
    std::uint64_t next_ = 1;   ///< The number of the first record not handed out.
    bool is_at_start_ = true;
    bool is_at_end_ = false;
    bool is_waiting_ = false;  ///< For more of a stream that goes on.
    bool is_skipping_ = false; ///< In the middle of a record that is too long.
};

} // namespace sokuo::detect::logs
