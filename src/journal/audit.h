#pragma once

// The first half of `verify`: the rows of the log themselves, in one pass.

#include "journal/tree.h"
#include "journal/verify.h"

#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace sokuo::journal {

class Audit {
public:
    /// All must outlive the audit.
    Audit(KeyRing& ring, const Verification& verification, Report& report)
        : ring_{ring}, verification_{verification}, report_{report} {}

    /// Errors: those of the store; damage goes into the report.
    Result<> run(store::Read& db);
    [[nodiscard]] const Opened& opened() const { return tree_.opened; }

private:
    using StreamKey = std::pair<std::string, Uuid>;
    struct Missing {
        std::int64_t seq = 0;
        StreamKey stream;
        std::int64_t rev = 0;
        Slot slot{};
    };
    using Erased = std::tuple<std::string, Uuid, std::int64_t, std::int64_t>;

    struct Note {
        std::string text;
        Checkpoint checkpoint;
    };

    Result<> open_notes(store::Read& db);
    void take(const Record& record);
    void take_body(const Record& record, const Leaf& leaf, Slot slot);
    void take_content(const Leaf& leaf, ByteView content);
    void judge_missing();
    void judge_notes();
    Result<> judge_tables(store::Read& db);

    KeyRing& ring_;
    const Verification& verification_;
    Report& report_;
    SignedTree tree_;
    std::vector<Note> notes_;
    std::set<std::uint64_t> sizes_;
    std::map<StreamKey, std::int64_t> revs_;
    std::vector<Missing> missing_;
    std::set<Erased> erasures_; ///< kind, id, slot, through_rev: as the entries say.
};

} // namespace sokuo::journal
