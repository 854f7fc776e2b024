#include "app/backup/backup.h"

#include "app/backup/archive.h"
#include "app/backup/manifest.h"
#include "store/sqlite/sqlite.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;

constexpr Message no_data{"backup.no_data",
                          "{0} にデータがありません。フォルダを確かめてください。",
                          "There is no data in {0}. Check the directory."};
constexpr Message at_work{"backup.at_work",
                          "{0} には、いま別の控えが書き込まれています。終わるのを待ってください。",
                          "Another backup is being written to {0}. Wait until it has ended."};
constexpr Message cannot_write{"backup.cannot_write",
                               "控えを {0} に書けませんでした。空きと権限を確かめてください。",
                               "The backup cannot be written to {0}. Check the free space and the "
                               "permissions."};
constexpr Message cannot_read{"backup.cannot_read",
                              "{0} を読めません。ディスクと権限を確かめてください。",
                              "{0} cannot be read. Check the disk and the permissions."};
constexpr Message changed{"backup.changed",
                          "{0} が控えの途中で書き換わりました。もう一度実行してください。",
                          "{0} was changed while the backup was made. Run it again."};

Error write_failed(const fs::path& file, std::string why) {
    return because(failure(Errc::unavailable, cannot_write, {file.string()}), std::move(why));
}

// What is removed unless the work came to its end.
class Unfinished {
public:
    explicit Unfinished(fs::path path) : path_{std::move(path)} {}
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    ~Unfinished() {
        std::error_code ignored; // Gone already when it was put in its place.
        fs::remove(path_, ignored);
    }
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

fs::path beside(const fs::path& file, std::string_view end) {
    return file.string() + std::string{end};
}

/// What a killed run left is written over; what a running one writes is locked.
Result<vault::File> open_unfinished(const fs::path& unfinished, const fs::path& file) {
    auto opened = vault::File::open(unfinished, O_WRONLY | O_CREAT);
    if (!opened.ok()) return write_failed(file, opened.error().detail);
    if (!opened.value().lock()) return failure(Errc::conflict, at_work, {file.string()});
    if (::truncate(unfinished.c_str(), 0) != 0 || ::chmod(unfinished.c_str(), 0600) != 0)
        return write_failed(file, std::strerror(errno));
    return opened;
}

Result<> put_in_place(const fs::path& unfinished, const fs::path& file) {
    std::error_code error;
    fs::rename(unfinished, file, error);
    if (error) return write_failed(file, error.message());
    const auto folder = file.has_parent_path() ? file.parent_path() : fs::path{"."};
    return vault::sync_directory(folder);
}

struct Source {
    std::string name; ///< In the backup.
    fs::path path;
    std::uint64_t bytes = 0;
};

// The plain files below `directory / name`, by name. Hidden ones are half-written or an editor's.
Result<std::vector<Source>> files_below(const fs::path& directory, const std::string& name) {
    std::vector<Source> found;
    std::error_code error;
    if (!fs::is_directory(directory / name, error)) return found;
    fs::recursive_directory_iterator at{directory / name, error};
    for (; !error && at != fs::end(at); at.increment(error)) {
        std::error_code gone; // What vanishes while we look was taken in, or erased.
        if (at->path().filename().string().starts_with('.') || !at->is_regular_file(gone)) continue;
        const auto bytes = at->file_size(gone);
        if (!gone)
            found.push_back({at->path().lexically_relative(directory).string(), at->path(), bytes});
    }
    if (error) return because(failure(Errc::unavailable, cannot_read, {name}), error.message());
    std::ranges::sort(found, {}, &Source::name);
    return found;
}

class Backup {
public:
    Backup(fs::path directory, vault::File file, const BytesDone& progress)
        : directory_{std::move(directory)}, archive_{std::move(file)}, progress_{progress} {}

    Result<BackupMade> run(const fs::path& database, Time now) {
        const auto note = read_whole(directory_ / "checkpoint");
        if (!note.empty()) TRY(add_text("checkpoint", note));
        for (const auto& report : TRY(files_below(directory_, "front/spool")))
            if (is_member_name(report.name)) TRY(add_file(report));
        TRY(store::copy_sqlite(directory_ / "sokuo.db", database, {}));
        manifest_.head.made = now;
        manifest_.head.entries = TRY(count_entries(database));
        // After the snapshot: every key it needs has a number by now.
        manifest_.head.keys = TRY(journal::look_at_keys(directory_ / "keys.db"));
        TRY(add_all(database));
        const auto text = to_text(manifest_);
        TRY(archive_.begin(manifest_name, text.size()));
        TRY(archive_.write(as_bytes(text)));
        TRY(archive_.end());
        TRY(archive_.finish());
        return BackupMade{manifest_.head.entries, static_cast<std::int64_t>(manifest_.rows.size()),
                          archive_.bytes()};
    }

private:
    static std::string read_whole(const fs::path& path) {
        std::ifstream in{path, std::ios::binary};
        return {std::istreambuf_iterator<char>{in}, {}};
    }

