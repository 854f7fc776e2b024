#include "http/form.h"

#include "core/text.h"
#include "http/target.h"

#include <algorithm>
#include <optional>

namespace sokuo::http {

namespace {

constexpr Message form_malformed{
    "http.form_malformed",
    "送信された内容を読み取れません。画面を開き直して、もう一度送ってください。",
    "What was sent cannot be read. Open the page again and send it once more."};
constexpr Message form_too_large{
    "http.form_too_large", "添付ファイルか入力の数が上限を超えています。減らして送ってください。",
    "Attachments or entries pass the limit. Send fewer or smaller ones."};

Error malformed() {
    return failure(Errc::invalid, form_malformed);
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_same(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view without_spaces(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

struct Parameter {
    std::string_view name;
    std::string value;
};

// A quoted value. Browsers write a quote as %22 and leave backslashes alone; others write \" and
// \\: both are understood.
std::optional<std::string> take_quoted(std::string_view& text) {
    std::string value;
    text.remove_prefix(1);
    while (!text.empty() && text.front() != '"') {
        const bool is_escape =
            text.size() > 1 && text[0] == '\\' && (text[1] == '"' || text[1] == '\\');
        if (is_escape) text.remove_prefix(1);
        if (text.starts_with("%22")) {
            value += '"';
            text.remove_prefix(3);
            continue;
        }
        value += text.front();
        text.remove_prefix(1);
    }
    if (text.empty()) return std::nullopt;
    text.remove_prefix(1);
    return value;
}

// `; name=value; other="quoted"`
std::optional<std::vector<Parameter>> parameters_of(std::string_view text) {
    std::vector<Parameter> list;
    for (;;) {
        text = without_spaces(text);
        if (text.empty()) return list;
        if (text.front() != ';') return std::nullopt;
        text = without_spaces(text.substr(1));
        if (text.empty()) return list;
        const auto equals = text.find('=');
        if (equals == std::string_view::npos) return std::nullopt;
        Parameter one{without_spaces(text.substr(0, equals)), {}};
        text = without_spaces(text.substr(equals + 1));
        if (text.starts_with('"')) {
            auto value = take_quoted(text);
            if (!value) return std::nullopt;
            one.value = std::move(*value);
        } else {
            const auto end = std::min(text.find(';'), text.size());
            one.value = without_spaces(text.substr(0, end));
            text.remove_prefix(end);
        }
        list.push_back(std::move(one));
    }
}

const std::string* find(const std::vector<Parameter>& list, std::string_view name) {
    const auto found = std::ranges::find_if(
        list, [name](const Parameter& one) { return is_same(one.name, name); });
    return found == list.end() ? nullptr : &found->value;
}

std::string last_component(const std::string& path) {
    const auto slash = path.find_last_of("/\\");
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

bool is_sound(std::string_view text) {
    return is_valid_utf8(text) && std::ranges::none_of(text, [](char c) {
               return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
           });
}

// Header lines, without the empty one at the end.
std::optional<PartHead> part_head_of(std::string_view text) {
    PartHead head;
    bool is_named = false;
    while (!text.empty()) {
        const auto end = std::min(text.find("\r\n"), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 2, text.size()));
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) return std::nullopt;
        const auto value = without_spaces(line.substr(colon + 1));
        if (is_same(line.substr(0, colon), "content-type")) head.type = value;
        if (!is_same(line.substr(0, colon), "content-disposition")) continue;
        const auto semicolon = std::min(value.find(';'), value.size());
        const auto parameters = parameters_of(value.substr(semicolon));
        if (is_named || !parameters ||
            !is_same(without_spaces(value.substr(0, semicolon)), "form-data"))
            return std::nullopt;
        const auto* field = find(*parameters, "name");
        const auto* file = find(*parameters, "filename");
        if (field == nullptr) return std::nullopt;
        is_named = true;
        head.name = *field;
        head.is_file = file != nullptr;
        if (file != nullptr) head.file_name = last_component(*file);
    }
    if (!is_named || !is_sound(head.name) || !is_sound(head.file_name) || !is_sound(head.type))
        return std::nullopt;
    return head;
}

class Collector final : public PartTarget {
public:
    std::vector<Part> parts;

    Result<> begin(const PartHead& head) override {
        parts.push_back({head, {}});
        return Done{};
    }
    Result<> data(std::string_view piece) override {
        parts.back().data += piece;
        return Done{};
    }
    Result<> end() override { return Done{}; }
};

} // namespace

Result<std::vector<Header>> parse_form(std::string_view body, std::size_t values_max) {
    auto values = parse_urlencoded(body, values_max);
    if (!values) return malformed();
    return std::move(*values);
}

PartReader::PartReader(std::string delimiter, PartLimits limits)
    : delimiter_{std::move(delimiter)}, limits_{limits} {}

Result<PartReader> PartReader::open(std::string_view content_type, PartLimits limits) {
    const auto semicolon = std::min(content_type.find(';'), content_type.size());
    if (!is_same(without_spaces(content_type.substr(0, semicolon)), "multipart/form-data"))
        return malformed();
    const auto parameters = parameters_of(content_type.substr(semicolon));
    const auto* boundary = parameters ? find(*parameters, "boundary") : nullptr;
    if (boundary == nullptr || boundary->empty() || boundary->size() > 70 || !is_sound(*boundary))
        return malformed();
    return PartReader{"\r\n--" + *boundary, limits};
}

Result<> PartReader::feed(std::string_view piece, PartTarget& target) {
    if (place_ == Place::after) return Done{}; // An epilogue says nothing.
    held_ += piece;
    while (TRY(step(target))) {
    }
    return Done{};
}

Result<bool> PartReader::step(PartTarget& target) {
    switch (place_) {
    case Place::before: {
        const auto at = held_.find(delimiter_);
        if (at == std::string::npos) {
            // Nothing precedes the first boundary in what browsers send.
            if (held_.size() > part_head_bytes_max) return malformed();
            return false;
        }
        held_.erase(0, at + delimiter_.size());
        place_ = Place::after_boundary;
        return true;
    }
    case Place::after_boundary: return read_after_boundary();
    case Place::head: return read_head(target);
    case Place::data: return read_data(target);
    case Place::after: return false;
    }
    return false;
}

Result<bool> PartReader::read_after_boundary() {
    const auto at = held_.find_first_not_of(" \t");
    if (at > part_head_bytes_max && at != std::string::npos) return malformed();
    if (at == std::string::npos || held_.size() < at + 2) return false;
    const auto mark = std::string_view{held_}.substr(at, 2);
    if (mark != "--" && mark != "\r\n") return malformed();
    place_ = mark == "--" ? Place::after : Place::head;
    held_.erase(0, at + 2);
    return true;
}

Result<bool> PartReader::read_head(PartTarget& target) {
    const auto end = held_.find("\r\n\r\n");
    if (std::min(end, held_.size()) > part_head_bytes_max) return malformed();
    if (end == std::string::npos) return false;
    if (++parts_ > limits_.parts_max) return failure(Errc::too_large, form_too_large);
    const auto head = part_head_of(std::string_view{held_}.substr(0, end));
    if (!head) return malformed();
    TRY(target.begin(*head));
    held_.erase(0, end + 4);
    part_bytes_ = 0;
    place_ = Place::data;
    return true;
}

Result<bool> PartReader::read_data(PartTarget& target) {
    const auto at = held_.find(delimiter_);
    const bool is_end = at != std::string::npos;
    const auto kept = delimiter_.size() - 1;
    const auto size = is_end ? at : held_.size() - std::min(kept, held_.size());
    part_bytes_ += size;
    if (part_bytes_ > limits_.part_bytes_max) return failure(Errc::too_large, form_too_large);
    if (size > 0) TRY(target.data(std::string_view{held_}.substr(0, size)));
    held_.erase(0, size);
    if (!is_end) return false;
    held_.erase(0, delimiter_.size());
    TRY(target.end());
    place_ = Place::after_boundary;
    return true;
}

Result<> PartReader::finish() const {
    if (place_ != Place::after) return malformed();
    return Done{};
}

Result<std::vector<Part>> parse_parts(std::string_view content_type, std::string_view body,
                                      PartLimits limits) {
    auto reader = TRY(PartReader::open(content_type, limits));
    Collector collector;
    TRY(reader.feed(body, collector));
    TRY(reader.finish());
    return std::move(collector.parts);
}

} // namespace sokuo::http
