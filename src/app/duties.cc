#include "app/duties.h"

#include "advisory/taking.h"
#include "alert/alert_store.h"
#include "app/public_intake.h"
#include "incident/successors.h"
#include "journal/due.h"
#include "team/once.h"

#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <pthread.h>
#include <utility>

namespace sokuo::app {

using namespace std::chrono_literals;

void Duties::every(std::chrono::milliseconds pause, std::string name,
                   std::function<Result<>()> duty) {
    threads_.emplace_back(
        [pause, name = std::move(name), duty = std::move(duty)](const std::stop_token& stop) {
            pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
            std::mutex mutex;
            std::condition_variable_any wake;
            std::string last_trouble;
            while (!stop.stop_requested()) {
                const auto done = duty();
                // The same trouble is said once, not every second.
                const auto trouble = done.ok() ? std::string{} : describe(done.error());
                if (!trouble.empty() && trouble != last_trouble)
                    std::fprintf(stderr, "sokuo: %s: %s\n", name.c_str(), trouble.c_str());
                last_trouble = trouble;
                std::unique_lock lock{mutex};
                wake.wait_for(lock, stop, pause, [] { return false; });
            }
        });
}

void Duties::start(FrontChild* front, team::Looks& looks) {
    every(1s, "checkpoint", [this]() -> Result<> {
        TRY(org_.checkpoints().advance());
        return Done{};
    });
    // A simulated clock moves only when it is told to, and fires then.
    if (org_.simulated() == nullptr) {
        every(1s, "due", [this]() -> Result<> {
            const auto& desk = org_.desk();
            TRY(journal::fire_due(desk.store, desk.journal, desk.now()));
            return Done{};
        });
    }
    if (org_.simulated() == nullptr) {
        every(5s, "circles", [this]() -> Result<> {
            TRY(incident::keep_circles(org_.desk()));
            return Done{};
        });
    }
    every(2s, "spool", [this]() -> Result<> {
        TRY(empty_spool(org_.desk(), org_.directory() / "front" / "spool"));
        return Done{};
    });
    every(2s, "charter", [this, published = std::int64_t{0}]() mutable -> Result<> {
        const auto current = org_.desk().book.current().number;
        if (current != published) TRY(org_.publish_charter());
        published = current;
        return Done{};
    });
    every(1s, "looks", [&looks] { return looks.flush(); });
    every(2s, "mail", [this] { return mail_.run(); });
    every(30s, "alert counts", [this]() -> Result<> {
        TRY(alert::write_counts(org_.desk()));
        return Done{};
    });
    every(5s, "matching", [this]() -> Result<> {
        const auto& desk = org_.desk();
        TRY(advisory::match_again({desk.store, desk.journal, desk.book}, desk.now()));
        return Done{};
    });
    every(1h, "housekeeping", [this]() -> Result<> {
        const auto& desk = org_.desk();
        TRY(team::forget_old_looks(desk.store, desk.now()));
        TRY(alert::forget_old_signals(desk));
        TRY(advisory::forget_old_items(desk.store, desk.now()));
        return team::forget_old_keys(desk.store, desk.now());
    });
    if (front != nullptr) every(1s, "front", [front] { return front->keep_alive(); });
}

void Duties::stop() {
    for (auto& thread : threads_)
        thread.request_stop();
    threads_.clear();
}

} // namespace sokuo::app
