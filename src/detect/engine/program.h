#pragma once

// All rules as one program: every test of every rule once (an atom), the conditions over atoms, and
// for each rule the atoms one of which must hold before it is worth a look (its witnesses). Made
// once, shared by all threads, never changed.

#include "core/result.h"
#include "detect/engine/counting.h"
#include "detect/engine/field_matcher.h"
#include "detect/event.h"
#include "detect/sigma/log_sources.h"
#include "detect/sigma/read.h"
#include "detect/sigma/rule.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sokuo::detect {

/// Fields whose value says which kind of event it is; their numbers in every `Names` of a program.
inline constexpr FieldId word_field = 0; ///< No field: the words of the whole event.
inline constexpr FieldId channel_field = 1;
inline constexpr FieldId event_id_field = 2;
inline constexpr FieldId provider_field = 3;
inline constexpr FieldId last_kind_field = provider_field;

struct Atom {
    Test test{};
    FieldId field = word_field;
    FieldId other = word_field; ///< Of `same`.
    /// `FieldMatcher::match` finds it. Others are asked when their rule is looked at: what is about
    /// the field and not its value, and expressions that no word gives away.
    bool is_found = false;
};

/// A condition: a tree, its children `Program::children[begin … end)`.
struct Op {
    enum class Kind : std::uint8_t {
        found, ///< An atom that its field's matcher finds.
        asked, ///< One that has to be asked for.
        all,
        any,
        none,
    };
    Kind kind = Kind::found;
    AtomId atom = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// A rule for one kind of log.
struct Variant {
    std::uint32_t rule = 0;
    std::uint32_t root = 0; ///< Into `ops`.
    LogSource source{};     ///< What the reader must say of itself.
    /// What the rule calls a field, and what this log calls it.
    std::vector<std::pair<std::string, std::string>> renamed{};
};

struct CompileOptions {
    /// What parts of a time (`|hour`) are counted in.
    std::chrono::minutes zone{0};
};

struct Program {
    Names names{};
    std::chrono::minutes zone{0}; ///< As `CompileOptions` had it.
    std::vector<Rule> rules{};
    std::vector<bool> is_of_kind{}; ///< By atom: whether the event's kind alone decides it.
    std::deque<Atom> atoms{};       ///< Stay where they are: matchers point to their tests.
    std::vector<Op> ops{};
    std::vector<std::uint32_t> children{};
    std::vector<Variant> variants{};
    std::vector<std::unique_ptr<FieldMatcher>> matchers{}; ///< By field; null: no test of it.
    /// Words of no field, apart by the log sources whose rules ask for them: few events are looked
    /// through for all of them. `word_group[variant]`; `no_words` when it asks for none.
    std::vector<std::vector<AtomId>> word_atoms{};
    std::vector<std::uint32_t> word_group{};
    static constexpr std::uint32_t no_words = ~std::uint32_t{0};
    /// Variants that look at a channel (by `channel_key`), and those that look at any.
    std::unordered_map<std::string, std::vector<std::uint32_t>> of_channel{};
    std::vector<std::uint32_t> of_any_channel{};
    /// Variants to look at when an atom holds: `witnessed[witness_begin[atom] …)`.
    std::vector<std::uint32_t> witness_begin{};
    std::vector<std::uint32_t> witnessed{};
    /// Atoms of the fields that make a kind of event which no matcher finds.
    std::vector<AtomId> asked_of_kind{};
    std::vector<std::uint32_t> unwitnessed{}; ///< Looked at for every event of their kind.
    /// The fields a variant's found atoms are of: `fields[fields_begin[variant] …)`.
    std::vector<std::uint32_t> fields_begin{};
    std::vector<FieldId> fields{};
    GramCensus census{}; ///< Of all literals.
    CountingPlan counting{};
    std::vector<Refused> refused{};
};

/// The key of a channel's variants for one event id, or (empty) for those of no certain id. Both
/// folded.
[[nodiscard]] std::string channel_key(std::string_view channel, std::string_view event_id);

/// Takes the rules and puts their filters in. Rules that look at no known log, or fit every event,
/// are among `Program::refused`, correlations of rules that are not there among them.
[[nodiscard]] Program compile(Rules rules, const LogSources& sources,
                              const CompileOptions& options = {});

} // namespace sokuo::detect
