#include "team/standing.h"

#include <algorithm>

namespace sokuo::team {
namespace {

constexpr Message cut_token{"team.token_may_not", "このAPIの鍵では、この操作はできません。",
                            "This API token was not made for that."};
constexpr Message needs_role{"team.needs_role", "この操作ができるのは、{0}です。",
                             "This may be done by: {0}."};

// 所管する部局等: the department of the post they act with, which for a head is all of them.
bool is_own(const charter::Charter& charter, const Standing& standing, const Held& held) {
    if (standing.department.empty()) return false;
    const auto* post =
        held.acting_for.empty() ? charter.post(held.code) : charter.post(held.acting_for);
    return post != nullptr && (post->scope.empty() || post->scope == standing.department);
}

bool is_cut_off(const Standing& standing, std::string_view action) {
    return !standing.only.empty() &&
           std::ranges::find(standing.only, action) == standing.only.end();
}

bool may(const charter::Charter& charter, const Standing& standing, const Held& held,
         std::string_view action) {
    return !is_cut_off(standing, action) &&
           charter.allows(action, held.role, !held.acting_for.empty(),
                          is_own(charter, standing, held));
}

} // namespace

Result<> keeps_to(const Standing& standing, std::string_view action) {
    if (is_cut_off(standing, action)) return failure(Errc::forbidden, cut_token);
    return Done{};
}

void stand_in_for(Standing& standing, const charter::Charter& charter, std::string_view post,
                  std::string_view by_post) {
    const auto* absent = charter.post(post);
    const auto* own = charter.post(by_post);
    if (absent == nullptr || own == nullptr) return;
    const bool is_head = absent->role == "head";
    standing.posts.push_back({own->id, own->code, own->name, absent->role, absent->id});
    // What the table gives to a deputy only while acting.
    if (is_head && own->role != absent->role)
        standing.posts.push_back({own->id, own->code, own->name, own->role, absent->id});
}

void engage_in(Standing& standing, const std::string& role, const std::string& body) {
    // Several engagements of one body are one place to stand in.
    const bool is_there = std::ranges::any_of(
        standing.posts, [&](const Held& held) { return held.role == role && held.name == body; });
    if (!is_there) standing.posts.push_back({{}, {}, body, role});
}

Result<Held> post_for(const charter::Charter& charter, const Standing& standing,
                      std::string_view action, Language language) {
    const auto found = std::ranges::find_if(
        standing.posts, [&](const Held& held) { return may(charter, standing, held, action); });
    if (found != standing.posts.end()) return *found;
    TRY(keeps_to(standing, action));
    return failure(Errc::forbidden, needs_role, {roles_allowed(charter, action, language)});
}

Result<Held> post_in(const charter::Charter& charter, const Standing& standing,
                     const std::vector<std::string>& roles, Language language) {
    const auto found = std::ranges::find_if(standing.posts, [&](const Held& held) {
        return std::ranges::find(roles, held.role) != roles.end();
    });
    if (found != standing.posts.end()) return *found;
    std::string names;
    for (const auto& code : roles) {
        const auto* role = charter.role(code);
        if (!names.empty()) names += language == Language::ja ? "、" : ", ";
        names += role == nullptr ? code : role->name.in(language);
    }
    return failure(Errc::forbidden, needs_role, {std::move(names)});
}

std::vector<std::string> actions_of(const charter::Charter& charter, const Standing& standing) {
    std::vector<std::string> allowed;
    for (const auto& row : charter.policy) {
        const bool is_allowed = std::ranges::any_of(standing.posts, [&](const Held& held) {
            return may(charter, standing, held, row.action);
        });
        if (is_allowed) allowed.push_back(row.action);
    }
    return allowed;
}

std::string roles_allowed(const charter::Charter& charter, std::string_view action,
                          Language language) {
    std::string names;
    const auto* row = charter.policy_row(action);
    if (row == nullptr) return language == Language::ja ? "（だれもいません）" : "nobody";
    for (const auto& grant : row->grants) {
        const auto* role = charter.role(grant.role);
        if (grant.when != charter::When::always || role == nullptr) continue;
        if (!names.empty()) names += language == Language::ja ? "、" : ", ";
        names += role->name.in(language);
    }
    return names;
}

} // namespace sokuo::team
