#include "identity/passwords.h"

#include "identity/password_rules.h"

#include <sodium.h>

#include <array>

namespace sokuo::identity {
namespace {

constexpr Message hashing_failed{"identity.hashing_failed",
                                 "メモリーが足りず、処理できませんでした。少し待ってください。",
                                 "Out of memory. Please wait a moment and try again."};

constexpr int working_max = 2;

} // namespace

template <class Work>
auto Passwords::in_turn(Work work) {
    std::unique_lock lock{mutex_};
    ended_.wait(lock, [&] { return working_ < working_max; });
    ++working_;
    ++worked_;
    lock.unlock();
    const auto outcome = work();
    lock.lock();
    --working_;
    ended_.notify_one();
    return outcome;
}

Result<> Passwords::prepare() {
    nobodys_ = TRY(hash("no account has this password"));
    return Done{};
}

Result<std::string> Passwords::hash(std::string_view password) {
    std::array<char, crypto_pwhash_STRBYTES> out{};
    const int failed = in_turn([&] {
        return crypto_pwhash_str(out.data(), password.data(), password.size(), cost_.passes,
                                 cost_.memory_bytes);
    });
    if (failed != 0) return failure(Errc::unavailable, hashing_failed);
    return std::string{out.data()};
}

bool Passwords::matches(std::string_view stored, std::string_view password) {
    const auto tried = password.substr(0, password_bytes_max);
    const std::string against{stored.empty() ? std::string_view{nobodys_} : stored};
    const int differs = in_turn(
        [&] { return crypto_pwhash_str_verify(against.c_str(), tried.data(), tried.size()); });
    return differs == 0 && !stored.empty() && tried.size() == password.size();
}

std::uint64_t Passwords::worked() const {
    const std::lock_guard lock{mutex_};
    return worked_;
}

} // namespace sokuo::identity
