#include "app/replay/player.h"

#include "core/id.h"
#include "http/conditional.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace sokuo::app::replay {
namespace {

constexpr Message no_sign_in{"replay.no_sign_in",
                             "「{0}」のパスワードがありません。--sign-ins で渡してください。",
                             "There is no password for “{0}”. Give it with --sign-ins."};
constexpr Message not_let_in{"replay.not_let_in", "「{0}」でサインインできません（{1}）：{2}",
                             "“{0}” cannot sign in ({1}): {2}"};
constexpr Message clock_stands{
    "replay.clock_stands",
    "時計を {0} に進められません（{1}）：{2} "
    "時計を模擬にして作った、まだ新しいデータで試してください。",
    "The clock cannot be moved to {0} ({1}): {2} Use fresh data made with a simulated clock."};
constexpr Message not_kept{"replay.not_kept", "「{0}」の値がありません。", "“{0}” has no value."};

constexpr std::string_view renewal_needed = "team.renewal_needed";
constexpr int unauthenticated = 401;

bool is_success(int status) {
    return status >= 200 && status < 300;
}

Json body_of(const http::Answer& answer) {
    auto json = parse_json(answer.body, {.bytes_max = std::size_t{64} << 20U, .depth_max = 32});
    // A text that is no JSON (a signed note) can be looked at as a whole under `text`.
    if (!json.ok()) return Json::object({{"text", answer.body}});
    return std::move(json).value();
}

std::string excuse(const http::Answer& answer) {
    const auto body = body_of(answer);
    std::string text{body["detail"].text_or(answer.body)};
    if (const auto* code = body["code"].text()) text += " [" + *code + "]";
    if (const auto* field = body["field"].text()) text += " " + *field;
    return text;
}

http::Question json_question(http::Method method, std::string target, const Json& body) {
    return {.method = method,
            .target = std::move(target),
            .headers = {{"Content-Type", "application/json"}},
            .body = to_text(body)};
}

// A file writes 即応 and a space; the wire wants %E5… and %20.
std::string wire_target(std::string_view target) {
    std::string made;
    for (const char letter : target) {
        const bool is_plain = letter > ' ' && letter < 0x7F;
        made += is_plain ? std::string{letter} : http::percent_encoded({&letter, 1});
    }
    return made;
}

bool has_header(const http::Question& question, std::string_view name) {
    return std::ranges::any_of(question.headers, [&](const http::Header& header) {
        return std::ranges::equal(header.first, name, [](char a, char b) {
            return std::tolower(static_cast<unsigned char>(a)) ==
                   std::tolower(static_cast<unsigned char>(b));
        });
    });
}

// `/api/v1/incidents/ID/phase` acts on `/api/v1/incidents/ID`; what has no id before its last word
// is made anew and has no revision yet.
std::string resource_of(std::string_view target) {
    if (target.starts_with("/api/v1/charter")) return "/api/v1/charter";
    for (const std::string_view kind :
         {"/api/v1/incidents/", "/api/v1/reports/", "/api/v1/approvals/"}) {
        if (!target.starts_with(kind)) continue;
        const auto end = target.find('/', kind.size());
        if (end != std::string_view::npos) return std::string{target.substr(0, end)};
    }
    return {};
}

} // namespace

/// One person at a screen of their own.
struct Player::Session {
    Session(std::string the_name, std::string the_password, const http::Endpoint& server)
        : name{std::move(the_name)}, password{std::move(the_password)}, client{server} {}

    std::string name;
    std::string password;
    http::Client client;
    std::string cookie;
    Json person; ///< The person's id.
};

Player::Player(const Scenario& scenario, http::Endpoint server, std::vector<SignIn> sign_ins,
               Random& random)
    : scenario_{scenario}, server_{std::move(server)}, sign_ins_{std::move(sign_ins)},
      random_{random} {}

Player::~Player() = default;

Result<Player::Session*> Player::session_of(std::string_view sign_in_name) {
    if (const auto found = sessions_.find(sign_in_name); found != sessions_.end())
        return found->second.get();
    const auto known = std::ranges::find(sign_ins_, sign_in_name, &SignIn::name);
    if (known == sign_ins_.end())
        return failure(Errc::invalid, no_sign_in, {std::string{sign_in_name}});
    auto session = std::make_unique<Session>(known->name, known->password, server_);
    TRY(sign_in(*session));
    auto* const signed_in = session.get();
    sessions_.emplace(known->name, std::move(session));
    return signed_in;
}

