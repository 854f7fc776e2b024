#include "app/problem.h"

#include "team/gate.h"

#include <array>
#include <cstdio>
#include <string>

namespace sokuo::app {
namespace {

struct Kind {
    int status;
    Message title;
};

// In the order of Errc.
constexpr std::array<Kind, 10> kinds{{
    {404, Message{"problem.not_found", "見つかりません", "Not found"}},
    {401, Message{"problem.unauthenticated", "サインインが必要です", "Sign-in needed"}},
    {403, Message{"problem.forbidden", "権限がありません", "Not allowed"}},
    {409, Message{"problem.conflict", "いまはできません", "Not possible now"}},
    {412, Message{"problem.stale", "ほかの人が先に変えました", "Somebody changed it first"}},
    {400, Message{"problem.invalid", "入力を確かめてください", "Please check what you entered"}},
    {413, Message{"problem.too_large", "大きすぎます", "Too large"}},
    {429, Message{"problem.too_many", "回数が多すぎます", "Too many attempts"}},
    {503, Message{"problem.unavailable", "いまは保存できません", "Cannot be saved now"}},
    {500, Message{"problem.corrupt", "保存されたものが壊れています", "Stored data is damaged"}},
}};

constexpr Message failed{"problem.failed",
                         "処理できませんでした。少し待って、もう一度試してください。",
                         "The request could not be handled. Wait a moment and try again."};
constexpr Message no_page{"problem.no_page", "このページはありません。", "There is no such page."};
constexpr Message too_large{"problem.request_too_large",
                            "送った内容が大きすぎます。短くするか、分けて送ってください。",
                            "What was sent is too large. Shorten it or send it in parts."};
constexpr Message busy{"problem.busy", "混み合っています。少し待って、もう一度試してください。",
                       "The server is busy. Wait a moment and try again."};
constexpr Message wrong_method{"problem.wrong_method", "この操作はここではできません。",
                               "This cannot be done here."};
constexpr Message malformed{"problem.malformed", "要求の形が正しくありません。",
                            "The request is malformed."};

const Message& words_for(int status) {
    switch (status) {
    case 400: return malformed;
    case 404: return no_page;
    case 405: return wrong_method;
    case 413:
    case 414:
    case 431: return too_large;
    case 503: return busy;
    default: return failed;
    }
}

http::Response problem(int status, std::string_view title, const std::string& detail,
                       std::string_view code, const std::string& field) {
    auto body = Json::object({{"type", "about:blank"},
                              {"title", title},
                              {"status", status},
                              {"detail", detail},
                              {"code", code}});
    if (!field.empty()) body.set("field", field);
    return http::text_response(status, "application/problem+json", to_text(body));
}

} // namespace

int status_of(Errc code) {
    return kinds.at(static_cast<std::size_t>(code)).status;
}

http::Response render_problem(const Error& error, Language language) {
    const auto& kind = kinds.at(static_cast<std::size_t>(error.code));
    if (kind.status >= 500) std::fprintf(stderr, "sokuo: %s\n", describe(error).c_str());
    auto response =
        problem(kind.status, kind.title.text(language),
                render(*error.message, error.args, language), error.message->code(), error.where);
    if (error.code == Errc::unavailable) response.with("Retry-After", "5");
    return response;
}

http::Response render_failure(const http::Request& request, int status) {
    const auto language = team::language_of(request);
    const auto& words = words_for(status);
    return problem(status, words.text(language), std::string{words.text(language)}, words.code(),
                   {});
}

} // namespace sokuo::app
