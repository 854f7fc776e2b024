#include "identity/sessions.h"

#include "identity/rows.h"

#include <algorithm>
#include <array>
#include <functional>

namespace sokuo::identity {
namespace {

using namespace std::chrono_literals;

constexpr Message not_signed_in{"identity.not_signed_in",
                                "サインインしてください。入力した内容は残っています。",
                                "Please sign in. What you typed is kept."};
constexpr Message no_such_seat{"identity.no_such_seat",
                               "このサインインは、もう終わっています。一覧を読み直してください。",
                               "This sign-in has ended already. Read the list again."};

constexpr Message token_end{"identity.token_end",
                            "APIの鍵の終わりは、いまより後、1年以内にしてください。",
                            "A token must end after now and within a year."};

constexpr auto silence = 1h;
constexpr auto session_length = 12h;
constexpr auto renewed_for = 10min;
constexpr auto seen_written_every = 1min;
constexpr std::size_t met_max = 10'000;

Hash hash_of(std::string_view secret) {
    return sha256(as_bytes(secret));
}

bool is_alive(Time seen, Time ends, bool own_device, Time now) {
    if (now >= ends) return false;
    return own_device || now - seen < silence;
}

struct Stored {
    Identity identity;
    Time seen;
    Time ends;
    Time renewed;
};

// One look-up for a request: the session with what its person has and owes.
Result<std::optional<Stored>> look_up(store::Read& db, const Hash& hash) {
    return db.first("SELECT s.person, s.seen_at, s.ends_at, s.renewed_at, s.own_device, s.second, "
                    "f.person IS NOT NULL, coalesce(n.must_change, 0), coalesce(l.source, 0) "
                    "FROM open_session s LEFT JOIN second_factor f ON f.person = s.person "
                    "LEFT JOIN account_link l ON l.person = s.person "
                    "LEFT JOIN password_note n ON n.person = s.person WHERE s.hash = ?",
                    {hash}, [&](const store::Row& row) {
                        return Stored{{.person = person_id(row.bytes(0)),
                                       .session = hash,
                                       .own_device = row.integer(4) != 0,
                                       .has_second = row.integer(6) != 0,
                                       .gave_second = row.integer(5) != 0,
                                       .must_change_password = row.integer(7) != 0,
                                       .source = static_cast<Source>(row.integer(8))},
                                      moment(row.integer(1)),
                                      moment(row.integer(2)),
                                      moment(row.integer(3))};
                    });
}

constexpr std::int64_t longest = Duration{token_length_max}.count();

Result<std::vector<std::string>> scope_of(store::Read& db, const Hash& token) {
    return db.all("SELECT action FROM api_token_scope WHERE hash = ? ORDER BY action", {token},
                  [](const store::Row& row) { return std::string{row.text(0)}; });
}

} // namespace

std::string Sessions::new_secret() {
    std::array<std::byte, 32> bytes{};
    random_.fill(bytes);
    return to_hex(bytes);
}

Result<> Sessions::open(store::Write& db, std::string_view secret, const Proof& proof,
                        const Device& device) {
    const auto now = wall_.now();
    TRY(db.execute("DELETE FROM open_session WHERE ends_at <= ?", {micros(now)}));
    TRY(db.execute("INSERT INTO open_session(hash, person, made_at, seen_at, ends_at, renewed_at, "
                   "own_device, device, second) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   {hash_of(secret), proof.person.value, micros(now), micros(now),
                    micros(now + session_length), proof.is_fresh ? micros(now) : 0, device.is_own,
                    device.name, proof.has_second}));
    return Done{};
}

Time Sessions::last_seen(const Hash& hash, Time stored) {
    const std::lock_guard lock{mutex_};
    const auto met = met_.find(hash);
    return met == met_.end() ? stored : std::max(stored, met->second.seen);
}

bool Sessions::meet(const Hash& hash, Time now) {
    const std::lock_guard lock{mutex_};
    if (met_.size() >= met_max)
        std::erase_if(met_, [&](const auto& row) { return now - row.second.seen >= silence; });
    auto& met = met_[hash];
    met.seen = now;
    const bool is_write_due = now - met.written >= seen_written_every;
    if (is_write_due) met.written = now;
    return is_write_due;
}

