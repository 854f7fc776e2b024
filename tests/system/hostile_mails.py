"""Mails made to break readers. `python3 hostile_mails.py FOLDER` writes them as files; `ALL` gives each
with the defects it must be marked with. Made here and not kept: together they are 200 MB."""

import base64
import pathlib
import sys

MIXED = b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
MB = 1 << 20


def several(*parts, end=b"--b--\r\n"):
    """A mail of these parts, each with its headers."""
    return b"Subject: x\r\n" + MIXED + b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + end


def deep(levels, header=b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n"):
    opened = b"".join(header.replace(b"%d", b"%d" % level) for level in range(levels))
    closed = b"".join(b"--b%d--\r\n" % level for level in reversed(range(levels)))
    return b"Subject: deep\r\n" + opened + b"Content-Type: text/plain\r\n\r\nbottom\r\n" + closed


def attached(name):
    return several(b"\r\ntext", b"Content-Type: application/pdf; name=\"" + name + b"\"\r\n\r\n%PDF")


def html(body):
    return b"Content-Type: text/html; charset=utf-8\r\n\r\n" + body


def header(value, name=b"Subject"):
    return name + b": " + value + b"\r\n\r\ntext"


def noise(size):
    """The same bytes in every run, and no text."""
    state, found = 1, bytearray()
    while len(found) < size:
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        found += (state >> 16).to_bytes(6, "big")
    return bytes(found[:size])


# name: (the mail, the defects that must be among those found)
ALL = {
    # parts
    "parts in parts, 10,000 deep": (lambda: deep(10_000), {"too_deep"}),
    "parts in parts, one boundary": (
        lambda: MIXED + b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" * 10_000,
        {"too_deep"}),
    "mails in mails, 2,000 deep": (
        lambda: b"Content-Type: message/rfc822\r\n\r\n" * 2_000 + b"Subject: x\r\n\r\nbottom",
        set()),
    "a mail GMime would look into": (
        lambda: b"Content-Type: message/ rfc822\r\n\r\nSubject: x\r\n\r\nbottom", {"too_deep"}),
    "10,000 parts": (lambda: several(*[b"\r\npart"] * 10_000), {"too_many_parts"}),
    "10,000 attached mails": (
        lambda: several(*[b"Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\ny"] * 10_000),
        {"too_many_parts", "not_readable"}),
    "a boundary that never comes": (
        lambda: MIXED.replace(b"=b", b"=never") + b"text\r\n", {"no_boundary"}),
    "several parts and no boundary": (
        lambda: b"Content-Type: multipart/mixed\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n", {"no_boundary"}),
    "parts that do not end": (lambda: several(b"\r\none", b"\r\ntwo", end=b""), {"not_closed"}),
    "a boundary of 100 kB": (
        lambda: several(b"\r\nx").replace(b"=b\r\n", b"=" + b"b" * 100_000 + b"\r\n"), set()),
    "a million lines like a boundary": (lambda: several(b"\r\n" + b"--\r\n--b \r\n-b\r\n" * 300_000), set()),
    "a choice of ten thousand": (
        lambda: several(*[b"Content-Type: text/html\r\n\r\n<p>x"] * 900)
        .replace(b"multipart/mixed", b"multipart/alternative"), set()),
    # headers
    "100,000 headers": (
        lambda: b"".join(b"X-%d: v\r\n" % at for at in range(100_000)) + b"\r\ntext",
        {"too_many_headers"}),
    "a header of 10 MB": (lambda: header(b"x" * 10 * MB), {"header_too_long"}),
    "a header of a million lines": (lambda: header(b"x" + b"\r\n y" * 1_000_000),
                                    {"header_too_long"}),
    "a thousand headers of 60 kB": (
        lambda: b"".join(b"X-%d: %s\r\n" % (at, b"=?utf-8?B?44GC?= " * 3_500) for at in range(500))
        + b"\r\ntext", set()),
    "words that never end": (
        lambda: b"".join(b"X-%d: %s\r\n" % (at, b"=?a?q?" * 10_000) for at in range(500))
        + b"\r\ntext", set()),
    "100,000 addresses": (
        lambda: b"To: " + b",".join(b"a%d@b.jp" % at for at in range(100_000)) + b"\r\n\r\nx",
        {"header_too_long"}),
    "3,000 short addresses": (lambda: b"To: " + b"a@b.jp," * 3_000 + b"\r\n\r\nx",
                              {"too_many_people"}),
    "comments in comments": (lambda: header(b"(" * 60_000, b"From"), set()),
    "groups in groups": (lambda: header(b"a: " * 20_000, b"From"), set()),
    "brackets in brackets": (lambda: header(b"<" * 60_000, b"From"), set()),
    "100,000 parameters": (
        lambda: b"Content-Type: text/plain" + b"; a=b" * 100_000 + b"\r\n\r\nx",
        {"header_too_long"}),
    "a name in 5,000 pieces": (
        lambda: b"Content-Type: a/b"
        + b"".join(b";\r\n name*%d*=%%e3%%81%%82" % at for at in range(5_000)) + b"\r\n\r\nx",
        {"header_too_long"}),
    "from twice": (lambda: b"From: a@b.jp\r\nFrom: c@d.jp\r\n\r\nx", {"header_repeated"}),
    "no headers": (lambda: b"This is no mail.\r\nAt all.\r\n", {"no_headers"}),
    "nothing": (lambda: b"", {"no_headers"}),
    "only line ends": (lambda: b"\r\n" * 100_000, {"no_headers"}),
    "a date from nowhere": (lambda: header(b"99 Foo 99999 99:99:99 +9999", b"Date"), {"bad_date"}),
    # bytes
    "base64 of 30 MB": (
        lambda: several(b"Content-Type: a/b\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + base64.encodebytes(bytes(30 * MB))), set()),
    "base64 of nothing but rubbish": (
        lambda: b"Content-Type: a/b\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"!" * 10 * MB,
        {"encoding_broken"}),
    "text in base64, 20 MB": (
        lambda: b"Content-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes("あ".encode() * (20 * MB // 3)), {"text_cut", "charset_guessed"}),
    "quoted-printable of 20 MB": (
        lambda: b"Content-Type: a/b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + b"=41=\r\n" * (20 * MB // 6), set()),
    "uuencode without end": (
        lambda: b"Content-Type: a/b\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\r\n"
        + b"M" + b"!" * 60 + b"\r\n" + b"M\r\n" * 1_000_000, {"encoding_broken"}),
    "an encoding nobody knows": (
        lambda: b"Content-Type: a/b\r\nContent-Transfer-Encoding: x-own\r\n\r\nabc",
        {"encoding_unknown"}),
    "zero bytes in a header": (lambda: header(b"a\0b\0" * 1_000), {"nul_bytes"}),
    "zero bytes in the text": (lambda: b"Subject: x\r\n\r\n" + b"a\0" * 1_000, {"nul_bytes"}),
    "zero bytes only": (lambda: bytes(MB), {"no_headers", "nul_bytes"}),
    "noise": (lambda: noise(MB), {"no_headers", "charset_guessed"}),
    "noise behind a header": (lambda: b"Subject: x\r\n\r\n" + noise(MB), {"charset_guessed"}),
    "one line of 20 MB": (lambda: b"Subject: x\r\n\r\n" + b"x" * 20 * MB, {"text_cut"}),
    "lines that end in CR": (lambda: b"Subject: x\r\rtext\r", set()),
    # charsets
    "UTF-8 that is Shift_JIS": (
        lambda: b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "不審なメール".encode("cp932"),
        {"charset_guessed"}),
    "a charset nobody knows": (
        lambda: b"Content-Type: text/plain; charset=\"<!doctype html>\"\r\n\r\n" + "あ".encode(),
        {"charset_guessed"}),
    "a charset of 60 kB": (
        lambda: b"Content-Type: text/plain; charset=" + b"x" * 60_000 + b"\r\n\r\n" + "あ".encode(),
        {"charset_guessed"}),
    "a charset that is a file": (
        lambda: b"Content-Type: text/plain; charset=../../../etc/passwd\r\n\r\n" + "あ".encode(),
        {"charset_guessed"}),
    "escapes of ISO-2022-JP": (
        lambda: b"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n"
        + b"\x1b$B$\"\x1b(B\x1b(J\x1b(I1" * 200_000, set()),
    "UTF-7": (lambda: b"Content-Type: text/plain; charset=utf-7\r\n\r\n" + b"+MEI-" * 100_000, set()),
    "UTF-16 cut in half": (
        lambda: b"Content-Type: text/plain; charset=utf-16\r\n\r\n" + b"\xd8\x00" * 1_000 + b"x", set()),
    # names
    "a name that turns around": (
        lambda: attached("invoice\u202efdp.exe".encode()), {"name_deceives"}),
    "a name that is a path": (lambda: attached(b"../../../../etc/cron.d/x"), {"name_deceives"}),
    "a name of 60 kB": (lambda: attached(b"n" * 60_000), {"name_too_long"}),
    "a name of nothing": (lambda: attached("\u200b\u2060".encode()), {"name_deceives"}),
    # HTML
    "a million tags": (lambda: html(b"<div><a href=x>" * 400_000), set()),
    "a comment that never ends": (lambda: html(b"<!--" * MB), set()),
    "quotes that never end": (lambda: html(b"<a href=\"" * MB), set()),
    "a script that never ends": (lambda: html(b"<script>" + b"</scrip" * MB), set()),
    "a million entities": (lambda: html(b"&#x3042;&amp;&bogus;" * 200_000), {"text_cut"}),
    "a long attribute": (lambda: html(b"<a " + b"x=y " * MB + b">z"), set()),
    # reports
    "JSON in JSON": (
        lambda: b"X-XARF: PLAIN\r\nContent-Type: application/json; name=xarf.json\r\n\r\n"
        + b"[" * 900_000, set()),
    "a report of 100,000 recipients": (
        lambda: b"Content-Type: message/delivery-status\r\n\r\n"
        + b"Final-Recipient: rfc822; a@b.jp\r\n\r\n" * 100_000, set()),
}


def write(folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, (mail, _) in ALL.items():
        (folder / f"{name}.eml").write_bytes(mail())


if __name__ == "__main__":
    write(sys.argv[1])
