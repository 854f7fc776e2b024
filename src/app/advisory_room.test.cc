#include "app/advisory_room.h"

#include "advisory/taking.h"
#include "app/advisory_settings.h"
#include "app/api_test.h"

#include <fstream>

// What the operator named is looked at, nothing else, and what goes wrong is said.

namespace sokuo::app {
namespace {

struct Files {
    void write(const std::string& text) const {
        std::ofstream{folder.path() / "advisories.yaml"} << text;
    }
    [[nodiscard]] std::string trouble(bool only_loopback = false) const {
        const auto read = read_advisory_settings(folder.path(), only_loopback);
        return read.ok() ? ""
                         : std::string{read.error().message->code()} + " " + read.error().where;
    }
    Folder folder;
};

TEST_CASE("without advisories.yaml nobody is asked") {
    const Files files;
    const auto read = read_advisory_settings(files.folder.path(), false);
    REQUIRE(read.ok());
    CHECK(read.value().empty());
}

TEST_CASE("a feed has a name, an address and how often; an hour when nobody says") {
    const Files files;
    files.write("feeds:\n  - {name: 見本, url: \"https://feed.mihon.example/new.rdf\"}\n"
                "  - {name: 二, url: \"http://127.0.0.1:9/x\", every_minutes: 30}\n");
    const auto read = read_advisory_settings(files.folder.path(), false);
    REQUIRE(read.ok());
    REQUIRE(read.value().size() == 2);
    CHECK(read.value()[0].every == std::chrono::minutes{60});
    CHECK(read.value()[1].every == std::chrono::minutes{30});
    CHECK(files.trouble(true) == "app.advisories_demo_elsewhere ");
}

TEST_CASE("what is wrong with the file is named with its line") {
    const Files files;
    files.write("feeds:\n  - name: a\n    url: ftp://feed.mihon.example/\n");
    CHECK(files.trouble() == "app.advisories_bad_url advisories.yaml:3");
    files.write("feeds:\n  - name: a\n    url: http://feed.mihon.example/\n");
    CHECK(files.trouble() == "app.advisories_bad_url advisories.yaml:3");
    files.write("feeds:\n  - {name: a, url: \"https://a.example/\"}\n"
                "  - {name: a, url: \"https://b.example/\"}\n");
    CHECK(files.trouble() == "app.advisories_same_name advisories.yaml:3");
    files.write("feed: []\n");
    CHECK(!files.trouble().empty());
    files.write("feeds:\n  - {name: a, url: \"https://a.example/\", every_minutes: 1}\n");
    CHECK(!files.trouble().empty());
}

} // namespace
} // namespace sokuo::app
