#pragma once

// Which part of a page is left out when it is compared: `#weather`, `.banner`, `aside`,
// `div.counter`, `section#news`. The small part of CSS that names one element and what is in it.

#include <optional>
#include <string>
#include <string_view>

namespace sokuo::monitor {

struct Selector {
    std::string tag{}; ///< In lower case; empty: any.
    std::string id{};
    std::string style_class{};

    friend bool operator==(const Selector&, const Selector&) = default;
};

/// Nothing for what is more than this, or less.
[[nodiscard]] std::optional<Selector> read_selector(std::string_view text);

/// `classes` as the attribute has them.
[[nodiscard]] bool matches(const Selector& selector, std::string_view tag, std::string_view id,
                           std::string_view classes);

} // namespace sokuo::monitor
