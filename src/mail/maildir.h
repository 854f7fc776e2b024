#pragma once

// Takes mail out of a Maildir (the folders `tmp`, `new`, `cur`) that another program delivers into:
// from `new` into the sink, then renamed into `cur`. Nothing is deleted and nothing overwritten.
//
// Names are bytes; the oldest comes first, as far as names tell, and a folder of any size costs the
// memory of one sweep. What is no regular file (a symbolic link, a pipe) is not opened. A file that
// was written to a moment ago, or while it was read, is left for the next time: some programs write
// into `new` directly.

#include "core/result.h"
#include "core/time.h"
#include "mail/inlet.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace sokuo::mail {

inline constexpr std::size_t left_max = 100; ///< How many that stay are named.

struct Maildir {
    std::filesystem::path path{};
    Account account{};
    std::size_t per_sweep_max = 1'000; ///< More wait for the next sweep.
    /// How long a file must have been left alone, by the clock that is passed.
    std::chrono::milliseconds settled = std::chrono::seconds{2};
};

/// A file that stays in `new`, and why.
struct Left {
    enum class Kind : std::uint8_t { not_a_file, too_large, unreadable };
    std::string name{}; ///< Printable: other bytes are written as `\xNN`.
    Kind kind{};

    friend bool operator==(const Left&, const Left&) = default;
};

struct Swept {
    std::size_t taken = 0;
    bool has_more = false;    ///< Sweep again at once.
    std::vector<Left> left{}; ///< The first `left_max`.
    /// Errors: `not_found` (no Maildir), `forbidden` (its folders cannot be written), `unavailable`
    /// (disk, sink).
    Result<> ended = Done{};
};

/// The envelopes have no sender and no recipients: a Maildir does not tell. `origin` is the name of
/// the file up to its `:`, printable.
[[nodiscard]] Swept sweep(const Maildir& maildir, Inlet& inlet, const Clock& clock,
                          const std::stop_token& stop);

} // namespace sokuo::mail
