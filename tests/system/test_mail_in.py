"""Mail comes in from real servers and goes out to them: opensmtpd hands it over and takes it, dovecot
keeps a mailbox, swaks plays the stranger. The program at our end is `mail_drive`, the modules of
src/mail without an organisation around them."""

import email
import email.policy
import grp
import json
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import unittest

from mail_servers import DOMAIN, PASSWORD, Authority, Dovecot, Opensmtpd
from sokuo import BINARY

DRIVE = BINARY.parent / "mail_drive"
# The sanitizers' build is slow and keeps freed memory for a while.
IS_RELEASED = BINARY.parent.name == "release"
NO_MTA = "opensmtpd, dovecot or swaks is not installed, or this is not root"
CSIRT = f"csirt@{DOMAIN}"
ENVIRONMENT = {**os.environ, "ASAN_OPTIONS": "quarantine_size_mb=1:malloc_context_size=5"}

JAPANESE = (b"From: =?ISO-2022-JP?B?GyRCPXc4N0NGGyhC?= <tanaka@pref.example>\r\n"
            b"To: csirt@mihon.example\r\nSubject: =?ISO-2022-JP?B?GyRCSnM5cBsoQg==?=\r\n"
            b"Date: Sat, 28 Nov 2026 17:00:00 +0000\r\n"
            b"Message-ID: <1@pref.example>\r\nMIME-Version: 1.0\r\n"
            b"Content-Type: text/plain; charset=ISO-2022-JP\r\n\r\n"
            b"\x1b$BMW3NG'\x1b(B\r\n.dot\r\n..\r\n\x83\x5c\x8f\x8a\r\nend\r\n")


def text_of(part):
    return part.get_content().replace("\r\n", "\n")


class Listener:
    """`mail_drive listen`; mails lie under `into`. `wraps` stands in front of the command."""

    def __init__(self, directory, address="127.0.0.1:0", protocol="smtp", wraps=(), **more):
        self.directory = pathlib.Path(directory)
        self.into = self.directory / "into"
        self.into.mkdir(parents=True, exist_ok=True)
        settings = {"into": str(self.into), "address": address, "protocol": protocol,
                    "recipients": [CSIRT], **more}
        self.settings = self.directory / "listen.json"
        self.settings.write_text(json.dumps(settings))
        self.wraps = wraps
        self.start()

    def start(self):
        log = open(self.directory / "listen.log", "ab")
        self.process = subprocess.Popen([*self.wraps, DRIVE, "listen", self.settings],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                                        env=ENVIRONMENT)
        log.close()
        self.address = self.process.stdout.readline().decode().strip()
        if not self.address:
            raise AssertionError((self.directory / "listen.log").read_text())
        return self

    @property
    def port(self):
        return int(self.address.rsplit(":", 1)[1])

    def notices(self):
        return (self.directory / "listen.log").read_text().split()

    def mails(self, count=0, seconds=20):
        """[(envelope, bytes)], once there are at least that many."""
        until = time.monotonic() + seconds
        while len(list(self.into.glob("*.eml"))) < count:
            if time.monotonic() > until:
                raise AssertionError(f"{len(list(self.into.glob('*.eml')))} mails, not {count}")
            time.sleep(0.05)
        return [(json.loads(one.with_suffix(".json").read_text()), one.read_bytes())
                for one in sorted(self.into.glob("*.eml"), key=lambda one: int(one.stem))]

    def resident_kb(self):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1])
        raise AssertionError("no VmRSS")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        if self.process.poll() is None:
            self.process.stdin.close()
            if self.process.wait(20) != 0:
                raise AssertionError((self.directory / "listen.log").read_text()[-4000:])
        self.process.stdout.close()


