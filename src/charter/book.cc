#include "charter/book.h"

#include "charter/amend.h"
#include "charter/check.h"
#include "charter/rules.h"
#include "core/text.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>

namespace sokuo::charter {

namespace {

using journal::Draft;
using journal::Entry;

inline constexpr Message none_loaded{
    "charter.none_loaded",
    "要綱がまだ読み込まれていません。`sokuo init` で要綱のファイルを指定してください。",
    "No charter has been loaded yet. Give one to `sokuo init`."};
inline constexpr Message no_such_version{
    "charter.no_such_version", "要綱の第 {0} 版はありません。版の一覧から選んでください。",
    "There is no version {0} of the charter. Choose one from "
    "the list."};
inline constexpr Message version_damaged{
    "charter.version_damaged",
    "要綱の第 {0} 版の記録が壊れています。`sokuo verify` "
    "で確かめ、バックアップから戻してください。",
    "Version {0} of the charter is damaged. Run `sokuo verify` and restore from a backup."};
inline constexpr Message changed_meanwhile{
    "charter.changed_meanwhile",
    "ほかの人が要綱を第 {0} 版に変えています。新しい版を見てから、もう一度変えてください。",
    "Somebody has changed the charter; it is now version {0}. Look at it and make the change "
    "again."};
inline constexpr Message file_not_found{"charter.file_not_found",
                                        "「{0}」を開けません。場所と名前を確かめてください。",
                                        "{0} cannot be opened. Check its place and name."};
inline constexpr Message no_pack_beside{
    "charter.no_pack_beside",
    "「{0}」の近くに、決まりのデータ（packs/jp-municipal）が見つかりません。--pack "
    "に続けて、そのフォルダーを書いてください。",
    "There is no rule pack (packs/jp-municipal) near {0}. Name its folder with --pack."};
inline constexpr Message file_too_large{
    "charter.file_too_large",
    "「{0}」が大きすぎます（上限 {1} バイト）。別のファイルでないか確かめてください。",
    "{0} is too large (at most {1} bytes). Check that it is the right file."};

// As JSON a text may grow by escaping; twice is the worst a charter's characters can do.
constexpr std::size_t part_bytes_max = journal::body_bytes_max / 2 - 4096;
constexpr std::size_t file_bytes_max = YamlLimits{}.bytes_max;

std::string hash_text(std::string_view text) {
    return to_hex(sha256(as_bytes(text)));
}

// Cut where a character begins, so that each part is valid UTF-8 by itself.
std::vector<std::string_view> in_parts(std::string_view text) {
    std::vector<std::string_view> parts;
    do {
        auto size = std::min(text.size(), part_bytes_max);
        while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
            --size;
        parts.push_back(text.substr(0, size));
        text.remove_prefix(size);
    } while (!text.empty());
    return parts;
}

Json list_of(const std::vector<SourceFile>& files) {
    auto list = Json::array();
    for (const auto& file : files)
        list.push(Json::object({{"name", file.name}, {"hash", hash_text(file.text)}}));
    return list;
}

Hash hash_of(const std::vector<SourceFile>& files) {
    return sha256(as_bytes(canonical(list_of(files))));
}

Result<> keep_text(store::Write& db, const Entry& entry) {
    static_cast<void>(
        TRY(db.execute("INSERT INTO charter_text (hash, part, parts, text) VALUES (?, ?, ?, ?) "
                       "ON CONFLICT (hash, part) DO NOTHING",
                       {entry.content["hash"].text_or(""), entry.content["part"].integer_or(0),
                        entry.content["parts"].integer_or(0), entry.content["text"].text_or("")})));
    return Done{};
}

Result<> keep_version(store::Write& db, const Entry& entry) {
    static_cast<void>(TRY(
        db.execute("INSERT INTO charter_version (number, hash, loaded_at, loaded_by, note, files) "
                   "VALUES (?, ?, ?, ?, ?, ?)",
                   {entry.content["number"].integer_or(0), entry.content["hash"].text_or(""),
                    entry.recorded_at.time_since_epoch().count(), entry.actor.person.bytes(),
                    entry.content["note"].text_or(""), canonical(entry.content["files"])})));
    return Done{};
}

Result<> apply(store::Write& db, const Entry& entry) {
    if (entry.type == "charter.text_kept") return keep_text(db, entry);
    if (entry.type == "charter.loaded") return keep_version(db, entry);
    return Done{};
}

// The charter, then the pack, checked as they will be used together.
Result<Edition> edition_of(std::vector<SourceFile> files) {
    Edition edition;
    const auto& text = files.front();
    auto charter = check_charter(text.text, text.name);
    if (!is_loadable(charter.problems)) return first_error(charter.problems);
    auto pack = check_pack(std::span{files}.subspan(1));
    if (!is_loadable(pack.problems)) return first_error(pack.problems);
    edition.hash = hash_of(files);
    edition.charter = std::move(charter.charter);
    edition.pack = std::move(pack.pack);
    edition.files = std::move(files);
    edition.office = TRY(contact_office(edition.charter, edition.pack));
    return edition;
}

Result<std::string> text_with_hash(store::Read& db, std::string_view hash) {
    std::string text;
    TRY(db.query("SELECT text FROM charter_text WHERE hash = ? ORDER BY part", {hash},
                 [&](const store::Row& row) -> Result<> {
                     text += row.text(0);
                     return Done{};
                 }));
    return text;
}

struct StoredVersion {
    std::int64_t number = 0;
    Time loaded_at{};
    std::string files;
};

StoredVersion stored_version(const store::Row& row) {
    return {row.integer(0), Time{Duration{row.integer(1)}}, std::string{row.text(2)}};
}

// An old version is read as it was written, even where today's checks would ask for more.
Result<Edition> edition_from(store::Read& db, const StoredVersion& stored) {
    const auto damaged = [&] {
        return failure(Errc::corrupt, version_damaged, {std::to_string(stored.number)});
    };
    const auto list = TRY(parse_json(stored.files));
    Edition edition;
    for (const auto& line : list.items()) {
        auto text = TRY(text_with_hash(db, line["hash"].text_or("")));
        if (hash_text(text) != line["hash"].text_or("")) return damaged();
        edition.files.push_back({std::string{line["name"].text_or("")}, std::move(text)});
    }
    if (edition.files.empty()) return damaged();
    edition.number = stored.number;
    edition.loaded_at = stored.loaded_at;
    edition.hash = hash_of(edition.files);
    edition.charter = check_charter(edition.charter_text(), edition.files.front().name).charter;
    edition.pack = check_pack(std::span{edition.files}.subspan(1)).pack;
    edition.office = TRY(contact_office(edition.charter, edition.pack));
    return edition;
}

Result<std::string> read_file(const std::filesystem::path& path) {
    std::ifstream in{path, std::ios::binary};
    if (!in) return failure(Errc::not_found, file_not_found, {path.string()});
    std::string text(file_bytes_max + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (in.bad()) return failure(Errc::unavailable, file_not_found, {path.string()});
    if (text.size() > file_bytes_max)
        return failure(Errc::too_large, file_too_large,
                       {path.string(), std::to_string(file_bytes_max)});
    return text;
}

} // namespace

const journal::View& charter_view() {
    static const journal::View view{
        .name = "charter",
        .version = 1,
        .schema = "CREATE TABLE charter_version (number INTEGER PRIMARY KEY, hash TEXT NOT NULL, "
                  "loaded_at INTEGER NOT NULL, loaded_by BLOB NOT NULL, note TEXT NOT NULL, "
                  "files TEXT NOT NULL);"
                  "CREATE TABLE charter_text (hash TEXT NOT NULL, part INTEGER NOT NULL, "
                  "parts INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (hash, part));",
        .tables = {{"charter_version", "number"}, {"charter_text", "hash, part"}},
        .derived = {},
        .apply = apply};
    return view;
}

journal::Stream charter_stream() {
    return {"charter", post_id("charter").value};
}

struct Book::State {
    State(store::Store& in_store, journal::Journal& in_journal)
        : store{in_store}, journal{in_journal} {}

