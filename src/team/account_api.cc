#include "team/account_api.h"

#include "charter/action_words.h"
#include "core/text.h"
#include "document/qr.h"
#include "team/break_glass.h"
#include "team/once.h"
#include "team/people.h"
#include "team/sign_in.h"
#include "team/succession_store.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sokuo::team {
namespace {

constexpr Message not_for_programs{
    "team.not_for_programs",
    "サインインの設定は、画面からサインインした本人だけが使えます。APIの鍵では使えません。",
    "How somebody signs in is for whoever signed in on a screen; an API token may not."};
constexpr Message role_needs_second{
    "team.role_needs_second",
    "あなたの役割では、二つ目の確認を外せません。電話機を替えたときは、登録し直してください。",
    "Your role needs a second factor, so it cannot be removed. With a new phone, enrol again."};
constexpr Message not_by_break_glass{
    "team.break_glass_keeps_its_keys",
    "非常用アカウントでは、サインインの設定を変えられません。使い終わったら、ふだんのアカウントで封"
    "をし直します。",
    "The break-glass account changes nothing of how it signs in. After its use it is sealed anew, "
    "with an ordinary account."};
constexpr Message has_name{
    "team.has_sign_in_name",
    "この人には、もうサインインの名前（{0}）があります。仮のパスワードを発行してください。",
    "This person has a sign-in name already ({0}). Give an initial password instead."};
constexpr Message not_for_them{
    "team.no_account_for_them",
    "退職した人、外部の人、非常用アカウントには、ここからサインインの名前を渡せません。",
    "Whoever has left, is an outsider or the break-glass account gets no sign-in name here."};
constexpr Message no_such_seat{"team.no_such_seat",
                               "このサインインは、もう終わっています。一覧を読み直してください。",
                               "This sign-in has ended already. Read the list again."};

Json time_or_null(const std::optional<Time>& time) {
    return time ? Json{to_rfc3339(*time)} : Json{nullptr};
}

Json present(const identity::Seat& seat, const Call& call) {
    auto json = Json::object({{"id", to_hex(seat.id)},
                              {"kind", seat.is_token ? "token" : "session"},
                              {"name", seat.name},
                              {"made_at", to_rfc3339(seat.made)},
                              {"seen_at", time_or_null(seat.seen)},
                              {"ends_at", time_or_null(seat.ends)},
                              {"own_device", seat.own_device},
                              {"second_factor", seat.gave_second},
                              {"current", seat.id == call.identity.session}});
    if (seat.actions.empty()) return json;
    auto actions = Json::array();
    for (const auto& action : seat.actions) {
        const auto* words = charter::action_words(action);
        actions.push(words == nullptr ? action : std::string{words->text(call.language)});
    }
    return json.set("actions", std::move(actions));
}

Result<Json> present_account(const TeamApi& api, const Call& call, const PersonId& person) {
    const auto state = TRY(api.accounts.state(person));
    const auto seats = TRY(api.accounts.seats(person));
    const auto now = api.journal.clock().now();
    const auto standing = TRY(api.store.read_for(
        [&](store::Read& db) { return standing_at(db, call.charter(), person, now); }));
    auto rows = Json::array();
    for (const auto& seat : seats)
        rows.push(present(seat, call));
    const auto length_min = state.second_since ? identity::password_length_min_with_second
                                               : identity::password_length_min;
    return Json::object(
        {{"sign_in_name", state.name},
         {"source", to_text(state.link.source)},
         {"subject", state.link.subject},
         {"password_length_min", static_cast<std::int64_t>(length_min)},
         {"must_change_password", state.must_change_password},
         {"asks_old_password", state.asks_old_password},
         {"locked", state.is_locked},
         {"sealed", state.is_sealed},
         {"second_factor", Json::object({{"enrolled_at", time_or_null(state.second_since)},
                                         {"required", needs_second(call.charter(), standing)},
                                         {"recovery_codes_left", state.recovery_codes}})},
         {"sessions", std::move(rows)}});
}

Result<Hash> seat_id(const Call& call) {
    const auto id = hash_from_hex(call.request.param("session"));
    if (!id) return failure(Errc::not_found, no_such_seat);
    return *id;
}

Json codes_json(const std::vector<std::string>& codes) {
    auto rows = Json::array();
    for (const auto& code : codes)
        rows.push(code);
    return Json::object({{"recovery_codes", std::move(rows)}});
}

http::Response nothing_more() {
    http::Response response;
    response.status = 204;
    return response;
}

// -- One's own
// -------------------------------------------------------------------------------------

Result<http::Response> read_own(const TeamApi& api, const Call& call) {
    return http::json_response(200, TRY(present_account(api, call, call.identity.person)));
}

Result<http::Response> change_password(const TeamApi& api, const Call& call) {
    const auto json = TRY(call.json());
    Fields in{json};
    // Whoever came by an initial password spent it; they give none.
    const auto old_password =
        in.is_absent("old_password") ? std::string{} : read_password(in, json, "old_password");
    const auto new_password = read_password(in, json, "new_password");
    TRY(in.finish());
    const auto who =
        TRY(api.store.read_for([&](store::Read& db) { return person(db, call.identity.person); }));
    const identity::PasswordRules rules{.names =
                                            known_names(call.charter(), {who.name, who.reading})};
    TRY(api.accounts.change_password(call.identity, old_password, new_password, rules));
    return nothing_more();
}

Result<http::Response> offer_second(const TeamApi& api, const Call& call) {
    const auto state = TRY(api.accounts.state(call.identity.person));
    const auto secret = TRY(api.accounts.offer_second(call.identity.person));
    const auto uri = identity::otpauth_uri(
        secret, call.charter().organisation.team.in(call.language), state.name);
    const auto qr = TRY(document::qr_rows(uri));
    auto rows = Json::array();
    for (const auto& row : qr)
        rows.push(row);
    return http::json_response(
        201,
        Json::object({{"key", identity::base32(secret)}, {"uri", uri}, {"qr", std::move(rows)}}));
}

Result<http::Response> confirm_second(const TeamApi& api, const Call& call) {
    const auto json = TRY(call.json());
    Fields in{json};
    const auto code = in.text("code", {.length_max = 100});
    TRY(in.finish());
    return http::json_response(200,
                               codes_json(TRY(api.accounts.confirm_second(call.identity, code))));
}

Result<http::Response> remove_second(const TeamApi& api, const Call& call) {
    if (needs_second(call.charter(), call.standing))
        return failure(Errc::conflict, role_needs_second);
    TRY(api.accounts.remove_second(call.identity.person));
    return nothing_more();
}

Result<http::Response> renew_codes(const TeamApi& api, const Call& call) {
    return http::json_response(
        200, codes_json(TRY(api.accounts.renew_recovery_codes(call.identity.person))));
}

Result<http::Response> end_own(const TeamApi& api, const Call& call) {
    const auto id = TRY(seat_id(call));
    TRY(api.accounts.end_seat(call.identity.person, id));
    return nothing_more();
}

// -- Somebody else's
// ---------------------------------------------------------------------------------

Result<> write_down(store::Write& db, const TeamApi& api, const Call& call, const PersonId& person,
                    const journal::Draft& what) {
    auto draft = what;
    draft.stream = {"person", person.value};
    TRY(api.journal.append(db, call.actor, draft));
    return Done{};
}

Result<http::Response> read_other(const TeamApi& api, const Call& call) {
    const auto who = TRY(call.id<PersonTag>("id"));
    return http::json_response(200, TRY(present_account(api, call, who)));
}

Result<> must_lack_account(store::Read& db, const PersonId& who) {
    const auto found = TRY(person(db, who));
    if (found.has_ended || found.kind != Kind::staff) return failure(Errc::conflict, not_for_them);
    const auto name = TRY(identity::Accounts::sign_in_name(db, who));
    if (name) return at(failure(Errc::conflict, has_name, {*name}), "/sign_in_name");
    return Done{};
}

Result<> must_be_ordinary(const TeamApi& api, const PersonId& who) {
    return api.store.read([&](store::Read& db) { return must_not_be_sealed(db, who); });
}

Result<http::Response> reset_password(const TeamApi& api, const Call& call) {
    const auto who = TRY(call.id<PersonTag>("id"));
    TRY(must_be_ordinary(api, who));
    const auto initial = TRY(api.accounts.new_initial_password());
    const auto job = [&](store::Write& db) -> Result<> {
        TRY(identity::Accounts::set_initial_password(db, who, initial.hash,
                                                     api.accounts.wall_now()));
        return write_down(
            db, api, call, who,
            {.stream = {}, .type = "person.password_reset", .content = Json::object()});
    };
    TRY(api.store.write(job));
    return http::json_response(200, Json::object({{"initial_password", initial.password}}));
}

// Who came by 人事異動 has a post and no way in. The password is in this answer and nowhere else;
// when the request is sent again it is not in the answer either.
Result<http::Response> give_account(const TeamApi& api, const Call& call) {
    const auto who = TRY(call.id<PersonTag>("id"));
    const auto json = TRY(call.json());
    Fields in{json};
    const auto name = in.text("sign_in_name", {.length_max = 100});
    TRY(in.finish());
    const auto initial = TRY(api.accounts.new_initial_password());
    const auto now = api.accounts.wall_now();
    bool is_new = false;
    const auto give = [&](store::Write& db) -> Result<Uuid> {
        TRY(must_lack_account(db, who));
        TRY(identity::Accounts::create(db, who, name, initial.hash, now));
        TRY(identity::Accounts::set_initial_password(db, who, initial.hash, now));
        TRY(write_down(db, api, call, who,
                       {.stream = {}, .type = "person.sign_in_given", .content = Json::object()}));
        is_new = true;
        return who.value;
    };
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return once(db, call, api.journal.clock().now(), [&] { return give(db); });
    };
    TRY(api.store.write_for(job));
    auto body = Json::object({{"sign_in_name", TRY(api.accounts.state(who)).name}});
    if (is_new) body.set("initial_password", initial.password);
    return http::json_response(201, body);
}

