#include "app/charter_editable.h"

#include "charter/action_words.h"
#include "core/yaml.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sokuo::app {
namespace {

constexpr Message unreadable{"app.charter_unreadable",
                             "要綱の保存された文面が読めません。sokuo verify で確かめてください。",
                             "The stored text of the charter cannot be read. Run `sokuo verify`."};

constexpr Message mail_label{"app.charter.mail", "メール（{0}）", "Mail ({0})"};
constexpr Message post_name{"app.charter.post_name", "職名（{0}）", "Name of the post {0}"};
constexpr Message post_phone{"app.charter.post_phone", "{0}の電話番号", "Phone of {0}"};
constexpr Message post_extension{"app.charter.post_extension", "{0}の内線", "Extension of {0}"};

constexpr Message succession_label{"app.charter.succession", "{0}が不在のとき、引き継ぐ順番",
                                   "Who takes over from: {0}, in order"};
constexpr Message second_factor_label{"app.charter.second_factor", "二つ目の確認が要る役割",
                                      "Roles that need a second factor"};
constexpr Message break_glass_label{"app.charter.break_glass", "非常用アカウントが務める職",
                                    "Posts the break-glass account acts in"};
constexpr Message approval_label{"app.charter.approvers", "「{0}」を承認する役割",
                                 "Roles that approve: {0}"};

constexpr std::string_view succession_begin = "/succession/role=";
constexpr std::string_view succession_end = "/posts";
constexpr std::string_view contact_table = "別表第１";
constexpr std::string_view posts_table = "別表第３";

struct Row {
    std::string_view section; ///< Empty: the value stands at the top.
    std::string_view key;
    std::string_view article;
    Message label;
};

constexpr std::array contact_rows{
    Row{"point_of_contact",
        "name",
        contact_table,
        {"app.charter.contact_name", "窓口（ＰｏＣ）の名称", "Name of the point of contact"}},
    Row{"point_of_contact",
        "section",
        contact_table,
        {"app.charter.section", "担当課", "Section in charge"}},
    Row{"point_of_contact", "address", contact_table, {"app.charter.address", "所在地", "Address"}},
    Row{"point_of_contact",
        "hours",
        contact_table,
        {"app.charter.hours", "対応時間（表の文言）", "Hours, as printed"}},
    Row{"point_of_contact", "phone", contact_table, {"app.charter.phone", "電話番号", "Phone"}},
    Row{"point_of_contact",
        "extension",
        contact_table,
        {"app.charter.extension", "内線", "Extension"}},
    Row{"point_of_contact",
        "out_of_hours",
        contact_table,
        {"app.charter.out_of_hours", "対応時間外の連絡", "Outside the hours"}},
};

constexpr std::array organisation_rows{
    Row{"", "decision_body_ja", "", {"app.charter.body", "意思決定の場", "Decision body"}},
    Row{"",
        "decision_body_en",
        "",
        {"app.charter.body_en", "意思決定の場（英語）", "Decision body, in English"}},
    Row{"organisation", "name_ja", "", {"app.charter.name", "団体の名称", "Organisation"}},
    Row{"organisation",
        "name_en",
        "",
        {"app.charter.name_en", "団体の名称（英語）", "Organisation, in English"}},
    Row{"organisation", "team_ja", "", {"app.charter.team", "チームの名称", "Team"}},
    Row{"organisation",
        "team_en",
        "",
        {"app.charter.team_en", "チームの名称（英語）", "Team, in English"}},
};

void take(std::vector<Editable>& found, const Node& root, const Row& row) {
    const auto* place = row.section.empty() ? &root : root.find(row.section);
    const auto* value = place == nullptr ? nullptr : place->find(row.key);
    if (value == nullptr || !value->is_scalar()) return;
    auto path = row.section.empty() ? std::string{} : "/" + std::string{row.section};
    path.append("/").append(row.key);
    found.push_back({std::move(path), &row.label, {}, value->text, std::string{row.article}});
}

void take_mail(std::vector<Editable>& found, const Node& root) {
    const auto* contact = root.find("point_of_contact");
    const auto* mail = contact == nullptr ? nullptr : contact->find("mail");
    if (mail == nullptr) return;
    for (std::size_t index = 0; index < mail->items.size(); ++index) {
        const auto* address = mail->items[index].find("address");
        const auto* network = mail->items[index].find("network");
        if (address == nullptr || network == nullptr) continue;
        found.push_back({"/point_of_contact/mail/" + std::to_string(index) + "/address",
                         &mail_label,
                         {network->text},
                         address->text,
                         std::string{contact_table}});
    }
}

void take_posts(std::vector<Editable>& found, const Node& root) {
    const auto* posts = root.find("posts");
    if (posts == nullptr) return;
    constexpr std::array<std::pair<std::string_view, const Message*>, 3> parts{
        {{"name", &post_name}, {"phone", &post_phone}, {"extension", &post_extension}}};
    for (const auto& post : posts->items) {
        const auto* code = post.find("code");
        const auto* name = post.find("name");
        if (code == nullptr || name == nullptr) continue;
        for (const auto& [key, label] : parts) {
            const auto* value = post.find(key);
            if (value == nullptr || !value->is_scalar()) continue;
            found.push_back({"/posts/code=" + code->text + "/" + std::string{key},
                             label,
                             {name->text},
                             value->text,
                             std::string{posts_table}});
        }
    }
}

// Somebody can be stood in for whose post is theirs alone; where several hold a post, the others
// are there. Where nothing is written the row is there all the same: that is where it is decided.
void take_succession(std::vector<Editable>& found, const charter::Charter& charter,
                     Language language) {
    for (const auto& role : charter.roles) {
        const bool is_held_alone = std::ranges::any_of(charter.posts, [&](const auto& post) {
            return post.role == role.code && !post.several;
        });
        if (!is_held_alone) continue;
        found.push_back({.path = succession_path(role.code),
                         .label = &succession_label,
                         .args = {role.name.in(language)},
                         .value = {},
                         .article = std::string{posts_table},
                         .of = Editable::Of::posts,
                         .codes = charter.stand_ins(role.code)});
    }
}

// Who may do what, who stands in for whom, who needs a second factor: lists of codes. Whoever
// may do what is the organisation's own (市の運用), made from 別表第３.
void take_lists(std::vector<Editable>& found, const charter::Charter& charter, Language language) {
    using Of = Editable::Of;
    take_succession(found, charter, language);
    found.push_back({.path = "/sign_in/second_factor",
                     .label = &second_factor_label,
                     .args = {},
                     .value = {},
                     .article = {},
                     .of = Of::roles,
                     .codes = charter.second_factor});
    found.push_back({.path = "/sign_in/break_glass",
                     .label = &break_glass_label,
                     .args = {},
                     .value = {},
                     .article = {},
                     .of = Of::posts,
                     .codes = charter.break_glass});
    for (const auto& kind : charter.approvals)
        found.push_back({.path = "/approvals/code=" + kind.code + "/roles",
                         .label = &approval_label,
                         .args = {kind.name.in(language)},
                         .value = {},
                         .article = {},
                         .of = Of::roles,
                         .codes = kind.roles});
    for (const auto& row : charter.policy) {
        const auto* words = charter::action_words(row.action);
        if (words == nullptr) continue;
        std::vector<std::string> codes;
        codes.reserve(row.grants.size());
        for (const auto& grant : row.grants)
            codes.push_back(grant.code());
        found.push_back({.path = "/policy/" + row.action,
                         .label = words,
                         .args = {},
                         .value = {},
                         .article = std::string{posts_table},
                         .of = Of::roles,
                         .codes = std::move(codes)});
    }
}

} // namespace

std::string succession_path(std::string_view role) {
    return std::string{succession_begin}.append(role).append(succession_end);
}

std::string_view succession_role(std::string_view path) {
    if (!path.starts_with(succession_begin) || !path.ends_with(succession_end)) return {};
    path.remove_prefix(succession_begin.size());
    path.remove_suffix(std::min(path.size(), succession_end.size()));
    return path;
}

Result<std::vector<Editable>> editable_of(const charter::Edition& edition, Language language) {
    const auto root = parse_yaml(edition.charter_text(), edition.files.front().name);
    if (!root.ok()) return because(failure(Errc::corrupt, unreadable), describe(root.error()));
    std::vector<Editable> found;
    for (const auto& row : contact_rows)
        take(found, root.value(), row);
    take_mail(found, root.value());
    take_posts(found, root.value());
    for (const auto& row : organisation_rows)
        take(found, root.value(), row);
    take_lists(found, edition.charter, language);
    return found;
}

} // namespace sokuo::app
