#include "journal/export.h"

#include "journal/checkpoint.h"
#include "journal/record.h"

#include <fstream>

namespace sokuo::journal {
namespace {

inline constexpr Message export_failed{
    "journal.export_failed", "書き出せません。書き出し先の空きと権限を確かめてください。",
    "The export cannot be written. Check space and permissions of its directory."};
inline constexpr Message note_and_log_differ{
    "journal.note_and_log_differ",
    "記録簿がチェックポイントと合いません。sokuo verify で確かめてください。",
    "The journal is not what the checkpoint says. Run `sokuo verify`."};
inline constexpr Message nothing_there{"journal.nothing_there",
                                       "チェックポイントの範囲に、その記録はありません。",
                                       "There is no such entry within the checkpoint."};

constexpr std::size_t batch = 1024;

class File {
public:
    explicit File(const std::filesystem::path& path)
        : path_{path}, out_{path, std::ios::binary | std::ios::trunc} {}

    template <class Unsigned>
    void number(Unsigned value) {
        for (std::size_t left = sizeof(Unsigned); left-- > 0;)
            out_.put(static_cast<char>((value >> (left * 8)) & 0xFFU));
    }
    void text(std::string_view text) {
        out_.write(text.data(), static_cast<std::streamsize>(text.size()));
    }
    void bytes(ByteView bytes) { text(as_text(bytes)); }
    Result<> close() {
        out_.close();
        if (out_) return Done{};
        return because(failure(Errc::unavailable, export_failed), path_.string());
    }

private:
    std::filesystem::path path_;
    std::ofstream out_;
};

Result<> write_file(const std::filesystem::path& path, std::string_view text) {
    File file{path};
    file.text(text);
    return file.close();
}

std::string proof_text(const WholeTree& tree, std::int64_t seq, std::string_view note) {
    const auto index = static_cast<std::uint64_t>(seq - 1);
    auto text = "c2sp.org/tlog-proof@v1\nindex " + std::to_string(index) + '\n';
    for (const auto& hash : tree.inclusion_proof(index))
        text += to_base64(hash) + '\n';
    return text + '\n' + std::string{note};
}

// Hashes every leaf of the checkpoint, and makes sure it is the one that was signed.
Result<WholeTree> tree_of(store::Read& db, const Checkpoint& checkpoint) {
    std::vector<Hash> hashes;
    hashes.reserve(checkpoint.size);
    const auto take = [&](const store::Row& row) -> Result<> {
        hashes.push_back(leaf_hash(row.bytes(0)));
        return Done{};
    };
    TRY(db.query("SELECT leaf FROM entry WHERE seq <= ? ORDER BY seq",
                 {static_cast<std::int64_t>(checkpoint.size)}, take));
    if (hashes.empty() || hashes.size() != checkpoint.size)
        return failure(Errc::corrupt, note_and_log_differ);
    WholeTree tree{std::move(hashes)};
    if (tree.root() != checkpoint.root) return failure(Errc::corrupt, note_and_log_differ);
    return tree;
}

// entries.bin and bodies.bin, as they grow.
struct Files {
    Files(const std::filesystem::path& directory, KeyRing& keys)
        : ring{keys}, entries{directory / "entries.bin"}, bodies{directory / "bodies.bin"} {}

    KeyRing& ring;
    File entries;
    File bodies;

    Result<> put(const Record& record) {
        const auto leaf = TRY(decode_leaf(record.leaf));
        entries.number(static_cast<std::uint32_t>(record.leaf.size()));
        entries.bytes(record.leaf);
        for (const auto& commitment : leaf.commitments) {
            const auto& body = record.bodies.at(static_cast<std::size_t>(commitment.slot));
            if (!body) continue; // Erased, or the reader of the export finds that it was not.
            const auto plain = TRY(open_body(ring, *body, leaf, commitment.slot));
            bodies.number(static_cast<std::uint64_t>(record.seq));
            bodies.number(static_cast<std::uint8_t>(commitment.slot));
            bodies.bytes(body->salt);
            bodies.number(static_cast<std::uint32_t>(plain.size()));
            bodies.bytes(plain);
        }
        return Done{};
    }
};

Result<std::int64_t> put_all(store::Read& db, Files& files, std::int64_t size) {
    for (std::int64_t after = 0; after < size;) {
        const auto left = static_cast<std::size_t>(size - after);
        const auto records = TRY(records_after(db, after, std::min(batch, left)));
        if (records.empty()) return failure(Errc::corrupt, note_and_log_differ);
        for (const auto& record : records)
            TRY(files.put(record));
        after = records.back().seq;
    }
    return size;
}

// One stream, with a proof for each of its entries; without a stream, everything.
Result<std::int64_t> put_wanted(store::Read& db, Files& files, const Export& wanted,
                                const WholeTree& tree, std::int64_t size) {
    if (!wanted.stream) return put_all(db, files, size);
    const auto proofs = wanted.directory / "proofs";
    std::error_code error;
    std::filesystem::create_directories(proofs, error);
    std::int64_t count = 0;
    const auto records = TRY(records_of(db, *wanted.stream, 0));
    for (const auto& record : records) {
        if (record.seq > size) break;
        TRY(files.put(record));
        TRY(write_file(proofs / (std::to_string(record.seq) + ".tlog-proof"),
                       proof_text(tree, record.seq, wanted.note)));
        ++count;
    }
    if (count == 0) return failure(Errc::not_found, nothing_there);
    return count;
}

} // namespace

Result<std::int64_t> export_journal(store::Store& store, Keys& keys, const Export& wanted) {
    const auto key = TRY(keys.signing_key());
    const auto checkpoint = TRY(open_note(wanted.note, key.public_key()));
    std::error_code error;
    std::filesystem::create_directories(wanted.directory, error);
    std::filesystem::remove_all(wanted.directory / "proofs", error);
    const auto write = [&](store::Read& db) -> Result<std::int64_t> {
        KeyRing ring{keys};
        Files files{wanted.directory, ring};
        const auto size = static_cast<std::int64_t>(checkpoint.size);
        const auto tree = TRY(tree_of(db, checkpoint));
        const auto count = TRY(put_wanted(db, files, wanted, tree, size));
        TRY(files.entries.close());
        TRY(files.bodies.close());
        return count;
    };
    const auto count = TRY(store.read_for(write));
    TRY(write_file(wanted.directory / "checkpoint", wanted.note));
    TRY(write_file(wanted.directory / "vkey",
                   verifier_key(checkpoint.origin, key.public_key()) + '\n'));
    return count;
}

Result<std::string> prove(store::Store& store, Keys& keys, std::int64_t seq,
                          const std::string& note) {
    const auto key = TRY(keys.signing_key());
    const auto checkpoint = TRY(open_note(note, key.public_key()));
    if (seq < 1 || static_cast<std::uint64_t>(seq) > checkpoint.size)
        return failure(Errc::not_found, nothing_there);
    const auto tree = TRY(store.read_for([&](store::Read& db) { return tree_of(db, checkpoint); }));
    return proof_text(tree, seq, note);
}

} // namespace sokuo::journal
