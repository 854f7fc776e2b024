#pragma once

// Readers for lines of every form a line can be told by, so that a connection may send JSON, syslog
// and access logs one behind the other. Shared by all feeds of a thread.

#include "detect/input/recognise.h"
#include "detect/logs/hints.h"
#include "detect/reader.h"

#include <array>
#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

namespace sokuo::detect {

/// Where events of several readers go: each with the names its fields are numbered by.
class NamedSink {
public:
    virtual ~NamedSink() = default;
    virtual void take(const Event& event, const Names& names) = 0;
};

class LineDesks {
public:
    /// `names`: those of the rules; they outlive it.
    LineDesks(const Names& names, logs::Hints hints) : names_{names}, hints_{std::move(hints)} {}

    /// Whole lines, each read as what it is. What is nothing known is read as the text before it
    /// was: `text_form`, `lines` to begin with, which follows the lines that are known.
    void read(const Block& block, Format& text_form, NamedSink& sink, Tally& tally);

    [[nodiscard]] const Names& names() const { return names_; }
    [[nodiscard]] const logs::Hints& hints() const { return hints_; }

private:
    struct Place {
        std::unique_ptr<Reader> reader{};
        std::unique_ptr<Desk> desk{};
    };
    Place& place_of(Format format);
    void read_as(Format format, const Block& block, NamedSink& sink, Tally& tally);

    const Names& names_;
    logs::Hints hints_;
    std::array<Place, static_cast<std::size_t>(Format::lines) + 1> places_{};
    Block part_; ///< Its memory is used again.
};

/// Reads a block with one reader.
void read_named(const Reader& reader, const Block& block, Desk& desk, NamedSink& sink,
                Tally& tally);

} // namespace sokuo::detect
