// What is like a text: what shares with it what few other texts have.

#include "core/text.h"
#include "search/gather.h"
#include "search/search.h"
#include "search/words.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace sokuo::search {
namespace {

constexpr std::size_t pairs_max = 60;
constexpr std::size_t shared_min = 3;
// What so many texts have tells them from nothing.
constexpr std::size_t common = 200;

// The pairs of a key, spread over all of it.
std::vector<std::string_view> pairs_of(std::string_view key) {
    std::vector<std::string_view> pairs;
    for (const auto token : tokens(key)) {
        if (length(token) == 2) pairs.push_back(token);
    }
    if (pairs.size() <= pairs_max) return pairs;
    std::vector<std::string_view> some;
    for (std::size_t at = 0; at < pairs_max; ++at)
        some.push_back(pairs[at * pairs.size() / pairs_max]);
    return some;
}

struct Likeness {
    double weight = 0;
    std::size_t shared = 0;
};

} // namespace

Result<std::vector<Hit>> similar(store::Read& db, const Reader& reader, std::string_view text,
                                 const Uuid& except, std::size_t count_max) {
    const auto key = search_key(text);
    std::map<std::int64_t, std::map<std::int64_t, Likeness>> by_subject;
    for (const auto pair : pairs_of(key)) {
        const auto texts = TRY(newest_with(db, reader, fts_string(pair), common));
        const auto weight =
            std::log((static_cast<double>(common) + 1) / (static_cast<double>(texts.size()) + 0.5));
        for (const auto& [seq, subject] : texts) {
            auto& likeness = by_subject[subject][seq];
            likeness.weight += weight;
            ++likeness.shared;
        }
    }
    std::vector<std::pair<double, std::int64_t>> order;
    for (const auto& [subject, texts] : by_subject) {
        double best = 0;
        for (const auto& [seq, likeness] : texts) {
            if (likeness.shared >= shared_min) best = std::max(best, likeness.weight);
        }
        if (best > 0) order.emplace_back(best, subject);
    }
    std::ranges::sort(order, std::ranges::greater{});
    std::vector<Hit> hits;
    for (const auto& [weight, subject] : order) {
        if (hits.size() == count_max) break;
        auto hit = TRY(subject_at(db, subject));
        if (hit.id != except) hits.push_back(std::move(hit));
    }
    return hits;
}

} // namespace sokuo::search
