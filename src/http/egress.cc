#include "http/egress.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace sokuo::http {
namespace {

constexpr Message not_to_ask{
    "http.not_to_ask",
    "{0}には接続しません。https:// か http:// で始まる、ふつうの形のアドレスにしてください。",
    "{0} is not called. Use a plain address that begins with https:// or http://."};
constexpr Message not_a_host{"http.not_a_host", "{0}は、接続先の名前として使えません。",
                             "{0} cannot be used as the name of a host."};
constexpr Message has_no_address{"http.no_address",
                                 "{0}のアドレスが見つかりません（名前解決の失敗）。",
                                 "No address of {0} was found (its name could not be resolved)."};
constexpr Message is_inside{
    "http.address_inside",
    "{0}は内部のアドレス（{1}）です。接続してよいなら、設定に private: true と書いてください。",
    "{0} is at an internal address ({1}). If it may be called, write private: true beside it."};
constexpr Message is_here{
    "http.address_here",
    "{0}はこの機械自身（{1}）です。接続してよいなら、設定に loopback: true と書いてください。",
    "{0} is this very machine ({1}). If it may be called, write loopback: true beside it."};
constexpr Message is_never{
    "http.address_never",
    "{0}は、接続してはならないアドレス（{1}）を指しています。名前の登録を確かめてください。",
    "{0} stands for an address that is never called ({1}). Check how the name is registered."};
constexpr Message no_answer{"http.no_answer_from",
                            "{0}につながりません。少し待って、もう一度試してください。",
                            "{0} does not answer. Wait a moment and try again."};
constexpr Message answer_too_large{"http.answer_of_others_too_large",
                                   "{0}の応答が大きすぎます（上限{1}バイト）。",
                                   "The answer of {0} is too large (limit: {1} bytes)."};

constexpr std::size_t addresses_max = 16;
constexpr std::size_t headers_max = 100;
/// A proxy is the operator's own and stands where they put it.
constexpr Permit of_proxy{.is_inside = true, .is_here = true};

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using Lines = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

// -- Where it may go -----------------------------------------------------------------------------

std::optional<Ip> ip_of(const sockaddr* address) {
    Ip ip;
    if (address->sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, address, sizeof v4);
        ip.is_v4 = true;
        std::memcpy(ip.bytes.data(), &v4.sin_addr, 4);
        return ip;
    }
    if (address->sa_family != AF_INET6) return {};
    sockaddr_in6 v6{};
    std::memcpy(&v6, address, sizeof v6);
    std::memcpy(ip.bytes.data(), &v6.sin6_addr, 16);
    return ip;
}

Error refused(const std::string& host, const Ip& ip) {
    switch (ground_of(ip)) {
    case Ground::inside: return failure(Errc::forbidden, is_inside, {host, to_text(ip)});
    case Ground::here: return failure(Errc::forbidden, is_here, {host, to_text(ip)});
    case Ground::outside:
    case Ground::never: break;
    }
    return failure(Errc::forbidden, is_never, {host, to_text(ip)});
}

// Asked for every connection, before a packet leaves: it may only go where it was judged.
curl_socket_t open_socket(void* context, curlsocktype, curl_sockaddr* address) {
    const auto& judged = *static_cast<const std::vector<Ip>*>(context);
    const auto ip = ip_of(&address->addr);
    if (!ip || std::ranges::find(judged, *ip) == judged.end()) return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// -- One conversation ----------------------------------------------------------------------------

struct Heard {
    std::string body{};
    std::vector<Header> headers{};
    std::size_t bytes_max = 0;
    bool is_too_large = false;
};

std::size_t hear(char* bytes, std::size_t size, std::size_t count, void* into) {
    auto& heard = *static_cast<Heard*>(into);
    const auto length = size * count;
    heard.is_too_large = heard.is_too_large || length > heard.bytes_max - heard.body.size();
    if (heard.is_too_large) return 0;
    heard.body.append(bytes, length);
    return length;
}

// Asked about once a second.
int is_to_stop(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const std::stop_token*>(context)->stop_requested() ? 1 : 0;
}

std::size_t hear_header(char* bytes, std::size_t size, std::size_t count, void* into) {
    auto& heard = *static_cast<Heard*>(into);
    const std::string_view line{bytes, size * count};
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || heard.headers.size() == headers_max) return size * count;
    std::string name{line.substr(0, colon)};
    for (auto& letter : name)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    auto value = line.substr(colon + 1);
    const auto first = value.find_first_not_of(" \t");
    const auto last = value.find_last_not_of(" \t\r\n");
    value = first == std::string_view::npos || last < first ? std::string_view{}
                                                            : value.substr(first, last - first + 1);
    heard.headers.emplace_back(std::move(name), value);
    return size * count;
}

