#include "journal/record.h"

#include <algorithm>

namespace sokuo::journal {
namespace {

inline constexpr Message seq_differs{
    "journal.seq_differs", "記録 {0} の中身は別の記録のものです。sokuo verify で確かめてください。",
    "Entry {0} holds the bytes of another. Run `sokuo verify`."};
inline constexpr Message body_missing{
    "journal.body_missing",
    "記録 {0} の本文が、消去の記録なしに失われています。sokuo verify で確かめてください。",
    "The text of entry {0} is gone without an erasure. Run `sokuo verify`."};
inline constexpr Message body_broken{
    "journal.body_broken", "記録 {0} の本文が壊れています。sokuo verify で確かめてください。",
    "The text of entry {0} is damaged. Run `sokuo verify`."};
inline constexpr Message first_entry_broken{
    "journal.first_entry_broken", "最初の記録が読めません。バックアップから復元してください。",
    "The first entry cannot be read. Restore from a backup."};

Error about(Errc code, const Message& message, std::int64_t seq) {
    return failure(code, message, {std::to_string(seq)});
}

template <std::size_t N>
std::array<std::byte, N> fixed(ByteView bytes) {
    std::array<std::byte, N> out{};
    std::ranges::copy(bytes.first(std::min(N, bytes.size())), out.begin());
    return out;
}

std::optional<SealedBody> body_at(const store::Row& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    const auto sealed = row.bytes(column + 1);
    return SealedBody{fixed<32>(row.bytes(column)), Bytes{sealed.begin(), sealed.end()},
                      KeyId{fixed<16>(row.bytes(column + 2))}};
}

Record record_at(const store::Row& row) {
    const auto leaf = row.bytes(1);
    return {row.integer(0), Bytes{leaf.begin(), leaf.end()}, {body_at(row, 2), body_at(row, 5)}};
}

} // namespace

Result<std::vector<Record>> records_after(store::Read& db, std::int64_t after,
                                          std::size_t count_max) {
    return db.all("SELECT e.seq, e.leaf, c.salt, c.sealed, c.key_id, p.salt, p.sealed, p.key_id "
                  "FROM entry e LEFT JOIN body c ON c.seq = e.seq AND c.slot = 0 "
                  "LEFT JOIN body p ON p.seq = e.seq AND p.slot = 1 "
                  "WHERE e.seq > ? ORDER BY e.seq LIMIT ?",
                  {after, static_cast<std::int64_t>(count_max)}, record_at);
}

Result<std::vector<Record>> records_of(store::Read& db, const Stream& stream,
                                       std::int64_t after_rev) {
    return db.all("SELECT e.seq, e.leaf, c.salt, c.sealed, c.key_id, p.salt, p.sealed, p.key_id "
                  "FROM stream_entry s JOIN entry e ON e.seq = s.seq "
                  "LEFT JOIN body c ON c.seq = e.seq AND c.slot = 0 "
                  "LEFT JOIN body p ON p.seq = e.seq AND p.slot = 1 "
                  "WHERE s.kind = ? AND s.id = ? AND s.rev > ? ORDER BY s.rev",
                  {stream.kind, stream.id, after_rev}, record_at);
}

std::array<std::byte, 25> body_context(const Uuid& log_id, std::int64_t seq, Slot slot) {
    std::array<std::byte, 25> context{};
    const auto number = static_cast<std::uint64_t>(seq);
    for (std::size_t i = 0; i < 8; ++i)
        context[i] = static_cast<std::byte>((number >> (56 - 8 * i)) & 0xFFU);
    context[8] = static_cast<std::byte>(slot);
    std::ranges::copy(log_id, context.begin() + 9);
    return context;
}

Result<Bytes> open_body(KeyRing& ring, const SealedBody& body, const Leaf& leaf, Slot slot) {
    const auto broken = about(Errc::corrupt, body_broken, leaf.seq);
    const auto* commitment = leaf.commitment(slot);
    if (commitment == nullptr) return because(broken, "no commitment");
    const auto key = ring.find(body.key);
    if (!key.ok()) {
        if (key.error().code == Errc::not_found) return because(broken, "no key");
        return key.error();
    }
    auto plain = unseal(key.value(), body.sealed, body_context(leaf.log_id, leaf.seq, slot));
    if (!plain.ok()) return because(broken, "the box does not open");
    if (plain.value().size() != commitment->bytes ||
        commit_to(body.salt, plain.value()) != commitment->hash)
        return because(broken, "the commitment differs");
    return plain;
}

Result<bool> is_erased(store::Read& db, const Leaf& leaf, Slot slot) {
    const auto through = TRY(db.first(
        "SELECT coalesce(max(through_rev), 0) FROM erasure WHERE kind = ? AND id = ? AND slot = ?",
        {leaf.stream.kind, leaf.stream.id, static_cast<std::int64_t>(slot)},
        [](const store::Row& row) { return row.integer(0); }));
    return through.value_or(0) >= leaf.rev;
}

Result<BodyState> Reader::read_body(store::Read& db, const Record& record, const Leaf& leaf,
                                    Slot slot, Json& out) const {
    const auto& body = record.bodies.at(static_cast<std::size_t>(slot));
    if (leaf.commitment(slot) == nullptr) {
        if (body) return because(about(Errc::corrupt, body_broken, leaf.seq), "a stray body");
        return BodyState::absent;
    }
    if (!body) {
        const bool erased = TRY(is_erased(db, leaf, slot));
        if (!erased) return about(Errc::corrupt, body_missing, leaf.seq);
        return BodyState::erased;
    }
    const auto plain = TRY(open_body(ring_, *body, leaf, slot));
    auto json = parse_json(as_text(plain));
    if (!json.ok()) return because(about(Errc::corrupt, body_broken, leaf.seq), "no JSON");
    out = std::move(json).value();
    return BodyState::present;
}

Result<Entry> Reader::read(store::Read& db, const Record& record, const Uuid& log_id) const {
    auto leaf = TRY(decode_leaf(record.leaf));
    if (leaf.seq != record.seq || leaf.log_id != log_id)
        return about(Errc::corrupt, seq_differs, record.seq);
    Entry entry;
    entry.content_state = TRY(read_body(db, record, leaf, Slot::content, entry.content));
    entry.personal_state = TRY(read_body(db, record, leaf, Slot::personal, entry.personal));
    entry.seq = leaf.seq;
    entry.stream = std::move(leaf.stream);
    entry.rev = leaf.rev;
    entry.type = std::move(leaf.type);
    entry.version = leaf.version;
    entry.recorded_at = leaf.recorded_at;
    entry.occurred_at = leaf.occurred_at;
    entry.actor = leaf.actor;
    upcast(entry);
    return entry;
}

Result<std::vector<Entry>> Reader::read(store::Read& db, std::span<const Record> records,
                                        const Uuid& log_id) const {
    std::vector<Entry> entries;
    entries.reserve(records.size());
    for (const auto& record : records)
        entries.push_back(TRY(read(db, record, log_id)));
    return entries;
}

void Reader::upcast(Entry& entry) const {
    // An erased content stays null: there is nothing to make newer.
    for (bool again = !upcasts_.empty(); again;) {
        again = false;
        for (const auto& step : upcasts_) {
            if (step.type != entry.type || step.from != entry.version) continue;
            if (entry.content_state == BodyState::present)
                entry.content = step.content(std::move(entry.content));
            ++entry.version;
            again = true;
        }
    }
}

Result<Opened> read_opened(KeyRing& ring, const Record& first) {
    const auto broken = failure(Errc::corrupt, first_entry_broken);
    const auto leaf = decode_leaf(first.leaf);
    const auto& body = first.bodies[0];
    if (!leaf.ok() || first.seq != 1 || leaf.value().type != "journal.opened" || !body)
        return broken;
    auto plain = open_body(ring, *body, leaf.value(), Slot::content);
    if (!plain.ok()) return because(broken, describe(plain.error()));
    auto parsed = parse_json(as_text(plain.value()));
    if (!parsed.ok()) return because(broken, describe(parsed.error()));
    const auto& content = parsed.value();
    return Opened{leaf.value().log_id, std::string{content["origin"].text_or("")},
                  content["clock"].text_or("") == "simulated" ? ClockKind::simulated
                                                              : ClockKind::wall,
                  leaf.value().recorded_at};
}

} // namespace sokuo::journal
