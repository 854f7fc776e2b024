#pragma once

// The letters the program words itself, out of the rule pack (`letters`). No expressions: a name in
// braces that is known is replaced by its value, everything else is text. Pure.

#include "charter/charter.h"
#include "charter/pack.h"
#include "core/message.h"
#include "core/time.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace sokuo::correspondence {

using Values = std::map<std::string, std::string, std::less<>>;

/// What is put in is not looked at again, so no value can ask for another.
[[nodiscard]] std::string filled(std::string_view text, const Values& values);

struct Worded {
    std::string subject;
    std::string text;
};

/// 「受け付けました R8-U-0231」: in Japanese, with the English below it where the pack has one.
/// Carries the number in brackets, so that an answer finds back. Nothing when the pack is silent.
[[nodiscard]] std::optional<Worded> acknowledgement(const charter::Charter& charter,
                                                    const charter::Pack& pack,
                                                    const std::string& number);

/// The letter `key` of the pack, in Japanese with the English below it where the pack has one,
/// with the number in brackets. `more` gives what is put in besides. Nothing when the pack is
/// silent.
[[nodiscard]] std::optional<Worded> worded(const charter::Charter& charter,
                                           const charter::Pack& pack, std::string_view key,
                                           const std::string& number,
                                           const std::function<Values(Language)>& more);

} // namespace sokuo::correspondence