/// A handle that can go to the judged addresses and nowhere else.
class Line {
public:
    static Result<std::unique_ptr<Line>> open(const std::string& text, const EgressRules& rules) {
        const auto url = read_url(text);
        if (!url) return failure(Errc::invalid, not_to_ask, {text});
        std::optional<Url> proxy;
        if (!rules.proxy.empty()) {
            proxy = read_url(rules.proxy);
            if (!proxy || proxy->is_secure)
                return failure(Errc::invalid, not_to_ask, {rules.proxy});
            // What the proxy is asked for by number can be judged here; a name is its to resolve.
            if (url->ip && !may_be_called(ground_of(*url->ip), rules.permit))
                return refused(url->host, *url->ip);
        }
        const auto& first = proxy ? *proxy : *url;
        auto judged = TRY(addresses_of(first.host, proxy ? of_proxy : rules.permit, rules.resolve));
        static const auto started = curl_global_init(CURL_GLOBAL_DEFAULT);
        std::unique_ptr<Line> line{
            new Line{*url, started == CURLE_OK ? curl_easy_init() : nullptr}};
        if (!line->curl_) return failure(Errc::unavailable, no_answer, {url->origin});
        line->judged_ = std::move(judged);
        line->stop_ = rules.stop;
        line->set(rules, first, text);
        return line;
    }

    [[nodiscard]] CURL* curl() { return curl_.get(); }
    [[nodiscard]] const Url& url() const { return url_; }

    Result<> perform() {
        const auto code = curl_easy_perform(curl_.get());
        if (code == CURLE_OK) return Done{};
        return because(failure(Errc::unavailable, no_answer, {url_.origin}),
                       curl_easy_strerror(code));
    }

private:
    Line(Url url, CURL* curl) : url_{std::move(url)}, curl_{curl, curl_easy_cleanup} {}

    void set(const EgressRules& rules, const Url& first, const std::string& text) {
        auto* curl = curl_.get();
        curl_easy_setopt(curl, CURLOPT_URL, text.c_str());
        curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https,http");
        curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
        curl_easy_setopt(curl, CURLOPT_PROXY, rules.proxy.c_str());
        curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
        curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
        curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
        curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(rules.time_max.count()));
        curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                         static_cast<long>(rules.time_max.count()));
        curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
        curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &judged_);
        curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, is_to_stop);
        curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &stop_);
        curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
        if (!first.ip) {
            auto entry = first.host + ":" + std::to_string(first.port) + ":";
            for (const auto& ip : judged_)
                entry += (ip.is_v4 ? to_text(ip) : "[" + to_text(ip) + "]") + ",";
            entry.pop_back();
            resolved_.reset(curl_slist_append(nullptr, entry.c_str()));
            curl_easy_setopt(curl, CURLOPT_RESOLVE, resolved_.get());
        }
        if (rules.ca.empty()) return;
        curl_easy_setopt(curl, CURLOPT_CAINFO, rules.ca.c_str());
        curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr); // The operator's and no other.
    }

    Url url_;
    std::vector<Ip> judged_;
    std::stop_token stop_;
    Lines resolved_{nullptr, curl_slist_free_all};
    Handle curl_;
};

Result<std::unique_ptr<Line>> open_door(const Door& door, bool is_secure,
                                        const EgressRules& rules) {
    if (!is_host(door.host)) return failure(Errc::invalid, not_a_host, {door.host});
    const bool is_v6 = door.host.find(':') != std::string::npos;
    std::string url{is_secure ? "https://" : "http://"};
    url.append(is_v6 ? "[" : "").append(door.host).append(is_v6 ? "]:" : ":");
    auto line = TRY(Line::open(url.append(std::to_string(door.port)) + "/", rules));
    curl_easy_setopt(line->curl(), CURLOPT_CONNECT_ONLY, 1L);
    if (!rules.proxy.empty()) curl_easy_setopt(line->curl(), CURLOPT_HTTPPROXYTUNNEL, 1L);
    return line;
}

// -- Certificates --------------------------------------------------------------------------------

// What libcurl says of the first certificate of the chain, which is the server's own.
std::string detail_of(const curl_certinfo& info, std::string_view name) {
    if (info.num_of_certs < 1) return {};
    for (const auto* one = info.certinfo[0]; one != nullptr; one = one->next) {
        const std::string_view line{one->data};
        if (line.starts_with(name) && line.substr(name.size()).starts_with(':'))
            return std::string{line.substr(name.size() + 1)};
    }
    return {};
}

