#include "detect/sigma/cache.h"

#include "core/bytes.h"
#include "core/sha256.h"
#include "detect/sigma/load.h"
#include "detect/sigma/reasons.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <set>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace sokuo::detect {

namespace {

namespace fs = std::filesystem;

// Changes with whatever reading a rule comes to; the program's version stands beside it.
constexpr std::string_view magic = "sokuo rules 2\n";
constexpr std::uintmax_t cache_bytes_max = 512U << 20U;

void add_file(const fs::path& path, std::string& key) {
    struct stat info {};
    if (stat(path.c_str(), &info) != 0) return;
    std::array<char, 160> numbers{};
    const auto size = std::snprintf(
        numbers.data(), numbers.size(), "|%lld %llu %lld.%ld %lld.%ld\n",
        static_cast<long long>(info.st_size), static_cast<unsigned long long>(info.st_ino),
        static_cast<long long>(info.st_mtim.tv_sec), info.st_mtim.tv_nsec,
        static_cast<long long>(info.st_ctim.tv_sec), info.st_ctim.tv_nsec);
    key += path.string();
    key.append(numbers.data(), static_cast<std::size_t>(size));
}

// Everything the rules are read from, as far as a look at the folders tells.
std::string key_of(std::span<const fs::path> paths, const Placeholders& placeholders) {
    std::string key{magic};
    add_file("/proc/self/exe", key);
    for (const auto& [name, values] : placeholders) {
        key += name;
        for (const auto& value : values)
            key += "=" + value;
        key += '\n';
    }
    for (const auto& path : paths) {
        std::error_code error;
        std::vector<fs::path> files{path};
        fs::recursive_directory_iterator at{path, fs::directory_options::skip_permission_denied,
                                            error};
        for (; !error && at != fs::recursive_directory_iterator{}; at.increment(error))
            if (!at->is_directory(error)) files.push_back(at->path());
        std::ranges::sort(files);
        for (const auto& file : files)
            add_file(file, key);
    }
    const auto hash = sha256(as_bytes(key));
    return to_hex(hash);
}

bool is_ours(const fs::path& file) {
    struct stat info {};
    return lstat(file.c_str(), &info) == 0 && S_ISREG(info.st_mode) && info.st_uid == geteuid() &&
           (info.st_mode & 022U) == 0;
}

// `magic`, key, hash of the rest, names of files with refused rules, rules.
std::optional<std::string> read_cache(const fs::path& file, std::string_view key) {
    std::error_code error;
    if (!is_ours(file) || fs::file_size(file, error) > cache_bytes_max || error)
        return std::nullopt;
    std::string bytes(static_cast<std::size_t>(fs::file_size(file, error)), '\0');
    std::ifstream in{file, std::ios::binary};
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    std::string_view rest = bytes;
    const auto take = [&](std::string_view expected) {
        if (!rest.starts_with(expected)) return false;
        rest.remove_prefix(expected.size());
        return true;
    };
    if (!in || !take(magic) || !take(key) || rest.size() < 64) return std::nullopt;
    const auto hash = rest.substr(0, 64);
    rest.remove_prefix(64);
    if (hash != to_hex(sha256(as_bytes(rest)))) return std::nullopt;
    return std::string{rest};
}

void write_cache(const fs::path& folder, const fs::path& file, std::string_view key,
                 std::string_view rest) {
    std::error_code error;
    fs::create_directories(folder, error);
    const auto beside = file.string() + "." + std::to_string(getpid());
    {
        std::ofstream out{beside, std::ios::binary};
        out << magic << key << to_hex(sha256(as_bytes(rest))) << rest;
        out.close();
        if (!out) {
            fs::remove(beside, error);
            return;
        }
    }
    fs::permissions(beside, fs::perms::owner_read | fs::perms::owner_write, error);
    fs::rename(beside, file, error);
    if (error) fs::remove(beside, error);
}

std::string names_of_refused(const Rules& rules) {
    std::set<std::string> names;
    for (const auto& refused : rules.refused)
        names.insert(refused.info.file);
    std::string lines;
    for (const auto& name : names)
        lines += name + "\n";
    return lines + "\n";
}

// The rules of a cache, and what is refused anew, in the reader's words.
std::optional<Rules> rules_of(std::string_view rest, const Placeholders& placeholders) {
    std::vector<fs::path> files;
    while (true) {
        const auto end = rest.find('\n');
        if (end == std::string_view::npos) return std::nullopt;
        const auto name = rest.substr(0, end);
        rest.remove_prefix(end + 1);
        if (name.empty()) break;
        files.emplace_back(name);
    }
    auto rules = unpack_rules(rest);
    if (!rules) return std::nullopt;
    auto again = load_rules(files, placeholders);
    if (!again.ok()) return std::nullopt;
    rules->refused = std::move(again.value().refused);
    return rules;
}

} // namespace

Result<Rules> load_rules_cached(std::span<const fs::path> paths, const Placeholders& placeholders,
                                const fs::path& folder) {
    const auto key = key_of(paths, placeholders);
    const auto file = folder / ("rules-" + key.substr(0, 16));
    if (const auto kept = read_cache(file, key))
        if (auto rules = rules_of(*kept, placeholders)) return std::move(*rules);
    auto rules = TRY(load_rules(paths, placeholders));
    // Which rules were too many depends on all of them, and cannot be read anew from some.
    const bool is_cut = std::ranges::any_of(rules.refused, [](const Refused& refused) {
        return refused.why.message == &rules_too_long;
    });
    if (!is_cut) write_cache(folder, file, key, names_of_refused(rules) + pack_rules(rules));
    return rules;
}

} // namespace sokuo::detect
