// Verbs for what must survive the machine: backup, keys backup, restore, epoch begin.

#include "app/backup/backup.h"
#include "app/backup/restore.h"
#include "app/org.h"
#include "app/progress.h"
#include "app/verbs.h"

#include <array>
#include <cstdio>
#include <iostream>
#include <string>
#include <unistd.h>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> path(const Words& words, std::string_view option) {
    const auto value = words.value(option);
    return value ? std::optional<fs::path>{*value} : std::nullopt;
}

// Asked for where somebody sits; a script must say it.
Result<std::string> reason_of(const Words& words) {
    if (words.has("--reason") || isatty(STDIN_FILENO) == 0) return needed(words, "--reason");
    std::printf("なぜ続けるのか、だれが決めたか / why it goes on, and who decided: ");
    std::fflush(stdout);
    std::string line;
    std::getline(std::cin, line);
    const std::array<std::string_view, 2> asked{"--reason", line};
    return needed(Words{asked, {}}, "--reason");
}

Result<> backup(const Words& words) {
    const fs::path file{words.plain()[1]};
    BackupMade made;
    {
        Progress bar;
        made = TRY(
            make_backup(fs::path{words.plain()[0]}, file, WallClock{},
                        [&](std::int64_t done, std::int64_t of) { bar.show("backup", done, of); }));
    }
    if (words.has("--json")) {
        std::printf("%s\n", to_text(Json::object({{"file", file.string()},
                                                  {"entries", made.entries},
                                                  {"files", made.files},
                                                  {"bytes", made.bytes}}))
                                .c_str());
        return Done{};
    }
    std::printf("控えを取りました / backed up: %s（記録 %lld件、%llu バイト）\n"
                "鍵は入っていません。続けて sokuo keys backup を実行してください。\n"
                "The keys are not in it: run sokuo keys backup next.\n",
                file.c_str(), static_cast<long long>(made.entries),
                static_cast<unsigned long long>(made.bytes));
    return Done{};
}

Result<> backup_keys(const Words& words) {
    const fs::path file{words.plain()[1]};
    TRY(make_keys_backup(fs::path{words.plain()[0]}, file));
    std::printf("鍵の控えを取りました / keys backed up: %s\n"
                "データの控えとは別の場所に置き、30日で消してください。残っている間、消去は終わりま"
                "せん。\n"
                "Keep it apart from the data and delete it after 30 days: until then no erasure is "
                "complete.\n",
                file.c_str());
    return Done{};
}

void print_epoch(const Json& epoch) {
    std::printf("新しい代として続けます / a new epoch began: %s\n",
                std::string{epoch["origin"].text_or("")}.c_str());
    const auto& lost = epoch["lost"];
    if (lost.is_null()) {
        std::printf("手元のチェックポイントまでの記録は、すべてあります。その後の記録は、あったとし"
                    "ても戻りません。\n"
                    "Everything up to the checkpoint at hand is there. What came after it, if "
                    "anything, is not.\n");
    } else {
        std::printf("失われた記録 / lost entries: %lld–%lld\n",
                    static_cast<long long>(lost["from"].integer_or(0)),
                    static_cast<long long>(lost["to"].integer_or(0)));
    }
    std::printf("サインインと API の鍵は、すべて無効にしました。\n"
                "Every session and API token has ended.\n");
}

void print_next(const Restored& restored, const std::string& directory) {
    if (restored.epoch.is_null()) {
        std::printf("ハッシュと署名は合っています。鍵がないので、中身はまだ読めず、動かせません。\n"
                    "Hashes and signature agree. Without the keys nothing can be read yet, and it "
                    "cannot be served.\n"
                    "次に / next:\n    sokuo epoch begin %s --keys KEYFILE --reason TEXT\n",
                    directory.c_str());
        return;
    }
    print_epoch(restored.epoch);
    std::printf("次に / next:\n    sokuo verify %s\n    sokuo serve %s\n", directory.c_str(),
                directory.c_str());
}

Result<> run(const Words& words) {
    Restore wanted{.file = fs::path{words.plain()[0]},
                   .directory = fs::path{words.plain()[1]},
                   .keys = path(words, "--keys"),
                   .checkpoint = path(words, "--checkpoint"),
                   .reason = {}};
    if (wanted.keys) wanted.reason = TRY(reason_of(words));
    Restored restored;
    {
        Progress bar;
        restored = TRY(restore(
            wanted, [&](std::int64_t done, std::int64_t of) { bar.show("restore", done, of); }));
    }
    if (words.has("--json")) {
        std::printf("%s\n", to_text(Json::object({{"directory", wanted.directory.string()},
                                                  {"made", to_rfc3339(restored.made)},
                                                  {"entries", restored.entries},
                                                  {"files", restored.files},
                                                  {"epoch", restored.epoch}}))
                                .c_str());
        return Done{};
    }
    std::printf("戻しました / restored: %s（%s の控え、記録 %lld件）\n", wanted.directory.c_str(),
                to_rfc3339(restored.made).c_str(), static_cast<long long>(restored.entries));
    print_next(restored, wanted.directory.string());
    return Done{};
}

Result<> begin_epoch(const Words& words) {
    const auto reason = TRY(reason_of(words));
    const fs::path directory{words.plain().front()};
    print_epoch(TRY(Org::begin_epoch(directory, reason, path(words, "--keys"))));
    return Done{};
}

int end(const Result<>& result) {
    return result.ok() ? 0 : refuse(result.error());
}

} // namespace

int run_backup(const Words& words) {
    return end(backup(words));
}
int run_keys_backup(const Words& words) {
    return end(backup_keys(words));
}
int run_restore(const Words& words) {
    return end(run(words));
}
int run_epoch(const Words& words) {
    return end(begin_epoch(words));
}

} // namespace sokuo::app
