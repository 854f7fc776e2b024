#include "alert/alert.h"

#include "core/fields.h"
#include "core/text.h"
#include "incident/words.h"

#include <algorithm>
#include <utility>

namespace sokuo::alert {
namespace {

using incident::name_of;
using incident::named;

constexpr Message no_alert{"alert.no_such_alert",
                           "この検知は見つかりません。消えたか、見る権限がありません。",
                           "No such alert, or you may not see it."};
constexpr Message judged_already{"alert.judged_already",
                                 "この検知は、もう判断されています。画面を開き直してください。",
                                 "This alert was judged already. Please reload the page."};
constexpr Message reason_needed{"alert.reason_needed", "対象外にするときは、理由を書いてください。",
                                "Write why it is out of scope."};
constexpr Message too_much_raw{"alert.raw_too_large", "raw は48KBまでです。",
                               "`raw` may be 48 KB at most."};

Json list_of(const std::vector<std::string>& texts) {
    auto list = Json::array();
    for (const auto& text : texts)
        list.push(text);
    return list;
}

std::vector<std::string> texts_of(const Json& list) {
    std::vector<std::string> texts;
    for (const auto& item : list.items())
        texts.emplace_back(item.text_or(""));
    return texts;
}

// A text of a machine: what is no UTF-8 and what moves the cursor becomes harmless, what is too
// long is cut between two characters.
std::string tame(std::string_view text, std::size_t characters_max, bool keeps_lines = false) {
    std::string tamed;
    tamed.reserve(std::min(text.size(), characters_max * 4));
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size() && count < characters_max; ++count) {
        const auto lead = static_cast<unsigned char>(text[at]);
        std::size_t bytes = 1;
        if (lead >= 0xF0)
            bytes = 4;
        else if (lead >= 0xE0)
            bytes = 3;
        else if (lead >= 0xC0)
            bytes = 2;
        const auto character = text.substr(at, bytes);
        at += character.size();
        if (!is_valid_utf8(character)) {
            at -= character.size() - 1;
            tamed += "\xEF\xBF\xBD";
        } else if (keeps_lines && character == "\n") {
            tamed += '\n';
        } else if (lead < 0x20 || lead == 0x7F || has_control(character)) {
            tamed += ' ';
        } else {
            tamed += character;
        }
    }
    return std::string{trimmed(tamed)};
}

} // namespace

journal::Stream stream_of(const AlertId& id) {
    return {"alert", id.value};
}

Result<Signal> read_signal(const Json& json) {
    Fields in{json};
    Signal signal;
    signal.source = in.text("source", {.length_max = name_max});
    signal.reference =
        in.optional_text("reference", {.length_max = name_max}).value_or(std::string{});
    signal.rule = in.optional_text("rule", {.length_max = name_max}).value_or(std::string{});
    signal.title = in.text("title", {.length_max = title_max});
    signal.description =
        in.optional_text("description", {.length_max = description_max, .lines = true})
            .value_or(std::string{});
    const auto severity = in.optional_choice("severity", severity_names);
    if (severity)
        signal.severity = named<Severity>(*severity, severity_names).value_or(Severity::medium);
    signal.host = in.optional_text("host", {.length_max = name_max}).value_or(std::string{});
    signal.at = in.optional_time("at");
    signal.tags = in.texts("tags", tags_max, {.length_max = name_max});
    signal.observables = in.texts("observables", observables_max, {.length_max = observable_max});
    signal.raw = in.optional_text("raw", {.length_max = raw_bytes_max, .lines = true})
                     .value_or(std::string{});
    if (signal.raw.size() > raw_bytes_max) in.refuse("raw", failure(Errc::invalid, too_much_raw));
    TRY(in.finish());
    return signal;
}

Signal within_limits(Signal signal) {
    signal.source = tame(signal.source, name_max);
    if (signal.source.empty()) signal.source = "unknown";
    signal.reference = tame(signal.reference, name_max);
    signal.rule = tame(signal.rule, name_max);
    signal.title = tame(signal.title, title_max);
    if (signal.title.empty()) signal.title = signal.rule.empty() ? signal.source : signal.rule;
    signal.description = tame(signal.description, description_max, true);
    signal.host = tame(signal.host, name_max);
    const auto tame_all = [](std::vector<std::string>& texts, std::size_t count_max,
                             std::size_t characters_max) {
        if (texts.size() > count_max) texts.resize(count_max);
        for (auto& text : texts)
            text = tame(text, characters_max);
        std::erase_if(texts, [](const std::string& text) { return text.empty(); });
    };
    tame_all(signal.tags, tags_max, name_max);
    tame_all(signal.observables, observables_max, observable_max);
    // A quarter of the bytes, so that four bytes a character fit.
    signal.raw = tame(signal.raw, raw_bytes_max / 4, true);
    return signal;
}

