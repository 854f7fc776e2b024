#include "mail/send.h"

#include "mail/reach.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string_view>

#include <curl/curl.h>

namespace sokuo::mail {
namespace {

constexpr Message refused{"mail.refused", "メールサーバーがこのメールを断りました。",
                          "The mail server refused this mail."};
constexpr Message not_sent{"mail.not_sent",
                           "メールサーバーに渡せませんでした。時間をおいてやり直します。",
                           "The mail server could not be reached. It will be tried again."};

constexpr int refused_for_good = 500;

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::size_t give_bytes(char* buffer, std::size_t size, std::size_t count, void* context) {
    auto& rest = *static_cast<std::string_view*>(context);
    const auto given = std::min(rest.size(), size * count);
    std::memcpy(buffer, rest.data(), given);
    rest.remove_prefix(given);
    return given;
}

std::size_t drop_bytes(char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

void set_letter(CURL* curl, std::string_view& rest) {
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(seconds_max));
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_bytes);
    curl_easy_setopt(curl, CURLOPT_READDATA, &rest);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop_bytes);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
}

Error explained(CURLcode code, long answer, const Reach& reach, std::string_view detail) {
    if (reach.was_elsewhere) return was_elsewhere();
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
    TRY(check(server));
    const auto curl = open_curl();
    if (curl == nullptr) return because(failure(Errc::unavailable, not_sent), "libcurl");

    Reach reach;
    std::string_view rest = text;
    std::array<char, CURL_ERROR_SIZE> detail{};
    // The last part is the name we greet the server with: that of our address, not of this machine.
    const auto url = url_of(server, "smtp").append(domain_of(letter.from));
    const std::unique_ptr<curl_slist, FreeList> to{
        curl_slist_append(nullptr, ("<" + letter.to + ">").c_str())};
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, ("<" + letter.from + ">").c_str());
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, to.get());
    curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, detail.data());
    hold_to(curl.get(), server, "smtp", reach);
    set_letter(curl.get(), rest);

    const auto code = curl_easy_perform(curl.get());
    if (code == CURLE_OK) return Done{};
    long answer = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer);
    return explained(code, answer, reach, detail.data());
}

} // namespace sokuo::mail
