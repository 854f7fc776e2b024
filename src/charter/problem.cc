#include "charter/problem.h"

#include <algorithm>
#include <charconv>

namespace sokuo::charter {

namespace {

inline constexpr Message correct_and_retry{"charter.correct_and_retry",
                                           "直してから、もう一度読み込んでください。",
                                           "Correct it and load the file again."};
bool stops_loading(const Problem& problem) {
    return problem.level == Level::error || problem.level == Level::blank;
}

} // namespace

std::string_view to_text(Level level) {
    switch (level) {
    case Level::error: return "error";
    case Level::blank: return "blank";
    case Level::note: return "note";
    case Level::gap: return "gap";
    }
    return {};
}

std::string Problem::what_in(Language language) const {
    return render(*what, args, language);
}

std::string Problem::remedy_in(Language language) const {
    return render(*remedy, args, language);
}

std::string Problem::where() const {
    return line == 0 ? file : place(file, line);
}

std::string Problem::line_in(Language language) const {
    return where() + ": " + what_in(language) + " → " + remedy_in(language);
}

void Sheet::add(Level level, std::size_t line, const Message& what, const Message& remedy,
                std::vector<std::string> args) {
    problems_.push_back({level, file_, line, &what, &remedy, std::move(args)});
}

void Sheet::add(const Error& error) {
    const auto colon = error.where.rfind(':');
    std::size_t line = 0;
    if (colon != std::string::npos) {
        const auto* const end = error.where.data() + error.where.size();
        std::from_chars(error.where.data() + colon + 1, end, line);
    }
    problems_.push_back({Level::error, file_, line, error.message, &correct_and_retry, error.args});
}

bool is_loadable(const std::vector<Problem>& problems) {
    return std::ranges::none_of(problems, stops_loading);
}

Error first_error(const std::vector<Problem>& problems) {
    const auto found = std::ranges::find_if(problems, stops_loading);
    assert(found != problems.end());
    // The remedy is a sentence of its own; what could not be parsed says both at once.
    const auto& says = found->remedy == &correct_and_retry ? *found->what : *found->remedy;
    return at(failure(Errc::invalid, says, found->args), found->where());
}

} // namespace sokuo::charter
