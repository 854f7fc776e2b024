#include "detect/logs/linux.h"

#include "detect/logs/audit_line.h"
#include "detect/logs/fortios_line.h"
#include "detect/logs/scan.h"
#include "detect/logs/shape.h"
#include "detect/logs/syslog_line.h"
#include "detect/logs/windows_xml.h"

#include <array>
#include <span>

namespace sokuo::detect::logs {
namespace {

// Which programs belong to which services of SigmaHQ's rules. A name ending in `*` is a beginning.
struct Program {
    std::string_view name;
    std::string_view services;
};
constexpr std::array programs{Program{"sshd*", "sshd auth syslog"},
                              Program{"sudo", "sudo auth syslog"},
                              Program{"su", "auth syslog"},
                              Program{"login", "auth syslog"},
                              Program{"passwd", "auth syslog"},
                              Program{"useradd", "auth syslog"},
                              Program{"userdel", "auth syslog"},
                              Program{"usermod", "auth syslog"},
                              Program{"groupadd", "auth syslog"},
                              Program{"chpasswd", "auth syslog"},
                              Program{"pkexec", "auth syslog"},
                              Program{"polkit*", "auth syslog"},
                              Program{"systemd-logind", "auth syslog"},
                              Program{"gdm*", "auth syslog"},
                              Program{"CRON", "cron syslog"},
                              Program{"cron*", "cron syslog"},
                              Program{"anacron", "cron syslog"},
                              Program{"clamd", "clamav syslog"},
                              Program{"clamav*", "clamav syslog"},
                              Program{"freshclam", "clamav syslog"},
                              Program{"vsftpd", "vsftpd syslog"},
                              Program{"guacd", "guacamole syslog"},
                              Program{"guacamole", "guacamole syslog"}};
constexpr std::string_view of_auth = "auth syslog";

// Events of Sysmon for Linux, by their number.
struct Kind {
    std::uint32_t id;
    std::string_view category;
};
constexpr std::array kinds{
    Kind{1, "process_creation"},    Kind{3, "network_connection"}, Kind{4, "sysmon_status"},
    Kind{5, "process_termination"}, Kind{9, "raw_access_thread"},  Kind{11, "file_event"},
    Kind{16, "sysmon_status"},      Kind{23, "file_delete"},       Kind{255, "sysmon_error"}};

constexpr int auth_facility = 4;
constexpr int authpriv_facility = 10;

constexpr std::array<std::string_view, 24> facilities{
    "kern",   "user",   "mail",     "daemon", "auth",   "syslog", "lpr",    "news",
    "uucp",   "cron",   "authpriv", "ftp",    "ntp",    "audit",  "alert",  "clock",
    "local0", "local1", "local2",   "local3", "local4", "local5", "local6", "local7"};
constexpr std::array<std::string_view, 8> severities{"emerg",   "alert",  "crit", "err",
                                                     "warning", "notice", "info", "debug"};

bool is_named(std::string_view name, std::string_view pattern) {
    if (!pattern.ends_with('*')) return name == pattern;
    pattern.remove_suffix(1);
    return name.starts_with(pattern);
}

struct LinuxDesk final : LineDesk {
    using LineDesk::LineDesk;
    FieldId host = names.of("host");
    FieldId program = names.of("program");
    FieldId pid = names.of("pid");
    FieldId message = names.of("message");
    FieldId facility = names.of("facility");
    FieldId severity = names.of("severity");
    FieldId msgid = names.of("msgid");
    HeadNames head{names};
};

// Cisco: `%SYS-5-CONFIG_I: …`; gives `SYS`.
std::string_view cisco_facility(std::string_view message, bool needs_colon) {
    const auto at = message.find('%');
    if (at > 80) return {}; // As `npos` is.
    const auto mark = message.substr(at + 1, 80);
    const auto dash = mark.find('-');
    if (dash == mark.npos || dash == 0 || dash + 2 >= mark.size()) return {};
    for (const char sign : mark.substr(0, dash))
        if ((sign < 'A' || sign > 'Z') && !is_digit(sign) && sign != '_') return {};
    if (mark[dash + 1] < '0' || mark[dash + 1] > '7' || mark[dash + 2] != '-') return {};
    if (needs_colon && mark.find(':') == mark.npos) return {};
    return mark.substr(0, dash);
}

class LinuxReader final : public LineReader {
public:
    LinuxReader(std::unique_ptr<Cutter> cutter, const Hints& hints, std::string_view format)
        : LineReader{std::move(cutter), hints, format}, year_{hints.year}, offset_{hints.offset} {
        const auto file = base_name(hints.name);
        const bool is_auth = file.starts_with("auth.log") || file.starts_with("secure");
        const auto of_linux = [](std::string_view services) {
            return Source{.product = "linux", .services = words_of(services)};
        };
        for (const auto& program : programs)
            sources_.push_back(of_linux(program.services));
        syslog_ = of_linux(is_auth ? of_auth : "syslog");
        auth_ = of_linux(of_auth);
        audit_ = of_linux("auditd");
        for (const auto& kind : kinds)
            sysmon_.push_back({.product = "linux",
                               .categories = {std::string{kind.category}},
                               .services = {"sysmon"}});
        sysmon_other_ = of_linux("sysmon");
        windows_.product = "windows";
        fortigate_ = {.product = "fortigate", .categories = {"firewall"}};
        fortigate_event_ = {
            .product = "fortigate", .categories = {"firewall"}, .services = {"event"}};
        fortigate_traffic_ = {
            .product = "fortigate", .categories = {"firewall"}, .services = {"traffic"}};
        fortigate_web_ = {
            .product = "fortigate", .categories = {"proxy"}, .services = {"webfilter"}};
        cisco_ = {.product = "cisco", .services = {"syslog", "aaa"}};
        cisco_bgp_ = {.product = "cisco", .services = {"syslog", "bgp"}};
        cisco_ldp_ = {.product = "cisco", .services = {"syslog", "ldp"}};
    }

