#include "mail/imap_session.h"

#include "mail/address.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <poll.h>
#include <utility>

#include <curl/curl.h>

namespace sokuo::mail {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr Message not_reached{
    "mail.imap_not_reached", "メールボックスのサーバーにつながりません。時間をおいてやり直します。",
    "The mailbox's server cannot be reached. It will be tried again."};
constexpr Message login_refused{"mail.imap_login_refused",
                                "メールボックスのサーバーが、利用者名かパスワードを断りました。",
                                "The mailbox's server refused the user name or the password."};
constexpr Message will_not{"mail.imap_will_not", "メールボックスのサーバーが断りました。",
                           "The mailbox's server refused."};
constexpr Message nonsense{"mail.imap_nonsense",
                           "メールボックスのサーバーの返事が読めませんでした。",
                           "What the mailbox's server answered could not be read."};

constexpr Message was_stopped{"mail.imap_stopped", "取り込みを途中でやめました。",
                              "Fetching was stopped in between."};

constexpr std::size_t piece_bytes = 65'536;
constexpr long login_seconds_max = 30;
constexpr auto command_max = std::chrono::minutes{30};
constexpr auto silence_max = std::chrono::seconds{60};

Error unreached(std::string why) {
    return because(failure(Errc::unavailable, not_reached), std::move(why));
}

} // namespace

ImapSession::ImapSession(Curl curl, std::unique_ptr<Reach> reach, std::stop_token stop)
    : reach_{std::move(reach)}, curl_{std::move(curl)}, stop_{std::move(stop)},
      end_{steady_clock::now() + command_max}, room_(piece_bytes) {}

Result<std::unique_ptr<ImapSession>> ImapSession::open(const Server& server, std::stop_token stop) {
    TRY(check(server));
    auto curl = open_curl();
    if (curl == nullptr) return unreached("libcurl");
    auto reach = std::make_unique<Reach>();
    std::array<char, CURL_ERROR_SIZE> detail{};
    const auto url = url_of(server, "imap");
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, login_seconds_max);
    curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, detail.data());
    // Connects, encrypts and logs in; what comes behind that is ours.
    curl_easy_setopt(curl.get(), CURLOPT_CONNECT_ONLY, 1L);
    hold_to(curl.get(), server, "imap", *reach);
    const auto code = curl_easy_perform(curl.get());
    curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, nullptr);
    if (reach->was_elsewhere) return was_elsewhere();
    if (code == CURLE_LOGIN_DENIED)
        return because(failure(Errc::unauthenticated, login_refused), detail.data());
    if (code != CURLE_OK)
        return unreached(std::string{curl_easy_strerror(code)} + ": " + detail.data());
    return std::unique_ptr<ImapSession>{
        new ImapSession{std::move(curl), std::move(reach), std::move(stop)}};
}

// A second at a time, to hear of `stop`.
Result<> ImapSession::wait(short events, Moment until) const {
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(curl_.get(), CURLINFO_ACTIVESOCKET, &socket);
    if (socket == CURL_SOCKET_BAD) return unreached("the connection is gone");
    until = std::min(until, end_);
    for (;;) {
        if (stop_.stop_requested()) return failure(Errc::unavailable, was_stopped);
        const auto left = std::chrono::ceil<milliseconds>(until - steady_clock::now());
        if (left.count() <= 0) return unreached("it took too long");
        pollfd one{.fd = socket, .events = events, .revents = 0};
        const int count =
            ::poll(&one, 1, static_cast<int>(std::min<std::int64_t>(left.count(), 1'000)));
        if (count > 0) return Done{};
        if (count < 0 && errno != EINTR) return unreached("poll");
    }
}

Result<> ImapSession::send(std::string_view bytes) {
    const auto until = steady_clock::now() + silence_max;
    while (!bytes.empty()) {
        std::size_t count = 0;
        const auto code = curl_easy_send(curl_.get(), bytes.data(), bytes.size(), &count);
        bytes.remove_prefix(count);
        if (code == CURLE_AGAIN) {
            TRY(wait(POLLOUT, until));
        } else if (code != CURLE_OK) {
            return unreached(curl_easy_strerror(code));
        }
    }
    return Done{};
}

// TLS may hold bytes that no readiness announces: asked first, waited for then.
Result<> ImapSession::receive() {
    const auto until = steady_clock::now() + silence_max;
    for (;;) {
        if (stop_.stop_requested()) return failure(Errc::unavailable, was_stopped);
        if (steady_clock::now() > end_) return unreached("it took too long");
        std::size_t count = 0;
        const auto code = curl_easy_recv(curl_.get(), room_.data(), room_.size(), &count);
        if (code == CURLE_AGAIN) {
            TRY(wait(POLLIN, until));
            continue;
        }
        if (code != CURLE_OK) return unreached(curl_easy_strerror(code));
        if (count == 0) return unreached("the server hung up");
        rest_ = {room_.data(), count};
        return Done{};
    }
}

Result<> ImapSession::command(std::string_view text, const Hear& hear) {
    end_ = steady_clock::now() + command_max;
    // Not libcurl's numbering: an answer to its login can be no answer to us.
    const auto tag = "sokuo" + std::to_string(++number_);
    TRY(send(std::string{tag}.append(" ").append(text).append("\r\n")));
    for (;;) {
        const auto is_answered = TRY(take(tag, hear));
        if (is_answered) return Done{};
        TRY(receive());
    }
}

// What has come, up to the answer. A tag counts at the start of a line only, never in a literal.
Result<bool> ImapSession::take(const std::string& tag, const Hear& hear) {
    for (;;) {
        const auto step = reader_.next(rest_);
        if (step == ImapReader::Step::more) return false;
        if (step == ImapReader::Step::bad) return failure(Errc::unavailable, nonsense);
        const auto text = reader_.text();
        if (step == ImapReader::Step::literal) {
            TRY(hear({.is_literal = true, .is_rest = false, .text = text, .literal_bytes = {}}));
            continue;
        }
        if (!reader_.is_rest() && text.starts_with(tag + " ")) {
            const auto status = text.substr(tag.size() + 1);
            if (is_same(status.substr(0, 3), "OK ") || is_same(status, "OK")) return true;
            const bool is_no = is_same(status.substr(0, 2), "NO");
            return because(is_no ? failure(Errc::conflict, will_not)
                                 : failure(Errc::unavailable, nonsense),
                           std::string{status.substr(0, 200)});
        }
        TRY(hear({.is_literal = false,
                  .is_rest = reader_.is_rest(),
                  .text = text,
                  .literal_bytes = reader_.literal_bytes()}));
    }
}

} // namespace sokuo::mail