Result<Identity> Sessions::session(std::string_view secret) {
    if (secret.size() != 64) return failure(Errc::unauthenticated, not_signed_in);
    const auto hash = hash_of(secret);
    const auto stored = TRY(store_.read_for([&](store::Read& db) { return look_up(db, hash); }));
    if (!stored) return failure(Errc::unauthenticated, not_signed_in);
    const auto now = wall_.now();
    auto identity = stored->identity;
    if (!is_alive(last_seen(hash, stored->seen), stored->ends, identity.own_device, now))
        return failure(Errc::unauthenticated, not_signed_in);
    identity.is_renewed = now - stored->renewed < renewed_for;
    if (meet(hash, now)) {
        // A full disk must not sign people out: they can go on reading.
        const auto written = store_.write([&](store::Write& db) -> Result<> {
            TRY(db.execute("UPDATE open_session SET seen_at = ? WHERE hash = ?",
                           {micros(now), hash}));
            return Done{};
        });
        static_cast<void>(written.ok());
    }
    return identity;
}

Result<> Sessions::renew(store::Write& db, const Hash& session) {
    TRY(db.execute("UPDATE open_session SET renewed_at = ? WHERE hash = ?",
                   {micros(wall_.now()), session}));
    return Done{};
}

Result<> Sessions::note_second(store::Write& db, const Hash& session) {
    TRY(db.execute("UPDATE open_session SET second = 1 WHERE hash = ?", {session}));
    return Done{};
}

Result<bool> Sessions::still_stands(const Identity& identity) {
    const auto now = wall_.now();
    if (identity.is_token) {
        const auto is_there = TRY(store_.read_for([&](store::Read& db) {
            return db.first("SELECT 1 FROM api_token WHERE hash = ? AND "
                            "coalesce(expires_at, made_at + ?) > ?",
                            {identity.session, longest, micros(now)},
                            [](const store::Row&) { return true; });
        }));
        return is_there.has_value();
    }
    const auto stored =
        TRY(store_.read_for([&](store::Read& db) { return look_up(db, identity.session); }));
    return stored && is_alive(last_seen(identity.session, stored->seen), stored->ends,
                              identity.own_device, now);
}

Result<std::string> Sessions::make_token(store::Write& db, const TokenWish& wish) {
    const auto now = wall_.now();
    const auto ends = wish.ends.value_or(now + token_length_max);
    if (ends <= now || ends > now + token_length_max)
        return at(failure(Errc::invalid, token_end), "/ends_at");
    auto secret = "sokuo_" + new_secret();
    const auto hash = hash_of(secret);
    TRY(db.execute("INSERT INTO api_token(hash, person, label, made_at, expires_at) "
                   "VALUES(?, ?, ?, ?, ?)",
                   {hash, wish.person.value, wish.label, micros(now), micros(ends)}));
    for (const auto& action : wish.actions)
        TRY(db.execute("INSERT INTO api_token_scope(hash, action) VALUES(?, ?) "
                       "ON CONFLICT DO NOTHING",
                       {hash, action}));
    return secret;
}

Result<Identity> Sessions::token(std::string_view secret) {
    const auto hash = hash_of(secret);
    const auto now = wall_.now();
    const auto look = [&](store::Read& db) -> Result<std::optional<Identity>> {
        auto identity = TRY(db.first("SELECT person FROM api_token WHERE hash = ? AND "
                                     "coalesce(expires_at, made_at + ?) > ?",
                                     {hash, longest, micros(now)}, [&](const store::Row& row) {
                                         return Identity{.person = person_id(row.bytes(0)),
                                                         .session = hash,
                                                         .is_token = true};
                                     }));
        if (identity) identity->actions = TRY(scope_of(db, hash));
        return identity;
    };
    const auto found = TRY(store_.read_for(look));
    if (!found) return failure(Errc::unauthenticated, not_signed_in);
    if (meet(hash, now)) {
        // As with a session: a full disk stops no reading.
        const auto written = store_.write([&](store::Write& db) -> Result<> {
            TRY(db.execute("INSERT INTO api_token_use(hash, seen_at) VALUES(?, ?) "
                           "ON CONFLICT(hash) DO UPDATE SET seen_at = excluded.seen_at",
                           {hash, micros(now)}));
            return Done{};
        });
        static_cast<void>(written.ok());
    }
    return *found;
}

