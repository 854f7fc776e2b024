#include "team/once.h"

#include <algorithm>
#include <optional>
#include <string>

namespace sokuo::team {
namespace {

constexpr Message key_missing{"team.idempotency_key_missing",
                              "見出し Idempotency-Key（8〜100文字）を付けてください。",
                              "Send a header Idempotency-Key of 8 to 100 characters."};
constexpr Message key_reused{
    "team.idempotency_key_reused",
    "同じ Idempotency-Key が別の内容に使われています。新しい値にしてください。",
    "This Idempotency-Key was used for another request. Use a new one."};

constexpr auto kept_for = std::chrono::days{7};

std::int64_t micros(Time time) {
    return time.time_since_epoch().count();
}

struct Made {
    Uuid id{};
    bool is_same_request = false;
};

Result<std::optional<Uuid>> made_with(store::Read& db, const OnceKey& key) {
    const auto made =
        TRY(db.first("SELECT made, request FROM idempotency WHERE person = ? AND key = ?",
                     {key.person.value, key.key}, [&](const store::Row& row) {
                         Made found;
                         std::ranges::copy(row.bytes(0).first(found.id.size()), found.id.begin());
                         found.is_same_request = std::ranges::equal(row.bytes(1), key.request);
                         return found;
                     }));
    if (!made) return std::optional<Uuid>{};
    if (!made->is_same_request) return failure(Errc::conflict, key_reused);
    return std::optional{made->id};
}

Result<OnceKey> key_of(const Call& call) {
    auto key = TRY(once_key(call));
    Sha256 hasher;
    hasher.update(as_bytes(call.request.path));
    hasher.update(as_bytes("\n"));
    hasher.update(as_bytes(call.request.body));
    key.request = hasher.finish();
    return key;
}

} // namespace

Result<> prepare_once(store::Store& store) {
    return store.write([](store::Write& db) -> Result<> {
        return db.script("CREATE TABLE IF NOT EXISTS idempotency("
                         "person BLOB NOT NULL, key TEXT NOT NULL, request BLOB NOT NULL, "
                         "made BLOB NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(person, key)) "
                         "WITHOUT ROWID;"
                         "CREATE INDEX IF NOT EXISTS idempotency_by_time ON idempotency(at);");
    });
}

Result<OnceKey> once_key(const Call& call) {
    const auto key = call.request.header("idempotency-key");
    if (key.size() < 8 || key.size() > 100)
        return at(failure(Errc::invalid, key_missing), "Idempotency-Key");
    return OnceKey{.person = call.actor.person, .key = std::string{key}};
}

Result<Uuid> once(store::Write& db, const OnceKey& key, Time now,
                  const std::function<Result<Uuid>()>& act) {
    if (const auto made = TRY(made_with(db, key))) return *made;
    const auto id = TRY(act());
    TRY(db.execute("INSERT INTO idempotency(person, key, request, made, at) VALUES(?, ?, ?, ?, ?)",
                   {key.person.value, key.key, key.request, id, micros(now)}));
    return id;
}

Result<Uuid> once(store::Write& db, const Call& call, Time now,
                  const std::function<Result<Uuid>()>& act) {
    const auto key = TRY(key_of(call));
    return once(db, key, now, act);
}

Result<std::optional<Uuid>> made_before(store::Read& db, const Call& call) {
    const auto key = TRY(key_of(call));
    return made_with(db, key);
}

Result<> forget_old_keys(store::Store& store, Time now) {
    return store.write([&](store::Write& db) -> Result<> {
        TRY(db.execute("DELETE FROM idempotency WHERE at < ?", {micros(now - kept_for)}));
        return Done{};
    });
}

} // namespace sokuo::team