Result<> Player::sign_in(Session& session) {
    session.cookie.clear();
    const auto who = Json::object({{"name", session.name}, {"password", session.password}});
    const auto answer =
        TRY(exchange(session, json_question(http::Method::post, "/api/v1/session", who)));
    if (answer.status != 201)
        return failure(Errc::unauthenticated, not_let_in,
                       {session.name, std::to_string(answer.status), excuse(answer)});
    session.person = body_of(answer)["person"]["id"];
    return Done{};
}

// One question as it stands, with the session's cookie, which the answer may change.
Result<http::Answer> Player::exchange(Session& session, http::Question question) {
    if (!session.cookie.empty()) question.headers.emplace_back("Cookie", session.cookie);
    auto answer = TRY(session.client.ask(question));
    for (const auto& [name, value] : answer.headers) {
        if (name != "set-cookie") continue;
        session.cookie = value.substr(0, value.find(';'));
    }
    return answer;
}

// A question, asked again when the session had ended or was to be renewed.
Result<http::Answer> Player::ask(Session& session, const http::Question& question) {
    auto answer = TRY(exchange(session, question));
    if (answer.status != unauthenticated) return answer;
    if (body_of(answer)["code"].text_or("") == renewal_needed) {
        const auto password = Json::object({{"password", session.password}});
        const auto renewed = TRY(exchange(
            session, json_question(http::Method::post, "/api/v1/session/renewal", password)));
        if (!is_success(renewed.status))
            return failure(Errc::unauthenticated, not_let_in,
                           {session.name, std::to_string(renewed.status), excuse(renewed)});
    } else {
        TRY(sign_in(session));
    }
    return exchange(session, question);
}

Result<> Player::move_clock(Time to) {
    if (to == now_) return Done{};
    auto* const administrator = TRY(session_of(scenario_.clock));
    auto question =
        json_question(http::Method::post, "/api/v1/clock", Json::object({{"now", to_rfc3339(to)}}));
    question.headers.emplace_back("Idempotency-Key", RequestId::make(to, random_).text());
    const auto answer = TRY(ask(*administrator, question));
    if (!is_success(answer.status))
        return failure(Errc::conflict, clock_stands,
                       {to_rfc3339(to), std::to_string(answer.status), excuse(answer)});
    now_ = to;
    return Done{};
}

Result<Json> Player::variable(std::string_view name) {
    if (name.starts_with(person_prefix)) {
        const auto* person = scenario_.person(name.substr(person_prefix.size()));
        if (person != nullptr) return TRY(session_of(person->sign_in))->person;
    }
    const auto found = variables_.find(name);
    if (found == variables_.end()) return failure(Errc::invalid, not_kept, {std::string{name}});
    return found->second;
}

Result<std::string> Player::filled(std::string_view text) {
    std::string made;
    while (true) {
        const auto mark = text.find("${");
        const auto end = text.find('}', mark);
        made += text.substr(0, mark);
        if (mark == std::string_view::npos || end == std::string_view::npos) return made;
        const auto value = TRY(variable(text.substr(mark + 2, end - mark - 2)));
        made += value.text() != nullptr ? *value.text() : sokuo::to_text(value);
        text.remove_prefix(end + 1);
    }
}

Result<Json> Player::filled_json(const Json& json) {
    if (const auto* text = json.text()) {
        const bool is_whole = text->starts_with("${") && text->find('}') == text->size() - 1;
        // A value alone keeps its type.
        if (is_whole) return variable(std::string_view{*text}.substr(2, text->size() - 3));
        return Json{TRY(filled(*text))};
    }
    if (json.array_items() != nullptr) {
        auto items = Json::array();
        for (const auto& item : json.items())
            items.push(TRY(filled_json(item)));
        return items;
    }
    if (json.members() == nullptr) return json;
    auto members = Json::object();
    for (const auto& [key, value] : *json.members())
        members.set(key, TRY(filled_json(value)));
    return members;
}

