#pragma once

// What can be compared between two texts: addresses of machines and sites, mail addresses, hashes
// of files, telephone numbers. Found in what people wrote, in whatever form they wrote it: full
// width, or defanged (hxxp, [.], (at)) so that nobody opens it by mistake. Both spellings are one
// observable, and it is always shown defanged.
//
// It judges nothing: an address is not bad because it is written here. Names, postal addresses and
// My Numbers are none of its business. Pure; text is valid UTF-8.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::observable {

enum class Kind : std::uint8_t { ip, domain, url, mail, hash, phone, reference };
inline constexpr std::array<std::string_view, 7> kind_names{"ip",   "domain", "url",      "mail",
                                                            "hash", "phone",  "reference"};

struct Observable {
    Kind kind = Kind::ip;
    std::string value; ///< The one spelling it is compared by: `198.51.100.7`, `0175221111`.
    friend bool operator==(const Observable&, const Observable&) = default;
};

/// Where one stands in a text, in bytes.
struct Found {
    Observable what;
    std::size_t begin = 0;
    std::size_t end = 0;
    friend bool operator==(const Found&, const Found&) = default;
};

/// Of one text as many are kept to compare, from as many bytes at its beginning.
inline constexpr std::size_t count_max = 100;
inline constexpr std::size_t text_bytes_max = std::size_t{64} * 1024;

/// Everything that stands in `text`, in its order; none overlaps another. Takes time in proportion
/// to the length.
///
///     ip          IPv4 and IPv6, without port and without the unspecified and loopback ones
///     domain      with a top level that is in use, so that 請求書.pdf and Node.js are none
///     url         http, https, ftp
///     hash        MD5, SHA-1, SHA-256, SHA-512 in hex
///     phone       Japanese numbers of 10 or 11 digits, +81 as 0
///
/// A `reference` (somebody's number of an incident) is never found in a text: it is told apart.
[[nodiscard]] std::vector<Found> find(std::string_view text);

/// What `text` holds, each once, with the host of every address of a site.
[[nodiscard]] std::vector<Observable> observables(std::string_view text);

/// `hxxps://evil[.]example/a`, `198[.]51[.]100[.]7`, `a[@]evil[.]example`.
[[nodiscard]] std::string defanged(const Observable& observable);
/// `text` with everything found in it defanged.
[[nodiscard]] std::string defanged(std::string_view text);

/// A reference as it is compared: width, case, spaces and hyphens do not matter.
[[nodiscard]] Observable reference(std::string_view text);

} // namespace sokuo::observable
