#pragma once

// A letter as the API shows it.

#include "correspondence/letter.h"
#include "incident/desk.h"
#include "team/gate.h"

#include <string>
#include <string_view>

namespace sokuo::correspondence {

/// Letter of the API. Errors: `corrupt`.
Result<Json> present(store::Read& db, const team::Call& call, const Letter& letter);

/// The sentence for a code an entry keeps: why a mail cannot be read, what is wrong with it, why
/// one of ours did not go. The code itself where it is none we know.
[[nodiscard]] std::string words_for(std::string_view code, Language language);

} // namespace sokuo::correspondence
