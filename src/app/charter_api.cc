#include "app/charter_api.h"

#include "app/charter_editable.h"
#include "calendar/date.h"
#include "charter/check.h"
#include "core/fields.h"
#include "team/people.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sokuo::app {
namespace {

using charter::Charter;
using charter::Edition;
using incident::Desk;

constexpr Message not_editable{
    "app.charter_not_editable",
    "この項目は画面からは変えられません。要綱のファイルを直して、読み込み直してください。",
    "This value cannot be changed on screen. Edit the charter's file and load it again."};

// -- The text -----------------------------------------------------------------------------------

void write_clauses(const std::vector<charter::Clause>& clauses, std::string& text) {
    for (const auto& clause : clauses) {
        if (!text.empty()) text += '\n';
        text += clause.number;
        for (const auto* part : {&clause.heading, &clause.text}) {
            if (!part->empty()) text.append("　").append(*part);
        }
        write_clauses(clause.clauses, text);
    }
}

std::string full_text(const charter::Article& article) {
    auto text = article.text;
    write_clauses(article.clauses, text);
    return text;
}

Json articles_of(const Charter& charter) {
    auto rows = Json::array();
    for (const auto& article : charter.articles)
        rows.push(Json::object({{"number", article.number},
                                {"heading", article.heading},
                                {"text", full_text(article)}}));
    return rows;
}

// -- The tables ---------------------------------------------------------------------------------

Json contact_of(const charter::PointOfContact& contact, Language language) {
    auto mail = Json::array();
    for (const auto& one : contact.mail)
        mail.push(Json::object({{"network", one.network}, {"address", one.address}}));
    auto items = Json::array();
    for (const auto& question : contact.questions)
        items.push(question.text.in(language));
    return Json::object({{"name", contact.name},
                         {"section", contact.section},
                         {"address", contact.address},
                         {"hours", contact.hours},
                         {"phone", contact.phone},
                         {"extension", contact.extension},
                         {"mail", std::move(mail)},
                         {"items", std::move(items)}});
}

const std::string& name_in(const auto& named, Language language) {
    return language == Language::ja || named.name_en.empty() ? named.name_ja : named.name_en;
}

Json categories_of(const Charter& charter, Language language) {
    auto rows = Json::array();
    for (const auto& category : charter.categories) {
        auto subtypes = Json::array();
        for (const auto& subtype : category.subtypes)
            subtypes.push(Json::object({{"code", subtype.code},
                                        {"name", name_in(subtype, language)},
                                        {"in_charter", subtype.in_charter_text}}));
        rows.push(Json::object({{"code", category.code},
                                {"name", name_in(category, language)},
                                {"definition", category.definition},
                                {"subtypes", std::move(subtypes)}}));
    }
    return rows;
}

// A role beside the text (市の運用) is held by the posts that are given it, and has no printed
// duty.
std::string holders_of(const Charter& charter, std::string_view role) {
    std::string names;
    for (const auto& post : charter.posts) {
        if (post.role != role) continue;
        if (!names.empty()) names += "、";
        names += post.name;
    }
    return names;
}

Json roles_of(const Charter& charter, Language language) {
    auto rows = Json::array();
    for (const auto& role : charter.roles) {
        const auto printed =
            std::ranges::find(charter.structure, role.code, &charter::StructureRow::role);
        const bool is_printed = printed != charter.structure.end();
        rows.push(Json::object(
            {{"code", role.code},
             {"name", role.name.in(language)},
             {"holder", is_printed ? printed->held_by : holders_of(charter, role.code)},
             {"duty", is_printed ? printed->duty : std::string{}}}));
    }
    return rows;
}

Json posts_of(const Charter& charter) {
    auto rows = Json::array();
    for (const auto& post : charter.posts) {
        auto row = Json::object({{"code", post.code}, {"name", post.name}, {"role", post.role}});
        if (!post.extension.empty()) row.set("extension", post.extension);
        rows.push(std::move(row));
    }
    return rows;
}

// -- 要綱の空白 ---------------------------------------------------------------------------------

/// Where a gap stands: a table, or the article that has the word.
struct GapPlace {
    std::string_view code;
    std::string_view table;
    std::string_view word;
};
constexpr std::array<GapPlace, 7> gap_places{{
    {"charter.gap_no_stand_in", "別表第３", ""},
    {"charter.gap_no_order", "別表第３", ""},
    {"charter.gap_no_holder", "別表第３", ""},
    {"charter.gap_no_out_of_hours", "別表第１", ""},
    {"charter.gap_outside_text", "別表第２", ""},
    {"charter.gap_no_declarer", "", "収束宣言"},
    {"charter.gap_no_criteria", "", "優先順位"},
}};

std::string article_with(const Charter& charter, std::string_view word) {
    for (const auto& article : charter.articles) {
        if (full_text(article).find(word) != std::string::npos) return article.number;
    }
    const auto in_structure = std::ranges::any_of(charter.structure, [&](const auto& row) {
        return row.held_by.find(word) != std::string::npos ||
               row.duty.find(word) != std::string::npos;
    });
    return in_structure ? "別表第３" : "";
}

std::string article_of(const Charter& charter, const charter::Problem& gap) {
    const auto place = std::ranges::find(gap_places, gap.what->code(), &GapPlace::code);
    if (place == gap_places.end())
        return gap.args.empty() ? std::string{} : article_with(charter, gap.args.front());
    return place->word.empty() ? std::string{place->table} : article_with(charter, place->word);
}

Json blanks_of(const Edition& edition, calendar::Date day, Language language) {
    const auto& file = edition.files.front().name;
    auto all = charter::gaps(edition.charter, file);
    std::ranges::move(charter::outdated_names(edition.charter, file, edition.pack, day),
                      std::back_inserter(all));
    auto rows = Json::array();
    for (const auto& gap : all)
        rows.push(Json::object({{"article", article_of(edition.charter, gap)},
                                {"text", gap.what_in(language)},
                                {"remedy", gap.remedy_in(language)}}));
    return rows;
}

// -- The answer ---------------------------------------------------------------------------------

Result<Json> versions_of(const Desk& desk, Language language) {
    const auto lines = TRY(desk.book.versions());
    return desk.store.read_for([&](store::Read& db) -> Result<Json> {
        auto rows = Json::array();
        for (const auto& line : lines)
            rows.push(Json::object({{"version", std::to_string(line.number)},
                                    {"loaded_at", to_rfc3339(line.loaded_at)},
                                    {"by", team::person_ref(db, line.loaded_by, language)}}));
        return rows;
    });
}

Result<Json> editable_rows(const Edition& edition, Language language) {
    auto rows = Json::array();
    const auto all = TRY(editable_of(edition));
    for (const auto& one : all) {
        auto row = Json::object({{"path", one.path},
                                 {"label", render(*one.label, one.args, language)},
                                 {"value", one.value}});
        if (!one.article.empty()) row.set("article", one.article);
        rows.push(std::move(row));
    }
    return rows;
}

Result<http::Response> read_charter(const Desk& desk, const team::Call& call) {
    // Not the call's edition: it may have been amended by this very request.
    const auto& edition = desk.book.current();
    const auto& charter = edition.charter;
    const auto language = call.language;
    const auto zone = TRY(calendar::TimeZone::named(charter.time_zone));
    auto body = Json::object({{"version", std::to_string(edition.number)},
                              {"title", charter.title},
                              {"number", charter.notice_number},
                              {"date", calendar::to_iso(charter.date)},
                              {"fictional", charter.fictional},
                              {"articles", articles_of(charter)},
                              {"contact", contact_of(charter.point_of_contact, language)},
                              {"categories", categories_of(charter, language)},
                              {"roles", roles_of(charter, language)},
                              {"posts", posts_of(charter)},
                              {"blanks", blanks_of(edition, zone.date(desk.now()), language)}});
    body.set("versions", TRY(versions_of(desk, language)));
    if (team::post_for(call.charter(), call.standing, "charter.amend").ok())
        body.set("editable", TRY(editable_rows(edition, language)));
    auto response = http::json_response(200, body);
    response.with("ETag", team::etag(edition.number));
    return response;
}

Result<http::Response> amend_charter(const Desk& desk, const team::Call& call) {
    const auto json = TRY(call.json());
    const auto base = TRY(call.expected_rev());
    Fields in{json};
    const auto path = in.text("path", {.length_max = 200});
    const auto value = in.text("value", {.length_min = 0, .length_max = 2000});
    TRY(in.finish());
    const auto editable = TRY(editable_of(desk.book.current()));
    if (std::ranges::find(editable, path, &Editable::path) == editable.end())
        return at(failure(Errc::invalid, not_editable), "/path");
    auto amended = desk.book.amend(call.actor, base, path, value, path);
    if (!amended.ok()) {
        // A place in the file means nothing on screen.
        if (amended.error().code != Errc::invalid) return std::move(amended).error();
        return at(std::move(amended).error(), "/value");
    }
    return read_charter(desk, call);
}

} // namespace

std::vector<team::Route> charter_routes(const Desk& desk) {
    const auto read = [&desk](const team::Call& call) { return read_charter(desk, call); };
    return {{.method = http::Method::get,
             .path = "/api/v1/charter",
             .action = "charter.read",
             .handle = read},
            {.method = http::Method::patch,
             .path = "/api/v1/charter",
             .action = "charter.amend",
             .handle = [&desk](const team::Call& call) { return amend_charter(desk, call); },
             .current = read}};
}

} // namespace sokuo::app
