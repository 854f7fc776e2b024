#include "identity/id_token.h"

#include "core/json.h"
#include "core/text.h"
#include "identity/base64url.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sokuo::identity {
namespace {

constexpr Message token_refused{
    "identity.token_refused",
    "認証の相手から届いた証明を確かめられませんでした。もう一度サインインしてください。続くときは、"
    "管理者に知らせてください。",
    "What the sign-in service sent could not be verified. Please sign in again; if it goes on, "
    "tell an administrator."};

Error refused(std::string why) {
    return because(failure(Errc::unauthenticated, token_refused), std::move(why));
}

struct Parts {
    Json header;
    Json payload;
    std::string_view signed_text;
    Bytes signature;
};

Result<Json> read_part(std::string_view part) {
    const auto bytes = from_base64url(part);
    if (!bytes) return refused("not base64url");
    auto json = parse_json(as_text(*bytes), {.bytes_max = token_bytes_max, .depth_max = 8});
    if (!json.ok() || json.value().members() == nullptr) return refused("no JSON object");
    return json;
}

Result<Parts> split(std::string_view token) {
    if (token.size() > token_bytes_max) return refused("too long");
    const auto first = token.find('.');
    const auto second = first == std::string_view::npos ? first : token.find('.', first + 1);
    if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos)
        return refused("not three parts");
    // Each by itself: g++ destroys nothing of an aggregate that a TRY inside its braces leaves.
    Parts parts;
    parts.header = TRY(read_part(token.substr(0, first)));
    parts.payload = TRY(read_part(token.substr(first + 1, second - first - 1)));
    parts.signed_text = token.substr(0, second);
    auto signature = from_base64url(token.substr(second + 1));
    if (!signature || signature->empty()) return refused("no signature");
    parts.signature = *std::move(signature);
    return parts;
}

Result<TokenAlgorithm> algorithm_of(const Json& header) {
    if (header.find("crit") != nullptr) return refused("a critical header");
    const auto kind = header["typ"].text_or("JWT");
    if (kind != "JWT" && kind != "jwt") return refused("typ");
    const auto name = header["alg"].text_or("");
    if (name == "RS256") return TokenAlgorithm::rs256;
    if (name == "ES256") return TokenAlgorithm::es256;
    return refused("alg");
}

/// The key a token names; without a name, the only one there is.
Result<TokenKey> key_of(const Json& header, const std::vector<TokenKey>& keys) {
    const auto algorithm = TRY(algorithm_of(header));
    const auto* id = header["kid"].text();
    if (id == nullptr && header.find("kid") != nullptr) return refused("kid");
    const TokenKey* found = nullptr;
    for (const auto& key : keys) {
        if (key.algorithm != algorithm || (id != nullptr && key.id != *id)) continue;
        if (found != nullptr) return refused("several keys fit");
        found = &key;
    }
    if (found == nullptr) return because(failure(Errc::not_found, token_refused), "no such key");
    return *found;
}

/// Seconds since 1970, whole or not.
std::optional<Time> time_of(const Json& payload, std::string_view name) {
    constexpr double seconds_max = 32'503'680'000.0; // The year 3000.
    double seconds = -1;
    if (const auto* whole = payload[name].integer()) seconds = static_cast<double>(*whole);
    if (const auto* real = payload[name].real()) seconds = *real;
    const bool is_a_time = seconds >= 0 && seconds <= seconds_max; // False for NaN.
    if (!is_a_time) return std::nullopt;
    return Time{Duration{static_cast<std::int64_t>(std::floor(seconds * 1e6))}};
}

Result<> check_audience(const Json& payload, const std::string& client_id) {
    const auto& audience = payload["aud"];
    const bool is_one = audience.text_or("") == client_id;
    const auto& several = audience.items();
    const bool is_among =
        std::ranges::any_of(several, [&](const Json& one) { return one.text_or("") == client_id; });
    if (!is_one && !is_among) return refused("aud");
    const auto* party = payload.find("azp");
    if (several.size() > 1 && party == nullptr) return refused("azp");
    if (party != nullptr && party->text_or("") != client_id) return refused("azp");
    return Done{};
}

Result<> check_times(const Json& payload, const Expected& expected, Time now) {
    const auto ends = time_of(payload, "exp");
    const auto made = time_of(payload, "iat");
    if (!ends || now >= *ends + token_leeway) return refused("exp");
    if (!made || *made > now + token_leeway) return refused("iat");
    if (*made + token_age_max + token_leeway < now) return refused("iat");
    if (payload.find("nbf") != nullptr) {
        const auto begins = time_of(payload, "nbf");
        if (!begins || *begins > now + token_leeway) return refused("nbf");
    }
    if (!expected.proved_since) return Done{};
    const auto proved = time_of(payload, "auth_time");
    if (!proved || *proved + token_leeway < *expected.proved_since) return refused("auth_time");
    return Done{};
}

std::vector<std::string> methods_of(const Json& payload) {
    std::vector<std::string> methods;
    for (const auto& method : payload["amr"].items()) {
        if (const auto* name = method.text()) methods.push_back(*name);
    }
    if (const auto* name = payload["acr"].text()) methods.push_back(*name);
    return methods;
}

} // namespace

Result<Claims> check_id_token(std::string_view token, const std::vector<TokenKey>& keys,
                              const Expected& expected, Time now) {
    const auto parts = TRY(split(token));
    const auto key = TRY(key_of(parts.header, keys));
    if (!is_signed_by(key, parts.signed_text, parts.signature)) return refused("signature");
    const auto& payload = parts.payload;
    if (payload["iss"].text_or("") != expected.issuer) return refused("iss");
    TRY(check_audience(payload, expected.client_id));
    TRY(check_times(payload, expected, now));
    if (expected.nonce.empty() || payload["nonce"].text_or("") != expected.nonce)
        return refused("nonce");
    const auto* subject = payload["sub"].text();
    if (subject == nullptr || subject->size() > subject_bytes_max || is_blank(*subject) ||
        has_control(*subject))
        return refused("sub");
    return Claims{.issuer = expected.issuer, .subject = *subject, .methods = methods_of(payload)};
}

} // namespace sokuo::identity
