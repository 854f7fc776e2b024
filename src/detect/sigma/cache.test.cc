#include "detect/sigma/cache.h"

#include "detect/sigma/load.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace sokuo::detect {
namespace {

namespace fs = std::filesystem;

struct Folder {
    fs::path path = fs::temp_directory_path() / ("sokuo-cache-" + std::to_string(getpid()));
    Folder() { fs::create_directories(path / "rules"); }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    void write(const std::string& name, const std::string& text) const {
        std::ofstream{path / "rules" / name} << text;
    }
    [[nodiscard]] Rules load() const {
        const std::vector<fs::path> paths{path / "rules"};
        auto rules = load_rules_cached(paths, {}, path / "cache");
        REQUIRE(rules.ok());
        return std::move(rules).value();
    }
    [[nodiscard]] fs::path cache() const {
        for (const auto& entry : fs::directory_iterator{path / "cache"})
            return entry.path();
        return {};
    }
};

const std::string rule = "title: One\nid: 1\nlogsource: {product: windows}\nlevel: high\n"
                         "tags: [attack.t1059]\n"
                         "detection:\n  s:\n    A|contains|all: [x, 'y*z']\n    B|re: '^a'\n"
                         "    C|lt: 5\n  f: {D: null}\n  condition: s and not f\n"
                         "---\ntitle: Many\ncorrelation:\n  type: value_count\n  rules: [1]\n"
                         "  group-by: [A]\n  timespan: 5m\n  condition: {gte: 3, field: B}\n"
                         "  aliases: {A: {1: C}}\n"
                         "---\ntitle: But\nlogsource: {product: windows}\n"
                         "filter:\n  rules: [1]\n  s: {E: 1}\n  condition: s\n";

TEST_CASE("rules out of the cache are the rules that were read") {
    const Folder folder;
    folder.write("a.yml", rule);
    const auto first = folder.load();
    REQUIRE(fs::exists(folder.cache()));
    const auto again = folder.load();
    CHECK(pack_rules(again) == pack_rules(first));
    REQUIRE(again.rules.size() == 1);
    CHECK(again.rules[0].info.level == Level::high);
    CHECK(again.rules[0].detection.tests == first.rules[0].detection.tests);
    REQUIRE(again.correlations.size() == 1);
    CHECK(again.correlations[0].timespan == std::chrono::minutes{5});
    CHECK(again.filters.size() == 1);
}

TEST_CASE("a changed file is read anew, and what is refused is refused each time") {
    const Folder folder;
    folder.write("a.yml", rule);
    folder.write("b.yml", "title: Bad\n");
    CHECK(folder.load().refused.size() == 1);
    const auto again = folder.load();
    REQUIRE(again.refused.size() == 1);
    CHECK(again.refused[0].why.message->code() == "sigma.part_missing");
    folder.write("a.yml", rule + "---\ntitle: Two\nlogsource: {product: linux}\n"
                                 "detection: {s: [x], condition: s}\n");
    CHECK(folder.load().rules.size() == 2);
}

TEST_CASE("a cache that is damaged, cut short or open to others is read over") {
    const Folder folder;
    folder.write("a.yml", rule);
    REQUIRE(folder.load().rules.size() == 1);
    const auto file = folder.cache();
    std::ifstream in{file, std::ios::binary};
    std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    for (std::size_t at = 0; at < bytes.size(); at += 7) {
        auto broken = bytes;
        broken[at] = static_cast<char>(broken[at] ^ 0x55);
        std::ofstream{file, std::ios::binary} << broken;
        CHECK(folder.load().rules.size() == 1);
        std::ofstream{file, std::ios::binary} << bytes.substr(0, at);
        CHECK(folder.load().rules.size() == 1);
    }
    // Bytes whose hash is right are still looked through, not believed.
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        auto broken = pack_rules(folder.load());
        if (at >= broken.size()) break;
        broken[at] = static_cast<char>(broken[at] ^ 0xFF);
        static_cast<void>(unpack_rules(broken));
    }
    chmod(file.c_str(), 0666);
    CHECK(folder.load().rules.size() == 1);
    struct stat info {};
    CHECK(stat(file.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777U) == 0600);
}

} // namespace
} // namespace sokuo::detect
