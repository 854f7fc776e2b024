#pragma once

// What a file is, by its first bytes; its name helps only where they do not say. Pure.

#include "core/bytes.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace sokuo::detect {

enum class Format : std::uint8_t {
    evtx,
    json_lines,    ///< An object a line.
    json_elements, ///< Objects in an array, or over several lines.
    eve_lines,     ///< Suricata's, an event a line …
    eve_elements,  ///< … or in an array.
    syslog,
    auditd,
    sysmon_linux,
    event_xml, ///< Events of Windows as XML.
    access,    ///< Web servers, common or combined.
    apache_error,
    nginx_error,
    squid,
    w3c, ///< IIS and others, with a line of `#Fields:`.
    csv,
    lines, ///< Text of no known form, and whatever else there is.
};

enum class Encoding : std::uint8_t { utf8, utf16_little, utf16_big };

struct Recognised {
    Format format = Format::lines;
    Encoding encoding = Encoding::utf8;
    char delimiter = ','; ///< Of `csv`.
};

/// `head`: the first bytes, the more the better, of which 64 KiB are looked at.
[[nodiscard]] Recognised recognise(ByteView head, std::string_view name);

/// What one line is by itself, among lines of any form: JSON, web servers', syslog's, auditd's.
[[nodiscard]] std::optional<Format> recognise_line(std::string_view line);

/// Whether whole lines that begin a stream are too few to tell what it is: an opening bracket, the
/// comments before `#Fields:`, `<?xml …?>`.
[[nodiscard]] bool is_only_begun(std::string_view head);

/// `evtx`, `jsonl`, `json`, `eve`, `syslog` …: for people.
[[nodiscard]] std::string_view to_string(Format format);

} // namespace sokuo::detect
