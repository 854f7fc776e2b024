#include "detect/input/members.h"
#include "detect/input/messages.h"
#include "detect/input/open.h"
#include "detect/input/recognise.h"
#include "detect/input/stream.h"
#include "detect/input/unpack.h"
#include "detect/logs/log_test.h"

#include <archive.h>
#include <archive_entry.h>
#include <array>
#include <doctest/doctest.h>
#include <unistd.h>

namespace sokuo::detect {
namespace {

using logs::bytes_of;
using Words = std::vector<std::string>;

struct Inner {
    std::string name{};
    std::string text{};
};

// Packs with libarchive: `zip` with all of them, or one of them in gzip or zstd.
std::string packed(Packing packing, const std::vector<Inner>& files,
                   const char* password = nullptr) {
    auto* const out = archive_write_new();
    if (packing == Packing::zip) {
        archive_write_set_format_zip(out);
        if (password != nullptr) {
            archive_write_set_options(out, "zip:encryption=aes256");
            archive_write_set_passphrase(out, password);
        }
    } else {
        archive_write_set_format_raw(out);
        if (packing == Packing::gzip) archive_write_add_filter_gzip(out);
        if (packing == Packing::zstd) archive_write_add_filter_zstd(out);
    }
    archive_write_set_bytes_in_last_block(out, 1);
    std::size_t room = 4096;
    for (const auto& file : files)
        room += file.text.size() * 2 + file.name.size() * 2 + 512;
    std::string bytes(room, '\0');
    std::size_t used = 0;
    REQUIRE(archive_write_open_memory(out, bytes.data(), bytes.size(), &used) == ARCHIVE_OK);
    for (const auto& file : files) {
        auto* const entry = archive_entry_new();
        archive_entry_set_pathname(entry, file.name.c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(file.text.size()));
        archive_entry_set_filetype(entry, file.name.ends_with('/') ? AE_IFDIR : AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        REQUIRE(archive_write_header(out, entry) == ARCHIVE_OK);
        archive_write_data(out, file.text.data(), file.text.size());
        archive_entry_free(entry);
    }
    archive_write_close(out);
    archive_write_free(out);
    bytes.resize(used);
    return bytes;
}

struct Found {
    std::vector<Inner> members{};
    Words plain{};
    std::vector<std::string> errors{};   ///< Of streams.
    std::vector<std::string> troubles{}; ///< Codes, and the first argument.
};

Found look_into(std::string_view bytes, const std::string& name, UnpackLimits limits = {}) {
    Members members{read_memory(bytes_of(bytes)), name, limits};
    Found found;
    while (true) {
        auto next = members.next();
        REQUIRE(next.ok());
        if (!next.value()) break;
        auto& member = *next.value();
        Inner inner{.name = member.name};
        while (true) {
            auto piece = take_head(*member.stream, 10'000);
            if (!piece.ok()) found.errors.emplace_back(piece.error().message->code());
            if (!piece.ok() || piece.value().empty()) break;
            inner.text += as_text(piece.value());
        }
        CHECK(inner.text.starts_with(as_text(member.head)));
        found.members.push_back(inner);
        found.plain.push_back(member.plain);
    }
    for (const auto& trouble : members.troubles())
        found.troubles.push_back(std::string{trouble.message->code()} + " " + trouble.args.at(0));
    return found;
}

TEST_CASE("a plain file is its own only member") {
    const auto found = look_into("hello", "dir/a.log");
    REQUIRE(found.members.size() == 1);
    CHECK(found.members[0].name == "dir/a.log");
    CHECK(found.members[0].text == "hello");
    CHECK(found.plain[0] == "a.log");
    CHECK(look_into("", "empty").members.size() == 1);
}

TEST_CASE("gzip and zstd are opened by what they are, not by their names") {
    for (const auto packing : {Packing::gzip, Packing::zstd}) {
        const std::string text(200'000, 'x');
        const auto found = look_into(packed(packing, {{"data", text}}), "a.json.gz");
        REQUIRE(found.members.size() == 1);
        CHECK(found.members[0].name == "a.json.gz");
        CHECK(found.members[0].text == text);
        CHECK(found.plain[0] == "a.json");
    }
}

TEST_CASE("a zip gives its members by name, those packed once more as well") {
    const auto inner = packed(Packing::gzip, {{"x", "in gzip"}});
    const auto zip =
        packed(Packing::zip,
               {{"one.log", "first"}, {"d/", ""}, {"d/two.json.gz", inner}, {"three", "third"}});
    const auto found = look_into(zip, "logs.zip");
    REQUIRE(found.members.size() == 3);
    CHECK(found.members[0].name == "logs.zip/one.log");
    CHECK(found.members[1].name == "logs.zip/d/two.json.gz");
    CHECK(found.members[1].text == "in gzip");
    CHECK(found.plain[1] == "two.json");
    CHECK(found.members[2].text == "third");
    CHECK(found.troubles.empty());
    const auto twice = packed(Packing::zip, {{"a.zip", zip}, {"b", "behind"}});
    const auto deep = look_into(twice, "x.zip");
    REQUIRE(deep.members.size() == 3);
    CHECK(deep.members[2].text == "behind");
    CHECK(deep.troubles == Words{"detect.nested_too_deep x.zip/a.zip/d/two.json.gz"});
}

TEST_CASE("names that climb are names, since nothing is written") {
    const auto found =
        look_into(packed(Packing::zip, {{"../../etc/passwd", "x"}, {"/abs\n", "y"}}), "z");
    REQUIRE(found.members.size() == 2);
    CHECK(found.members[0].name == "z/../../etc/passwd");
    CHECK(found.members[1].name.find('\n') == std::string::npos);
}

TEST_CASE("a member with a password is named") {
    const auto found = look_into(packed(Packing::zip, {{"secret.log", "words"}}, "pw"), "z.zip");
    CHECK(found.members.empty());
    CHECK(found.troubles == Words{"detect.member_encrypted z.zip/secret.log"});
}

TEST_CASE("what comes before a damage is read, and the damage is named") {
    std::string text{};
    for (int at = 0; at < 200'000; ++at)
        text += std::to_string(at * 7919 % 100'003) + "\n";
    auto gzip = packed(Packing::gzip, {{"x", text}});
    gzip.resize(gzip.size() / 2);
    const auto found = look_into(gzip, "a.gz");
    REQUIRE(found.members.size() == 1);
    CHECK(found.members[0].text.size() > text.size() / 4);
    CHECK(text.starts_with(found.members[0].text));
    CHECK(found.errors == Words{"detect.archive_damaged"});
    auto zip = packed(Packing::zip, {{"a", text}, {"b", text}});
    zip[zip.size() / 4] = static_cast<char>(zip[zip.size() / 4] ^ 0x55);
    const auto other = look_into(zip, "z.zip");
    CHECK(other.errors.size() + other.troubles.size() > 0);
}

TEST_CASE("half a line behind a damage is no event") {
    std::string text{};
    for (int at = 0; at < 100'000; ++at)
        text += "{\"number\":" + std::to_string(at * 7919 % 100'003) + "}\n";
    auto gzip = packed(Packing::gzip, {{"x", text}});
    gzip.resize(gzip.size() / 2);
    Members members{read_memory(bytes_of(gzip)), "a.gz"};
    auto next = members.next();
    REQUIRE(next.ok());
    const auto reader = open_reader(std::move(*next.value()));
    REQUIRE(reader.ok());
    const auto all = logs::keep_all(*reader.value());
    CHECK(all.events.size() > 10'000);
    CHECK(all.tally.unreadable == 0);
    REQUIRE(all.tally.troubles.size() == 1);
    CHECK(all.tally.troubles[0].message->code() == "detect.archive_damaged");
}

TEST_CASE("what swells is stopped, and so is what is too much") {
    std::string zeros;
    zeros.resize(40'000'000);
    const auto bomb = packed(Packing::gzip, {{"x", std::move(zeros)}});
    const auto swollen = look_into(bomb, "b.gz", {.ratio_max = 100, .ratio_from = 1'000'000});
    CHECK(swollen.errors == Words{"detect.swells"});
    REQUIRE(swollen.members.size() == 1);
    CHECK(swollen.members[0].text.size() < 8'000'000);
    CHECK(look_into(bomb, "b.gz", {.member_bytes_max = 3'000'000}).errors ==
          Words{"detect.member_too_large"});
    CHECK(look_into(bomb, "b.gz", {.all_bytes_max = 3'000'000}).errors ==
          Words{"detect.member_too_large"});
    CHECK(look_into(bomb, "b.gz").errors.empty());
}

// A zip of stored empty members, by hand: quicker than a million times libarchive.
std::string many_members(std::size_t count) {
    std::string zip;
    for (std::size_t at = 0; at < count; ++at) {
        const auto name = std::to_string(at);
        zip += std::string{"PK\x03\x04\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 26};
        zip += static_cast<char>(name.size());
        zip += std::string(3, '\0');
        zip += name;
    }
    return zip;
}

TEST_CASE("of a million members a hundred thousand are read, and it is said") {
    Members members{read_memory(bytes_of(many_members(1'000'000))), "m.zip"};
    std::size_t count = 0;
    while (true) {
        const auto next = members.next();
        REQUIRE(next.ok());
        if (!next.value()) break;
        ++count;
    }
    CHECK(count == UnpackLimits{}.members_max);
    REQUIRE(members.troubles().size() == 1);
    CHECK(members.troubles()[0].message == &too_many_members);
}

TEST_CASE("files that are not there and folders are said to be so") {
    CHECK(open_file("/nowhere/at/all").error().code == Errc::not_found);
    CHECK(open_file("/").error().code == Errc::invalid);
    const auto self = open_file("/proc/self/exe");
    REQUIRE(self.ok());
    CHECK(as_text(take_head(*self.value(), 4).value()) == "\x7f"
                                                          "ELF");
}

TEST_CASE("standard input is read to its end, however it comes") {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    REQUIRE(::write(ends[1], "abc", 3) == 3);
    REQUIRE(::write(ends[1], "defg", 4) == 4);
    ::close(ends[1]);
    const auto stream = read_descriptor(ends[0]);
    CHECK(as_text(take_head(*stream, 5).value()) == "abcde");
    CHECK(as_text(take_head(*stream, 5).value()) == "fg");
    CHECK(take_head(*stream, 5).value().empty());
    ::close(ends[0]);
}

TEST_CASE("a file is what its bytes say, whatever its name") {
    const auto format = [](std::string_view text, std::string_view name = "x") {
        return to_string(recognise(as_bytes(text), name).format);
    };
    CHECK(format(std::string{"ElfFile\0 ", 9}) == "evtx");
    CHECK(format("damaged", "Security.evtx") == "evtx");
    CHECK(format("{\"a\":1}\n{\"a\":2}\n") == "jsonl");
    CHECK(format("{\"a\":1}") == "jsonl");
    CHECK(format("{\n\"a\":1}") == "json");
    CHECK(format("[{\"a\":1}]") == "json");
    CHECK(format("{\"Records\":[{\"a\":1}]}") == "json");
    CHECK(format("{\"event_type\":\"dns\",\"src_ip\":\"192.0.2.1\"}") == "eve");
    CHECK(format("half\":1}\n{\"a\":1}\n{\"a\":2}\n") == "jsonl");
    CHECK(format("{not json}\n") == "lines");
    CHECK(format("[Sat Nov 28 10:02:03 2026] [error] [client 192.0.2.7] x") == "apache_error");
    CHECK(format("Nov  3 10:05:27 web1 sshd[1234]: x") == "syslog");
    CHECK(format("type=CWD msg=audit(1.0:1): cwd=\"/\"") == "auditd");
    CHECK(format("a,b,c\n1,2,3\n") == "csv");
    CHECK(format("one, two and three.\nBut no table\n") == "lines");
    CHECK(format("\xef\xbb\xbf#Fields: a b\n") == "w3c");
    CHECK(format("<Event xmlns='x'><System/></Event>") == "event_xml");
    CHECK(format("") == "lines");
    CHECK(format(std::string(1000, '\0')) == "lines");
}

} // namespace
} // namespace sokuo::detect
