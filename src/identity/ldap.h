#pragma once

// Conversations with a directory over LDAPv3, by libldap. Blocking: for a worker.
//
// Encrypted always: `ldaps://`, or `ldap://` with StartTLS before anything is said; the certificate
// must be signed by the operator's CA file and name the host. Plain `ldap://` is for this very
// machine only. No referral is followed and nothing but the named host is called (app's main sets
// LDAPNOINIT, so that no ldap.conf has a say). One conversation may take `time_max` altogether.
// Whoever uses it has SIGPIPE ignored.

#include "core/result.h"
#include "identity/directory.h"

#include <chrono>
#include <filesystem>
#include <string>

namespace sokuo::identity {

struct LdapPlace {
    std::string url; ///< `ldaps://ad.example`, `ldap://127.0.0.1:389`
    bool start_tls = false;
    std::filesystem::path ca; ///< PEM; for TLS it must be there.
    std::chrono::milliseconds time_max{5'000};
};

/// Errors: `invalid`, saying what is wrong with the address or that the CA file is missing.
[[nodiscard]] Result<> check_place(const LdapPlace& place);

/// How to call it.
[[nodiscard]] CallDirectory ldap_caller(LdapPlace place);

} // namespace sokuo::identity
