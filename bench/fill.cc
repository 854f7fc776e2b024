// Fills a data directory with incidents, through the same commands the API uses, many in one
// transaction. The directory must have been made by `sokuo init --demo` and nobody may serve it.
//
//     bench_fill DIR INCIDENTS
//
// Each incident is declared (which also sets its deadlines) and has one line of its record. Prints
// {"incidents":…,"entries":…,"seconds":…}; `entries` is how many the journal has then.

#include "app/org.h"
#include "incident/incident_store.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace sokuo;

constexpr std::size_t batch = 500;

constexpr std::array<std::string_view, 4> titles{
    "ファイルサーバに接続できない", "不審なログインの記録がある", "住民宛ての通知を誤って送付した",
    "市のホームページに見慣れない画面が出る"};

incident::Declare declaration(std::size_t n, Time now) {
    incident::Declare declare{};
    declare.title = std::string{titles[n % titles.size()]} + "（" + std::to_string(n) + "）";
    declare.categories = {{.code = "A", .subtype = "provider", .is_main = true}};
    declare.answers = {.residents = "no", .stopped = "yes", .spreading = "no"};
    declare.proposed_priority = "P3";
    declare.priority = "P3";
    declare.department = "情報政策課";
    declare.received_at = now;
    return declare;
}

Result<> add(const incident::Desk& desk, store::Write& db, const journal::Actor& actor,
             std::size_t n) {
    const auto now = desk.now();
    const auto made = TRY(incident::declare(desk, db, actor, declaration(n, now)));
    incident::Record record;
    record.line = incident::LineId::make(now, desk.random);
    record.kind = incident::LineKind::contact;
    record.text = "委託先の窓口へ電話し、調査を頼んだ。折り返しは一時間後。";
    record.occurred_at = now;
    TRY(incident::act(desk, db, actor, made.id, record));
    return Done{};
}

Result<journal::Actor> handler(const incident::Desk& desk) {
    journal::Actor actor;
    const auto look = [](store::Read& db) { return identity::Accounts::person_of(db, "handler"); };
    const auto person = TRY(desk.store.read_for(look));
    if (person) actor.person = *person;
    for (const auto& post : desk.book.current().charter.posts) {
        if (post.role == "handler") actor.post = post.id;
    }
    actor.assurance = journal::Assurance::password;
    return actor;
}

Result<std::int64_t> fill(app::Org& org, std::size_t incidents) {
    const auto& desk = org.desk();
    const auto actor = TRY(handler(desk));
    for (std::size_t from = 0; from < incidents; from += batch) {
        const auto until = std::min(from + batch, incidents);
        const auto add_some = [&](store::Write& db) -> Result<> {
            for (auto n = from; n < until; ++n)
                TRY(add(desk, db, actor, n));
            return Done{};
        };
        TRY(desk.store.write(add_some));
    }
    TRY(org.checkpoints().advance());
    return desk.store.read_for([&](store::Read& db) { return desk.journal.head(db); });
}

Result<std::int64_t> open_and_fill(const char* directory, std::size_t incidents) {
    const auto org = TRY(app::Org::open(directory));
    return fill(*org, incidents);
}

} // namespace

int main(int argc, char** argv) {
    std::size_t incidents = 0;
    if (argc == 3) {
        const std::string_view count{argv[2]};
        std::from_chars(count.data(), count.data() + count.size(), incidents);
    }
    if (incidents == 0) {
        std::fprintf(stderr, "bench_fill DIR INCIDENTS\n");
        return 2;
    }
    const auto start = std::chrono::steady_clock::now();
    const auto entries = open_and_fill(argv[1], incidents);
    if (!entries.ok()) {
        std::fprintf(stderr, "bench_fill: %s\n", describe(entries.error()).c_str());
        return 1;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::printf("{\"incidents\":%zu,\"entries\":%lld,\"seconds\":%.2f}\n", incidents,
                static_cast<long long>(entries.value()), took.count());
    return 0;
}
