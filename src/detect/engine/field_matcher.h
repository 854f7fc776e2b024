#pragma once

// All the tests that rules make of one field, asked of one value at once.

#include "detect/engine/grams.h"
#include "detect/event.h"
#include "detect/sigma/network.h"
#include "detect/sigma/regex.h"
#include "detect/sigma/rule.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sokuo::detect {

/// A test with its number among all tests of all rules.
using AtomId = std::uint32_t;

/// A value in the two forms tests ask for; made from one value, used for all of its tests.
class Text {
public:
    /// The value must outlive its use here.
    void read(const Value& value);
    /// The same, and folds nothing until `fold`.
    void begin(const Value& value);
    void fold() const;
    /// The text as it is written, when that is ASCII. Good until the next `begin`.
    [[nodiscard]] std::optional<std::string_view> ascii();
    [[nodiscard]] std::string_view written() const;
    [[nodiscard]] std::string_view small() const { return folded_; }
    [[nodiscard]] const Value& value() const { return *value_; }

    /// False when it was asked for this atom since `begin`: what stands in a text a thousand times
    /// is looked at once.
    bool is_first(AtomId atom) const;

private:
    const Value* value_ = nullptr;
    std::string ascii_;
    mutable std::string folded_;
    mutable bool is_folded_ = false;
    mutable std::string room_;
    mutable std::string_view written_; ///< Made when it is first asked for.
    mutable bool is_written_ = false;
    mutable std::vector<std::uint64_t> is_met_; ///< A bit for each atom …
    mutable std::vector<AtomId> met_;           ///< … and those that are set.
};

class FieldMatcher {
public:
    explicit FieldMatcher(std::chrono::minutes zone) : zone_{zone} {}

    /// Files a test of kind text, regex, network, number or moment, which must outlive this. True:
    /// `match` finds it. False: a regular expression that no word gives away; `holds` answers.
    bool add(const Test& test, AtomId atom);
    /// All literals that `build` will file, for the census.
    void count(GramCensus& census) const;
    void build(const GramCensus& census);

    /// Whether any of the tests could hold for a value of this type: words with letters that no
    /// number has are not looked for in numbers.
    [[nodiscard]] bool may_match(Type type) const {
        return (types_ >> static_cast<unsigned>(type) & 1U) != 0;
    }
    /// Whether a text of at most so many characters could be long enough for any test.
    [[nodiscard]] bool may_match(std::size_t characters) const {
        return characters >= characters_min_;
    }
    /// False: none of the tests holds for this text, as a glance at its bytes tells.
    [[nodiscard]] bool may_match(const Value& value) const;
    /// Whether only literals are looked for, so that ASCII need not be folded first.
    [[nodiscard]] bool is_only_literals() const { return is_only_literals_; }
    /// The same as `match`, of a text that is ASCII in any case. Requires `is_only_literals`.
    void match_ascii(std::string_view text, const Text& whole, std::vector<AtomId>& atoms) const;
    /// Appends the tests that hold. Asks `Text::is_first`, so once for each value.
    void match(const Text& text, std::vector<AtomId>& atoms) const;

    /// One test, asked alone.
    [[nodiscard]] bool holds(const Test& test, const Text& text) const;

private:
    // Which values have this end: by the hash of as many bytes as the literal has.
    class Ends {
    public:
        explicit Ends(bool is_front) : is_front_{is_front} {}
        void add(std::string_view literal, AtomId atom);
        void find(std::string_view text, std::vector<AtomId>& atoms) const;
        [[nodiscard]] bool is_empty() const { return literals_.empty(); }

    private:
        std::unordered_multimap<std::uint64_t, std::pair<std::string, AtomId>> literals_;
        std::vector<bool> sizes_; ///< Which lengths there are.
        bool is_front_;
    };
    enum class Then : std::uint8_t { holds, verify };
    struct Literal {
        const Test* test = nullptr;
        AtomId atom = 0;
        Then then = Then::holds;
    };

    void add_glob(const Test& test, AtomId atom);
    bool add_regex(const Test& test, AtomId atom);
    void add_literal(std::string_view literal, const Test& test, AtomId atom, Then then);
    void met(std::uint32_t literal, const Text& text, std::vector<AtomId>& atoms) const;

    void note_types(const Test& test);

    std::chrono::minutes zone_;
    std::size_t characters_min_ = 0;
    bool is_only_literals_ = false;
    std::uint64_t types_ = 0; ///< A bit for each type that some test could hold for.
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    std::unordered_map<std::string, std::vector<AtomId>, Hash, std::equal_to<>> equals_;
    Ends fronts_{true};
    Ends ends_{false};
    std::vector<std::pair<std::string, std::uint32_t>> pending_; ///< Of four bytes or more.
    std::vector<Literal> literals_;                              ///< By their id there.
    /// The longer a literal, the fewer places of a text have to be looked at.
    std::vector<Grams> grams_{Grams{4}, Grams{2}, Grams{1}};
    Shorts shorts_;
    std::vector<std::pair<const Test*, AtomId>> asked_; ///< Asked of every value.
    std::unordered_map<const Test*, Regex> regexes_;
    /// Words without which an expression need not be tried.
    std::unordered_map<const Test*, std::vector<std::string>> also_needed_;
    std::unordered_map<const Test*, Network> networks_;
};

} // namespace sokuo::detect
