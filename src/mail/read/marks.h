#pragma once

// What kind of mail it is: sent by a machine, a report, protected. By its headers and parts.

#include "mail/read.h"
#include "mail/read/params.h"

#include <string_view>
#include <vector>

namespace sokuo::mail {

[[nodiscard]] Automatic automatic(const Mail& mail);

/// By the type of a part and its parameters; `none` for most.
[[nodiscard]] Protection protection_of_type(const Parameters& type);
/// Inline PGP, in the text itself.
[[nodiscard]] Protection protection_of_text(std::string_view text);

/// Groups of fields with an empty line between them (RFC 3464 §2.1, RFC 5965 §3.1).
[[nodiscard]] std::vector<std::vector<Field>> field_groups(std::string_view text);

[[nodiscard]] std::optional<XArf> xarf(const Mail& mail);

} // namespace sokuo::mail
