// Verbs that look: charter check, charter policy, verify, rebuild, export.

#include "app/backup/restored.h"
#include "app/org.h"
#include "app/progress.h"
#include "app/vault_check.h"
#include "app/verbs.h"
#include "charter/book.h"
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
    for (const auto& finding : vault.findings())
        report.add(finding);

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
                                                  {"strays", vault.strays().size()},
                                                  {"seconds", times.json()},
                                                  {"findings", std::move(findings)}}))
                                .c_str());
    } else {
        for (const auto& finding : report.findings)
            print(finding);
        for (const auto& stray : vault.strays())
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

std::string_view name_of(charter::Level level) {
    switch (level) {
    case charter::Level::error: return "error";
    case charter::Level::blank: return "blank";
    case charter::Level::note: return "note";
    case charter::Level::gap: return "gap";
    }
    return "error";
}

Json as_json(const charter::Problem& problem) {
    const auto both = [](const std::string& ja, const std::string& en) {
        return Json::object({{"ja", ja}, {"en", en}});
    };
    return Json::object(
        {{"level", name_of(problem.level)},
         {"file", problem.file},
         {"line", static_cast<std::int64_t>(problem.line)},
         {"what", both(problem.what_in(Language::ja), problem.what_in(Language::en))},
         {"remedy", both(problem.remedy_in(Language::ja), problem.remedy_in(Language::en))}});
}

void print_as_json(const std::vector<charter::Problem>& problems, bool is_loadable) {
    auto rows = Json::array();
    for (const auto& problem : problems)
        rows.push(as_json(problem));
    const auto all = Json::object({{"loadable", is_loadable}, {"problems", std::move(rows)}});
    std::printf("%s\n", to_text(all).c_str());
}

void print_under(charter::Level level, const char* heading,
                 const std::vector<charter::Problem>& problems) {
    bool is_first = true;
    for (const auto& problem : problems) {
        if (problem.level != level) continue;
        if (is_first) std::printf("%s\n", heading);
        is_first = false;
        std::printf("  %s\n  %s\n", problem.line_in(Language::ja).c_str(),
                    problem.line_in(Language::en).c_str());
    }
    if (!is_first) std::printf("\n");
}

Result<int> check_charter(const Words& words) {
    const fs::path file{words.plain().front()};
    const auto pack_folder = TRY(pack_of(words, file));
    const auto files = TRY(charter::read_files(file, pack_folder));
    const auto checked = charter::check_charter(files.front().text, file.string());
    const auto checked_pack = charter::check_pack(std::span{files}.subspan(1));
    bool is_loadable = charter::is_loadable(checked.problems);
    std::vector<charter::Problem> problems{checked.problems};
    problems.insert(problems.end(), checked_pack.problems.begin(), checked_pack.problems.end());
    is_loadable = is_loadable && charter::is_loadable(checked_pack.problems);
    if (words.has("--json")) {
        print_as_json(problems, is_loadable);
        return is_loadable ? 0 : 1;
    }
    print_under(charter::Level::error, "直すところ / to correct", problems);
    print_under(charter::Level::blank, "書き込むところ / to fill in", problems);
    print_under(charter::Level::note, "見ておくところ / to look at", problems);
    print_under(charter::Level::gap, "要綱の空白 / what the charter leaves open", problems);
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
    const auto pack_folder = TRY(pack_of(words, file));
    const auto files = TRY(charter::read_files(file, pack_folder));
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
