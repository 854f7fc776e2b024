#include "detect/input/open.h"

#include "detect/evtx/evtx.h"
#include "detect/input/stream.h"
#include "detect/logs/json.h"
#include "detect/logs/linux.h"
#include "detect/logs/table.h"
#include "detect/logs/web.h"
#include "detect/logs/windows_xml.h"

#include <utility>

namespace sokuo::detect {

using namespace logs;

Result<std::unique_ptr<Reader>> open_reader(std::unique_ptr<ByteStream> stream, ByteView head,
                                            std::string_view name, Hints hints) {
    const auto found = recognise(head, name);
    if (hints.name.empty()) hints.name = name;
    if (found.encoding != Encoding::utf8)
        stream = from_utf16(std::move(stream), found.encoding == Encoding::utf16_big);
    const auto format = to_string(found.format);
    switch (found.format) {
    case Format::evtx: return open_evtx(std::move(stream));
    case Format::json_lines:
    case Format::eve_lines: return read_json(std::move(stream), JsonForm::lines, hints, format);
    case Format::json_elements:
    case Format::eve_elements:
        return read_json(std::move(stream), JsonForm::elements, hints, format);
    case Format::syslog:
    case Format::auditd:
    case Format::sysmon_linux: return read_linux(std::move(stream), hints, format);
    case Format::event_xml: return read_xml(std::move(stream), hints);
    case Format::access: return read_web(std::move(stream), WebForm::access, hints);
    case Format::apache_error: return read_web(std::move(stream), WebForm::apache_error, hints);
    case Format::nginx_error: return read_web(std::move(stream), WebForm::nginx_error, hints);
    case Format::squid: return read_web(std::move(stream), WebForm::squid, hints);
    case Format::w3c: return read_w3c(std::move(stream), hints);
    case Format::csv: return read_table(std::move(stream), found.delimiter, hints);
    case Format::lines: return read_plain(std::move(stream), hints);
    }
    return read_plain(std::move(stream), hints);
}

Result<std::unique_ptr<Reader>> open_reader(Member member, Hints hints) {
    return open_reader(std::move(member.stream), member.head, member.plain, std::move(hints));
}

} // namespace sokuo::detect
