#include "detect/engine/memo.h"

#include <bit>
#include <cstring>
#include <limits>

namespace sokuo::detect {

namespace {

constexpr std::uint64_t factor = 0x9E37'79B9'7F4A'7C15ULL;
constexpr std::size_t probes_max = 8;

__extension__ using Wide = unsigned __int128;

std::uint64_t mix(std::uint64_t one, std::uint64_t other) {
    const auto product = static_cast<Wide>(one) * other;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

std::uint64_t load(const char* from, std::size_t size) {
    std::uint64_t value = 0;
    std::memcpy(&value, from, size);
    return value;
}

} // namespace

Memo::Memo(std::size_t bytes_max, std::uint64_t secret) : secret_{secret}, bytes_max_{bytes_max} {
    entries_.resize(std::bit_floor(std::max<std::size_t>(bytes_max / 128, 1'024)));
    bytes_.reserve(bytes_max);
}

std::uint64_t Memo::hash_of(FieldId field, const Value& value) const {
    const auto bytes = value.bytes;
    std::uint64_t hash =
        mix(secret_ ^ field, factor ^ bytes.size() << 8U ^ static_cast<std::uint64_t>(value.type));
    std::size_t at = 0;
    for (; at + 16 <= bytes.size(); at += 16)
        hash = mix(load(bytes.data() + at, 8) ^ hash, load(bytes.data() + at + 8, 8) ^ secret_);
    if (at + 8 <= bytes.size()) {
        hash = mix(load(bytes.data() + at, 8) ^ hash, factor ^ secret_);
        at += 8;
    }
    if (at < bytes.size())
        hash = mix(load(bytes.data() + at, bytes.size() - at) ^ hash, factor ^ secret_);
    return hash | 1U;
}

std::optional<std::span<const AtomId>> Memo::find(FieldId field, const Value& value) {
    last_hash_ = hash_of(field, value);
    const auto mask = entries_.size() - 1;
    for (std::size_t probe = 0; probe < probes_max; ++probe) {
        const auto& entry = entries_[((last_hash_ >> 8U) + probe) & mask];
        if (entry.hash == 0) return std::nullopt;
        if (entry.hash != last_hash_ || entry.field != field || entry.type != value.type ||
            entry.bytes != value.bytes.size() ||
            (entry.bytes != 0 && // an empty value may lie nowhere
             std::memcmp(bytes_.data() + entry.bytes_at, value.bytes.data(), entry.bytes) != 0))
            continue;
        return std::span{atoms_.data() + entry.atoms_at, entry.atoms};
    }
    return std::nullopt;
}

void Memo::clear() {
    std::memset(static_cast<void*>(entries_.data()), 0, entries_.size() * sizeof(Entry));
    bytes_.clear();
    atoms_.clear();
    used_ = 0;
}

void Memo::keep(FieldId field, const Value& value, std::span<const AtomId> atoms) {
    if (value.bytes.size() > value_bytes_max ||
        atoms.size() > std::numeric_limits<std::uint16_t>::max())
        return;
    const bool is_full = bytes_.size() + value.bytes.size() > bytes_max_ / 2 ||
                         (atoms_.size() + atoms.size()) * sizeof(AtomId) > bytes_max_ / 4 ||
                         used_ > entries_.size() / 2;
    if (is_full) clear();
    const auto mask = entries_.size() - 1;
    for (std::size_t probe = 0; probe < probes_max; ++probe) {
        auto& entry = entries_[((last_hash_ >> 8U) + probe) & mask];
        if (entry.hash != 0) continue;
        entry = {last_hash_,
                 field,
                 static_cast<std::uint32_t>(bytes_.size()),
                 static_cast<std::uint32_t>(atoms_.size()),
                 static_cast<std::uint16_t>(value.bytes.size()),
                 static_cast<std::uint16_t>(atoms.size()),
                 value.type};
        bytes_ += value.bytes;
        atoms_.insert(atoms_.end(), atoms.begin(), atoms.end());
        ++used_;
        return;
    }
}

} // namespace sokuo::detect