class Line:
    """A peer that says what it likes."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.file = self.socket.makefile("rb")
        self.code()

    def code(self):
        while (line := self.file.readline()) and line[3:4] == b"-":
            pass
        return line[:3].decode()

    def says(self, *lines):
        codes = []
        for line in lines:
            self.socket.sendall(line.encode() + b"\r\n")
            codes.append(self.code())
        return codes

    def begins(self):
        return self.says("EHLO mx", "MAIL FROM:<a@b.example>", f"RCPT TO:<{CSIRT}>", "DATA")

    def close(self):
        self.file.close()
        self.socket.close()


class MailTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        if not DRIVE.exists():
            raise FileNotFoundError(f"{DRIVE} is not built; script/test builds it")
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="sokuo-"))
        self.directory.chmod(0o755)  # The servers are other users.
        self.addCleanup(shutil.rmtree, self.directory, ignore_errors=True)

    def listener(self, **how):
        listener = Listener(self.directory, **how)
        self.addCleanup(listener.stop)
        return listener

    def server(self, server):
        self.addCleanup(server.stop)
        try:
            return server.start()
        except AssertionError:
            raise AssertionError(server.log.read_text(errors="replace")[-4000:]) from None

    def line(self, port):
        line = Line(port)
        self.addCleanup(line.close)
        return line

    def drive(self, verb, **settings):
        into = self.directory / "into"
        into.mkdir(exist_ok=True)
        file = self.directory / f"{verb}.json"
        file.write_text(json.dumps({"into": str(into), **settings}))
        done = subprocess.run([DRIVE, verb, file], capture_output=True, text=True, check=True,
                              timeout=120, env=ENVIRONMENT)
        return json.loads(done.stdout)

    def swaks(self, *words, raw=JAPANESE, status=0):
        file = self.directory / "swaks.eml"
        # Left as it is: the dots are ours to double, and the last one to add.
        file.write_bytes(raw.replace(b"\r\n.", b"\r\n..") + b".")
        done = subprocess.run(["swaks", "--from", "tanaka@pref.example", "--to", CSIRT,
                               "--data", f"@{file}", "--no-data-fixup", *words],
                              capture_output=True, text=True, check=False, timeout=60,
                              errors="replace")
        self.assertEqual(done.returncode, status, done.stdout[-2000:])
        return done.stdout


@unittest.skipUnless(shutil.which("swaks"), "swaks is not installed")
class Strangers(MailTest):
    """What is said, by a program that is not ours."""

    def test_swaks_hands_over_by_smtp_and_by_lmtp(self):
        listener = self.listener()
        self.swaks("--server", f"127.0.0.1:{listener.port}", "--pipeline")
        listener.stop()
        address = str(self.directory / "in.sock")
        listener = self.listener(address=address, protocol="lmtp")
        self.swaks("--socket", address, "--protocol", "LMTP")
        for (envelope, raw), way in zip(listener.mails(2), ("smtp", "lmtp")):
            self.assertEqual(raw, JAPANESE)
            self.assertEqual(envelope["way"], way)
            self.assertEqual(envelope["sender"], "tanaka@pref.example")
            self.assertEqual(envelope["recipients"], [CSIRT])

    def test_strangers_and_other_peoples_mail_are_refused(self):
        listener = self.listener(peers=["192.0.2.25"])
        told = self.swaks("--server", f"127.0.0.1:{listener.port}", status=21)
        self.assertIn("554", told)
        listener.stop()
        listener = self.listener()
        told = self.swaks("--server", f"127.0.0.1:{listener.port}", "--to", "a@other.example",
                          status=24)
        self.assertIn("550 5.1.1", told)
        self.assertEqual(listener.mails(), [])

    def test_a_loop_is_kept_and_marked(self):
        listener = self.listener()
        hop = b"Received: from a by b;\r\n\tSat, 28 Nov 2026 17:00:00 +0000\r\n"
        self.swaks("--server", f"127.0.0.1:{listener.port}", raw=hop * 60 + JAPANESE)
        (envelope, _), = listener.mails(1)
        self.assertEqual(envelope["received"], 60)
        self.assertEqual(envelope["silence"], 2)  # It goes round: not answered.


class Floods(MailTest):
    """Bad input over real sockets: bounded memory, nothing acknowledged that is not there."""

    def test_a_gigabyte_is_refused_and_costs_no_memory(self):
        listener = self.listener()
        line = self.line(listener.port)
        self.assertEqual(line.begins()[-1], "354")
        line.socket.sendall(b"x" * 65536)
        before = listener.resident_kb()
        piece = (b"y" * 998 + b"\r\n") * 1000
        for _ in range(1000 if IS_RELEASED else 100):
            line.socket.sendall(piece)
        grown = listener.resident_kb() - before
        self.assertEqual(line.says("\r\n."), ["552"])
        self.assertLess(grown, 10_000)
        self.assertEqual(listener.mails(), [])
        self.assertEqual(list(listener.into.glob("*.half")), [])
        self.assertIn("mail.message_too_large", listener.notices())
        self.assertEqual(line.says("RSET"), ["250"])

    def test_a_line_without_an_end_and_ten_thousand_recipients(self):
        listener = self.listener()
        before = listener.resident_kb()
        endless = self.line(listener.port)
        try:
            for _ in range(1000):
                endless.socket.sendall(b"z" * 65536)
        except OSError:
            pass  # It was cut off.
        many = self.line(listener.port)
        many.says("EHLO mx", "MAIL FROM:<a@b.example>")
        codes = []
        for number in range(10_000):
            try:
                codes += many.says(f"RCPT TO:<csirt+{number}@{DOMAIN}>")
            except OSError:
                break
            if codes[-1] == "":
                break
        self.assertEqual(codes[:100], ["250"] * 100)
        self.assertEqual(set(codes[100:-2]), {"452"})
        self.assertLess(len(codes), 1_200)
        self.assertLess(listener.resident_kb() - before, 10_000)
        self.assertEqual(self.line(listener.port).begins()[-1], "354")

    @unittest.skipUnless(os.geteuid() == 0, "a full disk of its own takes root")
    def test_a_full_disk_is_later_and_goes_on_once_there_is_room(self):
        script = f"mount -t tmpfs -o size=2m tmpfs {self.directory}/into; exec \"$@\""
        listener = self.listener(wraps=("unshare", "--mount", "sh", "-c", script, "sh"))
        inside = pathlib.Path(f"/proc/{listener.process.pid}/root{listener.into}")
        (inside / "ballast").write_bytes(b"x" * 1_900_000)
        mail = (b"y" * 998 + b"\r\n") * 400
        line = self.line(listener.port)
        self.assertEqual(line.begins()[-1], "354")
        line.socket.sendall(mail)
        self.assertEqual(line.says("."), ["452"])
        self.assertEqual([one.name for one in inside.iterdir() if one.suffix != ".json"],
                         ["ballast"])
        (inside / "ballast").unlink()
        self.assertEqual(line.begins()[-1], "354")
        line.socket.sendall(mail)
        self.assertEqual(line.says("."), ["250"])
        self.assertEqual([one.stat().st_size for one in inside.glob("*.eml")], [len(mail)])

    def test_what_was_acknowledged_is_there_after_a_kill(self):
        listener = self.listener()
        acknowledged, lock = [], threading.Lock()

        def send(number):
            try:
                line = Line(listener.port)
                line.says("EHLO mx")
                for count in range(1_000):
                    name = f"{number}.{count}"
                    line.says("MAIL FROM:<a@b.example>", f"RCPT TO:<{CSIRT}>", "DATA")
                    if line.says(f"Subject: {name}\r\n\r\n{name}\r\n.") == ["250"]:
                        with lock:
                            acknowledged.append(name)
            except OSError:
                pass
            finally:
                line.close()

        peers = [threading.Thread(target=send, args=(number,)) for number in range(6)]
        for peer in peers:
            peer.start()
        until = time.monotonic() + 30
        while len(acknowledged) < 100 and time.monotonic() < until:
            time.sleep(0.01)
        listener.kill()
        for peer in peers:
            peer.join(30)
        there = {raw.split(b"\r\n")[2].decode() for _, raw in listener.mails()}
        self.assertGreaterEqual(len(acknowledged), 100)
        self.assertEqual([one for one in acknowledged if one not in there], [])


@unittest.skipUnless(Opensmtpd.can_run(), NO_MTA)
class BehindAnMta(MailTest):
    """The city's mail server takes mail from the world and hands it to us."""

    def door(self):
        """A folder for a socket that the server's group may use, as lmtp.h has it."""
        folder = self.directory / "door"
        folder.mkdir()
        os.chown(folder, 0, grp.getgrnam("nogroup").gr_gid)
        folder.chmod(0o2750)
        return str(folder / "in.sock")

    def mta(self, hands_on, **how):
        return self.server(Opensmtpd(self.directory / "mx", hands_on, **how))

    def check(self, listener, way):
        (envelope, raw), = listener.mails(1)
        self.assertEqual(envelope["way"], way)
        self.assertEqual(envelope["sender"], "tanaka@pref.example")
        self.assertEqual(envelope["recipients"], [f"csirt+k7x2@{DOMAIN}"])
        self.assertEqual(envelope["received"], 1)
        # What the server puts on top is its own; the rest is as it was sent.
        self.assertTrue(raw.endswith(JAPANESE), raw)

    def test_by_lmtp_over_a_socket(self):
        address = self.door()
        listener = self.listener(address=address, protocol="lmtp")
        mta = self.mta(f'lmtp "{address}" rcpt-to')
        self.swaks("--server", f"127.0.0.1:{mta.port}", "--to", f"csirt+k7x2@{DOMAIN}")
        self.check(listener, "lmtp")

    def test_by_lmtp_and_by_smtp_over_the_network(self):
        for protocol in ("lmtp", "smtp"):
            with self.subTest(protocol):
                listener = self.listener(protocol=protocol)
                mta = self.mta(f"relay host {protocol}://127.0.0.1:{listener.port}")
                self.swaks("--server", f"127.0.0.1:{mta.port}", "--to", f"csirt+k7x2@{DOMAIN}")
                self.check(listener, protocol)
                mta.stop()
                listener.stop()
                shutil.rmtree(listener.into)

    def test_a_maildir_it_delivers_into(self):
        home = self.directory / "Maildir"
        home.mkdir()
        shutil.chown(home, "nobody", "nogroup")
        mta = self.mta(f'maildir "{home}"')
        self.swaks("--server", f"127.0.0.1:{mta.port}")
        until = time.monotonic() + 20
        while not list(home.glob("new/*")) and time.monotonic() < until:
            time.sleep(0.05)
        told = self.drive("sweep", maildir=str(home), account="lg", network="lgwan")
        self.assertEqual((told["code"], told["taken"]), ("ok", 1))
        self.assertEqual(list(home.glob("new/*")), [])
        self.assertEqual(len(list(home.glob("cur/*"))), 1)
        envelope = json.loads((self.directory / "into/1.json").read_text())
        self.assertEqual((envelope["network"], envelope["way"]), ("lgwan", "maildir"))
        raw = (self.directory / "into/1.eml").read_bytes()
        self.assertTrue(raw.replace(b"\r\n", b"\n").endswith(JAPANESE.replace(b"\r\n", b"\n")))


