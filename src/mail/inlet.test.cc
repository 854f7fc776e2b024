#include "mail/inlet.h"

#include "mail/glance.h"
#include "mail/mail_test.h"

#include <doctest/doctest.h>

namespace sokuo::mail {
namespace {

std::string code_of(const Result<>& result) {
    return result.ok() ? "ok" : std::string{result.error().message->code()};
}

Glance glance_at(std::string_view mail, std::size_t step = 1'000'000) {
    HeadWatch watch;
    for (std::size_t at = 0; at < mail.size(); at += step)
        watch.take(mail.substr(at, step));
    return watch.glance();
}

Silence why(std::string_view head, std::optional<std::string> sender = "sato@mihon.example") {
    return why_no_answer({.sender = std::move(sender)},
                         glance_at(std::string{head} + "Subject: x\r\n\r\ntext\r\n"));
}

TEST_CASE("a mail is there once it was finished, byte for byte") {
    Shelf shelf;
    auto delivery = Delivery::begin(shelf, {.account = "poc"}, 100).value();
    REQUIRE(delivery->write("Received: a\r\n").ok());
    REQUIRE(delivery
                ->write("\r\n\x1b$B\xff\0"
                        "end")
                .ok());
    CHECK(shelf.mails().empty());
    REQUIRE(delivery->finish().ok());
    const auto mails = shelf.mails();
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].envelope.account == "poc");
    CHECK(mails[0].glance.bytes == mails[0].text.size());
    CHECK(mails[0].glance.received == 1);
}

TEST_CASE("a mail that was not finished leaves nothing") {
    Shelf shelf;
    {
        auto delivery = Delivery::begin(shelf, {}, 100).value();
        REQUIRE(delivery->write("half a mail").ok());
    }
    CHECK(shelf.mails().empty());
    CHECK(shelf.abandoned() == 1);
}

TEST_CASE("a byte too many drops the mail at once, and so does a full disk") {
    Shelf shelf;
    auto delivery = Delivery::begin(shelf, {}, 10).value();
    REQUIRE(delivery->write("0123456789").ok());
    CHECK(code_of(delivery->write("x")) == "mail.message_too_large");
    CHECK(shelf.abandoned() == 1);
    CHECK(code_of(delivery->write("x")) == "mail.message_too_large");
    CHECK(code_of(delivery->finish()) == "mail.message_too_large");

    shelf.set_room(3);
    auto second = Delivery::begin(shelf, {}, 10).value();
    REQUIRE(second->write("abc").ok());
    CHECK(code_of(second->write("d")) == "test.disk_full");
    CHECK(shelf.abandoned() == 2);
    CHECK(code_of(second->finish()) == "test.disk_full");
    CHECK_FALSE(Delivery::begin(shelf, {}, 10).ok());
    CHECK(shelf.mails().empty());
}

TEST_CASE("machines do not answer machines") {
    CHECK(why("") == Silence::none);
    CHECK(why("", "") == Silence::nobody_there);
    CHECK(why("", std::nullopt) == Silence::none);
    CHECK(why("Return-Path: <>\r\n", std::nullopt) == Silence::nobody_there);
    CHECK(why("Return-Path: <a@b.example>\r\n") == Silence::none);
    CHECK(why("Auto-Submitted: auto-replied; x=y\r\n") == Silence::automatic);
    CHECK(why("AUTO-SUBMITTED:\r\n auto-generated (vacation)\r\n") == Silence::automatic);
    CHECK(why("Auto-Submitted: no\r\n") == Silence::none);
    CHECK(why("auto-submitted: No (a person)\r\n") == Silence::none);
    CHECK(why("Precedence: bulk\r\n") == Silence::automatic);
    CHECK(why("Precedence: first-class\r\n") == Silence::none);
    CHECK(why("X-Auto-Response-Suppress: OOF, AutoReply\r\n") == Silence::automatic);
    CHECK(why("X-Auto-Response-Suppress: None\r\n") == Silence::none);
    CHECK(why("Content-Type: multipart/report; report-type=delivery-status\r\n") ==
          Silence::automatic);
    CHECK(why("Content-Type: multipart/mixed\r\n") == Silence::none);
    CHECK(why("Precedence: list\r\n") == Silence::from_list);
    CHECK(why("List-Id: <csirt.lists.example>\r\n") == Silence::from_list);
    CHECK(why("Subject: Auto-Submitted: auto-replied\r\n") == Silence::none);
}

TEST_CASE("a mail that goes round is known by how often it was handed on") {
    std::string head;
    for (std::uint32_t count = 0; count < received_max; ++count)
        head += "Received: from a by b;\r\n\tSat, 28 Nov 2026 17:00:00 +0000\r\n";
    CHECK(why(head) == Silence::none);
    CHECK(why(head + "received: once more\r\n") == Silence::goes_round);
    // In the text the words mean nothing.
    CHECK(why("\r\n" + head + "Received: once more\r\n") == Silence::none);
}

TEST_CASE("how a mail was cut does not change what is seen of it") {
    const std::string mail =
        "Return-Path: <>\r\nReceived: a\n b\r\nAuto-Submitted: auto-replied\r\n"
        "List-Id: x\r\n\r\nReceived: no\r\n";
    const auto whole = glance_at(mail);
    for (std::size_t step = 1; step < 20; ++step) {
        const auto cut = glance_at(mail, step);
        CHECK(cut.received == whole.received);
        CHECK(cut.received == 1);
        CHECK(cut.is_automatic);
        CHECK(cut.is_from_list);
        CHECK(cut.is_from_nobody);
    }
    CHECK(glance_at("Auto-Submitted: auto-replied").is_automatic);
    CHECK(glance_at("").received == 0);
}

TEST_CASE("a head without an end is not read without an end, and not answered") {
    HeadWatch watch;
    const std::string line = "X-Filler: " + std::string(10'000, 'x') + "\r\n";
    for (int count = 0; count < 200; ++count)
        watch.take(line);
    watch.take("Received: late\r\n");
    CHECK(watch.glance().received == 0);
    CHECK(watch.glance().is_head_endless);
    CHECK(why_no_answer({.sender = "a@b.example"}, watch.glance()) == Silence::unreadable);
    // One line of a gigabyte is no different.
    HeadWatch endless;
    const std::string much(1'000'000, 'x');
    for (int count = 0; count < 10; ++count)
        endless.take(much);
    CHECK(endless.glance().is_head_endless);
}

} // namespace
} // namespace sokuo::mail
