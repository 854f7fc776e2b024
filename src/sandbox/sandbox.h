#pragma once

// Reads foreign bytes where they can do no harm: each job in a process of its own, without files,
// network or privileges, within limits of time and memory (zygote.h). Whatever it does there, the
// caller gets records or an error with the reason, and lives on.
//
//     const auto records = TRY(sandbox.read("mail", bytes));
//     const auto mail = TRY(mail::from_records(records));
//
// A record is still what a stranger wrote: the caller checks it as input.
//
// Errors: `invalid` and `too_large` are about these bytes and will come again: keep them whole and
// mark them with the message. `unavailable` is not about them: try again later. `detail` is for the
// operator.
//
// Start one before anything else is opened (main, before the store) and keep it as long as the
// program runs. A zygote that died is started again by the next job.

#include "sandbox/parser.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::sandbox {

/// What one job may use. The defaults are those of a mail.
struct Profile {
    std::size_t input_bytes_max = 64ULL << 20U;
    std::size_t output_bytes_max = 96ULL << 20U;
    std::size_t records_max = 100'000;
    std::size_t memory_bytes = 256ULL << 20U; ///< Address space, libraries and input included.
    std::uint32_t cpu_seconds = 5;
    /// By the clock, and as long again to wait for its turn. A busy machine is slower than its CPU.
    std::chrono::milliseconds deadline{20'000};
};

struct Options {
    /// The program to run as a zygote; it calls `run_zygote` with the same parsers.
    std::string program = "/proc/self/exe";
    std::vector<std::string> arguments{"--zygote"};
    std::size_t workers_max = 4; ///< Jobs at once; others wait for their turn.
};

class Sandbox {
public:
    /// Starts the zygote and waits until it is ready. `parsers` must outlive this. Errors:
    /// `unavailable`.
    static Result<std::unique_ptr<Sandbox>> start(std::span<const Parser> parsers,
                                                  Options options = {});

    /// Ends the zygote and every worker.
    virtual ~Sandbox() = default;
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;
    Sandbox(Sandbox&&) = delete;
    Sandbox& operator=(Sandbox&&) = delete;

    /// Runs a parser over the bytes. Requires a parser of that name. May be called from any thread;
    /// blocks for at most three times the profile's deadline (its turn, and two tries).
    virtual Result<std::vector<Record>> read(std::string_view parser, ByteView input,
                                             const Profile& profile = {}) = 0;

    /// The zygote's process, for tests and the operator.
    [[nodiscard]] virtual int zygote() const = 0;

protected:
    Sandbox() = default;
};

} // namespace sokuo::sandbox
