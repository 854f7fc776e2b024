#include "journal/checkpoint.h"

#include "journal/tree.h"

#include <mutex>

namespace sokuo::journal {
namespace {

inline constexpr Message log_is_not_the_signed_one{
    "journal.log_is_not_the_signed_one",
    "記録簿が、最後に署名したチェックポイントと合いません。復元したのであれば、"
    "失われた範囲を確かめ、責任者の判断で新しい期を始めてください。",
    "The journal does not extend the last checkpoint that was signed. If it was restored, find out "
    "what was lost and have the person in charge begin a new epoch."};
inline constexpr Message nothing_signed{
    "journal.nothing_signed", "署名したチェックポイントがないので、新しい期は要りません。",
    "No checkpoint was ever signed, so there is no need for a new epoch."};

// How far apart frontiers are kept: a start reads this many leaves, and some.
constexpr std::uint64_t leaves_of_a_start = 1024;

// The last note anyone may have seen: the file is written before the table.
Result<std::string> last_note(store::Read& db, const std::filesystem::path& file) {
    auto note = TRY(note_in_file(file));
    if (!note.empty()) return note;
    auto notes = TRY(notes_in_table(db));
    return notes.empty() ? std::string{} : std::move(notes.back());
}

// The N of `…/eN`; 0 when there is none.
std::int64_t number_of_epoch(std::string_view origin) {
    const auto slash = origin.rfind("/e");
    std::int64_t number = 0;
    if (slash == std::string_view::npos) return 0;
    for (const char digit : origin.substr(slash + 2)) {
        if (digit < '0' || digit > '9' || number > 1'000'000) return 0;
        number = number * 10 + (digit - '0');
    }
    return number;
}

// The largest size that a signed note and the log agree on.
std::uint64_t agreed_size(const SignedTree& tree, const std::vector<Checkpoint>& checkpoints) {
    std::uint64_t agreed = 0;
    for (const auto& checkpoint : checkpoints) {
        const auto root = tree.roots.find(checkpoint.size);
        if (root != tree.roots.end() && root->second == checkpoint.root)
            agreed = std::max(agreed, checkpoint.size);
    }
    return agreed;
}

Json lost_range(const Checkpoint& last, std::uint64_t kept, std::uint64_t agreed) {
    if (agreed >= last.size) return nullptr;
    // A log as long as the signed one, and different, shares only what was agreed on for certain.
    const auto first_lost = (kept < last.size ? kept : agreed) + 1;
    return Json::object({{"from", static_cast<std::int64_t>(first_lost)},
                         {"to", static_cast<std::int64_t>(last.size)}});
}

// A backup can bring back bodies whose key was destroyed since. Nobody can read them, but their
// rows in the views could be read: they are erased again.
Result<> erase_what_has_no_key(Journal& journal, const Actor& actor) {
    struct Sealed {
        Stream stream;
        std::int64_t slot = 0;
        KeyId key;
    };
    const auto all = TRY(journal.store().read_for([](store::Read& db) {
        return db.all("SELECT kind, id, slot, key_id FROM stream_key", {},
                      [](const store::Row& row) {
                          Sealed sealed{{std::string{row.text(0)}, {}}, row.integer(2), {}};
                          std::ranges::copy(row.bytes(1).first(16), sealed.stream.id.begin());
                          std::ranges::copy(row.bytes(3).first(16), sealed.key.value.begin());
                          return sealed;
                      });
    }));
    for (const auto& sealed : all) {
        const auto key = journal.keys().find(sealed.key);
        if (key.ok() || key.error().code != Errc::not_found) continue;
        TRY(journal.erase(actor, sealed.stream, static_cast<Slot>(sealed.slot),
                          "復元した記録の鍵は、すでに破棄されています。"));
    }
    return Done{};
}

// From its end where that ends in what was signed; else all of it, so that whoever refuses has
// looked at everything. `note` is empty when nothing was signed.
Result<SignedTree> signed_tree(store::Read& db, KeyRing& ring, const Checkpoint& last,
                               const std::string& note) {
    if (last.size > 0) {
        // What cannot be read from the end is read whole, and said then.
        auto end = read_end_of_tree(db, ring, last.size);
        const auto tree = end.ok() ? std::move(end).value() : std::optional<SignedTree>{};
        if (tree && tree->accepts(last, note)) return *tree;
    }
    auto tree = TRY(read_tree(db, ring, {last.size}));
    if (!note.empty() && !tree.accepts(last, note))
        return failure(Errc::corrupt, log_is_not_the_signed_one);
    return tree;
}

} // namespace

Result<std::string> read_note(const std::filesystem::path& file) {
    return note_in_file(file);
}

Result<> keep_checkpoint(const std::filesystem::path& file, std::string_view note) {
    return keep_note(file, note);
}

Result<bool> is_within(store::Read& db, const Checkpoint& checkpoint) {
    Frontier frontier;
    bool is_found = false;
    TRY(db.query("SELECT leaf FROM entry ORDER BY seq", {}, [&](const store::Row& row) -> Result<> {
        frontier.append(leaf_hash(row.bytes(0)));
        if (frontier.size() == checkpoint.size) is_found = frontier.root() == checkpoint.root;
        return Done{};
    }));
    return is_found;
}

struct Checkpoints::State {
    State(store::Store& of, std::filesystem::path note_file, const SigningKey& signer)
        : store{of}, file{std::move(note_file)}, key{signer} {}

