#include "calendar/spelling.h"

#include "core/text.h"

#include <algorithm>
#include <array>

namespace sokuo::calendar {
namespace {

constexpr Message date_unreadable{
    "calendar.date_unreadable",
    "日付を「令和8年11月23日」または「2026-11-23」の形で書いてください。",
    "Write the date like 2026-11-23 or 令和8年11月23日."};
constexpr Message date_not_in_calendar{
    "calendar.date_not_in_calendar", "{0}年{1}月{2}日という日はありません。暦を確かめてください。",
    "There is no day {0}-{1}-{2}. Check the calendar."};
constexpr Message no_such_day{"calendar.no_such_day",
                              "「{0}」という日はありません。暦を確かめてください。",
                              "There is no day {0}. Check the calendar."};
constexpr Message era_unknown{
    "calendar.era_unknown",
    "元号「{0}」は登録されていません。西暦で「2026-11-23」のように書いてください。",
    "The era “{0}” is not known here. Write the Gregorian year, like 2026-11-23."};
constexpr Message era_not_begun{"calendar.era_not_begun",
                                "{0}は {1} に始まりました。元号か年を直してください。",
                                "The era {0} began on {1}. Correct the era or the year."};
constexpr Message weekday_differs{"calendar.weekday_differs",
                                  "{0} は{1}曜日です。日付か曜日を直してください。",
                                  "{0} is {1} (曜日). Correct the date or the weekday."};

constexpr int years_back_max = 8;  // From one 29 February to the one before, over 1900 as well.
constexpr int months_back_max = 2; // No two months in a row lack their 31st.
constexpr std::size_t era_name_bytes_max = 12; // four kanji

bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

bool is_space(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

char lower(char byte) {
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}

// What stands between year, month and day, and after the day.
struct Separators {
    std::string_view year;
    std::string_view month;
    std::string_view day;
    Spacing spacing;
};
constexpr std::array separators{
    Separators{"年", "月", "日", Spacing::spaced},
    Separators{"-", "-", "", Spacing::tight},
    Separators{"/", "/", "", Spacing::tight},
    Separators{".", ".", "", Spacing::tight},
};

Result<Date> existing(SpelledYear year, int month, int day) {
    const auto found =
        real_date(year.year, static_cast<unsigned>(month), static_cast<unsigned>(day));
    if (!found) {
        return failure(Errc::invalid, date_not_in_calendar,
                       {std::to_string(year.year), std::to_string(month), std::to_string(day)});
    }
    if (year.era != nullptr && *found < year.era->from)
        return failure(Errc::invalid, era_not_begun, {year.era->name, to_iso(year.era->from)});
    return *found;
}

// （月）, （月・祝）, 月曜日 or 月曜, if one is next. Nothing to take is no mistake; a weekday
// other than the one of `day` is.
Result<> take_weekday(Spelling& text, Date day) {
    constexpr std::array<std::string_view, 7> names{"日", "月", "火", "水", "木", "金", "土"};
    const auto before = text;
    const bool in_brackets = text.take("(");
    const auto name =
        std::find_if(names.begin(), names.end(), [&](auto each) { return text.take(each); });
    const bool is_long = text.take("曜");
    if (is_long) text.take("日");
    if (in_brackets) {
        text.take("・");
        text.take_any({"祝日", "祝", "休日", "休"});
        if (!text.take(")")) return failure(Errc::invalid, date_unreadable);
    }
    if (name == names.end() || !(in_brackets || is_long)) {
        text = before;
        return Done{};
    }
    if (*name != weekday_ja(day)) {
        return failure(Errc::invalid, weekday_differs, {to_iso(day), std::string{weekday_ja(day)}});
    }
    return Done{};
}

// The era whose name or letter is next; of two that fit, the longer.
const Era* take_era(Spelling& text, const Eras& eras) {
    const Era* found = nullptr;
    std::size_t length = 0;
    auto after = text;
    for (const auto& era : eras) {
        for (const auto& word : {era.name, era.letter}) {
            auto here = text;
            if (word.size() <= length || !here.take(word)) continue;
            found = &era;
            length = word.size();
            after = here;
        }
    }
    text = after;
    return found;
}

// A month and a day, or only a day, as they were told.
struct PartOfDate {
    std::optional<int> month;
    int day = 0;
};

std::optional<PartOfDate> take_part_of_date(Spelling& text) {
    const auto before = text;
    const auto first = text.take_number(2, Spacing::spaced);
    if (first && text.take("日")) return PartOfDate{{}, *first};
    if (first && text.take("月")) {
        const auto day = text.take_number(2, Spacing::spaced);
        if (day && text.take("日")) return PartOfDate{first, *day};
    } else if (first && text.take("/")) {
        const auto day = text.take_number(2, Spacing::tight);
        if (day && !text.take("/")) return PartOfDate{first, *day};
    }
    text = before;
    return {};
}

std::optional<Date> nearest(const PartOfDate& told, Date today) {
    const auto day = static_cast<unsigned>(told.day);
    if (told.month) {
        for (int back = 0; back <= years_back_max; ++back) {
            const auto found =
                real_date(year_of(today) - back, static_cast<unsigned>(*told.month), day);
            if (found && *found <= today) return found;
        }
        return {};
    }
    const std::chrono::year_month this_month{std::chrono::year{year_of(today)},
                                             std::chrono::month{month_of(today)}};
    for (int back = 0; back <= months_back_max; ++back) {
        const auto month = this_month - std::chrono::months{back};
        const auto found =
            real_date(static_cast<int>(month.year()), static_cast<unsigned>(month.month()), day);
        if (found && *found <= today) return found;
    }
    return {};
}

} // namespace

Spelling::Spelling(std::string_view text) : text_{to_half_width(text)} {}

void Spelling::skip_spaces() {
    while (at_ < text_.size() && is_space(text_[at_]))
        ++at_;
}

bool Spelling::take(std::string_view word) {
    const auto start = at_;
    for (const char expected : word) {
        skip_spaces();
        if (at_ == text_.size() || lower(text_[at_]) != lower(expected)) {
            at_ = start;
            return false;
        }
        ++at_;
    }
    return true;
}

bool Spelling::take_any(std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [this](auto word) { return take(word); });
}

std::optional<int> Spelling::take_number(std::size_t digits_max, Spacing spacing) {
    skip_spaces();
    const auto start = at_;
    int value = 0;
    std::size_t digits = 0;
    while (at_ < text_.size() && digits < digits_max && is_digit(text_[at_])) {
        value = value * 10 + (text_[at_] - '0');
        ++digits;
        ++at_;
        const auto after_digit = at_;
        if (spacing == Spacing::spaced) skip_spaces();
        if (at_ == text_.size() || !is_digit(text_[at_])) at_ = after_digit;
    }
    if (digits == 0) {
        at_ = start;
        return {};
    }
    return value;
}

bool Spelling::at_end() {
    skip_spaces();
    return at_ == text_.size();
}

std::string Spelling::lead() const {
    constexpr std::string_view first_year = "元";
    std::string lead;
    for (const auto rest = std::string_view{text_}.substr(at_); const char byte : rest) {
        if (is_digit(byte)) break;
        if (!is_space(byte)) lead += byte;
        if (lead.ends_with(first_year)) {
            lead.erase(lead.size() - first_year.size());
            break;
        }
    }
    return lead;
}

std::optional<SpelledYear> take_year(Spelling& text, const Eras& eras) {
    const auto before = text;
    const auto* const era = take_era(text, eras);
    if (era == nullptr) {
        const auto year = text.take_number(4, Spacing::spaced);
        if (!year) return {};
        return SpelledYear{nullptr, *year};
    }
    text.take("."); // R.8.11.23
    const auto year = text.take("元") ? 1 : text.take_number(4, Spacing::spaced).value_or(0);
    if (year == 0) {
        text = before;
        return {};
    }
    return SpelledYear{era, era->year_one() + year - 1};
}

Error no_year(const Spelling& text, const Message& unreadable) {
    auto lead = text.lead();
    const bool may_be_era = !lead.empty() && lead.size() <= era_name_bytes_max;
    if (!may_be_era) return failure(Errc::invalid, unreadable);
    return failure(Errc::invalid, era_unknown, {std::move(lead)});
}

Result<Date> take_date(Spelling& text, const Eras& eras) {
    const auto year = take_year(text, eras);
    if (!year) return no_year(text, date_unreadable);
    for (const auto& separator : separators) {
        if (!text.take(separator.year)) continue;
        const auto month = text.take_number(2, separator.spacing);
        if (!month || !text.take(separator.month)) break;
        const auto day = text.take_number(2, separator.spacing);
        if (!day || !text.take(separator.day)) break;
        const auto found = TRY(existing(*year, *month, *day));
        TRY(take_weekday(text, found));
        return found;
    }
    return failure(Errc::invalid, date_unreadable);
}

Result<std::optional<Date>> take_date_before(Spelling& text, Date today) {
    const auto told = take_part_of_date(text);
    if (!told) return std::optional<Date>{};
    const auto found = nearest(*told, today);
    if (!found) {
        const auto month = told->month ? std::to_string(*told->month) + "月" : std::string{};
        return failure(Errc::invalid, no_such_day, {month + std::to_string(told->day) + "日"});
    }
    TRY(take_weekday(text, *found));
    return found;
}

} // namespace sokuo::calendar
