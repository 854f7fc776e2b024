#include "charter/reader.h"

#include "core/text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace sokuo::charter {

namespace {

inline constexpr Message key_missing{"charter.key_missing", "「{0}」がありません。",
                                     "`{0}` is missing."};
inline constexpr Message write_key{"charter.write_key", "ここに「{0}:」の行を書き足してください。",
                                   "Add a line `{0}:` here."};
inline constexpr Message key_unknown{"charter.key_unknown", "「{0}」というキーはありません。",
                                     "There is no key `{0}`."};
inline constexpr Message use_known_key{
    "charter.use_known_key", "「{0}」のつづりを直すか、消してください。ここで使えるキー: {1}",
    "Correct the spelling of `{0}` or remove it. Keys allowed here: {1}"};
inline constexpr Message value_blank{"charter.value_blank", "「{0}」に値がありません。",
                                     "`{0}` has no value."};
inline constexpr Message write_value{"charter.write_value", "「{0}」の値を書いてください。",
                                     "Write a value for `{0}`."};
inline constexpr Message not_filled_in{"charter.not_filled_in", "「{0}」がまだ記入されていません。",
                                       "`{0}` has not been filled in yet."};
inline constexpr Message fill_in{"charter.fill_in",
                                 "「{0}」の【要記入】を自分の団体の内容に書き換えてください。",
                                 "Replace the 【要記入】 of `{0}` with your organisation's own."};
inline constexpr Message not_this_type{"charter.not_this_type", "「{0}」の書き方が違います。",
                                       "`{0}` is not written as it should be."};
inline constexpr Message write_text{"charter.write_text", "「{0}」には文字を一つ書いてください。",
                                    "Write one text for `{0}`."};
inline constexpr Message write_mapping{"charter.write_mapping",
                                       "「{0}」の下に、字下げして「キー: 値」を並べてください。",
                                       "Under `{0}`, indent and write `key: value` lines."};
inline constexpr Message write_list{"charter.write_list",
                                    "「{0}」の下に、「- 」で始まる項目を並べてください。",
                                    "Under `{0}`, write items that start with `- `."};
inline constexpr Message write_code{
    "charter.write_code",
    "「{0}」は半角の英数字と _ - . / だけで書いてください（例: soumu-bucho）。",
    "Write `{0}` in ASCII letters, digits and _ - . / only (for example soumu-bucho)."};
inline constexpr Message write_choice{"charter.write_choice",
                                      "「{0}」には次のどれかを書いてください: {1}",
                                      "Write one of these for `{0}`: {1}"};
inline constexpr Message write_integer{"charter.write_integer",
                                       "「{0}」は {1} から {2} までの半角の整数で書いてください。",
                                       "Write `{0}` as a whole number from {1} to {2}."};
inline constexpr Message write_date{"charter.write_date",
                                    "「{0}」は 2026-11-23 の形で、実在する日付を書いてください。",
                                    "Write `{0}` as 2026-11-23, and a day that exists."};
inline constexpr Message write_month_day{"charter.write_month_day",
                                         "「{0}」は \"12-29\" の形で月と日を書いてください。",
                                         "Write `{0}` as a month and a day, \"12-29\"."};
inline constexpr Message write_clock{"charter.write_clock",
                                     "「{0}」は \"08:30\" の形（24時間）で書いてください。",
                                     "Write `{0}` as \"08:30\", in 24 hours."};
inline constexpr Message hours_reversed{"charter.hours_reversed",
                                        "「{0}」の終わりが始まりより前です。",
                                        "`{0}` ends before it begins."};
inline constexpr Message write_hours{"charter.write_hours",
                                     "「{0}」の from に始まり、to に終わりの時刻を書いてください。",
                                     "In `{0}`, write the opening time under from and the closing "
                                     "time under to."};
inline constexpr Message write_phone{
    "charter.write_phone",
    "「{0}」は 0 から始まる半角の数字とハイフンで書いてください（例: 0000-00-0000）。内線は "
    "extension に書きます。",
    "Write `{0}` in ASCII digits and hyphens, starting with 0 (for example 0000-00-0000). The "
    "extension has a key of its own."};
inline constexpr Message write_mail{"charter.write_mail",
                                    "「{0}」は半角の name@example.jp の形で書いてください。",
                                    "Write `{0}` in ASCII, as name@example.jp."};

bool is_ascii_alnum(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

std::string joined(std::span<const std::string_view> parts) {
    std::string all;
    for (const auto part : parts) {
        if (!all.empty()) all += ", ";
        all += part;
    }
    return all;
}

} // namespace

Reader::Reader(const Node& node, Sheet& sheet) : node_{node}, sheet_{sheet} {}

const Node* Reader::take(std::string_view key) {
    taken_.emplace_back(key);
    return node_.find(key);
}

const Node* Reader::require(std::string_view key) {
    const auto* const found = take(key);
    if (found == nullptr)
        sheet_.add(Level::error, node_.line, key_missing, write_key, {std::string{key}});
    return found;
}

std::size_t Reader::line_of(std::string_view key) const {
    const auto* const found = node_.find(key);
    return found == nullptr ? node_.line : found->line;
}

std::optional<std::string> Reader::filled(std::string_view key, bool required) {
    const auto* const found = required ? require(key) : take(key);
    if (found == nullptr) return {};
    const std::string name{key};
    if (!found->is_scalar()) {
        sheet_.add(Level::error, found->line, not_this_type, write_text, {name});
        return {};
    }
    if (found->text.find(blank_mark) != std::string::npos) {
        sheet_.add(Level::blank, found->line, not_filled_in, fill_in, {name});
        return {};
    }
    if (found->is_null() || is_blank(found->text)) {
        if (required) sheet_.add(Level::error, found->line, value_blank, write_value, {name});
        return {};
    }
    return found->text;
}

std::string Reader::text(std::string_view key) {
    return filled(key, true).value_or("");
}

std::string Reader::optional_text(std::string_view key) {
    return filled(key, false).value_or("");
}

std::string Reader::as_code(std::string_view key, bool required) {
    const auto written = filled(key, required);
    if (!written) return {};
    const auto is_code = std::ranges::all_of(*written, [](char byte) {
        return is_ascii_alnum(byte) || std::string_view{"_-./*"}.find(byte) != std::string::npos;
    });
    if (is_code) return *written;
    sheet_.add(Level::error, line_of(key), not_this_type, write_code, {std::string{key}});
    return {};
}

std::string Reader::code(std::string_view key) {
    return as_code(key, true);
}

std::string Reader::optional_code(std::string_view key) {
    return as_code(key, false);
}

Words Reader::words(std::string_view name) {
    const std::string key{name};
    auto ja = text(key + "_ja");
    return {std::move(ja), text(key + "_en")};
}

Words Reader::optional_words(std::string_view name) {
    const std::string key{name};
    auto ja = optional_text(key + "_ja");
    return {std::move(ja), optional_text(key + "_en")};
}

std::string Reader::choice(std::string_view key, std::span<const std::string_view> choices) {
    const auto written = filled(key, true);
    if (!written) return {};
    if (std::ranges::find(choices, *written) != choices.end()) return *written;
    sheet_.add(Level::error, line_of(key), not_this_type, write_choice,
               {std::string{key}, joined(choices)});
    return {};
}

bool Reader::boolean(std::string_view key) {
    static constexpr std::array<std::string_view, 2> choices{"true", "false"};
    return choice(key, choices) == "true";
}

bool Reader::optional_boolean(std::string_view key, bool otherwise) {
    return node_.find(key) == nullptr ? (taken_.emplace_back(key), otherwise) : boolean(key);
}

std::optional<int> Reader::as_integer(std::string_view key, int min, int max, bool required) {
    const auto written = filled(key, required);
    if (!written) return {};
    int number = 0;
    const auto* const end = written->data() + written->size();
    const auto [stopped, error] = std::from_chars(written->data(), end, number);
    if (error == std::errc{} && stopped == end && number >= min && number <= max) return number;
    sheet_.add(Level::error, line_of(key), not_this_type, write_integer,
               {std::string{key}, std::to_string(min), std::to_string(max)});
    return {};
}

int Reader::integer(std::string_view key, int min, int max) {
    return as_integer(key, min, max, true).value_or(min);
}

std::optional<int> Reader::optional_integer(std::string_view key, int min, int max) {
    return as_integer(key, min, max, false);
}

std::optional<Date> Reader::as_date(std::string_view key, bool required) {
    const auto written = filled(key, required);
    if (!written) return {};
    const auto date = calendar::parse_date(*written);
    if (date.ok()) return date.value();
    sheet_.add(Level::error, line_of(key), not_this_type, write_date, {std::string{key}});
    return {};
}

Date Reader::date(std::string_view key) {
    return as_date(key, true).value_or(Date{});
}

std::optional<Date> Reader::optional_date(std::string_view key) {
    return as_date(key, false);
}

std::optional<std::chrono::month_day> Reader::optional_month_day(std::string_view key) {
    const auto written = filled(key, false);
    if (!written) return {};
    // A leap year, so that 29 February may be written.
    if (const auto day = calendar::parse_date("2000-" + *written); day.ok()) {
        const std::chrono::year_month_day parts{day.value()};
        return parts.month() / parts.day();
    }
    sheet_.add(Level::error, line_of(key), not_this_type, write_month_day, {std::string{key}});
    return {};
}

std::optional<Minutes> Reader::clock(std::string_view key) {
    const auto written = filled(key, true);
    if (!written) return {};
    const auto time = calendar::parse_clock(*written);
    if (time.ok()) return time.value();
    sheet_.add(Level::error, line_of(key), not_this_type, write_clock, {std::string{key}});
    return {};
}

calendar::Hours Reader::hours(std::string_view key) {
    const auto* const found = mapping(key);
    if (found == nullptr) return {};
    Reader in{*found, sheet_};
    const auto from = in.clock("from");
    const auto to = in.clock("to");
    in.finish();
    if (!from || !to) return {};
    if (*to <= *from)
        sheet_.add(Level::error, found->line, hours_reversed, write_hours, {std::string{key}});
    return {*from, *to};
}

std::string Reader::as_phone(std::string_view key, bool required) {
    const auto written = filled(key, required);
    if (!written) return {};
    const auto digits =
        std::ranges::count_if(*written, [](char byte) { return byte >= '0' && byte <= '9'; });
    const auto only = std::ranges::all_of(
        *written, [](char byte) { return (byte >= '0' && byte <= '9') || byte == '-'; });
    if (only && written->front() == '0' && digits >= 10 && digits <= 11) return *written;
    sheet_.add(Level::error, line_of(key), not_this_type, write_phone, {std::string{key}});
    return {};
}

std::string Reader::phone(std::string_view key) {
    return as_phone(key, true);
}

std::string Reader::optional_phone(std::string_view key) {
    return as_phone(key, false);
}

std::string Reader::mail_address(std::string_view key) {
    const auto written = filled(key, true);
    if (!written) return {};
    const auto at_sign = written->find('@');
    const auto plain = std::ranges::all_of(*written, [](char byte) {
        return is_ascii_alnum(byte) || std::string_view{".-_+@"}.find(byte) != std::string::npos;
    });
    const auto is_address = plain && at_sign != std::string::npos && at_sign > 0 &&
                            written->find('@', at_sign + 1) == std::string::npos &&
                            written->find('.', at_sign) != std::string::npos &&
                            written->back() != '.' && written->size() <= 254;
    if (is_address) return *written;
    sheet_.add(Level::error, line_of(key), not_this_type, write_mail, {std::string{key}});
    return {};
}

const Node* Reader::as_mapping(std::string_view key, bool required) {
    const auto* const found = required ? require(key) : take(key);
    if (found == nullptr || found->kind == NodeKind::mapping) return found;
    sheet_.add(Level::error, found->line, not_this_type, write_mapping, {std::string{key}});
    return nullptr;
}

const Node* Reader::mapping(std::string_view key) {
    return as_mapping(key, true);
}

const Node* Reader::optional_mapping(std::string_view key) {
    return as_mapping(key, false);
}

std::vector<const Node*> Reader::as_mappings(std::string_view key, bool required) {
    const auto* const found = required ? require(key) : take(key);
    std::vector<const Node*> all;
    if (found == nullptr) return all;
    if (found->kind != NodeKind::sequence) {
        sheet_.add(Level::error, found->line, not_this_type, write_list, {std::string{key}});
        return all;
    }
    for (const auto& item : found->items) {
        if (item.kind == NodeKind::mapping) {
            all.push_back(&item);
        } else {
            sheet_.add(Level::error, item.line, not_this_type, write_mapping, {std::string{key}});
        }
    }
    return all;
}

std::vector<const Node*> Reader::mappings(std::string_view key) {
    return as_mappings(key, true);
}

std::vector<const Node*> Reader::optional_mappings(std::string_view key) {
    return as_mappings(key, false);
}

std::vector<std::string> Reader::as_texts(std::string_view key, bool required) {
    const auto* const found = required ? require(key) : take(key);
    std::vector<std::string> all;
    if (found == nullptr) return all;
    if (found->kind != NodeKind::sequence) {
        sheet_.add(Level::error, found->line, not_this_type, write_list, {std::string{key}});
        return all;
    }
    for (const auto& item : found->items) {
        if (item.is_scalar() && !is_blank(item.text)) {
            all.push_back(item.text);
        } else {
            sheet_.add(Level::error, item.line, not_this_type, write_text, {std::string{key}});
        }
    }
    return all;
}

std::vector<std::string> Reader::texts(std::string_view key) {
    return as_texts(key, true);
}

std::vector<std::string> Reader::optional_texts(std::string_view key) {
    return as_texts(key, false);
}

void Reader::finish() {
    std::vector<std::string_view> known{taken_.begin(), taken_.end()};
    for (const auto& [key, value] : node_.members) {
        if (std::ranges::find(taken_, key) != taken_.end()) continue;
        sheet_.add(Level::error, value.line, key_unknown, use_known_key, {key, joined(known)});
    }
}

} // namespace sokuo::charter
