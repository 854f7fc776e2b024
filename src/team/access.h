#pragma once

// 閲覧の記録: who looked at what, for the head and the auditor.
//
// Two kinds. Every look at one thing is counted in a table of its own: a row a day for each person,
// thing and way of looking. It is operational, kept for a year and a little; looks of the last
// second may be lost with the power. A privileged look (a file, somebody's name and telephone) is
// an entry of the journal, written before it is answered: no entry, no answer.
//
//     access.looked     {"kind": of the thing, "what": file | personal, "name"}   stream: access,
//                                                                       the thing's id
//
// Things are incidents and reports; `roster` and `registry`, each one thing with everybody's
// telephone in it; and a `person`, whose own contacts were looked at alone.
//
// Both lie behind the veil of the thing they are about.

#include "core/id.h"
#include "core/time.h"
#include "journal/journal.h"
#include "store/store.h"
#include "team/gate.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace sokuo::team {

/// How long a look is kept: a year, and time to notice that it is over.
inline constexpr std::chrono::days look_kept_for{400};

/// Puts what entries say behind the veil of what they are about. No table.
[[nodiscard]] const journal::View& access_view();

/// 連絡網 and 台帳, as things that are looked at: the names of two streams that hold nothing else.
[[nodiscard]] journal::Stream roster_thing();
[[nodiscard]] journal::Stream registry_thing();

/// Creates the table. Idempotent.
Result<> prepare_access(store::Store& store);

/// What was looked at: the thing itself, or a file of it.
enum class Way : std::uint8_t { read, file };
inline constexpr std::array<std::string_view, 2> way_names{"read", "file"};

/// Counts looks in memory and writes them together. Threads: any.
class Looks {
public:
    /// `store` must outlive it.
    explicit Looks(store::Store& store) : store_{store} {}
    void note(const PersonId& person, const journal::Stream& thing, Way way, Time now);
    /// Writes what was counted since. What could not be written is counted on.
    Result<> flush();

private:
    struct Count {
        Time first{};
        Time last{};
        std::int64_t count = 0;
    };
    using Key = std::tuple<std::int64_t, PersonId, std::string, Uuid, Way>;

    store::Store& store_;
    std::mutex mutex_;
    std::map<Key, Count> counts_;
};

/// A day's looks of one person at one thing.
struct Looked {
    std::int64_t row = 0; ///< The order of the list.
    PersonId person;
    journal::Stream thing;
    Way way = Way::read;
    Time first{};
    Time last{};
    std::int64_t count = 0;
};
struct LookFilter {
    std::optional<journal::Stream> thing;
    std::optional<PersonId> person;
    std::int64_t before = 0; ///< Only rows with a smaller `row`; 0: from the newest.
    std::int64_t count_max = 50;
};
/// Newest day first. Only of things `who` may know of.
Result<std::vector<Looked>> looks(store::Read& db, const PersonId& who, const LookFilter& filter);
/// Forgets those older than `look_kept_for`.
Result<> forget_old_looks(store::Store& store, Time now);

/// Journals a privileged look before it is answered: a file, every time.
Result<> journal_file_look(store::Store& store, journal::Journal& journal, const Call& call,
                           const journal::Stream& thing, const std::string& name);
/// The same for somebody's name and telephone; once a day for each person and thing.
Result<> journal_personal_look(store::Store& store, journal::Journal& journal, const Call& call,
                               const journal::Stream& thing);
/// The same for telephones that must be found on any night, with a count for each look. When the
/// store cannot take the entry they are answered all the same: then only the count says so.
Result<> note_contacts_look(store::Store& store, journal::Journal& journal, const Call& call,
                            const journal::Stream& thing);

} // namespace sokuo::team
