#include "calendar/wareki.h"

#include "calendar/spelling.h"
#include "core/text.h"

#include <algorithm>
#include <array>

namespace sokuo::calendar {
namespace {

constexpr Message when_unreadable{
    "calendar.when_unreadable",
    "日時を「令和8年11月23日 15時45分頃」または「2026-11-23 15:45」の形で書いてください。"
    "分からないときは「不明」と書いてください。",
    "Write date and time like 2026-11-23 15:45, or 不明 when they are not known."};
constexpr Message clock_not_on_dial{"calendar.clock_not_on_dial",
                                    "時刻は0時00分から23時59分までの間で書いてください。",
                                    "Write a time between 0:00 and 23:59."};
constexpr Message twelve_is_unclear{
    "calendar.twelve_is_unclear",
    "「午前12時」「午後12時」は昼と夜の両方に読めます。昼は「12時」、夜は「0時」と書いてください。",
    "午前12時 and 午後12時 can mean noon or midnight. Write 12:00 for noon, 0:00 for midnight."};

constexpr std::array<std::string_view, 7> unknown_words{
    "不明", "不詳", "未詳", "わからない", "分からない", "分かりません", "わかりません"};

// A time of day as it was told. 24:00 stays 24:00 here.
struct Told {
    Minutes clock{};
    Precision precision = Precision::minute;
};

enum class Half : std::uint8_t { whole_day, morning, afternoon };

Half take_half(Spelling& text) {
    if (text.take_any({"午前", "AM"})) return Half::morning;
    if (text.take_any({"午後", "PM"})) return Half::afternoon;
    return Half::whole_day;
}

// 頃 and its likes, after a date or a time.
bool take_about(Spelling& text) {
    return text.take_any(
        {"頃", "ごろ", "ころ", "過ぎ", "すぎ", "前後", "くらい", "ぐらい", "位", "前"});
}

// The minutes after the hour; nothing when only the hour is told.
Result<std::optional<int>> take_minutes(Spelling& text) {
    std::optional<int> minute;
    if (text.take("時")) {
        if (text.take("半")) return std::optional{30};
        minute = text.take_number(2, Spacing::spaced);
        if (!minute) return minute;
        if (!text.take("分")) return failure(Errc::invalid, when_unreadable);
        if (text.take_number(2, Spacing::spaced) && !text.take("秒"))
            return failure(Errc::invalid, when_unreadable);
        return minute;
    }
    if (!text.take(":")) return failure(Errc::invalid, when_unreadable);
    minute = text.take_number(2, Spacing::tight);
    if (!minute) return failure(Errc::invalid, when_unreadable);
    if (text.take(":") && !text.take_number(2, Spacing::tight))
        return failure(Errc::invalid, when_unreadable);
    return minute;
}

Result<Told> take_clock(Spelling& text) {
    if (text.take("正午")) return Told{std::chrono::hours{12}};
    const auto half = take_half(text);
    auto hour = text.take_number(2, Spacing::spaced);
    if (!hour) return failure(Errc::invalid, when_unreadable);
    const auto minute = TRY(take_minutes(text));
    if (half != Half::whole_day) {
        if (*hour == 12) return failure(Errc::invalid, twelve_is_unclear);
        if (*hour > 12) return failure(Errc::invalid, clock_not_on_dial);
    }
    if (half == Half::afternoon) *hour += 12;
    const Minutes clock{*hour * 60 + minute.value_or(0)};
    if (minute.value_or(0) > 59 || clock > day_length)
        return failure(Errc::invalid, clock_not_on_dial);
    return Told{clock, minute ? Precision::minute : Precision::hour};
}

// True when a time is next rather than a date: they can only be told apart by what follows the
// first number.
bool is_clock_next(Spelling text) {
    if (text.take("正午") || take_half(text) != Half::whole_day) return true;
    return text.take_number(2, Spacing::spaced) && text.take_any({"時", ":"});
}

bool says_unknown(std::string_view text) {
    Spelling spelling{text};
    const bool found = std::any_of(unknown_words.begin(), unknown_words.end(),
                                   [&](auto word) { return spelling.take(word); });
    return found && spelling.at_end();
}

Result<When> take_clock_of(Spelling& text, When when) {
    const auto told = TRY(take_clock(text));
    when.clock = told.clock;
    when.precision = told.precision;
    if (told.clock < day_length) return when;
    if (!when.date) return failure(Errc::invalid, clock_not_on_dial);
    when.date = *when.date + std::chrono::days{1};
    when.clock = Minutes{0};
    return when;
}

} // namespace

Result<When> parse_when(std::string_view text, const Eras& eras) {
    if (is_blank(text) || says_unknown(text)) return When{};
    Spelling spelling{text};
    When when;
    const bool is_about = spelling.take("約");
    if (!is_clock_next(spelling)) {
        when.date = TRY(take_date(spelling, eras));
        when.precision = Precision::day;
        spelling.take_any({"の", "、", ",", "T"});
    }
    const bool is_day_about = take_about(spelling);
    if (!spelling.at_end() && !is_day_about) when = TRY(take_clock_of(spelling, when));
    when.approximate = is_about || is_day_about || take_about(spelling);
    if (!spelling.at_end()) return failure(Errc::invalid, when_unreadable);
    return when;
}

std::string to_text(const When& when, const Eras& eras) {
    if (when.precision == Precision::unknown) return "不明";
    std::string text;
    if (when.date) text += to_wareki(*when.date, DateStyle::with_weekday, Digits::half_width, eras);
    if (when.clock) {
        const auto minutes = when.clock->count();
        text += std::to_string(minutes / 60) + "時";
        if (when.precision == Precision::minute) text += std::to_string(minutes % 60) + "分";
    }
    if (when.approximate) text += "頃";
    return text;
}

std::optional<Time> moment(const When& when, const TimeZone& zone) {
    if (!when.date) return {};
    return zone.utc({*when.date, when.clock.value_or(Minutes{0})});
}

} // namespace sokuo::calendar
