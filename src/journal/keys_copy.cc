#include "journal/keys_copy.h"

#include "store/sqlite/connection.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace sokuo::journal {
namespace {

using store::Connection;

inline constexpr Message keys_not_there{
    "keys.not_there", "鍵のファイル {0} がありません。鍵の控えがある場所を確かめてください。",
    "There is no key file {0}. Check where the copy of the keys is."};
inline constexpr Message not_keys{
    "keys.no_key_file",
    "{0} は sokuo の鍵のファイルではありません。sokuo keys backup が作った"
    "ファイルを指定してください。",
    "{0} is no key file of sokuo. Name a file that sokuo keys backup made."};
inline constexpr Message keys_not_written{
    "keys.not_written", "鍵の控えを {0} に書けませんでした。空きと権限を確かめてください。",
    "The copy of the keys cannot be written to {0}. Check the free space and the permissions."};

Result<> read_mark(Connection& db, KeysMark& mark) {
    bool has_signer = false;
    const store::EachRow take_signer = [&](const store::Row& row) -> Result<> {
        const auto bytes = row.bytes(0);
        has_signer = bytes.size() == mark.signer.size();
        if (has_signer) std::ranges::copy(bytes, mark.signer.begin());
        return Done{};
    };
    const store::EachRow take_last = [&](const store::Row& row) -> Result<> {
        mark.last = row.integer(0);
        return Done{};
    };
    auto* signer = TRY(db.prepared("SELECT public FROM signing"));
    TRY(db.run(*signer, {}, &take_signer));
    auto* last = TRY(db.prepared("SELECT coalesce(max(number), 0) FROM key"));
    TRY(db.run(*last, {}, &take_last));
    if (!has_signer) return failure(Errc::corrupt, not_keys);
    return Done{};
}

Result<> sync_file(const std::filesystem::path& path, int flags) {
    const int file = ::open(path.c_str(), flags | O_CLOEXEC);
    const bool is_synced = file >= 0 && ::fsync(file) == 0;
    const int why = errno;
    if (file >= 0) ::close(file);
    if (is_synced) return Done{};
    return because(failure(Errc::unavailable, keys_not_written, {path.string()}),
                   std::strerror(why));
}

Result<> make_copy(const std::filesystem::path& from, const std::filesystem::path& to) {
    {
        const auto live =
            TRY(Connection::open({.file = from, .access = store::Access::read, .cache_kib = 256}));
        TRY(live->copy_to(to, {}));
    }
    {
        const auto copy = TRY(Connection::open({.file = to, .access = store::Access::scratch}));
        TRY(copy->script("PRAGMA secure_delete = ON; DELETE FROM spare"));
    }
    TRY(sync_file(to, O_RDONLY));
    const auto folder = to.has_parent_path() ? to.parent_path() : std::filesystem::path{"."};
    return sync_file(folder, O_RDONLY | O_DIRECTORY);
}

} // namespace

Result<KeysMark> look_at_keys(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error))
        return failure(Errc::not_found, keys_not_there, {file.string()});
    const auto read = [&]() -> Result<KeysMark> {
        const auto db =
            TRY(Connection::open({.file = file, .access = store::Access::read, .cache_kib = 256}));
        KeysMark mark;
        TRY(read_mark(*db, mark));
        return mark;
    };
    auto mark = read();
    if (mark.ok()) return mark;
    return because(failure(Errc::corrupt, not_keys, {file.string()}), describe(mark.error()));
}

Result<> copy_keys(const std::filesystem::path& from, const std::filesystem::path& to) {
    TRY(look_at_keys(from));
    // Made before SQLite sees it, so that it never stands there with wider permissions.
    const int made = ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made < 0) {
        return because(failure(Errc::unavailable, keys_not_written, {to.string()}),
                       std::strerror(errno));
    }
    ::close(made);
    auto copied = make_copy(from, to);
    std::error_code ignored;
    if (!copied.ok()) std::filesystem::remove(to, ignored);
    return copied;
}

} // namespace sokuo::journal
