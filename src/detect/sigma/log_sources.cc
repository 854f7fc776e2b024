#include "detect/sigma/log_sources.h"

#include "core/yaml.h"
#include "detect/sigma/reasons.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace sokuo::detect {

namespace {

using Yaml = sokuo::Node;

constexpr std::string_view windows_log = "WinEventLog:";
constexpr std::size_t rewrites_max = 4;

std::string text_at(const Yaml& map, std::string_view key) {
    const auto* const found = map.find(key);
    return found != nullptr && found->is_scalar() ? found->text : std::string{};
}

std::vector<std::string> texts_of(const Yaml& value) {
    std::vector<std::string> texts;
    if (value.is_scalar()) texts.push_back(value.text);
    for (const auto& item : value.items)
        texts.push_back(item.text);
    return texts;
}

LogSource source_of(const Yaml& map) {
    return {text_at(map, "category"), text_at(map, "product"), text_at(map, "service")};
}

// What an entry names, the rule must name too; but a rule of no product means every product.
bool applies(const LogSource& entry, const LogSource& rule) {
    const bool names_kind = !entry.category.empty() || !entry.service.empty();
    return names_kind && (entry.category.empty() || entry.category == rule.category) &&
           (entry.service.empty() || entry.service == rule.service) &&
           (entry.product.empty() || rule.product.empty() || entry.product == rule.product);
}

// The rule's own word for a field stands; a field renamed twice goes by the last name.
void add_fields(LogKind& kind, const LogKind& more) {
    for (const auto& field : more.fields)
        kind.fields.push_back(field);
}

} // namespace

Result<LogSources> LogSources::read(std::string_view text, std::string_view file) {
    const auto yaml = TRY(parse_yaml(text, file, {.bytes_max = 4 << 20, .nodes_max = 200'000}));
    const auto* const all = yaml.find("logsources");
    if (all == nullptr || all->kind != NodeKind::mapping)
        return at(failure(Errc::invalid, rule_part_missing, {"logsources"}), place(file, 1));
    LogSources sources;
    for (const auto& [name, value] : all->members) {
        if (value.kind != NodeKind::mapping)
            return at(failure(Errc::invalid, rule_not_a_map, {name}), place(file, value.line));
        Entry entry;
        entry.source = source_of(value);
        if (const auto* const rewrite = value.find("rewrite")) {
            entry.rewritten = source_of(*rewrite);
            entry.is_rewritten = true;
        }
        if (const auto* const conditions = value.find("conditions"))
            for (const auto& [field, wanted] : conditions->members)
                entry.adds.conditions.emplace_back(field, texts_of(wanted));
        if (const auto* const fields = value.find("fieldmappings"))
            for (const auto& [field, called] : fields->members)
                entry.adds.fields.emplace_back(field, called.text);
        if (const auto* const logs = value.find("sources"))
            for (const auto& log : texts_of(*logs))
                if (log.starts_with(windows_log))
                    entry.adds.channels.push_back(log.substr(windows_log.size()));
        sources.entries_.push_back(std::move(entry));
    }
    return sources;
}

void LogSources::collect(const LogSource& source, const LogKind& so_far, std::size_t depth,
                         std::vector<LogKind>& kinds) const {
    if (depth > rewrites_max) return;
    for (const auto& entry : entries_) {
        if (!applies(entry.source, source)) continue;
        LogKind kind = so_far;
        std::ranges::copy(entry.adds.conditions, std::back_inserter(kind.conditions));
        add_fields(kind, entry.adds);
        if (!entry.adds.channels.empty()) {
            kind.channels = entry.adds.channels;
            kind.source = {{}, entry.source.product, {}};
            kinds.push_back(std::move(kind));
        } else if (entry.is_rewritten) {
            auto next = entry.rewritten;
            if (next.product.empty()) next.product = source.product;
            collect(next, kind, depth + 1, kinds);
        } else if (!entry.adds.conditions.empty()) {
            kind.source = entry.source;
            kinds.push_back(std::move(kind));
        }
    }
}

std::vector<LogKind> LogSources::kinds(const LogSource& source) const {
    std::vector<LogKind> kinds;
    collect(source, {}, 0, kinds);
    const bool is_windows = source.product == "windows";
    const bool is_whole_product = source.category.empty() && source.service.empty();
    if (!is_windows || is_whole_product) {
        LogKind own;
        own.source = source;
        kinds.push_back(std::move(own));
    }
    return kinds;
}

} // namespace sokuo::detect
