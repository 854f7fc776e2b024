#pragma once

// What an entry of the journal is called on screen and what it says in one line.

#include "charter/book.h"
#include "core/message.h"
#include "journal/entry.h"

#include <string>
#include <string_view>

namespace sokuo::app {

/// 「宣言」 for `incident.declared`. Null for a type the table does not know; a test makes sure
/// that every type the program writes stands in it.
[[nodiscard]] const Message* entry_label(std::string_view type);

/// One line out of the entry's content, at most 200 characters; never out of its personal body.
/// 「消去済み」 once the content is erased; empty when there is nothing to say beside the label.
[[nodiscard]] std::string entry_summary(const journal::Entry& entry,
                                        const charter::Edition& edition, Language language);

} // namespace sokuo::app
