#include "charter/charter.h"

#include "charter/outsiders.h"

#include "core/sha256.h"

#include <algorithm>
#include <array>

namespace sokuo::charter {

namespace {

template <class T>
const T* with_code(const std::vector<T>& all, std::string_view code) {
    const auto found = std::ranges::find(all, code, &T::code);
    return found == all.end() ? nullptr : &*found;
}

constexpr auto all_actions = std::to_array<std::string_view>({
    "report.read",
    "report.record",
    "letter.write",
    "report.judge",
    "incident.read",
    "incident.declare",
    "incident.record",
    "incident.fact",
    "incident.task",
    "incident.prioritise",
    "incident.attach",
    "incident.converge",
    "incident.close",
    "incident.reopen",
    "incident.withdraw",
    "journal.read",
    "journal.verify",
    "charter.read",
    "charter.amend",
    "team.read",
    "team.manage",
    "token.manage",
    "event.follow",
    "clock.set",
    "search.use",
    "incident.move",
    "incident.decide",
    "incident.condition",
    "incident.oral_agreement",
    "report.erase",
    "incident.erase",
    "incident.circle",
    "team.absence",
    "team.take_over",
    "approval.read",
    "approval.ask",
    "approval.answer",
    "approval.note_oral",
    "ask.put",
    "ask.answer",
    "engagement.propose",
    "engagement.admit",
    "engagement.note",
    "engagement.end",
    "engagement.see",
    "access.read",
    "registry.read",
    "registry.manage",
    "contact.publish",
    "team.contacts",
    "team.duty",
    "team.wake",
    "alert.raise",
    "alert.read",
    "alert.judge",
    "log.read",
    "monitor.manage",
    "advisory.read",
    "advisory.assess",
    "bundle.carry",
});

} // namespace

const Category* Charter::category(std::string_view code) const {
    return with_code(categories, code);
}

const Subtype* Charter::subtype(std::string_view category_code, std::string_view code) const {
    const auto* const found = category(category_code);
    return found == nullptr ? nullptr : with_code(found->subtypes, code);
}

const Role* Charter::role(std::string_view code) const {
    return with_code(roles, code);
}

const Post* Charter::post(std::string_view code) const {
    return with_code(posts, code);
}

const Post* Charter::post(const PostId& id) const {
    const auto found = std::ranges::find(posts, id, &Post::id);
    return found == posts.end() ? nullptr : &*found;
}

const std::vector<std::string>& Charter::stand_ins(std::string_view role_code) const {
    static const std::vector<std::string> nobody;
    const auto found = std::ranges::find(succession, role_code, &Succession::role);
    return found == succession.end() ? nobody : found->posts;
}

const ApprovalKind* Charter::approval(std::string_view kind) const {
    const auto found = std::ranges::find(approvals, kind, &ApprovalKind::code);
    return found == approvals.end() ? nullptr : &*found;
}

const PolicyRow* Charter::policy_row(std::string_view action) const {
    const auto found = std::ranges::find(policy, action, &PolicyRow::action);
    return found == policy.end() ? nullptr : &*found;
}

bool Charter::allows(std::string_view action, std::string_view role_code, bool is_acting,
                     bool is_own) const {
    const auto* const row = policy_row(action);
    // Whatever a file says that was loaded before the check knew of it.
    if (row == nullptr || !may_be_given(role_code, action)) return false;
    return std::ranges::any_of(row->grants, [&](const Grant& grant) {
        if (grant.role != role_code) return false;
        switch (grant.when) {
        case When::always: return true;
        case When::acting: return is_acting;
        case When::own: return is_own;
        }
        return false;
    });
}

const std::vector<std::string_view>& actions() {
    static const std::vector<std::string_view> all{all_actions.begin(), all_actions.end()};
    return all;
}

PostId post_id(std::string_view code) {
    const auto hash = sha256(as_bytes("sokuo post " + std::string{code}));
    PostId id;
    std::copy_n(hash.begin(), id.value.size(), id.value.begin());
    // RFC 9562 §5.8: version 8, whose content is the maker's own affair; variant 10.
    id.value[6] = (id.value[6] & std::byte{0x0F}) | std::byte{0x80};
    id.value[8] = (id.value[8] & std::byte{0x3F}) | std::byte{0x80};
    return id;
}

} // namespace sokuo::charter
