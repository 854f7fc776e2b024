#pragma once

// The posted form: reading it without losing a letter, and saying what to put right. Only ③ 何が is
// required. Nothing is refused for being written in full width.

#include "core/id.h"
#include "core/message.h"
#include "core/result.h"
#include "core/time.h"
#include "front/submission.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sokuo::front {

/// The fields' names, as they stand in the HTML.
namespace field {
inline constexpr std::string_view token = "token";
inline constexpr std::string_view when = "when";
inline constexpr std::string_view where = "where";
inline constexpr std::string_view what = "what";
inline constexpr std::string_view how = "how";
inline constexpr std::string_view same = "same";
inline constexpr std::string_view reporter_class = "class";
inline constexpr std::string_view trap = "website"; ///< Nobody sees it; programs fill it in.
inline constexpr std::string_view send = "send";
} // namespace field

/// The fields of one person: `f-name` of the finder, `r-name` of the reporter.
[[nodiscard]] std::string person_field(char person, std::string_view name);
inline constexpr char finder = 'f';
inline constexpr char reporter = 'r';

/// What was posted, to be shown again as it was.
class Posted {
public:
    Posted() = default;
    /// Errors: `invalid` when this is no form in UTF-8.
    [[nodiscard]] static Result<Posted> read(std::string_view body);
    /// Empty when it was not sent.
    [[nodiscard]] std::string_view value(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const { return !value(name).empty(); }

private:
    std::map<std::string, std::string, std::less<>> values_;
};

struct FormError {
    std::string field;
    const Message* message = nullptr; ///< How to put it right.
    std::string argument;
};

/// `id` and `received_at` are set as given.
using Checked = std::variant<Submission, std::vector<FormError>>;
[[nodiscard]] Checked check_form(const Posted& posted, const ReportId& id, Time now,
                                 Language language);

} // namespace sokuo::front
