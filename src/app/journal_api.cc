#include "app/journal_api.h"

#include "app/journal_words.h"
#include "incident/incident_api.h"
#include "incident/present.h"
#include "incident/report_store.h"
#include "journal/leaf.h"
#include "team/veil.h"

#include <charconv>
#include <map>
#include <optional>
#include <utility>

namespace sokuo::app {
namespace {

using incident::Desk;

constexpr Message bad_incident{"app.bad_incident", "incident には事案のIDを書いてください。",
                               "Give an incident's id as incident."};
constexpr Message hidden{"app.entry_hidden", "閲覧を制限した記録", "Restricted record"};
constexpr Message hidden_proof{"app.entry_hidden_proof",
                               "閲覧を制限した記録です。証明は sokuo verify で確かめられます。",
                               "This record is restricted. `sokuo verify` proves it."};
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

Result<Wanted> read_wanted(const team::Call& call) {
    const auto& request = call.request;
    Wanted wanted;
    wanted.limit = TRY(incident::limit_of(request));
    wanted.before = TRY(incident::row_after(call));
    if (const auto text = request.query_value("incident")) {
        const auto id = IncidentId::parse(*text);
        if (!id.ok()) return at(failure(Errc::invalid, bad_incident), "incident");
        wanted.incident = id.value();
    }
    return wanted;
}

/// Whether the store's clock stood later when the entry before this one was written.
Result<bool> ran_back(const Desk& desk, store::Read& db, const journal::Entry& entry) {
    if (entry.seq <= 1) return false;
    const auto bytes = TRY(desk.journal.leaf(db, entry.seq - 1));
    const auto before = TRY(journal::decode_leaf(bytes));
    return entry.recorded_at < before.recorded_at;
}

/// The number of the newest entry before `before` that is wanted; 0 when there is none.
Result<std::int64_t> newest_before(store::Read& db, const Wanted& wanted, std::int64_t before) {
    if (!wanted.incident) return before - 1;
    const auto found = TRY(db.first("SELECT max(seq) FROM stream_entry WHERE kind = 'incident' AND "
                                    "id = ? AND seq < ?",
                                    {wanted.incident->value, before},
                                    [](const store::Row& row) { return row.integer(0); }));
    return found.value_or(0);
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
    bool sees_numbers = false; ///< An auditor counts; whoever else reads may not see the gaps.
    Refs refs{};
};

Result<bool> may_know(Look& look, std::int64_t seq) {
    const auto bytes = TRY(look.desk.journal.leaf(look.db, seq));
    const auto leaf = TRY(journal::decode_leaf(bytes));
    return team::may_know(look.db, leaf.stream, look.call.actor.person);
}

// An auditor counts without a gap; that there is something, and when, is all they learn of it.
Result<Json> present_hidden(Look& look, std::int64_t seq) {
    const auto bytes = TRY(look.desk.journal.leaf(look.db, seq));
    const auto leaf = TRY(journal::decode_leaf(bytes));
    return Json::object({{"id", std::to_string(seq)},
                         {"seq", seq},
                         {"type", "hidden"},
                         {"label", hidden.text(look.call.language)},
                         {"stream", "hidden"},
                         {"rev", 0},
                         {"recorded_at", to_rfc3339(leaf.recorded_at)},
                         {"by", Json::object({{"id", nullptr}, {"name", "—"}})},
                         {"summary", ""}});
}

Result<Json> present(Look& look, const journal::Entry& entry) {
    const auto language = look.call.language;
    auto row = Json::object({{"id", to_text(entry.stream.id) + "/" + std::to_string(entry.rev)},
                             {"type", entry.type + "/" + std::to_string(entry.version)},
                             {"stream", entry.stream.kind},
                             {"stream_id", to_text(entry.stream.id)},
                             {"rev", entry.rev},
                             {"recorded_at", to_rfc3339(entry.recorded_at)},
                             {"by", look.names.of(entry.actor)},
                             {"summary", entry_summary(entry, look.call.edition, language)}});
    if (look.sees_numbers) row.set("seq", entry.seq);
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
    const auto wanted = TRY(read_wanted(call));
    return desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        Look look{desk, db, call, incident::Names{db, call.charter(), call.language},
                  team::post_for(call.charter(), call.standing, "journal.verify").ok()};
        auto before = wanted.before;
        if (before == 0) before = TRY(desk.journal.head(db)) + 1;
        // The hidden entries of one incident would say that it is there.
        const bool shows_hidden = look.sees_numbers && !wanted.incident;
        auto items = Json::array();
        std::string place;
        for (auto seq = TRY(newest_before(db, wanted, before)); seq >= 1;
             seq = TRY(newest_before(db, wanted, seq))) {
            const auto knows = TRY(may_know(look, seq));
            if (!knows && !shows_hidden) continue;
            if (std::ssize(items.items()) == wanted.limit) {
                place = std::to_string(before);
                break;
            }
            before = seq;
            if (!knows) {
                items.push(TRY(present_hidden(look, seq)));
                continue;
            }
            const auto entries = TRY(desk.journal.read(db, seq - 1, 1));
            items.push(TRY(present(look, entries.at(0))));
        }
        return incident::paged(call, Json::object({{"items", std::move(items)}}), place);
    });
}

// A leaf names the thing it is about and who acted.
Result<> must_know(const Desk& desk, const team::Call& call, std::int64_t seq) {
    const auto look = [&](store::Read& db) -> Result<bool> {
        const auto bytes = TRY(desk.journal.leaf(db, seq));
        const auto leaf = TRY(journal::decode_leaf(bytes));
        return team::may_know(db, leaf.stream, call.actor.person);
    };
    const auto knows = TRY(desk.store.read_for(look));
    if (!knows) return failure(Errc::forbidden, hidden_proof);
    return Done{};
}

Result<http::Response> prove_entry(const Desk& desk, Proofs& proofs, const team::Call& call) {
    const auto seq = number(call.request.param("seq"));
    if (!seq) return at(failure(Errc::invalid, bad_number), "seq");
    const auto proof = TRY(proofs.prove(*seq));
    TRY(must_know(desk, call, *seq));
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
    const auto route = [](std::string path, std::string action, team::Handle handle) {
        return team::Route{.method = http::Method::get,
                           .path = "/api/v1/journal" + std::move(path),
                           .action = std::move(action),
                           .handle = std::move(handle)};
    };
    return {
        route("", "journal.verify", [&](const team::Call&) { return read_state(desk, proofs); }),
        route("/entries", "journal.read",
              [&](const team::Call& call) { return list_entries(desk, call); }),
        route("/entries/{seq}/proof", "journal.verify",
              [&](const team::Call& call) { return prove_entry(desk, proofs, call); }),
        route("/checkpoint", "journal.verify",
              [&](const team::Call&) -> Result<http::Response> {
                  return http::text_response(200, "text/plain; charset=utf-8", TRY(proofs.note()));
              }),
    };
}

} // namespace sokuo::app
