#pragma once

// Plays a scenario against a server, over its public API and nothing else: each person signs in
// and acts with a session of their own, and before each step an administrator moves the clock.
//
// What a screen does by itself is done here too: whoever acts on an incident or a report reads it
// first and sends its ETag as If-Match, a POST has an Idempotency-Key, and a session the server
// wants renewed is renewed. A step that gives one of these headers itself is sent as it stands.

#include "app/replay/scenario.h"
#include "core/random.h"
#include "core/result.h"
#include "http/client.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::app::replay {

struct SignIn {
    std::string name;
    std::string password;
};

/// Something that is not as the scenario says.
struct Miss {
    std::size_t line = 0; ///< Of the scenario.
    std::string what;     ///< The path, or the call.
    std::string wanted;
    std::string found;
};

/// What came of one step.
struct Played {
    const Step* step = nullptr;
    int status = 0;         ///< Of its call; 0: it has none, or it was not sent.
    std::size_t checks = 0; ///< How many things were looked at, the misses among them.
    std::vector<Miss> misses;
};

class Player {
public:
    /// `scenario` and `random` must outlive this.
    Player(const Scenario& scenario, http::Endpoint server, std::vector<SignIn> sign_ins,
           Random& random);
    ~Player();
    Player(const Player&) = delete;
    Player& operator=(const Player&) = delete;

    /// Steps are to be played in their order. Errors: only what makes going on pointless: the
    /// server is gone, nobody may move its clock, a person cannot sign in.
    Result<Played> play(const Step& step);

private:
    struct Session;

    Result<Session*> session_of(std::string_view sign_in);
    Result<> sign_in(Session& session);
    Result<http::Answer> exchange(Session& session, http::Question question);
    Result<http::Answer> ask(Session& session, const http::Question& question);
    Result<> move_clock(Time to);
    Result<http::Question> question_of(const Call& call, Session& session);
    Result<> add_if_match(http::Question& question, Session& session);
    Result<> look(const Look& look, Played& played);
    Result<> judge(const Expected& expected, const http::Answer& answer, Played& played);
    Result<> judge(const Expectation& expectation, const Json& body, Played& played);
    Result<> keep(const Step& step, const http::Answer& answer, Played& played);
    Result<Json> variable(std::string_view name);
    Result<std::string> filled(std::string_view text);
    Result<Json> filled_json(const Json& json);

    const Scenario& scenario_;
    http::Endpoint server_;
    std::vector<SignIn> sign_ins_;
    Random& random_;
    std::map<std::string, std::unique_ptr<Session>, std::less<>> sessions_;
    std::map<std::string, Json, std::less<>> variables_;
    Time now_{};
};

} // namespace sokuo::app::replay
