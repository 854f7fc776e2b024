#include "detect/report/when.h"

#include <string>

namespace sokuo::detect::report {

namespace {

constexpr std::size_t day_size = std::string_view{"2026-11-28"}.size();
constexpr std::size_t minute_size = std::string_view{"2026-11-28 22:00"}.size();
constexpr std::size_t second_size = std::string_view{"2026-11-28 22:00:30"}.size();

constexpr Message when_unreadable{
    "scan.when_unreadable", "日時「{0}」は「2026-11-28」か「2026-11-28 22:00」のように書きます。",
    "Write the time “{0}” like 2026-11-28 or “2026-11-28 22:00”."};

} // namespace

Result<Time> parse_when(std::string_view text, const Zone& zone, DayEdge edge) {
    std::string full{text};
    if (full.size() > day_size && full[day_size] == ' ') full[day_size] = 'T';
    const bool is_day = full.size() == day_size;
    const bool is_local =
        is_day || full.size() == minute_size || (full.size() == second_size && full.back() != 'Z');
    if (is_day) full += "T00:00";
    if (full.size() == minute_size) full += ":00";
    if (is_local) full += 'Z';
    const auto read = parse_rfc3339(full);
    if (!read.ok()) return failure(Errc::invalid, when_unreadable, {std::string{text}});
    auto time = read.value();
    // The offset is that of the moment itself, which is known only once it was taken off.
    if (is_local) time -= zone.offset(time - zone.offset(time));
    if (is_day && edge == DayEdge::last) time += std::chrono::days{1} - Duration{1};
    return time;
}

} // namespace sokuo::detect::report
