// Archives as strangers make them, listed here and in a worker.

#include "inspect/listing.h"

#include "inspect/test_files.h"
#include "sandbox/zygote.h"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <array>
#include <clocale>
#include <doctest/doctest.h>
#include <unistd.h>

namespace sokuo::inspect {
namespace {

using namespace testing;

const std::array parsers{listing_reader()};

struct File {
    std::string name;
    std::string content{};
    unsigned type = AE_IFREG;
};

struct How {
    const char* format = "zip";
    const char* filter = nullptr;
    const char* password = nullptr;
};

std::string packed(const std::vector<File>& files, const How& how = {}) {
    static const auto utf8 = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    const auto before = ::uselocale(utf8);
    std::string out(64UL << 20U, '\0');
    std::size_t used = 0;
    auto* writer = archive_write_new();
    REQUIRE(archive_write_set_format_by_name(writer, how.format) == ARCHIVE_OK);
    if (how.filter != nullptr)
        REQUIRE(archive_write_add_filter_by_name(writer, how.filter) == ARCHIVE_OK);
    if (how.password != nullptr) {
        archive_write_set_options(writer, "zip:encryption=traditional");
        archive_write_set_passphrase(writer, how.password);
    }
    archive_write_set_bytes_in_last_block(writer, 1);
    REQUIRE(archive_write_open_memory(writer, out.data(), out.size(), &used) == ARCHIVE_OK);
    for (const auto& file : files) {
        auto* entry = archive_entry_new();
        archive_entry_set_pathname(entry, file.name.c_str());
        archive_entry_set_filetype(entry, file.type);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_mtime(entry, 1'700'000'000, 0);
        if (file.type == AE_IFLNK) archive_entry_set_symlink(entry, file.content.c_str());
        const bool has_data = file.type == AE_IFREG;
        archive_entry_set_size(entry, has_data ? static_cast<long>(file.content.size()) : 0);
        REQUIRE(archive_write_header(writer, entry) >= ARCHIVE_WARN); // a name that is no text
        if (has_data) archive_write_data(writer, file.content.data(), file.content.size());
        archive_entry_free(entry);
    }
    REQUIRE(archive_write_close(writer) == ARCHIVE_OK);
    archive_write_free(writer);
    ::uselocale(before);
    out.resize(used);
    return out;
}

// `AAAAAA` becomes a name as a Japanese Windows writes it, without the flag of UTF-8.
std::string in_cp932(std::string file) {
    for (auto at = file.find("AAAAAA"); at != std::string::npos; at = file.find("AAAAAA"))
        file.replace(at, 6, "\x90\xbf\x8b\x81\x8f\x91");
    return file;
}

Listing listed(const std::string& file) {
    auto listing = listing_of(as_bytes(file));
    REQUIRE(listing.ok());
    return std::move(listing).value();
}

std::vector<std::string> names(const Listing& listing) {
    std::vector<std::string> all;
    for (const auto& entry : listing.entries)
        all.push_back(entry.name);
    return all;
}

} // namespace

TEST_CASE("the zygote of the listing's tests" * doctest::skip()) {
    ::_exit(sandbox::run_zygote(parsers));
}

TEST_CASE("every kind of archive people send is listed with names, sizes and times") {
    const std::vector<File> files{{"報告/メモ.txt", "hello"}, {"報告/b.exe", windows_program()}};
    for (const auto& how : {How{"zip"}, How{"7zip"}, How{"ustar"}, How{"pax", "gzip"},
                            How{"gnutar", "xz"}, How{"pax", "bzip2"}, How{"pax", "zstd"}}) {
        CAPTURE(how.format);
        const auto listing = listed(packed(files, how));
        REQUIRE(listing.entries.size() == 2);
        CHECK(listing.count == 2);
        CHECK(listing.bytes == 5 + 0x80);
        CHECK(listing.ended == Ended::whole);
        CHECK(names(listing) == std::vector<std::string>{"報告/メモ.txt", "報告/b.exe"});
        CHECK(listing.entries[0].bytes == 5);
        CHECK(listing.entries[0].modified.has_value());
        CHECK(listing.entries[1].content.kind == Kind::windows_program);
    }
}

TEST_CASE("a single file in gzip is listed, and what is no archive is not") {
    const auto listing = listed(packed({{"a", "hello"}}, {"raw", "gzip"}));
    REQUIRE(listing.entries.size() == 1);
    CHECK(listing.bytes == 5);
    CHECK_FALSE(listing_of(as_bytes("hello")).ok());
    CHECK_FALSE(listing_of({}).ok());
}

TEST_CASE("names of a Japanese Windows are read, and names that climb are shown as they are") {
    const auto listing = listed(in_cp932(
        packed({{"AAAAAA.pdf", "x"}, {"../../x.txt", "x"}, {"link", "/etc/passwd", AE_IFLNK}})));
    CHECK(names(listing) == std::vector<std::string>{"請求書.pdf", "../../x.txt", "link"});
    CHECK(warnings_of(listing.entries[0]).size() == 1); // is no PDF
    CHECK(listing.entries[2].is_link);
}

TEST_CASE("files behind a password are named, not read") {
    const auto listing = listed(packed({{"名簿.xlsx", "secret"}}, {"zip", nullptr, "pass"}));
    REQUIRE(listing.entries.size() == 1);
    CHECK(listing.entries[0].is_encrypted);
    CHECK(listing.entries[0].content.kind == Kind::empty);
    CHECK(listing.bytes == 0);
}

TEST_CASE("what swells is stopped, by its ratio and by its size") {
    const std::string zeros(50UL << 20U, '\0');
    const auto bomb = packed({{"a.bin", zeros}, {"b.bin", zeros}});
    CHECK(bomb.size() < 110'000);
    const auto listing = listed(bomb);
    CHECK(listing.ended == Ended::swells);
    CHECK(listing.bytes / ratio_max <= bomb.size() + 1000);
    const std::string dull(5UL << 20U, ' ');
    CHECK(listed(packed({{"a.txt", dull}}, {"ustar", "zstd"})).ended == Ended::whole);
}

TEST_CASE("an archive of archives is not opened: whatever they hold costs nothing") {
    const auto inner = packed({{"0", std::string(20UL << 20U, '\0')}});
    std::vector<File> layers;
    for (int index = 0; index < 16; ++index)
        layers.push_back({"lib " + std::to_string(index) + ".zip", inner});
    const auto listing = listed(packed(layers));
    CHECK(listing.ended == Ended::whole);
    CHECK(listing.bytes == 16 * inner.size());
    for (const auto& entry : listing.entries) {
        CHECK(entry.content.kind == Kind::zip);
        CHECK(warnings_of(entry) == std::vector<Warning>{{&entry_nested, {}}});
    }
}

TEST_CASE("a thousand files are shown, more are counted, and what runs among those is shown too") {
    std::vector<File> files;
    for (int index = 0; index < 1500; ++index)
        files.push_back({"f" + std::to_string(index) + ".txt", "x"});
    files.push_back({"last.exe", windows_program()});
    const auto listing = listed(packed(files, {"ustar", "gzip"}));
    CHECK(listing.count == 1501);
    REQUIRE(listing.entries.size() == 1001);
    CHECK(listing.entries.back().name == "last.exe");
}

TEST_CASE("an archive cut off anywhere is listed as far as it goes, or refused") {
    const auto whole = packed({{"a.txt", "hello"}, {"b.txt", "hello"}}, {"ustar"});
    for (std::size_t size = 0; size < whole.size(); size += 61) {
        const auto listing = listing_of(as_bytes(whole).first(size));
        if (listing.ok()) CHECK(listing.value().entries.size() <= 2);
    }
    const auto zip = packed({{"a.txt", "hello"}});
    for (std::size_t size = 0; size < zip.size(); ++size)
        static_cast<void>(listing_of(as_bytes(zip).first(size)).ok());
}

TEST_CASE("in a worker it is the same, and a worker in a stranger's hands is not believed") {
    const auto sandbox = sandbox::Sandbox::start(
        parsers, {.arguments = {"--no-skip", "--test-case=the zygote of the listing's tests"}});
    INFO((sandbox.ok() ? "" : describe(sandbox.error())));
    REQUIRE(sandbox.ok());
    const std::vector<File> files{{"AAAAAA.pdf", "x"}, {"見積.docm", "x"}};
    for (const auto& how :
         {How{"zip"}, How{"7zip"}, How{"pax", "gzip"}, How{"gnutar", "xz"}, How{"pax", "bzip2"},
          How{"pax", "zstd"}, How{"zip", nullptr, "pass"}, How{"iso9660"}}) {
        const auto plain = packed(files, how);
        const auto file = how.format == std::string_view{"zip"} ? in_cp932(plain) : plain;
        const auto there = list_in(*sandbox.value(), as_bytes(file));
        INFO(how.format << " " << (there.ok() ? "" : describe(there.error())));
        REQUIRE(there.ok());
        CHECK(there == listed(file));
        CHECK(there.value().entries.size() >= 2);
    }
    const auto none = list_in(*sandbox.value(), as_bytes("hello"));
    REQUIRE_FALSE(none.ok());
    CHECK(none.error().message->code() == no_archive.code());

    sandbox::Record total{.kind = 2, .body = Bytes(18)};
    CHECK(listing_from(std::array{total}).ok());
    CHECK_FALSE(listing_from({}).ok());
    CHECK_FALSE(listing_from(std::array{total, total}).ok());
    total.body[16] = std::byte{9};
    CHECK_FALSE(listing_from(std::array{total}).ok());
    total.body[16] = std::byte{0};
    sandbox::Record entry{.kind = 1, .body = Bytes(19)};
    CHECK_FALSE(listing_from(std::array{entry, total}).ok()); // more than were counted
    total.body[0] = std::byte{1};
    CHECK(listing_from(std::array{entry, total}).ok());
    entry.body[18] = std::byte{0xff}; // a name that is no text
    CHECK_FALSE(listing_from(std::array{entry, total}).ok());
    entry.body[18] = std::byte{'a'};
    entry.body[16] = std::byte{200};
    CHECK_FALSE(listing_from(std::array{entry, total}).ok());
}

} // namespace sokuo::inspect
