#include "intake/intake_api.h"

#include "incident/testing_api.h"

#include <doctest/doctest.h>

namespace sokuo::intake {
namespace {

using http::Method;
using incident::testing::Answer;

// The inbox, and somebody who takes calls.
struct Inbox : incident::testing::Window {
    Inbox() { routes = intake_routes(*town.desk, incident::testing::plain_problem); }

    Answer take(const Json& slip) {
        return send({.method = Method::post, .path = "/api/v1/reports", .body = slip});
    }
    Answer call(const std::string& what) {
        return take(Json::object({{"channel", "phone"}, {"what", what}}));
    }
    Answer list(std::vector<http::Header> query = {}) {
        return send({.method = Method::get, .path = "/api/v1/reports", .query = std::move(query)});
    }
    [[nodiscard]] static std::vector<std::string> numbers(const Answer& answer) {
        std::vector<std::string> found;
        for (const auto& item : answer.body["items"].items())
            found.emplace_back(item["number"].text_or(""));
        return found;
    }
};

using Numbers = std::vector<std::string>;

TEST_CASE("a call becomes a report with a number, and one sentence is enough") {
    Inbox inbox;
    const auto answer = inbox.call("画面に身代金の要求が出ている");
    CHECK(answer.status == 201);
    CHECK(answer.body["number"] == Json{"R8-U-0001"});
    CHECK(answer.body["state"] == Json{"undecided"});
    CHECK(answer.body["in_hours"] == Json{true});
    CHECK(inbox.take(Json::object({{"channel", "phone"}})).body["where"] == Json{"/what"});
    CHECK(inbox.take(Json::object({{"channel", "telepathy"}, {"what", "あ"}})).body["where"] ==
          Json{"/channel"});
}

TEST_CASE("a form sent twice makes one report") {
    Inbox inbox;
    http::Request request;
    request.method = Method::post;
    request.path = "/api/v1/reports";
    request.body = R"({"channel":"phone","what":"つながらない"})";
    request.headers = {{"cookie", "sokuo=" + inbox.secret},
                       {"content-type", "application/json"},
                       {"idempotency-key", "sent-twice"}};
    const auto first = inbox.deliver(request);
    const auto second = inbox.deliver(request);
    CHECK(second.body["id"] == first.body["id"]);
    CHECK(Inbox::numbers(inbox.list()) == Numbers{"R8-U-0001"});
}

TEST_CASE("nobody was told in the future") {
    Inbox inbox;
    auto slip = Json::object({{"channel", "phone"}, {"what", "つながらない"}});
    slip.set("received_at", "2026-11-24T00:10:00Z"); // Ten minutes ahead.
    CHECK(inbox.take(slip).code() == "intake.received_in_the_future");
    slip.set("received_at", "2026-11-24T00:01:00Z"); // Two clocks that differ a little.
    CHECK(inbox.take(slip).status == 201);
}

TEST_CASE("the inbox comes in pages, the longest waiting first") {
    Inbox inbox;
    for (const auto* what : {"一", "二", "三"})
        inbox.call(what);
    const auto first = inbox.list({{"limit", "2"}});
    CHECK(Inbox::numbers(first) == Numbers{"R8-U-0001", "R8-U-0002"});
    CHECK(first.body["counts"]["undecided"] == Json{3});
    CHECK(first.link.find("rel=\"next\"") != std::string::npos);
    const std::string next{first.body["next"].text_or("")};
    const auto second = inbox.list({{"limit", "2"}, {"after", next}});
    CHECK(Inbox::numbers(second) == Numbers{"R8-U-0003"});
    CHECK(second.link.empty());

    CHECK(inbox.list({{"state", "lost"}}).code() == "intake.bad_state");
    CHECK(inbox.list({{"after", "x"}}).code() == "team.bad_cursor");
    CHECK(inbox.list({{"limit", "201"}}).code() == "incident.bad_limit");
}

TEST_CASE("what is learnt afterwards is added to what was read") {
    Inbox inbox;
    const auto report = inbox.call("画面が固まった").body;
    const auto add = [&](std::int64_t rev) {
        return inbox.send({.method = Method::post,
                           .path = "/api/v1/reports/{id}/additions",
                           .params = {{"id", std::string{report["id"].text_or("")}}},
                           .body = Json::object({{"where", "税務課"}}),
                           .rev = rev});
    };
    const auto added = add(1);
    CHECK(added.body["where"] == Json{"税務課"});
    CHECK(added.body["what"] == Json{"画面が固まった"});
    const auto late = add(1);
    CHECK(late.status == 412);
    CHECK(late.body["current"]["rev"] == Json{2});
}

TEST_CASE("what sounds the same is shown beside a report") {
    Inbox inbox;
    inbox.call("住民記録システムに接続できない");
    const auto second = inbox.call("住民記録システムに接続できません").body;
    const auto hits = inbox.send({.method = Method::get,
                                  .path = "/api/v1/reports/{id}/similar",
                                  .params = {{"id", std::string{second["id"].text_or("")}}}});
    CHECK(hits.status == 200);
    CHECK(to_text(hits.body).find("R8-U-0001") != std::string::npos);
    CHECK(to_text(hits.body).find("R8-U-0002") == std::string::npos);
}

TEST_CASE("a report that goes behind a veil while a file is sent takes no file") {
    Inbox inbox;
    const auto report = inbox.town.receive("課長が名簿を持ち出した");
    const auto member = inbox.town.somebody("joho-kakari", "担当 次郎").person;
    const auto secret = inbox.sign_in(member, "member");
    const auto begins = [&] {
        return inbox.begins_upload(secret, "/api/v1/reports/{id}/attachments",
                                   {{"id", report.id.text()}});
    };
    const auto first = begins();
    CHECK(Inbox::ends_upload(*first) == "kept");
    const auto second = begins();
    auto wanted = incident::testing::declaration();
    wanted.reports = {report.id};
    wanted.circle = {.is_restricted = true, .named = {inbox.town.handler.person}, .excluded = {}};
    wanted.circle_reason = "人事に関わるため";
    inbox.town.declare(wanted);
    CHECK(Inbox::ends_upload(*second) == "incident.upload_nothing_here");
}

TEST_CASE("a report nobody has is not found, and neither is what is no id") {
    Inbox inbox;
    const auto read = [&](const std::string& id) {
        return inbox
            .send({.method = Method::get, .path = "/api/v1/reports/{id}", .params = {{"id", id}}})
            .code();
    };
    CHECK(read("01938f6e-7c1a-7b2e-9a54-3f1f0c8d2e11") == "team.nothing_here");
    CHECK(read("1 OR 1=1") == "team.nothing_here");
}

TEST_CASE("the reporter is asked for what is missing, and told how it ended") {
    Inbox inbox;
    const auto id = std::string{inbox.call("変なメール").body["id"].text_or("")};
    const auto send = [&](const std::string& act, const Json& body, std::int64_t rev) {
        return inbox.send({.method = Method::post,
                           .path = "/api/v1/reports/{id}/" + act,
                           .params = {{"id", id}},
                           .body = body,
                           .rev = rev});
    };
    auto question = Json::object({{"way", "phone"},
                                  {"items", Json::array().push("when").push("who")},
                                  {"due_at", "2026-11-24T06:00:00Z"}});
    const auto asked = send("questions", question, 1);
    CHECK(asked.status == 200);
    CHECK(asked.body["questions"].items().front()["open"] == Json{true});
    CHECK(inbox.list().body["items"].items().front()["answer_due_at"] ==
          Json{"2026-11-24T06:00:00Z"});

    question.set("due_at", "2026-11-23T06:00:00Z");
    CHECK(send("questions", question, 2).body["where"] == Json{"/due_at"});
    question.set("items", Json::array().push("why"));
    CHECK(send("questions", question, 2).body["where"] == Json{"/items"});
    CHECK(send("replies", Json::object({{"way", "mail"}, {"note", "送った"}}), 2).body["where"] ==
          Json{"/way"});
    CHECK(send("replies",
               Json::object({{"way", "phone"}, {"note", "話す"}, {"at", "2026-11-25T00:00:00Z"}}),
               2)
              .code() == "intake.said_in_the_future");
    const auto told =
        send("replies", Json::object({{"way", "counter"}, {"note", "広告だと伝えた"}}), 2);
    CHECK(told.body["replies"].items().front()["note"] == Json{"広告だと伝えた"});
}

TEST_CASE("a report of two matters becomes two, and each names the other") {
    Inbox inbox;
    const auto whole = inbox.call("偽のページがある。プリンターも動かない。");
    const std::string id{whole.body["id"].text_or("")};
    const auto split = [&](const Json& body) {
        return inbox.send({.method = Method::post,
                           .path = "/api/v1/reports/{id}/split",
                           .params = {{"id", id}},
                           .body = body});
    };
    const auto part = split(Json::object({{"what", "プリンターが動かない"}}));
    CHECK(part.status == 201);
    CHECK(part.body["number"] == Json{"R8-U-0002"});
    CHECK(part.body["split_from"]["number"] == Json{"R8-U-0001"});
    CHECK(part.body["received_at"] == whole.body["received_at"]);
    const auto shown =
        inbox.send({.method = Method::get, .path = "/api/v1/reports/{id}", .params = {{"id", id}}});
    CHECK(shown.body["split_into"].items().front()["number"] == Json{"R8-U-0002"});
    CHECK(shown.body["what"] == whole.body["what"]);
    CHECK(Inbox::numbers(inbox.list()) == Numbers{"R8-U-0001", "R8-U-0002"});
    CHECK(split(Json::object({})).body["where"] == Json{"/what"});
}

TEST_CASE("what is said to a caller comes from the pack, in the order of the items") {
    Inbox inbox;
    const auto script = inbox.send({.method = Method::get, .path = "/api/v1/talk-script"}).body;
    std::vector<std::string> items;
    for (const auto& line : script["lines"].items()) {
        if (const auto* item = line["item"].text()) items.push_back(*item);
    }
    CHECK(items == std::vector<std::string>{"when", "where", "what", "who"});
    CHECK(script["lines"].items().front()["text"].text_or("").find("{team}") !=
          std::string_view::npos);
    CHECK(script["instructions"].items().front()["text"] == Json{"電源を切らないでください"});
}

} // namespace
} // namespace sokuo::intake
