#pragma once

// A bar on a terminal, for what takes over a second. Nothing is written where nobody looks.

#include <chrono>
#include <cstdint>
#include <string>

namespace sokuo::app {

class Progress {
public:
    Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    /// Leaves the line free for what is said next.
    ~Progress();

    /// `done` never goes back within one `what`.
    void show(const std::string& what, std::int64_t done, std::int64_t of);

private:
    const bool is_terminal_;
    const std::chrono::steady_clock::time_point began_;
    std::string shown_;
};

} // namespace sokuo::app