Result<std::vector<Seat>> Sessions::of(const PersonId& person) {
    const auto now = wall_.now();
    const auto look = [&](store::Read& db) -> Result<std::vector<Seat>> {
        auto all =
            TRY(db.all("SELECT hash, device, made_at, seen_at, ends_at, own_device, second, 0 "
                       "FROM open_session WHERE person = ? UNION ALL "
                       "SELECT t.hash, t.label, t.made_at, u.seen_at, "
                       "coalesce(t.expires_at, t.made_at + ?), 0, 0, 1 "
                       "FROM api_token t LEFT JOIN api_token_use u ON u.hash = t.hash "
                       "WHERE t.person = ?",
                       {person.value, longest, person.value}, [](const store::Row& row) {
                           Seat seat{.id = fixed<32>(row.bytes(0)),
                                     .is_token = row.integer(7) != 0,
                                     .name = std::string{row.text(1)},
                                     .made = moment(row.integer(2)),
                                     .seen = {},
                                     .ends = {},
                                     .own_device = row.integer(5) != 0,
                                     .gave_second = row.integer(6) != 0};
                           if (!row.is_null(3)) seat.seen = moment(row.integer(3));
                           if (!row.is_null(4)) seat.ends = moment(row.integer(4));
                           return seat;
                       }));
        for (auto& seat : all) {
            if (seat.is_token) seat.actions = TRY(scope_of(db, seat.id));
        }
        return all;
    };
    auto seats = TRY(store_.read_for(look));
    for (auto& seat : seats) {
        if (seat.seen) seat.seen = last_seen(seat.id, *seat.seen);
    }
    std::erase_if(seats, [&](const Seat& seat) {
        if (seat.is_token) return seat.ends && *seat.ends <= now;
        return !is_alive(*seat.seen, *seat.ends, seat.own_device, now);
    });
    std::ranges::stable_sort(seats, std::ranges::greater{},
                             [](const Seat& seat) { return seat.seen.value_or(Time{}); });
    return seats;
}

Result<> Sessions::end(const PersonId& person, const Hash& seat) {
    const auto job = [&](store::Write& db) -> Result<> {
        auto ended = TRY(db.execute("DELETE FROM open_session WHERE hash = ? AND person = ?",
                                    {seat, person.value}));
        ended += TRY(db.execute("DELETE FROM api_token WHERE hash = ? AND person = ?",
                                {seat, person.value}));
        if (ended == 0) return failure(Errc::not_found, no_such_seat);
        TRY(db.execute("DELETE FROM api_token_use WHERE hash = ?", {seat}));
        TRY(db.execute("DELETE FROM api_token_scope WHERE hash = ?", {seat}));
        return Done{};
    };
    TRY(store_.write(job));
    const std::lock_guard lock{mutex_};
    met_.erase(seat);
    return Done{};
}

Result<> Sessions::end_others(store::Write& db, const PersonId& person,
                              const std::optional<Hash>& kept) {
    const auto stays = kept.value_or(Hash{});
    TRY(db.execute("DELETE FROM open_session WHERE person = ? AND hash <> ?",
                   {person.value, stays}));
    TRY(db.execute("DELETE FROM begun_sign_in WHERE person = ?", {person.value}));
    return Done{};
}

Result<> Sessions::end_tokens(store::Write& db, const PersonId& person) {
    TRY(db.execute("DELETE FROM api_token_use WHERE hash IN "
                   "(SELECT hash FROM api_token WHERE person = ?)",
                   {person.value}));
    TRY(db.execute("DELETE FROM api_token_scope WHERE hash IN "
                   "(SELECT hash FROM api_token WHERE person = ?)",
                   {person.value}));
    TRY(db.execute("DELETE FROM api_token WHERE person = ?", {person.value}));
    return Done{};
}

Result<> Sessions::end_all(store::Write& db) {
    TRY(db.execute("DELETE FROM open_session"));
    TRY(db.execute("DELETE FROM begun_sign_in"));
    TRY(db.execute("DELETE FROM api_token"));
    TRY(db.execute("DELETE FROM api_token_use"));
    TRY(db.execute("DELETE FROM api_token_scope"));
    return Done{};
}

} // namespace sokuo::identity
