#include "detect/engine/grams.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace sokuo::detect {

std::uint32_t Grams::load(const char* from) {
    std::uint32_t gram = 0;
    std::memcpy(&gram, from, 4);
    return gram;
}

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

void Grams::add(std::string_view literal, std::uint32_t id) {
    pending_.push_back({static_cast<std::uint32_t>(literals_.size()),
                        static_cast<std::uint32_t>(literal.size()), id});
    literals_ += literal;
}

std::uint32_t Grams::rarest(const Pending& literal, const GramCensus& census) const {
    std::uint32_t best = 0;
    std::uint32_t fewest = ~std::uint32_t{0};
    for (std::uint32_t offset = 0; offset + 4 <= literal.size; ++offset) {
        const auto count = census.of(load(literals_.data() + literal.begin + offset));
        if (count >= fewest) continue;
        fewest = count;
        best = offset;
    }
    return best;
}

void Grams::build(const GramCensus& census) {
    if (pending_.empty()) return;
    // Sixteen bits of filter for each run, so that a strange run passes once in sixteen at most.
    const auto size =
        static_cast<unsigned>(std::bit_width(std::max<std::size_t>(pending_.size(), 64)));
    const auto filter_bits = std::min(size + 4, 24U);
    const auto head_bits = std::min(size + 1, 22U);
    filter_.assign((std::size_t{1} << filter_bits) / 64, 0);
    heads_.assign(std::size_t{1} << head_bits, none);
    filter_shift_ = 32 - filter_bits;
    head_shift_ = 32 - head_bits;
    for (const auto& literal : pending_) {
        const auto offset = rarest(literal, census);
        const auto gram = load(literals_.data() + literal.begin + offset);
        const auto hash = gram * multiplier;
        filter_[hash >> filter_shift_ >> 6U] |= std::uint64_t{1} << (hash >> filter_shift_ & 63U);
        auto& head = heads_[hash >> head_shift_];
        places_.push_back({gram, head, literal.id, literal.begin, literal.size, offset});
        head = static_cast<std::uint32_t>(places_.size() - 1);
    }
    pending_.clear();
    pending_.shrink_to_fit();
}

void Shorts::add(std::string_view literal, std::uint32_t id) {
    starts_.resize(256);
    starts_[static_cast<unsigned char>(literal.front())].push_back(
        static_cast<std::uint32_t>(literals_.size()));
    literals_.push_back({std::string{literal}, id});
}

} // namespace sokuo::detect
