#include "mail/dialogue.h"

#include "mail/mail_test.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace sokuo::mail {
namespace {

/// One peer talking to one door. `says` gives the replies, one to a line.
struct Talk {
    explicit Talk(Protocol protocol = Protocol::smtp, std::uint64_t bytes_max = 1'000)
        : host{
              .account = {.name = "poc", .network = Network::lgwan, .message_bytes_max = bytes_max},
              .protocol = protocol,
              .name = "sokuo.mihon.example",
              .recipients = {"csirt@mihon.example", "poc@mihon.example"}} {}

    std::string says(std::string_view bytes, std::size_t step = 1'000'000) {
        std::string all;
        while (!bytes.empty() && !dialogue.is_over()) {
            std::string out;
            const auto taken = dialogue.take(bytes.substr(0, step), out);
            bytes.remove_prefix(taken);
            all += out;
        }
        std::erase(all, '\r');
        return all;
    }

    /// The numbers of the replies only.
    std::string hears(std::string_view bytes) {
        const auto replies = says(bytes);
        std::string numbers;
        for (std::size_t at = 0; at < replies.size(); at = replies.find('\n', at) + 1)
            if (replies[at + 3] == ' ')
                numbers.append(numbers.empty() ? "" : " ").append(replies, at, 3);
        return numbers;
    }

    Host host;
    Shelf shelf;
    StillClock clock;
    std::string noticed; ///< The code of the last one.
    Notice notice = [this](const Error& error) { noticed = error.message->code(); };
    Dialogue dialogue{host, "192.0.2.25", shelf, clock, notice};
};

constexpr std::string_view opening = "EHLO mx.mihon.example\r\n"
                                     "MAIL FROM:<sato@mihon.example>\r\n"
                                     "RCPT TO:<csirt@mihon.example>\r\n";
constexpr std::string_view lmtp_opening = "LHLO mx.mihon.example\r\n"
                                          "MAIL FROM:<sato@mihon.example>\r\n"
                                          "RCPT TO:<csirt@mihon.example>\r\n";

TEST_CASE("a mail by SMTP, word for word") {
    Talk talk;
    CHECK(talk.dialogue.greeting() == "220 sokuo.mihon.example ESMTP\r\n");
    CHECK(talk.says("EHLO mx.mihon.example\r\n") == "250-sokuo.mihon.example\n"
                                                    "250-PIPELINING\n"
                                                    "250-8BITMIME\n"
                                                    "250-SMTPUTF8\n"
                                                    "250-CHUNKING\n"
                                                    "250-ENHANCEDSTATUSCODES\n"
                                                    "250 SIZE 1000\n");
    CHECK(talk.says("MAIL FROM:<sato@mihon.example> SIZE=99 BODY=8BITMIME\r\n") ==
          "250 2.1.0 Ok\n");
    CHECK(talk.says("RCPT TO:<csirt+r8-12@mihon.example>\r\n") == "250 2.1.5 Ok\n");
    CHECK(talk.says("DATA\r\n") == "354 Go on, end with a dot\n");
    CHECK(talk.says("Subject: x\r\n\r\n..one dot\r\n.no dot\r\nend\r\n") == "");
    CHECK(talk.shelf.mails().empty());
    CHECK(talk.says(".\r\n") == "250 2.0.0 Kept\n");
    CHECK(talk.says("QUIT\r\n") == "221 2.0.0 Bye\n");
    CHECK(talk.dialogue.is_over());

    const auto mails = talk.shelf.mails();
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].text == "Subject: x\r\n\r\n.one dot\r\nno dot\r\nend\r\n");
    const auto& envelope = mails[0].envelope;
    CHECK(envelope.account == "poc");
    CHECK(envelope.network == Network::lgwan);
    CHECK(envelope.way == Way::smtp);
    CHECK(envelope.sender == "sato@mihon.example");
    CHECK(envelope.recipients == std::vector<std::string>{"csirt+r8-12@mihon.example"});
    CHECK(envelope.peer == "192.0.2.25");
    CHECK(envelope.received_at == talk.clock.now());
}

