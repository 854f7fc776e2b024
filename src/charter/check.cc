#include "charter/check.h"

#include "calendar/wareki.h"
#include "charter/charter_read.h"
#include "charter/outsiders.h"
#include "core/text.h"

#include <algorithm>
#include <array>
#include <set>

namespace sokuo::charter {

namespace {

inline constexpr Message code_twice{"charter.code_twice", "コード「{0}」が二度使われています。",
                                    "The code `{0}` is used twice."};
inline constexpr Message use_other_code{"charter.use_other_code",
                                        "片方の「{0}」を別のコードに変えてください。",
                                        "Give one of the two `{0}` another code."};
inline constexpr Message role_unknown{"charter.role_unknown", "役割「{0}」は roles にありません。",
                                      "The role `{0}` is not among the roles."};
inline constexpr Message use_known_role{
    "charter.use_known_role", "「{0}」を roles にあるコードに直すか、roles に足してください: {1}",
    "Change `{0}` to a code of roles, or add it there: {1}"};
inline constexpr Message own_of_nothing{
    "charter.own_of_nothing",
    "「{0}」の .own（所管する部局だけ）は、一つの事案への操作にだけ使えます。",
    "`.own` of `{0}` means something for acts on one incident only."};
inline constexpr Message drop_own{"charter.drop_own",
                                  "「{0}」から .own を取るか、この行から消してください。",
                                  "Take `.own` off `{0}`, or take it out of this row."};
inline constexpr Message outsider_right{"charter.outsider_right",
                                        "「{0}」に、外部の人の役割「{1}」があります。",
                                        "`{0}` has `{1}`, a role of outsiders."};
inline constexpr Message take_outsider_out{
    "charter.take_outsider_out",
    "「{0}」から「{1}」を消してください。外部の人に渡せるのは engagement.see と ask.answer "
    "だけです。",
    "Take `{1}` out of `{0}`: outsiders may be given engagement.see and ask.answer only."};
inline constexpr Message nobody_left{"charter.nobody_left", "「{0}」をできる役割がなくなります。",
                                     "No role would be left that may do `{0}`."};
inline constexpr Message leave_somebody{
    "charter.leave_somebody", "「{0}」に、役割を一つは残してください（例: administrator）。",
    "Leave at least one role in `{0}`, such as administrator."};
inline constexpr Message post_unknown{"charter.post_unknown", "職「{0}」は posts にありません。",
                                      "The post `{0}` is not among the posts."};
inline constexpr Message use_known_post{
    "charter.use_known_post", "「{0}」を posts にあるコードに直すか、posts に足してください。",
    "Change `{0}` to a code of posts, or add it there."};
inline constexpr Message action_unknown{"charter.action_unknown", "「{0}」という操作はありません。",
                                        "There is no action `{0}`."};
inline constexpr Message use_known_action{
    "charter.use_known_action",
    "「{0}」のつづりを直すか、消してください。使える操作は docs/formats/charter.md にあります。",
    "Correct the spelling of `{0}` or remove it. docs/formats/charter.md lists the actions."};
inline constexpr Message action_missing{"charter.action_missing",
                                        "操作「{0}」をだれができるか、書かれていません。",
                                        "It is not written who may do `{0}`."};
inline constexpr Message write_action{
    "charter.write_action",
    "policy に「{0}: [head]」のように、できる役割を書いてください。だれにもさせないなら [] "
    "と書きます。",
    "Under policy write who may, such as `{0}: [head]`; `[]` means nobody."};
inline constexpr Message dates_differ{"charter.dates_differ",
                                      "date_text「{0}」と date「{1}」が違う日です。",
                                      "date_text ({0}) and date ({1}) are different days."};
inline constexpr Message make_dates_same{
    "charter.make_dates_same", "date_text「{0}」と date「{1}」を、同じ日になるよう直してください。",
    "Make date_text ({0}) and date ({1}) the same day."};
inline constexpr Message number_without_n{"charter.number_without_n",
                                          "番号「{0}」に {year} か連番（{n}）がありません。",
                                          "The number `{0}` lacks {year} or the counter {n}."};
inline constexpr Message write_number{
    "charter.write_number", "「{0}」に {year} と {n:4} を入れてください（例: \"{year}-{n:4}\"）。",
    "Put {year} and {n:4} into `{0}` (for example \"{year}-{n:4}\")."};
inline constexpr Message zone_unknown{"charter.zone_unknown", "時間帯「{0}」は知られていません。",
                                      "The time zone `{0}` is not known."};
inline constexpr Message write_zone{"charter.write_zone",
                                    "「{0}」を Asia/Tokyo のような名前に直してください。",
                                    "Change `{0}` to a name such as Asia/Tokyo."};
inline constexpr Message four_questions{
    "charter.four_questions", "確認項目が when, where, what, who の四つになっていません。",
    "The questions are not the four when, where, what, who."};
inline constexpr Message write_four_questions{
    "charter.write_four_questions",
    "questions に "
    "when（いつ）、where（どこで）、what（何がどのように）、who（発見者）をこの順に一つずつ書いてく"
    "ださい。",
    "Under questions write when, where, what and who, once each and in this order."};
inline constexpr Message not_fictional{"charter.not_fictional",
                                       "架空の団体なのに、実在しうる連絡先「{0}」があります。",
                                       "The organisation is fictional, yet `{0}` could be real."};
inline constexpr Message write_fictional{
    "charter.write_fictional",
    "「{0}」を、電話は 000 で始まる番号、メールとドメインは .example "
    "で終わる名前に直してください。",
    "Change `{0}`: phones must start with 000; mail and domains must end in .example."};
inline constexpr Message bad_check_digit{"charter.bad_check_digit",
                                         "団体コード「{0}」の検査数字が合いません。",
                                         "The check digit of the 団体コード {0} is wrong."};
inline constexpr Message write_six_digits{
    "charter.write_six_digits",
    "「{0}」を、検査数字を含む6桁の団体コードに直してください（引用符で囲みます）。",
    "Change `{0}` to the six digits of the 団体コード, in quotes."};
inline constexpr Message no_category{"charter.no_category", "categories に一つも区分がありません。",
                                     "There is no category."};
inline constexpr Message write_category{"charter.write_category",
                                        "別表第２の区分を categories に書いてください。",
                                        "Write the categories of 別表第２ under categories."};
inline constexpr Message printed_differs{"charter.printed_differs",
                                         "別表第１の文言に「{0}」が見当たりません。",
                                         "`{0}` does not stand in the printed table."};
inline constexpr Message check_printed{
    "charter.check_printed",
    "実際の連絡先「{0}」と要綱の文言が違います。要綱の改正が必要か確かめてください。",
    "The contact in use, `{0}`, differs from the charter's text. See whether the charter must be "
    "amended."};

using Codes = std::set<std::string, std::less<>>;

const Node& child(const Node& node, std::string_view key) {
    const auto* const found = node.find(key);
    return found == nullptr ? node : *found;
}

// The line of the i-th item of a list; of the list itself when the lists do not match.
std::size_t item_line(const Node& list, std::size_t index) {
    return index < list.items.size() ? list.items[index].line : list.line;
}

template <class T>
Codes unique_codes(const std::vector<T>& all, const Node& list, Sheet& sheet) {
    Codes codes;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].code.empty() || codes.insert(all[i].code).second) continue;
        sheet.add(Level::error, item_line(list, i), code_twice, use_other_code, {all[i].code});
    }
    return codes;
}

