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

Result<std::unique_ptr<Reader>> open_as(const Recognised& found, std::unique_ptr<ByteStream> stream,
                                        const Hints& hints) {
    if (found.encoding != Encoding::utf8)
        stream = from_utf16(std::move(stream), found.encoding == Encoding::utf16_big);
    const auto format = to_string(found.format);
    const auto bytes = hints.block_bytes;
    const auto web = [&](WebForm form) { return read_web(std::move(stream), form, hints, bytes); };
    const auto json = [&](JsonForm form) {
        return read_json(std::move(stream), form, hints, format, bytes);
    };
    switch (found.format) {
    case Format::evtx: return open_evtx(std::move(stream));
    case Format::json_lines:
    case Format::eve_lines: return json(JsonForm::lines);
    case Format::json_elements:
    case Format::eve_elements: return json(JsonForm::elements);
    case Format::syslog:
    case Format::auditd:
    case Format::sysmon_linux: return read_linux(std::move(stream), hints, format, bytes);
    case Format::event_xml: return read_xml(std::move(stream), hints, bytes);
    case Format::access: return web(WebForm::access);
    case Format::apache_error: return web(WebForm::apache_error);
    case Format::nginx_error: return web(WebForm::nginx_error);
    case Format::squid: return web(WebForm::squid);
    case Format::w3c: return read_w3c(std::move(stream), hints, bytes);
    case Format::csv: return read_table(std::move(stream), found.delimiter, hints, bytes);
    case Format::lines: break;
    }
    return read_plain(std::move(stream), hints, bytes);
}

Result<std::unique_ptr<Reader>> open_reader(std::unique_ptr<ByteStream> stream, ByteView head,
                                            std::string_view name, Hints hints) {
    const auto found = recognise(head, name);
    if (hints.name.empty()) hints.name = name;
    return open_as(found, std::move(stream), hints);
}

Result<std::unique_ptr<Reader>> open_reader(Member member, Hints hints) {
    return open_reader(std::move(member.stream), member.head, member.plain, std::move(hints));
}

} // namespace sokuo::detect
