#include "app/rule_stamp.h"

#include <algorithm>
#include <functional>
#include <string>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;

void mix(std::uint64_t& sum, std::uint64_t value) {
    sum = (sum ^ value) * 0x9E37'79B9'7F4A'7C15ULL;
    sum ^= sum >> 29U;
}

void mix_file(std::uint64_t& sum, const fs::path& file) {
    std::error_code error;
    const auto changed = fs::last_write_time(file, error);
    if (!error) mix(sum, static_cast<std::uint64_t>(changed.time_since_epoch().count()));
    const auto size = fs::is_regular_file(file, error) ? fs::file_size(file, error) : 0;
    mix(sum, error ? 0 : static_cast<std::uint64_t>(size));
    mix(sum, std::hash<std::string>{}(file.string()));
}

} // namespace

std::uint64_t stamp_of(const std::vector<fs::path>& paths) {
    std::vector<fs::path> files;
    for (const auto& path : paths) {
        std::error_code error;
        files.push_back(path);
        for (fs::recursive_directory_iterator at{path, error}, last; !error && at != last;
             at.increment(error))
            files.push_back(at->path());
    }
    std::ranges::sort(files);
    std::uint64_t sum = 1;
    for (const auto& file : files)
        mix_file(sum, file);
    return sum;
}

} // namespace sokuo::app
