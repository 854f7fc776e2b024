#include "correspondence/letter.h"

#include "correspondence/courtesy.h"
#include "correspondence/thread.h"
#include "correspondence/wording.h"

#include <algorithm>
#include <doctest/doctest.h>

#include <map>

// A mail comes in, is read, finds its place, and is answered or left alone.

namespace sokuo::correspondence {
namespace {

using namespace std::chrono_literals;

template <class T>
T sure(Result<T> result) {
    INFO((result.ok() ? "" : describe(result.error())));
    REQUIRE(result.ok());
    return std::move(result).value();
}

Id<struct AboutTag> one() {
    return sure(Id<struct AboutTag>::parse("0193f0a2-7c00-7000-8000-000000000001"));
}
journal::Stream report() {
    return {"report", one().value};
}

/// A letter with the journal left out: each draft becomes the next entry.
struct Desk {
    LetterId id = sure(LetterId::parse("0193f0a2-7c00-7000-8000-0000000000aa"));
    std::vector<journal::Entry> entries;
    Time now = sure(parse_rfc3339("2026-11-27T03:00:00Z"));

    Letter write(const Result<journal::Draft>& made) {
        const auto draft = sure(made);
        entries.push_back({.seq = static_cast<std::int64_t>(entries.size()) + 1,
                           .stream = draft.stream,
                           .rev = static_cast<std::int64_t>(entries.size()) + 1,
                           .type = draft.type,
                           .recorded_at = now,
                           .occurred_at = {},
                           .actor = {},
                           .content = draft.content,
                           .personal = draft.personal,
                           .content_state = journal::BodyState::present,
                           .personal_state = journal::BodyState::present});
        return sure(Letter::replay(entries));
    }
    Letter came() {
        return write(Letter::receive(id, {.account = "窓口",
                                          .network = "lgwan",
                                          .way = "lmtp",
                                          .raw = {.blob = {}, .key = "k", .bytes = 812},
                                          .sender = "sato@town.example"}));
    }
    Letter reads(Read read = {}) {
        if (read.subject.empty()) read.subject = "不審なメール";
        read.from = {"佐藤", "Sato@Town.example"};
        return write(came().read(read));
    }
};

TEST_CASE("a letter is kept before it is read, and read once") {
    Desk desk;
    const auto came = desk.came();
    CHECK(came.state == State::arrived);
    CHECK(came.network == "lgwan");
    CHECK(came.raw.bytes == 812);
    const auto read = desk.write(came.read({.subject = "不審なメール",
                                            .text = "添付を開きました",
                                            .files = {{.key = "f", .name = "請求書.zip"}},
                                            .from = {"佐藤", "sato@town.example"}}));
    CHECK(read.state == State::read);
    CHECK(read.said.files.front().name == "請求書.zip");
    CHECK(read.answer_to().address == "sato@town.example");
    CHECK(read.read({}).error().message->code() == "correspondence.not_now");
}

TEST_CASE("people stand in the personal body and nowhere else") {
    Desk desk;
    desk.reads({.text = "本文"});
    for (const auto& entry : desk.entries) {
        CHECK(to_text(entry.content).find("own.example") == std::string::npos);
        CHECK(to_text(entry.content).find("佐藤") == std::string::npos);
    }
    CHECK(to_text(desk.entries.back().personal).find("佐藤") != std::string::npos);
}

TEST_CASE("what cannot be read stays, and says why") {
    Desk desk;
    const auto letter = desk.write(desk.came().cannot_read("sandbox.too_slow"));
    CHECK(letter.state == State::unreadable);
    CHECK(letter.unreadable_because == "sandbox.too_slow");
    CHECK(letter.raw.bytes == 812);
}

TEST_CASE("an answer is news until somebody saw it; what began a report is not") {
    Desk desk;
    const auto letter = desk.reads();
    CHECK_FALSE(desk.write(letter.file_under({report(), How::started})).is_new);
    Desk other;
    const auto news = other.write(other.reads().file_under({report(), How::answered}));
    CHECK(news.is_new);
    const auto seen = other.write(news.see());
    CHECK_FALSE(seen.is_new);
    CHECK_FALSE(seen.see().ok());
}

TEST_CASE("one of ours is tried, fails for now, is tried again later, and is sent") {
    Desk desk;
    auto letter = desk.write(Letter::write(desk.id, {.about = report(),
                                                     .account = "窓口",
                                                     .subject = "Re: 不審なメール",
                                                     .text = "開いた時刻を教えてください",
                                                     .message_id = "a@city.example",
                                                     .to = {{"佐藤", "sato@town.example"}}}));
    CHECK(letter.state == State::waiting);
    letter = desk.write(letter.tried());
    letter = desk.write(letter.failed(false, "mail.unreachable"));
    CHECK(letter.state == State::waiting);
    CHECK(letter.failed_because == "mail.unreachable");
    CHECK(next_try(1, desk.now) == desk.now + 1min);
    CHECK(next_try(7, desk.now) == desk.now + 64min);
    letter = desk.write(letter.tried());
    CHECK(letter.tries == 2);
    CHECK(desk.write(letter.sent()).state == State::sent);
}

TEST_CASE("a letter without anybody to send it to, or without a word, is refused at its field") {
    Desk desk;
    const auto where = [&](const Write& write) {
        const auto made = Letter::write(desk.id, write);
        return made.ok() ? std::string{} : made.error().where;
    };
    const std::vector<Person> to{{"", "a@b.example"}};
    CHECK(where({.text = "本文"}) == "/to");
    CHECK(where({.text = "　\n", .to = to}) == "/text");
    CHECK(where({.text = std::string(text_bytes_max + 1, 'x'), .to = to}) == "/text");
    CHECK(where({.text = "本文", .to = std::vector<Person>(people_max + 1)}) == "/to");
    CHECK(where({.text = "本文", .to = to}).empty());
}

// -- Where it belongs
// ------------------------------------------------------------------------------

struct Office {
    std::map<std::string, journal::Stream> letters;
    std::map<std::string, journal::Stream> numbers;
    std::vector<std::string> met;

