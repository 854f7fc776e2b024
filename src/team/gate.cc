#include "team/gate.h"

#include "http/conditional.h"
#include "team/access.h"
#include "team/cursor.h"
#include "team/people.h"
#include "team/sign_in.h"
#include "team/succession_store.h"
#include "team/veil.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace sokuo::team {
namespace {

constexpr Message nothing_here{"team.nothing_here",
                               "見つかりません。消えたか、見る権限がありません。",
                               "Not found: it is gone, or you may not see it."};
constexpr Message if_match_missing{"team.if_match_missing",
                                   "見出し If-Match に、読んだときの ETag を付けてください。",
                                   "Send the ETag you read in the header If-Match."};
constexpr Message bad_cursor{"team.bad_cursor",
                             "続きの位置が読めません。最初から読み直してください。",
                             "The cursor cannot be read. Start again from the first page."};
constexpr Message foreign_origin{
    "team.foreign_origin", "別のサイトからの操作は受け付けません。この画面からやり直してください。",
    "Requests from another site are refused. Use this screen."};
constexpr Message not_json{"team.not_json",
                           "Content-Type は application/json（文字は UTF-8）にしてください。",
                           "Send the body as application/json, in UTF-8."};
constexpr Message not_signed_in{"team.not_signed_in",
                                "サインインしてください。入力した内容は残っています。",
                                "Please sign in. What you typed is kept."};
constexpr Message renewal_needed{"team.renewal_needed",
                                 "この操作の前に、もう一度パスワードを入れてください。",
                                 "Please enter your password again before this act."};
constexpr Message not_by_a_token{
    "team.not_by_a_token", "APIの鍵ではできません。サインインした人が、画面から行います。",
    "An API token may not do this: it is for whoever signed in on a screen."};

bool changes_something(http::Method method) {
    return method != http::Method::get && method != http::Method::head;
}

// A browser says where a request comes from; another site's page must not act with our cookie.
bool is_same_origin(const http::Request& request) {
    const auto site = request.header("sec-fetch-site");
    if (!site.empty()) return site == "same-origin" || site == "none";
    const auto origin = request.header("origin");
    if (origin.empty()) return true;
    const auto host = request.header("host");
    return origin == std::string{"http://"}.append(host) ||
           origin == std::string{"https://"}.append(host);
}

// JSON is UTF-8 (RFC 8259 §8.1); a charset said beside it must say the same.
bool is_json(std::string_view content_type) {
    std::string plain;
    for (const char letter : content_type) {
        if (letter == ' ' || letter == '\t' || letter == '"') continue;
        plain += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    return plain == "application/json" || plain == "application/json;charset=utf-8";
}

struct Place {
    std::string_view path;
    std::string_view kind;
};
constexpr std::array<Place, 9> places{{{"/api/v1/incidents/{id}", "incident"},
                                       {"/api/v1/reports/{id}", "report"},
                                       {"/api/v1/approvals/{id}", "approval"},
                                       {"/api/v1/wakes/{id}", "wake"},
                                       {"/api/v1/letters/{id}", "letter"},
                                       {"/api/v1/alerts/{id}", "alert"},
                                       {"/api/v1/alert/{id}", "alert"},
                                       {"/api/alert/{id}", "alert"},
                                       {"/api/v1/team/persons/{id}", "person"}}};

/// What a request is about, for a route that is about one thing. An id that is none names nothing
/// that is there.
std::optional<journal::Stream> subject_of(const http::Request& request, std::string_view path) {
    const auto kind = about(path);
    if (kind.empty()) return {};
    const auto id = Id<struct SubjectTag>::parse(request.param("id"));
    return journal::Stream{std::string{kind}, id.ok() ? id.value().value : Uuid{}};
}

} // namespace

std::string_view about(std::string_view path) {
    const auto found = std::ranges::find_if(
        places, [&](const Place& place) { return path.starts_with(place.path); });
    return found == places.end() ? std::string_view{} : found->kind;
}

std::string etag(std::int64_t rev) {
    return '"' + std::to_string(rev) + '"';
}

Language language_of(const http::Request& request) {
    const auto chosen = request.cookie("lang");
    if (chosen == "en") return Language::en;
    if (chosen == "ja") return Language::ja;
    return request.header("accept-language").starts_with("en") ? Language::en : Language::ja;
}

Error Call::nothing_there() {
    return failure(Errc::not_found, nothing_here);
}

Result<Json> Call::json() const {
    if (!is_json(request.header("content-type")))
        return at(failure(Errc::invalid, not_json), "Content-Type");
    return parse_json(request.body, {.bytes_max = 1 << 20, .depth_max = 16});
}

Result<std::int64_t> Call::expected_rev() const {
    auto text = request.header("if-match");
    if (text.starts_with("W/")) text.remove_prefix(2);
    if (text.size() >= 3 && text.front() == '"' && text.back() == '"') {
        std::int64_t rev = 0;
        const auto* end = text.data() + text.size() - 1;
        const auto parsed = std::from_chars(text.data() + 1, end, rev);
        if (parsed.ec == std::errc{} && parsed.ptr == end) return rev;
    }
    return at(failure(Errc::invalid, if_match_missing), "If-Match");
}

std::string Call::seal_place(std::string_view place) const {
    return seal_cursor(*cursor_key, identity.session, as_bytes(place), *random);
}

Result<std::optional<std::string>> Call::place() const {
    const auto text = request.query_value("after");
    if (!text) return std::optional<std::string>{};
    const auto place = open_cursor(*cursor_key, identity.session, *text);
    if (!place) return at(failure(Errc::invalid, bad_cursor), "after");
    return std::optional{std::string{as_text(*place)}};
}

Result<> Call::must_be_renewed() const {
    if (identity.is_token) return failure(Errc::forbidden, not_by_a_token);
    if (!identity.is_renewed) return failure(Errc::unauthenticated, renewal_needed);
    return Done{};
}

Json Call::may(std::string_view action) const {
    auto row = Json::object({{"action", action}});
    const auto post = post_for(charter(), standing, action, language);
    row.set("allowed", post.ok());
    if (!post.ok()) row.set("reason", render(*post.error().message, post.error().args, language));
    return row;
}

Gate::Gate(store::Store& store, charter::Book& book, identity::Accounts& accounts,
           journal::Journal& journal, RenderProblem render)
    : store_{store}, book_{book}, accounts_{accounts}, journal_{journal},
      render_{std::move(render)}, looks_{std::make_unique<Looks>(store)} {
    journal_.random().fill(cursor_key_);
}

Gate::~Gate() = default;

std::string_view Gate::session_secret(const http::Request& request) {
    // Over TLS only by the name no sibling host can set (RFC 6265bis §4.1.3.2).
    return request.cookie(http::cookie_name("sokuo", request.is_secure));
}

Result<identity::Identity> Gate::identify(const http::Request& request) const {
    const auto bearer = request.header("authorization");
    if (bearer.starts_with("Bearer ")) return accounts_.token(bearer.substr(7));
    const auto secret = session_secret(request);
    if (secret.empty()) return failure(Errc::unauthenticated, not_signed_in);
    if (changes_something(request.method) && !is_same_origin(request))
        return failure(Errc::forbidden, foreign_origin);
    return accounts_.session(secret);
}

Result<Call> Gate::admit(const http::Request& request, const Route& route) const {
    const auto& edition = book_.current();
    Call call{.request = request,
              .edition = edition,
              .identity = {},
              .standing = {},
              .actor = {},
              .language = language_of(request),
              .now = journal_.clock().now(),
              .cursor_key = &cursor_key_,
              .random = &journal_.random(),
              .looks = looks_.get()};
    call.actor.request = RequestId::make(call.now, journal_.random());
    if (route.action == open_to_all) {
        if (changes_something(request.method) && !is_same_origin(request))
            return failure(Errc::forbidden, foreign_origin);
        return call;
    }
    call.identity = TRY(identify(request));
    call.actor.person = call.identity.person;
    TRY(may_enter(call, route));
    return call;
}

Result<> Gate::may_enter(Call& call, const Route& route) const {
    const auto subject = subject_of(call.request, route.path);
    bool knows = true;
    const auto look = [&](store::Read& db) -> Result<> {
        call.standing = TRY(standing_at(db, call.charter(), call.identity.person, call.now,
                                        subject.value_or(journal::Stream{})));
        if (subject) knows = TRY(may_know_of(db, call, *subject));
        return Done{};
    };
    TRY(store_.read(look));
    call.standing.only = call.identity.actions;
    // What everybody may who is signed in stands in no list a token could be cut to.
    if (route.action == signed_in && changes_something(route.method))
        TRY(keeps_to(call.standing, route.action));
    if (route.action != signed_in) {
        TRY(owes_nothing(call.charter(), call.standing, call.identity));
        const auto held = TRY(post_for(call.charter(), call.standing, route.action, call.language));
        call.actor.post = held.id;
        call.actor.acting_for = held.acting_for;
    }
    if (!knows) return failure(Errc::not_found, nothing_here);
    call.actor.assurance = journal::Assurance::password;
    if (call.identity.is_token) call.actor.assurance = journal::Assurance::token;
    if (call.identity.is_renewed) call.actor.assurance = journal::Assurance::renewed;
    if (call.identity.gave_second) call.actor.assurance = journal::Assurance::second;
    if (route.needs_renewal) TRY(call.must_be_renewed());
    return Done{};
}

// What is not there and what nobody may know of are one to who asks.
Result<bool> Gate::may_know_of(store::Read& db, const Call& call,
                               const journal::Stream& stream) const {
    const auto rev = TRY(journal_.rev(db, stream));
    if (rev == 0) return false;
    return may_know(db, stream, call.identity.person);
}

http::Response Gate::refuse(const Error& error, const http::Request& request) const {
    return render_(error, language_of(request));
}

// Approvals have no secrets of their own: what they are about is looked at where it stands. Whoever
// looks after accounts looks at no case.
void Gate::note_look(const Call& call, const Route& route) const {
    if (route.method != http::Method::get) return;
    const auto thing = subject_of(call.request, route.path);
    if (!thing || thing->kind == "approval" || thing->kind == "person" || thing->kind == "letter")
        return;
    const bool is_file = route.path.find("{attachment}") != std::string::npos;
    looks_->note(call.actor.person, *thing, is_file ? Way::file : Way::read, call.now);
}

http::Response Gate::answer(const http::Request& request, const Route& route) const {
    const auto call = admit(request, route);
    if (!call.ok()) return refuse(call.error(), request);
    auto answered = route.handle(call.value());
    if (answered.ok()) {
        note_look(call.value(), route);
        return std::move(answered).value();
    }
    auto problem = refuse(answered.error(), request);
    if (answered.error().code != Errc::stale || !route.current) return problem;

    // Somebody was quicker: the newest state goes along, so that the screen can compare.
    const auto current = route.current(call.value());
    auto body = parse_json(problem.body);
    if (!current.ok() || !body.ok()) return problem;
    auto state = parse_json(current.value().body);
    if (!state.ok()) return problem;
    problem.body = to_text(std::move(body).value().set("current", std::move(state).value()));
    return problem;
}

http::Route Gate::guard(const Route& route) const {
    http::Route guarded{
        .method = route.method,
        .path = route.path,
        .action = route.action,
        .limits = route.limits,
        .handler = {},
        .sink = {},
    };
    if (route.upload) {
        guarded.sink = [this, route](const http::Request& request)
            -> std::variant<std::unique_ptr<http::BodySink>, http::Response> {
            const auto call = admit(request, route);
            if (!call.ok()) return refuse(call.error(), request);
            auto sink = route.upload(call.value());
            if (!sink.ok()) return refuse(sink.error(), request);
            return std::move(sink).value();
        };
    } else {
        guarded.handler = [this, route](const http::Request& request) {
            return answer(request, route);
        };
    }
    return guarded;
}

} // namespace sokuo::team