    store::Store& store;
    std::filesystem::path file;
    SigningKey key;
    std::string origin;
    // Guards what follows.
    mutable std::mutex mutex{};
    Frontier frontier{};
    std::uint64_t signed_size = 0; ///< Under this origin.
    std::uint64_t kept_size = 0;   ///< Of the newest frontier kept by this process.
    std::string latest{};
};

Checkpoints::Checkpoints(std::unique_ptr<State> state) : state_{std::move(state)} {}
Checkpoints::~Checkpoints() = default;

Result<std::unique_ptr<Checkpoints>> Checkpoints::open(store::Store& store, Keys& keys,
                                                       const std::filesystem::path& file) {
    const auto key = TRY(keys.signing_key());
    std::unique_ptr<Checkpoints> checkpoints{
        new Checkpoints{std::make_unique<State>(store, file, key)}};
    auto& state = *checkpoints->state_;
    const auto load = [&](store::Read& db) -> Result<> {
        KeyRing ring{keys};
        const auto note = TRY(last_note(db, file));
        Checkpoint last;
        if (!note.empty()) last = TRY(open_note(note, key.public_key()));
        const auto tree = TRY(signed_tree(db, ring, last, note));
        state.origin = tree.origin();
        state.latest = note;
        state.frontier = tree.frontier;
        // What was signed already is not signed again; the first of an epoch always is.
        state.signed_size = last.origin == state.origin ? last.size : 0;
        return Done{};
    };
    TRY(store.read(load));
    return checkpoints;
}

Result<std::optional<Checkpoint>> Checkpoints::advance() {
    const std::scoped_lock lock{state_->mutex};
    auto frontier = state_->frontier;
    const auto read_new = [&](store::Read& db) -> Result<> {
        frontier = state_->frontier;
        return db.query("SELECT leaf FROM entry WHERE seq > ? ORDER BY seq",
                        {static_cast<std::int64_t>(frontier.size())},
                        [&](const store::Row& row) -> Result<> {
                            frontier.append(leaf_hash(row.bytes(0)));
                            return Done{};
                        });
    };
    TRY(state_->store.read(read_new));
    if (frontier.size() == state_->signed_size) return std::optional<Checkpoint>{};

    const Checkpoint checkpoint{state_->origin, frontier.size(), frontier.root()};
    const auto note = sign_note(checkpoint, state_->key);
    TRY(keep_note(state_->file, note));
    state_->frontier = frontier;
    state_->signed_size = frontier.size();
    state_->latest = note;
    const bool keeps_frontier = frontier.size() - state_->kept_size >= leaves_of_a_start;
    const auto keep = [&](store::Write& db) -> Result<> {
        if (keeps_frontier) TRY(keep_frontier(db, frontier));
        TRY(db.execute("INSERT INTO checkpoint(origin, size, note) VALUES(?, ?, ?) "
                       "ON CONFLICT(origin, size) DO UPDATE SET note = excluded.note",
                       {checkpoint.origin, static_cast<std::int64_t>(checkpoint.size), note}));
        return Done{};
    };
    TRY(state_->store.write(keep));
    if (keeps_frontier) state_->kept_size = frontier.size();
    return std::optional<Checkpoint>{checkpoint};
}

std::string Checkpoints::latest() const {
    const std::scoped_lock lock{state_->mutex};
    return state_->latest;
}

PublicKey Checkpoints::public_key() const {
    return state_->key.public_key();
}

std::string Checkpoints::origin() const {
    return state_->origin;
}

Result<Entry> begin_epoch(Journal& journal, const std::filesystem::path& file, const Actor& actor,
                          std::string_view reason) {
    const auto key = TRY(journal.keys().signing_key());
    const auto append = [&](store::Write& db) -> Result<Entry> {
        const auto note = TRY(last_note(db, file));
        if (note.empty()) return failure(Errc::conflict, nothing_signed);
        const auto last = TRY(open_note(note, key.public_key()));
        std::vector<Checkpoint> known{last};
        const auto notes = TRY(notes_in_table(db));
        for (const auto& text : notes) {
            const auto checkpoint = open_note(text, key.public_key());
            if (checkpoint.ok()) known.push_back(checkpoint.value());
        }
        std::vector<std::uint64_t> sizes;
        sizes.reserve(known.size());
        for (const auto& checkpoint : known)
            sizes.push_back(checkpoint.size);
        KeyRing ring{journal.keys()};
        const auto tree = TRY(read_tree(db, ring, sizes));
        const auto agreed = agreed_size(tree, known);
        const auto number =
            std::max(number_of_epoch(tree.origin()), number_of_epoch(last.origin)) + 1;
        return journal.append(
            db, actor,
            Draft{.stream = {"journal", tree.opened.log_id},
                  .type = "journal.epoch_begun",
                  .content =
                      Json::object({{"agreed_size", static_cast<std::int64_t>(agreed)},
                                    {"lost", lost_range(last, tree.frontier.size(), agreed)},
                                    {"origin", tree.opened.origin + "/e" + std::to_string(number)},
                                    {"previous_note", note},
                                    {"reason", reason}})});
    };
    auto entry = TRY(journal.store().write_for(append));
    TRY(erase_what_has_no_key(journal, actor));
    return entry;
}

} // namespace sokuo::journal
