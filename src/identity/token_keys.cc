#include "identity/token_keys.h"

#include "core/json.h"
#include "identity/base64url.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace sokuo::identity {
namespace {

constexpr Message no_key_set{"identity.provider_keys",
                             "認証の相手の鍵の一覧（jwks_uri）が読めません。",
                             "The keys of the sign-in service (jwks_uri) cannot be read."};

constexpr std::size_t coordinate_bytes = 32;
constexpr std::size_t modulus_bytes_min = 2048 / 8;
constexpr std::size_t modulus_bytes_max = 8192 / 8;
constexpr std::size_t exponent_bytes_max = 4;

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* one) const {
        Free(one);
    }
};
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using PointPair = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

const unsigned char* raw(ByteView bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

Number number(ByteView bytes) {
    return Number{BN_bin2bn(raw(bytes), static_cast<int>(bytes.size()), nullptr)};
}

/// The bytes of a member, if it is there, is base64url, and has no zero in front.
std::optional<Bytes> bytes_of(const Json& json, std::string_view name) {
    const auto* text = json[name].text();
    if (text == nullptr || text->empty()) return std::nullopt;
    return from_base64url(*text);
}

std::optional<TokenKey> read_rsa(const Json& json) {
    TokenKey key{.algorithm = TokenAlgorithm::rs256, .id = {}, .first = {}, .second = {}};
    auto modulus = bytes_of(json, "n");
    auto exponent = bytes_of(json, "e");
    if (!modulus || !exponent) return std::nullopt;
    const bool is_sound =
        modulus->size() >= modulus_bytes_min && modulus->size() <= modulus_bytes_max &&
        (modulus->front() & std::byte{0x80}) != std::byte{0} &&
        exponent->size() <= exponent_bytes_max &&
        (exponent->back() & std::byte{1}) != std::byte{0} && *exponent != Bytes{std::byte{1}};
    if (!is_sound) return std::nullopt;
    key.first = *std::move(modulus);
    key.second = *std::move(exponent);
    return key;
}

std::optional<TokenKey> read_elliptic(const Json& json) {
    TokenKey key{.algorithm = TokenAlgorithm::es256, .id = {}, .first = {}, .second = {}};
    auto x = bytes_of(json, "x");
    auto y = bytes_of(json, "y");
    const bool is_sound = json["crv"].text_or("") == "P-256" && x && y &&
                          x->size() == coordinate_bytes && y->size() == coordinate_bytes;
    if (!is_sound) return std::nullopt;
    key.first = *std::move(x);
    key.second = *std::move(y);
    return key;
}

std::optional<TokenKey> read_key(const Json& json) {
    const auto kind = json["kty"].text_or("");
    const auto use = json["use"].text_or("sig");
    const auto algorithm = json["alg"].text_or("");
    std::optional<TokenKey> key;
    if (kind == "RSA" && (algorithm.empty() || algorithm == "RS256")) key = read_rsa(json);
    if (kind == "EC" && (algorithm.empty() || algorithm == "ES256")) key = read_elliptic(json);
    if (!key || use != "sig") return std::nullopt;
    key->id = json["kid"].text_or("");
    return key;
}

Key made(const char* kind, OSSL_PARAM_BLD* builder) {
    const Parameters parameters{OSSL_PARAM_BLD_to_param(builder)};
    const KeyContext context{EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr)};
    EVP_PKEY* key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
        return {};
    return Key{key};
}

Key made(const TokenKey& key) {
    const Builder builder{OSSL_PARAM_BLD_new()};
    if (!builder) return {};
    if (key.algorithm == TokenAlgorithm::rs256) {
        const auto modulus = number(key.first);
        const auto exponent = number(key.second);
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
        return made("RSA", builder.get());
    }
    Bytes point{std::byte{4}}; // Uncompressed.
    point.insert(point.end(), key.first.begin(), key.first.end());
    point.insert(point.end(), key.second.begin(), key.second.end());
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                     point.size());
    return made("EC", builder.get());
}

/// JWS has r and s side by side (RFC 7518 §3.4); OpenSSL wants them in DER.
Bytes in_der(ByteView pair) {
    if (pair.size() != 2 * coordinate_bytes) return {};
    auto r = number(pair.first(coordinate_bytes));
    auto s = number(pair.last(coordinate_bytes));
    const PointPair signature{ECDSA_SIG_new()};
    if (!signature || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) return {};
    static_cast<void>(r.release());
    static_cast<void>(s.release());
    unsigned char* der = nullptr;
    const int length = i2d_ECDSA_SIG(signature.get(), &der);
    if (length <= 0) return {};
    const auto* begin = reinterpret_cast<const std::byte*>(der);
    Bytes bytes{begin, begin + length};
    OPENSSL_free(der);
    return bytes;
}

} // namespace

Result<std::vector<TokenKey>> read_key_set(std::string_view json) {
    const auto set = TRY(parse_json(json, {.bytes_max = key_set_bytes_max, .depth_max = 8}));
    const auto* rows = set["keys"].array_items();
    if (rows == nullptr || rows->size() > keys_max) return failure(Errc::invalid, no_key_set);
    std::vector<TokenKey> keys;
    for (const auto& row : *rows) {
        if (auto key = read_key(row)) keys.push_back(*std::move(key));
    }
    return keys;
}

bool is_signed_by(const TokenKey& key, std::string_view text, ByteView signature) {
    const auto wanted = made(key);
    const Digest digest{EVP_MD_CTX_new()};
    if (!wanted || !digest) return false;
    Bytes der;
    auto given = signature;
    if (key.algorithm == TokenAlgorithm::es256) {
        der = in_der(signature);
        given = der;
    }
    if (given.empty()) return false;
    return EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, wanted.get()) == 1 &&
           EVP_DigestVerify(digest.get(), raw(given), given.size(), raw(as_bytes(text)),
                            text.size()) == 1;
}

} // namespace sokuo::identity
