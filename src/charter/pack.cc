#include "charter/pack.h"

#include <algorithm>

namespace sokuo::charter {

namespace {

template <class T, class Key>
const T* found_in(const std::vector<T>& all, std::string_view key, Key member) {
    const auto found = std::ranges::find(all, key, member);
    return found == all.end() ? nullptr : &*found;
}

} // namespace

bool Provenance::is_in_force(Date day) const {
    return (!from || *from <= day) && (!to || day <= *to);
}

bool FirstStep::is_for(std::string_view audience) const {
    return std::ranges::find(audiences, audience) != audiences.end();
}

const Priority* Pack::priority(std::string_view wanted) const {
    return found_in(priorities, wanted, &Priority::code);
}

const ClosureCondition* Pack::condition(std::string_view key) const {
    return found_in(closure, key, &ClosureCondition::key);
}

const Field* Pack::fact(std::string_view key) const {
    return found_in(facts, key, &Field::key);
}

const LetterTemplate* Pack::letter(std::string_view key) const {
    return found_in(letters, key, &LetterTemplate::key);
}

const OutsideOrganisation* Pack::organisation(std::string_view wanted) const {
    return found_in(organisations, wanted, &OutsideOrganisation::code);
}

} // namespace sokuo::charter
