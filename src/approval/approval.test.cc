#include "approval/approval_api.h"

#include "approval/approval_store.h"
#include "journal/verify.h"
#include "team/team_test.h"

// 決裁: the head approves in writing, or by word of mouth and signs later.

namespace sokuo::approval {
namespace {

std::vector<journal::View> all_views() {
    return team::views({journal::due_view()}, {charter::charter_view(), approval_view()});
}

struct Room : team::City {
    Room() : City{all_views()} {
        handler = add("handler", "joho-kacho");
        head = add("head", "soumu-bucho");
        deputy = add("deputy", "shimin-bucho");
        member = add("member", "joho-kakari");
        serve(approval_routes({*store, *journal,
                               [this](store::Write&, const team::Call&, State before,
                                      const Approval& after) -> Result<> {
                                   if (is_given(after.state) && !is_given(before))
                                       followed.push_back(after.id.text());
                                   return Done{};
                               }}));
    }

    Json propose_as(const std::string& who, std::string_view kind = "response_policy") {
        sign_in(who);
        return json({.method = http::Method::post,
                     .path = "/api/v1/approvals",
                     .body = to_text(Json::object({{"kind", kind},
                                                   {"title", "ネットワークを切り離す"},
                                                   {"text", "基幹系を今夜のうちに切り離す"}}))},
                    201);
    }
    /// The state it leads to, or the code of the refusal.
    std::string step(const std::string& who, const Json& approval, const std::string& path,
                     const std::string& body = "{}", bool is_fresh = true) {
        sign_in(who);
        if (!is_fresh) REQUIRE(wall.advance_to(wall.now() + std::chrono::minutes{11}));
        const auto answer =
            ask({.method = http::Method::post,
                 .path = "/api/v1/approvals/" + std::string{approval["id"].text_or("")} + path,
                 .body = body,
                 .headers = {
                     {"if-match", "\"" + std::to_string(approval["rev"].integer_or(0)) + "\""}}});
        auto read = parse_json(answer.body);
        REQUIRE(read.ok());
        last = std::move(read).value();
        return std::string{answer.status == 200 ? last["state"].text_or("")
                                                : last["code"].text_or("")};
    }
    std::string oral(const PersonId& by) const {
        return to_text(
            Json::object({{"by", by.text()}, {"at", to_rfc3339(clock.now())}, {"how", "電話"}}));
    }
    /// What the screen of `who` is told: whether they may take the step.
    bool may(const std::string& who, const Json& approval, std::string_view action) {
        sign_in(who);
        const auto read =
            json({.path = "/api/v1/approvals/" + std::string{approval["id"].text_or("")}});
        for (const auto& row : read["may"].items()) {
            if (row["action"].text_or("") == action) return row["allowed"].boolean_or(false);
        }
        return false;
    }
    void hand_over(const std::string& post, const PersonId& to) {
        const auto job = [&](store::Write& db) {
            return team::assign(db, *journal, {},
                                {.post = post,
                                 .person = to,
                                 .from = calendar::parse_date("2026-11-23").value(),
                                 .to = {}});
        };
        REQUIRE(store->write_for(job).ok());
    }
    /// The deputy takes over for the head; gives the head's absence.
    team::AbsenceId take_over() {
        journal::Actor actor{};
        actor.person = deputy;
        const auto job = [&](store::Write& db) -> Result<team::AbsenceId> {
            TRY(team::take_over(db, *journal, actor, book->current().charter,
                                {.post = "soumu-bucho", .reason = "連絡がつかない"}));
            return TRY(team::absences(db)).front().id;
        };
        const auto absence = store->write_for(job);
        REQUIRE(absence.ok());
        return absence.value();
    }
    void back(const team::AbsenceId& absence) {
        REQUIRE(store
                    ->write([&](store::Write& db) {
                        return team::record_return(db, *journal, {}, absence);
                    })
                    .ok());
    }
    std::size_t waiting(const std::string& who) {
        sign_in(who);
        return json({.path = "/api/v1/approvals"})["items"].items().size();
    }
    bool verify() {
        return journal::verify(*store, *keys,
                               {.options = {.views = all_views(),
                                            .upcasts = {},
                                            .origin = "mihon.example/journal",
                                            .clock = journal::ClockKind::simulated},
                                .scratch = std::filesystem::temp_directory_path(),
                                .checkpoint_file = {}})
            .value()
            .sound();
    }

