#include "team/token.h"

#include "charter/charter.h"
#include "team/break_glass.h"
#include "team/people.h"

#include <algorithm>

namespace sokuo::team {
namespace {

// It would come in without the second factor they owe.
constexpr Message not_outside{"team.token_outside",
                              "外部の人のAPIの鍵は作れません。サインインして使ってもらいます。",
                              "No API token is made for an outsider; they sign in."};
constexpr Message no_such_action{"team.token_no_such_action", "「{0}」という操作はありません。",
                                 "There is no action “{0}”."};

} // namespace

Result<std::string> make_token(store::Write& db, journal::Journal& journal,
                               const journal::Actor& actor, identity::Accounts& accounts,
                               const identity::TokenWish& wish) {
    const auto who = TRY(person(db, wish.person));
    TRY(must_not_be_sealed(db, wish.person));
    if (who.kind == Kind::outsider) return failure(Errc::conflict, not_outside);
    auto actions = Json::array();
    for (const auto& action : wish.actions) {
        if (std::ranges::find(charter::actions(), action) == charter::actions().end())
            return at(failure(Errc::invalid, no_such_action, {action}), "/actions");
        actions.push(action);
    }
    auto made = wish;
    made.ends = wish.ends.value_or(accounts.wall_now() + identity::token_length_max);
    const auto secret = TRY(accounts.make_token(db, made));
    auto content = Json::object({{"until", to_rfc3339(*made.ends)}});
    if (!wish.actions.empty()) content.set("actions", std::move(actions));
    TRY(journal.append(db, actor,
                       {.stream = {"person", wish.person.value},
                        .type = "person.token_made",
                        .occurred_at = {},
                        .content = std::move(content),
                        .personal = Json::object({{"label", wish.label}})}));
    return secret;
}

} // namespace sokuo::team
