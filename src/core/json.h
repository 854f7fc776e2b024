#pragma once

// JSON as values. Reading and writing is Boost.JSON's, behind this header; nothing of it is seen
// outside json.cc.

#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace sokuo {

class Json {
public:
    using Array = std::vector<Json>;
    using Member = std::pair<std::string, Json>;
    using Object = std::vector<Member>; ///< In the order given; a key stands once.

    Json() = default;
    Json(std::nullptr_t) {}
    Json(bool value) : value_{value} {}
    Json(int value) : value_{std::int64_t{value}} {}
    Json(std::int64_t value) : value_{value} {}
    Json(std::size_t value) : value_{static_cast<std::int64_t>(value)} {}
    Json(double value) : value_{value} {}
    Json(const char* value) : value_{std::string{value}} {}
    Json(std::string_view value) : value_{std::string{value}} {}
    Json(std::string value) : value_{std::move(value)} {}
    Json(Array value) : value_{std::move(value)} {}
    Json(Object value) : value_{std::move(value)} {}

    /// `Json::object({{"id", id.text()}, {"rev", 3}})`
    [[nodiscard]] static Json object(std::initializer_list<Member> members = {}) {
        return Json{Object{members}};
    }
    [[nodiscard]] static Json array() { return Json{Array{}}; }

    [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
    [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&value_); }
    [[nodiscard]] const std::int64_t* integer() const { return std::get_if<std::int64_t>(&value_); }
    [[nodiscard]] const double* real() const { return std::get_if<double>(&value_); }
    [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&value_); }
    [[nodiscard]] const Array* array_items() const { return std::get_if<Array>(&value_); }
    [[nodiscard]] const Object* members() const { return std::get_if<Object>(&value_); }

    /// The member called `key`, or null (the JSON value) when this is no object or has none.
    [[nodiscard]] const Json& operator[](std::string_view key) const;
    [[nodiscard]] const Json* find(std::string_view key) const;

    // What is there, or the given value when it is not there or of another type.
    [[nodiscard]] std::string_view text_or(std::string_view otherwise) const;
    [[nodiscard]] std::int64_t integer_or(std::int64_t otherwise) const;
    [[nodiscard]] bool boolean_or(bool otherwise) const;
    /// The items of an array; empty for anything else.
    [[nodiscard]] const Array& items() const;

    /// Requires an object (or null, which becomes one). Replaces a member of the same key.
    Json& set(std::string_view key, Json value);
    /// Requires an array (or null, which becomes one).
    Json& push(Json value);

    friend bool operator==(const Json&, const Json&) = default;

private:
    std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

struct JsonLimits {
    std::size_t bytes_max = 1 << 20;
    std::size_t depth_max = 32;
};

/// Errors: `invalid` for anything but one JSON text in UTF-8 with no key twice and no number that
/// is too large for a double; `too_large` when a limit is passed. An integer beyond 64 bits is a
/// real.
[[nodiscard]] Result<Json> parse_json(std::string_view text, JsonLimits limits = {});
/// One line, members in the order they stand. Requires that texts are UTF-8 and reals finite.
[[nodiscard]] std::string to_text(const Json& json);
/// One line, members sorted by the bytes of their keys: the same value always gives the same bytes.
[[nodiscard]] std::string canonical(const Json& json);

} // namespace sokuo
