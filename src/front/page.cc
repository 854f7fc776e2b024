#include "front/page.h"

#include "core/text.h"
#include "front/style.h"
#include "front/texts.h"
#include "front/texts_form.h"
#include "front/texts_pages.h"

#include <array>
#include <chrono>
#include <cstddef>

namespace sokuo::front {
namespace {

using calendar::Minutes;

std::string clock_in(Language language, Minutes clock) {
    const auto hour = std::to_string(clock.count() / 60);
    const auto minute = std::to_string(clock.count() % 60);
    if (language == Language::ja)
        return hour + "時" + (clock.count() % 60 == 0 ? "" : minute + "分");
    return hour + ":" + (minute.size() == 1 ? "0" : "") + minute;
}

std::string day_in(Language language, calendar::Date day) {
    constexpr std::array<std::string_view, 12> months{
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    const auto number = std::to_string(calendar::day_of_month(day));
    const auto month = calendar::month_of(day);
    if (language == Language::ja) {
        return std::to_string(month) + "月" + number + "日（" +
               std::string{calendar::weekday_ja(day)} + "）";
    }
    return number + " " + std::string{months[month - 1]};
}

std::string why(Language language, const calendar::Closed& closed) {
    // The names of days are the calendar's, and Japanese.
    if (language == Language::ja) return closed.name;
    switch (closed.kind) {
    case calendar::ClosedKind::holiday: return plain(texts::why_holiday, language);
    case calendar::ClosedKind::weekday: return plain(texts::why_weekend, language);
    case calendar::ClosedKind::year_end: return plain(texts::why_year_end, language);
    case calendar::ClosedKind::own: return plain(texts::why_own, language);
    }
    return {};
}

Html settings(const Sheet& sheet) {
    if (sheet.path.empty()) return {};
    const bool is_japanese = sheet.say.reader().is_japanese();
    Html links;
    links << R"(<nav class="set" aria-label=")" << sheet.say(texts::settings) << "\">";
    if (is_japanese) {
        const bool is_on = sheet.say.reader().with_readings;
        links << "<a href=\"" << text(sheet.path)
              << (is_on ? Html{"?furigana=0"} : Html{"?furigana=1"}) << "\">"
              << sheet.say(is_on ? texts::readings_off : texts::readings_on) << "</a>";
    }
    links << "<a href=\"" << text(sheet.path)
          << (is_japanese ? Html{R"(?lang=en" lang="en" hreflang="en)"}
                          : Html{R"(?lang=ja" lang="ja" hreflang="ja)"})
          << "\">" << sheet.say(texts::other_language) << "</a></nav>";
    return links;
}

Html footer(const Sheet& sheet) {
    const auto query = language_query(sheet);
    Html html;
    html << "<footer><nav aria-label=\"" << sheet.say(texts::footer) << "\"><a href=\"/poc?"
         << query << "\">" << sheet.say(texts::to_contact) << "</a><a href=\"/poc/report?" << query
         << "\">" << sheet.say(texts::to_report) << "</a><a href=\"/accessibility?" << query
         << "\">" << sheet.say(texts::to_accessibility) << "</a><a href=\"/rfc2350?" << query
         << "\">" << sheet.say(texts::to_statement) << "</a><a href=\"/.well-known/security.txt\">"
         << sheet.say(texts::to_security_txt) << "</a></nav></footer>";
    return html;
}

Html head(const Sheet& sheet, const PageParts& parts) {
    const auto language = sheet.say.reader().language;
    Html html;
    html << "<!doctype html><html lang=\""
         << (sheet.say.reader().is_japanese() ? Html{"ja"} : Html{"en"})
         << "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
            "content=\"width=device-width,initial-scale=1\"><title>"
         << (parts.has_error ? text(plain(texts::error_prefix, language)) : Html{})
         << (sheet.notice.is_fictional ? text(plain(texts::fictional_short, language)) : Html{})
         << text(plain(*parts.title, language)) << " - "
         << text(sheet.notice.organisation.team.in(language))
         << R"(</title><link rel="stylesheet" href=")" << text(style_path())
         << R"("><link rel="icon" href="/favicon.svg" type="image/svg+xml"></head>)";
    return html;
}

} // namespace

Html language_query(const Sheet& sheet) {
    return sheet.say.reader().is_japanese() ? Html{"lang=ja"} : Html{"lang=en"};
}

std::string page(const Sheet& sheet, const PageParts& parts) {
    const auto language = sheet.say.reader().language;
    Html html = head(sheet, parts);
    html << R"(<body><a class="skip" href="#main">)" << sheet.say(texts::skip) << "</a>";
    if (sheet.notice.is_fictional)
        html << "<aside class=\"stamp\">" << sheet.say(texts::fictional) << "</aside>";
    html << R"(<header><a class="org" href="/poc?)" << language_query(sheet) << "\">"
         << text(sheet.notice.organisation.name.in(language)) << "</a>" << settings(sheet)
         << "</header><main id=\"main\">" << parts.main << "</main>" << footer(sheet)
         << "</body></html>";
    return std::string{html.view()};
}

Html opening(const Sheet& sheet) {
    const auto& office = sheet.notice.office;
    const auto language = sheet.say.reader().language;
    Html html;
    if (office.is_open_at(sheet.now)) {
        html << "<p class=\"open\"><b>" << sheet.say(texts::open_now) << "</b></p>";
        return html;
    }
    const auto today = office.zone().date(sheet.now);
    html << "<p class=\"closed\"><b>";
    if (const auto closed = office.closed_days().closed_because(today)) {
        const auto day =
            plain(texts::closed_why, language, {day_in(language, today), why(language, *closed)});
        html << sheet.say(texts::closed_today, {day});
    } else {
        html << sheet.say(texts::closed_now);
    }
    html << "</b>";
    if (const auto next = office.next_opening(sheet.now)) {
        const auto local = office.zone().local(*next);
        html << " <span>"
             << sheet.say(texts::next_opening,
                          {day_in(language, local.date), clock_in(language, local.clock)})
             << "</span>";
    }
    // Whom the charter names for this hour, or that it names nobody.
    const auto& outside = sheet.notice.contact.out_of_hours;
    html << " <span>";
    if (outside.empty())
        html << sheet.say(texts::nobody_now);
    else
        html << sheet.say(texts::reach_now) << " <q lang=\"ja\">" << text(outside) << "</q>";
    html << "</span></p>";
    return html;
}

Html phone(const Sheet& sheet) {
    const auto& contact = sheet.notice.contact;
    Html html;
    html << R"(<a class="tel" href="tel:)" << text(contact.phone) << "\">" << text(contact.phone)
         << "</a>";
    if (!contact.extension.empty())
        html << " <span class=\"ext\">" << sheet.say(texts::extension, {contact.extension})
             << "</span>";
    return html;
}

Html hours(const Sheet& sheet) {
    const auto language = sheet.say.reader().language;
    const auto& open = sheet.notice.contact.open;
    return sheet.say(texts::weekdays,
                     {clock_in(language, open.opens), clock_in(language, open.closes)});
}

} // namespace sokuo::front
