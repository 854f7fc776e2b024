#pragma once

// GET /api/v1/reports/{id}/attachments/{attachment}/inspection: what a file somebody attached is,
// and what its name hides, before anybody takes it out. Looked at when it is asked for, in the
// sandbox; nothing of it is kept, so nothing has to be erased.

#include "incident/desk.h"
#include "inspect/clamd.h"
#include "sandbox/sandbox.h"
#include "team/gate.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace sokuo::app {

/// A larger file is not looked into; it says so.
inline constexpr std::size_t inspected_bytes_max = std::size_t{32} << 20U;

/// `sandbox` may be null (tests): then nothing can be looked into. `clamd`: nothing where the
/// operator named none. All must outlive the routes.
[[nodiscard]] std::vector<team::Route> inspect_routes(const incident::Desk& desk,
                                                      sandbox::Sandbox* sandbox,
                                                      const std::optional<inspect::Clamd>* clamd);

} // namespace sokuo::app
