#pragma once

// Lists of addresses (RFC 5322 §3.4 and §4.4), read leniently: whatever stands there gives a
// mailbox for each comma, and nothing is left out.

#include "mail/read.h"
#include "mail/read/words.h"

#include <string_view>
#include <vector>

namespace sokuo::mail {

struct People {
    std::vector<Mailbox> all{};
    bool has_more = false; ///< Those behind the limit were not read.
};

/// The name of a group stands for the name of its members that have none.
[[nodiscard]] People people(std::string_view header, std::size_t count_max, Repairs& repairs);

/// The ids in a header like References, without their brackets.
[[nodiscard]] std::vector<std::string> ids(std::string_view header);

} // namespace sokuo::mail