TEST_CASE("LMTP answers for each recipient it took") {
    Talk talk{Protocol::lmtp};
    CHECK(talk.dialogue.greeting() == "220 sokuo.mihon.example LMTP\r\n");
    CHECK(talk.hears(lmtp_opening) == "250 250 250");
    CHECK(talk.hears("RCPT TO:<nobody@mihon.example>\r\nRCPT TO:<poc@mihon.example>\r\n") ==
          "550 250");
    CHECK(talk.hears("DATA\r\nhello\r\n.\r\n") == "354 250 250");
    REQUIRE(talk.shelf.mails().size() == 1);
    CHECK(talk.shelf.mails()[0].envelope.way == Way::lmtp);
    CHECK(talk.shelf.mails()[0].envelope.recipients.size() == 2);
    CHECK(talk.says("EHLO mx\r\n") == "500 5.5.1 This is LMTP, say LHLO\n");
    CHECK(Talk{}.says("LHLO mx\r\n") == "500 5.5.1 This is SMTP, say EHLO\n");
}

TEST_CASE("two mails in one conversation, all of it sent at once") {
    Talk talk;
    std::string all{opening};
    all += "DATA\r\none\r\n.\r\nMAIL FROM:<>\r\nRCPT TO:<poc@mihon.example>\r\nDATA\r\ntwo\r\n"
           ".\r\nQUIT\r\n";
    CHECK(talk.hears(all) == "250 250 250 354 250 250 250 354 250 221");
    REQUIRE(talk.shelf.mails().size() == 2);
    CHECK(talk.shelf.mails()[1].envelope.sender == "");
    CHECK(talk.shelf.mails()[1].text == "two\r\n");
}

TEST_CASE("a text in chunks needs no dots") {
    Talk talk;
    std::string all{opening};
    all += "BDAT 6\r\n.\r\nab\nBDAT 0\r\nBDAT 3 LAST\r\ncd\n";
    CHECK(talk.hears(all) == "250 250 250 250 250 250");
    REQUIRE(talk.shelf.mails().size() == 1);
    CHECK(talk.shelf.mails()[0].text == ".\r\nab\ncd\n");

    // Without recipients its bytes are passed over, not read as commands.
    CHECK(talk.hears("BDAT 6 LAST\r\nQUIT\r\nNOOP\r\n") == "503 250");
    CHECK(talk.hears("MAIL FROM:<a@b.example>\r\nRCPT TO:<poc@mihon.example>\r\n"
                     "BDAT 2\r\nxx"
                     "DATA\r\nRCPT TO:<poc@mihon.example>\r\nRSET\r\n") ==
          "250 250 250 503 503 250");
    CHECK(talk.shelf.abandoned() == 1);
    CHECK(talk.hears("BDAT x\r\n") == "501");
    CHECK(talk.dialogue.is_over());
}

TEST_CASE("whose order is wrong is told so") {
    Talk talk;
    CHECK(talk.hears("MAIL FROM:<a@b.example>\r\n") == "503");
    CHECK(talk.hears("HELO mx\r\nRCPT TO:<poc@mihon.example>\r\nDATA\r\n") == "250 503 503");
    CHECK(talk.hears("MAIL FROM:<a@b.example>\r\nMAIL FROM:<a@b.example>\r\nDATA\r\n") ==
          "250 503 503");
    CHECK(talk.hears("RCPT TO:<poc@mihon.example>\r\nRSET\r\nDATA\r\n") == "250 250 503");
    CHECK(talk.hears("NOOP\r\nVRFY poc\r\nHELP\r\nSTARTTLS\r\nAUTH PLAIN\r\nEHLO\r\n") ==
          "250 252 214 502 502 501");
}

TEST_CASE("only for those who are named here") {
    Talk talk;
    CHECK(talk.hears("EHLO mx\r\nMAIL FROM:<a@b.example>\r\n") == "250 250");
    CHECK(talk.hears("RCPT TO:<POC@Mihon.Example>\r\nRCPT TO:<poc+x@mihon.example>\r\n") ==
          "250 250");
    CHECK(talk.hears("RCPT TO:<poc@other.example>\r\nRCPT TO:<>\r\nRCPT TO:<postmaster>\r\n"
                     "RCPT TO:<poc%other.example@mihon.example>\r\n") == "550 550 550 550");
    CHECK(talk.hears("RCPT TO:<poc@mihon.example> NOTIFY=NEVER\r\nRCPT TO:poc\r\n") == "555 501");
}

