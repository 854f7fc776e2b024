#include "detect/report/html_page.h"

#include "detect/report/messages.h"
#include "detect/report/visible.h"
#include "detect/report/words.h"

#include <algorithm>

namespace sokuo::detect::report {
namespace {

constexpr Message counted{"scan.rule_counted", "検知 {0} 件・{1} 台",
                          "Matches: {0}, computers: {1}"};
constexpr Message counted_more{"scan.rule_counted_more", "検知 {0} 件・{1} 台以上",
                               "Matches: {0}, computers: {1} or more"};
constexpr Message some_shown{"scan.some_shown",
                             "早いものから {0} 件を示します。ほか {1} "
                             "件は、数だけを数えました（JSONL や CSV に全件を書き出せます）。",
                             "The earliest {0} are shown; the other {1} are only counted. All of "
                             "them can be written as JSONL or CSV."};
constexpr Message none_shown{
    "scan.none_shown",
    "この報告に入る量をこえたので、内容は示しません。JSONL や CSV に全件を書き出せます。",
    "Not shown: the report would be too large. All of them can be written as JSONL or CSV."};
constexpr Message author{"scan.page_author", "作者", "Author"};
constexpr Message license{"scan.page_license", "ライセンス", "Licence"};
constexpr Message not_stated{"scan.not_stated", "記載なし", "not stated"};
constexpr Message identifier{"scan.rule_id", "ルールの ID", "Rule ID"};
constexpr Message status{"scan.rule_status", "状態", "Status"};
constexpr Message tags{"scan.tags", "印", "Tags"};
constexpr Message false_positives{"scan.false_positives", "誤検知の例", "Known false positives"};
constexpr Message references{"scan.references", "参考", "References"};
constexpr Message read_from{"scan.rule_file", "ファイル", "File"};
constexpr Message recovered_mark{"scan.recovered_record", "復元した記録", "recovered"};
constexpr Message record{"scan.record", "記録番号 {0}", "record {0}"};
constexpr Message event_number{"scan.event_id", "イベント ID {0}", "event ID {0}"};
constexpr Message events_counted{"scan.events_in_one", "記録 {0} 件をまとめて検知",
                                 "together: {0} events"};
constexpr Message whole_event{"scan.whole_event", "記録の全体（{0} 項目）",
                              "The whole event (fields: {0})"};

std::string listed(const std::vector<std::string>& items) {
    std::string inside;
    for (const auto& item : items) {
        const auto text = html(item);
        inside += inside.empty() ? "" : "<br>";
        if (may_be_link(item))
            inside.append(R"(<a rel="noreferrer noopener" href=")")
                .append(text)
                .append("\">")
                .append(text)
                .append("</a>");
        else
            inside.append("<bdi>").append(text).append("</bdi>");
    }
    return inside;
}

} // namespace

bool may_be_link(std::string_view reference) {
    constexpr std::size_t bytes_max = 2000;
    const auto scheme = reference.starts_with("https://")  ? std::string_view{"https://"}
                        : reference.starts_with("http://") ? std::string_view{"http://"}
                                                           : std::string_view{};
    if (scheme.empty() || reference.size() > bytes_max) return false;
    const auto rest = reference.substr(scheme.size());
    const auto host = rest.substr(0, rest.find_first_of("/?#"));
    const auto is_plain = [](char letter) {
        constexpr std::string_view never = "\"'<>\\^`{|}";
        return letter > ' ' && letter < 0x7F && never.find(letter) == std::string_view::npos;
    };
    return !host.empty() && host.find('@') == std::string_view::npos &&
           std::ranges::all_of(reference, is_plain);
}

void Page::rule(std::size_t number, const Summary::OfRule& rule,
                const std::vector<Html::Kept>& kept) const {
    const auto& info = *rule.rule;
    std::string out = R"(<section class="card" id="rule-)" + std::to_string(number) + "\"><h3>";
    out.append("<span class=\"chip ").append(to_string(info.level)).append("\">");
    out.append(level_word(info.level, look_.language)).append("</span><bdi>");
    out += html(title_of(info, look_.language)) + "</bdi></h3>";
    const auto& count = rule.has_more_hosts ? counted_more : counted;
    out += "<p class=\"sub\">" + said(count, {grouped(rule.matches), grouped(rule.hosts)});
    if (const auto when = period_text(rule.period, look_.zone, look_.language); !when.empty())
        out.append("　").append(when);
    out += "</p>";
    about_rule(info, out);
    if (kept.empty())
        out += "<p class=\"note\">" + said(none_shown) + "</p>";
    else if (rule.matches > kept.size())
        out += "<p class=\"note\">" +
               said(some_shown, {grouped(kept.size()), grouped(rule.matches - kept.size())}) +
               "</p>";
    out += '\n';
    for (const auto& one : kept) {
        match(one, out);
        write_(out);
        out.clear();
    }
    write_(out += "</section>\n");
}

void Page::about_rule(const RuleInfo& rule, std::string& out) const {
    const auto& description = description_of(rule, look_.language);
    if (!description.empty())
        out += "<p class=\"words\">" + html(description, Lines::many) + "</p>";
    const auto pair = [&](const Message& name, std::string_view inside) {
        if (inside.empty()) return;
        out.append("<dt>").append(said(name)).append("</dt><dd>").append(inside).append("</dd>");
    };
    const auto or_unknown = [&](const std::string& text) {
        return text.empty() ? said(not_stated) : "<bdi>" + html(text) + "</bdi>";
    };
    std::string tags_named;
    for (const auto& tag : rule.tags)
        tags_named.append(tags_named.empty() ? "" : ", ").append(html(tag));
    out += "<dl class=\"pairs about\">";
    pair(author, or_unknown(rule.author));
    pair(license, or_unknown(rule.license));
    pair(identifier, html(rule.id));
    pair(status, html(rule.status + (rule.date.empty() ? "" : " " + rule.date)));
    pair(tags, tags_named);
    pair(false_positives, listed(rule.false_positives));
    pair(references, listed(rule.references));
    pair(read_from, html(rule.file));
    out += "</dl>";
}

void Page::match(const Html::Kept& kept, std::string& out) const {
    out += "<article class=\"match\"><h4><span>";
    out += (kept.time ? local_text(*kept.time, look_.zone) : said(words::no_time)) + "</span>";
    if (!kept.computer.empty()) out += "<bdi>" + html(kept.computer) + "</bdi>";
    if (kept.recovered) out += "<span class=\"chip mark\">" + said(recovered_mark) + "</span>";
    out += "</h4><p class=\"sub\"><bdi>" + html(kept.file) + "</bdi> · ";
    out += said(record, {std::to_string(kept.record)});
    if (!kept.channel.empty()) out += " · <bdi>" + html(kept.channel) + "</bdi>";
    if (kept.event_id != 0) out += " · " + said(event_number, {std::to_string(kept.event_id)});
    if (kept.events != 0) out += " · " + said(events_counted, {grouped(kept.events)});
    out += "</p>";
    fields(kept.matched, out);
    if (!kept.event.empty()) {
        out += "<details><summary>" + said(whole_event, {grouped(kept.event.size())});
        out += "</summary>";
        fields(kept.event, out);
        out += "</details>";
    }
    out += "</article>\n";
}

void Page::fields(const FieldTexts& fields, std::string& out) const {
    if (fields.empty()) return;
    out += "<dl class=\"fields\">";
    for (const auto& [name, value] : fields)
        out += "<dt>" + html(name) + "</dt><dd>" + html(value, Lines::many) + "</dd>";
    out += "</dl>";
}

} // namespace sokuo::detect::report
