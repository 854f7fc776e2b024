#include "http/fetch.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

namespace sokuo::http {
namespace {

constexpr Message not_to_ask{"http.not_to_ask",
                             "{0}には接続しません。https:// で始まる宛先にしてください。",
                             "{0} is not called. Use an address that begins with https://."};
constexpr Message no_answer{"http.no_answer_from",
                            "{0}につながりません。少し待って、もう一度試してください。",
                            "{0} does not answer. Wait a moment and try again."};
constexpr Message answer_too_large{"http.answer_of_others_too_large",
                                   "{0}の応答が大きすぎます（上限{1}バイト）。",
                                   "The answer of {0} is too large (limit: {1} bytes)."};

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using Lines = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

struct Heard {
    std::string body;
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

bool is_loopback(std::string_view host) {
    return host == "localhost" || host == "[::1]" || host == "127.0.0.1";
}

bool is_host_byte(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' ||
           letter == '.' || letter == ':' || letter == '[' || letter == ']';
}

void set_rules(CURL* curl, const FetchRules& rules) {
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https,http");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(rules.time_max.count()));
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(rules.time_max.count()));
    if (rules.ca.empty()) return;
    curl_easy_setopt(curl, CURLOPT_CAINFO, rules.ca.c_str());
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr); // The operator's and no other.
}

void set_question(CURL* curl, const FetchQuestion& question) {
    curl_easy_setopt(curl, CURLOPT_URL, question.url.c_str());
    if (!question.body.empty()) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(question.body.size()));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, question.body.c_str());
    }
    if (!question.user.empty()) {
        curl_easy_setopt(curl, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
        curl_easy_setopt(curl, CURLOPT_USERNAME, question.user.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, question.password.c_str());
    }
}

} // namespace

std::string origin_of(std::string_view url) {
    const bool is_secure = url.starts_with("https://");
    if (!is_secure && !url.starts_with("http://")) return {};
    const auto start = url.find("//") + 2;
    const auto end = std::min(url.find_first_of("/?#", start), url.size());
    const auto host = url.substr(start, end - start);
    if (host.empty() || !std::ranges::all_of(host, is_host_byte)) return {};
    const auto port = host.find(':', host.starts_with('[') ? host.find(']') : 0);
    if (!is_secure && !is_loopback(host.substr(0, port))) return {};
    // Control characters and spaces have no place in what follows either.
    const bool is_plain = std::ranges::all_of(url, [](char c) { return c > 0x20 && c < 0x7f; });
    return is_plain ? std::string{url.substr(0, end)} : std::string{};
}

Result<Answer> fetch(const FetchQuestion& question, const FetchRules& rules) {
    const auto origin = origin_of(question.url);
    if (origin.empty()) return failure(Errc::invalid, not_to_ask, {question.url});
    static const auto started = curl_global_init(CURL_GLOBAL_DEFAULT);
    const Handle curl{started == CURLE_OK ? curl_easy_init() : nullptr, curl_easy_cleanup};
    if (!curl) return failure(Errc::unavailable, no_answer, {origin});
    const Lines headers{curl_slist_append(nullptr, "Accept: application/json"),
                        curl_slist_free_all};
    Heard heard{.body = {}, .bytes_max = rules.body_bytes_max};
    set_rules(curl.get(), rules);
    set_question(curl.get(), question);
    curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, hear);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &heard);
    const auto code = curl_easy_perform(curl.get());
    if (heard.is_too_large)
        return failure(Errc::too_large, answer_too_large,
                       {origin, std::to_string(rules.body_bytes_max)});
    if (code != CURLE_OK)
        return because(failure(Errc::unavailable, no_answer, {origin}), curl_easy_strerror(code));
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    return Answer{.status = static_cast<int>(status), .headers = {}, .body = std::move(heard.body)};
}

} // namespace sokuo::http
