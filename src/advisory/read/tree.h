#pragma once

// A piece of XML as a tree, for feeds: names with their namespaces, nothing looked up, nothing
// expanded. A document type declaration is refused, whatever is in it: no feed needs one, and the
// bombs do. For a worker of the sandbox.

#include "core/bytes.h"
#include "core/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sokuo::advisory {

inline constexpr std::size_t depth_max = 64;
inline constexpr std::size_t elements_max = 300'000;

extern const Message not_xml;
extern const Message has_doctype;
extern const Message too_deep;
extern const Message too_many_elements;

struct Element {
    std::string space; ///< The namespace's address; empty: none.
    std::string name;
    std::vector<std::pair<std::string, std::string>> attributes; ///< By local name.
    std::string text; ///< Its own, without that of its children.
    std::vector<Element> children;

    /// The first child of that name, in any namespace; an empty one when there is none.
    [[nodiscard]] const Element& child(std::string_view wanted) const;
    [[nodiscard]] std::vector<const Element*> all(std::string_view wanted) const;
    [[nodiscard]] std::string_view attribute(std::string_view wanted) const;
    [[nodiscard]] bool is_empty() const { return name.empty(); }
};

/// Errors: `invalid`, `too_large`; `detail` has the line.
[[nodiscard]] Result<Element> read_tree(ByteView bytes);

} // namespace sokuo::advisory
