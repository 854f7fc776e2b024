#pragma once

// For the tests of this module: the files of the repository.

#include "charter/source_file.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::charter::testing {

inline std::filesystem::path path_of(std::string_view name) {
    return std::filesystem::path{SOURCE_DIR} / name;
}

inline std::string text_of(const std::filesystem::path& path) {
    std::ifstream in{path, std::ios::binary};
    REQUIRE_MESSAGE(in.good(), path.string());
    return {std::istreambuf_iterator<char>{in}, {}};
}

inline std::string file_text(std::string_view name) {
    return text_of(path_of(name));
}

/// The files of `packs/jp-municipal`, in the order of their names.
inline std::vector<SourceFile> pack_files() {
    std::vector<SourceFile> files;
    for (const auto& entry : std::filesystem::directory_iterator{path_of("packs/jp-municipal")}) {
        const auto name = entry.path().filename().string();
        files.push_back({"packs/jp-municipal/" + name, text_of(entry.path())});
    }
    std::ranges::sort(files, {}, &SourceFile::name);
    return files;
}

/// `text` with the one place where `from` stands replaced.
inline std::string with(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, from);
    REQUIRE_MESSAGE(text.find(from, at + 1) == std::string::npos, from << " stands twice");
    return text.replace(at, from.size(), to);
}

/// The line on which `text` first has `what`, from 1.
inline std::size_t line_of(std::string_view text, std::string_view what) {
    const auto at = text.find(what);
    REQUIRE(at != std::string_view::npos);
    return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, at), '\n'));
}

} // namespace sokuo::charter::testing
