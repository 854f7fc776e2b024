#include "detect/stream/feed.h"

#include "detect/stream/messages.h"
#include "detect/stream/stream_test.h"

namespace sokuo::detect {
namespace {

struct Line {
    Names names{};
    LineDesks desks{names, {}};
    Feed feed{desks};
    Seen seen{};
    Tally tally{};

    explicit Line(Feed::Form form = Feed::Form::seen) : feed{desks, form} {}
    std::size_t push(std::string_view text) {
        CHECK(feed.add(as_bytes(text), seen, tally).ok());
        return seen.events.size();
    }
    std::size_t end() {
        CHECK(feed.finish(seen, tally).ok());
        return seen.events.size();
    }
};

TEST_CASE("a line is read as soon as it ends, however slowly it comes") {
    Line line;
    CHECK(line.push(R"({"user":"ha)") == 0);
    CHECK(line.push(R"(nako","n":1})") == 0);
    CHECK(line.push("\n") == 1);
    CHECK(line.seen.events[0] == "1: user=hanako n=1");
    CHECK(line.push("{\"user\":\"taro\"}\n{\"user\":\"ji") == 2);
    CHECK(line.push("ro\"}\n") == 3);
    CHECK(line.seen.events[2] == "3: user=jiro");
}

TEST_CASE("the last line needs no end") {
    Line line;
    line.push("{\"a\":1}\n{\"a\":2}");
    CHECK(line.seen.events.size() == 1);
    CHECK(line.end() == 2);
    Line one;
    CHECK(one.push("{\"a\":1}") == 0);
    CHECK(one.end() == 1);
    CHECK(Line{}.end() == 0);
}

TEST_CASE("a connection may send lines of every form, one behind the other") {
    Line line;
    line.push("<38>Nov 28 12:00:00 web01 sshd[7]: Failed password for root\n");
    line.push(R"({"event_type":"alert","src_ip":"192.0.2.1","flow_id":1})"
              "\n");
    line.push("192.0.2.9 - - [28/Nov/2026:12:00:00 +0900] \"GET /x HTTP/1.1\" 200 5 \"-\" \"-\"\n");
    line.push("something nobody knows\n");
    line.push("type=SYSCALL msg=audit(1764300000.123:42): arch=c000003e syscall=59 uid=0\n");
    REQUIRE(line.seen.events.size() == 5);
    CHECK(line.seen.products[0] == "linux");
    CHECK(line.seen.products[1] == "suricata");
    CHECK(line.seen.events[2].find("cs-method=GET") != std::string::npos);
    CHECK(line.seen.lines[3] == "something nobody knows");
    CHECK(line.seen.products[4] == "linux");
    CHECK(line.seen.events[4].starts_with("5: "));
    CHECK(line.tally.unreadable == 0);
    CHECK(line.feed.format() == "lines");
}

TEST_CASE("times without a zone are those of the clock that wrote them, if somebody knows it") {
    struct Times final : NamedSink {
        void take(const Event& event, const Names&) override {
            const auto time = moment_of(event.time);
            all += time ? to_rfc3339(*time) + "\n" : "none\n";
        }
        std::string all;
    };
    const auto times = [](std::chrono::minutes offset) {
        const Names names;
        LineDesks desks{names, {.year = 2026, .offset = offset}};
        Feed feed{desks};
        Times seen;
        Tally tally;
        CHECK(feed.add(as_bytes("<38>Nov 28 12:00:00 web01 sshd[7]: x\n"
                                "[Sat Nov 28 12:00:01.123456 2026] [core:error] [pid 7] x\n"
                                "2026/11/28 12:00:02 [error] 7#7: *1 x, client: 192.0.2.1\n"
                                "<38>1 2026-11-28T12:00:03Z web01 app 7 - - x\n"),
                       seen, tally)
                  .ok());
        return seen.all;
    };
    CHECK(times({}) == "2026-11-28T12:00:00Z\n2026-11-28T12:00:01Z\n2026-11-28T12:00:02Z\n"
                       "2026-11-28T12:00:03Z\n");
    CHECK(times(std::chrono::hours{9}) == "2026-11-28T03:00:00Z\n2026-11-28T03:00:01Z\n"
                                          "2026-11-28T03:00:02Z\n2026-11-28T12:00:03Z\n");
    CHECK(times(std::chrono::minutes{-210}) == "2026-11-28T15:30:00Z\n2026-11-28T15:30:01Z\n"
                                               "2026-11-28T15:30:02Z\n2026-11-28T12:00:03Z\n");
}

TEST_CASE("a line of no form is read as the text before it, and not as the JSON between") {
    Line line;
    line.push("<38>Nov 28 12:00:00 web01 sshd[7]: one\n{\"a\":1}\n  continued here\n");
    REQUIRE(line.seen.events.size() == 3);
    CHECK(line.seen.products[2] == "linux");
    CHECK(line.tally.unreadable == 0);
}

TEST_CASE("a line of one sign behind JSON is text, in one piece and in many") {
    constexpr std::string_view text = "{\"a\":1}\n(\n{\"a\":2}\n \n";
    Line whole;
    whole.push(text);
    Line pieces;
    for (const char sign : text)
        pieces.push({&sign, 1});
    REQUIRE(whole.seen.events.size() == 4);
    CHECK(whole.seen.lines[1] == "(");
    CHECK(pieces.seen.events == whole.seen.events);
    CHECK(pieces.seen.lines == whole.seen.lines);
    CHECK(whole.tally.unreadable == 0);
}

TEST_CASE("whoever sends names without end blinds nobody else") {
    Line line;
    line.push("{\"a\":1}\n");
    std::string flood = "{";
    for (int name = 0; name < 70'000; ++name)
        flood += (name == 0 ? "\"n" : ",\"n") + std::to_string(name) + "\":{}";
    line.push(flood + "}\n");
    line.push("{\"user\":\"hanako\"}\n");
    REQUIRE(line.seen.events.size() == 3);
    CHECK(line.seen.events.back() == "3: user=hanako");

    Line list;
    list.push("[\n" + flood + "},\n");
    list.push("{\"user\":\"hanako\"},\n");
    list.push("{\"user\":\"taro\"}]\n");
    list.end();
    REQUIRE(list.seen.events.size() == 3);
    CHECK(list.seen.events[2] == "3: user=taro");
}

TEST_CASE("a heading longer than any table's is none") {
    Line line;
    std::string heading;
    while (heading.size() < 70'000)
        heading += "a" + std::to_string(heading.size()) + ",";
    line.push(heading + "z\n1,2,3\n");
    line.end();
    CHECK(line.feed.format() == "lines");
    CHECK(line.seen.events.size() == 2);
}

TEST_CASE("a line that is too long is counted and passed over, in pieces as well") {
    for (const std::size_t piece : {4'096UL, 3UL << 20U}) {
        Line line;
        line.push("{\"a\":1}\n");
        const std::string text = R"({"a":")" + std::string((1UL << 20U) + 100'000, 'x') + "\"}\n";
        for (std::size_t at = 0; at < text.size(); at += piece)
            line.push(std::string_view{text}.substr(at, piece));
        CHECK(line.push("{\"a\":2}\n") == 2);
        CHECK(line.tally.unreadable == 1);
        CHECK(line.seen.events[1] == "3: a=2");
    }
}

TEST_CASE("JSON over several lines is told with its last bracket") {
    Line line;
    CHECK(line.push("{\n") == 0);
    CHECK(line.push("  \"a\": 1,\n") == 0);
    CHECK(line.push("  \"b\": {\"c\": 2}\n") == 0);
    CHECK(line.push("}\n") == 1);
    CHECK(line.seen.events[0] == "1: a=1 b.c=2");
    CHECK(line.push("{\"a\":\n3}") == 2);
    CHECK(line.feed.format() == "json");
}

TEST_CASE("what a cloud wraps its records in may come apart") {
    Line line;
    CHECK(line.push("{\"Records\": [\n") == 0);
    CHECK(line.push("{\"a\":1},\n") == 1);
    CHECK(line.push("{\"a\":2}\n]}\n") == 2);
}

TEST_CASE("tables and IIS keep the names of their columns") {
    Line table;
    CHECK(table.push("time,user,host\n") == 0);
    CHECK(table.push("12:00,hanako,pc1\n") == 1);
    CHECK(table.push("12:01,\"ta\nro\",pc2\n") == 2);
    CHECK(table.seen.events[0] == "2: time=12:00 user=hanako host=pc1");
    CHECK(table.seen.events[1] == "3: time=12:01 user=ta\nro host=pc2");
    Line iis;
    CHECK(iis.push("#Software: Microsoft Internet Information Services 10.0\n") == 0);
    CHECK(iis.push("#Version: 1.0\n#Fields: date time cs-method cs-uri-stem\n") == 0);
    CHECK(iis.push("2026-11-28 12:00:00 GET /a\n") == 1);
    CHECK(iis.push("2026-11-28 12:00:01 GET /b\n") == 2);
    CHECK(iis.seen.events[1].find("cs-uri-stem=/b") != std::string::npos);
}

TEST_CASE("an event of Windows as XML is told when it ends") {
    const std::string event =
        "<Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\"><System>"
        "<EventID>1102</EventID><Channel>Security</Channel></System></Event>";
    Line line;
    CHECK(line.push("<?xml version=\"1.0\"?>\n") == 0);
    CHECK(line.push("<Events>\n") == 0);
    CHECK(line.push(event + "\n") == 1);
    CHECK(line.push(event) == 2);
}

TEST_CASE("an event log of Windows is no stream") {
    Line line;
    const std::string head = std::string{"ElfFile\0", 8} + std::string(100'000, '\0');
    const auto done = line.feed.add(as_bytes(head), line.seen, line.tally);
    REQUIRE(!done.ok());
    CHECK(done.error().code == Errc::invalid);
    CHECK(done.error().message == &stream_is_evtx);
}

TEST_CASE("datagrams are lines, whatever comes first") {
    Line line{Feed::Form::lines};
    CHECK(line.push("user,host,time\n") == 1);
    CHECK(line.push("{\"a\":1}\n") == 2);
    CHECK(line.seen.lines[0] == "user,host,time");
}

TEST_CASE("other rules' names are taken on in the middle of a table") {
    Line line;
    line.push("time,user,host\n12:00,hanako,pc1\n");
    Names other;
    other.of("user");
    other.of("something else");
    LineDesks desks{other, {}};
    line.feed.move_to(desks);
    line.push("12:01,taro,pc2\n");
    REQUIRE(line.seen.events.size() == 2);
    CHECK(line.seen.events[1] == "3: time=12:01 user=taro host=pc2");
}

TEST_CASE("whatever the pieces, the events are those of the whole") {
    const std::string text = "<38>Nov 28 12:00:00 web01 sshd[7]: one\n\n{\"a\":[1,2]}\r\n"
                             "no form\n{\"b\":\"\xff\"}\n<38>Nov 28 12:00:01 web01 su: two\nlast";
    Line whole;
    whole.push(text);
    whole.end();
    CHECK(whole.seen.events.size() == 6);
    for (std::size_t piece = 1; piece < text.size(); ++piece) {
        Line line;
        for (std::size_t at = 0; at < text.size(); at += piece)
            line.push(std::string_view{text}.substr(at, piece));
        line.end();
        CHECK(line.seen.events == whole.seen.events);
        CHECK(line.seen.products == whole.seen.products);
    }
}

} // namespace
} // namespace sokuo::detect
