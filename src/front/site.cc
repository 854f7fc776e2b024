#include "front/site.h"

#include "front/form.h"
#include "front/page.h"
#include "front/page_form.h"
#include "front/statement.h"
#include "front/style.h"
#include "front/texts.h"
#include "front/texts_form.h"
#include "front/texts_pages.h"
#include "http/conditional.h"

#include <cstdio>
#include <optional>
#include <utility>
#include <variant>

namespace sokuo::front {
namespace {

using http::Method;
using http::Request;
using http::Response;

constexpr std::string_view content_policy =
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'";
/// Both long texts in the widest encoding a form has, and some room.
constexpr std::size_t form_bytes_max = std::size_t{256} * 1024;
constexpr std::chrono::hours settings_kept{24 * 365};

// What the reader asked for now, or before.
Reader reader_of(const Request& request) {
    Reader reader;
    const auto asked = request.query_value("lang").value_or(
        request.cookie(http::cookie_name("lang", request.is_secure)));
    if (asked == "en" || asked == "ja")
        reader.language = asked == "en" ? Language::en : Language::ja;
    else
        reader.language = http::language_of(request.header("accept-language"));
    const auto readings =
        request.query_value("furigana")
            .value_or(request.cookie(http::cookie_name("furigana", request.is_secure)));
    reader.with_readings = readings == "1";
    return reader;
}

void remember(Response& response, const Request& request, std::string_view name) {
    const auto value = request.query_value(name);
    if (!value || value->size() > 2) return;
    auto cookie = http::set_cookie({.name = std::string{name},
                                    .value = std::string{*value},
                                    .max_age = settings_kept,
                                    .is_secure = request.is_secure});
    if (!cookie.empty()) response.with("Set-Cookie", std::move(cookie));
}

Response html(int status, const Sheet& sheet, const PageParts& parts) {
    auto response = http::text_response(status, "text/html; charset=utf-8", page(sheet, parts));
    response.with("Content-Security-Policy", std::string{content_policy});
    response.with("Cache-Control", "no-store");
    response.with("Content-Language", sheet.say.reader().is_japanese() ? "ja" : "en");
    return response;
}

} // namespace

// The page that is being made: the notice and the moment it is of.
struct Site::Asked {
    Asked(Site& site, const Request& given)
        : request{given}, now{site.parts_.clock.now()}, notice{site.parts_.board->at(now)} {}
    Asked(const Asked&) = delete;
    Asked& operator=(const Asked&) = delete;

    const Request& request;
    Time now;
    Notice notice;

