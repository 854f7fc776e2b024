#pragma once

// What is true of a value, remembered: logs say the same again and again. An entry is only used
// when field, type and every byte of the value are the same, so no stranger can make one value pass
// for another; the hash has a secret, so that none can fill one place.

#include "detect/engine/field_matcher.h"
#include "detect/event.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::detect {

class Memo {
public:
    /// Keeps about so many bytes; when they are used up it starts anew.
    explicit Memo(std::size_t bytes_max, std::uint64_t secret);

    /// Longer values are not kept.
    static constexpr std::size_t value_bytes_max = 4'096;

    /// The atoms of this value, if it is known. Good until the next `keep`.
    [[nodiscard]] std::optional<std::span<const AtomId>> find(FieldId field, const Value& value);
    /// After a `find` that knew nothing.
    void keep(FieldId field, const Value& value, std::span<const AtomId> atoms);

private:
    struct Entry {
        std::uint64_t hash = 0; ///< 0: free.
        FieldId field = 0;
        std::uint32_t bytes_at = 0;
        std::uint32_t atoms_at = 0;
        std::uint16_t bytes = 0;
        std::uint16_t atoms = 0;
        Type type = Type::null;
    };
    void clear();

    std::uint64_t secret_;
    std::size_t bytes_max_;
    std::vector<Entry> entries_;
    std::string bytes_;
    std::vector<AtomId> atoms_;
    std::size_t used_ = 0;
    std::uint64_t last_hash_ = 0;
};

} // namespace sokuo::detect
