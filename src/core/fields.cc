#include "core/fields.h"

#include "core/text.h"

#include <algorithm>

namespace sokuo {
namespace {

constexpr Message not_an_object{"fields.not_an_object", "オブジェクト（{ }）で書いてください。",
                                "Write an object ({ })."};
constexpr Message missing{"fields.missing", "「{0}」を書いてください。", "Write \"{0}\"."};
constexpr Message unknown{"fields.unknown",
                          "「{0}」という項目はありません。つづりを直すか、取り除いてください。",
                          "There is no field \"{0}\". Correct its spelling or remove it."};
constexpr Message not_a_text{"fields.not_a_text", "文字列（\" \"）で書いてください。",
                             "Write a text (\" \")."};
constexpr Message not_utf8{"fields.not_utf8", "UTF-8の文字で書いてください。",
                           "Write the text in UTF-8."};
constexpr Message text_short{"fields.text_short", "{0}文字以上で書いてください。",
                             "Write at least {0} characters."};
constexpr Message text_long{"fields.text_long", "{0}文字以内で書いてください（今は{1}文字です）。",
                            "Write at most {0} characters (there are {1})."};
constexpr Message one_line{"fields.one_line", "改行やタブを入れず、1行で書いてください。",
                           "Write one line, without line breaks and tabs."};
constexpr Message control{"fields.control", "目に見えない制御文字を取り除いてください。",
                          "Remove the invisible control characters."};
constexpr Message not_a_choice{"fields.not_a_choice", "次のどれかを選んでください: {0}",
                               "Choose one of: {0}"};
constexpr Message not_an_integer{"fields.not_an_integer", "{0}から{1}までの整数で書いてください。",
                                 "Write a whole number from {0} to {1}."};
constexpr Message not_a_boolean{"fields.not_a_boolean", "trueかfalseで書いてください。",
                                "Write true or false."};
constexpr Message not_an_array{"fields.not_an_array", "配列（[ ]）で書いてください。",
                               "Write an array ([ ])."};
constexpr Message array_long{"fields.array_long", "{0}件以内にしてください（今は{1}件です）。",
                             "Give at most {0} items (there are {1})."};

const Json empty_object = Json::object();
const Json::Array no_items;

// RFC 6901 §3.
std::string escaped(std::string_view name) {
    std::string out;
    for (const char character : name) {
        if (character == '~')
            out += "~0";
        else if (character == '/')
            out += "~1";
        else
            out += character;
    }
    return out;
}

// U+2028 and U+2029 end a line too, for whoever shows the text.
bool has_line_break(std::string_view text) {
    return text.find_first_of("\t\n\r") != std::string_view::npos ||
           text.find("\u2028") != std::string_view::npos ||
           text.find("\u2029") != std::string_view::npos;
}

Result<std::string> read_text(const Json& json, TextRule rule) {
    const auto* const whole = json.text();
    if (whole == nullptr) return failure(Errc::invalid, not_a_text);
    if (!is_valid_utf8(*whole)) return failure(Errc::invalid, not_utf8);
    const auto text = trimmed(*whole);
    if (has_control(text)) return failure(Errc::invalid, control);
    if (!rule.lines && has_line_break(text)) return failure(Errc::invalid, one_line);
    const auto count = length(text);
    if (count < rule.length_min)
        return failure(Errc::invalid, text_short, {std::to_string(rule.length_min)});
    if (count > rule.length_max) {
        return failure(Errc::invalid, text_long,
                       {std::to_string(rule.length_max), std::to_string(count)});
    }
    return std::string{text};
}

bool is_blank_text(const Json& json) {
    const auto* const text = json.text();
    return text != nullptr && is_valid_utf8(*text) && is_blank(*text);
}

std::string listed(std::span<const std::string_view> choices) {
    std::string out;
    for (const auto choice : choices) {
        if (!out.empty()) out += ", ";
        out += choice;
    }
    return out;
}

} // namespace

Fields::Fields(const Json& json, std::string where) : json_{json}, where_{std::move(where)} {
    if (json.members() == nullptr) error_ = at(failure(Errc::invalid, not_an_object), where_);
}

std::string Fields::text(std::string_view name, TextRule rule) {
    const auto* const json = take(name, rule.length_min > 0);
    if (json == nullptr) return {};
    auto text = read_text(*json, rule);
    if (text.ok()) return std::move(text).value();
    refuse(name, std::move(text).error());
    return {};
}

std::optional<std::string> Fields::optional_text(std::string_view name, TextRule rule) {
    const auto* const json = take(name, false);
    if (json == nullptr || is_blank_text(*json)) return {};
    auto text = read_text(*json, rule);
    if (text.ok()) return std::move(text).value();
    refuse(name, std::move(text).error());
    return {};
}

std::string Fields::choice(std::string_view name, std::span<const std::string_view> choices) {
    const auto* const json = take(name, true);
    if (json == nullptr) return {};
    const auto* const text = json->text();
    if (text != nullptr && std::ranges::find(choices, *text) != choices.end()) return *text;
    refuse(name, failure(Errc::invalid, not_a_choice, {listed(choices)}));
    return {};
}

std::optional<std::string> Fields::optional_choice(std::string_view name,
                                                   std::span<const std::string_view> choices) {
    const auto* const json = take(name, false);
    if (json == nullptr || is_blank_text(*json)) return {};
    auto chosen = choice(name, choices);
    if (error_) return {};
    return chosen;
}

std::int64_t Fields::integer(std::string_view name, std::int64_t min, std::int64_t max) {
    const auto* const json = take(name, true);
    if (json == nullptr) return {};
    const auto* const number = json->integer();
    if (number != nullptr && *number >= min && *number <= max) return *number;
    refuse(name,
           failure(Errc::invalid, not_an_integer, {std::to_string(min), std::to_string(max)}));
    return {};
}

std::optional<std::int64_t> Fields::optional_integer(std::string_view name, std::int64_t min,
                                                     std::int64_t max) {
    if (take(name, false) == nullptr) return {};
    const auto number = integer(name, min, max);
    if (error_) return {};
    return number;
}

bool Fields::boolean(std::string_view name) {
    const auto* const json = take(name, true);
    if (json == nullptr) return {};
    if (const auto* const value = json->boolean()) return *value;
    refuse(name, failure(Errc::invalid, not_a_boolean));
    return {};
}

std::optional<bool> Fields::optional_boolean(std::string_view name) {
    if (take(name, false) == nullptr) return {};
    const bool value = boolean(name);
    if (error_) return {};
    return value;
}

Time Fields::time(std::string_view name) {
    const auto* const json = take(name, true);
    if (json == nullptr) return {};
    const auto time = parse_rfc3339(json->text_or({}));
    if (time.ok()) return time.value();
    refuse(name, time.error());
    return {};
}

std::optional<Time> Fields::optional_time(std::string_view name) {
    const auto* const json = take(name, false);
    if (json == nullptr || is_blank_text(*json)) return {};
    const auto moment = time(name);
    if (error_) return {};
    return moment;
}

const Json& Fields::object(std::string_view name) {
    const auto* const json = take(name, false);
    if (json == nullptr) return empty_object;
    if (json->members() != nullptr) return *json;
    refuse(name, failure(Errc::invalid, not_an_object));
    return empty_object;
}

const Json::Array& Fields::array(std::string_view name, std::size_t count_max) {
    const auto* const json = take(name, false);
    if (json == nullptr) return no_items;
    const auto* const items = json->array_items();
    if (items == nullptr) {
        refuse(name, failure(Errc::invalid, not_an_array));
        return no_items;
    }
    if (items->size() > count_max) {
        refuse(name, failure(Errc::invalid, array_long,
                             {std::to_string(count_max), std::to_string(items->size())}));
        return no_items;
    }
    return *items;
}

std::vector<std::string> Fields::texts(std::string_view name, std::size_t count_max,
                                       TextRule rule) {
    std::vector<std::string> texts;
    for (const auto& item : array(name, count_max)) {
        auto text = read_text(item, rule);
        if (!text.ok()) {
            auto place = pointer(name) + "/" + std::to_string(texts.size());
            refuse(name, at(std::move(text).error(), std::move(place)));
            return {};
        }
        texts.push_back(std::move(text).value());
    }
    return texts;
}

bool Fields::is_absent(std::string_view name) {
    return take(name, false) == nullptr;
}

std::string Fields::pointer(std::string_view name) const {
    return where_ + "/" + escaped(name);
}

void Fields::refuse(std::string_view name, Error error) {
    if (error_) return;
    if (error.where.empty()) error.where = pointer(name);
    error_ = std::move(error);
}

Result<> Fields::finish() {
    if (error_) return *error_;
    for (const auto& [name, value] : *json_.members()) {
        if (std::ranges::find(taken_, name) == taken_.end())
            return at(failure(Errc::invalid, unknown, {name}), pointer(name));
    }
    return Done{};
}

Uuid Fields::uuid(std::string_view name) {
    const auto* const json = take(name, true);
    if (json == nullptr) return {};
    const auto uuid = parse_uuid(json->text_or({}));
    if (uuid.ok()) return uuid.value();
    refuse(name, uuid.error());
    return {};
}

// The value under `name`; none when it is missing or null, which is refused where it is `required`,
// and none once something was refused.
const Json* Fields::take(std::string_view name, bool required) {
    if (error_) return nullptr;
    if (std::ranges::find(taken_, name) == taken_.end()) taken_.emplace_back(name);
    const auto& json = json_[name];
    if (!json.is_null()) return &json;
    if (required) refuse(name, failure(Errc::invalid, missing, {std::string{name}}));
    return nullptr;
}

} // namespace sokuo
