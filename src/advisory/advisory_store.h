#pragma once

// What is kept of advisories, in two places (docs/decisions/0040):
//
//     the journal       what somebody has to look at, and what came of it (assessment.h); and when
//                       a feed lost something
//     operational rows  everything the feeds said (taking.h)
//
//     advisory_gap.found    {"feed", "last_at"}   none of what the feed gives was there last time
//     advisory_gap.checked  {"note"}              somebody looked at the site by hand

#include "advisory/assessment.h"
#include "charter/book.h"
#include "journal/journal.h"
#include "journal/view.h"
#include "store/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::advisory {

using GapId = Id<struct GapTag>;

inline constexpr std::string_view gap_kind = "advisory_gap";
/// What everything here works with; each must outlive it.
struct Shelf {
    store::Store& store;
    journal::Journal& journal;
    charter::Book& book;
};

/// Tables `advisory` and `advisory_gap`.
[[nodiscard]] const journal::View& advisory_view();
/// Errors: `not_found`, `corrupt`.
Result<Assessment> load(const Shelf& shelf, store::Read& db, const AdvisoryId& id);
/// What needs a check, the earliest due first; and what is done, the newest first, at most so many.
Result<std::vector<Assessment>> to_check(const Shelf& shelf, store::Read& db);
Result<std::vector<Assessment>> done(const Shelf& shelf, store::Read& db, std::int64_t count_max);
Result<std::int64_t> done_count(store::Read& db);
/// The one that is looked at under this key; nothing when none is.
Result<std::optional<AdvisoryId>> looked_at(store::Read& db, std::string_view key);

/// Matches it against the register, gives it a day and the post of the first system it meets, and
/// writes it. `opening.matches`, and `due` where nobody asked for one, are worked out here.
Result<AdvisoryId> open(const Shelf& shelf, store::Write& db, const journal::Actor& actor,
                        Opening opening, Time now);
/// Errors: `stale`. Asked before the rules.
Result<> still_at(const Assessment& assessment, std::int64_t expected_rev);
/// Asks one for a step and writes it. Errors: `not_found`, `stale`, what `ask` says.
template <class Step>
Result<> act(const Shelf& shelf, store::Write& db, const journal::Actor& actor,
             const AdvisoryId& id, const Step& step, std::int64_t expected_rev) {
    const auto assessment = TRY(load(shelf, db, id));
    TRY(still_at(assessment, expected_rev));
    const auto draft = TRY(assessment.ask(step));
    TRY(shelf.journal.append(db, actor, draft, expected_rev));
    return Done{};
}

struct Gap {
    GapId id;
    std::string feed;
    std::optional<Time> last_at; ///< When the feed was read last before.
    Time found_at{};
};
/// Those nobody has looked after yet.
Result<std::vector<Gap>> open_gaps(store::Read& db);
Result<> note_gap(const Shelf& shelf, store::Write& db, const journal::Actor& actor,
                  std::string_view feed, std::optional<Time> last_at);
/// Errors: `not_found`.
Result<> check_gap(const Shelf& shelf, store::Write& db, const journal::Actor& actor,
                   const GapId& id, const std::string& note);

} // namespace sokuo::advisory
