#pragma once

// Headers of the form `value; name=value; …` (RFC 2045 §5.1, RFC 2231), and the forms in which
// file names really come: encoded words with and without quotes, raw bytes, percent signs without
// a charset, pieces of all of these.

#include "mail/read/words.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sokuo::mail {

struct Parameters {
    std::string value{}; ///< In lower case, without comments: `text/plain`, `attachment`.
    std::vector<std::pair<std::string, std::string>> all{}; ///< Names in lower case; decoded.

    /// Blank when there is none.
    [[nodiscard]] std::string_view operator[](std::string_view name) const;
};

[[nodiscard]] Parameters parameters(std::string_view header, Repairs& repairs);

} // namespace sokuo::mail
