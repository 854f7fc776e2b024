// Making the next bundle: what the journal holds of reports since the last one, as the receiver
// reads it: a slip, an addition, a file.

#include "bundle/bundle_store.h"
#include "bundle/stream.h"
#include "core/sha256.h"
#include "team/veil.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sokuo::bundle {
namespace {

constexpr Message nothing_new{
    "bundle.nothing_new",
    "前に作った束のあとに、送るものはありません。同じものをもう一度送るとき"
    "は「もう一度送る」を選んでください。",
    "There is nothing to send since the last bundle. To send the same "
    "once more, choose “send again”."};
constexpr Message moved_on{"bundle.moved_on",
                           "同時に別の束が作られました。もう一度やり直してください。",
                           "Another bundle was made at the same time. Please try again."};

constexpr std::array<std::string_view, 3> carried{"report.received", "report.added",
                                                  "report.attached"};
constexpr std::size_t page = 500;

/// An entry that goes, and its number.
struct Chosen {
    std::int64_t number = 0;
    std::int64_t seq = 0;
};

// As a request says it (ReportInput, ReportAddition).
void copy_texts(const Json& from, Json& to, std::initializer_list<std::string_view> members) {
    for (const auto member : members) {
        if (const auto* text = from[member].text()) to.set(member, *text);
    }
    if (const auto* when = from["when"]["text"].text()) to.set("when", *when);
}

void copy_people(const Pair& pair, const Json& personal, Json& to) {
    if (!pair.personal) return;
    for (const auto* member : {"finder", "reporter"}) {
        if (!personal[member].is_null()) to.set(member, personal[member]);
    }
}

Json slip_of(const Pair& pair, const journal::Entry& entry) {
    const auto& content = entry.content;
    auto slip = Json::object({{"received_at", to_rfc3339(entry.happened_at())}});
    copy_texts(content, slip,
               {"channel", "reporter_class", "where", "what", "how", "continuing", "personal_data",
                "systems", "instructions", "told_others"});
    if (content["reporter_is_finder"].boolean_or(false)) slip.set("reporter_is_finder", true);
    if (!content["operations_done"].is_null())
        slip.set("operations_done", content["operations_done"]);
    copy_people(pair, entry.personal, slip);
    return slip;
}

class Gathering {
public:
    Gathering(const Office& office, const Pair& pair) : office_{office}, pair_{pair} {}

    /// Whether it is anybody's business over there.
    Result<bool> goes(store::Read& db, const journal::Entry& entry) {
        if (entry.stream.kind != "report") return false;
        if (std::ranges::find(carried, entry.type) == carried.end()) return false;
        const auto hidden = TRY(team::sights(db, entry.stream));
        if (!hidden.empty()) return false;
        const auto came = TRY(db.first("SELECT 1 FROM bundle_report WHERE report = ?",
                                       {entry.stream.id}, [](const store::Row&) { return true; }));
        if (came) return false;
        if (pair_.channels.empty()) return true;
        const auto channel =
            TRY(db.first("SELECT channel FROM report WHERE id = ?", {entry.stream.id},
                         [](const store::Row& row) { return std::string{row.text(0)}; }));
        return channel && std::ranges::find(pair_.channels, *channel) != pair_.channels.end();
    }

    Result<Item> item(store::Read& db, const Chosen& chosen, std::size_t room) {
        const auto entries = TRY(office_.desk.journal.read(db, chosen.seq - 1, 1));
        Item item{.number = chosen.number, .what = Json::object({{"kind", "erased"}})};
        if (entries.empty() || entries.front().seq != chosen.seq) return item;
        const auto& entry = entries.front();
        if (entry.content_state != journal::BodyState::present) return item;
        item.what = Json::object({{"report", sokuo::to_text(entry.stream.id)}});
        if (entry.type == "report.received") {
            item.what.set("kind", "received").set("their_number", entry.content["number"]);
            item.what.set("slip", slip_of(pair_, entry));
        } else if (entry.type == "report.added") {
            auto addition = Json::object({});
            copy_texts(entry.content, addition, {"note", "where", "what", "how", "instructions"});
            copy_people(pair_, entry.personal, addition);
            item.what.set("kind", "added").set("addition", std::move(addition));
        } else {
            TRY(add_file(entry, room, item));
        }
        return item;
    }

private:
    Result<> add_file(const journal::Entry& entry, std::size_t room, Item& item) {
        const auto& content = entry.content;
        item.what.set("kind", "attached");
        for (const auto* member : {"name", "bytes", "sha256"})
            item.what.set(member, content[member]);
        const auto bytes = static_cast<std::size_t>(content["bytes"].integer_or(0));
        if (!pair_.files || bytes > file_bytes_max || bytes > room) return Done{};
        const auto blob = TRY(BlobId::parse(content["attachment"].text_or("")));
        const auto key = TRY(journal::KeyId::parse(content["key"].text_or("")));
        const auto seal_key = office_.desk.keys.find(key);
        if (!seal_key.ok()) return Done{}; // Erased meanwhile: it is only named.
        auto reader = TRY(office_.desk.vault.open(blob, seal_key.value()));
        while (true) {
            const auto piece = TRY(reader->read());
            if (piece.empty()) break;
            item.file.insert(item.file.end(), piece.begin(), piece.end());
        }
        item.what.set("carried", true);
        return Done{};
    }

