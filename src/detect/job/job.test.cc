#include "detect/job/catalogue.h"
#include "detect/job/messages.h"
#include "detect/job/records.h"
#include "detect/job/run.h"

#include <doctest/doctest.h>
#include <utility>

namespace sokuo::detect::job {
namespace {

constexpr std::string_view rules_text = R"(title: Wrong Password
name: wrong_password
id: 11111111-1111-4111-8111-111111111111
author: A. Author
license: Apache-2.0
logsource: {product: linux, service: sshd}
detection: {words: ['Failed password'], condition: words}
level: informational
---
title: Root Came In
title_ja: 管理者が入った
description_ja: 管理者として入られました。
id: 22222222-2222-4222-8222-222222222222
author: A. Author
license: DRL-1.1
logsource: {product: linux, service: sshd}
detection: {words: ['Accepted password for root'], condition: words}
level: high
---
title: Passwords Being Guessed
id: 33333333-3333-4333-8333-333333333333
author: A. Author
correlation:
    type: event_count
    rules: [wrong_password]
    group-by: [host]
    timespan: 5m
    condition: {gte: 3}
level: medium
---
title: Of No Log Anybody Knows
logsource: {product: windows, category: no_such_thing}
detection: {words: ['x'], condition: words}
level: low
)";

/// A worker without its process: the program, and the records it would have put out.
struct Bench {
    Bench() {
        Rules rules;
        read_rules(rules_text, "ssh.yml", {}, rules);
        program = compile(std::move(rules), LogSources{});
        fingerprint = fingerprint_of(program);
    }

    std::vector<Piece> pieces() const {
        std::vector<Piece> all;
        all.reserve(records.size());
        for (const auto& [kind, body] : records)
            all.push_back({kind, body});
        return all;
    }
    Put put() {
        records.clear();
        return [this](std::uint16_t kind, ByteView body) {
            records.emplace_back(kind, Bytes{body.begin(), body.end()});
        };
    }
    Catalogue catalogue() {
        tell_catalogue(program, fingerprint, put());
        auto read = read_catalogue(pieces());
        REQUIRE(read.ok());
        return std::move(read).value();
    }
    Result<Outcome> outcome(const Job& job, RunOptions options = {}) {
        const auto known = catalogue();
        options.fingerprint = fingerprint;
        const auto done = run(program, to_bytes(job), options, put());
        REQUIRE(done.ok());
        return read_outcome(pieces(), known.shape(job.parts.size()), options.limits);
    }

