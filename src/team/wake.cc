#include "team/wake.h"

#include <algorithm>
#include <array>

namespace sokuo::team {
namespace {

constexpr Message nobody{"team.nobody_to_wake",
                         "呼べる人がいません。連絡網の表を見て、電話してください。",
                         "There is nobody to call. Use the printed list and telephone."};
constexpr Message not_called{"team.not_in_order", "この人は呼ぶ順番に入っていません。",
                             "This person is not in the order of calls."};
constexpr Message over{"team.wake_over", "この呼び出しはもう終わっています。",
                       "This call is over."};
constexpr Message answered{"team.answered_already", "この人の応答はもう記録されています。",
                           "That they answered is noted already."};
constexpr Message nobody_left{
    "team.nobody_left",
    "順番の最後まで呼びました。もう一度起こすか、連絡網の表で電話してください。",
    "Everybody was called. Start again, or telephone by the printed list."};

} // namespace

std::string_view code_of(WakeState state) {
    constexpr std::array<std::string_view, 4> codes{"calling", "answered", "unanswered", "ended"};
    return codes.at(static_cast<std::size_t>(state));
}

const Called* Wake::of(const PersonId& person) const {
    const auto found = std::ranges::find(calls, person, &Called::person);
    return found == calls.end() ? nullptr : &*found;
}

std::optional<std::size_t> next_place(const std::vector<Called>& calls) {
    const auto found = std::ranges::find_if(calls, [](const Called& one) {
        return !one.called_at && !one.is_passed_over && one.can_be_called();
    });
    if (found == calls.end()) return {};
    return static_cast<std::size_t>(found - calls.begin());
}

Result<> may_begin(const std::vector<Callee>& order) {
    if (std::ranges::any_of(order, &Callee::can_be_called)) return Done{};
    return failure(Errc::conflict, nobody);
}

Result<> may_answer(const Wake& wake, const PersonId& person) {
    const auto* called = wake.of(person);
    if (called == nullptr) return at(failure(Errc::forbidden, not_called), "/person");
    if (wake.state == WakeState::ended) return failure(Errc::conflict, over);
    if (called->answered_at) return failure(Errc::conflict, answered);
    return Done{};
}

Result<> may_go_on(const Wake& wake) {
    if (wake.state == WakeState::ended) return failure(Errc::conflict, over);
    if (!next_place(wake.calls)) return failure(Errc::conflict, nobody_left);
    return Done{};
}

Result<> may_end(const Wake& wake) {
    if (wake.state == WakeState::ended) return failure(Errc::conflict, over);
    return Done{};
}

std::optional<Time> mail_due(const Called& called) {
    const bool is_over = called.mail != WakeMail::none || called.mail_tries >= mail_tries_max;
    if (!called.called_at || called.answered_at || is_over) return {};
    if (!called.mail_tried_at) return called.called_at;
    return *called.mail_tried_at + std::chrono::seconds{30} * (1 << (called.mail_tries - 1));
}

std::string mail_text(const std::string& number) {
    return "要確認 " + number;
}

} // namespace sokuo::team
