#include "alert/thehive.h"

#include "core/text.h"

#include <algorithm>
#include <array>

namespace sokuo::alert {
namespace {

constexpr Message member_needed{"alert.hive_member_needed", "{0} を書いてください。",
                                "{0} is needed."};
constexpr Message not_an_object{"alert.hive_not_an_object",
                                "{\"status\": …} の形で送ってください。",
                                "Send it as {\"status\": …}."};
constexpr Message no_files{"alert.hive_no_files",
                           "ファイルは、この方法では受け取れません。受付に添えてください。",
                           "Files are not taken this way. Please attach them to a report."};
constexpr Message cannot_change{"alert.hive_cannot_change",
                                "{0} は変えられません。受け取った検知は書き換えません。",
                                "{0} cannot be changed: an alert stays as it was said."};

// Of TheHive 3, 4 and 5: their words for what nobody has to look at any more.
constexpr std::array<std::string_view, 5> put_away{"Ignored", "Closed", "FalsePositive",
                                                   "Duplicate", "Duplicated"};
constexpr std::array<std::string_view, 2> taken{"Imported", "InProgress"};
constexpr std::array<std::string_view, 5> unchangeable{"title", "description", "source",
                                                       "sourceRef", "date"};

std::string member(const Json& json, std::string_view name) {
    return std::string{json[name].text_or("")};
}

Severity severity_of(std::int64_t theirs) {
    return static_cast<Severity>(std::clamp<std::int64_t>(theirs, 1, 4));
}
std::int64_t theirs_of(Severity severity) {
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(severity));
}
std::string_view label_of(Severity severity) {
    static constexpr std::array<std::string_view, 5> labels{"LOW", "LOW", "MEDIUM", "HIGH",
                                                            "CRITICAL"};
    return labels.at(static_cast<std::size_t>(severity));
}

std::optional<Time> time_of(const Json& json) {
    const auto* millis = json.integer();
    // As far as a calendar goes; beyond it the number is no date.
    if (millis == nullptr || *millis < 0 || *millis > std::int64_t{253'402'300'799'000}) return {};
    return Time{std::chrono::milliseconds{*millis}};
}

std::int64_t millis_of(Time time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

bool is_host(std::string_view type) {
    return type == "hostname" || type == "fqdn" || type == "host";
}

// v0 has a text where v1 may have a list of them.
void add_data(const Json& data, std::vector<std::string>& into) {
    if (const auto* text = data.text()) into.push_back(*text);
    for (const auto& item : data.items())
        add_data(item, into);
}

Result<> read_observables(const Json& json, std::string_view name, Signal& signal) {
    std::size_t at_item = 0;
    for (const auto& item : json[name].items()) {
        const auto type = item["dataType"].text_or("");
        if (type == "file" || !item["attachment"].is_null())
            return at(failure(Errc::invalid, no_files),
                      "/" + std::string{name} + "/" + std::to_string(at_item));
        add_data(item["data"], signal.observables);
        if (is_host(type) && signal.host.empty()) signal.host = item["data"].text_or("");
        ++at_item;
    }
    return Done{};
}

} // namespace

Result<Signal> signal_of_hive(const Json& json, HiveVersion version, std::string_view text) {
    for (const std::string_view name : {"title", "type", "source", "sourceRef"}) {
        if (is_blank(json[name].text_or("")))
            return at(failure(Errc::invalid, member_needed, {std::string{name}}),
                      "/" + std::string{name});
    }
    Signal signal;
    signal.source = member(json, "source");
    // Three texts name an alert of theirs, two one of ours.
    signal.reference = member(json, "type") + "/" + member(json, "sourceRef");
    signal.title = member(json, "title");
    signal.description = member(json, "description");
    signal.severity = severity_of(json["severity"].integer_or(2));
    signal.at = time_of(json["date"]);
    for (const auto& tag : json["tags"].items())
        signal.tags.emplace_back(tag.text_or(""));
    TRY(read_observables(json, version == HiveVersion::v0 ? "artifacts" : "observables", signal));
    signal.raw = text;
    return within_limits(std::move(signal));
}

Result<std::optional<Judge>> judgement_of_hive(const Json& json) {
    if (json.members() == nullptr) return failure(Errc::invalid, not_an_object);
    for (const auto name : unchangeable) {
        if (!json[name].is_null())
            return at(failure(Errc::invalid, cannot_change, {std::string{name}}),
                      "/" + std::string{name});
    }
    for (const std::string_view name : {"status", "stage"}) {
        const auto word = json[name].text_or("");
        if (std::ranges::find(put_away, word) != put_away.end()) {
            // Their word is the reason; a sentence beside it is the better one.
            auto reason = member(json, "summary");
            if (is_blank(reason)) reason = word;
            return std::optional{
                Judge{.outcome = State::dismissed, .report = {}, .reason = std::move(reason)}};
        }
        if (std::ranges::find(taken, word) != taken.end())
            return std::optional{Judge{.outcome = State::taken, .report = {}, .reason = {}}};
    }
    return std::optional<Judge>{};
}

Json hive_alert(const Alert& alert, HiveVersion version) {
    const auto slash = alert.first.reference.find('/');
    const auto type = slash == std::string::npos ? std::string{"external"}
                                                 : alert.first.reference.substr(0, slash);
    const auto reference = slash == std::string::npos ? alert.first.reference
                                                      : alert.first.reference.substr(slash + 1);
    const bool is_open = alert.state == State::fresh;
    const bool is_away = alert.state == State::dismissed;
    auto tags = Json::array();
    for (const auto& tag : alert.first.tags)
        tags.push(tag);
    auto json = Json::object({{"_id", alert.id.text()},
                              {"type", type},
                              {"source", alert.first.source},
                              {"sourceRef", reference},
                              {"title", alert.first.title},
                              {"description", alert.first.description},
                              {"severity", theirs_of(alert.severity)},
                              {"date", millis_of(alert.first.at.value_or(alert.raised_at))},
                              {"tags", std::move(tags)},
                              {"tlp", 2},
                              {"pap", 2},
                              {"follow", is_open}});
    if (version == HiveVersion::v0) {
        auto artifacts = Json::array();
        for (const auto& observable : alert.first.observables)
            artifacts.push(Json::object({{"dataType", "other"}, {"data", observable}}));
        json.set("id", alert.id.text())
            .set("_type", "alert")
            .set("createdAt", millis_of(alert.raised_at))
            .set("status", is_open   ? "New"
                           : is_away ? "Ignored"
                                     : "Imported")
            .set("customFields", Json::object())
            .set("artifacts", std::move(artifacts));
        return json;
    }
    return json.set("_type", "Alert")
        .set("_createdAt", millis_of(alert.raised_at))
        .set("severityLabel", label_of(alert.severity))
        .set("tlpLabel", "AMBER")
        .set("papLabel", "AMBER")
        .set("status", is_open   ? "New"
                       : is_away ? "Ignored"
                                 : "Imported")
        .set("stage", is_open   ? "New"
                      : is_away ? "Closed"
                                : "Imported")
        .set("observableCount", alert.first.observables.size())
        .set("customFields", Json::array())
        .set("extraData", Json::object());
}

} // namespace sokuo::alert
