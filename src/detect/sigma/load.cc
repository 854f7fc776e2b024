#include "detect/sigma/load.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace sokuo::detect {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t files_max = 100'000;
constexpr std::uintmax_t file_bytes_max = 1U << 20U;
constexpr std::size_t head_bytes = 4'096;
constexpr std::string_view detection_rule_license = "Detection Rule License (DRL)";

inline constexpr Message rules_not_found{"detect.rules_not_found",
                                         "ルールのファイル「{0}」がありません。",
                                         "There is no rule file “{0}”."};
inline constexpr Message rules_unreadable{"detect.rules_unreadable",
                                          "ルールのファイル「{0}」を読めません。",
                                          "The rule file “{0}” cannot be read."};
inline constexpr Message rule_file_too_large{"detect.rule_file_too_large",
                                             "ルールのファイルが大きすぎます（上限 1 MiB）。",
                                             "The rule file is too large (at most 1 MiB)."};
inline constexpr Message too_many_rule_files{"detect.too_many_rule_files",
                                             "「{0}」の下のファイルが多すぎます（上限 {1}）。",
                                             "Too many files below “{0}” (at most {1})."};

bool is_rule_file(const fs::path& path) {
    const auto ending = path.extension();
    return ending == ".yml" || ending == ".yaml";
}

Result<std::vector<fs::path>> files_below(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    fs::recursive_directory_iterator at{folder, fs::directory_options::skip_permission_denied,
                                        error};
    for (; !error && at != fs::recursive_directory_iterator{}; at.increment(error)) {
        if (!is_rule_file(at->path()) || !at->is_regular_file(error)) continue;
        if (files.size() == files_max)
            return failure(Errc::too_large, too_many_rule_files,
                           {folder.string(), std::to_string(files_max)});
        files.push_back(at->path());
    }
    if (error) return failure(Errc::unavailable, rules_unreadable, {folder.string()});
    std::ranges::sort(files);
    return files;
}

// The name of a licence: the first line of its file, but for SigmaHQ's, which lists several.
class Licences {
public:
    explicit Licences(fs::path top) : top_{std::move(top)} {}

    std::string of(const fs::path& folder) {
        const auto known = names_.find(folder);
        if (known != names_.end()) return known->second;
        auto name = read(folder);
        if (name.empty() && folder != top_ && folder.has_parent_path() &&
            folder.parent_path() != folder)
            name = of(folder.parent_path());
        names_[folder] = name;
        return name;
    }

private:
    static std::string read(const fs::path& folder) {
        constexpr std::array names{"LICENSE", "LICENSE.md", "LICENSE.txt"};
        for (const auto* const name : names) {
            std::ifstream in{folder / name};
            std::string head(head_bytes, '\0');
            in.read(head.data(), static_cast<std::streamsize>(head.size()));
            if (head.find(detection_rule_license) != std::string::npos)
                return std::string{detection_rule_license} + " 1.1";
            in.clear();
            in.seekg(0);
            std::string line;
            while (in && std::getline(in, line) && line.size() < 200) {
                const auto begin = line.find_first_not_of("# \t\r");
                if (begin == std::string::npos) continue;
                return line.substr(begin, line.find_last_not_of(" \t\r") + 1 - begin);
            }
        }
        return {};
    }

    fs::path top_;
    std::map<fs::path, std::string> names_;
};

Result<> load_file(const fs::path& path, const Placeholders& placeholders, Rules& rules) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    if (error) return failure(Errc::unavailable, rules_unreadable, {path.string()});
    if (size > file_bytes_max) {
        RuleInfo info;
        info.file = path.string();
        rules.refused.push_back(
            {std::move(info), at(failure(Errc::too_large, rule_file_too_large), path.string())});
        return Done{};
    }
    std::string text(static_cast<std::size_t>(size), '\0');
    std::ifstream in{path, std::ios::binary};
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.gcount() != static_cast<std::streamsize>(text.size()))
        return failure(Errc::unavailable, rules_unreadable, {path.string()});
    read_rules(text, path.string(), placeholders, rules);
    return Done{};
}

template <class T>
void license(std::vector<T>& all, std::size_t from, const std::string& name) {
    for (auto at = from; at < all.size(); ++at)
        if (all[at].info.license.empty()) all[at].info.license = name;
}

Result<> load_path(const fs::path& path, const Placeholders& placeholders, Rules& rules) {
    std::error_code error;
    if (!fs::exists(path, error)) return failure(Errc::not_found, rules_not_found, {path.string()});
    const bool is_folder = fs::is_directory(path, error);
    std::vector<fs::path> files{path};
    if (is_folder) files = TRY(files_below(path));
    const auto folder = is_folder ? path : path.parent_path();
    Licences licences{folder.parent_path().parent_path()};
    for (const auto& file : files) {
        const auto before = std::array{rules.rules.size(), rules.filters.size(),
                                       rules.correlations.size(), rules.refused.size()};
        TRY(load_file(file, placeholders, rules));
        const auto name = licences.of(file.parent_path());
        license(rules.rules, before[0], name);
        license(rules.filters, before[1], name);
        license(rules.correlations, before[2], name);
        license(rules.refused, before[3], name);
    }
    return Done{};
}

} // namespace

Result<Rules> load_rules(std::span<const fs::path> paths, const Placeholders& placeholders) {
    Rules rules;
    for (const auto& path : paths)
        TRY(load_path(path, placeholders, rules));
    return rules;
}

} // namespace sokuo::detect