@unittest.skipUnless(Opensmtpd.can_run() and Dovecot.can_run(), NO_MTA)
class Letters(MailTest):
    """What we write, through a server that wants STARTTLS and a password, and back to us: read by
    Python's email package."""

    def setUp(self):
        super().setUp()
        self.authority = Authority(self.directory / "ca")
        self.back = self.listener(protocol="lmtp")
        self.mta = self.server(Opensmtpd(self.directory / "mx",
                                         f"relay host lmtp://127.0.0.1:{self.back.port}"))
        self.desk = self.server(Dovecot(self.directory / "desk", self.authority.sign("desk"),
                                        relay=self.mta.port))

    def send(self, **letter):
        settings = {"port": self.desk.submission, "tls": "starttls", "user": "csirt",
                    "password": PASSWORD, "ca_file": str(self.authority.ca), "from": CSIRT,
                    "to": [{"address": CSIRT}], "subject": "要確認", "body": "本文です。"}
        return self.drive("send", **(settings | letter))

    def came(self, count=1):
        envelope, raw = self.back.mails(count)[-1]
        return envelope, email.message_from_bytes(raw, policy=email.policy.default), raw

    def test_a_letter_with_names_and_files_arrives_as_it_was_written(self):
        paper = self.directory / "paper"
        paper.write_bytes(os.urandom(2_000_000) + b"\r\n.\r\n")
        name = "被害状況の報告書（第２報）最終版の最終版の本当の最終版.pdf"
        told = self.send(
            from_name="みほん市ＣＳＩＲＴ", to=[{"address": CSIRT, "name": "県庁 田中"}],
            cc=[{"address": f"csirt+cc@{DOMAIN}"}], reply_to=f"csirt+k7x2@{DOMAIN}",
            in_reply_to="<1@pref.example>", references=["<0@pref.example>", "<1@pref.example>"],
            body="田中様\n.\n..点から始まる行\n" + "長い行" * 50,
            files=[{"name": name, "type": "application/pdf", "path": str(paper)}])
        self.assertEqual(told["code"], "ok", told)
        envelope, mail, _ = self.came()
        self.assertEqual(envelope["sender"], CSIRT)
        self.assertEqual(mail["subject"], "要確認")
        self.assertEqual(mail["from"].addresses[0].display_name, "みほん市ＣＳＩＲＴ")
        self.assertEqual(mail["to"].addresses[0].display_name, "県庁 田中")
        self.assertEqual(mail["cc"], f"csirt+cc@{DOMAIN}")
        self.assertEqual(mail["reply-to"], f"csirt+k7x2@{DOMAIN}")
        self.assertEqual(mail["in-reply-to"], "<1@pref.example>")
        self.assertEqual(mail["references"].split(), ["<0@pref.example>", "<1@pref.example>"])
        self.assertIsNone(mail["auto-submitted"])
        text, attached = mail.iter_parts()
        self.assertEqual(text_of(text), "田中様\n.\n..点から始まる行\n" + "長い行" * 50 + "\n")
        self.assertEqual(attached.get_filename(), name)
        self.assertEqual(attached.get_content(), paper.read_bytes())
        self.assertEqual(mail.defects + text.defects + attached.defects, [])

    def test_an_old_gateway_gets_iso_2022_jp_folded(self):
        body = "．点\n" + "要確認の本文がつづきます。" * 40 + "\n.\n"
        told = self.send(charset="iso-2022-jp", body=body)
        self.assertEqual(told["code"], "ok", told)
        _, mail, raw = self.came()
        self.assertTrue(raw.isascii())
        self.assertEqual(mail.get_content_charset(), "iso-2022-jp")
        self.assertEqual(text_of(mail).replace("\n", ""), body.replace("\n", ""))
        for line in text_of(mail).splitlines():
            self.assertLessEqual(sum(1 if ch.isascii() else 2 for ch in line), 78)
            self.assertFalse(line.startswith(("。", "、")), line)
        self.send(charset="iso-2022-jp", body="①", may_replace=True)
        self.assertEqual(self.came(2)[1].get_content().strip(), "(1)")
        self.send(charset="iso-2022-jp", body="①")
        self.assertEqual(self.came(3)[1].get_content_charset(), "utf-8")

    def test_what_a_machine_answers_comes_from_nobody(self):
        self.assertEqual(self.send(replied=True)["code"], "ok")
        envelope, mail, _ = self.came()
        self.assertEqual(envelope["sender"], "")
        self.assertEqual(mail["auto-submitted"], "auto-replied")
        self.assertEqual(envelope["silence"], 1)

    def test_who_the_server_is_and_who_we_are_is_checked(self):
        for wrong, code, detail in (
                ({"ca_file": str(self.authority.other)}, "mail.not_sent", "certificate"),
                ({"host": "localhost"}, "mail.not_sent", "localhost"),  # It is for 127.0.0.1.
                ({"password": "another"}, "mail.not_sent", ""),
                ({"user": ""}, "mail.not_sent", ""),
                ({"port": self.mta.port}, "mail.not_sent", ""),  # Has no TLS.
                ({"tls": "implicit"}, "mail.not_sent", ""),
                ({"to": [{"address": CSIRT}, {"address": "a@elsewhere.example"}]},
                 "mail.refused", "550")):
            with self.subTest(wrong):
                told = self.send(**wrong)
                self.assertEqual(told["code"], code, told)
                self.assertIn(detail, told["detail"])
        self.assertEqual(self.back.mails(), [])


