#include "search/sharing.h"

#include "search/testing.h"

namespace sokuo::search {
namespace {

using testing::Archive;
using testing::sure;

std::vector<Sharing> sharing(const Archive& archive, const journal::Stream& subject) {
    return sure(archive.store->read_for(
        [&](store::Read& db) { return sharing_with(db, archive.reader, subject, 10); }));
}

TEST_CASE(
    "the same address in another spelling is the same, and is shown so that nobody opens it") {
    Archive archive;
    const auto old = archive.incident("evil[.]example への接続");
    const auto report = archive.report("hxxps://ＥＶＩＬ．example/a を開いた");
    archive.report("good.example を見た", "R8-U-0001");
    const auto found = sharing(archive, {"report", report});
    REQUIRE(found.size() == 1);
    CHECK(found.front().hit.id == old);
    CHECK(found.front().shared == std::vector<std::string>{"evil[.]example"});
    CHECK(sharing(archive, {"incident", old}).front().hit.id == report);
    CHECK(archive.is_sound());
}

TEST_CASE("a letter counts for what it is filed under, and their number for the notice") {
    Archive archive;
    const auto old = archive.report("変なメール");
    const auto letter = archive.write("letter.read", Json::object({{"text", "198.51.100.7 から"}}));
    archive.go_on({"letter", letter}, "letter.filed",
                  Json::object({{"kind", "report"}, {"id", to_text(old)}}));
    const auto report = archive.report("198[.]51[.]100[.]7 へつながる", "R8-U-0232");
    CHECK(sharing(archive, {"report", report}).front().hit.id == old);

    const auto number = Json::object({{"sender", "青森県"}, {"their_number", "県情第１２号"}});
    archive.go_on({"report", old}, "report.noticed", number);
    const auto other = archive.report("続報", "R8-U-0233");
    CHECK(sharing(archive, {"report", other}).empty());
    archive.go_on({"report", other}, "report.noticed",
                  Json::object({{"sender", "青森県"}, {"their_number", "県情第12号"}}));
    CHECK(sharing(archive, {"report", other}).front().hit.id == old);
}

TEST_CASE("who may not know of a thing is not told that it shares anything") {
    Archive archive;
    const auto old = archive.incident("198.51.100.7");
    const auto report = archive.report("198.51.100.7");
    CHECK(sharing(archive, {"report", report}).size() == 1);
    archive.reader.reads_incidents = false;
    CHECK(sharing(archive, {"report", report}).empty());
    archive.reader.reads_incidents = true;
    archive.restrict({"incident", old}, {.is_restricted = true, .named = {}, .excluded = {}});
    CHECK(sharing(archive, {"report", report}).empty());
}

TEST_CASE("what stands everywhere says nothing") {
    Archive archive;
    const auto report = archive.report("csirt@mihon.example");
    for (std::int64_t count = 0; count < common_max; ++count)
        archive.report("csirt@mihon.example");
    CHECK(sharing(archive, {"report", report}).empty());
}

} // namespace
} // namespace sokuo::search
