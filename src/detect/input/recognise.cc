#include "detect/input/recognise.h"

#include "detect/evtx/evtx.h"
#include "detect/input/stream.h"
#include "detect/logs/audit_line.h"
#include "detect/logs/cutter.h"
#include "detect/logs/linux.h"
#include "detect/logs/table.h"
#include "detect/logs/web.h"

#include <algorithm>
#include <array>
#include <optional>

namespace sokuo::detect {
namespace {

using namespace logs;

constexpr std::size_t looked_at_max = 64UL << 10U;
constexpr std::size_t lines_looked_at = 32;

// UTF-16 without its mark is known by the NULs of its ASCII.
Encoding encoding_of(std::string_view head) {
    if (head.starts_with("\xff\xfe")) return Encoding::utf16_little;
    if (head.starts_with("\xfe\xff")) return Encoding::utf16_big;
    const auto pairs = std::min<std::size_t>(head.size(), 256) / 2;
    std::size_t even = 0;
    std::size_t odd = 0;
    for (std::size_t at = 0; at < pairs; ++at) {
        if (head[at * 2] == '\0') ++even;
        if (head[at * 2 + 1] == '\0') ++odd;
    }
    if (pairs > 4 && odd * 4 > pairs * 3 && even * 8 < pairs) return Encoding::utf16_little;
    if (pairs > 4 && even * 4 > pairs * 3 && odd * 8 < pairs) return Encoding::utf16_big;
    return Encoding::utf8;
}

std::string in_utf8(std::string_view head, Encoding encoding) {
    const auto bytes = as_bytes(head.substr(0, head.size() / 2 * 2));
    const auto stream =
        from_utf16(read_memory({bytes.begin(), bytes.end()}), encoding == Encoding::utf16_big);
    auto text = take_head(*stream, head.size() * 2);
    return text.ok() ? std::string{as_text(text.value())} : std::string{};
}

std::string_view trimmed_front(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

// Whether the object that begins `text` ends, or the text does, before the line.
bool is_one_line(std::string_view text) {
    std::size_t depth = 0;
    bool is_string = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char sign = text[at];
        if (sign == '\n') return false;
        if (is_string) {
            if (sign == '\\') ++at;
            is_string = sign != '"';
        } else if (sign == '"') {
            is_string = true;
        } else if (sign == '{' || sign == '[') {
            ++depth;
        } else if ((sign == '}' || sign == ']') && --depth == 0) {
            return true;
        }
    }
    return true;
}

std::optional<Format> json_of(std::string_view text) {
    const auto front = trimmed_front(text);
    const bool is_array =
        front.starts_with('[') && (trimmed_front(front.substr(1)).starts_with('{') ||
                                   trimmed_front(front.substr(1)).starts_with(']'));
    const auto object =
        front.starts_with('{') ? trimmed_front(front.substr(1)) : std::string_view{};
    if (!is_array && !object.starts_with('"') && !object.starts_with('}')) return std::nullopt;
    const auto beginning = front.substr(0, 4096);
    const bool is_eve = beginning.find("\"event_type\"") != beginning.npos &&
                        (beginning.find("\"flow_id\"") != beginning.npos ||
                         beginning.find("\"src_ip\"") != beginning.npos);
    if (is_array || wrapper_bytes(front) > 0 || !is_one_line(front))
        return is_eve ? Format::eve_elements : Format::json_elements;
    return is_eve ? Format::eve_lines : Format::json_lines;
}

std::optional<Format> form_of_line(std::string_view line) {
    if (const auto web = web_form_of(line)) {
        switch (*web) {
        case WebForm::access: return Format::access;
        case WebForm::apache_error: return Format::apache_error;
        case WebForm::nginx_error: return Format::nginx_error;
        case WebForm::squid: return Format::squid;
        }
    }
    // The head of a log that was cut somewhere is half a line.
    if (line.starts_with("{\"") && line.ends_with('}')) return Format::json_lines;
    if (!is_linux_line(line)) return std::nullopt;
    if (is_audit(line)) return Format::auditd;
    return line.find("Linux-Sysmon") != line.npos ? Format::sysmon_linux : Format::syslog;
}

// What most of the first lines are.
Format lines_of(std::string_view text) {
    std::array<std::size_t, static_cast<std::size_t>(Format::lines) + 1> counts{};
    std::size_t all = 0;
    while (!text.empty() && all < lines_looked_at) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) continue;
        ++all;
        ++counts.at(static_cast<std::size_t>(form_of_line(line).value_or(Format::lines)));
    }
    if (all == 0) return Format::lines;
    const auto* const most = std::ranges::max_element(counts);
    // A few lines of known form among others (traces, continuations) are enough.
    auto best = static_cast<Format>(most - counts.begin());
    if (best != Format::lines) return best;
    counts.back() = 0;
    const auto* const next = std::ranges::max_element(counts);
    return *next * 4 >= all && *next > 0 ? static_cast<Format>(next - counts.begin()) : best;
}

