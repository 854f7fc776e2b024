#include "incident/successors.h"

#include "incident/incident_store.h"
#include "team/people.h"
#include "team/succession_store.h"
#include "team/veil.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace sokuo::incident {
namespace {

constexpr std::string_view circle_action = "incident.circle";
constexpr std::string_view read_action = "incident.read";

bool contains(const std::vector<PersonId>& persons, const PersonId& person) {
    return std::ranges::find(persons, person) != persons.end();
}

// Everything a decision about one incident looks at, as of one moment.
class Look {
    struct Known {
        team::Roll roll;
        std::vector<team::Tenure> tenures;
        calendar::TimeZone zone;
    };

public:
    /// `charter` and `db` outlive it.
    static Result<Look> at(Time now, const charter::Charter& charter, store::Read& db) {
        auto roll = TRY(team::roll_at(db, charter, now));
        auto tenures = TRY(team::tenures(db));
        auto zone = TRY(calendar::TimeZone::named(charter.time_zone));
        return Look{charter, db, now, {std::move(roll), std::move(tenures), std::move(zone)}};
    }

    Result<bool> may(const PersonId& person, std::string_view action, const IncidentId& id) {
        const auto standing = TRY(team::standing_at(db_, charter_, person, now_, stream_of(id)));
        return team::post_for(charter_, standing, action).ok();
    }

    // Whoever may lift it; or may take over for the head in it, because whoever has the head's
    // power may not know of it (circle_api.cc).
    Result<bool> keeps(const PersonId& person, const Incident& incident) {
        const auto lifts = TRY(may(person, circle_action, incident.id));
        if (lifts) return true;
        return std::ranges::any_of(charter_.posts, [&](const charter::Post& post) {
            if (post.role != "head") return false;
            auto power = known_.roll.holder(post.code);
            const auto instead =
                std::ranges::find(known_.roll.stand_ins, post.code, &team::StandIn::post);
            if (instead != known_.roll.stand_ins.end()) power = instead->person;
            if (power && team::knows(incident.circle, *power)) return false;
            const auto line = team::line_of(charter_, post.role);
            return std::ranges::any_of(
                line.posts, [&](const auto& code) { return known_.roll.holds(person, code); });
        });
    }

    // Those who hold `post` today, or on the day it is left where that is still to come.
    [[nodiscard]] std::vector<Successor> in_post(const Incident& incident, const std::string& post,
                                                 const PersonId& before) const {
        auto wanted = today();
        for (const auto& tenure : known_.tenures) {
            if (tenure.person == before && tenure.post == post && tenure.to)
                wanted = std::max(wanted, *tenure.to + std::chrono::days{1});
        }
        std::vector<Successor> found;
        for (const auto& tenure : known_.tenures) {
            const bool is_then = tenure.post == post && tenure.from <= wanted &&
                                 (!tenure.to || *tenure.to >= wanted);
            const auto& circle = incident.circle;
            if (!is_then || tenure.beside_others || contains(circle.named, tenure.person) ||
                contains(circle.excluded, tenure.person))
                continue;
            found.push_back({.person = tenure.person,
                             .post = post,
                             .before = before,
                             .from = tenure.from,
                             .by_themselves = tenure.recorded_by == tenure.person});
        }
        return found;
    }

    // The first who would stand in for the holder of `post` and is not shut out.
    [[nodiscard]] std::optional<PersonId> next_in_line(const Incident& incident,
                                                       const std::string& post) const {
        const auto* known = charter_.post(post);
        if (known == nullptr) return {};
        for (const auto& code : team::line_of(charter_, known->role).posts) {
            const auto holder = known_.roll.holder(code);
            if (holder && !contains(incident.circle.excluded, *holder)) return holder;
        }
        return {};
    }

    // The posts those named held or stood in for when the circle was drawn, and do no longer.
    Result<std::vector<std::pair<PersonId, std::string>>> left(const Incident& incident) {
        std::vector<std::pair<PersonId, std::string>> posts;
        const auto drawn = known_.zone.date(incident.circle_at);
        for (const auto& person : incident.circle.named) {
            for (const auto& tenure : known_.tenures) {
                // The first day without the post lies after the circle was drawn.
                const bool has_left = tenure.person == person && tenure.to &&
                                      *tenure.to + std::chrono::days{1} >= drawn;
                if (has_left) posts.emplace_back(person, tenure.post);
            }
            for (auto& post :
                 TRY(team::stood_in_for(db_, charter_, person, incident.circle_at, now_)))
                posts.emplace_back(person, std::move(post));
        }
        return posts;
    }

    [[nodiscard]] calendar::Date today() const { return known_.zone.date(now_); }

private:
    Look(const charter::Charter& charter, store::Read& db, Time now, Known known)
        : charter_{charter}, db_{db}, now_{now}, known_{std::move(known)} {}

