#include "front/statement.h"

#include "calendar/wareki.h"
#include "front/texts.h"
#include "front/texts_form.h"
#include "front/texts_statement.h"

#include <initializer_list>
#include <utility>

namespace sokuo::front {
namespace {

using Lines = std::vector<StatementLine>;

const charter::Clause* clause_called(const std::vector<charter::Clause>& clauses,
                                     std::string_view heading) {
    for (const auto& clause : clauses) {
        if (clause.heading == heading) return &clause;
        if (const auto* inner = clause_called(clause.clauses, heading)) return inner;
    }
    return nullptr;
}

class Writer {
public:
    Writer(const Notice& notice, Language language, std::string_view public_url)
        : notice_{notice}, language_{language}, url_{public_url} {}

    void document();
    void contact();
    void charter();
    void policies();
    void services();

    std::vector<StatementSection> sections;

private:
    void add(std::string_view number, const Message& title, Lines lines) {
        sections.push_back({.number = number, .title = &title, .lines = std::move(lines)});
    }
    [[nodiscard]] std::string say(const Message& message,
                                  std::initializer_list<std::string_view> args = {}) const {
        return plain(message, language_, args);
    }
    [[nodiscard]] Lines silent() const { return {{.text = say(texts::statement_silent)}}; }
    [[nodiscard]] Lines said(const Lines& lines) const { return lines.empty() ? silent() : lines; }
    [[nodiscard]] bool is_japanese() const { return language_ == Language::ja; }
    [[nodiscard]] std::string day(calendar::Date date) const {
        return is_japanese() ? calendar::to_wareki(date) : calendar::to_iso(date);
    }
    /// The addresses of these pages, or where they are when no address is known.
    [[nodiscard]] Lines places(std::initializer_list<std::string_view> paths) const;
    [[nodiscard]] Lines clauses(std::initializer_list<std::string_view> headings) const;
    [[nodiscard]] const charter::Article* article(std::string_view heading) const;