    Program program;
    std::string fingerprint;
    std::vector<std::pair<std::uint16_t, Bytes>> records;
};

constexpr std::string_view guessing =
    "Nov 27 00:12:00 www1 sshd[1]: Failed password for root from 203.0.113.66 port 1 ssh2\n"
    "Nov 27 00:12:10 www1 sshd[1]: Failed password for root from 203.0.113.66 port 2 ssh2\n"
    "Nov 27 00:12:20 www1 sshd[1]: Failed password for root from 203.0.113.66 port 3 ssh2\n"
    "Nov 27 00:12:30 www1 sshd[1]: Accepted password for root from 203.0.113.66 port 4 ssh2\n";

Job hunt(std::string_view text, std::string name = "auth.log") {
    return {.parts = {{.name = std::move(name), .year = 2026, .bytes = as_bytes(text)}}};
}
Job watch(std::string_view text) {
    return {.kind = Kind::watch,
            .parts = {{.name = "log", .form = Form::lines, .year = 2026, .bytes = as_bytes(text)}}};
}

TEST_CASE("a hunt tells which rules fit which lines, and judges correlations") {
    Bench bench;
    const auto outcome = bench.outcome(hunt(guessing));
    REQUIRE(outcome.ok());
    const auto known = bench.catalogue();
    std::vector<std::string> titles;
    for (const auto& found : outcome.value().found)
        titles.push_back(known.rules[found.rule].title);
    CHECK(titles == std::vector<std::string>{"Root Came In", "Passwords Being Guessed"});
    const auto& root = outcome.value().found.front();
    CHECK(root.file == "auth.log");
    CHECK(root.record == 4);
    CHECK(root.time == parse_rfc3339("2026-11-27T00:12:30Z").value());
    CHECK(root.computer == "www1");
    CHECK(outcome.value().found.back().events == 3);
    REQUIRE(outcome.value().files.size() == 1);
    CHECK(outcome.value().files[0].events == 4);
    CHECK(outcome.value().counts.size() == 2);
}

TEST_CASE("people are told of rules with author and licence, and why one cannot be used") {
    Bench bench;
    const auto known = bench.catalogue();
    REQUIRE(known.rules.size() == 3);
    CHECK(known.rules[1].author == "A. Author");
    CHECK(known.rules[1].license == "DRL-1.1");
    CHECK(known.rules[1].title_ja == "管理者が入った");
    CHECK(known.rules[1].description_ja == "管理者として入られました。");
    CHECK(known.rules[1].level == Level::high);
    CHECK(known.plan.correlations.size() == 1);
    CHECK(known.plan.is_silent[0]);
    REQUIRE(known.unusable.size() == 1);
    CHECK(known.unusable[0].title == "Of No Log Anybody Knows");
    CHECK_FALSE(known.unusable[0].ja.empty());
    CHECK(known.unusable_count == 1);
}

TEST_CASE("of a stream's lines comes what correlations count, for somebody who keeps it") {
    Bench bench;
    const auto outcome = bench.outcome(watch(guessing));
    REQUIRE(outcome.ok());
    REQUIRE(outcome.value().found.size() == 1);
    CHECK(outcome.value().found[0].record == 4);
    REQUIRE(outcome.value().seen.size() == 3);
    const auto known = bench.catalogue();
    std::vector<Match> matches;
    Counting counting{known.plan, [&](Match match) { matches.push_back(std::move(match)); }};
    for (const auto& seen : outcome.value().seen)
        counting.add(seen.sighting);
    counting.finish();
    REQUIRE(matches.size() == 1);
    CHECK(matches[0].rule->title == "Passwords Being Guessed");
    CHECK(matches[0].computer == "www1");
}

TEST_CASE("a rule that fits everywhere is counted, and shown so often only") {
    Bench bench;
    std::string text;
    for (int line = 0; line < 50; ++line)
        text += "Nov 27 00:12:30 www1 sshd[1]: Accepted password for root from 203.0.113.66\n";
    RunOptions options;
    options.limits.of_rule_max = 20;
    const auto outcome = bench.outcome(hunt(text), options);
    REQUIRE(outcome.ok());
    CHECK(outcome.value().found.size() == 20);
    CHECK(outcome.value().left_out == 30);
    CHECK(outcome.value().counts.at(1).count == 50);
}

TEST_CASE("a file that takes too long is looked at up to there, and it is said") {
    Bench bench;
    RunOptions options;
    options.is_over = [] { return true; };
    const auto outcome = bench.outcome(hunt(guessing), options);
    REQUIRE(outcome.ok());
    CHECK(outcome.value().found.empty());
    REQUIRE(outcome.value().files.size() == 1);
    REQUIRE(outcome.value().files[0].troubles.size() == 1);
    CHECK(outcome.value().files[0].troubles[0].message->code() == out_of_time.code());
}

TEST_CASE("numbers of other rules mean nothing: they are asked for again") {
    Bench bench;
    auto known = bench.catalogue();
    known.fingerprint = "of yesterday";
    REQUIRE(run(bench.program, to_bytes(hunt(guessing)), {.fingerprint = bench.fingerprint},
                bench.put())
                .ok());
    const auto outcome = read_outcome(bench.pieces(), known.shape(1));
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error() == failure(Errc::unavailable, rules_changed));
}

