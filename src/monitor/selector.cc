#include "monitor/selector.h"

#include <algorithm>

namespace sokuo::monitor {
namespace {

constexpr std::size_t name_bytes_max = 100;

// Letters beyond ASCII are names as well.
bool is_name(std::string_view text) {
    const auto is_name_byte = [](char sign) {
        return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') ||
               (sign >= '0' && sign <= '9') || sign == '-' || sign == '_' ||
               static_cast<unsigned char>(sign) >= 0x80;
    };
    return !text.empty() && text.size() <= name_bytes_max &&
           std::ranges::all_of(text, is_name_byte);
}

bool has_word(std::string_view words, std::string_view wanted) {
    while (!words.empty()) {
        const auto end = std::min(words.find_first_of(" \t\r\n\f"), words.size());
        if (words.substr(0, end) == wanted) return true;
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return false;
}

} // namespace

std::optional<Selector> read_selector(std::string_view text) {
    const auto mark = std::min(text.find_first_of("#."), text.size());
    Selector selector;
    selector.tag = text.substr(0, mark);
    for (auto& sign : selector.tag)
        if (sign >= 'A' && sign <= 'Z') sign = static_cast<char>(sign - 'A' + 'a');
    if (!selector.tag.empty() && !is_name(selector.tag)) return {};
    if (mark == text.size()) return selector.tag.empty() ? std::nullopt : std::optional{selector};
    const auto name = text.substr(mark + 1);
    if (!is_name(name)) return {};
    (text[mark] == '#' ? selector.id : selector.style_class) = name;
    return selector;
}

bool matches(const Selector& selector, std::string_view tag, std::string_view id,
             std::string_view classes) {
    if (!selector.tag.empty() && selector.tag != tag) return false;
    if (!selector.id.empty() && selector.id != id) return false;
    return selector.style_class.empty() || has_word(classes, selector.style_class);
}

} // namespace sokuo::monitor
