#include "syslog/record.h"

#include <algorithm>
#include <cstring>
#include <zlib.h>

namespace sokuo::syslog {
namespace {

constexpr std::size_t mark_bytes = 4;
constexpr std::size_t fixed_bytes = 8 + 8 + 2 + 1 + 1 + 1;

template <class Number>
void put(std::string& bytes, Number number) {
    for (std::size_t byte = 0; byte < sizeof number; ++byte)
        bytes += static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * byte) & 0xFFU);
}

std::uint64_t number_at(std::string_view bytes, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t byte = 0; byte < size; ++byte)
        value |= std::uint64_t{static_cast<unsigned char>(bytes[byte])} << (8 * byte);
    return value;
}

std::string_view mark_of(const FileKey& key) {
    return {key.data(), mark_bytes};
}

std::uint32_t checksum(std::string_view bytes, const FileKey& key) {
    const auto seed = number_at({key.data() + mark_bytes, key.size() - mark_bytes}, 4);
    const auto* data = reinterpret_cast<const Bytef*>(bytes.data());
    return static_cast<std::uint32_t>(crc32_z(static_cast<uLong>(seed), data, bytes.size()));
}

// Of a record at the front, its head included; 0 when none begins there.
std::size_t claimed_bytes(std::string_view bytes, const FileKey& key) {
    if (bytes.size() < record_head_bytes || !bytes.starts_with(mark_of(key))) return 0;
    const auto length = number_at(bytes.substr(mark_bytes), 4);
    return length < fixed_bytes || length > record_bytes_max ? 0 : record_head_bytes + length;
}

void put_text(std::string& bytes, std::string_view text) {
    text = text.substr(0, 255);
    bytes += static_cast<char>(text.size());
    bytes += text;
}

// Takes from the front; nothing when there is less.
class Taker {
public:
    explicit Taker(std::string_view bytes) : rest_{bytes} {}

    std::uint64_t number(std::size_t size) {
        const auto bytes = text(size);
        return number_at(bytes, bytes.size());
    }
    std::string_view text(std::size_t size) {
        const auto taken = rest_.substr(0, size);
        is_short_ = is_short_ || taken.size() < size;
        rest_.remove_prefix(taken.size());
        return taken;
    }
    [[nodiscard]] std::string_view rest() const { return rest_; }
    [[nodiscard]] bool is_short() const { return is_short_; }

private:
    std::string_view rest_;
    bool is_short_ = false;
};

} // namespace

void append_record(std::string& bytes, const FileKey& key, const Record& record) {
    const auto head = bytes.size();
    bytes += mark_of(key);
    bytes.append(record_head_bytes - mark_bytes, '\0');
    put(bytes, record.number);
    put(bytes, record.received_at.time_since_epoch().count());
    put(bytes, record.marks.bits());
    put(bytes, static_cast<std::uint8_t>(record.way));
    put_text(bytes, record.sender);
    put_text(bytes, record.host);
    bytes += record.raw;
    const auto body = std::string_view{bytes}.substr(head + record_head_bytes);
    std::string sums;
    put(sums, static_cast<std::uint32_t>(body.size()));
    put(sums, checksum(body, key));
    std::ranges::copy(sums, bytes.begin() + static_cast<std::ptrdiff_t>(head + mark_bytes));
}

std::optional<ReadRecord> read_record(std::string_view bytes, const FileKey& key) {
    ReadRecord read;
    read.bytes = claimed_bytes(bytes, key);
    if (read.bytes == 0 || read.bytes > bytes.size()) return {};
    const auto body = bytes.substr(record_head_bytes, read.bytes - record_head_bytes);
    if (checksum(body, key) != number_at(bytes.substr(2 * mark_bytes), 4)) return {};
    Taker in{body};
    read.record.number = in.number(8);
    read.record.received_at = Time{Duration{static_cast<std::int64_t>(in.number(8))}};
    read.record.marks = Marks::of_bits(static_cast<std::uint16_t>(in.number(2)));
    const auto way = in.number(1);
    read.record.sender = in.text(in.number(1));
    read.record.host = in.text(in.number(1));
    read.record.raw = in.rest();
    if (in.is_short() || way >= way_names.size()) return {};
    read.record.way = static_cast<Way>(way);
    return read;
}

std::size_t walk(std::string_view bytes, const FileKey& key, bool is_end,
                 const std::function<void(const Record&, std::size_t)>& visit) {
    std::size_t place = 0;
    while (place < bytes.size()) {
        const auto rest = bytes.substr(place);
        if (const auto read = read_record(rest, key)) {
            visit(read->record, place);
            place += read->bytes;
            continue;
        }
        const bool goes_on =
            rest.size() < record_head_bytes || claimed_bytes(rest, key) > rest.size();
        if (!is_end && goes_on) return place;
        place = std::min(bytes.find(mark_of(key), place + 1), bytes.size());
    }
    return place;
}

Arrival arrival_of(const Record& record) {
    return {.received_at = record.received_at,
            .way = record.way,
            .sender = std::string{record.sender},
            .raw = std::string{record.raw},
            .marks = record.marks};
}

} // namespace sokuo::syslog
