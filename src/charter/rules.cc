#include "charter/rules.h"

#include "calendar/deadline.h"
#include "core/text.h"

#include <algorithm>
#include <charconv>

namespace sokuo::charter {

namespace {

inline constexpr Message not_an_answer{"charter.not_an_answer",
                                       "yes、no、unknown のどれかを選んでください。",
                                       "Choose yes, no or unknown."};

// Three-valued, because most facts are not known when the clock starts.
enum class Truth : std::uint8_t { no, unknown, yes };

std::optional<std::int64_t> as_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || stopped != text.data() + text.size()) return {};
    return number;
}

Truth truth_of(const FactCondition& condition, const FactValues& facts, Truth when_missing) {
    const auto found = facts.find(condition.fact);
    if (found == facts.end()) return when_missing;
    const auto& value = found->second;
    if (std::ranges::find(condition.values, value) != condition.values.end()) return Truth::yes;
    if (value == "unknown") return Truth::unknown;
    if (!condition.above) return Truth::no;
    const auto number = as_number(value);
    if (!number) return value == "not_applicable" ? Truth::no : Truth::unknown;
    return *number > *condition.above ? Truth::yes : Truth::no;
}

// A gate nobody has answered stays shut, or every outage would start the clocks of a leak; behind
// an open gate, what nobody has answered is unknown.
Truth truth_of(const DeadlineRule& rule, const FactValues& facts) {
    auto all = Truth::yes;
    for (const auto& condition : rule.all)
        all = std::min(all, truth_of(condition, facts, Truth::no));
    auto any = rule.any.empty() ? Truth::yes : Truth::no;
    for (const auto& condition : rule.any)
        any = std::max(any, truth_of(condition, facts, Truth::unknown));
    for (const auto& condition : rule.unless) {
        // Only a clear yes takes the shorter period away.
        if (truth_of(condition, facts, Truth::no) == Truth::yes) return Truth::no;
    }
    return std::min(all, any);
}

Deadline worked_out(const DeadlineRule& rule, Date known_on, const calendar::ClosedDays& national,
                    bool is_certain) {
    Deadline made{.key = rule.key,
                  .label = rule.label,
                  .addressee = rule.addressee,
                  .kind = rule.kind,
                  .start = known_on,
                  .calendar_day = {},
                  .rolled_day = {},
                  .span = {},
                  .is_certain = is_certain,
                  .note = rule.note,
                  .provenance = rule.provenance};
    const auto roll = rule.rolls ? calendar::RollOver::next_open_day : calendar::RollOver::none;
    for (const auto days : rule.days) {
        const auto counted =
            calendar::deadline(known_on, {.days = days, .roll_over = roll}, national);
        made.calendar_day = counted.calendar_day;
        made.rolled_day = counted.due;
        made.span.push_back(counted.due);
    }
    return made;
}

// `A` names a whole category, `A/provider` one subtype of it, `*` everything.
bool names(const std::string& entry, const CategoryChoice& choice) {
    return entry == "*" || entry == choice.category ||
           entry == choice.category + "/" + choice.subtype;
}

bool any_names(const std::vector<std::string>& entries, const CategoryChoice& choice) {
    return std::ranges::any_of(entries,
                               [&](const std::string& entry) { return names(entry, choice); });
}

bool wanted(const std::vector<std::string>& entries, std::span<const CategoryChoice> categories) {
    return entries.empty() || std::ranges::any_of(categories, [&](const CategoryChoice& choice) {
               return any_names(entries, choice);
           });
}

bool fits(const PriorityRule& rule, const Answers& answers) {
    return std::ranges::all_of(rule.when, [&](const auto& wanted_answers) {
        const auto& [question, allowed] = wanted_answers;
        const auto given = answers.find(question);
        const auto answer = given == answers.end() ? Answer::unknown : given->second;
        return std::ranges::find(allowed, answer) != allowed.end();
    });
}

} // namespace

Result<Answer> parse_answer(std::string_view text) {
    if (text == "yes") return Answer::yes;
    if (text == "no") return Answer::no;
    if (text == "unknown") return Answer::unknown;
    return failure(Errc::invalid, not_an_answer);
}

std::string_view to_text(Answer answer) {
    switch (answer) {
    case Answer::yes: return "yes";
    case Answer::no: return "no";
    case Answer::unknown: return "unknown";
    }
    return {};
}

std::string_view to_text(DeadlineKind kind) {
    switch (kind) {
    case DeadlineKind::law: return "law";
    case DeadlineKind::target: return "target";
    }
    return {};
}

std::string_view to_text(FieldType type) {
    switch (type) {
    case FieldType::text: return "text";
    case FieldType::number: return "number";
    case FieldType::choice: return "choice";
    case FieldType::datetime: return "datetime";
    }
    return {};
}

Proposal propose_priority(const Pack& pack, const Answers& answers) {
    for (const auto& rule : pack.priority_rules) {
        if (fits(rule, answers)) return {rule.priority, rule.reason, rule.code};
    }
    const auto highest = std::ranges::min_element(pack.priorities, {}, &Priority::order);
    if (highest == pack.priorities.end()) return {};
    return {highest->code,
            {"当てはまる行がないため、いちばん高い優先順位を示しています",
             "No row of the table fits, so the highest priority is shown"},
            {}};
}

