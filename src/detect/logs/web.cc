#include "detect/logs/web.h"

#include "detect/logs/scan.h"
#include "detect/logs/syslog_line.h"
#include "detect/logs/web_names.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sokuo::detect::logs {
namespace {

struct WebDesk final : LineDesk {
    using LineDesk::LineDesk;
    WebNames web{names};
    FieldId c_ip = names.of("c-ip");
    FieldId cs_username = names.of("cs-username");
    FieldId cs_method = names.of("cs-method");
    FieldId cs_version = names.of("cs-version");
    FieldId cs_referer = names.of("cs-referer");
    FieldId cs_user_agent = names.of("cs-user-agent");
    FieldId c_useragent = names.of("c-useragent");
    FieldId sc_status = names.of("sc-status");
    FieldId sc_bytes = names.of("sc-bytes");
    FieldId message = names.of("message");
    FieldId level = names.of("level");
    FieldId module = names.of("module");
    FieldId pid = names.of("pid");
    FieldId time_taken = names.of("time-taken");
    FieldId result = names.of("s-action");
    FieldId dst_ip = names.of("dst_ip");
    FieldId content_type = names.of("rs-content-type");
};

// Behind the opening quote, up to the closing one; a backslash keeps a quote from closing.
std::string_view quoted(Scan& scan) {
    const auto rest = scan.rest();
    std::size_t end = 0;
    while (end < rest.size() && rest[end] != '"')
        end += rest[end] == '\\' ? 2 : 1;
    const auto text = scan.count(end);
    scan.take("\"");
    return text;
}

bool is_ncsa_date(std::string_view text) {
    return text.size() >= 20 && fits(text, "00/") && month_of(text.substr(3, 3)) != 0 &&
           fits(text.substr(6), "/0000:00:00:00");
}

// `28/Nov/2026:10:05:27 +0900` as `2026-11-28T10:05:27+0900`. Requires `is_ncsa_date`.
std::string_view ncsa_time(std::string_view text, Arena& arena) {
    constexpr std::string_view numbers = "010203040506070809101112";
    const auto month = static_cast<std::size_t>(month_of(text.substr(3, 3)) - 1) * 2;
    const auto zone = text.substr(std::min<std::size_t>(text.size(), 20));
    return arena.join(text.substr(7, 4), "-", numbers.substr(month, 2), "-", text.substr(0, 2), "T",
                      text.substr(12, 8), zone.starts_with(' ') ? zone.substr(1) : zone);
}

// A time that names no zone, with that of the clock that wrote it.
std::string_view with_offset(std::string_view time, std::chrono::minutes offset, Arena& arena) {
    if (offset.count() == 0) return time;
    std::array<char, 6> text{};
    put_offset(offset, text.data());
    return arena.join(time, std::string_view{text.data(), text.size()});
}

// `Sat Nov 28 01:02:03.123456 2026` as `2026-11-28 01:02:03`, with the offset when there is one.
std::string_view error_time(std::string_view text, std::chrono::minutes offset, Arena& arena) {
    const auto year = text.substr(text.rfind(' ') == text.npos ? 0 : text.rfind(' ') + 1);
    if (text.size() < 24 || year.size() != 4 || !is_digit(year[0])) return text;
    const int number =
        (year[0] - '0') * 1000 + (year[1] - '0') * 100 + (year[2] - '0') * 10 + (year[3] - '0');
    constexpr std::size_t size = 19;
    char* const room = arena.take(size);
    if (!with_year(text.substr(4), number, room)) return text;
    return with_offset({room, size}, offset, arena);
}

bool is_error_date(std::string_view text) {
    return text.size() >= 24 && text[3] == ' ' && month_of(text.substr(4, 3)) != 0;
}

bool is_squid(std::string_view line) {
    Scan scan{line};
    if (scan.digits(12).size() < 9 || !scan.take(".") || scan.digits(6).empty()) return false;
    scan.skip(' ');
    scan.digits(12);
    if (!scan.take(" ")) return false;
    scan.word();
    const auto result = scan.word();
    return result.find('/') != result.npos && result.find('_') != result.npos;
}

class WebReader final : public LineReader {
public:
    WebReader(std::unique_ptr<Cutter> cutter, WebForm form, const Hints& hints,
              std::string_view format)
        : LineReader{std::move(cutter), hints, format}, form_{form}, offset_{hints.offset} {
        const bool is_nginx = hints.name.find("nginx") != std::string::npos;
        const bool is_apache = hints.name.find("apache") != std::string::npos ||
                               hints.name.find("httpd") != std::string::npos;
        seen_.categories = {form == WebForm::squid ? "proxy" : "webserver"};
        if (form == WebForm::squid) seen_.product = "squid";
        if (form == WebForm::apache_error || (form == WebForm::access && is_apache))
            seen_.product = "apache";
        if (form == WebForm::nginx_error || (form == WebForm::access && is_nginx))
            seen_.product = "nginx";
        seen_.services = {seen_.product};
        // Lines of access logs look alike, whoever wrote them.
        if (seen_.product.empty()) seen_.services = {"apache", "nginx"};
    }

