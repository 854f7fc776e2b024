#include "identity/silence.h"

#include <utility>

namespace sokuo::identity {
namespace {

constexpr Message too_many_ask{
    "identity.too_many_ask",
    "本人確認のサーバーの返事を待っている人が多すぎます。少し待って、もう一度押してください。",
    "Too many are waiting for the server that confirms who people are. Please wait a moment and "
    "try again."};

} // namespace

Result<> Silence::enter() {
    const std::lock_guard lock{mutex_};
    const auto now = wall_.now();
    // A clock that was set back ends the silence.
    if (last_ && now >= since_ && now - since_ < silence_length) return *last_;
    if (asking_ >= asking_max) return failure(Errc::unavailable, too_many_ask);
    ++asking_;
    return Done{};
}

void Silence::leave(const Error* error) {
    const bool is_silent = error != nullptr && error->code == Errc::unavailable;
    bool begins = false;
    {
        const std::lock_guard lock{mutex_};
        --asking_;
        begins = is_silent && !last_;
        if (is_silent) {
            last_ = *error;
            since_ = wall_.now();
        } else {
            last_.reset();
        }
    }
    if (begins && say_) say_(*error);
}

} // namespace sokuo::identity
