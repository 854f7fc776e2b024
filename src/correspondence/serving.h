#pragma once

// What a mail to whoever told us does besides being sent: it is the answer we owed them
// (`report.replied`), or it asks them for what is missing (`report.asked`). One write with the
// letter. And the words such a mail begins with, out of the rule pack.

#include "charter/book.h"
#include "core/json.h"
#include "correspondence/letter.h"
#include "correspondence/wording.h"
#include "incident/exchange.h"
#include "incident/report_store.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace sokuo::correspondence {

/// Nothing, an answer, or a question.
using Serving = std::variant<std::monostate, incident::Reply, incident::Inquiry>;

/// `{"purpose": "reply"}`, `{"purpose": "question", "items": [...], "due_at": ...}`; null: nothing.
/// Errors: `invalid`, with the field.
[[nodiscard]] Result<Serving> read_serving(const Json& json, Time now);

/// Errors: `not_found`, `conflict`.
Result<> serve(const incident::Desk& desk, store::Write& db, const journal::Actor& actor,
               const ReportId& report, const Serving& serving, const LetterId& letter);

/// The mail somebody reads through, changes and sends: `reply`, `question`. Nothing when the pack
/// is silent.
[[nodiscard]] std::optional<Worded> first_words(const charter::Edition& edition,
                                                const incident::Report& report,
                                                std::string_view purpose);

} // namespace sokuo::correspondence
