// Need to know, over the whole route table: nobody learns of an incident they have no part in, by
// any way there is. The table of routes and the table of policy make the matrix; a route with a
// parameter the matrix cannot fill fails, so a new one cannot stay outside of it.
//
// Each sweep is also made with the veil taken away. There the canary must sing on every route that
// could have shown it; otherwise the sweep above would prove nothing.

#include "alert/alert_store.h"
#include "app/api_test.h"
#include "app/hunt.h"
#include "app/routes.h"
#include "approval/approval_store.h"
#include "correspondence/letter.h"
#include "identity/totp.h"
#include "incident/incident_store.h"
#include "incident/report_store.h"
#include "team/access.h"

#include <map>
#include <set>

namespace sokuo::app {
namespace {

constexpr std::string_view canary = "蜂蜜色の名簿";
constexpr std::string_view rumour = "藤色の封筒";
constexpr std::string_view file_name = "honey-roll.bin"; // As a header may hold it.

struct Matrix : Hall {
    using Route = team::Route;

    Matrix() {
        REQUIRE(accounts.prepare().ok());
        REQUIRE(team::prepare_access(*store).ok());
        for (const auto& role : desk.book.current().charter.roles) {
            const auto post = post_of(role.code);
            if (!post.empty()) persons[role.code] = add(role.code, post);
        }
        persons["nobody"] = add("nobody", "");
        persons["former"] = add("former", "");
        assign_until("former", post_of("manager"), "2026-10-31");
        persons["engaged elsewhere"] = add("engaged elsewhere", "");
        persons["engaged no longer"] = add("engaged no longer", "");
        persons["shut out"] = add("shut out", "fukushi-bucho");
        secret_incident();
        known_incident();
        for (const auto* outsider : {"engaged elsewhere", "engaged no longer"})
            enrol(outsider);
        table =
            api_routes({desk, {*store, *journal, *book, accounts}, proofs, events, nullptr, ""});
        serve(table);
    }

    std::string post_of(std::string_view role) const {
        for (const auto& post : desk.book.current().charter.posts) {
            if (post.role == role) return post.code;
        }
        return {};
    }
    void assign_until(const std::string& name, const std::string& post, std::string_view to) {
        const auto job = [&](store::Write& db) -> Result<> {
            TRY(team::assign(db, *journal, {},
                             {.post = post,
                              .person = persons.at(name),
                              .from = calendar::parse_date("2025-04-01").value(),
                              .to = calendar::parse_date(to).value()}));
            return Done{};
        };
        REQUIRE(store->write(job).ok());
    }

    template <class T>
    static T sure(Result<T> result) {
        INFO((result.ok() ? "" : describe(result.error())));
        REQUIRE(result.ok());
        return std::move(result).value();
    }

    // What a machine said, added to a report that will be known to few.
    Result<> alert_inside(store::Write& db, const journal::Actor& handler, const ReportId& report) {
        alert::Signal signal;
        signal.source = "suricata";
        signal.title = signal.description = signal.host = signal.rule = canary;
        alert = TRY(alert::raise(desk, db, handler, signal)).alert;
        return alert::judge(desk, db, handler, alert,
                            {.outcome = alert::State::joined, .report = report, .reason = {}});
    }

    // An incident only the handler knows of, with the canary in everything somebody can write.
    void secret_incident() {
        journal::Actor handler{};
        handler.person = persons.at("handler");
        handler.post = charter::post_id(post_of("handler"));
        const std::string text{canary};
        const auto job = [&](store::Write& db) -> Result<> {
            incident::Slip slip;
            slip.what = text;
            slip.where = text;
            const auto report = TRY(incident::receive(desk, db, handler, slip));
            TRY(incident::act(desk, db, handler, report.id, file(told_with)));
            TRY(alert_inside(db, handler, report.id));
            incident::Declare declare{};
            declare.title = text;
            declare.categories = {{"C", "", true, true}};
            declare.priority = declare.proposed_priority = "P2";
            declare.department = text;
            declare.reports = {report.id};
            declare.circle = {
                .is_restricted = true, .named = {persons.at("handler")}, .excluded = {}};
            declare.circle_reason = text;
            const auto incident = TRY(incident::declare(desk, db, handler, declare));
            TRY(fill(db, handler, incident.id));
            approval::Ask what{};
            what.kind = "response_policy";
            what.title = text;
            what.incident = incident.id;
            const auto approval =
                TRY(approval::propose(*journal, db, handler, what, desk.book.current().charter));
            woken = TRY(team::begin_wake(db, *journal, {}, desk.book.current().charter,
                                         {"incident", incident.id.value}, incident.number));
            proposed = approval.id;
            restricted = incident.id;
            number = incident.number;
            told_by = report.id;
            told_as = report.number;
            return Done{};
        };
        sure(store->write(job));
    }

