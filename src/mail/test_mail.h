#pragma once

// For the tests of the reader: short words for reading a text as a mail.

#include "mail/read.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>

namespace sokuo::mail::testing {

inline Mail read_text(std::string_view text) {
    auto mail = read(as_bytes(text));
    INFO((mail.ok() ? "" : describe(mail.error())));
    REQUIRE(mail.ok());
    return std::move(mail).value();
}

/// A mail that has one of each.
inline std::string everything() {
    return "From: a@b.jp\nSender: c@b.jp\nReply-To: d@b.jp\nTo: e@b.jp\nCc: f@b.jp, g@b.jp\n"
           "Subject: =?utf-8?B?44GC?=\nDate: 23 Nov 2026 11:12 +0900\nMessage-ID: <1@b.jp>\n"
           "In-Reply-To: <2@b.jp>\nReferences: <3@b.jp> <2@b.jp>\nX-XARF: PLAIN\n"
           "Authentication-Results: x; spf=pass\nAuthentication-Results: y; dkim=fail\n"
           "Content-Type: multipart/mixed; boundary=b\n\n"
           "--b\nContent-Type: multipart/alternative; boundary=c\n\n"
           "--c\n\nplain\n--c\nContent-Type: text/html\n\n<b>html</b>\n--c--\n"
           "--b\nContent-Type: application/json; name=xarf.json\n\n{\"xarf_version\":\"4.2.0\"}\n"
           "--b\nContent-Type: message/rfc822\n\nSubject: inner\n\ninner\n"
           "--b\nContent-Type: image/png\nContent-Disposition: inline; filename=\"../a.png\"\n"
           "Content-Transfer-Encoding: base64\nContent-ID: <p@b.jp>\n\niVBORw0K\n";
}

} // namespace sokuo::mail::testing
