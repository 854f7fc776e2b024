#pragma once

// 非常用アカウント: a way in for the night on which nobody can sign in (the directory is dead, the
// administrators are away). One account of its own, with a password in two halves: two sheets in
// two envelopes, kept by two people. Opened, it acts in the posts the charter's file names
// (`sign_in.break_glass`); every use is an entry and stands on everybody's screen until the account
// is sealed again with a new password.
//
//     break_glass.sealed     {"person"}      stream: break_glass
//     break_glass.opened     {}              by the account itself, before its session is given

#include "charter/charter.h"
#include "core/id.h"
#include "core/time.h"
#include "identity/accounts.h"
#include "journal/journal.h"
#include "store/store.h"
#include "team/standing.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::team {

/// The name it signs in with.
inline constexpr std::string_view break_glass_name = "break-glass";

/// Table `break_glass`.
[[nodiscard]] const journal::View& break_glass_view();

struct BreakGlass {
    PersonId person;
    Time sealed{};
    std::optional<Time> opened; ///< When it was used first since.
};
/// Nothing where none was ever sealed.
Result<std::optional<BreakGlass>> break_glass(store::Read& db);

/// Adds the posts it acts in; nothing where the charter names none.
void break_glass_in(Standing& standing, const charter::Charter& charter);

/// The two sheets.
struct Halves {
    std::string first;
    std::string second;
    std::string hash; ///< Of both, with a hyphen between.
};
/// Takes a noticeable time; do it outside any write.
Result<Halves> new_halves(identity::Accounts& accounts);

/// Makes the account, or gives it a new password; nothing of before opens it (`Accounts::seal`).
/// `wall`: for the account. Gives keys for `Accounts::destroy`, after the write.
/// Errors: `conflict` (the charter names no post, somebody else has the name).
Result<std::vector<journal::KeyId>> seal(store::Write& db, journal::Journal& journal,
                                         const journal::Actor& actor,
                                         const charter::Charter& charter, std::string_view hash,
                                         Time wall);
/// One person alone must not open what two envelopes keep. Errors: `conflict` when `person` is the
/// break-glass account.
Result<> must_not_be_sealed(store::Read& db, const PersonId& person);
/// Written before the session is given: no entry, no session.
Result<> note_opened(store::Write& db, journal::Journal& journal, const journal::Actor& actor);

} // namespace sokuo::team
