#include "monitor/verdict.h"

#include <doctest/doctest.h>

#include <random>

namespace sokuo::monitor {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// 2026-11-27 (a Friday) 21:00 in Japan.
const Time friday_evening = parse_rfc3339("2026-11-27T12:00:00Z").value();

calendar::TimeZone japan() {
    return calendar::TimeZone::named("Asia/Tokyo").value();
}

std::string why(const Target& target, const Observation& seen, const Page* right = nullptr) {
    const auto verdict = judge(target, seen, right, friday_evening);
    std::string text{reason_names.at(static_cast<std::size_t>(verdict.reason))};
    for (const auto& arg : verdict.args)
        text += " " + arg;
    return text;
}

constexpr Message nowhere{"http.no_address", "x", "x"};
constexpr Message silence{"http.no_answer_from", "x", "x"};

TEST_CASE("a web server is good when it says what is expected") {
    Target site{.kind = Kind::http};
    CHECK(why(site, {.status = 200}) == "none");
    CHECK(why(site, {.status = 204}) == "none");
    CHECK(why(site, {.status = 503}) == "bad_status 503");
    CHECK(why(site, {.status = 302, .location = "http://169.254.169.254/"}) ==
          "redirected 302 http://169.254.169.254/");
    site.expect.status = 302;
    CHECK(why(site, {.status = 302, .location = "/login"}) == "none");
    CHECK(why(site, {.status = 200}) == "bad_status 200");
    site.expect = {.words = {"みほん市"}, .no_words = {"メンテナンス中"}};
    CHECK(why(site, {.status = 200, .text = "ようこそ、みほん市へ"}) == "none");
    CHECK(why(site, {.status = 200, .text = "Welcome to nginx!"}) == "word_missing みほん市");
    CHECK(why(site, {.status = 200, .text = "みほん市 メンテナンス中"}) ==
          "word_found メンテナンス中");
}

TEST_CASE("no answer has a reason") {
    const Target site{.kind = Kind::tcp};
    CHECK(why(site, {.error = failure(Errc::unavailable, nowhere)}) == "not_resolved");
    CHECK(why(site, {.error = failure(Errc::unavailable, silence)}) == "no_answer");
    CHECK(why(site, {.error = failure(Errc::forbidden, silence, {"a.example", "10.0.0.1"})}) ==
          "not_called 10.0.0.1");
    CHECK(why(site, {.error = failure(Errc::too_large, silence)}) == "too_large");
    CHECK(why(site, {}) == "none");
}

TEST_CASE("a certificate is good until the days the operator wants are not left") {
    Target site{.kind = Kind::tls, .expect = {.days_left = 14}};
    const auto ends_in = [](Duration left, bool is_trusted = true) {
        return Observation{.certificate = http::Certificate{.expires_at = friday_evening + left,
                                                            .is_trusted = is_trusted,
                                                            .trouble = "self-signed"}};
    };
    CHECK(why(site, ends_in(days{90})) == "none");
    CHECK(why(site, ends_in(days{14})) == "none");
    CHECK(why(site, ends_in(days{14} - seconds{1})) == "expires_soon 13");
    CHECK(why(site, ends_in(seconds{1})) == "expires_soon 0");
    CHECK(why(site, ends_in(seconds{0}, false)) == "expired");
    CHECK(why(site, ends_in(days{90}, false)) == "not_trusted self-signed");
    CHECK(judge(site, ends_in(days{90}), nullptr, friday_evening).days_left == 90);
}

TEST_CASE("a name stands for the addresses it should, in any order") {
    Target name{.kind = Kind::dns};
    const Observation two{
        .addresses = {http::read_ip("192.0.2.2").value(), http::read_ip("192.0.2.1").value()}};
    CHECK(why(name, two) == "none");
    name.expect.addresses = {"192.0.2.1", "192.0.2.2"};
    CHECK(why(name, two) == "none");
    name.expect.addresses = {"192.0.2.1"};
    CHECK(why(name, two) == "other_addresses 192.0.2.1, 192.0.2.2");
}

TEST_CASE("a page is held against the one that was accepted") {
    const Target site{.kind = Kind::page, .expect = {.words = {"市役所"}}};
    const Page right{.title = "みほん市", .lines = {{"市役所", false}}};
    Observation seen{.status = 200, .text = "市役所", .page = right};
    CHECK(why(site, seen) == "none");
    CHECK(why(site, seen, &right) == "none");
    seen.page->lines = {{"hacked by nobody", false}};
    seen.text = "hacked by nobody";
    const auto verdict = judge(site, seen, &right, friday_evening);
    CHECK(verdict.reason == Reason::page_changed);
    CHECK(severity_of({.kind = Kind::page, .alarm = {.severity = alert::Severity::low}}, verdict) ==
          alert::Severity::high);
    CHECK(why(site, {.status = 200}, &right) == "page_unreadable");
    CHECK(why(site, {.status = 404}, &right) == "bad_status 404");
}

// -- Alarms --------------------------------------------------------------------------------------

struct Watch {
    Event see(bool is_good, bool is_quiet = false) {
        now += minutes{5};
        const auto next = step(standing, is_good, alarm, is_quiet, now);
        standing = next.standing;
        return next.event;
    }
    Alarm alarm{.after = 3, .back = 2};
    Standing standing;
    Time now = friday_evening;
};

TEST_CASE("one fall is told once, after three bad answers, and its end once") {
    Watch watch;
    CHECK(watch.see(true) == Event::none);
    CHECK(watch.see(false) == Event::none);
    CHECK(watch.standing.state == State::shaky);
    const auto first_bad = watch.now;
    CHECK(watch.see(false) == Event::none);
    CHECK(watch.see(false) == Event::fell);
    CHECK(watch.standing.state == State::down);
    CHECK(watch.standing.since == first_bad);
    CHECK(watch.see(false) == Event::none);
    CHECK(watch.see(true) == Event::none);
    CHECK(watch.see(false) == Event::none); // It came back for a moment only.
    CHECK(watch.see(true) == Event::none);
    CHECK(watch.see(true) == Event::recovered);
    CHECK(watch.standing.state == State::good);
    CHECK(watch.see(true) == Event::none);
}

TEST_CASE("two bad answers with a good one between them are no fall") {
    Watch watch;
    for (int round = 0; round < 10; ++round) {
        CHECK(watch.see(false) == Event::none);
        CHECK(watch.see(false) == Event::none);
        CHECK(watch.see(true) == Event::none);
        CHECK(watch.standing.state == State::good);
    }
}

TEST_CASE("in quiet a fall is seen, and told when the quiet is over and it still lasts") {
    Watch watch;
    for (int round = 0; round < 5; ++round)
        CHECK(watch.see(false, true) == Event::none);
    CHECK(watch.standing.state == State::down);
    CHECK(watch.see(false) == Event::fell);
    Watch other;
    for (int round = 0; round < 5; ++round)
        CHECK(other.see(false, true) == Event::none);
    CHECK(other.see(true) == Event::none);
    CHECK(other.see(true) == Event::none); // Nobody was told that it began.
    CHECK(other.standing.state == State::good);
}

TEST_CASE("whatever is seen, a fall and its end take turns") {
    std::mt19937 random{11};
    for (int round = 0; round < 200; ++round) {
        Watch watch;
        watch.alarm = {.after = 1 + static_cast<int>(random() % 4),
                       .back = 1 + static_cast<int>(random() % 4)};
        bool is_fallen = false;
        int bad = 0;
        for (int look = 0; look < 60; ++look) {
            const bool is_good = random() % 2 == 0;
            const auto event = watch.see(is_good, random() % 3 == 0);
            bad = is_good ? 0 : bad + 1;
            if (event == Event::fell) {
                CHECK(!is_fallen);
                CHECK(!is_good);
            }
            if (event == Event::recovered) {
                CHECK(is_fallen);
                CHECK(is_good);
            }
            if (event != Event::none) is_fallen = event == Event::fell;
            CHECK(watch.standing.is_told == is_fallen);
            if (bad >= watch.alarm.after) CHECK(watch.standing.state == State::down);
        }
    }
}

TEST_CASE("hours of quiet pass over midnight, and belong to the day they begin on") {
    const auto at = [](std::string_view quiet, Duration after) {
        Alarm alarm;
        alarm.quiet = {read_quiet_hours(quiet).value()};
        return is_quiet(alarm, friday_evening + after, japan());
    };
    CHECK(!at("22:00-06:00", minutes{59}));
    CHECK(at("22:00-06:00", hours{1}));
    CHECK(at("22:00-06:00", hours{9} - minutes{1}));
    CHECK(!at("22:00-06:00", hours{9}));
    CHECK(at("fri 22:00-06:00", hours{5})); // Saturday, two in the morning.
    CHECK(!at("sat 22:00-06:00", hours{5}));
    CHECK(at("sat 22:00-06:00", hours{25}));
    CHECK(at("20:00-21:30", minutes{0}));
    for (const auto* text : {"", "22:00", "22:00-22:00", "24:00-06:00", "22:60-06:00", "2200-0600",
                             "xyz 22:00-06:00", "fri22:00-06:00", "22:00-06:00 fri", "-1:00-06:00"})
        CHECK_MESSAGE(!read_quiet_hours(text), text);
}

TEST_CASE("announced work is quiet while it lasts") {
    Alarm alarm;
    alarm.maintenance = {{.from = friday_evening, .to = friday_evening + hours{2}}};
    CHECK(is_quiet(alarm, friday_evening, japan()));
    CHECK(!is_quiet(alarm, friday_evening + hours{2}, japan()));
    CHECK(!is_quiet(alarm, friday_evening - seconds{1}, japan()));
}

TEST_CASE("a host and its port are one text") {
    CHECK(split_address("www.mihon.example:443").host == "www.mihon.example");
    CHECK(split_address("[2400:4050::1]:25").host == "2400:4050::1");
    CHECK(split_address("[2400:4050::1]:25").port == 25);
    for (const auto* text : {"", "www.mihon.example", "a:", "a:x", "a:99999", "2400::1:25", ":"})
        CHECK_MESSAGE(split_address(text).port == 0, text);
}

} // namespace
} // namespace sokuo::monitor
