#pragma once

// What must be true of an answer: a path into its JSON and what has to stand there. Pure.
//
//     in_hours                                    a member
//     clocks[key=ppc_preliminary].span_from       of the first item whose key is that
//     items[text~転送].recorded_at                of the first item whose text contains that
//     reports[0].number                           the first, counted from 0
//     items[*].occurred_at                        of every item, as a list
//
// Two texts that are both RFC 3339 times are compared as moments, so a file may write +09:00.

#include "core/json.h"
#include "core/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::app::replay {

/// One step into a JSON value.
struct Segment {
    enum class Kind : std::uint8_t { member, index, equals, contains, each };
    Kind kind = Kind::member;
    std::string name;      ///< Of the member; in a filter, of the item's member.
    std::string value;     ///< What a filter compares with.
    std::size_t index = 0; ///< From 0.
};
using Path = std::vector<Segment>;

/// Errors: `invalid`.
[[nodiscard]] Result<Path> parse_path(std::string_view text);

/// What stands at `path`: nothing when it leads nowhere. With `[*]` in it: always a list, of
/// whatever was found.
[[nodiscard]] std::optional<Json> find(const Json& root, const Path& path);

enum class Operator : std::uint8_t {
    equals,
    is_not,   ///< Something is there, and it is another value.
    among,    ///< One of a list.
    exists,   ///< true or false; null does not exist.
    count,    ///< The number of items.
    contains, ///< A text within the text, or an item of the list.
    at_least, ///< Numbers, moments or days.
    at_most,
    sorted,   ///< `ascending` or `descending`; equal neighbours are in order.
    sequence, ///< A list of texts, contained by items of the list in this order.
};

inline constexpr std::array<std::string_view, 10> operator_names{
    "equals",   "not",      "among",   "exists", "count",
    "contains", "at_least", "at_most", "sorted", "sequence"};

struct Check {
    Operator op = Operator::equals;
    Json value;
};

/// Whether what was found is as wanted.
[[nodiscard]] bool holds(const Check& check, const std::optional<Json>& found);

/// `2033-06-24`, `among ["a", "b"]`: what was wanted, for a message.
[[nodiscard]] std::string to_text(const Check& check);
/// What was found, cut short when it is long.
[[nodiscard]] std::string to_text(const std::optional<Json>& found);

} // namespace sokuo::app::replay
