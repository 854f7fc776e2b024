#pragma once

// For the tests of routes: the town's window, where people who signed in send requests through the
// gate and read the answers.

#include "incident/testing.h"
#include "team/gate.h"
#include "team/once.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace sokuo::incident::testing {

inline http::Response plain_problem(const Error& error, Language language) {
    const auto words = render(*error.message, error.args, language);
    return http::json_response(
        error.code == Errc::stale ? 412 : 400,
        Json::object({{"code", error.message->code()}, {"detail", words}, {"where", error.where}}));
}

/// What a person sends. `path` is the route's, with its `{id}` in `params`.
struct Ask {
    http::Method method = http::Method::get;
    std::string path;
    std::vector<http::Header> params{};
    Json body{};
    std::optional<std::int64_t> rev{};
    std::vector<http::Header> query{};
};

struct Answer {
    int status = 0;
    Json body;
    std::string link{};
    [[nodiscard]] std::string code() const { return std::string{body["code"].text_or("")}; }
};

struct Window {
    static constexpr auto* password = "赤い自転車で市役所へ行く朝七時";

    Window() {
        sure(team::prepare_once(*town.store));
        hash = sure(town.accounts->hash_password(password));
        secret = sign_in(town.handler.person, "handler");
    }

    /// The secret of the session of somebody new at the window.
    std::string sign_in(const PersonId& who, const std::string& name) {
        sure(town.writing([&](store::Write& db) {
            return identity::Accounts::create(db, who, name, hash, town.clock.now());
        }));
        return std::get<identity::Opened>(sure(town.accounts->sign_in(name, password, {}))).secret;
    }
    std::string head_signs_in() {
        return sign_in(town.somebody("soumu-bucho", "総務 部長").person, "head");
    }

    std::string ciso_signs_in() {
        return sign_in(town.somebody("fuku-shicho", "副 市長").person, "ciso");
    }

    Answer send(const Ask& ask) {
        http::Request request;
        request.method = ask.method;
        request.path = ask.path;
        request.params = ask.params;
        request.query = ask.query;
        if (!ask.body.is_null()) request.body = to_text(ask.body);
        request.headers = {{"cookie", "sokuo=" + secret},
                           {"content-type", "application/json"},
                           {"idempotency-key", "key-" + std::to_string(++keys)}};
        if (ask.rev) request.headers.emplace_back("if-match", team::etag(*ask.rev));
        return deliver(request);
    }
    Answer deliver(const http::Request& request) {
        const auto route = std::ranges::find_if(routes, [&](const team::Route& one) {
            return one.method == request.method && one.path == request.path;
        });
        REQUIRE_MESSAGE(route != routes.end(), request.path);
        const auto response = gate.guard(*route).handler(request);
        auto body = parse_json(response.body);
        REQUIRE(body.ok());
        Answer answer{.status = response.status, .body = std::move(body).value()};
        for (const auto& [name, value] : response.headers) {
            if (name == "Link") answer.link = value;
        }
        return answer;
    }

    /// The first half of a file, sent in the session of `who`.
    std::unique_ptr<http::BodySink> begins_upload(const std::string& who, const std::string& path,
                                                  std::vector<http::Header> params) {
        http::Request request;
        request.method = http::Method::post;
        request.path = path;
        request.params = std::move(params);
        request.headers = {{"cookie", "sokuo=" + who},
                           {"x-file-name", "log.txt"},
                           {"idempotency-key", "upload-" + std::to_string(++keys)}};
        const auto route = std::ranges::find_if(
            routes, [&](const team::Route& one) { return one.upload && one.path == path; });
        REQUIRE(route != routes.end());
        auto opened = gate.guard(*route).sink(request);
        REQUIRE(std::holds_alternative<std::unique_ptr<http::BodySink>>(opened));
        auto sink = std::get<std::unique_ptr<http::BodySink>>(std::move(opened));
        sure(sink->write(as_bytes("12345")));
        return sink;
    }
    /// Its second half; what whoever sends it is told: "kept", or the code of the refusal.
    static std::string ends_upload(http::BodySink& sink) {
        sure(sink.write(as_bytes("67890")));
        const auto response = sink.finish();
        if (response.status == 201) return "kept";
        return std::string{sure(parse_json(response.body))["code"].text_or("")};
    }

    Town town;
    std::string hash;
    std::string secret; ///< Whoever stands at the window now.
    int keys = 10000;
    std::vector<team::Route> routes;
    team::Gate gate{*town.store, *town.book, *town.accounts, *town.journal, plain_problem};
};

} // namespace sokuo::incident::testing
