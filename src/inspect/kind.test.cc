// A file is what its bytes say. Every file here is made by code; none can run.

#include "inspect/kind.h"

#include "inspect/test_files.h"

#include <doctest/doctest.h>

namespace sokuo::inspect {

using namespace std::string_view_literals;
using namespace testing;

namespace {

Kind kind(std::string_view text) {
    return content_of(as_bytes(text)).kind;
}

} // namespace

TEST_CASE("a file is known by its first bytes") {
    CHECK(kind("") == Kind::empty);
    CHECK(kind("\x89PNG\r\n\x1a\n....") == Kind::png);
    CHECK(kind("\xff\xd8\xff\xe0") == Kind::jpeg); // cut off behind its head
    CHECK(kind("%PDF-1.7") == Kind::pdf);
    CHECK(kind("\x7f"
               "ELF\2\1") == Kind::linux_program);
    CHECK(kind("RIFF\1\2\3\4WEBPVP8 ") == Kind::webp);
    CHECK(kind("..-lh5-") == Kind::lzh);
    CHECK(kind("お知らせします。\r\n") == Kind::text);
    CHECK(kind("\x1b$B$3$s\x1b(B") == Kind::text);
    CHECK(kind("NUL in \0 it"sv) == Kind::unknown);
    CHECK(kind("<?xml version='1.0'?><SVG onload='x'>") == Kind::svg);
    CHECK(kind("\r\n<ScRiPt>alert(1)</sCrIpT>") == Kind::html);
}

TEST_CASE("two letters do not make a Windows program, the second head does") {
    CHECK(kind(windows_program()) == Kind::windows_program);
    CHECK(kind("MZ is how this letter begins, and it goes on for more than sixty-four bytes "
               "before it ends.") == Kind::text);
    auto beyond = windows_program();
    beyond[0x3f] = '\x7f'; // the second head would lie behind the end
    CHECK(kind(beyond) != Kind::windows_program);
}

TEST_CASE("a picture with a PDF behind it is a picture, a PDF behind a little noise is a PDF") {
    CHECK(kind("GIF89a %PDF-1.4") == Kind::gif);
    CHECK(kind(std::string(1000, ' ') + "%PDF-1.4") == Kind::pdf);
    CHECK(kind(std::string(1100, ' ') + "%PDF-1.4") == Kind::text);
}

TEST_CASE("an Office document says whether it has a place for macros") {
    const auto content = [](const std::string& file) { return content_of(as_bytes(file)); };
    CHECK(content(zip({"a.txt"})) == Content{.kind = Kind::zip});
    CHECK(content(zip({"[Content_Types].xml", "word/document.xml"})) ==
          Content{.kind = Kind::ooxml});
    CHECK(content(zip({"[Content_Types].xml", "word/vbaProject.bin"})) ==
          Content{.kind = Kind::ooxml, .has_macros = true});
    CHECK(content(zip({"x/VBAPROJECT.BIN", "[Content_Types].xml"})).has_macros);
    CHECK_FALSE(content(zip({"vbaProject.bin"})).has_macros);
    CHECK(content(zip({"a.txt"}, 1)) == Content{.kind = Kind::zip, .is_encrypted = true});
    CHECK_FALSE(content(ole2("")).has_macros);
    CHECK(content(ole2("_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0"sv)).has_macros);
}

TEST_CASE("documents that are a ZIP inside are told from archives, and one that runs from both") {
    const auto odf =
        "PK\x03\x04" + std::string(26, '\0') + "mimetypeapplication/vnd.oasis.opendocument.text";
    CHECK(kind(odf) == Kind::odf);
    CHECK(kind(zip({"META-INF/MANIFEST.MF", "a.class"})) == Kind::jar);
    CHECK(kind(zip({"[Content_Types].xml", "META-INF/MANIFEST.MF"})) == Kind::ooxml);
    CHECK(is_program(Kind::jar));
    for (const auto inside : {Kind::ooxml, Kind::odf, Kind::jar})
        CHECK((is_zip_inside(inside) && !is_archive(inside)));
}

TEST_CASE("archives people send are known by their heads") {
    CHECK(kind("BZh91AY&SY\x01") == Kind::bzip2);
    CHECK(kind("\xfd\x37zXZ\0\0"sv) == Kind::xz);
    CHECK(kind("\x28\xb5\x2f\xfd\x24") == Kind::zstd);
    CHECK(kind("MSCF\0\0\0\0\x01"sv) == Kind::cab);
    CHECK(kind(std::string(0x8001, '\0') + "CD001") == Kind::iso);
    for (const auto archive : {Kind::zip, Kind::bzip2, Kind::xz, Kind::zstd, Kind::cab, Kind::iso})
        CHECK(is_archive(archive));
}

TEST_CASE("a directory that is cut off anywhere is read as far as it goes") {
    const auto whole = zip({"[Content_Types].xml", "word/vbaProject.bin"});
    for (std::size_t size = 4; size <= whole.size(); ++size) {
        const std::string cut = whole.substr(0, size);
        const auto found = content_of(as_bytes(cut));
        CHECK((found.kind == Kind::zip || found.kind == Kind::ooxml));
    }
}

TEST_CASE("heads that lie in each other's names are read in proportion to the length") {
    std::string file = "PK\x03\x04";
    while (file.size() < 8'000'000)
        file += "PK\x01\x02";
    CHECK(kind(file) == Kind::zip); // by names of 64 KB each, 10^11 steps: it would not end
}

} // namespace sokuo::inspect
