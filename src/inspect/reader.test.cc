// The look as a parser of the sandbox: the same comes out, and nothing else is believed.

#include "inspect/reader.h"

#include "inspect/test_files.h"
#include "sandbox/zygote.h"

#include <doctest/doctest.h>

#include <array>
#include <unistd.h>

namespace sokuo::inspect {
namespace {

using namespace testing;

const std::array parsers{reader()};

sandbox::Record record(std::uint16_t kind, std::initializer_list<unsigned char> bytes) {
    sandbox::Record made{.kind = kind};
    for (const auto byte : bytes)
        made.body.push_back(static_cast<std::byte>(byte));
    return made;
}

bool is_believed(const std::vector<sandbox::Record>& records) {
    return from_records(records).ok();
}

} // namespace

TEST_CASE("the zygote of the inspection's tests" * doctest::skip()) {
    ::_exit(sandbox::run_zygote(parsers));
}

TEST_CASE("a file looked at in a worker is what it is here") {
    const auto sandbox = sandbox::Sandbox::start(
        parsers, {.arguments = {"--no-skip", "--test-case=the zygote of the inspection's tests"}});
    INFO((sandbox.ok() ? "" : describe(sandbox.error())));
    REQUIRE(sandbox.ok());
    for (const auto& file : {std::string{}, windows_program(), zip({"a"}, 1),
                             zip({"[Content_Types].xml", "vbaProject.bin"})})
        CHECK(look_in(*sandbox.value(), as_bytes(file)) == content_of(as_bytes(file)));
}

TEST_CASE("a worker in a stranger's hands is not believed") {
    CHECK(is_believed({record(1, {6, 0})}));
    CHECK_FALSE(is_believed({}));
    CHECK_FALSE(is_believed({record(2, {6, 0})}));
    CHECK_FALSE(is_believed({record(1, {6})}));
    CHECK_FALSE(is_believed({record(1, {6, 8})}));
    CHECK_FALSE(is_believed({record(1, {200, 0})}));
    CHECK_FALSE(is_believed({record(1, {6, 0}), record(1, {6, 0})}));
}

} // namespace sokuo::inspect
