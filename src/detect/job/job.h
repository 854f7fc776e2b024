#pragma once

// What a worker of the sandbox is asked: foreign bytes under a name, and what they are known to be.
// Bytes in one piece, so that it goes into a sealed file as it is. Pure.
//
//     u32 length of the head, little endian   the head, JSON   the bytes of each part

#include "core/bytes.h"
#include "core/result.h"
#include "detect/match.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sokuo::detect::job {

/// What a part holds.
enum class Form : std::uint8_t {
    any,   ///< A file: its bytes and name say.
    lines, ///< What came by syslog, a line each.
    json,  ///< An object a line.
};

struct Part {
    std::string name{}; ///< As the user would open it. UTF-8.
    Form form = Form::any;
    std::optional<int> year{}; ///< Of the last line, for lines that name none.
    ByteView bytes{};          ///< The caller's.
};

enum class Kind : std::uint8_t {
    hunt,  ///< Files, looked through as a whole: correlations are judged, too.
    watch, ///< A few lines of a stream: what correlations count is given back to be counted.
};

struct Job {
    Kind kind = Kind::hunt;
    Level level_min = Level::informational;
    std::uint64_t secret = 0; ///< Random; see `WorkerOptions`.
    std::vector<Part> parts{};
};

inline constexpr std::size_t parts_max = 64;
inline constexpr std::size_t head_bytes_max = std::size_t{64} << 10U;

[[nodiscard]] Bytes to_bytes(const Job& job);
/// The parts lie in `input`. Errors: `invalid`.
[[nodiscard]] Result<Job> read_job(ByteView input);

} // namespace sokuo::detect::job
