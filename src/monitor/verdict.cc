#include "monitor/verdict.h"

#include <algorithm>
#include <utility>

namespace sokuo::monitor {
namespace {

constexpr std::array<Message, 15> messages{{
    {"monitor.none", "問題ありません。", "As it should be."},
    {"monitor.not_resolved", "名前解決に失敗しました。", "Its name could not be resolved."},
    {"monitor.not_called", "接続してよいアドレスではありません（{0}）。",
     "It is at an address that is not called ({0})."},
    {"monitor.no_answer", "応答がありません。", "It does not answer."},
    {"monitor.too_large", "応答が大きすぎます。", "Its answer is too large."},
    {"monitor.bad_status", "サーバーが {0} を返しました。", "The server answered {0}."},
    {"monitor.redirected", "別の場所（{1}）へ移されています（{0}）。移った先は見ません。",
     "It leads elsewhere ({1}) with {0}; that is not followed."},
    {"monitor.word_missing", "あるはずの言葉「{0}」がありません。",
     "The word “{0}”, which should be there, is missing."},
    {"monitor.word_found", "あってはならない言葉「{0}」があります。",
     "The word “{0}”, which must not be there, is."},
    {"monitor.expired", "証明書の期限が切れています。", "The certificate has expired."},
    {"monitor.expires_soon", "証明書の期限まで、あと{0}日です。",
     "The certificate ends in {0} days."},
    {"monitor.not_trusted", "証明書が信頼できません（{0}）。",
     "The certificate is not trusted ({0})."},
    {"monitor.other_addresses", "名前の指すアドレスが変わりました（{0}）。",
     "The name stands for other addresses ({0})."},
    {"monitor.page_changed", "ページの内容が変わりました（変化の大きさ {0}）。",
     "The page has changed (by {0} of 100)."},
    {"monitor.page_unreadable", "ページを読み取れませんでした。", "The page could not be read."},
}};
static_assert(messages.size() == reason_names.size());

constexpr int grave_score = 50;

Verdict bad(const Observation& seen, Reason reason, std::vector<std::string> args = {}) {
    return {.reason = reason, .args = std::move(args), .took = seen.took};
}

Verdict of_error(const Observation& seen, const Error& error) {
    const auto host = error.args.size() > 1 ? error.args[1] : std::string{};
    switch (error.code) {
    case Errc::forbidden:
    case Errc::invalid: return bad(seen, Reason::not_called, {host});
    case Errc::too_large: return bad(seen, Reason::too_large);
    case Errc::corrupt: return bad(seen, Reason::page_unreadable);
    case Errc::unavailable:
    case Errc::not_found:
    case Errc::unauthenticated:
    case Errc::conflict:
    case Errc::stale:
    case Errc::too_many: break;
    }
    const bool is_name = error.message->code() == "http.no_address";
    return bad(seen, is_name ? Reason::not_resolved : Reason::no_answer);
}

Verdict of_status(const Target& target, const Observation& seen) {
    const auto wanted = target.expect.status;
    const bool is_wanted =
        wanted != 0 ? seen.status == wanted : seen.status >= 200 && seen.status < 300;
    if (is_wanted) return {.took = seen.took};
    const auto status = std::to_string(seen.status);
    if (seen.status >= 300 && seen.status < 400 && !seen.location.empty())
        return bad(seen, Reason::redirected, {status, seen.location});
    return bad(seen, Reason::bad_status, {status});
}

Verdict of_words(const Target& target, const Observation& seen) {
    for (const auto& word : target.expect.words)
        if (seen.text.find(word) == std::string::npos)
            return bad(seen, Reason::word_missing, {word});
    for (const auto& word : target.expect.no_words)
        if (seen.text.find(word) != std::string::npos) return bad(seen, Reason::word_found, {word});
    return {.took = seen.took};
}

Verdict of_certificate(const Target& target, const Observation& seen, Time now) {
    if (!seen.certificate) return bad(seen, Reason::no_answer);
    const auto& shown = *seen.certificate;
    const auto left = std::chrono::floor<std::chrono::days>(shown.expires_at - now).count();
    Verdict verdict{.took = seen.took, .days_left = left};
    if (shown.expires_at <= now) {
        verdict.reason = Reason::expired;
    } else if (!shown.is_trusted) {
        verdict.reason = Reason::not_trusted;
        verdict.args = {shown.trouble};
    } else if (left < target.expect.days_left) {
        verdict.reason = Reason::expires_soon;
        verdict.args = {std::to_string(left)};
    }
    return verdict;
}

Verdict of_addresses(const Target& target, const Observation& seen) {
    std::vector<std::string> found;
    found.reserve(seen.addresses.size());
    for (const auto& ip : seen.addresses)
        found.push_back(http::to_text(ip));
    if (target.expect.addresses.empty()) return {.took = seen.took};
    auto wanted = target.expect.addresses;
    std::ranges::sort(wanted);
    std::ranges::sort(found);
    if (wanted == found) return {.took = seen.took};
    std::string list;
    for (const auto& one : found)
        list.append(list.empty() ? "" : ", ").append(one);
    return bad(seen, Reason::other_addresses, {list});
}

Verdict of_page(const Target& target, const Observation& seen, const Page* right) {
    if (!seen.page) return bad(seen, Reason::page_unreadable);
    Verdict verdict{.took = seen.took};
    if (right == nullptr) return verdict;
    verdict.score = compare(*right, *seen.page).score;
    if (verdict.score < target.expect.score) return verdict;
    verdict.reason = Reason::page_changed;
    verdict.args = {std::to_string(verdict.score)};
    return verdict;
}

} // namespace

Verdict judge(const Target& target, const Observation& seen, const Page* right, Time now) {
    if (seen.error) return of_error(seen, *seen.error);
    switch (target.kind) {
    case Kind::tcp: return {.took = seen.took};
    case Kind::tls: return of_certificate(target, seen, now);
    case Kind::dns: return of_addresses(target, seen);
    case Kind::http:
    case Kind::page: break;
    }
    auto status = of_status(target, seen);
    if (!status.is_good()) return status;
    // A defaced page is called that, also where it lost a word that was expected.
    auto page =
        target.kind == Kind::page ? of_page(target, seen, right) : Verdict{.took = seen.took};
    if (!page.is_good()) return page;
    auto words = of_words(target, seen);
    words.score = page.score;
    return words;
}

const Message& message_of(Reason reason) {
    return messages.at(static_cast<std::size_t>(reason));
}

alert::Severity severity_of(const Target& target, const Verdict& verdict) {
    const bool is_grave = verdict.reason == Reason::page_changed && verdict.score >= grave_score;
    return is_grave ? std::max(target.alarm.severity, alert::Severity::high)
                    : target.alarm.severity;
}

} // namespace sokuo::monitor
