#pragma once

// One line of JSON, value by value, into a draft. Structure is found by simdjson; the walk over it
// is ours, so that it may leave strings without escapes where they are, and go on where a library
// would give up.

#include "detect/logs/draft.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

namespace sokuo::detect::logs {

class JsonWalk {
public:
    explicit JsonWalk(Draft& draft); ///< Which outlives it.
    ~JsonWalk();
    JsonWalk(const JsonWalk&) = delete;
    JsonWalk& operator=(const JsonWalk&) = delete;

    enum class State : std::uint8_t { event, end, broken };
    /// `line`: at most `record_bytes_max` bytes, with `block_padding` readable ones behind it, the
    /// first of which is a line feed. What is no UTF-8 and control characters in strings become
    /// U+FFFD; then the values lie in a copy.
    void start(std::string_view line);
    /// The next object of the line is in the draft.
    State next();

    struct Left {
        bool too_deep = false;
        bool too_many_names = false;
        bool too_many_values = false;
    };
    /// Of the last object.
    [[nodiscard]] Left left() const { return left_; }

private:
    struct Work;
    bool structure(std::string_view line);
    bool object();
    bool item(char first);
    bool key(PathId parent);
    bool string();
    bool scalar(char first);
    bool open(bool is_array);
    bool close(char bracket);
    void pass();
    [[nodiscard]] std::string_view token() const;
    void add(Type type, std::string_view bytes);

    struct Frame {
        PathId path = Paths::root;
        std::uint32_t begin = 0;
        bool is_array = false;
        bool has_item = false;
    };
    static constexpr std::size_t depth_max = 64;

    Draft& draft_;
    std::unique_ptr<Work> work_;
    std::string_view text_;
    const std::uint32_t* places_ = nullptr; ///< Of the structure; behind the last, the end.
    std::size_t count_ = 0;
    std::size_t at_ = 0;
    PathId path_ = Paths::root;   ///< Of the value that comes.
    PathId before_ = Paths::root; ///< What was met last.
    std::size_t depth_ = 0;
    std::array<Frame, depth_max> frames_;
    Left left_;
    bool is_broken_ = false;
};

} // namespace sokuo::detect::logs
