// How fast event logs are read, alone: `bench_detect_evtx FILE… [-n TIMES]`. Values are handed out
// with their bytes and counted, not rendered. CPU time of this process, the reading of the file
// from memory included.

#include "detect/evtx/evtx.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace sokuo;
using namespace sokuo::detect;

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

struct Count final : Sink {
    void take(const Event& event) override {
        values += event.values.size();
        for (const auto& value : event.values)
            bytes += value.bytes.size() + value.field;
    }
    std::uint64_t values = 0;
    std::uint64_t bytes = 0;
};

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

} // namespace

int main(int count, char** arguments) {
    std::vector<std::string> files;
    std::vector<std::string> names;
    int times = 5;
    bool is_image = false;
    for (int each = 1; each < count; ++each) {
        const std::string argument = arguments[each];
        if (argument == "-n" && each + 1 < count) {
            times = std::atoi(arguments[++each]);
            continue;
        }
        if (argument == "-c") {
            is_image = true;
            continue;
        }
        std::ifstream in{argument, std::ios::binary};
        files.emplace_back(std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{});
        names.push_back(argument);
    }
    const bool is_listing = times == 0;
    for (int round = 0; round < std::max(times, 1); ++round) {
        std::size_t all = 0;
        Tally sum;
        Count sink;
        const auto begin = cpu_seconds();
        for (std::size_t each = 0; each < files.size(); ++each) {
            all += files[each].size();
            auto stream = std::make_unique<Memory>(files[each]);
            const auto reader = is_image ? open_carve(std::move(stream))
                                         : std::move(open_evtx(std::move(stream))).value();
            const auto desk = reader->desk(Names{});
            Tally tally;
            Block block;
            for (;;) {
                const auto more = reader->cut(block);
                if (!more.ok() || !more.value()) break;
                reader->read(block, *desk, sink, tally);
            }
            if (is_listing) {
                std::printf("%llu\t%llu\t%llu\t%s\n", static_cast<unsigned long long>(tally.events),
                            static_cast<unsigned long long>(tally.recovered),
                            static_cast<unsigned long long>(tally.unreadable), names[each].c_str());
                for (const auto& trouble : tally.troubles)
                    std::fprintf(stderr, "  %s @%llx: %s %s\n", names[each].c_str(),
                                 static_cast<unsigned long long>(trouble.offset),
                                 std::string{trouble.message->code()}.c_str(),
                                 trouble.args.empty() ? "" : trouble.args[0].c_str());
            }
            sum.events += tally.events;
            sum.recovered += tally.recovered;
            sum.unreadable += tally.unreadable;
        }
        const auto seconds = cpu_seconds() - begin;
        if (is_listing) continue;
        std::printf("%.0f MB/s, %.0f records/s, %.4f s CPU; %llu records (%llu recovered, %llu "
                    "unreadable), %.1f values each\n",
                    static_cast<double>(all) / 1e6 / seconds,
                    static_cast<double>(sum.events) / seconds, seconds,
                    static_cast<unsigned long long>(sum.events),
                    static_cast<unsigned long long>(sum.recovered),
                    static_cast<unsigned long long>(sum.unreadable),
                    static_cast<double>(sink.values) /
                        static_cast<double>(std::max<std::uint64_t>(sum.events, 1)));
    }
    return 0;
}
