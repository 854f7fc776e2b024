#include "detect/report/html_page.h"

#include "core/bytes.h"
#include "core/sha256.h"
#include "detect/report/messages.h"
#include "detect/report/visible.h"
#include "detect/report/words.h"

#include <algorithm>

namespace sokuo::detect::report {
namespace {

constexpr std::size_t listed_max = 20;
constexpr std::size_t hosts_max = 50;

constexpr Message title{"scan.page_title", "ログ調査の報告", "Report of a log scan"};
constexpr Message made{"scan.made", "作成 {0}", "Made {0}"};
constexpr Message overview_head{"scan.overview", "まとめ", "Overview"};
constexpr Message found{"scan.page_found", "検知は {0} 件でした。", "Matches: {0}"};
constexpr Message period{"scan.period", "検知した記録の期間", "Times of the matches"};
constexpr Message inputs{"scan.inputs", "読んだもの", "Read"};
constexpr Message rule_files{"scan.rule_files", "ルールの出どころ", "Rules from"};
constexpr Message files{"scan.files", "ファイル", "Files"};
constexpr Message events{"scan.events", "記録", "Events"};
constexpr Message rules_used{"scan.rules_counted", "使ったルール", "Rules used"};
constexpr Message recovered{"scan.recovered", "復元した記録", "Events recovered"};
constexpr Message unreadable{"scan.records_unreadable", "読めなかった記録", "Records not readable"};
constexpr Message failed{"scan.files_cut", "終わりまで読めなかったファイル",
                         "Files not read to their end"};
constexpr Message matches_recovered{"scan.matches_recovered", "復元した記録からの検知",
                                    "Matches in recovered events"};
constexpr Message outside{"scan.outside_page", "この図の外に、前に {0} 件、後に {1} 件あります。",
                          "Outside this chart there are {0} before and {1} after it."};
constexpr Message tactic_column{"scan.tactic", "段階", "Tactic"};
constexpr Message matches_column{"scan.matches", "検知", "Matches"};
constexpr Message hosts_column{"scan.hosts", "台数", "Computers"};
constexpr Message first_column{"scan.first", "最初", "First"};
constexpr Message last_column{"scan.last", "最後", "Last"};
constexpr Message gravest_column{"scan.gravest", "最も重いもの", "Gravest"};
constexpr Message others{"scan.others", "ほか", "Others"};
constexpr Message or_more{"scan.or_more", "{0} 以上", "{0} or more"};
constexpr Message details_head{"scan.details", "検知の内容", "The matches"};
constexpr Message made_with{"scan.made_with",
                            "{0} で作成しました。ルールの著作権はそれぞれの作者にあります。",
                            "Made with {0}. The rules belong to their authors."};
constexpr Message whose_rules{"scan.whose_rules", "ルールの著作権はそれぞれの作者にあります。",
                              "The rules belong to their authors."};

std::string tag(std::string_view name, std::string_view inside) {
    return std::string{"<"}
        .append(name)
        .append(">")
        .append(inside)
        .append("</")
        .append(name.substr(0, name.find(' ')))
        .append(">");
}

std::string cell(std::string_view kind, std::string_view inside) {
    return std::string{"<td class=\""}.append(kind).append("\">").append(inside).append("</td>");
}

std::string time_cell(const std::optional<Time>& time, const Zone& zone) {
    return cell("t", time ? local_text(*time, zone) : "");
}

// What may be wider than a telephone: it scrolls by itself, by keyboard too.
std::string wide(std::string_view label) {
    return std::string{R"(<div class="wide" role="region" tabindex="0" aria-label=")"}
        .append(label)
        .append("\">");
}

std::string pair(std::string_view name, std::string_view inside) {
    return tag("dt", name) + tag("dd", inside);
}

} // namespace

std::string Page::said(const Message& message, std::vector<std::string> args) const {
    return html(say(message, look_.language, std::move(args)), Lines::one);
}

void Page::head() const {
    const bool is_ja = look_.language == Language::ja;
    const auto hash = to_base64(sha256(as_bytes(page_style())));
    std::string out = "<!doctype html>\n<html lang=\"";
    out.append(is_ja ? "ja" : "en").append("\">\n<head>\n<meta charset=\"utf-8\">\n");
    out += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
           "style-src 'sha256-" +
           hash + "'; base-uri 'none'; form-action 'none'\">\n";
    out += "<meta name=\"referrer\" content=\"no-referrer\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    out += tag("title", said(title)) + "\n<style>";
    out.append(page_style()).append("</style>\n</head>\n<body>\n<header>\n");
    out += tag("h1", said(title));
    out += "<p class=\"sub\">";
    if (const auto when = readable(about_.made))
        out += said(made, {local_text(*when, look_.zone)}) + (is_ja ? "　" : ". ");
    out += said(words::times_are, {look_.zone.said(look_.language)}) + "</p>\n</header>\n<main>\n";
    write_(out);
}

void Page::overview() const {
    std::string out = "<section class=\"card\">" + tag("h2", said(overview_head));
    const auto all = summary_.matches();
    out += tag("p", all == 0 ? said(words::found_nothing) : said(found, {grouped(all)}));
    levels(out);
    counts(out);
    out += "</section>\n";
    if (all != 0) {
        over_time(out);
        tactics_met(out);
    }
    write_(out);
}

void Page::levels(std::string& out) const {
    out += "<ul class=\"levels\">";
    for (const auto level : levels_from_gravest) {
        const auto count = summary_.of_level(level);
        out.append(count == 0 ? "<li class=\"zero\">" : "<li>").append("<span class=\"chip ");
        out.append(to_string(level)).append("\">").append(level_word(level, look_.language));
        out += "</span>" + tag("b", grouped(count)) + "</li>";
    }
    out += "</ul>\n";
}

void Page::counts(std::string& out) const {
    const auto list = [&](const Message& name, const std::vector<std::string>& items) {
        if (items.empty()) return;
        std::string inside;
        for (std::size_t i = 0; i < std::min(items.size(), listed_max); ++i)
            inside.append(i == 0 ? "" : "<br>").append(tag("bdi", html(items[i])));
        if (items.size() > listed_max)
            inside.append("<br>").append(
                said(words::and_more, {grouped(items.size() - listed_max)}));
        out += pair(said(name), inside);
    };
    const auto number = [&](const Message& name, std::uint64_t count) {
        if (count != 0) out += pair(said(name), said(words::counted_as, {grouped(count)}));
    };
    const auto& read = summary_.counts();
    out += "<dl class=\"pairs\">";
    if (const auto when = period_text(summary_.period(), look_.zone, look_.language); !when.empty())
        out += pair(said(period), when);
    list(inputs, about_.inputs);
    out += pair(said(files), said(words::counted_as, {grouped(read.files)}) + " (" +
                                 bytes_text(read.bytes) + ")");
    out += pair(said(events), said(words::counted_as, {grouped(read.events)}));
    number(recovered, read.recovered);
    number(matches_recovered, summary_.recovered());
    number(unreadable, read.unreadable);
    number(failed, read.files_failed);
    out += pair(said(rules_used), said(words::counted_as, {grouped(read.rules)}));
    list(rule_files, about_.rules);
    out += "</dl>\n";
    if (read.uncounted != 0)
        out += "<p class=\"note\">" + said(words::events_uncounted, {grouped(read.uncounted)}) +
               "</p>";
    if (read.groups_dropped != 0)
        out += "<p class=\"note\">" + said(words::groups_dropped, {grouped(read.groups_dropped)}) +
               "</p>";
}

void Page::over_time(std::string& out) const {
    const auto svg = chart_svg(summary_.histogram(), look_.language);
    if (svg.empty()) return;
    out += "<section class=\"card\">" + tag("h2", said(words::over_time)) +
           wide(said(words::over_time)) + svg + "</div>";
    const auto chart = summary_.histogram().chart(96);
    out += "<p class=\"sub\">" + said(words::each_bar, {step_text(chart.step, look_.language),
                                                        grouped(std::ranges::max(chart.bars))});
    if (chart.before + chart.after != 0)
        out += "<br>" + said(outside, {grouped(chart.before), grouped(chart.after)});
    out += "</p></section>\n";
}

void Page::tactics_met(std::string& out) const {
    const auto& met = summary_.of_tactics();
    const auto most = std::ranges::max(met);
    if (most == 0) return;
    out += "<section class=\"card\">" + tag("h2", said(words::by_tactic)) + "<table><thead><tr>";
    out += tag("th", said(tactic_column)) + "<th class=\"n\">" + said(matches_column);
    out += "</th><td></td></tr></thead><tbody>";
    for (std::size_t i = 0; i < tactic_count; ++i) {
        if (met.at(i) == 0) continue;
        const auto& tactic = tactics()[i];
        auto name = html(look_.language == Language::ja ? tactic.ja : tactic.name);
        if (look_.language == Language::ja)
            name.append(" <span class=\"sub\">").append(html(tactic.name)).append("</span>");
        const auto share = static_cast<double>(met.at(i)) / static_cast<double>(most);
        const auto wide = std::max<unsigned>(static_cast<unsigned>(share * 1000), 4);
        out += "<tr><th scope=\"row\">" + name + "</th>" + cell("n", grouped(met.at(i)));
        out += "<td class=\"bar\"><svg aria-hidden=\"true\" viewBox=\"0 0 1000 10\" "
               "preserveAspectRatio=\"none\"><rect class=\"fillbar\" height=\"10\" width=\"" +
               std::to_string(wide) + "\"/></svg></td></tr>\n";
    }
    out += "</tbody></table></section>\n";
}

void Page::rule_index() const {
    std::string out;
    const auto list = summary_.rules();
    if (!list.empty()) {
        out += "<section class=\"card\">" + tag("h2", said(words::by_rule));
        out += wide(said(words::by_rule)) + "<table><thead><tr>";
        out += tag("th", said(words::level_heading));
        out += tag("th", said(words::rule_heading)) + "<th class=\"n\">" + said(matches_column);
        out += "</th><th class=\"n\">" + said(hosts_column) + "</th>";
        out += tag("th", said(first_column)) + tag("th", said(last_column));
        out += "</tr></thead><tbody>\n";
        std::size_t number = 0;
        for (const auto& rule : list) {
            out += "<tr>";
            if (rule.rule == nullptr) {
                out += "<td></td>" + tag("td", said(others));
            } else {
                out.append("<td><span class=\"chip ").append(to_string(rule.rule->level));
                out.append("\">").append(level_word(rule.rule->level, look_.language));
                out += R"(</span></td><th scope="row"><a href="#rule-)" + std::to_string(++number) +
                       "\">" + tag("bdi", html(title_of(*rule.rule, look_.language))) + "</a></th>";
            }
            const auto hosts_met = grouped(rule.hosts);
            out += cell("n", grouped(rule.matches));
            out += cell("n", rule.has_more_hosts ? said(or_more, {hosts_met}) : hosts_met);
            out += time_cell(rule.period.first, look_.zone);
            out += time_cell(rule.period.last, look_.zone) + "</tr>\n";
        }
        out += "</tbody></table></div></section>\n";
        hosts(out);
    }
    complaints(words::unusable_heading, summary_.unusable(), out);
    complaints(words::troubles_heading, summary_.troubles(), out);
    if (!list.empty()) out += tag("h2", said(details_head)) + "\n";
    write_(out);
}

void Page::hosts(std::string& out) const {
    out += "<section class=\"card\">" + tag("h2", said(words::by_host));
    out += wide(said(words::by_host)) + "<table><thead><tr>";
    out += tag("th", said(words::computer_heading));
    out += "<th class=\"n\">" + said(matches_column) + "</th>" + tag("th", said(gravest_column));
    out += tag("th", said(first_column)) + tag("th", said(last_column));
    out += "</tr></thead><tbody>\n";
    std::size_t shown = 0;
    std::uint64_t rest = 0;
    std::uint64_t rest_hosts = 0;
    for (const auto& host : summary_.hosts()) {
        if (shown >= hosts_max && !host.is_others) {
            rest += host.matches;
            ++rest_hosts;
            continue;
        }
        ++shown;
        const auto name =
            host.name.empty() ? said(words::host_unnamed) : tag("bdi", html(host.name));
        out += "<tr><th scope=\"row\">" + (host.is_others ? said(others) : name) + "</th>";
        out += cell("n", grouped(host.matches)) + "<td><span class=\"chip ";
        out.append(to_string(host.gravest)).append("\">");
        out.append(level_word(host.gravest, look_.language)).append("</span></td>");
        out += time_cell(host.period.first, look_.zone);
        out += time_cell(host.period.last, look_.zone) + "</tr>\n";
    }
    if (rest_hosts != 0)
        out += "<tr><th scope=\"row\">" + said(words::other_hosts, {grouped(rest_hosts)}) +
               "</th>" + cell("n", grouped(rest)) + "<td></td><td></td><td></td></tr>\n";
    out += "</tbody></table></div></section>\n";
}

void Page::complaints(const Message& head, std::span<const Complaint> list,
                      std::string& out) const {
    std::uint64_t sum = 0;
    for (const auto& complaint : list)
        sum += complaint.count;
    if (sum == 0) return;
    out += "<section class=\"card\">" + tag("h2", said(head, {grouped(sum)})) + "<table><tbody>";
    for (const auto& complaint : list) {
        out += "<tr><th scope=\"row\">" + html(complaint_text(complaint, look_.language));
        for (const auto& place : complaint.places)
            out += "<br><span class=\"sub\"><bdi>" + html(place_text(complaint, place)) +
                   "</bdi></span>";
        if (const auto named = complaint.places.size(); complaint.count > named)
            out += "<br><span class=\"sub\">" +
                   said(words::and_more, {grouped(complaint.count - named)}) + "</span>";
        out += "</th>" + cell("n", said(words::counted_as, {grouped(complaint.count)})) + "</tr>\n";
    }
    out += "</tbody></table></section>\n";
}

void Page::foot() const {
    std::string out = "</main>\n<footer><p>";
    out += about_.made_with.empty() ? said(whose_rules) : said(made_with, {about_.made_with});
    out += "</p></footer>\n</body>\n</html>\n";
    write_(out);
}

} // namespace sokuo::detect::report
