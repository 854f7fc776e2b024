#pragma once

// Makes the values of one event out of its record: template and substitutions, values that are XML
// themselves, and records that are XML without a template.

#include "detect/event.h"
#include "detect/evtx/shelf.h"
#include "detect/evtx/template.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::detect::evtx {

class Expander {
public:
    Expander(const Names& names, const Library* library);

    struct Task {
        Window window{};
        std::size_t begin = 0; ///< The BinXML of the record.
        std::size_t end = 0;
        bool is_live = true;      ///< The file says that a record is here.
        std::uint64_t number = 0; ///< As the head of the record says.
    };
    struct Outcome {
        std::size_t stop = 0;     ///< Where what was read ends.
        bool is_readable = false; ///< There is something.
        bool is_whole = true;     ///< Every nested part could be read.
        bool is_within_limits = true;
    };
    /// Fills `event` (but not its source, record of the file, mark). Its values end with the next
    /// call.
    [[nodiscard]] Outcome expand(const Task& task, Event& event);

    void turn(std::uint64_t place) { shelf_.turn(place); } ///< Of the block in the file.
    [[nodiscard]] Names& names() { return fields_.names(); }

private:
    struct Substitution {
        const char* data = nullptr;
        std::uint16_t size = 0;
        std::uint8_t type = 0;
    };
    struct Frame {
        Window window{};
        std::size_t first = 0; ///< In `substitutions_`.
        std::size_t count = 0;
        std::size_t depth = 0;
        bool is_root = false;
    };

    [[nodiscard]] bool fragment(const Window& window, std::size_t begin, std::size_t end,
                                std::size_t depth, bool is_root);
    [[nodiscard]] bool element(const Window& window, std::size_t& at, std::size_t end,
                               std::size_t depth, bool is_root);
    [[nodiscard]] bool instance(Window window, std::size_t& at, std::size_t end, std::size_t depth,
                                bool is_root);
    [[nodiscard]] bool is_likely() const;
    void fill(const Template& from, const Frame& frame);
    [[nodiscard]] bool give(const Slot& slot, const Substitution& from, const Frame& frame);
    void give_array(const Slot& slot, const Substitution& from);
    void give_texts(const Slot& slot, std::string_view bytes, std::size_t unit);
    void give_mixed(const Template& from, const Slot& slot, const Frame& frame);
    [[nodiscard]] bool append_pieces(const Template& from, std::size_t first, std::size_t count,
                                     const Frame& frame);
    void push(const Slot& slot, Type type, std::string_view bytes);
    void note(Role role, const Value& value);

    Fields fields_;
    Shelf shelf_;
    std::vector<Shelf::Text> written_{}; ///< The texts of XML without a template.
    std::vector<Value> values_;
    std::size_t count_ = 0;
    std::size_t steps_ = 0;
    std::size_t steps_allowed_ = 0;
    std::vector<Substitution> substitutions_;
    std::size_t held_ = 0; ///< Of `substitutions_`.
    std::string texts_{};  ///< Of mixed slots; never grows, so that values may point into it.
    std::string room_{};
    Event* event_ = nullptr;
    bool is_live_ = true;
    std::uint64_t number_ = 0;
    bool has_id_ = false;
    Outcome outcome_{};
};

} // namespace sokuo::detect::evtx
