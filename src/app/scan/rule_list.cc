#include "app/scan/rule_list.h"

#include "core/json.h"
#include "core/text.h"
#include "detect/report/visible.h"
#include "detect/report/words.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

namespace sokuo::app {
namespace {

using namespace detect;
using report::visible;

constexpr Message counts_events{"rules.counts", "回数・順序", "correlation"};
constexpr Message usable_heading{"rules.usable", "使えるルール {0} 件",
                                 "Rules that can be used: {0}"};
constexpr Message unusable_heading{"rules.unusable", "使えないルール {0} 件",
                                   "Rules that cannot be used: {0}"};
constexpr Message file_of{"rules.file", "ファイル：{0}", "File: {0}"};

std::string source_text(const LogSource& source) {
    std::string text;
    for (const auto* part : {&source.product, &source.category, &source.service})
        if (!part->empty()) text.append(text.empty() ? "" : "/").append(*part);
    return text;
}

struct Listed {
    const RuleInfo* info = nullptr;
    std::vector<std::string> sources{};
    bool is_correlation = false;
};

std::vector<Listed> listed(const Program& program) {
    const auto& counting = program.counting;
    std::vector<Listed> rules;
    std::vector<std::set<std::string>> of_correlation(counting.correlations.size());
    for (std::size_t at = 0; at < program.rules.size(); ++at) {
        const auto source = source_text(program.rules[at].source);
        for (const auto& counted : counting.of_rule[at])
            of_correlation[counted.correlation].insert(source);
        if (!counting.is_silent[at]) rules.push_back({&program.rules[at].info, {source}});
    }
    for (std::size_t at = 0; at < counting.correlations.size(); ++at)
        if (!counting.is_silent_correlation[at])
            rules.push_back({&counting.correlations[at].info,
                             {of_correlation[at].begin(), of_correlation[at].end()},
                             true});
    std::ranges::stable_sort(rules, [](const Listed& a, const Listed& b) {
        return std::tuple{b.info->level, std::string_view{a.info->title}} <
               std::tuple{a.info->level, std::string_view{b.info->title}};
    });
    return rules;
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const auto& text : texts)
        all.append(all.empty() ? "" : ", ").append(text);
    return all;
}

// What is no UTF-8 (the name of a file may be) has no place in JSON.
std::string utf8(std::string_view text) {
    return is_valid_utf8(text) ? std::string{text} : visible(text);
}

} // namespace

std::string unusable_text(const Program& program, Language language) {
    if (program.refused.empty()) return {};
    auto text = "\n■ " +
                report::say(unusable_heading, language, {report::grouped(program.refused.size())}) +
                "\n";
    for (const auto& refused : program.refused) {
        const auto& where = refused.why.where.empty() ? refused.info.file : refused.why.where;
        text.append("  ").append(visible(where));
        if (!refused.info.title.empty())
            text.append("  ").append(visible(report::title_of(refused.info, language)));
        text.append("\n      ")
            .append(visible(report::say(*refused.why.message, language, refused.why.args)))
            .append("\n");
    }
    return text;
}

std::string rules_text(const Program& program, Language language) {
    const auto rules = listed(program);
    auto text =
        "■ " + report::say(usable_heading, language, {report::grouped(rules.size())}) + "\n";
    for (const auto& rule : rules) {
        const std::size_t levels = language == Language::ja ? 4 : 8;
        const std::string indent(levels + 4, ' ');
        text.append("  ").append(
            report::padded(report::level_word(rule.info->level, language), levels));
        text.append("  ").append(visible(report::title_of(*rule.info, language))) += '\n';
        text.append(indent).append(visible(rule.info->id)).append("  ");
        text.append(visible(joined(rule.sources)));
        if (rule.is_correlation)
            text.append("  [").append(report::say(counts_events, language)).append("]");
        text.append("\n").append(indent).append(report::author_line(*rule.info, language)) += '\n';
        text.append(indent).append(report::say(file_of, language, {visible(rule.info->file)})) +=
            '\n';
    }
    return text + unusable_text(program, language);
}

std::string rules_json(const Program& program) {
    auto usable = Json::array();
    for (const auto& rule : listed(program)) {
        auto sources = Json::array();
        for (const auto& source : rule.sources)
            sources.push(source);
        const auto& info = *rule.info;
        usable.push(Json::object({{"level", to_string(info.level)},
                                  {"title", info.title},
                                  {"title_ja", info.title_ja},
                                  {"id", info.id},
                                  {"author", info.author},
                                  {"license", info.license},
                                  {"log_sources", std::move(sources)},
                                  {"correlation", rule.is_correlation},
                                  {"file", utf8(info.file)}}));
    }
    auto unusable = Json::array();
    for (const auto& refused : program.refused)
        unusable.push(Json::object(
            {{"title", refused.info.title},
             {"id", refused.info.id},
             {"file", utf8(refused.info.file)},
             {"where", utf8(refused.why.where)},
             {"code", refused.why.message->code()},
             {"reason", utf8(render(*refused.why.message, refused.why.args, Language::ja))},
             {"reason_en", utf8(render(*refused.why.message, refused.why.args, Language::en))}}));
    return to_text(
               Json::object({{"rules", std::move(usable)}, {"unusable", std::move(unusable)}})) +
           "\n";
}

} // namespace sokuo::app
