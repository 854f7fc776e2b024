#pragma once

// Asks all rules about events, one after the other: what a thread of a scan does. It shares the
// program with others and nothing else.

#include "detect/engine/hash.h"
#include "detect/engine/memo.h"
#include "detect/engine/partition.h"
#include "detect/engine/program.h"
#include "detect/event.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace sokuo::detect {

/// A rule that fits, and by which of its variants.
struct Hit {
    std::uint32_t rule = 0;
    std::uint32_t variant = 0;
};

struct WorkerOptions {
    std::size_t memo_bytes = std::size_t{16} << 20U;
    std::uint64_t secret = 0; ///< Random; nobody outside may know it.
};

class Worker {
public:
    /// The program must outlive it.
    Worker(const Program& program, const WorkerOptions& options);

    /// The rules that fit, in the order of the rules. Names of the event's fields are numbered as
    /// in a copy of the program's names. Good until the next call.
    [[nodiscard]] std::span<const Hit> look_at(const Event& event);

    /// Why a variant fits the event just looked at: its tests that hold and are not denied.
    void reasons(const Event& event, std::uint32_t variant, std::vector<AtomId>& atoms);

    /// Whether a test holds for the event just looked at.
    [[nodiscard]] bool holds(AtomId atom, const Event& event);

private:
    const Partition& partition_of(const Event& event);
    void enter(const Partition& partition);
    void look_at_value(FieldId field, const Value& value);
    void look_for_words(const FieldMatcher& matcher, const Value& value);
    [[nodiscard]] const FieldMatcher* matcher_of(const std::vector<std::uint32_t>& words);
    void take(AtomId atom);
    [[nodiscard]] std::span<const AtomId> atoms_of(FieldId field, const Value& value);
    [[nodiscard]] bool fits(std::uint32_t op, const Event& event);
    [[nodiscard]] bool ask(AtomId id, const Event& event);
    [[nodiscard]] bool ask_value(AtomId id, const Value& value);
    [[nodiscard]] bool ask_same(const Atom& atom, const Event& event);
    void collect(std::uint32_t op, const Event& event, std::vector<AtomId>& atoms);
    void clear();

    const Program& program_;
    Memo memo_;
    struct KeyHash {
        std::uint64_t secret = 0;
        std::size_t operator()(const std::string& key) const { return hash_of(key, 0, secret); }
    };
    std::unordered_map<std::string, Partition, KeyHash> partitions_;
    std::string key_;
    std::string last_key_;            ///< Of the event before …
    const Partition* last_ = nullptr; ///< … whose kind this is.
    const Partition* here_ = nullptr; ///< The last one that some rule looks at.
    /// What looks for the words of several log sources at once.
    std::map<std::vector<std::uint32_t>, FieldMatcher> word_matchers_;
    std::vector<std::uint64_t> truths_; ///< A bit for each atom.
    std::vector<AtomId> true_;          ///< Those set by the event, to be cleared.
    std::vector<std::uint64_t> asked_;  ///< Atoms asked for, whose answer is in `truths_`.
    std::vector<AtomId> answered_;
    std::vector<std::uint64_t> is_candidate_;
    std::vector<std::uint32_t> candidates_;
    std::vector<Hit> hits_;
    std::vector<AtomId> found_;
    Text text_;
};

} // namespace sokuo::detect
