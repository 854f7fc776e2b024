#pragma once

// Names within names, as numbers: `winlog`, `winlog.event_data`, `winlog.event_data.Image`. Found
// by the bytes of the last key alone, mostly by guessing that the same key follows as last time.

#include "detect/event.h"
#include "detect/logs/shape.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sokuo::detect::logs {

using PathId = std::uint32_t;

class Paths {
public:
    /// More different paths than this are not kept; what else comes has no place.
    static constexpr std::size_t paths_max = 1UL << 16U;
    static constexpr std::size_t path_bytes_max = 1024;
    static constexpr PathId root = 0;

    /// `book` and `names` outlive it.
    Paths(const ShapeBook& book, Names& names);

    struct Node {
        PathId parent = root;
        FieldId field = 0;
        std::uint64_t bit = 0; ///< `ShapeBook::bit_of`.
        PathId then = root;    ///< What came behind it last time.
        std::string_view key{};
    };
    [[nodiscard]] const Node& node(PathId path) const { return nodes_[path]; }
    [[nodiscard]] const std::string& text(PathId path) const { return texts_[path]; }
    [[nodiscard]] std::size_t count() const { return nodes_.size(); }
    [[nodiscard]] bool is_full() const { return nodes_.size() >= paths_max; }

    /// `key` below `parent`; `key` is JSON's (escapes and all), with eight readable bytes behind
    /// its end.
    std::optional<PathId> below(PathId parent, std::string_view key);
    /// Whether the key that begins at `at`, which ends in a quote, is the one that followed
    /// `before` last time below `parent`.
    [[nodiscard]] bool guess(PathId before, PathId parent, const char* at,
                             std::size_t readable) const;
    void follow(PathId before, PathId path) { nodes_[before].then = path; }

private:
    [[nodiscard]] std::optional<PathId> add(PathId parent, std::string_view key);
    void grow();

    static constexpr std::size_t steps_max = 24;
    const ShapeBook& book_;
    Names& names_;
    std::vector<Node> nodes_;
    std::deque<std::string> texts_; ///< The path of each.
    std::deque<std::string> keys_;
    std::vector<std::pair<std::uint64_t, PathId>> slots_; ///< Open addressing; 0: free.
    /// What found no place near its slot: whoever makes keys collide loses time, not fields.
    std::map<std::pair<PathId, std::string>, PathId> others_;
};

} // namespace sokuo::detect::logs
