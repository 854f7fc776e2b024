#pragma once

// The zygote as its parent holds it: started, asked for workers, started again when it has died.

#include "core/result.h"
#include "sandbox/descriptor.h"
#include "sandbox/sandbox.h"
#include "sandbox/zygote.h"

#include <mutex>
#include <sys/types.h>

namespace sokuo::sandbox {

class Nursery {
public:
    explicit Nursery(const Options& options) : options_{options} {}
    ~Nursery();
    Nursery(const Nursery&) = delete;
    Nursery& operator=(const Nursery&) = delete;
    Nursery(Nursery&&) = delete;
    Nursery& operator=(Nursery&&) = delete;

    /// Starts a zygote unless there is one, and waits until it is ready. Errors: `unavailable`.
    Result<> keep_alive();

    /// Hands over an order with its descriptors, which stay the caller's. Gives the number of the
    /// zygote that has it. Errors: `unavailable`: there is none.
    Result<unsigned> order(const Order& order, int input, int output, int notes);

    /// What was ordered from zygote `number` was lost: it is dead or does not answer. Ends it,
    /// unless another has taken its place.
    void give_up(unsigned number);

    [[nodiscard]] int process() const;

private:
    Result<> start();
    void end();

    const Options& options_;
    mutable std::mutex mutex_;
    Descriptor control_;
    pid_t process_ = 0;
    unsigned number_ = 0;
};

} // namespace sokuo::sandbox
