#include "detect/report/progress.h"

#include "detect/report/summary_text.h"
#include "detect/report/visible.h"
#include "detect/report/words.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <vector>

namespace sokuo::detect::report {
namespace {

constexpr std::size_t bar_min = 8;
constexpr std::size_t bar_max = 30;
constexpr double seconds_max = 1e15; // Some thirty million years.

constexpr Message events_read{"scan.progress_events", "記録 {0} 件", "{0} events"};
constexpr Message left_seconds{"scan.left_seconds", "あと約 {0} 秒", "about {0} s left"};
constexpr Message left_minutes{"scan.left_minutes", "あと約 {0} 分", "about {0} min left"};
constexpr Message left_hours{"scan.left_hours", "あと約 {0} 時間 {1} 分",
                             "about {0} h {1} min left"};

double seconds_of(Duration duration) {
    return std::chrono::duration<double>{duration}.count();
}

// Rounded as far as a guess is good for.
std::string left_text(double seconds, Language language) {
    const auto whole = static_cast<std::uint64_t>(std::llround(std::min(seconds, seconds_max)));
    if (whole < 10)
        return say(left_seconds, language, {std::to_string(std::max<std::uint64_t>(whole, 1))});
    if (whole < 55) return say(left_seconds, language, {std::to_string((whole + 4) / 5 * 5)});
    const auto minutes = (whole + 30) / 60;
    if (minutes < 60)
        return say(left_minutes, language, {std::to_string(std::max<std::uint64_t>(minutes, 1))});
    return say(left_hours, language, {grouped(minutes / 60), std::to_string(minutes % 60)});
}

// A bar of just `width` columns, full or not.
std::string framed(double part, std::size_t width, bool is_ascii) {
    constexpr std::uint64_t whole = 10'000;
    const auto count = static_cast<std::uint64_t>(part * static_cast<double>(whole));
    auto text = count == 0 ? std::string{} : bar(count, whole, width, is_ascii);
    text.append(width - std::min(width, columns(text)), ' ');
    return '[' + text + ']';
}

} // namespace

std::string progress_line(const Progress& progress, const ProgressLook& look) {
    const auto language = look.language;
    const auto total = progress.bytes_total.value_or(0);
    const auto done = total == 0 ? progress.bytes : std::min(progress.bytes, total);
    const auto seconds = seconds_of(progress.elapsed);
    const auto rate = seconds > 0 ? static_cast<double>(progress.bytes) / seconds : 0.0;
    const auto part = total == 0 ? 0.0 : static_cast<double>(done) / static_cast<double>(total);

    // What stands in the line, and in which order it is left out (the highest first).
    struct Piece {
        std::string text{};
        int rank = 0;
    };
    std::vector<Piece> pieces;
    if (total != 0) {
        const auto percent = std::to_string(static_cast<unsigned>(part * 100));
        pieces.push_back(
            {std::string(3 - std::min<std::size_t>(3, percent.size()), ' ') + percent + " %", 0});
        pieces.push_back({bytes_text(done) + " / " + bytes_text(total), 3});
    } else {
        pieces.push_back({bytes_text(done), 0});
    }
    constexpr auto largest = static_cast<double>(std::numeric_limits<std::int64_t>::max());
    if (seconds >= 0.1 && rate >= 1)
        pieces.push_back(
            {bytes_text(static_cast<std::uint64_t>(std::min(rate, largest))) + "/s", 2});
    pieces.push_back({say(events_read, language, {grouped(progress.events)}), 4});
    if (total != 0 && seconds >= 1 && rate >= 1 && done < total)
        pieces.push_back({left_text(static_cast<double>(total - done) / rate, language), 1});

    const auto taken = [&] {
        std::size_t sum = 0;
        for (const auto& piece : pieces)
            sum += columns(piece.text) + 2;
        return sum - std::min<std::size_t>(sum, 2);
    };
    while (pieces.size() > 1 && taken() > look.width)
        pieces.erase(std::ranges::max_element(pieces, {}, &Piece::rank));

    std::string line;
    const auto room = look.width - std::min(look.width, taken());
    if (total != 0 && room >= bar_min + 4)
        line += framed(part, std::min(room - 4, bar_max), look.is_ascii);
    for (const auto& piece : pieces)
        line.append(line.empty() ? "" : "  ").append(piece.text);
    return cut(line, look.width);
}

} // namespace sokuo::detect::report
