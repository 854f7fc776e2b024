// The engine and the readers against what others published: SigmaHQ's own regression cases, and
// every event of the files at hand against the plain reading of the specification. The data is not
// ours and not in the repository; without it these are skipped, by name.
//
// SOKUO_ORACLE_STRIDE: every how many events the plain evaluator is asked (97; a nightly run: 1).

#include "core/yaml.h"
#include "detect/engine/program.h"
#include "detect/engine/worker.h"
#include "detect/evtx/evtx.h"
#include "detect/input/open.h"
#include "detect/input/stream.h"
#include "detect/scan/scan.h"
#include "detect/sigma/load.h"
#include "detect/sigma/naive.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace sokuo::detect {
namespace {

namespace fs = std::filesystem;

fs::path data() {
    const char* const given = std::getenv("SOKUO_DATA");
    return given != nullptr ? fs::path{given} : fs::path{SOURCE_DIR} / "../shared/data";
}

bool is_there(std::string_view name) {
    if (fs::exists(data() / "detect/sigma/tests/thor.yml")) return true;
    MESSAGE("SKIPPED, no shared data: ", std::string{name});
    return false;
}

std::string text_of_file(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<fs::path> files_below(const fs::path& folder, std::string_view ending) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator{folder})
        if (entry.path().string().ends_with(ending)) files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

LogSources thor() {
    auto read = LogSources::read(text_of_file(data() / "detect/sigma/tests/thor.yml"), "thor.yml");
    REQUIRE(read.ok());
    return std::move(read).value();
}

Rules all_rules() {
    const std::array folders{
        data() / "detect/sigma/rules", data() / "detect/sigma/rules-emerging-threats",
        data() / "detect/sigma/rules-threat-hunting", data() / "detect/sigma/rules-compliance"};
    auto rules = load_rules(folders, {});
    REQUIRE(rules.ok());
    return std::move(rules).value();
}

std::unique_ptr<Reader> reader_of(const fs::path& path) {
    auto stream = open_file(path.string());
    REQUIRE(stream.ok());
    auto head = take_head(*stream.value(), head_bytes);
    REQUIRE(head.ok());
    auto whole = with_head(head.value(), std::move(stream).value());
    auto reader = open_reader(std::move(whole), head.value(), path.filename().string());
    REQUIRE(reader.ok());
    return std::move(reader).value();
}

class Finding final : public ScanOutput {
public:
    void match(const Match& match) override { ++by_rule[match.rule->id]; }
    void file_done(const FileTally&) override {}
    void progress(std::uint64_t, std::uint64_t) override {}
    std::map<std::string, std::uint64_t> by_rule;
};

TEST_CASE("every regression case of SigmaHQ is found as often as it says") {
    if (!is_there("SigmaHQ regression cases")) return;
    const auto sources = thor();
    const auto program = compile(all_rules(), sources);
    std::size_t cases = 0;
    for (const auto& info : files_below(data() / "detect/sigma/regression_data", "info.yml")) {
        const auto yaml = parse_yaml(text_of_file(info), info.string());
        REQUIRE(yaml.ok());
        const auto* const tests = yaml.value().find("regression_tests_info");
        const auto& id = yaml.value().find("rule_metadata")->items.front().find("id")->text;
        if (tests == nullptr) continue;
        for (const auto& test : tests->items) {
            const auto file = data() / "detect/sigma" / test.find("path")->text;
            Finding found;
            bool is_given = false;
            const auto next = [&]() -> std::optional<ScanInput> {
                if (is_given) return std::nullopt;
                is_given = true;
                return ScanInput{file.string(), reader_of(file)};
            };
            scan(program, next, {}, found);
            const auto* const count = test.find("match_count");
            const auto wanted = count == nullptr ? 1UL : std::stoul(count->text);
            CAPTURE(file.string());
            CHECK(found.by_rule[id] >= wanted);
            ++cases;
        }
    }
    MESSAGE(cases, " cases");
    CHECK(cases >= 140);
}

// The plain evaluator, asked only once whether an event is of a kind that many rules share.
class Plain {
public:
    Plain(const std::vector<Rule>& rules, const LogSources& sources) {
        for (const auto& rule : rules)
            for (auto& kind : sources.kinds(rule.source)) {
                std::string key =
                    kind.source.product + "|" + kind.source.category + "|" + kind.source.service;
                for (const auto& channel : kind.channels)
                    key += "|" + channel;
                for (const auto& [field, values] : kind.conditions)
                    for (const auto& value : values)
                        key.append("|").append(field).append("=").append(value);
                auto& group = groups_[key];
                group.gate = kind;
                group.gate.fields.clear();
                group.rules.emplace_back(&rule, std::move(kind));
            }
        always_.terms.push_back({Term::Kind::all, 0, {}});
    }

