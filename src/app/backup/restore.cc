#include "app/backup/restore.h"

#include "app/backup/archive.h"
#include "app/backup/manifest.h"
#include "app/backup/restored.h"
#include "app/org.h"
#include "journal/checkpoint.h"
#include "store/sqlite/sqlite.h"

#include <fcntl.h>
#include <set>
#include <unistd.h>
#include <utility>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;

constexpr Message not_empty{"backup.not_empty",
                            "{0} は空ではありません。新しいフォルダか、空のフォルダを指定してくださ"
                            "い。",
                            "{0} is not empty. Name a new directory, or an empty one."};
constexpr Message cannot_make{"backup.cannot_make",
                              "{0} に書けません。空きと権限を確かめてください。",
                              "{0} cannot be written. Check the free space and the permissions."};
constexpr Message not_the_signed_journal{
    "backup.not_the_signed_journal",
    "控えの中の記録が、署名したチェックポイントと合いません。何も戻していません。別の控えを使って"
    "ください。",
    "The journal in this backup does not lead to its signed checkpoint. Nothing was restored. Use "
    "another backup."};
constexpr Message too_many_files{"backup.too_many_files",
                                 "控えの中のファイルが多すぎます（{0} まで）。",
                                 "There are too many files in this backup (at most {0})."};

constexpr std::size_t files_max = 2'000'000;

// The directory as it was before, unless the restore came to its end.
class Target {
public:
    static Result<Target> take(const fs::path& directory) {
        std::error_code error;
        const bool is_made = fs::create_directory(directory, error);
        if (error)
            return because(failure(Errc::unavailable, cannot_make, {directory.string()}),
                           error.message());
        if (!fs::is_empty(directory, error) || error)
            return failure(Errc::conflict, not_empty, {directory.string()});
        auto marked = mark_restored(directory);
        if (!marked.ok()) {
            if (is_made) fs::remove(directory, error);
            return std::move(marked).error();
        }
        return Target{directory, is_made};
    }
    Target(Target&& other) noexcept
        : directory_{std::move(other.directory_)}, is_made_{other.is_made_}, is_kept_{std::exchange(
                                                                                 other.is_kept_,
                                                                                 true)} {}
    Target& operator=(Target&&) = delete;
    ~Target() {
        if (is_kept_) return;
        std::error_code ignored;
        for (fs::directory_iterator at{directory_, ignored}; at != fs::end(at);
             at.increment(ignored))
            fs::remove_all(at->path(), ignored);
        if (is_made_) fs::remove(directory_, ignored);
    }
    void keep() { is_kept_ = true; }

private:
    Target(fs::path directory, bool is_made)
        : directory_{std::move(directory)}, is_made_{is_made} {}

    fs::path directory_;
    bool is_made_;
    bool is_kept_ = false;
};

class Unpacking {
public:
    Unpacking(ArchiveReader archive, fs::path directory, const BytesDone& progress)
        : archive_{std::move(archive)}, directory_{std::move(directory)}, progress_{progress} {}

    Result<Manifest> run() {
        std::optional<Manifest> manifest;
        while (true) {
            const auto member = TRY(archive_.next());
            if (!member) break;
            if (manifest) return archive_broken("a file after the manifest");
            if (member->name == manifest_name) {
                manifest = TRY(take_manifest(*member));
            } else {
                TRY(take_file(*member));
            }
        }
        if (!manifest || manifest->rows != rows_)
            return archive_broken("its files are not those of its manifest");
        if (!names_.contains("sokuo.db") || !names_.contains("checkpoint"))
            return archive_broken("no database or no checkpoint in it");
        TRY(sync_all());
        return std::move(*manifest);
    }

private:
    Result<Manifest> take_manifest(const Member& member) {
        if (member.bytes > manifest_bytes_max) return archive_broken("the size of its manifest");
        std::string text;
        const auto add = [&](ByteView piece) -> Result<> {
            text += as_text(piece);
            return Done{};
        };
        TRY(archive_.read(member, add));
        return read_manifest(text);
    }

