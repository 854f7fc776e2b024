// Verbs about detection rules: rules list, rules test, rules why, rules import. None needs a
// running server, and none calls out.

#include "app/scan/lock_in.h"
#include "app/scan/request.h"
#include "app/scan/rule_cases.h"
#include "app/scan/rule_import.h"
#include "app/scan/rule_list.h"
#include "app/scan/rule_why.h"
#include "app/verbs.h"
#include "detect/report/visible.h"
#include "detect/report/words.h"
#include "detect/scan/collect.h"
#include "detect/sigma/load.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;
using detect::report::say;

constexpr int wrong_usage = 2;

constexpr Message nothing_to_test{"rules.nothing_to_test",
                                  "{0} に確かめる例（info.yml、fires.*、quiet.*）がありません。",
                                  "There are no examples (info.yml, fires.*, quiet.*) in {0}."};
constexpr Message tested{"rules.tested", "確かめた例 {0} 件、合わないもの {1} 件",
                         "Examples: {0}; wrong: {1}"};
constexpr Message key_and_signature{"rules.key_and_signature",
                                    "--key と --signature は、いっしょに使ってください。",
                                    "Use --key and --signature together."};
constexpr Message signed_by_other{
    "rules.signed_by_other",
    "署名が合いません。中身が変わったか、別の鍵で署名されています。取り込んでいません。",
    "The signature does not fit: the zip was changed, or another key signed it. Nothing was "
    "imported."};
constexpr Message no_usable_rule{"rules.no_usable_rule",
                                 "zip に使えるルールがありません。取り込んでいません。",
                                 "There is no usable rule in the zip. Nothing was imported."};
constexpr Message imported{"rules.imported",
                           "{1} に取り込みました：使えるルール {0} 件、使えないもの {2} 件、"
                           "ルールでないので入れなかったファイル {3} 件",
                           "Imported into {1}: usable rules {0}, unusable {2}, files left out "
                           "because they are no rules {3}"};
constexpr Message signature_fits{"rules.signature_fits", "署名は合っています。",
                                 "The signature fits."};
constexpr Message not_signed{"rules.not_signed", "署名は確かめていません（--key と --signature）。",
                             "No signature was checked (--key and --signature)."};

void print(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
}

/// Runs a verb in the language that was asked for.
template <class Do>
int in_language(const Words& words, Do verb) {
    const auto language = language_of(words);
    if (!language.ok()) return refuse(language.error()), wrong_usage;
    const Result<int> done = verb(words, language.value());
    return done.ok() ? done.value() : refuse(done.error());
}

Result<int> list(const Words& words, Language language) {
    auto choice = TRY(choose_rules(words, language));
    TRY(lock_in({}));
    const auto program = detect::compile(std::move(choice.rules), choice.sources);
    print(words.has("--json") ? rules_json(program) : rules_text(program, language));
    return 0;
}

// The rules of a repository: its folders called rules, rules-….
std::vector<fs::path> rules_beside(const std::string& folder) {
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator at{folder, error}; !error && at != fs::directory_iterator{};
         at.increment(error))
        if (at->is_directory(error) && at->path().filename().string().starts_with("rules"))
            found.push_back(at->path());
    std::ranges::sort(found);
    return found;
}

// What must be readable to look at these files.
std::vector<fs::path> places_of(const std::vector<std::string>& files) {
    const detect::Collection collection{files, {}};
    return {collection.places().begin(), collection.places().end()};
}

std::vector<std::string> files_of(const RuleCases& cases) {
    std::vector<std::string> files;
    files.reserve(cases.regressions.size() + cases.examples.size());
    for (const auto& each : cases.regressions)
        files.push_back(each.file);
    for (const auto& each : cases.examples)
        files.push_back(each.file);
    return files;
}

