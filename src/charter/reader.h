#pragma once

// Reading one mapping of a YAML file, key by key, so that everything wrong is found in one run and
// has its line. A key nobody asked for is an error too: a misspelt key must not be lost.
//
//     Reader in{node, sheet};
//     Post post{.code = in.code("code"), .name = in.text("name")};
//     in.finish();
//
// What is wrong goes to the sheet; the call then gives an empty value and reading goes on. A value
// that holds 【要記入】 is listed once as a blank and checked no further.

#include "calendar/closed_days.h"
#include "calendar/date.h"
#include "charter/charter.h"
#include "charter/problem.h"
#include "core/yaml.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::charter {

class Reader {
public:
    /// `node` and `sheet` must outlive this.
    Reader(const Node& node, Sheet& sheet);

    /// Not blank.
    std::string text(std::string_view key);
    /// May be missing or blank.
    std::string optional_text(std::string_view key);
    /// ASCII letters, digits, `_`, `-`, `.`, `/`.
    std::string code(std::string_view key);
    std::string optional_code(std::string_view key);
    /// `name_ja` and `name_en` under `name`.
    Words words(std::string_view name);
    /// The same; both may be missing.
    Words optional_words(std::string_view name);
    std::string choice(std::string_view key, std::span<const std::string_view> choices);
    bool boolean(std::string_view key);
    bool optional_boolean(std::string_view key, bool otherwise);
    int integer(std::string_view key, int min, int max);
    std::optional<int> optional_integer(std::string_view key, int min, int max);
    Date date(std::string_view key);
    std::optional<Date> optional_date(std::string_view key);
    /// `12-29`
    std::optional<std::chrono::month_day> optional_month_day(std::string_view key);
    /// `{from: "08:30", to: "17:15"}`
    calendar::Hours hours(std::string_view key);
    /// `0175-22-1111`: ASCII digits and hyphens, starting with 0.
    std::string phone(std::string_view key);
    std::string optional_phone(std::string_view key);
    std::string mail_address(std::string_view key);

    /// The mapping under `key`; nothing, and a problem, when it is not there.
    const Node* mapping(std::string_view key);
    /// The same; may be missing.
    const Node* optional_mapping(std::string_view key);
    /// The items under `key`; each a mapping.
    std::vector<const Node*> mappings(std::string_view key);
    std::vector<const Node*> optional_mappings(std::string_view key);
    /// A list of texts.
    std::vector<std::string> texts(std::string_view key);
    std::vector<std::string> optional_texts(std::string_view key);
    /// Any node, taken as it is; null when missing.
    const Node* take(std::string_view key);

    /// Lists every key that nobody took.
    void finish();

    [[nodiscard]] std::size_t line() const { return node_.line; }
    /// The line of a key; the mapping's own when it is not there.
    [[nodiscard]] std::size_t line_of(std::string_view key) const;
    [[nodiscard]] Sheet& sheet() { return sheet_; }

private:
    const Node* require(std::string_view key);
    /// The text under `key`; nothing when it is missing, no scalar, or still to be filled in.
    std::optional<std::string> filled(std::string_view key, bool required);
    std::optional<Date> as_date(std::string_view key, bool required);
    std::optional<int> as_integer(std::string_view key, int min, int max, bool required);
    std::string as_code(std::string_view key, bool required);
    std::string as_phone(std::string_view key, bool required);
    std::optional<Minutes> clock(std::string_view key);
    const Node* as_mapping(std::string_view key, bool required);
    std::vector<const Node*> as_mappings(std::string_view key, bool required);
    std::vector<std::string> as_texts(std::string_view key, bool required);

    const Node& node_;
    Sheet& sheet_;
    std::vector<std::string> taken_;
};

} // namespace sokuo::charter
