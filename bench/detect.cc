// How fast events meet all rules: `bench_detect LOGSOURCES RULES FILES… [-t THREADS] [-n TIMES]`.
// Everything a scan does is in it: reading, matching, the matches in words of their own. CPU time
// of this process, the best of several passes; each pass begins with an empty memory.

#include "core/bytes.h"
#include "detect/engine/program.h"
#include "detect/input/open.h"
#include "detect/scan/scan.h"
#include "detect/sigma/load.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace sokuo;
using namespace sokuo::detect;

class Memory final : public ByteStream {
public:
    explicit Memory(const std::string& bytes) : rest_{bytes} {}
    Result<std::size_t> read(std::span<std::byte> room) override {
        const auto count = std::min(room.size(), rest_.size());
        if (count > 0) std::memcpy(room.data(), rest_.data(), count);
        rest_.remove_prefix(count);
        return count;
    }

private:
    std::string_view rest_;
};

class Count final : public ScanOutput {
public:
    void match(Match match) override {
        bytes += match.matched.size();
        ++rules[match.rule->title];
        ++per_file[{match.file, match.rule->id}];
    }
    void file_done(const FileTally& file) override { unreadable += file.tally.unreadable; }
    void progress(std::uint64_t, std::uint64_t) override {}
    std::uint64_t bytes = 0;
    std::uint64_t unreadable = 0;
    std::map<std::string, std::uint64_t> rules;
    std::map<std::pair<std::string, std::string>, std::uint64_t> per_file;
};

double seconds(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::string text_of_file(const std::string& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

} // namespace

int main(int count, char** arguments) {
    std::vector<std::string> plain;
    std::size_t threads = 1;
    int times = 5;
    bool shows_rules = false;
    for (int at = 1; at < count; ++at) {
        const std::string word = arguments[at];
        if (word == "-t" && at + 1 < count)
            threads = std::strtoul(arguments[++at], nullptr, 10);
        else if (word == "-n" && at + 1 < count)
            times = std::atoi(arguments[++at]);
        else if (word == "-v")
            shows_rules = true;
        else
            plain.push_back(word);
    }
    if (plain.size() < 3) return 2;
    const auto begun = seconds(CLOCK_PROCESS_CPUTIME_ID);
    const auto sources = LogSources::read(text_of_file(plain[0]), plain[0]);
    std::vector<std::filesystem::path> folders;
    for (auto rest = plain[1]; !rest.empty();) {
        const auto end = rest.find(',');
        folders.emplace_back(rest.substr(0, end));
        rest = end == std::string::npos ? "" : rest.substr(end + 1);
    }
    auto rules = load_rules(folders, {});
    if (!sources.ok() || !rules.ok()) return 1;
    const auto program = compile(std::move(rules).value(), sources.value());
    std::printf("start: %zu rules in %.3f s\n", program.rules.size(),
                seconds(CLOCK_PROCESS_CPUTIME_ID) - begun);
    std::vector<std::string> files;
    for (std::size_t at = 2; at < plain.size(); ++at)
        files.push_back(text_of_file(plain[at]));
    double best = 1e9;
    double best_wall = 1e9;
    Count output;
    ScanTotals totals;
    for (int pass = 0; pass < times; ++pass) {
        output = {};
        std::size_t at = 0;
        const auto next = [&]() -> std::optional<ScanInput> {
            if (at == files.size()) return std::nullopt;
            const auto begin = as_bytes(std::string_view{files[at]}.substr(0, head_bytes));
            const Bytes head{begin.begin(), begin.end()};
            auto reader = open_reader(std::make_unique<Memory>(files[at]), head, plain[2 + at]);
            return ScanInput{plain[2 + at++], std::move(reader).value()};
        };
        const auto cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
        const auto wall = seconds(CLOCK_MONOTONIC);
        totals = scan(program, next, {.threads = threads, .secret = 0x1234'5678'9ABCULL}, output);
        best = std::min(best, seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu);
        best_wall = std::min(best_wall, seconds(CLOCK_MONOTONIC) - wall);
    }
    const auto events = static_cast<double>(totals.events);
    std::printf(
        "%llu files %llu events %llu matches of %zu rules %zu pairs: %.3f s CPU %.3f s wall, "
        "%.0f events/s %.0f MB/s (CPU), unreadable %llu\n",
        static_cast<unsigned long long>(totals.files),
        static_cast<unsigned long long>(totals.events),
        static_cast<unsigned long long>(totals.matches), output.rules.size(),
        output.per_file.size(), best, best_wall, events / best,
        static_cast<double>(totals.bytes) / best / 1e6,
        static_cast<unsigned long long>(output.unreadable));
    if (shows_rules)
        for (const auto& [title, hits] : output.rules)
            std::printf("%8llu %s\n", static_cast<unsigned long long>(hits), title.c_str());
    return 0;
}