    const Notice& notice_;
    Language language_;
    std::string_view url_;
};

Lines Writer::places(std::initializer_list<std::string_view> paths) const {
    if (url_.empty()) return {{.text = say(texts::here)}};
    Lines lines;
    for (const auto path : paths)
        lines.push_back({.text = std::string{url_} + std::string{path}});
    return lines;
}

// What the charter says below these headings, word for word; a heading it does not have gives
// nothing.
Lines Writer::clauses(std::initializer_list<std::string_view> headings) const {
    Lines lines;
    for (const auto heading : headings) {
        for (const auto& each : notice_.articles) {
            const auto* found = clause_called(each.clauses, heading);
            if (found == nullptr) continue;
            if (!found->text.empty()) lines.push_back({.text = found->text, .is_quoted = true});
            for (const auto& inner : found->clauses) {
                if (!inner.text.empty()) lines.push_back({.text = inner.text, .is_quoted = true});
            }
            break;
        }
    }
    return said(std::move(lines));
}

const charter::Article* Writer::article(std::string_view heading) const {
    for (const auto& each : notice_.articles) {
        if (each.heading == heading) return &each;
    }
    return nullptr;
}

void Writer::document() {
    add("1", texts::s1, {});
    Lines updated;
    if (notice_.edition) {
        const auto date = notice_.office.zone().date(notice_.edition->loaded_at);
        updated.push_back(
            {.text = say(texts::updated, {day(date), std::to_string(notice_.edition->number)})});
    }
    add("1.1", texts::s1_1, said(std::move(updated)));
    add("1.2", texts::s1_2, silent());
    add("1.3", texts::s1_3, places({"/rfc2350.txt", "/rfc2350"}));
    add("1.4", texts::s1_4, {{.text = say(texts::unsigned_document)}});
}

void Writer::contact() {
    const auto& contact = notice_.contact;
    add("2", texts::s2, {});
    Lines name{{.text = notice_.organisation.team.in(language_)},
               {.text = contact.name + "（" + contact.section + "）", .is_quoted = true}};
    add("2.1", texts::s2_1, std::move(name));
    add("2.2", texts::s2_2, {{.text = contact.address, .is_quoted = true}});
    const auto& zone = notice_.office.zone().name();
    add("2.3", texts::s2_3, {{.text = zone == "Asia/Tokyo" ? zone + " (UTC+09:00)" : zone}});
    auto phone = contact.phone;
    if (!contact.extension.empty()) phone += " " + say(texts::extension, {contact.extension});
    add("2.4", texts::s2_4, {{.text = std::move(phone)}, {.text = tel_uri(contact)}});
    add("2.5", texts::s2_5, silent());
    add("2.6", texts::s2_6, places({"/poc/report"}));
    Lines mails;
    for (const auto& mail : contact.mail)
        mails.push_back(
            {.text = mail.address + " (" +
                     say(mail.network == "LGWAN" ? texts::network_lgwan : texts::network_internet) +
                     ")"});
    add("2.7", texts::s2_7, said(std::move(mails)));
    add("2.8", texts::s2_8, {{.text = say(texts::no_public_key)}});
    Lines members;
    for (const auto& row : notice_.structure)
        members.push_back({.text = row.name + "　" + row.held_by, .is_quoted = true});
    if (!members.empty()) members.insert(members.begin(), {.text = say(texts::by_post)});
    add("2.9", texts::s2_9, said(std::move(members)));
    add("2.10", texts::s2_10, places({"/poc", "/.well-known/security.txt"}));
    Lines hours{{.text = say(texts::when_urgent)}, {.text = contact.hours, .is_quoted = true}};
    if (contact.out_of_hours.empty())
        hours.push_back({.text = say(texts::outside_silent)});
    else
        hours.push_back({.text = contact.out_of_hours, .is_quoted = true});
    hours.push_back({.text = say(texts::form_anytime)});
    add("2.11", texts::s2_11, std::move(hours));
}

void Writer::charter() {
    const auto* const mission = article("設置");
    add("3", texts::s3, {});
    add("3.1", texts::s3_1,
        mission == nullptr ? silent() : Lines{{.text = mission->text, .is_quoted = true}});
    add("3.2", texts::s3_2, mission == nullptr ? silent() : Lines{{.text = say(texts::scope)}});
    add("3.3", texts::s3_3, {{.text = notice_.organisation.name.in(language_)}});
    add("3.4", texts::s3_4,
        {{.text = notice_.charter_title + "（" + notice_.charter_number + "）", .is_quoted = true},
         {.text = say(texts::in_force, {day(notice_.in_force)})}});
}

void Writer::policies() {
    add("4", texts::s4, {});
    Lines kinds;
    for (const auto& category : notice_.categories) {
        const auto& name =
            is_japanese() || category.name_en.empty() ? category.name_ja : category.name_en;
        kinds.push_back({.text = category.code + "  " + name});
        if (!category.definition.empty())
            kinds.push_back({.text = category.definition, .is_quoted = true});
    }
    add("4.1", texts::s4_1, said(std::move(kinds)));
    add("4.2", texts::s4_2, clauses({"報告及び公表"}));
    add("4.3", texts::s4_3, silent());
}

void Writer::services() {
    add("5", texts::s5, {});
    add("5.1", texts::s5_1, {});
    add("5.1.1", texts::s5_1_1, clauses({"検知及び連絡受付", "トリアージ"}));
    add("5.1.2", texts::s5_1_2, clauses({"報告及び公表"}));
    add("5.1.3", texts::s5_1_3, clauses({"インシデントレスポンス", "事後対応"}));
    add("5.2", texts::s5_2, clauses({"平常時の事前準備、予防等"}));
    auto forms = places({"/poc/report"});
    for (const auto& question : notice_.contact.questions)
        forms.push_back({.text = question.text.in(language_)});
    add("6", texts::s6, std::move(forms));
    add("7", texts::s7, silent());
}

int level(const StatementSection& section) {
    int level = 1;
    for (const char letter : section.number)
        level += letter == '.' ? 1 : 0;
    return level;
}

} // namespace

std::vector<StatementSection> statement(const Notice& notice, Language language,
                                        std::string_view public_url) {
    Writer writer{notice, language, public_url};
    writer.document();
    writer.contact();
    writer.charter();
    writer.policies();
    writer.services();
    return std::move(writer.sections);
}

std::string statement_txt(const Notice& notice, Language language, std::string_view public_url) {
    constexpr std::size_t columns = 72;
    constexpr std::size_t indent = 3;
    std::string out;
    const auto line = [&](std::string_view text, std::size_t room) {
        out += wrapped(text, columns, room);
    };
    if (notice.is_fictional) line("【架空】 fictional, for practice only", 0);
    line(notice.organisation.team.in(language) + "  RFC 2350", 0);
    line(plain(texts::statement_lead, language), 0);
    if (language == Language::en) line(plain(texts::statement_quotes, language), 0);
    for (const auto& section : statement(notice, language, public_url)) {
        // The RFC's own heading is in both, so that a program finds it.
        auto title = std::string{section.number} + ". " + plain(*section.title, Language::en);
        if (language == Language::ja) title += "（" + plain(*section.title, language) + "）";
        out += "\n";
        line(title, 0);
        for (const auto& each : section.lines)
            line(each.text, indent);
    }
    return out;
}

PageParts statement_page(const Sheet& sheet, std::string_view public_url) {
    const auto& say = sheet.say;
    Html html;
    html << "<h1>" << say(texts::statement_title) << "</h1><p class=\"lead\">"
         << say(texts::statement_lead) << " " << say(texts::statement_quotes)
         << "</p><p><a href=\"/rfc2350.txt?" << language_query(sheet) << "\">"
         << say(texts::statement_as_text) << "</a></p>";
    for (const auto& section : statement(sheet.notice, say.reader().language, public_url)) {
        const bool is_top = level(section) == 1;
        html << (is_top ? Html{"<h2>"} : Html{"<h3>"}) << text(section.number) << " "
             << say(*section.title) << (is_top ? Html{"</h2>"} : Html{"</h3>"});
        for (const auto& line : section.lines) {
            if (line.text.starts_with("https://"))
                html << "<p><a href=\"" << text(line.text) << "\">" << text(line.text)
                     << "</a></p>";
            else if (line.is_quoted)
                html << "<blockquote lang=\"ja\">" << text(line.text) << "</blockquote>";
            else
                html << "<p>" << text(line.text) << "</p>";
        }
    }
    return {.title = &texts::statement_title, .main = std::move(html)};
}

} // namespace sokuo::front
