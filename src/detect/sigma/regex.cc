#include "detect/sigma/regex.h"

#include "detect/fold.h"
#include "detect/sigma/reasons.h"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>

namespace sokuo::detect {

namespace {

constexpr std::size_t needed_bytes_min = 4;
constexpr int memory_max = 8 << 20;

RE2::Options options() {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(memory_max);
    return options;
}

// What RE2 has no option for stands before the pattern.
std::string written(const Test& test) {
    std::string flags;
    if (test.any_case) flags += 'i';
    if (test.many_lines) flags += 'm';
    if (test.dot_all) flags += 's';
    return flags.empty() ? test.pattern : "(?" + flags + ")" + test.pattern;
}

} // namespace

struct Regex::Parts {
    explicit Parts(const std::string& text) : re{text, options()} {}
    RE2 re;
};

Regex::Regex(const Test& test) : parts_{std::make_unique<Parts>(written(test))} {}
Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

bool Regex::found_in(std::string_view text) const {
    return RE2::PartialMatch(re2::StringPiece{text.data(), text.size()}, parts_->re);
}

std::vector<std::string> Regex::needed() const {
    re2::FilteredRE2 filter{static_cast<int>(needed_bytes_min)};
    int id = 0;
    if (filter.Add(parts_->re.pattern(), options(), &id) != RE2::NoError) return {};
    std::vector<std::string> atoms;
    filter.Compile(&atoms);
    // The atoms are joined by "and" and "or"; each alone is needed only when the others are not
    // enough, so all of them together are asked for as "one of".
    std::vector<int> none;
    std::vector<int> passed;
    filter.AllPotentials(none, &passed);
    if (!passed.empty() || atoms.empty()) return {};
    std::vector<std::string> texts;
    for (const auto& atom : atoms) {
        auto text = folded(atom);
        if (text.size() < needed_bytes_min) return {};
        texts.push_back(std::move(text));
    }
    return texts;
}

Result<> check_regex(const Test& test) {
    if (test.pattern.size() > regex_bytes_max)
        return failure(Errc::too_large, regex_unusable,
                       {test.pattern.substr(0, 40), std::to_string(test.pattern.size())});
    const RE2 re{written(test), options()};
    if (re.ok()) return Done{};
    return failure(Errc::invalid, regex_unusable, {test.pattern.substr(0, 200), re.error()});
}

} // namespace sokuo::detect
