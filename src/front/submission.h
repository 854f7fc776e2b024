#pragma once

// What somebody outside told us on the public form: the four items of 別表第１ and who tells it.
// The public front makes one, the main process takes it in; between them it travels as JSON, over
// the socket or through the spool. The address it came from is not kept.

#include "core/id.h"
#include "core/json.h"
#include "core/message.h"
#include "core/result.h"
#include "core/time.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace sokuo::front {

// Lengths in code points.
inline constexpr std::size_t when_length_max = 200;
inline constexpr std::size_t where_length_max = 500;
inline constexpr std::size_t what_length_max = 4'000;
inline constexpr std::size_t how_length_max = 4'000;
inline constexpr std::size_t name_length_max = 100;
inline constexpr std::size_t affiliation_length_max = 200;
inline constexpr std::size_t phone_length_max = 40;
inline constexpr std::size_t mail_length_max = 254;

/// As the reports of `incident` know them; on the form, nobody is asked to be `system`.
inline constexpr std::array<std::string_view, 10> reporter_classes{
    "staff",  "contractor", "resident", "other_body", "government",
    "police", "expert",     "press",    "system",     "unknown"};

/// Every member may be empty. `phone` and `mail` are in half width.
struct Contact {
    std::string name;
    std::string reading;
    std::string affiliation;
    std::string phone;
    std::string mail;
    bool call_back = false;
    friend bool operator==(const Contact&, const Contact&) = default;
};

/// Texts are valid UTF-8, trimmed, with `\n` for line ends, without other control characters.
struct Submission {
    /// Made when the form was shown and signed into it, so the same form sent twice is the same
    /// report: whoever takes it in must do so once per id.
    ReportId id;
    Time received_at{};
    std::string when; ///< As it was said; may be empty, as all but `what` may.
    std::string where;
    std::string what;
    std::string how;
    Contact finder;
    Contact reporter; ///< Empty when `reporter_is_finder`.
    bool reporter_is_finder = false;
    std::string reporter_class = "unknown";
    Language language = Language::ja; ///< Of the form that was filled in.
    friend bool operator==(const Submission&, const Submission&) = default;
};

[[nodiscard]] Json to_json(const Submission& submission);
/// Strict: no unknown field, every limit above. `where` is the JSON pointer of `json`.
/// Errors: `invalid`.
[[nodiscard]] Result<Submission> read_submission(const Json& json, const std::string& where = {});

} // namespace sokuo::front
