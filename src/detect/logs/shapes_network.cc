#include "detect/logs/shape.h"

// What looks at the network: Suricata's EVE and Zeek's logs as JSON. SigmaHQ has no rules for
// Suricata; its events serve those for dns, proxies, web servers and firewalls.

#include <array>

namespace sokuo::detect::logs {
namespace {

using enum Deed;

constexpr std::string_view web = "proxy webserver";
constexpr std::string_view wall = "firewall network_connection";

constexpr std::array eve_needs{Need{"event_type"}, Need{"src_ip"}};
constexpr std::array eve_stats_needs{Need{"event_type", "stats"}};
constexpr std::array eve_cases{
    Case{{"event_type", "dns"}, {}, "dns", {}},
    Case{{"event_type", "http"}, {}, web, {}},
    Case{{"event_type", "alert"}, {"http.url"}, "firewall network_connection proxy webserver", {}},
    Case{{"event_type", "alert"}, {"dns.query.rrname"}, "firewall network_connection dns", {}},
    Case{{"event_type", "alert"}, {}, wall, {}},
    Case{{"event_type", "drop"}, {}, wall, {}},
    Case{{"event_type", "flow"}, {}, wall, "netflow"},
    Case{{"event_type", "netflow"}, {}, wall, "netflow"},
    Case{{"event_type", "tls"}, {}, "network_connection", "tls"},
    Case{{"event_type", "ssh"}, {}, "network_connection", "ssh"},
    Case{{"event_type", "smb"}, {}, "network_connection", "smb"},
    Case{{"event_type", "rdp"}, {}, "network_connection", "rdp"},
    Case{{"event_type", "krb5"}, {}, "network_connection", "kerberos"},
};
constexpr std::array eve_names{
    Naming{copy, "src_ip", "c-ip"},
    Naming{copy, "src_ip", "SourceIp"},
    Naming{copy, "src_port", "SourcePort"},
    Naming{copy, "dest_ip", "dst_ip"},
    Naming{copy, "dest_ip", "DestinationIp"},
    Naming{copy, "dest_port", "dst_port"},
    Naming{copy, "dest_port", "DestinationPort"},
    Naming{copy, "dest_port", "destination.port"},
    Naming{copy, "tls.sni", "DestinationHostname"},
    Naming{copy, "alert.action", "action"},
    Naming{copy, "drop.reason", "action"},
    Naming{copy, "dns.rrname", "query"},
    Naming{copy, "dns.query.rrname", "query"},
    Naming{copy, "dns.queries.rrname", "query"},
    Naming{copy, "dns.rrtype", "record_type"},
    Naming{copy, "dns.query.rrtype", "record_type"},
    Naming{copy, "dns.queries.rrtype", "record_type"},
    Naming{copy, "dns.rdata", "answer"},
    Naming{copy, "dns.answers.rdata", "answer"},
    Naming{copy, "dns.grouped.*", "answer"},
    Naming{copy, "http.http_method", "cs-method"},
    Naming{copy, "http.http_user_agent", "c-useragent"},
    Naming{copy, "http.http_user_agent", "cs-user-agent"},
    Naming{copy, "http.http_refer", "cs-referer"},
    Naming{copy, "http.status", "sc-status"},
    Naming{copy, "http.length", "sc-bytes"},
    Naming{host, "http.hostname"},
    Naming{url, "http.url"},
    Naming{copy, "host", "Computer"},
    Naming{time, "timestamp"},
};

constexpr std::array zeek_needs{Need{"uid"}, Need{"id.orig_h"}};
constexpr std::array zeek_cases{
    Case{{"_path", "dns"}, {}, "dns", "dns"},
    Case{{"_path", "http"}, {}, web, "http"},
    Case{{"_path", "conn"}, {}, wall, "conn netflow"},
    Case{{"_path", "dce_rpc"}, {}, {}, "dce_rpc"},
    Case{{"_path", "kerberos"}, {}, {}, "kerberos"},
    Case{{"_path", "rdp"}, {}, {}, "rdp"},
    Case{{"_path", "smb_files"}, {}, {}, "smb_files"},
    Case{{"_path", "x509"}, {}, {}, "x509"},
    Case{{"qtype_name"}, {"query"}, "dns", "dns"},
    Case{{"uri"}, {"uid"}, web, "http"},
    Case{{"endpoint"}, {"uid"}, {}, "dce_rpc"},
};
constexpr std::array zeek_names{
    Naming{copy, "id.orig_h", "src_ip"},
    Naming{copy, "id.orig_p", "src_port"},
    Naming{copy, "id.resp_h", "dst_ip"},
    Naming{copy, "id.resp_p", "dst_port"},
    Naming{copy, "id.orig_h", "c-ip"},
    Naming{copy, "id.resp_p", "destination.port"},
    Naming{copy, "qtype_name", "record_type"},
    Naming{copy, "answers", "answer"},
    Naming{copy, "method", "cs-method"},
    Naming{copy, "user_agent", "c-useragent"},
    Naming{copy, "user_agent", "cs-user-agent"},
    Naming{copy, "referrer", "cs-referer"},
    Naming{copy, "status_code", "sc-status"},
    Naming{host, "host"},
    Naming{url, "uri"},
    Naming{time, "ts"},
    Naming{time, "@timestamp"},
};

constexpr std::array shapes{
    Shape{"eve", "suricata", {}, {}, eve_needs, eve_cases, eve_names},
    Shape{"eve_stats", "suricata", {}, {}, eve_stats_needs, {}, eve_names},
    Shape{"zeek", "zeek", {}, {}, zeek_needs, zeek_cases, zeek_names},
};

} // namespace

std::span<const Shape> network_shapes() {
    return shapes;
}

} // namespace sokuo::detect::logs