Result<Certificate> shown(Line& line) {
    curl_certinfo* info = nullptr;
    curl_easy_getinfo(line.curl(), CURLINFO_CERTINFO, &info);
    Certificate certificate;
    if (info == nullptr) return failure(Errc::unavailable, no_answer, {line.url().origin});
    const auto expires = curl_getdate(detail_of(*info, "Expire date").c_str(), nullptr);
    if (expires < 0) return failure(Errc::unavailable, no_answer, {line.url().origin});
    certificate.expires_at = Time{std::chrono::seconds{expires}};
    certificate.subject = detail_of(*info, "Subject");
    certificate.issuer = detail_of(*info, "Issuer");
    return certificate;
}

} // namespace

Result<std::vector<Ip>> resolve_by_system(const std::string& host) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const auto code = getaddrinfo(host.c_str(), nullptr, &hints, &found);
    if (code != 0)
        return because(failure(Errc::unavailable, has_no_address, {host}), gai_strerror(code));
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owned{found, freeaddrinfo};
    std::vector<Ip> addresses;
    for (const auto* one = found; one != nullptr; one = one->ai_next) {
        const auto ip = ip_of(one->ai_addr);
        if (ip && std::ranges::find(addresses, *ip) == addresses.end()) addresses.push_back(*ip);
    }
    return addresses;
}

Result<std::vector<Ip>> addresses_of(const std::string& host, const Permit& permit,
                                     const Resolve& resolve) {
    if (!is_host(host)) return failure(Errc::invalid, not_a_host, {host});
    std::vector<Ip> addresses;
    if (const auto ip = read_ip(host))
        addresses.push_back(*ip);
    else
        addresses = TRY(resolve(host));
    if (addresses.empty()) return failure(Errc::unavailable, has_no_address, {host});
    for (const auto& ip : addresses)
        if (!may_be_called(ground_of(ip), permit)) return refused(host, ip);
    if (addresses.size() > addresses_max) addresses.resize(addresses_max);
    return addresses;
}

Result<Answer> ask(const EgressQuestion& question, const EgressRules& rules) {
    const auto line = TRY(Line::open(question.url, rules));
    auto* curl = line->curl();
    const Lines headers{curl_slist_append(nullptr, ("Accept: " + question.accept).c_str()),
                        curl_slist_free_all};
    Heard heard{.bytes_max = rules.body_bytes_max};
    if (!question.body.empty()) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(question.body.size()));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, question.body.c_str());
    }
    if (!question.user.empty()) {
        curl_easy_setopt(curl, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
        curl_easy_setopt(curl, CURLOPT_USERNAME, question.user.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, question.password.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, hear);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &heard);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, hear_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &heard);
    const auto done = line->perform();
    if (heard.is_too_large)
        return failure(Errc::too_large, answer_too_large,
                       {line->url().origin, std::to_string(rules.body_bytes_max)});
    if (!done.ok()) return done.error();
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    return Answer{.status = static_cast<int>(status),
                  .headers = std::move(heard.headers),
                  .body = std::move(heard.body)};
}

Result<> knock(const Door& door, const EgressRules& rules) {
    const auto line = TRY(open_door(door, false, rules));
    return line->perform();
}

Result<Certificate> certificate_of(const Door& door, const EgressRules& rules) {
    const auto line = TRY(open_door(door, true, rules));
    curl_easy_setopt(line->curl(), CURLOPT_CERTINFO, 1L);
    const auto code = curl_easy_perform(line->curl());
    if (code != CURLE_OK && code != CURLE_PEER_FAILED_VERIFICATION)
        return because(failure(Errc::unavailable, no_answer, {line->url().origin}),
                       curl_easy_strerror(code));
    if (code == CURLE_OK) {
        auto certificate = TRY(shown(*line));
        certificate.is_trusted = true;
        return certificate;
    }
    // Once more without believing it, to read its date; nothing is sent.
    const auto again = TRY(open_door(door, true, rules));
    curl_easy_setopt(again->curl(), CURLOPT_CERTINFO, 1L);
    curl_easy_setopt(again->curl(), CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(again->curl(), CURLOPT_SSL_VERIFYHOST, 0L);
    TRY(again->perform());
    auto certificate = TRY(shown(*again));
    certificate.trouble = curl_easy_strerror(code);
    return certificate;
}

} // namespace sokuo::http
