#include "core/sha256.h"

#include <cassert>

#include <openssl/evp.h>

namespace sokuo {
namespace {

// OpenSSL fails here only when memory is gone or it was built without SHA-256.
void must(int outcome) {
    assert(outcome == 1);
}

// Fetched once: OpenSSL 3 otherwise searches its providers for every hash.
const EVP_MD* algorithm() {
    static const EVP_MD* const sha = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    assert(sha != nullptr);
    return sha;
}

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

Context new_context() {
    Context context{EVP_MD_CTX_new()};
    assert(context != nullptr);
    return context;
}

Hash final_hash(EVP_MD_CTX* context) {
    Hash hash{};
    must(EVP_DigestFinal_ex(context, reinterpret_cast<unsigned char*>(hash.data()), nullptr));
    return hash;
}

} // namespace

Hash sha256(ByteView bytes) {
    // The Merkle tree hashes 65 bytes at a time; making a context would cost more than the hash.
    thread_local const Context context = new_context();
    must(EVP_DigestInit_ex(context.get(), algorithm(), nullptr));
    must(EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()));
    return final_hash(context.get());
}

struct Sha256::State {
    Context context = new_context();
};

Sha256::Sha256() : state_{std::make_unique<State>()} {
    must(EVP_DigestInit_ex(state_->context.get(), algorithm(), nullptr));
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(ByteView bytes) {
    assert(state_ != nullptr);
    must(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()));
}

Hash Sha256::finish() {
    assert(state_ != nullptr);
    const auto hash = final_hash(state_->context.get());
    state_.reset();
    return hash;
}

} // namespace sokuo
