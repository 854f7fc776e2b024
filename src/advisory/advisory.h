#pragma once

// 注意喚起: what somebody outside says about a weakness, as a value, however it came: a line of a
// feed, a row of KEV, a CSAF document, something typed by hand. Title, link and what a machine can
// match; never the text behind the link, which is theirs. Pure.

#include "calendar/date.h"
#include "core/id.h"
#include "core/json.h"
#include "core/result.h"
#include "core/time.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::advisory {

using AdvisoryId = Id<struct AdvisoryTag>;

inline constexpr std::size_t title_length_max = 300;
inline constexpr std::size_t text_length_max = 200;
inline constexpr std::size_t link_length_max = 500;
inline constexpr std::size_t products_max = 60; ///< Of one advisory; what is beyond is counted.
inline constexpr std::size_t cves_max = 200;

/// What is affected, as the source says it. Every member but one may be empty.
struct Product {
    std::string vendor;
    std::string name;
    std::string versions; ///< Words for a person: 「7.2.0 から 7.2.4」. Never compared.
    std::string cpe;      ///< 2.2 or 2.3, as it came.
    friend bool operator==(const Product&, const Product&) = default;
};

inline constexpr std::array<std::string_view, 4> severities{"critical", "high", "medium", "low"};
/// TLP 2.0, as labels are written.
inline constexpr std::array<std::string_view, 5> tlp_labels{"CLEAR", "GREEN", "AMBER",
                                                            "AMBER+STRICT", "RED"};

struct Advisory {
    std::string source; ///< Who says it: `JPCERT/CC`; never empty once it is kept.
    std::string key;    ///< What it stays known by when it is changed: its link, a CVE, an id.
    std::string link;   ///< http or https; empty: none.
    std::string title;
    std::optional<Time> published_at;
    std::optional<Time> updated_at;
    std::vector<std::string> cves; ///< `CVE-2026-12345`, sorted.
    std::vector<Product> products;
    std::size_t more_products = 0; ///< So many were beyond `products_max`.
    std::string severity;          ///< One of `severities`; empty: not said.
    std::string cvss;              ///< `9.8`; empty: not said.
    bool is_exploited = false;     ///< Known to be used in attacks (KEV).
    bool is_ransomware = false;
    std::optional<calendar::Date> due; ///< By KEV: for federal agencies of the USA.
    std::string tlp;                   ///< One of `tlp_labels`; empty: not said.
    friend bool operator==(const Advisory&, const Advisory&) = default;
};

/// What one answer or file holds.
struct Bulletin {
    enum class Kind {
        window,    ///< A feed: the newest so many. What fell out of it is not seen again.
        catalogue, ///< All of it each time (KEV).
        document,  ///< One advisory (CSAF, VULDEF).
    };
    Kind kind = Kind::document;
    std::string name;           ///< Of the feed or catalogue, as it calls itself.
    std::size_t left_out = 0;   ///< The answer itself says that there are so many more.
    std::size_t unreadable = 0; ///< Items without a title, or without anything to know them by.
    std::vector<Advisory> advisories;
};

/// One line, without control characters and white space twice, at most so many characters.
[[nodiscard]] std::string tidied(std::string_view text, std::size_t length_max);
/// Empty for what is no address of the web: a link is put before people.
[[nodiscard]] std::string web_link(std::string_view text);
/// Adds every `CVE-2026-12345` of a text.
void find_cves(std::string_view text, std::vector<std::string>& cves);
/// `Critical`, `重要`, … as one of `severities`; empty for what is neither.
[[nodiscard]] std::string severity_called(std::string_view text);

/// Sorted, cut to what is kept, with no text that could not be put on a screen.
[[nodiscard]] Advisory settled(Advisory advisory);

[[nodiscard]] Json to_json(const Advisory& advisory);
/// Takes what it can and settles it: entries of later versions, records of a worker.
[[nodiscard]] Advisory advisory_from(const Json& json);

/// Changes whenever the source says something else; also when only its date of update changed,
/// which is all that some feeds say.
[[nodiscard]] std::string fingerprint(const Advisory& advisory);

} // namespace sokuo::advisory
