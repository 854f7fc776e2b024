#include "correspondence/courtesy.h"

#include "correspondence/thread.h"

#include <algorithm>

namespace sokuo::correspondence {
namespace {

// Addresses nobody reads: RFC 3834 §2 leaves them to good sense.
bool is_nobodys(std::string_view address) {
    const auto local = address.substr(0, address.find('@'));
    constexpr std::array<std::string_view, 6> names{"mailer-daemon", "postmaster", "noreply",
                                                    "no-reply",      "donotreply", "bounce"};
    return std::ranges::any_of(
        names, [&](std::string_view name) { return local == name || local.starts_with(name); });
}

} // namespace

Silence silence_for(const Letter& letter, const Lately& lately, Time now) {
    const auto address = address_key(letter.answer_to().address);
    if (!letter.said.automatic.empty()) return Silence::machine;
    if (address.empty() || address.find('@') == std::string::npos) return Silence::nobody;
    if (is_nobodys(address)) return Silence::machine;
    const bool is_own = std::ranges::any_of(
        lately.own_addresses, [&](const std::string& own) { return address_key(own) == address; });
    if (is_own) return Silence::ourselves;
    const bool is_again =
        lately.acknowledged_at && now - *lately.acknowledged_at < acknowledged_again_after;
    if (is_again) return Silence::lately;
    if (lately.acknowledged_in_hour >= acknowledged_per_hour_max) return Silence::storm;
    return Silence::none;
}

} // namespace sokuo::correspondence
