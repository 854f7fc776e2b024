#include "detect/sigma/naive.h"

#include "detect/fold.h"
#include "detect/sigma/network.h"
#include "detect/sigma/regex.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace sokuo::detect {

namespace {

using Field = PlainEvent::Field;

Value as_value(const Field& field) {
    return {0, field.is_null ? Type::null : Type::utf8, field.text};
}

bool text_fits(const Test& test, std::string_view text) {
    return test.cased ? matches(test.glob, text) : matches(test.glob, folded(text));
}

bool value_fits(const Test& test, const Field& field, std::chrono::minutes zone) {
    switch (test.kind) {
    case Test::Kind::text: return text_fits(test, field.text);
    case Test::Kind::regex: return Regex{test}.found_in(field.text);
    case Test::Kind::network: {
        const auto address = parse_address(field.text);
        const auto network = parse_network(test.pattern);
        return address && network && contains(*network, *address);
    }
    case Test::Kind::number: {
        const auto number = number_of(as_value(field));
        return number && holds(*number, test.compare, test.number);
    }
    case Test::Kind::moment: {
        const auto time = moment_of(as_value(field));
        return time && holds(part_of(*time, test.part, zone), test.compare, test.number);
    }
    case Test::Kind::absent:
    case Test::Kind::exists:
    case Test::Kind::same: return false;
    }
    return false;
}

bool same_fits(const Test& test, std::string_view one, std::string_view other) {
    const std::string left = test.cased ? std::string{one} : folded(one);
    const std::string right = test.cased ? std::string{other} : folded(other);
    if (test.starts && test.ends) return left.find(right) != std::string::npos;
    if (test.starts) return left.starts_with(right);
    if (test.ends) return left.ends_with(right);
    return left == right;
}

// The names a kind of log has for the fields of a rule.
class Evaluation {
public:
    Evaluation(const Detection& detection, const LogKind& kind, const PlainEvent& event,
               std::chrono::minutes zone)
        : detection_{detection}, kind_{kind}, event_{event}, zone_{zone} {}

    [[nodiscard]] bool holds_term(std::uint32_t at) const {
        const auto& term = detection_.terms[at];
        const auto holds_child = [this](std::uint32_t child) { return holds_term(child); };
        switch (term.kind) {
        case Term::Kind::test: return holds_test(detection_.tests[term.test]);
        case Term::Kind::all: return std::ranges::all_of(term.children, holds_child);
        case Term::Kind::any: return std::ranges::any_of(term.children, holds_child);
        case Term::Kind::none: return std::ranges::none_of(term.children, holds_child);
        }
        return false;
    }

private:
    [[nodiscard]] std::string called(std::string_view field) const {
        std::string name{field};
        for (const auto& [rule, log] : kind_.fields)
            if (rule == field) name = log;
        std::erase(name, ' ');
        return name;
    }

    [[nodiscard]] bool holds_test(const Test& test) const {
        if (test.field.empty()) return holds_word(test);
        const auto name = called(test.field);
        const auto is_named = [&](const Field& field) { return field.name == name; };
        if (test.kind == Test::Kind::exists)
            return std::ranges::any_of(event_.fields, is_named) == (test.pattern == "true");
        if (test.kind == Test::Kind::absent)
            return std::ranges::all_of(event_.fields, [&](const Field& field) {
                return field.name != name || field.is_null;
            });
        if (test.kind == Test::Kind::same) return holds_same(test, name);
        return std::ranges::any_of(event_.fields, [&](const Field& field) {
            return field.name == name && value_fits(test, field, zone_);
        });
    }

    [[nodiscard]] bool holds_same(const Test& test, std::string_view name) const {
        const auto other = called(test.pattern);
        for (const auto& left : event_.fields)
            for (const auto& right : event_.fields)
                if (left.name == name && right.name == other &&
                    same_fits(test, left.text, right.text))
                    return true;
        return false;
    }

    // Words of no field: in any value, or in the line as it was written.
    [[nodiscard]] bool holds_word(const Test& test) const {
        const Field line{{}, event_.line, false};
        if (!event_.line.empty() && value_fits(test, line, zone_)) return true;
        return std::ranges::any_of(
            event_.fields, [&](const Field& field) { return value_fits(test, field, zone_); });
    }

    const Detection& detection_;
    const LogKind& kind_;
    const PlainEvent& event_;
    std::chrono::minutes zone_;
};

bool has_value(const PlainEvent& event, std::string_view field,
               const std::vector<std::string>& wanted) {
    return std::ranges::any_of(event.fields, [&](const Field& each) {
        return each.name == field && std::ranges::any_of(wanted, [&](const std::string& text) {
                   return folded(text) == folded(each.text);
               });
    });
}

bool contains_text(const std::vector<std::string>& texts, const std::string& text) {
    return std::ranges::find(texts, text) != texts.end();
}

} // namespace

double part_of(Time time, TimePart part, std::chrono::minutes zone) {
    using namespace std::chrono;
    const auto local = time + zone;
    const auto day = floor<days>(local);
    const year_month_day date{day};
    const hh_mm_ss clock{floor<minutes>(local - day)};
    switch (part) {
    case TimePart::minute: return static_cast<double>(clock.minutes().count());
    case TimePart::hour: return static_cast<double>(clock.hours().count());
    case TimePart::day: return static_cast<unsigned>(date.day());
    case TimePart::month: return static_cast<unsigned>(date.month());
    case TimePart::year: return static_cast<int>(date.year());
    case TimePart::week: {
        // The week a day is in is that of its Thursday.
        const auto thursday = day - (weekday{day} - Monday) + days{3};
        const year_month_day there{thursday};
        const auto first = sys_days{there.year() / January / 1};
        return static_cast<double>((thursday - first).count() / 7 + 1);
    }
    }
    return 0;
}

PlainEvent plain(const Event& event, const Names& names) {
    PlainEvent out;
    std::string room;
    for (const auto& value : event.values)
        out.fields.push_back({std::string{names.name(value.field)},
                              std::string{text_of(value, room)}, value.type == Type::null});
    out.line = event.line;
    out.source = *event.source;
    return out;
}

bool is_from(const Source& source, const LogSource& wanted) {
    return (wanted.product.empty() || wanted.product == source.product) &&
           (wanted.category.empty() || contains_text(source.categories, wanted.category)) &&
           (wanted.service.empty() || contains_text(source.services, wanted.service));
}

bool fits(const Detection& detection, const PlainEvent& event, std::chrono::minutes zone) {
    return Evaluation{detection, {}, event, zone}.holds_term(detection.root);
}

bool fits(const Detection& detection, const LogKind& kind, const PlainEvent& event,
          std::chrono::minutes zone) {
    if (!is_from(event.source, kind.source)) return false;
    if (!kind.channels.empty() && !has_value(event, "Channel", kind.channels)) return false;
    for (const auto& [field, wanted] : kind.conditions)
        if (!has_value(event, field, wanted)) return false;
    return Evaluation{detection, kind, event, zone}.holds_term(detection.root);
}

} // namespace sokuo::detect
