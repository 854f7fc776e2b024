#include "detect/logs/scan.h"
#include "detect/logs/web.h"
#include "detect/logs/web_names.h"

#include <algorithm>
#include <array>
#include <string>

namespace sokuo::detect::logs {
namespace {

constexpr std::string_view fields_mark = "#Fields:";
constexpr std::size_t columns_max = 512;

enum class Part : std::uint8_t { other, date, time, agent, stem, query, uri };

struct Column {
    FieldId field = 0;
    FieldId also = 0; ///< Another name for the same.
    Part part = Part::other;
    bool has_also = false;
};

struct W3cDesk final : LineDesk {
    using LineDesk::LineDesk;
    WebNames web{names};
    std::string heading;
    std::vector<Column> columns;
    bool is_firewall = false;
    bool is_proxy = false;
};

// `cs(User-Agent)` is `cs-user-agent` to every rule.
std::string plain_name(std::string_view name) {
    std::string plain;
    for (const char sign : name) {
        if (sign == ')') continue;
        const bool is_upper = sign >= 'A' && sign <= 'Z';
        plain += sign == '(' ? '-' : is_upper ? static_cast<char>(sign - 'A' + 'a') : sign;
    }
    return plain;
}

Column column_of(std::string_view name, Names& names) {
    const auto plain = plain_name(name);
    Column column{.field = names.of(plain)};
    const auto also = [&](std::string_view other) {
        column.also = names.of(other);
        column.has_also = true;
    };
    if (plain == "date") column.part = Part::date;
    if (plain == "time") column.part = Part::time;
    if (plain == "cs-uri-stem") column.part = Part::stem;
    if (plain == "cs-uri-query") column.part = Part::query;
    if (plain == "cs-uri" || plain == "c-uri") column.part = Part::uri;
    if (plain == "cs-user-agent") {
        column.part = Part::agent;
        also("c-useragent");
    }
    // Windows' firewall.
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> firewall{
        {{"src-ip", "src_ip"},
         {"dst-ip", "dst_ip"},
         {"src-port", "src_port"},
         {"dst-port", "dst_port"}}};
    for (const auto& [theirs, ours] : firewall)
        if (plain == theirs) also(ours);
    return column;
}

class W3cReader final : public LineReader {
public:
    W3cReader(std::unique_ptr<Cutter> cutter, const Hints& hints)
        : LineReader{std::move(cutter), hints, "w3c"} {
        iis_ = {.product = "iis", .categories = {"webserver"}, .services = {"iis"}};
        proxy_.categories = {"proxy"};
        firewall_ = {.product = "windows", .categories = {"firewall"}, .services = {"pfirewall"}};
    }

    [[nodiscard]] std::unique_ptr<Desk> desk(const Names& names) const override {
        return std::make_unique<W3cDesk>(names);
    }

protected:
    bool line(std::string_view line, LineDesk& desk, Event& event) const override {
        auto& own = static_cast<W3cDesk&>(desk);
        if (line.starts_with(fields_mark)) head(line, own);
        if (line.starts_with('#')) return false;
        event.source = &source(own.is_firewall ? firewall_ : own.is_proxy ? proxy_ : iis_);
        row(line, own, event);
        return true;
    }

private:
    static void head(std::string_view line, W3cDesk& desk) {
        if (desk.heading == line) return;
        desk.heading = line;
        desk.columns.clear();
        Scan scan{line.substr(fields_mark.size())};
        scan.skip(' ');
        while (!scan.is_done() && desk.columns.size() < columns_max) {
            const auto name = scan.word();
            scan.skip(' ');
            const bool is_room = desk.names.count() < LineDesk::names_max;
            if (!name.empty() && is_room) desk.columns.push_back(column_of(name, desk.names));
        }
        const auto has = [&](std::string_view name) { return line.find(name) != line.npos; };
        desk.is_firewall = has(" src-ip") && has(" dst-ip");
        desk.is_proxy = has("cs-uri-scheme") || has(" s-action") || has("r-ip");
    }

    static void row(std::string_view line, W3cDesk& desk, Event& event) {
        Scan scan{line};
        std::string_view date, time, stem, query;
        for (const auto& column : desk.columns) {
            if (scan.is_done()) break;
            const auto text = scan.rest().starts_with('"') ? quoted(scan) : scan.word();
            const bool is_there = text != "-" && !text.empty();
            if (column.part == Part::date) date = text;
            if (column.part == Part::time) time = text;
            if (column.part == Part::stem && is_there) stem = text;
            if (column.part == Part::query && is_there) query = text;
            desk.add_or_null(column.field, text);
            if (column.has_also) desk.add_or_null(column.also, text);
            if (column.part == Part::agent && is_there) spaced(text, column, desk);
        }
        if (!time.empty())
            event.time = {0, Type::utf8, date.empty() ? time : desk.arena.join(date, " ", time)};
        if (stem.empty()) return;
        const auto whole = query.empty() ? stem : desk.arena.join(stem, "?", query);
        desk.add(desk.web.c_uri, whole);
        desk.add(desk.web.cs_uri, whole);
        desk.add(desk.web.cs_uri_query, whole);
    }

    static std::string_view quoted(Scan& scan) {
        scan.take("\"");
        const auto text = scan.until('"');
        scan.skip(' ');
        return text;
    }

    // IIS writes blanks as `+`: both spellings are values.
    static void spaced(std::string_view text, const Column& column, W3cDesk& desk) {
        if (text.find('+') == text.npos) return;
        char* const room = desk.arena.take(text.size());
        std::ranges::replace_copy(text, room, '+', ' ');
        desk.add(column.field, {room, text.size()});
        desk.add(column.also, {room, text.size()});
    }

    Source iis_;
    Source proxy_;
    Source firewall_;
};

} // namespace

std::unique_ptr<Reader> read_w3c(Stream stream, const Hints& hints, std::size_t bytes) {
    return std::make_unique<W3cReader>(cut_w3c(std::move(stream), bytes), hints);
}

} // namespace sokuo::detect::logs
