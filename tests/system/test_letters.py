"""メール: it comes in by a door of our own, a Maildir or a mailbox, becomes a report with its number,
is acknowledged once, answered from the screen, and the answer to that finds its way back."""

import email.message
import email.utils
import hashlib
import smtplib
import threading
import time

import pictures
from smtp_sink import SmtpSink
from sokuo import SystemTest, free_port

CSIRT = "csirt@mihon.example"
SATO = "sato@town.example"


def mail(subject, text, sender=SATO, **headers):
    message = email.message.EmailMessage()
    message["From"] = f"佐藤 一郎 <{sender}>"
    message["To"] = CSIRT
    message["Subject"] = subject
    message["Date"] = email.utils.formatdate()
    message["Message-ID"] = headers.pop("message_id", email.utils.make_msgid(domain="town.example"))
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


class Letters(SystemTest):
    def setUp(self):
        self.city = self.organisation(start=False)
        self.sink = SmtpSink()
        self.addCleanup(self.sink.close)
        self.maildir = self.city.directory.parent / "Maildir"
        for name in ("tmp", "new", "cur"):
            (self.maildir / name).mkdir(parents=True)
        self.port = free_port()
        send = (f"    send: {{server: 127.0.0.1, port: {self.sink.port}, tls: none}}\n")
        text = ("accounts:\n"
                f"  - name: インターネット\n    network: internet\n    address: {CSIRT}\n"
                f"    acknowledge: true\n    receive: {{lmtp: \"127.0.0.1:{self.port}\"}}\n{send}"
                f"  - name: LGWAN\n    network: lgwan\n    address: csirt@mihon.lg.example\n"
                f"    receive: {{maildir: {self.maildir}}}\n{send}")
        (self.city.directory / "mail.yaml").write_text(text, encoding="utf-8")
        self.city.start()
        self.staff = self.city.sign_in("handler")

    def deliver(self, message, sender=SATO, to=CSIRT):
        with smtplib.LMTP("127.0.0.1", self.port) as door:
            door.sendmail(sender, [to], message if isinstance(message, bytes)
                          else message.as_bytes(policy=email.policy.SMTP))

    def wait(self, look, seconds=30):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = look()
            if found:
                return found
            time.sleep(0.1)
        raise AssertionError(f"it did not come\n{self.city.log.read_text()[-2000:]}")

    def report_saying(self, words):
        rows = self.staff.get("/api/v1/reports?state=all").expect(200).json["items"]
        return next((row for row in rows if words in row["summary"]), None)

    def letters(self, report):
        return self.staff.get(f"/api/v1/reports/{report['id']}/letters").expect(200).json["items"]

    def test_what_a_mail_was_kept_as_is_proved_like_any_other_evidence(self):
        first = mail("請求書の件", "添付を見てください。")
        first.add_attachment(b"PK\x03\x04evil", maintype="application", subtype="zip",
                             filename="請求書.zip")
        self.deliver(first)
        report = self.wait(lambda: self.report_saying("請求書の件"))
        self.wait(lambda: self.letters(report)[0].get("files"))
        self.city.stop()
        sound = self.city.verify().stdout
        self.assertNotIn("を指す記録がありません", str(sound))

        kept = sorted(file for file in (self.city.directory / "vault").rglob("*")
                      if file.is_file() and "incoming" not in file.parts)
        self.assertEqual(len(kept), 2)  # the mail as it came, and its attachment
        for file in kept:
            whole = file.read_bytes()
            file.write_bytes(whole[:-20] + bytes([whole[-20] ^ 1]) + whole[-19:])
            self.assertIn(file.name, str(self.city.verify(status=1).stdout))
            file.unlink()
            self.assertIn(file.name, str(self.city.verify(status=1).stdout))
            file.write_bytes(whole)
        self.city.verify()

    def test_a_citizens_mail_becomes_a_report_and_their_answer_finds_back(self):
        first = mail("不審なメールが来ました", "添付を開いてしまいました。")
        first.add_attachment(b"PK\x03\x04evil", maintype="application", subtype="zip",
                             filename="請求書.zip")
        first.add_attachment(pictures.png(3, 2), maintype="image", subtype="png",
                             filename="画面.png")
        self.deliver(first)
        report = self.wait(lambda: self.report_saying("不審なメール"))
        self.assertEqual(report["channel"], "mail")
        (came, acknowledged) = self.wait(
            lambda: len(self.letters(report)) == 2 and self.letters(report))
        self.assertEqual(came["from"]["address"], SATO)
        self.assertIn("添付を開いて", came["text"])
        self.assertEqual([one["name"] for one in came["files"]],
                         ["請求書.zip", "画面.png"])
        self.assertEqual(came["files"][0]["sha256"], hashlib.sha256(b"PK\x03\x04evil").hexdigest())

        # What they sent is looked into, and a picture is shown anew, without taking either out.
        place = f"/api/v1/letters/{came['id']}/files"
        seen = self.staff.get(f"{place}/{came['files'][0]['id']}/inspection").expect(200).json
        self.assertEqual(seen["kind"], "ZIP")
        self.assertIn("unlisted", seen)
        made = self.staff.get(f"{place}/{came['files'][1]['id']}/preview").expect(200)
        self.assertEqual(pictures.size(made.body), (3, 2))

        # 証拠 0: the bytes as they came, with their hash.
        raw = self.staff.get(f"/api/v1/letters/{came['id']}/files/{came['raw']['id']}").expect(200)
        self.assertEqual(hashlib.sha256(raw.body).hexdigest(), came["raw"]["sha256"])
        self.assertIn(first["Message-ID"].encode(), raw.body)

        # One acknowledgement, with the number, that no machine answers (RFC 3834).
        (sender, recipients, sent), = self.sink.wait_for(1)
        self.assertIn("<>", sender)
        self.assertIn(SATO, recipients[0])
        kept = self.sink.read(sent)
        self.assertIn(report["number"], kept["subject"])
        self.assertEqual(kept["auto-submitted"], "auto-replied")
        self.assertEqual(kept["in-reply-to"], first["Message-ID"])
        self.assertEqual(acknowledged["direction"], "out")

        # The office asks back; the answer comes in under the same report, as news.
        path = f"/api/v1/reports/{report['id']}/letters"
        asked = self.staff.post(path, {
            "to": [SATO], "subject": f"Re: [{report['number']}] 不審なメールが来ました",
            "text": "開いた時刻を教えてください。①㈱髙", "answers": came["id"]}).expect(201).json
        question = self.sink.read(self.sink.wait_for(2)[1][2])
        self.assertIn("①㈱髙", question.get_content())
        self.assertEqual(question["from"].addresses[0].addr_spec, CSIRT)
        self.deliver(mail("Re: 開いた時刻", "10時ごろです。",
                          In_Reply_To=question["message-id"]))
        news = self.wait(lambda: self.staff.get("/api/v1/letters").expect(200).json["items"])
        self.assertEqual([(one["about"]["number"], one["text"].strip()) for one in news],
                         [(report["number"], "10時ごろです。")])
        self.wait(lambda: self.letters(report)[2]["state"] == "sent")
        self.assertEqual(self.letters(report)[2]["id"], asked["id"])
        self.staff.post(f"/api/v1/letters/{news[0]['id']}/seen").expect(201)
        self.assertEqual(self.staff.get("/api/v1/letters").json["items"], [])
        self.assertEqual(len(self.sink.wait_for(2)), 2)  # The answer was not acknowledged.
        self.city.stop()
        self.city.verify()

    def test_what_a_machine_wrote_is_kept_and_never_answered(self):
        self.deliver(mail("機械の知らせ", "ディスクが一杯です", Auto_Submitted="auto-generated"))
        self.deliver(mail("届きませんでした", "失敗", sender="mailer-daemon@town.example"), sender="")
        self.deliver(mail("一斉の知らせ", "お知らせ", List_Id="<news.town.example>"))
        for words in ("機械の知らせ", "届きませんでした", "一斉の知らせ"):
            self.wait(lambda: self.report_saying(words))
        self.deliver(mail("人が書いた", "本文"))
        self.sink.wait_for(1)
        time.sleep(1)
        self.assertEqual(len(self.sink.wait_for(1)), 1)

    def test_a_maildir_of_the_other_network_and_a_mail_that_came_twice(self):
        raw = mail("LGWANからの照会", "回答をお願いします").as_bytes()
        (self.maildir / "new" / "1700000000.1.town").write_bytes(raw)
        report = self.wait(lambda: self.report_saying("LGWANからの照会"))
        letter = self.letters(report)[0]
        self.assertEqual(letter["network"], "lgwan")
        self.assertEqual(letter["account"], "LGWAN")
        (self.maildir / "new" / "1700000001.2.town").write_bytes(raw)
        self.wait(lambda: not list((self.maildir / "new").iterdir()))
        rows = self.staff.get("/api/v1/reports?state=all").expect(200).json["items"]
        self.assertEqual(sum("LGWANからの照会" in row["summary"] for row in rows), 1)

    def test_a_stranger_with_the_number_begins_a_report_of_their_own(self):
        self.deliver(mail("最初の知らせ", "本文"))
        report = self.wait(lambda: self.report_saying("最初の知らせ"))
        self.deliver(mail(f"[{report['number']}] 割り込み", "本文", sender="stranger@else.example"),
                     sender="stranger@else.example")
        self.wait(lambda: self.report_saying("割り込み"))
        self.deliver(mail(f"[{report['number']}] 追加です", "続き"))
        self.wait(lambda: self.staff.get("/api/v1/letters").json["items"])
        self.assertEqual(self.letters(report)[-1]["text"].strip(), "続き")
        # Somebody of the team puts it where it belongs.
        other = self.report_saying("割り込み")
        moved = self.letters(other)[0]
        self.staff.post(f"/api/v1/letters/{moved['id']}/place",
                        {"kind": "report", "id": report["id"]}).expect(201)
        self.assertIn(moved["id"], [one["id"] for one in self.letters(report)])

    def test_nothing_acknowledged_is_lost_when_the_program_is_killed(self):
        taken = []

        def storm():
            try:
                for n in range(200):
                    self.deliver(mail(f"連番 {n:03}", "本文", sender=f"p{n}@town.example"),
                                 sender=f"p{n}@town.example")
                    taken.append(n)
            except (OSError, smtplib.SMTPException):
                return
        thread = threading.Thread(target=storm)
        thread.start()
        time.sleep(1.0)
        self.city.kill()
        thread.join()
        self.assertGreater(len(taken), 3)
        self.city.start()
        self.staff = self.city.sign_in("handler")

        def all_there():
            rows, after = [], ""
            while True:
                page = self.staff.get(f"/api/v1/reports?state=all&limit=200{after}").json
                rows += page["items"]
                if "next" not in page:
                    break
                after = f"&after={page['next']}"
            said = " ".join(row["summary"] for row in rows)
            return all(f"連番 {n:03}" in said for n in taken)
        self.wait(all_there, 60)
        self.city.stop()
        self.city.verify()

    def test_a_mail_that_breaks_the_reader_is_kept_whole_and_marked(self):
        deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
                        for n in range(10_000))
        raw = (f"From: {SATO}\r\nTo: {CSIRT}\r\nSubject: deep\r\nMIME-Version: 1.0\r\n".encode()
               + deep)
        self.deliver(raw)
        report = self.wait(lambda: self.report_saying("deep") or self.report_saying("解析できません"))
        letter = self.letters(report)[0]
        self.assertTrue(letter.get("defects") or letter.get("unreadable"))
        kept = self.staff.get(f"/api/v1/letters/{letter['id']}/files/{letter['raw']['id']}")
        self.assertIn(deep[:200], kept.expect(200).body)
        self.staff.get("/healthz").expect(200)