    static Result<std::int64_t> count_entries(const fs::path& database) {
        const auto copy = TRY(store::open_sqlite_scratch({.file = database}));
        const auto count = [](store::Read& db) {
            return db.first("SELECT coalesce(max(seq), 0) FROM entry", {},
                            [](const store::Row& row) { return row.integer(0); });
        };
        const auto entries = TRY(copy->read_for(count));
        return entries.value_or(0);
    }

    Result<> add_all(const fs::path& database) {
        std::error_code error;
        std::vector<Source> sources{{"sokuo.db", database, fs::file_size(database, error)}};
        const auto charter = directory_ / "charter.yaml";
        if (fs::exists(charter, error))
            sources.push_back({"charter.yaml", charter, fs::file_size(charter, error)});
        for (const auto* folder : {"packs", "templates", "vault"})
            for (auto& source : TRY(files_below(directory_, folder)))
                if (!source.name.starts_with("vault/incoming/"))
                    sources.push_back(std::move(source));
        for (const auto& source : sources)
            total_ += source.bytes;
        for (const auto& source : sources)
            TRY(add_file(source));
        return Done{};
    }

    Result<> add_text(const std::string& name, std::string_view text) {
        TRY(archive_.begin(name, text.size()));
        TRY(archive_.write(as_bytes(text)));
        manifest_.rows.push_back({name, text.size(), TRY(archive_.end())});
        return Done{};
    }

    Result<> add_file(const Source& source) {
        const auto opened = vault::File::open(source.path, O_RDONLY);
        // Taken in or erased since the folder was read.
        if (!opened.ok() && opened.error().code == Errc::not_found) return Done{};
        if (!opened.ok()) return opened.error();
        TRY(archive_.begin(source.name, source.bytes));
        for (auto left = source.bytes; left > 0; left -= piece_.size()) {
            piece_.resize(
                static_cast<std::size_t>(std::min<std::uint64_t>(left, archive_piece_bytes)));
            const auto count = TRY(opened.value().read(piece_));
            if (count != piece_.size()) return failure(Errc::unavailable, changed, {source.name});
            TRY(archive_.write(piece_));
            done_ += count;
            if (progress_)
                progress_(static_cast<std::int64_t>(done_), static_cast<std::int64_t>(total_));
        }
        manifest_.rows.push_back({source.name, source.bytes, TRY(archive_.end())});
        return Done{};
    }

    const fs::path directory_;
    ArchiveWriter archive_;
    const BytesDone& progress_;
    Manifest manifest_;
    Bytes piece_;
    std::uint64_t done_ = 0;
    std::uint64_t total_ = 0;
};

Result<> must_have_data(const fs::path& directory) {
    std::error_code error;
    if (fs::is_regular_file(directory / "sokuo.db", error)) return Done{};
    return failure(Errc::not_found, no_data, {directory.string()});
}

} // namespace

Result<BackupMade> make_backup(const fs::path& directory, const fs::path& file, const Clock& clock,
                               const BytesDone& progress) {
    TRY(must_have_data(directory));
    auto archive = TRY(open_unfinished(beside(file, ".part"), file));
    const Unfinished unfinished{beside(file, ".part")};
    const Unfinished database{beside(file, ".db-part")};
    std::error_code ignored;
    fs::remove(database.path(), ignored);
    Backup backup{directory, std::move(archive), progress};
    auto made = backup.run(database.path(), clock.now());
    if (!made.ok()) return made;
    TRY(put_in_place(unfinished.path(), file));
    return made;
}

Result<> make_keys_backup(const fs::path& directory, const fs::path& file) {
    TRY(must_have_data(directory));
    const Unfinished unfinished{beside(file, ".part")};
    std::error_code ignored;
    fs::remove(unfinished.path(), ignored);
    TRY(journal::copy_keys(directory / "keys.db", unfinished.path()));
    return put_in_place(unfinished.path(), file);
}

} // namespace sokuo::app
