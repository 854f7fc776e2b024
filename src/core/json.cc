#include "core/json.h"

#include "core/text.h"

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstring>
#include <iterator>
#include <limits>
#include <optional>

namespace sokuo {
namespace {

constexpr Message json_malformed{"json.malformed",
                                 "{0}行目の{1}バイト目を正しいJSONに直してください。",
                                 "Correct the text at line {0}, byte {1}: it is not JSON."};
constexpr Message json_not_utf8{"json.not_utf8",
                                "文字コードをUTF-8にして送ってください（{0}行目の{1}バイト目）。",
                                "Send the text in UTF-8 (line {0}, byte {1} is not)."};
constexpr Message json_key_twice{"json.key_twice",
                                 "項目「{0}」は1回だけ書いてください（{1}行目の{2}バイト目まで）。",
                                 "Write the member \"{0}\" only once (before line {1}, byte {2})."};
constexpr Message json_number_range{"json.number_range",
                                    "大きすぎる数値を直してください（{0}行目の{1}バイト目）。",
                                    "Correct the number at line {0}, byte {1}: it is too large."};
constexpr Message json_too_long{"json.too_long", "JSONは{0}バイト以内にしてください。",
                                "Keep the JSON text within {0} bytes."};
constexpr Message json_too_deep{"json.too_deep", "JSONの入れ子は{0}段以内にしてください。",
                                "Nest the JSON at most {0} levels deep."};

const Json null_json;
const Json::Array no_items;

// The key that stands twice, if one does.
std::optional<std::string> repeated_key(const Json::Object& members) {
    if (members.size() <= 8) {
        for (auto it = members.begin(); it != members.end(); ++it) {
            const auto same = [&](const Json::Member& other) { return other.first == it->first; };
            if (std::any_of(members.begin(), it, same)) return it->first;
        }
        return {};
    }
    // Sorted, so that a hostile object of many keys costs no more than its size deserves.
    std::vector<std::string_view> keys;
    keys.reserve(members.size());
    for (const auto& [key, value] : members)
        keys.emplace_back(key);
    std::ranges::sort(keys);
    const auto twice = std::ranges::adjacent_find(keys);
    if (twice == keys.end()) return {};
    return std::string{*twice};
}

// Receives what Boost's parser reads and builds values out of it. Finished values wait on a stack
// until the container that holds them ends, so each container is allocated once, at its size.
// The names and the `bool` (go on or stop) are what `boost::json::basic_parser` asks for.
class Builder {
public:
    using Code = boost::json::error_code;
    using Text = boost::json::string_view;

    static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
    static constexpr std::size_t max_array_size = max_object_size;
    static constexpr std::size_t max_key_size = max_object_size;
    static constexpr std::size_t max_string_size = max_object_size;

    [[nodiscard]] const std::optional<std::string>& key_twice() const { return key_twice_; }
    [[nodiscard]] bool is_number_out_of_range() const { return number_out_of_range_; }
    /// Requires that the parser ended well.
    [[nodiscard]] Json take() { return std::move(values_.back()); }

    bool on_document_begin(Code&) { return true; }
    bool on_document_end(Code&) { return true; }
    bool on_object_begin(Code&) { return true; }
    bool on_array_begin(Code&) { return true; }

    bool on_object_end(std::size_t count, Code& code) {
        Json::Object members;
        members.reserve(count);
        auto key = keys_.end() - static_cast<std::ptrdiff_t>(count);
        auto value = values_.end() - static_cast<std::ptrdiff_t>(count);
        for (; key != keys_.end(); ++key, ++value)
            members.emplace_back(std::move(*key), std::move(*value));
        keys_.resize(keys_.size() - count);
        values_.resize(values_.size() - count);
        key_twice_ = repeated_key(members);
        if (key_twice_) return stop(code);
        values_.emplace_back(std::move(members));
        return true;
    }

    bool on_array_end(std::size_t count, Code&) {
        const auto first = values_.end() - static_cast<std::ptrdiff_t>(count);
        Json::Array items(std::make_move_iterator(first), std::make_move_iterator(values_.end()));
        values_.resize(values_.size() - count);
        values_.emplace_back(std::move(items));
        return true;
    }

    bool on_key_part(Text part, std::size_t, Code&) { return append(part); }
    bool on_key(Text part, std::size_t, Code&) {
        append(part);
        keys_.push_back(std::exchange(text_, {}));
        return true;
    }

