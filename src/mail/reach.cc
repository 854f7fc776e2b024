#include "mail/reach.h"

#include <algorithm>
#include <cstring>

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace sokuo::mail {
namespace {

constexpr Message bad_host{"mail.bad_host", "メールサーバーの名前「{0}」が使えません。",
                           "The name “{0}” of the mail server cannot be used."};
constexpr Message must_be_here{
    "mail.must_be_loopback",
    "このメールは、この機械の中のサーバー（127.0.0.1）としかやり取りできません。",
    "This mail may only be exchanged with a server on this machine (127.0.0.1)."};

constexpr long connect_seconds_max = 10;

bool is_loopback(const sockaddr* address) {
    if (address->sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, address, sizeof v4);
        return (ntohl(v4.sin_addr.s_addr) >> 24U) == 127;
    }
    if (address->sa_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, address, sizeof v6);
        return IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr) != 0;
    }
    return false;
}

// Asked for every address a name stands for, before a packet leaves.
curl_socket_t open_socket(void* context, curlsocktype, curl_sockaddr* address) {
    auto& reach = *static_cast<Reach*>(context);
    if (reach.must_be_here && !is_loopback(&address->addr)) {
        reach.was_elsewhere = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

bool is_host(std::string_view host) {
    const auto is_plain = [](char byte) {
        return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
               (byte >= '0' && byte <= '9') ||
               std::string_view{".-:"}.find(byte) != std::string_view::npos;
    };
    return !host.empty() && host.size() <= 253 && std::ranges::all_of(host, is_plain);
}

void set_security(CURL* curl, const Server& server) {
    const long use = server.tls == Tls::none ? CURLUSESSL_NONE : CURLUSESSL_ALL;
    curl_easy_setopt(curl, CURLOPT_USE_SSL, use);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!server.ca_file.empty()) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, server.ca_file.c_str());
        curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr); // The operator's and no other.
    }
    if (server.user.empty()) return;
    curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, server.password.c_str());
}

} // namespace

void CloseCurl::operator()(void* curl) const {
    curl_easy_cleanup(curl);
}

Curl open_curl() {
    // Once for the process; what a function-local static makes, every later call waits for.
    static const auto is_ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return Curl{is_ready ? curl_easy_init() : nullptr};
}

Result<> check(const Server& server) {
    if (!is_host(server.host)) return failure(Errc::invalid, bad_host, {server.host});
    return Done{};
}

std::string url_of(const Server& server, std::string_view scheme) {
    const bool is_v6 = server.host.find(':') != std::string::npos;
    std::string url{scheme};
    url.append(server.tls == Tls::implicit ? "s://" : "://");
    url.append(is_v6 ? "[" : "").append(server.host).append(is_v6 ? "]:" : ":");
    return url.append(std::to_string(server.port)).append("/");
}

void hold_to(void* curl, const Server& server, std::string_view scheme, Reach& reach) {
    reach.must_be_here = server.only_loopback || server.tls == Tls::none;
    const auto protocols = std::string{scheme}.append(",").append(scheme).append("s");
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, protocols.c_str());
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); // Whatever the environment says.
    curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds_max);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &reach);
    set_security(curl, server);
}

Error was_elsewhere() {
    return failure(Errc::forbidden, must_be_here);
}

} // namespace sokuo::mail