    const charter::Charter& charter_;
    store::Read& db_;
    Time now_;
    Known known_;
};

Result<bool> is_kept(Look& look, const Incident& incident, const std::vector<PersonId>& persons) {
    for (const auto& person : persons) {
        if (contains(incident.circle.excluded, person)) continue;
        const auto keeps = TRY(look.keeps(person, incident));
        if (keeps) return true;
    }
    return false;
}

// Who is let in where nobody who is named may lift the restriction any longer: those who follow in
// the posts, or who would stand in where nobody follows who may know. Nobody where that would not
// help.
Result<std::vector<PersonId>> let_in(Look& look, const Incident& incident) {
    std::vector<PersonId> added;
    for (const auto& [before, post] : TRY(look.left(incident))) {
        std::vector<PersonId> wanted;
        for (const auto& one : look.in_post(incident, post, before)) {
            if (!one.by_themselves && one.from <= look.today()) wanted.push_back(one.person);
        }
        if (const auto next = look.next_in_line(incident, post); wanted.empty() && next)
            wanted.push_back(*next);
        for (const auto& person : wanted) {
            const auto reads = TRY(look.may(person, read_action, incident.id));
            if (reads && !contains(added, person)) added.push_back(person);
        }
    }
    const auto kept = TRY(is_kept(look, incident, added));
    if (!kept) added.clear();
    return added;
}

// The circle with those who are let in; nothing where it stays as it is.
Result<std::optional<SetCircle>> kept_open(const Desk& desk, store::Read& db,
                                           const Incident& incident) {
    std::optional<SetCircle> command;
    if (!incident.circle.is_restricted || incident.is_erased) return command;
    auto look = TRY(Look::at(desk.now(), desk.book.current().charter, db));
    const auto kept = TRY(is_kept(look, incident, incident.circle.named));
    if (kept) return command;
    auto added = TRY(let_in(look, incident));
    std::erase_if(added, [&](const auto& one) { return contains(incident.circle.named, one); });
    if (added.empty()) return command;
    auto circle = incident.circle;
    circle.named.insert(circle.named.end(), added.begin(), added.end());
    std::ranges::sort(circle.named);
    command = SetCircle{.circle = std::move(circle),
                        .reason = incident.circle_reason,
                        .followed = std::move(added)};
    return command;
}

// Whether somebody who is named may lift it, without reading the incident's whole record.
Result<bool> is_plainly_kept(const Desk& desk, store::Read& db, const IncidentId& id) {
    const auto about = stream_of(id);
    for (const auto& sight : TRY(team::sights(db, about))) {
        if (!sight.sees) continue;
        const auto standing = TRY(
            team::standing_at(db, desk.book.current().charter, sight.person, desk.now(), about));
        if (team::post_for(desk.book.current().charter, standing, circle_action).ok()) return true;
    }
    return false;
}

Result<bool> keep_one(const Desk& desk, const IncidentId& id) {
    const auto look = [&](store::Read& db) -> Result<bool> {
        const auto plainly = TRY(is_plainly_kept(desk, db, id));
        if (plainly) return false;
        const auto incident = TRY(load(desk, db, id));
        const auto command = TRY(kept_open(desk, db, incident));
        return command.has_value();
    };
    const auto wanted = TRY(desk.store.read_for(look));
    if (!wanted) return false;
    return desk.store.write_for([&](store::Write& db) -> Result<bool> {
        const auto incident = TRY(load(desk, db, id));
        auto command = TRY(kept_open(desk, db, incident));
        if (!command) return false;
        TRY(act(desk, db, {}, id, Command{*std::move(command)}));
        return true;
    });
}

} // namespace

Result<std::vector<Successor>> successors(const Desk& desk, store::Read& db,
                                          const Incident& incident) {
    std::vector<Successor> found;
    if (!incident.circle.is_restricted) return found;
    auto look = TRY(Look::at(desk.now(), desk.book.current().charter, db));
    for (const auto& [before, post] : TRY(look.left(incident))) {
        for (auto& one : look.in_post(incident, post, before)) {
            if (std::ranges::find(found, one.person, &Successor::person) == found.end())
                found.push_back(std::move(one));
        }
    }
    return found;
}

Result<std::size_t> keep_circles(const Desk& desk) {
    const auto list = [](store::Read& db) {
        return db.all("SELECT id FROM veil WHERE kind = 'incident' AND person = zeroblob(16) AND "
                      "sees = 0 ORDER BY id",
                      {}, [](const store::Row& row) {
                          IncidentId id;
                          std::ranges::copy(row.bytes(0).first(id.value.size()), id.value.begin());
                          return id;
                      });
    };
    const auto restricted = TRY(desk.store.read_for(list));
    std::size_t changed = 0;
    for (const auto& id : restricted) {
        const auto is_changed = TRY(keep_one(desk, id));
        if (is_changed) ++changed;
    }
    return changed;
}

} // namespace sokuo::incident
