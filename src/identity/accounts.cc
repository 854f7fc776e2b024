#include "identity/accounts.h"

#include "core/text.h"
#include "identity/common_passwords.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sokuo::identity {
namespace {

using namespace std::chrono_literals;

constexpr Message wrong_credentials{"identity.wrong_credentials",
                                    "名前かパスワードが違います。もう一度入れてください。",
                                    "The name or the password is wrong. Please try again."};
constexpr Message too_many_failures{
    "identity.too_many_failures",
    "間違いが続いたため、しばらくこの名前では入れません。15分ほど待ってください。",
    "Too many wrong attempts for this name. Please wait about 15 minutes."};
constexpr Message not_signed_in{"identity.not_signed_in",
                                "サインインしてください。入力した内容は残っています。",
                                "Please sign in. What you typed is kept."};
constexpr Message password_short{"identity.password_short",
                                 "パスワードは{0}文字以上にしてください。文章でもかまいません。",
                                 "Use a password of at least {0} characters; a sentence is fine."};
constexpr Message password_long{"identity.password_long", "パスワードが長すぎます。",
                                "The password is too long."};
constexpr Message password_common{"identity.password_common",
                                  "よく使われるパスワードです。別のものにしてください。",
                                  "This is a common password. Please choose another."};
constexpr Message name_taken{"identity.name_taken",
                             "このサインイン名はもう使われています。別の名前にしてください。",
                             "This sign-in name is taken. Please choose another."};
constexpr Message hashing_failed{"identity.hashing_failed",
                                 "メモリーが足りず、処理できませんでした。少し待ってください。",
                                 "Out of memory. Please wait a moment and try again."};

constexpr int failures_max = 10;
constexpr auto failures_window = 15min;
constexpr int hashing_max = 2;
constexpr auto silence = 1h;
constexpr auto session_length = 12h;
constexpr auto renewed_for = 10min;
constexpr auto seen_written_every = 1min;
constexpr std::size_t tracked_names_max = 10'000;

constexpr std::string_view schema = R"(
CREATE TABLE IF NOT EXISTS account(
  person BLOB PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
  password TEXT NOT NULL, made_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS session(
  hash BLOB PRIMARY KEY, person BLOB NOT NULL, made_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, renewed_at INTEGER NOT NULL,
  own_device INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS api_token(
  hash BLOB PRIMARY KEY, person BLOB NOT NULL, label TEXT NOT NULL, made_at INTEGER NOT NULL,
  expires_at INTEGER) WITHOUT ROWID;
)";

std::int64_t micros(Time time) {
    return time.time_since_epoch().count();
}

Time moment(std::int64_t micros) {
    return Time{Duration{micros}};
}

Hash hash_of(std::string_view secret) {
    return sha256(as_bytes(secret));
}

PersonId id_of(ByteView bytes) {
    PersonId person;
    if (bytes.size() == person.value.size()) std::ranges::copy(bytes, person.value.begin());
    return person;
}

struct StoredSession {
    PersonId person;
    Time seen_at;
    Time ends_at;
    Time renewed_at;
    bool own_device = false;
};

bool is_alive(const Time& seen_at, const Time& ends_at, bool own_device, Time now) {
    if (now >= ends_at) return false;
    return own_device || now - seen_at < silence;
}

} // namespace

Accounts::Accounts(store::Store& store, const Clock& wall, Random& random, Cost cost)
    : store_{store}, wall_{wall}, random_{random}, cost_{cost} {}

Result<> Accounts::prepare() {
    TRY(store_.write([](store::Write& db) -> Result<> { return db.script(schema); }));
    dummy_ = TRY(hash_password("no account has this password"));
    return Done{};
}

Result<std::string> Accounts::hash_password(std::string_view password) {
    if (length(password) < password_length_min)
        return failure(Errc::invalid, password_short, {std::to_string(password_length_min)});
    if (password.size() > password_bytes_max) return failure(Errc::invalid, password_long);
    if (is_common_password(password)) return failure(Errc::invalid, password_common);

    std::array<char, crypto_pwhash_STRBYTES> out{};
    std::unique_lock lock{mutex_};
    hashing_ended_.wait(lock, [&] { return hashing_ < hashing_max; });
    ++hashing_;
    lock.unlock();
    const int failed = crypto_pwhash_str(out.data(), password.data(), password.size(), cost_.passes,
                                         cost_.memory_bytes);
    lock.lock();
    --hashing_;
    hashing_ended_.notify_one();
    if (failed != 0) return failure(Errc::unavailable, hashing_failed);
    return std::string{out.data()};
}

bool Accounts::matches(const std::string& stored, std::string_view password) {
    std::unique_lock lock{mutex_};
    hashing_ended_.wait(lock, [&] { return hashing_ < hashing_max; });
    ++hashing_;
    lock.unlock();
    const bool same =
        crypto_pwhash_str_verify(stored.c_str(), password.data(), password.size()) == 0;
    lock.lock();
    --hashing_;
    hashing_ended_.notify_one();
    return same;
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

Result<> Accounts::throttle(const std::string& key) {
    const std::lock_guard lock{mutex_};
    const auto found = failures_.find(key);
    if (found == failures_.end()) return Done{};
    if (wall_.now() - found->second.since >= failures_window) {
        failures_.erase(found);
        return Done{};
    }
    if (found->second.count >= failures_max) return failure(Errc::too_many, too_many_failures);
    return Done{};
}

void Accounts::failed(const std::string& key) {
    const std::lock_guard lock{mutex_};
    const auto now = wall_.now();
    if (failures_.size() >= tracked_names_max)
        std::erase_if(failures_,
                      [&](const auto& row) { return now - row.second.since >= failures_window; });
    if (failures_.size() >= tracked_names_max) return;
    auto& row = failures_[key];
    if (row.count == 0) row.since = now;
    ++row.count;
}

std::string Accounts::new_secret() {
    std::array<std::byte, 32> bytes{};
    random_.fill(bytes);
    return to_hex(bytes);
}

Result<Opened> Accounts::sign_in(std::string_view name, std::string_view password,
                                 bool own_device) {
    const auto key = search_key(name);
    TRY(throttle(key));
    struct Account {
        PersonId person;
        std::string password;
    };
    const auto account = TRY(store_.read_for([&](store::Read& db) {
        return db.first("SELECT person, password FROM account WHERE name_key = ?", {key},
                        [](const store::Row& row) {
                            return Account{id_of(row.bytes(0)), std::string{row.text(1)}};
                        });
    }));
    const bool is_right =
        matches(account ? account->password : dummy_, password.substr(0, password_bytes_max));
    if (!account || !is_right) {
        failed(key);
        return failure(Errc::unauthenticated, wrong_credentials);
    }

    const auto now = wall_.now();
    Opened opened{new_secret(), {account->person, {}, false, true, own_device}};
    opened.identity.session = hash_of(opened.secret);
    const auto job = [&](store::Write& db) -> Result<> {
        TRY(db.execute("DELETE FROM session WHERE ends_at <= ?", {micros(now)}));
        TRY(db.execute("INSERT INTO session(hash, person, made_at, seen_at, ends_at, renewed_at, "
                       "own_device) VALUES(?, ?, ?, ?, ?, ?, ?)",
                       {opened.identity.session, account->person.value, micros(now), micros(now),
                        micros(now + session_length), micros(now), own_device}));
        return Done{};
    };
    TRY(store_.write(job));
    const std::lock_guard lock{mutex_};
    failures_.erase(key);
    return opened;
}

Result<Identity> Accounts::session(std::string_view secret) {
    if (secret.size() != 64) return failure(Errc::unauthenticated, not_signed_in);
    const auto hash = hash_of(secret);
    const auto stored = TRY(store_.read_for([&](store::Read& db) {
        return db.first("SELECT person, seen_at, ends_at, renewed_at, own_device FROM session "
                        "WHERE hash = ?",
                        {hash}, [](const store::Row& row) {
                            return StoredSession{id_of(row.bytes(0)), moment(row.integer(1)),
                                                 moment(row.integer(2)), moment(row.integer(3)),
                                                 row.integer(4) != 0};
                        });
    }));
    if (!stored) return failure(Errc::unauthenticated, not_signed_in);

    const auto now = wall_.now();
    auto seen_at = stored->seen_at;
    {
        const std::lock_guard lock{mutex_};
        if (const auto met = seen_.find(hash); met != seen_.end())
            seen_at = std::max(seen_at, met->second.last_seen);
    }
    if (!is_alive(seen_at, stored->ends_at, stored->own_device, now))
        return failure(Errc::unauthenticated, not_signed_in);

    const Identity identity{stored->person, hash, false, now - stored->renewed_at < renewed_for,
                            stored->own_device};
    bool is_write_due = false;
    {
        const std::lock_guard lock{mutex_};
        auto& met = seen_[hash];
        met.last_seen = now;
        met.ends = stored->ends_at;
        if (now - std::max(met.written, stored->seen_at) >= seen_written_every) {
            met.written = now;
            is_write_due = true;
            std::erase_if(seen_, [&](const auto& row) { return now >= row.second.ends; });
        }
    }
    if (is_write_due) {
        // A full disk must not sign people out: they can go on reading.
        const auto written = store_.write([&](store::Write& db) -> Result<> {
            TRY(db.execute("UPDATE session SET seen_at = ? WHERE hash = ?", {micros(now), hash}));
            return Done{};
        });
        static_cast<void>(written.ok());
    }
    return identity;
}

Result<Identity> Accounts::renew(const Identity& identity, std::string_view password) {
    struct Account {
        std::string key;
        std::string password;
    };
    const auto account = TRY(store_.read_for([&](store::Read& db) {
        return db.first("SELECT name_key, password FROM account WHERE person = ?",
                        {identity.person.value}, [](const store::Row& row) {
                            return Account{std::string{row.text(0)}, std::string{row.text(1)}};
                        });
    }));
    if (!account || identity.is_token) return failure(Errc::unauthenticated, not_signed_in);
    TRY(throttle(account->key));
    if (!matches(account->password, password.substr(0, password_bytes_max))) {
        failed(account->key);
        return failure(Errc::unauthenticated, wrong_credentials);
    }
    const auto job = [&](store::Write& db) -> Result<> {
        TRY(db.execute("UPDATE session SET renewed_at = ? WHERE hash = ?",
                       {micros(wall_.now()), identity.session}));
        return Done{};
    };
    TRY(store_.write(job));
    auto renewed = identity;
    renewed.is_renewed = true;
    return renewed;
}

Result<> Accounts::sign_out(const Identity& identity) {
    const auto job = [&](store::Write& db) -> Result<> {
        TRY(db.execute("DELETE FROM session WHERE hash = ?", {identity.session}));
        return Done{};
    };
    TRY(store_.write(job));
    const std::lock_guard lock{mutex_};
    seen_.erase(identity.session);
    return Done{};
}

Result<bool> Accounts::still_stands(const Identity& identity) {
    const auto now = wall_.now();
    if (identity.is_token) {
        const auto is_there = TRY(store_.read_for([&](store::Read& db) {
            return db.first("SELECT 1 FROM api_token WHERE hash = ? AND "
                            "(expires_at IS NULL OR expires_at > ?)",
                            {identity.session, micros(now)},
                            [](const store::Row&) { return true; });
        }));
        return is_there.has_value();
    }
    struct Times {
        Time seen_at;
        Time ends_at;
    };
    auto times = TRY(store_.read_for([&](store::Read& db) {
        return db.first("SELECT seen_at, ends_at FROM session WHERE hash = ?", {identity.session},
                        [](const store::Row& row) {
                            return Times{moment(row.integer(0)), moment(row.integer(1))};
                        });
    }));
    if (!times) return false;
    const std::lock_guard lock{mutex_};
    if (const auto met = seen_.find(identity.session); met != seen_.end())
        times->seen_at = std::max(times->seen_at, met->second.last_seen);
    return is_alive(times->seen_at, times->ends_at, identity.own_device, now);
}

Result<std::string> Accounts::make_token(const PersonId& person, std::string_view label,
                                         std::optional<Time> expires) {
    auto secret = "sokuo_" + new_secret();
    const auto job = [&](store::Write& db) -> Result<> {
        std::optional<std::int64_t> until;
        if (expires) until = micros(*expires);
        TRY(db.execute("INSERT INTO api_token(hash, person, label, made_at, expires_at) "
                       "VALUES(?, ?, ?, ?, ?)",
                       {hash_of(secret), person.value, label, micros(wall_.now()), until}));
        return Done{};
    };
    TRY(store_.write(job));
    return secret;
}

Result<Identity> Accounts::token(std::string_view secret) {
    const auto hash = hash_of(secret);
    struct Stored {
        PersonId person;
        std::optional<Time> expires;
    };
    const auto stored = TRY(store_.read_for([&](store::Read& db) {
        return db.first("SELECT person, expires_at FROM api_token WHERE hash = ?", {hash},
                        [](const store::Row& row) {
                            Stored found{id_of(row.bytes(0)), {}};
                            if (!row.is_null(1)) found.expires = moment(row.integer(1));
                            return found;
                        });
    }));
    if (!stored || (stored->expires && wall_.now() >= *stored->expires))
        return failure(Errc::unauthenticated, not_signed_in);
    return Identity{stored->person, hash, true, false, false};
}

Result<> Accounts::end_all(store::Write& db) {
    TRY(db.execute("DELETE FROM session"));
    TRY(db.execute("DELETE FROM api_token"));
    return Done{};
}

Result<std::optional<std::string>> Accounts::sign_in_name(store::Read& db, const PersonId& person) {
    return db.first("SELECT name FROM account WHERE person = ?", {person.value},
                    [](const store::Row& row) { return std::string{row.text(0)}; });
}

Result<std::optional<PersonId>> Accounts::person_of(store::Read& db,
                                                    std::string_view sign_in_name) {
    return db.first("SELECT person FROM account WHERE name_key = ?", {search_key(sign_in_name)},
                    [](const store::Row& row) { return id_of(row.bytes(0)); });
}

} // namespace sokuo::identity