    /// A file that is in the vault, as whoever handed it in says.
    incident::Attach file(BlobId& blob) {
        const auto key = sure(keys->fresh());
        auto writer = sure(vault->create(key.key, 1024));
        REQUIRE(writer->write(as_bytes(canary)).ok());
        const auto stored = sure(writer->finish());
        blob = stored.id;
        return {.blob = stored.id,
                .name = std::string{file_name},
                .bytes = stored.bytes,
                .sha256 = to_hex(stored.sha256),
                .key = key.id.text()};
    }

    // All that can be written on it, each with the canary.
    Result<> fill(store::Write& db, const journal::Actor& handler, const IncidentId& on) {
        const std::string text{canary};
        const auto step = [&](const incident::Command& command) -> Result<> {
            TRY(incident::act(desk, db, handler, on, command));
            return Done{};
        };
        const auto found = Json::object({{"title", text}, {"level", "low"}, {"count", 1}});
        TRY(journal->append(db, handler,
                            {.stream = incident::stream_of(on),
                             .type = std::string{hunted_type},
                             .content = Json::object({{"found", Json{Json::Array{found}}}}),
                             .personal = Json::object({{"name", text}})}));
        incident::Record record{};
        record.line = incident::LineId::make(clock.now(), random);
        record.text = text;
        TRY(step(record));
        incident::AddTask todo{};
        todo.task = task = incident::TaskId::make(clock.now(), random);
        todo.title = text;
        TRY(step(todo));
        incident::AskDecision question{};
        question.decision = decision = incident::DecisionId::make(clock.now(), random);
        question.question = text;
        question.options = {text};
        TRY(step(question));
        incident::AskSomebody plea{};
        plea.asked = asked_for = incident::AskedId::make(clock.now(), random);
        plea.post = post_of("handler");
        plea.text = text;
        TRY(step(plea));
        TRY(step(file(kept)));
        letter = correspondence::LetterId::make(clock.now(), random);
        const auto mail = TRY(correspondence::Letter::write(
            letter, {.about = incident::stream_of(on),
                     .account = text,
                     .subject = text,
                     .text = text,
                     .message_id = "canary@mihon.example",
                     .answers = {},
                     .to = {{.name = text, .address = "canary@mihon.example"}},
                     .cc = {}}));
        TRY(journal->append(db, handler, mail));
        engaged = TRY(engage(db, handler, on, "engaged no longer"));
        TRY(step(incident::EngagementStep{
            incident::EndEngagement{.engagement = engaged, .reason = text}}));
        return Done{};
    }

