#include "app/events.h"

#include "app/api_test.h"
#include "team/veil.h"

#include <condition_variable>
#include <mutex>

namespace sokuo::app {
namespace {

using namespace std::chrono_literals;

// A listener that keeps what it hears.
class Ear final : public http::EventStream {
public:
    bool send(std::string text) override {
        const std::scoped_lock lock{mutex_};
        if (is_closed_) return false;
        heard_ += text;
        changed_.notify_all();
        return true;
    }
    [[nodiscard]] bool is_open() const override {
        const std::scoped_lock lock{mutex_};
        return !is_closed_;
    }
    void close() override {
        const std::scoped_lock lock{mutex_};
        is_closed_ = true;
        changed_.notify_all();
    }

    /// All that was heard, once `text` is in it.
    std::string until(std::string_view text) {
        std::unique_lock lock{mutex_};
        changed_.wait_for(lock, 20s, [&] { return heard_.find(text) != std::string::npos; });
        INFO(heard_);
        REQUIRE(heard_.find(text) != std::string::npos);
        return heard_;
    }
    bool waits_for_close() {
        std::unique_lock lock{mutex_};
        return changed_.wait_for(lock, 20s, [&] { return is_closed_; });
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::string heard_;
    bool is_closed_ = false;
};

struct Room : Hall {
    Room() {
        add("sato", "soumu-bucho");
        add("kaigi", "suishin-kaigi");
        serve(events.routes());
        sign_in("sato");
    }

    auto follow(const std::string& last = {}) {
        team::Ask ask{.path = "/api/v1/events"};
        if (!last.empty()) ask.headers = {{"last-event-id", last}};
        const auto response = this->ask(ask);
        REQUIRE(response.status == 200);
        CHECK(team::header(response, "Content-Type") == "text/event-stream");
        auto ear = std::make_shared<Ear>();
        response.events(ear);
        return ear;
    }

    [[nodiscard]] Hash session() const { return sha256(as_bytes(secret)); }
    std::int64_t head() {
        return store->read_for([&](store::Read& db) { return journal->head(db); }).value();
    }

    IncidentId incident = IncidentId::make(clock.now(), random);
    Events events{desk, 50ms};
};

std::string data_of(const journal::Entry& entry) {
    return R"({"stream":")" + entry.stream.kind + R"(","id":")" + to_text(entry.stream.id) +
           R"(","rev":)" + std::to_string(entry.rev) + "}";
}

std::string last_id(const std::string& heard) {
    const auto at = heard.rfind("id: ") + 4;
    return heard.substr(at, heard.find('\n', at) - at);
}

std::size_t count(const std::string& text, std::string_view what) {
    std::size_t found = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
        ++found;
    return found;
}

TEST_CASE("who listens hears which thing moved to which revision, and a cursor to come back with") {
    Room room;
    const auto ear = room.follow();
    const auto greeting = ear->until("\n\n");
    CHECK(greeting.find("event:") == std::string::npos);
    CHECK(room.events.open_cursor(last_id(greeting), room.session()) == room.head());

    const auto entry = room.write(room.incident, "電話を受けた");
    const auto heard = ear->until("event: change\ndata: " + data_of(entry) + "\n\n");
    CHECK(heard.find("電話") == std::string::npos);
    CHECK(room.events.open_cursor(last_id(heard), room.session()) == entry.seq);
}

TEST_CASE("who comes back with a cursor gets what was missed, and nothing twice") {
    Room room;
    const auto first = room.write(room.incident, "一");
    const auto cursor = room.events.cursor(first.seq, room.session());
    const auto second = room.write(room.incident, "二");
    const auto third = room.write(room.incident, "三");
    const auto heard = room.follow(cursor)->until(data_of(third));
    CHECK(heard.find(data_of(first)) == std::string::npos);
    CHECK(count(heard, data_of(second)) == 1);
    CHECK(count(heard, "event: change") == 2);
    CHECK(heard.find(data_of(second)) < heard.find(data_of(third)));
}

