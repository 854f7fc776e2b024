#include "incident/erasure_store.h"

#include "incident/incident_store.h"
#include "incident/numbers.h"
#include "incident/report_store.h"

#include <utility>

namespace sokuo::incident {
namespace {

constexpr Message no_people{"incident.no_people_to_erase",
                            "この受付に、消去する氏名や連絡先はありません。",
                            "This report holds no names or contacts to erase."};

// What stays: the codes, and the number with its place in the series, from the first entry.
Result<Json> with_number(const Desk& desk, store::Read& db, const journal::Stream& stream,
                         Json kept) {
    const auto history = TRY(desk.journal.stream(db, stream));
    const auto number = kept_number(history.front().content);
    for (const auto& [key, value] : *number.members())
        kept.set(key, value);
    return kept;
}

template <class Thing>
Result<std::vector<BlobId>> begin(const Desk& desk, store::Write& db, const journal::Actor& actor,
                                  const Thing& thing, const Erase& erase) {
    TRY(still_at(thing.rev, erase.expected_rev));
    const auto stream = stream_of(thing.id);
    auto codes = TRY(thing.ask_erasure());
    journal::Remains remains;
    remains.kept = TRY(with_number(desk, db, stream, std::move(codes)));
    std::vector<BlobId> files;
    for (const auto& attachment : thing.attachments) {
        files.push_back(attachment.id);
        remains.keys.push_back(TRY(journal::KeyId::parse(attachment.key)));
    }
    TRY(desk.journal.begin_erasure(db, actor, stream, journal::Slot::content, erase.ground,
                                   remains));
    return files;
}

} // namespace

Result<> begin_erasing_people(const Desk& desk, store::Write& db, const journal::Actor& actor,
                              const ReportId& id, const Erase& erase) {
    const auto report = TRY(load(desk, db, id));
    TRY(still_at(report.rev, erase.expected_rev));
    if (report.personal_state != journal::BodyState::present)
        return failure(Errc::conflict, no_people);
    return desk.journal.begin_erasure(db, actor, stream_of(id), journal::Slot::personal,
                                      erase.ground);
}

Result<std::vector<BlobId>> begin_erasing(const Desk& desk, store::Write& db,
                                          const journal::Actor& actor, const ReportId& id,
                                          const Erase& erase) {
    const auto report = TRY(load(desk, db, id));
    auto files = TRY(begin(desk, db, actor, report, erase));
    // Nobody wants the name left of whom nothing else is known.
    TRY(desk.journal.begin_erasure(db, actor, stream_of(id), journal::Slot::personal,
                                   erase.ground));
    return files;
}

Result<std::vector<BlobId>> begin_erasing(const Desk& desk, store::Write& db,
                                          const journal::Actor& actor, const IncidentId& id,
                                          const Erase& erase) {
    const auto incident = TRY(load(desk, db, id));
    return begin(desk, db, actor, incident, erase);
}

Result<> end_erasing(const Desk& desk, const std::vector<BlobId>& files) {
    TRY(desk.journal.end_erasures());
    for (const auto& file : files)
        TRY(desk.vault.remove(file));
    return Done{};
}

} // namespace sokuo::incident
