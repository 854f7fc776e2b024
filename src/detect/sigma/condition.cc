#include "detect/sigma/condition.h"

#include "detect/fold.h"
#include "detect/sigma/reasons.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace sokuo::detect {

namespace {

constexpr std::size_t depth_max = 64;

bool is_name_letter(char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
           (letter >= 'A' && letter <= 'Z') || letter == '_' || letter == '-' || letter == '*';
}

bool is_blank(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

// Recursive descent: every function reads what its name says and leaves `rest_` behind it.
class Parser {
public:
    Parser(std::string_view text, const Selections& selections, DetectionBuilder& builder)
        : rest_{text}, selections_{selections}, builder_{builder} {}

    Result<std::uint32_t> whole() {
        if (rest_.find('|') != std::string_view::npos)
            return failure(Errc::invalid, aggregation_gone);
        const auto term = TRY(any_of());
        skip_blanks();
        if (!rest_.empty()) return unreadable();
        return term;
    }

private:
    Result<std::uint32_t> any_of() { return chain("or", Term::Kind::any, &Parser::all_of); }
    Result<std::uint32_t> all_of() { return chain("and", Term::Kind::all, &Parser::one); }

    Result<std::uint32_t> chain(std::string_view word, Term::Kind kind,
                                Result<std::uint32_t> (Parser::*part)()) {
        std::vector<std::uint32_t> terms{TRY((this->*part)())};
        while (take_word(word))
            terms.push_back(TRY((this->*part)()));
        return builder_.term(kind, std::move(terms));
    }

    Result<std::uint32_t> one() {
        if (++depth_ > depth_max)
            return failure(Errc::too_large, condition_too_deep, {std::to_string(depth_max)});
        const auto term = TRY(inner());
        --depth_;
        return term;
    }

    Result<std::uint32_t> inner() {
        if (take_word("not")) {
            const auto term = TRY(one());
            return builder_.term(Term::Kind::none, {term});
        }
        skip_blanks();
        if (rest_.starts_with('(')) {
            rest_.remove_prefix(1);
            const auto term = TRY(any_of());
            skip_blanks();
            if (!rest_.starts_with(')')) return unreadable();
            rest_.remove_prefix(1);
            return term;
        }
        const auto before = rest_;
        const auto word = take_name();
        if (word.empty()) return unreadable();
        const auto counted = folded(word);
        if ((counted == "1" || counted == "any" || counted == "all") && take_word("of"))
            return several(counted == "all" ? Term::Kind::all : Term::Kind::any);
        const auto found = selections_.find(word);
        if (found == selections_.end()) {
            rest_ = before;
            return failure(Errc::invalid, selection_unknown, {std::string{word}});
        }
        return found->second;
    }

    // Names that begin with `_` are only meant when they are asked for.
    Result<std::uint32_t> several(Term::Kind kind) {
        const auto pattern = take_name();
        if (pattern.empty()) return unreadable();
        const auto glob = parse_glob(pattern == "them" ? "*" : pattern);
        std::vector<std::uint32_t> terms;
        for (const auto& [name, term] : selections_) {
            if (name.starts_with('_') && !pattern.starts_with('_')) continue;
            if (matches(glob, name)) terms.push_back(term);
        }
        if (terms.empty()) return failure(Errc::invalid, selection_unknown, {std::string{pattern}});
        return builder_.term(kind, std::move(terms));
    }

    void skip_blanks() {
        while (!rest_.empty() && is_blank(rest_.front()))
            rest_.remove_prefix(1);
    }

    std::string_view take_name() {
        skip_blanks();
        std::size_t size = 0;
        while (size < rest_.size() && is_name_letter(rest_[size]))
            ++size;
        const auto name = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return name;
    }

    bool take_word(std::string_view word) {
        const auto before = rest_;
        if (folded(take_name()) == word) return true;
        rest_ = before;
        return false;
    }

    Error unreadable() {
        return failure(Errc::invalid, condition_unreadable,
                       {rest_.empty() ? std::string{"(end)"} : std::string{rest_.substr(0, 40)}});
    }

    std::string_view rest_;
    const Selections& selections_;
    DetectionBuilder& builder_;
    std::size_t depth_ = 0;
};

} // namespace

Result<std::uint32_t> read_condition(std::string_view text, const Selections& selections,
                                     DetectionBuilder& builder) {
    return Parser{text, selections, builder}.whole();
}

} // namespace sokuo::detect
