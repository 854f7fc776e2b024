#include "http/fetch.h"

#include "http/egress.h"

namespace sokuo::http {
namespace {

constexpr Message not_to_fetch{"http.not_to_fetch",
                               "{0}には接続しません。https:// で始まる宛先にしてください。",
                               "{0} is not called. Use an address that begins with https://."};

bool is_loopback(const Url& url) {
    return url.host == "localhost" || url.host == "::1" || url.host == "127.0.0.1";
}

} // namespace

std::string origin_of(std::string_view text) {
    const auto url = read_url(text);
    if (!url || (!url->is_secure && !is_loopback(*url))) return {};
    return url->origin;
}

Result<Answer> fetch(const FetchQuestion& question, const FetchRules& rules) {
    const auto url = read_url(question.url);
    if (!url || origin_of(question.url).empty())
        return failure(Errc::invalid, not_to_fetch, {question.url});
    // Who names this machine by one of its own names means it.
    return ask({.url = question.url,
                .body = question.body,
                .user = question.user,
                .password = question.password,
                .accept = "application/json"},
               {.permit = {.is_inside = rules.may_be_private, .is_here = is_loopback(*url)},
                .ca = rules.ca,
                .time_max = rules.time_max,
                .body_bytes_max = rules.body_bytes_max});
}

} // namespace sokuo::http
