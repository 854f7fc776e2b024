// Accounts that somebody else answers for: bound by an administrator to a name in the directory or
// to a provider's (issuer, subject). Never by a mail address, which changes hands (MISP,
// CVE-2026-9084), and never at the door.

#include "core/text.h"
#include "identity/accounts.h"
#include "identity/rows.h"
#include "identity/throttle.h"

#include <functional>
#include <utility>

namespace sokuo::identity {
namespace {

constexpr Message no_account{"identity.no_account", "この職員にはサインインの名前がありません。",
                             "This person has no sign-in name."};
constexpr Message linked_already{
    "identity.linked_already",
    "この利用者は、もう別の職員に結び付いています。名前を確かめてください。",
    "Another person is bound to this name already. Please check it."};

constexpr Message not_linked{
    "identity.not_linked",
    "本人であることは確かめられましたが、即応の職員に結び付いていません。管理者に知らせてください"
    "。",
    "It is certain who you are, but nobody here is bound to it. Please tell an administrator."};
constexpr Message arrived_before{
    "identity.arrived_before", "このサインインはもう使われました。もう一度サインインしてください。",
    "This sign-in was used already. Please sign in again."};

constexpr std::string_view account_of_link =
    "SELECT a.person, a.name_key, a.password, f.person IS NOT NULL, coalesce(n.must_change, 0), "
    "n.ends_at, l.source, l.issuer, l.subject, s.person IS NOT NULL "
    "FROM account_link l JOIN account a ON a.person = l.person "
    "LEFT JOIN sealed_account s ON s.person = a.person "
    "LEFT JOIN second_factor f ON f.person = a.person "
    "LEFT JOIN password_note n ON n.person = a.person "
    "WHERE l.source = ? AND l.issuer = ? AND l.subject_key = ?";

Result<> spend_nonce(store::Write& db, const Arrival& arrival, Time now) {
    TRY(db.execute("DELETE FROM spent_nonce WHERE ends_at <= ?", {micros(now)}));
    const auto spent =
        TRY(db.execute("INSERT INTO spent_nonce(hash, ends_at) VALUES(?, ?) ON CONFLICT DO NOTHING",
                       {arrival.nonce, micros(arrival.ends)}));
    if (spent == 0 || now >= arrival.ends) return failure(Errc::stale, arrived_before);
    return Done{};
}

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

// Nothing is guessed here, so nothing is counted, and a name shut by strangers at the other door is
// no hindrance. The code behind it counts as always.
Result<Entered> Accounts::arrive(const Arrival& arrival, const Device& device) {
    const auto account = TRY(store_.read_for([&](store::Read& db) {
        return db.first(
            account_of_link,
            {static_cast<int>(arrival.link.source), arrival.link.issuer, key_of(arrival.link)},
            Account::read);
    }));
    if (!account) return failure(Errc::forbidden, not_linked);
    const auto also = [&](store::Write& db) -> Result<> {
        TRY(account->must_stand(db));
        return spend_nonce(db, arrival, wall_.now());
    };
    if (account->has_second && !arrival.has_second)
        return begin_second(*account, device, arrival.is_fresh, also);
    const Proof proof{
        .person = account->person, .has_second = arrival.has_second, .is_fresh = arrival.is_fresh};
    auto opened = TRY(enter(proof, device, throttle_key(account->key), also));
    opened.identity.has_second = account->has_second;
    opened.identity.source = account->link.source;
    return Entered{std::move(opened)};
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
    TRY(Sessions::end_tokens(db, person));
    return Sessions::end_others(db, person, {});
}

} // namespace sokuo::identity
