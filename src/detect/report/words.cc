#include "detect/report/words.h"

#include "detect/report/visible.h"

#include <algorithm>

namespace sokuo::detect::report {
namespace {

constexpr std::array<Message, 5> level_words{
    Message{"scan.level_informational", "情報", "Info"}, Message{"scan.level_low", "低", "Low"},
    Message{"scan.level_medium", "中", "Medium"}, Message{"scan.level_high", "高", "High"},
    Message{"scan.level_critical", "重大", "Critical"}};

constexpr std::array<Tactic, tactic_count> all_tactics{{
    {"reconnaissance", "Reconnaissance", "偵察"},
    {"resource-development", "Resource Development", "攻撃の準備"},
    {"initial-access", "Initial Access", "初期侵入"},
    {"execution", "Execution", "実行"},
    {"persistence", "Persistence", "永続化"},
    {"privilege-escalation", "Privilege Escalation", "権限昇格"},
    {"defense-evasion", "Defense Evasion", "防御回避"},
    {"stealth", "Stealth", "隠密"},
    {"defense-impairment", "Defense Impairment", "防御の妨害"},
    {"credential-access", "Credential Access", "認証情報アクセス"},
    {"discovery", "Discovery", "探索"},
    {"lateral-movement", "Lateral Movement", "横展開"},
    {"collection", "Collection", "収集"},
    {"command-and-control", "Command and Control", "遠隔操作（C2）"},
    {"exfiltration", "Exfiltration", "持ち出し"},
    {"impact", "Impact", "影響"},
}};

constexpr Message author_known{"scan.author", "作者：{0}", "Author: {0}"};
constexpr Message author_unknown{"scan.author_unknown", "作者：記載なし", "Author: not stated"};
constexpr Message license_known{"scan.license", "ライセンス：{0}", "Licence: {0}"};
constexpr Message license_unknown{"scan.license_unknown", "ライセンス：記載なし",
                                  "Licence: not stated"};

} // namespace

std::string say(const Message& message, Language language, std::vector<std::string> args) {
    return render(message, args, language);
}

std::string grouped(std::uint64_t number) {
    auto text = std::to_string(number);
    for (auto at = text.size(); at > 3; at -= 3)
        text.insert(at - 3, 1, ',');
    return text;
}

std::string bytes_text(std::uint64_t bytes) {
    constexpr std::array<std::string_view, 6> units{" kB", " MB", " GB", " TB", " PB", " EB"};
    if (bytes < 1000) return std::to_string(bytes) + " B";
    std::size_t unit = 0;
    std::uint64_t scale = 1000;
    while (unit + 1 < units.size() && bytes / scale >= 1000) {
        scale *= 1000;
        ++unit;
    }
    auto text = std::to_string(bytes / scale);
    if (bytes / scale < 100) text.append(".").append(std::to_string(bytes % scale / (scale / 10)));
    return text.append(units.at(unit));
}

std::string_view level_word(Level level, Language language) {
    return level_words.at(static_cast<std::size_t>(level)).text(language);
}

std::span<const Tactic, tactic_count> tactics() {
    return all_tactics;
}

std::optional<std::size_t> tactic_of(std::string_view tag) {
    constexpr std::string_view space = "attack.";
    if (!tag.starts_with(space)) return std::nullopt;
    tag.remove_prefix(space.size());
    const auto is_same = [&](const Tactic& tactic) {
        return std::ranges::equal(tactic.tag, tag, [](char known, char said) {
            return known == said || (known == '-' && said == '_');
        });
    };
    const auto found = std::ranges::find_if(all_tactics, is_same);
    if (found == all_tactics.end()) return std::nullopt;
    return static_cast<std::size_t>(found - all_tactics.begin());
}

const std::string& title_of(const RuleInfo& rule, Language language) {
    return language == Language::ja && !rule.title_ja.empty() ? rule.title_ja : rule.title;
}

const std::string& description_of(const RuleInfo& rule, Language language) {
    const bool is_ja = language == Language::ja && !rule.description_ja.empty();
    return is_ja ? rule.description_ja : rule.description;
}

std::string author_line(const RuleInfo& rule, Language language) {
    auto line = rule.author.empty() ? say(author_unknown, language)
                                    : say(author_known, language, {visible(rule.author)});
    line += language == Language::ja ? "　" : "  ";
    return line += rule.license.empty() ? say(license_unknown, language)
                                        : say(license_known, language, {visible(rule.license)});
}

} // namespace sokuo::detect::report
