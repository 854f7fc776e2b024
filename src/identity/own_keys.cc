// What somebody may change of how they sign in, and what an administrator may for others.

#include "core/text.h"
#include "identity/accounts.h"
#include "identity/rows.h"
#include "identity/throttle.h"

#include <array>
#include <functional>
#include <utility>

namespace sokuo::identity {
namespace {

constexpr Message no_account{"identity.no_account", "この職員にはサインインの名前がありません。",
                             "This person has no sign-in name."};
constexpr Message wrong_old_password{
    "identity.wrong_old_password",
    "いまのパスワードが違うか、間違いが続いたため止まっています。15分ほど待っても通らないときは、"
    "管理者に知らせてください。",
    "The current password is wrong, or there were too many wrong attempts. If it still does not "
    "work "
    "after about 15 minutes, tell an administrator."};
constexpr Message password_elsewhere{
    "identity.password_elsewhere",
    "あなたのパスワードは、庁内の利用者管理（ディレクトリなど）のものです。そちらで変えてください"
    "。",
    "Your password is that of the organisation's directory or sign-in service. Change it there."};
constexpr Message same_password{"identity.same_password",
                                "いまのパスワードと同じです。別のものにしてください。",
                                "This is the current password. Please choose another."};
constexpr Message too_short_alone{
    "identity.too_short_alone",
    "いまのパスワードは、二つ目の確認なしには短すぎます。先に{0}文字以上に変えてください。",
    "Your password is too short without a second factor. Change it to at least {0} characters "
    "first."};

// Twenty letters that are not mistaken for one another, in groups: 99 bits.
std::string initial_password(Random& random) {
    constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789";
    constexpr std::size_t even = 256 / letters.size() * letters.size();
    std::string password;
    for (std::size_t made = 0; made < 20;) {
        std::array<std::byte, 1> byte{};
        random.fill(byte);
        const auto value = std::to_integer<std::size_t>(byte.front());
        if (value >= even) continue;
        if (made > 0 && made % 5 == 0) password += '-';
        password += letters[value % letters.size()];
        ++made;
    }
    return password;
}

struct Note {
    bool is_short = false;
    bool must_change = false;
    std::optional<Time> ends;
};

Result<> keep_note(store::Write& db, const PersonId& person, const Note& note) {
    std::optional<std::int64_t> ends;
    if (note.ends) ends = micros(*note.ends);
    TRY(db.execute("INSERT INTO password_note(person, is_short, must_change, ends_at) "
                   "VALUES(?, ?, ?, ?) ON CONFLICT(person) DO UPDATE SET "
                   "is_short = excluded.is_short, must_change = excluded.must_change, "
                   "ends_at = excluded.ends_at",
                   {person.value, note.is_short, note.must_change, ends}));
    return Done{};
}

Result<bool> has_short_password(store::Read& db, const PersonId& person) {
    const auto found =
        TRY(db.first("SELECT is_short FROM password_note WHERE person = ?", {person.value},
                     [](const store::Row& row) { return row.integer(0) != 0; }));
    return found.value_or(false);
}

} // namespace

Result<SignInState> Accounts::state(const PersonId& person) {
    struct Found {
        SignInState state;
        std::string key;
    };
    const auto look = [&](store::Read& db) -> Result<SignInState> {
        auto found =
            TRY(db.first("SELECT a.name, a.name_key, f.made_at, coalesce(n.must_change, 0), "
                         "coalesce(l.source, 0), coalesce(l.issuer, ''), coalesce(l.subject, ''), "
                         "s.person IS NOT NULL, n.ends_at IS NOT NULL AND n.ends_at <= ? "
                         "FROM account a LEFT JOIN sealed_account s ON s.person = a.person "
                         "LEFT JOIN second_factor f ON f.person = a.person "
                         "LEFT JOIN password_note n ON n.person = a.person "
                         "LEFT JOIN account_link l ON l.person = a.person WHERE a.person = ?",
                         {micros(wall_.now()), person.value}, [](const store::Row& row) {
                             Found read{{.name = std::string{row.text(0)},
                                         .second_since = {},
                                         .link = {.source = static_cast<Source>(row.integer(4)),
                                                  .issuer = std::string{row.text(5)},
                                                  .subject = std::string{row.text(6)}}},
                                        std::string{row.text(1)}};
                             if (!row.is_null(2)) read.state.second_since = moment(row.integer(2));
                             read.state.must_change_password = row.integer(3) != 0;
                             read.state.is_sealed = row.integer(7) != 0;
                             read.state.asks_old_password = row.integer(8) == 0;
                             return read;
                         }));
        if (!found) return failure(Errc::not_found, no_account);
        const auto number = [](const store::Row& row) { return row.integer(0); };
        const auto left = TRY(db.first("SELECT count(*) FROM recovery_code WHERE person = ?",
                                       {person.value}, number));
        const auto in_row = TRY(db.first("SELECT in_row FROM sign_in_failure WHERE name = ?",
                                         {throttle_key(found->key)}, number));
        found->state.recovery_codes = left.value_or(0);
        found->state.is_locked =
            !found->state.is_sealed && in_row.value_or(0) >= failures_in_row_max;
        return found->state;
    };
    return store_.read_for(look);
}

Result<> Accounts::old_one_is_right(const Account& account, std::string_view old_password) {
    const auto may_try = TRY(store_.write_for([&](store::Write& db) {
        return count_attempt(db, throttle_key(account.key), true, wall_.now());
    }));
    const bool is_right = passwords_.matches(account.password, old_password);
    if (!may_try || !is_right)
        return at(failure(Errc::invalid, wrong_old_password), "/old_password");
    return Done{};
}

Result<> Accounts::change_password(const Identity& identity, std::string_view old_password,
                                   std::string_view new_password, PasswordRules rules) {
    const auto account = TRY(own_account(identity));
    if (account.link.source != Source::local)
        return at(failure(Errc::conflict, password_elsewhere), "/old_password");
    rules.has_second = account.has_second;
    rules.names.push_back(account.key);
    const auto checked = check_password(new_password, rules);
    if (!checked.ok()) return at(checked.error(), "/new_password");
    const auto tries = throttle_key(account.key);
    const bool is_spent = account.ends && wall_.now() >= *account.ends;
    const auto same = at(failure(Errc::invalid, same_password), "/new_password");
    if (is_spent) {
        if (passwords_.matches(account.password, new_password)) return same;
    } else {
        if (old_password == new_password) return same;
        TRY(old_one_is_right(account, old_password));
    }
    const auto hash = TRY(passwords_.hash(new_password));
    const auto job = [&](store::Write& db) -> Result<> {
        TRY(account.must_stand(db));
        if (!is_spent) TRY(take_attempt_back(db, tries));
        TRY(db.execute("UPDATE account SET password = ? WHERE person = ?",
                       {hash, account.person.value}));
        TRY(keep_note(db, account.person,
                      {.is_short = is_short_password(new_password), .ends = {}}));
        return Sessions::end_others(db, account.person, identity.session);
    };
    return store_.write(job);
}

Result<std::vector<std::string>> Accounts::confirm_second(const Identity& identity,
                                                          std::string_view code) {
    const auto typed = TRY(read_code(code));
    const auto also = [&](store::Write& db) -> Result<> {
        TRY(Sessions::note_second(db, identity.session));
        return Sessions::end_others(db, identity.person, identity.session);
    };
    return seconds_.confirm(identity.person, typed, also);
}

Result<> Accounts::remove_second(const PersonId& person) {
    std::vector<journal::KeyId> keys;
    const auto job = [&](store::Write& db) -> Result<> {
        const auto is_short = TRY(has_short_password(db, person));
        if (is_short)
            return failure(Errc::conflict, too_short_alone, {std::to_string(password_length_min)});
        keys = TRY(SecondFactors::remove(db, person));
        return Done{};
    };
    TRY(store_.write(job));
    return seconds_.destroy(keys);
}

Result<Accounts::Initial> Accounts::new_initial_password() {
    auto password = initial_password(random_);
    auto hash = TRY(passwords_.hash(password));
    return Initial{std::move(password), std::move(hash)};
}

std::string Accounts::new_secret() const {
    return initial_password(random_);
}

Result<> Accounts::set_initial_password(store::Write& db, const PersonId& person,
                                        std::string_view hash, Time wall_now) {
    TRY(set_password(db, person, hash));
    return keep_note(db, person, {.must_change = true, .ends = wall_now + initial_password_length});
}

Result<> Accounts::set_password(store::Write& db, const PersonId& person, std::string_view hash) {
    const auto key = TRY(db.first("SELECT name_key FROM account WHERE person = ?", {person.value},
                                  [](const store::Row& row) { return std::string{row.text(0)}; }));
    if (!key) return failure(Errc::not_found, no_account);
    TRY(db.execute("UPDATE account SET password = ? WHERE person = ?", {hash, person.value}));
    TRY(db.execute("DELETE FROM account_link WHERE person = ?", {person.value}));
    TRY(db.execute("DELETE FROM sealed_account WHERE person = ?", {person.value}));
    TRY(keep_note(db, person, {}));
    TRY(forget_failures(db, throttle_key(*key)));
    TRY(Sessions::end_tokens(db, person));
    return Sessions::end_others(db, person, {});
}

Result<std::vector<journal::KeyId>> Accounts::seal(store::Write& db, const PersonId& person,
                                                   std::string_view hash) {
    TRY(set_password(db, person, hash));
    TRY(db.execute("INSERT INTO sealed_account(person) VALUES(?)", {person.value}));
    return SecondFactors::remove(db, person);
}

Result<std::vector<journal::KeyId>> Accounts::reset_second(store::Write& db,
                                                           const PersonId& person) {
    const auto name = TRY(sign_in_name(db, person));
    if (!name) return failure(Errc::not_found, no_account);
    const auto is_short = TRY(has_short_password(db, person));
    if (is_short) {
        TRY(db.execute("UPDATE password_note SET must_change = 1 WHERE person = ?",
                       {person.value}));
    }
    auto keys = TRY(SecondFactors::remove(db, person));
    TRY(Sessions::end_tokens(db, person));
    TRY(Sessions::end_others(db, person, {}));
    return keys;
}

} // namespace sokuo::identity
