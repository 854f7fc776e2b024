// Verbs that look: charter check, charter policy, verify, rebuild, export.

#include "app/backup/restored.h"
#include "app/org.h"
#include "app/progress.h"
#include "app/verbs.h"
#include "charter/check.h"
#include "incident/incident.h"
#include "journal/export.h"
#include "journal/verify.h"
#include "store/sqlite/sqlite.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <unistd.h>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;

constexpr Message no_journal{"app.no_journal", "{0} にデータがありません。",
                             "There is no data in {0}."};
constexpr Message stray_blob{
    "app.stray_blob",
    "保管物 {0} を指す記録がありません（途中で切れた送信の残りなら、消してもかまいません）。",
    "No entry names the blob {0} (what is left of an upload that broke off may be removed)."};
constexpr Message lost_blob{"app.lost_blob", "記録にある保管物 {0} が読めません。",
                            "The blob {0} named in the journal cannot be read."};
constexpr Message changed_blob{"app.changed_blob", "保管物 {0} の中身が記録と違います。",
                               "The blob {0} is not what the journal says."};

void print(const Error& finding) {
    std::printf("%s%s%s\n    %s\n", finding.where.c_str(), finding.where.empty() ? "" : ": ",
                render(*finding.message, finding.args, Language::ja).c_str(),
                render(*finding.message, finding.args, Language::en).c_str());
}

std::string name_of(journal::Stage stage) {
    switch (stage) {
    case journal::Stage::hashes: return "hashes";
    case journal::Stage::replay: return "replay";
    case journal::Stage::compare: return "compare";
    }
    return "";
}

// What the journal says of files, held against the vault.
class VaultCheck {
public:
    VaultCheck(vault::Vault& vault, journal::Keys& keys) : vault_{vault}, keys_{keys} {}

    Result<> see(const journal::Entry& entry) {
        if (entry.type != "incident.attached" && entry.type != "report.attached") return Done{};
        if (entry.content_state != journal::BodyState::present) return Done{};
        const auto id = BlobId::parse(entry.content["attachment"].text_or(""));
        if (!id.ok()) return Done{};
        known_.push_back(id.value());
        check(id.value(), entry);
        return Done{};
    }

    Result<> finish() {
        const auto visit = [&](const BlobId& id) -> Result<> {
            if (std::ranges::find(known_, id) == known_.end())
                strays.push_back(failure(Errc::corrupt, stray_blob, {id.text()}));
            return Done{};
        };
        return vault_.each(visit);
    }

    std::vector<Error> findings;
    /// What an upload leaves that was cut off before its entry was written, or is about to be
    /// written: no damage, and nobody was told it is kept.
    std::vector<Error> strays;

private:
    void check(const BlobId& id, const journal::Entry& entry) {
        const auto where = "entry " + std::to_string(entry.seq);
        const auto hash = read_whole(id, entry.content);
        if (!hash.ok()) {
            findings.push_back(at(failure(Errc::corrupt, lost_blob, {id.text()}), where));
        } else if (to_hex(hash.value()) != entry.content["sha256"].text_or("")) {
            findings.push_back(at(failure(Errc::corrupt, changed_blob, {id.text()}), where));
        }
    }

    Result<Hash> read_whole(const BlobId& id, const Json& content) {
        const auto key_id = TRY(journal::KeyId::parse(content["key"].text_or("")));
        const auto key = TRY(keys_.find(key_id));
        const auto reader = TRY(vault_.open(id, key));
        Sha256 hasher;
        while (true) {
            const auto piece = TRY(reader->read());
            if (piece.empty()) return hasher.finish();
            hasher.update(piece);
        }
    }

    vault::Vault& vault_;
    journal::Keys& keys_;
    std::vector<BlobId> known_;
};

