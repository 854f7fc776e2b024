#include "app/monitor_room.h"

#include "app/monitor_settings.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <pthread.h>
#include <utility>

namespace sokuo::app {
namespace {

using namespace std::chrono_literals;

/// So many are looked at at once.
constexpr int workers = 4;
constexpr auto pause = 1s;

double chance(Random& random) {
    std::array<std::byte, 1> byte{};
    random.fill(byte);
    return std::to_integer<int>(byte[0]) / 255.0;
}

} // namespace

MonitorRoom::MonitorRoom(const incident::Desk& desk, monitor::Board& board,
                         std::filesystem::path directory, monitor::Looker look)
    : desk_{desk}, board_{board}, directory_{std::move(directory)}, look_{std::move(look)} {}

MonitorRoom::~MonitorRoom() = default;

Result<> MonitorRoom::read_settings() {
    const bool is_fictional = desk_.book.current().charter.fictional;
    const auto targets = read_monitor_settings(directory_, is_fictional);
    const auto trouble = targets.ok() ? std::string{} : describe(targets.error());
    if (!trouble.empty() && trouble != last_trouble_)
        std::fprintf(stderr, "sokuo: monitors.yaml: %s\n", trouble.c_str());
    const bool is_news = trouble != last_trouble_;
    last_trouble_ = trouble;
    auto named = targets.ok() ? targets.value() : std::vector<monitor::Target>{};
    if (named_ == named && !is_news) return Done{};
    TRY(monitor::enrol(desk_, named));
    named_ = named;
    std::optional<Error> wrong;
    if (!targets.ok()) wrong = targets.error();
    board_.name(std::move(named), std::move(wrong), desk_.now());
    return Done{};
}

Result<bool> MonitorRoom::look_once(const std::stop_token& stop) {
    const auto target = board_.take_due(desk_.now());
    if (!target) return false;
    const auto seen = look_(*target, stop);
    if (stop.stop_requested()) return false;
    const auto state = monitor::note(desk_, *target, seen);
    // What the store does not take now is seen again at the next turn.
    const auto next = monitor::next_look(*target, state.ok() ? state.value() : monitor::State::good,
                                         desk_.now(), chance(desk_.random));
    board_.done(target->name, next);
    if (!state.ok()) return state.error();
    return true;
}

void MonitorRoom::work(const std::stop_token& stop, bool reads_settings) {
    pthread_setname_np(pthread_self(), "monitors");
    std::string last_trouble;
    while (!stop.stop_requested()) {
        auto done = Result<bool>{false};
        if (reads_settings) {
            const auto read = read_settings();
            if (!read.ok()) done = read.error();
        }
        if (done.ok()) done = look_once(stop);
        const auto trouble = done.ok() ? std::string{} : describe(done.error());
        if (!trouble.empty() && trouble != last_trouble)
            std::fprintf(stderr, "sokuo: monitors: %s\n", trouble.c_str());
        last_trouble = trouble;
        if (!done.ok() || !done.value()) board_.wait(stop, pause);
    }
}

void MonitorRoom::start() {
    for (int worker = 0; worker < workers; ++worker)
        threads_.emplace_back(
            [this, worker](const std::stop_token& stop) { work(stop, worker == 0); });
}

} // namespace sokuo::app
