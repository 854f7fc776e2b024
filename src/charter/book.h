#pragma once

// The charter and the pack in force, and every version that was. An incident keeps the number of
// the version it was made under and is shown by that version for good.
//
//     charter.text_kept   {"hash", "part", "parts", "text"}     a file, once, in parts that fit a
//     body charter.loaded      {"number", "hash", "files": [{"name", "hash"}], "note"}
//
// Threads: any. An edition that was given out stays where it is until the book is destroyed.

#include "calendar/closed_days.h"
#include "charter/charter.h"
#include "charter/pack.h"
#include "charter/source_file.h"
#include "core/result.h"
#include "core/sha256.h"
#include "core/time.h"
#include "journal/journal.h"
#include "store/store.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sokuo::charter {

/// A charter with the pack it was loaded with.
struct Edition {
    std::int64_t number = 0; ///< 1, 2, 3 …
    Hash hash{};             ///< Over the names and hashes of its files.
    Time loaded_at{};
    Charter charter;
    Pack pack;
    std::vector<SourceFile> files; ///< The charter first.
    /// When the point of contact can be reached, worked out from both; set in every edition the
    /// book gives out.
    std::optional<calendar::Office> office;
    [[nodiscard]] const std::string& charter_text() const { return files.front().text; }
};

/// One line of the list of versions.
struct EditionLine {
    std::int64_t number = 0;
    std::string hash; ///< Hexadecimal
    Time loaded_at{};
    PersonId loaded_by; ///< Empty: the program, at `init`.
    std::string note;
};

/// Tables `charter_version` and `charter_text`; list it in `journal::Options::views`.
[[nodiscard]] const journal::View& charter_view();

/// The stream all versions of an organisation's charter are written to.
[[nodiscard]] journal::Stream charter_stream();

class Book {
public:
    /// Reads the newest version. `store` and `journal` must outlive the book.
    /// Errors: `not_found` when none was loaded yet; `corrupt`.
    static Result<std::unique_ptr<Book>> open(store::Store& store, journal::Journal& journal);

    /// Checks `files` (the charter first, then the pack), journals them as the first version and
    /// opens the book: `sokuo init`. Errors: as `load`.
    static Result<std::unique_ptr<Book>> begin(store::Store& store, journal::Journal& journal,
                                               const journal::Actor& actor,
                                               std::vector<SourceFile> files);
    ~Book();

    [[nodiscard]] const Edition& current() const;
    /// Errors: `not_found`, `corrupt`.
    Result<const Edition*> version(std::int64_t number);
    /// Newest first.
    Result<std::vector<EditionLine>> versions() const;

    /// Loads a changed charter or pack as the next version, or gives the current one when nothing
    /// changed. `base` is the number of the version the change was made from.
    /// Errors: `invalid` with the first problem (`file:line`), nothing loaded; `stale`;
    /// `too_large`; `unavailable`.
    Result<const Edition*> load(const journal::Actor& actor, std::int64_t base,
                                std::vector<SourceFile> files, std::string_view note);

    /// Changes the charter's text (amend.h) and loads the result. Errors: as `load`, and those of
    /// `edit`.
    using Edit = std::function<Result<std::string>(std::string_view text)>;
    Result<const Edition*> amend(const journal::Actor& actor, std::int64_t base, const Edit& edit,
                                 std::string_view note);
    /// One scalar, keeping comments and all else. Errors: `not_found` for a path that does not
    /// exist.
    Result<const Edition*> amend(const journal::Actor& actor, std::int64_t base,
                                 std::string_view path, std::string_view value,
                                 std::string_view note);

private:
    struct State;
    explicit Book(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Where the pack of a charter lies when nobody says so: the first that is there of
/// `packs/jp-municipal` one folder up, two up (charters/presets), beside it, and where a package
/// puts it. Errors: `not_found`: there is no such charter; there is no pack, and how to name it.
[[nodiscard]] Result<std::filesystem::path> pack_beside(const std::filesystem::path& charter_file);

/// Reads `charter_file` and every `*.yaml` of `pack_folder`, in the order of their names.
/// Errors: `not_found`, `too_large`.
[[nodiscard]] Result<std::vector<SourceFile>> read_files(const std::filesystem::path& charter_file,
                                                         const std::filesystem::path& pack_folder);

} // namespace sokuo::charter
