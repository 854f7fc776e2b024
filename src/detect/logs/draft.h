#pragma once

// An event while it is put together: its values under their paths; then the shape it has, and the
// names rules know. Used for JSON and for tables, whose columns are paths as well.

#include "detect/event.h"
#include "detect/logs/arena.h"
#include "detect/logs/event_xml.h"
#include "detect/logs/paths.h"
#include "detect/logs/shape.h"
#include "detect/logs/web_names.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace sokuo::detect::logs {

class Draft {
public:
    /// An event has no more values than this.
    static constexpr std::size_t values_max = 10'000;

    /// `book` and `source` outlive it. `source`: what all events are said to be; null: see for
    /// yourself.
    Draft(const ShapeBook& book, Names names, const Source* source);
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    void begin();
    /// False: there are too many.
    bool add(PathId path, Type type, std::string_view bytes) {
        if (values_.size() >= values_max) return false;
        const auto& node = paths_.node(path);
        if (node.bit != 0) note(node.bit);
        values_.push_back({node.field, type, bytes});
        at_.push_back(path);
        return true;
    }
    /// An object or a list, as it stands in the log: given out where a shape asks for it.
    void add_whole(PathId path, std::string_view text);
    /// A name and its value that stood within another value. The name in UTF-8.
    void add_named(std::string_view name, Type type, std::string_view bytes);
    /// Nothing more comes: what is here as an event, until `begin`.
    Event finish();

    [[nodiscard]] Paths& paths() { return paths_; }
    [[nodiscard]] const Paths& paths() const { return paths_; }
    [[nodiscard]] Names& names() { return names_; }
    [[nodiscard]] Arena& arena() { return arena_; }

private:
    struct Extra {
        Deed deed = Deed::copy;
        FieldId field = 0;
        std::uint8_t rank = 0; ///< The place of the deed in its shape.
        bool has_field = false;
        std::string_view after{};
    };
    struct Step {
        FieldId field = 0;
        bool is_known = false;
        bool is_changed = false;
        std::string_view after{};
        std::vector<Extra> extras{};
    };

    void note(std::uint64_t bit);
    [[nodiscard]] bool is_met(const ShapeBook::Met& met) const;
    [[nodiscard]] std::optional<std::size_t> recognise() const;
    [[nodiscard]] const Source& source_of(const ShapeBook::Entry& entry) const;
    const Step& step(std::size_t entry, PathId path);
    Step made_step(const Shape& shape, PathId path);
    void apply(std::size_t entry);
    void apply_extra(const Extra& extra, Value value);
    void set_time(const Value& value, std::uint8_t rank);
    void open_texts();
    void give_role(const Value& value);

    const ShapeBook& book_;
    const Source* source_;
    Source unknown_;
    Names names_;
    Paths paths_{book_, names_};
    WebNames web_{names_};
    FieldId channel_;
    FieldId provider_;
    FieldId event_id_;
    FieldId computer_;
    Arena arena_;
    std::vector<Value> values_;
    std::vector<PathId> at_; ///< The path of each value.
    std::vector<std::pair<PathId, std::string_view>> wholes_;
    std::array<std::uint32_t, 64> first_{}; ///< For each bit that is set, its first value.
    std::uint64_t bits_ = 0;
    std::vector<std::vector<Step>> steps_; ///< For each shape, for each path.
    Event event_;
    std::uint8_t time_rank_ = 0;
    std::string_view url_;
    std::string_view host_;
    std::vector<std::string_view> texts_; ///< To be taken apart.
    std::vector<NamedText> fields_;
};

} // namespace sokuo::detect::logs