    bool on_string_part(Text part, std::size_t, Code&) { return append(part); }
    bool on_string(Text part, std::size_t, Code&) {
        append(part);
        values_.emplace_back(std::exchange(text_, {}));
        return true;
    }

    bool on_number_part(Text part, Code&) { return append(part); }
    bool on_int64(std::int64_t number, Text, Code&) {
        text_.clear();
        values_.emplace_back(number);
        return true;
    }
    bool on_uint64(std::uint64_t number, Text, Code&) {
        text_.clear();
        values_.emplace_back(static_cast<double>(number));
        return true;
    }
    // Boost's own value can be off in the last bit; a number must survive being read and written.
    bool on_double(double rough, Text part, Code& code) {
        append(part);
        double number = 0;
        const auto* const end = text_.data() + text_.size();
        const auto outcome = std::from_chars(text_.data(), end, number);
        assert(outcome.ptr == end);
        if (outcome.ec != std::errc{}) {
            if (std::abs(rough) > 1) { // Out of range upwards; downwards it is just zero.
                number_out_of_range_ = true;
                return stop(code);
            }
            number = std::copysign(0.0, rough);
        }
        text_.clear();
        values_.emplace_back(number);
        return true;
    }

    bool on_bool(bool value, Code&) {
        values_.emplace_back(value);
        return true;
    }
    bool on_null(Code&) {
        values_.emplace_back();
        return true;
    }
    bool on_comment_part(Text, Code&) { return true; }
    bool on_comment(Text, Code&) { return true; }

private:
    bool append(Text part) {
        text_.append(part.data(), part.size());
        return true;
    }

    static bool stop(Code& code) {
        code = boost::json::make_error_code(boost::json::error::syntax);
        return false;
    }

    std::vector<Json> values_;
    std::vector<std::string> keys_;
    std::string text_;
    std::optional<std::string> key_twice_;
    bool number_out_of_range_ = false;
};

struct Place {
    std::string line;
    std::string byte;
};

Place place_of(std::string_view text, std::size_t offset) {
    const auto before = text.substr(0, offset);
    const auto lines = std::ranges::count(before, '\n');
    const auto start = before.rfind('\n');
    const auto in_line = start == std::string_view::npos ? offset : offset - start - 1;
    return {std::to_string(lines + 1), std::to_string(in_line + 1)};
}

// How many bytes at the front, in whole steps of eight, need no escape.
std::size_t plain_prefix(std::string_view text) {
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t highs = ones * 0x80;
    // A high bit for each byte that is zero, and perhaps above one: enough to know there is one.
    const auto has_zero = [](std::uint64_t word) { return (word - ones) & ~word & highs; };
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, 8);
        const auto below_space = (word - ones * 0x20) & ~word & highs;
        if ((below_space | has_zero(word ^ ones * '"') | has_zero(word ^ ones * '\\')) != 0) break;
    }
    return at;
}

void write_text(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    std::size_t plain = 0; // Where the run that needs no escape began.
    for (std::size_t at = plain_prefix(text); at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
        out += text.substr(plain, at - plain);
        plain = at + 1;
        out += '\\';
        switch (byte) {
        case '\n': out += 'n'; break;
        case '\r': out += 'r'; break;
        case '\t': out += 't'; break;
        case '"':
        case '\\': out += text[at]; break;
        default:
            out += "u00";
            out += hex[byte >> 4U];
            out += hex[byte & 0x0FU];
        }
    }
    out += text.substr(plain);
    out += '"';
}

