#include "monitor/look.h"

#include "core/text.h"
#include "http/egress.h"
#include "monitor/reader.h"

#include <chrono>
#include <utility>

namespace sokuo::monitor {
namespace {

constexpr Message page_broken{"monitor.page_broken", "ページを読み取れませんでした。",
                              "The page could not be read."};
constexpr std::size_t location_bytes_max = 300;

http::EgressRules rules_of(const Target& target, const std::stop_token& stop) {
    return {.permit = {.is_inside = target.is_private, .is_here = target.is_loopback},
            .proxy = target.proxy,
            .ca = target.ca_file,
            .time_max = target.timeout,
            .body_bytes_max = html_bytes_max,
            .stop = stop};
}

// What a stranger wrote is shown, so it is a text, and short.
std::string tame(std::string_view text) {
    if (!is_valid_utf8(text) || has_control(text)) return "?";
    if (text.size() <= location_bytes_max) return std::string{text};
    auto end = location_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return std::string{text.substr(0, end)} + "…";
}

std::string charset_of(std::string_view content_type) {
    const auto at = content_type.find("charset=");
    if (at == std::string_view::npos) return {};
    auto name = content_type.substr(at + 8);
    if (name.starts_with('"')) name.remove_prefix(1);
    name = name.substr(0, name.find_first_of("\"; "));
    return is_valid_utf8(name) ? std::string{name.substr(0, 40)} : std::string{};
}

void look_at_web(const Target& target, sandbox::Sandbox& sandbox, const std::stop_token& stop,
                 Observation& seen) {
    const auto answer = http::ask({.url = target.address}, rules_of(target, stop));
    if (!answer.ok()) {
        seen.error = answer.error();
        return;
    }
    seen.status = answer.value().status;
    seen.location = tame(answer.value().header("location"));
    const auto& expect = target.expect;
    const bool asks_words = !expect.words.empty() || !expect.no_words.empty();
    if (target.kind != Kind::page && !asks_words) return;
    const auto page = read_in(sandbox, answer.value().body,
                              {.charset = charset_of(answer.value().header("content-type")),
                               .left_out = target.left_out});
    if (page.ok()) {
        seen.text = visible_text(page.value());
        if (target.kind == Kind::page) seen.page = page.value();
    } else {
        const auto code =
            page.error().code == Errc::unavailable ? Errc::unavailable : Errc::corrupt;
        seen.error = because(failure(code, page_broken), describe(page.error()));
    }
}

void look_at_certificate(const Target& target, const std::stop_token& stop, Observation& seen) {
    auto certificate = http::certificate_of({target.host, target.port}, rules_of(target, stop));
    if (!certificate.ok())
        seen.error = certificate.error();
    else
        seen.certificate = std::move(certificate).value();
}

// A name is asked about, not called: whatever it stands for may be seen.
void look_up(const Target& target, Observation& seen) {
    auto addresses = http::resolve_by_system(target.host);
    if (!addresses.ok())
        seen.error = addresses.error();
    else
        seen.addresses = std::move(addresses).value();
}

void look_at(const Target& target, sandbox::Sandbox& sandbox, const std::stop_token& stop,
             Observation& seen) {
    switch (target.kind) {
    case Kind::http:
    case Kind::page: return look_at_web(target, sandbox, stop, seen);
    case Kind::tls: return look_at_certificate(target, stop, seen);
    case Kind::dns: return look_up(target, seen);
    case Kind::tcp: break;
    }
    const auto knocked = http::knock({target.host, target.port}, rules_of(target, stop));
    if (!knocked.ok()) seen.error = knocked.error();
}

} // namespace

Looker looker(sandbox::Sandbox& sandbox) {
    return [&sandbox](const Target& target, const std::stop_token& stop) {
        Observation seen;
        const auto begin = std::chrono::steady_clock::now();
        look_at(target, sandbox, stop, seen);
        seen.took = std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - begin);
        return seen;
    };
}

} // namespace sokuo::monitor
