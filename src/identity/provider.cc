#include "identity/provider.h"

#include "core/json.h"
#include "http/conditional.h"
#include "identity/base64url.h"
#include "identity/rows.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sokuo::identity {
namespace {

using namespace std::chrono_literals;

constexpr Message provider_silent{
    "identity.provider_silent",
    "認証の相手につながらないか、返事が読めません。パスワードを持つ職員は、その間もサインインできま"
    "す"
    "。",
    "The sign-in service does not answer, or not as it should. Those with a local sign-in can "
    "still enter."};
constexpr Message provider_refused{
    "identity.provider_refused",
    "認証の相手がサインインを断りました。もう一度試してください。続くときは、管理者に知らせてくださ"
    "い。",
    "The sign-in service refused. Please try again; if it goes on, tell an administrator."};
constexpr Message journey_over{
    "identity.journey_over",
    "時間が過ぎたか、別の画面で始めたサインインです。もう一度、最初からサインインしてください。",
    "This took too long, or was begun in another browser. Please sign in again from the start."};

constexpr auto addresses_good_for = 1h;
constexpr auto keys_asked_every = 1min;
constexpr std::string_view seal_context = "sokuo oidc";
constexpr std::size_t cookie_bytes_max = 2048;
constexpr std::size_t code_bytes_max = 4096;
constexpr std::size_t answer_bytes_max = std::size_t{64} * 1024;

Error silent(std::string why) {
    return because(failure(Errc::unavailable, provider_silent), std::move(why));
}
Error refused(std::string why) {
    return because(failure(Errc::unauthenticated, provider_refused), std::move(why));
}

using Pairs = std::vector<std::pair<std::string_view, std::string_view>>;

std::string encoded(const Pairs& pairs) {
    std::string text;
    for (const auto& [name, value] : pairs) {
        if (!text.empty()) text += '&';
        text += http::percent_encoded(name) + "=" + http::percent_encoded(value);
    }
    return text;
}

bool lists(const Json& list, std::string_view value) {
    return std::ranges::any_of(list.items(),
                               [&](const Json& one) { return one.text_or("") == value; });
}

} // namespace

struct Provider::Journey {
    Wish wish;
    std::string state;
    std::string nonce;
    std::string verifier;
    Time begun;

    [[nodiscard]] std::string text() const {
        return to_text(Json::object({{"own_device", wish.own_device},
                                     {"again", wish.again},
                                     {"session", wish.session},
                                     {"state", state},
                                     {"nonce", nonce},
                                     {"verifier", verifier},
                                     {"begun", micros(begun)}}));
    }
    static Journey read(const Json& json) {
        return {.wish = {.own_device = json["own_device"].boolean_or(false),
                         .again = json["again"].boolean_or(false),
                         .session = std::string{json["session"].text_or("")}},
                .state = std::string{json["state"].text_or("")},
                .nonce = std::string{json["nonce"].text_or("")},
                .verifier = std::string{json["verifier"].text_or("")},
                .begun = moment(json["begun"].integer_or(0))};
    }
};

Provider::Provider(ProviderRules rules, FetchPage fetch, const Clock& wall, Random& random,
                   std::function<void(const Error&)> say)
    : rules_{std::move(rules)}, fetch_{std::move(fetch)}, wall_{wall}, random_{random},
      silence_{wall, std::move(say)} {
    random_.fill(seal_key_);
}

std::string Provider::secret() {
    std::array<std::byte, 32> bytes{};
    random_.fill(bytes);
    return to_base64url(bytes);
}

// A page of JSON with status 200. Whatever else comes is a provider that does not work.
Result<Json> Provider::page(const http::FetchQuestion& question, std::string_view what) {
    const auto answer = fetch_(question);
    if (!answer.ok()) return silent(question.url + ": " + describe(answer.error()));
    const auto& said = answer.value();
    if (said.status != 200) return silent(question.url + ": status " + std::to_string(said.status));
    auto json = parse_json(said.body, {.bytes_max = key_set_bytes_max, .depth_max = 16});
    if (!json.ok() || json.value().members() == nullptr)
        return silent(question.url + ": no JSON in " + std::string{what});
    return json;
}

