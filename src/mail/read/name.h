#pragma once

// The name of a file somebody sent, as it may be shown and offered for saving.

#include <string>
#include <string_view>

namespace sokuo::mail {

struct FileName {
    std::string name{};
    bool did_deceive = false; ///< Something was taken out: a path, a sign without width, a control.
    bool was_long = false;
};

/// Without a path, and without the signs that make `gpj.exe` look like `exe.jpg`. Requires UTF-8.
[[nodiscard]] FileName file_name(std::string_view said);

} // namespace sokuo::mail
