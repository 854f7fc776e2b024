#include "team/break_glass.h"

#include "team/people.h"

#include <algorithm>

namespace sokuo::team {
namespace {

constexpr Message no_post{
    "team.break_glass_no_post",
    "非常用アカウントが務める職が決まっていません。「要綱・連絡先」の「設定」で、先に決めてください"
    "。",
    "It is not decided in which posts the break-glass account acts. Decide it first under Charter "
    "and contacts, Settings."};
constexpr Message name_taken{"team.break_glass_name_taken",
                             "サインイン名 break-glass を、ほかの人が使っています。",
                             "Somebody else signs in as break-glass."};
constexpr Message sealed_apart{
    "team.break_glass_sealed_apart",
    "非常用アカウントです。パスワードは、「体制・連絡先」で封をし直して新しくします。",
    "This is the break-glass account: seal it anew instead, on the people's page."};
constexpr Message its_name{"team.break_glass_name", "非常用アカウント", "Break-glass account"};

constexpr std::string_view schema = R"(
CREATE TABLE break_glass(
  person BLOB PRIMARY KEY, sealed_at INTEGER NOT NULL, opened_at INTEGER) WITHOUT ROWID;
)";

std::int64_t micros(Time time) {
    return time.time_since_epoch().count();
}

// There is one, and its stream has one name in every store.
journal::Stream stream() {
    return {"break_glass", charter::post_id("break-glass").value};
}

Result<> apply(store::Write& db, const journal::Entry& entry) {
    if (entry.type == "break_glass.sealed") {
        const auto person = PersonId::parse(entry.content["person"].text_or(""));
        if (!person.ok()) return Done{};
        TRY(db.execute("DELETE FROM break_glass", {}));
        TRY(db.execute("INSERT INTO break_glass(person, sealed_at) VALUES(?, ?)",
                       {person.value().value, micros(entry.recorded_at)}));
    }
    if (entry.type == "break_glass.opened")
        TRY(db.execute("UPDATE break_glass SET opened_at = coalesce(opened_at, ?)",
                       {micros(entry.recorded_at)}));
    return Done{};
}

BreakGlass read_row(const store::Row& row) {
    BreakGlass found{.person = {}, .sealed = Time{Duration{row.integer(1)}}, .opened = {}};
    std::ranges::copy(row.bytes(0).first(found.person.value.size()), found.person.value.begin());
    if (!row.is_null(2)) found.opened = Time{Duration{row.integer(2)}};
    return found;
}

} // namespace

const journal::View& break_glass_view() {
    static const journal::View view{
        .name = "break_glass",
        .version = 1,
        .schema = schema,
        .tables = {{"break_glass", "person"}},
        .derived = {},
        .apply = apply,
    };
    return view;
}

Result<std::optional<BreakGlass>> break_glass(store::Read& db) {
    return db.first("SELECT person, sealed_at, opened_at FROM break_glass", {}, read_row);
}

void break_glass_in(Standing& standing, const charter::Charter& charter) {
    standing.is_break_glass = true;
    for (const auto& code : charter.break_glass) {
        if (const auto* post = charter.post(code))
            standing.posts.push_back({post->id, post->code, post->name, post->role});
    }
}

Result<Halves> new_halves(identity::Accounts& accounts) {
    Halves halves{.first = accounts.new_secret(), .second = accounts.new_secret(), .hash = {}};
    halves.hash = TRY(accounts.hash_password(halves.first + "-" + halves.second));
    return halves;
}

Result<> must_not_be_sealed(store::Read& db, const PersonId& person) {
    const auto glass = TRY(break_glass(db));
    if (glass && glass->person == person) return failure(Errc::conflict, sealed_apart);
    return Done{};
}

Result<std::vector<journal::KeyId>> seal(store::Write& db, journal::Journal& journal,
                                         const journal::Actor& actor,
                                         const charter::Charter& charter, std::string_view hash,
                                         Time wall) {
    if (charter.break_glass.empty()) return failure(Errc::conflict, no_post);
    const auto before = TRY(break_glass(db));
    const auto holder = TRY(identity::Accounts::person_of(db, break_glass_name));
    if (holder && (!before || before->person != *holder))
        return failure(Errc::conflict, name_taken);
    const auto person =
        before ? before->person : PersonId::make(journal.clock().now(), journal.random());
    if (!before) {
        TRY(add_person(db, journal, actor, person, std::string{its_name.text(Language::ja)}, {}));
        TRY(identity::Accounts::create(db, person, break_glass_name, hash, wall));
    }
    auto keys = TRY(identity::Accounts::seal(db, person, hash));
    TRY(journal.append(db, actor,
                       {.stream = stream(),
                        .type = "break_glass.sealed",
                        .occurred_at = {},
                        .content = Json::object({{"person", person.text()}}),
                        .personal = {}}));
    return keys;
}

Result<> note_opened(store::Write& db, journal::Journal& journal, const journal::Actor& actor) {
    TRY(journal.append(db, actor,
                       {.stream = stream(),
                        .type = "break_glass.opened",
                        .occurred_at = {},
                        .content = Json::object(),
                        .personal = {}}));
    return Done{};
}

} // namespace sokuo::team
