// How tests sign: by OpenSSL's own calls for private keys, which the program has no use for.

#include "identity/base64url.h"
#include "identity/signer_test.h"

#include <doctest/doctest.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <utility>

namespace sokuo::identity {
namespace {

const unsigned char* raw(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string url_text(const unsigned char* bytes, std::size_t length) {
    return to_base64url({reinterpret_cast<const std::byte*>(bytes), length});
}

} // namespace

struct Signer::Key {
    EVP_PKEY* pair = nullptr;

    [[nodiscard]] std::string parameter(const char* name, int length) const {
        BIGNUM* number = nullptr;
        REQUIRE(EVP_PKEY_get_bn_param(pair, name, &number) == 1);
        std::array<unsigned char, 1024> bytes{};
        const int used = length == 0 ? BN_num_bytes(number) : length;
        REQUIRE(BN_bn2binpad(number, bytes.data(), used) == used);
        BN_free(number);
        return url_text(bytes.data(), static_cast<std::size_t>(used));
    }
};

Signer::Signer(TokenAlgorithm algorithm, std::string id)
    : algorithm_{algorithm}, id_{std::move(id)}, key_{std::make_unique<Key>()} {
    key_->pair = algorithm == TokenAlgorithm::rs256
                     ? EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{2048})
                     : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
    REQUIRE(key_->pair != nullptr);
}
Signer::~Signer() {
    EVP_PKEY_free(key_->pair);
}

Json Signer::jwk() const {
    if (algorithm_ == TokenAlgorithm::rs256)
        return Json::object({{"kty", "RSA"},
                             {"kid", id_},
                             {"use", "sig"},
                             {"n", key_->parameter(OSSL_PKEY_PARAM_RSA_N, 0)},
                             {"e", key_->parameter(OSSL_PKEY_PARAM_RSA_E, 0)}});
    return Json::object({{"kty", "EC"},
                         {"kid", id_},
                         {"crv", "P-256"},
                         {"x", key_->parameter(OSSL_PKEY_PARAM_EC_PUB_X, 32)},
                         {"y", key_->parameter(OSSL_PKEY_PARAM_EC_PUB_Y, 32)}});
}

std::string Signer::key_set() const {
    return to_text(Json::object({{"keys", Json{Json::Array{jwk()}}}}));
}

Json Signer::header() const {
    const bool is_rsa = algorithm_ == TokenAlgorithm::rs256;
    return Json::object({{"alg", is_rsa ? "RS256" : "ES256"}, {"kid", id_}, {"typ", "JWT"}});
}

std::string token_head(const Json& header, const Json& payload) {
    const auto first = to_text(header);
    const auto second = to_text(payload);
    return to_base64url(as_bytes(first)) + "." + to_base64url(as_bytes(second));
}

std::string Signer::token(const Json& header, const Json& payload) const {
    const auto head = token_head(header, payload);
    auto* digest = EVP_MD_CTX_new();
    std::array<unsigned char, 1024> signature{};
    std::size_t length = signature.size();
    REQUIRE(EVP_DigestSignInit(digest, nullptr, EVP_sha256(), nullptr, key_->pair) == 1);
    REQUIRE(EVP_DigestSign(digest, signature.data(), &length, raw(head), head.size()) == 1);
    EVP_MD_CTX_free(digest);
    if (algorithm_ == TokenAlgorithm::rs256) return head + "." + url_text(signature.data(), length);
    const auto* der = signature.data();
    auto* pair = d2i_ECDSA_SIG(nullptr, &der, static_cast<long>(length));
    REQUIRE(pair != nullptr);
    std::array<unsigned char, 64> flat{};
    REQUIRE(BN_bn2binpad(ECDSA_SIG_get0_r(pair), flat.data(), 32) == 32);
    REQUIRE(BN_bn2binpad(ECDSA_SIG_get0_s(pair), flat.data() + 32, 32) == 32);
    ECDSA_SIG_free(pair);
    return head + "." + url_text(flat.data(), flat.size());
}

std::string hmac_token(const Json& header, const Json& payload, std::string_view secret) {
    const auto head = token_head(header, payload);
    std::array<unsigned char, 32> mac{};
    unsigned length = 0;
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), raw(head), head.size(),
         mac.data(), &length);
    return head + "." + url_text(mac.data(), length);
}

} // namespace sokuo::identity
