"""Signing in, as somebody at the door sees it: two factors, devices, being locked out and let in
again. The codes are worked out here, by RFC 6238 and without our code."""

import base64
import hashlib
import hmac
import struct
import time
import unittest

from sokuo import Client, SystemTest

NEW_PASSWORD = "twelve paper lanterns"


def code_at(key, step):
    digest = hmac.new(base64.b32decode(key), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset:offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


class App:
    """An authenticator app. Its clock may run half a minute fast, so a test need not wait for the
    next code: each call gives one that was not given before."""

    def __init__(self, key):
        self.key = key
        self.last = 0

    def code(self):
        step = max(int(time.time()) // 30, self.last + 1)
        if step > int(time.time()) // 30 + 1:
            time.sleep(30 * (step - 1) - time.time() + 0.1)
        self.last = step
        return code_at(self.key, step)


class SigningIn(SystemTest):
    def setUp(self):
        self.city = self.organisation()
        self.word = next(one["password"] for one in self.city.sign_ins if one["name"] == "handler")

    def client(self):
        client = Client(self.city.staff_port)
        self.addCleanup(client.close)
        return client

    def first_step(self, client, password=None):
        return client.post("/api/v1/session",
                           {"name": "handler", "password": password or self.word})

    def enrol(self, client):
        offer = client.post("/api/v1/account/second-factor").expect(201).json
        self.assertEqual(len(offer["qr"]), len(offer["qr"][0]))
        app = App(offer["key"])
        codes = client.post("/api/v1/account/second-factor/confirmation",
                            {"code": app.code()}).expect(200).json["recovery_codes"]
        return app, codes

    def test_a_second_factor_from_enrolling_to_losing_the_phone(self):
        first = self.city.sign_in("handler")
        app, codes = self.enrol(first)
        self.assertNotIn(app.key.encode(), (self.city.directory / "sokuo.db").read_bytes())

        client = self.client()
        step = self.first_step(client).expect(202)
        self.assertNotIn("set-cookie", step.headers)
        client.get("/api/v1/session").expect(401)
        ticket = step.json["ticket"]
        used = app.code()
        client.post("/api/v1/session/second-factor",
                    {"ticket": ticket, "code": used}).expect(201)
        self.assertTrue(client.get("/api/v1/session").json["second_factor"])

        with self.subTest("the same code again"):
            other = self.client()
            ticket = self.first_step(other).expect(202).json["ticket"]
            refused = other.post("/api/v1/session/second-factor",
                                 {"ticket": ticket, "code": used}).expect(401)
            self.assertEqual(refused.json["code"], "identity.wrong_code")
            self.assertEqual(refused.json["field"], "/code")
            other.post("/api/v1/session/second-factor",
                       {"ticket": ticket, "code": codes[0].upper()}).expect(201)

        with self.subTest("the phone is lost"):
            admin = self.city.sign_in("admin")
            person = first.get("/api/v1/session").json["person"]["id"]
            account = f"/api/v1/team/persons/{person}/account"
            admin.delete(f"{account}/second-factor").expect(204)
            client.get("/api/v1/session").expect(401)
            self.first_step(self.client()).expect(201)
            entries = self.city.sign_in("soumu").get("/api/v1/journal/entries").json["items"]
            self.assertIn("person.second_factor_reset/1", [one["type"] for one in entries])
        self.city.stop()
        self.city.verify()

    def test_a_device_that_is_ended_is_out_at_once_and_hears_no_more(self):
        here, there = self.city.sign_in("handler"), self.city.sign_in("handler")
        stream = there.follow()
        rows = here.get("/api/v1/account").expect(200).json["sessions"]
        self.assertEqual([row["current"] for row in rows].count(True), 1)
        other = next(row for row in rows if not row["current"])
        here.delete(f"/api/v1/account/sessions/{other['id']}").expect(204)
        there.get("/api/v1/session").expect(401)
        here.get("/api/v1/session").expect(200)
        # The stream is closed with the next thing that happens.
        here.post("/api/v1/reports", {"channel": "phone", "what": "画面が消えた"}).expect(201)
        with self.assertRaises(Exception):
            while True:
                if stream.next() is None:
                    raise EOFError
        stream.close()

    def test_ten_wrong_ones_shut_the_name_also_after_a_restart_and_the_machine_opens_it(self):
        refused = self.client().post("/api/v1/session",
                                     {"name": "nobody", "password": "wrong"}).expect(401)
        for name in ("handler", "HANDLER", "ｈａｎｄｌｅｒ", "Handler") * 3:
            answer = self.client().post("/api/v1/session", {"name": name, "password": "wrong"})
            self.assertEqual((answer.status, answer.body), (401, refused.body))
        answer = self.first_step(self.client())
        self.assertEqual((answer.status, answer.body), (401, refused.body))
        self.city.stop()
        self.city.start()
        self.assertEqual(self.first_step(self.client()).body, refused.body)

        self.city.run("person", "reset", self.city.directory, "--sign-in", "handler", status=1)
        self.city.stop()
        self.assertIn("nobody", self.city.run("person", "reset", self.city.directory, "--sign-in",
                                              "nobody", status=1).stderr)
        initial = self.city.run("person", "reset", self.city.directory, "--sign-in", "handler",
                                "--second-factor").stdout.strip()
        self.city.start()
        client = self.client()
        session = self.first_step(client, initial).expect(201).json
        self.assertEqual(session["owes"], ["change_password"])
        refused = client.get("/api/v1/incidents").expect(403)
        self.assertEqual(refused.json["code"], "team.password_to_change")
        client.post("/api/v1/account/password", {"old_password": initial,
                                                 "new_password": NEW_PASSWORD}).expect(204)
        client.get("/api/v1/incidents").expect(200)
        self.city.stop()
        self.city.verify()

    def test_what_is_no_password_is_refused_and_changes_nothing(self):
        client = self.city.sign_in("handler")
        for new in ("", "short", "a" * 20, "password12345678", "handler-mihon-csirt", "x" * 1001):
            refused = client.post("/api/v1/account/password",
                                  {"old_password": self.word, "new_password": new}).expect(400)
            self.assertEqual(refused.json["field"], "/new_password")
        client.post("/api/v1/account/password",
                    {"old_password": self.word, "new_password": "x" * (1 << 20)}).expect(413)
        self.client().post("/api/v1/session", {"name": "handler", "password": ""}).expect(401)
        self.client().post("/api/v1/session", {"name": "handler",
                                               "password": "x" * (1 << 20)}).expect(413)
        self.first_step(self.client()).expect(201)

    def test_one_name_is_one_person_in_every_spelling(self):
        admin = self.city.sign_in("admin")
        for name in ("handler", "HANDLER", "ｈａｎｄｌｅｒ"):
            refused = admin.post("/api/v1/team/persons", {
                "name": "別人", "sign_in_name": name, "password": NEW_PASSWORD}).expect(409)
            self.assertEqual(refused.json["field"], "/sign_in_name")
        self.first_step(self.client()).expect(201)


if __name__ == "__main__":
    unittest.main()