// How long each stage took, for whoever plans the night's work.
class StageTimes {
public:
    void see(journal::Stage stage) {
        const auto now = std::chrono::steady_clock::now();
        const std::chrono::duration<double> passed = now - last_;
        seconds_[name_of(stage)] += passed.count();
        last_ = now;
    }
    [[nodiscard]] Json json() const {
        auto json = Json::object();
        for (const auto& [stage, seconds] : seconds_)
            json.set(stage, seconds);
        return json;
    }

private:
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
    std::map<std::string, double> seconds_;
};

struct Opened {
    WallClock clock;
    SystemRandom random;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<journal::Keys> keys;
    std::unique_ptr<vault::Vault> vault;
};

// Read-only: a server may be using the directory.
Result<> look_into(const fs::path& directory, Opened& opened) {
    std::error_code error;
    if (!fs::exists(directory / "sokuo.db", error))
        return failure(Errc::not_found, no_journal, {directory.string()});
    TRY(must_have_keys(directory));
    opened.store = TRY(store::open_sqlite_read_only({.file = directory / "sokuo.db"}));
    opened.keys = TRY(journal::open_keys(directory / "keys.db", opened.random));
    opened.vault = TRY(vault::open_files(directory / "vault", opened.clock, opened.random));
    return Done{};
}

Result<int> verify(const Words& words) {
    const fs::path directory{words.plain().front()};
    Opened opened;
    TRY(look_into(directory, opened));
    VaultCheck vault{*opened.vault, *opened.keys};
    const auto scratch = fs::temp_directory_path() / ("sokuo-verify-" + std::to_string(getpid()));
    std::error_code ignored;
    fs::create_directories(scratch, ignored);
    std::optional<Progress> bar{std::in_place};
    StageTimes times;
    const auto watch = [&](journal::Stage stage, std::int64_t done, std::int64_t of) {
        bar->show(name_of(stage), done, of);
        times.see(stage);
    };
    const auto verified =
        journal::verify(*opened.store, *opened.keys,
                        {.options = journal_options(),
                         .scratch = scratch,
                         .checkpoint_file = directory / "checkpoint",
                         .each = [&](const journal::Entry& entry) { return vault.see(entry); },
                         .progress = watch});
    bar.reset();
    fs::remove_all(scratch, ignored);
    if (!verified.ok()) return verified.error();
    auto report = verified.value();
    TRY(vault.finish());
    for (auto& finding : vault.findings)
        report.add(std::move(finding));

    if (words.has("--json")) {
        auto findings = Json::array();
        for (const auto& finding : report.findings)
            findings.push(
                Json::object({{"where", finding.where},
                              {"code", finding.message->code()},
                              {"detail", render(*finding.message, finding.args, Language::ja)}}));
        std::printf("%s\n", to_text(Json::object({{"sound", report.sound()},
                                                  {"entries", report.entries},
                                                  {"bodies", report.bodies},
                                                  {"erased", report.erased},
                                                  {"checkpoints", report.checkpoints},
                                                  {"rows", report.rows},
                                                  {"found", report.found},
                                                  {"strays", vault.strays.size()},
                                                  {"seconds", times.json()},
                                                  {"findings", std::move(findings)}}))
                                .c_str());
    } else {
        for (const auto& finding : report.findings)
            print(finding);
        for (const auto& stray : vault.strays)
            print(stray);
        std::printf("記録 %lld件、署名 %lld、行 %lld を調べました：%s\n",
                    static_cast<long long>(report.entries),
                    static_cast<long long>(report.checkpoints), static_cast<long long>(report.rows),
                    report.sound() ? "すべて合っています / sound"
                                   : "合わないところがあります / NOT sound");
    }
    return report.sound() ? 0 : 1;
}

Result<int> rebuild(const Words& words) {
    const auto org = TRY(Org::open(fs::path{words.plain().front()}));
    {
        Progress bar;
        TRY(org->desk().journal.rebuild(
            [&](std::int64_t done, std::int64_t of) { bar.show("rebuild", done, of); }));
    }
    std::printf("作り直しました / rebuilt\n");
    return 0;
}

