#pragma once

// RFC 2350: what a team is, whom it serves, how it is reached and what it does, under the headings
// every team in the world uses. Written from the charter in force. What the charter does not say
// is said to be missing; nothing is made up.

#include "front/page.h"

#include <string>
#include <string_view>
#include <vector>

namespace sokuo::front {

/// One paragraph below a heading.
struct StatementLine {
    std::string text;
    bool is_quoted = false; ///< The charter's own words, Japanese on every page.
};

struct StatementSection {
    std::string_view number; ///< `2.4`; one level for each point.
    const Message* title = nullptr;
    std::vector<StatementLine> lines; ///< Empty below a heading that only has others below it.
};

/// All sections of RFC 2350, Appendix D, in its order. `public_url` may be empty.
[[nodiscard]] std::vector<StatementSection> statement(const Notice& notice, Language language,
                                                      std::string_view public_url);

/// As plain text, in lines of at most 72 columns where a word does not go over.
[[nodiscard]] std::string statement_txt(const Notice& notice, Language language,
                                        std::string_view public_url);
[[nodiscard]] PageParts statement_page(const Sheet& sheet, std::string_view public_url);

/// `text` in lines of at most `columns`, a kanji or kana counting two, each after `indent` spaces.
/// No line begins with 、。」 or ）.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t columns, std::size_t indent);

} // namespace sokuo::front
