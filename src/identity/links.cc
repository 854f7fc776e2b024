// Accounts that somebody else answers for: bound by an administrator to a name in the directory or
// to a provider's (issuer, subject). Never by a mail address, which changes hands (MISP,
// CVE-2026-9084), and never at the door.

#include "core/text.h"
#include "identity/accounts.h"
#include "identity/rows.h"
#include "identity/throttle.h"

namespace sokuo::identity {
namespace {

constexpr Message no_account{"identity.no_account", "この職員にはサインインの名前がありません。",
                             "This person has no sign-in name."};
constexpr Message linked_already{
    "identity.linked_already",
    "この利用者は、もう別の職員に結び付いています。名前を確かめてください。",
    "Another person is bound to this name already. Please check it."};

// A provider's `sub` is exact (OpenID Connect Core §2); a directory compares names as we do.
std::string key_of(const Link& link) {
    return link.source == Source::directory ? search_key(link.subject) : link.subject;
}

} // namespace

std::string_view to_text(Source source) {
    switch (source) {
    case Source::local: return "local";
    case Source::directory: return "directory";
    case Source::provider: return "oidc";
    }
    return "local";
}

Result<> Accounts::link(store::Write& db, const PersonId& person, const Link& link, Time wall_now) {
    const auto key = TRY(db.first("SELECT name_key FROM account WHERE person = ?", {person.value},
                                  [](const store::Row& row) { return std::string{row.text(0)}; }));
    if (!key) return failure(Errc::not_found, no_account);
    TRY(db.execute("DELETE FROM account_link WHERE person = ?", {person.value}));
    const auto made = TRY(db.execute(
        "INSERT INTO account_link(person, source, issuer, subject, subject_key, made_at) "
        "VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        {person.value, static_cast<int>(link.source), link.issuer, link.subject, key_of(link),
         micros(wall_now)}));
    if (made == 0) return at(failure(Errc::conflict, linked_already), "/subject");
    // Nothing matches an empty hash: the old password is no way in any more.
    TRY(db.execute("UPDATE account SET password = '' WHERE person = ?", {person.value}));
    TRY(db.execute("DELETE FROM password_note WHERE person = ?", {person.value}));
    TRY(forget_failures(db, throttle_key(*key)));
    return Sessions::end_others(db, person, {});
}

} // namespace sokuo::identity
