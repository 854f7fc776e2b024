#pragma once

// Rules asked about what streams bring, one event after the other, and told at once. The clock is
// an argument: correlations and hours end by it, since a stream that has gone quiet says nothing
// more. One thread.

#include "detect/engine/counting.h"
#include "detect/engine/program.h"
#include "detect/engine/worker.h"
#include "detect/match.h"
#include "detect/stream/line_desks.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace sokuo::detect {

struct LookoutOptions {
    Level level_min = Level::informational;
    std::size_t memo_bytes = std::size_t{16} << 20U;
    std::uint64_t secret = 0; ///< Random; see `WorkerOptions`.
};

class Lookout final : public NamedSink {
public:
    using Found = std::function<void(const Match&)>;
    /// The program must outlive it and the matches.
    Lookout(const Program& program, const LookoutOptions& options, Found found);

    /// What is taken from now on came from `from` (`Match::file`) at `now`. An event that names no
    /// time happened then.
    void hear(std::string_view from, Time now);
    void take(const Event& event, const Names& names) override;

    /// Tells what is over by the clock. To be called about once a second.
    void pass(Time now) { counting_.pass(now); }
    /// The streams have ended: tells all the rest, as a scan does.
    void finish() { counting_.finish(); }
    /// Nobody listens any more, but the streams go on.
    void stop(Time now) { counting_.stop(now); }

    [[nodiscard]] const CountingTotals& counted() const { return counting_.totals(); }
    [[nodiscard]] std::uint64_t events() const { return events_; }

private:
    void tell(const Match& match);

    const Program& program_;
    LookoutOptions options_;
    Found found_;
    Worker worker_;
    Counting counting_;
    Match match_; ///< Its memory is used again.
    std::string from_;
    std::string now_text_;
    Time now_{};
    std::uint64_t events_ = 0;
};

} // namespace sokuo::detect
