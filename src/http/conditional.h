#pragma once

// What headers mean: conditions, languages, encodings, cookies, links; and HTML escaping. Pure.

#include "core/message.h"
#include "http/http.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::http {

/// A list of entity tags, or `*` (RFC 9110 §8.8.3, §13.1).
struct EntityTags {
    struct Tag {
        std::string opaque; ///< Without the quotes.
        bool is_weak = false;
        friend bool operator==(const Tag&, const Tag&) = default;
    };
    bool is_any = false;
    std::vector<Tag> tags;
};

/// Nothing when the text is not such a list (or has more than 64 tags).
[[nodiscard]] std::optional<EntityTags> parse_entity_tags(std::string_view text);

/// `"opaque"` as a header has it. `opaque` must be printable ASCII without quotes; else it is
/// empty.
[[nodiscard]] std::string entity_tag(std::string_view opaque);

/// If-Match: does the thing with this (opaque) tag still do? False when the header is malformed.
/// Strong comparison.
[[nodiscard]] bool if_match_holds(std::string_view header, std::string_view opaque);
/// If-None-Match: true when the peer's copy is not this one, so it must be sent. Weak comparison; a
/// missing or malformed header holds.
[[nodiscard]] bool if_none_match_holds(std::string_view header, std::string_view opaque);

/// The language the reader prefers of those we have; Japanese when the header does not decide.
[[nodiscard]] Language language_of(std::string_view accept_language);

enum class Encoding : std::uint8_t { identity, gzip, br };
[[nodiscard]] std::string_view name(Encoding encoding);

/// For an asset that is there in several forms: the smallest the peer takes.
struct EncodedForms {
    bool has_br = false;
    bool has_gzip = false;
};
[[nodiscard]] Encoding choose_encoding(std::string_view accept_encoding, EncodedForms forms);

/// Safe as text and inside a quoted attribute.
[[nodiscard]] std::string html_escaped(std::string_view text);
/// Everything but the unreserved characters of RFC 3986 escaped: safe as a segment or a value.
[[nodiscard]] std::string percent_encoded(std::string_view text);

enum class SameSite : std::uint8_t { strict, lax };

struct Cookie {
    std::string name; ///< Without prefix.
    std::string value;
    std::optional<std::chrono::seconds> max_age; ///< Nothing: until the browser ends. 0: now.
    SameSite same_site = SameSite::lax;
    /// With TLS the cookie is called `__Host-name` and is `Secure`; without (loopback only) neither
    /// would be accepted by a browser.
    bool is_secure = true;
};
/// The name as the browser sends it back.
[[nodiscard]] std::string cookie_name(std::string_view name, bool is_secure);
/// The value of Set-Cookie: `HttpOnly`, `Path=/`, no Domain. Empty when name or value holds what a
/// cookie may not.
[[nodiscard]] std::string set_cookie(const Cookie& cookie);

/// `</path?a=b>; rel="next"`; the query is escaped here. (RFC 8288)
[[nodiscard]] std::string link(std::string_view path, const std::vector<Header>& query,
                               std::string_view relation);

} // namespace sokuo::http
