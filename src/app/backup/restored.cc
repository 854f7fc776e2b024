#include "app/backup/restored.h"

#include "vault/files/file.h"

#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <string>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;

constexpr Message epoch_first{
    "backup.epoch_first",
    "{0} は控えから戻したデータです。動かす前に、sokuo epoch begin {0} --reason 理由 "
    "で新しい代を始めてください。",
    "{0} was restored from a backup. Before it is served, begin a new epoch: sokuo epoch begin {0} "
    "--reason TEXT."};
constexpr Message keys_missing{
    "backup.keys_missing",
    "{0} に鍵のファイル keys.db がないため、記録を読めません。鍵の控えを用意し、sokuo epoch begin "
    "{0} --keys 鍵の控え --reason 理由 を実行してください。",
    "{0} has no key file keys.db, so the record cannot be read. Find the copy of the keys and run "
    "sokuo epoch begin {0} --keys KEYFILE --reason TEXT."};
constexpr Message other_keys{"backup.other_keys",
                             "鍵の控え {0} は、このデータの鍵ではありません。別の控えを使ってくださ"
                             "い。",
                             "The keys in {0} are not the keys of this data. Use another copy."};
constexpr Message old_keys{
    "backup.old_keys",
    "鍵の控え {0} は、データの控えより前のものです。これでは読めない記録が出ます。データの控えより"
    "後に作った鍵の控えを使ってください。",
    "The keys in {0} are older than the backup of the data: some records could not be read. Use a "
    "copy of the keys that was made after it."};
constexpr Message cut_off{"backup.cut_off",
                          "{0} への復元は途中で切れています。フォルダを消して、もう一度 sokuo "
                          "restore を実行してください。",
                          "The restore into {0} was cut off. Remove the directory and run sokuo "
                          "restore again."};

fs::path mark_of(const fs::path& directory) {
    return directory / "restored";
}

bool is_there(const fs::path& path) {
    std::error_code error;
    return fs::exists(path, error);
}

} // namespace

Result<> must_not_be_restored(const fs::path& directory) {
    if (!is_there(mark_of(directory))) return Done{};
    TRY(must_have_keys(directory));
    return failure(Errc::conflict, epoch_first, {directory.string()});
}

Result<> must_have_keys(const fs::path& directory) {
    if (is_there(directory / "keys.db")) return Done{};
    return failure(Errc::not_found, keys_missing, {directory.string()});
}

Result<> must_fit(const BackupHead& head, const fs::path& file) {
    const auto mark = TRY(journal::look_at_keys(file));
    if (mark.signer != head.keys.signer)
        return failure(Errc::conflict, other_keys, {file.string()});
    if (mark.last < head.keys.last) return failure(Errc::conflict, old_keys, {file.string()});
    return Done{};
}

Result<> mark_restored(const fs::path& directory) {
    const auto mark = TRY(vault::File::open(mark_of(directory), O_WRONLY | O_CREAT | O_EXCL));
    return mark.sync();
}

Result<> mark_complete(const fs::path& directory, const BackupHead& head) {
    const auto mark = TRY(vault::File::open(mark_of(directory), O_WRONLY));
    TRY(mark.write(as_bytes(to_text(head))));
    TRY(mark.sync());
    return vault::sync_directory(directory);
}

Result<> may_go_on(const fs::path& directory) {
    if (!is_there(mark_of(directory))) return must_have_keys(directory);
    std::ifstream in{mark_of(directory), std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    const auto head = read_head(text);
    if (!head.ok()) return failure(Errc::corrupt, cut_off, {directory.string()});
    TRY(must_have_keys(directory));
    return must_fit(head.value(), directory / "keys.db");
}

Result<> unmark(const fs::path& directory) {
    std::error_code error;
    fs::remove(mark_of(directory), error);
    if (error) return vault::file_failure(error.value(), mark_of(directory));
    return vault::sync_directory(directory);
}

} // namespace sokuo::app
