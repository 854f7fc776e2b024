#pragma once

// The shapes in which programs write down what happened: by which keys one is recognised, what kind
// of log it is then, and what its fields are called by rules. Shapes are data; DESIGN.md says how
// one is written.

#include "detect/event.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace sokuo::detect::logs {

/// A path as flattened: `winlog.event_data.Image`. `_source.` and `result.` (Elastic's and Splunk's
/// exports) do not belong to it.
struct Need {
    std::string_view path{};
    std::string_view value{}; ///< Empty: any.
};

enum class Deed : std::uint8_t {
    rename, ///< Known as `to` from now on.
    copy,   ///< Known as `to` as well; with `after` only when the value begins so.
    time,   ///< When it happened. Of several the one that stands first in the shape.
    whole,  ///< The text of an object or a list, as `to` (rules look for words in it).
    url,    ///< An address of the web: its parts as web logs name them.
    host,   ///< Of the address, which then begins behind it.
    pairs,  ///< Holds lines of `Name: value`, an event as XML, or named data: their fields.
};

struct Naming {
    Deed deed = Deed::rename;
    /// A path; ending in `.*` all below it. `.?.` is one name whatever it is.
    std::string_view from{};
    /// A name; `*` in it is what `.*` stood for. `to` may be empty where none is needed.
    std::string_view to{};
    std::string_view after{}; ///< What the value begins with and is left out, when it does.
};

/// Another source, when its needs are met; the first one counts.
struct Case {
    Need need{};
    Need and_need{};
    std::string_view categories{}; ///< With blanks between.
    std::string_view services{};
    std::string_view product{}; ///< Empty: the shape's.
};

struct Shape {
    std::string_view name{};
    std::string_view product{};
    std::string_view categories{};
    std::string_view services{};
    std::span<const Need> needs{};
    std::span<const Case> cases{};
    std::span<const Naming> names{};
};

[[nodiscard]] std::span<const Shape> windows_shapes();
[[nodiscard]] std::span<const Shape> network_shapes();
[[nodiscard]] std::span<const Shape> cloud_shapes();

/// All shapes, in the order in which they are tried, ready for use. Immutable.
class ShapeBook {
public:
    ShapeBook();

    struct Met {
        std::uint8_t bit = 0;
        std::string_view value{};
        bool is_asked = false; ///< Otherwise there is no need.
    };
    struct When {
        Met need{};
        Met and_need{};
        Source source{};
    };
    struct Entry {
        const Shape* shape = nullptr;
        std::uint64_t mask = 0;    ///< Of all paths it needs.
        std::vector<Met> valued{}; ///< Those that need a value.
        std::vector<When> cases{};
        Source source{};
    };
    [[nodiscard]] std::span<const Entry> entries() const { return entries_; }
    /// The bit of a path that some shape needs, or of all it could be; 0 for all others.
    [[nodiscard]] std::uint64_t bit_of(std::string_view path) const;

private:
    std::uint8_t number_of_path(std::string_view path);
    std::vector<std::string_view> paths_;
    std::vector<Entry> entries_;
};

/// What stands between blanks.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

/// `path` without what Elastic and Splunk put around an event.
[[nodiscard]] std::string_view unwrapped(std::string_view path);

} // namespace sokuo::detect::logs
