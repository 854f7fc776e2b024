// How fast JSON logs are read, beside simdjson alone on the same bytes in the same run: bare, every
// key and every value of every line is looked at and strings are unescaped, and nothing comes of
// it. The bare parse is compiled for AVX2, so that the library meets no worse a compiler than ours.
//
//     bench_detect_json FILE... [rounds]

#include "core/bytes.h"
#include "detect/logs/json.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <simdjson.h>
#include <string>
#include <vector>

namespace {

using namespace sokuo;
using namespace sokuo::detect;
using namespace sokuo::detect::logs;
namespace od = simdjson::ondemand;

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

struct Count {
    std::uint64_t events = 0;
    std::uint64_t values = 0;
    std::uint64_t bytes = 0;
};

class Counter final : public Sink {
public:
    void take(const Event& event) override {
        ++count.events;
        count.values += event.values.size();
        for (const auto& value : event.values)
            count.bytes += value.bytes.size();
    }
    Count count;
};

// As a file gives its bytes: copied, piece by piece.
class Pieces final : public ByteStream {
public:
    explicit Pieces(const std::string& text) : rest_{as_bytes(text)} {}
    Result<std::size_t> read(std::span<std::byte> room) override {
        const auto count = std::min(room.size(), rest_.size());
        std::copy_n(rest_.begin(), count, room.begin());
        rest_ = rest_.subspan(count);
        return count;
    }

private:
    ByteView rest_;
};

Count ours(const std::string& text) {
    const auto reader = read_json(std::make_unique<Pieces>(text), JsonForm::lines, {}, "jsonl");
    const Names names;
    const auto desk = reader->desk(names);
    Counter counter;
    Tally tally;
    Block block;
    while (true) {
        const auto more = reader->cut(block);
        if (!more.ok() || !more.value()) break;
        reader->read(block, *desk, counter, tally);
    }
    if (tally.unreadable > 0) std::printf("unreadable: %llu\n", 0ULL + tally.unreadable);
    return counter.count;
}

void walk(od::value value, Count& count) {
    switch (value.type()) {
    case od::json_type::object:
        for (auto field : value.get_object()) {
            count.bytes += std::string_view{field.unescaped_key()}.size();
            walk(field.value(), count);
        }
        return;
    case od::json_type::array:
        for (auto item : value.get_array())
            walk(item.value(), count);
        return;
    case od::json_type::string: count.bytes += std::string_view{value.get_string()}.size(); break;
    case od::json_type::number: count.bytes += value.raw_json_token().size(); break;
    case od::json_type::boolean: count.bytes += value.get_bool() ? 1 : 0; break;
    case od::json_type::null: break;
    }
    ++count.values;
}

Count bare(const std::string& text) {
    od::parser parser;
    Count count;
    for (std::size_t at = 0; at < text.size() - simdjson::SIMDJSON_PADDING;) {
        const auto end = std::min(text.find('\n', at), text.size() - simdjson::SIMDJSON_PADDING);
        auto document = parser.iterate(text.data() + at, end - at, text.size() - at);
        for (auto field : document.get_object()) {
            count.bytes += std::string_view{field.unescaped_key()}.size();
            walk(field.value(), count);
        }
        ++count.events;
        at = end + 1;
    }
    return count;
}

template <class Read>
double best(const char* name, int rounds, const std::vector<std::string>& texts, Read read) {
    double seconds = 1e9;
    double bytes = 0;
    Count count;
    for (int round = 0; round < rounds; ++round) {
        count = {};
        bytes = 0;
        const auto begin = cpu_seconds();
        for (const auto& text : texts) {
            const auto one = read(text);
            count.events += one.events;
            count.values += one.values;
            count.bytes += one.bytes;
            bytes += static_cast<double>(text.size());
        }
        seconds = std::min(seconds, cpu_seconds() - begin);
    }
    const auto events = static_cast<double>(count.events);
    std::printf("%-9s %7.0f MB/s %9.0f events/s  (%.0f events, %.1f values and %.0f B each)\n",
                name, bytes / seconds / 1e6, events / seconds, events,
                static_cast<double>(count.values) / events, bytes / events);
    return seconds;
}

} // namespace

int main(int count, char** words) {
    std::vector<std::string> texts;
    int rounds = 5;
    for (int at = 1; at < count; ++at) {
        if (const int number = std::atoi(words[at]); number > 0) {
            rounds = number;
            continue;
        }
        std::ifstream file{words[at], std::ios::binary};
        std::string text{std::istreambuf_iterator<char>{file}, {}};
        if (!text.ends_with('\n')) text += '\n';
        text.append(simdjson::SIMDJSON_PADDING, '\n');
        texts.push_back(std::move(text));
    }
    if (texts.empty()) return std::puts("usage: bench_detect_json FILE... [rounds]"), 2;
    const auto mine = best("ours", rounds, texts, ours);
    const auto theirs = best("simdjson", rounds, texts, bare);
    std::printf("ratio     %.2f of the bare parse\n", theirs / mine);
}
