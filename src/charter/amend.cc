#include "charter/amend.h"

#include "core/text.h"
#include "core/yaml.h"

#include <algorithm>
#include <charconv>
#include <functional>

namespace sokuo::charter {

namespace {

constexpr std::string_view name = "charter.yaml";

inline constexpr Message no_such_value{
    "charter.no_such_value",
    "要綱のデータに「{0}」はありません。画面を読み込み直してから、もう一度変えてください。",
    "The charter has no value at {0}. Reload the page and change it again."};
inline constexpr Message value_unusable{
    "charter.value_unusable",
    "使えない文字（制御文字など）が入っています。取り除いてから保存してください。",
    "The value holds characters that cannot be stored (control characters). Remove them."};
inline constexpr Message amend_failed{
    "charter.amend_failed",
    "この項目は、ここでは変えられません。「要綱・連絡先」の「ファイル」で直してください。",
    "This cannot be changed here. Change it under Charter and contacts, File."};

Error nowhere(std::string_view path) {
    return failure(Errc::not_found, no_such_value, {std::string{path}});
}

std::string unescaped(std::string_view segment) {
    std::string text;
    for (std::size_t at = 0; at < segment.size(); ++at) {
        if (segment.substr(at, 2) == "~1") {
            text += '/';
            ++at;
        } else if (segment.substr(at, 2) == "~0") {
            text += '~';
            ++at;
        } else {
            text += segment[at];
        }
    }
    return text;
}

const Node* item_of(const Node& list, const std::string& segment) {
    if (const auto equals = segment.find('='); equals != std::string::npos) {
        const auto key = segment.substr(0, equals);
        const auto value = segment.substr(equals + 1);
        const auto found = std::ranges::find_if(list.items, [&](const Node& item) {
            const auto* const member = item.find(key);
            return member != nullptr && member->is_scalar() && member->text == value;
        });
        return found == list.items.end() ? nullptr : &*found;
    }
    std::size_t index = 0;
    const auto* const end = segment.data() + segment.size();
    const auto [stopped, error] = std::from_chars(segment.data(), end, index);
    if (error != std::errc{} || stopped != end || index >= list.items.size()) return nullptr;
    return &list.items[index];
}

Result<const Node*> find_any(const Node& root, std::string_view path) {
    const Node* node = &root;
    auto rest = path;
    while (!rest.empty()) {
        if (rest.front() != '/') return nowhere(path);
        rest.remove_prefix(1);
        const auto slash = std::min(rest.find('/'), rest.size());
        const auto segment = unescaped(rest.substr(0, slash));
        rest.remove_prefix(slash);
        node = node->kind == NodeKind::mapping ? node->find(segment) : item_of(*node, segment);
        if (node == nullptr) return nowhere(path);
    }
    return node;
}

Result<const Node*> find(const Node& root, std::string_view path) {
    const auto* const node = TRY(find_any(root, path));
    if (!node->is_scalar()) return nowhere(path);
    return node;
}

// Conservative: what is not plainly plain is quoted.
bool may_be_plain(std::string_view value) {
    if (value.empty() || value == "~" || value == "null" || trimmed(value) != value) return false;
    if (std::string_view{"-?:,[]{}#&*!|>'\"%@`=<."}.find(value.front()) != std::string::npos)
        return false;
    return value.find_first_of(",[]{}#:\n\r\t\\\"") == std::string_view::npos;
}

std::string double_quoted(std::string_view value) {
    std::string text = "\"";
    for (const auto byte : value) {
        switch (byte) {
        case '"': text += "\\\""; break;
        case '\\': text += "\\\\"; break;
        case '\n': text += "\\n"; break;
        case '\r': text += "\\r"; break;
        case '\t': text += "\\t"; break;
        default: text += byte;
        }
    }
    return text + '"';
}

bool was_block(ScalarStyle style) {
    return style == ScalarStyle::literal || style == ScalarStyle::folded;
}

// The bytes to replace, and what goes in their place.
struct Edit {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string text;
};

Edit edit_for(std::string_view text, const Node& node, std::string_view value) {
    Edit edit{.begin = node.begin, .end = node.end, .text = {}};
    // A block ends where the next line begins; its line breaks stay.
    while (was_block(node.style) && edit.end > edit.begin &&
           std::string_view{" \r\n"}.find(text[edit.end - 1]) != std::string_view::npos)
        --edit.end;
    const auto keeps_plain = node.style == ScalarStyle::plain && may_be_plain(value);
    edit.text = keeps_plain ? std::string{value} : double_quoted(value);
    // `key:` with nothing behind it.
    if (edit.begin == edit.end && edit.begin > 0 && text[edit.begin - 1] == ':')
        edit.text.insert(0, " ");
    return edit;
}

// The same tree but for `changed`, which is in `before` and was made what `is_made` takes.
using IsMade = std::function<bool(const Node&)>;
bool differs_only_at(const Node& before, const Node& after, const Node* changed,
                     const IsMade& is_made) {
    if (&before == changed) return is_made(after);
    if (before.kind != after.kind || before.text != after.text ||
        before.items.size() != after.items.size() || before.members.size() != after.members.size())
        return false;
    for (std::size_t i = 0; i < before.items.size(); ++i) {
        if (!differs_only_at(before.items[i], after.items[i], changed, is_made)) return false;
    }
    for (std::size_t i = 0; i < before.members.size(); ++i) {
        if (before.members[i].key != after.members[i].key ||
            !differs_only_at(before.members[i].value, after.members[i].value, changed, is_made))
            return false;
    }
    return true;
}

bool is_code(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char sign) {
        return (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9') || sign == '-' ||
               sign == '_' || sign == '.';
    });
}

Result<std::string> flow_of(std::span<const std::string> codes, std::string_view path) {
    std::string flow = "[";
    for (const auto& code : codes) {
        if (!is_code(code)) return at(failure(Errc::invalid, value_unusable), std::string{path});
        if (flow.size() > 1) flow += ", ";
        flow += code;
    }
    return flow + "]";
}

Result<std::string> replace_list(std::string_view text, std::string_view path,
                                 const std::string& flow) {
    const auto before = TRY(parse_yaml(text, name));
    const auto wanted = TRY(parse_yaml("it: " + flow, name));
    const auto* const node = TRY(find_any(before, path));
    if (node->kind != NodeKind::sequence) return nowhere(path);
    // A block ends where the next line begins; its line breaks stay.
    auto end = node->end;
    while (end > node->begin &&
           std::string_view{" \r\n"}.find(text[end - 1]) != std::string_view::npos)
        --end;
    std::string amended{text.substr(0, node->begin)};
    amended.append(flow).append(text.substr(end));
    const auto after = parse_yaml(amended, name);
    const auto is_list = [&](const Node& made) { return made.same_content(*wanted.find("it")); };
    if (!after.ok() || !differs_only_at(before, after.value(), node, is_list))
        return at(failure(Errc::invalid, amend_failed), std::string{path});
    return amended;
}

// Where what is written in a node ends: a block's own end lies behind the comments that follow it.
std::size_t end_of(std::string_view text, const Node& node) {
    const bool is_flow = text[node.begin] == '[' || text[node.begin] == '{';
    if (!is_flow && !node.items.empty()) return end_of(text, node.items.back());
    if (!is_flow && !node.members.empty()) return end_of(text, node.members.back().value);
    auto end = node.end;
    while (end > node.begin &&
           std::string_view{" \r\n"}.find(text[end - 1]) != std::string_view::npos)
        --end;
    return end;
}

// One row more in a list of rows, written on a line of its own as the rows before it are.
Result<std::string> append_row(std::string_view text, std::string_view path,
                               const std::string& row) {
    const auto before = TRY(parse_yaml(text, name));
    const auto wanted = TRY(parse_yaml("it: " + row, name));
    const auto* const list = TRY(find_any(before, path));
    const auto& last = list->items.back();
    auto end = end_of(text, last);
    auto added = ", " + row;
    if (text[list->begin] != '[') {
        const auto line = text.rfind('\n', last.begin) + 1;
        added = std::string{text.substr(line, last.begin - line)} + row;
        added.insert(0, "\n");
        end = std::min(text.find('\n', end), text.size());
    }
    auto amended = std::string{text.substr(0, end)} + added;
    amended.append(text.substr(end));
    const auto after = parse_yaml(amended, name);
    const auto is_longer = [&](const Node& made) {
        if (made.items.size() != list->items.size() + 1) return false;
        for (std::size_t i = 0; i < list->items.size(); ++i) {
            if (!made.items[i].same_content(list->items[i])) return false;
        }
        return made.items.back().same_content(*wanted.find("it"));
    };
    if (!after.ok() || !differs_only_at(before, after.value(), list, is_longer))
        return at(failure(Errc::invalid, amend_failed), std::string{path});
    return amended;
}

} // namespace

