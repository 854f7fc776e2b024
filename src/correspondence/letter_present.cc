#include "correspondence/letter_present.h"

#include "correspondence/reasons.h"
#include "incident/content.h"
#include "incident/incident_store.h"
#include "incident/report_store.h"
#include "mail/read.h"
#include "sandbox/reasons.h"
#include "team/people.h"

#include <algorithm>
#include <array>

namespace sokuo::correspondence {
namespace {

using incident::set_text;
using incident::set_time;

Json present(const Person& person) {
    auto json = Json::object();
    set_text(json, "name", person.name);
    set_text(json, "address", person.address);
    return json;
}

Json present(const std::vector<Person>& people) {
    auto rows = Json::array();
    for (const auto& person : people)
        rows.push(present(person));
    return rows;
}

Json present(const File& file) {
    auto json = Json::object({{"id", file.blob.text()},
                              {"name", file.name},
                              {"bytes", static_cast<std::int64_t>(file.bytes)},
                              {"sha256", file.sha256}});
    set_text(json, "type", file.type);
    return json;
}

Json sentences(const std::vector<std::string>& codes, Language language) {
    auto rows = Json::array();
    for (const auto& code : codes)
        rows.push(words_for(code, language));
    return rows;
}

// What it stands under, by the number people say.
Result<Json> present_about(store::Read& db, const journal::Stream& about) {
    auto json = Json::object({{"kind", about.kind}, {"id", to_text(about.id)}});
    const std::string table = about.kind == "incident" ? "incident" : "report";
    const auto number =
        TRY(db.first("SELECT number FROM " + table + " WHERE id = ?", {about.id},
                     [](const store::Row& row) { return std::string{row.text(0)}; }));
    if (number) json.set("number", *number);
    return json;
}

void set_fate(Json& json, const Letter& letter, Language language) {
    if (letter.is_in()) return;
    json.set("tries", letter.tries);
    set_time(json, "tried_at", letter.tried_at);
    if (!letter.failed_because.empty())
        json.set("failed", words_for(letter.failed_because, language));
}

void set_marks(Json& json, const Letter& letter, Language language) {
    const auto& said = letter.said;
    if (!said.marks.empty()) {
        auto marks = Json::array();
        for (const auto& mark : said.marks)
            marks.push(mark);
        json.set("marks", std::move(marks));
    }
    if (!said.defects.empty()) json.set("defects", sentences(said.defects, language));
    if (!said.automatic.empty()) json.set("automatic", true);
    if (said.is_cut) json.set("cut", true);
    if (letter.state == State::unreadable)
        json.set("unreadable", words_for(letter.unreadable_because, language));
}

} // namespace

Result<Json> present(store::Read& db, const team::Call& call, const Letter& letter) {
    const auto& said = letter.said;
    auto json = Json::object({{"id", letter.id.text()},
                              {"direction", letter.is_in() ? "in" : "out"},
                              {"state", state_names.at(static_cast<std::size_t>(letter.state))},
                              {"account", letter.account},
                              {"at", to_rfc3339(letter.made_at)},
                              {"subject", said.subject},
                              {"text", said.text},
                              {"from", present(said.from)},
                              {"to", present(said.to)}});
    set_text(json, "network", letter.network);
    if (!said.cc.empty()) json.set("cc", present(said.cc));
    if (!said.reply_to.address.empty()) json.set("reply_to", present(said.reply_to));
    set_time(json, "sent_at", letter.is_in() ? said.sent_at : letter.sent_at);
    auto files = Json::array();
    for (const auto& file : said.files)
        files.push(present(file));
    json.set("files", std::move(files));
    if (letter.is_in() && !letter.is_erased) json.set("raw", present(letter.raw));
    if (letter.about) json.set("about", TRY(present_about(db, *letter.about)));
    if (letter.is_new) json.set("new", true);
    if (!letter.by.person.value.empty() && letter.by.person != PersonId{})
        json.set("by", team::person_ref(db, call.charter(), letter.by, call.language));
    set_marks(json, letter, call.language);
    set_fate(json, letter, call.language);
    if (letter.is_erased) json.set("erased", true);
    return json;
}

std::string words_for(std::string_view code, Language language) {
    for (std::uint8_t one = 0; one < mail::defect_count; ++one) {
        const auto& message = mail::words(static_cast<mail::Defect>(one));
        if (message.code() == code) return render(message, {}, language);
    }
    static constexpr std::array<const Message*, 12> reasons{
        &sandbox::too_slow, &sandbox::too_hungry, &sandbox::too_big, &sandbox::too_much,
        &sandbox::crashed,  &sandbox::forbidden,  &sandbox::lied,    &sandbox::not_understood,
        &too_large_to_read, &no_account,          &refused_for_good, &not_reached};
    static const std::vector<std::string> sizes{std::to_string(mail::mail_bytes_max)};
    for (const auto* reason : reasons) {
        if (reason->code() == code) return render(*reason, sizes, language);
    }
    return std::string{code};
}

} // namespace sokuo::correspondence
