#pragma once

// What was wrong with a mail, in words: never a reason to lose it, always a reason to say so.

#include "core/message.h"

#include <cstdint>
#include <string>

namespace sokuo::mail {

/// In the order of the codes a record carries; a new one goes to the end.
enum class Defect : std::uint8_t {
    no_headers,       ///< It does not begin like a mail; all of it is the text.
    too_many_headers, ///< Those behind the limit were not read.
    header_too_long,  ///< Cut at the limit.
    header_repeated,  ///< A header that may stand once (From, Subject …) stands twice.
    too_many_people,  ///< Of the addresses, those behind the limit were not read.
    bad_date,         ///< The date cannot be understood.
    too_deep,         ///< Parts in parts in parts: the rest is one attachment.
    too_many_parts,   ///< The same.
    no_boundary,      ///< Of several parts, without saying where they begin.
    not_closed,       ///< The last part has no end; something may be missing.
    charset_guessed,  ///< No charset, or a wrong one: it was guessed.
    charset_broken,   ///< Some signs could not be read; U+FFFD stands for them.
    encoding_unknown, ///< The transfer encoding is none we know; the bytes were kept as they came.
    encoding_broken,  ///< base64 and the like with rubbish in it.
    name_deceives,    ///< A file name with signs that hide how it ends, or with a path; taken out.
    name_too_long,    ///< Cut at the limit.
    nul_bytes,        ///< Zero bytes in a header or the text; U+FFFD stands for them.
    text_cut,         ///< The text is longer than the limit; the rest is in the mail as it came.
    not_readable,     ///< An attached mail or report that could not be read; kept as a file.
};

inline constexpr std::uint8_t defect_count = 19;

struct Found {
    Defect what{};
    std::string where{}; ///< `Subject`, or a part: `2.1`; empty: the mail.

    friend bool operator==(const Found&, const Found&) = default;
};

[[nodiscard]] const Message& words(Defect defect);

} // namespace sokuo::mail
