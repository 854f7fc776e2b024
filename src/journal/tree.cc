#include "journal/tree.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace sokuo::journal {
namespace {

inline constexpr Message leaf_moved{
    "journal.leaf_moved", "記録 {0} の番号が合いません。sokuo verify で確かめてください。",
    "Entry {0} does not have its number. Run `sokuo verify`."};
inline constexpr Message note_file_failed{
    "journal.note_file_failed",
    "チェックポイントのファイルを読み書きできません。ディスクの空きと権限を確かめてください。",
    "The checkpoint file cannot be read or written. Check disk space and permissions."};
inline constexpr Message no_journal{"journal.no_journal", "ここには記録簿がありません。",
                                    "There is no journal here."};

constexpr std::size_t batch = 1024;

Error file_failed(const std::filesystem::path& file) {
    return because(failure(Errc::unavailable, note_file_failed),
                   file.string() + ": " + std::strerror(errno));
}

class Descriptor {
public:
    explicit Descriptor(int number) : number_{number} {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

bool write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const auto written = ::write(file, text.data(), text.size());
        if (written < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

// When the entry says that an epoch began.
Result<> take_epoch(SignedTree& tree, const Record& record, const Leaf& leaf, KeyRing& ring) {
    const auto& body = record.bodies[0];
    if (leaf.type == "journal.epoch_begun" && leaf.stream.kind == "journal" && body) {
        const auto plain = TRY(open_body(ring, *body, leaf, Slot::content));
        const auto content = TRY(parse_json(as_text(plain)));
        tree.epochs.push_back(read_epoch(content));
    }
    return Done{};
}

Result<Leaf> take_leaf(SignedTree& tree, const Record& record) {
    auto leaf = TRY(decode_leaf(record.leaf));
    if (leaf.seq != record.seq || static_cast<std::uint64_t>(leaf.seq) != tree.frontier.size() + 1)
        return failure(Errc::corrupt, leaf_moved, {std::to_string(record.seq)});
    tree.frontier.append(leaf_hash(record.leaf));
    return leaf;
}

Result<> take(SignedTree& tree, const Record& record, KeyRing& ring) {
    const auto leaf = TRY(take_leaf(tree, record));
    return take_epoch(tree, record, leaf, ring);
}

// Who opened the log, and its epochs, which are few: by the view of streams.
Result<SignedTree> read_names(store::Read& db, KeyRing& ring) {
    SignedTree tree;
    const auto first = TRY(records_after(db, 0, 1));
    if (first.empty()) return failure(Errc::not_found, no_journal);
    tree.opened = TRY(read_opened(ring, first.front()));
    tree.epochs.push_back(first_epoch(tree.opened));
    const auto own = TRY(records_of(db, {"journal", tree.opened.log_id}, 0));
    for (const auto& record : own) {
        const auto leaf = TRY(decode_leaf(record.leaf));
        TRY(take_epoch(tree, record, leaf, ring));
    }
    return tree;
}

Result<std::optional<Frontier>> kept_frontier(store::Read& db, std::uint64_t size_max) {
    const auto kept = TRY(db.first(
        "SELECT size, subtrees FROM frontier WHERE size <= ? ORDER BY size DESC LIMIT 1",
        {static_cast<std::int64_t>(size_max)}, [](const store::Row& row) {
            return Frontier::from(static_cast<std::uint64_t>(row.integer(0)), row.bytes(1));
        }));
    return kept.value_or(std::nullopt);
}

} // namespace

Epoch first_epoch(const Opened& opened) {
    return {opened.origin + "/e1", {}, 0};
}

Epoch read_epoch(const Json& content) {
    return {std::string{content["origin"].text_or("")},
            std::string{content["previous_note"].text_or("")},
            static_cast<std::uint64_t>(content["agreed_size"].integer_or(0))};
}

bool SignedTree::accepts(const Checkpoint& checkpoint, std::string_view note) const {
    const auto root = roots.find(checkpoint.size);
    const bool matches = root != roots.end() && root->second == checkpoint.root;
    const auto epoch = std::ranges::find(epochs, checkpoint.origin, &Epoch::origin);
    if (epoch == epochs.end()) {
        // Of an epoch the restored log does not know: fine when the decision names this very note.
        return std::ranges::find(epochs, note, &Epoch::previous_note) != epochs.end();
    }
    for (auto later = std::next(epoch); later != epochs.end(); ++later) {
        if (later->previous_note == note) return true;
        if (checkpoint.size > later->agreed_size) return false;
    }
    return matches;
}

Result<SignedTree> read_tree(store::Read& db, KeyRing& ring,
                             const std::vector<std::uint64_t>& sizes) {
    SignedTree tree;
    auto wanted = sizes;
    std::ranges::sort(wanted);
    for (std::int64_t after = 0;;) {
        const auto records = TRY(records_after(db, after, batch));
        if (records.empty()) break;
        if (after == 0) {
            tree.opened = TRY(read_opened(ring, records.front()));
            tree.epochs.push_back(first_epoch(tree.opened));
        }
        for (const auto& record : records) {
            TRY(take(tree, record, ring));
            if (std::ranges::binary_search(wanted, tree.frontier.size()))
                tree.roots.emplace(tree.frontier.size(), tree.frontier.root());
        }
        after = records.back().seq;
    }
    if (tree.epochs.empty()) return failure(Errc::not_found, no_journal);
    return tree;
}

Result<std::optional<SignedTree>> read_end_of_tree(store::Read& db, KeyRing& ring,
                                                   std::uint64_t signed_size) {
    const auto kept = TRY(kept_frontier(db, signed_size));
    if (!kept) return std::optional<SignedTree>{};
    auto tree = TRY(read_names(db, ring));
    tree.frontier = *kept;
    const auto note_root = [&] {
        if (tree.frontier.size() == signed_size) tree.roots[signed_size] = tree.frontier.root();
    };
    note_root();
    for (;;) {
        const auto after = static_cast<std::int64_t>(tree.frontier.size());
        const auto records = TRY(records_after(db, after, batch));
        if (records.empty()) break;
        for (const auto& record : records) {
            TRY(take_leaf(tree, record));
            note_root();
        }
    }
    return std::optional{std::move(tree)};
}

Result<> keep_frontier(store::Write& db, const Frontier& frontier) {
    TRY(db.execute("INSERT INTO frontier(size, subtrees) VALUES(?, ?) "
                   "ON CONFLICT(size) DO UPDATE SET subtrees = excluded.subtrees",
                   {static_cast<std::int64_t>(frontier.size()), frontier.bytes()}));
    return Done{};
}

Result<std::vector<std::string>> notes_in_table(store::Read& db) {
    return db.all("SELECT note FROM checkpoint ORDER BY size, origin", {},
                  [](const store::Row& row) { return std::string{row.text(0)}; });
}

Result<std::string> note_in_file(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return std::string{};
    std::ifstream in{file, std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    if (!in || !text) return file_failed(file);
    return text.str();
}

Result<> keep_note(const std::filesystem::path& file, std::string_view note) {
    auto fresh = file;
    fresh += ".new";
    {
        const Descriptor out{::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)};
        if (out.number() < 0 || !write_all(out.number(), note) || ::fsync(out.number()) != 0)
            return file_failed(fresh);
    }
    if (::rename(fresh.c_str(), file.c_str()) != 0) return file_failed(file);
    // The name itself is durable only when the directory is.
    const auto directory = file.has_parent_path() ? file.parent_path() : ".";
    const Descriptor folder{::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (folder.number() < 0 || ::fsync(folder.number()) != 0) return file_failed(directory);
    return Done{};
}

} // namespace sokuo::journal
