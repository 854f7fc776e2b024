#pragma once

// The index: what every text of a report or an incident is found by. It is a view of the journal.
//
//     search_subject      a report or an incident, with what filters ask about it; and a letter,
//                         whose texts belong to what it is filed under
//     search_category     the classes of 別表第２ an incident is of
//     search_name         what a subject is called: number, 仮番号, title; by their keys
//     search_piece        one entry of a subject that says something: which part it belongs to,
//     when search_text         what it says, as it was written search_type         the types of
//     entries, by number search_words        FTS5 over the tokens of each text (words.h)
//
// The index knows which characters stand in a text and which stand side by side, and no more
// (`detail=none`): it names the texts that may hold a word, and the text says whether it does. So
// it is half as large, one character costs no more than eight, and nothing has to be counted over
// all texts (docs/decisions/0033). Names and phones of outsiders (the personal body) are never
// indexed.

#include "core/id.h"
#include "core/result.h"
#include "core/time.h"
#include "journal/view.h"
#include "store/store.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::search {

/// List it after veil_view and before the views that call `note_particulars`. Its version holds
/// that of the keys (core/text.h): with another Unicode it is made anew.
[[nodiscard]] const journal::View& search_view();

/// Where a text stands, and where one can look for words.
enum class Part : std::uint8_t {
    report,   ///< 受付: the slip, what was added, how it was judged
    incident, ///< インシデント: what is declared, facts, tasks, decisions, asks, how it ended
    line,     ///< 経過: what people wrote into the record
    letter,   ///< メール: letters filed under the report or the incident
};
inline constexpr std::array<std::string_view, 4> part_names{"report", "incident", "line", "letter"};

/// What filters ask about a subject, and only its own views know.
struct Particulars {
    std::string_view state; ///< What it is called: `waiting`, `contained`. A code.
    bool is_open = true;    ///< Somebody still has to do something about it.
    std::string_view channel{};
    std::optional<Uuid> incident{};                       ///< Which it is, became or was joined to.
    const std::vector<std::string>* categories = nullptr; ///< Of an incident; null: as they were.
};

/// For use inside the `apply` of the views of reports and incidents, after the subject's first
/// entry or with it.
Result<> note_particulars(store::Write& db, const journal::Stream& subject,
                          const Particulars& particulars);

/// A report or an incident that was found.
struct Hit {
    std::string kind; ///< `report`, `incident`
    Uuid id{};
    std::string number;
    std::string title;
    Time at{}; ///< When it was received or declared.
    std::string state;
};

/// Who looks, and what of it their roles let them see at all.
struct Reader {
    PersonId who;
    bool reads_reports = true;
    bool reads_incidents = true;
};

/// What shares the most with `text`, best first, without the subject `except`; of what the reader
/// may know of. At most twenty characters side by side that few other texts have decide.
Result<std::vector<Hit>> similar(store::Read& db, const Reader& reader, std::string_view text,
                                 const Uuid& except, std::size_t count_max);

} // namespace sokuo::search
