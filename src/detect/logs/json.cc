#include "detect/logs/json.h"

#include "core/bytes.h"
#include "detect/logs/json_walk.h"
#include "detect/logs/messages.h"
#include "detect/logs/tally.h"

#include <cassert>
#include <string>

namespace sokuo::detect::logs {
namespace {

static_assert(json_depth_max == 64);

class JsonDesk final : public Desk {
public:
    JsonDesk(const ShapeBook& book, const Names& names, const Source* source)
        : draft{book, names, source} {}
    [[nodiscard]] bool is_full() const override { return draft.paths().is_full(); }
    Draft draft;
    JsonWalk walk{draft};
    std::string copy; ///< Of a block without padding.
};

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == line.npos;
}

class JsonReader final : public Reader {
public:
    JsonReader(std::unique_ptr<Cutter> cutter, JsonForm form, const Hints& hints,
               std::string_view format)
        : cutter_{std::move(cutter)}, form_{form}, source_{hints.source}, format_{format} {}

    [[nodiscard]] std::string_view format() const override { return format_; }
    Result<bool> cut(Block& block) override { return cutter_->cut(block); }
    [[nodiscard]] std::unique_ptr<Desk> desk(const Names& names) const override {
        return std::make_unique<JsonDesk>(book_, names, source_ ? &*source_ : nullptr);
    }
    [[nodiscard]] Names& names(Desk& desk) const override { return of(desk).draft.names(); }

    void read(const Block& block, Desk& desk, Sink& sink, Tally& tally) const override {
        auto& own = of(desk);
        const auto text = padded(as_text(block.bytes), own.copy);
        auto number = block.first;
        for (std::size_t at = 0; at < text.size();) {
            const auto end = text.find('\n', at);
            const auto line = text.substr(at, end - at);
            const Place place{.number = number, .offset = block.offset + at};
            at = end + 1;
            if (form_ == JsonForm::lines) ++number;
            if (is_blank(line)) continue;
            if (form_ == JsonForm::elements && (line.starts_with('{') || line == long_record))
                ++number;
            read_line(line, own, {sink, tally, place, block.recovered});
        }
    }

private:
    struct To {
        Sink& sink;
        Tally& tally;
        Place place;
        bool is_recovered;
    };

    static JsonDesk& of(Desk& desk) { return static_cast<JsonDesk&>(desk); }

    // Cutters give blocks that end in line feeds enough; whoever else makes one may not.
    static std::string_view padded(std::string_view text, std::string& copy) {
        constexpr auto padding = block_padding;
        if (text.size() >= padding &&
            text.substr(text.size() - padding).find_first_not_of('\n') == text.npos)
            return text;
        copy.assign(text);
        copy.append(padding, '\n');
        return copy;
    }

    static void read_line(std::string_view line, JsonDesk& desk, const To& to) {
        if (line == long_record || line.size() > record_bytes_max)
            return note_long(to.tally, to.place);
        desk.walk.start(line);
        while (true) {
            const auto state = desk.walk.next();
            if (state == JsonWalk::State::end) return;
            if (state == JsonWalk::State::broken) return note_unreadable(to.tally, to.place);
            auto event = desk.draft.finish();
            event.record = to.place.number;
            event.recovered = to.is_recovered;
            ++to.tally.events;
            if (to.is_recovered) ++to.tally.recovered;
            note_left(desk.walk.left(), to);
            to.sink.take(event);
        }
    }

    static void note_left(const JsonWalk::Left& left, const To& to) {
        if (left.too_deep) note(to.tally, record_too_deep, to.place, json_depth_max);
        if (left.too_many_names) note(to.tally, too_many_names, to.place, Paths::paths_max);
        if (left.too_many_values) note(to.tally, too_many_values, to.place, Draft::values_max);
    }

    std::unique_ptr<Cutter> cutter_;
    JsonForm form_;
    std::optional<Source> source_;
    std::string_view format_;
    ShapeBook book_;
};

} // namespace

std::unique_ptr<Reader> read_json(Stream stream, JsonForm form, const Hints& hints,
                                  std::string_view format, std::size_t bytes) {
    auto cutter = form == JsonForm::lines ? cut_lines(std::move(stream), bytes)
                                          : cut_elements(std::move(stream), bytes);
    return std::make_unique<JsonReader>(std::move(cutter), form, hints, format);
}

} // namespace sokuo::detect::logs
