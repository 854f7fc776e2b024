#include "approval/approval_store.h"

#include "team/veil.h"

#include <algorithm>
#include <limits>

namespace sokuo::approval {
namespace {

constexpr Message no_approval{"approval.no_such_approval",
                              "この決裁は見つかりません。消えたか、見る権限がありません。",
                              "No such approval, or you may not see it."};

constexpr std::string_view schema = R"(
CREATE TABLE approval(
  id BLOB PRIMARY KEY, seq INTEGER NOT NULL, waits INTEGER NOT NULL, incident BLOB
) WITHOUT ROWID;
CREATE INDEX approval_by_order ON approval(seq);
CREATE INDEX approval_by_wait ON approval(waits, seq);
CREATE INDEX approval_by_incident ON approval(incident, seq);
)";

Result<> apply_asked(store::Write& db, const journal::Entry& entry) {
    const auto incident = IncidentId::parse(entry.content["incident"].text_or(""));
    std::optional<Uuid> about;
    if (incident.ok()) {
        about = incident.value().value;
        TRY(team::belongs_to(db, entry.stream, {"incident", *about}));
    }
    TRY(db.execute("INSERT INTO approval(id, seq, waits, incident) VALUES(?, ?, 1, ?)",
                   {entry.stream.id, entry.seq, about}));
    return Done{};
}

Result<> apply(store::Write& db, const journal::Entry& entry) {
    if (entry.stream.kind != "approval") return Done{};
    if (entry.type == "approval.asked") return apply_asked(db, entry);
    // By word of mouth it is given, and the signature is still owed.
    TRY(db.execute("UPDATE approval SET waits = ? WHERE id = ?",
                   {entry.type == "approval.given_orally", entry.stream.id}));
    return Done{};
}

Row read_row(const store::Row& row) {
    Row approval{.id = {}, .seq = row.integer(1)};
    std::ranges::copy(row.bytes(0).first(approval.id.value.size()), approval.id.value.begin());
    return approval;
}

} // namespace

const journal::View& approval_view() {
    static const journal::View view{
        .name = "approval",
        .version = 1,
        .schema = schema,
        .tables = {{"approval", "id"}},
        .derived = {},
        .apply = apply,
    };
    return view;
}

Result<Approval> load(const journal::Journal& journal, store::Read& db, const ApprovalId& id) {
    const auto history = TRY(journal.stream(db, stream_of(id)));
    if (history.empty()) return failure(Errc::not_found, no_approval);
    return Approval::replay(history);
}

Result<Approval> propose(journal::Journal& journal, store::Write& db, const journal::Actor& actor,
                         const Ask& what, const charter::Charter& charter) {
    const auto id = ApprovalId::make(journal.clock().now(), journal.random());
    const auto draft = TRY(Approval::ask(id, what, charter));
    const auto entry = TRY(journal.append(db, actor, draft, 0));
    return Approval::replay({&entry, 1});
}

Result<Approval> act(journal::Journal& journal, store::Write& db, const journal::Actor& actor,
                     const ApprovalId& id, const Step& step, std::int64_t expected_rev) {
    auto approval = TRY(load(journal, db, id));
    const auto draft = TRY(approval.next(step, actor.person));
    approval.apply(TRY(journal.append(db, actor, draft, expected_rev)));
    return approval;
}

Result<std::vector<Row>> list(store::Read& db, const PersonId& who, const Filter& filter) {
    static const std::string from =
        "SELECT id, seq FROM approval WHERE seq < ?1 AND " +
        team::seen("'incident'", "coalesce(approval.incident, zeroblob(16))", "?2");
    auto sql = from;
    const auto before =
        filter.before > 0 ? filter.before : std::numeric_limits<std::int64_t>::max();
    std::vector<store::Param> params{before, who.value};
    if (filter.state == "waiting") sql += " AND waits = 1";
    if (filter.incident) {
        sql += " AND incident = ?";
        params.emplace_back(filter.incident->value);
    }
    sql += " ORDER BY seq DESC LIMIT ?";
    params.emplace_back(filter.count_max);
    std::vector<Row> rows;
    TRY(db.query(sql, params, [&](const store::Row& row) -> Result<> {
        rows.push_back(read_row(row));
        return Done{};
    }));
    return rows;
}

} // namespace sokuo::approval
