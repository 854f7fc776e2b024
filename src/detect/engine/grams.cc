#include "detect/engine/grams.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace sokuo::detect {

void GramCensus::count(std::string_view literal) {
    for (std::size_t at = 0; at + 4 <= literal.size(); ++at) {
        std::uint32_t gram = 0;
        std::memcpy(&gram, literal.data() + at, 4);
        ++counts_[slot(gram)];
    }
}

std::uint32_t GramCensus::fewest(std::string_view literal) const {
    if (literal.size() < 4) return 0;
    std::uint32_t fewest = ~std::uint32_t{0};
    for (std::size_t at = 0; at + 4 <= literal.size(); ++at) {
        std::uint32_t gram = 0;
        std::memcpy(&gram, literal.data() + at, 4);
        fewest = std::min(fewest, of(gram));
    }
    return fewest;
}

bool Grams::is_same_in_any_case(const char* text, const char* folded, std::size_t size) {
    for (std::size_t at = 0; at < size; ++at) {
        const char letter = text[at];
        const bool is_capital = letter >= 'A' && letter <= 'Z';
        if ((is_capital ? letter + 32 : letter) != folded[at]) return false;
    }
    return true;
}

bool Grams::is_filed(std::uint32_t gram) const {
    for (auto place = heads_[gram * multiplier >> head_shift_]; place != none;
         place = places_[place].next)
        if (places_[place].gram == gram) return true;
    return false;
}

void Grams::add(std::string_view literal, std::uint32_t id) {
    pending_.push_back({static_cast<std::uint32_t>(literals_.size()),
                        static_cast<std::uint32_t>(literal.size()), id});
    literals_ += literal;
}

// Where the runs begin that together stand in the fewest literals.
std::uint32_t Grams::rarest(const Pending& literal, const GramCensus& census) const {
    std::uint32_t best = 0;
    auto fewest = ~std::uint64_t{0};
    for (std::uint32_t offset = 0; offset + literal_bytes_min() <= literal.size; ++offset) {
        std::uint64_t count = 0;
        for (std::uint32_t run = 0; run < stride_; ++run)
            count += census.of(load(literals_.data() + literal.begin + offset + run));
        if (count >= fewest) continue;
        fewest = count;
        best = offset;
    }
    return best;
}

void Grams::build(const GramCensus& census) {
    if (pending_.empty()) return;
    // Thirty-two bits of filter for each run, so that a strange run passes once in thirty-two.
    const auto runs = std::max<std::size_t>(pending_.size() * stride_, 64);
    const auto size = static_cast<unsigned>(std::bit_width(runs));
    const auto filter_bits = std::min(size + 5, 24U);
    const auto head_bits = std::min(size + 1, 22U);
    filter_.assign((std::size_t{1} << filter_bits) / 64, 0);
    heads_.assign(std::size_t{1} << head_bits, none);
    filter_shift_ = 32 - filter_bits;
    head_shift_ = 32 - head_bits;
    for (const auto& literal : pending_) {
        const auto first = rarest(literal, census);
        for (std::uint32_t offset = first; offset < first + stride_; ++offset) {
            const auto gram = load(literals_.data() + literal.begin + offset);
            const auto hash = gram * multiplier;
            const auto bit = hash >> filter_shift_;
            filter_[bit >> 6U] |= std::uint64_t{1} << (bit & 63U);
            auto& head = heads_[hash >> head_shift_];
            places_.push_back({gram, head, literal.id, literal.begin, literal.size, offset});
            head = static_cast<std::uint32_t>(places_.size() - 1);
        }
    }
    pending_.clear();
    pending_.shrink_to_fit();
}

void Shorts::add(std::string_view literal, std::uint32_t id) {
    starts_.resize(256);
    seconds_.resize(256);
    const auto first = static_cast<unsigned char>(literal.front());
    if (literal.size() == 1) {
        seconds_[first].fill(~std::uint64_t{0});
    } else {
        const auto second = static_cast<unsigned char>(literal[1]);
        seconds_[first].at(second >> 6U) |= std::uint64_t{1} << (second & 63U);
    }
    starts_[first].push_back(static_cast<std::uint32_t>(literals_.size()));
    literals_.push_back({std::string{literal}, id});
}

} // namespace sokuo::detect