Result<std::string> amend(std::string_view text, std::string_view path, std::string_view value) {
    if (!is_valid_utf8(value) || has_control(value))
        return at(failure(Errc::invalid, value_unusable), std::string{path});
    const auto before = TRY(parse_yaml(text, name));
    const auto* const node = TRY(find(before, path));
    if (node->text == value) return std::string{text};
    const auto edit = edit_for(text, *node, value);
    std::string amended{text.substr(0, edit.begin)};
    amended += edit.text;
    amended += text.substr(edit.end);
    const auto after = parse_yaml(amended, name);
    const auto is_value = [&](const Node& made) { return made.is_scalar() && made.text == value; };
    if (!after.ok() || !differs_only_at(before, after.value(), node, is_value))
        return at(failure(Errc::invalid, amend_failed), std::string{path});
    return amended;
}

Result<std::string> amend_list(std::string_view text, std::string_view path,
                               std::span<const std::string> codes) {
    return replace_list(text, path, TRY(flow_of(codes, path)));
}

Result<std::string> amend_succession(std::string_view text, std::string_view role,
                                     std::span<const std::string> posts) {
    constexpr std::string_view line = "/succession";
    const auto own = std::string{line}.append("/role=").append(role).append("/posts");
    const auto flow = TRY(flow_of(posts, own));
    const auto root = TRY(parse_yaml(text, name));
    if (find_any(root, own).ok()) return replace_list(text, own, flow);
    const auto* const list = TRY(find_any(root, line));
    const auto row = "{role: " + std::string{role}.append(", posts: ").append(flow) + "}";
    if (list->items.empty()) return replace_list(text, line, "[" + row + "]");
    return append_row(text, line, row);
}

} // namespace sokuo::charter
