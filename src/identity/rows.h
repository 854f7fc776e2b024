#pragma once

// How this module's values stand in its tables. All of them are operational: outside the journal,
// read by no view.

#include "core/id.h"
#include "core/sha256.h"
#include "core/time.h"

#include <algorithm>
#include <cstdint>

namespace sokuo::identity {

inline std::int64_t micros(Time time) {
    return time.time_since_epoch().count();
}

inline Time moment(std::int64_t micros) {
    return Time{Duration{micros}};
}

/// The bytes of a column into an array of the same length; zeros when they are not as long.
template <std::size_t N>
std::array<std::byte, N> fixed(ByteView bytes) {
    std::array<std::byte, N> out{};
    if (bytes.size() == N) std::ranges::copy(bytes, out.begin());
    return out;
}

inline PersonId person_id(ByteView bytes) {
    return {fixed<16>(bytes)};
}

inline constexpr std::string_view schema = R"(
DROP TABLE IF EXISTS session;
CREATE TABLE IF NOT EXISTS account(
  person BLOB PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
  password TEXT NOT NULL, made_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS account_link(
  person BLOB PRIMARY KEY, source INTEGER NOT NULL, issuer TEXT NOT NULL, subject TEXT NOT NULL,
  subject_key TEXT NOT NULL, made_at INTEGER NOT NULL,
  UNIQUE(source, issuer, subject_key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sealed_account(person BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS spent_nonce(
  hash BLOB PRIMARY KEY, ends_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS password_note(
  person BLOB PRIMARY KEY, is_short INTEGER NOT NULL, must_change INTEGER NOT NULL,
  ends_at INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sign_in_failure(
  name BLOB PRIMARY KEY, in_row INTEGER NOT NULL, in_window INTEGER NOT NULL,
  since INTEGER NOT NULL, tried_at INTEGER NOT NULL, known INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sign_in_failure_of_nobody ON sign_in_failure(known, tried_at);
CREATE TABLE IF NOT EXISTS second_factor(
  person BLOB PRIMARY KEY, sealed BLOB NOT NULL, key_id BLOB NOT NULL,
  last_step INTEGER NOT NULL, made_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS second_factor_offer(
  person BLOB PRIMARY KEY, sealed BLOB NOT NULL, key_id BLOB NOT NULL,
  made_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS recovery_code(
  hash BLOB PRIMARY KEY, person BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS recovery_code_of ON recovery_code(person);
DROP TABLE IF EXISTS half_sign_in;
CREATE TABLE IF NOT EXISTS begun_sign_in(
  hash BLOB PRIMARY KEY, person BLOB NOT NULL, own_device INTEGER NOT NULL,
  device TEXT NOT NULL, fresh INTEGER NOT NULL, ends_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS open_session(
  hash BLOB PRIMARY KEY, person BLOB NOT NULL, made_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, renewed_at INTEGER NOT NULL,
  own_device INTEGER NOT NULL, device TEXT NOT NULL, second INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS open_session_of ON open_session(person);
CREATE TABLE IF NOT EXISTS api_token(
  hash BLOB PRIMARY KEY, person BLOB NOT NULL, label TEXT NOT NULL, made_at INTEGER NOT NULL,
  expires_at INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS api_token_scope(
  hash BLOB NOT NULL, action TEXT NOT NULL, PRIMARY KEY(hash, action)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS api_token_use(
  hash BLOB PRIMARY KEY, seen_at INTEGER NOT NULL) WITHOUT ROWID;
)";

} // namespace sokuo::identity
