#include "app/scan/rule_why.h"

#include "detect/report/visible.h"
#include "detect/report/why.h"
#include "detect/report/words.h"
#include "detect/scan/collect.h"
#include "detect/sigma/load.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;
using namespace detect;
using report::say;

constexpr Message event_form{
    "rules.event_form", "記録は「ファイル:番号」か「-」（標準入力の JSON）で指定します（{0}）。",
    "Name the event as FILE:RECORD, or - for JSON on standard input ({0})."};
constexpr Message no_such_record{"rules.no_such_record", "{0} に {1} 番の記録がありません。",
                                 "There is no record {1} in {0}."};
constexpr Message no_event{"rules.no_event", "標準入力に記録がありません。",
                           "There is no event on standard input."};
constexpr Message no_such_rule{
    "rules.no_such_rule",
    "「{0}」というルールがありません。id・題名・ファイル名のどれかで指定してください。",
    "There is no rule “{0}”. Name it by its id, its title or its file."};
constexpr Message rule_unusable{"rules.rule_unusable", "「{0}」は使えないルールです：{1}",
                                "“{0}” cannot be used: {1}"};
constexpr Message rule_said{"rules.rule_said", "ルール：{0}（{1}）", "Rule: {0} ({1})"};
constexpr Message part_of{"rules.part_of",
                          "回数や順序を数えるルール「{0}」が数える記録かどうかを示します。",
                          "The correlation “{0}” counts matches of these rules."};
constexpr Message it_fits{"rules.it_fits", "→ このルールに合います。", "→ The rule fits."};
constexpr Message it_does_not{"rules.it_does_not", "→ このルールに合いません。",
                              "→ The rule does not fit."};

// Keeps the one event that is asked for.
class Wanted final : public Sink {
public:
    explicit Wanted(std::optional<std::uint64_t> record) : record_{record} {}
    void take(const Event& event) override {
        if (found || (record_ && event.record != *record_)) return;
        found = plain(event, *names);
    }
    const Names* names = nullptr;
    std::optional<PlainEvent> found;

private:
    std::optional<std::uint64_t> record_;
};

Result<> look_through(Reader& reader, Wanted& wanted) {
    const auto desk = reader.desk(Names{});
    Block block;
    Tally tally;
    while (!wanted.found && TRY(reader.cut(block))) {
        wanted.names = &reader.names(*desk);
        reader.read(block, *desk, wanted, tally);
    }
    return Done{};
}

bool is_called(const RuleInfo& info, std::string_view name, std::string_view named) {
    const fs::path file{info.file};
    return !named.empty() && (info.id == named || info.title == named || info.title_ja == named ||
                              name == named || file == named || file.stem() == named);
}

const Rule* part(const Rules& rules, std::string_view named) {
    const auto found = std::ranges::find_if(rules.rules, [&](const Rule& rule) {
        return !named.empty() && (rule.info.id == named || rule.name == named);
    });
    return found == rules.rules.end() ? nullptr : &*found;
}

class Explaining {
public:
    Explaining(const RuleChoice& choice, const PlainEvent& event, Language language,
               std::string& out)
        : choice_{choice}, event_{event}, language_{language}, out_{out} {}

    bool one(const Rule& rule) {
        const auto id = rule.info.id.empty() ? rule.info.file : rule.info.id;
        out_ += report::visible(
            say(rule_said, language_, {report::title_of(rule.info, language_), id}));
        out_ += '\n';
        const bool fits = report::append_why(rule, choice_.rules.filters, choice_.sources, event_,
                                             {.language = language_}, out_);
        out_.append(say(fits ? it_fits : it_does_not, language_)).append("\n\n");
        return fits;
    }

    bool parts(const Correlation& correlation) {
        out_ += report::visible(
            say(part_of, language_, {report::title_of(correlation.info, language_)}));
        out_ += "\n\n";
        bool does_fit = false;
        for (const auto& name : correlation.rules)
            if (const auto* rule = part(choice_.rules, name)) does_fit = one(*rule) || does_fit;
        return does_fit;
    }

private:
    const RuleChoice& choice_;
    const PlainEvent& event_;
    Language language_;
    std::string& out_;
};

} // namespace

Result<PlainEvent> find_event(const std::string& named) {
    std::optional<std::uint64_t> record;
    auto file = named;
    if (named != "-") {
        const auto colon = named.rfind(':');
        if (colon == std::string::npos) return failure(Errc::invalid, event_form, {named});
        std::uint64_t number = 0;
        const auto* const end = named.data() + named.size();
        const auto read = std::from_chars(named.data() + colon + 1, end, number);
        if (read.ec != std::errc{} || read.ptr != end)
            return failure(Errc::invalid, event_form, {named});
        record = number;
        file.resize(colon);
    }
    Collection collection{std::span{&file, 1}, {}};
    Wanted wanted{record};
    while (!wanted.found) {
        const auto input = collection.next();
        if (!input) break;
        TRY(look_through(*input->reader, wanted));
    }
    if (wanted.found) return std::move(*wanted.found);
    if (!collection.unread().empty()) return collection.unread().front().why;
    if (!record) return failure(Errc::not_found, no_event);
    return failure(Errc::not_found, no_such_record, {file, std::to_string(*record)});
}

Result<bool> explain(const std::string& named, RuleChoice choice, const PlainEvent& event,
                     Language language, std::string& out) {
    // A file that is no part of the rules may be named as it is.
    std::error_code error;
    if (fs::is_regular_file(named, error)) {
        const std::vector<fs::path> paths{named};
        choice.rules = TRY(load_rules(paths, choice.placeholders));
    }
    Explaining explaining{choice, event, language, out};
    bool was_met = false;
    bool does_fit = false;
    for (const auto& correlation : choice.rules.correlations)
        if (is_called(correlation.info, correlation.name, named)) {
            was_met = true;
            does_fit = explaining.parts(correlation) || does_fit;
        }
    if (was_met) return does_fit;
    for (const auto& rule : choice.rules.rules)
        if (is_called(rule.info, rule.name, named)) {
            was_met = true;
            does_fit = explaining.one(rule) || does_fit;
        }
    if (was_met) return does_fit;
    for (const auto& refused : choice.rules.refused)
        if (is_called(refused.info, {}, named))
            return failure(Errc::invalid, rule_unusable,
                           {named, say(*refused.why.message, language, refused.why.args)});
    return failure(Errc::not_found, no_such_rule, {named});
}

} // namespace sokuo::app
