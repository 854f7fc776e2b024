#include "app/inspect_look.h"

#include "core/time.h"
#include "inspect/clamd.h"
#include "inspect/listing.h"
#include "inspect/reader.h"
#include "inspect/warning.h"
#include "observable/observable.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace sokuo::app {
namespace {

constexpr Message no_clamd{"app.inspect_no_clamd", "検査の道具（clamd）が設定されていません",
                           "No scanner (clamd) is set up"};
constexpr Message rules_matched{"app.inspect_rules_matched", "YARA のルール {0} 件に当たりました",
                                "{0} YARA rules match"};
constexpr Message swells{
    "app.inspect_swells",
    "膨らむ圧縮です（{0} バイトが、{1} バイトを超えます）。展開しないでください。",
    "It swells: {0} bytes become more than {1}. Do not unpack it."};
constexpr Message many_files{"app.inspect_many_files",
                             "100,000 件を超えるので、数えるのをやめました。",
                             "There are more than 100,000 files. Counting stopped there."};
constexpr Message breaks_off{"app.inspect_breaks_off",
                             "途中から読めませんでした。ここまでの一覧です。",
                             "It cannot be read to its end. This is what came before."};
constexpr Message names_hidden{"app.inspect_names_hidden",
                               "中の名前も、パスワードで隠されています。",
                               "Even the names in it are hidden by a password."};

std::string words_of(const Error& error, Language language) {
    return render(*error.message, error.args, language);
}

Json words_of(const std::vector<inspect::Warning>& warnings, Language language) {
    auto json = Json::array();
    for (const auto& warning : warnings)
        json.push(render(*warning.message, warning.args, language));
    return json;
}

Json number(std::uint64_t value) {
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    return static_cast<std::int64_t>(std::min(value, most));
}

// Archives can say any time they like.
bool can_be_told(std::int64_t seconds) {
    constexpr std::int64_t year_9999 = 253'402'300'799;
    return seconds >= 0 && seconds <= year_9999;
}

Json present(const inspect::Entry& entry, Language language) {
    auto json = Json::object({{"name", observable::defanged(inspect::shown_name(entry.name))},
                              {"bytes", number(entry.bytes)},
                              {"warnings", words_of(inspect::warnings_of(entry), language)}});
    if (entry.modified && can_be_told(*entry.modified))
        json.set("at", to_rfc3339(Time{std::chrono::seconds{*entry.modified}}));
    if (entry.is_directory) json.set("folder", true);
    if (entry.is_encrypted) json.set("encrypted", true);
    return json;
}

Json notes_of(const inspect::Listing& listing, Language language) {
    auto notes = Json::array();
    const auto say = [&](const Message& message) { notes.push(render(message, {}, language)); };
    if (listing.hides_names)
        say(names_hidden);
    else if (listing.ended == inspect::Ended::damaged)
        say(breaks_off);
    if (listing.ended == inspect::Ended::too_many) say(many_files);
    return notes;
}

Json present(const inspect::Listing& listing, Language language) {
    auto entries = Json::array();
    std::int64_t warned = 0;
    for (const auto& entry : listing.entries) {
        auto row = present(entry, language);
        warned += row["warnings"].items().empty() ? 0 : 1;
        entries.push(std::move(row));
    }
    return Json::object({{"count", number(listing.count)},
                         {"bytes", number(listing.bytes)},
                         {"warned", warned},
                         {"notes", notes_of(listing, language)},
                         {"entries", std::move(entries)}});
}

// A document that is a ZIP inside is shown as one, unless it goes by another name.
bool is_listed(const std::string& name, const inspect::Content& content) {
    if (inspect::is_archive(content.kind)) return true;
    return inspect::is_zip_inside(content.kind) && inspect::extension_of(name) == "zip";
}

void list(const InspectTools& tools, const std::string& name, const Bytes& bytes,
          const inspect::Content& content, Language language, Json& json) {
    const bool is_shown = is_listed(name, content);
    if (!is_shown && !inspect::is_zip_inside(content.kind)) return;
    const auto listing = inspect::list_in(*tools.sandbox, bytes);
    if (!listing.ok()) {
        if (is_shown) json.set("unlisted", words_of(listing.error(), language));
        return;
    }
    const auto& found = listing.value();
    if (found.hides_names || std::ranges::any_of(found.entries, &inspect::Entry::is_encrypted))
        json.set("encrypted", true);
    if (found.ended == inspect::Ended::swells) {
        auto warnings = json["warnings"];
        warnings.push(render(swells,
                             std::vector{std::to_string(bytes.size()), std::to_string(found.bytes)},
                             language));
        json.set("warnings", std::move(warnings));
    }
    if (is_shown) json.set("archive", present(found, language));
}

void look_into(const InspectTools& tools, const std::string& name, const Bytes& bytes,
               Language language, Json& json) {
    const auto content = tools.sandbox == nullptr
                             ? Result<inspect::Content>{failure(Errc::unavailable, no_sandbox)}
                             : inspect::look_in(*tools.sandbox, bytes);
    if (!content.ok()) {
        json.set("unread", words_of(content.error(), language)).set("warnings", Json::array());
        return;
    }
    const auto& found = content.value();
    json.set("kind", inspect::name_of(found.kind));
    json.set("encrypted", found.is_encrypted);
    json.set("picture", found.kind == inspect::Kind::png || found.kind == inspect::Kind::jpeg);
    json.set("warnings", words_of(inspect::warnings_of(name, found), language));
    list(tools, name, bytes, found, language, json);
}

void scan(const InspectTools& tools, const Bytes& bytes, Language language, Json& json) {
    if (tools.settings == nullptr || !tools.settings->clamd) {
        json.set("scan", render(no_clamd, {}, language));
        return;
    }
    const auto verdict = inspect::ask(*tools.settings->clamd, bytes);
    if (!verdict.ok()) {
        json.set("scan", words_of(verdict.error(), language));
        return;
    }
    const std::vector<std::string> found{verdict.value().signature};
    const bool is_found = !found.front().empty();
    json.set("detected", is_found);
    json.set("scan", is_found ? render(inspect::found, found, language)
                              : render(inspect::nothing_found, {}, language));
}

Json present(const inspect::Match& match) {
    const auto shown = [](const std::string& text) {
        return observable::defanged(inspect::shown_name(text));
    };
    auto tags = Json::array();
    for (const auto& tag : match.tags)
        tags.push(tag);
    auto json = Json::object({{"rule", match.rule}, {"tags", std::move(tags)}});
    if (!match.description.empty()) json.set("description", shown(match.description));
    if (!match.author.empty()) json.set("author", shown(match.author));
    return json;
}

void match(const InspectTools& tools, const Bytes& bytes, Language language, Json& json) {
    if (tools.settings == nullptr || !tools.settings->yara || tools.sandbox == nullptr) return;
    const auto matches = inspect::matches_in(*tools.sandbox, *tools.settings->yara, bytes);
    auto rows = Json::array();
    auto words = std::string{};
    if (!matches.ok()) {
        words = words_of(matches.error(), language);
    } else if (matches.value().empty()) {
        words = render(inspect::nothing_found, {}, language);
    } else {
        const std::vector count{std::to_string(matches.value().size())};
        words = render(rules_matched, count, language);
        for (const auto& each : matches.value())
            rows.push(present(each));
    }
    json.set("rules", Json::object({{"scan", words}, {"matches", std::move(rows)}}));
}

} // namespace

Json look_at(const InspectTools& tools, const std::string& name, const Bytes& bytes,
             Language language) {
    auto json = Json::object();
    look_into(tools, name, bytes, language, json);
    scan(tools, bytes, language, json);
    match(tools, bytes, language, json);
    return json;
}

Json not_looked_at(const Error& why, Language language) {
    return Json::object({{"unread", words_of(why, language)},
                         {"warnings", Json::array()},
                         {"scan", words_of(why, language)}});
}

} // namespace sokuo::app
