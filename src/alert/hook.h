#pragma once

// A webhook that comes in: another program posts what it found in its own words, and proves with a
// shared secret that it is the one the operator named. Pure: the time is an argument.
//
// Two ways of signing:
//
//     standard   Standard Webhooks: webhook-id, webhook-timestamp (within five minutes), and
//                webhook-signature `v1,BASE64` (several, for a secret that changes) of
//                HMAC-SHA256(secret, id.timestamp.body)
//     sha256     X-Hub-Signature-256: `sha256=HEX` of HMAC-SHA256(secret, body), as GitHub, GitLab
//                and many others do; it has no time in it, so the source's own number must keep a
//                repetition out

#include "alert/alert.h"
#include "core/bytes.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::alert {

enum class Signing : std::uint8_t { standard, sha256 };

/// Where in the body a member of the signal stands: JSON pointers (RFC 6901). Empty: not there.
struct FieldMap {
    std::string reference{}, rule{}, title{}, description{}, severity{}, host{}, at{};
    std::vector<std::string> observables{};
    /// For a number: from which value on it is that grave. For a word: what it stands for.
    std::map<std::string, double, std::less<>> numbers{};    ///< `high` → 10
    std::map<std::string, std::string, std::less<>> words{}; ///< `Emergency` → `critical`
};

struct Hook {
    std::string name;   ///< Of the address: `/api/v1/hooks/wazuh`.
    std::string source; ///< What its signals say they are from.
    Bytes secret;
    Signing signing = Signing::standard;
    /// None: the body is what `POST /api/v1/alerts` takes.
    std::optional<FieldMap> fields{};
};

/// The headers a signature may stand in; each empty when it is not there.
struct Proof {
    std::string_view id;
    std::string_view timestamp;
    std::string_view signatures;
    std::string_view hub_signature;
};

inline constexpr auto hook_time_max = std::chrono::minutes{5};

/// Errors: `unauthenticated`, in the same words whatever is wrong.
[[nodiscard]] Result<> check_proof(const Hook& hook, const Proof& proof, std::string_view body,
                                   Time now);
/// The same error, for a name that no hook has.
[[nodiscard]] Error not_proven();

/// What the body says; `id` of a standard webhook is the reference where the body has none. A body
/// that is not mapped is read strictly. Errors: `invalid`.
[[nodiscard]] Result<Signal> signal_of(const Hook& hook, const Proof& proof, const Json& body,
                                       std::string_view text);

/// The value at a JSON pointer; null where there is none.
[[nodiscard]] const Json& value_at(const Json& json, std::string_view pointer);

} // namespace sokuo::alert
