// Need to know, over the whole route table: nobody learns of an incident they have no part in, by
// any way there is. The table of routes and the table of policy make the matrix; a route with a
// parameter the matrix cannot fill fails, so a new one cannot stay outside of it.
//
// Each sweep is also made with the veil taken away. There the canary must sing on every route that
// could have shown it; otherwise the sweep above would prove nothing.

#include "app/api_test.h"
#include "app/routes.h"
#include "approval/approval_store.h"
#include "incident/incident_store.h"
#include "incident/report_store.h"

#include <map>
#include <set>

namespace sokuo::app {
namespace {

constexpr std::string_view canary = "蜂蜜色の名簿";

struct Matrix : Hall {
    using Route = team::Route;

    Matrix() {
        REQUIRE(accounts.prepare().ok());
        for (const auto& role : desk.book.current().charter.roles) {
            const auto post = post_of(role.code);
            if (!post.empty()) persons[role.code] = add(role.code, post);
        }
        persons["nobody"] = add("nobody", "");
        persons["former"] = add("former", "");
        assign_until("former", post_of("manager"), "2026-10-31");
        secret_incident();
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
            const auto step = [&](incident::Command command) -> Result<> {
                TRY(incident::act(desk, db, handler, incident.id, command));
                return Done{};
            };
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
            approval::Ask what{};
            what.kind = "response_policy";
            what.title = text;
            what.incident = incident.id;
            const auto approval =
                TRY(approval::propose(*journal, db, handler, what, desk.book.current().charter));
            proposed = approval.id;
            restricted = incident.id;
            number = incident.number;
            told_by = report.id;
            told_as = report.number;
            return Done{};
        };
        sure(store->write(job));
    }

    // What the path's parameters stand for; nothing for one the matrix does not know.
    std::optional<std::string> value(std::string_view path, std::string_view name) const {
        const auto is_report = team::about(path) == "report";
        if (name == "id" && is_report) return told_by.text();
        if (name == "id" && team::about(path) == "incident") return restricted.text();
        if (name == "id" && team::about(path) == "approval") return proposed.text();
        if (name == "id" && path.starts_with("/api/v1/team/persons/"))
            return persons.at("handler").text();
        if (name == "session") return std::string(64, '0');
        if (name == "attachment") return to_text(restricted.value);
        if (name == "task") return task.text();
        if (name == "decision") return decision.text();
        if (name == "condition") return "contained";
        if (name == "key") return "person_count";
        if (name == "seq") return "1";
        if (name == "asked") return asked_for.text();
        if (name == "absence") return to_text(restricted.value);
        if (name == "post") return "soumu-bucho";
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
        if (path == "/api/v1/search") return {word};
        return {""};
    }

    bool sings(const http::Response& response) const {
        std::string all = response.body;
        for (const auto& [name, value] : response.headers)
            all += value;
        // Who asks for it knows the id; in the answer it must not stand.
        const std::set<std::string> signs{std::string{canary}, number,         told_as,
                                          restricted.text(),   told_by.text(), proposed.text()};
        return std::ranges::any_of(
            signs, [&](const std::string& sign) { return all.find(sign) != std::string::npos; });
    }

    /// The routes that told somebody other than the handler, as `who path`.
    std::set<std::string> leaks() {
        std::set<std::string> found;
        for (const auto& [name, person] : persons) {
            if (name == "handler") continue;
            sign_in(name);
            for (const auto& route : table) {
                if (route.method != http::Method::get || !route.handle) continue;
                if (route.path == "/api/v1/events") continue; // Heard, not read: events.test.cc.
                for (const auto& query : queries(route.path)) {
                    const auto path = filled(route.path) + (query.empty() ? "" : "?" + query);
                    if (sings(ask({.path = path}))) found.insert(route.path);
                }
            }
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

    std::map<std::string, PersonId> persons; ///< By role; `nobody` has no post, `former` had one.
    IncidentId restricted;
    std::string number;
    approval::ApprovalId proposed;
    ReportId told_by;
    std::string told_as;
    incident::TaskId task;
    incident::AskedId asked_for;
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

TEST_CASE("with the veil taken away, every route that could tell does: the sweep can fail") {
    Matrix matrix;
    matrix.take_the_veil_away();
    const auto found = matrix.leaks();
    for (const auto* path :
         {"/api/v1/incidents", "/api/v1/incidents/{id}", "/api/v1/incidents/{id}/timeline",
          "/api/v1/reports", "/api/v1/reports/{id}", "/api/v1/approvals", "/api/v1/approvals/{id}",
          "/api/v1/search", "/api/v1/journal/entries"})
        CHECK_MESSAGE(found.contains(path), path << " did not sing");
}

TEST_CASE("nobody changes what they may not know of, and is told the same as for nothing") {
    Matrix matrix;
    const auto before = matrix.head();
    for (const auto& [name, person] : matrix.persons) {
        if (name == "handler") continue;
        matrix.sign_in(name);
        for (const auto& route : matrix.table) {
            if (route.method == http::Method::get || !route.handle) continue;
            if (team::about(route.path).empty()) continue;
            const auto answer = matrix.ask({.method = route.method,
                                            .path = matrix.filled(route.path),
                                            .body = "{}",
                                            .headers = {{"if-match", "\"1\""}}});
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
