#include "app/scan/rule_cases.h"

#include "app/scan/request.h"
#include "core/yaml.h"
#include "detect/report/visible.h"
#include "detect/report/words.h"
#include "detect/scan/collect.h"
#include "detect/scan/scan.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>
#include <utility>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;
using namespace detect;

constexpr std::size_t info_bytes_max = std::size_t{1} << 20U;
constexpr int year_of_examples = 2026; // Lines of syslog name none.

constexpr Message folder_missing{"rules.folder_missing", "フォルダ「{0}」がありません。",
                                 "There is no folder “{0}”."};
constexpr Message path_leaves{"rules.path_leaves", "path「{0}」は、この中を指していません。",
                              "The path “{0}” leads elsewhere."};
constexpr Message rule_missing{"rules.rule_missing", "ルール {0} が読まれていません。",
                               "The rule {0} was not loaded."};
constexpr Message rule_refused{"rules.rule_refused", "ルール {0} は使えません：{1}",
                               "The rule {0} cannot be used: {1}"};
constexpr Message too_few{"rules.too_few", "{1} 回合うはずが、{0} 回でした。",
                          "Fits {0} times, not {1}."};
constexpr Message more_than_said{"rules.more_than_said", "{0} 回合いました（{1} 回以上のはず）。",
                                 "Fits {0} times (at least {1} expected)."};
constexpr Message not_read{"rules.case_not_read", "ログを読めません：{0}",
                           "The log cannot be read: {0}"};
constexpr Message gave_alarm{"rules.gave_alarm", "鳴ったルール：{0}（正しくは {1}）",
                             "Rules that fit: {0} (expected: {1})"};
constexpr Message some_silent{"rules.some_silent", "鳴らなかった記録があります（{0} / {1}）。",
                              "Not every event made it fit ({0} of {1})."};
constexpr Message nobody{"rules.nobody", "なし", "none"};

const std::string& text_at(const Node& node, std::string_view key) {
    static const std::string none;
    const auto* const found = node.find(key);
    return found != nullptr && found->is_scalar() ? found->text : none;
}

