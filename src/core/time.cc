#include "core/time.h"

#include <cassert>
#include <cstdint>
#include <optional>

namespace sokuo {
namespace {

constexpr Message time_malformed{"time.malformed",
                                 "日時を「2026-11-23T11:12:40+09:00」の形で書いてください。",
                                 "Write the date and time in the form 2026-11-23T11:12:40+09:00."};

constexpr auto year_min = std::chrono::year{0};
constexpr auto year_max = std::chrono::year{9999};

bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

// Reads from the front of a text; the first thing that does not fit ends the reading.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_{text} {}

    // Exactly `digits` of them.
    int number(std::size_t digits) {
        if (rest_.size() < digits) return fail();
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (!is_digit(rest_[i])) return fail();
            value = value * 10 + (rest_[i] - '0');
        }
        rest_.remove_prefix(digits);
        return value;
    }

    void one_of(std::string_view choices) {
        if (rest_.empty() || choices.find(rest_.front()) == std::string_view::npos) {
            fail();
            return;
        }
        last_ = rest_.front();
        rest_.remove_prefix(1);
    }

    // `.5` is 500000. Digits beyond the sixth are read and dropped.
    int fraction() {
        if (rest_.empty() || rest_.front() != '.') return 0;
        rest_.remove_prefix(1);
        if (rest_.empty() || !is_digit(rest_.front())) return fail();
        int value = 0;
        for (int unit = 100'000; !rest_.empty() && is_digit(rest_.front()); unit /= 10) {
            value += unit * (rest_.front() - '0');
            rest_.remove_prefix(1);
        }
        return value;
    }

    std::chrono::minutes offset() {
        one_of("Zz+-");
        if (failed_ || last_ == 'Z' || last_ == 'z') return {};
        const auto sign = last_ == '-' ? -1 : 1;
        const int hours = number(2);
        one_of(":");
        const int minutes = number(2);
        if (hours > 23 || minutes > 59) fail();
        return sign * (std::chrono::hours{hours} + std::chrono::minutes{minutes});
    }

    [[nodiscard]] bool is_done() const { return !failed_ && rest_.empty(); }

private:
    int fail() {
        failed_ = true;
        return 0;
    }

    std::string_view rest_;
    char last_ = 0;
    bool failed_ = false;
};

std::optional<Time> parse(std::string_view text) {
    using namespace std::chrono;
    Reader in{text};
    const year year{in.number(4)};
    in.one_of("-");
    const month month{static_cast<unsigned>(in.number(2))};
    in.one_of("-");
    const day day{static_cast<unsigned>(in.number(2))};
    in.one_of("Tt");
    const int hour = in.number(2);
    in.one_of(":");
    const int minute = in.number(2);
    in.one_of(":");
    const int second = in.number(2);
    const int micros = in.fraction();
    const auto offset = in.offset();
    // A leap second is refused: UTC as computers count it has no place for one.
    const year_month_day date{year, month, day};
    if (!in.is_done() || !date.ok() || hour > 23 || minute > 59 || second > 59) return {};
    const Time time = sys_days{date} + hours{hour} + minutes{minute} + seconds{second} +
                      microseconds{micros} - offset;
    // The offset can carry a moment out of the years that can be written.
    const auto in_utc = year_month_day{floor<days>(time)}.year();
    if (in_utc < year_min || in_utc > year_max) return {};
    return time;
}

void append(std::string& text, std::int64_t value, int digits) {
    std::int64_t unit = 1;
    for (int i = 1; i < digits; ++i)
        unit *= 10;
    for (; unit > 0; unit /= 10)
        text += static_cast<char>('0' + value / unit % 10);
}

} // namespace

std::string to_rfc3339(Time time) {
    using namespace std::chrono;
    const auto midnight = floor<days>(time);
    const year_month_day date{midnight};
    const hh_mm_ss clock{time - midnight};
    assert(date.year() >= year_min && date.year() <= year_max);

    std::string text;
    text.reserve(27);
    append(text, static_cast<int>(date.year()), 4);
    text += '-';
    append(text, static_cast<unsigned>(date.month()), 2);
    text += '-';
    append(text, static_cast<unsigned>(date.day()), 2);
    text += 'T';
    append(text, clock.hours().count(), 2);
    text += ':';
    append(text, clock.minutes().count(), 2);
    text += ':';
    append(text, clock.seconds().count(), 2);
    if (clock.subseconds().count() != 0) {
        text += '.';
        append(text, clock.subseconds().count(), 6);
    }
    text += 'Z';
    return text;
}

Result<Time> parse_rfc3339(std::string_view text) {
    const auto time = parse(text);
    if (!time) return failure(Errc::invalid, time_malformed);
    return *time;
}

Time WallClock::now() const {
    return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

} // namespace sokuo
