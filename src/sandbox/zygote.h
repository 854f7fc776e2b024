#pragma once

// The zygote: a small process that forks a worker for each job (RELIABILITY §2.4). It is started by
// exec before its parent has opened anything, so it holds no secret and costs little to fork; it
// warms its parsers up, locks itself in, and from then on can only fork.
//
// A worker gets its input and one end of a socket; it has no file, no privilege, the system calls
// of computing, and these limits: memory, CPU seconds, no core, no file to write. It dies with its
// zygote, and the zygote ends with its parent. Sanitizer builds leave out the limit of memory, the
// filter of calls and Landlock, which the sanitizer itself would break.

#include "sandbox/parser.h"

#include <cstdint>
#include <span>

namespace sokuo::sandbox {

/// Where a zygote finds the socket to its parent: the first number after stderr.
inline constexpr int control_fd = 3;

/// What a job asks of the zygote, beside three descriptors: the input as a sealed memfd, the
/// worker's end of the result, the zygote's end of its own notes.
struct Order {
    char parser[32]{}; // NOLINT(*-avoid-c-arrays): it goes over the socket as it lies.
    std::uint64_t memory_bytes = 0;
    std::uint64_t bytes_max = 0;
    std::uint64_t records_max = 0;
    std::uint32_t cpu_seconds = 0;
    std::uint32_t reserved = 0;
};

/// What the zygote says of a job. Written by the zygote alone; a worker cannot reach it.
struct Note {
    enum class What : std::uint32_t {
        started,   ///< `value`: 0
        no_worker, ///< `value`: an errno
        ended,     ///< `value`: a status of waitpid
    };
    What what{};
    std::int32_t value = 0;
};

/// How a worker ends when it can still say so.
enum class Exit : std::uint8_t {
    done = 0,
    not_confined = 100,
    out_of_memory,
    overflowed, ///< Its result passed the limits.
    exception,  ///< Of a library.
    no_parser,
};

/// The program `sokuo --zygote`. Serves until its parent is gone; gives the exit code.
int run_zygote(std::span<const Parser> parsers);

} // namespace sokuo::sandbox