TEST_CASE("a sender that needs UTF-8 says so, and odd parameters are refused") {
    Talk talk;
    CHECK(talk.hears("EHLO mx\r\nMAIL FROM:<佐藤@mihon.example>\r\n") == "250 553");
    CHECK(talk.hears("MAIL FROM:<佐藤@mihon.example> SMTPUTF8\r\nRSET\r\n") == "250 250");
    CHECK(talk.hears("MAIL FROM:<a@b.example> RET=HDRS\r\n") == "555");
    CHECK(talk.hears("MAIL FROM:<a@b.example> SIZE=x\r\n") == "501");
    CHECK(talk.hears("MAIL FROM:<a@b.example> SIZE=99999999999999999999999\r\n") == "501");
    CHECK(talk.hears("MAIL FROM:<a@b.example> BODY=BINARYMIME\r\n") == "501");
}

TEST_CASE("too large is said before it is sent, where the peer tells; else at its end") {
    Talk talk;
    CHECK(talk.hears("EHLO mx\r\nMAIL FROM:<a@b.example> SIZE=1001\r\n") == "250 552");
    CHECK(talk.hears("MAIL FROM:<a@b.example>\r\nRCPT TO:<poc@mihon.example>\r\nDATA\r\n") ==
          "250 250 354");
    const std::string line = std::string(98, 'x') + "\r\n";
    for (int count = 0; count < 11; ++count)
        CHECK(talk.hears(line) == "");
    CHECK(talk.shelf.abandoned() == 1); // At once, not when the rest has come.
    CHECK(talk.hears(".\r\nNOOP\r\n") == "552 250");
    CHECK(talk.noticed == "mail.message_too_large");
    CHECK(talk.shelf.mails().empty());
}

TEST_CASE("a full disk is told as 'later', at whatever point it is found out") {
    for (const auto protocol : {Protocol::smtp, Protocol::lmtp}) {
        Talk talk{protocol};
        const auto start = protocol == Protocol::smtp ? opening : lmtp_opening;
        talk.shelf.set_room(0);
        CHECK(talk.hears(start) == "250 250 250");
        CHECK(talk.hears("DATA\r\n") == "452");
        CHECK(talk.noticed == "test.disk_full");
        talk.shelf.set_room(3);
        CHECK(talk.hears(start) == "250 250 250");
        CHECK(talk.hears("DATA\r\nhello\r\n.\r\n") == "354 452");
        CHECK(talk.hears(std::string{start} + "BDAT 5\r\nhello") == "250 250 250 452");
        CHECK(talk.hears("BDAT 5 LAST\r\nworld") == "452");
        CHECK(talk.shelf.mails().empty());
        talk.shelf.set_room(100);
        CHECK(talk.hears(std::string{start} + "DATA\r\nhello\r\n.\r\n") == "250 250 250 354 250");
        CHECK(talk.shelf.mails().size() == 1);
    }
}

TEST_CASE("a mail within a mail is not let through") {
    const std::string second = "MAIL FROM:<admin@mihon.example>\r\n"
                               "RCPT TO:<poc@mihon.example>\r\nDATA\r\nevil\r\n";
    for (const std::string end : {"\n.\n", "\n.\r\n", "\r.\r\n", "\r\n.\n", "\r\n.\r", "\r.\r",
                                  "\r\n\n.\r\n", "x\n.\r\n"}) {
        Talk talk;
        const auto all = std::string{opening} + "DATA\r\nhello" + end + second + ".\r\n";
        CHECK_MESSAGE(talk.hears(all) == "250 250 250 354 550", end);
        CHECK(talk.shelf.mails().empty());
        CHECK(talk.shelf.abandoned() == 1);
        CHECK(talk.noticed == "mail.smuggled");
        // And the conversation goes on with an honest one.
        CHECK(talk.hears("MAIL FROM:<a@b.example>\r\nRCPT TO:<poc@mihon.example>\r\n"
                         "DATA\r\nhello\r\n.\r\n") == "250 250 354 250");
    }
}

TEST_CASE("old programs' doubled CR, a NUL and any other byte are kept") {
    Talk talk;
    std::string text = "a\r\r\nb\rc\r\n";
    for (int byte = 0; byte < 256; ++byte)
        if (byte != '\n' && byte != '\r' && byte != '.') text += static_cast<char>(byte);
    text += "\r\n";
    CHECK(talk.hears(std::string{opening} + "DATA\r\n" + text + ".\r\n") == "250 250 250 354 250");
    REQUIRE(talk.shelf.mails().size() == 1);
    CHECK(talk.shelf.mails()[0].text == text);
}