template <class Number>
void write_number(std::string& out, Number number) {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

void write_real(std::string& out, double number) {
    assert(std::isfinite(number));
    const auto start = out.size();
    write_number(out, number);
    // `1` would be read back as an integer.
    if (out.find_first_of(".e", start) == std::string::npos) out += ".0";
}

enum class Order { as_given, sorted };

// Recursive: a value that was parsed is at most `JsonLimits::depth_max` deep.
class Writer {
public:
    explicit Writer(Order order) : order_{order} {}

    void write(const Json& json) {
        if (const auto* const text = json.text()) {
            write_text(out_, *text);
        } else if (const auto* const integer = json.integer()) {
            write_number(out_, *integer);
        } else if (const auto* const members = json.members()) {
            write_object(*members);
        } else if (const auto* const items = json.array_items()) {
            write_array(*items);
        } else if (const auto* const boolean = json.boolean()) {
            out_ += *boolean ? "true" : "false";
        } else if (const auto* const real = json.real()) {
            write_real(out_, *real);
        } else {
            out_ += "null";
        }
    }

    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    void write_object(const Json::Object& members) {
        out_ += '{';
        if (order_ == Order::as_given) {
            for (const auto& member : members)
                write_member(member);
        } else {
            std::vector<const Json::Member*> sorted;
            sorted.reserve(members.size());
            for (const auto& member : members)
                sorted.push_back(&member);
            std::ranges::sort(sorted, {},
                              [](const auto* member) -> std::string_view { return member->first; });
            for (const auto* const member : sorted)
                write_member(*member);
        }
        close(members.empty(), '}');
    }

    void write_member(const Json::Member& member) {
        write_text(out_, member.first);
        out_ += ':';
        write(member.second);
        out_ += ',';
    }

    void write_array(const Json::Array& items) {
        out_ += '[';
        for (const auto& item : items) {
            write(item);
            out_ += ',';
        }
        close(items.empty(), ']');
    }

    // In place of the comma after the last one.
    void close(bool is_empty, char bracket) {
        if (is_empty)
            out_ += bracket;
        else
            out_.back() = bracket;
    }

    std::string out_;
    Order order_;
};

std::string write(const Json& json, Order order) {
    Writer writer{order};
    writer.write(json);
    return writer.take();
}

} // namespace

const Json* Json::find(std::string_view key) const {
    const auto* const object = members();
    if (object == nullptr) return nullptr;
    const auto found = std::ranges::find(*object, key, &Member::first);
    return found == object->end() ? nullptr : &found->second;
}

const Json& Json::operator[](std::string_view key) const {
    const auto* const found = find(key);
    return found == nullptr ? null_json : *found;
}

std::string_view Json::text_or(std::string_view otherwise) const {
    const auto* const found = text();
    return found == nullptr ? otherwise : std::string_view{*found};
}

std::int64_t Json::integer_or(std::int64_t otherwise) const {
    const auto* const found = integer();
    return found == nullptr ? otherwise : *found;
}

bool Json::boolean_or(bool otherwise) const {
    const auto* const found = boolean();
    return found == nullptr ? otherwise : *found;
}

const Json::Array& Json::items() const {
    const auto* const found = array_items();
    return found == nullptr ? no_items : *found;
}

Json& Json::set(std::string_view key, Json value) {
    if (is_null()) value_ = Object{};
    auto* const object = std::get_if<Object>(&value_);
    assert(object != nullptr);
    const auto found = std::ranges::find(*object, key, &Member::first);
    if (found == object->end())
        object->emplace_back(key, std::move(value));
    else
        found->second = std::move(value);
    return *this;
}

Json& Json::push(Json value) {
    if (is_null()) value_ = Array{};
    auto* const array = std::get_if<Array>(&value_);
    assert(array != nullptr);
    array->push_back(std::move(value));
    return *this;
}

Result<Json> parse_json(std::string_view text, JsonLimits limits) {
    if (text.size() > limits.bytes_max)
        return failure(Errc::too_large, json_too_long, {std::to_string(limits.bytes_max)});

    boost::json::parse_options options;
    options.max_depth = limits.depth_max;
    boost::json::basic_parser<Builder> parser{options};
    boost::json::error_code code;
    const auto used = parser.write_some(false, text.data(), text.size(), code);
    if (!code && used == text.size()) return parser.handler().take();

    if (code == boost::json::error::too_deep)
        return failure(Errc::too_large, json_too_deep, {std::to_string(limits.depth_max)});
    const auto [line, byte] = place_of(text, used);
    auto& builder = parser.handler();
    if (const auto& key = builder.key_twice())
        return failure(Errc::invalid, json_key_twice, {*key, line, byte});
    if (builder.is_number_out_of_range())
        return failure(Errc::invalid, json_number_range, {line, byte});
    const auto& message = is_valid_utf8(text) ? json_malformed : json_not_utf8;
    auto error = failure(Errc::invalid, message, {line, byte});
    return code ? because(std::move(error), code.message()) : error;
}

std::string to_text(const Json& json) {
    return write(json, Order::as_given);
}

std::string canonical(const Json& json) {
    return write(json, Order::sorted);
}

} // namespace sokuo
