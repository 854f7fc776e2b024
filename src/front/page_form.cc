#include "front/page_form.h"

#include "front/texts.h"
#include "front/texts_form.h"
#include "front/texts_pages.h"
#include "front/texts_staff.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace sokuo::front {
namespace {

constexpr Markup error_sign{
    "<svg width=\"20\" height=\"20\" viewBox=\"0 0 20 20\" aria-hidden=\"true\"><circle cx=\"10\" "
    "cy=\"10\" r=\"9\" fill=\"#ce0000\"/><path d=\"M10 5v6.2M10 14v.4\" stroke=\"#fff\" "
    "stroke-width=\"2\" stroke-linecap=\"round\"/></svg>"};

/// One field: its name in the HTML, what it is called, how it is filled in.
struct Input {
    std::string name;
    const Message* label = nullptr;
    const Message* hint = nullptr;
    Html attributes{};     ///< autocomplete, inputmode
    std::size_t lines = 1; ///< More than 1: a textarea.
    bool is_required = false;
    bool is_main = false; ///< A large label.
};

/// One of the two wordings of the same four items.
struct FormWords {
    std::string_view path;
    const Message& title;
    const Message& where_hint;
    const Message& what_hint;
    const Message& how_hint;
    const Message& who_hint;
    const Message& affiliation;
    const Message& phone;
    std::string_view other_path;
    const Message& to_other;
};

constexpr FormWords for_outsiders{.path = public_form_path,
                                  .title = texts::form_title,
                                  .where_hint = texts::where_hint,
                                  .what_hint = texts::what_hint,
                                  .how_hint = texts::how_hint,
                                  .who_hint = texts::who_hint,
                                  .affiliation = texts::affiliation,
                                  .phone = texts::phone_number,
                                  .other_path = staff_form_path,
                                  .to_other = texts::to_staff_form};
constexpr FormWords for_staff{.path = staff_form_path,
                              .title = texts::staff_title,
                              .where_hint = texts::staff_where_hint,
                              .what_hint = texts::staff_what_hint,
                              .how_hint = texts::staff_how_hint,
                              .who_hint = texts::staff_who_hint,
                              .affiliation = texts::staff_affiliation,
                              .phone = texts::staff_phone,
                              .other_path = public_form_path,
                              .to_other = texts::to_public_form};

const FormWords& words_of(const FormState& state) {
    return state.is_for_staff ? for_staff : for_outsiders;
}

class FormWriter {
public:
    FormWriter(const Sheet& sheet, const FormState& state) : sheet_{sheet}, state_{state} {}

    void summary();
    void call();
    void first_steps();
    void whole();

    Html out;

private:
    [[nodiscard]] const FormWords& own_words() const { return words_of(state_); }
    void items();
    void person(char who);
    void input(const Input& input, const Html& label);
    void input(const Input& given) { input(given, sheet_.say(*given.label)); }
    void check_box(std::string_view name, const Message& label);
    void reporter_part();
    void class_choice();
    void purpose();
    void trap();
    void error_line(std::string_view name);
    void item_heading(std::size_t at, bool is_required);
    [[nodiscard]] const FormError* error_of(std::string_view name) const;
    [[nodiscard]] Html label_of(std::string_view name) const;
    /// The words in the last brackets of a 確認項目 (いつ), or all of them.
    [[nodiscard]] std::pair<std::string, std::string> question(std::size_t at) const;

