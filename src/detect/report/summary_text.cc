#include "detect/report/summary_text.h"

#include "detect/report/messages.h"
#include "detect/report/visible.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>

namespace sokuo::detect::report {
namespace {

constexpr std::size_t width_min = 60;
constexpr std::size_t width_max = 160;
constexpr std::size_t chart_rows = 4;
constexpr std::size_t bar_max = 40;
constexpr std::size_t period_columns = 42;

constexpr Message title{"scan.summary", "調査の結果", "Summary"};
constexpr Message found{"scan.found", "検知 {0} 件", "Matches: {0}"};
constexpr Message of_them_recovered{"scan.of_them_recovered", "うち復元した記録から {0} 件",
                                    "Of them in recovered events: {0}"};
constexpr Message files_read{"scan.files_read", "読んだファイル {0} 件（{1}）、記録 {2} 件",
                             "Files read: {0} ({1}); events: {2}"};
constexpr Message rules_used{"scan.rules_used", "使ったルール {0} 件", "Rules used: {0}"};
constexpr Message recovered_events{"scan.recovered_events", "復元した記録 {0} 件",
                                   "Events recovered: {0}"};
constexpr Message unreadable{"scan.unreadable", "読めなかった記録 {0} 件",
                             "Records not readable: {0}"};
constexpr Message files_failed{"scan.files_failed", "終わりまで読めなかったファイル {0} 件",
                               "Files not read to their end: {0}"};
constexpr Message by_level{"scan.by_level", "重大さ別", "By severity"};
constexpr Message count_and_hosts{"scan.count_hosts", "{0} 件・{1} 台", "{0}, computers: {1}"};
constexpr Message count_and_more_hosts{"scan.count_more_hosts", "{0} 件・{1} 台以上",
                                       "{0}, computers: {1} or more"};
constexpr Message other_rules{"scan.other_rules", "ほかのルール {0} 件", "Other rules: {0}"};
constexpr Message rules_without_place{"scan.rules_without_place", "ほかのルール", "Other rules"};
constexpr Message their_authors{"scan.their_authors", "その作者：{0}", "Their authors: {0}"};
constexpr Message hosts_without_place{"scan.hosts_without_place", "ほかの端末・サーバー",
                                      "Other computers"};
constexpr Message outside{"scan.outside", "この図の外：前に {0} 件、後に {1} 件（全体 {2}）",
                          "Outside this chart: {0} before, {1} after (all: {2})"};

constexpr std::array<std::string_view, 9> rising{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr std::array<std::string_view, 9> growing{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};
constexpr std::array<std::string_view, 4> rising_ascii{" ", ".", ":", "#"};

// `count` of `most` in `parts` parts, rounded up: what is there is seen.
std::uint64_t share(std::uint64_t count, std::uint64_t most, std::uint64_t parts) {
    if (most == 0) return 0;
    const auto exact = static_cast<double>(count) / static_cast<double>(most);
    const auto rounded =
        static_cast<std::uint64_t>(std::llround(exact * static_cast<double>(parts)));
    return std::clamp<std::uint64_t>(rounded, count == 0 ? 0 : 1, parts);
}

// Writes the parts of one summary, in their order.
class Text {
public:
    Text(const Summary& summary, const SummaryLook& look, std::string& out)
        : summary_{summary}, look_{look}, width_{std::clamp(look.width, width_min, width_max)},
          out_{out} {}

    void write() {
        line(said(title));
        line("  " + said(words::times_are, {summary_.zone().said(look_.language)}));
        counts();
        if (summary_.matches() != 0) {
            levels();
            over_the_time();
            tactics_met();
            rules();
            hosts();
        }
        complaints(words::unusable_heading, summary_.unusable());
        complaints(words::troubles_heading, summary_.troubles());
    }

private:
    [[nodiscard]] std::string said(const Message& message,
                                   std::vector<std::string> args = {}) const {
        return say(message, look_.language, std::move(args));
    }
    void line(std::string_view text) { out_.append(text).append("\n"); }
    void heading(const Message& message, std::vector<std::string> args = {}) {
        out_.append("\n").append(look_.is_ascii ? "# " : "■ ");
        line(said(message, std::move(args)));
    }
    // `text` from the left, `end` at the right edge.
    void two_ends(std::string_view text, std::string_view end) {
        const auto room = width_ - std::min(width_ - 10, columns(end) + 2);
        out_ += padded(text, room);
        out_.append("  ").append(end).append("\n");
    }

    void counts() {
        const auto& read = summary_.counts();
        line("  " +
             said(files_read, {grouped(read.files), bytes_text(read.bytes), grouped(read.events)}));
        line("  " + said(rules_used, {grouped(read.rules)}));
        if (read.recovered != 0) line("  " + said(recovered_events, {grouped(read.recovered)}));
        if (read.unreadable != 0) line("  " + said(unreadable, {grouped(read.unreadable)}));
        if (read.files_failed != 0) line("  " + said(files_failed, {grouped(read.files_failed)}));
        if (read.uncounted != 0)
            line("  " + said(words::events_uncounted, {grouped(read.uncounted)}));
        if (read.groups_dropped != 0)
            line("  " + said(words::groups_dropped, {grouped(read.groups_dropped)}));
        if (summary_.matches() == 0) return line("  " + said(words::found_nothing));
        line("  " + said(found, {grouped(summary_.matches())}));
        if (summary_.recovered() != 0)
            line("  " + said(of_them_recovered, {grouped(summary_.recovered())}));
        if (const auto when = period_text(summary_.period(), summary_.zone(), look_.language);
            !when.empty())
            line("  " + when);
    }

    void levels() {
        heading(by_level);
        std::string all;
        for (const auto level : levels_from_gravest) {
            all.append("  ").append(level_word(level, look_.language));
            all.append(" ").append(grouped(summary_.of_level(level)));
        }
        line(all);
    }

    void over_the_time() {
        if (summary_.histogram().total() == 0) return;
        heading(words::over_time);
        append_chart(summary_.histogram(), look_, out_);
        const auto chart = summary_.histogram().chart(width_ - 4);
        if (chart.before + chart.after == 0) return;
        line("  " +
             said(outside, {grouped(chart.before), grouped(chart.after),
                            period_text(summary_.period(), summary_.zone(), look_.language)}));
    }

    void tactics_met() {
        const auto& met = summary_.of_tactics();
        const auto most = std::ranges::max(met);
        if (most == 0) return;
        heading(words::by_tactic);
        const bool is_ja = look_.language == Language::ja;
        const std::size_t names = is_ja ? 40 : 22;
        for (std::size_t i = 0; i < tactic_count; ++i) {
            if (met.at(i) == 0) continue;
            const auto& tactic = tactics()[i];
            auto name = std::string{is_ja ? tactic.ja : tactic.name};
            if (is_ja) name.append(" ").append(tactic.name);
            const auto number = grouped(met.at(i));
            out_.append("  ").append(padded(name, names));
            out_.append(number.size() < 9 ? 9 - number.size() : 0, ' ').append(number).append("  ");
            line(bar(met.at(i), most, std::min(width_ - names - 14, bar_max), look_.is_ascii));
        }
    }

    void rules() {
        heading(words::by_rule);
        const auto list = summary_.rules();
        std::uint64_t rest = 0;
        std::uint64_t rest_rules = 0;
        std::set<std::string> rest_authors;
        std::size_t shown = 0;
        for (const auto& rule : list) {
            if (rule.rule == nullptr) {
                two_ends("  " + said(rules_without_place),
                         said(words::counted_as, {grouped(rule.matches)}));
                continue;
            }
            if (shown < look_.rules_shown) {
                one_rule(rule);
                ++shown;
                continue;
            }
            rest += rule.matches;
            ++rest_rules;
            auto author = visible(rule.rule->author);
            if (!rule.rule->license.empty())
                author.append(" (").append(visible(rule.rule->license)).append(")");
            rest_authors.insert(std::move(author));
        }
        if (rest_rules == 0) return;
        two_ends("  " + said(other_rules, {grouped(rest_rules)}),
                 said(words::counted_as, {grouped(rest)}));
        std::string names;
        for (const auto& author : rest_authors)
            names.append(names.empty() ? "" : "; ").append(author);
        line("    " + said(their_authors, {names}));
    }

    void one_rule(const Summary::OfRule& rule) {
        const auto& many = rule.has_more_hosts ? count_and_more_hosts : count_and_hosts;
        const auto word = level_word(rule.rule->level, look_.language);
        const std::size_t levels = look_.language == Language::ja ? 4 : 8;
        const auto start = "  " + padded(word, levels) + "  ";
        two_ends(start + visible(title_of(*rule.rule, look_.language)),
                 said(many, {grouped(rule.matches), grouped(rule.hosts)}));
        const auto indent = std::string(levels + 4, ' ');
        if (const auto when = period_text(rule.period, summary_.zone(), look_.language);
            !when.empty())
            line(indent + when);
        line(indent + author_line(*rule.rule, look_.language));
    }

    void hosts() {
        heading(words::by_host);
        const auto list = summary_.hosts();
        std::uint64_t rest = 0;
        std::uint64_t rest_hosts = 0;
        std::size_t shown = 0;
        for (const auto& host : list) {
            if (host.is_others) {
                two_ends("  " + said(hosts_without_place),
                         said(words::counted_as, {grouped(host.matches)}));
                continue;
            }
            if (shown >= look_.hosts_shown) {
                rest += host.matches;
                ++rest_hosts;
                continue;
            }
            ++shown;
            const std::size_t levels = look_.language == Language::ja ? 4 : 8;
            const auto names = std::clamp<std::size_t>(
                width_ - std::min(width_, levels + period_columns + 16), 12, 40);
            const auto name = host.name.empty() ? said(words::host_unnamed) : host.name;
            two_ends("  " + padded(level_word(host.gravest, look_.language), levels) + "  " +
                         padded(name, names) + "  " +
                         period_text(host.period, summary_.zone(), look_.language),
                     said(words::counted_as, {grouped(host.matches)}));
        }
        if (rest_hosts != 0)
            two_ends("  " + said(words::other_hosts, {grouped(rest_hosts)}),
                     said(words::counted_as, {grouped(rest)}));
    }

    void complaints(const Message& head, const std::vector<Complaint>& list) {
        std::uint64_t sum = 0;
        for (const auto& complaint : list)
            sum += complaint.count;
        if (sum == 0) return;
        heading(head, {grouped(sum)});
        for (const auto& complaint : list) {
            two_ends("  " + complaint_text(complaint, look_.language),
                     said(words::counted_as, {grouped(complaint.count)}));
            for (const auto& place : complaint.places)
                line("    " + cut_front(place_text(complaint, place), width_ - 4));
            const auto named = complaint.places.size();
            if (complaint.count > named)
                line("    " + said(words::and_more, {grouped(complaint.count - named)}));
        }
    }

    const Summary& summary_; // Both of the caller, for the one call of `append_text`.
    const SummaryLook& look_;
    std::size_t width_;
    std::string& out_;
};

} // namespace

std::string bar(std::uint64_t count, std::uint64_t most, std::size_t width, bool is_ascii) {
    std::string text;
    if (is_ascii) return text.append(share(count, most, width), '#');
    const auto eighths = share(count, most, width * 8);
    for (std::uint64_t i = 0; i < eighths / 8; ++i)
        text += growing.back();
    return text += growing.at(eighths % 8);
}

void append_chart(const Histogram& histogram, const SummaryLook& look, std::string& out) {
    const auto width = std::clamp(look.width, width_min, width_max);
    const auto chart = histogram.chart(width - 4);
    if (chart.bars.empty()) return;
    const auto most = std::ranges::max(chart.bars);
    const auto parts = look.is_ascii ? rising_ascii.size() - 1 : rising.size() - 1;
    // Few bars are drawn wide.
    const auto each = std::clamp<std::size_t>((width - 4) / chart.bars.size(), 1, 4);
    for (std::size_t row = chart_rows; row-- > 0;) {
        std::string line = "  ";
        for (const auto count : chart.bars) {
            const auto height = share(count, most, chart_rows * parts);
            const auto here = std::clamp<std::uint64_t>(height, row * parts, (row + 1) * parts);
            const auto part = here - row * parts;
            for (std::size_t i = 0; i < each; ++i)
                line += look.is_ascii ? rising_ascii.at(part) : rising.at(part);
        }
        line.resize(line.find_last_not_of(' ') + 1);
        out.append(line).append("\n");
    }
    const auto first = minute_text(chart.begin, chart.step);
    const auto bars = static_cast<std::int64_t>(chart.bars.size());
    const auto last = minute_text(chart.begin + (bars - 1) * chart.step, chart.step);
    const auto span = chart.bars.size() * each;
    out.append("  ").append(first);
    if (first != last) {
        const auto used = first.size() + last.size();
        out.append(used + 3 < span ? span - used : 3, ' ').append(last);
    }
    out.append("\n  ");
    out +=
        say(words::each_bar, look.language, {step_text(chart.step, look.language), grouped(most)});
    out += '\n';
}

void append_text(const Summary& summary, const SummaryLook& look, std::string& out) {
    Text{summary, look, out}.write();
}

} // namespace sokuo::detect::report
