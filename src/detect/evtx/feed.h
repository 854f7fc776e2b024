#pragma once

// A stream with a look ahead, and the way back.

#include "detect/reader.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace sokuo::detect::evtx {

/// Holds no more than was wanted. An error of the stream is its end, and is told once.
class Feed {
public:
    explicit Feed(std::unique_ptr<ByteStream> stream) : stream_{std::move(stream)} {}

    /// What was read and not taken.
    [[nodiscard]] std::string_view bytes() const {
        return {reinterpret_cast<const char*>(held_.data()) + begin_, held_.size() - begin_};
    }
    [[nodiscard]] std::uint64_t offset() const { return offset_; } ///< Of the first of `bytes`.
    [[nodiscard]] bool is_ended() const { return is_ended_; }

    /// Reads until `bytes` has `count`, or the stream ends.
    void want(std::size_t count) {
        if (bytes().size() >= count) return;
        held_.erase(held_.begin(), held_.begin() + static_cast<std::ptrdiff_t>(begin_));
        begin_ = 0;
        read(held_, count);
    }

    void drop(std::size_t count) {
        begin_ += count;
        offset_ += count;
    }

    /// Takes `count` bytes into `out`, fewer at the end, and looks `ahead` behind them.
    void take(std::vector<std::byte>& out, std::size_t count, std::size_t ahead) {
        const auto first = std::min(bytes().size(), count + ahead);
        out.resize(first);
        if (first > 0) std::memcpy(out.data(), bytes().data(), first);
        begin_ += first;
        read(out, count + ahead);
        if (out.size() > count) {
            give_back({reinterpret_cast<const char*>(out.data()) + count, out.size() - count});
            out.resize(count);
        }
        offset_ += out.size();
    }

    /// The bytes `take` gave last, or the last of them. Their offset is the caller's to `rewind`.
    void give_back(std::string_view last) {
        if (begin_ < last.size()) {
            const auto more = last.size() - begin_;
            held_.insert(held_.begin(), more, std::byte{});
            begin_ += more;
        }
        begin_ -= last.size();
        std::memcpy(held_.data() + begin_, last.data(), last.size());
    }
    void rewind(std::size_t count) { offset_ -= count; }

    [[nodiscard]] std::optional<Error> take_error() { return std::exchange(error_, {}); }

private:
    void read(std::vector<std::byte>& into, std::size_t count) {
        const auto before = into.size();
        if (is_ended_ || before >= count) return;
        into.resize(count);
        auto got = stream_->read({into.data() + before, count - before});
        const auto more = got.ok() ? got.value() : 0;
        if (!got.ok()) error_ = std::move(got).error();
        is_ended_ = more < count - before;
        into.resize(before + more);
    }

    std::unique_ptr<ByteStream> stream_;
    std::vector<std::byte> held_{};
    std::size_t begin_ = 0;
    std::uint64_t offset_ = 0;
    bool is_ended_ = false;
    std::optional<Error> error_{};
};

} // namespace sokuo::detect::evtx