    const Sheet& sheet_;
    const FormState& state_;
};

const FormError* FormWriter::error_of(std::string_view name) const {
    const auto found = std::ranges::find(state_.errors, name, &FormError::field);
    return found == state_.errors.end() ? nullptr : &*found;
}

std::pair<std::string, std::string> FormWriter::question(std::size_t at) const {
    const auto& questions = sheet_.notice.contact.questions;
    if (at >= questions.size()) return {};
    const std::string words = questions[at].text.in(sheet_.say.reader().language);
    constexpr std::string_view opens = "（";
    constexpr std::string_view closes = "）";
    const auto begin = words.rfind(opens);
    if (begin == std::string::npos || !words.ends_with(closes)) return {words, {}};
    const auto from = begin + opens.size();
    return {words.substr(from, words.size() - closes.size() - from), words.substr(0, begin)};
}

Html FormWriter::label_of(std::string_view name) const {
    const auto& say = sheet_.say;
    if (name == field::when) return text(question(0).first);
    if (name == field::where) return text(question(1).first);
    if (name == field::what) return say(texts::what);
    if (name == field::how) return say(texts::how);
    if (name == field::same) return say(texts::same);
    if (name.ends_with("-name")) return say(texts::name);
    if (name.ends_with("-reading")) return say(texts::reading);
    if (name.ends_with("-affiliation")) return say(own_words().affiliation);
    if (name.ends_with("-phone")) return say(own_words().phone);
    if (name.ends_with("-mail")) return say(texts::mail_address);
    return {};
}

void FormWriter::summary() {
    if (state_.errors.empty()) return;
    const auto count = std::to_string(state_.errors.size());
    // About the sending itself: nothing the person wrote is to be put right.
    const bool is_ours = state_.errors.front().field == field::send;
    out << R"(<section class="sum" role="alert" tabindex="-1"><h2>)"
        << (is_ours ? sheet_.say(texts::not_sent) : sheet_.say(texts::error_summary, {count}))
        << "</h2><ul>";
    for (const auto& error : state_.errors) {
        const auto label = label_of(error.field);
        out << "<li><a href=\"#" << text(error.field) << "\">" << label
            << (label.is_empty() ? Html{} : Html{"："})
            << sheet_.say(*error.message, {error.argument}) << "</a></li>";
    }
    out << "</ul><p>" << sheet_.say(texts::kept) << "</p></section>";
}

void FormWriter::call() {
    out << R"(<section class="call"><p class="sub">)" << sheet_.say(texts::urgent)
        << "</p><p class=\"big\">" << phone(sheet_) << "</p><p class=\"sub\">" << hours(sheet_)
        << "</p>" << opening(sheet_) << "</section>";
}

// What the rule pack has staff do before they write.
void FormWriter::first_steps() {
    const auto language = sheet_.say.reader().language;
    const auto today = sheet_.notice.office.zone().date(sheet_.now);
    Html rows;
    std::size_t at = 0;
    for (const auto& step : sheet_.notice.first_steps) {
        if (!step.is_for("staff") || !step.provenance.is_in_force(today)) continue;
        rows << "<li><b>" << number(++at) << "</b><span><b>" << text(step.text.in(language))
             << "</b><small>" << text(step.reason.in(language)) << "</small></span></li>";
    }
    if (at == 0) return;
    out << "<h2>" << sheet_.say(texts::staff_steps) << "</h2><ol class=\"steps\">" << rows
        << "</ol>";
}

void FormWriter::error_line(std::string_view name) {
    const auto* error = error_of(name);
    if (error == nullptr) return;
    out << R"(<p class="emsg" id=")" << text(name) << "-e\">" << error_sign << "<span>"
        << sheet_.say(*error->message, {error->argument}) << "</span></p>";
}

void FormWriter::input(const Input& given, const Html& label) {
    const auto* error = error_of(given.name);
    const auto name = text(given.name);
    out << (error == nullptr ? Html{"<div class=\"fld\">"} : Html{"<div class=\"fld err\">"})
        << (given.is_main ? Html{R"(<label class="l" for=")"} : Html{"<label for=\""}) << name
        << "\">" << label;
    if (given.is_required)
        out << " <span class=\"req\">" << sheet_.say(texts::required) << "</span>";
    out << "</label>";
    if (given.hint != nullptr)
        out << R"(<p class="hint" id=")" << name << "-h\">" << sheet_.say(*given.hint) << "</p>";
    Html attributes;
    attributes << R"( class="in" id=")" << name << "\" name=\"" << name << "\"" << given.attributes;
    if (given.is_required) attributes << " aria-required=\"true\"";
    if (error != nullptr) attributes << " aria-invalid=\"true\"";
    if (error != nullptr || given.hint != nullptr) {
        attributes << " aria-describedby=\"";
        if (error != nullptr) attributes << name << "-e ";
        if (given.hint != nullptr) attributes << name << "-h";
        attributes << "\"";
    }
    const auto value = text(state_.posted.value(given.name));
    if (given.lines > 1) {
        // The parser drops one line end after the tag, which may be the writer's own.
        out << "<textarea" << attributes << " rows=\"" << number(given.lines) << "\">\n"
            << value << "</textarea>";
    } else {
        out << "<input" << attributes << " value=\"" << value << "\">";
    }
    error_line(given.name);
    out << "</div>";
}

void FormWriter::check_box(std::string_view name, const Message& label) {
    out << R"(<label class="tick"><input type="checkbox" id=")" << text(name) << "\" name=\""
        << text(name) << R"(" value="1")";
    if (state_.posted.has(name)) out << " checked";
    if (error_of(name) != nullptr)
        out << R"( aria-invalid="true" aria-describedby=")" << text(name) << "-e\"";
    out << "><span>" << sheet_.say(label) << "</span></label>";
    error_line(name);
}