TEST_CASE("a worker in a stranger's hands is believed nothing it could not have found") {
    Bench bench;
    REQUIRE(bench.outcome(hunt(guessing)).ok());
    const auto known = bench.catalogue();
    const auto about = std::pair{about_record, bench.records.front().second};
    const auto end =
        std::string{R"({"counts":[],"events":0,"unreadable":0,"left_out":0,"unseen":0})"};
    const auto lie = [&](std::uint16_t kind, std::string_view text) {
        bench.records = {about,
                         {kind, Bytes{as_bytes(text).begin(), as_bytes(text).end()}},
                         {end_record, Bytes{as_bytes(end).begin(), as_bytes(end).end()}}};
        const auto read = read_outcome(bench.pieces(), known.shape(1));
        return read.ok() ? std::string{"believed"} : std::string{read.error().message->code()};
    };
    const std::string good = R"({"rule":1,"part":0,"file":"f","record":1,"recovered":false,)"
                             R"("computer":"","channel":"","event_id":0,"events":0,)"
                             R"("matched":[],"event":[]})";
    CHECK(lie(found_record, good) == "believed");
    const auto changed = [&](std::string_view from, std::string_view to) {
        auto text = good;
        text.replace(text.find(from), from.size(), to);
        return text;
    };
    CHECK(lie(found_record, changed("\"rule\":1", "\"rule\":3")) == not_an_outcome.code());
    CHECK(lie(found_record, changed("\"rule\":1", "\"rule\":-1")) == not_an_outcome.code());
    CHECK(lie(found_record, changed("\"part\":0", "\"part\":1")) == not_an_outcome.code());
    CHECK(lie(found_record, changed("\"file\":\"f\"", "\"file\":1")) == not_an_outcome.code());
    CHECK(lie(found_record, changed("\"event\":[]", "\"event\":[\"a\"]")) == not_an_outcome.code());
    CHECK(lie(found_record, changed("\"f\"", "\"" + std::string(5'000, 'f') + "\"")) ==
          not_an_outcome.code());
    CHECK(lie(found_record, "no JSON") == not_an_outcome.code());
    CHECK(lie(99, good) == not_an_outcome.code());
    CHECK(lie(end_record, end) == not_an_outcome.code());
    bench.records.pop_back();
    bench.records.pop_back();
    CHECK_FALSE(read_outcome(bench.pieces(), known.shape(1)).ok());
}

TEST_CASE("a time that cannot be is a line's own affair, and takes nothing with it") {
    Bench bench;
    const std::string odd =
        "<86>1 0001-01-01T00:00:00Z www1 sshd 1 - - Failed password for root\n"
        "<86>1 0001-01-01T00:00:00Z www1 sshd 1 - - Accepted password for root\n";
    for (const auto& wanted : {watch(odd), hunt(odd)}) {
        const auto outcome = bench.outcome(wanted);
        REQUIRE(outcome.ok());
        REQUIRE(outcome.value().found.size() == 1);
        CHECK_FALSE(outcome.value().found[0].time);
        CHECK(outcome.value().seen.size() == (wanted.kind == Kind::watch ? 1 : 0));
    }
}

TEST_CASE("of more files than are told, those with something to say are, and all are counted") {
    Bench bench;
    const Limits limits{.files_max = 3};
    const auto put = bench.put();
    Teller teller{put, Kind::hunt, limits};
    teller.begin(bench.fingerprint);
    FileTally quiet;
    quiet.name = "quiet";
    quiet.tally.events = 10;
    for (int file = 0; file < 5; ++file)
        teller.file(quiet);
    FileTally loud;
    loud.name = std::string(900, '"');
    loud.tally.unreadable = 1;
    for (int trouble = 0; trouble < 2'000; ++trouble)
        loud.tally.troubles.push_back({&out_of_time, {loud.name}, 0});
    loud.error = failure(Errc::too_large, out_of_time, {"the last"});
    teller.file(loud);
    teller.end();
    const auto outcome = read_outcome(bench.pieces(), {.fingerprint = bench.fingerprint}, limits);
    REQUIRE(outcome.ok());
    REQUIRE(outcome.value().files.size() == 4);
    CHECK(outcome.value().events == 50);
    CHECK(outcome.value().unreadable == 1);
    CHECK(outcome.value().files[3].troubles[0].args[0] == "the last");
}

TEST_CASE("what a correlation of correlations calls its groups is known outside, too") {
    Rules rules;
    read_rules(R"(title: A
id: 11111111-1111-4111-8111-111111111111
logsource: {product: linux}
detection: {words: ['x'], condition: words}
level: low
---
title: Many
id: many
correlation:
    type: event_count
    rules: [11111111-1111-4111-8111-111111111111]
    group-by: [Who]
    timespan: 5m
    condition: {gte: 3}
level: low
---
title: Many And Many
correlation:
    type: event_count
    rules: [many]
    group-by: [person]
    aliases: {person: {many: Who}}
    timespan: 5m
    condition: {gte: 2}
level: high
)",
               "a.yml", {}, rules);
    Bench bench;
    bench.program = compile(std::move(rules), LogSources{});
    bench.fingerprint = fingerprint_of(bench.program);
    REQUIRE(bench.program.refused.empty());
    const auto known = bench.catalogue();
    REQUIRE(known.plan.correlations.size() == 2);
    std::size_t aliases = 0;
    for (const auto& correlation : known.plan.correlations)
        for (const auto& alias : correlation.aliases) {
            CHECK(alias.name == "person");
            CHECK(alias.fields ==
                  std::vector<std::pair<std::string, std::string>>{{"many", "Who"}});
            ++aliases;
        }
    CHECK(aliases == 1);
}

TEST_CASE("a job that is cut, or longer than it says, is none") {
    const auto bytes = to_bytes(hunt(guessing));
    REQUIRE(read_job(bytes).ok());
    for (std::size_t size = 0; size < bytes.size(); ++size)
        REQUIRE_FALSE(read_job(ByteView{bytes}.first(size)).ok());
    auto longer = bytes;
    longer.push_back(std::byte{0});
    CHECK_FALSE(read_job(longer).ok());
}

TEST_CASE("what a log writes is shown as text, whatever it is") {
    CHECK(within("abc", 3) == "abc");
    CHECK(within("あい", 5) == "あ…");
    CHECK(within("a\xffz", 10) == "a\uFFFDz");
    CHECK(within("\xe3\x81", 10) == "\uFFFD\uFFFD");
}

} // namespace
} // namespace sokuo::detect::job
