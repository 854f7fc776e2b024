#include "alert/alert.h"
#include "alert/slip.h"

#include <doctest/doctest.h>

namespace sokuo::alert {
namespace {

Signal scan() {
    Signal signal;
    signal.source = "suricata";
    signal.rule = "2001219";
    signal.title = "ET SCAN Potential SSH Scan";
    signal.host = "SZK-114";
    signal.severity = Severity::high;
    signal.observables = {"198.51.100.7"};
    signal.raw = R"({"event_type":"alert"})";
    return signal;
}

std::string code_of(const Error& error) {
    return std::string{error.message->code()} + " " + error.where;
}

journal::Entry entry_of(const journal::Draft& draft, std::int64_t rev) {
    journal::Entry entry;
    entry.stream = draft.stream;
    entry.rev = rev;
    entry.type = draft.type;
    entry.content = draft.content;
    entry.personal = draft.personal;
    entry.recorded_at = Time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 29}};
    entry.occurred_at = draft.occurred_at;
    return entry;
}

} // namespace

TEST_CASE("what a machine sends is read within limits, and what is wrong is named") {
    auto json =
        Json::object({{"source", "wazuh"}, {"title", "sshd: 認証の失敗"}, {"severity", "low"}});
    const auto signal = read_signal(json);
    REQUIRE(signal.ok());
    CHECK(signal.value().severity == Severity::low);

    json.set("severity", "terrible");
    CHECK(code_of(read_signal(json).error()).ends_with("/severity"));
    json.set("severity", "low").set("raw", std::string(raw_bytes_max + 1, 'x'));
    CHECK(code_of(read_signal(json).error()).ends_with("/raw"));
    json.set("raw", "").set("colour", "red");
    CHECK(code_of(read_signal(json).error()).ends_with("/colour"));
    CHECK_FALSE(read_signal(Json::object({{"source", "wazuh"}})).ok());
}

TEST_CASE("a machine that cannot be told about limits is cut to them, and keeps its characters") {
    Signal signal;
    signal.title = std::string(1'000, 'a') + "終";
    signal.description = "一行目\n二行目\x01 \xFF 終";
    signal.raw = std::string(200'000, 'r');
    signal.tags.assign(80, "tag");
    signal.observables = {"", "a.example"};
    const auto tame = within_limits(signal);
    CHECK(tame.source == "unknown");
    CHECK(tame.title.size() == title_max);
    CHECK(tame.description == "一行目\n二行目  \xEF\xBF\xBD 終");
    CHECK(tame.raw.size() <= raw_bytes_max);
    CHECK(tame.tags.size() == tags_max);
    CHECK(tame.observables == std::vector<std::string>{"a.example"});
    CHECK(within_limits(Signal{}).title == "unknown");
}

TEST_CASE("signals gather by rule and machine; names that run together are still two keys") {
    auto one = scan();
    auto other = scan();
    other.host = "SZK-115";
    CHECK(gathering_key(one, Scope::host) != gathering_key(other, Scope::host));
    CHECK(gathering_key(one, Scope::rule) == gathering_key(other, Scope::rule));
    one.source = "a";
    one.rule = "bc";
    other.source = "ab";
    other.rule = "c";
    CHECK(gathering_key(one, Scope::rule) != gathering_key(other, Scope::rule));
    CHECK(gathering_key(one, Scope::source) != gathering_key(other, Scope::source));
}

TEST_CASE("many machines of one rule open one alert for the rule, many rules one for the source") {
    CHECK(scope_for(0, 0) == Scope::host);
    CHECK(scope_for(hosts_max - 1, hosts_max) == Scope::host);
    CHECK(scope_for(hosts_max, hosts_max) == Scope::rule);
    CHECK(scope_for(1, alerts_max) == Scope::source);
}

TEST_CASE("an alert is judged once, and put away only with a reason") {
    const AlertId id{};
    auto alert = Alert::replay(std::vector{entry_of(Alert::raise(id, scan(), Scope::host), 1)});
    REQUIRE(alert.ok());
    auto& value = alert.value();
    CHECK(value.first.raw == scan().raw);
    CHECK(code_of(value.ask({.outcome = State::dismissed, .report = {}, .reason = " "}).error()) ==
          "alert.reason_needed /reason");
    const auto draft = value.ask({.outcome = State::dismissed, .report = {}, .reason = "点検"});
    REQUIRE(draft.ok());
    value.apply(entry_of(draft.value(), 2));
    CHECK(value.state == State::dismissed);
    CHECK(value.judgement->reason == "点検");
    CHECK(code_of(value.ask({.outcome = State::taken, .report = {}, .reason = {}}).error()) ==
          "alert.judged_already ");
}

TEST_CASE("what a machine wrote about people stands apart, and the alert lives on without it") {
    const auto draft = Alert::raise(AlertId{}, scan(), Scope::rule);
    CHECK(draft.content["raw"].is_null());
    CHECK(draft.content["observables"].is_null());
    auto entry = entry_of(draft, 1);
    entry.personal = {};
    entry.personal_state = journal::BodyState::erased;
    const auto alert = Alert::replay(std::vector{entry});
    REQUIRE(alert.ok());
    CHECK(alert.value().first.title == scan().title);
    CHECK(alert.value().first.raw.empty());
    CHECK(alert.value().scope == Scope::rule);
}

TEST_CASE("a report of an alert says the four items in the machine's words") {
    auto signal = scan();
    signal.at = Time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 29}};
    const auto alert =
        Alert::replay(std::vector{entry_of(Alert::raise(AlertId{}, signal, Scope::host), 1)});
    const auto slip = slip_of(alert.value(), "Asia/Tokyo");
    CHECK(slip.when.text == "2026-11-29 09:00");
    CHECK(slip.where == "SZK-114");
    CHECK(slip.what == "ET SCAN Potential SSH Scan");
    CHECK(slip.how == "198.51.100.7");
    CHECK(slip.channel == "monitoring");
    CHECK(addition_of(alert.value()).note == "ET SCAN Potential SSH Scan\nSZK-114\n198.51.100.7");
}

} // namespace sokuo::alert
