// The pages that only say something: 別表第１, the accessibility statement.

#include "front/page.h"

#include "core/text.h"
#include "front/texts.h"
#include "front/texts_form.h"
#include "front/texts_pages.h"

#include <algorithm>
#include <vector>

namespace sokuo::front {
namespace {

constexpr std::string_view lgwan = "LGWAN";

Html row(const Html& label, const Html& value) {
    Html html;
    html << "<div><dt>" << label << "</dt><dd>" << value << "</dd></div>";
    return html;
}

// The charter's own words are Japanese on every page.
Html japanese(const Sheet& sheet, std::string_view words) {
    if (sheet.say.reader().is_japanese()) return text(words);
    Html html;
    html << "<span lang=\"ja\">" << text(words) << "</span>";
    return html;
}

// One line for each address, with the networks it can be reached on.
Html mails(const Sheet& sheet) {
    std::vector<std::string> seen;
    Html html;
    for (const auto& mail : sheet.notice.contact.mail) {
        if (std::ranges::find(seen, mail.address) != seen.end()) continue;
        seen.push_back(mail.address);
        html << "<p><a href=\"mailto:" << text(mail.address) << "\">" << text(mail.address)
             << "</a> <span class=\"net\">";
        bool is_first = true;
        for (const auto& same : sheet.notice.contact.mail) {
            if (same.address != mail.address) continue;
            if (!is_first) html << (sheet.say.reader().is_japanese() ? Markup{"・"} : Markup{", "});
            is_first = false;
            html << sheet.say(same.network == lgwan ? texts::network_lgwan
                                                    : texts::network_internet);
        }
        html << "</span></p>";
    }
    return html;
}

Html table(const Sheet& sheet) {
    const auto& contact = sheet.notice.contact;
    Html name = japanese(sheet, contact.name);
    if (!sheet.say.reader().is_japanese()) name << " / " << text(sheet.notice.organisation.team.en);
    name << "<span class=\"net\">" << japanese(sheet, contact.section) << "</span>";
    Html when;
    if (sheet.say.reader().is_japanese())
        when << text(contact.hours);
    else
        when << hours(sheet);
    Html html;
    html << "<dl class=\"table\">" << row(sheet.say(texts::poc), name)
         << row(sheet.say(texts::address), japanese(sheet, contact.address))
         << row(sheet.say(texts::hours), when);
    if (!contact.out_of_hours.empty())
        html << row(sheet.say(texts::out_of_hours), japanese(sheet, contact.out_of_hours));
    html << row(sheet.say(texts::phone), phone(sheet)) << row(sheet.say(texts::mail), mails(sheet))
         << "</dl>";
    return html;
}

Html questions(const Sheet& sheet) {
    const auto language = sheet.say.reader().language;
    Html html;
    html << "<h2>" << sheet.say(texts::asked) << "</h2><p class=\"lead\">"
         << sheet.say(texts::asked_lead) << "</p><ol class=\"steps\">";
    std::size_t at = 0;
    for (const auto& question : sheet.notice.contact.questions)
        html << "<li><b>" << number(++at) << "</b><span>" << text(question.text.in(language))
             << "</span></li>";
    html << "</ol>";
    return html;
}

Html item(const Sheet& sheet, const Message& sentence) {
    Html html;
    html << "<li>" << sheet.say(sentence) << "</li>";
    return html;
}

} // namespace

PageParts contact_page(const Sheet& sheet) {
    Html html;
    html << "<h1>" << sheet.say(texts::contact_title) << "</h1><p class=\"lead\">"
         << sheet.say(texts::contact_lead) << R"(</p><section class="call"><p class="sub">)"
         << sheet.say(texts::urgent) << "</p><p class=\"big\">" << phone(sheet) << "</p>"
         << opening(sheet) << R"(</section><a class="btn primary" href="/poc/report?)"
         << language_query(sheet) << "\">" << sheet.say(texts::to_report)
         << "</a><p class=\"fine\">" << sheet.say(texts::form_anytime) << " <a href=\"/poc/staff?"
         << language_query(sheet) << "\">" << sheet.say(texts::to_staff_form) << "</a></p><h2>"
         << sheet.say(texts::contact_table) << "</h2>" << table(sheet) << questions(sheet);
    return {.title = &texts::contact_title, .main = html};
}

PageParts accessibility_page(const Sheet& sheet) {
    const auto& say = sheet.say;
    Html html;
    html << "<h1>" << say(texts::accessibility_title) << "</h1><p>" << say(texts::accessibility_aim)
         << "</p><h2>" << say(texts::accessibility_scope_title) << "</h2><p>"
         << say(texts::accessibility_scope) << "</p><h2>" << say(texts::accessibility_done_title)
         << "</h2><ul class=\"dots\">" << item(sheet, texts::accessibility_script)
         << item(sheet, texts::accessibility_keys) << item(sheet, texts::accessibility_zoom)
         << item(sheet, texts::accessibility_words) << item(sheet, texts::accessibility_puzzle)
         << "</ul><h2>" << say(texts::accessibility_tested_title) << "</h2><p>"
         << say(texts::accessibility_tested) << "</p><h2>" << say(texts::accessibility_tell_title)
         << "</h2><p>" << say(texts::accessibility_tell) << "</p><p class=\"big\">" << phone(sheet)
         << "</p>" << mails(sheet);
    return {.title = &texts::accessibility_title, .main = html};
}

PageParts notice_page(const Sheet& sheet, const Message& title, const Message& sentence) {
    Html html;
    html << "<h1>" << sheet.say(title) << "</h1><p>" << sheet.say(sentence)
         << R"(</p><section class="call"><p class="sub">)" << sheet.say(texts::urgent)
         << "</p><p class=\"big\">" << phone(sheet) << "</p>" << opening(sheet)
         << "</section><p><a href=\"/poc?" << language_query(sheet) << "\">"
         << sheet.say(texts::to_contact) << "</a></p>";
    return {.title = &title, .main = html};
}

} // namespace sokuo::front
