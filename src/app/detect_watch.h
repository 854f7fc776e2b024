#pragma once

// Machines' logs under the eyes of the rules: what the collector stored is looked at in small
// batches, in a worker, within seconds. A match raises an alert like a grave line does, gathered by
// rule and host; what correlations count is kept here (detect_count.h) and in the store.
//
// Once, whatever happens in between: how far was looked, what was raised and what is counted are
// written together, and what an alert is raised for has a reference of its own.

#include "alert/alert.h"
#include "app/detect_count.h"
#include "app/detect_room.h"
#include "app/log_room.h"
#include "incident/desk.h"

#include <cstdint>
#include <set>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace sokuo::app {

/// Creates the operational tables. Idempotent.
Result<> prepare_detection(store::Store& store);

/// The number of the last line that was looked at, as far as the store says so.
Result<std::optional<std::uint64_t>> looked_up_to(store::Read& db);

class DetectWatch {
public:
    /// What it is given must outlive it. Lines that came in before it was first begun are not
    /// looked at.
    static Result<std::unique_ptr<DetectWatch>> begin(const incident::Desk& desk,
                                                      const LogRoom& logs, DetectRoom& rules);
    ~DetectWatch();
    DetectWatch(const DetectWatch&) = delete;
    DetectWatch& operator=(const DetectWatch&) = delete;

private:
    DetectWatch(const incident::Desk& desk, const LogRoom& logs, DetectRoom& rules)
        : desk_{desk}, logs_{logs}, rules_{rules} {}

    /// Lines that are looked at together.
    struct Batch;
    Result<> look_more();
    Result<> look_again();
    [[nodiscard]] Batch next_batch(const DetectSettings& settings) const;
    Result<> judge(const Batch& batch, const detect::job::Catalogue& catalogue,
                   detect::job::Outcome& outcome);
    /// What a look changes in the store.
    struct Looked {
        std::vector<alert::Signal> signals{};
        std::vector<Sight> sights{};
        std::vector<Forgotten> forgotten{};
        std::optional<Time> oldest{}; ///< Nothing that came in before this is kept.
        std::uint64_t last = 0;
    };
    Result<> write(const Looked& looked);
    void add_episodes(const DetectCount& count, const detect::job::Catalogue& catalogue, Time now,
                      std::vector<alert::Signal>& signals) const;
    [[nodiscard]] Language language() const; ///< The organisation's own.
    void run(const std::stop_token& stop);

    const incident::Desk& desk_;
    const LogRoom& logs_;
    DetectRoom& rules_;
    DetectCount count_;
    std::set<std::string, std::less<>> raised_; ///< References of episodes lately raised.
    std::uint64_t looked_ = 0;                  ///< Every line up to this one was looked at …
    std::uint64_t noted_ = 0;                   ///< … and this is how far the store says so.
    std::size_t lines_max_; ///< Of the next batch; fewer after one that could not be looked at.
    std::chrono::steady_clock::time_point judged_at_{};
    std::jthread thread_;
};

} // namespace sokuo::app
