#pragma once

// 二つの件に分ける: one mail tells of a phishing page and of a broken printer. The second matter
// becomes a report of its own, with the same reporter, way in and time of receipt; both name each
// other. Files and letters stay with the first. Pure.

#include "core/json.h"
#include "core/result.h"
#include "incident/report.h"

#include <string_view>

namespace sokuo::intake {

/// The slip of the second matter: what the request says of it, and from `whole` who told us, how
/// and when. Errors: `invalid`, with the field.
[[nodiscard]] Result<incident::Slip> read_split(const Json& json, const incident::Report& whole,
                                                std::string_view time_zone);

} // namespace sokuo::intake
