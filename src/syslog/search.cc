#include "syslog/search.h"

#include <algorithm>
#include <ranges>

namespace sokuo::syslog {

Search::Search(const Query& query)
    : query_{query}, until_{std::chrono::steady_clock::now() + query.patience}, host_{folded(
                                                                                    query.host)} {
    for (const auto& word : query.words)
        words_.push_back(folded(word));
}

bool Search::is_over() {
    if (is_full_ || page_.is_out_of_time) return true;
    // One block at least, so that whoever asks on gets somewhere.
    page_.is_out_of_time = lowest_ != 0 && std::chrono::steady_clock::now() > until_;
    return page_.is_out_of_time;
}

bool Search::may_hold(const Summary& summary) const {
    if (summary.latest < query_.from || summary.earliest >= query_.until) return false;
    if (!host_.empty() && !summary.may_hold_host(host_)) return false;
    return std::ranges::all_of(words_,
                               [&](const std::string& word) { return summary.may_hold(word); });
}

bool Search::is_wanted(const Record& record) {
    if (query_.before && record.number >= *query_.before) return false;
    if (record.received_at < query_.from || record.received_at >= query_.until) return false;
    if (!host_.empty() && folded(record.host) != host_ && folded(record.sender) != host_)
        return false;
    if (words_.empty()) return true;
    scratch_.assign(record.raw);
    std::ranges::transform(scratch_, scratch_.begin(), [](char byte) { return folded(byte); });
    return std::ranges::all_of(
        words_, [&](const std::string& word) { return scratch_.find(word) != std::string::npos; });
}

void Search::note_searched(Time earliest, std::uint64_t first_number) {
    lowest_ = first_number;
    page_.searched_to = page_.searched_to ? std::min(*page_.searched_to, earliest) : earliest;
}

void Search::look_into(const OpenSegment& open, const Segment& segment, std::uint64_t begin,
                       std::uint64_t end) {
    std::vector<Stored> found;
    each_record(open, begin, end, [&](const Record& record, std::uint64_t) {
        if (record.number > segment.last_number) return false;
        if (is_wanted(record)) found.push_back({record.number, arrival_of(record)});
        // A block without an end (its index is damaged) is still no more than fits into memory.
        if (found.size() > 2 * query_.count_max)
            found.erase(found.begin(),
                        found.end() - static_cast<std::ptrdiff_t>(query_.count_max) - 1);
        return true;
    });
    for (auto& line : found | std::views::reverse) {
        if (page_.lines.size() == query_.count_max) {
            is_full_ = true;
            return;
        }
        page_.lines.push_back(std::move(line));
    }
}

void Search::look_into(const Segment& segment) {
    const auto open = open_segment(segment.path);
    if (!open) return; // Dropped meanwhile: its days were over.
    if (segment.bytes > segment.indexed) look_into(*open, segment, segment.indexed, segment.bytes);
    std::uint64_t begin = segment.indexed;
    each_summary(segment, [&](const std::optional<Summary>& summary) {
        if (is_over()) return false;
        if (!summary) {
            look_into(*open, segment, segment_head_bytes, begin);
            return false;
        }
        if (summary->end > begin) return true; // Written since the snapshot: was looked at.
        begin = summary->begin;
        // Behind where this search begins: no progress, so its time is not over by it.
        if (query_.before && summary->first_number >= *query_.before) return true;
        if (may_hold(*summary)) look_into(*open, segment, summary->begin, summary->end);
        if (!is_full_) note_searched(summary->earliest, summary->first_number);
        return true;
    });
}

Page Search::run(std::span<const Segment> segments) {
    for (const auto& segment : segments | std::views::reverse) {
        if (segment.last_number == 0) continue;
        if (query_.before && segment.first_number >= *query_.before) continue;
        if (segment.latest < query_.from || segment.earliest >= query_.until) continue;
        if (is_over()) break;
        look_into(segment);
        if (is_over()) break;
        note_searched(segment.earliest, segment.first_number);
    }
    if (is_full_)
        page_.next = page_.lines.back().number;
    else if (page_.is_out_of_time)
        page_.next = lowest_;
    if (!page_.next) page_.is_out_of_time = false;
    return std::move(page_);
}

} // namespace sokuo::syslog