// Looked up first, and outside of the write: the directory may take its time.
Result<http::Response> link_other(const TeamApi& api, const Call& call) {
    static constexpr std::array<std::string_view, 2> sources{"directory", "oidc"};
    const auto who = TRY(call.id<PersonTag>("id"));
    TRY(must_be_ordinary(api, who));
    const auto json = TRY(call.json());
    Fields in{json};
    const auto source = in.choice("source", sources) == "oidc" ? identity::Source::provider
                                                               : identity::Source::directory;
    const auto subject = in.text("subject", {.length_max = 255});
    TRY(in.finish());
    const auto link = TRY(checked_link(api.others, source, subject));
    TRY(api.store.write([&](store::Write& db) {
        return link_person(db, api.journal, call.actor, who, link, api.accounts.wall_now());
    }));
    return nothing_more();
}

Result<http::Response> reset_second(const TeamApi& api, const Call& call) {
    const auto who = TRY(call.id<PersonTag>("id"));
    std::vector<journal::KeyId> keys;
    const auto job = [&](store::Write& db) -> Result<> {
        keys = TRY(identity::Accounts::reset_second(db, who));
        return write_down(
            db, api, call, who,
            {.stream = {}, .type = "person.second_factor_reset", .content = Json::object()});
    };
    TRY(api.store.write(job));
    TRY(api.accounts.destroy(keys));
    return nothing_more();
}

