#include "syslog/selection.h"

#include <algorithm>
#include <utility>

namespace sokuo::syslog {
namespace {

char lower(char byte) {
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte;
}

bool holds(std::string_view text, std::string_view word) {
    const auto found = std::ranges::search(text, word, {}, lower, lower);
    return !word.empty() && !found.empty();
}

Gravity of_syslog(int severity) {
    if (severity <= 1) return Gravity::critical;
    if (severity == 2) return Gravity::high;
    if (severity == 3) return Gravity::medium;
    return severity == 4 ? Gravity::low : Gravity::info;
}

Gravity of_eve(int severity) {
    if (severity <= 1) return Gravity::high;
    return severity == 2 ? Gravity::medium : Gravity::low;
}

// The bands CEF's authors give: 0 to 3, 4 to 6, 7 and 8, 9 and 10.
Gravity of_cef(int severity) {
    if (severity >= 9) return Gravity::critical;
    if (severity >= 7) return Gravity::high;
    return severity >= 4 ? Gravity::medium : Gravity::low;
}

class Gravest {
public:
    void add(Gravity gravity) { gravity_ = gravity_ ? std::max(*gravity_, gravity) : gravity; }
    [[nodiscard]] std::optional<Gravity> get() const { return gravity_; }

private:
    std::optional<Gravity> gravity_;
};

void add_graded(Gravest& gravest, const Event& event, const Selection& wanted) {
    if (!event.grade) return;
    const int grade = *event.grade;
    switch (event.kind) {
    case Kind::eve:
        if (wanted.eve_severity_max && grade <= *wanted.eve_severity_max)
            gravest.add(of_eve(grade));
        return;
    case Kind::cef:
    case Kind::leef:
        if (wanted.cef_severity_min && grade >= *wanted.cef_severity_min)
            gravest.add(of_cef(grade));
        return;
    case Kind::text:
    case Kind::json: return;
    }
}

std::optional<Gravity> gravity_of(const Event& event, const Selection& wanted) {
    Gravest gravest;
    add_graded(gravest, event, wanted);
    if (wanted.syslog_severity_max && event.severity &&
        int{*event.severity} <= *wanted.syslog_severity_max)
        gravest.add(of_syslog(*event.severity));
    const auto is_there = [&](const std::string& word) { return holds(event.text, word); };
    if (std::ranges::any_of(wanted.words, is_there)) gravest.add(Gravity::medium);
    return gravest.get();
}

// By what lines without a signature of their own belong together: a word somebody is afraid of, or
// how grave the program says it is. The text would not do: it holds a number or an address.
std::string rule_of(const Event& event, const Selection& wanted) {
    if (!event.rule.empty()) return event.rule;
    for (const auto& word : wanted.words) {
        if (holds(event.text, word)) return "word " + word;
    }
    if (event.kind != Kind::text || !event.severity) return {};
    return "syslog " + std::to_string(int{*event.severity}) + " " + event.app;
}

void add_observable(std::vector<std::string>& observables, std::string_view value) {
    if (!value.empty() && std::ranges::find(observables, value) == observables.end())
        observables.emplace_back(value);
}

std::vector<std::string> observables_of(const Event& event) {
    constexpr std::array<std::string_view, 9> named{"http.hostname",
                                                    "tls.sni",
                                                    "dns.rrname",
                                                    "fileinfo.sha256",
                                                    "dns.query.0.rrname",
                                                    "request",
                                                    "shost",
                                                    "fileHash",
                                                    "dhost"};
    std::vector<std::string> observables;
    add_observable(observables, event.source.address);
    add_observable(observables, event.destination.address);
    for (const auto name : named)
        add_observable(observables, event.field(name));
    return observables;
}

} // namespace

std::optional<Match> match(const Event& event, const Selection& selection) {
    const auto gravity = gravity_of(event, selection);
    if (!gravity) return {};
    Match match;
    match.source = event.app.empty() ? "syslog" : event.app;
    match.reference = "log-" + std::to_string(event.number);
    match.rule = rule_of(event, selection);
    match.title = event.title;
    match.severity = *gravity;
    match.host = event.host;
    match.at = event.said_at.value_or(event.received_at);
    match.observables = observables_of(event);
    match.raw = readable(event.raw);
    return match;
}

} // namespace sokuo::syslog
