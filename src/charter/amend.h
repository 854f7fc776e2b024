#pragma once

// Changing one value of a charter's text, as a person does on screen: the characters of that value
// are replaced in place; comments, order, quotes and every other line stay as they are.
//
//     amend(text, "/point_of_contact/phone", "0175-22-1112")
//     amend(text, "/posts/code=sogo-joho-kacho/extension", "2142")
//
// A path is a JSON pointer (RFC 6901); for an item of a list it takes a number from 0, or
// `key=value` for the first item in which `key` has that value.

#include "core/result.h"

#include <span>
#include <string>
#include <string_view>

namespace sokuo::charter {

/// The result is read again before it is given: it holds the new value at `path` and, everywhere
/// else, what stood there. It is not checked as a charter; `Book::amend` does that.
/// Errors: `not_found` for a path that leads nowhere, or to a list or a mapping; `invalid` when
/// `text` is no YAML, or `value` is no text a file can hold.
[[nodiscard]] Result<std::string> amend(std::string_view text, std::string_view path,
                                        std::string_view value);

/// Puts a list of codes in place of the list at `path`, on one line: `[head, deputy.acting]`.
/// Errors: as above; `invalid` for what is no code.
[[nodiscard]] Result<std::string> amend_list(std::string_view text, std::string_view path,
                                             std::span<const std::string> codes);
/// Names the posts that stand in for `role`, in their order; none: the charter leaves it open.
/// Errors: as above.
[[nodiscard]] Result<std::string> amend_succession(std::string_view text, std::string_view role,
                                                   std::span<const std::string> posts);

} // namespace sokuo::charter
