#pragma once

// One file of lines, `N.log` (N: the number of its first line), and beside it `N.idx`, the
// summaries of its blocks. The file is only ever appended to, by one writer, in one run of the
// program; the next run begins a new one. What a power cut left at its end is not whole and is
// passed over. The index can be made anew from the file at any time.

#include "core/random.h"
#include "core/result.h"
#include "syslog/summary.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace sokuo::syslog {

/// An open file of the store; closed when destroyed.
class File {
public:
    explicit File(int descriptor = -1) : descriptor_{descriptor} {}
    File(File&& other) noexcept : descriptor_{other.release()} {}
    File& operator=(File&& other) noexcept;
    ~File();
    [[nodiscard]] int get() const { return descriptor_; }
    int release();
    /// What there is of `size` bytes from `place` on.
    [[nodiscard]] std::string read(std::uint64_t place, std::size_t size) const;
    [[nodiscard]] std::uint64_t size() const;
    /// All of it, or false with `errno`.
    [[nodiscard]] bool append(std::string_view bytes) const;

private:
    int descriptor_;
};

/// What is known of a file without opening it. A value; the reading side of the store.
struct Segment {
    std::filesystem::path path{};
    std::uint64_t first_number = 0;
    std::uint64_t last_number = 0; ///< 0: no whole line in it.
    std::uint64_t bytes = 0;       ///< As many are durable; what lies behind is not read.
    std::uint64_t indexed = 0;     ///< Up to here summaries are in the index.
    Time earliest{};
    Time latest{};
};

inline constexpr std::size_t segment_head_bytes = 16;
inline constexpr std::string_view segment_magic = "SOKUOLG1";

[[nodiscard]] std::filesystem::path index_of(const std::filesystem::path& segment);

/// Opens a file that was written before. Nothing: it is none of ours, or cannot be read.
struct OpenSegment {
    File file{};
    FileKey key{};
};
[[nodiscard]] std::optional<OpenSegment> open_segment(const std::filesystem::path& path);

/// Gives the records between two places, a few megabytes at a time, until `visit` says no. `begin`
/// is the place of a record.
void each_record(const OpenSegment& open, std::uint64_t begin, std::uint64_t end,
                 const std::function<bool(const Record&, std::uint64_t place)>& visit);

/// Looks at a file that was left by an earlier run, and completes its index. `is_damaged`: there
/// are bytes that are no record. Errors: `unavailable` (the disk).
struct Recovered {
    Segment segment{};
    bool is_damaged = false;
};
[[nodiscard]] Result<Recovered> recover(const std::filesystem::path& path);

/// The summaries of a file, the last one first, until `visit` says no. Nothing is given once, and
/// last, where the index is damaged: whatever lies before the summaries given must be looked into.
void each_summary(const Segment& segment,
                  const std::function<bool(const std::optional<Summary>&)>& visit);

/// What goes wrong with the disk, in the operator's words.
[[nodiscard]] Error disk_error(const std::filesystem::path& path);

} // namespace sokuo::syslog
