#include "monitor/ignore.h"

#include <algorithm>
#include <utility>

#include <re2/re2.h>

namespace sokuo::monitor {
namespace {

constexpr Message bad_pattern{"monitor.bad_pattern",
                              "「{0}」は、行の形として読めません（RE2 の書き方です）。",
                              "“{0}” cannot be read as a pattern for a line (RE2)."};
constexpr std::int64_t memory_max = std::int64_t{1} << 20U;

} // namespace

struct Patterns::Compiled {
    std::vector<std::unique_ptr<RE2>> all;
};

Patterns::Patterns(std::unique_ptr<Compiled> compiled) : compiled_{std::move(compiled)} {}
Patterns::Patterns(Patterns&&) noexcept = default;
Patterns& Patterns::operator=(Patterns&&) noexcept = default;
Patterns::~Patterns() = default;

Result<Patterns> Patterns::read(const std::vector<std::string>& texts) {
    auto compiled = std::make_unique<Compiled>();
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(memory_max);
    for (const auto& text : texts) {
        auto one = std::make_unique<RE2>(text, options);
        if (text.size() > pattern_bytes_max || !one->ok())
            return failure(Errc::invalid, bad_pattern, {text});
        compiled->all.push_back(std::move(one));
    }
    return Patterns{std::move(compiled)};
}

Page Patterns::without(Page page) const {
    const auto is_ignored = [&](const Line& line) {
        return std::ranges::any_of(compiled_->all, [&](const auto& pattern) {
            return RE2::FullMatch(line.text, *pattern);
        });
    };
    std::erase_if(page.lines, is_ignored);
    return page;
}

} // namespace sokuo::monitor
