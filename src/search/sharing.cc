#include "search/sharing.h"

#include "observable/observable.h"
#include "search/gather.h"
#include "team/veil.h"

#include <algorithm>
#include <map>

namespace sokuo::search {
namespace {

struct Match {
    std::int64_t subject = 0;
    observable::Observable what;
};

// ?1 and ?2 the subject, ?3 the reader, ?4 and ?5 what their roles let them see.
std::string question() {
    return "SELECT DISTINCT s.no, mine.kind, mine.value FROM search_subject me "
           "JOIN search_piece own ON own.subject = me.no "
           "JOIN search_observable mine ON mine.seq = own.seq "
           "JOIN search_observable theirs ON theirs.kind = mine.kind AND "
           "theirs.value = mine.value "
           "JOIN search_piece p ON p.seq = theirs.seq "
           "JOIN search_subject s ON s.no = p.subject AND s.no <> me.no "
           "WHERE me.kind = ?1 AND me.id = ?2 AND "
           "(SELECT count(*) FROM (SELECT 1 FROM search_observable c WHERE c.kind = mine.kind AND "
           "c.value = mine.value LIMIT ?6 + 1)) <= ?6 AND "
           "((?4 AND s.kind = 'report') OR (?5 AND s.kind = 'incident')) AND " +
           team::seen("s.kind", "s.id", "?3") + " ORDER BY s.no DESC, mine.kind, mine.value";
}

} // namespace

Result<std::vector<Sharing>> sharing_with(store::Read& db, const Reader& reader,
                                          const journal::Stream& subject, std::size_t count_max) {
    const auto matches = TRY(db.all(question(),
                                    {subject.kind, subject.id, reader.who.value,
                                     reader.reads_reports, reader.reads_incidents, common_max},
                                    [](const store::Row& row) {
                                        return Match{row.integer(0),
                                                     {static_cast<observable::Kind>(row.integer(1)),
                                                      std::string{row.text(2)}}};
                                    }));
    std::map<std::int64_t, std::vector<std::string>> by_subject;
    for (const auto& match : matches)
        by_subject[match.subject].push_back(observable::defanged(match.what));
    std::vector<std::pair<std::size_t, std::int64_t>> order;
    order.reserve(by_subject.size());
    for (const auto& [no, shared] : by_subject)
        order.emplace_back(shared.size(), no);
    std::ranges::sort(order, std::ranges::greater{});
    std::vector<Sharing> found;
    for (const auto& [count, no] : order) {
        if (found.size() == count_max) break;
        found.push_back({TRY(subject_at(db, no)), by_subject[no]});
    }
    return found;
}

} // namespace sokuo::search