    PersonId handler, head, deputy, member;
    std::vector<std::string> followed;
    Json last;
};

TEST_CASE("the handler proposes, the head approves with the password asked again") {
    Room room;
    const auto proposed = room.propose_as("handler");
    CHECK(proposed["state"].text_or("") == "asked");
    CHECK(proposed["approvers"].text_or("") == "ＣＳＩＲＴ責任者");
    CHECK(room.waiting("head") == 1);
    CHECK(room.step("head", proposed, "/approve", "{}", false) == "team.renewal_needed");
    CHECK(room.step("head", proposed, "/approve", R"({"comment":"進めること"})") == "approved");
    CHECK(room.last["comment"].text_or("") == "進めること");
    CHECK(room.followed.size() == 1);
    CHECK(room.waiting("head") == 0);
    CHECK(room.step("head", room.last, "/approve") == "approval.answered");
    CHECK(room.verify());
}

TEST_CASE("by word of mouth work goes on at once, and the signature is owed") {
    Room room;
    const auto proposed = room.propose_as("handler");
    CHECK(room.step("handler", proposed, "/oral", room.oral(room.head)) == "oral");
    CHECK(room.followed.size() == 1);
    const auto oral = room.last;
    CHECK(oral["oral"]["owed"].text() != nullptr);
    CHECK(room.waiting("head") == 1);

    CHECK(room.step("deputy", oral, "/confirmation", R"({"agrees":true})") ==
          "approval.not_said_by_you");
    CHECK(room.step("head", oral, "/confirmation", R"({"agrees":true})") == "approved");
    CHECK(room.last["oral"]["how"].text_or("") == "電話");
    CHECK(room.waiting("head") == 0);
    CHECK(room.followed.size() == 1); // It was given once.
    CHECK(room.verify());
}

TEST_CASE("the head moved on before signing: the successor confirms in their stead") {
    Room room;
    const auto proposed = room.propose_as("handler");
    REQUIRE(room.step("handler", proposed, "/oral", room.oral(room.head)) == "oral");
    const auto oral = room.last;
    const auto successor = room.add("successor", "");
    CHECK(room.step("successor", oral, "/confirmation", R"({"agrees":true})") == "team.needs_role");
    room.hand_over("soumu-bucho", successor);
    CHECK(room.waiting("successor") == 1);
    CHECK(room.may("successor", oral, "confirm"));
    CHECK(room.step("head", oral, "/confirmation", R"({"agrees":true})") == "team.needs_role");
    SUBCASE("confirms") {
        CHECK(room.step("successor", oral, "/confirmation", R"({"agrees":true})") == "approved");
        CHECK(room.last["oral"]["by"]["id"].text_or("") == room.head.text());
        CHECK(room.last["answered_by"]["id"].text_or("") == successor.text());
        CHECK(room.last["answered_by"]["post"].text_or("") == "総務部長");
        CHECK(room.last["in_stead"].boolean_or(false));
        CHECK(room.waiting("successor") == 0);
    }
    SUBCASE("or contests it") {
        CHECK(room.step("successor", oral, "/confirmation",
                        R"({"agrees":false,"comment":"引き継ぎの書面にない"})") == "contested");
    }
    CHECK(room.verify());
}

TEST_CASE("while the head is away, whoever stands in confirms; not their own note of it") {
    Room room;
    const auto proposed = room.propose_as("handler");
    std::string noted_by = "handler";
    SUBCASE("noted by the handler") {}
    SUBCASE("noted by the deputy") {
        noted_by = "deputy";
    }
    REQUIRE(room.step(noted_by, proposed, "/oral", room.oral(room.head)) == "oral");
    const auto oral = room.last;
    CHECK_FALSE(room.may("deputy", oral, "confirm"));
    room.take_over();
    const auto told = room.step("deputy", oral, "/confirmation", R"({"agrees":true})");
    CHECK(told == (noted_by == "deputy" ? "approval.own_note" : "approved"));
    if (told == "approved") CHECK(room.last["answered_by"]["acting_for"].text_or("") == "総務部長");
    // The head may sign from wherever they are.
    if (told != "approved")
        CHECK(room.step("head", oral, "/confirmation", R"({"agrees":true})") == "approved");
    CHECK(room.verify());
}

TEST_CASE("Sunday's word of whoever stood in is noted on Monday, when they stand in no longer") {
    Room room;
    const auto proposed = room.propose_as("handler");
    const auto absence = room.take_over();
    const auto sunday = room.clock.now();
    REQUIRE(room.clock.advance_to(sunday + std::chrono::hours{20}));
    room.back(absence);
    const auto said = [&](Time when) {
        return to_text(
            Json::object({{"by", room.deputy.text()}, {"at", to_rfc3339(when)}, {"how", "電話"}}));
    };
    CHECK(room.step("handler", proposed, "/oral", said(room.clock.now())) ==
          "approval.not_their_role");
    CHECK(room.step("handler", proposed, "/oral", said(sunday)) == "oral");
    const auto oral = room.last;
    // It was the deputy's own word, and they are there: nobody signs it for them.
    CHECK(room.step("head", oral, "/confirmation", R"({"agrees":true})") ==
          "approval.not_said_by_you");
    CHECK(room.step("deputy", oral, "/confirmation", R"({"agrees":true})") == "approved");
    CHECK_FALSE(room.last["in_stead"].boolean_or(false));
    CHECK(room.verify());
}

TEST_CASE("nothing is approved before it is proposed") {
    Room room;
    const auto proposed = room.propose_as("handler");
    const auto said = [&](Duration before) {
        return to_text(Json::object({{"by", room.head.text()},
                                     {"at", to_rfc3339(room.clock.now() - before)},
                                     {"how", "電話"}}));
    };
    CHECK(room.step("handler", proposed, "/oral", said(std::chrono::hours{24 * 365 * 3})) ==
          "approval.before_proposal");
    CHECK(room.last["field"].text_or("") == "/at");
    CHECK(room.followed.empty());
    // People write minutes, and clocks differ.
    CHECK(room.step("handler", proposed, "/oral", said(std::chrono::minutes{1})) == "oral");
}

TEST_CASE("where two are needed, whoever proposed it does not sign in another's stead") {
    Approval approval{};
    approval.needs_two = true;
    approval.state = State::oral;
    SystemRandom random;
    const auto one = [&] { return PersonId::make(Time{}, random); };
    approval.asked_by.person = one();
    approval.answered_by.person = one();
    approval.oral = NoteOral{.by = one(), .role = "head", .at = {}, .how = "電話"};
    const auto told = [&](const PersonId& who, Stead stead) {
        const auto next = approval.next(Confirm{.role = "", .comment = "", .stead = stead}, who);
        return next.ok() ? next.value().type : std::string{next.error().message->code()};
    };
    CHECK(told(approval.asked_by.person, Stead::successor) == "approval.same_person");
    CHECK(told(approval.answered_by.person, Stead::acting) == "approval.own_note");
    CHECK(told(approval.answered_by.person, Stead::successor) == "approval.confirmed");
    CHECK(told(one(), Stead::acting) == "approval.confirmed");
    CHECK(told(one(), Stead::own_word) == "approval.not_said_by_you");
}

TEST_CASE("who did not say so contests it, and says why") {
    Room room;
    const auto proposed = room.propose_as("handler");
    REQUIRE(room.step("handler", proposed, "/oral", room.oral(room.head)) == "oral");
    const auto oral = room.last;
    CHECK(room.step("head", oral, "/confirmation", R"({"agrees":false})") ==
          "approval.comment_needed");
    CHECK(room.step("head", oral, "/confirmation",
                    R"({"agrees":false,"comment":"切り離しは認めていない"})") == "contested");
}

TEST_CASE("an oral approval names somebody who may approve, and no time to come") {
    Room room;
    const auto proposed = room.propose_as("handler");
    CHECK(room.step("handler", proposed, "/oral", room.oral(room.member)) ==
          "approval.not_their_role");
    auto later = Json::object({{"by", room.head.text()},
                               {"at", to_rfc3339(room.clock.now() + std::chrono::hours{1})},
                               {"how", "電話"}});
    CHECK(room.step("handler", proposed, "/oral", to_text(later)) == "approval.in_the_future");
    CHECK(room.followed.empty());
}

TEST_CASE("whoever proposed it may not approve it; only they withdraw it") {
    Room room;
    const auto proposed = room.propose_as("head");
    CHECK(room.step("head", proposed, "/approve") == "approval.same_person");
    CHECK(room.step("handler", proposed, "/withdrawal") == "approval.not_yours");
    CHECK(room.step("head", proposed, "/withdrawal") == "withdrawn");
}

TEST_CASE("a deputy approves only while standing in for the head, and the record says for whom") {
    Room room;
    const auto proposed = room.propose_as("handler");
    CHECK(room.step("deputy", proposed, "/approve") == "team.needs_role");
    room.take_over();
    CHECK(room.step("deputy", proposed, "/approve") == "approved");
    CHECK(room.last["answered_by"]["post"].text_or("") == "市民部長");
    CHECK(room.last["answered_by"]["acting_for"].text_or("") == "総務部長");
}

TEST_CASE("sending back says what is wanted; an unknown kind is refused") {
    Room room;
    const auto proposed = room.propose_as("handler");
    CHECK(room.step("head", proposed, "/send-back") == "approval.comment_needed");
    CHECK(room.step("head", proposed, "/send-back", R"({"comment":"影響する課を書くこと"})") ==
          "sent_back");
    room.sign_in("handler");
    const auto refused = room.ask({.method = http::Method::post,
                                   .path = "/api/v1/approvals",
                                   .body = R"({"kind":"party","title":"忘年会"})"});
    CHECK(refused.body.find("approval.no_such_kind") != std::string::npos);
}

} // namespace
} // namespace sokuo::approval
