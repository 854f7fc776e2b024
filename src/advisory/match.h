#pragma once

// Whether an advisory may concern a system of the register, and why one thinks so: the words that
// are the same on both sides. Spelling counts for nothing (full width, katakana, case), the names
// of a maker are the rule pack's. Versions are put side by side for a person and never compared:
// they are written in too many ways to say no by them. Pure.

#include "advisory/advisory.h"
#include "charter/pack.h"
#include "core/text.h"
#include "registry/registry.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::advisory {

/// From the surest down.
enum class How : std::uint8_t {
    cpe,     ///< The same maker and product by CPE.
    product, ///< A product the advisory names.
    title,   ///< The product's name stands in the title.
    vendor,  ///< Only the maker is the same; the advisory names no product, or many.
};
inline constexpr std::array<std::string_view, 4> how_names{"cpe", "product", "title", "vendor"};

struct Match {
    registry::SystemId system;
    registry::Software software; ///< As the register had it.
    Product product;             ///< As the advisory says it; empty for `title` and `vendor`.
    How how = How::vendor;
    std::string words; ///< What is the same, as the advisory writes it.
    friend bool operator==(const Match&, const Match&) = default;
};

/// The words of a text for comparing: kana and case folded, Latin, digits and the rest apart.
struct Word {
    std::u32string key;
    std::vector<Span> from; ///< The bytes of the text each character of the key stands for.
};
using Words = std::vector<Word>;
[[nodiscard]] Words words_of(std::string_view text);

/// The register, ready to be compared with many advisories. Holds copies of what it was given.
class Watch {
public:
    /// Of the systems that have not ended.
    Watch(std::span<const registry::System> systems, std::span<const charter::Maker> makers);

    /// The surest match of each piece of software; the surest first.
    [[nodiscard]] std::vector<Match> matches(const Advisory& advisory) const;

    struct Watched {
        registry::SystemId system;
        registry::Software software;
        Words name{};                ///< Without its maker's name in front.
        std::vector<Words> makers{}; ///< Every name its maker goes by.
    };

private:
    std::vector<Watched> all_;
};

[[nodiscard]] Json to_json(const Match& match);
[[nodiscard]] Match match_from(const Json& json);

/// Maker and product of `cpe:/a:maker:product:…` or `cpe:2.3:a:maker:product:…`, in lower case;
/// empty for anything else, and for one that names no product.
struct CpeName {
    std::string maker;
    std::string product;
    friend bool operator==(const CpeName&, const CpeName&) = default;
};
[[nodiscard]] CpeName cpe_name(std::string_view cpe);

} // namespace sokuo::advisory
