#include "detect/engine/field_matcher.h"

#include "detect/fold.h"
#include "detect/sigma/naive.h"
#include "detect/utf8.h"

#include <algorithm>

namespace sokuo::detect {

namespace {

constexpr std::size_t most_stride = 8;
constexpr std::size_t few_literals = 256;
constexpr std::uint64_t hash_factor = 0x9E37'79B9'7F4A'7C15ULL;

std::uint64_t hash_step(std::uint64_t hash, char letter) {
    return (hash ^ static_cast<unsigned char>(letter)) * hash_factor;
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
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
    begin(value);
    fold();
}

void Text::begin(const Value& value) {
    value_ = &value;
    is_written_ = false;
    is_folded_ = false;
    for (const auto atom : met_)
        is_met_[atom / 64] = 0;
    met_.clear();
}

bool Text::is_first(AtomId atom) const {
    if (is_met_.size() <= atom / 64) is_met_.resize(atom / 64 + 1);
    auto& word = is_met_[atom / 64];
    const auto bit = std::uint64_t{1} << (atom % 64);
    if ((word & bit) != 0) return false;
    word |= bit;
    met_.push_back(atom);
    return true;
}

void Text::fold() const {
    if (is_folded_) return;
    is_folded_ = true;
    folded_.clear();
    if (value_->type == Type::utf16)
        append_folded_utf16(value_->bytes, folded_);
    else
        append_folded(written(), folded_);
}

std::optional<std::string_view> Text::ascii() {
    if (value_->type != Type::utf16) {
        const auto text = written();
        if (!is_ascii(text)) return std::nullopt;
        return text;
    }
    auto rest = without_nuls(value_->bytes);
    ascii_.clear();
    take_ascii(rest, ascii_);
    if (!rest.empty()) return std::nullopt;
    return ascii_;
}

std::string_view Text::written() const {
    if (!is_written_) written_ = text_of(*value_, room_);
    is_written_ = true;
    return written_;
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

void FieldMatcher::add_literal(std::string_view literal, const Test& test, AtomId atom, Then then) {
    const auto id = static_cast<std::uint32_t>(literals_.size());
    literals_.push_back({&test, atom, then});
    if (literal.size() >= Grams::gram_bytes)
        pending_.emplace_back(literal, id);
    else
        shorts_.add(literal, id);
}

void FieldMatcher::add_glob(const Test& test, AtomId atom) {
    // What minds the case is found without it and looked at again.
    const auto glob = test.cased ? folded(test.glob) : test.glob;
    const auto shape = shape_of(glob);
    const auto then = test.cased ? Then::verify : Then::holds;
    if (!test.cased && !glob.has_wildcards())
        equals_[glob.plain()].push_back(atom);
    else if (shape.longest.empty())
        asked_.emplace_back(&test, atom);
    else if (shape.is_plain && shape.is_open_before && shape.is_open_behind)
        add_literal(shape.longest, test, atom, then);
    else if (shape.is_plain && !test.cased && shape.is_open_before)
        ends_.add(shape.longest, atom);
    else if (shape.is_plain && !test.cased && shape.is_open_behind)
        fronts_.add(shape.longest, atom);
    else
        add_literal(shape.longest, test, atom, Then::verify);
}

bool FieldMatcher::add_regex(const Test& test, AtomId atom) {
    const auto [at, is_new] = regexes_.try_emplace(&test, test);
    auto needed = at->second.needed();
    for (const auto& literal : needed.any)
        add_literal(literal, test, atom, Then::verify);
    if (needed.all.size() > 1) also_needed_.emplace(&test, std::move(needed.all));
    return !needed.any.empty();
}

void FieldMatcher::note_types(const Test& test) {
    constexpr auto all = ~std::uint64_t{0};
    if (test.kind != Test::Kind::text) {
        types_ = all;
        return;
    }
    // Letters that no number, time, GUID, SID or row of bytes is written with.
    constexpr std::string_view of_numbers = "0123456789abcdefilnorstuxz-+.:{}";
    const auto small = folded(test.glob);
    bool is_written_so = true;
    for (const auto& piece : small.pieces)
        for (const char letter : piece.text)
            is_written_so = is_written_so && of_numbers.find(letter) != std::string_view::npos;
    constexpr auto texts = std::uint64_t{1} << static_cast<unsigned>(Type::utf16) |
                           std::uint64_t{1} << static_cast<unsigned>(Type::ansi) |
                           std::uint64_t{1} << static_cast<unsigned>(Type::utf8);
    types_ |= is_written_so ? all : texts;
}

bool FieldMatcher::add(const Test& test, AtomId atom) {
    note_types(test);
    if (test.kind == Test::Kind::regex) return add_regex(test, atom);
    if (test.kind == Test::Kind::text) {
        add_glob(test, atom);
        return true;
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
    is_only_literals_ = equals_.empty() && fronts_.is_empty() && ends_.is_empty() &&
                        asked_.empty() && shorts_.is_empty();
    characters_min_ = is_only_literals_ ? ~std::size_t{0} : 0;
    std::size_t shortest = most_stride + Grams::gram_bytes - 1;
    for (const auto& [literal, id] : pending_) {
        characters_min_ = std::min(characters_min_, characters(literal));
        shortest = std::min(shortest, literal.size());
    }
    // A few literals are looked for together, in the longest strides that all of them allow; many
    // apart, the longer the fewer places.
    if (pending_.size() < few_literals && !pending_.empty())
        grams_ = {Grams{shortest - Grams::gram_bytes + 1}};
    for (const auto& [literal, id] : pending_) {
        const auto size = literal.size();
        std::ranges::find_if(grams_, [size](const Grams& grams) {
            return size >= grams.literal_bytes_min();
        })->add(literal, id);
    }
    for (auto& grams : grams_)
        grams.build(census);
    pending_.clear();
    pending_.shrink_to_fit();
}

bool FieldMatcher::may_match(const Value& value) const {
    const bool is_utf16 = value.type == Type::utf16;
    const bool is_text = is_utf16 || value.type == Type::utf8;
    if (!is_text) return may_match(value.type);
    // The most characters that so many bytes can be.
    const auto bytes = value.bytes;
    if (!may_match(value.type) || !may_match(is_utf16 ? bytes.size() / 2 : bytes.size()))
        return false;
    if (!is_only_literals_ || grams_.size() != 1) return true;
    if (is_utf16) return !is_ascii_utf16(bytes) || grams_.front().may_find<true>(bytes);
    return !is_ascii(bytes) || grams_.front().may_find<false>(bytes);
}

void FieldMatcher::met(std::uint32_t literal, const Text& text, std::vector<AtomId>& atoms) const {
    const auto& here = literals_[literal];
    if (!text.is_first(here.atom)) return;
    if (here.then == Then::verify) text.fold();
    if (here.then == Then::holds || holds(*here.test, text)) atoms.push_back(here.atom);
}

void FieldMatcher::match_ascii(std::string_view text, const Text& whole,
                               std::vector<AtomId>& atoms) const {
    const auto met_literal = [&](std::uint32_t id) { met(id, whole, atoms); };
    for (const auto& grams : grams_)
        grams.find<false>(text, met_literal);
}

void FieldMatcher::match(const Text& text, std::vector<AtomId>& atoms) const {
    if (!equals_.empty()) {
        const auto found = equals_.find(text.small());
        if (found != equals_.end())
            atoms.insert(atoms.end(), found->second.begin(), found->second.end());
    }
    fronts_.find(text.small(), atoms);
    ends_.find(text.small(), atoms);
    const auto met_literal = [&](std::uint32_t id) { met(id, text, atoms); };
    for (const auto& grams : grams_)
        grams.find<true>(text.small(), met_literal);
    shorts_.find(text.small(), met_literal);
    for (const auto& [test, atom] : asked_)
        if (holds(*test, text)) atoms.push_back(atom);
}

bool FieldMatcher::holds(const Test& test, const Text& text) const {
    switch (test.kind) {
    case Test::Kind::text: return matches(test.glob, test.cased ? text.written() : text.small());
    case Test::Kind::regex: {
        const auto also = also_needed_.find(&test);
        if (also != also_needed_.end() &&
            std::ranges::any_of(also->second, [&](const std::string& word) {
                return text.small().find(word) == std::string_view::npos;
            }))
            return false;
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
