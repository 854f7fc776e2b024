#pragma once

// What the screen is given (Advisories of the API).

#include "advisory/advisory_api.h"
#include "advisory/taking.h"

namespace sokuo::advisory {

/// All of it but the lines that ask nobody.
[[nodiscard]] Result<Json> present_page(const Office& office, store::Read& db,
                                        const team::Call& call);
[[nodiscard]] Json present_item(const Item& item, const std::vector<registry::System>& systems);

} // namespace sokuo::advisory
