// The reader as a parser of the sandbox: the same mail comes out, whatever happens in there.

#include "mail/reader.h"

#include "mail/test_mail.h"
#include "sandbox/zygote.h"

#include <doctest/doctest.h>

#include <array>
#include <unistd.h>

namespace sokuo::mail {
namespace {

using namespace testing;

const std::array parsers{reader()};

std::unique_ptr<sandbox::Sandbox> started() {
    auto sandbox = sandbox::Sandbox::start(
        parsers, {.arguments = {"--no-skip", "--test-case=the zygote of the reader's tests"}});
    INFO((sandbox.ok() ? "" : describe(sandbox.error())));
    REQUIRE(sandbox.ok());
    return std::move(sandbox).value();
}

} // namespace

TEST_CASE("the zygote of the reader's tests" * doctest::skip()) {
    ::_exit(sandbox::run_zygote(parsers));
}

TEST_CASE("a mail read in a worker is the mail read here") {
    const auto sandbox = started();
    const auto text = everything();
    CHECK(read_in(*sandbox, as_bytes(text)) == read(as_bytes(text)));
    CHECK(read_in(*sandbox, {}) == read({}));
}

TEST_CASE("every charset is open before the worker is locked in") {
    const auto sandbox = started();
    for (const auto* charset : {"utf-8",
                                "iso-2022-jp",
                                "cp50221",
                                "shift_jis",
                                "euc-jp",
                                "iso-8859-1",
                                "iso-8859-2",
                                "iso-8859-15",
                                "windows-1251",
                                "koi8-r",
                                "gb2312",
                                "gb18030",
                                "big5",
                                "big5-hkscs",
                                "euc-kr",
                                "iso-2022-kr",
                                "iso-2022-cn",
                                "hz-gb-2312",
                                "utf-7",
                                "utf-16",
                                "utf-32",
                                "tis-620",
                                "macintosh",
                                "nonsense",
                                "../../etc/passwd",
                                ""}) {
        CAPTURE(charset);
        const auto text = "Subject: =?" + std::string{charset} +
                          "?B?GyRCJCIbKEKCoKSi?=\nContent-Type: text/plain; charset=\"" + charset +
                          "\"\n\n\x1b$B$\"\x1b(B \x82\xa0 \xa4\xa2";
        const auto mail = read_in(*sandbox, as_bytes(text));
        CHECK(mail == read(as_bytes(text)));
    }
}

TEST_CASE("a mail that is too large is refused in words") {
    const auto sandbox = started();
    const std::string text(mail_bytes_max + 1, 'x');
    const auto mail = read_in(*sandbox, as_bytes(text));
    REQUIRE_FALSE(mail.ok());
    CHECK(mail.error().code == Errc::too_large);
    CHECK(mail.error().message->code() == "sandbox.too_big");
}

} // namespace sokuo::mail
