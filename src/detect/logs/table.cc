#include "detect/logs/table.h"

#include "core/bytes.h"
#include "detect/logs/draft.h"
#include "detect/logs/line_reader.h"
#include "detect/logs/scan.h"
#include "detect/logs/tally.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace sokuo::detect::logs {
namespace {

class TableDesk final : public Desk {
public:
    TableDesk(const ShapeBook& book, const Names& names, const Source* source)
        : draft{book, names, source} {}
    Draft draft;
    std::string heading; ///< As it stood in the block.
    std::vector<std::optional<PathId>> columns;
};

// A cell and where the next one begins.
struct Cell {
    std::string_view text{};
    bool is_quoted = false;
    bool has_quotes = false; ///< Doubled ones, within.
    bool is_last = false;    ///< Of its record.
    std::size_t next = 0;
};

Cell cell_at(std::string_view text, std::size_t at, char delimiter) {
    Cell cell;
    if (at < text.size() && text[at] == '"') {
        cell.is_quoted = true;
        auto end = ++at;
        while (end < text.size()) {
            if (text[end] == '"') {
                if (end + 1 >= text.size() || text[end + 1] != '"') break;
                cell.has_quotes = true;
                ++end;
            }
            ++end;
        }
        cell.text = text.substr(at, end - at);
        at = std::min(end + 1, text.size());
        while (at < text.size() && text[at] != delimiter && text[at] != '\n')
            ++at;
    } else {
        const auto begin = at;
        while (at < text.size() && text[at] != delimiter && text[at] != '\n')
            ++at;
        cell.text = text.substr(begin, at - begin);
    }
    cell.is_last = at >= text.size() || text[at] == '\n';
    if (cell.is_last && !cell.is_quoted && cell.text.ends_with('\r')) cell.text.remove_suffix(1);
    cell.next = at + 1;
    return cell;
}

class TableReader final : public Reader {
public:
    TableReader(std::unique_ptr<Cutter> cutter, char delimiter, const Hints& hints)
        : cutter_{std::move(cutter)}, delimiter_{delimiter}, source_{hints.source} {}

    [[nodiscard]] std::string_view format() const override { return "csv"; }
    Result<bool> cut(Block& block) override { return cutter_->cut(block); }
    [[nodiscard]] std::unique_ptr<Desk> desk(const Names& names) const override {
        return std::make_unique<TableDesk>(book_, names, source_ ? &*source_ : nullptr);
    }
    [[nodiscard]] Names& names(Desk& desk) const override {
        return static_cast<TableDesk&>(desk).draft.names();
    }

    void read(const Block& block, Desk& desk, Sink& sink, Tally& tally) const override {
        auto& own = static_cast<TableDesk&>(desk);
        const auto text = as_text(block.bytes);
        Place place{.number = block.first, .offset = block.offset};
        // The block begins with the names of the columns.
        auto at = head(text, own);
        place.number += feeds(text.substr(0, std::min(at, text.size())));
        while (at < text.size()) {
            const auto begin = at;
            place.offset = block.offset + begin;
            own.draft.begin();
            const bool is_row = row(text, at, own);
            const auto record = text.substr(begin, std::min(at, text.size()) - begin);
            const auto number = place.number;
            place.number += feeds(record);
            if (record.starts_with(long_record) || record.size() > record_bytes_max) {
                note_long(tally, {number, place.offset});
                continue;
            }
            if (!is_row) continue;
            auto event = own.draft.finish();
            event.record = number;
            event.recovered = block.recovered;
            ++tally.events;
            if (block.recovered) ++tally.recovered;
            sink.take(event);
        }
    }

private:
    static std::uint64_t feeds(std::string_view text) {
        return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
    }

