#include "detect/report/why.h"

#include "detect/report/visible.h"
#include "detect/report/words.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace sokuo::detect::report {

namespace {

constexpr std::string_view holds_mark = "✓ ";
constexpr std::string_view fails_mark = "✗ ";
constexpr std::size_t values_shown = 3;
constexpr std::size_t depth_max = 64;

constexpr Message all_of{"why.all", "次のすべて", "all of"};
constexpr Message any_of{"why.any", "次のどれか", "any of"};
constexpr Message none_of{"why.none", "次でない", "none of"};
constexpr Message more_of_them{"why.more", "同じ結果のもの、ほか {0} 件",
                               "and {0} more like these"};
constexpr Message no_such_field{"why.no_field", "（{0} という項目はありません）",
                                "(there is no {0})"};
constexpr Message nothing_there{"why.null", "（値なし）", "(no value)"};
constexpr Message is_of_kind{"why.kind", "ルールが見る種類の記録です：{0}",
                             "An event of the kind the rule looks at: {0}"};
constexpr Message is_not_of_kind{"why.not_kind", "ルールが見る種類の記録ではありません：{0}",
                                 "No event of the kind the rule looks at: {0}"};
constexpr Message no_kind{"why.no_kind", "この種類のログ（{0}）の読み方がありません。",
                          "No log of this kind ({0}) is known."};
constexpr Message the_filter{"why.filter", "フィルター「{0}」（合うと、ルールは鳴りません）：",
                             "The filter “{0}” (where it fits, the rule does not):"};

std::string source_text(const LogSource& source) {
    std::string text;
    const auto add = [&](std::string_view name, const std::string& value) {
        if (value.empty()) return;
        text.append(text.empty() ? "" : ", ").append(name).append("=").append(value);
    };
    add("product", source.product);
    add("category", source.category);
    add("service", source.service);
    return text;
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const auto& text : texts)
        all.append(all.empty() ? "" : " / ").append(text);
    return all;
}

std::string kind_text(const LogKind& kind) {
    auto text = source_text(kind.source);
    const auto add = [&](std::string_view name, const std::string& value) {
        text.append(text.empty() ? "" : ", ").append(name).append("=").append(value);
    };
    if (!kind.channels.empty()) add("Channel", joined(kind.channels));
    for (const auto& [field, values] : kind.conditions)
        add(field, joined(values));
    return text;
}

std::string_view sign_of(Compare compare) {
    switch (compare) {
    case Compare::equal: return "=";
    case Compare::not_equal: return "≠";
    case Compare::less: return "<";
    case Compare::at_most: return "≤";
    case Compare::greater: return ">";
    case Compare::at_least: return "≥";
    }
    return {};
}

std::string_view part_name(TimePart part) {
    switch (part) {
    case TimePart::minute: return "minute";
    case TimePart::hour: return "hour";
    case TimePart::day: return "day";
    case TimePart::week: return "week";
    case TimePart::month: return "month";
    case TimePart::year: return "year";
    }
    return {};
}

