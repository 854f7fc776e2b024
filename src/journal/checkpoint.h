#pragma once

// Checkpoints: signed statements of how far the log goes and what its root is, in the form of C2SP
// `tlog-checkpoint` (a signed note, Ed25519).
//
//     mihon.example/journal/e1
//     1284
//     (root, base64)
//
//     — mihon.example/journal/e1 (key hash and signature, base64)
//
// One is made after a commit group, and only from rows that were read back from the disk. The last
// signed one is also kept in a small file of its own, written with fsync: a journal that no longer
// extends it has been restored or cut, and goes on only as a new epoch (`e2`), whose first entry
// says what was lost and who decided so.

#include "core/result.h"
#include "core/sha256.h"
#include "core/sign.h"
#include "journal/journal.h"
#include "journal/merkle.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace sokuo::journal {

struct Checkpoint {
    std::string origin;
    std::uint64_t size = 0;
    Hash root{};
    friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

[[nodiscard]] std::string sign_note(const Checkpoint& checkpoint, const SigningKey& key);
/// Errors: `corrupt` when the text is no such note or no signature is by `key`.
[[nodiscard]] Result<Checkpoint> open_note(std::string_view note, const PublicKey& key);
/// `origin+hash+key`, the C2SP vkey, which `tools/verify.py` takes.
[[nodiscard]] std::string verifier_key(std::string_view origin, const PublicKey& key);

/// The text of a note in a file; empty when there is none. Errors: `unavailable`.
Result<std::string> read_note(const std::filesystem::path& file);
/// Written whole, on disk when it returns, or not at all. Errors: `unavailable`.
Result<> keep_checkpoint(const std::filesystem::path& file, std::string_view note);
/// Whether the leaves in `db` make the tree of `checkpoint` on their way. Needs no keys, so it says
/// nothing of epochs, and nothing of bodies.
Result<bool> is_within(store::Read& db, const Checkpoint& checkpoint);

/// Keeps the tree of a log in memory (its frontier) and signs it as it grows.
class Checkpoints {
public:
    /// Reads the end of the log, the last thousand leaves and what follows the last signed note,
    /// and the whole of it when these do not lead to the signed root. Older leaves are `verify`'s
    /// to look at. `file` is where the last signed note is kept.
    /// Errors: `corrupt` when the log does not extend the last signed checkpoint: the caller asks a
    /// person and calls `begin_epoch`.
    static Result<std::unique_ptr<Checkpoints>> open(store::Store& store, Keys& keys,
                                                     const std::filesystem::path& file);
    ~Checkpoints();

    /// Reads the leaves that were written since, and signs when there are any.
    Result<std::optional<Checkpoint>> advance();
    /// The newest signed note; empty before the first.
    [[nodiscard]] std::string latest() const;
    [[nodiscard]] PublicKey public_key() const;
    [[nodiscard]] std::string origin() const;

private:
    struct State;
    explicit Checkpoints(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// For a journal that was restored: appends `journal.epoch_begun`, which names the last checkpoint
/// that was signed (file and table), what is lost of it, and who decided to go on. Afterwards
/// `Checkpoints::open` accepts the log and signs it under the next origin (`…/e2`): the rows and
/// the tree go on, but no two different trees are ever signed under one name.
/// Errors: `conflict` when nothing was ever signed.
Result<Entry> begin_epoch(Journal& journal, const std::filesystem::path& file, const Actor& actor,
                          std::string_view reason);

} // namespace sokuo::journal
