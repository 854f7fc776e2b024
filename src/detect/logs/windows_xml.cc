#include "detect/logs/windows_xml.h"

#include "core/bytes.h"
#include "detect/logs/piece_cutter.h"
#include "detect/logs/tally.h"

#include <algorithm>
#include <charconv>

namespace sokuo::detect::logs {
namespace {

constexpr std::string_view mark = "</Event>";

class XmlCutter final : public PieceCutter {
public:
    using PieceCutter::PieceCutter;

protected:
    std::size_t whole_records(std::span<char> bytes, std::size_t from) override {
        const std::string_view text{bytes.data(), bytes.size()};
        std::size_t end = 0;
        // The mark may have begun in the piece before.
        for (auto at = text.find(mark, from - std::min(from, mark.size() - 1)); at != text.npos;
             at = text.find(mark, at)) {
            at += mark.size();
            end = at;
            ++ends_;
        }
        return end;
    }
    Rest rest_of_long(std::span<char> bytes) override {
        const std::string_view text{bytes.data(), bytes.size()};
        const auto at = text.find(mark);
        if (at != text.npos) return {at + mark.size(), true};
        return {bytes.size() - std::min(bytes.size(), mark.size() - 1), false};
    }
    std::uint64_t records_in(std::span<const char>) override { return std::exchange(ends_, 0); }

private:
    std::uint64_t ends_ = 0;
};

struct XmlDesk final : LineDesk {
    using LineDesk::LineDesk;
    HeadNames head{names};
};

class XmlReader final : public Reader {
public:
    XmlReader(std::unique_ptr<Cutter> cutter, const Hints& hints)
        : cutter_{std::move(cutter)}, windows_{hints.source.value_or(Source{"windows", {}, {}})} {}

    [[nodiscard]] std::string_view format() const override { return "event_xml"; }
    Result<bool> cut(Block& block) override { return cutter_->cut(block); }
    [[nodiscard]] std::unique_ptr<Desk> desk(const Names& names) const override {
        return std::make_unique<XmlDesk>(names);
    }
    [[nodiscard]] Names& names(Desk& desk) const override {
        return static_cast<LineDesk&>(desk).names;
    }

    void read(const Block& block, Desk& desk, Sink& sink, Tally& tally) const override {
        auto& own = static_cast<XmlDesk&>(desk);
        const auto text = as_text(block.bytes);
        Place place{.number = block.first};
        if (text.starts_with(long_record)) return note_long(tally, {block.first, block.offset});
        // An event is what ends in the mark; what is behind the last one is cut off.
        for (std::size_t at = 0; at < text.size(); ++place.number) {
            const auto end = text.find(mark, at);
            const auto stop = end == text.npos ? text.size() : end + mark.size();
            const auto begin = next_event(text.substr(0, stop), at);
            place.offset = block.offset + begin;
            if (begin < stop)
                event(text.substr(begin, stop - begin), place, block.recovered, own, sink, tally);
            at = stop;
        }
    }

private:
    static std::size_t next_event(std::string_view text, std::size_t from) {
        const auto is_begin = [&](std::size_t at) {
            const auto rest = text.substr(at + 6, 1);
            return rest == ">" || rest == " " || rest == "\n" || rest == "\r" || rest == "\t";
        };
        auto at = text.find("<Event", from);
        while (at != text.npos && !is_begin(at))
            at = text.find("<Event", at + 1);
        return std::min(at, text.size());
    }

    void event(std::string_view text, const Place& place, bool is_recovered, XmlDesk& desk,
               Sink& sink, Tally& tally) const {
        if (text.size() > record_bytes_max) return note_long(tally, place);
        desk.begin();
        if (!is_utf8(text)) text = repaired(text, false, desk.arena);
        Event event{.source = &windows_, .record = place.number, .recovered = is_recovered};
        if (!take_event_xml(text, desk.head, desk, event)) return note_unreadable(tally, place);
        event.values = desk.values;
        ++tally.events;
        if (is_recovered) ++tally.recovered;
        sink.take(event);
    }

    std::unique_ptr<Cutter> cutter_;
    Source windows_;
};

} // namespace

HeadNames::HeadNames(Names& names)
    : channel{names.of("Channel")}, provider{names.of("Provider_Name")},
      event_id{names.of("EventID")}, computer{names.of("Computer")} {}

bool take_event_xml(std::string_view text, const HeadNames& names, LineDesk& desk, Event& event) {
    desk.fields.clear();
    if (!read_event_xml(text, desk.arena, desk.fields)) return false;
    for (const auto& [name, value] : desk.fields) {
        if (!desk.add_named(name, value)) continue;
        const auto& last = desk.values.back();
        if (name == "TimeCreated_SystemTime") event.time = last;
        if (last.field == names.channel) event.channel = last;
        if (last.field == names.provider) event.provider = last;
        if (last.field == names.computer) event.computer = last;
        if (last.field == names.event_id)
            std::from_chars(value.data(), value.data() + value.size(), event.event_id);
    }
    return true;
}

std::unique_ptr<Reader> read_xml(Stream stream, const Hints& hints, std::size_t bytes) {
    return std::make_unique<XmlReader>(std::make_unique<XmlCutter>(std::move(stream), bytes),
                                       hints);
}

} // namespace sokuo::detect::logs