    // One everybody may know of but a deputy who is shut out by name; and somebody is engaged for
    // it, with every part of it to see.
    void known_incident() {
        journal::Actor handler{};
        handler.person = persons.at("handler");
        handler.post = charter::post_id(post_of("handler"));
        const auto job = [&](store::Write& db) -> Result<> {
            incident::Declare declare{};
            declare.title = rumour;
            declare.categories = {{"C", "", true, true}};
            declare.priority = declare.proposed_priority = "P2";
            declare.circle.excluded = {persons.at("shut out")};
            declare.circle_reason = rumour;
            const auto made = TRY(incident::declare(desk, db, handler, declare));
            known = made.id;
            elsewhere = TRY(engage(db, handler, made.id, "engaged elsewhere"));
            return Done{};
        };
        sure(store->write(job));
    }
    Result<incident::EngagementId> engage(store::Write& db, const journal::Actor& handler,
                                          const IncidentId& on, const std::string& who) {
        incident::Engage help{};
        help.engagement = incident::EngagementId::make(clock.now(), random);
        help.body = who;
        help.purpose = who;
        help.parts = {incident::Part::summary, incident::Part::facts, incident::Part::record,
                      incident::Part::tasks, incident::Part::files};
        help.signs_in = true;
        help.until = clock.now() + std::chrono::days{30};
        const std::vector<incident::EngagementStep> steps{
            help, incident::IssueEngagement{.engagement = help.engagement, .said_by = {}},
            incident::AdmitPerson{.engagement = help.engagement, .person = persons.at(who)}};
        for (const auto& step : steps)
            TRY(incident::act(desk, db, handler, on, step));
        return help.engagement;
    }
    // An outsider does nothing before a second factor is enrolled; the session it was enrolled in
    // goes on.
    void enrol(const std::string& who) {
        sign_in(who);
        const auto me = sure(accounts.session(secret));
        const auto key = sure(accounts.offer_second(me.person));
        sure(
            accounts.confirm_second(me, identity::totp_code(key, identity::totp_step(wall.now()))));
        sessions[who] = secret;
    }
    void enter(const std::string& who) {
        const auto session = sessions.find(who);
        if (session == sessions.end()) return sign_in(who);
        secret = session->second;
    }

    // What the path's parameters stand for; nothing for one the matrix does not know.
    std::optional<std::string> value(std::string_view path, std::string_view name) const {
        const auto is_report = team::about(path) == "report";
        if (name == "id" && is_report) return told_by.text();
        if (name == "id" && team::about(path) == "incident") return restricted.text();
        if (name == "id" && team::about(path) == "approval") return proposed.text();
        if (name == "id" && team::about(path) == "wake") return woken.text();
        if (name == "id" && team::about(path) == "letter") return letter.text();
        if (name == "id" && team::about(path) == "alert") return alert.text();
        if (name == "id" && team::about(path) == "person")
            return persons.at("engaged no longer").text();
        if (name == "session") return std::string(64, '0');
        if (name == "attachment") return (is_report ? told_with : kept).text();
        if (name == "task") return task.text();
        if (name == "decision") return decision.text();
        if (name == "condition") return "contained";
        if (name == "key") return "person_count";
        if (name == "seq") return "1";
        if (name == "asked") return asked_for.text();
        if (name == "engagement") return engaged.text();
        if (name == "absence" || name == "duty") return to_text(restricted.value);
        if (name == "contractor" || name == "system" || name == "publication" ||
            name == "advisory" || name == "gap" || name == "upstream" || name == "monitor")
            return to_text(restricted.value);
        if (name == "post") return "soumu-bucho";
        if (name == "name") return "no-such-hook";
        return {};
    }
    std::string filled(std::string_view path) const {
        std::string text;
        for (std::size_t at = 0; at < path.size();) {
            const auto open = path.find('{', at);
            text += path.substr(at, open - at);
            if (open == std::string_view::npos) break;
            const auto close = path.find('}', open);
            const auto name = path.substr(open + 1, close - open - 1);
            const auto with = value(path, name);
            CHECK_MESSAGE(with.has_value(), "teach the matrix {" << name << "} of " << path);
            text += with.value_or("x");
            at = close + 1;
        }
        return text;
    }
    // Every way to ask for a list that there is.
    std::vector<std::string> queries(std::string_view path) const {
        const auto word = std::string{"q="}.append(canary);
        if (path == "/api/v1/incidents") return {"state=all", "state=all&" + word, "limit=1"};
        if (path == "/api/v1/reports") return {"state=all", "state=undecided", "state=decided"};
        if (path == "/api/v1/approvals")
            return {"state=all", "state=waiting", "state=all&incident=" + restricted.text()};
        if (path == "/api/v1/access")
            return {"", "incident=" + restricted.text(), "report=" + told_by.text(),
                    "person=" + persons.at("handler").text()};
        if (path == "/api/v1/search") return {word};
        return {""};
    }