TEST_CASE("how the bytes were cut changes nothing") {
    const std::string all = std::string{opening} + "DATA\r\n..a\r\n.\r\r\nb\r\n.\r\n" +
                            "MAIL FROM:<>\r\nRCPT TO:<poc@mihon.example>\r\nBDAT 3\r\na\r\n"
                            "BDAT 1 LAST\r\nxQUIT\r\n";
    Talk whole;
    const auto replies = whole.says(all);
    for (std::size_t step = 1; step < 12; ++step) {
        Talk talk;
        CHECK(talk.says(all, step) == replies);
        REQUIRE(talk.shelf.mails().size() == whole.shelf.mails().size());
        for (std::size_t at = 0; at < talk.shelf.mails().size(); ++at)
            CHECK(talk.shelf.mails()[at].text == whole.shelf.mails()[at].text);
    }
}

TEST_CASE("lines that are no lines") {
    CHECK(Talk{}.hears("EHLO mx\n") == "500");
    CHECK(Talk{}.hears("EHLO mx\rNOOP\r\n") == "500");
    CHECK(Talk{}.hears(std::string_view{"NOOP\0\r\n", 7}) == "500");
    Talk talk;
    CHECK(talk.hears("NOOP " + std::string(line_bytes_max - 7, 'x') + "\r\n") == "250");
    CHECK(talk.hears("NOOP " + std::string(line_bytes_max - 6, 'x') + "\r\n") == "500");
    CHECK(talk.dialogue.is_over());
    Talk endless;
    const std::string much(1'000'000, 'x');
    CHECK(endless.hears(much) == "500");
    CHECK(endless.dialogue.is_over());
}

TEST_CASE("a browser that was led here gets no second line") {
    Talk talk;
    CHECK(talk.hears("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nEHLO x\r\n") == "421");
    CHECK(talk.dialogue.is_over());
}

TEST_CASE("ten thousand recipients") {
    Talk talk;
    CHECK(talk.hears("EHLO mx\r\nMAIL FROM:<a@b.example>\r\n") == "250 250");
    for (std::size_t count = 0; count < recipients_max; ++count)
        REQUIRE(talk.hears("RCPT TO:<poc+" + std::to_string(count) + "@mihon.example>\r\n") ==
                "250");
    std::size_t told = 0;
    for (; told < 10'000 && !talk.dialogue.is_over(); ++told)
        talk.hears("RCPT TO:<poc+x@mihon.example>\r\n");
    CHECK(told == refusals_max);
    CHECK(talk.dialogue.is_over());
}

TEST_CASE("who makes nothing but mistakes is sent away, however much of it came at once") {
    Talk talk;
    std::string all = "EHLO mx\r\n";
    for (int count = 0; count < 10'000; ++count)
        all += "XYZZY\r\n";
    const auto replies = talk.says(all);
    CHECK(std::ranges::count(replies, '\n') == 7 + mistakes_max + 1);
    CHECK(replies.ends_with("421 4.7.0 Too many mistakes\n"));
}

TEST_CASE("replies that nobody reads do not pile up") {
    Talk talk;
    std::string all;
    for (int count = 0; count < 1'000; ++count)
        all += "EHLO mx\r\n";
    std::string out;
    CHECK(talk.dialogue.take(all, out) < all.size());
    CHECK(out.size() < 8'192);
}

TEST_CASE("where a conversation may be ended without loss") {
    Talk talk;
    CHECK(talk.dialogue.is_idle());
    talk.says("EHLO");
    CHECK_FALSE(talk.dialogue.is_idle());
    talk.says(" mx\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<poc@mihon.example>\r\n");
    CHECK(talk.dialogue.is_idle());
    CHECK_FALSE(talk.dialogue.mail_bytes());
    talk.says("DATA\r\nhello");
    CHECK(talk.dialogue.mail_bytes() == 5U);
    CHECK_FALSE(talk.dialogue.is_idle());
    talk.says("\r\n.\r\n");
    CHECK(talk.dialogue.is_idle());
    talk.says("MAIL FROM:<a@b.example>\r\nRCPT TO:<poc@mihon.example>\r\nDATA\r\nhello");
    talk.dialogue.hang_up();
    CHECK(talk.dialogue.is_over());
    CHECK(talk.shelf.abandoned() == 1);
    CHECK(talk.dialogue.farewell("is stopping") == "421 4.3.2 sokuo.mihon.example is stopping\r\n");
}

} // namespace
} // namespace sokuo::mail
