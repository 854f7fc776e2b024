#pragma once

// Somebody else's server that may be dead, and must not take our workers with it: at most four ask
// it at a time, and for ten seconds after it did not answer nobody does. Who may not ask is told
// at once what the one before was told.
//
// Threads: any.

#include "core/result.h"
#include "core/time.h"

#include <functional>
#include <mutex>
#include <optional>

namespace sokuo::identity {

inline constexpr std::chrono::seconds silence_length{10};
inline constexpr int asking_max = 4;

class Silence {
public:
    /// `wall` must outlive this. `say` hears each silence once, when it begins; may be empty.
    Silence(const Clock& wall, std::function<void(const Error&)> say)
        : wall_{wall}, say_{std::move(say)} {}

    /// Runs `ask`. Errors: those of `ask`; after one that is `unavailable` that one, for a while.
    template <class Ask>
    auto guard(Ask ask) -> std::invoke_result_t<Ask> {
        TRY(enter());
        auto answer = ask();
        leave(answer.ok() ? nullptr : &answer.error());
        return answer;
    }

private:
    Result<> enter();
    void leave(const Error* error);

    const Clock& wall_;
    std::function<void(const Error&)> say_;
    std::mutex mutex_;
    std::optional<Error> last_; ///< Why it is silent, while it is.
    Time since_{};
    int asking_ = 0;
};

} // namespace sokuo::identity
