#include "journal/journal.h"

#include "journal/content.h"
#include "journal/erase.h"
#include "journal/schema.h"
#include "journal/state.h"
#include "journal/views.h"

#include <cassert>

namespace sokuo::journal {
namespace {

inline constexpr Message stream_moved{
    "journal.stream_moved",
    "ほかの人が先に書き換えました。新しい内容を確かめて、もう一度お願いします。",
    "Someone else changed this first. Look at the new state and try again."};
inline constexpr Message clock_differs{
    "journal.clock_differs", "この保管庫の時計の種類は、作ったときに決まっていて変えられません。",
    "The kind of clock of this store was decided when it was made and cannot change."};
inline constexpr Message no_such_entry{"journal.no_such_entry", "記録 {0} はありません。",
                                       "There is no entry {0}."};

std::int64_t number(const store::Row& row) {
    return row.integer(0);
}

// The body, where the leaf commits to it.
struct Written {
    Content content;
    Commitment commitment;
    Salt salt{};
};

Result<Written> prepare(const Json& json, Slot slot, Random& random) {
    Written written{TRY(settle(json)), {}, {}};
    random.fill(written.salt);
    const auto bytes = as_bytes(written.content.bytes);
    written.commitment = {slot, static_cast<std::uint32_t>(bytes.size()),
                          commit_to(written.salt, bytes)};
    return written;
}

// What the journal says about streams must stay readable when the stream's own key is destroyed.
Stream sealed_as(const Draft& draft, const Uuid& log_id) {
    return draft.type.starts_with("journal.") ? Stream{"journal", log_id} : draft.stream;
}

Result<Key> stream_key(store::Write& db, KeyRing& ring, const Stream& stream, Slot slot) {
    const auto slot_number = static_cast<std::int64_t>(slot);
    const auto known =
        TRY(db.first("SELECT key_id FROM stream_key WHERE kind = ? AND id = ? AND slot = ?",
                     {stream.kind, stream.id, slot_number}, [](const store::Row& row) {
                         KeyId id;
                         const auto bytes = row.bytes(0);
                         std::copy_n(bytes.begin(), std::min(bytes.size(), id.value.size()),
                                     id.value.begin());
                         return id;
                     }));
    if (known) return Key{*known, TRY(ring.find(*known))};
    auto key = TRY(ring.fresh());
    TRY(db.execute("INSERT INTO stream_key(kind, id, slot, key_id) VALUES(?, ?, ?, ?)",
                   {stream.kind, stream.id, slot_number, key.id.value}));
    return key;
}

Json opened_content(const Opened& opened) {
    return Json::object({{"clock", opened.clock == ClockKind::simulated ? "simulated" : "wall"},
                         {"log_id", to_text(opened.log_id)},
                         {"origin", opened.origin}});
}

} // namespace

Journal::Journal(std::unique_ptr<State> state) : state_{std::move(state)} {}
Journal::~Journal() = default;

Result<std::unique_ptr<Journal>> Journal::open(store::Store& store, Keys& keys, const Clock& clock,
                                               Random& random, Options options) {
    options.views.insert(options.views.begin(), stream_view());
    std::unique_ptr<Journal> journal{
        new Journal{std::make_unique<State>(store, keys, clock, random, std::move(options))}};
    auto& state = *journal->state_;

    const auto start = [&](store::Write& db) -> Result<> {
        TRY(db.script(schema));
        const auto first = TRY(records_after(db, 0, 1));
        if (first.empty()) return journal->begin(db);
        state.opened = TRY(read_opened(state.ring, first.front()));
        if (state.opened.clock != state.options.clock)
            return failure(Errc::conflict, clock_differs);
        return Done{};
    };
    TRY(store.write(start));
    const auto current = TRY(store.read_for(
        [&](store::Read& db) { return views_are_current(db, state.options.views); }));
    if (!current) TRY(journal->rebuild({}));
    TRY(finish_erasures(*journal, state.ring));
    return journal;
}

Result<> Journal::begin(store::Write& db) {
    auto& opened = state_->opened;
    const auto& options = state_->options;
    TRY(make_views(db, options.views));
    const auto now = state_->clock.now();
    opened = {new_uuid(now, state_->random), options.origin, options.clock, now};
    TRY(append(db, Actor{},
               Draft{.stream = {"journal", opened.log_id},
                     .type = "journal.opened",
                     .content = opened_content(opened)}));
    return Done{};
}

Result<Entry> Journal::append(store::Write& db, const Actor& actor, const Draft& draft,
                              std::optional<std::int64_t> expected_rev) {
    assert(is_kind(draft.stream.kind) && is_type(draft.type));
    auto& state = *state_;
    const auto last_rev = TRY(rev(db, draft.stream));
    if (expected_rev && *expected_rev != last_rev) return failure(Errc::stale, stream_moved);
    const auto last_seq = TRY(head(db));

    std::vector<Written> bodies;
    if (!draft.content.is_null())
        bodies.push_back(TRY(prepare(draft.content, Slot::content, state.random)));
    if (!draft.personal.is_null())
        bodies.push_back(TRY(prepare(draft.personal, Slot::personal, state.random)));

    Leaf leaf{state.opened.log_id, last_seq + 1,      draft.stream,      last_rev + 1, draft.type,
              draft.version,       state.clock.now(), draft.occurred_at, actor,        {}};
    for (const auto& body : bodies)
        leaf.commitments.push_back(body.commitment);
    TRY(db.execute("INSERT INTO entry(seq, leaf) VALUES(?, ?)", {leaf.seq, encode(leaf)}));

    Entry entry{leaf.seq,          leaf.stream,      leaf.rev, leaf.type, leaf.version,
                leaf.recorded_at,  leaf.occurred_at, actor,    {},        {},
                BodyState::absent, BodyState::absent};
    for (auto& body : bodies) {
        const auto slot = body.commitment.slot;
        const auto key = TRY(stream_key(db, state.ring, sealed_as(draft, leaf.log_id), slot));
        const auto box = seal(key.key, as_bytes(body.content.bytes),
                              body_context(leaf.log_id, leaf.seq, slot), state.random);
        TRY(db.execute("INSERT INTO body(seq, slot, salt, sealed, key_id) VALUES(?, ?, ?, ?, ?)",
                       {leaf.seq, static_cast<std::int64_t>(slot), body.salt, box, key.id.value}));
        const bool is_content = slot == Slot::content;
        (is_content ? entry.content : entry.personal) = std::move(body.content.value);
        (is_content ? entry.content_state : entry.personal_state) = BodyState::present;
    }
    state.reader.upcast(entry);
    TRY(apply_views(db, state.options.views, entry));
    return entry;
}

Result<std::vector<Entry>> Journal::stream(store::Read& db, const Stream& stream,
                                           std::int64_t after_rev) const {
    const auto records = TRY(records_of(db, stream, after_rev));
    return state_->reader.read(db, records, state_->opened.log_id);
}

Result<std::vector<Entry>> Journal::read(store::Read& db, std::int64_t after,
                                         std::size_t count_max) const {
    const auto records = TRY(records_after(db, after, count_max));
    return state_->reader.read(db, records, state_->opened.log_id);
}

Result<std::int64_t> Journal::head(store::Read& db) const {
    const auto head = TRY(db.first("SELECT coalesce(max(seq), 0) FROM entry", {}, number));
    return head.value_or(0);
}

Result<std::int64_t> Journal::rev(store::Read& db, const Stream& stream) const {
    const auto rev =
        TRY(db.first("SELECT coalesce(max(rev), 0) FROM stream_entry WHERE kind = ? AND id = ?",
                     {stream.kind, stream.id}, number));
    return rev.value_or(0);
}

Result<Bytes> Journal::leaf(store::Read& db, std::int64_t seq) const {
    auto leaf =
        TRY(db.first("SELECT leaf FROM entry WHERE seq = ?", {seq}, [](const store::Row& row) {
            const auto bytes = row.bytes(0);
            return Bytes{bytes.begin(), bytes.end()};
        }));
    if (!leaf) return failure(Errc::not_found, no_such_entry, {std::to_string(seq)});
    return std::move(*leaf);
}

Result<> Journal::rebuild(const std::function<void(std::int64_t, std::int64_t)>& progress) {
    auto& state = *state_;
    return state.store.write([&](store::Write& db) -> Result<> {
        TRY(make_views(db, state.options.views));
        return replay(db, db, {state.reader, state.options.views, state.opened.log_id}, progress);
    });
}

Result<> Journal::erase(const Actor& actor, const Stream& stream, Slot slot,
                        std::string_view ground, const Remains& remains) {
    TRY(state_->store.write(
        [&](store::Write& db) { return begin_erasure(db, actor, stream, slot, ground, remains); }));
    return end_erasures();
}

Result<> Journal::begin_erasure(store::Write& db, const Actor& actor, const Stream& stream,
                                Slot slot, std::string_view ground, const Remains& remains) {
    TRY(erase_bodies(*this, db, actor, {stream, slot, ground, remains}));
    for (const auto& view : state_->options.views)
        if (view.on_erase != nullptr) TRY(view.on_erase(db));
    return Done{};
}

Result<> Journal::end_erasures() {
    return finish_erasures(*this, state_->ring);
}

const Clock& Journal::clock() const {
    return state_->clock;
}
Random& Journal::random() const {
    return state_->random;
}
const Opened& Journal::opened() const {
    return state_->opened;
}
store::Store& Journal::store() const {
    return state_->store;
}
Keys& Journal::keys() const {
    return state_->ring.keys();
}

Result<std::optional<Opened>> look(store::Store& store, Keys& keys) {
    return store.read_for([&](store::Read& db) -> Result<std::optional<Opened>> {
        const auto tables =
            TRY(db.first("SELECT count(*) FROM sqlite_master WHERE name = 'entry'", {}, number));
        if (tables.value_or(0) == 0) return std::optional<Opened>{};
        const auto first = TRY(records_after(db, 0, 1));
        if (first.empty()) return std::optional<Opened>{};
        KeyRing ring{keys};
        return std::optional<Opened>{TRY(read_opened(ring, first.front()))};
    });
}

} // namespace sokuo::journal
