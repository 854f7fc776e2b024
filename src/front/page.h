#pragma once

// What all public pages have in common: head, stamp, header, footer; and the pieces several of them
// show.

#include "core/time.h"
#include "front/html.h"
#include "front/notice.h"

#include <string>
#include <string_view>

namespace sokuo::front {

/// What a page is made from. `notice` must outlive it.
struct Sheet {
    const Notice& notice;
    Wording say;
    Time now{};
    /// Where the links for language and readings lead; empty: none, because what was posted would
    /// be lost.
    std::string_view path;
};

// The same door in two wordings.
inline constexpr std::string_view public_form_path = "/poc/report";
inline constexpr std::string_view staff_form_path = "/poc/staff";

struct PageParts {
    const Message* title = nullptr;
    Html main;
    bool has_error = false;
};

[[nodiscard]] std::string page(const Sheet& sheet, const PageParts& parts);

/// `lang=en`, for addresses that must work without cookies.
[[nodiscard]] Html language_query(const Sheet& sheet);
/// Whether the contact point is open at `sheet.now`, and when it opens next.
[[nodiscard]] Html opening(const Sheet& sheet);
/// The number as a link, with its extension.
[[nodiscard]] Html phone(const Sheet& sheet);
/// 平日 8時30分〜17時15分
[[nodiscard]] Html hours(const Sheet& sheet);

[[nodiscard]] PageParts contact_page(const Sheet& sheet);
[[nodiscard]] PageParts accessibility_page(const Sheet& sheet);
[[nodiscard]] PageParts notice_page(const Sheet& sheet, const Message& title,
                                    const Message& sentence);
/// `tel:+81-175-22-1111;ext=2141` (RFC 3966), from the number as it is dialled in Japan.
[[nodiscard]] std::string tel_uri(const charter::PointOfContact& contact);
/// RFC 9116. `public_url` may be empty; only one with https is named, as the RFC wants.
[[nodiscard]] std::string security_txt(const Notice& notice, std::string_view public_url, Time now);

} // namespace sokuo::front
