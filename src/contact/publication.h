#pragma once

// 周知及び公表 (第３条): where and when the point of contact was made known, and which of it no
// longer says what the charter says. Pure.

#include "calendar/date.h"
#include "charter/text.h"
#include "core/id.h"
#include "core/json.h"
#include "core/result.h"
#include "core/time.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::contact {

using PublicationId = Id<struct PublicationTag>;

/// ポスター, ホームページ, 広報誌, 庁内の掲示板, 通知文・回覧, 研修・会議, ほか.
inline constexpr std::array<std::string_view, 7> kinds{"poster", "page",    "newsletter", "board",
                                                       "notice", "meeting", "other"};

struct Publication {
    PublicationId id;
    std::string kind;
    std::string place; ///< 本庁舎1階 掲示板
    calendar::Date on{};
    std::int64_t version = 0; ///< Of the charter's data, as it was in force on that day.

    // Beside what somebody writes:
    PersonId by;
    Time recorded_at{};
    bool has_ended = false;
    std::string end_reason;
    bool is_replaced = false; ///< A later one stands at the same place.
};

/// What a request says. Errors: `invalid`, with the field; a day after `today`.
[[nodiscard]] Result<Publication> read_publication(const Json& json, calendar::Date today);

/// What an entry says of it.
[[nodiscard]] Json content_of(const Publication& publication);
[[nodiscard]] Publication publication_from(const Json& content);

/// Puts the newest day first and marks what a later one of the same kind replaced at its place.
void arrange(std::vector<Publication>& all);

/// Codes of what differs: `name`, `section`, `address`, `hours`, `out_of_hours`, `phone`,
/// `extension`, `mail`, `items`.
[[nodiscard]] std::vector<std::string_view> differences(const charter::PointOfContact& then,
                                                        const charter::PointOfContact& now);

} // namespace sokuo::contact
