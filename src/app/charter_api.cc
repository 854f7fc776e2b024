#include "app/charter_api.h"

#include "app/charter_editable.h"
#include "calendar/date.h"
#include "charter/amend.h"
#include "charter/check.h"
#include "charter/outsiders.h"
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

constexpr Message own{"app.charter.own", "（所管する部局の事案だけ）",
                      " (only for incidents of their own department)"};
constexpr Message not_a_list{"app.charter.not_a_list",
                             "これは一つの値です。value に書いてください。",
                             "This is one value: give it as value."};
constexpr Message not_a_value{"app.charter.not_a_value", "これは一覧です。codes に書いてください。",
                              "This is a list: give it as codes."};
constexpr Message acting{"app.charter.acting", "（責任者に代わっている間だけ）",
                         " (only while standing in for the head)"};
constexpr Message not_editable{
    "app.charter_not_editable",
    "この項目は、ここでは変えられません。「要綱・連絡先」の「ファイル」で直してください。",
    "This cannot be changed here. Change it under Charter and contacts, File."};

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

// 決裁の種類: what each needs. Which kinds there are, and which need two people, is decided in the
// file.
Json approvals_of(const Charter& charter, Language language) {
    auto rows = Json::array();
    for (const auto& kind : charter.approvals) {
        auto names = Json::array();
        for (const auto& code : kind.roles) {
            const auto* role = charter.role(code);
            names.push(role == nullptr ? code : role->name.in(language));
        }
        rows.push(Json::object({{"code", kind.code},
                                {"name", kind.name.in(language)},
                                {"roles", std::move(names)},
                                {"needs_two", kind.needs_two}}));
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

/// Where it is put right on screen, in place of the file's key that `sokuo charter check` names.
struct OnScreen {
    std::string_view code;
    Message text;
};
constexpr std::array on_screen{
    OnScreen{"charter.name_stand_in",
             {"app.charter.name_stand_in",
              "「{0}」が不在のときに代わる職を、「ファイル」に順に書き足してください。",
              "Add the posts that stand in for “{0}”, in order, under File."}},
    OnScreen{"charter.write_order",
             {"app.charter.write_order",
              "「設定」の「責任者が不在のとき」で、引き継ぐ順に並べてください。",
              "Put them in order under Settings, “When the head is away”."}},
    OnScreen{"charter.add_holder",
             {"app.charter.add_holder", "「ファイル」の職の一覧に、「{0}」の職を足してください。",
              "Add a post for “{0}” to the list of posts under File."}},
    OnScreen{
        "charter.write_out_of_hours",
        {"app.charter.write_out_of_hours",
         "「設定」の「対応時間外の連絡」に、「{0}"
         "」のほかの時間にどうするか（守衛室、当番など）を書い"
         "てください。",
         "Write under Settings, “Outside the hours”, what to do outside “{0}” (guard room, duty "
         "phone)."}},
    OnScreen{"charter.decide_declarer",
             {"app.charter.decide_declarer",
              "市の運用として「権限」の表に従います。要綱の役割に加えるか検討してください。",
              "The table under Rights is followed. Consider adding it to a role's duty."}},
};

std::string remedy_of(const charter::Problem& gap, Language language) {
    const auto found = std::ranges::find(on_screen, gap.remedy->code(), &OnScreen::code);
    return found == on_screen.end() ? gap.remedy_in(language)
                                    : render(found->text, gap.args, language);
}

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
                                {"remedy", remedy_of(gap, language)}}));
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

Json texts(const std::vector<std::string>& all) {
    auto rows = Json::array();
    for (const auto& text : all)
        rows.push(text);
    return rows;
}

// What may stand in a list. A deputy has rights of their own and those of standing in; outsiders
// are offered for what they may be given, and for nothing else.
Json choices_of(const Charter& charter, const Editable& one, Language language) {
    constexpr std::string_view policy = "/policy/";
    const auto action =
        one.path.starts_with(policy) ? one.path.substr(policy.size()) : std::string{};
    auto rows = Json::array();
    const auto add = [&](const std::string& code, const std::string& name) {
        rows.push(Json::object({{"code", code}, {"name", name}}));
    };
    if (one.of == Editable::Of::posts) {
        for (const auto& post : charter.posts)
            add(post.code, post.name);
        return rows;
    }
    for (const auto& role : charter.roles) {
        if (!charter::may_be_given(role.code, action)) continue;
        add(role.code, role.name.in(language));
        if (role.code == "deputy")
            add(role.code + ".acting", role.name.in(language) + std::string{acting.text(language)});
        if (role.code == "deputy" || role.code == "manager")
            add(role.code + ".own", role.name.in(language) + std::string{own.text(language)});
    }
    return rows;
}

