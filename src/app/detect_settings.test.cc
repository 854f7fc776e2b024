#include "app/detect_settings.h"

#include "app/api_test.h"

#include <fstream>

namespace sokuo::app {
namespace {

struct Files {
    void write(const std::string& text) const {
        std::ofstream{folder.path() / detect_settings_name} << text;
    }
    [[nodiscard]] Result<DetectSettings> read() const {
        return read_detect_settings(folder.path());
    }
    [[nodiscard]] std::string why() const {
        const auto read_again = read();
        if (read_again.ok()) return {};
        return read_again.error().where + " " + std::string{read_again.error().message->code()};
    }
    Folder folder;
};

TEST_CASE("without detection.yaml the rules that come with Sokuo are used") {
    const Files files;
    const auto read = files.read();
    REQUIRE(read.ok());
    CHECK_FALSE(read.value().is_off);
    CHECK(read.value().has_starter_rules);
    CHECK(read.value().rules.empty());
    CHECK(read.value().log_sources.empty());
    files.write("format: sokuo-detection/1\nalert_level: high\n");
    CHECK(files.read().value().has_starter_rules);
}

TEST_CASE("rules of one's own stand alone, or beside those that come with Sokuo") {
    const Files files;
    std::filesystem::create_directory(files.folder.path() / "own");
    files.write("format: sokuo-detection/1\nrules: [own]\n");
    CHECK_FALSE(files.read().value().has_starter_rules);
    files.write("format: sokuo-detection/1\nrules: [builtin, own]\n");
    const auto both = files.read();
    REQUIRE(both.ok());
    CHECK(both.value().has_starter_rules);
    CHECK(both.value().rules == std::vector{files.folder.path() / "own"});
    CHECK(both.value().log_sources.empty()); // Sokuo's own map
    std::ofstream{files.folder.path() / "own" / "logsources.yml"} << "title: map\n";
    CHECK(files.read().value().log_sources == files.folder.path() / "own" / "logsources.yml");
}

TEST_CASE("detection can be switched off in so many words, and not by leaving out") {
    const Files files;
    files.write("format: sokuo-detection/1\nenabled: no\n");
    REQUIRE(files.read().ok());
    CHECK(files.read().value().is_off);
    files.write("format: sokuo-detection/1\nrules: []\n");
    CHECK(files.why() == "detection.yaml app.detection_no_rules");
    files.write("format: sokuo-detection/1\nenabled: perhaps\n");
    CHECK(files.why().starts_with("detection.yaml:2 "));
}

TEST_CASE("what is left out of detection.yaml is as usual; names are from the data directory") {
    const Files files;
    files.write("format: sokuo-detection/1\nrules: [rules, /srv/sigma]\n");
    const auto read = files.read();
    INFO((read.ok() ? "" : describe(read.error())));
    REQUIRE(read.ok());
    const auto& settings = read.value();
    CHECK(settings.rules ==
          std::vector<std::filesystem::path>{files.folder.path() / "rules", "/srv/sigma"});
    CHECK_FALSE(settings.has_starter_rules);
    CHECK(settings.log_sources.empty());
    CHECK(settings.alert_level == detect::Level::medium);
    CHECK(settings.hunt_level == detect::Level::informational);
    CHECK((settings.watches_text && settings.watches_json));
}

TEST_CASE("levels and what is watched can be said") {
    const Files files;
    files.write("format: sokuo-detection/1\nrules: [r]\nlog_sources: /etc/map.yml\n"
                "alert_level: high\nhunt_level: low\nwatch: [json]\n");
    REQUIRE(files.read().ok());
    const auto read = files.read().value();
    CHECK(read.log_sources == "/etc/map.yml");
    CHECK(read.alert_level == detect::Level::high);
    CHECK(read.hunt_level == detect::Level::low);
    CHECK_FALSE(read.watches_text);
    CHECK(read.watches_json);
}

TEST_CASE("what is wrong in detection.yaml is named with its line") {
    const Files files;
    files.write("format: sokuo-detection/1\nrules: [r]\nalert_level: loud\n");
    CHECK(files.why().starts_with("detection.yaml:3 "));
    files.write("format: sokuo-detection/1\nrules: [r]\nwatch: [smoke]\n");
    CHECK(files.why().starts_with("detection.yaml:3 "));
    files.write("format: sokuo-detection/1\nrules: [r]\nlevle: high\n");
    CHECK(files.why().starts_with("detection.yaml:3 "));
    files.write("rules");
    CHECK(files.why() == "detection.yaml app.detection_not_a_mapping");
}

} // namespace
} // namespace sokuo::app
