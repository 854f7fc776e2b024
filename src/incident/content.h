#pragma once

// What the entries of an incident say: commands to content and content to state. The names of the
// members are the journal's format: they are added to, never changed.

#include "core/json.h"
#include "incident/commands.h"
#include "journal/entry.h"

#include <optional>
#include <vector>

namespace sokuo::incident {

[[nodiscard]] Json to_json(const std::vector<Category>& categories);
[[nodiscard]] std::vector<Category> categories_from(const Json& json);
[[nodiscard]] Json to_json(const TriageAnswers& answers);
[[nodiscard]] TriageAnswers answers_from(const Json& json);

[[nodiscard]] Json to_json(const std::vector<PersonId>& persons);
[[nodiscard]] Json to_json(const team::Circle& circle);
[[nodiscard]] team::Circle circle_from(const Json& json);

/// A time that may be missing: absent when it is.
void set_time(Json& object, std::string_view key, const std::optional<Time>& time);
[[nodiscard]] std::optional<Time> time_from(const Json& json);
/// Whether `entry` says that the bodies of its stream in `slot` were erased.
[[nodiscard]] bool erases(const journal::Entry& entry, journal::Slot slot);

/// Sets the member unless `text` is empty.
void set_text(Json& object, std::string_view key, std::string_view text);

} // namespace sokuo::incident
