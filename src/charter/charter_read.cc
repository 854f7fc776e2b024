#include "charter/charter_read.h"

#include "charter/check.h"

#include <array>

namespace sokuo::charter {

namespace {

inline constexpr Message not_a_mapping{"charter.not_a_mapping",
                                       "ファイルの全体が「キー: 値」の形になっていません。",
                                       "The file as a whole is not made of `key: value` lines."};
inline constexpr Message start_from_sample{
    "charter.start_from_sample",
    "charters/presets/ のひな型を写して、書き換えるところから始めてください。",
    "Start from a copy of a preset in charters/presets/."};
inline constexpr Message grant_malformed{"charter.grant_malformed",
                                         "「{0}」は権限の書き方ではありません。",
                                         "`{0}` is not how a right is written."};
inline constexpr Message write_grant{
    "charter.write_grant",
    "「{0}」を、役割のコード（例: head）か、責任者に代わっている間だけの deputy.acting、"
    "所管する部局の事案だけの deputy.own の形に直してください。",
    "Change `{0}` to the code of a role (head), deputy.acting for while standing in for the head, "
    "or deputy.own for what concerns their own department."};
inline constexpr Message closed_day_unclear{"charter.closed_day_unclear",
                                            "閉庁日「{0}」に、いつなのかが書かれていません。",
                                            "The closed day \"{0}\" does not say when it is."};
inline constexpr Message write_closed_day{
    "charter.write_closed_day",
    "「{0}」に on: 2026-11-23（その日だけ）か、from: \"08-13\" と to: "
    "\"08-15\"（毎年）を書いてください。",
    "For \"{0}\", write on: 2026-11-23 (that day), or from: \"08-13\" and to: \"08-15\" (every "
    "year)."};

template <class Make>
auto each(const std::vector<const Node*>& nodes, Make make) {
    std::vector<std::invoke_result_t<Make, const Node&>> all;
    all.reserve(nodes.size());
    for (const auto* const node : nodes)
        all.push_back(make(*node));
    return all;
}

Clause read_clause(const Node& node, Sheet& sheet) {
    Reader in{node, sheet};
    Clause clause{.number = in.text("number"),
                  .heading = in.optional_text("heading"),
                  .text = in.optional_text("text"),
                  .clauses = {}};
    clause.clauses = each(in.optional_mappings("clauses"),
                          [&](const Node& below) { return read_clause(below, sheet); });
    in.finish();
    return clause;
}

Article read_article(const Node& node, Sheet& sheet) {
    Reader in{node, sheet};
    Article article{.number = in.text("number"),
                    .heading = in.optional_text("heading"),
                    .text = in.text("text"),
                    .clauses = {}};
    article.clauses = each(in.optional_mappings("clauses"),
                           [&](const Node& below) { return read_clause(below, sheet); });
    in.finish();
    return article;
}

PointOfContact read_contact(const Node& node, Sheet& sheet) {
    static constexpr std::array<std::string_view, 2> networks{"LGWAN", "インターネット"};
    static constexpr std::array<std::string_view, 4> keys{"when", "where", "what", "who"};
    Reader in{node, sheet};
    PointOfContact contact;
    contact.name = in.text("name");
    contact.section = in.text("section");
    contact.address = in.text("address");
    contact.hours = in.text("hours");
    contact.open = in.hours("open");
    contact.phone = in.phone("phone");
    contact.extension = in.optional_text("extension");
    contact.out_of_hours = in.optional_text("out_of_hours");
    contact.mail = each(in.mappings("mail"), [&](const Node& row) {
        Reader line{row, sheet};
        MailAddress mail{.network = line.choice("network", networks),
                         .address = line.mail_address("address")};
        line.finish();
        return mail;
    });
    contact.questions = each(in.mappings("questions"), [&](const Node& row) {
        Reader line{row, sheet};
        Question question{.key = line.choice("key", keys), .text = line.words("text")};
        line.finish();
        return question;
    });
    contact.printed = each(in.optional_mappings("printed"), [&](const Node& row) {
        Reader line{row, sheet};
        PrintedRow printed{.label = line.text("label"), .text = line.text("text")};
        line.finish();
        return printed;
    });
    in.finish();
    return contact;
}

Subtype read_subtype(const Node& node, Sheet& sheet) {
    Reader in{node, sheet};
    Subtype subtype;
    subtype.code = in.code("code");
    subtype.name_ja = in.text("name_ja");
    subtype.name_en = in.text("name_en");
    subtype.in_charter_text = in.optional_boolean("in_charter_text", true);
    subtype.note = in.optional_text("note");
    in.finish();
    return subtype;
}

StructureRow read_structure_row(const Node& node, Sheet& sheet) {
    Reader in{node, sheet};
    StructureRow row{.role = in.code("role"),
                     .name = in.text("name"),
                     .held_by = in.text("held_by"),
                     .duty = in.text("duty")};
    in.finish();
    return row;
}

Role read_role(const Node& node, Sheet& sheet) {
    Reader in{node, sheet};
    Role role{.code = in.code("code"),
              .name = in.words("name"),
              .in_charter_text = in.optional_boolean("in_charter_text", true)};
    in.finish();
    return role;
}

Post read_post(const Node& node, Sheet& sheet) {
    Reader in{node, sheet};
    Post post;
    post.code = in.code("code");
    post.id = post_id(post.code);
    post.name = in.text("name");
    post.role = in.code("role");
    post.several = in.optional_boolean("several", false);
    post.scope = in.optional_text("scope");
    post.phone = in.optional_phone("phone");
    post.extension = in.optional_text("extension");
    in.finish();
    return post;
}

Organisation read_organisation(const Node& node, Sheet& sheet) {
    Reader in{node, sheet};
    Organisation organisation;
    organisation.code = in.code("code");
    organisation.domain = in.code("domain");
    organisation.name = in.words("name");
    organisation.team = in.words("team");
    organisation.local_government_code = in.optional_code("local_government_code");
    organisation.prefecture = in.optional_text("prefecture");
    in.finish();
    return organisation;
}

Numbering read_numbering(const Node& node, Sheet& sheet) {
    static constexpr std::array<std::string_view, 2> years{"fiscal", "calendar"};
    static constexpr std::array<std::string_view, 2> styles{"era", "western"};
    Reader in{node, sheet};
    Numbering numbering{.fiscal_year = in.choice("year", years) == "fiscal",
                        .era_year = in.choice("year_style", styles) == "era",
                        .report = in.text("report"),
                        .incident = in.text("incident"),
                        .restricted = in.text("restricted"),
                        .drill = in.text("drill")};
    in.finish();
    return numbering;
}

ClosedDay read_closed_day(const Node& node, Sheet& sheet) {
    Reader in{node, sheet};
    ClosedDay day{.name = in.text("name"),
                  .on = in.optional_date("on"),
                  .from = in.optional_month_day("from"),
                  .to = in.optional_month_day("to")};
    in.finish();
    const auto is_yearly = day.from.has_value() && day.to.has_value() && !day.on;
    const auto is_once = day.on.has_value() && !day.from && !day.to;
    if (!is_yearly && !is_once)
        sheet.add(Level::error, node.line, closed_day_unclear, write_closed_day, {day.name});
    return day;
}

void read_office(const Node& node, Sheet& sheet, Charter& charter) {
    Reader in{node, sheet};
    if (const auto* const year_end = in.mapping("year_end"); year_end != nullptr) {
        Reader dates{*year_end, sheet};
        charter.year_end_from = dates.optional_month_day("from").value_or(charter.year_end_from);
        charter.year_end_to = dates.optional_month_day("to").value_or(charter.year_end_to);
        dates.finish();
    }
    charter.closed_days = each(in.optional_mappings("closed_days"),
                               [&](const Node& row) { return read_closed_day(row, sheet); });
    charter.open_days = each(in.optional_mappings("open_days"), [&](const Node& row) {
        Reader line{row, sheet};
        OpenDay day{.name = line.text("name"), .on = line.date("on"), .hours = line.hours("hours")};
        line.finish();
        return day;
    });
    in.finish();
}

std::vector<PolicyRow> read_policy(const Node& node, Sheet& sheet) {
    std::vector<PolicyRow> rows;
    Reader in{node, sheet};
    for (const auto& [action, roles] : node.members) {
        PolicyRow row{.action = action, .grants = {}};
        for (auto& written : in.texts(action)) {
            Grant grant{.role = written};
            for (const auto when : {When::acting, When::own}) {
                const auto suffix = when_suffixes.at(static_cast<std::size_t>(when));
                if (!written.ends_with(suffix)) continue;
                grant.when = when;
                grant.role.resize(written.size() - suffix.size());
            }
            if (grant.role.empty() || grant.role.find('.') != std::string::npos) {
                sheet.add(Level::error, roles.line, grant_malformed, write_grant, {written});
                continue;
            }
            row.grants.push_back(std::move(grant));
        }
        rows.push_back(std::move(row));
    }
    in.finish();
    return rows;
}

std::vector<Language> read_languages(Reader& in) {
    std::vector<Language> languages;
    for (const auto& written : in.texts("languages"))
        languages.push_back(written == "en" ? Language::en : Language::ja);
    return languages;
}

void read_text(Reader& in, Sheet& sheet, Charter& charter) {
    if (const auto* const head = in.mapping("charter"); head != nullptr) {
        Reader title{*head, sheet};
        charter.title = title.text("title");
        charter.notice_number = title.text("notice_number");
        charter.date_text = title.text("date_text");
        charter.date = title.date("date");
        charter.in_force = title.date("in_force");
        title.finish();
    }
    charter.articles =
        each(in.mappings("articles"), [&](const Node& row) { return read_article(row, sheet); });
}

void read_people(Reader& in, Sheet& sheet, Charter& charter) {
    charter.structure = each(in.mappings("structure"),
                             [&](const Node& row) { return read_structure_row(row, sheet); });
    charter.decision_body = in.words("decision_body");
    charter.roles =
        each(in.mappings("roles"), [&](const Node& row) { return read_role(row, sheet); });
    charter.posts =
        each(in.mappings("posts"), [&](const Node& row) { return read_post(row, sheet); });
    charter.succession = each(in.optional_mappings("succession"), [&](const Node& row) {
        Reader line{row, sheet};
        Succession succession{.role = line.code("role"), .posts = line.texts("posts")};
        line.finish();
        return succession;
    });
    charter.approvals = each(in.optional_mappings("approvals"), [&](const Node& row) {
        Reader line{row, sheet};
        ApprovalKind kind{.code = line.code("code"),
                          .name = line.words("name"),
                          .roles = line.texts("roles"),
                          .needs_two = line.optional_boolean("needs_two", true)};
        line.finish();
        return kind;
    });
}

} // namespace

Category read_category(const Node& node, Sheet& sheet) {
    Reader in{node, sheet};
    Category category;
    category.code = in.code("code");
    category.name_ja = in.text("name_ja");
    category.name_en = in.text("name_en");
    category.definition = in.optional_text("definition");
    category.in_charter_text = in.optional_boolean("in_charter_text", true);
    category.subtypes = each(in.optional_mappings("subtypes"),
                             [&](const Node& row) { return read_subtype(row, sheet); });
    in.finish();
    return category;
}

Charter read_charter_tree(const Node& root, Sheet& sheet) {
    static constexpr std::array formats{charter_format};
    Charter charter;
    if (root.kind != NodeKind::mapping) {
        sheet.add(Level::error, root.line, not_a_mapping, start_from_sample);
        return charter;
    }
    Reader in{root, sheet};
    in.choice("format", formats);
    charter.fictional = in.boolean("fictional");
    if (const auto* const node = in.mapping("organisation"); node != nullptr)
        charter.organisation = read_organisation(*node, sheet);
    read_text(in, sheet, charter);
    if (const auto* const node = in.mapping("point_of_contact"); node != nullptr)
        charter.point_of_contact = read_contact(*node, sheet);
    charter.categories =
        each(in.mappings("categories"), [&](const Node& row) { return read_category(row, sheet); });
    read_people(in, sheet, charter);
    charter.time_zone = in.text("time_zone");
    charter.languages = read_languages(in);
    if (const auto* const node = in.mapping("numbering"); node != nullptr)
        charter.numbering = read_numbering(*node, sheet);
    if (const auto* const node = in.mapping("office"); node != nullptr)
        read_office(*node, sheet, charter);
    if (const auto* const node = in.mapping("policy"); node != nullptr)
        charter.policy = read_policy(*node, sheet);
    if (const auto* const node = in.optional_mapping("sign_in"); node != nullptr) {
        Reader sign_in{*node, sheet};
        charter.second_factor = sign_in.optional_texts("second_factor");
        charter.break_glass = sign_in.optional_texts("break_glass");
        sign_in.finish();
    }
    if (const auto* const node = in.optional_mapping("wake"); node != nullptr) {
        Reader wake{*node, sheet};
        if (const auto minutes = wake.optional_integer("next_after_minutes", 1, 120))
            charter.wake_next_after = std::chrono::minutes{*minutes};
        wake.finish();
    }
    in.finish();
    return charter;
}

Result<Charter> read_charter(std::string_view yaml, std::string_view file) {
    auto checked = check_charter(yaml, file);
    if (!is_loadable(checked.problems)) return first_error(checked.problems);
    return std::move(checked.charter);
}

} // namespace sokuo::charter
