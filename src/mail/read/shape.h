#pragma once

// Where the headers and parts of a mail lie, as ranges of its bytes. GMime finds them; nothing else
// is asked of it.
//
// GMime would decode charsets by iconv wherever it meets one: wrongly for Japanese (STACK, "mail"),
// and by loading code from files, which a worker may not. So it is shown a copy of the same length
// in which nothing is left to decode: no byte above 127, no zero, no encoded word, no parameter
// with a charset. Attached mails are files to it; the reader takes them up itself.

#include "core/bytes.h"
#include "mail/defect.h"
#include "mail/read.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace sokuo::mail {

struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;

    [[nodiscard]] std::size_t size() const { return end - begin; }
    [[nodiscard]] std::string_view of(std::string_view bytes) const {
        return bytes.substr(begin, size());
    }
};

struct HeaderPlace {
    Range name{};
    Range value{}; ///< From behind the colon to the end of the last line.
};

struct PartPlace {
    std::vector<HeaderPlace> headers{};
    Range content{}; ///< What is not in `parts`: of a leaf, or of several parts without a boundary.
    bool is_several = false;
    std::vector<PartPlace> parts{};
};

/// What is left of a mail's limits, over all the mails in it (read.h).
struct Allowance {
    std::size_t parts = parts_max;
    std::size_t mails = enclosed_max;
    std::size_t headers = all_headers_max;
    std::size_t people = all_people_max;
    std::size_t bytes = contents_bytes_max;
};

struct Shape {
    PartPlace mail{};
    bool has_headers = true; ///< Otherwise all of it is content.
    bool is_closed = true;   ///< Each boundary has its end.
    bool has_more_headers = false;
    /// From here on nothing was looked at, and why.
    std::optional<Range> rest{};
    Defect rest_reason{};
};

/// Lets GMime set itself up, which the first `shape_of` does otherwise.
void warm_up_shapes();

[[nodiscard]] Shape shape_of(std::string_view mail, Allowance& allowance);

} // namespace sokuo::mail
