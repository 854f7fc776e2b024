#include "correspondence/serving.h"

#include "incident/testing.h"

#include <doctest/doctest.h>

namespace sokuo::correspondence {
namespace {

using incident::testing::at_time;
using incident::testing::sure;
using incident::testing::told;
using incident::testing::Town;

Time now() {
    return at_time("2026-11-24T00:00:00Z");
}

TEST_CASE("a mail may be the answer or a question, and nothing besides") {
    CHECK(std::holds_alternative<std::monostate>(sure(read_serving(Json{}, now()))));
    const auto reply = sure(read_serving(Json::object({{"purpose", "reply"}}), now()));
    CHECK(std::get<incident::Reply>(reply).way == incident::Way::mail);
    CHECK(told(read_serving(Json::object({{"purpose", "advert"}}), now()))
              .ends_with("/serves/purpose"));
    CHECK(told(read_serving(
              Json::object({{"purpose", "question"}, {"due_at", "2026-11-23T00:00:00Z"}}),
              now())) == "incident.answer_due_passed /serves/due_at");
}

TEST_CASE("the letter names what is missing, and is read by somebody before it goes") {
    Town town;
    const auto report = town.receive("変なメールが来た");
    const auto words = first_words(town.book->current(), report, "question");
    REQUIRE(words);
    CHECK(words->subject.find("[R8-U-0001]") != std::string::npos);
    CHECK(words->text.find("　・いつ（気づいた日時）\n　・どこで") != std::string::npos);
    CHECK(words->text.find("何が、どのように") == std::string::npos); // That was told.
    CHECK(words->text.find('{') == std::string::npos);
    CHECK_FALSE(first_words(town.book->current(), report, "sonnet"));
}

TEST_CASE("who is answered by mail is owed nothing any more, and the mail is named") {
    Town town;
    const auto report = town.receive("広告が出る");
    town.does(report.id, incident::Judge{.outcome = incident::Outcome::not_incident,
                                         .reason = "広告だった",
                                         .incident = {},
                                         .transferred_to = {},
                                         .look_again_at = {},
                                         .owes_reply = true});
    const auto judged = sure(
        town.reading([&](store::Read& db) { return incident::load(*town.desk, db, report.id); }));
    CHECK(first_words(town.book->current(), judged, "reply")->text.find("広告だった") !=
          std::string::npos);
    incident::Reply reply;
    reply.way = incident::Way::mail;
    LetterId letter;
    letter.value.back() = std::byte{7};
    sure(town.writing([&](store::Write& db) {
        return serve(*town.desk, db, town.handler, report.id, Serving{reply}, letter);
    }));
    const auto after = sure(
        town.reading([&](store::Read& db) { return incident::load(*town.desk, db, report.id); }));
    CHECK_FALSE(after.owes_reply);
    CHECK(after.replies.front().reply.letter == letter.text());
}

} // namespace
} // namespace sokuo::correspondence
