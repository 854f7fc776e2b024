#include "app/monitor_settings.h"

#include "app/settings_file.h"
#include "charter/problem.h"
#include "charter/reader.h"
#include "core/yaml.h"
#include "http/address.h"
#include "incident/words.h"
#include "monitor/ignore.h"
#include "monitor/selector.h"

#include <algorithm>
#include <string>
#include <utility>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;
using charter::Level;
using charter::Reader;
using charter::Sheet;
using monitor::Kind;
using monitor::Target;

constexpr std::string_view settings_name = "monitors.yaml";
constexpr std::size_t list_max = 50;

constexpr Message bad_mapping{"app.monitors_not_a_mapping", "「キー: 値」の形で書いてください。",
                              "Write it as `key: value` lines."};
constexpr Message same_name{"app.monitors_same_name", "同じ name の見張りが2つあります（{0}）。",
                            "Two monitors are named {0}."};
constexpr Message bad_url{"app.monitors_bad_url",
                          "address は https://www.city.example/ の形で、小文字で書いてください。",
                          "Write `address` as https://www.city.example/, in small letters."};
constexpr Message bad_door{"app.monitors_bad_door",
                           "address は www.city.example:443 の形で書いてください。",
                           "Write `address` as www.city.example:443."};
constexpr Message bad_host{"app.monitors_bad_host",
                           "address は www.city.example の形で書いてください。",
                           "Write `address` as www.city.example."};
constexpr Message bad_proxy{"app.monitors_bad_proxy",
                            "proxy は http://proxy.city.example:8080 の形で書いてください。",
                            "Write `proxy` as http://proxy.city.example:8080."};
constexpr Message bad_quiet{"app.monitors_bad_quiet",
                            "「{0}」は 22:00-06:00 か sun 01:00-05:00 の形で書いてください。",
                            "Write “{0}” as 22:00-06:00 or sun 01:00-05:00."};
constexpr Message bad_time{
    "app.monitors_bad_time",
    "時刻は 2026-12-01T22:00:00+09:00 の形で、from を to より前にしてください。",
    "Write times as 2026-12-01T22:00:00+09:00, `from` before `to`."};
constexpr Message bad_selector{
    "app.monitors_bad_selector",
    "「{0}」は #id、.class、tag、tag.class のどれかの形で書いてください。",
    "Write “{0}” as #id, .class, tag or tag.class."};
constexpr Message bad_address{"app.monitors_bad_address", "「{0}」はアドレスとして読めません。",
                              "“{0}” cannot be read as an address."};
constexpr Message not_here{"app.monitors_key_of_others", "「{0}」は、この kind では使いません。",
                           "`{0}` is not used with this kind."};
constexpr Message too_many{"app.monitors_too_many", "見張りは100個までです。",
                           "At most 100 monitors."};
constexpr Message list_too_long{"app.monitors_list_too_long", "{0} は50個までです。",
                                "At most 50 of `{0}`."};
constexpr Message must_be_here{
    "app.monitors_demo_elsewhere",
    "架空の要綱では、この機械の中（127.0.0.1）だけを見張れます（{0}）。",
    "With a fictional charter only this machine (127.0.0.1) is looked at ({0})."};

/// One target, with where to say what is wrong with it.
class TargetReader {
public:
    TargetReader(const Node& node, Sheet& sheet) : in_{node, sheet} {}