    [[nodiscard]] bool is_for_staff() const { return request.path == staff_form_path; }
    [[nodiscard]] std::string_view form_path() const {
        return is_for_staff() ? staff_form_path : public_form_path;
    }
    [[nodiscard]] Sheet sheet(std::string_view path = {}) const {
        return {.notice = notice, .say = Wording{reader_of(request)}, .now = now, .path = path};
    }
    [[nodiscard]] Response shown(const Sheet& sheet, const PageParts& parts) const {
        auto response = html(200, sheet, parts);
        remember(response, request, "lang");
        remember(response, request, "furigana");
        return response;
    }
};

Site::Site(SiteParts parts) : parts_{std::move(parts)} {}

http::Route Site::route(Method method, std::string path, Handler handler) {
    http::Route route;
    route.method = method;
    route.path = std::move(path);
    route.action = "public";
    route.handler = [this, handler](const Request& request) { return (this->*handler)(request); };
    return route;
}

std::vector<http::Route> Site::routes() {
    const auto fixed = [](std::string path, std::string type, std::string_view body) {
        http::Route route;
        route.path = std::move(path);
        route.action = "public";
        route.handler = [type = std::move(type), body](const Request&) {
            auto response = http::text_response(200, type, std::string{body});
            return std::move(response.with("Cache-Control", "public, max-age=31536000, immutable"));
        };
        return route;
    };
    std::vector<http::Route> routes{
        route(Method::get, "/poc", &Site::contact),
        route(Method::get, std::string{public_form_path}, &Site::show_form),
        route(Method::get, std::string{staff_form_path}, &Site::show_form),
        route(Method::post, std::string{public_form_path}, &Site::take_form),
        route(Method::post, std::string{staff_form_path}, &Site::take_form),
        route(Method::get, "/poc/receipt", &Site::show_receipt),
        route(Method::get, "/accessibility", &Site::accessibility),
        route(Method::get, "/rfc2350", &Site::statement_as_page),
        route(Method::get, "/rfc2350.txt", &Site::statement_as_text),
        route(Method::get, "/.well-known/security.txt", &Site::security),
        fixed(style_path(), "text/css; charset=utf-8", style_css()),
        fixed("/favicon.svg", "image/svg+xml", favicon_svg()),
        fixed("/favicon.ico", "image/svg+xml", favicon_svg()),
    };
    for (auto& each : routes) {
        if (each.method == Method::post) each.limits.body_bytes_max = form_bytes_max;
    }
    http::Route home;
    home.path = "/";
    home.action = "public";
    home.handler = [](const Request&) { return http::see_other("/poc"); };
    routes.push_back(std::move(home));
    return routes;
}

Response Site::contact(const Request& request) {
    const Asked asked{*this, request};
    const auto sheet = asked.sheet("/poc");
    return asked.shown(sheet, contact_page(sheet));
}

Response Site::accessibility(const Request& request) {
    const Asked asked{*this, request};
    const auto sheet = asked.sheet("/accessibility");
    return asked.shown(sheet, accessibility_page(sheet));
}

Response Site::statement_as_page(const Request& request) {
    const Asked asked{*this, request};
    const auto sheet = asked.sheet("/rfc2350");
    return asked.shown(sheet, statement_page(sheet, parts_.public_url));
}

Response Site::statement_as_text(const Request& request) {
    const Asked asked{*this, request};
    const auto language = reader_of(request).language;
    auto response = http::text_response(200, "text/plain; charset=utf-8",
                                        statement_txt(asked.notice, language, parts_.public_url));
    response.with("Cache-Control", "no-store");
    response.with("Content-Language", language == Language::ja ? "ja" : "en");
    return response;
}

Response Site::security(const Request& request) {
    const Asked asked{*this, request};
    return http::text_response(200, "text/plain; charset=utf-8",
                               security_txt(asked.notice, parts_.public_url, asked.now));
}

Response Site::show_form(const Request& request) {
    const Asked asked{*this, request};
    const auto sheet = asked.sheet(asked.form_path());
    const auto token = parts_.tokens.make(TokenUse::form, ReportId::make(asked.now, parts_.random));
    return asked.shown(sheet, form_page(sheet, {.posted = {},
                                                .token = token,
                                                .errors = {},
                                                .is_for_staff = asked.is_for_staff()}));
}

Response Site::again(const Asked& asked, int status, FormState state) {
    const auto sheet = asked.sheet();
    state.is_for_staff = asked.is_for_staff();
    return html(status, sheet, form_page(sheet, state));
}

Response Site::take_form(const Request& request) {
    const Asked asked{*this, request};
    const auto posted = Posted::read(request.body);
    if (!posted.ok()) {
        const auto sheet = asked.sheet();
        return html(400, sheet, notice_page(sheet, texts::failed_title, texts::failed_later));
    }
    const auto& form = posted.value();
    const auto token = form.value(field::token);
    const auto id = parts_.tokens.read(TokenUse::form, token);
    const auto age = id ? asked.now - made_at(*id) : Duration{0};
    if (!id || age < Duration{0} || age > form_time_max) {
        // Left open overnight, or not ours: a fresh form with the same words in it.
        const auto fresh =
            parts_.tokens.make(TokenUse::form, ReportId::make(asked.now, parts_.random));
        return again(asked, 400,
                     {form, fresh, {{std::string{field::send}, &texts::error_again, {}}}});
    }
    // A receipt that is there already costs nothing to show again.
    if (!parts_.reception->find(*id)) {
        if (form.has(field::trap))
            return again(asked, 400,
                         {form, token, {{std::string{field::trap}, &texts::error_trap, {}}}});
        if (age < form_time_min)
            return again(asked, 400,
                         {form, token, {{std::string{field::send}, &texts::error_again, {}}}});
    }
    return take(asked, form, *id);
}

Response Site::take(const Asked& asked, const Posted& posted, const ReportId& id) {
    const auto token = posted.value(field::token);
    const auto language = asked.sheet().say.reader().language;
    const auto checked = check_form(posted, id, asked.now, language);
    if (const auto* errors = std::get_if<std::vector<FormError>>(&checked))
        return again(asked, 422, {posted, token, *errors});
    const bool is_known = parts_.reception->find(id).has_value();
    if (!is_known && !limiter_.take(asked.request.remote, asked.now)) {
        auto response = again(
            asked, 429, {posted, token, {{std::string{field::send}, &texts::error_many, {}}}});
        return std::move(response.with("Retry-After", "30"));
    }
    const auto receipt = parts_.reception->take(std::get<Submission>(checked));
    if (!receipt.ok()) {
        std::fputs(("front: " + describe(receipt.error()) + "\n").c_str(), stderr);
        return again(asked, 503,
                     {posted, token, {{std::string{field::send}, &texts::error_disk, {}}}});
    }
    return http::see_other("/poc/receipt?r=" + parts_.tokens.make(TokenUse::receipt, id) +
                           (language == Language::en ? "&lang=en" : "&lang=ja"));
}

Response Site::show_receipt(const Request& request) {
    const Asked asked{*this, request};
    const auto token = request.query_value("r").value_or(std::string_view{});
    const auto id = parts_.tokens.read(TokenUse::receipt, token);
    const auto receipt = id ? parts_.reception->find(*id) : std::optional<Receipt>{};
    const auto sheet = asked.sheet();
    if (!receipt || asked.now - receipt->at >= receipts_kept)
        return html(404, sheet, notice_page(sheet, texts::receipt_gone_title, texts::receipt_gone));
    return html(200, sheet, receipt_page(sheet, *receipt));
}

Response Site::failed(const Request& request, int status) {
    const Asked asked{*this, request};
    const auto sheet = asked.sheet();
    if (status == 404 || status == 405)
        return html(status, sheet, notice_page(sheet, texts::not_found_title, texts::not_found));
    const auto& what_to_do = status == 413 ? texts::failed : texts::failed_later;
    return html(status, sheet, notice_page(sheet, texts::failed_title, what_to_do));
}

} // namespace sokuo::front
