#include "incident/report.h"

#include "incident/testing.h"

#include <doctest/doctest.h>

namespace sokuo::incident {
namespace {

using testing::at_time;
using testing::sure;
using testing::told;

constexpr auto* tokyo = "Asia/Tokyo";

ReportId some_report() {
    ReportId id;
    id.value.back() = std::byte{5};
    return id;
}

// A report as it goes on: the slip, what was learnt afterwards, how it was judged.
class Desk {
public:
    explicit Desk(const Slip& slip) {
        take(Report::receive(some_report(), slip, true), at_time("2026-11-24T00:00:00Z"));
    }
    [[nodiscard]] Report now() const { return sure(Report::replay(history_)); }
    template <class Step>
    Desk& does(const Step& step) {
        return take(now().ask(step), at_time("2026-11-24T01:00:00Z"));
    }
    template <class Step>
    [[nodiscard]] std::string asks(const Step& step) const {
        return told(now().ask(step));
    }
    /// The bodies of outsiders' names and phones are erased.
    Desk& erase_personal() {
        for (auto& entry : history_) {
            if (entry.personal_state != journal::BodyState::present) continue;
            entry.personal = {};
            entry.personal_state = journal::BodyState::erased;
        }
        return *this;
    }
    [[nodiscard]] const journal::Entry& first() const { return history_.front(); }

private:
    Desk& take(Result<journal::Draft> asked, Time now) {
        auto draft = sure(std::move(asked));
        const auto has_personal = !draft.personal.is_null();
        history_.push_back({.seq = 1,
                            .stream = draft.stream,
                            .rev = static_cast<std::int64_t>(history_.size()) + 1,
                            .type = draft.type,
                            .version = 1,
                            .recorded_at = now,
                            .occurred_at = draft.occurred_at,
                            .actor = {},
                            .content = std::move(draft.content),
                            .personal = std::move(draft.personal),
                            .content_state = journal::BodyState::present,
                            .personal_state = has_personal ? journal::BodyState::present
                                                           : journal::BodyState::absent});
        return *this;
    }