std::string gathering_key(const Signal& signal, Scope scope) {
    // A unit separator stands in no text (`tame`, Fields), so two names never run together.
    const auto& rule = signal.rule.empty() ? signal.title : signal.rule;
    switch (scope) {
    case Scope::host: return "h\x1F" + signal.source + '\x1F' + rule + '\x1F' + signal.host;
    case Scope::rule: return "r\x1F" + signal.source + '\x1F' + rule;
    case Scope::source: break;
    }
    return "s\x1F" + signal.source;
}

journal::Draft Alert::raise(const AlertId& id, const Signal& first, Scope scope) {
    auto content = Json::object({{"source", first.source},
                                 {"title", first.title},
                                 {"severity", name_of(first.severity, severity_names)},
                                 {"scope", name_of(scope, scope_names)}});
    if (!first.reference.empty()) content.set("reference", first.reference);
    if (!first.rule.empty()) content.set("rule", first.rule);
    if (!first.host.empty()) content.set("host", first.host);
    if (!first.tags.empty()) content.set("tags", list_of(first.tags));
    auto personal = Json::object();
    if (!first.description.empty()) personal.set("description", first.description);
    if (!first.observables.empty()) personal.set("observables", list_of(first.observables));
    if (!first.raw.empty()) personal.set("raw", first.raw);
    if (personal.members()->empty()) personal = {};
    return {.stream = stream_of(id),
            .type = "alert.raised",
            .occurred_at = first.at,
            .content = std::move(content),
            .personal = std::move(personal)};
}

Result<Alert> Alert::replay(std::span<const journal::Entry> history) {
    if (history.empty()) return failure(Errc::not_found, no_alert);
    Alert alert;
    alert.id = AlertId{history.front().stream.id};
    for (const auto& entry : history)
        alert.apply(entry);
    return alert;
}

Result<journal::Draft> Alert::ask(const Judge& wanted) const {
    if (state != State::fresh) return failure(Errc::conflict, judged_already);
    if (wanted.outcome == State::dismissed && is_blank(wanted.reason))
        return at(failure(Errc::invalid, reason_needed), "/reason");
    auto content = Json::object({{"outcome", name_of(wanted.outcome, state_names)}});
    if (wanted.report) content.set("report", wanted.report->text());
    if (!is_blank(wanted.reason)) content.set("reason", wanted.reason);
    return journal::Draft{.stream = stream_of(id),
                          .type = "alert.judged",
                          .occurred_at = {},
                          .content = std::move(content),
                          .personal = {}};
}

journal::Draft Alert::counted(std::int64_t all, Time newest, Severity highest) const {
    return {.stream = stream_of(id),
            .type = "alert.counted",
            .occurred_at = newest,
            .content =
                Json::object({{"count", all}, {"severity", name_of(highest, severity_names)}}),
            .personal = {}};
}

void Alert::apply(const journal::Entry& entry) {
    rev = entry.rev;
    const auto& content = entry.content;
    const auto severity_in = [&] {
        return named<Severity>(content["severity"].text_or(""), severity_names)
            .value_or(Severity::medium);
    };
    if (entry.type == "alert.raised") {
        first.source = content["source"].text_or("");
        first.reference = content["reference"].text_or("");
        first.rule = content["rule"].text_or("");
        first.title = content["title"].text_or("");
        first.host = content["host"].text_or("");
        first.tags = texts_of(content["tags"]);
        first.severity = severity_in();
        first.at = entry.occurred_at;
        first.description = entry.personal["description"].text_or("");
        first.observables = texts_of(entry.personal["observables"]);
        first.raw = entry.personal["raw"].text_or("");
        scope = named<Scope>(content["scope"].text_or(""), scope_names).value_or(Scope::host);
        raised_at = entry.recorded_at;
        last_at = entry.happened_at();
        severity = first.severity;
        is_erased = entry.content_state == journal::BodyState::erased;
    } else if (entry.type == "alert.counted") {
        count = content["count"].integer_or(count);
        last_at = entry.happened_at();
        severity = severity_in();
    } else if (entry.type == "alert.judged") {
        state = named<State>(content["outcome"].text_or(""), state_names).value_or(state);
        Judge made{
            .outcome = state, .report = {}, .reason = std::string{content["reason"].text_or("")}};
        const auto report = ReportId::parse(content["report"].text_or(""));
        if (report.ok()) made.report = report.value();
        judgement = std::move(made);
        judged_at = entry.recorded_at;
        judged_by = entry.actor;
    }
}

} // namespace sokuo::alert
