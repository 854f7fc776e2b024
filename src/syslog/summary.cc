#include "syslog/summary.h"

#include <algorithm>
#include <cstring>
#include <zlib.h>

namespace sokuo::syslog {
namespace {

std::uint64_t mixed(std::uint64_t value) {
    value ^= value >> 33U;
    value *= 0xFF51AFD7ED558CCDU;
    value ^= value >> 33U;
    return value;
}

std::uint64_t host_hash(std::string_view host) {
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char byte : host) {
        hash ^= static_cast<unsigned char>(folded(byte));
        hash *= 0x100000001B3U;
    }
    return mixed(hash);
}

// Two bits of a filter stand for one thing.
template <std::size_t bytes>
void set(std::array<unsigned char, bytes>& filter, std::uint64_t hash) {
    for (const auto bit : {hash % (8 * bytes), (hash >> 32U) % (8 * bytes)})
        filter.at(bit / 8) = static_cast<unsigned char>(filter.at(bit / 8) | 1U << bit % 8);
}

template <std::size_t bytes>
bool is_set(const std::array<unsigned char, bytes>& filter, std::uint64_t hash) {
    const auto bit = [&](std::uint64_t at) { return (filter.at(at / 8) >> at % 8 & 1U) != 0; };
    return bit(hash % (8 * bytes)) && bit((hash >> 32U) % (8 * bytes));
}

// Calls `visit` with the hash of each run of three bytes, until it says no.
template <class Visit>
bool each_run(std::string_view text, Visit visit) {
    std::uint32_t run = 0;
    for (std::size_t place = 0; place < text.size(); ++place) {
        run = (run << 8U | static_cast<unsigned char>(folded(text[place]))) & 0xFFFFFFU;
        if (place >= 2 && !visit(mixed(run + 1U))) return false;
    }
    return true;
}

template <std::size_t size>
void put(std::string& bytes, const std::array<unsigned char, size>& filter) {
    bytes.append(reinterpret_cast<const char*>(filter.data()), size);
}

template <std::size_t size>
void take(std::string_view& bytes, std::array<unsigned char, size>& filter) {
    std::memcpy(filter.data(), bytes.data(), size);
    bytes.remove_prefix(size);
}

void put(std::string& bytes, std::uint64_t number) {
    for (unsigned byte = 0; byte < 8; ++byte)
        bytes += static_cast<char>(number >> (8 * byte) & 0xFFU);
}

std::uint64_t take_number(std::string_view& bytes) {
    std::uint64_t value = 0;
    for (unsigned byte = 0; byte < 8; ++byte)
        value |= std::uint64_t{static_cast<unsigned char>(bytes[byte])} << (8 * byte);
    bytes.remove_prefix(8);
    return value;
}

std::uint32_t checksum(std::string_view bytes) {
    const auto* data = reinterpret_cast<const Bytef*>(bytes.data());
    return static_cast<std::uint32_t>(crc32_z(0, data, bytes.size()));
}

std::uint64_t bits_of(Time time) {
    return static_cast<std::uint64_t>(time.time_since_epoch().count());
}

Time time_of(std::uint64_t bits) {
    return Time{Duration{static_cast<std::int64_t>(bits)}};
}

} // namespace

std::string folded(std::string_view text) {
    std::string folded_text{text};
    std::ranges::transform(folded_text, folded_text.begin(),
                           [](char byte) { return folded(byte); });
    return folded_text;
}

void Summary::add(const Record& record, std::uint64_t place, std::uint64_t bytes) {
    if (count == 0) {
        begin = place;
        first_number = record.number;
        earliest = latest = record.received_at;
    }
    end = place + bytes;
    ++count;
    last_number = record.number;
    earliest = std::min(earliest, record.received_at);
    latest = std::max(latest, record.received_at);
    set(hosts_, host_hash(record.host));
    set(hosts_, host_hash(record.sender));
    each_run(record.raw, [this](std::uint64_t hash) {
        set(words_, hash);
        return true;
    });
}

bool Summary::may_hold_host(std::string_view host) const {
    return is_set(hosts_, host_hash(host));
}

bool Summary::may_hold(std::string_view word) const {
    return each_run(word, [this](std::uint64_t hash) { return is_set(words_, hash); });
}

std::string Summary::encoded() const {
    std::string bytes;
    bytes.reserve(encoded_bytes);
    for (const auto number :
         {begin, end, count, first_number, last_number, bits_of(earliest), bits_of(latest)})
        put(bytes, number);
    put(bytes, hosts_);
    put(bytes, words_);
    const auto sum = checksum(bytes);
    for (unsigned byte = 0; byte < 4; ++byte)
        bytes += static_cast<char>(sum >> (8 * byte) & 0xFFU);
    return bytes;
}

std::optional<Summary> Summary::decode(std::string_view bytes) {
    if (bytes.size() != encoded_bytes) return {};
    const auto body = bytes.substr(0, encoded_bytes - 4);
    std::uint32_t sum = 0;
    for (unsigned byte = 0; byte < 4; ++byte)
        sum |= std::uint32_t{static_cast<unsigned char>(bytes[body.size() + byte])} << (8 * byte);
    if (sum != checksum(body)) return {};
    Summary read;
    auto rest = body;
    read.begin = take_number(rest);
    read.end = take_number(rest);
    read.count = take_number(rest);
    read.first_number = take_number(rest);
    read.last_number = take_number(rest);
    read.earliest = time_of(take_number(rest));
    read.latest = time_of(take_number(rest));
    take(rest, read.hosts_);
    take(rest, read.words_);
    return read;
}

} // namespace sokuo::syslog
