#include "app/log_settings.h"

#include "app/serve.h"
#include "app/settings_file.h"
#include "charter/problem.h"
#include "charter/reader.h"
#include "core/yaml.h"

#include <array>
#include <charconv>
#include <utility>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view file_name = "syslog.yaml";

constexpr Message bad_mapping{"app.syslog_not_a_mapping", "「キー: 値」の形で書いてください。",
                              "Write it as `key: value` lines."};
constexpr Message bad_door{"app.syslog_door", "「{0}」では待ち受けられません。",
                           "Nothing can be awaited at `{0}`."};
constexpr Message write_door{"app.syslog_write_door", "0.0.0.0:514 の形で書いてください。",
                             "Write it as 0.0.0.0:514."};
constexpr Message bad_mode{"app.syslog_mode", "「{0}」は、ソケットの許可の形ではありません。",
                           "`{0}` is no mode of a socket."};
constexpr Message write_mode{"app.syslog_write_mode", "\"0660\" のように8進数で書いてください。",
                             "Write it in octal, as \"0660\"."};
constexpr Message bad_range{"app.syslog_range", "「{0}」は、アドレスの範囲ではありません。",
                            "`{0}` is no range of addresses."};
constexpr Message write_range{"app.syslog_write_range",
                              "192.0.2.7 か 192.0.2.0/24 の形で書いてください。",
                              "Write it as 192.0.2.7 or 192.0.2.0/24."};
constexpr Message must_be_here{
    "app.syslog_must_be_here",
    "見本や訓練では、この機械の中（127.0.0.1）でだけログを待ち受けられます。",
    "In a demo or a drill, logs are awaited on this machine (127.0.0.1) only."};

constexpr int days_max = 3'650;
constexpr int gigabytes_max = 100'000;

unsigned mode_of(const std::string& text, std::size_t line, charter::Sheet& sheet) {
    unsigned mode = 0;
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, mode, 8);
    if (read.ec != std::errc{} || read.ptr != end || mode > 0777)
        sheet.add(charter::Level::error, line, bad_mode, write_mode, {text});
    return mode;
}

syslog::Door read_door(const Node& node, charter::Sheet& sheet) {
    charter::Reader in{node, sheet};
    syslog::Door door;
    const auto way = in.choice("way", syslog::way_names);
    for (std::size_t place = 0; place < syslog::way_names.size(); ++place) {
        if (syslog::way_names.at(place) == way) door.way = static_cast<syslog::Way>(place);
    }
    if (syslog::is_local(door.way)) {
        door.path = in.text("path");
        if (const auto mode = in.optional_text("mode"); !mode.empty())
            door.mode = mode_of(mode, in.line_of("mode"), sheet);
        in.finish();
        return door;
    }
    const auto address = in.text("address");
    const auto parsed = parse_address(address);
    if (parsed.ok()) {
        door.host = parsed.value().host;
        door.port = parsed.value().port;
    } else {
        sheet.add(charter::Level::error, in.line_of("address"), bad_door, write_door, {address});
    }
    if (door.way == syslog::Way::tls) {
        door.certificate = in.text("certificate");
        door.key = in.text("key");
    }
    in.finish();
    return door;
}

void read_senders(charter::Reader& in, std::vector<syslog::Range>& senders) {
    for (const auto& text : in.optional_texts("senders")) {
        auto range = syslog::Range::parse(text);
        if (range.ok())
            senders.push_back(range.value());
        else
            in.sheet().add(charter::Level::error, in.line_of("senders"), bad_range, write_range,
                           {text});
    }
}

void read_keep(const Node& node, charter::Sheet& sheet, syslog::Keep& keep) {
    charter::Reader in{node, sheet};
    const auto bytes = [&](std::string_view key, std::uint64_t& into) {
        if (const auto gigabytes = in.optional_integer(key, 1, gigabytes_max))
            into = static_cast<std::uint64_t>(*gigabytes) << 30U;
    };
    if (const auto days = in.optional_integer("days", 1, days_max))
        keep.days = std::chrono::days{*days};
    bytes("gigabytes", keep.bytes_max);
    bytes("free_gigabytes", keep.free_bytes_min);
    in.finish();
}

void read_raise(const Node& node, charter::Sheet& sheet, syslog::Selection& raise) {
    charter::Reader in{node, sheet};
    // What is written replaces what is usual; -1 looks for nothing.
    const auto level = [&](std::string_view key, int max, std::optional<int>& into) {
        const auto given = in.optional_integer(key, -1, max);
        if (given) into = *given < 0 ? std::nullopt : given;
    };
    level("syslog", 7, raise.syslog_severity_max);
    level("eve", 255, raise.eve_severity_max);
    level("cef", 10, raise.cef_severity_min);
    raise.words = in.optional_texts("words");
    in.finish();
}

bool is_here(const std::string& host) {
    return host.starts_with("127.") || host == "::1";
}

} // namespace

Result<std::optional<LogSettings>> read_log_settings(const fs::path& directory,
                                                     bool only_loopback) {
    const auto file = directory / file_name;
    std::error_code error;
    if (!fs::exists(file, error)) return std::optional<LogSettings>{};
    const auto text = TRY(read_text_file(file));
    const auto root = TRY(parse_yaml(text, file_name));
    if (root.kind != NodeKind::mapping)
        return at(failure(Errc::invalid, bad_mapping), std::string{file_name});
    charter::Sheet sheet{std::string{file_name}};
    charter::Reader in{root, sheet};
    static constexpr std::array<std::string_view, 1> formats{"sokuo-syslog/1"};
    in.choice("format", formats);
    LogSettings settings;
    for (const auto* node : in.mappings("listen"))
        settings.listen.doors.push_back(read_door(*node, sheet));
    read_senders(in, settings.listen.senders);
    if (const auto* node = in.optional_mapping("keep"); node != nullptr)
        read_keep(*node, sheet, settings.keep);
    if (const auto* node = in.optional_mapping("raise"); node != nullptr)
        read_raise(*node, sheet, settings.raise);
    in.finish();
    if (!charter::is_loadable(sheet.problems())) return charter::first_error(sheet.problems());
    for (auto& door : settings.listen.doors) {
        if (syslog::is_local(door.way)) {
            door.path = directory / door.path;
            continue;
        }
        if (only_loopback && !is_here(door.host))
            return at(failure(Errc::forbidden, must_be_here), std::string{file_name});
        if (door.way == syslog::Way::tls) {
            door.certificate = directory / door.certificate;
            door.key = directory / door.key;
        }
    }
    return std::optional{std::move(settings)};
}

} // namespace sokuo::app
