#include "app/proofs.h"

#include "journal/merkle.h"

#include <algorithm>
#include <utility>

namespace sokuo::app {
namespace {

constexpr Message no_such_entry{"app.no_such_entry",
                                "記録 {0} はありません。番号を確かめてください。",
                                "There is no entry {0}. Check its number."};
constexpr Message log_differs{
    "app.log_is_not_the_signed_one",
    "記録簿が、署名したチェックポイントと合いません。管理者に sokuo verify を頼んでください。",
    "The journal is not what was signed. Ask the administrator to run `sokuo verify`."};

constexpr std::uint64_t tile = 256;
constexpr std::uint64_t tiles_in_a_read = 64; // So that the first proof keeps no snapshot for long.

Hash root_of(std::span<const Hash> leaves) {
    journal::Frontier frontier;
    for (const auto& leaf : leaves)
        frontier.append(leaf);
    return frontier.root();
}

} // namespace

Proofs::Proofs(store::Store& store, journal::Journal& journal, journal::Checkpoints& checkpoints)
    : store_{store}, journal_{journal}, checkpoints_{checkpoints} {}

Result<std::string> Proofs::note() {
    return note_of(0);
}

// A note of this epoch that reaches `size`, if the log does.
Result<std::string> Proofs::note_of(std::uint64_t size) {
    auto note = checkpoints_.latest();
    if (!note.empty()) {
        const auto known = TRY(journal::open_note(note, checkpoints_.public_key()));
        if (known.origin == checkpoints_.origin() && known.size >= size) return note;
    }
    TRY(checkpoints_.advance());
    return checkpoints_.latest();
}

Result<std::vector<Hash>> Proofs::leaf_hashes(std::uint64_t from, std::uint64_t to) const {
    return store_.read_for([&](store::Read& db) -> Result<std::vector<Hash>> {
        std::vector<Hash> hashes;
        hashes.reserve(to - from);
        for (auto index = from; index < to; ++index) {
            const auto leaf = TRY(journal_.leaf(db, static_cast<std::int64_t>(index) + 1));
            hashes.push_back(journal::leaf_hash(leaf));
        }
        return hashes;
    });
}

Result<> Proofs::keep_tiles(std::uint64_t size) {
    const auto full = size / tile;
    while (tiles_.size() < full) {
        const auto from = tiles_.size();
        const auto to = std::min(full, from + tiles_in_a_read);
        const auto leaves = TRY(leaf_hashes(from * tile, to * tile));
        for (std::size_t at = 0; at < leaves.size(); at += tile)
            tiles_.push_back(root_of(std::span{leaves}.subspan(at, tile)));
    }
    return Done{};
}

Result<Proof> Proofs::prove(std::int64_t seq) {
    const auto missing = failure(Errc::not_found, no_such_entry, {std::to_string(seq)});
    if (seq < 1) return missing;
    Proof proof;
    proof.note = TRY(note_of(static_cast<std::uint64_t>(seq)));
    proof.checkpoint = TRY(journal::open_note(proof.note, checkpoints_.public_key()));
    const auto size = proof.checkpoint.size;
    const auto index = static_cast<std::uint64_t>(seq - 1);
    if (index >= size) return missing;

    // The tree over the tiles: the last, unfinished one is a node like the others.
    std::vector<Hash> upper;
    {
        const std::scoped_lock lock{mutex_};
        TRY(keep_tiles(size));
        upper.assign(tiles_.begin(), tiles_.begin() + static_cast<std::ptrdiff_t>(size / tile));
    }
    if (size % tile != 0) {
        const auto rest = TRY(leaf_hashes(size - size % tile, size));
        upper.push_back(root_of(rest));
    }
    const auto number = index / tile;
    auto leaves = TRY(leaf_hashes(number * tile, std::min(size, (number + 1) * tile)));
    const journal::WholeTree lower{std::move(leaves)};
    const auto tile_root = upper.at(number);
    const journal::WholeTree over{std::move(upper)};
    if (over.root() != proof.checkpoint.root || lower.root() != tile_root)
        return failure(Errc::corrupt, log_differs);

    proof.leaf = TRY(store_.read_for([&](store::Read& db) { return journal_.leaf(db, seq); }));
    proof.leaf_hash = journal::leaf_hash(proof.leaf);
    proof.path = lower.inclusion_proof(index % tile);
    const auto above = over.inclusion_proof(number);
    proof.path.insert(proof.path.end(), above.begin(), above.end());
    return proof;
}

} // namespace sokuo::app