void FormWriter::person(char who) {
    const auto name = [&](std::string_view part) { return person_field(who, part); };
    const bool is_finder = who == finder;
    // A browser fills in the details of whoever sits before it: the reporter, who often is the
    // finder too.
    const auto own = [&](Markup attributes) { return is_finder ? Html{attributes} : Html{}; };
    input(
        {.name = name("name"), .label = &texts::name, .attributes = own(" autocomplete=\"name\"")});
    if (sheet_.say.reader().is_japanese())
        input({.name = name("reading"), .label = &texts::reading});
    input({.name = name("affiliation"),
           .label = &own_words().affiliation,
           .attributes = own(" autocomplete=\"organization\"")});
    input({.name = name("phone"),
           .label = &own_words().phone,
           .attributes = is_finder ? Html{R"( inputmode="tel" autocomplete="tel")"}
                                   : Html{" inputmode=\"tel\""}});
    input({.name = name("mail"),
           .label = &texts::mail_address,
           .attributes = is_finder ? Html{R"( inputmode="email" autocomplete="email")"}
                                   : Html{" inputmode=\"email\""}});
    check_box(name("call_back"), texts::call_back);
}

void FormWriter::class_choice() {
    constexpr std::array<std::pair<std::string_view, const Message*>, 9> choices{{
        {"unknown", &texts::class_none},
        {"resident", &texts::class_resident},
        {"staff", &texts::class_staff},
        {"contractor", &texts::class_contractor},
        {"other_body", &texts::class_other_body},
        {"government", &texts::class_government},
        {"police", &texts::class_police},
        {"expert", &texts::class_expert},
        {"press", &texts::class_press},
    }};
    out << R"(<div class="fld"><label for="class">)" << sheet_.say(texts::class_label)
        << R"(</label><select class="in" id="class" name="class">)";
    const auto chosen = state_.posted.value(field::reporter_class);
    for (const auto& [code, label] : choices) {
        out << "<option value=\"" << text(code) << "\""
            << (code == chosen ? Html{" selected"} : Html{}) << ">"
            << text(plain(*label, sheet_.say.reader().language)) << "</option>";
    }
    out << "</select></div>";
}

void FormWriter::reporter_part() {
    bool is_filled = false;
    for (const std::string_view part :
         {"name", "reading", "affiliation", "phone", "mail", "call_back"})
        is_filled = is_filled || state_.posted.has(person_field(reporter, part));
    out << "<fieldset><legend class=\"l\">" << sheet_.say(texts::reporter_title)
        << " <span class=\"opt\">" << sheet_.say(texts::optional) << "</span></legend>";
    check_box(field::same, texts::same);
    out << (is_filled ? Html{"<details open>"} : Html{"<details>"}) << "<summary>"
        << sheet_.say(texts::not_same) << "</summary>";
    person(reporter);
    out << "</details>";
    if (state_.is_for_staff)
        out << R"(<input type="hidden" name="class" value="staff">)";
    else
        class_choice();
    out << "</fieldset>";
}

void FormWriter::item_heading(std::size_t at, bool is_required) {
    const auto [words, whole] = question(at);
    out << "<i>" << number(at + 1) << "</i> " << text(words) << " ";
    if (is_required)
        out << "<span class=\"req\">" << sheet_.say(texts::required) << "</span>";
    else
        out << "<span class=\"opt\">" << sheet_.say(texts::optional) << "</span>";
    if (!whole.empty()) out << "<small>" << text(whole) << "</small>";
}

void FormWriter::items() {
    const auto heading = [&](std::size_t at, bool is_required) {
        const auto before = std::exchange(out, Html{});
        item_heading(at, is_required);
        return std::exchange(out, before);
    };
    input({.name = std::string{field::when},
           .label = nullptr,
           .hint = &texts::when_hint,
           .is_main = true},
          heading(0, false));
    input({.name = std::string{field::where},
           .label = nullptr,
           .hint = &own_words().where_hint,
           .is_main = true},
          heading(1, false));
    out << "<fieldset><legend class=\"l\">" << heading(2, true) << "</legend>";
    input({.name = std::string{field::what},
           .label = &texts::what,
           .hint = &own_words().what_hint,
           .lines = 4,
           .is_required = true});
    input({.name = std::string{field::how},
           .label = &texts::how,
           .hint = &own_words().how_hint,
           .lines = 3});
    out << "<p class=\"hint\">" << sheet_.say(texts::never_write)
        << "</p></fieldset><fieldset><legend class=\"l\">" << heading(3, false)
        << "</legend><p class=\"hint\">" << sheet_.say(own_words().who_hint) << "</p>";
    person(finder);
    out << "</fieldset>";
}

