#include "detect/engine/field_matcher.h"

#include "detect/fold.h"
#include "detect/sigma/naive.h"

#include <algorithm>

namespace sokuo::detect {

namespace {

constexpr std::uint64_t hash_factor = 0x9E37'79B9'7F4A'7C15ULL;

std::uint64_t hash_step(std::uint64_t hash, char letter) {
    return (hash ^ static_cast<unsigned char>(letter)) * hash_factor;
}

struct Shape {
    bool is_open_before = false;
    bool is_open_behind = false;
    bool is_plain = true; ///< One literal between them.
    std::string_view longest{};
};

Shape shape_of(const Glob& glob) {
    Shape shape;
    shape.is_open_before = glob.starts_open();
    shape.is_open_behind = glob.ends_open();
    std::size_t texts = 0;
    std::size_t others = 0;
    for (const auto& piece : glob.pieces) {
        if (piece.kind != Glob::Kind::text) {
            ++others;
            continue;
        }
        ++texts;
        if (piece.text.size() > shape.longest.size()) shape.longest = piece.text;
    }
    const std::size_t outer = (shape.is_open_before ? 1U : 0U) + (shape.is_open_behind ? 1U : 0U);
    shape.is_plain = texts == 1 && others == outer;
    return shape;
}

} // namespace

void Text::read(const Value& value) {
    value_ = &value;
    written_ = text_of(value, room_);
    folded_.clear();
    append_folded(written_, folded_);
    small_ = folded_;
}

void FieldMatcher::Ends::add(std::string_view literal, AtomId atom) {
    std::uint64_t hash = 0;
    for (std::size_t at = 0; at < literal.size(); ++at)
        hash = hash_step(hash, literal[is_front_ ? at : literal.size() - 1 - at]);
    literals_.emplace(hash, std::pair{std::string{literal}, atom});
    if (sizes_.size() <= literal.size()) sizes_.resize(literal.size() + 1);
    sizes_[literal.size()] = true;
}

void FieldMatcher::Ends::find(std::string_view text, std::vector<AtomId>& atoms) const {
    std::uint64_t hash = 0;
    const auto most = std::min(text.size() + 1, sizes_.size());
    for (std::size_t size = 1; size < most; ++size) {
        hash = hash_step(hash, text[is_front_ ? size - 1 : text.size() - size]);
        if (!sizes_[size]) continue;
        const auto [begin, end] = literals_.equal_range(hash);
        for (auto each = begin; each != end; ++each) {
            const auto& [literal, atom] = each->second;
            if (is_front_ ? text.starts_with(literal) : text.ends_with(literal))
                atoms.push_back(atom);
        }
    }
}

bool FieldMatcher::add_literal(std::string_view literal, const Test& test, AtomId atom, Then then) {
    if (literal.size() < Grams::literal_bytes_min) return false;
    pending_.emplace_back(literal, static_cast<std::uint32_t>(literals_.size()));
    literals_.push_back({&test, atom, then});
    return true;
}

bool FieldMatcher::add_glob(const Test& test, AtomId atom) {
    // What minds the case is found without it and looked at again.
    const auto glob = test.cased ? folded(test.glob) : test.glob;
    const auto shape = shape_of(glob);
    const auto then = test.cased ? Then::verify : Then::holds;
    if (glob.pieces.empty() || glob.pieces.size() == 1) {
        if (!glob.has_wildcards() && !test.cased) {
            equals_[glob.plain()].push_back(atom);
            return true;
        }
        if (glob.has_wildcards()) {
            asked_.emplace_back(&test, atom);
            return true;
        }
    }
    if (shape.is_plain && shape.is_open_before && shape.is_open_behind)
        return add_literal(shape.longest, test, atom, then);
    if (shape.is_plain && !test.cased && shape.is_open_before) {
        ends_.add(shape.longest, atom);
        return true;
    }
    if (shape.is_plain && !test.cased && shape.is_open_behind) {
        fronts_.add(shape.longest, atom);
        return true;
    }
    return add_literal(shape.longest, test, atom, Then::verify);
}

bool FieldMatcher::add(const Test& test, AtomId atom) {
    if (test.kind == Test::Kind::text) return add_glob(test, atom);
    if (test.kind == Test::Kind::regex) {
        const auto [at, is_new] = regexes_.try_emplace(&test, test);
        const auto needed = at->second.needed();
        for (const auto& literal : needed)
            add_literal(literal, test, atom, Then::verify);
        return !needed.empty();
    }
    if (test.kind == Test::Kind::network) {
        const auto network = parse_network(test.pattern);
        if (network) networks_.emplace(&test, *network);
    }
    asked_.emplace_back(&test, atom);
    return true;
}

void FieldMatcher::count(GramCensus& census) const {
    for (const auto& [literal, id] : pending_)
        census.count(literal);
}

void FieldMatcher::build(const GramCensus& census) {
    for (const auto& [literal, id] : pending_)
        grams_.add(literal, id);
    grams_.build(census);
    pending_.clear();
    pending_.shrink_to_fit();
}

void FieldMatcher::match(const Text& text, std::vector<AtomId>& atoms) const {
    if (!equals_.empty()) {
        const auto found = equals_.find(text.small());
        if (found != equals_.end())
            atoms.insert(atoms.end(), found->second.begin(), found->second.end());
    }
    fronts_.find(text.small(), atoms);
    ends_.find(text.small(), atoms);
    grams_.find(text.small(), [&](std::uint32_t id) {
        const auto& literal = literals_[id];
        if (literal.then == Then::holds || holds(*literal.test, text))
            atoms.push_back(literal.atom);
    });
    for (const auto& [test, atom] : asked_)
        if (holds(*test, text)) atoms.push_back(atom);
}

bool FieldMatcher::holds(const Test& test, const Text& text) const {
    switch (test.kind) {
    case Test::Kind::text: return matches(test.glob, test.cased ? text.written() : text.small());
    case Test::Kind::regex: {
        const auto found = regexes_.find(&test);
        return found != regexes_.end() && found->second.found_in(text.written());
    }
    case Test::Kind::network: {
        const auto found = networks_.find(&test);
        if (found == networks_.end()) return false;
        const auto address = parse_address(text.written());
        return address && contains(found->second, *address);
    }
    case Test::Kind::number: {
        const auto number = number_of(text.value());
        return number && detect::holds(*number, test.compare, test.number);
    }
    case Test::Kind::moment: {
        const auto time = moment_of(text.value());
        return time && detect::holds(part_of(*time, test.part, zone_), test.compare, test.number);
    }
    case Test::Kind::absent:
    case Test::Kind::exists:
    case Test::Kind::same: return false;
    }
    return false;
}

} // namespace sokuo::detect
