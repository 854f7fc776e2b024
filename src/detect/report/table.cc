#include "detect/report/table.h"

#include "detect/report/messages.h"
#include "detect/report/visible.h"
#include "detect/report/words.h"

#include <algorithm>
#include <string_view>

namespace sokuo::detect::report {
namespace {

constexpr std::size_t width_min = 60;
constexpr std::size_t wide = 100;
constexpr std::size_t time_columns = 19;
constexpr std::size_t computer_columns_max = 256;
constexpr std::string_view gap = "  ";

constexpr Message time_head{"scan.time", "日時", "Time"};
constexpr Message place_head{"scan.place", "ファイル：記録番号　合った項目",
                             "File:record  Fields that matched"};
constexpr Message recovered_mark{"scan.recovered_mark", "[復元]", "[recovered]"};
constexpr Message events_counted{"scan.events_counted", "[記録 {0} 件]", "[events: {0}]"};

constexpr std::string_view plain = "\x1b[0m";
constexpr std::string_view recovered_colour = "\x1b[35m";

std::string_view colour_of(Level level) {
    switch (level) {
    case Level::critical: return "\x1b[1;37;41m";
    case Level::high: return "\x1b[1;31m";
    case Level::medium: return "\x1b[33m";
    case Level::low: return "\x1b[36m";
    case Level::informational: return "\x1b[2m";
    }
    return plain;
}

std::size_t widest_level(Language language) {
    auto widest = columns(words::level_heading.text(language));
    for (const auto level : levels_from_gravest)
        widest = std::max(widest, columns(level_word(level, language)));
    return widest;
}

} // namespace

Table::Table(Look look)
    : look_{look}, width_{look.width == 0 ? uncut_columns_max : std::max(look.width, width_min)},
      level_columns_{widest_level(look.language)}, computer_columns_{width_ < wide ? 15U : 24U} {}

void Table::head(std::string& out) const {
    const auto language = look_.language;
    out += say(words::times_are, language, {look_.zone.said(language)}) += '\n';
    out += padded(words::level_heading.text(language), level_columns_).append(gap);
    out += padded(time_head.text(language), time_columns).append(gap);
    out += padded(words::computer_heading.text(language), computer_columns_).append(gap);
    out.append(words::rule_heading.text(language)).append("\n");
    out.append(level_columns_ + gap.size(), ' ').append(place_head.text(language)).append("\n");
}

void Table::put(const Match& match, std::string& out) const {
    const auto language = look_.language;
    const auto& rule = *match.rule;
    const auto word = level_word(rule.level, language);
    if (look_.is_coloured) out += colour_of(rule.level);
    out += word;
    if (look_.is_coloured) out += plain;
    out.append(level_columns_ - columns(word), ' ').append(gap);

    const auto time = readable(match.time);
    out +=
        padded(time ? local_text(*time, look_.zone) : words::no_time.text(language), time_columns);
    out.append(gap).append(padded(match.computer, computer_columns(match.computer))).append(gap);

    const auto used = level_columns_ + time_columns + computer_columns_ + 3 * gap.size();
    out.append(cut(rule.title, width_ - used)).append("\n");

    auto left = width_ - level_columns_ - gap.size();
    out.append(width_ - left, ' ');
    put_place(match, out, left);
    for (const auto& [name, value] : match.matched) {
        if (left <= gap.size() + 1) break;
        left -= gap.size();
        // The name is cut with its value, and neither is looked at beyond what is shown.
        auto field = cut(name, left);
        if (const auto taken = columns(field) + 2; taken < left)
            field.append(": ").append(cut(value, left - taken));
        left -= std::min(left, columns(field));
        out.append(gap).append(field);
    }
    out += '\n';
}

// A column is a column, unless nothing is to be cut.
std::size_t Table::computer_columns(std::string_view name) const {
    if (look_.width != 0) return computer_columns_;
    return std::max(computer_columns_, std::min(columns(name), computer_columns_max));
}

void Table::put_place(const Match& match, std::string& out, std::size_t& left) const {
    const auto put = [&](std::string_view text, std::string_view colour) {
        if (look_.is_coloured) out += colour;
        out += text;
        if (look_.is_coloured && !colour.empty()) out += plain;
        left -= std::min(left, columns(text));
    };
    const auto number = ':' + std::to_string(match.record);
    const auto most = look_.width == 0 ? left : std::max<std::size_t>(width_ / 3, 24);
    put(cut_front(match.file, most - std::min(most - 8, number.size())) + number, {});
    if (match.recovered) {
        put(" ", {});
        put(recovered_mark.text(look_.language), recovered_colour);
    }
    if (match.events != 0)
        put(' ' + say(events_counted, look_.language, {grouped(match.events)}), {});
}

} // namespace sokuo::detect::report
