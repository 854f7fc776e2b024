#include "mail/read/date.h"

#include "mail/read/ascii.h"

#include <array>
#include <charconv>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace sokuo::mail {
namespace {

using namespace std::chrono;

constexpr std::size_t words_max = 12;
constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                  "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::pair<std::string_view, int>, 11> zones{{
    {"ut", 0},
    {"utc", 0},
    {"gmt", 0},
    {"jst", 540},
    {"est", -300},
    {"edt", -240},
    {"cst", -360},
    {"cdt", -300},
    {"mst", -420},
    {"pst", -480},
    {"pdt", -420},
}};

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0) return {};
    return value;
}

std::optional<unsigned> month_of(std::string_view text) {
    const auto name = lower_case(text.substr(0, 3));
    for (unsigned at = 0; at < months.size(); ++at) {
        if (months[at] == name) return at + 1;
    }
    return {};
}

// Words, without commas, comments and the day of the week.
std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    text = text.substr(0, text.find('('));
    while (words.size() < words_max) {
        const auto begin = text.find_first_not_of(" \t\r\n,");
        if (begin == std::string_view::npos) break;
        const auto end = std::min(text.find_first_of(" \t\r\n,", begin), text.size());
        words.push_back(text.substr(begin, end - begin));
        text.remove_prefix(end);
    }
    if (!words.empty() && !is_digit(words.front().front())) words.erase(words.begin());
    return words;
}

std::optional<seconds> time_of_day(std::string_view text) {
    const auto first = text.find(':');
    if (first == std::string_view::npos) return {};
    const auto second = text.find(':', first + 1);
    const auto hour = number(text.substr(0, first));
    const auto minute = number(
        text.substr(first + 1, second == std::string_view::npos ? second : second - first - 1));
    const auto last =
        second == std::string_view::npos ? std::optional{0} : number(text.substr(second + 1, 2));
    if (!hour || !minute || !last || *hour > 23 || *minute > 59 || *last > 60) return {};
    return hours{*hour} + minutes{*minute} + seconds{*last};
}

minutes zone_of(std::string_view text) {
    const bool is_offset = text.size() == 5 && (text[0] == '+' || text[0] == '-');
    if (is_offset) {
        const auto clock = number(text.substr(1));
        if (!clock) return {};
        const minutes offset{*clock / 100 * 60 + *clock % 100};
        return text[0] == '-' ? -offset : offset;
    }
    for (const auto& [name, offset] : zones) {
        if (equals(text, name)) return minutes{offset};
    }
    return {};
}

year year_of(int number) {
    if (number < 50) return year{2000 + number}; // RFC 5322 §4.3
    return year{number < 1000 ? 1900 + number : number};
}

} // namespace

std::optional<Time> date_of(std::string_view text) {
    const auto words = words_of(text);
    if (words.size() < 4) return {};
    const auto day_number = number(words[0]);
    const auto month_number = month_of(words[1]);
    const auto year_number = number(words[2]);
    const auto time = time_of_day(words[3]);
    if (!day_number || !month_number || !year_number || !time || *year_number > 9999) return {};
    const year_month_day date{year_of(*year_number), month{*month_number},
                              day{static_cast<unsigned>(*day_number)}};
    if (!date.ok()) return {};
    const auto zone = words.size() > 4 ? zone_of(words[4]) : minutes{0};
    return Time{sys_days{date} + *time - zone};
}

} // namespace sokuo::mail
