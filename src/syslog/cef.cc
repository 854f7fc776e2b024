#include "syslog/cef.h"

#include "syslog/moment.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace sokuo::syslog {
namespace {

bool is_key_part(char byte) {
    const bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    return is_letter || is_digit(byte) || byte == '_' || byte == '-' || byte == '.' ||
           byte == '[' || byte == ']';
}

// Up to a bar that is not escaped; the bar is taken too. Nothing when there is none.
std::optional<std::string> head_part(Cursor& in) {
    std::string part;
    while (!in.is_done()) {
        const char next = in.next();
        if (next == '|') return part;
        const bool is_escaped = next == '\\' && (in.starts_with('|') || in.starts_with('\\'));
        part += is_escaped ? in.next() : next;
    }
    return {};
}

std::string unescaped(std::string_view value) {
    std::string text;
    text.reserve(value.size());
    Cursor in{value};
    while (!in.is_done()) {
        const char next = in.next();
        if (next != '\\' || in.is_done()) {
            text += next;
            continue;
        }
        const char escaped = in.next();
        if (escaped == 'n' || escaped == 'r')
            text += '\n';
        else if (escaped == '=' || escaped == '\\' || escaped == '|')
            text += escaped;
        else
            text.append(1, '\\').append(1, escaped);
    }
    return text;
}

void add_field(Event& event, std::string_view key, std::string value) {
    if (event.fields.size() < fields_max && key.size() <= field_name_max)
        event.fields.push_back({std::string{key}, std::move(value)});
}

// Where the key before the `=` at `equals` begins; nothing when none ends there.
std::optional<std::size_t> key_before(std::string_view text, std::size_t equals) {
    auto begin = equals;
    while (begin > 0 && equals - begin <= field_name_max && is_key_part(text[begin - 1]))
        --begin;
    const bool is_key = begin < equals && (begin == 0 || text[begin - 1] == ' ');
    return is_key ? std::optional{begin} : std::nullopt;
}

void read_extension(Event& event, std::string_view text) {
    std::string_view key;
    std::size_t value_begin = 0;
    const auto end_value = [&](std::size_t end) {
        auto value = text.substr(value_begin, end - value_begin);
        while (value.ends_with(' '))
            value.remove_suffix(1);
        if (!key.empty()) add_field(event, key, unescaped(value));
    };
    for (std::size_t place = 0; place < text.size(); ++place) {
        if (text[place] == '\\') {
            ++place; // Whatever it is, it begins and ends nothing.
            continue;
        }
        if (text[place] != '=') continue;
        const auto begin = key_before(text, place);
        if (!begin || *begin < value_begin) continue;
        end_value(*begin);
        key = text.substr(*begin, place - *begin);
        value_begin = place + 1;
    }
    end_value(text.size());
}

std::optional<int> grade_of(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, int>, 6> words{{{"unknown", 0},
                                                                     {"low", 2},
                                                                     {"medium", 5},
                                                                     {"high", 8},
                                                                     {"very-high", 10},
                                                                     {"critical", 10}}};
    int number = 0;
    const auto* const end = text.data() + text.size();
    const auto [read_end, error] = std::from_chars(text.data(), end, number);
    if (error == std::errc{} && read_end == end)
        return number >= 0 && number <= 10 ? std::optional{number} : std::nullopt;
    std::string lower{text};
    std::ranges::transform(lower, lower.begin(), [](char byte) {
        return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte;
    });
    const auto* const found = std::ranges::find(words, std::string_view{lower},
                                                [](const auto& word) { return word.first; });
    return found == words.end() ? std::nullopt : std::optional{found->second};
}

Endpoint endpoint(const Event& event, std::string_view address, std::string_view port) {
    constexpr std::size_t address_max = 64;
    Endpoint end{.address = std::string{clipped(event.field(address), address_max)}};
    const auto digits = event.field(port);
    std::uint16_t number = 0;
    const auto [read_end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error == std::errc{} && read_end == digits.data() + digits.size()) end.port = number;
    return end;
}

void read_time(Event& event, std::string_view text, const OffsetAt& zone) {
    if (text.empty()) return;
    const auto said = read_moment(text, event.received_at, zone);
    if (!said) return;
    event.said_at = said->time;
    if (said->is_guessed) event.marks.add(Mark::time_guessed);
}

// The fields both have under names of their own.
struct Names {
    std::string_view source_port;
    std::string_view destination_port;
    std::string_view time;
    std::string_view host;
};

void take_common(Event& event, const Names& names, const OffsetAt& zone) {
    event.source = endpoint(event, "src", names.source_port);
    event.destination = endpoint(event, "dst", names.destination_port);
    read_time(event, event.field(names.time), zone);
    if (event.host.empty()) event.host = clipped(event.field(names.host), host_bytes_max);
}

bool read_cef_0(Event& event, Cursor& in, const OffsetAt& zone) {
    std::array<std::string, 7>
        head; // Version, vendor, product, version, signature, name, severity.
    for (auto& part : head) {
        auto read = head_part(in);
        if (!read) return false;
        part = *std::move(read);
    }
    event.kind = Kind::cef;
    event.rule = clipped(head[4], title_bytes_max);
    event.title = clipped(head[5], title_bytes_max);
    event.grade = grade_of(head[6]);
    if (event.app.empty()) event.app = head[2];
    add_field(event, "deviceVendor", head[1]);
    add_field(event, "deviceProduct", head[2]);
    add_field(event, "deviceVersion", head[3]);
    read_extension(event, in.rest());
    take_common(event, {"spt", "dpt", "rt", "dvchost"}, zone);
    return true;
}

// A character, or `x09` and `0x09` for one that cannot be typed.
char separator_of(std::string_view text) {
    if (text.size() == 1) return text.front();
    auto hex = text.starts_with("0x") ? text.substr(2) : text;
    if (hex.starts_with('x')) hex.remove_prefix(1);
    unsigned value = 0;
    const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
    const bool is_read = error == std::errc{} && end == hex.data() + hex.size() && value < 128;
    return is_read && value > 0 ? static_cast<char>(value) : '\t';
}

bool read_leef(Event& event, Cursor& in, const OffsetAt& zone) {
    const bool is_second = in.starts_with("2");
    std::array<std::string, 5> head; // Version, vendor, product, version, event.
    for (auto& part : head) {
        auto read = head_part(in);
        if (!read) return false;
        part = *std::move(read);
    }
    char separator = '\t';
    if (is_second) {
        auto ahead = in;
        const auto named = head_part(ahead);
        if (named && named->size() <= 4) {
            separator = separator_of(*named);
            in = ahead;
        }
    }
    event.kind = Kind::leef;
    event.rule = clipped(head[4], title_bytes_max);
    if (event.app.empty()) event.app = head[2];
    while (!in.is_done()) {
        const auto pair = in.until(separator);
        in.take(separator);
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos) continue;
        add_field(event, pair.substr(0, equals), std::string{pair.substr(equals + 1)});
    }
    event.grade = grade_of(event.field("sev"));
    const auto name = event.field("eventName");
    event.title = clipped(name.empty() ? std::string_view{head[4]} : name, title_bytes_max);
    take_common(event, {"srcPort", "dstPort", "devTime", "identHostName"}, zone);
    return true;
}

} // namespace

bool read_cef(Event& event, const OffsetAt& zone) {
    Cursor in{event.text};
    if (in.take("CEF:")) return read_cef_0(event, in, zone);
    if (in.take("LEEF:")) return read_leef(event, in, zone);
    return false;
}

} // namespace sokuo::syslog
