#pragma once

// The incidents' views and how an act on one is written.
//
//     incident        a row for the list
//     incident_task, incident_decision     what of them is open
//     line            the record (経過): what people wrote, and what the program did in their name

#include "core/result.h"
#include "incident/desk.h"
#include "incident/incident.h"
#include "journal/view.h"
#include "search/words.h"
#include "store/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::incident {

[[nodiscard]] const journal::View& incident_view();
[[nodiscard]] const journal::View& timeline_view();

/// Errors: `not_found`, `corrupt`.
Result<Incident> load(const Desk& desk, store::Read& db, const IncidentId& id);

/// Whether what the person read is still the newest. Asked before the rules, so that somebody who
/// comes second is shown what happened and not told a rule. Errors: `stale`.
Result<> still_at(std::int64_t rev, std::optional<std::int64_t> expected_rev);

/// Asks the incident for one step and writes it, with the deadlines when the step changed them.
/// `expected_rev`: what the person read. Errors: `not_found`, `stale`, what `ask` says.
Result<Incident> act(const Desk& desk, store::Write& db, const journal::Actor& actor,
                     const IncidentId& id, const Command& command,
                     std::optional<std::int64_t> expected_rev = {});

/// Declares an incident: draws its number and writes it. The rules are those in force now.
Result<Incident> declare(const Desk& desk, store::Write& db, const journal::Actor& actor,
                         Declare command);

/// One row of the list.
struct Row {
    IncidentId id;
    std::string number;
    std::string title;
    std::string priority;
    Phase phase = Phase::triaged;
    std::vector<Category> categories;
    std::string department;
    Time declared_at{};
    Time changed_at{};
    std::int64_t charter = 0;
    std::int64_t tasks_open = 0;
    std::int64_t waiting = 0;
    Json deadlines;
    std::map<std::string, Time, std::less<>> fulfilled;
    bool is_erased = false;
    std::int64_t seq = 0; ///< The entry that declared it: the order of the list.
};

struct Filter {
    std::string_view state = "open"; ///< open, ended, all
    std::optional<std::string> priority;
    std::optional<std::string> category;
    std::vector<search::Word> words{}; ///< All of them stand in it.
    std::int64_t before = 0;           ///< Only rows with a smaller `seq`; 0: from the newest.
    std::int64_t count_max = 50;
};

/// What `who` may know of, newest first.
Result<std::vector<Row>> list(store::Read& db, const PersonId& who, const Filter& filter);

struct Counts {
    std::int64_t open = 0;
    std::int64_t ended = 0;
};
/// Of what `who` may know of.
Result<Counts> counts(store::Read& db, const PersonId& who);

/// As for an incident that does not exist: `not_found`.
Result<> must_know(store::Read& db, const IncidentId& id, const PersonId& who);

/// A line of the record, as it is kept.
struct Line {
    LineId id;
    std::int64_t seq = 0;
    std::string kind; ///< A LineKind's name, or `system`.
    std::string type; ///< Of the entry.
    std::string text;
    Json content; ///< Of the entry, for lines the program words.
    Time occurred_at{};
    Time recorded_at{};
    std::string precision;
    journal::Actor actor;
    std::optional<LineId> corrects;
    std::optional<LineId> corrected_by;
    bool is_erased = false;
};

struct LineCursor {
    Time occurred_at{};
    std::int64_t seq = 0;
};

/// Newest happening first.
Result<std::vector<Line>> lines(store::Read& db, const IncidentId& id,
                                std::optional<LineCursor> after, std::int64_t count_max);
Result<Line> line(store::Read& db, const IncidentId& id, std::int64_t seq);
Result<std::optional<Line>> line(store::Read& db, const IncidentId& id, const LineId& line_id);

} // namespace sokuo::incident