std::uint64_t count_of(const std::string& text) {
    std::uint64_t number = 1;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

bool leads_inside(const fs::path& path) {
    return !path.empty() && path.is_relative() &&
           std::ranges::none_of(path, [](const fs::path& part) { return part == ".."; });
}

// Where a case's path begins: the folder that was named, or the one above it.
fs::path found_from(const fs::path& root, const fs::path& path) {
    std::error_code error;
    if (fs::exists(root / path, error)) return root / path;
    const auto above = fs::absolute(root, error).lexically_normal();
    const auto up = (above.has_filename() ? above : above.parent_path()).parent_path() / path;
    return fs::exists(up, error) ? up : root / path;
}

class Finder {
public:
    explicit Finder(fs::path root) : root_{std::move(root)} {}

    RuleCases run() && {
        std::error_code error;
        bool is_split = false;
        for (const auto* name : {"regression_data", "tests"}) {
            if (!fs::is_directory(root_ / name, error)) continue;
            is_split = true;
            look_below(root_ / name);
        }
        if (!is_split) look_below(root_);
        return std::move(cases_);
    }

private:
    void look_below(const fs::path& folder) {
        std::vector<fs::path> files;
        std::error_code error;
        fs::recursive_directory_iterator at{folder, fs::directory_options::skip_permission_denied,
                                            error};
        for (; !error && at != fs::recursive_directory_iterator{}; at.increment(error))
            if (at->is_regular_file(error)) files.push_back(at->path());
        std::ranges::sort(files);
        for (const auto& file : files)
            take(file);
    }

    void take(const fs::path& file) {
        const auto stem = file.stem();
        if (file.filename() == "info.yml") {
            const auto read = read_info(file);
            if (!read.ok())
                cases_.unreadable.push_back(
                    {file.string(), false,
                     report::visible(
                         render(*read.error().message, read.error().args, Language::ja))});
        } else if (stem == "fires" || stem == "quiet") {
            cases_.examples.push_back(
                {file.string(), file.parent_path().filename().string(), stem == "fires"});
        }
    }

    Result<> read_info(const fs::path& file) {
        const auto text = TRY(read_text(file.string(), info_bytes_max));
        const auto info = TRY(parse_yaml(text, file.string()));
        const auto* const tests = info.find("regression_tests_info");
        const auto* const rules = info.find("rule_metadata");
        if (tests == nullptr || rules == nullptr) return Done{};
        for (const auto& test : tests->items) {
            const fs::path path{text_at(test, "path")};
            if (!leads_inside(path)) return failure(Errc::invalid, path_leaves, {path.string()});
            for (const auto& rule : rules->items)
                cases_.regressions.push_back({file.parent_path().filename().string(),
                                              text_at(rule, "id"), found_from(root_, path).string(),
                                              count_of(text_at(test, "match_count"))});
        }
        return Done{};
    }

    fs::path root_;
    RuleCases cases_{};
};

// What fits, by file and rule.
class Seen final : public ScanOutput {
public:
    void match(const Match& match) override {
        ++of_rule[{match.file, match.rule->id}];
        const auto stem = fs::path{match.rule->file}.stem().string();
        rang.insert(stem);
        records[stem].insert(match.record);
    }
    void file_done(const FileTally&) override {}
    void progress(std::uint64_t, std::uint64_t) override {}

    std::map<std::pair<std::string, std::string>, std::uint64_t> of_rule;
    std::set<std::string> rang;
    std::map<std::string, std::set<std::uint64_t>> records;
};

class Runner {
public:
    Runner(const Program& program, std::size_t threads, Language language)
        : program_{program}, threads_{threads}, language_{language} {}

    std::vector<CaseOutcome> regressions(const std::vector<RuleCases::Regression>& cases) {
        std::vector<std::string> files;
        files.reserve(cases.size());
        for (const auto& each : cases)
            files.push_back(each.file);
        std::ranges::sort(files);
        files.erase(std::ranges::unique(files).begin(), files.end());
        Collection collection{files, {}};
        Seen seen;
        scan(
            program_, [&] { return collection.next(); }, {.threads = threads_}, seen);
        std::map<std::string, std::string> unread;
        for (const auto& each : collection.unread())
            unread[each.name] = report::say(*each.why.message, language_, each.why.args);
        std::vector<CaseOutcome> outcomes;
        outcomes.reserve(cases.size());
        for (const auto& each : cases)
            outcomes.push_back(judge(each, seen, unread));
        return outcomes;
    }

    CaseOutcome example(const RuleCases::Example& each) {
        const auto* const source = source_of(each.stem);
        if (source == nullptr) return {each.file, false, said(rule_missing, {each.stem})};
        CollectOptions options;
        options.hints.year = year_of_examples;
        // Only events of Windows say themselves what they are.
        if (source->product != "windows") options.hints.source = as_said(*source);
        const std::vector<std::string> paths{each.file};
        Collection collection{paths, options};
        Seen seen;
        const auto totals = scan(
            program_, [&] { return collection.next(); }, {.threads = 1}, seen);
        if (!collection.unread().empty()) {
            const auto& why = collection.unread().front().why;
            return {each.file, false,
                    said(not_read, {report::say(*why.message, language_, why.args)})};
        }
        const auto expected =
            each.fires ? std::set<std::string>{each.stem} : std::set<std::string>{};
        if (seen.rang != expected)
            return {each.file, false, said(gave_alarm, {listed(seen.rang), listed(expected)})};
        if (each.fires && !is_counted(each.stem) && seen.records[each.stem].size() < totals.events)
            return {each.file, false,
                    said(some_silent, {std::to_string(seen.records[each.stem].size()),
                                       std::to_string(totals.events)})};
        return {each.file, true, {}};
    }

private:
    [[nodiscard]] std::string said(const Message& message, std::vector<std::string> args) const {
        return report::visible(report::say(message, language_, std::move(args)));
    }

    [[nodiscard]] std::string listed(const std::set<std::string>& names) const {
        std::string all;
        for (const auto& name : names)
            all.append(all.empty() ? "" : ", ").append(name);
        return all.empty() ? report::say(nobody, language_) : all;
    }

    CaseOutcome judge(const RuleCases::Regression& each, const Seen& seen,
                      const std::map<std::string, std::string>& unread) const {
        if (const auto why = unread.find(each.file); why != unread.end())
            return {each.name, false, said(not_read, {why->second})};
        const auto has_id = [&](const auto& rule) { return rule.info.id == each.rule; };
        if (std::ranges::none_of(program_.rules, has_id) &&
            std::ranges::none_of(program_.counting.correlations, has_id)) {
            const auto refused = std::ranges::find_if(program_.refused, has_id);
            if (refused == program_.refused.end())
                return {each.name, false, said(rule_missing, {each.rule})};
            const auto why = report::say(*refused->why.message, language_, refused->why.args);
            return {each.name, false, said(rule_refused, {each.rule, why})};
        }
        const auto found = seen.of_rule.find({each.file, each.rule});
        const auto count = found == seen.of_rule.end() ? 0 : found->second;
        const auto numbers = std::vector{std::to_string(count), std::to_string(each.matches_min)};
        if (count < each.matches_min) return {each.name, false, said(too_few, numbers)};
        if (count > each.matches_min) return {each.name, true, said(more_than_said, numbers)};
        return {each.name, true, {}};
    }

    static Source as_said(const LogSource& source) {
        Source said;
        said.product = source.product;
        if (!source.category.empty()) said.categories.push_back(source.category);
        if (!source.service.empty()) said.services.push_back(source.service);
        return said;
    }

    [[nodiscard]] const LogSource* source_of(const std::string& stem) const {
        for (const auto& rule : program_.rules)
            if (fs::path{rule.info.file}.stem() == stem) return &rule.source;
        return nullptr;
    }

    [[nodiscard]] bool is_counted(const std::string& stem) const {
        return std::ranges::any_of(program_.counting.correlations, [&](const auto& each) {
            return fs::path{each.info.file}.stem() == stem;
        });
    }

    const Program& program_;
    std::size_t threads_;
    Language language_;
};

} // namespace

Result<RuleCases> find_cases(const std::string& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) return failure(Errc::not_found, folder_missing, {folder});
    return Finder{folder}.run();
}

std::vector<CaseOutcome> run_cases(const RuleCases& cases, const Program& program,
                                   std::size_t threads, Language language) {
    Runner runner{program, threads, language};
    auto outcomes = runner.regressions(cases.regressions);
    for (const auto& each : cases.examples)
        outcomes.push_back(runner.example(each));
    outcomes.insert(outcomes.end(), cases.unreadable.begin(), cases.unreadable.end());
    return outcomes;
}

} // namespace sokuo::app
