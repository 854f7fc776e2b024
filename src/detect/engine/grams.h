#pragma once

// Many literals looked for in one text at once. Each literal is filed under runs of four bytes,
// those that stand in the fewest literals; where such a run stands in a text, and only there, its
// literals are compared. Literals of seven bytes or more are filed under four runs that follow each
// other, so that it is enough to look at every fourth place of the text. Building takes
// microseconds a literal, and no text takes more than (its length) × (the fullest run) comparisons.

#include "detect/utf8.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::detect {

/// How often a run of four bytes stands in all literals of all fields: what stands there often
/// stands in logs often, too.
class GramCensus {
public:
    GramCensus() : counts_(std::size_t{1} << bits) {}
    void count(std::string_view literal);
    [[nodiscard]] std::uint32_t of(std::uint32_t gram) const { return counts_[slot(gram)]; }
    /// How often the rarest run of the literal stands; 0 of one that has none.
    [[nodiscard]] std::uint32_t fewest(std::string_view literal) const;

private:
    static constexpr unsigned bits = 18;
    static std::size_t slot(std::uint32_t gram) { return gram * 2'654'435'761U >> (32 - bits); }
    std::vector<std::uint32_t> counts_;
};

/// Literals that are all filed under `stride` runs.
class Grams {
public:
    static constexpr std::size_t gram_bytes = 4;

    explicit Grams(std::size_t stride) : stride_{stride} {}

    [[nodiscard]] std::size_t literal_bytes_min() const { return gram_bytes - 1 + stride_; }

    /// Requires `literal_bytes_min` bytes or more; `id` is given back when it is found.
    void add(std::string_view literal, std::uint32_t id);
    /// After the last `add`, before the first `find`.
    void build(const GramCensus& census);

    /// Calls `found(id)` for each literal in `text`, once for each place it stands at. `text` is
    /// folded, as the literals are; or it is ASCII of any case.
    template <bool is_folded, class Found>
    void find(std::string_view text, Found&& found) const {
        if (places_.empty() || text.size() < literal_bytes_min()) return;
        const char* const data = text.data();
        const std::uint64_t* const filter = filter_.data();
        const auto end = text.size() - 3;
        for (std::size_t at = 0; at < end; at += stride_) {
            const auto gram = load(data + at);
            const auto hash = gram * multiplier;
            const auto bit = hash >> filter_shift_;
            if ((filter[bit >> 6U] >> (bit & 63U) & 1U) == 0) continue;
            for (auto place = heads_[hash >> head_shift_]; place != none;
                 place = places_[place].next) {
                const auto& here = places_[place];
                if (here.gram == gram && stands<is_folded>(here, text, at)) found(here.id);
            }
        }
    }

    /// Whether some run of a literal stands where `find` would look: a text of which this is false
    /// holds none of the literals. Of ASCII in any case, two bytes a letter or one.
    template <bool is_utf16>
    [[nodiscard]] bool may_find(std::string_view text) const {
        const auto letters = is_utf16 ? text.size() / 2 : text.size();
        if (places_.empty() || letters < literal_bytes_min()) return false;
        const auto end = letters - 3;
        for (std::size_t at = 0; at < end; at += stride_) {
            const auto gram = is_utf16 ? load_utf16(text.data() + 2 * at) : load(text.data() + at);
            const auto hash = gram * multiplier;
            const auto bit = hash >> filter_shift_;
            if ((filter_[bit >> 6U] >> (bit & 63U) & 1U) != 0 && is_filed(gram)) return true;
        }
        return false;
    }

private:
    struct Place {
        std::uint32_t gram = 0;
        std::uint32_t next = 0;
        std::uint32_t id = 0;
        std::uint32_t begin = 0; ///< Of the literal in `literals_`.
        std::uint32_t size = 0;
        std::uint32_t offset = 0; ///< Of the run in the literal.
    };
    struct Pending {
        std::uint32_t begin = 0;
        std::uint32_t size = 0;
        std::uint32_t id = 0;
    };
    static constexpr std::uint32_t none = ~std::uint32_t{0};
    static constexpr std::uint32_t multiplier = 2'654'435'761U;

    // A run as it is filed: the bit that makes capitals small is set in each byte, so that it is
    // the same in any case (and some signs are one, which comparing tells apart).
    static std::uint32_t load(const char* from) {
        std::uint32_t gram = 0;
        std::memcpy(&gram, from, 4);
        return gram | 0x2020'2020U;
    }
    static std::uint32_t load_utf16(const char* from) {
        std::uint64_t four = 0;
        std::memcpy(&four, from, 8);
        return packed_letters(four) | 0x2020'2020U;
    }
    [[nodiscard]] bool is_filed(std::uint32_t gram) const;
    template <bool is_folded>
    [[nodiscard]] bool stands(const Place& place, std::string_view text, std::size_t at) const {
        if (at < place.offset || text.size() - (at - place.offset) < place.size) return false;
        const char* const here = text.data() + at - place.offset;
        const char* const literal = literals_.data() + place.begin;
        if (is_folded) return std::memcmp(here, literal, place.size) == 0;
        return is_same_in_any_case(here, literal, place.size);
    }
    static bool is_same_in_any_case(const char* text, const char* folded, std::size_t size);
    [[nodiscard]] std::uint32_t rarest(const Pending& literal, const GramCensus& census) const;

    std::size_t stride_;
    std::string literals_;
    std::vector<Pending> pending_;
    std::vector<Place> places_;
    std::vector<std::uint32_t> heads_;
    std::vector<std::uint64_t> filter_;
    unsigned filter_shift_ = 0;
    unsigned head_shift_ = 0;
};

/// Literals of one to three bytes, which no run of four finds.
class Shorts {
public:
    /// Requires one to three bytes.
    void add(std::string_view literal, std::uint32_t id);
    [[nodiscard]] bool is_empty() const { return literals_.empty(); }

    /// Calls `found(id)` for each literal in `text`, once for each place it stands at.
    template <class Found>
    void find(std::string_view text, Found&& found) const {
        if (literals_.empty()) return;
        for (std::size_t at = 0; at < text.size(); ++at) {
            const auto first = static_cast<unsigned char>(text[at]);
            const auto second =
                at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0U;
            if ((seconds_[first][second >> 6U] >> (second & 63U) & 1U) == 0) continue;
            for (const auto which : starts_[first]) {
                const auto& literal = literals_[which];
                if (text.substr(at).starts_with(literal.bytes)) found(literal.id);
            }
        }
    }

private:
    struct Literal {
        std::string bytes;
        std::uint32_t id = 0;
    };
    std::vector<Literal> literals_;
    std::vector<std::vector<std::uint32_t>> starts_; ///< By first byte.
    /// By first byte: a bit for each second byte that may follow it in a literal.
    std::vector<std::array<std::uint64_t, 4>> seconds_;
};

} // namespace sokuo::detect