// Nobody is called whom the operator did not name: neither the issuer's own place nor one beside.
Result<std::string> Provider::address(const Json& document, std::string_view name) const {
    const std::string url{document[name].text_or("")};
    const auto origin = http::origin_of(url);
    const bool is_named = origin == http::origin_of(rules_.issuer) ||
                          std::ranges::find(rules_.also, origin) != rules_.also.end();
    if (origin.empty() || !is_named)
        return silent(std::string{name} + " is at a place identity.yaml does not name: " + url);
    return url;
}

Result<Provider::Addresses> Provider::addresses() {
    const auto now = wall_.now();
    {
        const std::lock_guard lock{mutex_};
        const bool is_good =
            addresses_ && now >= addresses_read_ && now - addresses_read_ < addresses_good_for;
        if (is_good) return *addresses_;
    }
    auto base = rules_.issuer;
    if (base.ends_with('/')) base.pop_back();
    const auto document =
        TRY(page({.url = base + "/.well-known/openid-configuration"}, "the discovery document"));
    if (document["issuer"].text_or("") != rules_.issuer)
        return silent("the discovery document names another issuer");
    const auto& ways = document["token_endpoint_auth_methods_supported"];
    Addresses read;
    read.authorization = TRY(address(document, "authorization_endpoint"));
    read.token = TRY(address(document, "token_endpoint"));
    read.keys = TRY(address(document, "jwks_uri"));
    read.says_issuer = document["authorization_response_iss_parameter_supported"].boolean_or(false);
    read.secret_in_body = !ways.items().empty() && !lists(ways, "client_secret_basic");
    const std::lock_guard lock{mutex_};
    addresses_ = read;
    addresses_read_ = now;
    return read;
}

Result<std::vector<TokenKey>> Provider::keys(bool newer) {
    const auto at = TRY(addresses());
    const auto now = wall_.now();
    {
        const std::lock_guard lock{mutex_};
        const bool may_ask = now < keys_read_ || now - keys_read_ >= keys_asked_every;
        if (keys_ && !(newer && may_ask)) return *keys_;
        keys_read_ = now; // Before asking, so that many at once are one.
    }
    const auto document = TRY(page({.url = at.keys}, "its keys"));
    auto read = read_key_set(to_text(document));
    if (!read.ok()) return silent(at.keys + ": " + describe(read.error()));
    const std::lock_guard lock{mutex_};
    keys_ = read.value();
    return read;
}

Result<> Provider::greet() {
    const auto read = TRY(keys(true));
    if (read.empty()) return silent("it has no key for RS256 or ES256");
    return Done{};
}

Result<Departure> Provider::depart(const Wish& wish) {
    const auto at = TRY(silence_.guard([&] { return addresses(); }));
    const Journey journey{.wish = wish,
                          .state = secret(),
                          .nonce = secret(),
                          .verifier = secret(),
                          .begun = wall_.now()};
    const auto challenge = to_base64url(sha256(as_bytes(journey.verifier)));
    Pairs pairs{{"response_type", "code"},       {"scope", "openid"},
                {"client_id", rules_.client_id}, {"redirect_uri", rules_.return_url},
                {"state", journey.state},        {"nonce", journey.nonce},
                {"code_challenge", challenge},   {"code_challenge_method", "S256"}};
    if (wish.again) {
        pairs.emplace_back("prompt", "login");
        pairs.emplace_back("max_age", "0");
    }
    const char joint = at.authorization.find('?') == std::string::npos ? '?' : '&';
    const auto text = journey.text();
    return Departure{
        .url = at.authorization + joint + encoded(pairs),
        .cookie = to_base64url(seal(seal_key_, as_bytes(text), as_bytes(seal_context), random_))};
}

