#pragma once

// Where the public front's reports come in: at once over its socket, or later from its spool. The
// front can write to nothing of ours; what it hands over is read as strictly as any request.

#include "front/submission.h"
#include "http/http.h"
#include "incident/desk.h"

#include <filesystem>
#include <string>

namespace sokuo::app {

/// Takes a submission in, once per id, and gives its 受付番号.
Result<std::string> take_in(const incident::Desk& desk, const front::Submission& submission,
                            const std::string& provisional = {});

/// `POST /internal/reports`, for the unix socket only.
[[nodiscard]] http::Route internal_route(const incident::Desk& desk);

/// Takes in what waits in the spool. Gives how many reports that were.
Result<std::size_t> empty_spool(const incident::Desk& desk, const std::filesystem::path& spool);

} // namespace sokuo::app
