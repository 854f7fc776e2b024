#include "core/yaml.h"

#include "core/text.h"

#include <yaml.h>

#include <algorithm>
#include <array>

namespace sokuo {

namespace {

inline constexpr Message too_long{
    "yaml.file_too_long",
    "ファイルが大きすぎます（上限 {0} バイト）。別のファイルを選んでいないか確かめてください。",
    "The file is too large (at most {0} bytes). Check that it is the right file."};
inline constexpr Message not_utf8{
    "yaml.not_utf8",
    "UTF-8 ではない文字が含まれています。エディタで UTF-8 として保存してください。",
    "The file holds bytes that are not UTF-8. Save it as UTF-8 in your editor."};
inline constexpr Message not_yaml{
    "yaml.not_yaml",
    "YAML "
    "として読めません。字下げ（空白の数）、コロンの後の空白、引用符の閉じ忘れを確かめてください。",
    "This cannot be read as YAML. Check the indentation, the space after each colon and that every "
    "quote is closed."};
inline constexpr Message alias_refused{
    "yaml.alias_refused",
    "アンカー（&）や別名（*）は使えません。同じ内容をもう一度書くか、値を引用符で囲んでください。",
    "Anchors (&) and aliases (*) are not allowed. Write the content again, or quote the value."};
inline constexpr Message tag_refused{"yaml.tag_refused",
                                     "タグ（!）は使えません。値を引用符で囲んでください。",
                                     "Tags (!) are not allowed. Put the value in quotes."};
inline constexpr Message one_document{
    "yaml.one_document",
    "文書の区切り（---）は一つのファイルに一つまでです。二つ目を消してください。",
    "A file holds one document. Remove the second `---`."};
inline constexpr Message key_not_text{"yaml.key_not_text", "キーには文字だけを書いてください。",
                                      "A key must be plain text."};
inline constexpr Message key_twice{"yaml.key_twice",
                                   "「{0}」が二度書かれています。片方を消してください。",
                                   "“{0}” stands twice. Remove one of them."};
inline constexpr Message too_deep{"yaml.too_deep", "入れ子が深すぎます（上限 {0} 段）。",
                                  "Nested too deeply (at most {0} levels)."};
inline constexpr Message too_many_nodes{"yaml.too_many_nodes", "項目が多すぎます（上限 {0} 件）。",
                                        "Too many items (at most {0})."};
inline constexpr Message scalar_too_long{"yaml.scalar_too_long",
                                         "一つの値が長すぎます（上限 {0} バイト）。",
                                         "One value is too long (at most {0} bytes)."};
inline constexpr Message file_is_empty{"yaml.file_is_empty", "ファイルに何も書かれていません。",
                                       "The file is empty."};

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// libyaml, owned.
class Parser {
public:
    explicit Parser(std::string_view text) {
        is_ready_ = yaml_parser_initialize(&parser_) == 1;
        if (!is_ready_) return;
        yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);

        yaml_parser_set_input_string(
            &parser_, static_cast<const unsigned char*>(static_cast<const void*>(text.data())),
            text.size());
    }
    ~Parser() {
        if (is_ready_) yaml_parser_delete(&parser_);
    }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    [[nodiscard]] bool next(yaml_event_t& event) {
        return is_ready_ && yaml_parser_parse(&parser_, &event) == 1;
    }
    [[nodiscard]] std::size_t problem_line() const {
        return std::max(parser_.problem_mark.line, parser_.mark.line) + 1;
    }
    [[nodiscard]] std::string problem() const {
        return parser_.problem == nullptr ? std::string{} : std::string{parser_.problem};
    }

private:
    yaml_parser_t parser_{};
    bool is_ready_ = false;
};

class Event {
public:
    Event() = default;
    ~Event() { yaml_event_delete(&event); }
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;
    yaml_event_t event{};
};

ScalarStyle style_of(yaml_scalar_style_t style) {
    if (style == YAML_SINGLE_QUOTED_SCALAR_STYLE) return ScalarStyle::single_quoted;
    if (style == YAML_DOUBLE_QUOTED_SCALAR_STYLE) return ScalarStyle::double_quoted;
    if (style == YAML_LITERAL_SCALAR_STYLE) return ScalarStyle::literal;
    if (style == YAML_FOLDED_SCALAR_STYLE) return ScalarStyle::folded;
    return ScalarStyle::plain;
}

class Builder {
public:
    Builder(std::string_view text, std::string_view file, const YamlLimits& limits)
        : text_{text}, file_{file}, limits_{limits}, parser_{text} {
        // libyaml counts characters; we want bytes.
        offsets_.reserve(text.size() + 1);
        for (std::size_t at = 0; at < text.size(); ++at) {
            if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U) offsets_.push_back(at);
        }
        offsets_.push_back(text.size());
    }

    Result<Node> document() {
        TRY(expect(YAML_STREAM_START_EVENT));
        Event start;
        TRY(next(start));
        if (start.event.type == YAML_STREAM_END_EVENT) return refuse(file_is_empty, 1);
        auto root = TRY(node(0));
        TRY(expect(YAML_DOCUMENT_END_EVENT));
        Event end;
        TRY(next(end));
        if (end.event.type != YAML_STREAM_END_EVENT)
            return refuse(one_document, end.event.start_mark.line + 1);
        return root;
    }

private:
    [[nodiscard]] Error refuse(const Message& message, std::size_t line,
                               std::vector<std::string> args = {}) const {
        return at(failure(Errc::invalid, message, std::move(args)), place(file_, line));
    }

    Result<> next(Event& into) {
        if (parser_.next(into.event)) return Done{};
        return because(refuse(not_yaml, parser_.problem_line()), parser_.problem());
    }

