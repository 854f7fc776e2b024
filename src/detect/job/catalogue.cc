#include "detect/job/catalogue.h"

#include "core/sha256.h"
#include "detect/job/messages.h"
#include "detect/job/records.h"

#include <algorithm>
#include <utility>

namespace sokuo::detect::job {
namespace {

constexpr std::size_t text_bytes_max = 4'000;
constexpr std::size_t list_max = 100;
constexpr std::size_t names_max = 1'000;

Error lied() {
    return failure(Errc::invalid, not_an_outcome);
}

Json list_of(const std::vector<std::string>& texts, std::size_t count_max) {
    auto list = Json::array();
    for (const auto& text : texts)
        if (list.items().size() < count_max) list.push(within(text, text_bytes_max));
    return list;
}

std::vector<std::string> list_from(const Json& json) {
    std::vector<std::string> list;
    for (const auto& item : json.items())
        list.emplace_back(item.text_or(""));
    return list;
}

Json to_json(const RuleInfo& info) {
    const auto text = [](const std::string& value) { return within(value, text_bytes_max); };
    return Json::object({{"id", text(info.id)},
                         {"title", text(info.title)},
                         {"author", text(info.author)},
                         {"license", text(info.license)},
                         {"description", text(info.description)},
                         {"title_ja", text(info.title_ja)},
                         {"description_ja", text(info.description_ja)},
                         {"status", text(info.status)},
                         {"date", text(info.date)},
                         {"level", static_cast<int>(info.level)},
                         {"tags", list_of(info.tags, list_max)},
                         {"references", list_of(info.references, list_max)},
                         {"false_positives", list_of(info.false_positives, list_max)},
                         {"file", text(info.file)}});
}

Result<RuleInfo> info_from(const Json& json) {
    const auto text = [&](std::string_view key) { return std::string{json[key].text_or("")}; };
    const auto level = json["level"].integer_or(-1);
    if (level < 0 || level > static_cast<int>(Level::critical)) return lied();
    return RuleInfo{.id = text("id"),
                    .title = text("title"),
                    .author = text("author"),
                    .license = text("license"),
                    .description = text("description"),
                    .title_ja = text("title_ja"),
                    .description_ja = text("description_ja"),
                    .status = text("status"),
                    .date = text("date"),
                    .level = static_cast<Level>(level),
                    .tags = list_from(json["tags"]),
                    .references = list_from(json["references"]),
                    .false_positives = list_from(json["false_positives"]),
                    .file = text("file")};
}

// An alias of a rule and its field, flat: the name, then rule and field by turns.
Json to_json(const Alias& alias) {
    auto list = Json::array();
    list.push(within(alias.name, text_bytes_max));
    for (const auto& [rule, field] : alias.fields) {
        if (list.items().size() > 2 * list_max) break;
        list.push(within(rule, text_bytes_max));
        list.push(within(field, text_bytes_max));
    }
    return list;
}

Result<Alias> alias_from(const Json& json) {
    const auto texts = list_from(json);
    if (texts.size() % 2 == 0) return lied();
    Alias alias{.name = texts.front()};
    for (std::size_t at = 1; at < texts.size(); at += 2)
        alias.fields.emplace_back(texts[at], texts[at + 1]);
    return alias;
}

// What counting needs of a correlation. Its aliases are needed once more where it counts others.
Json to_json(const Correlation& correlation) {
    auto aliases = Json::array();
    for (const auto& alias : correlation.aliases)
        if (aliases.items().size() < list_max) aliases.push(to_json(alias));
    auto bounds = Json::array();
    for (const auto& bound : correlation.bounds)
        bounds.push(
            Json::object({{"compare", static_cast<int>(bound.compare)}, {"number", bound.number}}));
    return Json::object({{"info", to_json(correlation.info)},
                         {"name", correlation.name},
                         {"type", static_cast<int>(correlation.type)},
                         {"rules", list_of(correlation.rules, names_max)},
                         {"group_by", list_of(correlation.group_by, names_max)},
                         {"seconds", static_cast<std::int64_t>(correlation.timespan.count())},
                         {"bounds", std::move(bounds)},
                         {"aliases", std::move(aliases)},
                         {"fields", list_of(correlation.fields, names_max)},
                         {"percentile", correlation.percentile},
                         {"generate", correlation.generate}});
}

double number_from(const Json& json) {
    if (const auto* real = json.real()) return *real;
    return static_cast<double>(json.integer_or(0));
}

Result<Correlation> correlation_from(const Json& json) {
    const auto type = json["type"].integer_or(-1);
    if (type < 0 || type > static_cast<int>(CorrelationType::value_median)) return lied();
    Correlation correlation;
    correlation.info = TRY(info_from(json["info"]));
    correlation.name = json["name"].text_or("");
    correlation.type = static_cast<CorrelationType>(type);
    correlation.rules = list_from(json["rules"]);
    correlation.group_by = list_from(json["group_by"]);
    correlation.timespan = std::chrono::seconds{json["seconds"].integer_or(0)};
    for (const auto& bound : json["bounds"].items()) {
        const auto compare = bound["compare"].integer_or(-1);
        if (compare < 0 || compare > static_cast<int>(Compare::at_least)) return lied();
        correlation.bounds.push_back({static_cast<Compare>(compare), number_from(bound["number"])});
    }
    for (const auto& each : json["aliases"].items()) {
        auto alias = TRY(alias_from(each));
        correlation.aliases.push_back(std::move(alias));
    }
    correlation.fields = list_from(json["fields"]);
    correlation.percentile = number_from(json["percentile"]);
    correlation.generate = json["generate"].boolean_or(false);
    return correlation;
}

Unusable unusable_from(const Json& json) {
    const auto text = [&](std::string_view key) { return std::string{json[key].text_or("")}; };
    return {.file = text("file"),
            .title = text("title"),
            .where = text("where"),
            .ja = text("ja"),
            .en = text("en")};
}

void put(const Put& to, std::uint16_t kind, const Json& json) {
    const auto text = to_text(json);
    to(kind, as_bytes(text));
}

} // namespace

std::string fingerprint_of(const Program& program) {
    Sha256 hash;
    const auto add = [&](const RuleInfo& info, const std::string& name) {
        for (const auto* text : {&info.id, &info.title, &info.file, &info.date, &name})
            hash.update(as_bytes(*text + '\0'));
        hash.update(as_bytes(to_string(info.level)));
    };
    for (const auto& rule : program.rules)
        add(rule.info, rule.name);
    for (const auto& correlation : program.counting.correlations) {
        add(correlation.info, correlation.name);
        hash.update(as_bytes(to_text(to_json(correlation))));
    }
    const auto sum = hash.finish();
    return to_hex(sum);
}

void tell_catalogue(const Program& program, const std::string& fingerprint, const Put& to) {
    to(about_record, as_bytes(fingerprint));
    for (const auto& rule : program.rules)
        put(to, rule_record, to_json(rule.info).set("name", within(rule.name, text_bytes_max)));
    for (const auto& correlation : program.counting.correlations)
        put(to, correlation_record, to_json(correlation));
    std::size_t count = 0;
    for (const auto& refused : program.refused) {
        if (count++ == unusable_max) break;
        const auto words = [&](Language language) {
            return within(render(*refused.why.message, refused.why.args, language), text_bytes_max);
        };
        put(to, refused_record,
            Json::object({{"file", within(refused.info.file, text_bytes_max)},
                          {"title", within(refused.info.title, text_bytes_max)},
                          {"where", within(refused.why.where, text_bytes_max)},
                          {"ja", words(Language::ja)},
                          {"en", words(Language::en)}}));
    }
    put(to, end_record, Json::object({{"refused", program.refused.size()}}));
}

void tell_trouble(const Error& why, const Put& to) {
    const auto text = describe(why);
    to(trouble_record, as_bytes(within(text, text_bytes_max)));
}

Result<Catalogue> read_catalogue(std::span<const Piece> pieces) {
    if (pieces.empty()) return lied();
    if (pieces.front().kind == trouble_record)
        return failure(Errc::invalid, no_rules, {std::string{as_text(pieces.front().body)}});
    Catalogue catalogue;
    std::vector<Rule> rules;
    std::vector<Correlation> correlations;
    bool is_ended = false;
    if (pieces.front().kind != about_record || pieces.size() > rules_max + unusable_max)
        return lied();
    catalogue.fingerprint = as_text(pieces.front().body);
    for (const auto& piece : pieces.subspan(1)) {
        const auto json = parse_json(as_text(piece.body), {.bytes_max = end_bytes_max});
        if (!json.ok() || is_ended) return lied();
        if (piece.kind == rule_record) {
            Rule rule;
            rule.info = TRY(info_from(json.value()));
            rule.name = json.value()["name"].text_or("");
            rules.push_back(std::move(rule));
        } else if (piece.kind == correlation_record) {
            auto correlation = TRY(correlation_from(json.value()));
            correlations.push_back(std::move(correlation));
        } else if (piece.kind == refused_record) {
            catalogue.unusable.push_back(unusable_from(json.value()));
        } else if (piece.kind == end_record) {
            catalogue.unusable_count =
                static_cast<std::size_t>(json.value()["refused"].integer_or(0));
            is_ended = true;
        } else {
            return lied();
        }
    }
    const auto count = correlations.size();
    catalogue.plan = plan_counting(std::move(correlations), rules);
    if (!is_ended || catalogue.plan.correlations.size() != count) return lied();
    for (auto& rule : rules)
        catalogue.rules.push_back(std::move(rule.info));
    for (const auto& correlation : catalogue.plan.correlations)
        catalogue.rules.push_back(correlation.info);
    return catalogue;
}

} // namespace sokuo::detect::job
