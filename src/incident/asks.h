#pragma once

// 私へのお願い: what the team asks of somebody who need not see the incident: a department, 財政,
// 総務 (内部関係者, 別表第３), a contractor. They read what they are asked, in plain words, and
// answer by text or file; nothing else of the incident is shown to them.
//
// An ask goes to a person or to a post; whoever holds the post then may answer it. It stands on the
// incident's own record.

#include "core/id.h"
#include "core/json.h"
#include "core/result.h"
#include "core/time.h"
#include "journal/entry.h"

#include <cstdint>
#include <optional>
#include <string>

namespace sokuo::incident {

using AskedId = Id<struct AskedTag>;

struct AskSomebody {
    AskedId asked;
    std::optional<PersonId> person; ///< Either a person
    std::string post;               ///< or a post, by its code.
    std::string text;
    std::optional<Time> due_at;
};
struct AnswerAsked {
    AskedId asked;
    std::string text;
};
/// No longer wanted.
struct DropAsked {
    AskedId asked;
    std::string reason;
};

enum class AskedState : std::uint8_t { open, answered, dropped };

struct Asked {
    AskedId id;
    std::optional<PersonId> person;
    std::string post;
    std::string text;
    std::optional<Time> due_at;
    journal::Actor by;
    Time at{};
    AskedState state = AskedState::open;
    std::string answer;
    journal::Actor answered_by;
    std::optional<Time> ended_at;
};

/// Errors of both: `invalid`, with the field.
[[nodiscard]] Result<AskSomebody> read_ask(const Json& json);
[[nodiscard]] Result<std::string> read_asked_text(const Json& json, std::string_view member);

} // namespace sokuo::incident
