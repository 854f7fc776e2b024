#include "team/sign_in.h"

#include <algorithm>

namespace sokuo::team {
namespace {

constexpr Message password_to_change{
    "team.password_to_change",
    "仮のパスワードのままです。「サインインと端末」で、自分のパスワードに変えてください。",
    "This is still the initial password. Change it to your own under Sign-in and devices."};
constexpr Message second_to_enrol{
    "team.second_to_enrol",
    "あなたの役割では、二つ目の確認が要ります。「サインインと端末」で登録してください。",
    "Your role needs a second factor. Enrol one under Sign-in and devices."};

constexpr std::string_view change_password = "change_password";

} // namespace

bool needs_second(const charter::Charter& charter, const Standing& standing) {
    // Its two factors are two envelopes.
    if (standing.is_break_glass) return false;
    return std::ranges::any_of(standing.posts, [&](const Held& held) {
        if (!held.acting_for.empty()) return false;
        const bool is_outsider = held.code.empty();
        return is_outsider ||
               std::ranges::find(charter.second_factor, held.role) != charter.second_factor.end();
    });
}

std::vector<std::string_view> owed(const charter::Charter& charter, const Standing& standing,
                                   const identity::Identity& identity) {
    std::vector<std::string_view> all;
    if (identity.is_token) return all;
    if (identity.must_change_password) all.push_back(change_password);
    // One that was given without being enrolled here is the provider's, which is trusted to ask it.
    const bool has_any = identity.has_second || identity.gave_second;
    if (!has_any && needs_second(charter, standing)) all.emplace_back("enrol_second_factor");
    return all;
}

Result<> owes_nothing(const charter::Charter& charter, const Standing& standing,
                      const identity::Identity& identity) {
    const auto all = owed(charter, standing, identity);
    if (all.empty()) return Done{};
    const bool is_password = all.front() == change_password;
    return failure(Errc::forbidden, is_password ? password_to_change : second_to_enrol);
}

} // namespace sokuo::team
