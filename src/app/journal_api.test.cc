#include "app/journal_api.h"

#include "app/api_test.h"
#include "app/journal_words.h"
#include "journal/merkle.h"

#include <algorithm>
#include <filesystem>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;

struct Room : Hall {
    Room() {
        add("kansa", "kansa-kakari");
        add("joho", "joho-kacho");
        auto opened = journal::Checkpoints::open(*store, *keys, folder.path() / "checkpoint");
        REQUIRE(opened.ok());
        checkpoints = std::move(opened).value();
        proofs = std::make_unique<Proofs>(*store, *journal, *checkpoints);
        serve(journal_routes(desk, *proofs));
        sign_in("kansa");
    }

    void write_many(std::size_t count) {
        const auto job = [&](store::Write& db) -> Result<> {
            for (std::size_t left = 0; left < count; ++left)
                TRY(journal->append(
                    db, {}, {.stream = {"incident", incident.value}, .type = "incident.attached"}));
            return Done{};
        };
        REQUIRE(store->write(job).ok());
    }
    std::int64_t head() {
        return store->read_for([&](store::Read& db) { return journal->head(db); }).value();
    }
    Json proof(std::int64_t seq) {
        return json({.path = "/api/v1/journal/entries/" + std::to_string(seq) + "/proof"});
    }

    IncidentId incident = IncidentId::make(clock.now(), random);
    std::unique_ptr<journal::Checkpoints> checkpoints;
    std::unique_ptr<Proofs> proofs;
};

Bytes from_hex(std::string_view text) {
    const auto digit = [](char sign) { return sign <= '9' ? sign - '0' : sign - 'a' + 10; };
    Bytes bytes;
    for (std::size_t at = 0; at + 1 < text.size(); at += 2)
        bytes.push_back(static_cast<std::byte>(digit(text[at]) * 16 + digit(text[at + 1])));
    return bytes;
}

Hash hash_in(const Json& json) {
    const auto bytes = from_hex(json.text_or(""));
    Hash hash{};
    REQUIRE(bytes.size() == hash.size());
    std::ranges::copy(bytes, hash.begin());
    return hash;
}

// As somebody outside would check it, from the answer and the key they know.
bool is_proven(const Json& proof, const PublicKey& key) {
    const auto checkpoint = journal::open_note(proof["checkpoint"].text_or(""), key);
    REQUIRE(checkpoint.ok());
    std::vector<Hash> path;
    for (const auto& hash : proof["path"].items())
        path.push_back(hash_in(hash));
    const auto leaf = journal::leaf_hash(from_hex(proof["leaf"].text_or("")));
    const auto size = static_cast<std::uint64_t>(proof["size"].integer_or(0));
    const auto index = static_cast<std::uint64_t>(proof["seq"].integer_or(0) - 1);
    return leaf == hash_in(proof["leaf_hash"]) && size == checkpoint.value().size &&
           checkpoint.value().root == hash_in(proof["root"]) &&
           journal::is_included(leaf, index, size, path, checkpoint.value().root);
}

TEST_CASE("every entry is proven against the signed checkpoint, wherever it stands in the tree") {
    Room room;
    room.write_many(static_cast<std::size_t>(600 - room.head()));
    const auto key = room.checkpoints->public_key();
    for (const std::int64_t seq : {1, 2, 128, 255, 256, 257, 300, 511, 512, 513, 599, 600}) {
        CAPTURE(seq);
        CHECK(is_proven(room.proof(seq), key));
    }
    auto forged = room.proof(300);
    forged.set("seq", 301);
    CHECK(!is_proven(forged, key));
}

TEST_CASE("proofs hold at every size around a full tile, as the log grows") {
    Room room;
    room.write_many(static_cast<std::size_t>(254 - room.head()));
    const auto key = room.checkpoints->public_key();
    for (auto size = room.head(); size <= 259; size = room.head()) {
        CAPTURE(size);
        const auto proof = room.proof(size); // Newer than the checkpoint: signed first.
        CHECK(proof["size"].integer_or(0) == size);
        CHECK(is_proven(proof, key));
        room.write_many(1);
        CHECK(is_proven(room.proof(1), key));
    }
    CHECK(room.head() == 260);
}

TEST_CASE("there is no proof of an entry that does not exist") {
    Room room;
    const auto missing = std::to_string(room.head() + 1);
    const auto refused = room.json({.path = "/api/v1/journal/entries/" + missing + "/proof"}, 400);
    CHECK(refused["code"].text_or("") == "app.no_such_entry");
    for (const auto* number : {"0", "-1", "one"}) {
        CHECK(room.ask({.path = "/api/v1/journal/entries/" + std::string{number} + "/proof"})
                  .status == 400);
    }
}

