#include "detect/logs/syslog_line.h"

#include "detect/logs/scan.h"

#include <array>
#include <charconv>
#include <cstring>

namespace sokuo::detect::logs {
namespace {

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<int> priority(Scan& scan) {
    auto ahead = scan;
    if (!ahead.take("<")) return std::nullopt;
    const auto digits = ahead.digits(3);
    int number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || number > 191 || !ahead.take(">")) return std::nullopt;
    scan = ahead;
    return number;
}

// `Nov  3 10:05:27`, also with a year before the hour or decimals behind, as routers write it.
std::string_view old_time(Scan& scan, bool& has_year) {
    const auto text = scan.rest();
    if (text.size() < 15 || month_of(text.substr(0, 3)) == 0 || text[3] != ' ') return {};
    auto ahead = scan;
    ahead.count(4);
    ahead.skip(' ');
    if (ahead.digits(2).empty() || !ahead.take(" ")) return {};
    has_year = fits(ahead.rest(), "0000 00:00:00");
    if (has_year) ahead.count(5);
    if (!fits(ahead.rest(), "00:00:00")) return {};
    ahead.count(8);
    if (ahead.take(".")) ahead.digits(9);
    const auto time = text.substr(0, text.size() - ahead.rest().size());
    ahead.take(":");
    if (!ahead.take(" ")) return {};
    scan = ahead;
    return time;
}

std::string_view new_time(Scan& scan) {
    const auto text = scan.rest();
    if (!fits(text, "0000-00-00T00:00:00") && !fits(text, "0000-00-00 00:00:00")) return {};
    auto ahead = scan;
    ahead.count(19);
    const auto zone = ahead.word();
    const auto time = text.substr(0, 19 + zone.size());
    if (time.size() > 40) return {};
    scan = ahead;
    return time;
}

std::string_view unless_nil(std::string_view text) {
    return text == "-" ? std::string_view{} : text;
}

// Over `[id name="value" …][…]`; a bracket in a value has a backslash before it.
std::string_view structured(Scan& scan) {
    const auto text = scan.rest();
    if (scan.take("-")) return {};
    std::size_t at = 0;
    while (at < text.size() && text[at] == '[') {
        bool is_quoted = false;
        for (++at; at < text.size() && (is_quoted || text[at] != ']'); ++at) {
            if (text[at] == '\\')
                ++at;
            else if (text[at] == '"')
                is_quoted = !is_quoted;
        }
        at = at < text.size() ? at + 1 : text.size();
    }
    return scan.count(at);
}

SyslogLine new_line(Scan scan, int priority) {
    SyslogLine line{.priority = priority, .has_year = true};
    line.time = unless_nil(scan.word());
    line.host = unless_nil(scan.word());
    line.program = unless_nil(scan.word());
    line.pid = unless_nil(scan.word());
    line.id = unless_nil(scan.word());
    line.data = structured(scan);
    scan.skip(' ');
    scan.take("\xef\xbb\xbf");
    line.message = scan.rest();
    return line;
}

bool is_tag(char sign) {
    return sign > ' ' && sign != '[' && sign != ':' && sign != '<' && sign != '{' && sign != '"';
}

// `sshd[1234]: text`; a text that begins otherwise has no program.
void tag(std::string_view text, SyslogLine& line) {
    std::size_t end = 0;
    while (end < text.size() && end < 64 && is_tag(text[end]))
        ++end;
    auto scan = Scan{text.substr(end)};
    std::string_view pid;
    if (scan.take("[")) {
        pid = scan.until(']');
        if (pid.size() > 20) pid = {};
    }
    const bool is_tagged = end > 0 && scan.take(":");
    if (!is_tagged) {
        line.message = text;
        return;
    }
    scan.take(" ");
    line.program = text.substr(0, end);
    line.pid = pid;
    line.message = scan.rest();
}

} // namespace

int month_of(std::string_view name) {
    for (std::size_t at = 0; at < months.size(); ++at)
        if (months.at(at) == name) return static_cast<int>(at) + 1;
    return 0;
}

std::optional<SyslogLine> read_syslog(std::string_view text) {
    Scan scan{text};
    const auto said = priority(scan);
    if (said && scan.take("1 ")) return new_line(scan, *said);
    SyslogLine line{.priority = said};
    line.time = old_time(scan, line.has_year);
    if (line.time.empty()) {
        line.time = new_time(scan);
        line.has_year = !line.time.empty();
    }
    if (line.time.empty()) {
        if (!said) return std::nullopt;
        tag(scan.rest(), line);
        return line;
    }
    line.host = scan.word();
    scan.skip(' ');
    if (line.host.ends_with(':')) { // no host, and this is the program
        line.host.remove_suffix(1);
        tag(text.substr(static_cast<std::size_t>(line.host.data() - text.data())), line);
        line.host = {};
        return line;
    }
    tag(scan.rest(), line);
    return line;
}

bool with_year(std::string_view time, int year, char* room) {
    const int month = month_of(time.substr(0, 3));
    if (month == 0 || time.size() < 15 || year < 1970 || year > 9999) return false;
    auto scan = Scan{time.substr(4)};
    scan.skip(' ');
    const auto day = scan.digits(2);
    scan.skip(' ');
    if (!fits(scan.rest(), "00:00:00")) return false;
    const auto two = [](int number, char* at) {
        at[0] = static_cast<char>('0' + number / 10);
        at[1] = static_cast<char>('0' + number % 10);
    };
    two(year / 100, room);
    two(year % 100, room + 2);
    room[4] = room[7] = '-';
    two(month, room + 5);
    room[8] = day.size() == 2 ? day[0] : '0';
    room[9] = day.back();
    room[10] = ' ';
    std::memcpy(room + 11, scan.rest().data(), 8);
    return true;
}

void put_offset(std::chrono::minutes offset, char* room) {
    const auto minutes = static_cast<int>(offset.count() < 0 ? -offset.count() : offset.count());
    const auto two = [](int number, char* at) {
        at[0] = static_cast<char>('0' + number / 10 % 10);
        at[1] = static_cast<char>('0' + number % 10);
    };
    room[0] = offset.count() < 0 ? '-' : '+';
    two(minutes / 60, room + 1);
    room[3] = ':';
    two(minutes % 60, room + 4);
}

} // namespace sokuo::detect::logs