@unittest.skipUnless(Dovecot.can_run(), "dovecot is not installed")
class Mailboxes(MailTest):
    def setUp(self):
        super().setUp()
        self.authority = Authority(self.directory / "ca")
        self.box = self.server(Dovecot(self.directory / "box", self.authority.sign("imap")))
        self.bookmark = {}

    def poll(self, **more):
        settings = {"port": self.box.tls_port, "tls": "implicit", "user": "csirt",
                    "password": PASSWORD, "ca_file": str(self.authority.ca), "account": "poc"}
        told = self.drive("poll", **(settings | self.bookmark | more))
        self.bookmark = {name: told[name] for name in ("uid_validity", "last_uid")}
        return told

    def came(self):
        return [one.read_bytes() for one in
                sorted((self.directory / "into").glob("*.eml"), key=lambda one: int(one.stem))]

    def test_what_is_new_is_fetched_and_left_unread(self):
        tricky = JAPANESE + b"sokuo3 OK done\r\n* 1 FETCH (UID 1 BODY[] {3}\r\n)\r\n"
        large = b"Subject: large\r\n\r\n" + (b"z" * 76 + b"\r\n") * 250_000
        for raw in (JAPANESE, tricky, large):
            self.box.deliver(raw)
        self.assertEqual(self.poll()["fetched"], 3)
        self.assertEqual(self.came(), [JAPANESE, tricky, large])
        self.assertEqual([flags for flags in self.box.flags().values() if "Seen" in flags], [])
        self.assertEqual(self.poll()["fetched"], 0)
        self.box.deliver(JAPANESE)
        told = self.poll(port=self.box.port, tls="starttls")
        self.assertEqual((told["fetched"], told["gaps"]), (1, []))

    def test_marked_or_moved_afterwards_and_never_deleted(self):
        self.box.deliver(JAPANESE)
        self.poll(seen=True)
        self.assertEqual(self.box.flags(), {1: "\\Seen"})
        self.box.doveadm("mailbox", "create", "-u", "csirt", "受信済み")
        self.box.deliver(JAPANESE)
        self.assertEqual(self.poll(moved_to="受信済み")["fetched"], 1)
        self.assertEqual(list(self.box.flags()), [1])
        self.assertEqual(list(self.box.flags("受信済み")), [1])
        self.box.deliver(JAPANESE)
        told = self.poll(moved_to="どこにもない")
        self.assertEqual((told["code"], told["fetched"]), ("ok", 1))
        self.assertEqual(told["gaps"], [{"kind": 3, "first": 3, "last": 3}])

    def test_gaps_are_told(self):
        for _ in range(2):
            self.box.deliver(JAPANESE)
        self.assertEqual(self.poll()["gaps"], [])
        for _ in range(3):
            self.box.deliver(JAPANESE)
        self.box.doveadm("expunge", "-u", "csirt", "mailbox", "INBOX", "uid", "3:4")
        told = self.poll()
        self.assertEqual((told["fetched"], told["gaps"]),
                         (1, [{"kind": 1, "first": 3, "last": 4}]))
        self.bookmark["uid_validity"] -= 1
        told = self.poll()
        self.assertEqual((told["fetched"], told["gaps"]),
                         (3, [{"kind": 0, "first": 0, "last": 0}]))
        self.box.deliver(JAPANESE * 20)
        told = self.poll(bytes_max=1_000)
        self.assertEqual((told["fetched"], told["gaps"]),
                         (0, [{"kind": 2, "first": 6, "last": 6}]))

    def test_who_the_server_is_and_who_we_are_is_checked(self):
        self.box.deliver(JAPANESE)
        for wrong, code in (({"ca_file": str(self.authority.other)}, "mail.imap_not_reached"),
                            ({"host": "localhost"}, "mail.imap_not_reached"),
                            ({"password": "another"}, "mail.imap_login_refused"),
                            ({"folder": "どこにもない"}, "mail.imap_no_folder"),
                            ({"port": self.box.port}, "mail.imap_not_reached")):
            with self.subTest(wrong):
                told = self.poll(**wrong)
                self.assertEqual((told["code"], told["fetched"]), (code, 0), told)
        self.assertEqual(self.came(), [])


if __name__ == "__main__":
    unittest.main()
