#include "identity/second_factor.h"

#include "core/seal.h"
#include "identity/rows.h"

#include <algorithm>
#include <tuple>

namespace sokuo::identity {
namespace {

using namespace std::chrono_literals;

constexpr Message nothing_offered{
    "identity.nothing_offered",
    "登録の途中のものがありません。QRコードを表示するところから、もう一度始めてください。",
    "Nothing is being enrolled. Start again by showing the QR code."};
constexpr Message wrong_first_code{
    "identity.wrong_first_code",
    "この番号は合いません。スマートフォンの時刻が合っているかを確かめ、次の番号を入れてください。",
    "This number does not fit. See that the phone's clock is right, and enter the next number."};
constexpr Message not_enrolled{"identity.not_enrolled",
                               "二つ目の確認は登録されていません。先に登録してください。",
                               "No second factor is enrolled. Enrol one first."};

constexpr auto offer_length = 1h;

Result<> keep_codes(store::Write& db, const PersonId& person,
                    const std::vector<std::string>& codes) {
    TRY(db.execute("DELETE FROM recovery_code WHERE person = ?", {person.value}));
    for (const auto& code : codes) {
        const auto typed = TRY(read_code(code));
        TRY(db.execute("INSERT INTO recovery_code(hash, person) VALUES(?, ?)",
                       {recovery_hash(typed.text), person.value}));
    }
    return Done{};
}

journal::KeyId key_of(const store::Row& row) {
    return {fixed<16>(row.bytes(0))};
}

} // namespace

Result<TotpSecret> SecondFactors::open(const PersonId& person, const Sealed& sealed) {
    const auto key = TRY(keys_.find(sealed.key));
    const auto plain = TRY(unseal(key, sealed.box, person.value));
    return fixed<std::tuple_size_v<TotpSecret>>(plain);
}

std::vector<std::string> SecondFactors::new_codes() {
    std::vector<std::string> codes(recovery_codes_count);
    std::ranges::generate(codes, [&] { return new_recovery_code(random_); });
    return codes;
}

Result<TotpSecret> SecondFactors::offer(const PersonId& person) {
    TotpSecret secret{};
    random_.fill(secret);
    const auto key = TRY(keys_.fresh());
    const auto box = seal(key.key, secret, person.value, random_);
    std::vector<journal::KeyId> old;
    const auto job = [&](store::Write& db) -> Result<> {
        old = TRY(db.all("SELECT key_id FROM second_factor_offer WHERE person = ?", {person.value},
                         key_of));
        TRY(db.execute("INSERT INTO second_factor_offer(person, sealed, key_id, made_at) "
                       "VALUES(?, ?, ?, ?) ON CONFLICT(person) DO UPDATE SET "
                       "sealed = excluded.sealed, key_id = excluded.key_id, "
                       "made_at = excluded.made_at",
                       {person.value, box, key.id.value, micros(wall_.now())}));
        return Done{};
    };
    TRY(store_.write(job));
    TRY(destroy(old));
    return secret;
}

Result<std::vector<std::string>>
SecondFactors::confirm(const PersonId& person, const TypedCode& code,
                       const std::function<Result<>(store::Write&)>& also) {
    const auto now = wall_.now();
    const auto offered = TRY(store_.read_for([&](store::Read& db) {
        return db.first("SELECT key_id, sealed FROM second_factor_offer "
                        "WHERE person = ? AND made_at > ?",
                        {person.value, micros(now - offer_length)}, [](const store::Row& row) {
                            const auto box = row.bytes(1);
                            return Sealed{{box.begin(), box.end()}, key_of(row), 0};
                        });
    }));
    if (!offered) return failure(Errc::conflict, nothing_offered);
    const auto secret = TRY(open(person, *offered));
    const auto step = code.is_recovery ? std::nullopt : totp_match(secret, code.text, now, 0);
    if (!step) return at(failure(Errc::invalid, wrong_first_code), "/code");

    auto codes = new_codes();
    std::vector<journal::KeyId> old;
    const auto job = [&](store::Write& db) -> Result<> {
        old = TRY(
            db.all("SELECT key_id FROM second_factor WHERE person = ?", {person.value}, key_of));
        // What was offered must still be what was checked.
        const auto taken =
            TRY(db.execute("DELETE FROM second_factor_offer WHERE person = ? AND key_id = ?",
                           {person.value, offered->key.value}));
        if (taken == 0) return failure(Errc::conflict, nothing_offered);
        TRY(db.execute("INSERT INTO second_factor(person, sealed, key_id, last_step, made_at) "
                       "VALUES(?, ?, ?, ?, ?) ON CONFLICT(person) DO UPDATE SET "
                       "sealed = excluded.sealed, key_id = excluded.key_id, "
                       "last_step = excluded.last_step, made_at = excluded.made_at",
                       {person.value, offered->box, offered->key.value, *step, micros(now)}));
        TRY(keep_codes(db, person, codes));
        return also(db);
    };
    TRY(store_.write(job));
    TRY(destroy(old));
    return codes;
}

Result<std::optional<RightCode>> SecondFactors::check(const PersonId& person,
                                                      const TypedCode& code) {
    std::optional<RightCode> right;
    if (code.is_recovery) {
        const auto hash = recovery_hash(code.text);
        const auto found = TRY(store_.read_for([&](store::Read& db) {
            return db.first("SELECT 1 FROM recovery_code WHERE hash = ? AND person = ?",
                            {hash, person.value}, [](const store::Row&) { return true; });
        }));
        if (found) right = RightCode{person, {}, hash};
        return right;
    }
    const auto enrolled = TRY(store_.read_for([&](store::Read& db) {
        return db.first("SELECT key_id, sealed, last_step FROM second_factor WHERE person = ?",
                        {person.value}, [](const store::Row& row) {
                            const auto box = row.bytes(1);
                            return Sealed{{box.begin(), box.end()}, key_of(row), row.integer(2)};
                        });
    }));
    if (!enrolled) return right;
    const auto secret = TRY(open(person, *enrolled));
    const auto step = totp_match(secret, code.text, wall_.now(), enrolled->last_step);
    if (step) right = RightCode{person, step, {}};
    return right;
}

Result<bool> SecondFactors::spend(store::Write& db, const RightCode& code) {
    if (code.step) {
        const auto changed = TRY(
            db.execute("UPDATE second_factor SET last_step = ? WHERE person = ? AND last_step < ?",
                       {*code.step, code.person.value, *code.step}));
        return changed == 1;
    }
    const auto gone = TRY(db.execute("DELETE FROM recovery_code WHERE hash = ? AND person = ?",
                                     {code.recovery, code.person.value}));
    return gone == 1;
}

Result<std::vector<std::string>> SecondFactors::renew_recovery_codes(const PersonId& person) {
    auto codes = new_codes();
    const auto job = [&](store::Write& db) -> Result<> {
        const auto is_there = TRY(db.first("SELECT 1 FROM second_factor WHERE person = ?",
                                           {person.value}, [](const auto&) { return true; }));
        if (!is_there) return failure(Errc::conflict, not_enrolled);
        return keep_codes(db, person, codes);
    };
    TRY(store_.write(job));
    return codes;
}

Result<std::vector<journal::KeyId>> SecondFactors::remove(store::Write& db,
                                                          const PersonId& person) {
    auto keys = TRY(db.all("SELECT key_id FROM second_factor WHERE person = ? UNION "
                           "SELECT key_id FROM second_factor_offer WHERE person = ?",
                           {person.value, person.value}, key_of));
    TRY(db.execute("DELETE FROM second_factor WHERE person = ?", {person.value}));
    TRY(db.execute("DELETE FROM second_factor_offer WHERE person = ?", {person.value}));
    TRY(db.execute("DELETE FROM recovery_code WHERE person = ?", {person.value}));
    return keys;
}

Result<> SecondFactors::destroy(const std::vector<journal::KeyId>& keys) {
    for (const auto& key : keys)
        TRY(keys_.destroy(key));
    return Done{};
}

} // namespace sokuo::identity
