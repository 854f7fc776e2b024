#pragma once

// Asking a web server of somebody else, which the operator named: over TLS with its certificate
// verified, or in plain HTTP on this very machine. It goes out through egress.h and by its rules;
// one question may take `time_max` altogether and its answer be `body_bytes_max` long.
//
// Blocking: for a worker. Threads: any.

#include "core/result.h"
#include "http/client.h"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace sokuo::http {

struct FetchRules {
    std::filesystem::path ca{}; ///< PEM; empty: those the system trusts.
    std::chrono::milliseconds time_max{5'000};
    std::size_t body_bytes_max = std::size_t{256} * 1024;
    bool may_be_private = false; ///< The operator wrote `private: true` beside it.
};

/// A `body` of `application/x-www-form-urlencoded` is posted; without one it is a GET.
struct FetchQuestion {
    std::string url;
    std::string body{};
    std::string user{}; ///< For HTTP Basic, with `password`; empty: without.
    std::string password{};
};

/// Scheme, host and port of a URL: `https://login.example`, `http://localhost:4000`. Empty for what
/// may not be asked: another scheme, plain HTTP beyond this machine, a user in front of the host.
[[nodiscard]] std::string origin_of(std::string_view url);

/// Any status is an answer. Errors: `invalid` (a URL that may not be asked), `forbidden` (at an
/// address that may not be called), `unavailable`, `too_large`.
[[nodiscard]] Result<Answer> fetch(const FetchQuestion& question, const FetchRules& rules);

} // namespace sokuo::http
