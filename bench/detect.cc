// How fast events meet all rules:
//
//     bench_detect LOGSOURCES RULES[,RULES…] FILE… [-t THREADS] [-n TIMES] [-r REPEAT] [-o OUT]
//                  [-e EVERY] [-w CHANNEL] [-c CACHE]
//
// Everything a scan does is in it: reading, matching, and the matches written as JSON lines (to
// OUT; /dev/null without one). The best of TIMES passes, each with an empty memory. REPEAT gives
// the files so often in one pass, EVERY uses each so-manieth rule, CHANNEL looks only at events of
// channels that hold the word (the rest is read and dropped). One line of JSON a run:
// bench/detect.py reads it.

#include "core/bytes.h"
#include "detect/engine/program.h"
#include "detect/input/open.h"
#include "detect/report/lines.h"
#include "detect/scan/scan.h"
#include "detect/sigma/cache.h"
#include "detect/sigma/load.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <sys/resource.h>
#include <vector>

namespace {

using namespace sokuo;
using namespace sokuo::detect;

struct Asked {
    std::vector<std::string> plain;
    std::size_t threads = 1;
    std::size_t times = 5;
    std::size_t repeat = 1;
    std::size_t every = 1;
    std::string out = "/dev/null";
    std::string channel;
    std::string cache;
};

class Memory final : public ByteStream {
public:
    explicit Memory(std::string_view bytes) : rest_{bytes} {}
    Result<std::size_t> read(std::span<std::byte> room) override {
        const auto count = std::min(room.size(), rest_.size());
        if (count > 0) std::memcpy(room.data(), rest_.data(), count);
        rest_.remove_prefix(count);
        return count;
    }

private:
    std::string_view rest_;
};

// Hands on only the events of some channels.
class OneChannel final : public Reader {
public:
    OneChannel(std::unique_ptr<Reader> reader, const std::string& channel)
        : reader_{std::move(reader)}, channel_{channel} {}
    std::string_view format() const override { return reader_->format(); }
    Result<bool> cut(Block& block) override { return reader_->cut(block); }
    std::unique_ptr<Desk> desk(const Names& names) const override { return reader_->desk(names); }
    Names& names(Desk& desk) const override { return reader_->names(desk); }
    void read(const Block& block, Desk& desk, Sink& sink, Tally& tally) const override {
        struct Some final : Sink {
            Some(Sink& sink, const std::string& word) : inner{sink}, channel{word} {}
            void take(const Event& event) override {
                if (text_of(event.channel, room).find(channel) == std::string_view::npos) return;
                ++taken;
                inner.take(event);
            }
            Sink& inner;
            const std::string& channel;
            std::string room;
            std::uint64_t taken = 0;
        } some{sink, channel_};
        reader_->read(block, desk, some, tally);
        tally.events = some.taken;
    }

private:
    std::unique_ptr<Reader> reader_;
    const std::string& channel_;
};

class Write final : public ScanOutput {
public:
    explicit Write(const std::string& path) : file_{std::fopen(path.c_str(), "wb")} {}
    ~Write() override { std::fclose(file_); }
    Write(const Write&) = delete;
    Write& operator=(const Write&) = delete;
    void match(const Match& match) override {
        line_.clear();
        jsonl_.put(match, line_);
        std::fwrite(line_.data(), 1, line_.size(), file_);
    }
    void file_done(const FileTally& file) override { unreadable += file.tally.unreadable; }
    void progress(std::uint64_t, std::uint64_t) override {}
    std::uint64_t unreadable = 0;

private:
    std::FILE* file_;
    report::Jsonl jsonl_;
    std::string line_;
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

Asked read_words(int count, char** words) {
    Asked asked;
    const auto number = [&](int at) { return std::strtoul(words[at], nullptr, 10); };
    for (int at = 1; at < count; ++at) {
        const std::string word = words[at];
        const bool has_value = word.size() == 2 && word[0] == '-' && at + 1 < count;
        if (!has_value) {
            asked.plain.push_back(word);
            continue;
        }
        ++at;
        if (word == "-t") asked.threads = number(at);
        if (word == "-n") asked.times = number(at);
        if (word == "-r") asked.repeat = number(at);
        if (word == "-e") asked.every = number(at);
        if (word == "-o") asked.out = words[at];
        if (word == "-w") asked.channel = words[at];
        if (word == "-c") asked.cache = words[at];
    }
    return asked;
}

Result<Rules> read_rules_of(const Asked& asked) {
    std::vector<std::filesystem::path> folders;
    std::string_view rest = asked.plain[1];
    while (!rest.empty()) {
        const auto end = std::min(rest.find(','), rest.size());
        folders.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    auto rules = TRY(asked.cache.empty() ? load_rules(folders, {})
                                         : load_rules_cached(folders, {}, asked.cache));
    std::vector<Rule> some;
    for (std::size_t at = 0; at < rules.rules.size(); at += asked.every)
        some.push_back(std::move(rules.rules[at]));
    rules.rules = std::move(some);
    return rules;
}

} // namespace

int main(int count, char** words) {
    const auto asked = read_words(count, words);
    if (asked.plain.size() < 3) return 2;
    const auto begun = seconds(CLOCK_PROCESS_CPUTIME_ID);
    const auto sources = LogSources::read(text_of_file(asked.plain[0]), asked.plain[0]);
    auto rules = read_rules_of(asked);
    if (!sources.ok() || !rules.ok()) return 1;
    const auto program = compile(std::move(rules).value(), sources.value());
    const auto start = seconds(CLOCK_PROCESS_CPUTIME_ID) - begun;
    std::vector<std::string> files;
    for (std::size_t at = 2; at < asked.plain.size(); ++at)
        files.push_back(text_of_file(asked.plain[at]));
    double best = 1e9;
    double best_wall = 1e9;
    ScanTotals totals;
    std::uint64_t unreadable = 0;
    for (std::size_t pass = 0; pass < asked.times; ++pass) {
        Write output{asked.out};
        std::size_t at = 0;
        const auto next = [&]() -> std::optional<ScanInput> {
            if (at == files.size() * asked.repeat) return std::nullopt;
            const auto& name = asked.plain[2 + at % files.size()];
            const std::string_view bytes = files[at++ % files.size()];
            const auto begin = as_bytes(bytes.substr(0, head_bytes));
            auto reader = open_reader(std::make_unique<Memory>(bytes),
                                      Bytes{begin.begin(), begin.end()}, name);
            if (asked.channel.empty()) return ScanInput{name, std::move(reader).value()};
            return ScanInput{
                name, std::make_unique<OneChannel>(std::move(reader).value(), asked.channel)};
        };
        const auto cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
        const auto wall = seconds(CLOCK_MONOTONIC);
        totals =
            scan(program, next, {.threads = asked.threads, .secret = 0x1234'5678'9ABCULL}, output);
        best = std::min(best, seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu);
        best_wall = std::min(best_wall, seconds(CLOCK_MONOTONIC) - wall);
        unreadable = output.unreadable;
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::size_t held = 0;
    for (const auto& file : files)
        held += file.size();
    std::printf("{\"rules\": %zu, \"start\": %.4f, \"events\": %llu, \"bytes\": %llu, "
                "\"matches\": %llu, \"unreadable\": %llu, \"cpu\": %.5f, \"wall\": %.5f, "
                "\"rss\": %ld, \"held\": %zu}\n",
                program.rules.size(), start, static_cast<unsigned long long>(totals.events),
                static_cast<unsigned long long>(totals.bytes),
                static_cast<unsigned long long>(totals.matches),
                static_cast<unsigned long long>(unreadable), best, best_wall,
                usage.ru_maxrss * 1024, held);
    return 0;
}
