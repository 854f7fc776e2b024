#include "detect/engine/counting.h"
#include "detect/sigma/reasons.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace sokuo::detect {

namespace {

// Where a name leads: to a rule or to a correlation.
struct Target {
    bool is_correlation = false;
    std::uint32_t number = 0;
};
using Targets = std::map<std::string, Target, std::less<>>;

void enter(Targets& targets, const std::string& name, Target target) {
    if (!name.empty()) targets.emplace(name, target);
}

// Whether following references from `from` leads back to it.
bool is_circular(const std::vector<Correlation>& all, const Targets& targets, std::uint32_t from) {
    std::vector<bool> is_seen(all.size(), false);
    std::vector<std::uint32_t> open{from};
    while (!open.empty()) {
        const auto at = open.back();
        open.pop_back();
        for (const auto& name : all[at].rules) {
            const auto found = targets.find(name);
            if (found == targets.end() || !found->second.is_correlation) continue;
            const auto next = found->second.number;
            if (next == from) return true;
            if (!is_seen[next]) open.push_back(next);
            is_seen[next] = true;
        }
    }
    return false;
}

// An alias may name a rule by its name where `rules` has its id, and the other way round: it is put
// in the words of `rules`.
void name_alike(Correlation& correlation, const Targets& targets) {
    for (auto& alias : correlation.aliases) {
        for (auto& [name, field] : alias.fields) {
            const auto meant = targets.find(name);
            if (meant == targets.end()) continue;
            for (const auto& written : correlation.rules) {
                const auto target = targets.find(written)->second;
                if (target.is_correlation == meant->second.is_correlation &&
                    target.number == meant->second.number)
                    name = written;
            }
        }
    }
}

std::optional<Error> trouble(const std::vector<Correlation>& all, const Targets& targets,
                             std::uint32_t at) {
    for (const auto& name : all[at].rules)
        if (!targets.contains(name)) return failure(Errc::invalid, rule_reference_unknown, {name});
    if (is_circular(all, targets, at))
        return failure(Errc::invalid, rules_in_a_circle, {all[at].info.title});
    return std::nullopt;
}

Targets targets_of(const std::vector<Correlation>& correlations, const std::vector<Rule>& rules) {
    Targets targets;
    for (std::uint32_t at = 0; at < rules.size(); ++at) {
        enter(targets, rules[at].info.id, {false, at});
        enter(targets, rules[at].name, {false, at});
    }
    for (std::uint32_t at = 0; at < correlations.size(); ++at) {
        enter(targets, correlations[at].info.id, {true, at});
        enter(targets, correlations[at].name, {true, at});
    }
    return targets;
}

} // namespace

CountingPlan plan_counting(std::vector<Correlation> correlations, const std::vector<Rule>& rules) {
    CountingPlan plan;
    // One that is refused takes those with it that count it, so look again until none goes.
    while (true) {
        const auto targets = targets_of(correlations, rules);
        std::vector<Correlation> usable;
        for (std::uint32_t at = 0; at < correlations.size(); ++at) {
            auto why = trouble(correlations, targets, at);
            if (why)
                plan.refused.push_back({correlations[at].info, std::move(*why)});
            else
                usable.push_back(correlations[at]);
        }
        const bool is_stable = usable.size() == correlations.size();
        correlations = std::move(usable);
        if (is_stable) break;
    }
    plan.correlations = std::move(correlations);
    plan.of_rule.resize(rules.size());
    plan.of_correlation.resize(plan.correlations.size());
    plan.is_silent.assign(rules.size(), false);
    plan.is_silent_correlation.assign(plan.correlations.size(), false);
    std::vector<bool> is_told(rules.size(), false);
    std::vector<bool> is_told_correlation(plan.correlations.size(), false);
    const auto targets = targets_of(plan.correlations, rules);
    for (std::uint32_t at = 0; at < plan.correlations.size(); ++at) {
        auto& correlation = plan.correlations[at];
        name_alike(correlation, targets);
        for (std::uint32_t part = 0; part < correlation.rules.size(); ++part) {
            const auto target = targets.find(correlation.rules[part])->second;
            const Counted counted{at, part, target.is_correlation};
            if (target.is_correlation) {
                plan.of_correlation[target.number].push_back(counted);
                plan.is_silent_correlation[target.number] = true;
                if (correlation.generate) is_told_correlation[target.number] = true;
                continue;
            }
            plan.of_rule[target.number].push_back(counted);
            plan.is_silent[target.number] = true;
            if (correlation.generate) is_told[target.number] = true;
        }
    }
    for (std::size_t at = 0; at < rules.size(); ++at)
        if (is_told[at]) plan.is_silent[at] = false;
    for (std::size_t at = 0; at < plan.correlations.size(); ++at)
        if (is_told_correlation[at]) plan.is_silent_correlation[at] = false;
    return plan;
}

} // namespace sokuo::detect
