#include "detect/sigma/regex.h"

#include "detect/fold.h"
#include "detect/sigma/reasons.h"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <functional>

namespace sokuo::detect {

namespace {

constexpr std::size_t needed_bytes_min = 2;
// Of more it is not worth the time to find out which of them are always there.
constexpr std::size_t weighed_atoms_max = 100;
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

// `.{200,}` and its like, which many write for "a long line": RE2 would count in states, and take
// milliseconds for each text. Gives the count; 0: it is something else.
std::size_t wanted_run(const Test& test) {
    std::string_view text = test.pattern;
    if (test.dot_all) return 0;
    if (text.starts_with("(.)"))
        text.remove_prefix(3);
    else if (text.starts_with('.'))
        text.remove_prefix(1);
    else
        return 0;
    if (!text.starts_with('{') || !text.ends_with('}')) return 0;
    text = text.substr(1, text.size() - 2);
    if (text.ends_with(',')) text.remove_suffix(1);
    std::size_t count = 0;
    const auto* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, count);
    return error == std::errc{} && at == end ? count : 0;
}

bool has_run(std::string_view text, std::size_t count) {
    std::size_t run = 0;
    for (const char letter : text) {
        if (letter == '\n')
            run = 0;
        else if ((static_cast<unsigned char>(letter) & 0xC0U) != 0x80U && ++run >= count)
            return true;
    }
    return false;
}

} // namespace

struct Regex::Parts {
    explicit Parts(const Test& test) : re{written(test), options()}, run{wanted_run(test)} {}
    RE2 re;
    std::size_t run;
};

Regex::Regex(const Test& test) : parts_{std::make_unique<Parts>(test)} {}
Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

bool Regex::found_in(std::string_view text) const {
    if (parts_->run > 0) return has_run(text, parts_->run);
    return RE2::PartialMatch(re2::StringPiece{text.data(), text.size()}, parts_->re);
}

Regex::Needed Regex::needed() const {
    re2::FilteredRE2 filter{static_cast<int>(needed_bytes_min)};
    int id = 0;
    if (filter.Add(parts_->re.pattern(), options(), &id) != RE2::NoError) return {};
    std::vector<std::string> atoms;
    filter.Compile(&atoms);
    const auto is_possible_with = [&](const std::vector<int>& present) {
        std::vector<int> passed;
        filter.AllPotentials(present, &passed);
        return !passed.empty();
    };
    if (atoms.empty() || is_possible_with({})) return {};
    Needed needed;
    if (atoms.size() > weighed_atoms_max) {
        for (const auto& atom : atoms)
            needed.any.push_back(folded(atom));
        return needed;
    }
    for (std::size_t at = 0; at < atoms.size(); ++at) {
        std::vector<int> others;
        for (std::size_t other = 0; other < atoms.size(); ++other)
            if (other != at) others.push_back(static_cast<int>(other));
        if (!is_possible_with(others)) needed.all.push_back(folded(atoms[at]));
        needed.any.push_back(folded(atoms[at]));
    }
    // Of those that nothing can do without, the longest is looked for.
    std::ranges::sort(needed.all, std::greater<>{}, &std::string::size);
    if (!needed.all.empty()) needed.any = {needed.all.front()};
    return needed;
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
