#pragma once

// For tests of routes of the whole program: the city of team/team_test.h with every view, a vault
// and a desk.

#include "alert/alert_store.h"
#include "app/org.h"
#include "incident/desk.h"
#include "journal/checkpoint.h"
#include "team/team_test.h"

#include <filesystem>

namespace sokuo::app {

/// A directory of its own that goes when the test ends.
class Folder {
public:
    Folder() {
        auto name = (std::filesystem::temp_directory_path() / "sokuo-app-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

struct Hall : team::City {
    Hall() : City{journal_options().views} { REQUIRE(alert::prepare(*store).ok()); }

    /// One more entry, on an incident's stream.
    journal::Entry write(const IncidentId& id, std::string_view text) {
        return append(
            {.stream = {"incident", id.value},
             .type = "incident.recorded",
             .content = Json::object(
                 {{"line", new_id()}, {"kind", "fact"}, {"text", text}, {"precision", "minute"}})});
    }
    journal::Entry append(const journal::Draft& draft) {
        auto entry =
            store->write_for([&](store::Write& db) { return journal->append(db, {}, draft); });
        INFO((entry.ok() ? "" : describe(entry.error())));
        REQUIRE(entry.ok());
        return std::move(entry).value();
    }
    std::string new_id() { return to_text(new_uuid(clock.now(), random)); }

    Folder folder;
    std::unique_ptr<vault::Vault> vault = vault::open_files(folder.path(), wall, random).value();
    incident::Desk desk{*store, *keys, *journal, *vault, *book, accounts, random};
};

} // namespace sokuo::app
