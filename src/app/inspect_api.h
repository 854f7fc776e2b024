#pragma once

// Beside the download of every file of a report, an incident or a letter:
//
//     …/inspection   what it is and what it hides (inspect_look.h)
//     …/preview      a picture, made small and anew from its pixels
//
// Looked at when it is asked for, in the sandbox; nothing of it is kept, so nothing has to be
// erased. A preview shows the content: it is a look at the file and stands in the journal as one.

#include "app/inspect_look.h"
#include "incident/desk.h"
#include "team/gate.h"

#include <cstddef>
#include <vector>

namespace sokuo::app {

/// A larger file is not looked into; it says so.
inline constexpr std::size_t inspected_bytes_max = std::size_t{32} << 20U;

/// What `tools` names must outlive the routes.
[[nodiscard]] std::vector<team::Route> inspect_routes(const incident::Desk& desk,
                                                      const InspectTools& tools);

} // namespace sokuo::app
