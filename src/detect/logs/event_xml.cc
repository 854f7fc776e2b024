#include "detect/logs/event_xml.h"

#include "detect/logs/unescape.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace sokuo::detect::logs {
namespace {

constexpr std::size_t depth_max = 16;
constexpr std::size_t fields_max = 1000;

bool is_blank(char sign) {
    return sign == ' ' || sign == '\t' || sign == '\r' || sign == '\n';
}

bool is_name(char sign) {
    return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') ||
           (sign >= '0' && sign <= '9') || sign == '_' || sign == '-' || sign == '.' || sign == ':';
}

// The sign an entity stands for (`text` without `&` and `;`); 0: none.
std::uint32_t entity(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, char>, 5> known{
        {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}}};
    for (const auto& [name, sign] : known)
        if (name == text) return static_cast<unsigned char>(sign);
    if (!text.starts_with('#')) return 0;
    const bool is_hex = text.starts_with("#x") || text.starts_with("#X");
    const auto digits = text.substr(is_hex ? 2 : 1);
    std::uint32_t sign = 0;
    const auto got =
        std::from_chars(digits.data(), digits.data() + digits.size(), sign, is_hex ? 16 : 10);
    if (got.ec != std::errc{} || got.ptr != digits.data() + digits.size()) return 0;
    if (sign > 0x10ffff || (sign >= 0xd800 && sign < 0xe000)) return 0xfffd;
    return sign;
}

// An entity is never shorter than the sign it stands for.
std::string_view decoded(std::string_view text, Arena& arena) {
    if (text.find('&') == std::string_view::npos) return text;
    char* const room = arena.take(text.size());
    char* out = room;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text[at] == '&' ? text.substr(at, 12).find(';') : text.npos;
        const auto sign = end == text.npos ? 0 : entity(text.substr(at + 1, end - 1));
        if (sign == 0) {
            *out++ = text[at++];
        } else {
            out = put_character(out, sign);
            at += end + 1;
        }
    }
    const auto size = static_cast<std::size_t>(out - room);
    arena.shrink(size);
    return {room, size};
}

class EventXml {
public:
    EventXml(std::string_view text, Arena& arena, std::vector<NamedText>& fields)
        : text_{text}, arena_{arena}, fields_{fields} {}

    bool read() {
        while (!is_over_) {
            const auto open = text_.find('<', at_);
            if (open == text_.npos) return false;
            const auto before = text_.substr(at_, open - at_);
            at_ = open + 1;
            if (!tag(before)) return false;
        }
        return true;
    }

private:
    bool tag(std::string_view before) {
        if (rest().starts_with("/")) return end_tag(before);
        if (rest().starts_with("?") || rest().starts_with("!")) return pass(rest());
        const auto name = word();
        if (name.empty() || depth_ == depth_max) return false;
        if (depth_ == 0 && name != "Event") return false;
        open_[depth_++] = name;
        name_ = {};
        is_leaf_ = true;
        if (depth_ == 2) section_ = name;
        return attributes();
    }

    bool pass(std::string_view from) {
        const auto end = from.find('>');
        if (end == from.npos) return false;
        at_ += end + 1;
        return true;
    }

    bool attributes() {
        while (true) {
            while (at_ < text_.size() && is_blank(text_[at_]))
                ++at_;
            if (rest().starts_with("/>")) {
                at_ += 2;
                return close({}, true);
            }
            if (rest().starts_with(">")) return ++at_, true;
            const auto name = word();
            if (name.empty() || !rest().starts_with("=")) return false;
            ++at_;
            const char quote = at_ < text_.size() ? text_[at_] : '\0';
            if (quote != '"' && quote != '\'') return false;
            const auto end = text_.find(quote, at_ + 1);
            if (end == text_.npos) return false;
            attribute(name, decoded(text_.substr(at_ + 1, end - at_ - 1), arena_));
            at_ = end + 1;
        }
    }

    void attribute(std::string_view name, std::string_view value) {
        if (section_ == "System" && depth_ == 3)
            add(arena_.join(open_[2], "_", name), value);
        else if (name == "Name" && depth_ == 3)
            name_ = value;
    }

    bool end_tag(std::string_view before) {
        ++at_;
        const auto name = word();
        if (depth_ == 0 || name != open_[depth_ - 1]) return false;
        if (!pass(rest())) return false;
        return close(before, false);
    }

    bool close(std::string_view before, bool is_empty) {
        const auto name = open_[depth_ - 1];
        const bool is_field = is_leaf_ && depth_ > 2;
        // `<Provider Name="…"/>` of the head says all in its attributes.
        if (is_field && !(is_empty && section_ == "System"))
            add(name_.empty() ? name : name_, decoded(before, arena_));
        is_leaf_ = false;
        name_ = {};
        is_over_ = --depth_ == 0;
        return true;
    }

    void add(std::string_view name, std::string_view value) {
        if (fields_.size() < fields_max) fields_.emplace_back(name, value);
    }

    std::string_view word() {
        const auto begin = at_;
        while (at_ < text_.size() && is_name(text_[at_]))
            ++at_;
        return text_.substr(begin, at_ - begin);
    }

    [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }

    std::string_view text_;
    Arena& arena_;
    std::vector<NamedText>& fields_;
    std::size_t at_ = 0;
    std::array<std::string_view, depth_max> open_{};
    std::size_t depth_ = 0;
    std::string_view section_{}; ///< `System`, `EventData`, `UserData` …
    std::string_view name_{};    ///< What an attribute says the field is called.
    bool is_leaf_ = false;
    bool is_over_ = false;
};

} // namespace

bool read_event_xml(std::string_view text, Arena& arena, std::vector<NamedText>& fields) {
    return EventXml{text, arena, fields}.read();
}

void read_named_data(std::string_view text, Arena& arena, std::vector<NamedText>& fields) {
    constexpr std::string_view name_mark = R"("@Name":")";
    constexpr std::string_view text_mark = R"(,"#text":")";
    const auto quoted = [&] {
        std::size_t end = 0;
        while (end < text.size() && text[end] != '"')
            end += text[end] == '\\' ? 2 : 1;
        const auto inner = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (inner.find('\\') == inner.npos) return inner;
        char* const room = arena.take(inner.size());
        const auto size = unescape(inner, room);
        arena.shrink(size);
        return std::string_view{room, size};
    };
    for (auto at = text.find(name_mark); at != text.npos && fields.size() < fields_max;
         at = text.find(name_mark)) {
        text.remove_prefix(at + name_mark.size());
        const auto name = quoted();
        if (!text.starts_with(text_mark)) continue;
        text.remove_prefix(text_mark.size());
        fields.emplace_back(name, quoted());
    }
}

void read_pairs(std::string_view text, std::vector<NamedText>& fields) {
    while (!text.empty() && fields.size() < fields_max) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        std::size_t size = 0;
        while (size < line.size() && size < 64 && is_name(line[size]) && line[size] != ':')
            ++size;
        if (size == 0 || size == line.size()) continue;
        if (line[size] == '=')
            fields.emplace_back(line.substr(0, size), line.substr(size + 1));
        else if (line.substr(size).starts_with(": "))
            fields.emplace_back(line.substr(0, size), line.substr(size + 2));
    }
}

} // namespace sokuo::detect::logs