std::vector<AppliedCondition> applicable_conditions(const Pack& pack,
                                                    std::span<const CategoryChoice> categories) {
    std::vector<AppliedCondition> applied;
    for (const auto& condition : pack.closure) {
        if (!wanted(condition.categories, categories)) continue;
        const auto allows_it = [&](const CategoryChoice& choice) {
            const auto wants =
                condition.categories.empty() || any_names(condition.categories, choice);
            return !wants || any_names(condition.may_be_not_applicable, choice);
        };
        applied.push_back({condition.key, condition.label, condition.hint,
                           !categories.empty() && std::ranges::all_of(categories, allows_it),
                           condition.agreed_by, condition.provenance});
    }
    return applied;
}

calendar::ClosedDays national_days(const Pack& pack) {
    calendar::HolidayOverrides overrides;
    for (const auto& row : pack.holidays)
        overrides[row.day] = row.is_holiday ? std::optional{row.name} : std::nullopt;
    auto days = calendar::national_closed_days(std::move(overrides));
    days.year_end_from = pack.national_year_end_from;
    days.year_end_to = pack.national_year_end_to;
    return days;
}

Result<calendar::Office> contact_office(const Charter& charter, const Pack& pack) {
    using namespace std::chrono;
    auto zone = TRY(calendar::TimeZone::named(charter.time_zone));
    auto days = national_days(pack);
    days.year_end_from = charter.year_end_from;
    days.year_end_to = charter.year_end_to;
    for (const auto& closed : charter.closed_days) {
        if (closed.on) days.own_closed[*closed.on] = closed.name;
        if (!closed.from || !closed.to) continue;
        const auto wraps = *closed.to < *closed.from;
        for (int of = 2000; of <= 2100; ++of) {
            const year_month_day first{year{of} / *closed.from};
            const year_month_day last{year{of + (wraps ? 1 : 0)} / *closed.to};
            if (!first.ok() || !last.ok()) continue;
            for (Date day{local_days{first}}; day <= Date{local_days{last}};
                 day += std::chrono::days{1})
                days.own_closed[day] = closed.name;
        }
    }
    for (const auto& open : charter.open_days)
        days.own_open[open.on] = {open.name, open.hours};
    std::array<calendar::Hours, 7> hours{};
    hours.fill(charter.point_of_contact.open);
    return calendar::Office{std::move(days), std::move(zone), hours};
}

std::vector<Deadline> deadlines_for(const Pack& pack, const FactValues& facts, Date known_on,
                                    const calendar::ClosedDays& national) {
    std::vector<Deadline> made;
    for (const auto& rule : pack.deadlines) {
        if (!rule.provenance.is_in_force(known_on)) continue;
        const auto truth = truth_of(rule, facts);
        if (truth != Truth::no)
            made.push_back(worked_out(rule, known_on, national, truth == Truth::yes));
    }
    return made;
}

std::vector<Deadline> deadlines_for(const Pack& pack, const FactValues& facts, Time known_at,
                                    const calendar::TimeZone& zone) {
    return deadlines_for(pack, facts, zone.date(known_at), national_days(pack));
}

std::vector<ConsideredAddressee> addressees_for(const Pack& pack,
                                                std::span<const CategoryChoice> categories,
                                                const FactValues& facts, Date day) {
    std::vector<ConsideredAddressee> considered;
    for (const auto& addressee : pack.addressees) {
        if (!addressee.provenance.is_in_force(day) || !wanted(addressee.categories, categories))
            continue;
        ConsideredAddressee row{.addressee = &addressee, .name = addressee.label.ja};
        if (const auto* const known = pack.organisation(addressee.organisation); known != nullptr) {
            if (const auto* const dated = name_on(*known, day); dated != nullptr)
                row.name = dated->name.ja;
        }
        row.must_be_told = std::ranges::any_of(addressee.any, [&](const FactCondition& condition) {
            return truth_of(condition, facts, Truth::no) == Truth::yes;
        });
        considered.push_back(std::move(row));
    }
    return considered;
}

const DatedName* name_on(const OutsideOrganisation& organisation, Date day) {
    const auto found = std::ranges::find_if(organisation.names, [&](const DatedName& name) {
        return name.provenance.is_in_force(day);
    });
    if (found != organisation.names.end()) return &*found;
    return organisation.names.empty() ? nullptr : &organisation.names.back();
}

const OutsideOrganisation* organisation_called(const Pack& pack, std::string_view text) {
    const auto key = search_key(text);
    const auto is_called = [&](const std::string& name) { return search_key(name) == key; };
    for (const auto& organisation : pack.organisations) {
        const auto by_name = std::ranges::any_of(organisation.names, [&](const DatedName& dated) {
            return is_called(dated.name.ja) || is_called(dated.name.en) ||
                   is_called(dated.short_name);
        });
        if (by_name || std::ranges::any_of(organisation.aliases, is_called)) return &organisation;
    }
    return nullptr;
}

std::vector<const Field*> facts_for(const Pack& pack, std::span<const CategoryChoice> categories) {
    std::vector<const Field*> fields;
    for (const auto& field : pack.facts) {
        if (wanted(field.categories, categories)) fields.push_back(&field);
    }
    return fields;
}

} // namespace sokuo::charter
