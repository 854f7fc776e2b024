#pragma once

// How libcurl is held to one server: no proxy, no other protocol, TLS with the server's name
// checked, and where it must be so this machine only, which is asked of the address a connection
// goes to. A handle is libcurl's `CURL*`, whose header stays in .cc files.

#include "core/result.h"
#include "mail/server.h"

#include <memory>
#include <string>
#include <string_view>

namespace sokuo::mail {

struct CloseCurl {
    void operator()(void* curl) const;
};
using Curl = std::unique_ptr<void, CloseCurl>;

/// Null when libcurl cannot be had.
[[nodiscard]] Curl open_curl();

struct Reach {
    bool must_be_here = false;
    bool was_elsewhere = false; ///< It wanted to go to another machine and was not let.
};

/// Errors: `invalid` (a host that is none).
[[nodiscard]] Result<> check(const Server& server);

/// `scheme` is `smtp` or `imap`; the URL ends with a slash.
[[nodiscard]] std::string url_of(const Server& server, std::string_view scheme);

/// Sets who may be reached and how. `server` and `reach` must outlive what the handle does.
void hold_to(void* curl, const Server& server, std::string_view scheme, Reach& reach);

/// `forbidden`: it must be this machine.
[[nodiscard]] Error was_elsewhere();

} // namespace sokuo::mail