Result<http::Response> end_other(const TeamApi& api, const Call& call) {
    const auto who = TRY(call.id<PersonTag>("id"));
    const auto id = TRY(seat_id(call));
    const auto seats = TRY(api.accounts.seats(who));
    const auto seat = std::ranges::find(seats, id, &identity::Seat::id);
    if (seat == seats.end()) return failure(Errc::not_found, no_such_seat);
    // Ended first: what is written down must have happened.
    TRY(api.accounts.end_seat(who, id));
    const auto job = [&](store::Write& db) {
        return write_down(db, api, call, who,
                          {.stream = {},
                           .type = "person.session_ended",
                           .content = Json::object({{"token", seat->is_token}})});
    };
    TRY(api.store.write(job));
    return nothing_more();
}

} // namespace

std::vector<std::string> known_names(const charter::Charter& charter,
                                     const std::vector<std::string>& own) {
    const auto& of = charter.organisation;
    std::vector<std::string> names{"sokuo", "即応", of.code, of.domain};
    for (const auto language : {Language::ja, Language::en}) {
        names.push_back(of.name.in(language));
        names.push_back(of.team.in(language));
    }
    names.insert(names.end(), own.begin(), own.end());
    // 「佐藤 一郎」: each part as well.
    const auto whole = names.size();
    for (std::size_t at = 0; at < whole; ++at) {
        const auto written = to_half_width(names[at]);
        std::string_view rest{written};
        while (rest.find(' ') != std::string_view::npos) {
            const auto space = rest.find(' ');
            names.emplace_back(rest.substr(0, space));
            rest.remove_prefix(space + 1);
            if (rest.find(' ') == std::string_view::npos) names.emplace_back(rest);
        }
    }
    return names;
}