void FormWriter::purpose() {
    const auto& contact = sheet_.notice.contact;
    const auto team = sheet_.say.reader().is_japanese()
                          ? contact.name + "（" + contact.section + "）"
                          : sheet_.notice.organisation.team.en;
    const auto& say = sheet_.say;
    out << "<section class=\"why\"><h2>" << say(texts::purpose_title)
        << "</h2><ul class=\"dots\"><li>" << say(texts::purpose_who, {team}) << "</li><li>"
        << say(texts::purpose_what) << "</li><li>" << say(texts::purpose_contact) << "</li><li>"
        << say(texts::purpose_others) << "</li><li>" << say(texts::purpose_address)
        << "</li></ul></section>";
}

// Out of sight for people and for screen readers, until it was filled in all the same.
void FormWriter::trap() {
    const bool is_shown = error_of(field::trap) != nullptr;
    out << (is_shown ? Html{"<div>"} : Html{R"(<div class="trap" aria-hidden="true">)"});
    out << "<label for=\"website\">" << sheet_.say(texts::trap)
        << R"(</label><input class="in" id="website" name="website" autocomplete="off")"
        << (is_shown ? Html{} : Html{" tabindex=\"-1\""}) << " value=\""
        << text(state_.posted.value(field::trap)) << "\">";
    error_line(field::trap);
    out << "</div>";
}

void FormWriter::whole() {
    out << R"(<form method="post" action=")" << text(own_words().path) << "?"
        << language_query(sheet_) << R"(" novalidate><input type="hidden" name="token" value=")"
        << text(state_.token) << "\">";
    items();
    reporter_part();
    purpose();
    trap();
    error_line(field::send);
    out << R"(<button class="btn primary" id="send">)" << sheet_.say(texts::send)
        << "</button></form>";
}

Html steps(const Sheet& sheet, std::initializer_list<const Message*> sentences) {
    Html html;
    html << "<ol class=\"steps\">";
    std::size_t at = 0;
    for (const auto* sentence : sentences)
        html << "<li><b>" << number(++at) << "</b><span>" << sheet.say(*sentence) << "</span></li>";
    html << "</ol>";
    return html;
}

} // namespace

PageParts form_page(const Sheet& sheet, const FormState& state) {
    FormWriter writer{sheet, state};
    const auto& words = words_of(state);
    writer.out << "<h1>" << sheet.say(words.title) << "</h1>";
    writer.summary();
    writer.out << "<p class=\"lead\">" << sheet.say(texts::form_lead) << "</p>";
    writer.call();
    if (state.is_for_staff) writer.first_steps();
    writer.whole();
    writer.out << R"(<p class="fine"><a href=")" << text(words.other_path) << "?"
               << language_query(sheet) << "\">" << sheet.say(words.to_other) << "</a></p>";
    return {
        .title = &words.title, .main = std::move(writer.out), .has_error = !state.errors.empty()};
}

PageParts receipt_page(const Sheet& sheet, const Receipt& receipt) {
    const auto& say = sheet.say;
    Html html;
    html << "<div class=\"okk\"><svg width=\"56\" height=\"56\" viewBox=\"0 0 56 56\" "
            "aria-hidden=\"true\"><circle cx=\"28\" cy=\"28\" r=\"26\" fill=\"#197a4b\"/><path "
            "d=\"m17 29 8 8 15-17\" fill=\"none\" stroke=\"#fff\" stroke-width=\"4\" "
            "stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg><h1>"
         << say(texts::received) << "</h1><p class=\"lead\">" << say(texts::thanks)
         << "</p></div><section class=\"no\"><p>"
         << say(receipt.is_provisional ? texts::provisional : texts::number)
         << "</p><p class=\"num\">" << text(receipt.number) << "</p><p>" << say(texts::number_use)
         << "</p>";
    if (receipt.is_provisional) html << "<p>" << say(texts::provisional_use) << "</p>";
    html << "</section><h2>" << say(texts::now_title) << "</h2>"
         << steps(sheet, {&texts::now_power, &texts::now_touch, &texts::now_link}) << "<h2>"
         << say(texts::next_title) << "</h2>"
         << steps(sheet, {&texts::next_check, &texts::next_contact, &texts::next_again})
         << "<section class=\"call\"><h2>" << say(texts::fraud_title) << "</h2><p>"
         << say(texts::fraud_never) << "</p><p>" << say(texts::fraud_money) << "</p><p>"
         << say(texts::fraud_hang_up) << "</p><p class=\"big\">" << phone(sheet)
         << "</p></section>";
    return {.title = &texts::received, .main = html};
}

} // namespace sokuo::front
