#include "mail/send.h"

#include "mail/reach.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <set>
#include <string>
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
constexpr int wants_password = 530; // RFC 4954 §6: not this mail, but how we came.
constexpr std::size_t bytes_per_second_min = 50'000;

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Recipients = std::unique_ptr<curl_slist, FreeList>;

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

// Each address once: To and Cc may name the same one. Null when there is no memory.
Recipients recipients_of(const Letter& letter) {
    std::set<std::string> addresses;
    for (const auto* list : {&letter.to, &letter.cc})
        for (const auto& one : *list)
            addresses.insert(one.address);
    Recipients all;
    for (const auto& address : addresses) {
        auto* const longer = curl_slist_append(all.get(), ("<" + address + ">").c_str());
        if (longer == nullptr) return {};
        [[maybe_unused]] auto* const same = all.release();
        all.reset(longer);
    }
    return all;
}

void set_letter(CURL* curl, std::string_view& rest) {
    const auto seconds = seconds_max + static_cast<long>(rest.size() / bytes_per_second_min);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, seconds);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(rest.size()));
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_bytes);
    curl_easy_setopt(curl, CURLOPT_READDATA, &rest);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop_bytes);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
}

Error explained(CURLcode code, long answer, const Reach& reach, std::string_view detail) {
    if (reach.was_elsewhere) return was_elsewhere();
    std::string all = curl_easy_strerror(code);
    if (!detail.empty()) all.append(": ").append(detail);
    const bool is_about_us = code == CURLE_LOGIN_DENIED || answer == wants_password;
    const bool is_for_good = answer >= refused_for_good && !is_about_us;
    return because(is_for_good ? failure(Errc::conflict, refused)
                               : failure(Errc::unavailable, not_sent),
                   std::move(all));
}

} // namespace

Result<> send(const Server& server, const Letter& letter) {
    const auto mail = TRY(written(letter));
    TRY(check(server));
    const auto curl = open_curl();
    if (curl == nullptr) return because(failure(Errc::unavailable, not_sent), "libcurl");

    Reach reach;
    std::string_view rest = mail.text;
    std::array<char, CURL_ERROR_SIZE> detail{};
    // The last part is the name we greet the server with: that of our address, not of this machine.
    const auto url = url_of(server, "smtp").append(domain_of(letter.from.address));
    const auto to = recipients_of(letter);
    if (to == nullptr) return because(failure(Errc::unavailable, not_sent), "libcurl");
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, ("<" + envelope_sender(letter) + ">").c_str());
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
