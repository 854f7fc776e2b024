#include "team/standing.h"

#include <algorithm>

namespace sokuo::team {
namespace {

constexpr Message needs_role{"team.needs_role", "この操作ができるのは、{0}です。",
                             "This may be done by: {0}."};

} // namespace

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
    const auto found = std::ranges::find_if(standing.posts, [&](const Held& held) {
        return charter.allows(action, held.role, !held.acting_for.empty());
    });
    if (found != standing.posts.end()) return *found;
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
    std::vector<std::string> may;
    for (const auto& row : charter.policy) {
        const bool is_allowed = std::ranges::any_of(standing.posts, [&](const Held& held) {
            return charter.allows(row.action, held.role, !held.acting_for.empty());
        });
        if (is_allowed) may.push_back(row.action);
    }
    return may;
}

std::string roles_allowed(const charter::Charter& charter, std::string_view action,
                          Language language) {
    std::string names;
    const auto* row = charter.policy_row(action);
    if (row == nullptr) return language == Language::ja ? "（だれもいません）" : "nobody";
    for (const auto& grant : row->grants) {
        const auto* role = charter.role(grant.role);
        if (grant.acting_only || role == nullptr) continue;
        if (!names.empty()) names += language == Language::ja ? "、" : ", ";
        names += role->name.in(language);
    }
    return names;
}

} // namespace sokuo::team