    std::size_t head(std::string_view text, TableDesk& desk) const {
        if (!desk.heading.empty() && text.starts_with(desk.heading)) return desk.heading.size();
        std::size_t at = 0;
        std::vector<std::string> names;
        for (bool is_last = false; !is_last && at < text.size();) {
            const auto cell = cell_at(text, at, delimiter_);
            if (names.size() < columns_max) names.emplace_back(cell.text);
            is_last = cell.is_last;
            at = cell.next;
        }
        const auto heading = text.substr(0, std::min(at, text.size()));
        desk.heading = heading;
        desk.columns.clear();
        for (auto& name : names) {
            const auto size = name.size();
            name.append(8, '\0'); // what `below` may read behind a key
            std::string_view key{name.data(), size};
            if (key.empty() || !is_utf8(key))
                desk.columns.emplace_back();
            else
                desk.columns.push_back(desk.draft.paths().below(Paths::root, key));
        }
        return at;
    }

    // Reads the record at `at`, which then is that of the next one. False: nothing is in it.
    bool row(std::string_view text, std::size_t& at, TableDesk& desk) const {
        bool has_any = false;
        for (std::size_t column = 0;; ++column) {
            const auto cell = cell_at(text, at, delimiter_);
            at = cell.next;
            has_any = has_any || !cell.text.empty() || !cell.is_last;
            if (column < desk.columns.size() && desk.columns[column])
                add(*desk.columns[column], cell, desk.draft);
            if (cell.is_last) return has_any;
        }
    }

    static void add(PathId path, const Cell& cell, Draft& draft) {
        if (cell.text.empty() && !cell.is_quoted) {
            draft.add(path, Type::null, {});
            return;
        }
        auto text = cell.has_quotes ? single_quotes(cell.text, draft.arena()) : cell.text;
        if (!is_utf8(text)) text = repaired(text, false, draft.arena());
        draft.add(path, Type::utf8, text);
    }

    static std::string_view single_quotes(std::string_view text, Arena& arena) {
        char* const room = arena.take(text.size());
        std::size_t size = 0;
        for (std::size_t at = 0; at < text.size(); ++at) {
            room[size++] = text[at];
            if (text[at] == '"') ++at;
        }
        arena.shrink(size);
        return {room, size};
    }

    std::unique_ptr<Cutter> cutter_;
    char delimiter_;
    std::optional<Source> source_;
    ShapeBook book_;
};

class PlainReader final : public LineReader {
public:
    using LineReader::LineReader;
    [[nodiscard]] std::unique_ptr<Desk> desk(const Names& names) const override {
        return std::make_unique<LineDesk>(names);
    }

protected:
    bool line(std::string_view, LineDesk&, Event& event) const override {
        event.source = &source(unknown_);
        return true;
    }

private:
    Source unknown_;
};

} // namespace

std::optional<char> delimiter_of(std::string_view line) {
    constexpr std::size_t names_min = 3;
    for (const char sign : {',', '\t', ';'}) {
        std::size_t at = 0;
        std::size_t names = 0;
        bool fits = true;
        for (bool is_last = false; fits && !is_last;) {
            const auto cell = cell_at(line, at, sign);
            // A name of a column is short, and no value.
            fits = !cell.text.empty() && cell.text.size() < 100 &&
                   cell.text.find_first_of("{}=<>\"") == cell.text.npos && !is_digit(cell.text[0]);
            ++names;
            is_last = cell.is_last;
            at = cell.next;
        }
        if (fits && names >= names_min) return sign;
    }
    return std::nullopt;
}

std::unique_ptr<Reader> read_table(Stream stream, char delimiter, const Hints& hints,
                                   std::size_t bytes) {
    return std::make_unique<TableReader>(cut_csv(std::move(stream), delimiter, bytes), delimiter,
                                         hints);
}

std::unique_ptr<Reader> read_plain(Stream stream, const Hints& hints, std::size_t bytes) {
    return std::make_unique<PlainReader>(cut_lines(std::move(stream), bytes), hints, "lines");
}

} // namespace sokuo::detect::logs
