#include "journal/journal_test.h"

#include <cstdlib>

namespace sokuo::journal {
namespace {

Time start() {
    return parse_rfc3339("2026-04-01T00:00:00Z").value();
}

Result<> apply_note(store::Write& db, const Entry& entry) {
    if (entry.type == "journal.erased") {
        const auto slot = entry.content["slot"].integer_or(0);
        TRY(db.execute(slot == 0 ? "UPDATE note_list SET text = '' WHERE stream = ?"
                                 : "UPDATE note_list SET phone = '' WHERE stream = ?",
                       {entry.stream.id}));
        return Done{};
    }
    if (entry.type != "note.written") return Done{};
    TRY(db.execute("INSERT INTO note_list(seq, stream, text, phone) VALUES(?, ?, ?, ?)",
                   {entry.seq, entry.stream.id, entry.content["text"].text_or(""),
                    entry.personal["phone"].text_or("")}));
    return Done{};
}

} // namespace

const View& note_view() {
    static const View view{
        .name = "note_list",
        .schema = "CREATE TABLE note_list(seq INTEGER PRIMARY KEY, stream BLOB, text TEXT, "
                  "phone TEXT);",
        .tables = {{"note_list", "seq"}},
        .apply = apply_note,
    };
    return view;
}

Town::Town(const std::filesystem::path& directory) : clock{start()} {
    if (directory.empty()) {
        store = store::open_sqlite_memory().value();
        keys = keys_in_memory(random);
    } else {
        store = store::open_sqlite({.file = directory / "sokuo.db"}).value();
        keys = open_keys(directory / "keys.db", random).value();
    }
    reopen(options());
}

Options Town::options() const {
    return {.views = {due_view(), note_view()},
            .upcasts = {},
            .origin = "mihon.example/journal",
            .clock = ClockKind::simulated};
}

void Town::reopen(const Options& options) {
    journal.reset();
    auto opened = Journal::open(*store, *keys, clock, random, options);
    INFO((opened.ok() ? "" : describe(opened.error())));
    REQUIRE(opened.ok());
    journal = std::move(opened).value();
}

void Town::close() {
    journal.reset();
    store.reset();
    keys.reset();
}

Stream Town::stream() {
    return {"note", new_uuid(clock.now(), random)};
}

Draft Town::draft(const Stream& stream, std::string_view text) const {
    return {.stream = stream,
            .type = "note.written",
            .content = Json::object({{"text", text}}),
            .personal = Json::object({{"phone", "0175-00-0000"}})};
}

Entry Town::note(const Stream& stream, std::string_view text) {
    auto entry = store->write_for(
        [&](store::Write& db) { return journal->append(db, Actor{}, draft(stream, text)); });
    INFO((entry.ok() ? "" : describe(entry.error())));
    REQUIRE(entry.ok());
    return std::move(entry).value();
}

std::vector<Entry> Town::read(const Stream& stream) const {
    auto entries = store->read_for([&](store::Read& db) { return journal->stream(db, stream); });
    INFO((entries.ok() ? "" : describe(entries.error())));
    REQUIRE(entries.ok());
    return std::move(entries).value();
}

std::int64_t Town::count(std::string_view table) const {
    const auto count = store->read_for([&](store::Read& db) {
        return db.first("SELECT count(*) FROM " + std::string{table}, {},
                        [](const store::Row& row) { return row.integer(0); });
    });
    REQUIRE(count.ok());
    return count.value().value_or(-1);
}

std::string Town::dump(std::string_view table) const {
    std::string text;
    const auto read = store->read([&](store::Read& db) {
        return db.query("SELECT * FROM " + std::string{table}, {},
                        [&](const store::Row& row) -> Result<> {
                            for (int column = 0; column < row.columns(); ++column)
                                text += std::string{as_text(row.bytes(column))} + '|';
                            text += '\n';
                            return Done{};
                        });
    });
    REQUIRE(read.ok());
    return text;
}

TemporaryDirectory::TemporaryDirectory() {
    // In memory where there is such a place: a thousand databases are not worth a disk's patience.
    const std::filesystem::path memory{"/dev/shm"};
    const bool has_memory = std::filesystem::is_directory(memory);
    std::string name =
        (has_memory ? memory : std::filesystem::temp_directory_path()) / "sokuo-journal-XXXXXX";
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

} // namespace sokuo::journal