std::string number_text(double number) {
    auto text = std::to_string(number);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

std::string name_of_same(const Test& test) {
    std::string text = "fieldref";
    if (test.starts && test.ends) return text + "|contains";
    if (test.starts) return text + "|startswith";
    return test.ends ? text + "|endswith" : text;
}

// Whether a filter is for a rule (specification, "Sigma Filters").
bool is_for(const Filter& filter, const Rule& rule) {
    const auto agree = [](const std::string& wanted, const std::string& own) {
        return wanted.empty() || wanted == own;
    };
    const auto names = [&](const std::string& name) {
        return !name.empty() && std::ranges::find(filter.rules, name) != filter.rules.end();
    };
    return agree(filter.source.product, rule.source.product) &&
           agree(filter.source.category, rule.source.category) &&
           agree(filter.source.service, rule.source.service) &&
           (filter.rules.empty() || names(rule.info.id) || names(rule.name));
}

class Tree {
public:
    Tree(Detection detection, const LogKind& kind, const PlainEvent& event, const WhyLook& look,
         std::string& out)
        : detection_{std::move(detection)}, kind_{kind}, event_{event}, look_{look}, out_{out} {
        names_only_.fields = kind.fields;
    }

    bool holds() { return holds(detection_.root); }

    void show() { show(detection_.root, 1); }

private:
    bool holds(std::uint32_t term) {
        const auto root = std::exchange(detection_.root, term);
        const bool does = fits(detection_, names_only_, event_, look_.zone);
        detection_.root = root;
        return does;
    }

    void line(std::size_t depth, bool does, std::string_view text) {
        out_.append(depth * 2, ' ').append(does ? holds_mark : fails_mark).append(text) += '\n';
    }

    void show(std::uint32_t at, std::size_t depth) {
        const bool does = holds(at);
        const auto& term = detection_.terms[at];
        if (term.kind == Term::Kind::test)
            return show_test(detection_.tests[term.test], depth, does);
        if (term.children.size() == 1 && term.kind != Term::Kind::none)
            return show(term.children.front(), depth);
        const auto& message = term.kind == Term::Kind::all   ? all_of
                              : term.kind == Term::Kind::any ? any_of
                                                             : none_of;
        line(depth, does, say(message, look_.language));
        if (depth < depth_max) show_children(term, depth + 1);
    }

    // Those that decide are shown whole; of the others some.
    void show_children(const Term& term, std::size_t depth) {
        const bool decides = term.kind != Term::Kind::all; // a child that holds
        std::size_t others = 0;
        for (const auto child : term.children) {
            if (holds(child) != decides && ++others > look_.same_shown &&
                term.children.size() > 2 * look_.same_shown)
                continue;
            show_child(term, child, depth);
        }
        if (others > look_.same_shown && term.children.size() > 2 * look_.same_shown)
            line(depth, !decides,
                 say(more_of_them, look_.language, {grouped(others - look_.same_shown)}));
    }

    // A list in a list of the same kind needs no head of its own.
    void show_child(const Term& term, std::uint32_t child, std::size_t depth) {
        const auto& inner = detection_.terms[child];
        if (inner.kind == term.kind && term.kind != Term::Kind::none && depth < depth_max)
            return show_children(inner, depth);
        show(child, depth);
    }

    void show_test(const Test& test, std::size_t depth, bool does) {
        line(depth, does, test_text(test));
        if (test.field.empty()) return;
        show_values(test.field, depth);
        if (test.kind == Test::Kind::same) show_values(test.pattern, depth);
    }

    void show_values(std::string_view field, std::size_t depth) {
        std::string name{field};
        for (const auto& [rule, log] : kind_.fields)
            if (rule == field) name = log;
        std::erase(name, ' ');
        std::size_t shown = 0;
        for (const auto& value : event_.fields) {
            if (value.name != name || ++shown > values_shown) continue;
            out_.append(depth * 2 + 4, ' ').append(visible(name)).append(" = ");
            out_ += value.is_null ? say(nothing_there, look_.language)
                                  : cut(value.text, look_.value_columns);
            out_ += '\n';
        }
        if (shown == 0)
            out_.append(depth * 2 + 4, ' ')
                .append(visible(say(no_such_field, look_.language, {name}))) += '\n';
    }

    Detection detection_;
    const LogKind& kind_;
    LogKind names_only_;
    const PlainEvent& event_;
    const WhyLook& look_;
    std::string& out_;
};

bool is_of(const LogKind& kind, const PlainEvent& event) {
    // A detection that holds for every event: only the kind decides.
    Detection every;
    every.terms.push_back({.kind = Term::Kind::all});
    return fits(every, kind, event, {});
}

} // namespace

std::string test_text(const Test& test) {
    std::string text = test.field;
    const auto with = [&](std::string_view modifier, std::string_view value) {
        text.append("|").append(modifier).append(": ").append(value);
    };
    switch (test.kind) {
    case Test::Kind::text:
        text.append(test.cased ? "|cased" : "").append(text.empty() ? "" : ": ");
        text += to_string(test.glob);
        break;
    case Test::Kind::regex: with("re", test.pattern); break;
    case Test::Kind::network: with("cidr", test.pattern); break;
    case Test::Kind::number:
        text.append(" ").append(sign_of(test.compare)).append(" ").append(number_text(test.number));
        break;
    case Test::Kind::moment:
        text.append("|").append(part_name(test.part)).append(" ").append(sign_of(test.compare));
        text.append(" ").append(number_text(test.number));
        break;
    case Test::Kind::absent: text += ": null"; break;
    case Test::Kind::exists: with("exists", test.pattern); break;
    case Test::Kind::same: with(name_of_same(test), test.pattern); break;
    }
    return visible(text);
}

bool append_why(const Rule& rule, std::span<const Filter> filters, const LogSources& sources,
                const PlainEvent& event, const WhyLook& look, std::string& out) {
    const auto kinds = sources.kinds(rule.source);
    if (kinds.empty()) {
        out.append("  ").append(visible(say(no_kind, look.language, {source_text(rule.source)}))) +=
            '\n';
        return false;
    }
    bool does_fit = false;
    const bool is_any = std::ranges::any_of(kinds, [&](auto& kind) { return is_of(kind, event); });
    for (const auto& kind : kinds) {
        const bool is_it = is_of(kind, event);
        const auto& message = is_it ? is_of_kind : is_not_of_kind;
        out.append(is_it ? holds_mark : fails_mark)
            .append(visible(say(message, look.language, {kind_text(kind)}))) += '\n';
        // Of kinds that are not this event's, the first is as good as any.
        if (!is_it && (is_any || &kind != &kinds.front())) continue;
        Tree tree{rule.detection, kind, event, look, out};
        tree.show();
        bool fits_here = is_it && tree.holds();
        for (const auto& filter : filters) {
            if (!is_for(filter, rule)) continue;
            out.append(visible(say(the_filter, look.language, {filter.info.title}))) += '\n';
            Tree against{filter.detection, kind, event, look, out};
            against.show();
            fits_here = fits_here && !against.holds();
        }
        does_fit = does_fit || fits_here;
    }
    return does_fit;
}

} // namespace sokuo::detect::report