    const Office& office_;
    const Pair& pair_;
};

/// What is known before anything is written.
struct Plan {
    PairRow before;
    std::vector<Chosen> old;
    std::vector<Chosen> fresh;
    std::int64_t seq = 0; ///< Of the last entry that was looked at.
    std::vector<Item> items;
    bool is_more = false;
};

Result<> choose(const Office& office, Gathering& gathering, store::Read& db, Plan& plan) {
    const auto head = TRY(office.desk.journal.head(db));
    plan.seq = plan.before.seq;
    while (plan.seq < head) {
        const auto entries = TRY(office.desk.journal.read(db, plan.seq, page));
        if (entries.empty()) break;
        for (const auto& entry : entries) {
            if (plan.fresh.size() + plan.old.size() >= items_max) {
                plan.is_more = true;
                return Done{};
            }
            plan.seq = entry.seq;
            const auto goes = TRY(gathering.goes(db, entry));
            if (!goes) continue;
            const auto number = plan.before.last + static_cast<std::int64_t>(plan.fresh.size()) + 1;
            plan.fresh.push_back({number, entry.seq});
        }
    }
    return Done{};
}

Result<Plan> plan_for(const Office& office, const Pair& pair, store::Read& db, std::int64_t again) {
    Plan plan;
    plan.before = TRY(pair_row(db, Direction::send, pair.card.name));
    plan.old = TRY(db.all("SELECT number, seq FROM bundle_item WHERE name = ? AND number > ? "
                          "ORDER BY number",
                          {pair.card.name, plan.before.last - std::max(again, repeated)},
                          [](const store::Row& row) {
                              return Chosen{row.integer(0), row.integer(1)};
                          }));
    Gathering gathering{office, pair};
    TRY(choose(office, gathering, db, plan));
    if (plan.fresh.empty() && (again == 0 || plan.old.empty()))
        return failure(Errc::conflict, nothing_new);
    // What is only repeated leaves room for what is new; what is asked for again may have it all.
    const auto room = again > 0 ? body_bytes_max : body_bytes_max / 2;
    std::size_t bytes = 0;
    const auto gather = [&](const Chosen& chosen, std::size_t bytes_max) -> Result<bool> {
        auto item = TRY(gathering.item(db, chosen, body_bytes_max / 2));
        const auto size = write_items({item}).size();
        if (bytes + size > bytes_max) return false;
        bytes += size;
        plan.items.push_back(std::move(item));
        return true;
    };
    for (const auto& chosen : plan.old) {
        const auto fits = TRY(gather(chosen, room));
        if (fits) continue;
        if (again > 0) { // The oldest are what is missing over there; the rest goes in another.
            plan.fresh.clear();
            plan.seq = plan.before.seq;
            plan.is_more = true;
            return plan;
        }
        // What is repeated has no gap and ends with the last one.
        plan.items.clear();
        bytes = 0;
    }
    for (std::size_t place = 0; place < plan.fresh.size(); ++place) {
        const auto fits = TRY(gather(plan.fresh[place], body_bytes_max));
        if (fits) continue;
        plan.seq = plan.fresh[place].seq - 1;
        plan.fresh.resize(place);
        plan.is_more = true;
    }
    return plan;
}

} // namespace

Result<Written> write_next(const Office& office, const Pair& pair, const journal::Actor& actor,
                           std::int64_t again) {
    const auto plan = TRY(office.desk.store.read_for(
        [&](store::Read& db) { return plan_for(office, pair, db, again); }));
    Written written;
    written.fresh = static_cast<std::int64_t>(plan.fresh.size());
    written.is_more = plan.is_more;
    written.head = {.from = office.settings->secret.name,
                    .to = pair.card.name,
                    .number = plan.before.bundle + 1,
                    .first = plan.items.front().number,
                    .last = plan.items.back().number,
                    .made_at = office.desk.now(),
                    .previous = plan.before.sha256};
    written.file =
        write({written.head, plan.items}, office.settings->secret, pair.card, office.desk.random);
    auto entries = Json::array();
    for (const auto& chosen : plan.fresh)
        entries.push(chosen.seq);
    const journal::Draft draft{.stream = stream_of(Direction::send, pair.card.name),
                               .type = "bundle.written",
                               .content = Json::object({{"pair", pair.card.name},
                                                        {"bundle", written.head.number},
                                                        {"first", plan.before.last + 1},
                                                        {"last", plan.before.last + written.fresh},
                                                        {"seq", plan.seq},
                                                        {"sha256", to_hex(sha256(written.file))},
                                                        {"entries", std::move(entries)}})};
    const auto job = [&](store::Write& db) -> Result<> {
        const auto now = TRY(pair_row(db, Direction::send, pair.card.name));
        if (now.bundle != plan.before.bundle) return failure(Errc::conflict, moved_on);
        TRY(office.desk.journal.append(db, actor, draft));
        return Done{};
    };
    TRY(office.desk.store.write(job));
    return written;
}

} // namespace sokuo::bundle