std::string joined(const Codes& codes) {
    std::string all;
    for (const auto& code : codes)
        all += (all.empty() ? "" : ", ") + code;
    return all;
}

// Acts on one incident. Lists and searches are about many, so `.own` would mean nothing there.
bool is_about_one(std::string_view action) {
    return action.starts_with("incident.") && action != "incident.read" &&
           action != "incident.declare";
}

void want_role(const Codes& roles, const std::string& role, std::size_t line, Sheet& sheet) {
    if (role.empty() || roles.contains(role)) return;
    sheet.add(Level::error, line, role_unknown, use_known_role, {role, joined(roles)});
}

void check_people(const Charter& charter, const Node& root, Sheet& sheet) {
    const auto roles = unique_codes(charter.roles, child(root, "roles"), sheet);
    const auto& post_list = child(root, "posts");
    const auto posts = unique_codes(charter.posts, post_list, sheet);
    for (std::size_t i = 0; i < charter.posts.size(); ++i)
        want_role(roles, charter.posts[i].role, item_line(post_list, i), sheet);
    const auto& rows = child(root, "structure");
    for (std::size_t i = 0; i < charter.structure.size(); ++i)
        want_role(roles, charter.structure[i].role, item_line(rows, i), sheet);

    const auto& successions = child(root, "succession");
    for (std::size_t i = 0; i < charter.succession.size(); ++i) {
        const auto line = item_line(successions, i);
        want_role(roles, charter.succession[i].role, line, sheet);
        Codes seen;
        for (const auto& post : charter.succession[i].posts) {
            if (!posts.contains(post))
                sheet.add(Level::error, line, post_unknown, use_known_post, {post});
            if (!seen.insert(post).second)
                sheet.add(Level::error, line, code_twice, use_other_code, {post});
        }
    }

    const auto& approvals = child(root, "approvals");
    unique_codes(charter.approvals, approvals, sheet);
    for (std::size_t i = 0; i < charter.approvals.size(); ++i) {
        for (const auto& role : charter.approvals[i].roles)
            want_role(roles, role, item_line(approvals, i), sheet);
    }
}

