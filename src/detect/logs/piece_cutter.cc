#include "detect/logs/piece_cutter.h"

#include <algorithm>

namespace sokuo::detect::logs {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
// The head of a file is looked at as a whole.
constexpr std::size_t first_piece_min = 4096;

std::span<char> chars(std::vector<std::byte>& bytes) {
    return {reinterpret_cast<char*>(bytes.data()), bytes.size()};
}

} // namespace

Result<bool> PieceCutter::cut(Block& block) {
    block.bytes.clear();
    block.recovered = false;
    block.bytes.swap(rest_);
    while (!is_at_end_) {
        const auto before = block.bytes.size();
        read_piece(block);
        if (is_waiting_) { // What was looked at is not looked at again.
            rest_.swap(block.bytes);
            return false;
        }
        const auto whole = is_at_end_ ? 0 : look_at(block, before);
        if (whole > 0) {
            deliver(block, whole);
            return true;
        }
        if (!is_skipping_ && block.bytes.size() > record_bytes_max) {
            deliver_long(block);
            return true;
        }
    }
    // Behind a damage there is half a record, and half a line reads like a whole one.
    if (error_ || is_skipping_) block.bytes.clear();
    const auto whole = block.bytes.empty() ? 0 : last_records(chars(block.bytes));
    if (whole > 0) {
        deliver(block, whole);
        rest_.clear();
        return true;
    }
    block.bytes.clear();
    if (!error_) return false;
    const auto error = *error_;
    error_.reset();
    return error;
}

void PieceCutter::read_piece(Block& block) {
    const auto before = block.bytes.size();
    block.bytes.resize(before + (is_at_start_ ? std::max(piece_, first_piece_min) : piece_));
    const auto got = stream_->read(std::span{block.bytes}.subspan(before));
    block.bytes.resize(before + (got.ok() ? got.value() : 0));
    if (!got.ok()) error_ = got.error();
    const bool is_nothing = got.ok() && got.value() == 0;
    is_waiting_ = is_nothing && stream_->is_waiting();
    is_at_end_ = !got.ok() || (is_nothing && !is_waiting_);
    if (is_at_start_ && !is_at_end_ && !is_waiting_) {
        is_at_start_ = false;
        drop(block, skip_at_start(chars(block.bytes)));
    }
}

std::size_t PieceCutter::look_at(Block& block, std::size_t from) {
    if (!is_skipping_) return whole_records(chars(block.bytes), from);
    const auto rest = rest_of_long(chars(block.bytes));
    drop(block, rest.bytes);
    if (!rest.is_over) return 0;
    is_skipping_ = false;
    return whole_records(chars(block.bytes), 0);
}

void PieceCutter::drop(Block& block, std::size_t count) {
    block.bytes.erase(block.bytes.begin(),
                      block.bytes.begin() + static_cast<std::ptrdiff_t>(count));
    offset_ += count;
}

void PieceCutter::deliver(Block& block, std::size_t whole) {
    rest_.assign(block.bytes.begin() + static_cast<std::ptrdiff_t>(whole), block.bytes.end());
    block.bytes.resize(whole);
    block.offset = offset_;
    block.first = next_;
    offset_ += whole;
    next_ += records_in(chars(block.bytes));
    complete(block);
    block.bytes.insert(block.bytes.end(), block_padding, std::byte{'\n'});
}

void PieceCutter::deliver_long(Block& block) {
    block.offset = offset_;
    block.first = next_++;
    offset_ += block.bytes.size();
    is_skipping_ = true;
    block.bytes.assign(1, std::byte{0});
    block.bytes.insert(block.bytes.end(), block_padding, std::byte{'\n'});
    complete(block);
}

// memchr looks at many bytes at once, and lines are long.
std::uint64_t PieceCutter::records_in(std::span<const char> records) {
    std::uint64_t count = 0;
    const std::string_view text{records.data(), records.size()};
    for (auto at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1))
        ++count;
    return count;
}

std::size_t PieceCutter::skip_at_start(std::span<char> bytes) {
    const std::string_view text{bytes.data(), bytes.size()};
    return text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
}

} // namespace sokuo::detect::logs