TEST_CASE("the state names the log, and the checkpoint is signed when it is asked for") {
    Room room;
    const auto note = room.ask({.path = "/api/v1/journal/checkpoint"});
    REQUIRE(note.status == 200);
    CHECK(journal::open_note(note.body, room.checkpoints->public_key()).ok());
    const auto state = room.json({.path = "/api/v1/journal"});
    CHECK(state["size"].integer_or(0) == room.head());
    CHECK(state["origin"].text_or("") == "mihon.example/journal/e1");
    CHECK(state["checkpoint"].text_or("") == note.body);
    CHECK(state["vkey"].text_or("").starts_with("mihon.example/journal/e1+"));
}

TEST_CASE("entries come newest first, page after page, none twice and none left out") {
    Room room;
    room.write_many(7);
    std::vector<std::int64_t> seen;
    std::string path = "/api/v1/journal/entries?limit=5";
    for (;;) {
        const auto page = room.json({.path = path});
        for (const auto& entry : page["items"].items())
            seen.push_back(entry["seq"].integer_or(0));
        if (page.find("next") == nullptr) break;
        path = "/api/v1/journal/entries?limit=5&after=" + std::string{page["next"].text_or("")};
    }
    REQUIRE(std::ssize(seen) == room.head());
    CHECK(std::ranges::is_sorted(seen, std::greater{}));
    CHECK(seen.back() == 1);
}

TEST_CASE("an incident's entries are found among the others, with what was written and by whom") {
    Room room;
    room.write(room.incident, "電話を受けた");
    room.write(IncidentId::make(room.clock.now(), room.random), "別の事案");
    room.write(room.incident, "端末を切り離した");
    const auto path = "/api/v1/journal/entries?limit=1&incident=" + room.incident.text();
    const auto page = room.json({.path = path});
    REQUIRE(page["items"].items().size() == 1);
    const auto& entry = page["items"].items().front();
    CHECK(entry["type"].text_or("") == "incident.recorded/1");
    CHECK(entry["label"].text_or("") == "経過の記録");
    CHECK(entry["summary"].text_or("") == "端末を切り離した");
    CHECK(entry["rev"].integer_or(0) == 2);
    CHECK(entry["by"]["name"].text_or("") == "（自動）");
    const auto older =
        room.json({.path = path + "&after=" + std::string{page["next"].text_or("")}});
    REQUIRE(older["items"].items().size() == 1);
    CHECK(older["items"].items().front()["summary"].text_or("") == "電話を受けた");
    CHECK(older.find("next") == nullptr);
}

TEST_CASE("an outsider's name is in no summary, and erased words are said to be erased") {
    Room room;
    const journal::Stream report{"report", new_uuid(room.clock.now(), room.random)};
    room.append({.stream = report,
                 .type = "report.received",
                 .content = Json::object(
                     {{"what", "封筒が破れていた"}, {"channel", "phone"}, {"number", "R8-U-0001"}}),
                 .personal = Json::object({{"finder", Json::object({{"name", "山田花子"}})}})});
    const auto list = room.ask({.path = "/api/v1/journal/entries"});
    CHECK(list.body.find("R8-U-0001 封筒が破れていた") != std::string::npos);
    CHECK(list.body.find("山田") == std::string::npos);

    REQUIRE(room.journal->erase({}, report, journal::Slot::content, "試験").ok());
    const auto after = room.ask({.path = "/api/v1/journal/entries"});
    CHECK(after.body.find("封筒") == std::string::npos);
    CHECK(after.body.find("\"summary\":\"消去済み\"") != std::string::npos);
}

TEST_CASE("only those who audit read the journal") {
    Room room;
    room.sign_in("joho");
    for (const auto* path : {"", "/entries", "/entries/1/proof", "/checkpoint"}) {
        const auto refused = room.json({.path = "/api/v1/journal" + std::string{path}}, 400);
        CHECK(refused["code"].text_or("") == "team.needs_role");
    }
}

// The types the program writes, found where it writes them.
std::vector<std::string> types_in(const std::string& text) {
    std::vector<std::string> types;
    for (const std::string_view mark : {".type = \"", "draft(\""}) {
        for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
            const auto start = at + mark.size();
            const auto type = text.substr(start, text.find('"', start) - start);
            if (type.find('.') != std::string::npos) types.push_back(type);
        }
    }
    return types;
}

TEST_CASE("every type of entry the program writes has a name on screen") {
    std::size_t count = 0;
    for (const auto& file : fs::recursive_directory_iterator{charter::testing::path_of("src")}) {
        const auto name = file.path().filename().string();
        if (!name.ends_with(".cc") || name.ends_with(".test.cc")) continue;
        for (const auto& type : types_in(charter::testing::text_of(file.path()))) {
            INFO(type);
            CHECK(entry_label(type) != nullptr);
            ++count;
        }
    }
    CHECK(count > 25);
}

} // namespace
} // namespace sokuo::app