    using Signs = std::set<std::string>;
    static bool sings(http::Response response, const Signs& signs) {
        std::string all = response.body;
        for (const auto& [name, value] : response.headers)
            all += value;
        while (response.pieces) {
            const auto piece = sure(response.pieces());
            if (piece.empty()) break;
            all += as_text(piece);
        }
        return std::ranges::any_of(
            signs, [&](const std::string& sign) { return all.find(sign) != std::string::npos; });
    }
    // Who asks for it knows the id; in the answer it must not stand. Whoever was let in for it
    // knows themselves.
    Signs secret_signs(const std::string& who) const {
        Signs signs{std::string{canary}, std::string{file_name}, number,         told_as,
                    restricted.text(),   told_by.text(),         engaged.text(), proposed.text(),
                    woken.text()};
        if (who != "engaged no longer") signs.insert(persons.at("engaged no longer").text());
        return signs;
    }

    /// The routes that gave `who` one of the signs.
    Signs heard(const std::string& who, const Signs& signs) {
        Signs found;
        enter(who);
        for (const auto& route : table) {
            if (route.method != http::Method::get || !route.handle) continue;
            if (route.path == "/api/v1/events") continue; // Heard, not read: events.test.cc.
            for (const auto& query : queries(route.path)) {
                const auto path = filled(route.path) + (query.empty() ? "" : "?" + query);
                if (sings(ask({.path = path}), signs)) found.insert(route.path);
            }
        }
        return found;
    }
    /// The routes that told somebody other than the handler of the restricted incident. The handler
    /// has looked at it, so there is something to find among the looks too.
    Signs leaks() {
        Signs found;
        heard("handler", secret_signs("handler"));
        for (const auto& [name, person] : persons) {
            if (name != "handler") found.merge(heard(name, secret_signs(name)));
        }
        return found;
    }
    void take_the_veil_away() {
        sure(store->write([](store::Write& db) -> Result<> {
            TRY(db.execute("DELETE FROM veil"));
            return Done{};
        }));
    }
    std::int64_t head() {
        return sure(store->read_for([&](store::Read& db) { return journal->head(db); }));
    }