    Target read() {
        target_.name = in_.text("name");
        target_.kind =
            incident::named<Kind>(in_.choice("kind", monitor::kind_names), monitor::kind_names)
                .value_or(Kind::http);
        target_.address = in_.text("address");
        read_place();
        target_.every = seconds("every_seconds", 30, 86'400, 300);
        target_.timeout = seconds("timeout_seconds", 1, 60, 10);
        target_.ca_file = in_.optional_text("ca_file");
        target_.is_private = in_.optional_boolean("private", false);
        target_.is_loopback = in_.optional_boolean("loopback", false);
        target_.proxy = in_.optional_text("proxy");
        const auto proxy = http::read_url(target_.proxy);
        if (!target_.proxy.empty() && (!proxy || proxy->is_secure)) wrong("proxy", bad_proxy);
        if (const auto* node = in_.optional_mapping("expect")) read_expect(*node);
        if (const auto* node = in_.optional_mapping("ignore")) read_ignore(*node);
        read_alarm(in_.optional_mapping("alarm"));
        in_.finish();
        return std::move(target_);
    }

private:
    void wrong(std::string_view key, const Message& what, std::vector<std::string> args = {}) {
        in_.sheet().add(Level::error, in_.line_of(key), what, what, std::move(args));
    }

    std::chrono::seconds seconds(std::string_view key, int min, int max, int usual) {
        return std::chrono::seconds{in_.optional_integer(key, min, max).value_or(usual)};
    }

    void read_place() {
        if (target_.address.empty()) return;
        switch (target_.kind) {
        case Kind::http:
        case Kind::page:
            if (const auto url = http::read_url(target_.address))
                target_.host = url->host;
            else
                wrong("address", bad_url);
            return;
        case Kind::tcp:
        case Kind::tls: {
            auto door = monitor::split_address(target_.address);
            if (door.port == 0 || !http::is_host(door.host)) wrong("address", bad_door);
            target_.host = std::move(door.host);
            target_.port = door.port;
            return;
        }
        case Kind::dns: break;
        }
        if (!http::is_host(target_.address)) wrong("address", bad_host);
        target_.host = target_.address;
    }

    std::vector<std::string> list(Reader& in, std::string_view key) {
        auto texts = in.optional_texts(key);
        if (texts.size() > list_max)
            in.sheet().add(Level::error, in.line_of(key), list_too_long, list_too_long,
                           {std::string{key}});
        return texts;
    }

    // A key that says nothing for this kind is a mistake, and not kept in silence.
    void only_for(const Node& node, std::string_view key, std::initializer_list<Kind> kinds) {
        const auto* said = node.find(key);
        if (said == nullptr || std::ranges::find(kinds, target_.kind) != kinds.end()) return;
        in_.sheet().add(Level::error, said->line, not_here, not_here, {std::string{key}});
    }

    void read_expect(const Node& node) {
        Reader in{node, in_.sheet()};
        auto& expect = target_.expect;
        only_for(node, "status", {Kind::http, Kind::page});
        only_for(node, "words", {Kind::http, Kind::page});
        only_for(node, "no_words", {Kind::http, Kind::page});
        only_for(node, "days_left", {Kind::tls});
        only_for(node, "addresses", {Kind::dns});
        only_for(node, "score", {Kind::page});
        expect.status = in.optional_integer("status", 100, 599).value_or(0);
        expect.words = list(in, "words");
        expect.no_words = list(in, "no_words");
        expect.days_left = in.optional_integer("days_left", 1, 365).value_or(expect.days_left);
        expect.score = in.optional_integer("score", 1, 100).value_or(expect.score);
        for (const auto& text : list(in, "addresses")) {
            const auto ip = http::read_ip(text);
            if (!ip)
                in.sheet().add(Level::error, in.line_of("addresses"), bad_address, bad_address,
                               {text});
            else
                expect.addresses.push_back(http::to_text(*ip));
        }
        in.finish();
    }

    void read_ignore(const Node& node) {
        Reader in{node, in_.sheet()};
        target_.left_out = list(in, "regions");
        target_.ignored = list(in, "lines");
        for (const auto& text : target_.left_out)
            if (!monitor::read_selector(text))
                in.sheet().add(Level::error, in.line_of("regions"), bad_selector, bad_selector,
                               {text});
        const auto patterns = monitor::Patterns::read(target_.ignored);
        if (!patterns.ok()) {
            const auto& error = patterns.error();
            in.sheet().add(Level::error, in.line_of("lines"), *error.message, *error.message,
                           error.args);
        }
        in.finish();
        if (target_.kind != Kind::page) wrong("ignore", not_here, {"ignore"});
    }

    // A page that changed is looked at twice; a certificate is nobody's emergency at night.
    void read_alarm(const Node* node) {
        auto& alarm = target_.alarm;
        if (target_.kind == Kind::page) alarm.after = 2;
        if (target_.kind == Kind::tls) alarm.severity = alert::Severity::medium;
        if (node == nullptr) return;
        Reader in{*node, in_.sheet()};
        alarm.after = in.optional_integer("after", 1, 100).value_or(alarm.after);
        alarm.back = in.optional_integer("back", 1, 100).value_or(alarm.back);
        if (node->find("severity") != nullptr)
            alarm.severity =
                incident::named<alert::Severity>(in.choice("severity", alert::severity_names),
                                                 alert::severity_names)
                    .value_or(alarm.severity);
        for (const auto& text : list(in, "quiet")) {
            if (const auto hours = monitor::read_quiet_hours(text))
                alarm.quiet.push_back(*hours);
            else
                in.sheet().add(Level::error, in.line_of("quiet"), bad_quiet, bad_quiet, {text});
        }
        for (const auto* one : in.optional_mappings("maintenance"))
            alarm.maintenance.push_back(read_maintenance(*one));
        in.finish();
    }

    monitor::Maintenance read_maintenance(const Node& node) {
        Reader in{node, in_.sheet()};
        const auto from = parse_rfc3339(in.text("from"));
        const auto to = parse_rfc3339(in.text("to"));
        in.finish();
        if (from.ok() && to.ok() && from.value() < to.value())
            return {.from = from.value(), .to = to.value()};
        in.sheet().add(Level::error, in.line(), bad_time, bad_time);
        return {};
    }

    Reader in_;
    Target target_;
};

bool is_here(std::string_view host) {
    const auto ip = http::read_ip(host);
    return host == "localhost" || (ip && http::ground_of(*ip) == http::Ground::here);
}

bool is_here(const Target& target) {
    const auto proxy = http::read_url(target.proxy);
    return is_here(target.host) && (!proxy || is_here(proxy->host));
}

} // namespace

Result<std::vector<Target>> read_monitor_settings(const fs::path& directory, bool only_loopback) {
    const auto file = directory / settings_name;
    std::error_code error;
    std::vector<Target> targets;
    if (!fs::exists(file, error)) return targets;
    const auto text = TRY(read_text_file(file));
    const auto root = TRY(parse_yaml(text, settings_name));
    if (root.kind != NodeKind::mapping)
        return at(failure(Errc::invalid, bad_mapping), std::string{settings_name});
    Sheet sheet{std::string{settings_name}};
    Reader in{root, sheet};
    for (const auto* node : in.optional_mappings("monitors")) {
        auto target = TargetReader{*node, sheet}.read();
        if (std::ranges::find(targets, target.name, &Target::name) != targets.end())
            sheet.add(Level::error, node->line, same_name, same_name, {target.name});
        if (!target.ca_file.empty()) target.ca_file = (directory / target.ca_file).string();
        targets.push_back(std::move(target));
    }
    if (targets.size() > monitor::targets_max)
        sheet.add(Level::error, in.line_of("monitors"), too_many, too_many);
    in.finish();
    if (!charter::is_loadable(sheet.problems())) return charter::first_error(sheet.problems());
    for (const auto& target : targets)
        if (only_loopback && !is_here(target))
            return failure(Errc::forbidden, must_be_here, {target.name});
    return targets;
}

} // namespace sokuo::app