Result<int> test(const Words& words, Language language) {
    const auto folder = words.plain().empty() ? "." : std::string{words.plain().front()};
    const auto request = TRY(read_request(words, language));
    const auto cases = TRY(find_cases(folder));
    auto choice = TRY(choose_rules(words, language));
    const auto beside = rules_beside(folder);
    if (words.values("--rules").empty() && !beside.empty())
        choice.rules = TRY(detect::load_rules(beside, choice.placeholders));
    TRY(lock_in({.read = places_of(files_of(cases))}));
    const auto program = detect::compile(std::move(choice.rules), choice.sources);
    const auto outcomes = run_cases(cases, program, request.scan.threads, language);
    if (outcomes.empty()) return failure(Errc::not_found, nothing_to_test, {folder});
    std::size_t wrong = 0;
    for (const auto& outcome : outcomes) {
        if (!outcome.is_passed) ++wrong;
        if (outcome.is_passed && outcome.note.empty() && !words.has("--verbose")) continue;
        print((outcome.is_passed ? "✓ " : "✗ ") + detect::report::visible(outcome.name) + "\n");
        if (!outcome.note.empty()) print("    " + outcome.note + "\n");
    }
    print(say(tested, language,
              {detect::report::grouped(outcomes.size()), detect::report::grouped(wrong)}) +
          "\n");
    return wrong == 0 ? 0 : 1;
}

Result<int> why(const Words& words, Language language) {
    auto choice = TRY(choose_rules(words, language));
    const std::string named{words.plain()[1]};
    auto places = places_of({named.substr(0, named.rfind(':'))});
    places.emplace_back(words.plain()[0]); // A rule may be named by its file.
    TRY(lock_in({.read = std::move(places)}));
    const auto event = TRY(find_event(named));
    std::string text;
    TRY(explain(std::string{words.plain()[0]}, std::move(choice), event, language, text));
    print(text);
    return 0;
}

Result<bool> check_signature(const Words& words, std::string_view zip) {
    const auto key = words.value("--key");
    const auto signature = words.value("--signature");
    if (!key && !signature) return false;
    if (!key || !signature) return failure(Errc::invalid, key_and_signature);
    constexpr std::size_t small = 10'000;
    std::error_code error;
    std::string text{*key};
    if (fs::is_regular_file(text, error)) text = TRY(read_text(text, small));
    const auto public_key = TRY(read_public_key(text));
    const auto signature_text = TRY(read_text(std::string{*signature}, small));
    const auto signed_with = TRY(read_signature(signature_text));
    if (!is_signed_by(public_key, as_bytes(zip), signed_with))
        return failure(Errc::invalid, signed_by_other);
    return true;
}

// Where the rules go: the folder that was named, its `rules` when it is a data directory, or one
// called like the zip.
fs::path folder_for(const Words& words) {
    const auto into = words.value("--into");
    if (!into) return fs::path{words.plain().front()}.filename().stem();
    fs::path folder{*into};
    if (!folder.has_filename()) folder = folder.parent_path();
    std::error_code error;
    return fs::exists(folder / "charter.yaml", error) ? folder / "rules" : folder;
}

// What comes is written to `folder`, and put in its place from beside it: below the folder above it
// that there is.
Result<> lock_in_for_import(const fs::path& folder) {
    std::error_code error;
    auto above = fs::absolute(folder, error).parent_path();
    while (!fs::is_directory(above, error) && above != above.parent_path())
        above = above.parent_path();
    return lock_in({.write = above});
}

Result<int> import_zip(const Words& words, Language language) {
    const std::string file{words.plain().front()};
    const auto zip = TRY(read_text(file, ImportLimits{}.zip_bytes_max));
    const bool is_signed = TRY(check_signature(words, zip));
    auto choice = TRY(choose_rules(words, language));
    choice.rules = {};
    const auto folder = folder_for(words);
    TRY(lock_in_for_import(folder));
    const auto read = TRY(read_rule_zip(zip));
    for (const auto& [name, text] : read.files)
        if (fs::path{name}.extension() == ".yml" || fs::path{name}.extension() == ".yaml")
            detect::read_rules(text, name, choice.placeholders, choice.rules);
    const auto program = detect::compile(std::move(choice.rules), choice.sources);
    print(unusable_text(program, language));
    const auto usable = usable_rules(program);
    if (usable == 0) return failure(Errc::invalid, no_usable_rule);
    TRY(put_rules(read, folder));
    print(say(is_signed ? signature_fits : not_signed, language) + "\n");
    print(say(imported, language,
              {detect::report::grouped(usable), detect::report::visible(folder.string()),
               detect::report::grouped(program.refused.size()),
               detect::report::grouped(read.passed_over)}) +
          "\n");
    return 0;
}

} // namespace

int run_rules_list(const Words& words) {
    return in_language(words, list);
}
int run_rules_test(const Words& words) {
    return in_language(words, test);
}
int run_rules_why(const Words& words) {
    return in_language(words, why);
}
int run_rules_import(const Words& words) {
    return in_language(words, import_zip);
}

} // namespace sokuo::app
