#include "calendar/deadline.h"

#include <utility>

namespace sokuo::calendar {

using std::chrono::days;

Time Deadline::ends(const TimeZone& zone) const {
    return zone.start_of(due + days{1});
}

Deadline deadline(Date start, DayRule rule, const ClosedDays& national) {
    assert(rule.days >= 1);
    const int before_day_one = rule.first_day == FirstDay::counts ? 1 : 0;
    const auto last = start + days{rule.days - before_day_one};
    Deadline found{start, rule, last, last, {}};
    if (rule.roll_over == RollOver::none) return found;
    const auto open = national.next_open(last);
    if (!open) return found;
    for (; found.due < *open; found.due += days{1}) {
        if (auto because = national.closed_because(found.due))
            found.rolled_over.push_back({found.due, std::move(*because)});
    }
    return found;
}

DeadlineSpan deadline_span(Date start, DayRule from, DayRule to, const ClosedDays& national) {
    return {deadline(start, from, national), deadline(start, to, national)};
}

PpcDeadlines ppc_deadlines(Date known_on, bool is_malicious, const ClosedDays& national) {
    const auto full_report = is_malicious ? ppc_full_report_if_malicious : ppc_full_report;
    return {deadline_span(known_on, ppc_first_report_from, ppc_first_report_to, national),
            deadline(known_on, full_report, national)};
}

Moment hours_after(Time start, std::chrono::hours hours) {
    return {start, start + hours};
}

std::optional<Moment> business_minutes_after(Time start, Minutes minutes, const Office& office) {
    const auto due = office.add_business_minutes(start, minutes);
    if (!due) return {};
    return Moment{start, *due};
}

} // namespace sokuo::calendar