Result<int> export_directory(const Words& words) {
    const auto org = TRY(Org::open(fs::path{words.plain()[0]}));
    TRY(org->checkpoints().advance());
    journal::Export wanted{.directory = fs::path{words.plain()[1]},
                           .note = org->checkpoints().latest()};
    if (const auto id = words.value("--incident"))
        wanted.stream = incident::stream_of(TRY(IncidentId::parse(*id)));
    const auto& desk = org->desk();
    const auto count = TRY(journal::export_journal(desk.store, desk.keys, wanted));
    std::printf("%lld件を書き出しました / entries exported: %s\n", static_cast<long long>(count),
                wanted.directory.c_str());
    return 0;
}

fs::path pack_beside(const Words& words, const fs::path& charter) {
    const auto given = words.value("--pack");
    return given ? fs::path{*given} : charter.parent_path() / ".." / "packs" / "jp-municipal";
}

Result<int> check_charter(const Words& words) {
    const fs::path file{words.plain().front()};
    const auto files = TRY(charter::read_files(file, pack_beside(words, file)));
    const auto checked = charter::check_charter(files.front().text, file.string());
    const auto checked_pack = charter::check_pack(std::span{files}.subspan(1));
    bool is_loadable = charter::is_loadable(checked.problems);
    std::vector<charter::Problem> problems{checked.problems};
    problems.insert(problems.end(), checked_pack.problems.begin(), checked_pack.problems.end());
    is_loadable = is_loadable && charter::is_loadable(checked_pack.problems);
    for (const auto& problem : problems)
        std::printf("%s\n%s\n", problem.line_in(Language::ja).c_str(),
                    problem.line_in(Language::en).c_str());
    std::printf(is_loadable ? "この要綱は使えます / this charter can be used\n"
                            : "直すところがあります / this charter must be corrected\n");
    return is_loadable ? 0 : 1;
}

// The conditions of 収束宣言 that only some roles may agree to.
void print_agreements(const charter::Charter& charter, const charter::Pack& pack) {
    for (const auto& condition : pack.closure) {
        if (condition.agreed_by.empty()) continue;
        std::printf("%-22s", ("closure/" + condition.key).c_str());
        for (const auto& code : condition.agreed_by) {
            const auto* role = charter.role(code);
            std::printf(" %s", role == nullptr ? code.c_str() : role->name.ja.c_str());
        }
        std::printf("\n");
    }
}

Result<int> print_policy(const Words& words) {
    const fs::path file{words.plain().front()};
    const auto files = TRY(charter::read_files(file, pack_beside(words, file)));
    const auto charter = TRY(charter::read_charter(files.front().text, file.string()));
    const auto pack = charter::check_pack(std::span{files}.subspan(1)).pack;
    for (const auto& row : charter.policy) {
        std::printf("%-22s", row.action.c_str());
        for (const auto& grant : row.grants) {
            const auto* role = charter.role(grant.role);
            std::printf(" %s%s", role == nullptr ? grant.role.c_str() : role->name.ja.c_str(),
                        grant.when == charter::When::acting ? "（代行）"
                        : grant.when == charter::When::own  ? "（所管）"
                                                            : "");
        }
        std::printf("\n");
    }
    print_agreements(charter, pack);
    return 0;
}

int end(const Result<int>& result) {
    return result.ok() ? result.value() : refuse(result.error());
}

} // namespace

int run_verify(const Words& words) {
    return end(verify(words));
}
int run_rebuild(const Words& words) {
    return end(rebuild(words));
}
int run_export(const Words& words) {
    return end(export_directory(words));
}
int run_charter_check(const Words& words) {
    return end(check_charter(words));
}
int run_charter_policy(const Words& words) {
    return end(print_policy(words));
}

} // namespace sokuo::app