TEST_CASE("a cursor tells nothing, and is of no use to another session or when it is damaged") {
    Room room;
    const auto mine = room.events.cursor(7, room.session());
    CHECK(mine.size() == 64);
    CHECK(mine.find_first_of("+/=") == std::string::npos);
    CHECK(mine != room.events.cursor(7, room.session()));
    CHECK(room.events.open_cursor(mine, room.session()) == 7);
    CHECK(!room.events.open_cursor(mine, sha256(as_bytes("another"))));
    CHECK(!room.events.open_cursor("7", room.session()));
    auto damaged = mine;
    damaged[40] = damaged[40] == 'A' ? 'B' : 'A';
    CHECK(!room.events.open_cursor(damaged, room.session()));

    const Events later{room.desk};
    CHECK(!later.open_cursor(mine, room.session()));
}

TEST_CASE("a cursor that cannot be read means: read everything again") {
    Room room;
    const auto heard = room.follow("not-a-cursor")->until("event: reset\ndata: {}\n\n");
    CHECK(room.events.open_cursor(last_id(heard), room.session()) == room.head());
}

TEST_CASE("whoever missed more than a thousand entries reads everything again") {
    Room room;
    const auto start = room.events.cursor(room.head(), room.session());
    const auto job = [&](store::Write& db) -> Result<> {
        for (std::int64_t left = 0; left < Events::replay_max; ++left)
            TRY(room.journal->append(
                db, {},
                {.stream = {"incident", room.incident.value}, .type = "incident.attached"}));
        return Done{};
    };
    REQUIRE(room.store->write(job).ok());
    const auto whole = room.follow(start)->until("\"rev\":1000}");
    CHECK(count(whole, "event: change") == 1000);

    room.write(room.incident, "もう一つ");
    const auto reset = room.follow(start)->until("event: reset");
    CHECK(reset.find("event: change") == std::string::npos);
}

TEST_CASE("nobody hears of what they may not read, nor of the journal's own affairs") {
    Room room;
    room.sign_in("kaigi"); // May read incidents, no reports.
    const auto ear = room.follow();
    ear->until("\n\n");
    room.append(
        {.stream = {"report", new_uuid(room.clock.now(), room.random)}, .type = "report.attached"});
    room.append({.stream = {"journal", room.journal->opened().log_id}, .type = "journal.noted"});
    const auto entry = room.write(room.incident, "一");
    const auto heard = ear->until(data_of(entry));
    CHECK(count(heard, "event: change") == 1);
}

TEST_CASE("nobody hears of an incident they may not know of; with the veil gone everybody does") {
    Room room;
    const auto member = room.add("member", "joho-kakari");
    const auto draw = [&](const std::optional<team::Circle>& circle) {
        const auto job = [&](store::Write& db) -> Result<> {
            if (circle) return team::draw_veil(db, {"incident", room.incident.value}, *circle);
            return db.script("DELETE FROM veil");
        };
        REQUIRE(room.store->write(job).ok());
    };
    draw(team::Circle{.is_restricted = true, .named = {member}, .excluded = {}});
    const auto head = room.follow();
    room.sign_in("member");
    const auto named = room.follow();
    const auto secret = room.write(room.incident, "名簿が持ち出された");
    const auto other = room.write(IncidentId::make(room.clock.now(), room.random), "電話を受けた");
    CHECK(named->until(data_of(other)).find(data_of(secret)) != std::string::npos);
    CHECK(head->until(data_of(other)).find(to_text(room.incident.value)) == std::string::npos);

    draw(std::nullopt);
    const auto known = room.write(room.incident, "名簿を確かめた");
    head->until(data_of(known));
}

TEST_CASE("a stream ends with the session it was opened in") {
    Room room;
    const auto ear = room.follow();
    ear->until("\n\n");
    const auto identity = room.accounts.session(room.secret).value();
    REQUIRE(room.accounts.sign_out(identity).ok());
    CHECK(ear->waits_for_close());
}

TEST_CASE("a stream ends with the right to follow") {
    Room room;
    const auto ear = room.follow();
    ear->until("\n\n");
    room.add("next", "soumu-bucho"); // Holds the post from the same day instead.
    CHECK(ear->waits_for_close());
}

} // namespace
} // namespace sokuo::app
