#include "correspondence/letter_api.h"

#include "core/fields.h"
#include "correspondence/letter_present.h"
#include "correspondence/outgoing.h"
#include "correspondence/serving.h"
#include "incident/incident_store.h"
#include "incident/report_store.h"
#include "incident/uploads.h"
#include "team/access.h"
#include "team/once.h"
#include "team/veil.h"

#include <algorithm>
#include <utility>

namespace sokuo::correspondence {
namespace {

constexpr Message no_mail_here{
    "correspondence.no_mail_here",
    "この即応からは、メールを送れません。電話するか、管理者にメールの設定を頼んでください。",
    "No mail is sent from here. Telephone, or ask the administrator to set it up."};
constexpr Message no_such_account{"correspondence.no_such_account",
                                  "このメールのアカウントはありません。選び直してください。",
                                  "There is no such mail account. Choose another."};
constexpr Message no_file{"correspondence.no_such_file", "この添付は見つかりません。",
                          "No such attachment."};
constexpr Message not_an_address{"correspondence.not_an_address",
                                 "メールアドレスの形ではありません（{0}）。",
                                 "This is not a mail address ({0})."};
constexpr Message nobody{"correspondence.to_missing", "宛先を書いてください。",
                         "Say whom the mail is for."};
constexpr Message no_place{"correspondence.no_such_place",
                           "その受付や事案は見つかりません。消えたか、見る権限がありません。",
                           "No such report or incident, or you may not see it."};

constexpr std::int64_t letters_max = 200;
constexpr TextRule text_rule{.length_min = 1, .length_max = 20'000, .lines = true};

struct Office {
    const incident::Desk& desk;
    const PostOffice* office;
};

Json present_accounts(const PostOffice* office) {
    auto rows = Json::array();
    if (office == nullptr) return rows;
    for (const auto& account : office->accounts()) {
        if (!account.server) continue;
        rows.push(Json::object({{"name", account.name},
                                {"network", mail::name_of(account.network)},
                                {"address", account.address}}));
    }
    return rows;
}

Result<http::Response> answer_list(const Office& at, store::Read& db, const team::Call& call,
                                   const std::vector<Row>& rows, int status = 200) {
    auto items = Json::array();
    for (const auto& row : rows) {
        const auto letter = TRY(load(at.desk, db, row.id));
        items.push(TRY(present(db, call, letter)));
    }
    return http::json_response(
        status, Json::object({{"items", std::move(items)},
                              {"accounts", present_accounts(at.office)},
                              {"may", Json::array().push(call.may("letter.write"))}}));
}

Result<journal::Stream> about_of(const team::Call& call, std::string_view kind) {
    return journal::Stream{std::string{kind}, TRY(call.id<struct AboutTag>("id")).value};
}

// Whoever reads the letters of somebody leaves a line: names and addresses stand in them.
Result<http::Response> list_about(const Office& at, const team::Call& call, std::string_view kind) {
    const auto about = TRY(about_of(call, kind));
    const auto rows = TRY(at.desk.store.read_for(
        [&](store::Read& db) { return letters_about(db, about, letters_max); }));
    if (!rows.empty())
        TRY(team::journal_personal_look(at.desk.store, at.desk.journal, call, about));
    return at.desk.store.read_for([&](store::Read& db) { return answer_list(at, db, call, rows); });
}

Result<http::Response> list_new(const Office& at, const team::Call& call) {
    return at.desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto rows = TRY(new_letters(db, call.actor.person, letters_max));
        return answer_list(at, db, call, rows);
    });
}

Result<http::Response> answer_one(const Office& at, const team::Call& call, const LetterId& id,
                                  int status = 200) {
    return at.desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto letter = TRY(load(at.desk, db, id));
        return http::json_response(status, TRY(present(db, call, letter)));
    });
}

Result<http::Response> read_file(const Office& at, const team::Call& call) {
    const auto id = TRY(call.id<LetterTag>("id"));
    const auto blob = TRY(call.id<BlobTag>("attachment"));
    const auto letter =
        TRY(at.desk.store.read_for([&](store::Read& db) { return load(at.desk, db, id); }));
    const auto* file = letter.file(blob);
    if (file == nullptr || letter.is_erased) return failure(Errc::not_found, no_file);
    TRY(team::journal_file_look(at.desk.store, at.desk.journal, call,
                                letter.about.value_or(stream_of(id)), file->name));
    const auto key = TRY(journal::KeyId::parse(file->key));
    return incident::download(at.desk, blob, key, file->name, file->bytes);
}