void check_policy(const Charter& charter, const Node& root, Sheet& sheet) {
    Codes roles;
    for (const auto& role : charter.roles)
        roles.insert(role.code);
    const auto& policy = child(root, "policy");
    for (const auto& row : charter.policy) {
        const auto line = child(policy, row.action).line;
        if (std::ranges::find(actions(), row.action) == actions().end())
            sheet.add(Level::error, line, action_unknown, use_known_action, {row.action});
        for (const auto& grant : row.grants) {
            want_role(roles, grant.role, line, sheet);
            if (grant.when == When::own && !is_about_one(row.action))
                sheet.add(Level::error, line, own_of_nothing, drop_own, {grant.code()});
            if (!may_be_given(grant.role, row.action))
                sheet.add(Level::error, line, outsider_right, take_outsider_out,
                          {row.action, grant.role});
        }
    }
    for (const auto action : actions()) {
        if (charter.policy_row(action) == nullptr)
            sheet.add(Level::error, policy.line, action_missing, write_action,
                      {std::string{action}});
    }
    // Without these nobody could put anything right again, but on the server itself.
    for (const std::string_view action : {"charter.amend", "team.manage"}) {
        const auto* const row = charter.policy_row(action);
        const bool is_locked =
            row != nullptr && std::ranges::none_of(row->grants, [](const Grant& grant) {
                return grant.when == When::always;
            });
        if (is_locked)
            sheet.add(Level::error, child(policy, action).line, nobody_left, leave_somebody,
                      {std::string{action}});
    }
}

void check_sign_in(const Charter& charter, const Node& root, Sheet& sheet) {
    Codes roles;
    for (const auto& role : charter.roles)
        roles.insert(role.code);
    const auto& sign_in = child(root, "sign_in");
    for (const auto& role : charter.second_factor)
        want_role(roles, role, child(sign_in, "second_factor").line, sheet);
    for (const auto& post : charter.break_glass) {
        if (charter.post(post) == nullptr)
            sheet.add(Level::error, child(sign_in, "break_glass").line, post_unknown,
                      use_known_post, {post});
    }
}

void check_dates(const Charter& charter, const Node& root, Sheet& sheet) {
    if (charter.date_text.empty() || charter.date == Date{}) return;
    const auto written = calendar::parse_japanese_date(charter.date_text);
    if (written.ok() && written.value() == charter.date) return;
    sheet.add(Level::error, child(child(root, "charter"), "date_text").line, dates_differ,
              make_dates_same, {charter.date_text, calendar::to_iso(charter.date)});
}

void check_numbering(const Charter& charter, const Node& root, Sheet& sheet) {
    const auto& numbering = child(root, "numbering");
    for (const std::string_view key : {"report", "incident", "restricted", "drill"}) {
        const auto& node = child(numbering, key);
        if (!node.is_scalar() || node.text.empty()) continue;
        if (node.text.find("{year}") != std::string::npos &&
            node.text.find("{n") != std::string::npos)
            continue;
        sheet.add(Level::error, node.line, number_without_n, write_number, {node.text});
    }
    if (charter.time_zone.empty()) return;
    if (!calendar::TimeZone::named(charter.time_zone).ok())
        sheet.add(Level::error, child(root, "time_zone").line, zone_unknown, write_zone,
                  {charter.time_zone});
}

bool stands_in(const std::vector<PrintedRow>& printed, const std::string& text) {
    if (text.empty()) return true;
    return std::ranges::any_of(printed, [&](const PrintedRow& row) {
        return to_half_width(row.text).find(text) != std::string::npos;
    });
}

