#pragma once

// Where exceptions of libraries end (out of memory, above all): the job failed, the store goes on.

#include "store/sqlite/messages.h"

#include "core/result.h"

#include <exception>

namespace sokuo::store {

template <class Job>
Result<> fenced(Job job) {
    try {
        return job();
    } catch (const std::exception& exception) {
        return because(failure(Errc::unavailable, job_failed), exception.what());
    } catch (...) {
        return because(failure(Errc::unavailable, job_failed), "an unknown exception");
    }
}

/// Marks that this thread runs a job of `store`. A job must not call its own store: that waits for
/// itself.
class Inside {
public:
    explicit Inside(const void* store) : before_{current} { current = store; }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;
    ~Inside() { current = before_; }

    [[nodiscard]] static bool is(const void* store) { return current == store; }

private:
    static inline thread_local const void* current = nullptr;
    const void* before_;
};

} // namespace sokuo::store
