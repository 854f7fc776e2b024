#pragma once

// Who a bundle is from and for. An instance has two keys of its own, one to sign with and one that
// others seal for; its *card* is the public half of both with its name, one line to be carried over
// once, and its *check number* is what two people compare on the telephone. Pure.
//
//     sokuo-card/1 internet BASE64(sign ‖ envelope)

#include "core/envelope.h"
#include "core/result.h"
#include "core/sign.h"

#include <string>
#include <string_view>

namespace sokuo::bundle {

struct Card {
    std::string name; ///< `internet`, `lgwan`: ASCII letters, digits and hyphens.
    PublicKey sign{};
    EnvelopeKey envelope{};
    friend bool operator==(const Card&, const Card&) = default;
};

[[nodiscard]] std::string to_text(const Card& card);
/// Errors: `invalid`.
[[nodiscard]] Result<Card> parse_card(std::string_view text);
/// Six groups of four digits: 1234-5678-….
[[nodiscard]] std::string check_number(const Card& card);

/// The private half. It is kept in a file only its owner can read.
struct Secret {
    std::string name;
    SigningKey sign{};
    EnvelopeSecret envelope{};

    [[nodiscard]] static Secret make(std::string name, Random& random);
    [[nodiscard]] Card card() const;
};

/// `sokuo-secret/1 NAME BASE64`. Errors of reading: `invalid`.
[[nodiscard]] std::string to_text(const Secret& secret);
[[nodiscard]] Result<Secret> parse_secret(std::string_view text);

[[nodiscard]] bool is_name(std::string_view name);

} // namespace sokuo::bundle
