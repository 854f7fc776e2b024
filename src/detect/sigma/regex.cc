#include "detect/sigma/regex.h"

#include "detect/fold.h"
#include "detect/sigma/reasons.h"

#include <hs.h>
#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>

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

struct RegexRoom::Parts {
    hs_scratch_t* scratch = nullptr;
    ~Parts() { hs_free_scratch(scratch); }
};

RegexRoom::RegexRoom() : parts_{std::make_unique<Parts>()} {}
RegexRoom::~RegexRoom() = default;

struct RegexSet::Parts {
    std::vector<std::string> patterns;
    std::vector<unsigned> flags;
    hs_database_t* database = nullptr;
    Parts() = default;
    ~Parts() { hs_free_database(database); }
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;
};

RegexSet::RegexSet() : parts_{std::make_unique<Parts>()} {}
RegexSet::~RegexSet() = default;

bool RegexSet::add(const Test& test) {
    // RE2 knows more letters without their case (the Kelvin sign is a k), so those it does alone.
    if (test.any_case || test.pattern.find("(?") != std::string::npos) return false;
    unsigned flags = HS_FLAG_SINGLEMATCH | HS_FLAG_ALLOWEMPTY | HS_FLAG_UTF8;
    if (test.many_lines) flags |= HS_FLAG_MULTILINE;
    if (test.dot_all) flags |= HS_FLAG_DOTALL;
    hs_expr_info_t* info = nullptr;
    hs_compile_error_t* error = nullptr;
    const bool is_usable =
        hs_expression_info(test.pattern.c_str(), flags, &info, &error) == HS_SUCCESS;
    hs_free_compile_error(error);
    std::free(info); // NOLINT(cppcoreguidelines-no-malloc): Vectorscan's own allocator
    if (!is_usable) return false;
    parts_->patterns.push_back(test.pattern);
    parts_->flags.push_back(flags);
    return true;
}

bool RegexSet::build() {
    if (parts_->patterns.empty()) return true;
    std::vector<const char*> patterns;
    std::vector<unsigned> ids;
    for (const auto& pattern : parts_->patterns) {
        ids.push_back(static_cast<unsigned>(patterns.size()));
        patterns.push_back(pattern.c_str());
    }
    hs_compile_error_t* error = nullptr;
    const bool is_built = hs_compile_multi(patterns.data(), parts_->flags.data(), ids.data(),
                                           static_cast<unsigned>(patterns.size()), HS_MODE_BLOCK,
                                           nullptr, &parts_->database, &error) == HS_SUCCESS;
    hs_free_compile_error(error);
    return is_built;
}

void RegexSet::prepare(RegexRoom& room) const {
    if (parts_->database != nullptr) hs_alloc_scratch(parts_->database, &room.parts_->scratch);
}

bool RegexSet::find(std::string_view text, RegexRoom& room, std::vector<unsigned>& found) const {
    if (parts_->database == nullptr || room.parts_->scratch == nullptr) return false;
    const auto met = [](unsigned id, unsigned long long, unsigned long long, unsigned,
                        void* numbers) {
        static_cast<std::vector<unsigned>*>(numbers)->push_back(id);
        return 0;
    };
    return hs_scan(parts_->database, text.data(), static_cast<unsigned>(text.size()), 0,
                   room.parts_->scratch, met, &found) == HS_SUCCESS;
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