    [[nodiscard]] std::unique_ptr<Desk> desk(const Names& names) const override {
        return std::make_unique<WebDesk>(names);
    }

protected:
    bool line(std::string_view line, LineDesk& desk, Event& event) const override {
        auto& own = static_cast<WebDesk&>(desk);
        event.source = &source(seen_);
        switch (form_) {
        case WebForm::access: access(line, own, event); break;
        case WebForm::apache_error: apache_error(line, own, event); break;
        case WebForm::nginx_error: nginx_error(line, own, event); break;
        case WebForm::squid: squid(line, own, event); break;
        }
        return true;
    }

private:
    // `[host] address ident user [date] "request" status bytes "referer" "agent"`.
    static void access(std::string_view line, WebDesk& desk, Event& event) {
        Scan scan{line};
        const auto head = scan.until('[');
        const auto date = scan.until(']');
        if (!is_ncsa_date(date)) return desk.add(desk.message, line);
        Scan words{head};
        auto first = words.word();
        auto second = words.word();
        auto rest = words.rest();
        std::string_view host;
        if (rest.find(' ') + 1 < rest.size() && rest.find(' ') != rest.npos) {
            host = std::exchange(first, second);
            words.word();
            rest = words.rest();
        }
        while (rest.ends_with(' '))
            rest.remove_suffix(1);
        desk.add(desk.c_ip, first);
        desk.add_or_null(desk.cs_username, rest);
        event.time = {0, Type::utf8, ncsa_time(date, desk.arena)};
        scan.skip(' ');
        if (!scan.take("\"")) return;
        request(quoted(scan), host, desk);
        scan.skip(' ');
        desk.add_or_null(desk.sc_status, scan.word());
        desk.add_or_null(desk.sc_bytes, scan.word());
        if (!scan.take("\"")) return;
        desk.add_or_null(desk.cs_referer, quoted(scan));
        scan.skip(' ');
        if (!scan.take("\"")) return;
        agent(quoted(scan), desk);
    }

    static void agent(std::string_view text, WebDesk& desk) {
        desk.add_or_null(desk.cs_user_agent, text);
        desk.add_or_null(desk.c_useragent, text);
    }

    static void request(std::string_view text, std::string_view host, WebDesk& desk) {
        const auto first = text.find(' ');
        if (first == text.npos) return desk.add(desk.web.c_uri, text == "-" ? "" : text);
        const auto last = text.rfind(' ');
        const bool has_version = last > first && text.substr(last + 1).starts_with("HTTP/");
        desk.add(desk.cs_method, text.substr(0, first));
        if (has_version) desk.add(desk.cs_version, text.substr(last + 1));
        const auto end = has_version ? last : text.size();
        if (const auto colon = host.rfind(':'); colon != host.npos) host = host.substr(0, colon);
        add_address(text.substr(first + 1, end - first - 1), host, desk.web, desk.arena,
                    desk.values);
    }

    void apache_error(std::string_view line, WebDesk& desk, Event& event) const {
        Scan scan{line};
        if (!scan.take("[")) return desk.add(desk.message, line);
        event.time = {0, Type::utf8, error_time(scan.until(']'), offset_, desk.arena)};
        while (scan.take(" [")) {
            const auto part = scan.until(']');
            if (part.starts_with("pid "))
                desk.add(desk.pid, part.substr(4, part.find(':') - 4));
            else if (part.starts_with("client "))
                desk.add(desk.c_ip, address(part.substr(7)));
            else if (const auto colon = part.find(':'); colon != part.npos) {
                desk.add(desk.module, part.substr(0, colon));
                desk.add(desk.level, part.substr(colon + 1));
            } else
                desk.add(desk.level, part);
        }
        scan.skip(' ');
        desk.add(desk.message, scan.rest());
    }

