#pragma once

// One of our letters as a mail. Pure.

#include "correspondence/letter.h"
#include "correspondence/post_office.h"
#include "mail/letter.h"

#include <string>
#include <string_view>

namespace sokuo::correspondence {

/// `0193f0a2-…@city.example`: the letter's own id, so that it is the same with every try; a UUID
/// tells when it was written and nothing else.
[[nodiscard]] std::string message_id_for(const LetterId& id, std::string_view address);

[[nodiscard]] mail::Letter mail_of(const Letter& letter, const Account& from);

} // namespace sokuo::correspondence