// -- Writing -------------------------------------------------------------------------------------

// What is wrong with an address is kept for `finish`, so that the first thing wrong is said first.
std::vector<Person> people_in(Fields& in, std::string_view name) {
    std::vector<Person> people;
    for (const auto& text : in.texts(name, people_max, {.length_max = 320})) {
        if (!mail::is_address(text))
            in.refuse(name, failure(Errc::invalid, not_an_address, {text}));
        people.push_back({.name = {}, .address = text});
    }
    return people;
}

// What an answer answers: its thread goes on, so that the next one finds back.
Result<std::vector<std::string>> thread_of(const incident::Desk& desk, store::Read& db,
                                           const std::optional<LetterId>& answered) {
    if (!answered) return std::vector<std::string>{};
    const auto letter = TRY(load(desk, db, *answered));
    std::vector<std::string> ids;
    if (!letter.said.message_id.empty()) ids.push_back(letter.said.message_id);
    ids.insert(ids.end(), letter.said.answers.begin(), letter.said.answers.end());
    if (ids.size() > 20) ids.resize(20);
    return ids;
}

// It was new; whoever comes second has nothing to say.
Result<> see(const incident::Desk& desk, store::Write& db, const journal::Actor& actor,
             const LetterId& id) {
    const auto letter = TRY(load(desk, db, id));
    if (!letter.is_new) return Done{};
    const auto draft = TRY(letter.see());
    TRY(desk.journal.append(db, actor, draft));
    return Done{};
}

constexpr Message serves_a_report{"correspondence.serves_a_report",
                                  "回答や問い合わせにできるのは、受付のメールだけです。",
                                  "Only a mail about a report can be its answer or a question."};
constexpr Message bad_purpose{"correspondence.bad_purpose", "purpose は reply か question です。",
                              "purpose must be reply or question."};

struct Wanted {
    Write letter;
    Serving serving;
    std::optional<LetterId> answered;
};

Result<Wanted> read_wanted(const Office& at, const team::Call& call, const journal::Stream& about) {
    const auto json = TRY(call.json());
    Fields in{json};
    Wanted wanted;
    wanted.letter.about = about;
    wanted.letter.account = in.optional_text("account", {.length_max = 100}).value_or("");
    wanted.letter.subject = in.text("subject", {.length_max = mail::subject_length_max});
    wanted.letter.text = in.text("text", text_rule);
    wanted.letter.to = people_in(in, "to");
    if (in.is_absent("to")) in.refuse("to", failure(Errc::invalid, nobody));
    wanted.letter.cc = people_in(in, "cc");
    wanted.answered = in.optional_id<LetterTag>("answers");
    in.object("serves");
    TRY(in.finish());
    wanted.serving = TRY(read_serving(json["serves"], at.desk.now()));
    if (!json["serves"].is_null() && about.kind != "report")
        return sokuo::at(failure(Errc::invalid, serves_a_report), "/serves");
    if (at.office == nullptr || at.office->account("") == nullptr)
        return failure(Errc::conflict, no_mail_here);
    const auto* account = at.office->account(wanted.letter.account);
    if (account == nullptr || !account->server)
        return sokuo::at(failure(Errc::invalid, no_such_account), "/account");
    wanted.letter.account = account->name;
    return wanted;
}

Result<http::Response> write_one(const Office& at, const team::Call& call, std::string_view kind) {
    const auto about = TRY(about_of(call, kind));
    const auto wanted = TRY(read_wanted(at, call, about));
    const auto now = at.desk.now();
    const auto& from = at.office->account(wanted.letter.account)->address;
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return team::once(db, call, now, [&]() -> Result<Uuid> {
            const auto id = LetterId::make(now, at.desk.random);
            auto letter = wanted.letter;
            letter.message_id = message_id_for(id, from);
            letter.answers = TRY(thread_of(at.desk, db, wanted.answered));
            const auto draft = TRY(Letter::write(id, letter));
            TRY(at.desk.journal.append(db, call.actor, draft, 0));
            TRY(serve(at.desk, db, call.actor, ReportId{about.id}, wanted.serving, id));
            // Whoever answers has read what they answer.
            if (wanted.answered) TRY(see(at.desk, db, call.actor, *wanted.answered));
            return id.value;
        });
    };
    const LetterId id{TRY(at.desk.store.write_for(job))};
    return answer_one(at, call, id, 201);
}