Result<Provider::Journey> Provider::open(std::string_view cookie, std::string_view state) const {
    const auto over = failure(Errc::stale, journey_over);
    if (cookie.size() > cookie_bytes_max) return over;
    const auto box = from_base64url(cookie);
    if (!box) return over;
    const auto plain = unseal(seal_key_, *box, as_bytes(seal_context));
    if (!plain.ok()) return over;
    const auto json = TRY(parse_json(as_text(plain.value())));
    auto journey = Journey::read(json);
    const auto now = wall_.now();
    const bool is_in_time = now >= journey.begun && now - journey.begun < journey_length;
    if (!is_in_time || journey.state != state) return over;
    return journey;
}

Result<Arrival> Provider::arrive(const Return& back, std::string_view cookie) {
    const auto journey = TRY(open(cookie, back.state));
    if (!back.issuer.empty() && back.issuer != rules_.issuer)
        return refused("the answer is of another issuer");
    if (!back.error.empty()) return refused("it answered with an error");
    if (back.code.empty() || back.code.size() > code_bytes_max) return refused("no code");
    return silence_.guard([&] { return exchange(back, journey); });
}

Result<Arrival> Provider::exchange(const Return& back, const Journey& journey) {
    const auto at = TRY(addresses());
    if (at.says_issuer && back.issuer.empty()) return refused("the answer names no issuer");
    const auto token = TRY(token_for(at, back.code, journey.verifier));
    Expected expected{.issuer = rules_.issuer,
                      .client_id = rules_.client_id,
                      .nonce = journey.nonce,
                      .proved_since = {}};
    if (journey.wish.again) expected.proved_since = journey.begun;
    const auto claims = TRY(check(token, expected));
    const bool has_second = std::ranges::any_of(claims.methods, [&](const std::string& method) {
        return std::ranges::find(rules_.second_factor, method) != rules_.second_factor.end();
    });
    return Arrival{
        .link = {.source = Source::provider, .issuer = claims.issuer, .subject = claims.subject},
        .has_second = has_second,
        .is_fresh = expected.proved_since.has_value(),
        .nonce = sha256(as_bytes(journey.nonce)),
        .ends = journey.begun + journey_length,
        .wish = journey.wish};
}

Result<std::string> Provider::token_for(const Addresses& at, const std::string& code,
                                        const std::string& verifier) {
    Pairs pairs{{"grant_type", "authorization_code"},
                {"code", code},
                {"redirect_uri", rules_.return_url},
                {"code_verifier", verifier}};
    http::FetchQuestion question{.url = at.token};
    const bool has_secret = !rules_.client_secret.empty();
    if (has_secret && !at.secret_in_body) {
        // RFC 6749 §2.3.1: encoded as in a form, before Basic encodes them.
        question.user = http::percent_encoded(rules_.client_id);
        question.password = http::percent_encoded(rules_.client_secret);
    } else {
        pairs.emplace_back("client_id", rules_.client_id);
        if (has_secret) pairs.emplace_back("client_secret", rules_.client_secret);
    }
    question.body = encoded(pairs);
    const auto answer = fetch_(question);
    if (!answer.ok()) return silent(at.token + ": " + describe(answer.error()));
    const auto status = answer.value().status;
    if (status == 400 || status == 401 || status == 403)
        return refused("the code was refused with status " + std::to_string(status));
    if (status != 200) return silent(at.token + ": status " + std::to_string(status));
    const auto json =
        parse_json(answer.value().body, {.bytes_max = answer_bytes_max, .depth_max = 8});
    if (!json.ok()) return silent(at.token + ": no JSON");
    const auto* token = json.value()["id_token"].text();
    if (token == nullptr) return refused("no id_token came");
    return *token;
}

Result<Claims> Provider::check(const std::string& token, const Expected& expected) {
    const auto known = TRY(keys(false));
    auto claims = check_id_token(token, known, expected, wall_.now());
    const bool is_unknown = !claims.ok() && claims.error().code == Errc::not_found;
    if (!is_unknown) return claims;
    const auto newer = TRY(keys(true));
    claims = check_id_token(token, newer, expected, wall_.now());
    if (!claims.ok() && claims.error().code == Errc::not_found)
        return refused("it is signed with a key that is not published");
    return claims;
}

} // namespace sokuo::identity
