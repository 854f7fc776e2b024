#include "journal/erase.h"

#include <algorithm>

namespace sokuo::journal {
namespace {

inline constexpr Message own_stream_stays{"journal.own_stream_stays",
                                          "記録簿そのものについての記録は消去できません。",
                                          "What the journal says about itself cannot be erased."};

// An erasure whose key is not destroyed yet.
struct Pending {
    std::int64_t seq = 0;
    Stream stream;
    std::int64_t slot = 0;
    KeyId key;
};

template <std::size_t N>
std::array<std::byte, N> fixed(ByteView bytes) {
    std::array<std::byte, N> out{};
    std::ranges::copy(bytes.first(std::min(N, bytes.size())), out.begin());
    return out;
}

Result<std::vector<Pending>> pending(store::Read& db) {
    return db.all("SELECT seq, kind, id, slot, key_id FROM erasure WHERE key_id IS NOT NULL "
                  "ORDER BY seq",
                  {}, [](const store::Row& row) {
                      return Pending{row.integer(0),
                                     {std::string{row.text(1)}, fixed<16>(row.bytes(2))},
                                     row.integer(3),
                                     KeyId{fixed<16>(row.bytes(4))}};
                  });
}

Result<std::vector<KeyId>> keys_of_files(store::Read& db, std::int64_t seq) {
    return db.all("SELECT key_id FROM erasure_key WHERE seq = ?", {seq},
                  [](const store::Row& row) { return KeyId{fixed<16>(row.bytes(0))}; });
}

Result<> end(Journal& journal, store::Write& db, const Pending& erasure) {
    const auto changed = TRY(db.execute(
        "UPDATE erasure SET key_id = NULL WHERE seq = ? AND key_id IS NOT NULL", {erasure.seq}));
    if (changed == 0) return Done{}; // Another thread ended it.
    TRY(db.execute("DELETE FROM erasure_key WHERE seq = ?", {erasure.seq}));
    TRY(journal.append(
        db, Actor{},
        Draft{.stream = erasure.stream,
              .type = "journal.erasure_ended",
              .content = Json::object({{"erased_seq", erasure.seq}, {"slot", erasure.slot}})}));
    return Done{};
}

} // namespace

Result<> erase_bodies(Journal& journal, store::Write& db, const Actor& actor,
                      const Erasure& erasure) {
    const auto& [stream, slot, ground, remains] = erasure;
    if (stream.kind == "journal") return failure(Errc::conflict, own_stream_stays);
    const auto number = static_cast<std::int64_t>(slot);
    const auto through_rev = TRY(journal.rev(db, stream));
    const auto key =
        TRY(db.first("SELECT key_id FROM stream_key WHERE kind = ? AND id = ? AND slot = ?",
                     {stream.kind, stream.id, number},
                     [](const store::Row& row) { return fixed<16>(row.bytes(0)); }));
    if (!key) return Done{}; // Nothing was ever written there, or it is erased already.

    TRY(db.execute("INSERT INTO erasing(one) VALUES(1)"));
    // Boxes of another key are the journal's own sayings about this stream: they stay.
    TRY(db.execute("DELETE FROM body WHERE slot = ? AND key_id = ? AND seq IN "
                   "(SELECT seq FROM stream_entry WHERE kind = ? AND id = ?)",
                   {number, *key, stream.kind, stream.id}));
    TRY(db.execute("DELETE FROM erasing"));
    TRY(db.execute("DELETE FROM stream_key WHERE kind = ? AND id = ? AND slot = ?",
                   {stream.kind, stream.id, number}));

    auto content =
        Json::object({{"ground", ground}, {"slot", number}, {"through_rev", through_rev}});
    if (!remains.kept.is_null()) content.set("kept", remains.kept);
    const auto entry = TRY(journal.append(
        db, actor, Draft{.stream = stream, .type = "journal.erased", .content = std::move(content)},
        remains.expected_rev));
    TRY(db.execute("INSERT INTO erasure(seq, kind, id, slot, through_rev, key_id) "
                   "VALUES(?, ?, ?, ?, ?, ?)",
                   {entry.seq, stream.kind, stream.id, number, through_rev, *key}));
    for (const auto& file : remains.keys)
        TRY(db.execute("INSERT INTO erasure_key(seq, key_id) VALUES(?, ?)",
                       {entry.seq, file.value}));
    return Done{};
}

Result<> finish_erasures(Journal& journal, KeyRing& ring) {
    auto& store = journal.store();
    const auto waiting = TRY(store.read_for([](store::Read& db) { return pending(db); }));
    if (waiting.empty()) return Done{};
    TRY(store.empty_log());
    for (const auto& erasure : waiting) {
        for (const auto& file :
             TRY(store.read_for([&](store::Read& db) { return keys_of_files(db, erasure.seq); })))
            TRY(ring.destroy(file));
        TRY(ring.destroy(erasure.key));
    }
    return store.write([&](store::Write& db) -> Result<> {
        for (const auto& erasure : waiting)
            TRY(end(journal, db, erasure));
        return Done{};
    });
}

} // namespace sokuo::journal
