#include "detect/sigma/starter.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace sokuo::detect {

namespace {

constexpr std::string_view log_sources_path = "rules/logsources.yml";

} // namespace

Rules starter_rules(const Placeholders& placeholders) {
    Rules rules;
    for (const auto& file : starter_files())
        read_rules(file.text, file.path, placeholders, rules);
    return rules;
}

LogSources starter_log_sources() {
    const auto files = starter_files();
    const auto found = std::ranges::find(files, log_sources_path, &StarterFile::path);
    assert(found != files.end());
    auto sources = LogSources::read(found->text, found->path);
    assert(sources.ok());
    return std::move(sources).value();
}

} // namespace sokuo::detect
