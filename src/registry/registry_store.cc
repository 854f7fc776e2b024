#include "registry/registry_store.h"

#include <algorithm>

namespace sokuo::registry {
namespace {

constexpr Message no_row{"registry.no_such_row", "台帳にありません。", "Not in the registry."};
constexpr Message has_ended{"registry.has_ended",
                            "もう終わった行です。変えるときは、新しく登録してください。",
                            "This row has ended. Add a new one."};
constexpr Message unknown_contractor{"registry.no_such_contractor",
                                     "この委託先は台帳にありません。",
                                     "The registry has no such contractor."};

constexpr std::string_view schema = R"(
CREATE TABLE contractor(
  id BLOB PRIMARY KEY, rev INTEGER NOT NULL DEFAULT 0, content TEXT NOT NULL,
  personal TEXT NOT NULL, checked_at INTEGER,
  checked_by BLOB, erased_on TEXT NOT NULL DEFAULT '', proof TEXT NOT NULL DEFAULT '',
  ended INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE system(
  id BLOB PRIMARY KEY, rev INTEGER NOT NULL DEFAULT 0, content TEXT NOT NULL,
  ended INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
)";

template <class Tag>
Id<Tag> id_of(ByteView bytes) {
    Id<Tag> id;
    if (bytes.size() == id.value.size()) std::ranges::copy(bytes, id.value.begin());
    return id;
}

std::int64_t micros(Time time) {
    return time.time_since_epoch().count();
}

Json json_of(std::string_view text) {
    auto json = parse_json(text);
    return json.ok() ? std::move(json).value() : Json::object();
}

std::string text_of(const Json& json) {
    return json.is_null() ? std::string{"{}"} : canonical(json);
}

Result<> apply_contractor(store::Write& db, const journal::Entry& entry) {
    const auto& id = entry.stream.id;
    const auto& content = entry.content;
    if (entry.type == "contractor.kept")
        TRY(db.execute("INSERT INTO contractor(id, content, personal) VALUES(?, ?, ?) "
                       "ON CONFLICT(id) DO UPDATE SET content = excluded.content, "
                       "personal = excluded.personal",
                       {id, text_of(content), text_of(entry.personal)}));
    if (entry.type == "contractor.checked")
        TRY(db.execute("UPDATE contractor SET checked_at = ?, checked_by = ? WHERE id = ?",
                       {micros(entry.recorded_at), entry.actor.person.value, id}));
    if (entry.type == "contractor.erasure_proved")
        TRY(db.execute("UPDATE contractor SET erased_on = ?, proof = ? WHERE id = ?",
                       {content["on"].text_or(""), content["proof"].text_or(""), id}));
    if (entry.type == "contractor.ended")
        TRY(db.execute("UPDATE contractor SET ended = 1 WHERE id = ?", {id}));
    if (entry.type != "journal.erased") return Done{};
    // A replay finds nothing of what was erased; so nothing of it is left here either.
    const bool is_content =
        content["slot"].integer_or(0) == static_cast<int>(journal::Slot::content);
    if (!is_content)
        TRY(db.execute("UPDATE contractor SET personal = '{}' WHERE id = ?", {id}));
    else
        TRY(db.execute("UPDATE contractor SET content = '{}', erased_on = '', proof = '' "
                       "WHERE id = ?",
                       {id}));
    return Done{};
}

Result<> apply_system(store::Write& db, const journal::Entry& entry) {
    if (entry.type == "system.kept")
        TRY(db.execute("INSERT INTO system(id, content) VALUES(?, ?) ON CONFLICT(id) DO UPDATE "
                       "SET content = excluded.content",
                       {entry.stream.id, text_of(entry.content)}));
    if (entry.type == "system.ended")
        TRY(db.execute("UPDATE system SET ended = 1 WHERE id = ?", {entry.stream.id}));
    if (entry.type == "journal.erased")
        TRY(db.execute("UPDATE system SET content = '{}' WHERE id = ?", {entry.stream.id}));
    return Done{};
}

Result<> apply(store::Write& db, const journal::Entry& entry) {
    const auto& [kind, id] = entry.stream;
    if (kind == "contractor") {
        TRY(apply_contractor(db, entry));
        TRY(db.execute("UPDATE contractor SET rev = ? WHERE id = ?", {entry.rev, id}));
    }
    if (kind == "system") {
        TRY(apply_system(db, entry));
        TRY(db.execute("UPDATE system SET rev = ? WHERE id = ?", {entry.rev, id}));
    }
    return Done{};
}

Contractor read_contractor_row(const store::Row& row) {
    auto contractor = contractor_from(json_of(row.text(1)), json_of(row.text(2)));
    contractor.id = id_of<ContractorTag>(row.bytes(0));
    if (!row.is_null(3)) {
        contractor.checked_at = Time{Duration{row.integer(3)}};
        contractor.checked_by = id_of<PersonTag>(row.bytes(4));
    }
    const auto erased = calendar::parse_date(row.text(5));
    if (erased.ok()) contractor.erased_on = erased.value();
    contractor.erasure_proof = row.text(6);
    contractor.has_ended = row.integer(7) != 0;
    contractor.rev = row.integer(8);
    return contractor;
}

System read_system_row(const store::Row& row) {
    auto system = system_from(json_of(row.text(1)));
    system.id = id_of<SystemTag>(row.bytes(0));
    system.has_ended = row.integer(2) != 0;
    system.rev = row.integer(3);
    return system;
}

template <class T>
void by_name(std::vector<T>& rows) {
    std::ranges::sort(rows, [](const T& left, const T& right) {
        if (left.has_ended != right.has_ended) return right.has_ended;
        return left.name != right.name ? left.name < right.name : left.id < right.id;
    });
}

template <class T, class I>
const T* found(const std::vector<T>& rows, const I& id) {
    const auto one = std::ranges::find(rows, id, &T::id);
    return one == rows.end() ? nullptr : &*one;
}

template <class T>
Result<> must_go_on(const T* row) {
    if (row == nullptr) return failure(Errc::not_found, no_row);
    if (row->has_ended) return failure(Errc::conflict, has_ended);
    return Done{};
}

Result<> write(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
               const journal::Draft& draft, std::optional<std::int64_t> expected_rev = {}) {
    TRY(journal.append(db, actor, draft, expected_rev));
    return Done{};
}

journal::Draft draft(std::string kind, const Uuid& id, std::string type, Json content) {
    return {.stream = {std::move(kind), id},
            .type = std::move(type),
            .occurred_at = {},
            .content = std::move(content),
            .personal = {}};
}

} // namespace

const journal::View& registry_view() {
    static const journal::View view{
        .name = "registry",
        .version = 2,
        .schema = schema,
        .tables = {{"contractor", "id"}, {"system", "id"}},
        .derived = {},
        .apply = apply,
    };
    return view;
}

Result<std::vector<Contractor>> contractors(store::Read& db) {
    auto rows =
        TRY(db.all("SELECT id, content, personal, checked_at, checked_by, erased_on, proof, "
                   "ended, rev FROM contractor",
                   {}, read_contractor_row));
    by_name(rows);
    return rows;
}

Result<std::vector<System>> systems(store::Read& db) {
    auto rows = TRY(db.all("SELECT id, content, ended, rev FROM system", {}, read_system_row));
    by_name(rows);
    return rows;
}

Result<> keep(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
              const Contractor& contractor, std::optional<std::int64_t> expected_rev) {
    const auto all = TRY(contractors(db));
    if (const auto* before = found(all, contractor.id)) TRY(must_go_on(before));
    TRY(check_chain(all, contractor));
    auto kept = draft("contractor", contractor.id.value, "contractor.kept", content_of(contractor));
    kept.personal = personal_of(contractor);
    return write(db, journal, actor, kept, expected_rev);
}

Result<> keep(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
              const System& system, std::optional<std::int64_t> expected_rev) {
    const auto all = TRY(systems(db));
    if (const auto* before = found(all, system.id)) TRY(must_go_on(before));
    const auto known = TRY(contractors(db));
    if (system.contractor && found(known, *system.contractor) == nullptr)
        return at(failure(Errc::invalid, unknown_contractor), "/contractor");
    return write(db, journal, actor,
                 draft("system", system.id.value, "system.kept", content_of(system)), expected_rev);
}

Result<> note_checked(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                      const ContractorId& id) {
    const auto all = TRY(contractors(db));
    TRY(must_go_on(found(all, id)));
    return write(db, journal, actor,
                 draft("contractor", id.value, "contractor.checked", Json::object()));
}

Result<> note_erased(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                     const ContractorId& id, const Erased& erased) {
    const auto all = TRY(contractors(db));
    if (found(all, id) == nullptr) return failure(Errc::not_found, no_row);
    return write(
        db, journal, actor,
        draft("contractor", id.value, "contractor.erasure_proved",
              Json::object({{"on", calendar::to_iso(erased.on)}, {"proof", erased.proof}})));
}

Result<> end(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
             const ContractorId& id, const std::string& reason) {
    const auto all = TRY(contractors(db));
    TRY(must_go_on(found(all, id)));
    return write(
        db, journal, actor,
        draft("contractor", id.value, "contractor.ended", Json::object({{"reason", reason}})));
}

Result<> end(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
             const SystemId& id, const std::string& reason) {
    const auto all = TRY(systems(db));
    TRY(must_go_on(found(all, id)));
    return write(db, journal, actor,
                 draft("system", id.value, "system.ended", Json::object({{"reason", reason}})));
}

} // namespace sokuo::registry
