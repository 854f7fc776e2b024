#pragma once

// What a screen is told about incidents: the API's forms of an incident, a row and a line, in the
// reader's language.

#include "core/json.h"
#include "incident/desk.h"
#include "incident/incident.h"
#include "incident/incident_store.h"
#include "search/search.h"
#include "team/gate.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::incident {

/// Who is who, looked up once for an answer.
class Names {
public:
    Names(store::Read& db, const charter::Charter& charter, Language language)
        : db_{db}, charter_{charter}, language_{language} {}

    Json of(const journal::Actor& actor);
    Json of(const PersonId& person);
    /// The charter's time zone, in which people are shown times.
    [[nodiscard]] const std::string& zone() const { return charter_.time_zone; }

private:
    store::Read& db_;
    const charter::Charter& charter_;
    Language language_;
    std::map<PersonId, Json> known_;
};

/// Incident of the API.
Result<Json> present(const Desk& desk, store::Read& db, const team::Call& call,
                     const Incident& incident);
/// IncidentRow of the API.
Result<Json> present(const Desk& desk, const team::Call& call, const Row& row);
/// Line of the API. `incident` lends the names of attachments.
Json present(Names& names, const charter::Pack& pack, const Line& line, const Incident& incident,
             Language language);

/// An engagement as the team sees it: Engagement of the API.
Json present(Names& names, const Engagement& engagement, Language language);
/// The facts of the incident with the pack's labels, for whoever may see that part.
Json present_facts(Names& names, const Incident& incident, const charter::Pack& pack,
                   Language language);
Json present(Names& names, const Task& task);
/// The classes of 別表第２ by name.
Json present(const std::vector<Category>& categories, const charter::Charter& charter,
             Language language);

/// Hits of the API.
[[nodiscard]] Json present(const std::vector<search::Hit>& hits);

/// An attachment as the API has it.
Json present(Names& names, const Attachment& attachment);

/// What the program writes into the record about an act: 「収束を宣言した：…」.
[[nodiscard]] std::string account_of(const Line& line, const charter::Pack& pack,
                                     std::string_view zone, Language language);

/// A fact's value for a person: 「1,284人（概数・実人数）」; the state's name when there is none.
[[nodiscard]] std::string shown(const Fact& fact, const charter::Field& field,
                                std::string_view zone, Language language);

} // namespace sokuo::incident
