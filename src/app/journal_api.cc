#include "app/journal_api.h"

#include "app/journal_words.h"
#include "incident/incident_api.h"
#include "incident/present.h"
#include "incident/report_store.h"
#include "journal/leaf.h"

#include <charconv>
#include <map>
#include <optional>
#include <utility>

namespace sokuo::app {
namespace {

using incident::Desk;

constexpr Message bad_cursor{"app.bad_entry_cursor",
                             "続きの位置が読めません。最初から読み直してください。",
                             "The cursor cannot be read. Start again from the first page."};
constexpr Message bad_incident{"app.bad_incident", "incident には事案のIDを書いてください。",
                               "Give an incident's id as incident."};
constexpr Message bad_number{"app.bad_entry_number", "記録の番号は1以上の整数です。",
                             "An entry's number is a whole number from 1."};

std::optional<std::int64_t> number(std::string_view text) {
    std::int64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, value);
    if (parsed.ec != std::errc{} || parsed.ptr != end || value < 1) return {};
    return value;
}

std::string vkey_of(const journal::Checkpoints& checkpoints) {
    return journal::verifier_key(checkpoints.origin(), checkpoints.public_key());
}

Result<http::Response> read_state(const Desk& desk, Proofs& proofs) {
    const auto& checkpoints = proofs.checkpoints();
    const auto size =
        TRY(desk.store.read_for([&](store::Read& db) { return desk.journal.head(db); }));
    return http::json_response(200, Json::object({{"size", size},
                                                  {"origin", checkpoints.origin()},
                                                  {"checkpoint", checkpoints.latest()},
                                                  {"vkey", vkey_of(checkpoints)}}));
}

struct Wanted {
    std::optional<IncidentId> incident;
    std::int64_t before = 0; ///< Entries with a smaller number; 0: from the newest.
    std::int64_t limit = 0;
};

Result<Wanted> read_wanted(const http::Request& request) {
    Wanted wanted;
    wanted.limit = TRY(incident::limit_of(request));
    if (const auto after = request.query_value("after")) {
        const auto value = number(*after);
        if (!value) return at(failure(Errc::invalid, bad_cursor), "after");
        wanted.before = *value;
    }
    if (const auto text = request.query_value("incident")) {
        const auto id = IncidentId::parse(*text);
        if (!id.ok()) return at(failure(Errc::invalid, bad_incident), "incident");
        wanted.incident = id.value();
    }
    return wanted;
}

/// The numbers of what is wanted, newest first, and of one more when there is one.
Result<std::vector<std::int64_t>> numbers_of(const Desk& desk, store::Read& db,
                                             const Wanted& wanted) {
    const auto seq = [](const store::Row& row) { return row.integer(0); };
    if (wanted.incident) {
        return db.all("SELECT seq FROM stream_entry WHERE kind = 'incident' AND id = ? AND "
                      "(? = 0 OR seq < ?) ORDER BY rev DESC LIMIT ?",
                      {wanted.incident->value, wanted.before, wanted.before, wanted.limit + 1},
                      seq);
    }
    const auto head = TRY(desk.journal.head(db));
    auto newest = wanted.before == 0 ? head : std::min(head, wanted.before - 1);
    std::vector<std::int64_t> numbers;
    for (; newest >= 1 && std::ssize(numbers) <= wanted.limit; --newest)
        numbers.push_back(newest);
    return numbers;
}

/// Whether the store's clock stood later when the entry before this one was written.
Result<bool> ran_back(const Desk& desk, store::Read& db, const journal::Entry& entry) {
    if (entry.seq <= 1) return false;
    const auto bytes = TRY(desk.journal.leaf(db, entry.seq - 1));
    const auto before = TRY(journal::decode_leaf(bytes));
    return entry.recorded_at < before.recorded_at;
}

/// Incidents by id, asked once for an answer.
using Refs = std::map<Uuid, Json>;

Result<Json> ref_of(store::Read& db, Refs& refs, const Uuid& id) {
    const auto found = refs.find(id);
    if (found != refs.end()) return found->second;
    return refs.emplace(id, TRY(incident::incident_ref(db, IncidentId{id}))).first->second;
}

struct Look {
    const Desk& desk;
    store::Read& db;
    const team::Call& call;
    incident::Names names;
    Refs refs{};
};

Result<Json> present(Look& look, const journal::Entry& entry) {
    const auto language = look.call.language;
    auto row = Json::object({{"seq", entry.seq},
                             {"type", entry.type + "/" + std::to_string(entry.version)},
                             {"stream", entry.stream.kind},
                             {"stream_id", to_text(entry.stream.id)},
                             {"rev", entry.rev},
                             {"recorded_at", to_rfc3339(entry.recorded_at)},
                             {"by", look.names.of(entry.actor)},
                             {"summary", entry_summary(entry, look.call.edition, language)}});
    if (const auto* label = entry_label(entry.type)) row.set("label", label->text(language));
    if (entry.occurred_at) row.set("occurred_at", to_rfc3339(*entry.occurred_at));
    const auto is_back = TRY(ran_back(look.desk, look.db, entry));
    if (is_back) row.set("clock_ran_back", true);
    if (entry.stream.kind == "incident") {
        auto ref = TRY(ref_of(look.db, look.refs, entry.stream.id));
        if (!ref.is_null()) row.set("incident", std::move(ref));
    }
    return row;
}

Result<http::Response> list_entries(const Desk& desk, const team::Call& call) {
    const auto wanted = TRY(read_wanted(call.request));
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        auto numbers = TRY(numbers_of(desk, db, wanted));
        std::string next;
        if (std::ssize(numbers) > wanted.limit) {
            numbers.pop_back();
            next = std::to_string(numbers.back());
        }
        Look look{desk, db, call, incident::Names{db, call.charter(), call.language}};
        auto items = Json::array();
        for (const auto seq : numbers) {
            const auto entries = TRY(desk.journal.read(db, seq - 1, 1));
            items.push(TRY(present(look, entries.at(0))));
        }
        return incident::paged(call, Json::object({{"items", std::move(items)}}), next);
    });
}

