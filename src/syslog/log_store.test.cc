#include "syslog/log_store.h"

#include "syslog/syslog_test.h"

#include <fstream>
#include <iterator>
#include <random>
#include <thread>

namespace sokuo::syslog {
namespace {

namespace fs = std::filesystem;

struct Folder {
    Folder() {
        path = fs::temp_directory_path() / ("sokuo-logs-" + std::to_string(std::random_device{}()));
        fs::create_directories(path);
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    fs::path path;
};

/// A store in a folder of its own, that can be closed and opened again.
struct Shelf {
    explicit Shelf(Keep wanted = {.free_bytes_min = 0}) : keep{wanted} { open(); }

    void open() {
        store.reset();
        auto opened = LogStore::open(folder.path / "logs", keep, random);
        REQUIRE(opened.ok());
        store = std::move(opened).value();
    }
    Result<> add(const std::vector<std::string>& lines, std::string_view when,
                 std::string_view host = "fw-1") {
        std::vector<Record> records;
        for (const auto& line : lines)
            records.push_back({.received_at = at(when),
                               .way = Way::tcp,
                               .sender = "192.0.2.7",
                               .host = host,
                               .raw = line});
        return store->append(records);
    }
    /// What stands in the lines found, over all pages.
    std::vector<std::string> find(Query query) {
        std::vector<std::string> lines;
        for (;;) {
            auto page = store->find(query);
            for (auto& line : page.lines)
                lines.push_back(std::move(line.arrival.raw));
            if (!page.next) return lines;
            CHECK((!query.before || *page.next < *query.before));
            query.before = page.next;
        }
    }
    [[nodiscard]] fs::path last_file() const {
        fs::path last;
        for (const auto& file : fs::directory_iterator{folder.path / "logs"}) {
            if (file.path().extension() == ".log") last = std::max(last, file.path());
        }
        return last;
    }