// Events as XML, with what the event viewer puts before them.
bool is_xml(std::string_view text) {
    auto front = trimmed_front(text);
    if (front.starts_with("<?xml"))
        front = trimmed_front(front.substr(std::min(front.find('>') + 1, front.size())));
    return front.starts_with("<Event>") || front.starts_with("<Event ") ||
           front.starts_with("<Events>") || front.starts_with("<Events ");
}

bool is_w3c(std::string_view text) {
    for (std::size_t lines = 0; lines < 16 && text.starts_with('#'); ++lines) {
        if (text.starts_with("#Fields:")) return true;
        const auto end = text.find('\n');
        if (end == text.npos) return false;
        text.remove_prefix(end + 1);
    }
    return false;
}

} // namespace

Recognised recognise(ByteView head, std::string_view name) {
    auto text = as_text(head).substr(0, looked_at_max);
    Recognised found;
    if (looks_like_evtx(head)) {
        found.format = Format::evtx;
        return found;
    }
    found.encoding = encoding_of(text);
    std::string made;
    if (found.encoding != Encoding::utf8) {
        made = in_utf8(text, found.encoding);
        text = made;
    }
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    if (const auto json = json_of(text)) {
        found.format = *json;
        return found;
    }
    if (is_xml(text) || is_w3c(text)) {
        found.format = is_xml(text) ? Format::event_xml : Format::w3c;
        return found;
    }
    found.format = lines_of(text);
    if (found.format != Format::lines) return found;
    const auto first = text.substr(0, text.find('\n'));
    // PowerShell 5 writes the type of its objects above the names.
    const auto names = first.starts_with("#TYPE") ? std::string_view{} : first;
    if (const auto delimiter = delimiter_of(names)) {
        found.format = Format::csv;
        found.delimiter = *delimiter;
    } else if (name.ends_with(".evtx")) {
        found.format = Format::evtx; // whose head is damaged
    }
    return found;
}

std::optional<Format> recognise_line(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto front = trimmed_front(line);
    const auto object =
        front.starts_with('{') ? trimmed_front(front.substr(1)) : std::string_view{};
    if (object.starts_with('"') || object.starts_with('}')) return Format::json_lines;
    return form_of_line(line);
}

bool is_only_begun(std::string_view head) {
    if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
    const auto front = trimmed_front(head);
    if (front.empty()) return true;
    const auto inner = front.find_last_not_of(" \t\r\n");
    const auto text = front.substr(0, inner + 1);
    if (text == "{" || text == "[") return true;
    if (text.starts_with("<?xml")) return !is_xml(text) && head.size() < 4096;
    if (text.starts_with('{'))
        return wrapper_bytes(text) == 0 && wrapper_bytes(std::string{text} + "{") > 0;
    if (!text.starts_with('#') || is_w3c(head)) return false;
    std::size_t lines = 0;
    for (auto rest = head; rest.starts_with('#'); ++lines) {
        const auto end = rest.find('\n');
        if (end == rest.npos || end + 1 == rest.size()) return lines < 15;
        rest.remove_prefix(end + 1);
    }
    return false;
}

std::string_view to_string(Format format) {
    switch (format) {
    case Format::evtx: return "evtx";
    case Format::json_lines: return "jsonl";
    case Format::json_elements: return "json";
    case Format::eve_lines:
    case Format::eve_elements: return "eve";
    case Format::syslog: return "syslog";
    case Format::auditd: return "auditd";
    case Format::sysmon_linux: return "sysmon_linux";
    case Format::event_xml: return "event_xml";
    case Format::access: return "access";
    case Format::apache_error: return "apache_error";
    case Format::nginx_error: return "nginx_error";
    case Format::squid: return "squid";
    case Format::w3c: return "w3c";
    case Format::csv: return "csv";
    case Format::lines: return "lines";
    }
    return {};
}

} // namespace sokuo::detect
