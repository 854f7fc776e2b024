#include "sandbox/record.h"

#include "sandbox/reasons.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <string>
#include <utility>

namespace sokuo::sandbox {
namespace {

constexpr std::uint16_t end_kind = 65'535;
constexpr std::uint16_t refusal_kind = 65'534;
constexpr std::uint32_t end_size = 4;

std::byte byte_of(std::uint32_t number, unsigned place) {
    return static_cast<std::byte>((number >> (8U * place)) & 0xFFU);
}

std::uint32_t number_of(ByteView bytes) {
    std::uint32_t number = 0;
    for (auto at = bytes.size(); at > 0; --at)
        number = (number << 8U) | static_cast<std::uint32_t>(bytes[at - 1]);
    return number;
}

Error not_frames(std::string detail) {
    return because(failure(Errc::invalid, lied), std::move(detail));
}

} // namespace

void RecordList::put(std::uint16_t kind, ByteView body) {
    assert(kind <= kind_max);
    records_.push_back({kind, {body.begin(), body.end()}});
}

FrameHead frame_head(std::uint16_t kind, std::uint32_t length) {
    return {byte_of(kind, 0),   byte_of(kind, 1),   byte_of(length, 0),
            byte_of(length, 1), byte_of(length, 2), byte_of(length, 3)};
}

Bytes end_frame(std::uint32_t count) {
    const auto head = frame_head(end_kind, end_size);
    Bytes frame{head.begin(), head.end()};
    for (unsigned place = 0; place < end_size; ++place)
        frame.push_back(byte_of(count, place));
    return frame;
}

Bytes refusal_frame(std::string_view code) {
    const auto body = as_bytes(code.substr(0, refusal_bytes_max));
    const auto head = frame_head(refusal_kind, static_cast<std::uint32_t>(body.size()));
    Bytes frame{head.begin(), head.end()};
    frame.insert(frame.end(), body.begin(), body.end());
    return frame;
}

Result<> RecordReader::begin() {
    const ByteView head{head_};
    record_ = {.kind = static_cast<std::uint16_t>(number_of(head.first(2)))};
    missing_ = number_of(head.last(4));
    head_size_ = 0;
    is_in_body_ = true;
    if (record_.kind > kind_max) {
        const bool is_long = record_.kind == end_kind
                                 ? missing_ != end_size
                                 : missing_ == 0 || missing_ > refusal_bytes_max;
        if (is_long) return not_frames("an end of " + std::to_string(missing_) + " bytes");
        return Done{};
    }
    if (missing_ > limits_.bytes_max - bytes_)
        return because(failure(Errc::too_large, too_much),
                       "a record of " + std::to_string(missing_) + " bytes");
    if (records_.size() >= limits_.records_max)
        return because(failure(Errc::too_large, too_much), "too many records");
    bytes_ += missing_;
    return Done{};
}

Result<> RecordReader::finish_end() {
    is_complete_ = true;
    if (record_.kind == refusal_kind) {
        refusal_ = as_text(record_.body);
        records_.clear();
        return Done{};
    }
    const auto count = number_of(record_.body);
    if (count != records_.size())
        return not_frames("the end counts " + std::to_string(count) + " records, there are " +
                          std::to_string(records_.size()));
    return Done{};
}

Result<> RecordReader::finish() {
    is_in_body_ = false;
    if (record_.kind > kind_max) return finish_end();
    records_.push_back(std::move(record_));
    return Done{};
}

Result<> RecordReader::read(ByteView bytes) {
    while (!bytes.empty()) {
        if (is_complete_) return not_frames("bytes behind the end");
        if (!is_in_body_) {
            const auto size = std::min(bytes.size(), frame_head_size - head_size_);
            std::ranges::copy(bytes.first(size), head_.begin() + static_cast<long>(head_size_));
            head_size_ += size;
            bytes = bytes.subspan(size);
            if (head_size_ < frame_head_size) return Done{};
            TRY(begin());
        }
        // Memory is taken for what has come, not for what was announced.
        const auto size = std::min(bytes.size(), missing_);
        record_.body.insert(record_.body.end(), bytes.begin(),
                            bytes.begin() + static_cast<long>(size));
        missing_ -= size;
        bytes = bytes.subspan(size);
        if (missing_ == 0) TRY(finish());
    }
    return Done{};
}

std::vector<Record> RecordReader::take() {
    assert(is_complete_);
    return std::move(records_);
}

} // namespace sokuo::sandbox
