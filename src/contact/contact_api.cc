#include "contact/contact_api.h"

#include "contact/poster.h"
#include "contact/publication_store.h"
#include "core/fields.h"
#include "team/once.h"
#include "team/people.h"

#include <algorithm>
#include <utility>

namespace sokuo::contact {
namespace {

constexpr Message no_audience{"contact.no_audience",
                              "for には staff か outsiders を指定してください。",
                              "Give staff or outsiders as for."};

Result<calendar::TimeZone> zone_of(const charter::Charter& charter) {
    return calendar::TimeZone::named(charter.time_zone);
}

// The version that was in force at the end of a day; of a day before all of them, the first.
Result<std::int64_t> version_on(const Noticeboard& board, calendar::Date day) {
    const auto zone = TRY(zone_of(board.book.current().charter));
    const auto lines = TRY(board.book.versions());
    for (const auto& line : lines) {
        if (zone.date(line.loaded_at) <= day) return line.number;
    }
    return lines.empty() ? board.book.current().number : lines.back().number;
}

Result<Json> present(const Noticeboard& board, store::Read& db, const team::Call& call,
                     const Publication& one) {
    auto json = content_of(one);
    auto changed = Json::array();
    if (!one.has_ended && !one.is_replaced) {
        const auto* then = TRY(board.book.version(one.version));
        for (const auto code : differences(then->charter.point_of_contact,
                                           board.book.current().charter.point_of_contact))
            changed.push(code);
    }
    json.set("version", std::to_string(one.version))
        .set("id", one.id.text())
        .set("recorded_at", to_rfc3339(one.recorded_at))
        .set("by", team::person_ref(db, one.by, call.language))
        .set("changed", std::move(changed))
        .set("replaced", one.is_replaced)
        .set("ended", one.has_ended);
    if (!one.end_reason.empty()) json.set("end_reason", one.end_reason);
    return json;
}

Result<http::Response> read_all(const Noticeboard& board, const team::Call& call, int status) {
    return board.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto all = TRY(publications(db));
        auto rows = Json::array();
        for (const auto& one : all)
            rows.push(TRY(present(board, db, call, one)));
        auto may = Json::array();
        may.push(call.may("contact.publish"));
        return http::json_response(
            status, Json::object({{"version", std::to_string(board.book.current().number)},
                                  {"public_url", board.public_url},
                                  {"publications", std::move(rows)},
                                  {"may", std::move(may)}}));
    });
}

// A POST acts once for its key; the answer is the whole as it is then.
Result<http::Response> act(const Noticeboard& board, const team::Call& call,
                           const std::function<Result<>(store::Write&)>& step) {
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return team::once(db, call, call.now, [&]() -> Result<Uuid> {
            TRY(step(db));
            return call.actor.person.value;
        });
    };
    TRY(board.store.write_for(job));
    return read_all(board, call, 201);
}

Result<http::Response> add(const Noticeboard& board, const team::Call& call) {
    const auto json = TRY(call.json());
    const auto zone = TRY(zone_of(call.charter()));
    auto wanted = TRY(read_publication(json, zone.date(call.now)));
    wanted.id = PublicationId::make(call.now, *call.random);
    wanted.version = TRY(version_on(board, wanted.on));
    return act(board, call,
               [&](store::Write& db) { return publish(db, board.journal, call.actor, wanted); });
}

Result<http::Response> take_back(const Noticeboard& board, const team::Call& call) {
    const auto id = TRY(call.id<PublicationTag>("publication"));
    const auto json = TRY(call.json());
    Fields in{json};
    const auto reason = in.text("reason", {.length_max = 500, .lines = true});
    TRY(in.finish());
    return act(board, call,
               [&](store::Write& db) { return end(db, board.journal, call.actor, id, reason); });
}

Result<http::Response> draw_poster(const Noticeboard& board, const team::Call& call) {
    const auto audience = audience_called(call.request.query_value("for").value_or("staff"));
    if (!audience) return at(failure(Errc::invalid, no_audience), "for");
    const auto& edition = board.book.current();
    const auto zone = TRY(zone_of(edition.charter));
    auto pdf = TRY(draw({.charter = edition.charter,
                         .pack = edition.pack,
                         .version = edition.number,
                         .public_url = board.public_url,
                         .audience = *audience,
                         .made_at = call.now,
                         .day = zone.date(call.now)}));
    auto response = http::text_response(200, "application/pdf", std::move(pdf.bytes));
    response.with("Content-Disposition",
                  "attachment; filename=\"poster-" + std::string{code_of(*audience)} + ".pdf\"");
    response.with("Cache-Control", "no-store");
    return response;
}

} // namespace

std::vector<team::Route> contact_routes(const Noticeboard& board) {
    using http::Method;
    const std::string all = "/api/v1/contact";
    const auto route = [&](Method method, const std::string& path, const std::string& action,
                           auto handle) {
        return team::Route{
            .method = method,
            .path = path,
            .action = action,
            .handle = [board, handle](const team::Call& call) { return handle(board, call); }};
    };
    return {
        route(
            Method::get, all, "charter.read",
            [](const Noticeboard& at, const team::Call& call) { return read_all(at, call, 200); }),
        route(Method::get, all + "/poster", "charter.read", draw_poster),
        route(Method::post, all + "/publications", "contact.publish", add),
        route(Method::post, all + "/publications/{publication}/end", "contact.publish", take_back)};
}

} // namespace sokuo::contact
