#pragma once

// For tests of routes: the fictional city with a journal in memory, people who hold posts and can
// sign in, and a way to ask as one of them. The store's clock stands still until it is told; the
// wall's is another.

#include "charter/testing.h"
#include "core/random.h"
#include "http/router.h"
#include "identity/accounts.h"
#include "journal/clock.h"
#include "journal/due.h"
#include "journal/journal.h"
#include "store/sqlite/sqlite.h"
#include "team/gate.h"
#include "team/once.h"
#include "team/people.h"
#include "team/roster_store.h"
#include "team/succession_store.h"
#include "team/veil.h"
#include "team/views.h"
#include "team/wake_store.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sokuo::team {

/// A request as a person would make it.
struct Ask {
    http::Method method = http::Method::get;
    std::string path; ///< With its query.
    std::string body{};
    std::vector<http::Header> headers{};
    bool is_secure = false;
};

struct City {
    static constexpr std::string_view password = "赤い自転車で市役所へ行く朝七時";

    explicit City(std::vector<journal::View> wanted = views({journal::due_view()},
                                                            {charter::charter_view()})) {
        auto opened = journal::Journal::open(*store, *keys, clock, random,
                                             {.views = std::move(wanted),
                                              .upcasts = {},
                                              .origin = "mihon.example/journal",
                                              .clock = journal::ClockKind::simulated});
        REQUIRE(opened.ok());
        journal = std::move(opened).value();
        REQUIRE(accounts.prepare().ok());
        REQUIRE(prepare_once(*store).ok());
        auto files = charter::testing::pack_files();
        files.insert(files.begin(),
                     {"charter.yaml", charter::testing::file_text("charters/mihon.yaml")});
        auto begun = charter::Book::begin(*store, *journal, {}, std::move(files));
        REQUIRE(begun.ok());
        book = std::move(begun).value();
        gate = std::make_unique<Gate>(*store, *book, accounts, *journal, problem);
    }

    /// Somebody who holds `post` (none when empty) from the first of April and signs in as `name`.
    PersonId add(const std::string& name, const std::string& post) {
        const auto id = PersonId::make(clock.now(), random);
        const auto hash = accounts.hash_password(password);
        REQUIRE(hash.ok());
        const auto job = [&](store::Write& db) -> Result<> {
            TRY(add_person(db, *journal, {}, id, name, {}));
            TRY(identity::Accounts::create(db, id, name, hash.value(), clock.now()));
            if (post.empty()) return Done{};
            TRY(assign(db, *journal, {},
                       {.post = post,
                        .person = id,
                        .from = calendar::parse_date("2026-04-01").value(),
                        .to = {}}));
            return Done{};
        };
        REQUIRE(store->write(job).ok());
        return id;
    }

    void serve(const std::vector<Route>& more) {
        for (const auto& route : more)
            routes.push_back(gate->guard(route));
        auto built = http::Router::build(routes);
        REQUIRE(built.ok());
        router = std::make_unique<http::Router>(std::move(built).value());
    }

    /// Opens a session; what follows is asked in it.
    void sign_in(std::string_view name) {
        const auto entered = accounts.sign_in(name, password, {});
        REQUIRE(entered.ok());
        secret = std::get<identity::Opened>(entered.value()).secret;
    }

    std::string token_of(const PersonId& who) {
        auto made = store->write_for([&](store::Write& db) {
            return accounts.make_token(db, {who, "自動"});
        });
        REQUIRE(made.ok());
        return std::move(made).value();
    }

    http::Response ask(const Ask& ask) {
        http::Request request;
        const auto question = ask.path.find('?');
        request.method = ask.method;
        request.path = ask.path.substr(0, question);
        if (question != std::string::npos) {
            std::string_view rest{ask.path};
            rest.remove_prefix(question + 1);
            while (!rest.empty()) {
                const auto pair = rest.substr(0, rest.find('&'));
                const auto equals = pair.find('=');
                request.query.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
                rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
            }
        }
        request.headers = ask.headers;
        request.headers.emplace_back("content-type", "application/json");
        if (!secret.empty()) request.headers.emplace_back("cookie", "sokuo=" + secret);
        request.headers.emplace_back("idempotency-key", "request-" + std::to_string(++asked));
        request.body = ask.body;
        request.is_secure = ask.is_secure;
        auto match = router->match(request.method, request.path);
        REQUIRE(match.route != nullptr);
        request.params = std::move(match.params);
        if (match.route->handler) return match.route->handler(request);
        // A streamed body: what was asked with is all of it.
        auto sink = match.route->sink(request);
        if (auto* refused = std::get_if<http::Response>(&sink)) return std::move(*refused);
        auto& body = std::get<std::unique_ptr<http::BodySink>>(sink);
        REQUIRE(body->write(as_bytes(request.body)).ok());
        return body->finish();
    }

    /// The answer's body, which must be JSON with this status.
    Json json(const Ask& wanted, int status = 200) {
        const auto response = ask(wanted);
        INFO(response.body);
        REQUIRE(response.status == status);
        auto parsed = parse_json(response.body);
        REQUIRE(parsed.ok());
        return std::move(parsed).value();
    }

    /// `code` and `field` of the error, with 400 for all of them: statuses are the app's.
    static http::Response problem(const Error& error, Language) {
        return http::json_response(
            400, Json::object({{"code", error.message->code()}, {"field", error.where}}));
    }

    SystemRandom random;
    journal::SimulatedClock clock{parse_rfc3339("2026-11-23T00:00:00Z").value()};
    journal::SimulatedClock wall{parse_rfc3339("2027-01-05T00:00:00Z").value()};
    std::unique_ptr<store::Store> store = store::open_sqlite_memory().value();
    std::unique_ptr<journal::Keys> keys = journal::keys_in_memory(random);
    std::unique_ptr<journal::Journal> journal;
    identity::Accounts accounts{*store, *keys, wall, random, {1, 8192}};
    std::unique_ptr<charter::Book> book;
    std::unique_ptr<Gate> gate;
    std::vector<http::Route> routes;
    std::unique_ptr<http::Router> router;
    std::string secret;
    int asked = 0;
};

/// The value of a header; empty when it was not sent.
inline std::string header(const http::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers) {
        if (key == name) return value;
    }
    return {};
}

} // namespace sokuo::team
