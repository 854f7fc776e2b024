// 要綱の空白: what a charter leaves open, found by looking at the charter, whichever it is.

#include "charter/check.h"
#include "charter/rules.h"

#include <algorithm>
#include <array>

namespace sokuo::charter {

namespace {

inline constexpr Message no_stand_in{"charter.gap_no_stand_in",
                                     "「{0}」の代わりを務める職が決まっていません。",
                                     "Nobody is named to stand in for “{0}”."};
inline constexpr Message name_stand_in{
    "charter.name_stand_in",
    "succession に role: {1} "
    "と、代わる職のコードを順に書いてください（「{0}」の不在時に備えます）。",
    "Under succession write role: {1} and the posts in order, for when “{0}” is away."};
inline constexpr Message no_order{
    "charter.gap_no_order", "「{0}」が複数いますが、責任者の権限を引き継ぐ順番が決まっていません。",
    "There are several “{0}” and no order in which they take over."};
inline constexpr Message write_order{
    "charter.write_order",
    "succession に role: {1} を書き、「{0}」の職を引き継ぐ順に並べてください。",
    "Under succession write role: {1} and list the posts of “{0}” in the order they take over."};
inline constexpr Message no_holder{"charter.gap_no_holder", "「{0}」を充てる職がありません。",
                                   "No post is given the role “{0}”."};
inline constexpr Message add_holder{"charter.add_holder",
                                    "posts に role: {1} の職を足してください（「{0}」）。",
                                    "Add a post with role: {1} (“{0}”)."};
inline constexpr Message no_out_of_hours{"charter.gap_no_out_of_hours",
                                         "対応時間「{0}」の外の連絡先が決まっていません。",
                                         "No contact is given for outside the hours “{0}”."};
inline constexpr Message write_out_of_hours{
    "charter.write_out_of_hours",
    "point_of_contact の out_of_hours "
    "に、「{0}」のほかの時間にどうするか（守衛室、当番など）を書いてください。",
    "Under point_of_contact, out_of_hours, write what to do outside “{0}” (guard room, duty "
    "phone)."};
inline constexpr Message outside_text{"charter.gap_outside_text",
                                      "「{0}」の「{1}」は、要綱の定義に文言がありません。",
                                      "“{1}” under “{0}” is not in the charter's words."};
inline constexpr Message amend_definition{
    "charter.amend_definition",
    "市の運用として扱います。次の改正で「{0}」の定義に「{1}」を加えるか検討してください。",
    "It is handled as practice. Consider adding “{1}” to the definition of “{0}” when the "
    "charter is next amended."};
inline constexpr Message no_declarer{"charter.gap_no_declarer",
                                     "「収束宣言」をだれが行うか、役割に書かれていません。",
                                     "No role is said to make the declaration of closure."};
inline constexpr Message decide_declarer{
    "charter.decide_declarer",
    "市の運用として policy の incident.converge に従います。要綱の役割に加えるか検討してください。",
    "The policy row incident.converge is followed. Consider adding it to a role's duty."};
inline constexpr Message no_criteria{"charter.gap_no_criteria",
                                     "「優先順位」を付ける基準が要綱にありません。",
                                     "The charter gives no criteria for priorities."};
inline constexpr Message pack_criteria{
    "charter.pack_criteria",
    "ルールパックの三つの質問と目安を使います。基準として決裁を受けるか検討してください。",
    "The rule pack's three questions are used. Consider having them approved as criteria."};
inline constexpr Message name_outdated{"charter.gap_name_outdated",
                                       "要綱の「{0}」は旧称です。いまの名称は「{1}」です。",
                                       "“{0}” in the charter is a former name; it is now “{1}”."};
inline constexpr Message amend_name{
    "charter.amend_name",
    "引用はこのまま「{0}」と表示し、宛先には「{1}」を使います。次の改正で直してください。",
    "Quotations keep “{0}”; letters go to “{1}”. Correct it when the charter is next amended."};

std::size_t line_of(const Node* root, std::string_view key, std::string_view below = {}) {
    if (root == nullptr) return 0;
    const auto* found = root->find(key);
    if (found == nullptr) return root->line;
    const auto* const inner = below.empty() ? nullptr : found->find(below);
    return inner == nullptr ? found->line : inner->line;
}

void all_text(const Clause& clause, std::string& into) {
    into += clause.heading + "\n" + clause.text + "\n";
    for (const auto& below : clause.clauses)
        all_text(below, into);
}

std::string articles_text(const Charter& charter) {
    std::string text;
    for (const auto& article : charter.articles) {
        text += article.text + "\n";
        for (const auto& clause : article.clauses)
            all_text(clause, text);
    }
    return text;
}

std::string structure_text(const Charter& charter) {
    std::string text;
    for (const auto& row : charter.structure)
        text += row.held_by + "\n" + row.duty + "\n";
    return text;
}

bool says(const std::string& text, std::string_view word) {
    return text.find(word) != std::string::npos;
}

// How many people a role may have: a post that several hold counts as two.
std::size_t holders(const Charter& charter, std::string_view role) {
    std::size_t count = 0;
    for (const auto& post : charter.posts) {
        if (post.role == role) count += post.several ? 2 : 1;
    }
    return count;
}

std::string role_name(const Charter& charter, std::string_view code) {
    const auto* const role = charter.role(code);
    return role == nullptr ? std::string{code} : role->name.ja;
}

void succession_gaps(const Charter& charter, const Node* root, Sheet& sheet) {
    const auto line = line_of(root, "succession");
    // 別表第３ lets the deputies take over from the head; in which order is what it must say.
    if (charter.stand_ins("head").empty()) {
        const auto deputies = holders(charter, "deputy");
        if (deputies > 1)
            sheet.add(Level::gap, line, no_order, write_order,
                      {role_name(charter, "deputy"), "head"});
        if (deputies == 0)
            sheet.add(Level::gap, line, no_stand_in, name_stand_in,
                      {role_name(charter, "head"), "head"});
    }
    if (holders(charter, "handler") < 2 && charter.stand_ins("handler").empty())
        sheet.add(Level::gap, line, no_stand_in, name_stand_in,
                  {role_name(charter, "handler"), "handler"});
}

void holder_gaps(const Charter& charter, const Node* root, Sheet& sheet) {
    static constexpr std::array<std::string_view, 7> needed{
        "head", "deputy", "manager", "member", "handler", "ciso", "administrator"};
    for (const auto role : needed) {
        if (holders(charter, role) == 0)
            sheet.add(Level::gap, line_of(root, "posts"), no_holder, add_holder,
                      {role_name(charter, role), std::string{role}});
    }
}

} // namespace

std::vector<Problem> gaps(const Charter& charter, std::string_view file, const Node* root) {
    Sheet sheet{std::string{file}};
    const auto text = articles_text(charter);
    succession_gaps(charter, root, sheet);
    holder_gaps(charter, root, sheet);
    if (charter.point_of_contact.out_of_hours.empty())
        sheet.add(Level::gap, line_of(root, "point_of_contact", "hours"), no_out_of_hours,
                  write_out_of_hours, {charter.point_of_contact.hours});
    for (const auto& category : charter.categories) {
        for (const auto& subtype : category.subtypes) {
            if (!subtype.in_charter_text)
                sheet.add(Level::gap, line_of(root, "categories"), outside_text, amend_definition,
                          {category.name_ja, subtype.name_ja});
        }
    }
    if (says(text, "収束宣言") && !says(structure_text(charter), "収束"))
        sheet.add(Level::gap, line_of(root, "structure"), no_declarer, decide_declarer);
    if (says(text, "優先順位") && !says(text, "優先順位の基準"))
        sheet.add(Level::gap, line_of(root, "articles"), no_criteria, pack_criteria);
    return sheet.take();
}

std::vector<Problem> outdated_names(const Charter& charter, std::string_view file, const Pack& pack,
                                    Date day) {
    Sheet sheet{std::string{file}};
    const auto text = articles_text(charter) + structure_text(charter);
    for (const auto& organisation : pack.organisations) {
        const auto* const now = name_on(organisation, day);
        if (now == nullptr) continue;
        for (const auto& former : organisation.names) {
            if (former.name.ja != now->name.ja && says(text, former.name.ja))
                sheet.add(Level::gap, 0, name_outdated, amend_name, {former.name.ja, now->name.ja});
        }
    }
    return sheet.take();
}

} // namespace sokuo::charter
