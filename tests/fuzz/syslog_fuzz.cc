// What machines send: lines of syslog, EVE, CEF and LEEF, and the stream they come out of; and what
// lies on a disk that was damaged. The first byte says which.

#include "core/text.h"
#include "fuzz.h"
#include "syslog/framing.h"
#include "syslog/record.h"
#include "syslog/selection.h"
#include "syslog/summary.h"

#include <chrono>
#include <string>

namespace {

using namespace sokuo;
using namespace sokuo::syslog;

void read_one(std::string raw) {
    const Time received{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};
    const auto event =
        read({.received_at = received, .way = Way::tcp, .sender = "192.0.2.7", .raw = raw},
             [](Time) { return std::chrono::minutes{540}; });
    fuzz::must(event.raw == raw);
    fuzz::must(event.fields.size() <= fields_max + 5);
    fuzz::must(!event.host.empty() && event.host.size() <= host_bytes_max);
    fuzz::must(event.marks.has(Mark::broken_text) == !is_valid_utf8(raw));
    for (const auto& text : {event.host, event.app, event.process, event.rule, event.title,
                             event.text, event.source.address, event.destination.address})
        fuzz::must(is_valid_utf8(text) && text.find('\0') == std::string::npos);
    for (const auto& field : event.fields)
        fuzz::must(is_valid_utf8(field.name) && is_valid_utf8(field.value));
    if (event.said_at) static_cast<void>(to_rfc3339(*event.said_at));
    Selection all;
    all.syslog_severity_max = 7;
    all.eve_severity_max = 255;
    all.cef_severity_min = 0;
    all.words = {"a"};
    if (const auto found = match(event, all)) fuzz::must(is_valid_utf8(found->raw));
}

// Every line stands in the stream, behind the one before it, and what is held stays small.
void read_stream(std::string_view bytes, std::size_t piece) {
    constexpr std::size_t line_max = 480;
    Framing framing{line_max};
    std::string all{bytes};
    std::size_t place = 0;
    const auto take = [&](std::string_view line, Marks) {
        fuzz::must(!line.empty() && line.size() <= line_max);
        const auto found = all.find(line, place);
        fuzz::must(found != std::string::npos);
        place = found + line.size();
    };
    for (std::size_t begin = 0; begin < bytes.size(); begin += piece) {
        framing.add(bytes.substr(begin, piece), take);
        fuzz::must(framing.held() <= line_max + piece + 20);
    }
    framing.finish(take);
}

// A damaged file gives back whole records only, each where it stands, and comes to its end.
void read_file(std::string_view bytes) {
    const FileKey key{'k', 'e', 'y', '!', 's', 'e', 'e', 'd'};
    std::string file;
    append_record(file, key, {.number = 7, .sender = "192.0.2.7", .host = "h", .raw = bytes});
    file += bytes;
    append_record(file, key, {.number = 8, .sender = "192.0.2.7", .host = "h", .raw = "last"});
    std::uint64_t last = 0;
    const auto end = walk(file, key, true, [&](const Record& record, std::size_t place) {
        fuzz::must(place < file.size());
        if (record.number == 7) fuzz::must(record.raw == bytes);
        last = record.number;
    });
    fuzz::must(last == 8 && end == file.size());
    static_cast<void>(Summary::decode(bytes));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto text = fuzz::text(data + 1, size - 1);
    switch (data[0] % 7) {
    case 0: read_one(std::string{text}); break;
    case 1: read_one("<13>Nov 23 10:05:27 h CEF:0|v|p|1|" + std::string{text}); break;
    case 2: read_one("LEEF:2.0|v|p|1|" + std::string{text}); break;
    case 3:
        read_one(R"({"event_type":"alert","timestamp":"2026-11-23T01:05:27.1+0000",)" +
                 std::string{text});
        break;
    case 4: read_one("<13>1 - h a - - [" + std::string{text}); break;
    case 5: read_file(text); break;
    default: read_stream(text, data[0] / 7 + 1U); break;
    }
    return 0;
}
