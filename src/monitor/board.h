#pragma once

// The targets the operator named, as they stand while the program runs: which there are, what is
// wrong with the file, and whose turn it is. No target is looked at twice at the same time.
// Threads: any.

#include "core/result.h"
#include "core/time.h"
#include "monitor/target.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::monitor {

class Board {
public:
    /// Replaces what is named; one that is new or was changed is due at once. `trouble`: what is
    /// wrong with the file.
    void name(std::vector<Target> targets, std::optional<Error> trouble, Time now);
    [[nodiscard]] std::vector<Target> targets() const;
    [[nodiscard]] std::optional<Target> target(std::string_view name) const;
    [[nodiscard]] std::optional<Error> trouble() const;

    /// Somebody asks that it is looked at now. False: nothing is named so.
    bool want(std::string_view name);
    /// The one that has waited longest past its time, wanted ones first; it is taken until `done`.
    [[nodiscard]] std::optional<Target> take_due(Time now);
    void done(std::string_view name, Time next);
    /// Until somebody wants something, or `pause` has passed.
    void wait(const std::stop_token& stop, std::chrono::milliseconds pause);

private:
    struct Place {
        Target target;
        Time next{};
        bool is_taken = false;
        bool is_wanted = false;
    };
    Place* find(std::string_view name);

    mutable std::mutex mutex_;
    std::condition_variable_any wanted_;
    std::vector<Place> places_;
    std::optional<Error> trouble_;
};

/// When the next look is due: as often as was said, a tenth more or less (`chance` 0 to 1), so that
/// a hundred targets do not fall on one moment; and within a minute while an answer was bad and it
/// is not clear yet what it means.
[[nodiscard]] Time next_look(const Target& target, State state, Time now, double chance);

} // namespace sokuo::monitor
