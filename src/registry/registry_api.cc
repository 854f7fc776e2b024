#include "registry/registry_api.h"

#include "core/fields.h"
#include "registry/registry_store.h"
#include "team/access.h"
#include "team/once.h"
#include "team/people.h"

#include <utility>

namespace sokuo::registry {
namespace {

void set_text(Json& json, std::string_view name, const std::string& text) {
    if (!text.empty()) json.set(name, text);
}

Json present(store::Read& db, const team::Call& call, const std::vector<Contractor>& all,
             const Contractor& contractor) {
    auto json = content_of(contractor);
    json.set("id", contractor.id.text())
        .set("rev", contractor.rev)
        .set("tier", tier_of(all, contractor))
        .set("contacts", personal_of(contractor)["contacts"])
        .set("ended", contractor.has_ended)
        .set("owes_erasure", !contractor.erasure_duty.empty() && !contractor.erased_on);
    if (contractor.checked_at)
        json.set("checked_at", to_rfc3339(*contractor.checked_at))
            .set("checked_by", team::person_ref(db, contractor.checked_by, call.language));
    if (contractor.erased_on) json.set("erased_on", calendar::to_iso(*contractor.erased_on));
    set_text(json, "erasure_proof", contractor.erasure_proof);
    return json;
}

// A manager answers for the systems that name their post.
Json present(const team::Call& call, const System& system) {
    auto json = content_of(system);
    auto managers = Json::array();
    for (const auto& code : system.managers) {
        const auto* post = call.charter().post(code);
        managers.push(
            Json::object({{"code", code}, {"name", post == nullptr ? code : post->name}}));
    }
    json.set("managers", std::move(managers))
        .set("id", system.id.text())
        .set("rev", system.rev)
        .set("ended", system.has_ended)
        .set("holds_personal_data", system.holds_personal_data);
    return json;
}

Result<http::Response> read_all(const Shelf& shelf, const team::Call& call, int status) {
    // Whom to call there stands in it by name.
    TRY(team::note_contacts_look(shelf.store, shelf.journal, call, team::registry_thing()));
    return shelf.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto all = TRY(contractors(db));
        auto rows = Json::array();
        for (const auto& contractor : all)
            rows.push(present(db, call, all, contractor));
        const auto known = TRY(systems(db));
        auto system_rows = Json::array();
        for (const auto& system : known)
            system_rows.push(present(call, system));
        return http::json_response(
            status, Json::object({{"contractors", std::move(rows)},
                                  {"systems", std::move(system_rows)},
                                  {"may", Json::array().push(call.may("registry.manage"))}}));
    });
}

// A POST acts once for its key; a PUT only on the revision it was made from. The answer is the
// registry as it is then.
Result<http::Response> act(const Shelf& shelf, const team::Call& call, int status,
                           const std::function<Result<>(store::Write&)>& step) {
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        const auto act_now = [&]() -> Result<Uuid> {
            TRY(step(db));
            return call.actor.person.value;
        };
        if (call.request.method == http::Method::put) return act_now();
        return team::once(db, call, call.now, act_now);
    };
    TRY(shelf.store.write_for(job));
    return read_all(shelf, call, status);
}

Result<std::string> read_reason(const Json& json) {
    Fields in{json};
    auto reason = in.text("reason", {.length_max = 500, .lines = true});
    TRY(in.finish());
    return reason;
}

Result<std::optional<std::int64_t>> rev_of(const team::Call& call, bool is_new) {
    if (is_new) return std::optional<std::int64_t>{};
    return std::optional{TRY(call.expected_rev())};
}

Result<http::Response> keep_contractor(const Shelf& shelf, const team::Call& call, bool is_new) {
    const auto id = is_new ? ContractorId::make(call.now, *call.random)
                           : TRY(call.id<ContractorTag>("contractor"));
    const auto json = TRY(call.json());
    auto wanted = TRY(read_contractor(json));
    wanted.id = id;
    const auto rev = TRY(rev_of(call, is_new));
    return act(shelf, call, is_new ? 201 : 200,
               [&](store::Write& db) { return keep(db, shelf.journal, call.actor, wanted, rev); });
}

Result<http::Response> keep_system(const Shelf& shelf, const team::Call& call, bool is_new) {
    const auto id =
        is_new ? SystemId::make(call.now, *call.random) : TRY(call.id<SystemTag>("system"));
    const auto json = TRY(call.json());
    auto wanted = TRY(read_system(json));
    wanted.id = id;
    const auto rev = TRY(rev_of(call, is_new));
    return act(shelf, call, is_new ? 201 : 200,
               [&](store::Write& db) { return keep(db, shelf.journal, call.actor, wanted, rev); });
}

Result<http::Response> check(const Shelf& shelf, const team::Call& call) {
    const auto id = TRY(call.id<ContractorTag>("contractor"));
    return act(shelf, call, 201,
               [&](store::Write& db) { return note_checked(db, shelf.journal, call.actor, id); });
}

Result<http::Response> prove_erasure(const Shelf& shelf, const team::Call& call) {
    const auto id = TRY(call.id<ContractorTag>("contractor"));
    const auto json = TRY(call.json());
    const auto erased = TRY(read_erased(json));
    return act(shelf, call, 201, [&](store::Write& db) {
        return note_erased(db, shelf.journal, call.actor, id, erased);
    });
}

template <class Tag>
Result<http::Response> end_one(const Shelf& shelf, const team::Call& call, std::string_view name) {
    const auto id = TRY(call.id<Tag>(name));
    const auto json = TRY(call.json());
    const auto reason = TRY(read_reason(json));
    return act(shelf, call, 201,
               [&](store::Write& db) { return end(db, shelf.journal, call.actor, id, reason); });
}

} // namespace

std::vector<team::Route> registry_routes(Shelf shelf) {
    using http::Method;
    const std::string all = "/api/v1/registry";
    const std::string contractor = all + "/contractors/{contractor}";
    const std::string system = all + "/systems/{system}";
    const auto change = [&](Method method, const std::string& path, auto handle) {
        return team::Route{
            .method = method,
            .path = path,
            .action = "registry.manage",
            .handle = [shelf, handle](const team::Call& call) { return handle(shelf, call); },
            .current = [shelf](const team::Call& call) { return read_all(shelf, call, 200); }};
    };
    using Call = team::Call;
    return {
        {.method = Method::get,
         .path = all,
         .action = "registry.read",
         .handle = [shelf](const Call& call) { return read_all(shelf, call, 200); }},
        change(Method::post, all + "/contractors",
               [](const Shelf& at, const Call& call) { return keep_contractor(at, call, true); }),
        change(Method::put, contractor,
               [](const Shelf& at, const Call& call) { return keep_contractor(at, call, false); }),
        change(Method::post, contractor + "/check", check),
        change(Method::post, contractor + "/erasure", prove_erasure),
        change(Method::post, contractor + "/end",
               [](const Shelf& at, const Call& call) {
                   return end_one<ContractorTag>(at, call, "contractor");
               }),
        change(Method::post, all + "/systems",
               [](const Shelf& at, const Call& call) { return keep_system(at, call, true); }),
        change(Method::put, system,
               [](const Shelf& at, const Call& call) { return keep_system(at, call, false); }),
        change(Method::post, system + "/end", [](const Shelf& at, const Call& call) {
            return end_one<SystemTag>(at, call, "system");
        })};
}

} // namespace sokuo::registry
