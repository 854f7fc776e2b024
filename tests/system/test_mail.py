"""Sunday night: somebody is woken by a mail that says a number, and the telephone does the rest."""

import os
import time

import acts
from smtp_sink import SmtpSink
from sokuo import SystemTest

ADDRESS = "handler@mihon.example"


class WakeUp(SystemTest):
    def setUp(self):
        self.city = self.organisation(start=False)
        self.sink = SmtpSink()
        self.addCleanup(self.sink.close)

    def configure(self, server="127.0.0.1", port=None, tls="none", **more):
        lines = {"server": server, "port": port or self.sink.port, "tls": tls,
                 "from": "csirt@mihon.example", **more}
        text = "".join(f"{key}: {value}\n" for key, value in lines.items())
        (self.city.directory / "mail.yaml").write_text(text, encoding="utf-8")

    def start(self):
        self.city.start()
        self.member, self.handler = self.city.sign_in("member"), self.city.sign_in("handler")
        self.me = self.handler.get("/api/v1/session").expect(200).json["person"]["id"]
        self.handler.put(f"/api/v1/team/persons/{self.me}/contacts", {
            "mobile": "000-0000-0000", "mail": ADDRESS, "may_mail": True}).expect(200)
        self.incident = acts.declare(self.handler, "住民情報の入った媒体の紛失")
        self.number = self.handler.get(self.incident).expect(200).json["number"]

    def wake(self):
        return self.member.post(f"{self.incident}/wake").expect(201).json["wakes"][0]

    def wait_for(self, mail, seconds=30):
        """What is said of the mail to the handler, once it is `mail`."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            wake = self.member.get(f"{self.incident}/wake").expect(200).json["wakes"][0]
            if wake["calls"][0].get("mail") == mail:
                return wake
            time.sleep(0.1)
        raise AssertionError(f"no mail is {mail}: {wake}\n{self.city.log.read_text()[-2000:]}")

    def types(self, wake):
        """What stands in the journal about a wake, oldest first."""
        head = self.city.sign_in("soumu")
        rows = acts.all_items(head, "/api/v1/journal/entries?limit=100")
        return [row["type"] for row in reversed(rows) if row.get("stream_id") == wake["id"]]

    def test_the_mail_says_a_number_and_nothing_else(self):
        self.configure()
        self.start()
        self.assertTrue(self.member.get(f"{self.incident}/wake").json["sends_mail"])
        wake = self.wake()
        (sender, recipients, raw), = self.sink.wait_for(1)
        self.assertIn("<csirt@mihon.example>", sender)
        self.assertEqual(len(recipients), 1)
        self.assertIn(f"<{ADDRESS}>", recipients[0])
        mail = self.sink.read(raw)
        self.assertEqual(mail["subject"], f"要確認 {self.number}")
        self.assertEqual(mail.get_content().strip(), f"要確認 {self.number}")
        self.assertEqual(mail["to"], ADDRESS)
        self.assertEqual(mail["auto-submitted"], "auto-generated")
        for told in ("住民", "紛失", "媒体", "みほん", wake["id"], self.incident.split("/")[-1]):
            self.assertNotIn(told, f"{raw.decode()}{mail.get_content()}{mail['subject']}")
        self.assertEqual(set(self.sink.greeted_by), {"mihon.example"})

        self.wait_for("sent")
        answered = self.handler.post(f"/api/v1/wakes/{wake['id']}/ack", {}).expect(201).json
        self.assertEqual(answered["state"], "answered")
        self.assertEqual(self.types(wake), ["wake.called/1", "wake.mail_tried/1",
                                            "wake.mail_sent/1", "wake.answered/1"])
        self.assertEqual(len(self.sink.wait_for(1)), 1)
        self.city.stop()
        self.city.verify()

    def test_an_old_gateway_gets_iso_2022_jp(self):
        self.configure(charset="iso-2022-jp")
        self.start()
        self.wake()
        (_, _, raw), = self.sink.wait_for(1)
        self.assertIn(b"ISO-2022-JP", raw)
        self.assertTrue(raw.isascii())
        self.assertEqual(self.sink.read(raw).get_content().strip(), f"要確認 {self.number}")

    def test_a_demo_refuses_a_server_that_is_not_loopback(self):
        for server, tls in (("mail.mihon.example", "starttls"), ("192.0.2.1", "implicit"),
                            ("192.0.2.1", "none")):
            with self.subTest(server=server, tls=tls):
                self.configure(server=server, tls=tls)
                self.start()
                self.assertFalse(self.member.get(f"{self.incident}/wake").json["sends_mail"])
                wake = self.wake()
                time.sleep(3)  # More than once round for the duty.
                self.assertEqual(self.types(wake), ["wake.called/1"])
                self.assertIn("127.0.0.1", self.city.log.read_text(encoding="utf-8"))
                self.assertEqual(self.sink.connections, 0)
                self.city.stop()

    def test_a_server_without_tls_gets_nothing_where_tls_was_asked_for(self):
        self.configure(tls="starttls")
        self.start()
        self.wake()
        self.wait_for("trying")
        time.sleep(1)
        self.assertGreater(self.sink.connections, 0)
        self.assertEqual(self.sink.mails, [])

    def test_a_dead_server_changes_nothing_of_who_is_called(self):
        self.sink.is_mute = True
        self.configure()
        self.start()
        wake = self.wake()
        self.wait_for("trying")
        after = self.member.post(f"/api/v1/wakes/{wake['id']}/next").expect(201).json
        self.assertEqual(sum("called_at" in one for one in after["calls"]), 2)
        second = after["calls"][1]["person"]["id"]
        noted = self.member.post(f"/api/v1/wakes/{wake['id']}/ack", {"person": second})
        self.assertEqual(noted.expect(201).json["state"], "answered")
        self.assertIn("wake.mail_failed/1", self.types(wake))

    def test_a_mailbox_that_does_not_exist_is_given_up_at_once(self):
        self.sink.refuses = True
        self.configure()
        self.start()
        wake = self.wait_for("failed") if self.wake() else None
        self.assertEqual(wake["state"], "calling")
        self.assertEqual(self.sink.connections, 1)

    def test_a_mail_whose_fate_a_crash_hid_is_sent_again_rather_than_not_at_all(self):
        self.sink.is_mute = True
        self.configure()
        self.start()
        self.wake()
        self.wait_for("trying")
        self.city.kill()
        self.sink.is_mute = False
        self.city.start()
        self.sink.wait_for(1, seconds=60)

    def test_nobody_is_mailed_who_did_not_agree_to_it(self):
        self.configure()
        self.start()
        self.handler.put(f"/api/v1/team/persons/{self.me}/contacts", {
            "mobile": "000-0000-0000", "mail": ADDRESS}).expect(200)
        self.wake()
        time.sleep(3)
        self.assertEqual(self.sink.connections, 0)

    def test_a_password_anybody_can_read_is_refused(self):
        secret = self.city.directory / "mail.password"
        secret.write_text("川沿いの道\n", encoding="utf-8")
        os.chmod(secret, 0o644)
        self.configure(user="csirt", password_file="mail.password")
        self.start()
        self.assertFalse(self.member.get(f"{self.incident}/wake").json["sends_mail"])
        os.chmod(secret, 0o600)
        self.assertTrue(self.member.get(f"{self.incident}/wake").json["sends_mail"])
