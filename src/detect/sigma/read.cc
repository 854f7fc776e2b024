#include "detect/sigma/read.h"

#include "core/yaml.h"
#include "detect/sigma/condition.h"
#include "detect/sigma/correlation_read.h"
#include "detect/sigma/item.h"
#include "detect/sigma/reasons.h"

#include <algorithm>
#include <utility>

namespace sokuo::detect {

namespace {

using Yaml = sokuo::Node;

constexpr YamlLimits limits{};
constexpr std::string_view separator = "---";

std::string text_at(const Yaml& map, std::string_view key) {
    const auto* const found = map.find(key);
    return found != nullptr && found->is_scalar() && !found->is_null() ? found->text
                                                                       : std::string{};
}

std::vector<std::string> texts_at(const Yaml& map, std::string_view key) {
    std::vector<std::string> texts;
    const auto* const found = map.find(key);
    if (found == nullptr) return texts;
    if (found->is_scalar() && !found->is_null()) texts.push_back(found->text);
    for (const auto& item : found->items)
        if (item.is_scalar()) texts.push_back(item.text);
    return texts;
}

// Reads one document; `line` is how many lines stand before it in the file.
class Document {
public:
    Document(const Yaml& yaml, std::string_view file, std::size_t lines_before,
             const Placeholders& placeholders)
        : yaml_{yaml}, file_{file}, lines_before_{lines_before}, placeholders_{placeholders} {}

    Result<> read_info(RuleInfo& info) const {
        info.file = file_;
        info.id = text_at(yaml_, "id");
        info.title = text_at(yaml_, "title");
        info.author = text_at(yaml_, "author");
        if (info.author.empty()) info.author = joined_with_commas(texts_at(yaml_, "author"));
        info.license = text_at(yaml_, "license");
        info.description = text_at(yaml_, "description");
        info.title_ja = text_at(yaml_, "title_ja");
        info.description_ja = text_at(yaml_, "description_ja");
        info.status = text_at(yaml_, "status");
        info.date = text_at(yaml_, "date");
        info.tags = texts_at(yaml_, "tags");
        info.references = texts_at(yaml_, "references");
        info.false_positives = texts_at(yaml_, "falsepositives");
        const auto level = text_at(yaml_, "level");
        if (!level.empty()) {
            const auto known = level_of(level);
            if (!known) return placed(failure(Errc::invalid, rule_level_unknown, {level}), "level");
            info.level = *known;
        }
        if (info.title.empty()) return missing("title");
        return Done{};
    }

    Result<LogSource> read_source() const {
        const auto* const source = yaml_.find("logsource");
        if (source == nullptr) return missing("logsource");
        if (source->kind != NodeKind::mapping) return not_a_map("logsource");
        // A part that is a list must not be taken for one that is not there.
        for (const auto* const part : {"category", "product", "service"}) {
            const auto* const found = source->find(part);
            if (found != nullptr && !found->is_scalar())
                return placed(failure(Errc::invalid, rule_part_not_text, {part}), found->line);
        }
        return LogSource{text_at(*source, "category"), text_at(*source, "product"),
                         text_at(*source, "service")};
    }

    Result<Detection> read_detection(std::string_view key) const {
        const auto* const found = yaml_.find(key);
        if (found == nullptr) return missing(key);
        if (found->kind != NodeKind::mapping) return not_a_map(key);
        DetectionBuilder builder;
        Selections selections;
        for (const auto& member : found->members) {
            if (member.key == "condition" || member.key == "timeframe" ||
                (member.key == "rules" && key == "filter"))
                continue;
            const auto term = selection(member.value, builder);
            if (!term.ok()) return placed(term.error(), member.value.line);
            selections.emplace(member.key, term.value());
        }
        const auto* const condition = found->find("condition");
        if (condition == nullptr) return missing("condition");
        const auto root = read_conditions(*condition, selections, builder);
        if (!root.ok()) return placed(root.error(), condition->line);
        return std::move(builder).take(root.value());
    }

    [[nodiscard]] Error placed(Error error, std::size_t line) const {
        if (!error.where.empty()) return error;
        return at(std::move(error), place(file_, line + lines_before_));
    }

private:
    static std::string joined_with_commas(const std::vector<std::string>& texts) {
        std::string all;
        for (const auto& text : texts)
            all += (all.empty() ? "" : ", ") + text;
        return all;
    }

