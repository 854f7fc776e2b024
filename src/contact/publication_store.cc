#include "contact/publication_store.h"

#include <algorithm>
#include <utility>

namespace sokuo::contact {
namespace {

constexpr Message no_row{"contact.no_such_row", "この周知の記録はありません。",
                         "There is no such record."};
constexpr Message has_ended{"contact.has_ended", "もう取り下げた記録です。",
                            "This record was taken back already."};

constexpr std::string_view kind = "publication";
constexpr std::string_view schema = R"(
CREATE TABLE publication(
  id BLOB PRIMARY KEY, content TEXT NOT NULL, by BLOB NOT NULL, recorded_at INTEGER NOT NULL,
  ended INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
)";

template <class Tag>
Id<Tag> id_of(ByteView bytes) {
    Id<Tag> id;
    if (bytes.size() == id.value.size()) std::ranges::copy(bytes, id.value.begin());
    return id;
}

std::string text_of(const Json& json) {
    return json.is_null() ? std::string{"{}"} : canonical(json);
}

Result<> apply(store::Write& db, const journal::Entry& entry) {
    if (entry.stream.kind != kind) return Done{};
    const auto& id = entry.stream.id;
    if (entry.type == "contact.published")
        TRY(db.execute("INSERT INTO publication(id, content, by, recorded_at) VALUES(?, ?, ?, ?)",
                       {id, text_of(entry.content), entry.actor.person.value,
                        static_cast<std::int64_t>(entry.recorded_at.time_since_epoch().count())}));
    if (entry.type == "contact.ended")
        TRY(db.execute("UPDATE publication SET ended = 1, reason = ? WHERE id = ?",
                       {entry.content["reason"].text_or(""), id}));
    // A replay finds nothing of what was erased; so nothing of it is left here either.
    if (entry.type == "journal.erased")
        TRY(db.execute("UPDATE publication SET content = '{}', reason = '' WHERE id = ?", {id}));
    return Done{};
}

Publication read_row(const store::Row& row) {
    const auto json = parse_json(row.text(1));
    auto publication = publication_from(json.ok() ? json.value() : Json::object());
    publication.id = id_of<PublicationTag>(row.bytes(0));
    publication.by = id_of<PersonTag>(row.bytes(2));
    publication.recorded_at = Time{Duration{row.integer(3)}};
    publication.has_ended = row.integer(4) != 0;
    publication.end_reason = row.text(5);
    return publication;
}

journal::Draft draft(const PublicationId& id, std::string type, Json content) {
    return {.stream = {std::string{kind}, id.value},
            .type = std::move(type),
            .occurred_at = {},
            .content = std::move(content),
            .personal = {}};
}

} // namespace

const journal::View& publication_view() {
    static const journal::View view{
        .name = "publication",
        .version = 1,
        .schema = schema,
        .tables = {{"publication", "id"}},
        .derived = {},
        .apply = apply,
    };
    return view;
}

Result<std::vector<Publication>> publications(store::Read& db) {
    auto rows = TRY(db.all("SELECT id, content, by, recorded_at, ended, reason FROM publication",
                           {}, read_row));
    arrange(rows);
    return rows;
}

Result<> publish(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
                 const Publication& publication) {
    TRY(journal.append(db, actor,
                       draft(publication.id, "contact.published", content_of(publication))));
    return Done{};
}

Result<> end(store::Write& db, journal::Journal& journal, const journal::Actor& actor,
             const PublicationId& id, const std::string& reason) {
    const auto all = TRY(publications(db));
    const auto found = std::ranges::find(all, id, &Publication::id);
    if (found == all.end()) return failure(Errc::not_found, no_row);
    if (found->has_ended) return failure(Errc::conflict, has_ended);
    TRY(journal.append(db, actor, draft(id, "contact.ended", Json::object({{"reason", reason}}))));
    return Done{};
}

} // namespace sokuo::contact