Result<> Player::add_if_match(http::Question& question, Session& session) {
    const auto resource = resource_of(question.target);
    if (question.method == http::Method::get || resource.empty()) return Done{};
    if (has_header(question, "if-match")) return Done{};
    const auto read = TRY(ask(session, {.method = http::Method::get, .target = resource}));
    const auto tag = read.header("etag");
    if (!tag.empty()) question.headers.emplace_back("If-Match", tag);
    return Done{};
}

Result<http::Question> Player::question_of(const Call& call, Session& session) {
    http::Question question{.method = call.method, .target = wire_target(TRY(filled(call.target)))};
    for (const auto& [name, value] : call.headers)
        question.headers.emplace_back(name, TRY(filled(value)));
    if (!call.body.is_null()) {
        question.headers.emplace_back("Content-Type", "application/json");
        question.body = sokuo::to_text(TRY(filled_json(call.body)));
    }
    if (call.file) {
        question.headers.emplace_back("Content-Type", "application/octet-stream");
        question.headers.emplace_back("X-File-Name", http::percent_encoded(call.file->name));
        question.body = call.file->text;
    }
    if (call.method == http::Method::post && !has_header(question, "idempotency-key"))
        question.headers.emplace_back("Idempotency-Key", RequestId::make(now_, random_).text());
    TRY(add_if_match(question, session));
    return question;
}

Result<> Player::judge(const Expectation& expectation, const Json& body, Played& played) {
    const auto path = TRY(filled(expectation.path));
    const auto found = find(body, TRY(parse_path(path)));
    for (const auto& check : expectation.checks) {
        const Check wanted{check.op, TRY(filled_json(check.value))};
        ++played.checks;
        if (holds(wanted, found)) continue;
        played.misses.push_back({expectation.line, path, to_text(wanted), to_text(found)});
    }
    return Done{};
}

Result<> Player::judge(const Expected& expected, const http::Answer& answer, Played& played) {
    ++played.checks;
    const bool is_right =
        expected.status ? answer.status == *expected.status : is_success(answer.status);
    if (!is_right) {
        const auto wanted = expected.status ? std::to_string(*expected.status) : "2xx";
        const auto line = expected.line == 0 ? played.step->line : expected.line;
        played.misses.push_back(
            {line, "status", wanted, std::to_string(answer.status) + " " + excuse(answer)});
    }
    const auto body = body_of(answer);
    for (const auto& field : expected.fields)
        TRY(judge(field, body, played));
    return Done{};
}

Result<> Player::keep(const Step& step, const http::Answer& answer, Played& played) {
    const auto body = body_of(answer);
    for (const auto& [name, where] : step.keep) {
        const auto path = TRY(filled(where));
        const auto found = find(body, TRY(parse_path(path)));
        if (found) {
            variables_[name] = *found;
            continue;
        }
        ++played.checks;
        played.misses.push_back({step.line, "keep " + name, path, to_text(found)});
    }
    return Done{};
}

Result<> Player::look(const Look& look, Played& played) {
    const auto* who = scenario_.person(look.who);
    auto* const session = TRY(session_of(who->sign_in));
    const http::Question question{.method = http::Method::get,
                                  .target = wire_target(TRY(filled(look.target)))};
    const auto answer = TRY(ask(*session, question));
    return judge(look.expected, answer, played);
}

Result<Played> Player::play(const Step& step) {
    Played played{.step = &step, .status = 0, .checks = 0, .misses = {}};
    TRY(move_clock(step.at));
    // A value that an earlier step failed to keep fails this step and not the replay.
    const auto act = [&]() -> Result<> {
        if (step.call) {
            auto* const session = TRY(session_of(scenario_.person(step.who)->sign_in));
            const auto question = TRY(question_of(*step.call, *session));
            const auto answer = TRY(ask(*session, question));
            played.status = answer.status;
            TRY(judge(step.expected, answer, played));
            TRY(keep(step, answer, played));
        }
        for (const auto& each : step.then)
            TRY(look(each, played));
        return Done{};
    };
    const auto acted = act();
    if (acted.ok()) return played;
    if (acted.error().message->code() != not_kept.code()) return acted.error();
    ++played.checks;
    played.misses.push_back({step.line, step.call ? step.call->target : "then", "",
                             render(*acted.error().message, acted.error().args, Language::ja)});
    return played;
}

} // namespace sokuo::app::replay