    // Without its port: `192.0.2.7:50000`, `[2001:db8::1]:50000`; a bare IPv6 address has none.
    static std::string_view address(std::string_view text) {
        if (text.starts_with('[')) return text.substr(1, text.find(']') - 1);
        const auto colon = text.find(':');
        return colon == text.rfind(':') ? text.substr(0, colon) : text;
    }

    void nginx_error(std::string_view line, WebDesk& desk, Event& event) const {
        if (!fits(line, "0000/00/00 00:00:00 [")) return desk.add(desk.message, line);
        Scan scan{line};
        event.time = {0, Type::utf8, with_offset(scan.count(19), offset_, desk.arena)};
        scan.take(" [");
        desk.add(desk.level, scan.until(']'));
        scan.skip(' ');
        desk.add(desk.pid, scan.digits(10));
        scan.until(' ');
        const auto message = scan.rest();
        desk.add(desk.message, message);
        desk.add(desk.c_ip, part_of(message, ", client: "));
        auto host = part_of(message, ", host: \"");
        if (host.ends_with('"')) host.remove_suffix(1);
        constexpr std::string_view mark = ", request: \"";
        const auto at = message.find(mark);
        if (at == message.npos) return;
        Scan rest{message.substr(at + mark.size())};
        request(quoted(rest), host, desk);
    }

    static std::string_view part_of(std::string_view message, std::string_view mark) {
        const auto at = message.find(mark);
        if (at == message.npos) return {};
        return Scan{message.substr(at + mark.size())}.until(',');
    }

    // `time elapsed client result/status bytes method address user way/peer type`.
    static void squid(std::string_view line, WebDesk& desk, Event& event) {
        if (!is_squid(line)) return desk.add(desk.message, line);
        Scan scan{line};
        event.time = {0, Type::number, scan.word()};
        scan.skip(' ');
        desk.add(desk.time_taken, scan.word());
        desk.add(desk.c_ip, scan.word());
        Scan result{scan.word()};
        desk.add(desk.result, result.until('/'));
        desk.add_or_null(desk.sc_status, result.rest());
        desk.add_or_null(desk.sc_bytes, scan.word());
        const auto method = scan.word();
        desk.add(desk.cs_method, method);
        const auto url = scan.word();
        if (method == "CONNECT") {
            desk.add(desk.web.c_uri, url);
            desk.add(desk.web.cs_uri, url);
            desk.add(desk.web.cs_host, address(url));
        } else {
            add_address(url, {}, desk.web, desk.arena, desk.values);
        }
        desk.add_or_null(desk.cs_username, scan.word());
        Scan way{scan.word()};
        way.until('/');
        if (way.rest() != "-") desk.add(desk.dst_ip, way.rest());
        desk.add_or_null(desk.content_type, scan.word());
        // Squid writes neither of them unless it is told to.
        desk.add_or_null(desk.c_useragent, {});
    }

    WebForm form_;
    Source seen_;
    std::chrono::minutes offset_;
};

std::string_view name_of(WebForm form) {
    switch (form) {
    case WebForm::access: return "access";
    case WebForm::apache_error: return "apache_error";
    case WebForm::nginx_error: return "nginx_error";
    case WebForm::squid: return "squid";
    }
    return {};
}

} // namespace

std::optional<WebForm> web_form_of(std::string_view line) {
    if (is_squid(line)) return WebForm::squid;
    Scan scan{line};
    if (scan.take("[") && is_error_date(scan.until(']')) && scan.rest().starts_with(" ["))
        return WebForm::apache_error;
    if (fits(line, "0000/00/00 00:00:00 [") && line.find('#') != line.npos)
        return WebForm::nginx_error;
    Scan all{line};
    all.until('[');
    if (is_ncsa_date(all.until(']')) && all.rest().starts_with(" \"")) return WebForm::access;
    return std::nullopt;
}

std::unique_ptr<Reader> read_web(Stream stream, WebForm form, const Hints& hints,
                                 std::size_t bytes) {
    return std::make_unique<WebReader>(cut_lines(std::move(stream), bytes), form, hints,
                                       name_of(form));
}

} // namespace sokuo::detect::logs
