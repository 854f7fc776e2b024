#include "search/find.h"

#include "search/gather.h"
#include "search/text.h"

#include <algorithm>

namespace sokuo::search {
namespace {

constexpr std::size_t texts_shown_max = 3;
constexpr std::size_t title_length_max = 120;
// So much is read for the excerpts of one page; who finds longer texts sees fewer of them.
constexpr std::size_t excerpt_bytes_max = std::size_t{1} << 20U;

struct Ranked {
    Rank rank;
    const Candidate* candidate = nullptr;
};

Sought sought(const Query& query, const Gathered& gathered, Time now) {
    return {.wanted = query.wanted,
            .unwanted = query.unwanted,
            .texts = gathered.texts,
            .texts_max = texts_max,
            .now = now};
}

std::vector<Ranked> ranked(const Gathered& gathered, const Sought& what) {
    const auto length = average_length(gathered.candidates);
    std::vector<Ranked> all;
    for (const auto& candidate : gathered.candidates) {
        if (is_found(candidate, what))
            all.push_back({rank_of(candidate, what, length), &candidate});
    }
    std::ranges::sort(all, std::ranges::greater{}, &Ranked::rank);
    return all;
}

Counts counted(const Gathered& gathered, const Sought& what) {
    Counts counts{.is_cut = gathered.is_cut};
    for (const auto& candidate : gathered.candidates) {
        if (!is_found(candidate, what)) continue;
        ++counts.all;
        for (std::size_t part = 0; part < part_names.size(); ++part)
            counts.by_part[part] += is_found(candidate, what, static_cast<Part>(part)) ? 1 : 0;
    }
    return counts;
}

Result<std::string> type_name(store::Read& db, std::int64_t type) {
    auto name = TRY(db.first("SELECT name FROM search_type WHERE no = ?", {type},
                             [](const store::Row& row) { return std::string{row.text(0)}; }));
    return std::move(name).value_or("");
}

// The member with the most words in it that is not shown as number or title already.
Excerpt best_excerpt(std::string_view text, const Hit& hit, std::span<const Word> words) {
    Excerpt best;
    for (const auto member : members_of(text)) {
        if (member == hit.number || member == hit.title) continue;
        auto excerpt = excerpt_of(member, words);
        if (excerpt.marks.size() > best.marks.size()) best = std::move(excerpt);
    }
    return best;
}

Result<Found> shown(store::Read& db, const Candidate& candidate, const Sought& what,
                    std::size_t& bytes_left) {
    Found found{.hit = candidate.hit,
                .is_open = candidate.is_open,
                .channel = candidate.channel,
                .incident = candidate.incident,
                .number = excerpt_of(candidate.hit.number, what.wanted),
                .title = excerpt_of(candidate.hit.title, what.wanted, title_length_max),
                .texts = {}};
    // Some say nothing but the title, which is shown anyway: those make room for others.
    found.more = texts_found(candidate, what);
    for (const auto at : worth_showing(candidate, what, 2 * texts_shown_max)) {
        if (found.texts.size() == texts_shown_max) break;
        const auto& looked = candidate.looked[at];
        const auto text = TRY(text_at(db, looked.seq));
        if (text.size() > bytes_left) continue;
        bytes_left -= text.size();
        auto excerpt = best_excerpt(text, candidate.hit, what.wanted);
        if (excerpt.marks.empty()) continue;
        if (!looked.names) --found.more;
        auto type = TRY(type_name(db, looked.type));
        found.texts.push_back({.part = looked.part,
                               .type = std::move(type),
                               .at = looked.at,
                               .excerpt = std::move(excerpt)});
    }
    return found;
}

Result<std::int64_t> newest(store::Read& db) {
    const auto head = TRY(db.first("SELECT max(seq) FROM search_piece", {},
                                   [](const store::Row& row) { return row.integer(0); }));
    return head.value_or(0);
}

} // namespace

Result<Page> find(store::Read& db, const Reader& reader, const Query& query,
                  const PageRequest& request) {
    Place start{.now = request.now, .last = {}};
    if (request.after)
        start = *request.after;
    else
        start.head = TRY(newest(db));
    const auto gathered = TRY(gather(db, reader, query, start.head));
    const auto what = sought(query, gathered, start.now);
    Page page{.items = {}, .counts = counted(gathered, what), .is_cut = gathered.is_cut};
    if (query.filter.part) {
        auto anywhere = query;
        anywhere.filter.part.reset();
        const auto all = TRY(gather(db, reader, anywhere, start.head));
        page.counts = counted(all, sought(anywhere, all, start.now));
    }
    auto bytes_left = excerpt_bytes_max;
    Rank last;
    for (const auto& [rank, candidate] : ranked(gathered, what)) {
        if (request.after && rank >= start.last) continue;
        if (page.items.size() == request.count_max) {
            page.next = Place{.head = start.head, .now = start.now, .last = last};
            break;
        }
        page.items.push_back(TRY(shown(db, *candidate, what, bytes_left)));
        last = rank;
    }
    return page;
}

Result<std::vector<Uuid>> ids_of(store::Read& db, const Reader& reader, const Query& query) {
    const auto head = TRY(newest(db));
    auto gathered = TRY(gather(db, reader, query, head));
    const auto what = sought(query, gathered, {});
    std::ranges::sort(gathered.candidates, std::ranges::greater{}, &Candidate::no);
    std::vector<Uuid> ids;
    for (const auto& candidate : gathered.candidates) {
        if (is_found(candidate, what)) ids.push_back(candidate.hit.id);
    }
    return ids;
}

} // namespace sokuo::search
