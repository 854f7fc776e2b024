#include "detect/report/zone.h"

#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

namespace sokuo::detect::report {
namespace {

constexpr Message zone_unknown{
    "scan.zone_unknown", "時間帯「{0}」は知られていません。「Asia/Tokyo」のように書いてください。",
    "There is no time zone “{0}”. Write it like Asia/Tokyo."};
constexpr Message utc_said{"scan.utc", "協定世界時（UTC）", "UTC"};
constexpr Message jst_said{"scan.jst", "日本時間（JST）", "Japan time (JST)"};

void append(std::string& text, std::int64_t number, std::size_t digits) {
    const auto written = std::to_string(number);
    text.append(digits - std::min(digits, written.size()), '0').append(written);
}

// `zone`'s calendar day and clock, with `between` them.
std::string local(Time time, const Zone& zone, char between) {
    using namespace std::chrono;
    const auto there = time + zone.offset(time);
    const auto midnight = floor<days>(there);
    const year_month_day date{midnight};
    const hh_mm_ss clock{there - midnight};
    std::string text;
    append(text, static_cast<int>(date.year()), 4);
    append(text += '-', static_cast<unsigned>(date.month()), 2);
    append(text += '-', static_cast<unsigned>(date.day()), 2);
    append(text += between, clock.hours().count(), 2);
    append(text += ':', clock.minutes().count(), 2);
    append(text += ':', clock.seconds().count(), 2);
    return text;
}

} // namespace

struct Zone::Hidden {
    std::string name{};
    std::unique_ptr<const icu::TimeZone> icu{};
};

Zone Zone::utc() {
    return Zone{nullptr};
}

Result<Zone> Zone::named(std::string_view name) {
    // Zones never change and there are few: each is found once and kept.
    static std::mutex mutex;
    static std::map<std::string, Hidden, std::less<>> known;
    if (name == "UTC" || name == "Etc/UTC") return utc();
    const std::scoped_lock lock{mutex};
    if (const auto found = known.find(name); found != known.end()) return Zone{&found->second};

    auto error = U_ZERO_ERROR;
    const auto id = icu::UnicodeString::fromUTF8(
        icu::StringPiece{name.data(), static_cast<std::int32_t>(name.size())});
    icu::UnicodeString canonical;
    UBool is_in_database = 0;
    icu::TimeZone::getCanonicalID(id, canonical, is_in_database, error);
    if (U_FAILURE(error) != 0 || is_in_database == 0)
        return failure(Errc::invalid, zone_unknown, {std::string{name}});
    std::unique_ptr<const icu::TimeZone> zone{icu::TimeZone::createTimeZone(id)};
    const auto kept =
        known.emplace(std::string{name}, Hidden{std::string{name}, std::move(zone)}).first;
    return Zone{&kept->second};
}

Duration Zone::offset(Time time) const {
    using std::chrono::milliseconds;
    if (zone_ == nullptr) return {};
    const auto since = std::chrono::floor<milliseconds>(time.time_since_epoch());
    auto error = U_ZERO_ERROR;
    std::int32_t raw = 0;
    std::int32_t summer = 0;
    zone_->icu->getOffset(static_cast<UDate>(since.count()), 0, raw, summer, error);
    if (U_FAILURE(error) != 0) return {};
    return milliseconds{raw + summer};
}

std::string Zone::said(Language language) const {
    if (zone_ == nullptr) return std::string{utc_said.text(language)};
    if (zone_->name == "Asia/Tokyo") return std::string{jst_said.text(language)};
    return zone_->name;
}

std::optional<Time> readable(std::optional<Time> time) {
    using namespace std::chrono;
    constexpr Time earliest{sys_days{year{1} / 1 / 1}};
    constexpr Time latest{sys_days{year{9999} / 12 / 30}};
    if (!time || *time < earliest || *time >= latest) return std::nullopt;
    return time;
}

std::string local_text(Time time, const Zone& zone) {
    return local(time, zone, ' ');
}

std::string rfc3339(Time time, const Zone& zone) {
    using namespace std::chrono;
    auto text = local(time, zone, 'T');
    const auto fraction = time - floor<seconds>(time);
    if (fraction.count() != 0) append(text += '.', fraction.count(), 6);
    const auto minutes_off = duration_cast<minutes>(zone.offset(time)).count();
    if (minutes_off == 0) return text += 'Z';
    text += minutes_off < 0 ? '-' : '+';
    append(text, std::abs(minutes_off) / 60, 2);
    append(text += ':', std::abs(minutes_off) % 60, 2);
    return text;
}

} // namespace sokuo::detect::report
