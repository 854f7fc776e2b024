#pragma once

// Where a letter that came in belongs: to what a letter of ours it answers was about, or to the
// number in its subject. Pure.
//
// An id of ours is a random one and was told to nobody but its recipients: who names it has our
// letter. A number is guessed in a second, so it counts only from an address this thread has met.

#include "correspondence/letter.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::correspondence {

struct Place {
    journal::Stream about{};
    How how = How::answered;
};

/// What the store knows.
struct Known {
    /// What the letter with this Message-ID is about; nothing for one nobody knows.
    std::function<Result<std::optional<journal::Stream>>(const std::string& message_id)> letter;
    /// The report or incident with this number.
    std::function<Result<std::optional<journal::Stream>>(const std::string& number)> number;
    /// Whether a letter from or to this address stands there, or it is the reporter's.
    std::function<Result<bool>(const journal::Stream& about, const std::string& address)> address;
};

/// Nothing: it begins something new. Errors: those of `known`.
[[nodiscard]] Result<std::optional<Place>> place_of(const Read& letter, const Known& known);

/// `[R8-U-0231]`, as our subjects carry it.
[[nodiscard]] std::string token_of(std::string_view number);
/// The numbers a subject names, in its order, at most four: in brackets of any width, as people's
/// programs leave them. 【R8-U-0231】 and ［Ｒ８－Ｕ－０２３１］ count.
[[nodiscard]] std::vector<std::string> numbers_in(std::string_view subject);

/// The subject of an answer: `Re: ` once, and the number once.
[[nodiscard]] std::string answer_subject(std::string_view subject, std::string_view number);

/// How an address is compared: ASCII letters in small; nothing else is believed to be the same.
[[nodiscard]] std::string address_key(std::string_view address);

} // namespace sokuo::correspondence
