#include "detect/report/table.h"

#include "detect/report/messages.h"
#include "detect/report/visible.h"
#include "detect/report/words.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace sokuo::detect::report {
namespace {

constexpr std::size_t width_min = 60;
constexpr std::size_t wide = 100;
constexpr std::size_t time_columns = 19;
constexpr std::size_t computer_columns_max = 256;
constexpr std::string_view gap = "  ";

constexpr Message time_head{"scan.time", "日時", "Time"};
constexpr Message place_head{"scan.place", "合った項目、ファイル：記録番号",
                             "Fields that matched, file:record"};
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

bool says_kind(std::string_view name) {
    return name == "Channel" || name == "EventID" || name == "Provider_Name" ||
           name == "SourceName";
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
    out.append(cut(title_of(rule, look_.language), width_ - used)).append("\n");

    if (!match.matched.empty()) put_fields(match, out);
    put_place(match, out);
}

void Table::put_fields(const Match& match, std::string& out) const {
    auto left = width_ - level_columns_ - gap.size();
    out.append(width_ - left, ' ');
    // What only says which kind of event it is stands behind what it did.
    std::vector<FieldView> fields;
    for (const bool is_of_kind : {false, true})
        for (const auto field : match.matched)
            if (says_kind(field.first) == is_of_kind) fields.push_back(field);
    bool is_first = true;
    for (const auto& [name, value] : fields) {
        if (!is_first) {
            if (left <= gap.size() + 1) break;
            left -= gap.size();
            out += gap;
        }
        is_first = false;
        // Neither is looked at beyond what is shown.
        auto field = cut(name, left);
        if (const auto taken = columns(field) + 2; taken < left)
            field.append(": ").append(cut(value, left - taken));
        left -= std::min(left, columns(field));
        out += field;
    }
    out += '\n';
}

// A column is a column, unless nothing is to be cut.
std::size_t Table::computer_columns(std::string_view name) const {
    if (look_.width != 0) return computer_columns_;
    return std::max(computer_columns_, std::min(columns(name), computer_columns_max));
}

void Table::put_place(const Match& match, std::string& out) const {
    const auto indent = level_columns_ + gap.size();
    const auto number = ':' + std::to_string(match.record);
    const auto counted = match.events == 0
                             ? std::string{}
                             : ' ' + say(events_counted, look_.language, {grouped(match.events)});
    const auto mark = recovered_mark.text(look_.language);
    const auto used =
        indent + number.size() + columns(counted) + (match.recovered ? columns(mark) + 1 : 0);
    out.append(indent, ' ');
    out.append(cut_front(match.file, width_ - std::min(used, width_ - 8))).append(number);
    if (match.recovered) {
        out.append(" ").append(look_.is_coloured ? recovered_colour : "").append(mark);
        out.append(look_.is_coloured ? plain : "");
    }
    out.append(counted).append("\n");
}

} // namespace sokuo::detect::report