Result<Json> editable_rows(const Edition& edition, Language language) {
    auto rows = Json::array();
    const auto all = TRY(editable_of(edition, language));
    for (const auto& one : all) {
        auto row = Json::object({{"path", one.path},
                                 {"label", render(*one.label, one.args, language)},
                                 {"value", one.value}});
        if (!one.article.empty()) row.set("article", one.article);
        if (one.of != Editable::Of::text)
            row.set("codes", texts(one.codes))
                .set("choices", choices_of(edition.charter, one, language));
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
                              {"approvals", approvals_of(charter, language)},
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
    const auto editable = TRY(editable_of(desk.book.current()));
    const auto found = std::ranges::find(editable, path, &Editable::path);
    const bool is_list = found != editable.end() && found->of != Editable::Of::text;
    // A list comes as `codes`, one value as `value`.
    const auto codes = in.texts("codes", 60);
    const auto value = in.optional_text("value", {.length_max = 2000}).value_or("");
    if (found == editable.end()) in.refuse("path", failure(Errc::invalid, not_editable));
    if (is_list && !value.empty()) in.refuse("value", failure(Errc::invalid, not_a_value));
    if (!is_list && !codes.empty()) in.refuse("codes", failure(Errc::invalid, not_a_list));
    TRY(in.finish());
    const auto edit = [&](std::string_view text) -> Result<std::string> {
        if (!is_list) return charter::amend(text, path, value);
        const auto role = succession_role(path);
        return role.empty() ? charter::amend_list(text, path, codes)
                            : charter::amend_succession(text, role, codes);
    };
    auto amended = desk.book.amend(call.actor, base, edit, path);
    if (!amended.ok()) {
        // A place in the file means nothing on screen.
        if (amended.error().code != Errc::invalid) return std::move(amended).error();
        return at(std::move(amended).error(), is_list ? "/codes" : "/value");
    }
    return read_charter(desk, call);
}

// The file itself, for what no form changes: every line of it may be put right on screen, and the
// same checks hold as for `sokuo charter check`.
Result<http::Response> read_text(const Desk& desk, const team::Call&) {
    const auto& edition = desk.book.current();
    auto response =
        http::json_response(200, Json::object({{"version", std::to_string(edition.number)},
                                               {"text", edition.charter_text()}}));
    response.with("ETag", team::etag(edition.number));
    return response;
}

struct Draft {
    std::string text;
    std::string note;
};

Result<Draft> read_draft(const team::Call& call) {
    const auto json = TRY(call.json());
    Fields in{json};
    Draft draft{.text = in.text("text", {.length_max = 500'000, .lines = true}) + "\n",
                .note = in.optional_text("note", {.length_max = 500}).value_or("")};
    TRY(in.finish());
    return draft;
}

Json problems_of(const std::vector<charter::Problem>& problems, Language language) {
    auto rows = Json::array();
    for (const auto& problem : problems)
        rows.push(Json::object({{"line", static_cast<std::int64_t>(problem.line)},
                                {"is_error", problem.level == charter::Level::error},
                                {"text", problem.what_in(language)},
                                {"remedy", problem.remedy_in(language)}}));
    return rows;
}

Result<http::Response> check_text(const Desk& desk, const team::Call& call) {
    const auto draft = TRY(read_draft(call));
    const auto& file = desk.book.current().files.front().name;
    const auto checked = charter::check_charter(draft.text, file);
    return http::json_response(
        200, Json::object({{"loadable", charter::is_loadable(checked.problems)},
                           {"problems", problems_of(checked.problems, call.language)}}));
}

Result<http::Response> replace_text(const Desk& desk, const team::Call& call) {
    const auto base = TRY(call.expected_rev());
    auto draft = TRY(read_draft(call));
    const auto edit = [&](std::string_view) -> Result<std::string> { return draft.text; };
    auto loaded = desk.book.amend(call.actor, base, edit, draft.note);
    if (!loaded.ok()) {
        if (loaded.error().code != Errc::invalid) return std::move(loaded).error();
        return at(std::move(loaded).error(), "/text");
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
             .needs_renewal = true,
             .current = read},
            {.method = http::Method::get,
             .path = "/api/v1/charter/text",
             .action = "charter.amend",
             .handle = [&desk](const team::Call& call) { return read_text(desk, call); }},
            {.method = http::Method::put,
             .path = "/api/v1/charter/text",
             .action = "charter.amend",
             .handle = [&desk](const team::Call& call) { return replace_text(desk, call); },
             .needs_renewal = true,
             .current = [&desk](const team::Call& call) { return read_text(desk, call); }},
            {.method = http::Method::post,
             .path = "/api/v1/charter/text/check",
             .action = "charter.amend",
             .handle = [&desk](const team::Call& call) { return check_text(desk, call); }}};
}

} // namespace sokuo::app
