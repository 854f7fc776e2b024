#include "advisory/present.h"

#include "registry/registry_store.h"
#include "team/people.h"

#include <algorithm>
#include <utility>

namespace sokuo::advisory {
namespace {

constexpr std::int64_t done_max = 100;

void set_text(Json& json, std::string_view name, const std::string& text) {
    if (!text.empty()) json.set(name, text);
}

void set_time(Json& json, std::string_view name, const std::optional<Time>& time) {
    if (time) json.set(name, to_rfc3339(*time));
}

class Page {
public:
    Page(const Office& office, store::Read& db, const team::Call& call,
         std::vector<registry::System> systems)
        : office_{office}, db_{db}, call_{call}, systems_{std::move(systems)} {}

    [[nodiscard]] Json system_ref(const registry::SystemId& id) const {
        auto json = Json::object({{"id", id.text()}});
        const auto found = std::ranges::find(systems_, id, &registry::System::id);
        if (found != systems_.end()) set_text(json, "name", found->name);
        return json;
    }

    Result<Json> present(const Assessment& one) {
        auto said = to_json(one.advisory);
        if (!one.advisory.is_exploited && TRY(is_exploited(db_, one.advisory)))
            said.set("exploited", true);
        auto json = Json::object({{"id", one.id.text()},
                                  {"rev", one.rev},
                                  {"advisory", std::move(said)},
                                  {"opened", one.opened},
                                  {"opened_at", to_rfc3339(one.opened_at)},
                                  {"matches", rows_of(one.matches)},
                                  {"needs_check", one.needs_check()},
                                  {"erased", one.is_erased}});
        auto put_away = Json::array();
        for (const auto& away : one.put_away)
            put_away.push(
                Json::object({{"system", system_ref(away.system)}, {"reason", away.reason}}));
        json.set("put_away", std::move(put_away));
        if (!one.post.empty()) json.set("post", post_ref(one.post));
        if (one.due) json.set("due_at", to_rfc3339(one.due->at)).set("due_from", one.due->from);
        set_time(json, "overdue_since", one.overdue_since);
        set_answer(json, one);
        set_time(json, "changed_since", one.changed_since);
        set_text(json, "change", one.change);
        TRY(set_report(json, "from_report", one.from_report));
        TRY(set_report(json, "report", one.report));
        return json;
    }

    [[nodiscard]] Json rows_of(const std::vector<Match>& matches) const {
        auto rows = Json::array();
        for (const auto& match : matches)
            rows.push(to_json(match).set("system", system_ref(match.system)));
        return rows;
    }

private:
    [[nodiscard]] Json post_ref(const std::string& code) const {
        const auto* post = call_.charter().post(code);
        return Json::object({{"code", code}, {"name", post == nullptr ? code : post->name}});
    }

    void set_answer(Json& json, const Assessment& one) {
        if (one.answer.empty()) return;
        auto systems = Json::array();
        for (const auto& system : one.systems)
            systems.push(system_ref(system));
        json.set("answer", one.answer).set("systems", std::move(systems));
        set_text(json, "note", one.note);
        set_time(json, "answered_at", one.answered_at);
        json.set("answered_by",
                 team::person_ref(db_, call_.charter(), one.answered_by, call_.language));
    }

    Result<> set_report(Json& json, std::string_view name, const std::optional<ReportId>& id) {
        if (!id || !office_.reports.describe) return Done{};
        auto ref = TRY(office_.reports.describe(db_, *id, call_));
        if (!ref.is_null()) json.set(name, std::move(ref));
        return Done{};
    }

