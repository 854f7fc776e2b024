#include "detect/stream/line_desks.h"

#include "core/bytes.h"
#include "detect/input/open.h"
#include "detect/input/stream.h"
#include "detect/logs/cutter.h"

#include <algorithm>
#include <utility>

namespace sokuo::detect {
namespace {

class Naming final : public Sink {
public:
    Naming(NamedSink& sink, const Names& names) : sink_{sink}, names_{names} {}
    void take(const Event& event) override { sink_.take(event, names_); }

private:
    NamedSink& sink_;
    const Names& names_;
};

// One reader does for all of these; what a line is it sees itself.
Format kind_of(Format format) {
    switch (format) {
    case Format::eve_lines: return Format::json_lines;
    case Format::auditd:
    case Format::sysmon_linux: return Format::syslog;
    case Format::evtx:
    case Format::json_lines:
    case Format::json_elements:
    case Format::eve_elements:
    case Format::syslog:
    case Format::event_xml:
    case Format::access:
    case Format::apache_error:
    case Format::nginx_error:
    case Format::squid:
    case Format::w3c:
    case Format::csv:
    case Format::lines: return format;
    }
    return Format::lines;
}

} // namespace

void read_named(const Reader& reader, const Block& block, Desk& desk, NamedSink& sink,
                Tally& tally) {
    Naming naming{sink, reader.names(desk)};
    reader.read(block, desk, naming, tally);
}

LineDesks::Place& LineDesks::place_of(Format format) {
    auto& place = places_.at(static_cast<std::size_t>(format));
    if (place.reader) return place;
    // It is never asked to cut.
    auto opened = open_as({.format = format}, read_memory({}), hints_);
    if (!opened.ok()) return place;
    place.reader = std::move(opened).value();
    place.desk = place.reader->desk(names_);
    return place;
}

void LineDesks::read_as(Format format, const Block& block, NamedSink& sink, Tally& tally) {
    auto& place = place_of(format);
    if (!place.reader) return;
    read_named(*place.reader, block, *place.desk, sink, tally);
    // It is everybody's: whoever fills it with names must not blind it for the others.
    if (place.desk->is_full()) place.desk = place.reader->desk(names_);
}

void LineDesks::read(const Block& block, Format& text_form, NamedSink& sink, Tally& tally) {
    const auto text = as_text(block.bytes);
    part_.recovered = block.recovered;
    part_.first = block.first;
    part_.offset = block.offset;
    auto form = text_form;
    std::size_t begin = 0;
    auto number = block.first;
    const auto hand_over = [&](std::size_t end) {
        if (end == begin) return;
        part_.bytes.assign(block.bytes.begin() + static_cast<std::ptrdiff_t>(begin),
                           block.bytes.begin() + static_cast<std::ptrdiff_t>(end));
        part_.bytes.insert(part_.bytes.end(), logs::block_padding, std::byte{'\n'});
        read_as(form, part_, sink, tally);
        begin = end;
        part_.first = number;
        part_.offset = block.offset + begin;
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        const auto line = text.substr(at, end - at);
        if (!line.empty()) {
            const auto seen = kind_of(recognise_line(line).value_or(text_form));
            if (seen != form) hand_over(at);
            form = seen;
            if (seen != Format::json_lines) text_form = seen;
        }
        at = std::min(end + 1, text.size());
        ++number;
    }
    hand_over(text.size());
}

} // namespace sokuo::detect
