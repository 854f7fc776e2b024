#pragma once

// The routes of the public pages. Apart from sockets and processes, so that a test can ask a page
// of any moment.

#include "core/random.h"
#include "core/time.h"
#include "front/limiter.h"
#include "front/notice.h"
#include "front/reception.h"
#include "front/tokens.h"
#include "http/http.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace sokuo::front {

struct SiteParts {
    std::unique_ptr<Board> board;
    std::unique_ptr<Reception> reception;
    Tokens tokens;
    std::string public_url;
    const Clock& clock; ///< Outlives the site, as `random` does.
    Random& random;
};

/// Nobody reads and fills in the form in less; a program does.
inline constexpr std::chrono::milliseconds form_time_min{1'500};
/// A form that was shown longer ago is shown again, with what was written. Not longer than a
/// receipt is kept, or a form could be taken in twice.
inline constexpr std::chrono::hours form_time_max{24};
static_assert(form_time_max <= receipts_kept);

/// Threads: any.
class Site {
public:
    explicit Site(SiteParts parts);
    /// The site must outlive them.
    [[nodiscard]] std::vector<http::Route> routes();
    /// The page for what reaches no route.
    [[nodiscard]] http::Response failed(const http::Request& request, int status);

private:
    struct Asked;
    using Handler = http::Response (Site::*)(const http::Request&);

    http::Route route(http::Method method, std::string path, Handler handler);
    http::Response contact(const http::Request& request);
    http::Response show_form(const http::Request& request);
    http::Response take_form(const http::Request& request);
    http::Response show_receipt(const http::Request& request);
    http::Response accessibility(const http::Request& request);
    http::Response statement_as_page(const http::Request& request);
    http::Response statement_as_text(const http::Request& request);
    http::Response security(const http::Request& request);
    http::Response again(const Asked& asked, int status, struct FormState state);
    http::Response take(const Asked& asked, const class Posted& posted, const ReportId& id);

    SiteParts parts_;
    Limiter limiter_;
};

} // namespace sokuo::front
