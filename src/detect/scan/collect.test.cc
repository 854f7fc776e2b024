#include "detect/scan/collect.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <random>

namespace sokuo::detect {

namespace {

namespace fs = std::filesystem;

// A folder of logs, gone when the story ends.
class Folder {
public:
    Folder()
        : path_{fs::temp_directory_path() / ("collect-" + std::to_string(std::random_device{}()))} {
        fs::create_directories(path_);
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    void put(const std::string& name, std::string_view text) const {
        fs::create_directories((path_ / name).parent_path());
        std::ofstream{path_ / name, std::ios::binary} << text;
    }
    [[nodiscard]] std::string at(const std::string& name) const { return (path_ / name).string(); }
    [[nodiscard]] std::vector<std::string> names_of(Collection& collection) const {
        std::vector<std::string> names;
        while (const auto input = collection.next())
            names.push_back(input->name.substr(path_.string().size() + 1));
        return names;
    }

private:
    fs::path path_;
};

// `a.log` with "x\n", stored in a zip without packing it.
constexpr std::string_view zip{"PK\3\4\x14\0\0\0\0\0\0\0\0\0\x1f\x08\xea\x46\2\0\0\0\2\0\0\0"
                               "\5\0\0\0a.logx\n"
                               "PK\1\2\x14\0\x14\0\0\0\0\0\0\0\0\0\x1f\x08\xea\x46\2\0\0\0\2\0\0\0"
                               "\5\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0a.log"
                               "PK\5\6\0\0\0\0\1\0\1\0\x33\0\0\0\x25\0\0\0\0\0",
                               37 + 51 + 22};

} // namespace

TEST_CASE("a folder is read in the order of its names, with what lies below and what is packed") {
    const Folder folder;
    folder.put("in/c.log", "x\n");
    folder.put("in/b/z.log", "x\n");
    folder.put("in/b/a.log", "x\n");
    folder.put("in/a.zip", zip);
    const std::vector<std::string> paths{folder.at("in")};
    Collection collection{paths, {}};
    CHECK(collection.files() == 4);
    CHECK(collection.bytes_total() == 6 + zip.size());
    CHECK(folder.names_of(collection) ==
          std::vector<std::string>{"in/a.zip/a.log", "in/b/a.log", "in/b/z.log", "in/c.log"});
    CHECK(collection.unread().empty());
    CHECK(collection.bytes_read() <= *collection.bytes_total());
}

TEST_CASE("a link to a folder is not followed, so that no folder holds itself") {
    const Folder folder;
    folder.put("in/a.log", "x\n");
    fs::create_directory_symlink(folder.at("in"), folder.at("in/again"));
    fs::create_symlink(folder.at("in/a.log"), folder.at("in/b.log"));
    const std::vector<std::string> paths{folder.at("in")};
    Collection collection{paths, {}};
    CHECK(folder.names_of(collection) == std::vector<std::string>{"in/a.log", "in/b.log"});
}

TEST_CASE("what is not there and what is damaged is named, and the rest is read") {
    const Folder folder;
    folder.put("bad.zip", zip.substr(0, 20));
    folder.put("good.log", "x\n");
    const std::vector<std::string> paths{folder.at("lost.log"), folder.at("bad.zip"),
                                         folder.at("good.log")};
    Collection collection{paths, {}};
    CHECK(folder.names_of(collection) == std::vector<std::string>{"good.log"});
    REQUIRE(collection.unread_count() == 2);
    CHECK(collection.unread()[0].name == folder.at("lost.log"));
    CHECK(collection.unread()[0].why.code == Errc::not_found);
    CHECK(collection.unread()[1].name == folder.at("bad.zip"));
}

TEST_CASE("a file in a packed one can be named as a scan names it") {
    const Folder folder;
    folder.put("a.zip", zip);
    const std::vector<std::string> paths{folder.at("a.zip/a.log"), folder.at("a.zip/b.log")};
    Collection collection{paths, {}};
    CHECK(folder.names_of(collection) == std::vector<std::string>{"a.zip/a.log"});
    REQUIRE(collection.unread().size() == 1);
    CHECK(collection.unread()[0].name == folder.at("a.zip/b.log"));
    CHECK(collection.unread()[0].why.code == Errc::not_found);
}

TEST_CASE("so many files and no more; who named more is told once") {
    const Folder folder;
    for (const auto* name : {"a", "b", "c", "d"})
        folder.put(name, "x\n");
    const std::vector<std::string> paths{folder.at("")};
    Collection collection{paths, {.files_max = 2}};
    CHECK(collection.files() == 2);
    CHECK(collection.unread_count() == 1);
    CHECK(collection.unread()[0].why.code == Errc::too_large);
}

} // namespace sokuo::detect
