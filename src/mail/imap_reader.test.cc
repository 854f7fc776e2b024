#include "mail/imap_reader.h"

#include <doctest/doctest.h>

#include <vector>

namespace sokuo::mail {
namespace {

/// What was read, a line each: `line…`, `rest…`, `literal…`, `bad`.
std::vector<std::string> read(std::string_view bytes, std::size_t step = 1'000'000) {
    ImapReader reader;
    std::vector<std::string> all;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        auto input = bytes.substr(at, step);
        for (;;) {
            const auto got = reader.next(input);
            if (got == ImapReader::Step::more) break;
            if (got == ImapReader::Step::bad) return all.emplace_back("bad"), all;
            const bool is_literal = got == ImapReader::Step::literal;
            const auto* kind = is_literal ? "literal " : reader.is_rest() ? "rest " : "line ";
            const bool continues = is_literal && !all.empty() && all.back().starts_with("literal ");
            if (continues)
                all.back() += reader.text();
            else
                all.push_back(kind + std::string{reader.text()});
        }
    }
    return all;
}

using Lines = std::vector<std::string>;

TEST_CASE("an answer with a mail in it, however it was cut") {
    const std::string bytes =
        "* 1 FETCH (UID 7 BODY[] {22}\r\nsokuo1 OK done\r\n* BYE\r\n FLAGS ())\r\n"
        "* 2 FETCH (BODY[] {0}\r\n)\r\nsokuo1 OK done\r\n";
    const Lines expected{"line * 1 FETCH (UID 7 BODY[] {22}",
                         "literal sokuo1 OK done\r\n* BYE\r",
                         "rest ",
                         "line  FLAGS ())",
                         "line * 2 FETCH (BODY[] {0}",
                         "rest )",
                         "line sokuo1 OK done"};
    const auto whole = read(bytes);
    for (std::size_t step = 1; step < 30; ++step)
        CHECK(read(bytes, step) == whole);
    CHECK(whole.size() == 7);
    CHECK(whole[0] == expected[0]);
    CHECK(whole[1].starts_with("literal sokuo1 OK done\r\n* BYE"));
    CHECK(whole[6] == expected[6]);
}

TEST_CASE("what has no end and what is no size") {
    CHECK(read(std::string(imap_line_bytes_max + 1, 'x')) == Lines{"bad"});
    CHECK(read("* {99999999999999999999999}\r\n") == Lines{"bad"});
    CHECK(read("* a {x}\r\n* {}\r\n* {5\r\n") == Lines{"line * a {x}", "line * {}", "line * {5"});
    CHECK(read("* a\nb\n") == Lines{"line * a", "line b"});
    CHECK(read("").empty());
}

TEST_CASE("numbers are found by their names") {
    CHECK(imap_number("* 5 FETCH (UID 7 RFC822.SIZE 123)", "UID") == 7U);
    CHECK(imap_number("* 5 FETCH (RFC822.SIZE 123 UID 7)", "UID") == 7U);
    CHECK(imap_number("* 5 FETCH (UID 7 RFC822.SIZE 123)", "RFC822.SIZE") == 123U);
    CHECK(imap_number("* OK [UIDVALIDITY 1764000000] UIDs valid", "UIDVALIDITY") == 1764000000U);
    CHECK_FALSE(imap_number("* OK [UIDVALIDITY 1764000000] UIDs valid", "UID"));
    CHECK_FALSE(imap_number("* 5 FETCH (XUID 7)", "UID"));
    CHECK_FALSE(imap_number("* 5 FETCH (UID", "UID"));
    CHECK_FALSE(imap_number("* 5 FETCH (UID x)", "UID"));
    CHECK_FALSE(imap_number("* 5 FETCH (UID 99999999999999999999)", "UID"));
    CHECK_FALSE(imap_number("", "UID"));
}

TEST_CASE("folders have names in Japanese, and nothing is slipped in through one") {
    CHECK(imap_folder("INBOX") == "\"INBOX\"");
    CHECK(imap_folder("台北") == "\"&U,BTFw-\""); // RFC 3501 §5.1.3
    CHECK(imap_folder("~peter/mail/台北/日本語") == "\"~peter/mail/&U,BTFw-/&ZeVnLIqe-\"");
    CHECK(imap_folder("受信済み 😀") == "\"&U9dP4W4IMH8- &2D3eAA-\"");
    CHECK(imap_folder("R&D") == "\"R&-D\"");
    CHECK(imap_folder("a\"b\\c") == "\"a\\\"b\\\\c\"");
    CHECK_FALSE(imap_folder(""));
    CHECK_FALSE(imap_folder("a\r\nsokuo2 DELETE INBOX"));
    CHECK_FALSE(imap_folder("\xff"));
    CHECK_FALSE(imap_folder(std::string(1'001, 'x')));
}

} // namespace
} // namespace sokuo::mail
