#include "app/replay/expect.h"

#include "core/time.h"

#include <algorithm>
#include <charconv>
#include <compare>
#include <utility>

namespace sokuo::app::replay {
namespace {

constexpr Message bad_path{"replay.bad_path",
                           "「{0}」は場所として読めません。clocks[key=x].due_on のように書きます。",
                           "“{0}” is no path. Write one like clocks[key=x].due_on."};

constexpr std::size_t shown_bytes_max = 300;

Result<Segment> parse_bracket(std::string_view inside, std::string_view whole) {
    if (inside == "*") return Segment{.kind = Segment::Kind::each, .name = {}, .value = {}};
    const auto mark = inside.find_first_of("=~");
    if (mark != std::string_view::npos && mark > 0) {
        const auto kind = inside[mark] == '=' ? Segment::Kind::equals : Segment::Kind::contains;
        return Segment{.kind = kind,
                       .name = std::string{inside.substr(0, mark)},
                       .value = std::string{inside.substr(mark + 1)}};
    }
    Segment segment{.kind = Segment::Kind::index, .name = {}, .value = {}};
    const auto* end = inside.data() + inside.size();
    const auto parsed = std::from_chars(inside.data(), end, segment.index);
    if (inside.empty() || parsed.ec != std::errc{} || parsed.ptr != end)
        return failure(Errc::invalid, bad_path, {std::string{whole}});
    return segment;
}

// A filter's value is written without quotes: `[seq=3]` finds the number, `[main=true]` the claim.
std::string plain(const Json& value) {
    if (const auto* text = value.text()) return *text;
    return sokuo::to_text(value);
}

bool matches(const Json& item, const Segment& filter) {
    const auto* member = item.find(filter.name);
    if (member == nullptr) return false;
    if (filter.kind == Segment::Kind::equals) return plain(*member) == filter.value;
    return plain(*member).find(filter.value) != std::string::npos;
}

void collect(const Json& here, std::span<const Segment> path, Json::Array& found) {
    if (path.empty()) {
        found.push_back(here);
        return;
    }
    const auto& segment = path.front();
    const auto rest = path.subspan(1);
    switch (segment.kind) {
    case Segment::Kind::member:
        if (const auto* member = here.find(segment.name)) collect(*member, rest, found);
        return;
    case Segment::Kind::index:
        if (segment.index < here.items().size()) collect(here.items()[segment.index], rest, found);
        return;
    case Segment::Kind::equals:
    case Segment::Kind::contains: {
        const auto item = std::ranges::find_if(
            here.items(), [&](const Json& each) { return matches(each, segment); });
        if (item != here.items().end()) collect(*item, rest, found);
        return;
    }
    case Segment::Kind::each:
        for (const auto& item : here.items())
            collect(item, rest, found);
        return;
    }
}

// Nothing: the two cannot be compared.
std::partial_ordering compare(const Json& left, const Json& right) {
    if (left.integer() != nullptr && right.integer() != nullptr)
        return *left.integer() <=> *right.integer();
    if (left.text() == nullptr || right.text() == nullptr)
        return left == right ? std::partial_ordering::equivalent : std::partial_ordering::unordered;
    const auto one = parse_rfc3339(*left.text());
    const auto other = parse_rfc3339(*right.text());
    if (one.ok() && other.ok()) return one.value() <=> other.value();
    return *left.text() <=> *right.text();
}

bool same(const Json& left, const Json& right) {
    return left == right || compare(left, right) == std::partial_ordering::equivalent;
}

bool contains(const Json& found, const Json& wanted) {
    if (found.text() != nullptr && wanted.text() != nullptr)
        return found.text()->find(*wanted.text()) != std::string::npos;
    return std::ranges::any_of(found.items(), [&](const Json& item) { return same(item, wanted); });
}

bool is_sorted(const Json::Array& items, bool ascending) {
    for (std::size_t at = 1; at < items.size(); ++at) {
        const auto order = compare(items[at - 1], items[at]);
        const bool in_order = ascending ? std::is_lteq(order) : std::is_gteq(order);
        if (!in_order) return false;
    }
    return true;
}

bool holds_sequence(const Json::Array& items, const Json::Array& wanted) {
    auto next = items.begin();
    for (const auto& fragment : wanted) {
        next = std::find_if(next, items.end(),
                            [&](const Json& item) { return contains(item, fragment); });
        if (next == items.end()) return false;
        ++next;
    }
    return true;
}

bool is_there(const std::optional<Json>& found) {
    return found && !found->is_null();
}

} // namespace

Result<Path> parse_path(std::string_view text) {
    Path path;
    auto rest = text;
    while (!rest.empty()) {
        if (rest.front() == '[') {
            const auto end = rest.find(']');
            if (end == std::string_view::npos)
                return failure(Errc::invalid, bad_path, {std::string{text}});
            path.push_back(TRY(parse_bracket(rest.substr(1, end - 1), text)));
            rest.remove_prefix(end + 1);
            continue;
        }
        if (rest.front() == '.' && !path.empty()) rest.remove_prefix(1);
        const auto name = rest.substr(0, rest.find_first_of(".["));
        if (name.empty()) return failure(Errc::invalid, bad_path, {std::string{text}});
        path.push_back(
            {.kind = Segment::Kind::member, .name = std::string{name}, .value = {}, .index = 0});
        rest.remove_prefix(name.size());
    }
    if (path.empty()) return failure(Errc::invalid, bad_path, {std::string{text}});
    return path;
}

std::optional<Json> find(const Json& root, const Path& path) {
    Json::Array found;
    collect(root, path, found);
    const bool is_many = std::ranges::find(path, Segment::Kind::each, &Segment::kind) != path.end();
    if (is_many) return Json{std::move(found)};
    if (found.empty()) return {};
    return std::move(found.front());
}

bool holds(const Check& check, const std::optional<Json>& found) {
    if (check.op == Operator::exists) return is_there(found) == check.value.boolean_or(true);
    if (!found) return false;
    switch (check.op) {
    case Operator::equals: return same(*found, check.value);
    case Operator::is_not: return !same(*found, check.value);
    case Operator::among:
        return std::ranges::any_of(check.value.items(),
                                   [&](const Json& item) { return same(*found, item); });
    case Operator::exists: return false;
    case Operator::count:
        return found->array_items() != nullptr &&
               static_cast<std::int64_t>(found->items().size()) == check.value.integer_or(-1);
    case Operator::contains: return contains(*found, check.value);
    case Operator::at_least: return std::is_gteq(compare(*found, check.value));
    case Operator::at_most: return std::is_lteq(compare(*found, check.value));
    case Operator::sorted:
        return found->array_items() != nullptr &&
               is_sorted(found->items(), check.value.text_or("") == "ascending");
    case Operator::sequence: return holds_sequence(found->items(), check.value.items());
    }
    return false;
}

std::string to_text(const Check& check) {
    auto value = sokuo::to_text(check.value);
    if (check.op == Operator::equals) return value;
    return std::string{operator_names.at(static_cast<std::size_t>(check.op))} + " " + value;
}

std::string to_text(const std::optional<Json>& found) {
    if (!found) return "（なし / nothing）";
    auto text = sokuo::to_text(*found);
    if (text.size() <= shown_bytes_max) return text;
    std::size_t end = shown_bytes_max;
    // Not in the middle of a character.
    while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    text.resize(end);
    return text + "…";
}

} // namespace sokuo::app::replay
