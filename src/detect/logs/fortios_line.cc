#include "detect/logs/fortios_line.h"

#include "detect/logs/scan.h"

#include <algorithm>

namespace sokuo::detect::logs {
namespace {

constexpr std::size_t seconds_size = 10;
constexpr std::size_t milliseconds_size = 13;

// Blanks end a value unless it stands between quotation marks, in which a backslash hides one.
std::string_view value_of(Scan& scan) {
    if (!scan.take("\"")) return scan.word();
    const auto rest = scan.rest();
    std::size_t end = 0;
    while (end < rest.size() && rest[end] != '"')
        end += rest[end] == '\\' ? 2 : 1;
    const auto value = scan.count(std::min(end, rest.size()));
    scan.take("\"");
    return value;
}

// Since 1970 in seconds, or since FortiOS 6.2 in billionths of them, which are cut to thousandths.
Value epoch(std::string_view text) {
    const bool is_number = !text.empty() && std::ranges::all_of(text, is_digit);
    if (!is_number || text.size() < seconds_size) return {};
    const auto size = text.size() >= milliseconds_size ? milliseconds_size : seconds_size;
    return {0, Type::number, text.substr(0, size)};
}

} // namespace

bool is_fortios(std::string_view line) {
    const auto head = line.substr(0, 400);
    return (head.starts_with("date=") || head.starts_with("devname=") ||
            head.starts_with("timestamp=")) &&
           head.find("devid=") != head.npos && line.find("logid=") != line.npos;
}

FortiosLine read_fortios(std::string_view line, LineDesk& desk) {
    FortiosLine read;
    std::string_view date;
    std::string_view time;
    std::string_view zone;
    Scan scan{line};
    for (scan.skip(' '); !scan.is_done(); scan.skip(' ')) {
        const auto name = scan.rest().substr(0, scan.rest().find_first_of("= "));
        scan.count(name.size());
        if (!scan.take("=")) continue;
        const auto value = value_of(scan);
        if (name == "type") read.type = value;
        if (name == "subtype") read.subtype = value;
        if (name == "devname") read.device = value;
        if (name == "eventtime") read.time = epoch(value);
        if (name == "date") date = value;
        if (name == "time") time = value;
        if (name == "tz") zone = value;
        if (!name.empty() && !value.empty()) desk.add_named(name, value);
    }
    // `+0900`; RFC 3339 has a colon in it.
    if (read.time.bytes.empty() && !date.empty() && !time.empty()) {
        const bool has_zone = fits(zone.substr(std::min<std::size_t>(zone.size(), 1)), "0000");
        const auto moment =
            has_zone ? desk.arena.join(date, "T", time, zone.substr(0, 3), ":", zone.substr(3, 2))
                     : desk.arena.join(date, " ", time);
        read.time = {0, Type::utf8, moment};
    }
    return read;
}

} // namespace sokuo::detect::logs
