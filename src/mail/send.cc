#include "mail/send.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string_view>

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace sokuo::mail {
namespace {

constexpr Message bad_host{"mail.bad_host", "メールサーバーの名前「{0}」が使えません。",
                           "The name “{0}” of the mail server cannot be used."};
constexpr Message must_be_here{
    "mail.must_be_loopback", "このメールは、この機械の中のサーバー（127.0.0.1）にしか渡せません。",
    "This mail may only be handed to a server on this machine (127.0.0.1)."};
constexpr Message refused{"mail.refused", "メールサーバーがこのメールを断りました。",
                          "The mail server refused this mail."};
constexpr Message not_sent{"mail.not_sent",
                           "メールサーバーに渡せませんでした。時間をおいてやり直します。",
                           "The mail server could not be reached. It will be tried again."};

constexpr long connect_seconds_max = 10;
constexpr int refused_for_good = 500;

struct CloseCurl {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

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

/// What one sending works with while libcurl runs.
struct Errand {
    std::string_view rest; ///< Of the letter's bytes.
    bool must_be_here = false;
    bool was_elsewhere = false;
};

std::size_t give_bytes(char* buffer, std::size_t size, std::size_t count, void* context) {
    auto& rest = static_cast<Errand*>(context)->rest;
    const auto given = std::min(rest.size(), size * count);
    std::memcpy(buffer, rest.data(), given);
    rest.remove_prefix(given);
    return given;
}

std::size_t drop_bytes(char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

// Asked for every address a name stands for, before a packet leaves.
curl_socket_t open_socket(void* context, curlsocktype, curl_sockaddr* address) {
    auto& errand = *static_cast<Errand*>(context);
    if (errand.must_be_here && !is_loopback(&address->addr)) {
        errand.was_elsewhere = true;
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

// The last part is the name we greet the server with: that of our address, not of this machine.
std::string url_of(const Server& server, const Letter& letter) {
    const bool is_v6 = server.host.find(':') != std::string::npos;
    std::string url = server.tls == Tls::implicit ? "smtps://" : "smtp://";
    url.append(is_v6 ? "[" : "").append(server.host).append(is_v6 ? "]:" : ":");
    return url.append(std::to_string(server.port)).append("/").append(domain_of(letter.from));
}

void set_security(CURL* curl, const Server& server) {
    const long use = server.tls == Tls::none ? CURLUSESSL_NONE : CURLUSESSL_ALL;
    curl_easy_setopt(curl, CURLOPT_USE_SSL, use);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!server.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, server.ca_file.c_str());
    if (server.user.empty()) return;
    curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, server.password.c_str());
}

void set_limits(CURL* curl, Errand& errand) {
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); // Whatever the environment says.
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds_max);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(seconds_max));
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &errand);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_bytes);
    curl_easy_setopt(curl, CURLOPT_READDATA, &errand);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop_bytes);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
}

Error explained(CURLcode code, long answer, const Errand& errand, std::string_view detail) {
    if (errand.was_elsewhere) return failure(Errc::forbidden, must_be_here);
    std::string all = curl_easy_strerror(code);
    if (!detail.empty()) all.append(": ").append(detail);
    const bool is_for_good = answer >= refused_for_good && code != CURLE_LOGIN_DENIED;
    return because(is_for_good ? failure(Errc::conflict, refused)
                               : failure(Errc::unavailable, not_sent),
                   std::move(all));
}

} // namespace

Result<> send(const Server& server, const Letter& letter) {
    const auto text = TRY(written(letter));
    if (!is_host(server.host)) return failure(Errc::invalid, bad_host, {server.host});
    // Once for the process; what a function-local static makes, every later call waits for.
    static const auto is_ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    const std::unique_ptr<CURL, CloseCurl> curl{is_ready ? curl_easy_init() : nullptr};
    if (curl == nullptr) return because(failure(Errc::unavailable, not_sent), "libcurl");

    Errand errand{.rest = text,
                  .must_be_here = server.only_loopback || server.tls == Tls::none,
                  .was_elsewhere = false};
    std::array<char, CURL_ERROR_SIZE> detail{};
    const auto url = url_of(server, letter);
    const std::unique_ptr<curl_slist, FreeList> to{
        curl_slist_append(nullptr, ("<" + letter.to + ">").c_str())};
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, ("<" + letter.from + ">").c_str());
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, to.get());
    curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, detail.data());
    set_limits(curl.get(), errand);
    set_security(curl.get(), server);

    const auto code = curl_easy_perform(curl.get());
    if (code == CURLE_OK) return Done{};
    long answer = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer);
    return explained(code, answer, errand, detail.data());
}

} // namespace sokuo::mail
