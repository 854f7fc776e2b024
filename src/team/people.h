#pragma once

// Who holds which post, and since when. A post is the charter's (充て職); a person holds it from a
// day to a day, so the April reshuffle changes no old record. Names stand in the personal body of
// the person's stream and in the view `person`; everywhere else a person is an id.
//
//     person.added      {}                 personal {"name", "reading"}
//                       {"outsider": true} of whoever an engagement lets in (decision 24)
//     person.renamed    personal {"name", "reading"}
//     person.ended      {}
//     post.assigned     {"post": code, "person": id, "from": day, "to": day}           stream: post
//                       "beside": true where several hold the post (担当課室職員)

#include "calendar/date.h"
#include "charter/charter.h"
#include "core/json.h"
#include "journal/journal.h"
#include "store/store.h"
#include "team/standing.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::team {

/// Only staff hold posts (充て職) and are on duty. Who was let in by an engagement stays an
/// outsider when it is over; one who is hired is registered anew.
enum class Kind : std::uint8_t { staff, outsider, break_glass };

struct Person {
    PersonId id;
    std::string name; ///< Empty once erased.
    std::string reading;
    bool has_ended = false;
    Kind kind = Kind::staff;
};
/// Errors: `invalid`, at `/person`.
[[nodiscard]] Result<> must_be_staff(const Person& person);

struct Tenure {
    std::string post; ///< Code.
    PersonId person;
    calendar::Date from{};
    std::optional<calendar::Date> to; ///< The last day.
    bool beside_others = false;       ///< The charter's post is one that several hold at a time.
    PersonId recorded_by{};           ///< Whoever gave it to them; as it is read.
    friend bool operator==(const Tenure&, const Tenure&) = default;
};

/// Tables `person` and `tenure`.
[[nodiscard]] const journal::View& people_view();

Result<journal::Entry> add_person(store::Write& db, journal::Journal& journal,
                                  const journal::Actor& actor, const PersonId& id,
                                  const std::string& name, const std::string& reading);
Result<journal::Entry> add_outsider(store::Write& db, journal::Journal& journal,
                                    const journal::Actor& actor, const PersonId& id,
                                    const std::string& name, const std::string& reading);
/// Whoever held the post before holds it until the day before `from`, and whoever was to hold it
/// later still begins then: unless several hold it beside each other.
/// Errors: `not_found` (person), `invalid` (the days; no staff).
Result<journal::Entry> assign(store::Write& db, journal::Journal& journal,
                              const journal::Actor& actor, const Tenure& tenure);

Result<std::vector<Person>> persons(store::Read& db);
/// Errors: `not_found`.
Result<Person> person(store::Read& db, const PersonId& id);
/// Errors: `conflict`, at `/name`, when one of the staff has the same name, in any spelling:
/// whoever registers another says that they are another.
Result<> must_be_nobodys_name(store::Read& db, std::string_view name);
/// Oldest first.
Result<std::vector<Tenure>> tenures(store::Read& db);

/// Who `person` is on `day`. Somebody without a post has none and may do nothing.
Result<Standing> standing_of(store::Read& db, const charter::Charter& charter,
                             const PersonId& person, calendar::Date day);

/// Who acted, for a screen: `{"id", "name", "post", "acting_for"}` (PersonRef of the API). The
/// program itself and anonymous outsiders have no id.
[[nodiscard]] Json person_ref(store::Read& db, const charter::Charter& charter,
                              const journal::Actor& actor, Language language);
[[nodiscard]] Json person_ref(store::Read& db, const PersonId& id, Language language);

} // namespace sokuo::team
