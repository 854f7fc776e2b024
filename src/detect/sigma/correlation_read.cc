#include "detect/sigma/correlation_read.h"

#include "detect/sigma/reasons.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

namespace sokuo::detect {

namespace {

using Yaml = sokuo::Node;
using Type = CorrelationType;

constexpr std::array<std::pair<std::string_view, Type>, 8> types{{
    {"event_count", Type::event_count},
    {"value_count", Type::value_count},
    {"temporal", Type::temporal},
    {"temporal_ordered", Type::temporal_ordered},
    {"value_sum", Type::value_sum},
    {"value_avg", Type::value_avg},
    {"value_percentile", Type::value_percentile},
    {"value_median", Type::value_median},
}};

constexpr std::array<std::pair<std::string_view, Compare>, 6> compares{{
    {"eq", Compare::equal},
    {"neq", Compare::not_equal},
    {"lt", Compare::less},
    {"lte", Compare::at_most},
    {"gt", Compare::greater},
    {"gte", Compare::at_least},
}};

constexpr std::array<std::pair<char, std::int64_t>, 4> units{
    {{'s', 1}, {'m', 60}, {'h', 3'600}, {'d', 86'400}}};
constexpr std::int64_t timespan_seconds_max = 366LL * 86'400;

template <class Table>
auto look_up(const Table& table, std::string_view word)
    -> std::optional<typename Table::value_type::second_type> {
    for (const auto& [name, value] : table)
        if (name == word) return value;
    return std::nullopt;
}

Error missing(std::string_view key) {
    return failure(Errc::invalid, rule_part_missing, {"correlation." + std::string{key}});
}

Result<std::vector<std::string>> texts(const Yaml& map, std::string_view key, bool is_needed) {
    std::vector<std::string> out;
    const auto* const found = map.find(key);
    if (found != nullptr && found->is_scalar() && !found->is_null()) out.push_back(found->text);
    if (found != nullptr) {
        for (const auto& item : found->items) {
            if (!item.is_scalar())
                return failure(Errc::invalid, rule_part_not_text, {std::string{key}});
            out.push_back(item.text);
        }
    }
    if (out.empty() && is_needed) return missing(key);
    return out;
}

Result<std::chrono::seconds> read_timespan(const Yaml& map) {
    const auto* const found = map.find("timespan");
    if (found == nullptr || !found->is_scalar()) return missing("timespan");
    const std::string_view text = found->text;
    std::int64_t number = 0;
    const auto* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, number);
    if (error == std::errc{} && number > 0 && end - at == 1) {
        for (const auto& [letter, seconds] : units)
            if (*at == letter && number <= timespan_seconds_max / seconds)
                return std::chrono::seconds{number * seconds};
    }
    return failure(Errc::invalid, timespan_unreadable, {found->text});
}

Result<double> read_number(const Yaml& value, std::string_view key) {
    double number = 0;
    const std::string_view text = value.text;
    const auto* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, number);
    if (!value.is_scalar() || error != std::errc{} || at != end || !std::isfinite(number))
        return failure(Errc::invalid, modifier_needs_number, {std::string{key}, value.text});
    return number;
}

Result<> read_bounds(const Yaml& map, Correlation& correlation) {
    const auto* const condition = map.find("condition");
    const bool is_temporal =
        correlation.type == Type::temporal || correlation.type == Type::temporal_ordered;
    if (condition == nullptr) {
        if (is_temporal) return Done{};
        return missing("condition");
    }
    if (condition->kind != NodeKind::mapping)
        return failure(Errc::invalid, rule_not_a_map, {"correlation.condition"});
    for (const auto& [key, value] : condition->members) {
        if (key == "field") {
            correlation.fields = TRY(texts(*condition, "field", true));
        } else if (key == "percentile") {
            correlation.percentile = TRY(read_number(value, key));
        } else if (const auto compare = look_up(compares, key)) {
            const auto number = TRY(read_number(value, key));
            correlation.bounds.push_back({*compare, number});
        } else {
            return failure(Errc::invalid, modifier_unknown, {key});
        }
    }
    if (correlation.bounds.empty() && !is_temporal) return missing("condition");
    // Part of an order is another order: only what asks for all of it is understood.
    const auto is_met_by = [&](std::size_t seen) {
        return std::ranges::all_of(correlation.bounds, [&](const Bound& bound) {
            return holds(static_cast<double>(seen), bound.compare, bound.number);
        });
    };
    if (correlation.type == Type::temporal_ordered && !correlation.bounds.empty()) {
        const auto all = correlation.rules.size();
        if (!is_met_by(all) || is_met_by(all - 1))
            return failure(Errc::invalid, ordered_needs_all, {std::to_string(all)});
        correlation.bounds.clear();
    }
    const bool counts_values = !is_temporal && correlation.type != Type::event_count;
    if (counts_values && correlation.fields.empty()) return missing("condition.field");
    return Done{};
}

Result<> read_aliases(const Yaml& map, Correlation& correlation) {
    const auto* const aliases = map.find("aliases");
    if (aliases == nullptr) return Done{};
    for (const auto& member : aliases->members) {
        Alias alias{member.key, {}};
        if (member.value.kind != NodeKind::mapping)
            return failure(Errc::invalid, rule_not_a_map, {member.key});
        for (const auto& field : member.value.members) {
            if (!field.value.is_scalar())
                return failure(Errc::invalid, rule_part_not_text, {field.key});
            alias.fields.emplace_back(field.key, field.value.text);
        }
        correlation.aliases.push_back(std::move(alias));
    }
    return Done{};
}

} // namespace

Result<Correlation> read_correlation(const Yaml& document) {
    const auto* const map = document.find("correlation");
    if (map == nullptr || map->kind != NodeKind::mapping)
        return failure(Errc::invalid, rule_not_a_map, {"correlation"});
    Correlation correlation;
    const auto* const type = map->find("type");
    if (type == nullptr || !type->is_scalar()) return missing("type");
    const auto known = look_up(types, type->text);
    if (!known) return failure(Errc::invalid, correlation_type_unknown, {type->text});
    correlation.type = *known;
    correlation.rules = TRY(texts(*map, "rules", true));
    correlation.group_by = TRY(texts(*map, "group-by", false));
    correlation.timespan = TRY(read_timespan(*map));
    TRY(read_bounds(*map, correlation));
    TRY(read_aliases(*map, correlation));
    const auto* const generate = map->find("generate");
    correlation.generate = generate != nullptr && generate->text == "true";
    return correlation;
}

} // namespace sokuo::detect
