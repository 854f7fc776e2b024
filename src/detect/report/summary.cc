#include "detect/report/summary.h"

#include "detect/report/visible.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace sokuo::detect::report {
namespace {

constexpr std::size_t host_bytes_max = 256;
constexpr std::size_t place_bytes_max = 512;

std::vector<Complaint> most_frequent_first(const std::map<std::string_view, Complaint>& all) {
    std::vector<Complaint> list;
    list.reserve(all.size());
    for (const auto& [code, complaint] : all)
        list.push_back(complaint);
    std::ranges::stable_sort(list, std::ranges::greater{}, &Complaint::count);
    return list;
}

} // namespace

void Period::add(std::optional<Time> time) {
    if (!time) return;
    first = first ? std::min(*first, *time) : *time;
    last = last ? std::max(*last, *time) : *time;
}

std::string period_text(const Period& period, const Zone& zone, Language language) {
    if (!period.first || !period.last) return {};
    auto first = local_text(*period.first, zone);
    const auto last = local_text(*period.last, zone);
    if (first == last) return first;
    return first.append(language == Language::ja ? " ～ " : " – ").append(last);
}

std::string complaint_text(const Complaint& complaint, Language language) {
    return visible(say(*complaint.message, language, complaint.args));
}

std::string place_text(const Complaint& complaint, const Complaint::Place& place) {
    std::string own;
    for (std::size_t i = 0; i < place.args.size(); ++i) {
        if (i < complaint.args.size() && complaint.args[i] == place.args[i]) continue;
        own.append(own.empty() ? "" : ", ").append(place.args[i]);
    }
    auto text = visible(place.file);
    return own.empty() ? text : text.append(" [").append(visible(own)).append("]");
}

Summary::Summary(Zone zone, Limits limits) : zone_{zone}, limits_{limits}, histogram_{zone} {
    other_hosts_.is_others = true;
}

void Summary::put(const Match& match) {
    const auto time = readable(match.time);
    const auto level = match.rule->level;
    ++matches_;
    if (match.recovered) ++recovered_;
    ++of_level_.at(static_cast<std::size_t>(level));
    period_.add(time);
    if (time) histogram_.add(*time);

    std::array<bool, tactic_count> is_named{};
    for (const auto& tag : match.rule->tags)
        if (const auto tactic = tactic_of(tag)) is_named.at(*tactic) = true;
    for (std::size_t i = 0; i < tactic_count; ++i)
        if (is_named.at(i)) ++of_tactic_.at(i);

    const auto host = host_of(match, time);
    auto& rule = rule_of(match);
    ++rule.line.matches;
    if (match.recovered) ++rule.line.recovered;
    rule.line.period.add(time);
    if (host == limits_.hosts_max) {
        rule.line.has_more_hosts = true;
        return;
    }
    if (host >= rule.seen_on.size()) rule.seen_on.resize(host + 1);
    if (!rule.seen_on[host]) ++rule.line.hosts;
    rule.seen_on[host] = true;
}

std::size_t Summary::host_of(const Match& match, std::optional<Time> time) {
    auto name = match.computer.substr(0, host_bytes_max);
    auto number = limits_.hosts_max;
    if (const auto known = host_numbers_.find(name); known != host_numbers_.end()) {
        number = known->second;
    } else if (hosts_.size() < limits_.hosts_max) {
        number = hosts_.size();
        hosts_.push_back({.name = name});
        host_numbers_.emplace(std::move(name), number);
    }
    auto& host = number == limits_.hosts_max ? other_hosts_ : hosts_[number];
    ++host.matches;
    host.gravest = std::max(host.gravest, match.rule->level);
    host.period.add(time);
    return number;
}

Summary::Rule& Summary::rule_of(const Match& match) {
    if (const auto known = rules_.find(match.rule); known != rules_.end()) return known->second;
    if (rules_.size() >= limits_.rules_max) return other_rules_;
    auto& rule = rules_[match.rule];
    rule.line.rule = match.rule;
    return rule;
}

void Summary::read(const ReadCounts& counts) {
    counts_.files += counts.files;
    counts_.files_failed += counts.files_failed;
    counts_.bytes += counts.bytes;
    counts_.events += counts.events;
    counts_.recovered += counts.recovered;
    counts_.unreadable += counts.unreadable;
    counts_.rules += counts.rules;
    counts_.uncounted += counts.uncounted;
    counts_.groups_dropped += counts.groups_dropped;
}

void Summary::complain(Complaints& complaints, const Message& message,
                       std::vector<std::string> args, std::string_view file) {
    auto& complaint = complaints[message.code()];
    complaint.message = &message;
    for (auto& arg : args)
        arg.resize(std::min(arg.size(), place_bytes_max));
    if (complaint.count == 0) complaint.args = args;
    for (std::size_t i = 0; i < complaint.args.size(); ++i)
        if (i >= args.size() || args[i] != complaint.args[i]) complaint.args[i] = "…";
    ++complaint.count;
    if (complaint.places.size() >= Complaint::places_max) return;
    complaint.places.push_back({std::string{file.substr(0, place_bytes_max)}, std::move(args)});
}

void Summary::trouble(const Message& message, std::vector<std::string> args,
                      std::string_view file) {
    complain(troubles_, message, std::move(args), file);
}

void Summary::rule_unusable(const Message& reason, std::vector<std::string> args,
                            std::string_view file) {
    complain(unusable_, reason, std::move(args), file);
}

std::uint64_t Summary::of_level(Level level) const {
    return of_level_.at(static_cast<std::size_t>(level));
}

const std::array<std::uint64_t, tactic_count>& Summary::of_tactics() const {
    return of_tactic_;
}

std::vector<Summary::OfRule> Summary::rules() const {
    std::vector<OfRule> list;
    list.reserve(rules_.size() + 1);
    for (const auto& [info, rule] : rules_)
        list.push_back(rule.line);
    // The title and the file last, so that the same scan is always told in the same order.
    std::ranges::sort(list, [](const OfRule& a, const OfRule& b) {
        return std::tuple{b.rule->level, b.matches, std::string_view{a.rule->title},
                          std::string_view{a.rule->file}} <
               std::tuple{a.rule->level, a.matches, std::string_view{b.rule->title},
                          std::string_view{b.rule->file}};
    });
    if (other_rules_.line.matches != 0) list.push_back(other_rules_.line);
    return list;
}

std::vector<Summary::OfHost> Summary::hosts() const {
    auto list = hosts_;
    std::ranges::sort(list, [](const OfHost& a, const OfHost& b) {
        return std::tie(b.matches, a.name) < std::tie(a.matches, b.name);
    });
    if (other_hosts_.matches != 0) list.push_back(other_hosts_);
    return list;
}

std::vector<Complaint> Summary::troubles() const {
    return most_frequent_first(troubles_);
}

std::vector<Complaint> Summary::unusable() const {
    return most_frequent_first(unusable_);
}

} // namespace sokuo::detect::report