    Folder folder;
    Keep keep;
    SystemRandom random;
    std::unique_ptr<LogStore> store;
};

using Lines = std::vector<std::string>;
constexpr auto noon = "2026-11-23T03:00:00Z";

TEST_CASE("lines are found newest first, by host, by time, by words") {
    Shelf shelf;
    REQUIRE(shelf.add({"accepted", "Failed password", "認証に失敗"}, noon).ok());
    REQUIRE(shelf.add({"failed again"}, "2026-11-23T04:00:00Z", "fw-2").ok());
    CHECK(shelf.find({}) == Lines{"failed again", "認証に失敗", "Failed password", "accepted"});
    CHECK(shelf.find({.host = "FW-2"}) == Lines{"failed again"});
    CHECK(shelf.find({.host = "192.0.2.7"}).size() == 4);
    CHECK(shelf.find({.host = "fw-3"}).empty());
    CHECK(shelf.find({.words = {"FAILED"}}) == Lines{"failed again", "Failed password"});
    CHECK(shelf.find({.words = {"failed", "pass"}}) == Lines{"Failed password"});
    CHECK(shelf.find({.words = {"失"}}) == Lines{"認証に失敗"});
    CHECK(shelf.find({.words = {"zz"}}).empty());
    CHECK(shelf.find({.from = at("2026-11-23T03:30:00Z")}) == Lines{"failed again"});
    CHECK(shelf.find({.until = at(noon)}).empty());
    CHECK(shelf.find({.count_max = 1}).size() == 4);
}

TEST_CASE("what was appended is there after the store was opened again, and numbers go on") {
    Shelf shelf;
    REQUIRE(shelf.add({"one", "two"}, noon).ok());
    shelf.open();
    REQUIRE(shelf.add({"three"}, noon).ok());
    CHECK(shelf.find({}) == Lines{"three", "two", "one"});
    CHECK(shelf.store->totals().count == 3);
    CHECK(shelf.store->totals().damaged_files == 0);
    Lines after;
    shelf.store->each_after(1, [&](const Record& record) {
        after.emplace_back(record.raw);
        return true;
    });
    CHECK(after == Lines{"two", "three"});
    shelf.store->go_on_after(100);
    REQUIRE(shelf.add({"four"}, noon).ok());
    CHECK(shelf.store->totals().count == 101);
}

TEST_CASE("a torn end, wherever it is torn, loses nothing before it") {
    Shelf shelf;
    REQUIRE(shelf.add({"one", "two"}, noon).ok());
    const auto whole = fs::file_size(shelf.last_file());
    REQUIRE(shelf.add({"three, which is torn"}, noon).ok());
    const auto file = shelf.last_file();
    const auto size = fs::file_size(file);
    shelf.store.reset();
    std::string bytes;
    {
        std::ifstream in{file, std::ios::binary};
        bytes.assign(std::istreambuf_iterator{in}, {});
    }
    for (auto cut = whole; cut < size; ++cut) {
        std::ofstream{file, std::ios::binary | std::ios::trunc}.write(
            bytes.data(), static_cast<std::streamsize>(cut));
        fs::remove(index_of(file));
        shelf.open();
        CHECK(shelf.find({}) == Lines{"two", "one"});
        CHECK(shelf.store->totals().damaged_files == (cut == whole ? 0 : 1));
        shelf.store.reset();
    }
}

TEST_CASE("one damaged line is one line lost, and a line cannot be made to look like a record") {
    Shelf shelf;
    std::string record; // As somebody would write it who knows the form and not the file's key.
    append_record(record, FileKey{}, {.number = 1, .host = "forged", .raw = "forged"});
    REQUIRE(shelf.add({"one", "two" + record, "three"}, noon).ok());
    const auto file = shelf.last_file();
    shelf.store.reset();
    std::fstream out{file, std::ios::binary | std::ios::in | std::ios::out};
    std::string bytes{std::istreambuf_iterator{out}, {}};
    out.seekp(static_cast<std::streamoff>(bytes.find("two")));
    out.put('X');
    out.close();
    fs::remove(index_of(file));
    shelf.open();
    CHECK(shelf.find({}) == Lines{"three", "one"});
    CHECK(shelf.store->totals().damaged_files == 1);
}

TEST_CASE("an index that is gone, cut short or wrong is made anew or done without") {
    Shelf shelf;
    const std::string filler(1'000, '.');
    for (int number = 0; number < 1'000; ++number)
        REQUIRE(shelf.add({"line " + std::to_string(number) + filler}, noon).ok());
    const auto index = index_of(shelf.last_file());
    const auto is_all_there = [&] {
        return shelf.find({.words = {"line 7"}}).size() == 111 && shelf.find({}).size() == 1'000;
    };
    CHECK(is_all_there());
    CHECK(fs::file_size(index) >= 7 * Summary::encoded_bytes);
    { // While it is open: found without.
        std::fstream out{index, std::ios::binary | std::ios::in | std::ios::out};
        out.seekp(3 * Summary::encoded_bytes + 100);
        out.put('\x55');
    }
    CHECK(is_all_there());
    shelf.open();
    CHECK(is_all_there());
    shelf.store.reset();
    fs::resize_file(index, 2 * Summary::encoded_bytes + 17);
    shelf.open();
    CHECK(is_all_there());
    shelf.store.reset();
    fs::resize_file(index, 2 * Summary::encoded_bytes);
    shelf.open();
    CHECK(is_all_there());
    shelf.store.reset();
    fs::remove(index);
    shelf.open();
    CHECK(is_all_there());
}

TEST_CASE("files end by size and by day; the oldest go when they are too old or too many") {
    Shelf shelf{{.days = std::chrono::days{30},
                 .bytes_max = 10'000,
                 .free_bytes_min = 0,
                 .segment_bytes_max = 1'000}};
    const std::string filler(300, '.');
    REQUIRE(shelf.add({"old"}, "2026-10-01T00:00:00Z").ok());
    for (int number = 0; number < 20; ++number)
        REQUIRE(shelf.add({std::to_string(number) + filler}, noon).ok());
    CHECK(shelf.find({}).size() == 21);
    shelf.store->prune(at(noon));
    CHECK(shelf.find({.words = {"old"}}).empty());
    CHECK(shelf.find({}).size() == 20);
    for (int number = 0; number < 100; ++number)
        REQUIRE(shelf.add({std::to_string(number) + filler}, noon).ok());
    shelf.store->prune(at(noon));
    CHECK(shelf.store->totals().bytes <= 10'000);
    CHECK(shelf.find({}).front().starts_with("99"));
    shelf.open();
    CHECK(shelf.store->totals().count == 121);
}

TEST_CASE("below the space that is left to the journal nothing is taken in, in words") {
    Shelf shelf{{.free_bytes_min = std::uint64_t{1} << 60U}};
    const auto refused = shelf.add({"x"}, noon);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().message->code() == "syslog.disk_almost_full");
    CHECK(shelf.find({}).empty());
}

TEST_CASE("a search that runs out of time says so and can be gone on with") {
    Shelf shelf;
    const std::string filler(2'000, 'x');
    for (int batch = 0; batch < 100; ++batch)
        REQUIRE(shelf.add(Lines(100, "needle " + filler), noon).ok());
    Query query{.words = {"needle y"}, .patience = std::chrono::milliseconds{0}};
    const auto page = shelf.store->find(
        {.words = {"xx"}, .count_max = 20'000, .patience = std::chrono::milliseconds{0}});
    CHECK(page.is_out_of_time);
    CHECK(page.next.has_value());
    CHECK(page.lines.size() < 10'000);
    CHECK(
        shelf.find({.words = {"xx"}, .count_max = 20'000, .patience = std::chrono::milliseconds{0}})
            .size() == 10'000);
    CHECK(shelf.find(query).empty());
}

TEST_CASE("lines are found while others come in") {
    Shelf shelf{{.free_bytes_min = 0, .segment_bytes_max = 200'000}};
    std::jthread writer{[&](const std::stop_token& stop) {
        for (int number = 0; number < 400 && !stop.stop_requested(); ++number)
            static_cast<void>(shelf.add(Lines(20, "line " + std::to_string(number)), noon));
    }};
    for (int count = 0; count < 50; ++count) {
        const auto page = shelf.store->find({.words = {"line"}, .count_max = 50});
        for (std::size_t place = 1; place < page.lines.size(); ++place)
            CHECK(page.lines[place].number == page.lines[place - 1].number - 1);
    }
    writer.join();
    CHECK(shelf.find({}).size() == 8'000);
}

} // namespace
} // namespace sokuo::syslog
