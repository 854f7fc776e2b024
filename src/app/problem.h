#pragma once

// Errors as RFC 9457 problem documents, in the reader's language. `detail` tells the person what to
// do; what only the operator should read stays in the log.

#include "core/result.h"
#include "http/http.h"

namespace sokuo::app {

[[nodiscard]] int status_of(Errc code);
[[nodiscard]] http::Response render_problem(const Error& error, Language language);
/// For what never reaches a handler: 404, 405, 413, 431, 500, 503 …
[[nodiscard]] http::Response render_failure(const http::Request& request, int status);

} // namespace sokuo::app
