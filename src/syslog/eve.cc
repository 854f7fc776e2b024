#include "syslog/eve.h"

#include "core/json.h"
#include "syslog/moment.h"

#include <charconv>
#include <cmath>
#include <utility>

namespace sokuo::syslog {
namespace {

constexpr std::size_t json_bytes_max = std::size_t{1} << 20U;

std::string real_text(double value) {
    std::array<char, 32> room{};
    const auto [end, error] = std::to_chars(room.data(), room.data() + room.size(), value);
    return error == std::errc{} ? std::string{room.data(), end} : std::string{};
}

std::string scalar_text(const Json& json) {
    if (const auto* text = json.text()) return readable(*text);
    if (const auto* number = json.integer()) return std::to_string(*number);
    if (const auto* real = json.real()) return real_text(*real);
    if (const auto* boolean = json.boolean()) return *boolean ? "true" : "false";
    return {};
}

class Flattened {
public:
    explicit Flattened(std::vector<Field>& fields) : fields_{fields} {}

    void add(const Json& json, std::string& path) {
        if (fields_.size() >= fields_max || path.size() > field_name_max) return;
        if (const auto* members = json.members()) {
            for (const auto& [key, value] : *members)
                add_under(value, path, readable(key));
        } else if (const auto* items = json.array_items()) {
            std::size_t place = 0;
            for (const auto& item : *items)
                add_under(item, path, std::to_string(place++));
        } else if (!json.is_null()) {
            fields_.push_back({path, scalar_text(json)});
        }
    }

private:
    // As deep as the JSON was let in, so a hostile one ends this no later than the parser.
    void add_under(const Json& json, std::string& path, const std::string& step) {
        const auto before = path.size();
        if (before > 0) path += '.';
        path += step;
        add(json, path);
        path.resize(before);
    }

    std::vector<Field>& fields_;
};

Endpoint endpoint(const Json& json, std::string_view address, std::string_view port) {
    constexpr std::size_t address_max = 64;
    Endpoint end{.address = std::string{clipped(json[address].text_or(""), address_max)}};
    const auto number = json[port].integer_or(0);
    if (number > 0 && number <= 65'535) end.port = static_cast<std::uint16_t>(number);
    end.address = readable(end.address);
    return end;
}

void read_time(Event& event, const Json& json, const OffsetAt& zone) {
    const auto said = read_moment(json["timestamp"].text_or(""), event.received_at, zone);
    if (!said) return event.marks.add(Mark::time_unread);
    event.said_at = said->time;
    if (said->is_guessed) event.marks.add(Mark::time_guessed);
}

void read_alert(Event& event, const Json& alert) {
    event.title = readable(clipped(alert["signature"].text_or(""), title_bytes_max));
    if (const auto* id = alert["signature_id"].integer()) event.rule = std::to_string(*id);
    const auto severity = alert["severity"].integer_or(0);
    if (severity >= 1 && severity <= 255) event.grade = static_cast<int>(severity);
}

} // namespace

bool read_eve(Event& event, const OffsetAt& zone) {
    if (!event.text.starts_with('{')) return false;
    const auto parsed =
        parse_json(event.text, {.bytes_max = json_bytes_max, .depth_max = eve_depth_max});
    if (!parsed.ok() || parsed.value().members() == nullptr) return false;
    const auto& json = parsed.value();
    event.kind = Kind::json;
    std::string path;
    Flattened{event.fields}.add(json, path);
    const auto type = json["event_type"].text_or("");
    if (type.empty() || json["timestamp"].text() == nullptr) {
        event.title = clipped(event.text, title_bytes_max);
        return true;
    }
    event.kind = Kind::eve;
    read_time(event, json, zone);
    event.source = endpoint(json, "src_ip", "src_port");
    event.destination = endpoint(json, "dest_ip", "dest_port");
    if (json["alert"].members() != nullptr) read_alert(event, json["alert"]);
    if (event.title.empty()) event.title = readable(clipped(type, title_bytes_max));
    if (event.host.empty())
        event.host = readable(clipped(json["host"].text_or(""), host_bytes_max));
    if (event.app.empty()) event.app = "suricata";
    return true;
}

} // namespace sokuo::syslog
