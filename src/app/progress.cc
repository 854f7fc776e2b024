#include "app/progress.h"

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace sokuo::app {
namespace {

constexpr std::int64_t bar_width = 30;
constexpr std::chrono::seconds silent_for{1};

} // namespace

Progress::Progress()
    : is_terminal_{isatty(STDERR_FILENO) != 0}, began_{std::chrono::steady_clock::now()} {}

Progress::~Progress() {
    if (!shown_.empty()) std::fprintf(stderr, "\r\x1b[K");
}

void Progress::show(const std::string& what, std::int64_t done, std::int64_t of) {
    if (!is_terminal_ || std::chrono::steady_clock::now() - began_ < silent_for) return;
    const auto part =
        of > 0 ? std::clamp(static_cast<double>(done) / static_cast<double>(of), 0.0, 1.0) : 1.0;
    const auto full = static_cast<std::size_t>(part * static_cast<double>(bar_width));
    auto line = what + " [" + std::string(full, '#') +
                std::string(static_cast<std::size_t>(bar_width) - full, '.') + "] " +
                std::to_string(static_cast<int>(part * 100)) + " %";
    if (line == shown_) return;
    shown_ = std::move(line);
    std::fprintf(stderr, "\r\x1b[K%s", shown_.c_str());
}

} // namespace sokuo::app