    [[nodiscard]] Known known() const {
        const auto in = [](const std::map<std::string, journal::Stream>& all,
                           const std::string& key) -> Result<std::optional<journal::Stream>> {
            const auto found = all.find(key);
            if (found == all.end()) return std::optional<journal::Stream>{};
            return std::optional{found->second};
        };
        return {
            .letter = [this, in](const std::string& id) { return in(letters, id); },
            .number = [this, in](const std::string& number) { return in(numbers, number); },
            .address = [this](const journal::Stream&, const std::string& address) -> Result<bool> {
                return std::ranges::find(met, address) != met.end();
            }};
    }
    [[nodiscard]] std::optional<Place> place(const Read& letter) const {
        return sure(place_of(letter, known()));
    }
};

TEST_CASE("an answer to a letter of ours finds back by its id, the nearest first") {
    Office office;
    office.letters = {{"near@city.example", report()}, {"far@city.example", {"incident", {}}}};
    const auto place = office.place({.answers = {"x@y", "near@city.example", "far@city.example"},
                                     .from = {"", "stranger@elsewhere.example"}});
    REQUIRE(place.has_value());
    CHECK(place->about == report());
    CHECK(place->how == How::answered);
}

TEST_CASE("a number in the subject opens the thread to whom it knows, and to nobody else") {
    Office office;
    office.numbers = {{"R8-U-0231", report()}};
    office.met = {"sato@town.example"};
    const auto by = [&](const std::string& address, const std::string& subject) {
        const auto place = office.place({.subject = subject, .from = {"", address}});
        return place.has_value() && place->how == How::numbered;
    };
    CHECK(by("Sato@TOWN.example", "追加です [R8-U-0231]"));
    CHECK(by("sato@town.example", "Re: 【R8-U-0231】受け付けました"));
    CHECK(by("sato@town.example", "ＲＥ：［Ｒ８－Ｕ－０２３１］"));
    CHECK_FALSE(by("stranger@elsewhere.example", "[R8-U-0231]"));
    CHECK_FALSE(by("sato@town.example", "R8-U-0231"));
    CHECK_FALSE(by("sato@town.example", "[R8-U-9999]"));
    CHECK_FALSE(by("", "[R8-U-0231]"));
}

TEST_CASE("numbers are few, short, and inside brackets that close") {
    CHECK(numbers_in("[a-1x][b-2x][c-3x][d-4x][e-5x]").size() == 4);
    CHECK(numbers_in("[R8-U-0231").empty());
    CHECK(numbers_in("[" + std::string(50, '-') + "]").empty());
    CHECK(numbers_in("[R8 U 0231] [] [TLP:AMBER]").empty());
    CHECK(numbers_in("[[R8-U-0231]]") == std::vector<std::string>{"R8-U-0231"});
}

TEST_CASE("the subject of an answer says Re: once and the number once") {
    CHECK(answer_subject("不審なメール", "R8-U-0231") == "Re: [R8-U-0231] 不審なメール");
    CHECK(answer_subject("Re: [R8-U-0231] 不審なメール", "R8-U-0231") ==
          "Re: [R8-U-0231] 不審なメール");
}

// -- Whether a machine may answer
// ------------------------------------------------------------------

TEST_CASE("a person is acknowledged; a machine, nobody, ourselves and a storm are not") {
    Desk desk;
    auto letter = desk.reads();
    CHECK(silence_for(letter, {}, desk.now) == Silence::none);
    CHECK(silence_for(letter, {.own_addresses = {"SATO@town.example"}}, desk.now) ==
          Silence::ourselves);
    CHECK(silence_for(letter, {.acknowledged_at = desk.now - 59min}, desk.now) == Silence::lately);
    CHECK(silence_for(letter, {.acknowledged_at = desk.now - 60min}, desk.now) == Silence::none);
    CHECK(silence_for(letter, {.acknowledged_in_hour = 60}, desk.now) == Silence::storm);
    letter.said.from.address = "No-Reply@shop.example";
    CHECK(silence_for(letter, {}, desk.now) == Silence::machine);
    letter.said.from.address = "";
    CHECK(silence_for(letter, {}, desk.now) == Silence::nobody);
    letter.said.from.address = "sato@town.example";
    letter.said.automatic = "Precedence: bulk";
    CHECK(silence_for(letter, {}, desk.now) == Silence::machine);
}

TEST_CASE("what is put into a letter is never looked at again") {
    CHECK(filled("{number}を{number}", {{"number", "{phone}"}, {"phone", "0175"}}) ==
          "{phone}を{phone}");
    CHECK(filled("{unknown} { {number", {{"number", "1"}}) == "{unknown} { {number");
    CHECK(filled("", {}).empty());
}

} // namespace
} // namespace sokuo::correspondence
