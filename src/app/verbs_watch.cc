// The verb that looks at logs while they are written: watch. It needs no data directory.

#include "app/scan/request.h"
#include "app/verbs.h"
#include "app/watch/request.h"
#include "app/watch/streams.h"
#include "app/watch/watch.h"
#include "app/watch/watch_report.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/signalfd.h>
#include <unistd.h>
#include <utility>

namespace sokuo::app {
namespace {

constexpr int clean = 0;
constexpr int found = 1;
constexpr int wrong_usage = 2;
constexpr int in_part = 3;

constexpr Message no_signals{"watch.no_signals", "始められませんでした。",
                             "It could not be started."};

/// SIGHUP, SIGINT and SIGTERM as something that can be waited for.
class Signals {
public:
    static Result<Signals> take() {
        sigset_t wanted;
        ::sigemptyset(&wanted);
        for (const int number : {SIGHUP, SIGINT, SIGTERM})
            ::sigaddset(&wanted, number);
        ::sigprocmask(SIG_BLOCK, &wanted, nullptr);
        // Whoever reads us and goes away is met as an error of writing.
        ::signal(SIGPIPE, SIG_IGN);
        const int made = ::signalfd(-1, &wanted, SFD_NONBLOCK | SFD_CLOEXEC);
        if (made < 0) return because(failure(Errc::unavailable, no_signals), std::strerror(errno));
        return Signals{made};
    }
    Signals(Signals&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}
    Signals& operator=(Signals&&) = delete;
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;
    ~Signals() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    [[nodiscard]] int descriptor() const { return descriptor_; }

private:
    explicit Signals(int descriptor) : descriptor_{descriptor} {}
    int descriptor_;
};

Result<int> watch(const Words& words, const WatchRequest& request) {
    const auto signals = TRY(Signals::take());
    const auto report = TRY(WatchReport::open(request));
    const auto streams = TRY(Streams::open(request.streams));
    const auto read_rules = [&] { return choose_rules(words, request.language); };
    const auto watching = Watch::begin({request, *streams, *report, read_rules});
    if (!watching.ok()) return refuse(watching.error()), wrong_usage;
    TRY(watching.value()->run(signals.descriptor()));
    if (report->has_failed()) return in_part;
    return report->matches() == 0 ? clean : found;
}

} // namespace

int run_watch(const Words& words) {
    const auto language = language_of(words);
    if (!language.ok()) return refuse(language.error()), wrong_usage;
    const auto request = read_watch_request(words, language.value());
    if (!request.ok()) return refuse(request.error()), wrong_usage;
    const auto done = watch(words, request.value());
    return done.ok() ? done.value() : (refuse(done.error()), in_part);
}

} // namespace sokuo::app
