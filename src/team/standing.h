#pragma once

// What somebody may do: the posts they hold today, the roles those posts carry (別表第３), and the
// one policy table of the charter. Pure.

#include "charter/charter.h"
#include "core/id.h"
#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace sokuo::team {

/// A post somebody holds on a day; or what they may do in it while they stand in for another
/// (代行): then `role` is that of the post stood in for, with all its authority (別表第３: 権限を
/// 引き継ぐ).
struct Held {
    PostId id;
    std::string code;
    std::string name;
    std::string role;
    PostId acting_for{}; ///< Empty where they act in their own post.
    friend bool operator==(const Held&, const Held&) = default;
};

/// A person as far as rights go.
struct Standing {
    PersonId person;
    std::string name;
    std::vector<Held> posts;  ///< In the order of the charter; what they stand in for comes last.
    std::string department{}; ///< Of the one thing that is asked about; empty for none.
    std::vector<std::string> only{}; ///< What a token was cut to; empty: nothing is cut.
    bool is_break_glass = false; ///< 非常用アカウント (break_glass.h): nobody, in an emergency.
};

/// Adds the post called `post`, which `standing` stands in for from `by_post`.
void stand_in_for(Standing& standing, const charter::Charter& charter, std::string_view post,
                  std::string_view by_post);

/// Adds what an outsider may do while they are engaged. They hold no post; in its place stands the
/// body they come from, and their `code` is empty.
void engage_in(Standing& standing, const std::string& role, const std::string& body);

/// Errors: `forbidden` for a token that was cut to other actions.
[[nodiscard]] Result<> keeps_to(const Standing& standing, std::string_view action);

/// The post in which `standing` may do `action`; the first in the charter's order.
/// Errors: `forbidden`, naming the roles that may, in `language`, or saying that the token was cut.
[[nodiscard]] Result<Held> post_for(const charter::Charter& charter, const Standing& standing,
                                    std::string_view action, Language language = Language::ja);

/// The post in which `standing` holds one of `roles` (codes); the first in the charter's order.
/// Errors: `forbidden`, naming the roles.
[[nodiscard]] Result<Held> post_in(const charter::Charter& charter, const Standing& standing,
                                   const std::vector<std::string>& roles,
                                   Language language = Language::ja);

/// Every action `standing` may do, in the order of the table.
[[nodiscard]] std::vector<std::string> actions_of(const charter::Charter& charter,
                                                  const Standing& standing);

/// The names of the roles that may do `action`: 「ＣＳＩＲＴ責任者、インシデントハンドラー」.
[[nodiscard]] std::string roles_allowed(const charter::Charter& charter, std::string_view action,
                                        Language language);

} // namespace sokuo::team