    [[nodiscard]] Error placed(Error error, std::string_view key) const {
        const auto* const found = yaml_.find(key);
        return placed(std::move(error), found == nullptr ? yaml_.line : found->line);
    }
    [[nodiscard]] Error missing(std::string_view key) const {
        return placed(failure(Errc::invalid, rule_part_missing, {std::string{key}}), yaml_.line);
    }
    [[nodiscard]] Error not_a_map(std::string_view key) const {
        return placed(failure(Errc::invalid, rule_not_a_map, {std::string{key}}), key);
    }

    // A map: all of its lines. A list: any of its items. A word: anywhere in the event.
    Result<std::uint32_t> selection(const Yaml& value, DetectionBuilder& builder) const {
        if (value.kind == NodeKind::mapping) return lines(value, builder);
        if (value.kind == NodeKind::scalar) {
            if (value.is_null()) return failure(Errc::invalid, values_missing, {"selection"});
            return read_item("", value, placeholders_, builder);
        }
        std::vector<std::uint32_t> terms;
        for (const auto& item : value.items) {
            const auto term = selection(item, builder);
            if (!term.ok()) return placed(term.error(), item.line);
            terms.push_back(term.value());
        }
        if (terms.empty()) return failure(Errc::invalid, values_missing, {"selection"});
        return builder.term(Term::Kind::any, std::move(terms));
    }

    Result<std::uint32_t> lines(const Yaml& map, DetectionBuilder& builder) const {
        std::vector<std::uint32_t> terms;
        for (const auto& member : map.members) {
            const auto term = read_item(member.key, member.value, placeholders_, builder);
            if (!term.ok()) return placed(term.error(), member.value.line);
            terms.push_back(term.value());
        }
        if (terms.empty()) return failure(Errc::invalid, values_missing, {"selection"});
        return builder.term(Term::Kind::all, std::move(terms));
    }

    static Result<std::uint32_t> read_conditions(const Yaml& condition,
                                                 const Selections& selections,
                                                 DetectionBuilder& builder) {
        if (condition.is_scalar()) return read_condition(condition.text, selections, builder);
        std::vector<std::uint32_t> terms;
        for (const auto& item : condition.items) {
            if (!item.is_scalar()) return failure(Errc::invalid, rule_part_not_text, {"condition"});
            terms.push_back(TRY(read_condition(item.text, selections, builder)));
        }
        if (terms.empty()) return failure(Errc::invalid, rule_part_missing, {"condition"});
        return builder.term(Term::Kind::any, std::move(terms));
    }