    [[nodiscard]] std::unique_ptr<Desk> desk(const Names& names) const override {
        return std::make_unique<LinuxDesk>(names);
    }

protected:
    bool line(std::string_view line, LineDesk& desk, Event& event) const override {
        auto& own = static_cast<LinuxDesk&>(desk);
        event.source = &source(syslog_);
        if (is_audit(line)) {
            audit(line, own, event);
        } else if (is_fortios(line)) {
            fortios(line, own, event);
        } else if (const auto read = read_syslog(line)) {
            syslog(*read, own, event);
        } else {
            own.add(own.message, line);
        }
        return true;
    }

private:
    void audit(std::string_view line, LinuxDesk& desk, Event& event) const {
        const auto read = read_audit(line, desk);
        event.source = &source(audit_);
        if (!read.node.empty()) event.computer = {desk.head.computer, Type::utf8, read.node};
        event.time = {0, Type::number, read.time};
    }

    void fortios(std::string_view line, LinuxDesk& desk, Event& event) const {
        const auto read = read_fortios(line, desk);
        const auto& seen = read.type == "event"          ? fortigate_event_
                           : read.type == "traffic"      ? fortigate_traffic_
                           : read.subtype == "webfilter" ? fortigate_web_
                                                         : fortigate_;
        event.source = &source(seen);
        if (!read.device.empty()) event.computer = {desk.head.computer, Type::utf8, read.device};
        if (!read.time.bytes.empty()) event.time = read.time;
    }

    bool xml(std::string_view text, LinuxDesk& desk, Event& event) const {
        if (!take_event_xml(text, desk.head, desk, event)) return false;
        const bool is_linux = event.provider.bytes == linux_sysmon;
        event.source = &source(is_linux ? sysmon(event.event_id) : windows_);
        return true;
    }

    [[nodiscard]] const Source& sysmon(std::uint32_t id) const {
        for (std::size_t at = 0; at < kinds.size(); ++at)
            if (kinds.at(at).id == id) return sysmon_[at];
        return sysmon_other_;
    }

    void syslog(const SyslogLine& read, LinuxDesk& desk, Event& event) const {
        desk.add(desk.host, read.host);
        if (!read.host.empty()) event.computer = {desk.head.computer, Type::utf8, read.host};
        event.time = time_of(read, desk);
        if (is_audit(read.message)) return audit_in(read, desk, event);
        if (is_fortios(read.message)) return fortios(read.message, desk, event);
        if (read.message.starts_with("<Event") && xml(read.message, desk, event)) return;
        desk.add(desk.program, read.program);
        desk.add(desk.pid, read.pid);
        desk.add(desk.msgid, read.id);
        if (read.priority) {
            const auto number = static_cast<std::size_t>(*read.priority);
            desk.add(desk.facility, facilities.at(number / 8));
            desk.add(desk.severity, severities.at(number % 8));
        }
        desk.add(desk.message, read.message);
        parameters(read.data, desk);
        const auto program = base_name(read.program);
        if (program == "sudo") of_sudo(read.message, desk);
        event.source = &source(source_of(read, program));
    }

