#pragma once

// YAML as we accept it: libyaml's reading, made strict, as a tree that remembers its lines.
//
// Refused, because no file of ours needs any of it and each has been a trap: anchors and aliases
// (the billion laughs), tags, several documents, keys that are no plain text, a key twice, tabs
// that libyaml refuses, control characters, bad UTF-8, anything above the limits. Scalars are text:
// `no` is never a boolean by accident; who wants a number or a date asks for one.

#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo {

struct YamlLimits {
    std::size_t bytes_max = 1 << 20;
    std::size_t depth_max = 24;
    std::size_t nodes_max = 50'000;
    std::size_t scalar_bytes_max = 65'536;
};

enum class NodeKind : std::uint8_t { scalar, sequence, mapping };
enum class ScalarStyle : std::uint8_t { plain, single_quoted, double_quoted, literal, folded };

struct Node {
    struct Member; // key, value

    NodeKind kind = NodeKind::scalar;
    ScalarStyle style = ScalarStyle::plain;
    std::string text;            ///< Of a scalar.
    std::vector<Node> items;     ///< Of a sequence.
    std::vector<Member> members; ///< Of a mapping, in the order written.
    std::size_t line = 0;        ///< From 1; of a member's value: the line of its key.
    std::size_t begin = 0;       ///< Bytes of the text this node was read from, …
    std::size_t end = 0;         ///< … `end` being the first byte after it.

    [[nodiscard]] const Node* find(std::string_view key) const;
    [[nodiscard]] bool is_scalar() const { return kind == NodeKind::scalar; }
    /// Written as nothing, `~` or `null`, without quotes.
    [[nodiscard]] bool is_null() const;
    /// The same content, wherever it stands and however it is quoted.
    [[nodiscard]] bool same_content(const Node& other) const;
};

struct Node::Member {
    std::string key;
    Node value;
};

/// `file` is only for messages. Errors: `invalid` with `where` = `file:line`; `too_large`.
[[nodiscard]] Result<Node> parse_yaml(std::string_view text, std::string_view file,
                                      const YamlLimits& limits = {});

/// `file:line`, as messages point.
[[nodiscard]] std::string place(std::string_view file, std::size_t line);

} // namespace sokuo