    const Yaml& yaml_;
    std::string_view file_;
    std::size_t lines_before_;
    const Placeholders& placeholders_;
};

Result<Rule> read_rule(const Yaml& yaml, const Document& document, RuleInfo& info) {
    TRY(document.read_info(info));
    Rule rule;
    rule.name = text_at(yaml, "name");
    rule.source = TRY(document.read_source());
    rule.detection = TRY(document.read_detection("detection"));
    rule.info = info;
    return rule;
}

Result<Filter> read_filter(const Yaml& yaml, const Document& document, RuleInfo& info) {
    TRY(document.read_info(info));
    Filter filter;
    filter.source = TRY(document.read_source());
    filter.detection = TRY(document.read_detection("filter"));
    const auto* const part = yaml.find("filter");
    filter.rules = texts_at(*part, "rules");
    if (filter.rules.empty())
        return document.placed(failure(Errc::invalid, rule_part_missing, {"filter.rules"}),
                               part->line);
    if (filter.rules == std::vector<std::string>{"any"}) filter.rules.clear();
    filter.info = info;
    return filter;
}

Result<Correlation> read_counting(const Yaml& yaml, const Document& document, RuleInfo& info) {
    TRY(document.read_info(info));
    auto read = read_correlation(yaml);
    if (!read.ok()) return document.placed(read.error(), yaml.find("correlation")->line);
    read.value().info = info;
    read.value().name = text_at(yaml, "name");
    return read;
}

std::size_t text_bytes(const Detection& detection) {
    std::size_t bytes = 0;
    for (const auto& test : detection.tests)
        bytes += test.pattern.size() + detect::text_bytes(test.glob);
    return bytes;
}
std::size_t text_bytes(const Correlation&) {
    return 0;
}
template <class T>
std::size_t text_bytes(const T& rule) {
    return text_bytes(rule.detection);
}

template <class T>
void keep(Result<T> read, std::vector<T>& all, RuleInfo info, Rules& rules) {
    if (!read.ok()) {
        rules.refused.push_back({std::move(info), read.error()});
        return;
    }
    const auto bytes = text_bytes(read.value());
    if (bytes > Rules::text_bytes_max - rules.text_bytes) {
        auto why = failure(Errc::too_large, rules_too_long,
                           {std::to_string(Rules::text_bytes_max >> 20U)});
        why.where = info.file;
        rules.refused.push_back({std::move(info), std::move(why)});
        return;
    }
    rules.text_bytes += bytes;
    all.push_back(std::move(read).value());
}

// What lies among rules in the folders of SigmaHQ and ours and is none: maps of log sources, and
// what its tests are told.
bool is_no_rule(const Yaml& yaml) {
    const auto has = [&](std::string_view key) { return yaml.find(key) != nullptr; };
    return (has("logsources") || has("regression_tests_info")) && !has("detection") &&
           !has("correlation") && !has("filter");
}

void read_document(std::string_view text, std::string_view file, std::size_t lines_before,
                   const Placeholders& placeholders, Rules& rules) {
    RuleInfo info;
    info.file = file;
    const auto yaml = parse_yaml(text, "", limits);
    if (!yaml.ok()) {
        // The reader counts from the document's first line; people count from the file's.
        auto why = yaml.error();
        std::size_t line = 0;
        for (const char letter : why.where)
            if (letter >= '0' && letter <= '9')
                line = line * 10 + static_cast<std::size_t>(letter - '0');
        why.where = place(file, line + lines_before);
        rules.refused.push_back({std::move(info), std::move(why)});
        return;
    }
    const Document document{yaml.value(), file, lines_before, placeholders};
    if (yaml.value().kind != NodeKind::mapping) {
        rules.refused.push_back(
            {std::move(info),
             document.placed(failure(Errc::invalid, rule_not_a_map, {"rule"}), 1)});
    } else if (is_no_rule(yaml.value())) {
        return;
    } else if (yaml.value().find("correlation") != nullptr) {
        auto read = read_counting(yaml.value(), document, info);
        keep(std::move(read), rules.correlations, std::move(info), rules);
    } else if (yaml.value().find("filter") != nullptr) {
        auto read = read_filter(yaml.value(), document, info);
        keep(std::move(read), rules.filters, std::move(info), rules);
    } else {
        auto read = read_rule(yaml.value(), document, info);
        keep(std::move(read), rules.rules, std::move(info), rules);
    }
}

bool is_separator(std::string_view line) {
    if (!line.starts_with(separator)) return false;
    return line.size() == separator.size() || line[separator.size()] == ' ' ||
           line[separator.size()] == '\r' || line[separator.size()] == '\t';
}

bool is_empty_document(std::string_view text) {
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        const auto first = line.find_first_not_of(" \t\r");
        if (first != std::string_view::npos && line[first] != '#' && !line.starts_with('%'))
            return false;
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return true;
}

} // namespace

void read_rules(std::string_view text, std::string_view file, const Placeholders& placeholders,
                Rules& rules) {
    std::size_t begin = 0;
    std::size_t lines_before = 0;
    std::size_t line = 0;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        const bool is_last = end == text.size();
        ++line;
        const auto read_as_far_as = [&](std::size_t stop, bool is_only) {
            const auto document = text.substr(begin, stop - begin);
            if (is_only || !is_empty_document(document))
                read_document(document, file, lines_before, placeholders, rules);
        };
        if (is_separator(text.substr(at, end - at))) {
            read_as_far_as(at, false);
            // A document may begin on the line of its separator.
            begin = at + separator.size();
            lines_before = line - 1;
        }
        if (is_last) read_as_far_as(end, begin == 0);
        at = end + 1;
    }
}

Result<Placeholders> read_placeholders(std::string_view text, std::string_view file) {
    const auto yaml = TRY(parse_yaml(text, file));
    if (yaml.kind != NodeKind::mapping)
        return at(failure(Errc::invalid, rule_not_a_map, {std::string{file}}), place(file, 1));
    Placeholders placeholders;
    for (const auto& member : yaml.members)
        placeholders.emplace(member.key, texts_at(yaml, member.key));
    return placeholders;
}

} // namespace sokuo::detect