    void audit_in(const SyslogLine& read, LinuxDesk& desk, Event& event) const {
        const auto host = event.computer;
        const auto time = event.time;
        audit(read.message, desk, event);
        if (event.computer.bytes.empty()) event.computer = host;
        if (event.time.bytes.empty()) event.time = time;
    }

    [[nodiscard]] Value time_of(const SyslogLine& read, LinuxDesk& desk) const {
        if (read.has_year || !year_ || read.time.empty()) return {0, Type::utf8, read.time};
        constexpr std::size_t size = 19;
        constexpr std::size_t offset_size = 6;
        char* const room = desk.arena.take(size + offset_size);
        if (!with_year(read.time, *year_, room)) return {0, Type::utf8, read.time};
        if (offset_.count() == 0) return {0, Type::utf8, {room, size}};
        put_offset(offset_, room + size);
        return {0, Type::utf8, {room, size + offset_size}};
    }

    [[nodiscard]] const Source& source_of(const SyslogLine& read, std::string_view program) const {
        for (std::size_t at = 0; at < programs.size(); ++at)
            if (is_named(program, programs.at(at).name)) return sources_[at];
        const auto facility = read.priority.value_or(0) / 8;
        if (facility == auth_facility || facility == authpriv_facility) return auth_;
        // Routers have no program; the mark stands first, or where the program would be.
        std::string_view cisco;
        if (program.starts_with('%'))
            cisco = cisco_facility(program, false);
        else if (program.empty() || read.message.starts_with('%'))
            cisco = cisco_facility(read.message, true);
        if (cisco.empty()) return syslog_;
        return cisco == "BGP" ? cisco_bgp_ : cisco.starts_with("LDP") ? cisco_ldp_ : cisco_;
    }

    // `[id name="value" …]` as fields `id.name`.
    static void parameters(std::string_view data, LinuxDesk& desk) {
        Scan scan{data};
        while (scan.take("[")) {
            const auto head = scan.rest().substr(0, scan.rest().find_first_of(" ]"));
            scan.count(head.size());
            while (scan.take(" ")) {
                const auto name = scan.until('=');
                if (!scan.take("\"")) return;
                std::size_t end = 0;
                const auto rest = scan.rest();
                while (end < rest.size() && rest[end] != '"')
                    end += rest[end] == '\\' ? 2 : 1;
                const auto value = scan.count(end);
                scan.take("\"");
                desk.add_named(desk.arena.join(head, ".", name), value);
            }
            if (!scan.take("]")) return;
        }
    }

    // `pi : TTY=pts/0 ; PWD=/home/pi ; USER=root ; COMMAND=/bin/ls`.
    static void of_sudo(std::string_view message, LinuxDesk& desk) {
        const auto begin = message.find(" : ");
        if (begin == message.npos) return;
        auto rest = message.substr(begin + 3);
        while (!rest.empty()) {
            const bool is_last = rest.starts_with("COMMAND=");
            const auto end = is_last ? rest.size() : std::min(rest.find(" ; "), rest.size());
            const auto part = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 3, rest.size()));
            const auto equals = part.find('=');
            if (equals != part.npos && part.substr(0, equals).find(' ') == part.npos)
                desk.add_named(part.substr(0, equals), part.substr(equals + 1));
        }
    }

    std::optional<int> year_;
    std::chrono::minutes offset_;
    std::vector<Source> sources_; ///< As many as `programs`.
    std::vector<Source> sysmon_;  ///< As many as `kinds`.
    Source syslog_;
    Source auth_;
    Source audit_;
    Source sysmon_other_;
    Source windows_;
    Source fortigate_;
    Source fortigate_event_;
    Source fortigate_traffic_;
    Source fortigate_web_;
    Source cisco_;
    Source cisco_bgp_;
    Source cisco_ldp_;
};

} // namespace

bool is_linux_line(std::string_view line) {
    if (is_audit(line) || is_fortios(line)) return true;
    const auto read = read_syslog(line);
    if (!read) return false;
    return read->priority || !read->program.empty() || !read->host.empty();
}

std::unique_ptr<Reader> read_linux(Stream stream, const Hints& hints, std::string_view format,
                                   std::size_t bytes) {
    return std::make_unique<LinuxReader>(cut_lines(std::move(stream), bytes), hints, format);
}

} // namespace sokuo::detect::logs