// What a mail to whoever told us would begin with.
Result<http::Response> first_draft(const Office& at, const team::Call& call) {
    const auto id = TRY(call.id<ReportTag>("id"));
    const auto purpose = call.request.query_value("purpose").value_or("");
    if (purpose != "reply" && purpose != "question")
        return sokuo::at(failure(Errc::invalid, bad_purpose), "purpose");
    return at.desk.store.read_for([&](store::Read& db) -> Result<http::Response> {
        const auto report = TRY(incident::load(at.desk, db, id));
        const auto words = first_words(call.edition, report, purpose).value_or(Worded{});
        return http::json_response(
            200, Json::object({{"subject", words.subject}, {"text", words.text}}));
    });
}

Result<http::Response> mark_seen(const Office& at, const team::Call& call) {
    const auto id = TRY(call.id<LetterTag>("id"));
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return team::once(db, call, at.desk.now(), [&]() -> Result<Uuid> {
            TRY(see(at.desk, db, call.actor, id));
            return id.value;
        });
    };
    TRY(at.desk.store.write_for(job));
    return answer_one(at, call, id, 201);
}

// A stranger's letter that belongs elsewhere. Whoever moves it must know of both places.
Result<http::Response> move(const Office& at, const team::Call& call) {
    const auto id = TRY(call.id<LetterTag>("id"));
    const auto json = TRY(call.json());
    Fields in{json};
    const auto kind = in.choice("kind", {{"report", "incident"}});
    const auto place = in.id<struct AboutTag>("id");
    TRY(in.finish());
    const journal::Stream about{kind, place.value};
    const auto job = [&](store::Write& db) -> Result<Uuid> {
        return team::once(db, call, at.desk.now(), [&]() -> Result<Uuid> {
            const auto rev = TRY(at.desk.journal.rev(db, about));
            const auto knows = TRY(team::may_know(db, about, call.actor.person));
            if (rev == 0 || !knows) return sokuo::at(failure(Errc::not_found, no_place), "/id");
            const auto letter = TRY(load(at.desk, db, id));
            const auto draft = TRY(letter.file_under({.about = about, .how = How::by_hand}));
            TRY(at.desk.journal.append(db, call.actor, draft));
            return id.value;
        });
    };
    TRY(at.desk.store.write_for(job));
    return answer_one(at, call, id, 201);
}

} // namespace

std::vector<team::Route> letter_routes(const incident::Desk& desk, const PostOffice* office) {
    using http::Method;
    using Handle = Result<http::Response> (*)(const Office&, const team::Call&);
    const Office at{desk, office};
    const auto route = [&](Method method, const std::string& path, const std::string& action,
                           auto handle) {
        return team::Route{
            .method = method,
            .path = "/api/v1" + path,
            .action = action,
            .handle = [at, handle](const team::Call& call) { return handle(at, call); }};
    };
    const auto about = [&](Method method, const std::string& path, const std::string& action,
                           std::string_view kind, auto handle) {
        return route(method, path, action,
                     [kind, handle](const Office& office_at, const team::Call& call) {
                         return handle(office_at, call, kind);
                     });
    };
    return {
        route(Method::get, "/letters", "report.read", Handle{list_new}),
        route(Method::get, "/letters/{id}", "report.read",
              [](const Office& office_at, const team::Call& call) -> Result<http::Response> {
                  return answer_one(office_at, call, TRY(call.id<LetterTag>("id")));
              }),
        route(Method::get, "/letters/{id}/files/{attachment}", "report.read", Handle{read_file}),
        route(Method::post, "/letters/{id}/seen", "report.record", Handle{mark_seen}),
        route(Method::post, "/letters/{id}/place", "report.record", Handle{move}),
        about(Method::get, "/reports/{id}/letters", "report.read", "report", list_about),
        about(Method::post, "/reports/{id}/letters", "letter.write", "report", write_one),
        route(Method::get, "/reports/{id}/letters/draft", "letter.write", Handle{first_draft}),
        about(Method::get, "/incidents/{id}/letters", "incident.read", "incident", list_about),
        about(Method::post, "/incidents/{id}/letters", "letter.write", "incident", write_one)};
}

} // namespace sokuo::correspondence