std::optional<Hash> hash_from_hex(std::string_view text) {
    Hash hash{};
    const auto digit = [](char sign) -> int {
        if (sign >= '0' && sign <= '9') return sign - '0';
        return sign >= 'a' && sign <= 'f' ? sign - 'a' + 10 : -1;
    };
    if (text.size() != 2 * hash.size()) return std::nullopt;
    for (std::size_t at = 0; at < hash.size(); ++at) {
        const int high = digit(text[2 * at]);
        const int low = digit(text[2 * at + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        hash.at(at) = static_cast<std::byte>(high * 16 + low);
    }
    return hash;
}

std::vector<Route> account_routes(TeamApi api) {
    using http::Method;
    const auto route = [&](Method method, std::string_view path, auto handle, bool needs_renewal) {
        const bool is_own = path.starts_with("/api/v1/account");
        return Route{.method = method,
                     .path = std::string{path},
                     .action = std::string{is_own ? signed_in : "team.manage"},
                     .handle = [api, handle, changes_own = is_own && method != Method::get](
                                   const Call& call) -> Result<http::Response> {
                         if (call.identity.is_token)
                             return failure(Errc::forbidden, not_for_programs);
                         if (changes_own && call.standing.is_break_glass)
                             return failure(Errc::forbidden, not_by_break_glass);
                         return handle(api, call);
                     },
                     .needs_renewal = needs_renewal};
    };
    return {
        route(Method::get, "/api/v1/account", read_own, false),
        route(Method::post, "/api/v1/account/password", change_password, false),
        route(Method::post, "/api/v1/account/second-factor", offer_second, true),
        route(Method::post, "/api/v1/account/second-factor/confirmation", confirm_second, true),
        route(Method::remove, "/api/v1/account/second-factor", remove_second, true),
        route(Method::post, "/api/v1/account/recovery-codes", renew_codes, true),
        route(Method::remove, "/api/v1/account/sessions/{session}", end_own, false),
        route(Method::get, "/api/v1/team/persons/{id}/account", read_other, false),
        route(Method::post, "/api/v1/team/persons/{id}/account", give_account, true),
        route(Method::post, "/api/v1/team/persons/{id}/account/password", reset_password, true),
        route(Method::put, "/api/v1/team/persons/{id}/account/link", link_other, true),
        route(Method::remove, "/api/v1/team/persons/{id}/account/second-factor", reset_second,
              true),
        route(Method::remove, "/api/v1/team/persons/{id}/account/sessions/{session}", end_other,
              false),
    };
}

} // namespace sokuo::team
