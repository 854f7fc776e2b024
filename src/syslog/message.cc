#include "syslog/message.h"

#include "core/text.h"
#include "syslog/cef.h"
#include "syslog/eve.h"
#include "syslog/moment.h"

#include <algorithm>
#include <utility>

namespace sokuo::syslog {
namespace {

constexpr int priority_max = 191;
/// Of one structured element's name or of a parameter's, RFC 5424 §6.
constexpr std::size_t sd_name_max = 64;

bool is_printable(char byte) {
    return byte > ' ' && byte != 0x7F;
}

void take_priority(Event& event, Cursor& in) {
    auto ahead = in;
    if (ahead.take('<')) {
        const auto number = ahead.number(1, 3);
        if (number && *number <= priority_max && ahead.take('>')) {
            event.facility = static_cast<std::uint8_t>(*number / 8);
            event.severity = static_cast<std::uint8_t>(*number % 8);
            in = ahead;
            return;
        }
    }
    event.marks.add(Mark::no_priority);
}

void note(Event& event, const std::optional<Said>& said) {
    if (!said) return event.marks.add(Mark::time_unread);
    event.said_at = said->time;
    if (said->is_guessed) event.marks.add(Mark::time_guessed);
}

std::string_view or_nothing(std::string_view value) {
    return value == "-" ? std::string_view{} : value;
}

// -- RFC 5424
// --------------------------------------------------------------------------------------

// One of `NAME SP`; the grammar allows printable ASCII, and we are not asked to judge more.
std::optional<std::string_view> header_part(Cursor& in, std::size_t bytes_max) {
    const auto part = in.as_long_as(is_printable, bytes_max);
    if (part.empty() || !(in.is_done() || in.starts_with(' '))) return {};
    return or_nothing(part);
}

std::optional<std::string> parameter_value(Cursor& in) {
    if (!in.take('"')) return {};
    std::string value;
    while (!in.is_done()) {
        const char next = in.next();
        if (next == '"') return value;
        const bool is_escaped =
            next == '\\' && (in.starts_with('"') || in.starts_with('\\') || in.starts_with(']'));
        value += is_escaped ? in.next() : next;
    }
    return {};
}

bool take_element(std::vector<Field>& fields, Cursor& in) {
    const auto is_name = [](char byte) {
        return is_printable(byte) && byte != '=' && byte != ']' && byte != '"';
    };
    const auto id = in.as_long_as(is_name, sd_name_max);
    if (id.empty()) return false;
    while (in.take(' ')) {
        if (in.starts_with(']')) break;
        const auto name = in.as_long_as(is_name, sd_name_max);
        if (name.empty() || !in.take('=')) return false;
        auto value = parameter_value(in);
        if (!value) return false;
        if (fields.size() < fields_max)
            fields.push_back({std::string{id}.append(".").append(name), *std::move(value)});
    }
    return in.take(']');
}

// What cannot be read stays part of the text, so nothing of it is lost.
void take_structured_data(Event& event, Cursor& in) {
    if (in.take('-')) return;
    auto ahead = in;
    std::vector<Field> fields;
    while (ahead.take('[')) {
        if (!take_element(fields, ahead)) return;
    }
    if (!ahead.is_done() && !ahead.starts_with(' ')) return;
    event.fields = std::move(fields);
    in = ahead;
}

bool take_5424(Event& event, Cursor& in, const OffsetAt& zone) {
    constexpr std::size_t moment_max = 64;
    constexpr std::size_t message_id_max = 64;
    auto ahead = in;
    if (!ahead.take("1 ")) return false;
    const auto moment = header_part(ahead, moment_max);
    if (!moment || !ahead.take(' ')) return false;
    const auto host = header_part(ahead, host_bytes_max);
    if (!host || !ahead.take(' ')) return false;
    const auto app = header_part(ahead, app_bytes_max);
    if (!app || !ahead.take(' ')) return false;
    const auto process = header_part(ahead, process_bytes_max);
    if (!process || !ahead.take(' ')) return false;
    const auto message_id = header_part(ahead, message_id_max);
    if (!message_id) return false;
    ahead.take(' ');
    if (!moment->empty()) note(event, read_moment(*moment, event.received_at, zone));
    event.host = *host;
    event.app = *app;
    event.process = *process;
    take_structured_data(event, ahead);
    if (!message_id->empty()) event.fields.push_back({"msgid", std::string{*message_id}});
    ahead.take(' ');
    ahead.take("\xEF\xBB\xBF");
    in = ahead;
    return true;
}

// -- RFC 3164, as it is written
// --------------------------------------------------------------------

bool begins_content(std::string_view text) {
    return text.starts_with("CEF:") || text.starts_with("LEEF:") || text.starts_with('{');
}

// A number of the sender's own and a mark of doubt, as Cisco's devices put them before the time.
void skip_sequence(Cursor& in) {
    auto ahead = in;
    if (ahead.number(1, 9) && ahead.take(": ")) in = ahead;
    ahead = in;
    if ((ahead.take('*') || ahead.take('.')) && !ahead.starts_with('%')) in = ahead;
}

void take_host(Event& event, Cursor& in) {
    if (begins_content(in.rest())) return;
    auto ahead = in;
    const auto word = ahead.as_long_as(is_printable, host_bytes_max);
    const bool is_tag = word.ends_with(':') || word.find('[') != std::string_view::npos;
    if (word.empty() || is_tag || !ahead.take(' ')) return;
    event.host = word;
    in = ahead;
    in.skip(' ');
}

// `sshd[711]: `, `kernel: `. What only looks like it stays in the text.
void take_tag(Event& event, Cursor& in) {
    const auto is_tag = [](char byte) {
        return is_printable(byte) && byte != '[' && byte != ':' && byte != '{' && byte != '|';
    };
    if (begins_content(in.rest())) return;
    auto ahead = in;
    const auto app = ahead.as_long_as(is_tag, app_bytes_max);
    if (app.empty()) return;
    std::string_view process;
    if (ahead.take('[')) {
        process = clipped(ahead.until(']'), process_bytes_max + 1);
        if (process.size() > process_bytes_max || !ahead.take(']')) return;
    }
    if (!ahead.take(':')) return;
    ahead.take(' ');
    event.app = app;
    event.process = process;
    in = ahead;
}

void take_3164(Event& event, Cursor& in, const OffsetAt& zone) {
    auto ahead = in;
    skip_sequence(ahead);
    const auto said = take_moment(ahead, event.received_at, zone);
    if (!said) {
        if (!begins_content(in.rest())) event.marks.add(Mark::time_unread);
        take_tag(event, in);
        return;
    }
    note(event, said);
    if (ahead.take(':')) { // As Cisco's devices end it, and without a host.
        ahead.skip(' ');
        in = ahead;
        return;
    }
    if (!ahead.is_done() && !ahead.starts_with(' ')) return;
    ahead.skip(' ');
    take_host(event, ahead);
    take_tag(event, ahead);
    in = ahead;
}

} // namespace

std::string_view read_head(Event& event, std::string_view line, const OffsetAt& zone) {
    Cursor in{line};
    take_priority(event, in);
    if (!take_5424(event, in, zone)) take_3164(event, in, zone);
    return in.rest();
}

Event read(Arrival arrival, const OffsetAt& zone) {
    Event event;
    event.received_at = arrival.received_at;
    event.way = arrival.way;
    event.sender = std::move(arrival.sender);
    event.raw = std::move(arrival.raw);
    event.marks = arrival.marks;
    if (!is_valid_utf8(event.raw)) event.marks.add(Mark::broken_text);
    const auto line = readable(event.raw);
    event.text = read_head(event, line, zone);
    if (!read_eve(event, zone) && !read_cef(event, zone) && event.title.empty())
        event.title = clipped(event.text, title_bytes_max);
    if (event.host.empty()) event.host = event.sender;
    return event;
}

} // namespace sokuo::syslog
