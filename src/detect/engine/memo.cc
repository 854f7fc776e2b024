#include "detect/engine/memo.h"

#include "detect/engine/hash.h"

#include <bit>
#include <cstring>
#include <limits>

namespace sokuo::detect {

namespace {

constexpr std::size_t probes_max = 8;

} // namespace

Memo::Memo(std::size_t bytes_max, std::uint64_t secret) : secret_{secret}, bytes_max_{bytes_max} {
    entries_.resize(std::bit_floor(std::max<std::size_t>(bytes_max / 128, 1'024)));
    bytes_.reserve(bytes_max);
}

std::optional<std::span<const AtomId>> Memo::find(FieldId field, const Value& value) {
    const auto start = std::uint64_t{field} << 8U | static_cast<std::uint64_t>(value.type);
    last_hash_ = hash_of(value.bytes, start, secret_) | 1U;
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
