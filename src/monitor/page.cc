#include "monitor/page.h"

#include "core/bytes.h"
#include "core/sha256.h"
#include "core/text.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sokuo::monitor {
namespace {

constexpr Message bad_page{"monitor.bad_page", "覚えたページの内容が壊れていました。",
                           "What was kept of the page was broken."};

// What those write who change pages that are not theirs; lower case, without regard to spaces.
constexpr std::array<std::string_view, 14> boast_words{
    "hackedby",  "h4ckedby", "hackedbyanon", "defacedby", "ownedby",    "pwnedby",    "wasdefaced",
    "washacked", "gotowned", "greetz",       "y0urs1te",  "securityis", "改ざんした", "乗っ取った"};

constexpr std::size_t compared_max = 1'500; ///< Lines of the part that differs, each side.
constexpr std::size_t context = 2;

std::size_t weight(const Line& line) {
    return length(line.text);
}

std::size_t weight(const std::vector<Line>& lines) {
    std::size_t sum = 0;
    for (const auto& line : lines)
        sum += weight(line);
    return sum;
}

// -- Lines ---------------------------------------------------------------------------------------

/// For each line whether it stands, in order, in the other page as well.
struct Kept {
    std::vector<bool> before;
    std::vector<bool> after;
};

void longest_common(const std::vector<Line>& before, const std::vector<Line>& after,
                    std::size_t from, std::size_t before_end, std::size_t after_end, Kept& kept) {
    const auto rows = before_end - from;
    const auto columns = after_end - from;
    if (rows > compared_max || columns > compared_max) return; // All of it counts as changed.
    std::vector<std::uint16_t> table((rows + 1) * (columns + 1), 0);
    const auto at = [&](std::size_t row, std::size_t column) -> std::uint16_t& {
        return table[row * (columns + 1) + column];
    };
    for (auto row = rows; row-- > 0;) {
        for (auto column = columns; column-- > 0;) {
            at(row, column) = before[from + row] == after[from + column]
                                  ? static_cast<std::uint16_t>(at(row + 1, column + 1) + 1)
                                  : std::max(at(row + 1, column), at(row, column + 1));
        }
    }
    std::size_t row = 0;
    std::size_t column = 0;
    while (row < rows && column < columns) {
        if (before[from + row] == after[from + column]) {
            kept.before[from + row++] = true;
            kept.after[from + column++] = true;
        } else if (at(row + 1, column) >= at(row, column + 1)) {
            ++row;
        } else {
            ++column;
        }
    }
}

Kept kept_lines(const std::vector<Line>& before, const std::vector<Line>& after) {
    Kept kept{.before = std::vector<bool>(before.size()), .after = std::vector<bool>(after.size())};
    const auto shorter = std::min(before.size(), after.size());
    std::size_t start = 0;
    while (start < shorter && before[start] == after[start]) {
        kept.before[start] = kept.after[start] = true;
        ++start;
    }
    auto before_end = before.size();
    auto after_end = after.size();
    while (before_end > start && after_end > start &&
           before[before_end - 1] == after[after_end - 1]) {
        kept.before[--before_end] = true;
        kept.after[--after_end] = true;
    }
    longest_common(before, after, start, before_end, after_end, kept);
    return kept;
}

// Both pages side by side: what changed opposite each other.
std::vector<Row> side_by_side(const Page& before, const Page& after, const Kept& kept) {
    std::vector<Row> rows;
    std::size_t left = 0;
    std::size_t right = 0;
    while (left < before.lines.size() || right < after.lines.size()) {
        const bool is_gone = left < before.lines.size() && !kept.before[left];
        const bool is_new = right < after.lines.size() && !kept.after[right];
        Row row;
        if (is_gone || is_new) {
            row.kind = Row::Kind::changed;
            if (is_gone) row.before = before.lines[left].text;
            if (is_new) row.after = after.lines[right].text;
            row.is_hidden = (is_gone && before.lines[left].is_hidden) ||
                            (is_new && after.lines[right].is_hidden);
            left += is_gone ? 1 : 0;
            right += is_new ? 1 : 0;
        } else {
            row.before = before.lines[left++].text;
            row.after = after.lines[right++].text;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

// Long stretches of what is the same become one row.
std::vector<Row> folded(const std::vector<Row>& rows) {
    std::vector<bool> is_near(rows.size());
    for (std::size_t at = 0; at < rows.size(); ++at) {
        if (rows[at].kind != Row::Kind::changed) continue;
        const auto end = std::min(rows.size(), at + context + 1);
        for (auto near = at - std::min(at, context); near < end; ++near)
            is_near[near] = true;
    }
    std::vector<Row> shown;
    for (std::size_t at = 0; at < rows.size() && shown.size() < rows_max; ++at) {
        if (is_near[at]) {
            shown.push_back(rows[at]);
        } else if (!shown.empty() && shown.back().kind == Row::Kind::gap) {
            ++shown.back().count;
        } else {
            shown.push_back({.kind = Row::Kind::gap, .count = 1});
        }
    }
    return shown;
}

// -- What it weighs ------------------------------------------------------------------------------

std::vector<std::string> boasts_in(const Page& page) {
    std::string text = search_key(page.title);
    for (const auto& line : page.lines)
        text += search_key(line.text) + "\n";
    std::vector<std::string> found;
    for (const auto word : boast_words)
        if (text.find(search_key(word)) != std::string::npos) found.emplace_back(word);
    return found;
}

int weight_of(const Feature& feature) {
    using Kind = Feature::Kind;
    switch (feature.kind) {
    case Kind::refresh: return 60;
    case Kind::script:
    case Kind::frame:
    case Kind::form:
    case Kind::base: return 40;
    case Kind::code: return 20;
    case Kind::link: return 3;
    }
    return 0;
}

int weight_of(const std::vector<Feature>& added) {
    int sum = 0;
    int links = 0;
    for (const auto& feature : added)
        (feature.kind == Feature::Kind::link ? links : sum) += weight_of(feature);
    return sum + std::min(links, 15);
}

std::size_t changed_weight(const std::vector<Line>& lines, const std::vector<bool>& kept) {
    std::size_t sum = 0;
    for (std::size_t at = 0; at < lines.size(); ++at)
        if (!kept[at]) sum += weight(lines[at]);
    return sum;
}

int text_score(const Page& before, const Page& after, const Kept& kept) {
    const auto all = weight(before.lines) + weight(after.lines);
    const auto changed =
        changed_weight(before.lines, kept.before) + changed_weight(after.lines, kept.after);
    if (all == 0 || changed == 0) return 0;
    return std::max(1, static_cast<int>(50 * changed / all));
}

int hidden_score(const Page& after, const Kept& kept) {
    int sum = 0;
    for (std::size_t at = 0; at < after.lines.size(); ++at)
        if (!kept.after[at] && after.lines[at].is_hidden) sum += 10;
    return std::min(sum, 30);
}

} // namespace

Json to_json(const Page& page) {
    auto lines = Json::array();
    for (const auto& line : page.lines) {
        auto one = Json::array();
        one.push(line.text).push(line.is_hidden);
        lines.push(std::move(one));
    }
    auto features = Json::array();
    for (const auto& feature : page.features) {
        auto one = Json::array();
        one.push(static_cast<int>(feature.kind)).push(feature.place);
        features.push(std::move(one));
    }
    return Json::object({{"title", page.title},
                         {"lines", std::move(lines)},
                         {"features", std::move(features)},
                         {"cut", page.is_cut}});
}

Result<Page> page_from(const Json& json) {
    const auto& lines = json["lines"].items();
    const auto& features = json["features"].items();
    if (json.members() == nullptr || lines.size() > page_lines_max ||
        features.size() > features_max)
        return failure(Errc::invalid, bad_page);
    Page page{.title = std::string{json["title"].text_or("")},
              .is_cut = json["cut"].boolean_or(false)};
    for (const auto& line : lines) {
        if (line.items().size() != 2) return failure(Errc::invalid, bad_page);
        page.lines.push_back(
            {std::string{line.items()[0].text_or("")}, line.items()[1].boolean_or(false)});
        const auto& text = page.lines.back().text;
        if (text.size() > line_bytes_max || has_control(text))
            return failure(Errc::invalid, bad_page);
    }
    for (const auto& feature : features) {
        const auto kind = feature.items().size() == 2 ? feature.items()[0].integer_or(-1) : -1;
        if (kind < 0 || kind >= static_cast<std::int64_t>(feature_names.size()))
            return failure(Errc::invalid, bad_page);
        page.features.push_back(
            {static_cast<Feature::Kind>(kind), std::string{feature.items()[1].text_or("")}});
        if (page.features.back().place.size() > line_bytes_max)
            return failure(Errc::invalid, bad_page);
    }
    if (page.title.size() > line_bytes_max) return failure(Errc::invalid, bad_page);
    std::ranges::sort(page.features);
    const auto same = std::ranges::unique(page.features);
    page.features.erase(same.begin(), same.end());
    return page;
}

std::string hash_of(const Page& page) {
    return to_hex(sha256(as_bytes(canonical(to_json(page)))));
}

Difference compare(const Page& before, const Page& after) {
    Difference difference;
    if (before == after) return difference;
    const auto kept = kept_lines(before.lines, after.lines);
    difference.rows = folded(side_by_side(before, after, kept));
    std::ranges::set_difference(after.features, before.features,
                                std::back_inserter(difference.added));
    std::ranges::set_difference(before.features, after.features,
                                std::back_inserter(difference.removed));
    const auto known = boasts_in(before);
    for (auto& word : boasts_in(after))
        if (std::ranges::find(known, word) == known.end())
            difference.boasts.push_back(std::move(word));
    difference.is_title_changed = before.title != after.title;
    difference.is_emptied = weight(after.lines) * 5 < weight(before.lines);
    auto score =
        text_score(before, after, kept) + weight_of(difference.added) + hidden_score(after, kept);
    if (difference.is_title_changed) score += 15;
    if (difference.is_emptied) score += 40;
    if (!difference.boasts.empty()) score += 60;
    if (!difference.removed.empty()) score = std::max(score, 1);
    difference.score = std::clamp(score, 0, 100);
    return difference;
}

std::string visible_text(const Page& page) {
    std::string text = page.title + "\n";
    for (const auto& line : page.lines)
        if (!line.is_hidden) text.append(line.text).append("\n");
    return text;
}

} // namespace sokuo::monitor
