#include "detect/event.h"

namespace sokuo::detect {

FieldId Names::of(std::string_view name) {
    std::string packed;
    if (name.find(' ') != std::string_view::npos) {
        for (const char letter : name)
            if (letter != ' ') packed += letter;
        name = packed;
    }
    if (const auto known = find(name)) return *known;
    const auto id = static_cast<FieldId>(names_.size());
    names_.emplace_back(name);
    ids_.emplace(names_.back(), id);
    return id;
}

std::optional<FieldId> Names::find(std::string_view name) const {
    const auto found = ids_.find(name);
    if (found == ids_.end()) return std::nullopt;
    return found->second;
}

} // namespace sokuo::detect
