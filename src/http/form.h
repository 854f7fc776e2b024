#pragma once

// What a browser's form sends: urlencoded pairs, or parts with files.

#include "core/result.h"
#include "http/http.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::http {

inline constexpr std::size_t part_head_bytes_max = std::size_t{8} * 1024;

struct PartLimits {
    std::size_t parts_max = 64;
    std::size_t part_bytes_max = std::size_t{10} * 1024 * 1024;
};

/// `application/x-www-form-urlencoded`. Errors: `invalid` (escape, not UTF-8, NUL, more than
/// `values_max` pairs).
[[nodiscard]] Result<std::vector<Header>> parse_form(std::string_view body,
                                                     std::size_t values_max = 256);

struct PartHead {
    std::string name;
    bool is_file = false;
    /// Only the last component of what the browser said, which may be empty: a file chosen by
    /// nobody is sent as an empty part without a name.
    std::string file_name;
    std::string type; ///< As it came; empty when not given. Never to be trusted.
};

/// Receives the parts in their order. An error ends the reading.
class PartTarget {
public:
    virtual ~PartTarget() = default;
    virtual Result<> begin(const PartHead& head) = 0;
    virtual Result<> data(std::string_view piece) = 0;
    virtual Result<> end() = 0;
};

/// `multipart/form-data` (RFC 7578), fed piece by piece; holds no more than a part's head.
class PartReader {
public:
    /// Errors: `invalid` when this is not multipart/form-data with a boundary.
    [[nodiscard]] static Result<PartReader> open(std::string_view content_type,
                                                 PartLimits limits = {});
    /// Errors: `invalid` (malformed), `too_large` (a limit), and the target's own.
    Result<> feed(std::string_view piece, PartTarget& target);
    /// All has been fed. Errors: `invalid` when the last boundary did not come.
    [[nodiscard]] Result<> finish() const;

private:
    enum class Place : std::uint8_t { before, after_boundary, head, data, after };
    PartReader(std::string delimiter, PartLimits limits);
    /// True: something was done, and there may be more to do with what is there.
    Result<bool> step(PartTarget& target);
    Result<bool> read_head(PartTarget& target);
    Result<bool> read_data(PartTarget& target);
    Result<bool> read_after_boundary();

    std::string delimiter_; ///< CR LF, two hyphens, the boundary.
    PartLimits limits_;
    Place place_ = Place::before;
    std::string held_ = "\r\n"; ///< So that a boundary at the very start is found as well.
    std::size_t parts_ = 0;
    std::size_t part_bytes_ = 0;
};

struct Part {
    PartHead head;
    std::string data;
};

/// The same for a body that is there as a whole.
[[nodiscard]] Result<std::vector<Part>> parse_parts(std::string_view content_type,
                                                    std::string_view body, PartLimits limits = {});

} // namespace sokuo::http