    store::Store& store;
    journal::Journal& journal;
    mutable std::mutex guard;
    std::map<std::int64_t, std::unique_ptr<const Edition>> editions; // never removed from
    std::int64_t newest = 0;

    // The edition already held under this number wins: others may be looking at it.
    const Edition& keep(Edition edition) {
        const std::lock_guard lock{guard};
        const auto number = edition.number;
        auto& place = editions[number];
        if (!place) place = std::make_unique<const Edition>(std::move(edition));
        newest = std::max(newest, number);
        return *place;
    }
    const Edition* held(std::int64_t number) const {
        const std::lock_guard lock{guard};
        const auto found = editions.find(number);
        return found == editions.end() ? nullptr : found->second.get();
    }
};

namespace {

Result<> write_texts(journal::Journal& journal, store::Write& db, const journal::Actor& actor,
                     const std::vector<SourceFile>& files) {
    for (const auto& file : files) {
        const auto hash = hash_text(file.text);
        const auto is_kept = TRY(db.first("SELECT 1 FROM charter_text WHERE hash = ?", {hash},
                                          [](const store::Row&) { return true; }));
        if (is_kept) continue;
        const auto parts = in_parts(file.text);
        for (std::size_t part = 0; part < parts.size(); ++part) {
            const Draft draft{.stream = charter_stream(),
                              .type = "charter.text_kept",
                              .version = 1,
                              .occurred_at = {},
                              .content = Json::object({{"hash", hash},
                                                       {"part", part},
                                                       {"parts", parts.size()},
                                                       {"text", parts[part]}}),
                              .personal = {}};
            TRY(journal.append(db, actor, draft));
        }
    }
    return Done{};
}

struct Loading {
    const journal::Actor& actor;
    std::int64_t base = 0;
    std::string_view note;
};

// Journals `edition` as the version after `by.base`, which must be the newest.
Result<Edition> write_version(store::Store& store, journal::Journal& journal, const Loading& by,
                              Edition edition) {
    const auto job = [&](store::Write& db) -> Result<Entry> {
        const auto newest =
            TRY(db.first("SELECT number FROM charter_version ORDER BY number DESC LIMIT 1", {},
                         [](const store::Row& row) { return row.integer(0); }));
        if (newest.value_or(0) != by.base)
            return failure(Errc::stale, changed_meanwhile, {std::to_string(newest.value_or(0))});
        TRY(write_texts(journal, db, by.actor, edition.files));
        const Draft draft{.stream = charter_stream(),
                          .type = "charter.loaded",
                          .version = 1,
                          .occurred_at = {},
                          .content = Json::object({{"number", by.base + 1},
                                                   {"hash", to_hex(edition.hash)},
                                                   {"files", list_of(edition.files)},
                                                   {"note", by.note}}),
                          .personal = {}};
        return journal.append(db, by.actor, draft);
    };
    const auto entry = TRY(store.write_for(job));
    edition.number = by.base + 1;
    edition.loaded_at = entry.recorded_at;
    return edition;
}

} // namespace

Book::Book(std::unique_ptr<State> state) : state_{std::move(state)} {}

Book::~Book() = default;

Result<std::unique_ptr<Book>> Book::open(store::Store& store, journal::Journal& journal) {
    const auto job = [](store::Read& db) -> Result<Edition> {
        const auto stored = TRY(db.first("SELECT number, loaded_at, files FROM charter_version "
                                         "ORDER BY number DESC LIMIT 1",
                                         {}, stored_version));
        if (!stored) return failure(Errc::not_found, none_loaded);
        return edition_from(db, *stored);
    };
    auto newest = TRY(store.read_for(job));
    auto state = std::make_unique<State>(store, journal);
    state->keep(std::move(newest));
    return std::unique_ptr<Book>{new Book{std::move(state)}};
}

Result<std::unique_ptr<Book>> Book::begin(store::Store& store, journal::Journal& journal,
                                          const journal::Actor& actor,
                                          std::vector<SourceFile> files) {
    if (files.empty()) return failure(Errc::not_found, none_loaded);
    auto edition = TRY(edition_of(std::move(files)));
    auto first = TRY(write_version(store, journal, {actor, 0, {}}, std::move(edition)));
    auto state = std::make_unique<State>(store, journal);
    state->keep(std::move(first));
    return std::unique_ptr<Book>{new Book{std::move(state)}};
}

const Edition& Book::current() const {
    const std::lock_guard lock{state_->guard};
    return *state_->editions.at(state_->newest);
}

Result<const Edition*> Book::version(std::int64_t number) {
    if (const auto* const held = state_->held(number); held != nullptr) return held;
    const auto job = [&](store::Read& db) -> Result<Edition> {
        const auto stored =
            TRY(db.first("SELECT number, loaded_at, files FROM charter_version WHERE number = ?",
                         {number}, stored_version));
        if (!stored) return failure(Errc::not_found, no_such_version, {std::to_string(number)});
        return edition_from(db, *stored);
    };
    auto edition = TRY(state_->store.read_for(job));
    return &state_->keep(std::move(edition));
}

Result<std::vector<EditionLine>> Book::versions() const {
    return state_->store.read_for([](store::Read& db) -> Result<std::vector<EditionLine>> {
        return db.all("SELECT number, hash, loaded_at, loaded_by, note FROM charter_version "
                      "ORDER BY number DESC",
                      {}, [](const store::Row& row) {
                          EditionLine line{.number = row.integer(0),
                                           .hash = std::string{row.text(1)},
                                           .loaded_at = Time{Duration{row.integer(2)}},
                                           .loaded_by = {},
                                           .note = std::string{row.text(4)}};
                          const auto person = row.bytes(3);
                          if (person.size() == line.loaded_by.value.size())
                              std::ranges::copy(person, line.loaded_by.value.begin());
                          return line;
                      });
    });
}

Result<const Edition*> Book::load(const journal::Actor& actor, std::int64_t base,
                                  std::vector<SourceFile> files, std::string_view note) {
    if (files.empty()) return failure(Errc::not_found, none_loaded);
    const auto& now = current();
    if (base != now.number)
        return failure(Errc::stale, changed_meanwhile, {std::to_string(now.number)});
    auto edition = TRY(edition_of(std::move(files)));
    if (edition.hash == now.hash) return &now;
    auto written =
        TRY(write_version(state_->store, state_->journal, {actor, base, note}, std::move(edition)));
    return &state_->keep(std::move(written));
}

Result<const Edition*> Book::amend(const journal::Actor& actor, std::int64_t base,
                                   std::string_view path, std::string_view value,
                                   std::string_view note) {
    const auto edit = [&](std::string_view text) { return charter::amend(text, path, value); };
    return amend(actor, base, edit, note);
}

Result<const Edition*> Book::amend(const journal::Actor& actor, std::int64_t base, const Edit& edit,
                                   std::string_view note) {
    const auto& now = current();
    if (base != now.number)
        return failure(Errc::stale, changed_meanwhile, {std::to_string(now.number)});
    auto files = now.files;
    files.front().text = TRY(edit(files.front().text));
    return load(actor, base, std::move(files), note);
}

Result<std::filesystem::path> pack_beside(const std::filesystem::path& charter_file) {
    std::error_code unknown;
    if (!std::filesystem::exists(charter_file, unknown)) // Its own name is wrong, not the pack's.
        return failure(Errc::not_found, file_not_found, {charter_file.string()});
    const auto pack = std::filesystem::path{"packs"} / "jp-municipal";
    const auto folder = charter_file.parent_path();
    for (const auto& place : {folder / ".." / pack, folder / ".." / ".." / pack, folder / pack,
                              std::filesystem::path{"/usr/share/sokuo"} / pack}) {
        std::error_code error;
        if (std::filesystem::is_directory(place, error)) return place;
    }
    return failure(Errc::not_found, no_pack_beside, {charter_file.string()});
}

Result<std::vector<SourceFile>> read_files(const std::filesystem::path& charter_file,
                                           const std::filesystem::path& pack_folder) {
    std::vector<SourceFile> files;
    std::error_code failed;
    std::filesystem::directory_iterator folder{pack_folder, failed};
    if (failed) return failure(Errc::not_found, file_not_found, {pack_folder.string()});
    const std::filesystem::directory_iterator end;
    for (; folder != end; folder.increment(failed)) {
        if (failed) break;
        if (folder->path().extension() != ".yaml") continue;
        const auto name =
            pack_folder.filename().string() + "/" + folder->path().filename().string();
        files.push_back({"packs/" + name, TRY(read_file(folder->path()))});
    }
    std::ranges::sort(files, {}, &SourceFile::name);
    files.insert(files.begin(), {"charter.yaml", TRY(read_file(charter_file))});
    return files;
}

} // namespace sokuo::charter
