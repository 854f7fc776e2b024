#include "app/hunt_api.h"

#include "app/hunt.h"
#include "app/stored_file.h"
#include "core/fields.h"
#include "incident/incident_store.h"
#include "sandbox/reasons.h"
#include "team/once.h"

#include <array>
#include <ranges>
#include <set>
#include <string>
#include <utility>

namespace sokuo::app {
namespace {

namespace job = detect::job;
using incident::Desk;
using namespace std::chrono_literals;

constexpr Message no_file{"app.hunt_no_file", "このファイルは見つかりません。", "No such file."};
constexpr Message too_large{
    "app.hunt_too_large",
    "大きいファイル（128MBを超えるもの）は、ここでは調べられません。取り出して、"
    "sokuo scan で調べてください。",
    "Larger files (over 128 MB) cannot be looked through here. Take the file out and use "
    "sokuo scan."};

constexpr auto turn_wait = 20s;

Result<Bytes> bytes_of(const Desk& desk, const incident::Attachment& file) {
    if (file.bytes > hunted_bytes_max) return failure(Errc::too_large, too_large);
    return read_stored(desk, file.id, file.key, file.bytes);
}

int year_of(Time time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    return static_cast<int>(std::chrono::year_month_day{day}.year());
}

std::uint64_t drawn(Random& random) {
    std::array<std::byte, 8> bytes{};
    random.fill(bytes);
    std::uint64_t number = 0;
    for (const auto byte : bytes)
        number = (number << 8U) | std::to_integer<std::uint64_t>(byte);
    return number;
}

Result<journal::Draft> look_through(const Desk& desk, DetectRoom& rules, const Hunted& hunted,
                                    const incident::Attachment& file) {
    const sandbox::Turn turn{rules.hunting(), sandbox::Turns::Clock::now() + turn_wait};
    if (!turn.has_it()) return failure(Errc::unavailable, sandbox::busy);
    const auto bytes = TRY(bytes_of(desk, file));
    job::Job wanted{.kind = job::Kind::hunt,
                    .level_min = rules.settings().hunt_level,
                    .secret = drawn(desk.random)};
    wanted.parts.push_back({.name = file.name, .year = year_of(file.added_at), .bytes = bytes});
    journal::Draft draft;
    TRY(rules.look(wanted, [&](const job::Catalogue& known, job::Outcome& outcome) -> Result<> {
        draft = draft_of(hunted, known, outcome);
        return Done{};
    }));
    return draft;
}

Result<std::vector<journal::Entry>> hunts_of(const Desk& desk, store::Read& db,
                                             const IncidentId& id) {
    auto entries = TRY(desk.journal.stream(db, incident::stream_of(id)));
    std::erase_if(entries, [](const journal::Entry& entry) {
        return entry.type != hunted_type || entry.content_state != journal::BodyState::present;
    });
    return entries;
}

Result<http::Response> present_made(const Desk& desk, const IncidentId& id, const HuntId& made,
                                    Language language) {
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto entries = TRY(hunts_of(desk, db, id));
        for (const auto& entry : entries)
            if (entry.content["hunt"].text_or("") == made.text())
                return http::json_response(201, present_hunt(entry, language));
        return failure(Errc::not_found, no_file);
    });
}

Result<http::Response> hunt(const Desk& desk, DetectRoom* rules, const team::Call& call) {
    const auto id = TRY(call.id<IncidentTag>("id"));
    const auto json = TRY(call.json());
    Fields in{json};
    const auto blob = in.id<BlobTag>("attachment");
    TRY(in.finish());
    const auto incident =
        TRY(desk.store.read_for([&](store::Read& db) { return incident::load(desk, db, id); }));
    const auto* file = incident.attachment(blob);
    if (file == nullptr) return failure(Errc::not_found, no_file);
    if (rules == nullptr) return failure(Errc::unavailable, detection_off);
    const auto before =
        TRY(desk.store.read_for([&](store::Read& db) { return team::made_before(db, call); }));
    if (before) return present_made(desk, id, HuntId{*before}, call.language);
    const auto now = desk.now();
    const Hunted hunted{HuntId::make(now, desk.random), id, blob, file->name};
    const auto draft = TRY(look_through(desk, *rules, hunted, *file));
    const auto write = [&](store::Write& db) -> Result<Uuid> {
        return team::once(db, call, now, [&]() -> Result<Uuid> {
            // It took minutes: the incident may be erased by now, or somebody else's affair.
            TRY(incident::must_know(db, id, call.actor.person));
            const auto still = TRY(incident::load(desk, db, id));
            if (still.attachment(blob) == nullptr) return failure(Errc::not_found, no_file);
            TRY(desk.journal.append(db, call.actor, draft));
            return hunted.id.value;
        });
    };
    const HuntId made{TRY(desk.store.write_for(write))};
    return present_made(desk, id, made, call.language);
}

Result<http::Response> list(const Desk& desk, const DetectRoom* rules, const team::Call& call) {
    const auto id = TRY(call.id<IncidentTag>("id"));
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto entries = TRY(hunts_of(desk, db, id));
        auto items = Json::array();
        std::set<std::string, std::less<>> told;
        for (const auto& entry : entries | std::views::reverse)
            if (told.emplace(entry.content["attachment"].text_or("")).second)
                items.push(present_hunt(entry, call.language));
        return http::json_response(
            200, Json::object({{"items", std::move(items)}, {"set_up", rules != nullptr}}));
    });
}

} // namespace

std::vector<team::Route> hunt_routes(const Desk& desk, DetectRoom* rules) {
    std::vector<team::Route> routes;
    routes.push_back(
        {.method = http::Method::post,
         .path = "/api/v1/incidents/{id}/hunts",
         .action = "incident.read",
         .handle = [&desk, rules](const team::Call& call) { return hunt(desk, rules, call); }});
    routes.push_back(
        {.method = http::Method::get,
         .path = "/api/v1/incidents/{id}/hunts",
         .action = "incident.read",
         .handle = [&desk, rules](const team::Call& call) { return list(desk, rules, call); }});
    return routes;
}

} // namespace sokuo::app
