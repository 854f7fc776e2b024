#include "search/text.h"

#include "core/text.h"
#include "search/words.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace sokuo::search {
namespace {

// Codes, ids and times say nothing a person would look for.
constexpr std::array<std::string_view, 60> skipped{"state",
                                                   "kind",
                                                   "key",
                                                   "task",
                                                   "decision",
                                                   "line",
                                                   "attachment",
                                                   "sha256",
                                                   "series",
                                                   "phase",
                                                   "from",
                                                   "until",
                                                   "precision",
                                                   "code",
                                                   "report",
                                                   "reports",
                                                   "corrects",
                                                   "answers",
                                                   "priority",
                                                   "proposed",
                                                   "categories",
                                                   "channel",
                                                   "deadlines",
                                                   "fulfils",
                                                   "reporter_class",
                                                   "at",
                                                   "assignee",
                                                   "outcome",
                                                   "incident",
                                                   "engagement",
                                                   "operations_done",
                                                   "named",
                                                   "excluded",
                                                   "asked",
                                                   "parts",
                                                   "person",
                                                   "post",
                                                   "by",
                                                   "charter",
                                                   "continuing",
                                                   "personal_data",
                                                   "approval",
                                                   "said_by",
                                                   "account",
                                                   "network",
                                                   "way",
                                                   "message_id",
                                                   "marks",
                                                   "defects",
                                                   "automatic",
                                                   "blob",
                                                   "about",
                                                   "role",
                                                   "letter",
                                                   "items",
                                                   "split_from",
                                                   "upstream",
                                                   "sha256_before",
                                                   "hunt",
                                                   "found"};

void gather(const Json& json, std::string& words) {
    if (const auto* text = json.text(); text != nullptr && !text->empty()) {
        if (!words.empty()) words += between;
        words += *text;
    }
    for (const auto& item : json.items())
        gather(item, words);
    if (const auto* members = json.members()) {
        for (const auto& [name, value] : *members) {
            if (!name.ends_with("_at") && std::ranges::find(skipped, name) == skipped.end())
                gather(value, words);
        }
    }
}

// At least so many digits, so that one year's token is as long as the next one's.
std::string digits(unsigned value, std::size_t count) {
    auto text = std::to_string(value);
    return std::string(count - std::min(count, text.size()), '0') + text;
}

} // namespace

std::string text_of(const Json& content) {
    std::string words;
    gather(content, words);
    return words;
}

std::vector<std::string_view> members_of(std::string_view text) {
    std::vector<std::string_view> members;
    while (!text.empty()) {
        const auto end = std::min(text.find(between), text.size());
        if (end > 0) members.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return members;
}

std::string_view title_of(const Json& content) {
    if (const auto* title = content["title"].text()) return *title;
    if (const auto* what = content["what"].text()) return *what;
    return content["how"].text_or("");
}

Part part_of(const journal::Entry& entry) {
    if (entry.stream.kind == "report") return Part::report;
    if (entry.stream.kind == "letter") return Part::letter;
    return entry.type == "incident.recorded" ? Part::line : Part::incident;
}

bool names_subject(const journal::Entry& entry) {
    constexpr std::array<std::string_view, 4> naming{"report.received", "incident.declared",
                                                     "incident.retriaged", "journal.erased"};
    return std::ranges::find(naming, entry.type) != naming.end();
}

std::string indexed(const Piece& piece, std::string_view text) {
    std::vector<std::string> keys;
    for (const auto member : members_of(text))
        keys.push_back(search_key(member));
    std::vector<std::string_view> all;
    for (const auto& key : keys) {
        const auto some = tokens(key);
        all.insert(all.end(), some.begin(), some.end());
    }
    std::ranges::sort(all);
    all.erase(std::ranges::unique(all).begin(), all.end());

    const auto month = month_of(piece.at);
    std::string line = part_token(piece.part) + ' ' + subject_token(piece.subject) + ' ' +
                       year_token(month.year) + ' ' + month_token(month.year, month.month);
    if (piece.names) line.append(" ").append(names_token);
    for (const auto token : all)
        line.append(" ").append(token);
    return line;
}

std::string part_token(Part part) {
    return std::string{"="}.append(part_names.at(static_cast<std::size_t>(part)));
}

std::string subject_token(std::int64_t subject) {
    return "=no" + std::to_string(subject);
}

std::string year_token(int year) {
    return "=y" + digits(static_cast<unsigned>(std::clamp(year, 0, 9999)), 4);
}

std::string month_token(int year, unsigned month) {
    return year_token(year) + "-" + digits(month, 2);
}

Month month_of(Time time) {
    const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(time)};
    return {static_cast<int>(day.year()), static_cast<unsigned>(day.month())};
}

} // namespace sokuo::search