    const Office& office_;
    store::Read& db_;
    const team::Call& call_;
    std::vector<registry::System> systems_;
};

std::string sentence_of(const Error& error, Language language) {
    return render(*error.message, error.args, language);
}

Result<Json> present_feeds(const Office& office, store::Read& db, const team::Call& call) {
    const auto known = TRY(feed_rows(db));
    const auto named = office.board == nullptr ? std::vector<Feed>{} : office.board->feeds();
    auto rows = Json::array();
    const auto push = [&](const std::string& name, const Feed* feed) {
        auto json = Json::object({{"name", name}, {"named", feed != nullptr}});
        if (feed != nullptr)
            json.set("every_minutes", static_cast<std::int64_t>(feed->every.count()));
        const auto row = std::ranges::find(known, name, &FeedRow::name);
        if (row != known.end()) {
            json.set("count", row->count)
                .set("left_out", row->left_out)
                .set("unreadable", row->unreadable);
            set_time(json, "polled_at", row->polled_at);
            set_time(json, "succeeded_at", row->succeeded_at);
            set_time(json, "failed_since", row->failed_since);
        }
        const auto trouble = office.board == nullptr ? std::nullopt : office.board->trouble(name);
        if (trouble) json.set("trouble", sentence_of(*trouble, call.language));
        rows.push(std::move(json));
    };
    for (const auto& feed : named)
        push(feed.name, &feed);
    for (const auto& row : known) {
        if (std::ranges::find(named, row.name, &Feed::name) == named.end()) push(row.name, nullptr);
    }
    return rows;
}

Result<Json> present_gaps(store::Read& db) {
    const auto gaps = TRY(open_gaps(db));
    auto rows = Json::array();
    for (const auto& gap : gaps) {
        auto json = Json::object(
            {{"id", gap.id.text()}, {"feed", gap.feed}, {"found_at", to_rfc3339(gap.found_at)}});
        set_time(json, "last_at", gap.last_at);
        rows.push(std::move(json));
    }
    return rows;
}

} // namespace

Result<Json> present_page(const Office& office, store::Read& db, const team::Call& call) {
    auto systems = TRY(registry::systems(db));
    const auto without = std::ranges::count_if(systems, [](const registry::System& one) {
        return !one.has_ended && one.software.empty();
    });
    auto all = Json::array();
    for (const auto& system : systems) {
        if (!system.has_ended)
            all.push(Json::object({{"id", system.id.text()}, {"name", system.name}}));
    }
    Page page{office, db, call, std::move(systems)};
    auto check = Json::array();
    const auto waiting = TRY(to_check(office.shelf, db));
    for (const auto& one : waiting)
        check.push(TRY(page.present(one)));
    auto past = Json::array();
    const auto answered = TRY(done(office.shelf, db, done_max));
    for (const auto& one : answered)
        past.push(TRY(page.present(one)));
    auto json = Json::object({{"to_check", std::move(check)},
                              {"done", std::move(past)},
                              {"done_count", TRY(done_count(db))},
                              {"feeds", TRY(present_feeds(office, db, call))},
                              {"gaps", TRY(present_gaps(db))},
                              {"systems", std::move(all)},
                              {"systems_without_software", static_cast<std::int64_t>(without)},
                              {"polls", office.board != nullptr}});
    if (office.board != nullptr) {
        if (const auto trouble = office.board->trouble())
            json.set("trouble", sentence_of(*trouble, call.language) +
                                    (trouble->where.empty() ? "" : "（" + trouble->where + "）"));
    }
    auto may = Json::array();
    may.push(call.may("advisory.assess")).push(call.may("report.record"));
    json.set("may", std::move(may));
    return json;
}

Json present_item(const Item& item, const std::vector<registry::System>& systems) {
    auto json = to_json(item.advisory);
    auto rows = Json::array();
    for (const auto& match : item.matches) {
        auto ref = Json::object({{"id", match.system.text()}});
        const auto found = std::ranges::find(systems, match.system, &registry::System::id);
        if (found != systems.end()) set_text(ref, "name", found->name);
        rows.push(to_json(match).set("system", std::move(ref)));
    }
    return json.set("matches", std::move(rows));
}

} // namespace sokuo::advisory
