#pragma once

// JSON's strings with their escapes undone (RFC 8259, 7), where the fast way does not serve.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sokuo::detect::logs {

/// Writes into `room`, which holds `escaped.size()` bytes, and gives how many were written. A lone
/// surrogate becomes U+FFFD, and an escape that is none stays as it is.
std::size_t unescape(std::string_view escaped, char* room);
/// Writes `sign`, which is no surrogate, as one to four bytes; gives where the next one goes.
char* put_character(char* room, std::uint32_t sign);

void append_unescaped(std::string& text, std::string_view escaped);

} // namespace sokuo::detect::logs
