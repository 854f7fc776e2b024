#include "app/replay/scenario.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace sokuo::app::replay {
namespace {

// A scenario with these steps; the first of them stands on line 7.
std::string with_steps(std::string_view steps) {
    return "id: a\ntitle: 停電\nsource: 公表資料\nstarts: 2033-06-22 08:30\n"
           "people: {poc: member, head: soumu}\nsteps:\n" +
           std::string{steps};
}

Scenario read(std::string_view steps) {
    const auto text = with_steps(steps);
    auto scenario = read_scenario(text, "a.yaml");
    if (!scenario.ok()) FAIL(describe(scenario.error()));
    return std::move(scenario).value();
}

// The message's code and the place.
std::string refusal(const std::string& text) {
    const auto read = read_scenario(text, "a.yaml");
    if (read.ok()) return "accepted";
    CHECK(render(*read.error().message, read.error().args, Language::ja).size() > 10);
    return std::string{read.error().message->code()} + " " + read.error().where;
}

std::string refused_step(std::string_view steps) {
    return refusal(with_steps(steps));
}

TEST_CASE("a step is read with who, when, what and what must then be true") {
    const auto scenario = read(R"(  - at: 2033-06-22 15:50
    who: poc
    note: 電話
    call: POST /api/v1/reports
    headers: {Accept-Language: en}
    body: {channel: phone, "personal_data": "yes", copies: 2, gone: true, by: ~, code: 012}
    expect:
      status: 201
      number: R15-U-0001
      missing: {count: 0, exists: true}
    keep: {report: id}
    then:
      - get: /api/v1/reports/${report}
        who: head
        expect: {state: undecided}
)");
    CHECK(scenario.charter == "../../charters/mihon.yaml");
    CHECK(scenario.clock == "admin");
    CHECK(to_rfc3339(scenario.starts) == "2033-06-21T23:30:00Z");
    REQUIRE(scenario.steps.size() == 1);
    const auto& step = scenario.steps.front();
    CHECK(step.line == 7);
    CHECK(to_rfc3339(step.at) == "2033-06-22T06:50:00Z");
    REQUIRE(step.call);
    CHECK(step.call->method == http::Method::post);
    CHECK(step.call->target == "/api/v1/reports");
    CHECK(sokuo::to_text(step.call->body) ==
          R"({"channel":"phone","personal_data":"yes","copies":2,"gone":true,"by":null,)"
          R"("code":"012"})");
    CHECK(step.expected.status == 201);
    REQUIRE(step.expected.fields.size() == 2);
    CHECK(step.expected.fields[0].line == 15);
    CHECK(step.expected.fields[1].checks.size() == 2);
    CHECK(step.keep.front() == std::pair<std::string, std::string>{"report", "id"});
    REQUIRE(step.then.size() == 1);
    CHECK(step.then.front().who == "head");
}

TEST_CASE("time is written in Japan's, in UTC, as so much later, or not at all") {
    const auto scenario = read(R"(  - {who: poc, call: GET /a}
  - {who: poc, at: +PT1H30M, call: GET /a}
  - {who: poc, call: GET /a}
  - {who: poc, at: +P2DT5M, call: GET /a}
  - {who: poc, at: "2033-06-24T10:05:00+09:00", call: GET /a}
)");
    CHECK(to_rfc3339(scenario.steps[0].at) == "2033-06-21T23:30:00Z");
    CHECK(to_rfc3339(scenario.steps[1].at) == "2033-06-22T01:00:00Z");
    CHECK(scenario.steps[2].at == scenario.steps[1].at);
    CHECK(to_rfc3339(scenario.steps[3].at) == "2033-06-24T01:05:00Z");
    CHECK(scenario.steps[4].at == scenario.steps[3].at);
}

TEST_CASE("a time that is none, or that lies before the step above, is named with its line") {
    for (const std::string_view wrong : {"2033-06-31 10:00", "2033-06-22 24:00", "あす", "+PT",
                                         "+P5M", "+PT5", "+PT1H2D", "2033-06-22"}) {
        CAPTURE(wrong);
        CHECK(refused_step("  - who: poc\n    at: '" + std::string{wrong} +
                           "'\n    call: GET /a\n") == "replay.bad_time a.yaml:8");
    }
    CHECK(refused_step("  - {who: poc, call: GET /a}\n"
                       "  - who: poc\n    at: 2033-06-22 08:29\n    call: GET /a\n") ==
          "replay.goes_back a.yaml:9");
}

TEST_CASE("what is missing, misspelt or of the wrong shape is named with its line") {
    CHECK(refusal("id: a\ntitle: b\n") == "replay.key_missing a.yaml:1");
    CHECK(refused_step("  - {who: poc, call: GET /a}\nnotes: x\n") ==
          "replay.unknown_key a.yaml:8");
    CHECK(refused_step("  - who: poc\n    cal: GET /a\n") == "replay.unknown_key a.yaml:8");
    CHECK(refused_step("  - who: nobody\n    call: GET /a\n") == "replay.no_person a.yaml:7");
    CHECK(refused_step("  - call: GET /a\n") == "replay.key_missing a.yaml:7");
    CHECK(refused_step("  - who: poc\n    note: 何もしない\n") == "replay.nothing_to_do a.yaml:7");
    CHECK(refused_step("  - who: poc\n    call: TAKE /a\n") == "replay.bad_call a.yaml:8");
    CHECK(refused_step("  - who: poc\n    call: GET a\n") == "replay.bad_call a.yaml:8");
    CHECK(refused_step("  - who: poc\n    call: [GET, /a]\n") == "replay.text_wanted a.yaml:8");
    CHECK(refused_step("  - who: poc\n    call: PUT /a\n    body: {a: 1}\n"
                       "    file: {name: a, text: b}\n") == "replay.body_and_file a.yaml:10");
    CHECK(refusal("id: a\ntitle: b\nsource: c\nstarts: 2033-06-22 08:30\npeople: {}\nsteps: x\n") ==
          "replay.list_wanted a.yaml:6");
}

TEST_CASE("an expectation that cannot be judged is named with its line") {
    const auto expecting = [](std::string_view line) {
        return refused_step("  - who: poc\n    call: GET /a\n    expect:\n      status: 200\n"
                            "      " +
                            std::string{line} + "\n");
    };
    CHECK(expecting("a..b: 1") == "replay.bad_path a.yaml:11");
    CHECK(expecting("a: {around: 1}") == "replay.bad_operator a.yaml:11");
    CHECK(refused_step("  - who: poc\n    call: GET /a\n    expect: {status: 99}\n") ==
          "replay.bad_status a.yaml:9");
    CHECK(refused_step("  - who: poc\n    call: GET /a\n    expect: ok\n") ==
          "replay.mapping_wanted a.yaml:9");
}

TEST_CASE("a value must be kept before it is used, and persons are known from the start") {
    CHECK(refused_step("  - who: poc\n    call: GET /a/${report}\n") ==
          "replay.no_variable a.yaml:8");
    CHECK(refused_step("  - who: poc\n    call: PUT /a\n    body: {deep: [{id: \"${x}\"}]}\n") ==
          "replay.no_variable a.yaml:9");
    CHECK(refused_step("  - who: poc\n    call: GET /a\n    keep: {report: id}\n"
                       "  - who: poc\n    call: GET /a/${report}/${person:head}\n") == "accepted");
    CHECK(refused_step("  - who: poc\n    call: GET /a/${person:nobody}\n") ==
          "replay.no_variable a.yaml:8");
}

TEST_CASE("every scenario of the repository can be read") {
    namespace fs = std::filesystem;
    int count = 0;
    for (const auto& entry : fs::directory_iterator{fs::path{SOURCE_DIR} / "tests/scenarios"}) {
        if (entry.path().extension() != ".yaml") continue;
        ++count;
        std::ifstream in{entry.path(), std::ios::binary};
        const std::string text{std::istreambuf_iterator<char>{in}, {}};
        const auto scenario = read_scenario(text, entry.path().filename().string());
        INFO(entry.path().string());
        if (!scenario.ok()) FAIL(describe(scenario.error()));
        CHECK(scenario.value().title.starts_with("【架空】"));
    }
    CHECK(count >= 7);
}

} // namespace
} // namespace sokuo::app::replay
