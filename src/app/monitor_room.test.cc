#include "app/monitor_room.h"

#include "app/api_test.h"
#include "app/monitor_settings.h"

#include <fstream>

// What the operator named is looked at, nothing else, and what is wrong with the file is said.

namespace sokuo::app {
namespace {

struct Files {
    void write(const std::string& text) const {
        std::ofstream{folder.path() / "monitors.yaml"} << text;
    }
    [[nodiscard]] std::string trouble(bool only_loopback = false) const {
        const auto read = read_monitor_settings(folder.path(), only_loopback);
        return read.ok() ? ""
                         : std::string{read.error().message->code()} + " " + read.error().where;
    }
    // Of one target with these lines more.
    [[nodiscard]] std::string trouble_of(const std::string& kind, const std::string& address,
                                         const std::string& more = {}) const {
        write("monitors:\n  - name: a\n    kind: " + kind + "\n    address: \"" + address + "\"\n" +
              more);
        return trouble();
    }
    [[nodiscard]] std::vector<monitor::Target> targets() const {
        const auto read = read_monitor_settings(folder.path(), false);
        INFO((read.ok() ? "" : describe(read.error())));
        REQUIRE(read.ok());
        return read.value();
    }
    Folder folder;
};

TEST_CASE("without monitors.yaml nobody is called") {
    const Files files;
    CHECK(files.targets().empty());
}

TEST_CASE("a target needs a name, a kind and an address; the rest is usual") {
    const Files files;
    files.write("monitors:\n"
                "  - {name: サイト, kind: http, address: \"https://www.mihon.example/\"}\n"
                "  - {name: トップ, kind: page, address: \"https://www.mihon.example/\"}\n"
                "  - {name: 証明書, kind: tls, address: \"www.mihon.example:443\"}\n"
                "  - {name: メール, kind: tcp, address: \"mail.mihon.example:25\"}\n"
                "  - {name: 名前, kind: dns, address: www.mihon.example}\n");
    const auto all = files.targets();
    REQUIRE(all.size() == 5);
    CHECK(all[0].every == std::chrono::seconds{300});
    CHECK(all[0].alarm.after == 3);
    CHECK(all[0].alarm.severity == alert::Severity::high);
    CHECK(all[1].alarm.after == 2);
    CHECK(all[2].alarm.severity == alert::Severity::medium);
    CHECK(all[2].host == "www.mihon.example");
    CHECK(all[2].port == 443);
    CHECK(!all[0].is_private);
}

TEST_CASE("everything that can be said is read") {
    const Files files;
    files.write(
        "monitors:\n"
        "  - name: 庁内\n    kind: page\n    address: https://portal.mihon.example/\n"
        "    every_seconds: 60\n    timeout_seconds: 5\n    private: true\n"
        "    proxy: http://proxy.mihon.example:8080\n    ca_file: our-ca.pem\n"
        "    expect: {status: 200, words: [みほん市], no_words: [工事中], score: 20}\n"
        "    ignore: {regions: [\"#counter\", aside], lines: [\"最終更新：.*\"]}\n"
        "    alarm:\n      after: 1\n      back: 1\n      severity: critical\n"
        "      quiet: [\"22:00-06:00\", \"sun 01:00-05:00\"]\n"
        "      maintenance:\n"
        "        - {from: \"2026-12-01T22:00:00+09:00\", to: \"2026-12-02T06:00:00+09:00\"}\n");
    const auto one = files.targets().at(0);
    CHECK(one.is_private);
    CHECK(one.expect.score == 20);
    CHECK(one.left_out == std::vector<std::string>{"#counter", "aside"});
    CHECK(one.alarm.quiet.size() == 2);
    CHECK(one.alarm.maintenance.size() == 1);
    CHECK(one.alarm.severity == alert::Severity::critical);
    CHECK(one.ca_file == (files.folder.path() / "our-ca.pem").string());
}

TEST_CASE("what is wrong with the file is named with its line") {
    const Files files;
    CHECK(files.trouble_of("http", "ftp://a.example/") == "app.monitors_bad_url monitors.yaml:4");
    CHECK(files.trouble_of("http", "http://0x7f.1/") == "app.monitors_bad_url monitors.yaml:4");
    CHECK(files.trouble_of("tcp", "a.example") == "app.monitors_bad_door monitors.yaml:4");
    CHECK(files.trouble_of("tls", "https://a.example/") == "app.monitors_bad_door monitors.yaml:4");
    CHECK(files.trouble_of("dns", "a.example:53") == "app.monitors_bad_host monitors.yaml:4");
    const auto page = [&](const std::string& more) {
        return files.trouble_of("page", "https://a.example/", more);
    };
    CHECK(page("    ignore: {regions: [\"a > b\"]}\n") ==
          "app.monitors_bad_selector monitors.yaml:5");
    CHECK(page("    ignore: {lines: [\"(\"]}\n") == "monitor.bad_pattern monitors.yaml:5");
    CHECK(page("    alarm: {quiet: [\"22-6\"]}\n") == "app.monitors_bad_quiet monitors.yaml:5");
    CHECK(page("    proxy: https://a.example\n") == "app.monitors_bad_proxy monitors.yaml:5");
    CHECK(page("    expect: {days_left: 3}\n") == "app.monitors_key_of_others monitors.yaml:5");
    CHECK(files.trouble_of("dns", "a.example", "    expect: {addresses: [\"1.2.3\"]}\n") ==
          "app.monitors_bad_address monitors.yaml:5");
    CHECK(page("    alarm: {severity: low}\n").empty());
    CHECK(files.targets().at(0).alarm.severity == alert::Severity::low);
    CHECK(!page("    every_seconds: 1\n").empty());
    CHECK(!page("    typo: 1\n").empty());
    files.write("monitors:\n  - {name: a, kind: dns, address: a.example}\n"
                "  - {name: a, kind: dns, address: b.example}\n");
    CHECK(files.trouble() == "app.monitors_same_name monitors.yaml:3");
}

TEST_CASE("with a fictional charter only this machine is looked at") {
    const Files files;
    files.write("monitors:\n  - {name: a, kind: dns, address: a.example}\n");
    CHECK(files.trouble(true) == "app.monitors_demo_elsewhere ");
    files.write("monitors:\n  - {name: a, kind: tcp, address: \"127.0.0.1:1\"}\n");
    CHECK(files.trouble(true).empty());
    files.write("monitors:\n  - {name: a, kind: http, address: \"http://127.0.0.1/\", "
                "proxy: \"http://proxy.example:1\"}\n");
    CHECK(files.trouble(true) == "app.monitors_demo_elsewhere ");
}

TEST_CASE("the room looks at what is named, once in its turn, and the screen sees it") {
    Hall hall;
    REQUIRE(monitor::prepare(*hall.store).ok());
    const Files files;
    files.write("monitors:\n  - {name: a, kind: tcp, address: \"127.0.0.1:1\"}\n");
    monitor::Board board;
    int looked = 0;
    MonitorRoom room{hall.desk, board, files.folder.path(),
                     [&](const monitor::Target& target, const std::stop_token&) {
                         ++looked;
                         CHECK(target.name == "a");
                         return monitor::Observation{};
                     }};
    REQUIRE(room.read_settings().ok());
    CHECK(room.look_once({}).value());
    CHECK(!room.look_once({}).value());
    REQUIRE(room.read_settings().ok()); // The same file is no news.
    CHECK(!room.look_once({}).value());
    CHECK(looked == 1);
    const auto rows =
        hall.store->read_for([](store::Read& db) { return monitor::watched(db); }).value();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].standing.state == monitor::State::good);
    files.write("monitors:\n  - {name: a}\n");
    REQUIRE(room.read_settings().ok());
    CHECK(board.trouble());
    CHECK(board.targets().empty());
}

} // namespace
} // namespace sokuo::app
