#include "identity/accounts.h"

#include "core/text.h"
#include "identity/rows.h"
#include "identity/throttle.h"

#include <functional>
#include <utility>

namespace sokuo::identity {
namespace {

using namespace std::chrono_literals;

// The same words for a wrong name, a wrong password and a name that is shut.
constexpr Message wrong_credentials{
    "identity.wrong_credentials",
    "名前かパスワードが違うか、間違いが続いたため止まっています。入れ直してください。15分ほど待って"
    "も"
    "入れないときは、管理者に知らせてください。",
    "The name or the password is wrong, or there were too many wrong attempts. Please try again; "
    "if "
    "you still cannot enter after about 15 minutes, tell an administrator."};
// While the directory is silent: the same for everybody as well.
constexpr Message wrong_or_silent{
    "identity.wrong_or_silent",
    "名前かパスワードが違うか、本人確認のサーバー（ディレクトリ）につながりません。少し待って入れ直"
    "してください。続くときは、管理者に知らせてください。",
    "The name or the password is wrong, or the directory that confirms passwords does not answer. "
    "Please wait a moment and try again; if it goes on, tell an administrator."};
constexpr Message wrong_code{
    "identity.wrong_code",
    "コードが違うか、使い終わっているか、間違いが続いたため止まっています。次の番号を待って入れ直し"
    "て"
    "ください。15分ほど待っても入れないときは、管理者に知らせてください。",
    "The code is wrong or was used, or there were too many wrong attempts. Wait for the next "
    "number "
    "and try again; if you still cannot enter after about 15 minutes, tell an administrator."};
constexpr Message wrong_renewal{
    "identity.wrong_renewal",
    "パスワードかコードが違うか、間違いが続いたため止まっています。15分ほど待っても通らないときは、"
    "管理者に知らせてください。",
    "The password or the code is wrong, or there were too many wrong attempts. If it still does "
    "not "
    "work after about 15 minutes, tell an administrator."};
constexpr Message renew_at_provider{
    "identity.renew_at_provider",
    "あなたは庁内の認証サービスでサインインしています。そこで、もう一度確かめてください。",
    "You sign in through the organisation's sign-in service. Confirm there that it is you."};
constexpr Message sign_in_again{
    "identity.sign_in_again",
    "時間が過ぎました。名前とパスワードから、もう一度サインインしてください。",
    "This took too long. Please sign in again, from your name and password on."};
constexpr Message code_missing{"identity.code_missing",
                               "認証アプリの6桁の数字か、回復コードも入れてください。",
                               "Enter the six digits of your app, or a recovery code, as well."};
constexpr Message not_signed_in{"identity.not_signed_in",
                                "サインインしてください。入力した内容は残っています。",
                                "Please sign in. What you typed is kept."};
constexpr Message name_taken{"identity.name_taken",
                             "このサインイン名はもう使われています。別の名前にしてください。",
                             "This sign-in name is taken. Please choose another."};

// For a name nobody has, somebody else's row: reading a row takes longer than finding none.
constexpr std::string_view account_of_name =
    "SELECT a.person, a.name_key, a.password, f.person IS NOT NULL, coalesce(n.must_change, 0), "
    "n.ends_at, coalesce(l.source, 0), coalesce(l.issuer, ''), coalesce(l.subject, ''), "
    "s.person IS NOT NULL "
    "FROM account a LEFT JOIN sealed_account s ON s.person = a.person "
    "LEFT JOIN second_factor f ON f.person = a.person "
    "LEFT JOIN password_note n ON n.person = a.person "
    "LEFT JOIN account_link l ON l.person = a.person WHERE a.person = "
    "(SELECT coalesce(max(person), any_one) FROM (SELECT min(person) AS any_one FROM account) "
    "LEFT JOIN account ON name_key = ?)";
constexpr std::string_view account_of_person =
    "SELECT a.person, a.name_key, a.password, f.person IS NOT NULL, coalesce(n.must_change, 0), "
    "n.ends_at, coalesce(l.source, 0), coalesce(l.issuer, ''), coalesce(l.subject, ''), "
    "s.person IS NOT NULL "
    "FROM account a LEFT JOIN sealed_account s ON s.person = a.person "
    "LEFT JOIN second_factor f ON f.person = a.person "
    "LEFT JOIN password_note n ON n.person = a.person "
    "LEFT JOIN account_link l ON l.person = a.person WHERE a.person = ?";

Hash hash_of(std::string_view secret) {
    return sha256(as_bytes(secret));
}

// Whoever gets hold of the link afterwards, from a mail or a slip of paper, finds it used up. Its
// hash stays, so that it does not become the person's own password.
Result<> spend_initial(store::Write& db, const PersonId& person, Time now) {
    const auto spent =
        TRY(db.execute("UPDATE password_note SET ends_at = 0 WHERE person = ? AND ends_at > ?",
                       {person.value, micros(now)}));
    if (spent == 0) return failure(Errc::unauthenticated, wrong_credentials);
    return Done{};
}

} // namespace

Accounts::Account Accounts::Account::read(const store::Row& row) {
    Account account{.person = person_id(row.bytes(0)),
                    .key = std::string{row.text(1)},
                    .password = std::string{row.text(2)},
                    .has_second = row.integer(3) != 0,
                    .must_change = row.integer(4) != 0,
                    .ends = {},
                    .link = {.source = static_cast<Source>(row.integer(6)),
                             .issuer = std::string{row.text(7)},
                             .subject = std::string{row.text(8)}},
                    .is_sealed = row.integer(9) != 0};
    if (!row.is_null(5)) account.ends = moment(row.integer(5));
    return account;
}

Result<> Accounts::Account::must_stand(store::Read& db) const {
    const auto stands = TRY(
        db.first("SELECT 1 FROM account a LEFT JOIN account_link l ON l.person = a.person "
                 "WHERE a.person = ? AND a.password = ? AND coalesce(l.source, 0) = ? AND "
                 "coalesce(l.issuer, '') = ? AND coalesce(l.subject, '') = ?",
                 {person.value, password, static_cast<int>(link.source), link.issuer, link.subject},
                 [](const store::Row&) { return true; }));
    if (!stands) return failure(Errc::unauthenticated, wrong_credentials);
    return Done{};
}

std::optional<std::string> Accounts::name_in_directory(const Account& account) {
    if (account.link.source != Source::directory) return {};
    return account.link.subject;
}

Accounts::Accounts(store::Store& store, journal::Keys& keys, const Clock& wall, Random& random,
                   Cost cost)
    : store_{store}, wall_{wall}, random_{random},
      passwords_{cost}, seconds_{store, keys, wall, random}, sessions_{store, wall, random} {}

Result<> Accounts::prepare() {
    TRY(store_.write([](store::Write& db) -> Result<> { return db.script(schema); }));
    return passwords_.prepare();
}

Result<std::string> Accounts::hash_password(std::string_view password, const PasswordRules& rules) {
    TRY(check_password(password, rules));
    return passwords_.hash(password);
}

Result<> Accounts::create(store::Write& db, const PersonId& person, std::string_view sign_in_name,
                          std::string_view password_hash, Time now) {
    const auto changed = TRY(db.execute(
        "INSERT INTO account(person, name, name_key, password, made_at) "
        "VALUES(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        {person.value, sign_in_name, search_key(sign_in_name), password_hash, micros(now)}));
    if (changed == 0) return at(failure(Errc::conflict, name_taken), "/sign_in_name");
    return Done{};
}

Result<std::optional<std::string>> Accounts::sign_in_name(store::Read& db, const PersonId& person) {
    return db.first("SELECT name FROM account WHERE person = ?", {person.value},
                    [](const store::Row& row) { return std::string{row.text(0)}; });
}

Result<std::optional<PersonId>> Accounts::person_of(store::Read& db,
                                                    std::string_view sign_in_name) {
    return db.first("SELECT person FROM account WHERE name_key = ?", {search_key(sign_in_name)},
                    [](const store::Row& row) { return person_id(row.bytes(0)); });
}

Result<Entered> Accounts::sign_in(std::string_view name, std::string_view password,
                                  const Device& device) {
    const auto key = search_key(name);
    const auto tries = throttle_key(key);
    const auto now = wall_.now();
    auto account = TRY(store_.read_for(
        [&](store::Read& db) { return db.first(account_of_name, {key}, Account::read); }));
    if (account && account->key != key) account.reset();
    const auto is_in_time = TRY(store_.write_for(
        [&](store::Write& db) { return count_attempt(db, tries, account.has_value(), now); }));
    const bool may_try = is_in_time || (account && account->is_sealed);
    // Hashed in any case: the answer must take as long whatever was wrong.
    const bool is_ours = passwords_.matches(account ? account->password : "", password);
    const bool is_over = account && account->ends && now >= *account->ends;
    bool is_right = is_ours && may_try && !is_over;
    if (!is_right) {
        std::optional<std::string> bound_to;
        if (account && may_try) bound_to = name_in_directory(*account);
        const auto confirmed = ask_directory(bound_to, password);
        if (!confirmed.ok()) return directory_is_silent(bound_to ? tries : Hash{});
        is_right = confirmed.value();
    }
    if (!account || !is_right) return failure(Errc::unauthenticated, wrong_credentials);
    if (account->has_second) {
        const auto also = [&](store::Write& db) -> Result<> {
            TRY(account->must_stand(db));
            return take_attempt_back(db, tries);
        };
        return begin_second(*account, device, true, also);
    }
    const auto still = [&](store::Write& db) { return account->must_stand(db); };
    const Proof proof{
        .person = account->person, .is_fresh = true, .is_initial = account->ends.has_value()};
    auto opened = TRY(enter(proof, device, tries, still));
    opened.identity.must_change_password = account->must_change;
    opened.identity.source = account->link.source;
    return Entered{std::move(opened)};
}

Result<bool> Accounts::ask_directory(const std::optional<std::string>& name,
                                     std::string_view password) {
    if (directory_ == nullptr) return false;
    return directory_->confirms(name, password);
}

// The attempt was not made, so it does not count; for others the same is written to nobody's row.
Result<Entered> Accounts::directory_is_silent(const Hash& name) {
    TRY(store_.write([&](store::Write& db) { return take_attempt_back(db, name); }));
    return failure(Errc::unauthenticated, wrong_or_silent);
}

Result<Entered> Accounts::begin_second(const Account& account, const Device& device, bool is_fresh,
                                       const std::function<Result<>(store::Write&)>& also) {
    const auto now = wall_.now();
    SecondStep step{sessions_.new_secret(), now + second_step_length};
    const auto job = [&](store::Write& db) -> Result<> {
        TRY(also(db));
        TRY(db.execute("DELETE FROM begun_sign_in WHERE ends_at <= ?", {micros(now)}));
        TRY(db.execute("INSERT INTO begun_sign_in(hash, person, own_device, device, fresh, "
                       "ends_at) VALUES(?, ?, ?, ?, ?, ?)",
                       {hash_of(step.ticket), account.person.value, device.is_own, device.name,
                        is_fresh, micros(step.ends)}));
        return Done{};
    };
    TRY(store_.write(job));
    return Entered{std::move(step)};
}

// Where every way of proving who you are ends. `also` is what the proof itself has to write.
Result<Opened> Accounts::enter(const Proof& proof, const Device& device, const Hash& name,
                               const std::function<Result<>(store::Write&)>& also) {
    Opened opened{sessions_.new_secret(), {}};
    const auto job = [&](store::Write& db) -> Result<> {
        TRY(also(db));
        if (proof.is_initial) TRY(spend_initial(db, proof.person, wall_.now()));
        TRY(forget_failures(db, name));
        return sessions_.open(db, opened.secret, proof, device);
    };
    TRY(store_.write(job));
    opened.identity = {.person = proof.person,
                       .session = hash_of(opened.secret),
                       .is_renewed = proof.is_fresh,
                       .own_device = device.is_own,
                       .has_second = proof.has_second,
                       .gave_second = proof.has_second};
    return opened;
}

Result<Opened> Accounts::finish_sign_in(std::string_view ticket, std::string_view code) {
    const auto typed = TRY(read_code(code));
    const auto hash = hash_of(ticket);
    struct Half {
        PersonId person;
        Device device;
        std::string key;
        bool must_change = false;
        Source source = Source::local;
        bool is_fresh = false;
        bool is_initial = false;
    };
    const auto half = TRY(store_.read_for([&](store::Read& db) {
        return db.first("SELECT h.person, h.own_device, h.device, a.name_key, "
                        "coalesce(n.must_change, 0), coalesce(l.source, 0), h.fresh, "
                        "n.ends_at IS NOT NULL FROM begun_sign_in h "
                        "JOIN account a ON a.person = h.person "
                        "LEFT JOIN account_link l ON l.person = h.person "
                        "LEFT JOIN password_note n ON n.person = h.person "
                        "WHERE h.hash = ? AND h.ends_at > ?",
                        {hash, micros(wall_.now())}, [](const store::Row& row) {
                            return Half{person_id(row.bytes(0)),
                                        {row.integer(1) != 0, std::string{row.text(2)}},
                                        std::string{row.text(3)},
                                        row.integer(4) != 0,
                                        static_cast<Source>(row.integer(5)),
                                        row.integer(6) != 0,
                                        row.integer(7) != 0};
                        });
    }));
    if (!half) return failure(Errc::unauthenticated, sign_in_again);
    const auto tries = throttle_key(half->key);
    const auto may_try = TRY(store_.write_for(
        [&](store::Write& db) { return count_attempt(db, tries, true, wall_.now()); }));
    const auto right = TRY(seconds_.check(half->person, typed));
    const auto refused = at(failure(Errc::unauthenticated, wrong_code), "/code");
    if (!right || !may_try) return refused;
    const auto spend = [&](store::Write& db) -> Result<> {
        const auto is_spent = TRY(SecondFactors::spend(db, *right));
        if (!is_spent) return refused;
        const auto gone = TRY(db.execute("DELETE FROM begun_sign_in WHERE hash = ?", {hash}));
        if (gone == 0) return failure(Errc::unauthenticated, sign_in_again);
        return Done{};
    };
    const Proof proof{.person = half->person,
                      .has_second = true,
                      .is_fresh = half->is_fresh,
                      .is_initial = half->is_initial};
    auto opened = TRY(enter(proof, half->device, tries, spend));
    opened.identity.must_change_password = half->must_change;
    opened.identity.source = half->source;
    return opened;
}

Result<Accounts::Account> Accounts::own_account(const Identity& identity) {
    auto account = TRY(store_.read_for([&](store::Read& db) {
        return db.first(account_of_person, {identity.person.value}, Account::read);
    }));
    if (!account || identity.is_token) return failure(Errc::unauthenticated, not_signed_in);
    return *std::move(account);
}

Result<Identity> Accounts::renew(const Identity& identity, std::string_view password,
                                 std::string_view code) {
    const auto account = TRY(own_account(identity));
    if (account.link.source == Source::provider) return failure(Errc::conflict, renew_at_provider);
    TypedCode typed;
    if (account.has_second) {
        if (code.empty()) return at(failure(Errc::invalid, code_missing), "/code");
        typed = TRY(read_code(code));
    }
    const auto tries = throttle_key(account.key);
    const auto is_in_time = TRY(store_.write_for(
        [&](store::Write& db) { return count_attempt(db, tries, true, wall_.now()); }));
    const bool may_try = is_in_time || account.is_sealed;
    bool is_right = passwords_.matches(account.password, password);
    const auto name = name_in_directory(account);
    if (name && may_try) {
        const auto confirmed = ask_directory(name, password);
        if (!confirmed.ok()) {
            TRY(store_.write([&](store::Write& db) { return take_attempt_back(db, tries); }));
            return confirmed.error();
        }
        is_right = confirmed.value();
    }
    std::optional<RightCode> right;
    if (account.has_second) right = TRY(seconds_.check(account.person, typed));
    const auto refused = failure(Errc::unauthenticated, wrong_renewal);
    if (!may_try || !is_right || (account.has_second && !right)) return refused;
    const auto job = [&](store::Write& db) -> Result<> {
        const auto is_spent = !right || TRY(SecondFactors::spend(db, *right));
        if (!is_spent) return refused;
        TRY(forget_failures(db, tries));
        if (account.has_second) TRY(Sessions::note_second(db, identity.session));
        return sessions_.renew(db, identity.session);
    };
    TRY(store_.write(job));
    auto renewed = identity;
    renewed.is_renewed = true;
    renewed.gave_second = identity.gave_second || account.has_second;
    return renewed;
}

Result<> Accounts::sign_out(const Identity& identity) {
    const auto ended = sessions_.end(identity.person, identity.session);
    if (!ended.ok() && ended.error().code != Errc::not_found) return ended.error();
    return Done{};
}

} // namespace sokuo::identity
