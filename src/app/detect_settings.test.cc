#include "app/detect_settings.h"

#include "app/api_test.h"

#include <fstream>

namespace sokuo::app {
namespace {

struct Files {
    void write(const std::string& text) const {
        std::ofstream{folder.path() / detect_settings_name} << text;
    }
    [[nodiscard]] Result<std::optional<DetectSettings>> read() const {
        return read_detect_settings(folder.path());
    }
    [[nodiscard]] std::string why() const {
        const auto read_again = read();
        if (read_again.ok()) return {};
        return read_again.error().where + " " + std::string{read_again.error().message->code()};
    }
    Folder folder;
};

TEST_CASE("without detection.yaml nothing is detected, and that is no error") {
    const Files files;
    REQUIRE(files.read().ok());
    CHECK_FALSE(files.read().value().has_value());
}

TEST_CASE("what is left out of detection.yaml is as usual; names are from the data directory") {
    const Files files;
    files.write("format: sokuo-detection/1\nrules: [rules, /srv/sigma]\n");
    const auto read = files.read();
    INFO((read.ok() ? "" : describe(read.error())));
    REQUIRE(read.ok());
    const auto& settings = read.value().value();
    CHECK(settings.rules ==
          std::vector<std::filesystem::path>{files.folder.path() / "rules", "/srv/sigma"});
    CHECK(settings.log_sources == files.folder.path() / "rules" / "logsources.yml");
    CHECK(settings.alert_level == detect::Level::medium);
    CHECK(settings.hunt_level == detect::Level::informational);
    CHECK((settings.watches_text && settings.watches_json));
}

TEST_CASE("levels and what is watched can be said") {
    const Files files;
    files.write("format: sokuo-detection/1\nrules: [r]\nlog_sources: /etc/map.yml\n"
                "alert_level: high\nhunt_level: low\nwatch: [json]\n");
    REQUIRE(files.read().ok());
    const auto read = files.read().value().value();
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
    files.write("format: sokuo-detection/1\n");
    CHECK(files.why().starts_with("detection.yaml"));
    files.write("format: sokuo-detection/1\nrules: [r]\nlevle: high\n");
    CHECK(files.why().starts_with("detection.yaml:3 "));
    files.write("rules");
    CHECK(files.why() == "detection.yaml app.detection_not_a_mapping");
}

} // namespace
} // namespace sokuo::app