void check_contact(const Charter& charter, const Node& root, Sheet& sheet) {
    static constexpr std::array<std::string_view, 4> keys{"when", "where", "what", "who"};
    const auto& contact = charter.point_of_contact;
    const auto& node = child(root, "point_of_contact");
    if (!std::ranges::equal(contact.questions, keys, {}, &Question::key))
        sheet.add(Level::error, child(node, "questions").line, four_questions,
                  write_four_questions);
    if (contact.printed.empty()) return;
    const auto want = [&](const std::string& text, std::string_view key) {
        if (!stands_in(contact.printed, text))
            sheet.add(Level::note, child(node, key).line, printed_differs, check_printed, {text});
    };
    want(contact.phone, "phone");
    want(contact.extension, "extension");
    for (const auto& mail : contact.mail)
        want(mail.address, "mail");
}

void check_fictional(const Charter& charter, const Node& root, Sheet& sheet) {
    if (!charter.fictional) return;
    const auto refuse = [&](const std::string& text, std::size_t line) {
        sheet.add(Level::error, line, not_fictional, write_fictional, {text});
    };
    const auto& node = child(root, "point_of_contact");
    const auto& contact = charter.point_of_contact;
    if (!contact.phone.empty() && !contact.phone.starts_with("000"))
        refuse(contact.phone, child(node, "phone").line);
    for (const auto& mail : contact.mail) {
        if (!mail.address.empty() && !mail.address.ends_with(".example"))
            refuse(mail.address, child(node, "mail").line);
    }
    const auto& domain = charter.organisation.domain;
    if (!domain.empty() && !domain.ends_with(".example"))
        refuse(domain, child(child(root, "organisation"), "domain").line);
    const auto& posts = child(root, "posts");
    for (std::size_t i = 0; i < charter.posts.size(); ++i) {
        const auto& phone = charter.posts[i].phone;
        if (!phone.empty() && !phone.starts_with("000")) refuse(phone, item_line(posts, i));
    }
}

// 総務省: weights 6,5,4,3,2 over the first five digits, check digit 11 − sum mod 11, its last
// digit.
bool is_local_government_code(std::string_view code) {
    if (code.size() != 6) return false;
    int sum = 0;
    for (int i = 0; i < 6; ++i) {
        const auto digit = code[static_cast<std::size_t>(i)] - '0';
        if (digit < 0 || digit > 9) return false;
        if (i < 5) sum += digit * (6 - i);
    }
    return (11 - sum % 11) % 10 == code[5] - '0';
}

void check_organisation(const Charter& charter, const Node& root, Sheet& sheet) {
    const auto& code = charter.organisation.local_government_code;
    if (code.empty() || is_local_government_code(code)) return;
    sheet.add(Level::error, child(child(root, "organisation"), "local_government_code").line,
              bad_check_digit, write_six_digits, {code});
}

void check_categories(const Charter& charter, const Node& root, Sheet& sheet) {
    const auto& list = child(root, "categories");
    if (charter.categories.empty()) sheet.add(Level::error, list.line, no_category, write_category);
    unique_codes(charter.categories, list, sheet);
    for (std::size_t i = 0; i < charter.categories.size() && i < list.items.size(); ++i)
        unique_codes(charter.categories[i].subtypes, child(list.items[i], "subtypes"), sheet);
}

} // namespace

CheckedCharter check_charter(std::string_view yaml, std::string_view file) {
    Sheet sheet{std::string{file}};
    const auto root = parse_yaml(yaml, file);
    if (!root.ok()) {
        sheet.add(root.error());
        return {{}, sheet.take()};
    }
    auto charter = read_charter_tree(root.value(), sheet);
    if (root.value().kind != NodeKind::mapping) return {std::move(charter), sheet.take()};
    check_organisation(charter, root.value(), sheet);
    check_dates(charter, root.value(), sheet);
    check_contact(charter, root.value(), sheet);
    check_categories(charter, root.value(), sheet);
    check_people(charter, root.value(), sheet);
    check_numbering(charter, root.value(), sheet);
    check_policy(charter, root.value(), sheet);
    check_sign_in(charter, root.value(), sheet);
    check_fictional(charter, root.value(), sheet);
    auto problems = sheet.take();
    std::ranges::stable_sort(problems, {}, &Problem::line);
    std::ranges::move(gaps(charter, file, &root.value()), std::back_inserter(problems));
    return {std::move(charter), std::move(problems)};
}

} // namespace sokuo::charter