Result<http::Response> prove_entry(Proofs& proofs, const team::Call& call) {
    const auto seq = number(call.request.param("seq"));
    if (!seq) return at(failure(Errc::invalid, bad_number), "seq");
    const auto proof = TRY(proofs.prove(*seq));
    auto path = Json::array();
    for (const auto& hash : proof.path)
        path.push(to_hex(hash));
    return http::json_response(
        200, Json::object({{"seq", *seq},
                           {"leaf", to_hex(proof.leaf)},
                           {"leaf_hash", to_hex(proof.leaf_hash)},
                           {"size", static_cast<std::int64_t>(proof.checkpoint.size)},
                           {"path", std::move(path)},
                           {"root", to_hex(proof.checkpoint.root)},
                           {"checkpoint", proof.note},
                           {"vkey", vkey_of(proofs.checkpoints())}}));
}

} // namespace

std::vector<team::Route> journal_routes(const Desk& desk, Proofs& proofs) {
    const auto route = [](std::string path, team::Handle handle) {
        return team::Route{.method = http::Method::get,
                           .path = "/api/v1/journal" + std::move(path),
                           .action = "journal.read",
                           .handle = std::move(handle)};
    };
    return {
        route("", [&](const team::Call&) { return read_state(desk, proofs); }),
        route("/entries", [&](const team::Call& call) { return list_entries(desk, call); }),
        route("/entries/{seq}/proof",
              [&](const team::Call& call) { return prove_entry(proofs, call); }),
        route("/checkpoint",
              [&](const team::Call&) -> Result<http::Response> {
                  return http::text_response(200, "text/plain; charset=utf-8", TRY(proofs.note()));
              }),
    };
}

} // namespace sokuo::app
