#pragma once

// What of an entry is text somebody would look for, and the tokens it stands in the index under.
// Pure: the same text, part and time give the same tokens for ever, because taking a text out of
// the index means naming each of them again.

#include "core/json.h"
#include "core/time.h"
#include "journal/entry.h"
#include "search/search.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::search {

/// Stands between the members of an entry, so that no word reaches from one into the next.
inline constexpr char between = '\x1F';

/// Every text of the content, but for ids, times and codes; empty when there is none.
[[nodiscard]] std::string text_of(const Json& content);
/// Its members, one by one.
[[nodiscard]] std::vector<std::string_view> members_of(std::string_view text);

[[nodiscard]] std::string_view title_of(const Json& content);
[[nodiscard]] Part part_of(const journal::Entry& entry);
/// Whether it says what the subject is called: number and title count wherever one looks.
[[nodiscard]] bool names_subject(const journal::Entry& entry);

struct Piece {
    std::int64_t subject = 0;
    Part part = Part::report;
    Time at{};
    bool names = false;
};
/// What FTS5 is given: the tokens of the text, and one each for the part, the subject, the year
/// and the month (UTC), by which filters narrow a question before anything is read.
[[nodiscard]] std::string indexed(const Piece& piece, std::string_view text);

// These tokens; none of them is as short as those of a text.

inline constexpr std::string_view names_token = "=name";
[[nodiscard]] std::string part_token(Part part);
[[nodiscard]] std::string subject_token(std::int64_t subject);
[[nodiscard]] std::string year_token(int year);
[[nodiscard]] std::string month_token(int year, unsigned month);

/// Year and month of a time, in UTC.
struct Month {
    int year = 0;
    unsigned month = 1;
    friend auto operator<=>(const Month&, const Month&) = default;
};
[[nodiscard]] Month month_of(Time time);

} // namespace sokuo::search
