#pragma once

// Readers of logs that are lines of text: what they have in common. A line that does not look like
// its neighbours is an event all the same, of which only the words are known.

#include "detect/logs/arena.h"
#include "detect/logs/cutter.h"
#include "detect/logs/event_xml.h"
#include "detect/logs/hints.h"
#include "detect/reader.h"

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace sokuo::detect::logs {

class LineDesk : public Desk {
public:
    explicit LineDesk(Names known) : names{std::move(known)} { values.reserve(64); }
    void begin() {
        values.clear();
        fields.clear();
        arena.reset();
    }
    /// Nothing is added when there is nothing in `text`.
    void add(FieldId field, std::string_view text) {
        if (!text.empty()) values.push_back({field, Type::utf8, text});
    }
    /// As web logs write it: `-` is no value.
    void add_or_null(FieldId field, std::string_view text) {
        const bool is_null = text.empty() || text == "-";
        values.push_back(
            {field, is_null ? Type::null : Type::utf8, is_null ? std::string_view{} : text});
    }
    /// A name out of the log, of which there may be `names_max`; false: it is one too many.
    bool add_named(std::string_view name, std::string_view text);

    static constexpr std::size_t names_max = 1UL << 16U;
    Names names;
    Arena arena;
    std::vector<Value> values;
    std::vector<NamedText> fields; ///< Room for what is taken apart.
};

class LineReader : public Reader {
public:
    LineReader(std::unique_ptr<Cutter> cutter, const Hints& hints, std::string_view format)
        : cutter_{std::move(cutter)}, said_{hints.source}, format_{format} {}

    [[nodiscard]] std::string_view format() const final { return format_; }
    Result<bool> cut(Block& block) final { return cutter_->cut(block); }
    [[nodiscard]] Names& names(Desk& desk) const override {
        return static_cast<LineDesk&>(desk).names;
    }
    void read(const Block& block, Desk& desk, Sink& sink, Tally& tally) const final;

protected:
    /// Puts what `line` says into `desk.values` and `event`; `event.line` is set before. False: the
    /// line is no event (a heading).
    virtual bool line(std::string_view line, LineDesk& desk, Event& event) const = 0;
    /// What somebody said the events are, or else `seen`.
    [[nodiscard]] const Source& source(const Source& seen) const { return said_ ? *said_ : seen; }

private:
    std::unique_ptr<Cutter> cutter_;
    std::optional<Source> said_;
    std::string_view format_;
};

} // namespace sokuo::detect::logs