    Result<> take_file(const Member& member) {
        if (names_.size() >= files_max)
            return failure(Errc::too_large, too_many_files, {std::to_string(files_max)});
        if (!names_.insert(member.name).second) return archive_broken(member.name + " twice");
        const auto path = directory_ / member.name;
        std::error_code error;
        fs::create_directories(path.parent_path(), error);
        if (error)
            return because(failure(Errc::unavailable, cannot_make, {directory_.string()}),
                           error.message());
        const auto file = vault::File::open(path, O_WRONLY | O_CREAT | O_EXCL);
        if (!file.ok()) return file.error();
        const auto write = [&](ByteView piece) {
            if (progress_)
                progress_(static_cast<std::int64_t>(archive_.bytes_read()),
                          static_cast<std::int64_t>(archive_.bytes()));
            return file.value().write(piece);
        };
        rows_.push_back({member.name, member.bytes, TRY(archive_.read(member, write))});
        return Done{};
    }

    // One call for thousands of files and their folders.
    [[nodiscard]] Result<> sync_all() const {
        const int folder = ::open(directory_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        const bool is_synced = folder >= 0 && ::syncfs(folder) == 0;
        if (folder >= 0) ::close(folder);
        if (!is_synced) return failure(Errc::unavailable, cannot_make, {directory_.string()});
        return Done{};
    }

    ArchiveReader archive_;
    const fs::path directory_;
    const BytesDone& progress_;
    std::vector<BackupRow> rows_;
    std::set<std::string, std::less<>> names_;
};

// As far as hashes go, which needs no key: the leaves make the tree the checkpoint was signed for.
Result<> check_journal(const fs::path& directory, const PublicKey& signer) {
    const auto note = TRY(journal::read_note(directory / "checkpoint"));
    const auto signed_one = journal::open_note(note, signer);
    if (!signed_one.ok()) return archive_broken(describe(signed_one.error()));
    const auto store = TRY(store::open_sqlite_read_only({.file = directory / "sokuo.db"}));
    const auto extends = [&](store::Read& db) {
        return journal::is_within(db, signed_one.value());
    };
    const auto answer = store->read_for(extends);
    if (!answer.ok()) return archive_broken(describe(answer.error()));
    if (!answer.value()) return failure(Errc::corrupt, not_the_signed_journal);
    return Done{};
}

// The newest note anybody kept stands in the directory when the journal goes on.
Result<> take_checkpoint(const Restore& wanted, const PublicKey& signer) {
    if (!wanted.checkpoint) return Done{};
    const auto file = wanted.directory / "checkpoint";
    const auto known_note = TRY(journal::read_note(file));
    const auto known = TRY(journal::open_note(known_note, signer));
    const auto note = TRY(journal::read_note(*wanted.checkpoint));
    const auto given = TRY(journal::open_note(note, signer));
    if (given.size > known.size) TRY(journal::keep_checkpoint(file, note));
    return Done{};
}

} // namespace

Result<Restored> restore(const Restore& wanted, const BytesDone& progress) {
    auto archive = TRY(ArchiveReader::open(wanted.file));
    auto target = TRY(Target::take(wanted.directory));
    Unpacking unpacking{std::move(archive), wanted.directory, progress};
    const auto manifest = TRY(unpacking.run());
    const auto& head = manifest.head;
    TRY(check_journal(wanted.directory, head.keys.signer));
    TRY(take_checkpoint(wanted, head.keys.signer));
    Restored restored{.made = head.made,
                      .entries = head.entries,
                      .files = static_cast<std::int64_t>(manifest.rows.size()),
                      .epoch = nullptr};
    if (wanted.keys) TRY(must_fit(head, *wanted.keys));
    TRY(mark_complete(wanted.directory, head));
    if (wanted.keys)
        restored.epoch = TRY(Org::begin_epoch(wanted.directory, wanted.reason, wanted.keys));
    target.keep();
    return restored;
}

} // namespace sokuo::app
