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

// A part of the day and the hours people mean by it. 深夜2時 may be of this night or the next, so
// the small hours are 未明 only.
struct DayPart {
    std::string_view word;
    int from = 0;
    int to = 0;
};
constexpr std::array day_parts{
    DayPart{"早朝", 3, 8},   DayPart{"明け方", 3, 7}, DayPart{"未明", 0, 5},
    DayPart{"朝方", 4, 10},  DayPart{"朝", 4, 11},    DayPart{"お昼", 10, 16},
    DayPart{"昼間", 10, 16}, DayPart{"昼", 10, 16},   DayPart{"夕方", 15, 19},
    DayPart{"夕刻", 15, 19}, DayPart{"夕", 15, 19},   DayPart{"深夜", 22, 23},
    DayPart{"夜", 17, 23},   DayPart{"晩", 17, 23},
};
constexpr const DayPart* at_morning = &day_parts[4];
constexpr const DayPart* at_night = &day_parts[12];

// A day counted from the one it is told on, with the part of the day the word brings along.
struct DayWord {
    std::string_view word;
    int days_back = 0;
    const DayPart* part = nullptr;
};
constexpr std::array day_words{
    DayWord{"今日", 0},           DayWord{"きょう", 0},           DayWord{"本日", 0},
    DayWord{"一昨日", 2},         DayWord{"おととい", 2},         DayWord{"昨日", 1},
    DayWord{"きのう", 1},         DayWord{"今朝", 0, at_morning}, DayWord{"けさ", 0, at_morning},
    DayWord{"昨夜", 1, at_night}, DayWord{"昨晩", 1, at_night},   DayWord{"ゆうべ", 1, at_night},
};

const DayPart* take_part(Spelling& text) {
    const auto found = std::find_if(day_parts.begin(), day_parts.end(),
                                    [&](const auto& part) { return text.take(part.word); });
    if (found == day_parts.end()) return nullptr;
    text.take("の");
    return &*found;
}

// The hour that `hour` is in a part of the day: 夕方5時 is 17.
Result<int> hour_in(const DayPart& part, int hour) {
    for (const int meant : {hour, hour + 12}) {
        if (meant >= part.from && meant <= part.to) return meant;
    }
    return failure(Errc::invalid, when_unreadable);
}

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

Result<Told> take_clock(Spelling& text, const DayPart* part) {
    if (text.take("正午")) return Told{std::chrono::hours{12}};
    if (const auto* nearer = take_part(text)) part = nearer;
    const auto half = take_half(text);
    auto hour = text.take_number(2, Spacing::spaced);
    if (!hour) return failure(Errc::invalid, when_unreadable);
    const auto minute = TRY(take_minutes(text));
    if (half != Half::whole_day) {
        if (*hour == 12) return failure(Errc::invalid, twelve_is_unclear);
        if (*hour > 12) return failure(Errc::invalid, clock_not_on_dial);
    }
    if (half == Half::afternoon) *hour += 12;
    if (half == Half::whole_day && part != nullptr) hour = TRY(hour_in(*part, *hour));
    const Minutes clock{*hour * 60 + minute.value_or(0)};
    if (minute.value_or(0) > 59 || clock > day_length)
        return failure(Errc::invalid, clock_not_on_dial);
    return Told{clock, minute ? Precision::minute : Precision::hour};
}

// True when a time is next rather than a date: they can only be told apart by what follows the
// first number.
bool is_clock_next(Spelling text) {
    if (text.take("正午") || take_half(text) != Half::whole_day) return true;
    take_part(text);
    return text.take_number(2, Spacing::spaced) && text.take_any({"時", ":"});
}

bool says_unknown(std::string_view text) {
    Spelling spelling{text};
    const bool found = std::any_of(unknown_words.begin(), unknown_words.end(),
                                   [&](auto word) { return spelling.take(word); });
    return found && spelling.at_end();
}

Result<When> take_clock_of(Spelling& text, When when, const DayPart* part) {
    const auto told = TRY(take_clock(text, part));
    when.clock = told.clock;
    when.precision = told.precision;
    if (told.clock < day_length) return when;
    if (!when.date) return failure(Errc::invalid, clock_not_on_dial);
    when.date = *when.date + std::chrono::days{1};
    when.clock = Minutes{0};
    return when;
}

// A date, and the part of the day that its word brought along or that follows it.
struct ToldDay {
    Date date{};
    const DayPart* part = nullptr;
};

// 3日前 is three days ago; 3日前後 is about the 3rd.
std::optional<int> take_days_ago(Spelling& text) {
    const auto before = text;
    const auto days = text.take_number(2, Spacing::spaced);
    if (days && text.take("日前") && !text.take("後")) return days;
    text = before;
    return {};
}

Result<ToldDay> take_day(Spelling& text, const LocalTime* told_at, const Eras& eras) {
    if (told_at == nullptr) return ToldDay{TRY(take_date(text, eras))};
    for (const auto& [word, days_back, part] : day_words) {
        if (text.take(word)) return ToldDay{told_at->date - std::chrono::days{days_back}, part};
    }
    if (const auto days = take_days_ago(text))
        return ToldDay{told_at->date - std::chrono::days{*days}};
    if (const auto near = TRY(take_date_before(text, told_at->date))) return ToldDay{*near};
    return ToldDay{TRY(take_date(text, eras))};
}

// A part of the day that no clock time follows: 24日の夕方, 24日の午後.
bool take_part_alone(Spelling& text) {
    auto here = text;
    const bool is_part = take_part(here) != nullptr || take_half(here) != Half::whole_day;
    if (is_part) here.take("中");
    const bool is_about = is_part && take_about(here);
    if (!is_part || (!here.at_end() && !is_about)) return false;
    text = here;
    return true;
}

// The last time the clock showed this; told just before it comes, today's is meant.
Date day_of_clock(const When& when, const LocalTime& told_at) {
    constexpr Minutes slack{5};
    constexpr Minutes slack_about{60};
    const auto latest = told_at.clock + (when.approximate ? slack_about : slack);
    return !when.clock || *when.clock <= latest ? told_at.date
                                                : told_at.date - std::chrono::days{1};
}

Result<When> read_when(std::string_view text, const LocalTime* told_at, const Eras& eras) {
    if (is_blank(text) || says_unknown(text)) return When{};
    Spelling spelling{text};
    When when;
    const DayPart* part = nullptr;
    const bool is_about = spelling.take("約");
    if (!is_clock_next(spelling)) {
        const auto day = TRY(take_day(spelling, told_at, eras));
        when.date = day.date;
        part = day.part;
        when.precision = Precision::day;
        spelling.take_any({"の", "、", ",", "T"});
    }
    bool is_day_about = take_about(spelling);
    if (when.date && !is_day_about && !spelling.at_end()) is_day_about = take_part_alone(spelling);
    const bool has_clock = !spelling.at_end() && !is_day_about;
    if (has_clock) when = TRY(take_clock_of(spelling, when, part));
    const bool is_part_only = part != nullptr && !has_clock;
    when.approximate = is_about || is_day_about || is_part_only || take_about(spelling);
    if (!spelling.at_end()) return failure(Errc::invalid, when_unreadable);
    if (told_at != nullptr && when.clock && !when.date) when.date = day_of_clock(when, *told_at);
    return when;
}

} // namespace

Result<When> parse_when(std::string_view text, const Eras& eras) {
    return read_when(text, nullptr, eras);
}

Result<When> parse_when(std::string_view text, const LocalTime& told_at, const Eras& eras) {
    return read_when(text, &told_at, eras);
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