    Result<> expect(yaml_event_type_t type) {
        Event event;
        TRY(next(event));
        if (event.event.type != type) return refuse(not_yaml, event.event.start_mark.line + 1);
        return Done{};
    }

    [[nodiscard]] std::size_t offset(const yaml_mark_t& mark) const {
        return offsets_[std::min(mark.index, offsets_.size() - 1)];
    }

    Result<Node> node(std::size_t depth) {
        Event event;
        TRY(next(event));
        return made_from(event.event, depth);
    }

    Result<Node> made_from(const yaml_event_t& event, std::size_t depth) {
        const auto line = event.start_mark.line + 1;
        if (depth > limits_.depth_max)
            return refuse(too_deep, line, {std::to_string(limits_.depth_max)});
        if (++nodes_ > limits_.nodes_max)
            return refuse(too_many_nodes, line, {std::to_string(limits_.nodes_max)});
        Node made;
        made.line = line;
        made.begin = offset(event.start_mark);
        made.end = offset(event.end_mark);
        if (event.type == YAML_SCALAR_EVENT) {
            TRY(fill_scalar(made, event));
            return made;
        }
        if (event.type == YAML_SEQUENCE_START_EVENT) {
            TRY(refuse_decoration(event.data.sequence_start.anchor, event.data.sequence_start.tag,
                                  line));
            TRY(fill_sequence(made, depth));
            return made;
        }
        if (event.type == YAML_MAPPING_START_EVENT) {
            TRY(refuse_decoration(event.data.mapping_start.anchor, event.data.mapping_start.tag,
                                  line));
            TRY(fill_mapping(made, depth));
            return made;
        }
        return refuse(event.type == YAML_ALIAS_EVENT ? alias_refused : not_yaml, line);
    }

    Result<> refuse_decoration(const yaml_char_t* anchor, const yaml_char_t* tag,
                               std::size_t line) const {
        if (anchor != nullptr) return refuse(alias_refused, line);
        if (tag != nullptr) return refuse(tag_refused, line);
        return Done{};
    }

    Result<> fill_scalar(Node& made, const yaml_event_t& event) const {
        const auto& scalar = event.data.scalar;
        TRY(refuse_decoration(scalar.anchor, scalar.tag, made.line));
        if (scalar.length > limits_.scalar_bytes_max)
            return refuse(scalar_too_long, made.line, {std::to_string(limits_.scalar_bytes_max)});
        made.style = style_of(scalar.style);
        made.text.assign(static_cast<const char*>(static_cast<const void*>(scalar.value)),
                         scalar.length);
        return Done{};
    }

    Result<> fill_sequence(Node& made, std::size_t depth) {
        made.kind = NodeKind::sequence;
        while (true) {
            Event event;
            TRY(next(event));
            if (event.event.type == YAML_SEQUENCE_END_EVENT) {
                made.end = offset(event.event.end_mark);
                return Done{};
            }
            made.items.push_back(TRY(made_from(event.event, depth + 1)));
        }
    }

    Result<> fill_mapping(Node& made, std::size_t depth) {
        made.kind = NodeKind::mapping;
        while (true) {
            Event event;
            TRY(next(event));
            if (event.event.type == YAML_MAPPING_END_EVENT) {
                made.end = offset(event.event.end_mark);
                return Done{};
            }
            auto key = TRY(made_from(event.event, depth + 1));
            if (!key.is_scalar() || key.text.empty()) return refuse(key_not_text, key.line);
            if (made.find(key.text) != nullptr) return refuse(key_twice, key.line, {key.text});
            auto value = TRY(node(depth + 1));
            value.line = key.line;
            made.members.push_back({std::move(key.text), std::move(value)});
        }
    }

    std::string_view text_;
    std::string_view file_;
    YamlLimits limits_;
    Parser parser_;
    std::vector<std::size_t> offsets_;
    std::size_t nodes_ = 0;
};

void shift(Node& node, std::size_t by) {
    node.begin += by;
    node.end += by;
    for (auto& item : node.items)
        shift(item, by);
    for (auto& [key, value] : node.members)
        shift(value, by);
}

std::size_t line_of_bad_byte(std::string_view text) {
    std::size_t line = 1;
    while (!text.empty()) {
        const auto end = text.find('\n');
        if (!is_valid_utf8(text.substr(0, end))) return line;
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
        ++line;
    }
    return line;
}

} // namespace

const Node* Node::find(std::string_view key) const {
    const auto found = std::ranges::find(members, key, &Member::key);
    return found == members.end() ? nullptr : &found->value;
}

bool Node::is_null() const {
    return is_scalar() && style == ScalarStyle::plain &&
           (text.empty() || text == "~" || text == "null");
}

bool Node::same_content(const Node& other) const {
    const auto same_item = [](const Node& a, const Node& b) { return a.same_content(b); };
    const auto same_member = [](const Member& a, const Member& b) {
        return a.key == b.key && a.value.same_content(b.value);
    };
    return kind == other.kind && text == other.text &&
           std::ranges::equal(items, other.items, same_item) &&
           std::ranges::equal(members, other.members, same_member);
}

Result<Node> parse_yaml(std::string_view text, std::string_view file, const YamlLimits& limits) {
    if (text.size() > limits.bytes_max) {
        return at(failure(Errc::too_large, too_long, {std::to_string(limits.bytes_max)}),
                  std::string{file});
    }
    if (!is_valid_utf8(text))
        return at(failure(Errc::invalid, not_utf8), place(file, line_of_bad_byte(text)));
    // Windows editors put a mark in front; libyaml would count past it.
    const auto skipped = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    auto root = TRY(Builder(text.substr(skipped), file, limits).document());
    shift(root, skipped);
    return root;
}

std::string place(std::string_view file, std::size_t line) {
    return std::string{file} + ":" + std::to_string(line);
}

} // namespace sokuo