    /// By role; `nobody` has no post, `former` had one; outsiders, and a deputy who is shut out.
    std::map<std::string, PersonId> persons;
    std::map<std::string, std::string> sessions; ///< Of those who enrolled a second factor.
    IncidentId restricted;
    std::string number;
    approval::ApprovalId proposed;
    team::WakeId woken;
    ReportId told_by;
    BlobId told_with; ///< The report's file.
    BlobId kept;      ///< The incident's file.
    correspondence::LetterId letter;
    alert::AlertId alert;
    std::string told_as;
    incident::TaskId task;
    incident::AskedId asked_for;
    incident::EngagementId engaged;   ///< For the restricted one; ended.
    incident::EngagementId elsewhere; ///< For the other; in force.
    IncidentId known;
    incident::DecisionId decision;
    std::vector<Route> table;
    std::unique_ptr<journal::Checkpoints> checkpoints =
        sure(journal::Checkpoints::open(*store, *keys, folder.path() / "checkpoint"));
    Proofs proofs{*store, *journal, *checkpoints};
    Events events{desk};
};

TEST_CASE(
    "no list, count, search, page or file tells anybody of an incident they have no part in") {
    Matrix matrix;
    const auto found = matrix.leaks();
    for (const auto& path : found)
        CHECK_MESSAGE(false, path << " leaks");
    CHECK(found.empty());
}

TEST_CASE("whoever is shut out by name hears nothing of what everybody else may know of") {
    Matrix matrix;
    const Matrix::Signs signs{std::string{rumour}, matrix.known.text()};
    for (const auto& path : matrix.heard("shut out", signs))
        CHECK_MESSAGE(false, path << " leaks");
    CHECK(matrix.heard("deputy", signs).contains("/api/v1/incidents"));
    matrix.take_the_veil_away();
    CHECK(matrix.heard("shut out", signs).contains("/api/v1/incidents"));
}

TEST_CASE("whoever is engaged hears of their own incident by their own routes, and by no other") {
    Matrix matrix;
    const Matrix::Signs signs{std::string{rumour}, matrix.known.text()};
    matrix.engaged = matrix.elsewhere;
    const Matrix::Signs own{"/api/v1/engagements", "/api/v1/engagements/{engagement}"};
    CHECK(matrix.heard("engaged elsewhere", signs) == own);
    CHECK(matrix.heard("engaged no longer", signs).empty());
}

TEST_CASE("a session of another organisation opens nothing here") {
    Matrix matrix;
    Matrix other;
    other.sign_in("handler");
    const auto theirs = other.secret;
    matrix.secret = theirs;
    for (const auto& route : matrix.table) {
        if (route.method != http::Method::get || !route.handle) continue;
        if (route.action == team::open_to_all) continue;
        const auto answer = matrix.ask({.path = matrix.filled(route.path)});
        const auto body = parse_json(answer.body);
        REQUIRE(body.ok());
        CHECK_MESSAGE(body.value()["code"].text_or("").starts_with("identity."),
                      route.path << " → " << answer.body);
    }
}

TEST_CASE("with the veil taken away, every route that could tell does: the sweep can fail") {
    Matrix matrix;
    matrix.take_the_veil_away();
    const auto found = matrix.leaks();
    for (const auto* path :
         {"/api/v1/incidents", "/api/v1/incidents/{id}", "/api/v1/incidents/{id}/timeline",
          "/api/v1/incidents/{id}/wake", "/api/v1/incidents/{id}/letters", "/api/v1/letters/{id}",
          "/api/v1/reports", "/api/v1/reports/{id}", "/api/v1/approvals", "/api/v1/approvals/{id}",
          "/api/v1/search", "/api/v1/journal/entries", "/api/v1/access", "/api/v1/team",
          "/api/v1/incidents/{id}/attachments/{attachment}",
          "/api/v1/reports/{id}/attachments/{attachment}"})
        CHECK_MESSAGE(found.contains(path), path << " did not sing");
}

TEST_CASE("nobody changes what they may not know of, and is told the same as for nothing") {
    Matrix matrix;
    const auto before = matrix.head();
    for (const auto& [name, person] : matrix.persons) {
        if (name == "handler") continue;
        matrix.enter(name);
        for (const auto& route : matrix.table) {
            if (route.method == http::Method::get || team::about(route.path).empty()) continue;
            const bool is_own = team::about(route.path) == "person" && name == "engaged no longer";
            if (is_own) continue;
            const auto answer =
                matrix.ask({.method = route.method,
                            .path = matrix.filled(route.path),
                            .body = "{}",
                            .headers = {{"if-match", "\"1\""}, {"x-file-name", "a.txt"}}});
            const auto body = parse_json(answer.body);
            REQUIRE(body.ok());
            const auto code = body.value()["code"].text_or("");
            const bool is_silent = code == "team.nothing_here" || code == "team.needs_role";
            CHECK_MESSAGE(is_silent, name << " " << route.path << " → " << code);
        }
    }
    CHECK(matrix.head() == before);
}

TEST_CASE("a report cannot be joined to an incident one may not know of") {
    Matrix matrix;
    const auto other = Matrix::sure(matrix.store->write_for([&](store::Write& db) {
        incident::Slip slip;
        slip.what = "画面が動かない";
        return incident::receive(matrix.desk, db, {}, slip);
    }));
    matrix.sign_in("head");
    const auto join = [&](const std::string& incident) {
        const auto answer =
            matrix.ask({.method = http::Method::post,
                        .path = "/api/v1/reports/" + other.id.text() + "/judgement",
                        .body = R"({"outcome":"join","incident":")" + incident + "\"}",
                        .headers = {{"if-match", "\"" + std::to_string(other.rev) + "\""}}});
        return answer.body;
    };
    const auto hidden = join(matrix.restricted.text());
    CHECK(hidden == join(IncidentId::make(matrix.clock.now(), matrix.random).text()));
    CHECK(hidden.find("incident.no_such_incident") != std::string::npos);
}

} // namespace
} // namespace sokuo::app
