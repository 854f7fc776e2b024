#include "team/succession.h"

#include <algorithm>

namespace sokuo::team {
namespace {

constexpr Message no_post{"team.no_such_post", "この職は要綱にありません。一覧から選んでください。",
                          "The charter has no such post. Choose one from the list."};
constexpr Message no_line{
    "team.no_line",
    "要綱は「{0}"
    "」の代わりを定めていません（要綱の空白）。市で決めて、「要綱・連絡先」に書いてくださ"
    "い。",
    "The charter names nobody to stand in for “{0}”. Decide it, and write it under Charter and "
    "contacts."};
constexpr Message not_in_line{"team.not_in_line", "「{0}」の代わりを務めるのは、{1}です。",
                              "Those who stand in for “{0}” are: {1}."};
constexpr Message away_yourself{
    "team.away_yourself", "あなたは不在と記録されています。先に「戻りました」を押してください。",
    "You are recorded as away. Say that you are back first."};
constexpr Message is_yours{"team.post_is_yours", "この職はあなたの職です。", "You hold this post."};
constexpr Message taken_already{"team.taken_over_already", "いまは{0}が代わりを務めています。",
                                "{0} stands in already."};
constexpr Message somebody_ahead{
    "team.somebody_ahead", "先に代わるのは{0}です。その人も不在なら、不在として選んでください。",
    "{0} comes first. If they are away too, mark them as away."};

bool contains(const auto& all, const auto& one) {
    return std::ranges::find(all, one) != all.end();
}

std::string names(const charter::Charter& charter, const std::vector<std::string>& posts) {
    std::string text;
    for (const auto& code : posts) {
        const auto* post = charter.post(code);
        if (!text.empty()) text += "、";
        text += post == nullptr ? code : post->name;
    }
    return text;
}

// The post in the line `who` stands in from.
Result<std::string> own_place(const Roll& roll, const Line& line, const PersonId& who,
                              const charter::Post& post) {
    const auto found = std::ranges::find_if(
        line.posts, [&](const std::string& code) { return roll.holds(who, code); });
    if (found == line.posts.end())
        return failure(Errc::forbidden, not_in_line, {post.name, names(roll.charter, line.posts)});
    if (roll.is_away(who)) return failure(Errc::forbidden, away_yourself);
    return *found;
}

// Whoever comes before `mine` in an ordered line is away, or is said to be.
Result<> look_ahead(const Roll& roll, const Line& line, const TakeOver& command,
                    const Succeeding& next) {
    if (!line.is_ordered) return Done{};
    std::vector<std::string> there;
    for (const auto& code : line.posts) {
        if (code == next.by_post) break;
        const auto person = roll.holder(code);
        const bool is_there =
            person && !roll.is_away(*person) && !contains(next.newly_away, *person);
        if (is_there && !contains(command.also_away, code)) there.push_back(code);
    }
    if (there.empty()) return Done{};
    return at(failure(Errc::conflict, somebody_ahead, {names(roll.charter, there)}), "/also_away");
}

// Nobody is passed over in silence: whoever is said to be away, and is not recorded so, is recorded
// now, wherever in the line they sit.
Result<> note_away(const Roll& roll, const Line& line, const TakeOver& command, const PersonId& who,
                   Succeeding& next) {
    const auto note = [&](const PersonId& person) {
        const bool is_known = roll.is_away(person) || contains(next.newly_away, person);
        if (person != who && !is_known) next.newly_away.push_back(person);
    };
    for (const auto& code : command.also_away) {
        const auto other = std::ranges::find(roll.stand_ins, command.post, &StandIn::post);
        const bool is_other = other != roll.stand_ins.end() && other->by_post == code;
        if (is_other) note(other->person);
        if (!is_other && !contains(line.posts, code))
            return at(
                failure(Errc::invalid, not_in_line,
                        {names(roll.charter, {command.post}), names(roll.charter, line.posts)}),
                "/also_away");
        if (const auto person = roll.holder(code)) note(*person);
    }
    return Done{};
}

// The absence that keeps somebody away longest; one without an end does so.
std::optional<AbsenceId> longest(const std::vector<Absence>& absences, const PersonId& person) {
    const Absence* last = nullptr;
    for (const auto& one : absences) {
        if (one.person != person) continue;
        const bool is_longer =
            last == nullptr || (last->until && (!one.until || one.until > last->until));
        if (is_longer) last = &one;
    }
    return last == nullptr ? std::optional<AbsenceId>{} : last->id;
}

} // namespace

bool Roll::is_away(const PersonId& person) const {
    return std::ranges::find(absences, person, &Absence::person) != absences.end();
}

bool Roll::holds(const PersonId& person, std::string_view post) const {
    return std::ranges::any_of(
        seats, [&](const Seat& seat) { return seat.post == post && seat.person == person; });
}

std::optional<PersonId> Roll::holder(std::string_view post) const {
    const auto found = std::ranges::find(seats, post, &Seat::post);
    if (found == seats.end()) return {};
    return found->person;
}

bool Roll::is_in_force(const StandIn& stand_in) const {
    if (is_away(stand_in.person) || !holds(stand_in.person, stand_in.by_post)) return false;
    const auto seated = holder(stand_in.post);
    if (!stand_in.absent || !seated) return !stand_in.absent && !seated;
    return *seated == *stand_in.absent && is_away(*seated);
}

Line line_of(const charter::Charter& charter, std::string_view role) {
    const auto& named = charter.stand_ins(role);
    if (!named.empty() || role != "head") return {named, true};
    Line line{{}, false};
    for (const auto& post : charter.posts) {
        if (post.role == "deputy") line.posts.push_back(post.code);
    }
    return line;
}

Result<Succeeding> ask(const Roll& roll, const TakeOver& command, const PersonId& who) {
    const auto* post = roll.charter.post(command.post);
    if (post == nullptr) return at(failure(Errc::not_found, no_post), "/post");
    const auto line = line_of(roll.charter, post->role);
    if (line.posts.empty()) return failure(Errc::conflict, no_line, {post->name});
    const auto holder = roll.holder(post->code);
    if (holder == who) return failure(Errc::conflict, is_yours);

    Succeeding next{};
    next.by_post = TRY(own_place(roll, line, who, *post));
    next.is_vacant = !holder;
    if (holder) next.absence = longest(roll.absences, *holder);
    if (holder && !next.absence) next.newly_away.push_back(*holder);
    TRY(look_ahead(roll, line, command, next));
    const auto other = std::ranges::find(roll.stand_ins, post->code, &StandIn::post);
    const bool is_taken = other != roll.stand_ins.end() && roll.is_in_force(*other) &&
                          !contains(command.also_away, other->by_post);
    if (is_taken)
        return failure(Errc::conflict, taken_already, {names(roll.charter, {other->by_post})});
    TRY(note_away(roll, line, command, who, next));
    return next;
}

} // namespace sokuo::team
