#include "search/rank.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace sokuo::search {
namespace {

// BM25 as it is commonly set (Robertson, Zaragoza 2009).
constexpr double saturation = 1.2;
constexpr double length_share = 0.75;
// A word of the title says what it is about; one of the record, what happened on the way.
constexpr double title_weight = 2.0;
// What is new counts up to twice as much as what is old; the advantage halves in three months.
constexpr double days_to_half = 90;
// Shorter than that a word stands in numbers by chance.
constexpr std::size_t number_length_min = 3;

bool stands_in_name(const Candidate& candidate, const Word& word) {
    return candidate.number_key.find(word.key) != std::string::npos ||
           candidate.title_key.find(word.key) != std::string::npos;
}

bool holds_wanted(const Looked& looked, const Sought& sought) {
    const auto wanted = std::span{looked.times}.first(sought.wanted.size());
    return std::ranges::any_of(wanted, [](auto times) { return times > 0; });
}

double weight(double times, double share_of_length) {
    return times * (saturation + 1) /
           (times + saturation * (1 - length_share + length_share * share_of_length));
}

// Rare words say more. A word that fills the window counts as the commonest there is.
double rarity(const Sought& sought, std::size_t word) {
    const auto all = static_cast<double>(sought.texts_max);
    const auto some = static_cast<double>(sought.texts[word]);
    return std::log(1 + (all + 0.5) / (some + 0.5));
}

double best_weight(const Candidate& candidate, std::size_t word, double length) {
    double best = 0;
    for (const auto& looked : candidate.looked) {
        if (!looked.fits || looked.times[word] == 0) continue;
        const auto share = length > 0 ? static_cast<double>(looked.length) / length : 1;
        best = std::max(best, weight(looked.times[word], share));
    }
    return best;
}

double freshness(const Candidate& candidate, const Sought& sought) {
    auto newest = candidate.hit.at;
    for (const auto& looked : candidate.looked) {
        if (looked.fits && holds_wanted(looked, sought)) newest = std::max(newest, looked.at);
    }
    const std::chrono::duration<double, std::ratio<86'400>> age = sought.now - newest;
    return 1 + std::exp2(-std::max(age.count(), 0.0) / days_to_half);
}

} // namespace

bool is_found(const Candidate& candidate, const Sought& sought, std::optional<Part> part) {
    const auto counts = [&](const Looked& looked) {
        return looked.fits && (!part || looked.part == *part);
    };
    bool is_in_text = false;
    for (std::size_t word = 0; word < sought.wanted.size(); ++word) {
        const bool has = std::ranges::any_of(candidate.looked, [&](const Looked& looked) {
            return counts(looked) && looked.times[word] > 0;
        });
        if (!has && !stands_in_name(candidate, sought.wanted[word])) return false;
        is_in_text = is_in_text || has;
    }
    if (!is_in_text) return false;
    for (std::size_t word = 0; word < sought.unwanted.size(); ++word) {
        const auto place = sought.wanted.size() + word;
        const bool has = std::ranges::any_of(
            candidate.looked, [&](const Looked& looked) { return looked.times[place] > 0; });
        if (has || stands_in_name(candidate, sought.unwanted[word])) return false;
    }
    return true;
}

Rank rank_of(const Candidate& candidate, const Sought& sought, double length) {
    Rank rank{.tier = candidate.is_called_so ? 2 : 0, .score = 0, .no = candidate.no};
    for (std::size_t word = 0; word < sought.wanted.size(); ++word) {
        const auto& key = sought.wanted[word].key;
        const bool is_in_number = sought.wanted[word].characters.size() >= number_length_min &&
                                  candidate.number_key.find(key) != std::string::npos;
        if (is_in_number) rank.tier = std::max(rank.tier, 1);
        auto best = best_weight(candidate, word, length);
        if (candidate.title_key.find(key) != std::string::npos)
            best = std::max(best, title_weight *
                                      weight(1, static_cast<double>(candidate.title_key.size()) /
                                                    std::max(length, 1.0)));
        rank.score += rarity(sought, word) * best;
    }
    rank.score *= freshness(candidate, sought);
    return rank;
}

double average_length(std::span<const Candidate> candidates) {
    double bytes = 0;
    double count = 0;
    for (const auto& candidate : candidates) {
        for (const auto& looked : candidate.looked) {
            bytes += static_cast<double>(looked.length);
            ++count;
        }
    }
    return count > 0 ? bytes / count : 0;
}

std::vector<std::size_t> worth_showing(const Candidate& candidate, const Sought& sought,
                                       std::size_t count_max) {
    std::vector<std::size_t> left;
    for (std::size_t at = 0; at < candidate.looked.size(); ++at) {
        if (candidate.looked[at].fits && holds_wanted(candidate.looked[at], sought))
            left.push_back(at);
    }
    std::ranges::sort(left, std::ranges::greater{},
                      [&](std::size_t at) { return candidate.looked[at].seq; });
    std::vector<std::size_t> chosen;
    std::set<std::size_t> shown;
    const auto adds = [&](std::size_t at) {
        std::size_t words = 0;
        for (std::size_t word = 0; word < sought.wanted.size(); ++word) {
            if (candidate.looked[at].times[word] > 0 && !shown.contains(word)) ++words;
        }
        return words;
    };
    while (!left.empty() && chosen.size() < count_max) {
        const auto best = std::ranges::max_element(left, {}, adds);
        for (std::size_t word = 0; word < sought.wanted.size(); ++word) {
            if (candidate.looked[*best].times[word] > 0) shown.insert(word);
        }
        chosen.push_back(*best);
        left.erase(best);
    }
    return chosen;
}

std::size_t texts_found(const Candidate& candidate, const Sought& sought) {
    return static_cast<std::size_t>(
        std::ranges::count_if(candidate.looked, [&](const Looked& looked) {
            return looked.fits && !looked.names && holds_wanted(looked, sought);
        }));
}

} // namespace sokuo::search