    std::set<std::string> fitting(const PlainEvent& event) const {
        std::set<std::string> found;
        for (const auto& [key, group] : groups_) {
            if (!fits(always_, group.gate, event, {})) continue;
            for (const auto& [rule, kind] : group.rules)
                if (!found.contains(rule->info.file) && fits(rule->detection, kind, event, {}))
                    found.insert(rule->info.file);
        }
        return found;
    }

private:
    struct Group {
        LogKind gate;
        std::vector<std::pair<const Rule*, LogKind>> rules;
    };
    std::map<std::string, Group> groups_;
    Detection always_;
};

class Comparing final : public Sink {
public:
    Comparing(const Program& program, const Plain& plain, std::size_t stride)
        : program_{program}, plain_{plain}, stride_{stride}, worker_{program, {.secret = 7}} {}

    void use(const Names& names) { names_ = &names; }

    void take(const Event& event) override {
        std::set<std::string> fast;
        for (const auto& hit : worker_.look_at(event))
            fast.insert(program_.rules[hit.rule].info.file);
        hits += fast.size();
        // Whatever the engine finds is asked, and a share of what it does not.
        if (++seen_ % stride_ != 0 && (fast.empty() || seen_ % 7 != 0)) return;
        ++asked;
        const auto slow = plain_.fitting(detect::plain(event, *names_));
        if (fast == slow) return;
        ++differing;
        for (const auto& file : fast)
            if (!slow.contains(file)) MESSAGE("only the engine: ", file, " record ", event.record);
        for (const auto& file : slow)
            if (!fast.contains(file)) MESSAGE("engine missed: ", file, " record ", event.record);
    }

    std::size_t asked = 0;
    std::size_t hits = 0;
    std::size_t differing = 0;

private:
    const Program& program_;
    const Plain& plain_;
    std::size_t stride_;
    Worker worker_;
    const Names* names_ = nullptr;
    std::size_t seen_ = 0;
};

TEST_CASE("the engine and the specification agree on the events at hand, with all rules") {
    if (!is_there("events against the plain evaluator")) return;
    const char* const given = std::getenv("SOKUO_ORACLE_STRIDE");
    const std::size_t stride = given == nullptr ? 977 : std::stoul(given);
    const auto sources = thor();
    const auto rules = all_rules();
    const auto program = compile(rules, sources);
    const Plain plain{rules.rules, sources};
    std::vector<fs::path> files{data() / "detect/dense.evtx"};
    for (const auto* const folder : {"detect/mitre-evtx", "detect/dirty-evtx"})
        std::ranges::copy(files_below(data() / folder, ".evtx"), std::back_inserter(files));
    std::ranges::copy(files_below(data() / "detect/json", ".json"), std::back_inserter(files));
    std::ranges::copy(files_below(data() / "eve", ".json"), std::back_inserter(files));
    Comparing comparing{program, plain, stride};
    for (const auto& file : files) {
        CAPTURE(file.string());
        const auto reader = reader_of(file);
        const auto desk = reader->desk(program.names);
        comparing.use(reader->names(*desk));
        Block block;
        Tally tally;
        while (true) {
            const auto cut = reader->cut(block);
            if (!cut.ok() || !cut.value()) break;
            reader->read(block, *desk, comparing, tally);
        }
    }
    MESSAGE(comparing.asked, " events asked, ", comparing.hits, " hits in all");
    CHECK(comparing.differing == 0);
    CHECK(comparing.hits > 1'000);
}

} // namespace
} // namespace sokuo::detect