    std::vector<journal::Entry> history_;
};

Slip sentence(std::string what) {
    Slip slip;
    slip.what = std::move(what);
    return slip;
}

Judge judged(Outcome outcome, std::string reason = "") {
    return {.outcome = outcome,
            .reason = std::move(reason),
            .incident = {},
            .transferred_to = {},
            .look_again_at = {}};
}

TEST_CASE("one sentence is a report, and it says what is still to be asked") {
    const auto report = Desk{sentence("画面に身代金の要求が出ている")}.now();
    CHECK(report.state() == "undecided");
    CHECK(report.summary() == "画面に身代金の要求が出ている");
    CHECK(report.missing() == std::vector<std::string_view>{"when", "where", "who"});

    CHECK(told(Report::receive(some_report(), sentence("　 "), true)) ==
          "incident.report_nothing_said /what");
}

TEST_CASE("a report of the same matter names the other one, and may be judged anew") {
    Desk desk{sentence("電話がつながらない")};
    auto same = judged(Outcome::duplicate);
    CHECK(told(desk.now().ask(same)) == "incident.other_report_needed /report");
    same.same_as = some_report();
    CHECK(told(desk.now().ask(same)) == "incident.other_report_needed /report"); // Itself.
    same.same_as->value.back() ^= std::byte{1};
    const auto report = desk.does(same).now();
    CHECK(report.state() == "duplicate");
    CHECK(report.same_as() == same.same_as);
    CHECK(report.is_open());
    const auto again = desk.does(judged(Outcome::not_incident, "別の件だった")).now();
    CHECK(again.state() == "not_incident");
    CHECK_FALSE(again.same_as().has_value());
}

TEST_CASE("names and phones of outsiders stand apart from what is told") {
    auto slip = sentence("名簿が別の人に届いた");
    slip.reporter = {.name = "山田 花子",
                     .reading = "",
                     .affiliation = "",
                     .phone = "000-1111-2222",
                     .extension = "",
                     .mail = "",
                     .call_back = true};
    Desk desk{slip};
    CHECK(to_text(desk.first().content).find("山田") == std::string::npos);
    CHECK(to_text(desk.first().content).find("1111") == std::string::npos);
    CHECK(desk.now().slip.reporter == slip.reporter);
    CHECK(desk.first().content["has_contact"] == Json{true});

    const auto later = desk.erase_personal().now();
    CHECK(later.slip.reporter.is_empty());
    CHECK(later.personal_state == journal::BodyState::erased);
    CHECK(later.slip.what == "名簿が別の人に届いた");
}

TEST_CASE("a name alone is nobody who can be called back") {
    auto slip = sentence("不審なメール");
    slip.finder.name = "匿名の職員";
    const Desk desk{slip};
    CHECK(desk.first().content["has_contact"] == Json{false});
    CHECK(desk.now().missing().back() == "who");
}

TEST_CASE("what is learnt afterwards is added, and says which items are new") {
    Addition addition;
    addition.note = "折り返しの電話で聞いた";
    addition.when =
        read_when("１１月２４日午前９時１０分頃", tokyo, at_time("2026-11-24T05:00:00Z"));
    addition.where = "税務課の端末";
    const auto report = Desk{sentence("画面が固まった")}.does(addition).now();
    CHECK(report.slip.where == "税務課の端末");
    CHECK(report.slip.what == "画面が固まった");
    REQUIRE(report.additions.size() == 1);
    CHECK(report.additions.front().items == std::vector<std::string>{"when", "where"});
    CHECK(report.additions.front().note == "折り返しの電話で聞いた");
}

TEST_CASE("when something happened is kept as it was said, and read as far as it goes") {
    const auto told_at = at_time("2026-11-24T05:00:00Z"); // 14:00 in Tokyo
    const auto exact = read_when("令和８年１１月２４日 午前９時１０分頃", tokyo, told_at);
    CHECK(exact.at == at_time("2026-11-24T00:10:00Z"));
    CHECK(exact.precision == Precision::minute);
    CHECK(exact.is_approximate);

    const auto day = read_when("2026/11/24", tokyo, told_at);
    CHECK(day.at == at_time("2026-11-23T15:00:00Z"));
    CHECK(day.precision == Precision::day);

    CHECK(read_when("けさ9時10分", tokyo, told_at).at == exact.at);
    // It is the day it was told that counts, not the day it was written down.
    CHECK(read_when("けさ9時10分", tokyo, told_at + std::chrono::days{3}).at != exact.at);

    const auto vague = read_when("先週の終わりごろから", tokyo, told_at);
    CHECK(vague.text == "先週の終わりごろから");
    CHECK_FALSE(vague.at);
    CHECK(vague.precision == Precision::unknown);
}

TEST_CASE("a judgement that makes no incident needs its reason") {
    Desk desk{sentence("迷惑メールが来た")};
    for (const auto outcome : {Outcome::watch, Outcome::waiting, Outcome::not_incident})
        CHECK(desk.asks(judged(outcome, "　")) == "incident.judgement_reason_needed /reason");
    CHECK(desk.asks(judged(Outcome::transferred, "市の所管でない")) ==
          "incident.transferred_to_needed /transferred_to");
    CHECK(desk.does(judged(Outcome::incident)).now().state() == "declared");
}

TEST_CASE("what became an incident is judged for good; what did not may come back") {
    for (const auto outcome : {Outcome::incident, Outcome::join}) {
        Desk desk{sentence("つながらない")};
        desk.does(judged(outcome));
        CHECK_FALSE(desk.now().is_open());
        CHECK(desk.asks(judged(Outcome::not_incident, "直った")) ==
              "incident.report_judged_already");
    }
    Desk desk{sentence("つながらない")};
    desk.does(judged(Outcome::not_incident, "工事の予定だった"));
    CHECK(desk.now().state() == "not_incident");
    CHECK(desk.now().is_open());
    desk.does(judged(Outcome::incident));
    CHECK(desk.now().state() == "declared");
    CHECK(desk.now().judgements.size() == 2);
}

TEST_CASE("a history that does not begin with the slip is no report") {
    const auto replayed = Report::replay({});
    REQUIRE_FALSE(replayed.ok());
    CHECK(replayed.error().code == Errc::corrupt);
}

TEST_CASE("a slip is read field by field, in the width people type in") {
    auto json =
        Json::object({{"channel", "phone"},
                      {"what", "ウイルスの警告が出た"},
                      {"when", "今朝９時ごろ"},
                      {"finder", Json::object({{"phone", "０００－１１１１－２２２２"},
                                               {"mail", "ａ＠ｍｉｈｏｎ．ｅｘａｍｐｌｅ"}})}});
    const auto slip = sure(read_slip(json, tokyo, at_time("2026-11-24T05:00:00Z")));
    CHECK(slip.finder.phone == "000-1111-2222");
    CHECK(slip.finder.mail == "a@mihon.example");
    CHECK(slip.when.text == "今朝９時ごろ");
    CHECK(slip.continuing == "unknown");

    json.set("operations_done", Json{Json::Array{"prayed"}});
    CHECK(told(read_slip(json, tokyo, at_time("2026-11-24T05:00:00Z"))) ==
          "incident.bad_operation /operations_done");
    json.set("operations_done", Json{Json::Array{"unplugged"}});
    CHECK(read_slip(json, tokyo, at_time("2026-11-24T05:00:00Z")).ok());
    json.set("chanel", "phone");
    CHECK_FALSE(read_slip(json, tokyo, at_time("2026-11-24T05:00:00Z")).ok());
    CHECK(told(read_addition(Json::object(), tokyo, at_time("2026-11-24T05:00:00Z"))) ==
          "incident.nothing_added");
}

TEST_CASE("a joke needs no reason and nobody is answered; what is out of scope needs both") {
    Desk desk{sentence("ためしに送ってみました")};
    desk.does(judged(Outcome::spam));
    CHECK(desk.now().state() == "spam");
    CHECK(desk.now().is_open()); // It may turn out to be none.

    CHECK(desk.asks(judged(Outcome::not_incident)) == "incident.judgement_reason_needed /reason");
    auto outside = judged(Outcome::not_incident, "回線の工事だった");
    outside.owes_reply = true;
    desk.does(outside);
    CHECK(desk.now().owes_reply);
    CHECK(desk.asks(Reply{.way = Way::phone, .note = "　", .at = {}, .letter = {}}) ==
          "incident.nothing_replied /note");
    desk.does(Reply{.way = Way::phone, .note = "工事だったと伝えた", .at = {}, .letter = {}});
    const auto told = desk.now();
    CHECK_FALSE(told.owes_reply);
    REQUIRE(told.replies.size() == 1);
    CHECK(told.replies.front().reply.note == "工事だったと伝えた");
}

TEST_CASE("what was judged anew and owes nobody anything owes no reply") {
    Desk desk{sentence("つながらない")};
    auto outside = judged(Outcome::not_incident, "工事だった");
    outside.owes_reply = true;
    CHECK(desk.does(outside).now().owes_reply);
    CHECK_FALSE(desk.does(judged(Outcome::spam)).now().owes_reply);
}

TEST_CASE("who waits for a provider says when to ask them again") {
    Desk desk{sentence("クラウドが止まっている")};
    auto wait = judged(Outcome::provider, "クラウド事業者が復旧作業中");
    CHECK(desk.asks(wait) == "incident.follow_up_needed /look_again_at");
    wait.look_again_at = at_time("2026-11-24T03:00:00Z");
    CHECK(desk.does(wait).now().state() == "provider");
    CHECK(told(desk.now().ask_erasure()) == "incident.report_not_judged");
}

Inquiry by_phone(std::vector<std::string> items) {
    return {.way = Way::phone,
            .note = "留守番電話に入れた",
            .at = at_time("2026-11-24T00:40:00Z"),
            .letter = {},
            .items = std::move(items),
            .due_at = at_time("2026-11-24T06:00:00Z")};
}

TEST_CASE("a question is open until something is added, another is asked, or it is judged") {
    Desk desk{sentence("変なメール")};
    CHECK(desk.asks(Inquiry{}) == "incident.nothing_asked /note");
    desk.does(by_phone({"when", "who"}));
    const auto first = desk.now().inquiries.back();
    CHECK(first.is_open);
    CHECK(first.question.items == std::vector<std::string>{"when", "who"});
    CHECK(first.at == at_time("2026-11-24T00:40:00Z"));          // 実施時刻
    CHECK(first.recorded_at == at_time("2026-11-24T01:00:00Z")); // 入力時刻

    desk.does(by_phone({"who"}));
    CHECK_FALSE(desk.now().inquiries.front().is_open);
    CHECK(desk.now().inquiries.back().is_open);
    Addition answer;
    answer.note = "けさ9時に開いた";
    CHECK_FALSE(desk.does(answer).now().inquiries.back().is_open);

    desk.does(by_phone({"when"})).does(judged(Outcome::waiting, "返事を待つ"));
    CHECK(desk.now().inquiries.back().is_open);
    desk.does(judged(Outcome::not_incident, "広告だった"));
    CHECK_FALSE(desk.now().inquiries.back().is_open);
}

} // namespace
} // namespace sokuo::incident
