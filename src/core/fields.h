#pragma once

// Reading a request out of JSON, field by field, so that whatever is wrong is named.
//
//     Result<Judgement> read(const Json& json) {
//         Fields in{json};
//         Judgement judgement{
//             .title = in.text("title", {.length_max = 200}),
//             .occurred_at = in.optional_time("occurred_at"),
//         };
//         TRY(in.finish());
//         return judgement;
//     }
//
// Each call takes one field. The first thing that is wrong is kept and given by `finish`, with the
// field as a JSON pointer; after it, further calls return empty values. A field nobody took is
// an error as well: a misspelt field must not be lost in silence.

#include "core/id.h"
#include "core/json.h"
#include "core/result.h"
#include "core/time.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo {

struct TextRule {
    std::size_t length_min = 1; ///< In code points, after trimming.
    std::size_t length_max = 200;
    bool lines = false; ///< Line breaks are allowed.
};

class Fields {
public:
    /// `json` must outlive this. `where` is the JSON pointer of `json` inside the request.
    explicit Fields(const Json& json, std::string where = {});

    /// Valid UTF-8, trimmed, without control characters, within the lengths.
    std::string text(std::string_view name, TextRule rule = {});
    /// Absent or null gives nothing; an empty text counts as absent.
    std::optional<std::string> optional_text(std::string_view name, TextRule rule = {});
    /// One of `choices`.
    std::string choice(std::string_view name, std::span<const std::string_view> choices);
    std::optional<std::string> optional_choice(std::string_view name,
                                               std::span<const std::string_view> choices);
    std::int64_t integer(std::string_view name, std::int64_t min, std::int64_t max);
    std::optional<std::int64_t> optional_integer(std::string_view name, std::int64_t min,
                                                 std::int64_t max);
    bool boolean(std::string_view name);
    std::optional<bool> optional_boolean(std::string_view name);
    Time time(std::string_view name);
    std::optional<Time> optional_time(std::string_view name);
    template <class Tag>
    Id<Tag> id(std::string_view name) {
        return {uuid(name)};
    }
    template <class Tag>
    std::optional<Id<Tag>> optional_id(std::string_view name) {
        if (is_absent(name)) return {};
        return Id<Tag>{uuid(name)};
    }
    /// The object under `name`; an empty one when absent.
    const Json& object(std::string_view name);
    /// The items under `name`, at most `count_max`; none when absent.
    const Json::Array& array(std::string_view name, std::size_t count_max);
    std::vector<std::string> texts(std::string_view name, std::size_t count_max,
                                   TextRule rule = {});

    /// True when the field is missing or null. Counts as having taken it.
    bool is_absent(std::string_view name);
    /// The JSON pointer of a field: `/when/at`.
    [[nodiscard]] std::string pointer(std::string_view name) const;
    /// Keeps `error` as the first thing wrong, unless there is one already. An error that names its
    /// place already (of a field further in) keeps it.
    void refuse(std::string_view name, Error error);

    /// Errors: the first thing that was wrong, or an unknown field.
    Result<> finish();

private:
    Uuid uuid(std::string_view name);
    const Json* take(std::string_view name, bool required);

    const Json& json_;
    std::string where_;
    std::vector<std::string> taken_;
    std::optional<Error> error_;
};

} // namespace sokuo
