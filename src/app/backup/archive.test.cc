#include "app/backup/archive.h"
#include "app/backup/manifest.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <vector>

namespace sokuo::app {
namespace {

namespace fs = std::filesystem;

struct Shelf {
    fs::path folder = [] {
        auto name = (fs::temp_directory_path() / "sokuo-archive-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        return fs::path{name};
    }();
    fs::path file = folder / "a.tar";

    ~Shelf() { fs::remove_all(folder); }

    void write(const std::vector<std::pair<std::string, std::string>>& members) const {
        auto opened = vault::File::open(file, O_WRONLY | O_CREAT | O_TRUNC);
        REQUIRE(opened.ok());
        ArchiveWriter archive{std::move(opened).value()};
        for (const auto& [name, text] : members) {
            REQUIRE(archive.begin(name, text.size()).ok());
            REQUIRE(archive.write(as_bytes(text)).ok());
            REQUIRE(archive.end().ok());
        }
        REQUIRE(archive.finish().ok());
    }
    [[nodiscard]] std::string bytes() const {
        std::ifstream in{file, std::ios::binary};
        return {std::istreambuf_iterator<char>{in}, {}};
    }
    void put(const std::string& bytes) const {
        std::ofstream out{file, std::ios::binary | std::ios::trunc};
        out << bytes;
    }
    /// `name=text` of each member, or why not.
    [[nodiscard]] Result<std::string> read() const {
        auto archive = TRY(ArchiveReader::open(file));
        std::string all;
        while (const auto member = TRY(archive.next())) {
            std::string text;
            const auto add = [&](ByteView piece) -> Result<> {
                text += as_text(piece);
                return Done{};
            };
            const auto hash = TRY(archive.read(*member, add));
            CHECK(hash == sha256(as_bytes(text)));
            all += member->name + "=" + text + ";";
        }
        return all;
    }
};

const std::string blob = "vault/2e/11/01938f6e-7c1a-7b2e-9a54-3f1f0c8d2e11";

TEST_CASE("what is put into an archive comes out again, and tar can read it") {
    const Shelf shelf;
    const auto deep = "templates/" + std::string(90, 'a') + "/" + std::string(60, 'b');
    shelf.write({{"checkpoint", "note"}, {"packs/a.yaml", ""}, {deep, std::string(512, 'x')}});
    CHECK(shelf.read().value() ==
          "checkpoint=note;packs/a.yaml=;" + deep + "=" + std::string(512, 'x') + ";");
    const auto listed = "tar tf " + shelf.file.string() + " > " + (shelf.folder / "l").string();
    CHECK(std::system(listed.c_str()) == 0);
    std::ifstream in{shelf.folder / "l"};
    CHECK(std::string{std::istreambuf_iterator<char>{in}, {}} ==
          "checkpoint\npacks/a.yaml\n" + deep + "\n");
}

TEST_CASE("a name cannot leave the directory, hide in it or be another kind of thing") {
    for (const std::string good :
         {"checkpoint", "sokuo.db", "charter.yaml", "MANIFEST", "packs/jp-municipal/closure.yaml",
          "templates/報告書.docx", "front/spool/01938f6e-7c1a-7b2e-9a54-3f1f0c8d2e11.json"})
        CHECK_MESSAGE(is_member_name(good), good);
    CHECK(is_member_name(blob));
    for (const std::string bad : {"",
                                  "/",
                                  "keys.db",
                                  "restored",
                                  "sokuo.lock",
                                  "../sokuo.db",
                                  "packs",
                                  "packs/",
                                  "/packs/a",
                                  "packs//a",
                                  "packs/../a",
                                  "packs/./a",
                                  "packs/.hidden",
                                  "packs/a\\b",
                                  "packs/a\nb",
                                  "vault/2e/11/x",
                                  "vault/2e/12/01938f6e-7c1a-7b2e-9a54-3f1f0c8d2e11",
                                  "vault/incoming/01938f6e-7c1a-7b2e-9a54-3f1f0c8d2e11",
                                  "front/key",
                                  "front/charter.yaml",
                                  "front/spool/a",
                                  "drills/a",
                                  "packs/a/b/c/d/e/f/g/h"})
        CHECK_MESSAGE(!is_member_name(bad), bad);
}

TEST_CASE("every changed, missing or added byte outside the contents is refused") {
    const Shelf shelf;
    shelf.write({{"checkpoint", "n"}, {blob, "bb"}});
    const auto sound = shelf.bytes();
    const auto told = shelf.read().value();
    for (std::size_t at = 0; at < sound.size(); ++at) {
        auto changed = sound;
        changed[at] = static_cast<char>(changed[at] ^ 4);
        shelf.put(changed);
        const auto answer = shelf.read();
        // A content is held against the manifest, by its hash.
        CHECK_MESSAGE((!answer.ok() || answer.value() != told), at);
    }
    for (std::size_t size = 0; size < sound.size(); size += 128) {
        shelf.put(sound.substr(0, size));
        CHECK(!shelf.read().ok());
    }
    shelf.put(sound + std::string(512, '\0'));
    CHECK(shelf.read().error().code == Errc::corrupt);
    shelf.put(sound);
    CHECK(shelf.read().value() == told);
}

TEST_CASE("a size above what is there is refused before anything is written") {
    const Shelf shelf;
    auto opened = vault::File::open(shelf.file, O_WRONLY | O_CREAT);
    ArchiveWriter archive{std::move(opened).value()};
    REQUIRE(archive.begin("sokuo.db", std::uint64_t{1} << 40U).ok());
    shelf.put(shelf.bytes() + std::string(1024, '\0'));
    CHECK(shelf.read().error().detail == "sokuo.db is cut off");
}

TEST_CASE("a manifest is one text for one list, and finds its own changes") {
    Manifest manifest;
    manifest.head = {.made = Time{std::chrono::seconds{1'790'000'000}}, .entries = 12, .keys = {}};
    manifest.head.keys.last = 256;
    manifest.rows = {{"checkpoint", 196, sha256(as_bytes("a"))}, {"packs/a b.yaml", 0, {}}};
    const auto text = to_text(manifest);
    const auto again = read_manifest(text);
    REQUIRE(again.ok());
    CHECK(again.value().head == manifest.head);
    CHECK(again.value().rows == manifest.rows);
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto changed = text;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        CHECK_MESSAGE(!read_manifest(changed).ok(), at);
        CHECK(!read_manifest(std::string_view{text}.substr(0, at)).ok());
    }
    CHECK(!read_manifest(text + "\n").ok());
    auto later = text;
    later.replace(later.find('1'), 1, "2");
    CHECK(read_manifest(later).error().message->code() == "backup.newer");
}

} // namespace
} // namespace sokuo::app
