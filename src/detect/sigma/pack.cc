#include "detect/sigma/cache.h"

#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

namespace sokuo::detect {

namespace {

// More of anything is no rule set but damage.
constexpr std::uint32_t count_max = 50'000'000;

// One list of members for both ways: a member that is written is read.
class Writer {
public:
    std::string out;

    template <class T>
    bool number(T& value) {
        out.append(static_cast<const char*>(static_cast<const void*>(&value)), sizeof(T));
        return true;
    }
    bool text(std::string& value) {
        auto size = static_cast<std::uint32_t>(value.size());
        number(size);
        out += value;
        return true;
    }
    template <class T, class Each>
    bool list(std::vector<T>& values, Each&& each) {
        auto size = static_cast<std::uint32_t>(values.size());
        number(size);
        for (auto& value : values)
            each(value);
        return true;
    }
};

class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_{bytes} {}

    template <class T>
    bool number(T& value) {
        if (rest_.size() < sizeof(T)) return is_good_ = false;
        std::memcpy(&value, rest_.data(), sizeof(T));
        rest_.remove_prefix(sizeof(T));
        return true;
    }
    bool text(std::string& value) {
        std::uint32_t size = 0;
        if (!number(size) || size > rest_.size()) return is_good_ = false;
        value = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return true;
    }
    template <class T, class Each>
    bool list(std::vector<T>& values, Each&& each) {
        std::uint32_t size = 0;
        // Each element takes a byte at least.
        if (!number(size) || size > rest_.size() || size > count_max) return is_good_ = false;
        values.resize(size);
        for (auto& value : values) {
            each(value);
            if (!is_good_) return false;
        }
        return true;
    }
    [[nodiscard]] bool is_whole() const { return is_good_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool is_good_ = true;
};

template <class Way>
void texts(Way& way, std::vector<std::string>& values) {
    way.list(values, [&](std::string& value) { way.text(value); });
}

template <class Way>
void info(Way& way, RuleInfo& info) {
    for (auto* const text :
         {&info.id, &info.title, &info.author, &info.license, &info.description, &info.status,
          &info.date, &info.file, &info.title_ja, &info.description_ja})
        way.text(*text);
    way.number(info.level);
    texts(way, info.tags);
    texts(way, info.references);
    texts(way, info.false_positives);
}

template <class Way>
void source(Way& way, LogSource& source) {
    way.text(source.category);
    way.text(source.product);
    way.text(source.service);
}

template <class Way>
void test(Way& way, Test& test) {
    way.text(test.field);
    way.number(test.kind);
    way.list(test.glob.pieces, [&](Glob::Piece& piece) {
        way.number(piece.kind);
        way.text(piece.text);
    });
    for (auto* const flag :
         {&test.cased, &test.starts, &test.ends, &test.any_case, &test.many_lines, &test.dot_all})
        way.number(*flag);
    way.number(test.compare);
    way.number(test.part);
    way.number(test.number);
    way.text(test.pattern);
}

template <class Way>
void detection(Way& way, Detection& detection) {
    way.list(detection.tests, [&](Test& each) { test(way, each); });
    way.list(detection.terms, [&](Term& term) {
        way.number(term.kind);
        way.number(term.test);
        way.list(term.children, [&](std::uint32_t& child) { way.number(child); });
    });
    way.number(detection.root);
}

template <class Way>
void correlation(Way& way, Correlation& each) {
    info(way, each.info);
    way.text(each.name);
    way.number(each.type);
    texts(way, each.rules);
    texts(way, each.group_by);
    way.list(each.aliases, [&](Alias& alias) {
        way.text(alias.name);
        way.list(alias.fields, [&](std::pair<std::string, std::string>& field) {
            way.text(field.first);
            way.text(field.second);
        });
    });
    auto seconds = each.timespan.count();
    way.number(seconds);
    each.timespan = std::chrono::seconds{seconds};
    way.list(each.bounds, [&](Bound& bound) {
        way.number(bound.compare);
        way.number(bound.number);
    });
    texts(way, each.fields);
    way.number(each.percentile);
    way.number(each.generate);
}

template <class Way>
void all(Way& way, Rules& rules) {
    way.list(rules.rules, [&](Rule& rule) {
        info(way, rule.info);
        way.text(rule.name);
        source(way, rule.source);
        detection(way, rule.detection);
    });
    way.list(rules.filters, [&](Filter& filter) {
        info(way, filter.info);
        source(way, filter.source);
        texts(way, filter.rules);
        detection(way, filter.detection);
    });
    way.list(rules.correlations, [&](Correlation& each) { correlation(way, each); });
}

// Children stand before their parents, and tests where terms say.
bool is_sound(const Detection& detection) {
    for (std::uint32_t at = 0; at < detection.terms.size(); ++at) {
        const auto& term = detection.terms[at];
        if (term.kind > Term::Kind::none) return false;
        if (term.kind == Term::Kind::test && term.test >= detection.tests.size()) return false;
        if (term.kind == Term::Kind::none && term.children.size() != 1) return false;
        for (const auto child : term.children)
            if (child >= at) return false;
    }
    return detection.root < detection.terms.size();
}

bool is_sound(const Rules& rules) {
    for (const auto& rule : rules.rules)
        if (!is_sound(rule.detection) || rule.info.level > Level::critical) return false;
    for (const auto& filter : rules.filters)
        if (!is_sound(filter.detection)) return false;
    return true;
}

} // namespace

std::string pack_rules(const Rules& rules) {
    Writer writer;
    // One list of members serves both ways; writing changes nothing.
    auto copy = rules;
    all(writer, copy);
    return std::move(writer.out);
}

std::optional<Rules> unpack_rules(std::string_view bytes) {
    Reader reader{bytes};
    Rules rules;
    all(reader, rules);
    if (!reader.is_whole() || !is_sound(rules)) return std::nullopt;
    return rules;
}

} // namespace sokuo::detect
