#pragma once

// Files through readers, rules and matches: what `sokuo scan` and a hunt do. As many threads as
// asked for read and match; what is found comes out in the order of the files and their records,
// whatever thread found it, and the memory is that of a few blocks, whatever the files weigh.

#include "core/result.h"
#include "detect/engine/program.h"
#include "detect/match.h"
#include "detect/reader.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::detect {

struct ScanOptions {
    std::size_t threads = 1;
    Level level_min = Level::informational;
    /// Events before or after are not looked at; those without a time are.
    std::optional<Time> from{};
    std::optional<Time> to{};
    std::size_t memo_bytes = std::size_t{16} << 20U; ///< For each thread.
    std::uint64_t secret = 0;                        ///< Random; see `WorkerOptions`.
    CountingLimits counting{};
};

/// A file to be read.
struct ScanInput {
    std::string name{}; ///< As the user would open it.
    std::unique_ptr<Reader> reader{};
};

/// What was met in a file.
struct FileTally {
    std::string name{};
    std::string format{};
    std::uint64_t bytes = 0; ///< Read so far, unpacked.
    Tally tally{};
    std::optional<Error> error{}; ///< What ended the reading early.
};

/// Where a scan tells what it finds. Called by one thread at a time.
class ScanOutput {
public:
    virtual ~ScanOutput() = default;
    virtual void match(const Match& match) = 0;
    virtual void file_done(const FileTally& file) = 0;
    /// After each block: bytes and events so far, of all files.
    virtual void progress(std::uint64_t bytes, std::uint64_t events) = 0;
};

/// Gives the next file, nothing at the end.
using NextInput = std::function<std::optional<ScanInput>()>;

struct ScanTotals {
    std::uint64_t files = 0;
    std::uint64_t bytes = 0;
    std::uint64_t events = 0;
    std::uint64_t matches = 0;
    CountingTotals counting{};
};

/// Scans all inputs. The program must outlive the matches, which point to its rules.
ScanTotals scan(const Program& program, const NextInput& next, const ScanOptions& options,
                ScanOutput& output);

} // namespace sokuo::detect
