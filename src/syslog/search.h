#pragma once

// Finding lines in the store's files, newest first: block by block, only those whose summary does
// not rule them out. Holds one block at a time, and ends when its time is over.

#include "syslog/log_store.h"

#include <chrono>
#include <span>
#include <string>
#include <vector>

namespace sokuo::syslog {

class Search {
public:
    /// `query` must outlive it.
    explicit Search(const Query& query);
    [[nodiscard]] Page run(std::span<const Segment> segments);

private:
    void look_into(const Segment& segment);
    void look_into(const OpenSegment& open, const Segment& segment, std::uint64_t begin,
                   std::uint64_t end);
    [[nodiscard]] bool may_hold(const Summary& summary) const;
    [[nodiscard]] bool is_wanted(const Record& record);
    [[nodiscard]] bool is_over();
    void note_searched(Time earliest, std::uint64_t first_number);

    const Query& query_;
    std::chrono::steady_clock::time_point until_;
    std::vector<std::string> words_; ///< Folded.
    std::string host_;               ///< Folded.
    std::string scratch_;
    Page page_;
    std::uint64_t lowest_ = 0; ///< Every line from this number on was looked at.
    bool is_full_ = false;
};

} // namespace sokuo::syslog
