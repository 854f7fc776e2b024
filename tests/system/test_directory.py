"""Signing in with the password of a real directory (Debian's slapd), one that calls a bind without
a password a success."""

import sys
import time
import unittest

import slapd
from sokuo import Client, SystemTest
from test_sign_in import App

WORD = "a word of the directory"

if not slapd.is_installed():
    print("\n*** NOT TESTED: slapd is not installed, so no directory was asked. Run "
          "script/bootstrap. ***\n", file=sys.stderr)


@unittest.skipUnless(slapd.is_installed(), "slapd is not installed: run script/bootstrap")
class SigningInByDirectory(SystemTest):
    def setUp(self):
        self.directory = slapd.Slapd(self.scratch() / "slapd")
        self.addCleanup(self.directory.stop)
        self.directory.start()
        self.city = self.organisation(start=False)
        self.local = {one["name"]: one["password"] for one in self.city.sign_ins}
        self.plain = f"ldap://127.0.0.1:{self.directory.port}"

    def configure(self, url=None, **more):
        setting = self.directory.setting(url or self.plain, **more)
        (self.city.directory / "identity.yaml").write_text(setting)

    def bind_on_the_machine(self, sign_in="handler", name="sato.ichiro", status=0):
        return self.city.run("person", "link", self.city.directory, "--sign-in", sign_in,
                             "--directory", name, status=status)

    def sign_in(self, password, name="handler"):
        client = Client(self.city.staff_port)
        self.addCleanup(client.close)
        return client, client.post("/api/v1/session", {"name": name, "password": password})

    def words(self, password, name="handler"):
        answer = self.sign_in(password, name)[1].expect(401)
        self.assertNotIn("set-cookie", answer.headers)
        return answer.body

    def test_signing_in_renewing_and_being_refused(self):
        self.configure()
        self.bind_on_the_machine()
        self.city.start()
        client, answer = self.sign_in(WORD)
        answer.expect(201)
        client.post("/api/v1/session/renewal", {"password": "not this"}).expect(401)
        client.post("/api/v1/session/renewal", {"password": WORD}).expect(200)
        account = client.get("/api/v1/account").expect(200).json
        self.assertEqual((account["source"], account["subject"]), ("directory", "sato.ichiro"))
        refused = client.post("/api/v1/account/password", {
            "old_password": WORD, "new_password": "twelve paper lanterns"}).expect(409)
        self.assertEqual(refused.json["code"], "identity.password_elsewhere")
        self.sign_in(WORD, "ＨＡＮＤＬＥＲ")[1].expect(201)

        wrong = self.words("wrong", "nobody")
        # Empty and blank would be successes of this directory; the rest are no names at all.
        for password in ("", " ", "\u3000", "\0", "\0" + WORD, WORD + "\0", self.local["handler"]):
            self.assertEqual(self.words(password), wrong)
        for name in ("*", "sato.ichiro", "*)(uid=*", "handler)(|(uid=*", "\\2a", "handler\0"):
            answer = self.sign_in(WORD, name)[1]
            self.assertIn(answer.status, (400, 401))
            if answer.status == 401:
                self.assertEqual(answer.body, wrong)
        self.sign_in("x" * (1 << 20))[1].expect(413)
        self.assertEqual(self.sign_in("x" * 1001)[1].status, 400)
        self.sign_in(self.local["admin"], "admin")[1].expect(201)
        self.city.stop()
        self.city.verify()

    def test_a_name_is_shut_by_ten_wrong_ones_in_any_spelling(self):
        self.configure()
        self.bind_on_the_machine()
        self.city.start()
        wrong = self.words("wrong", "nobody")
        for name in ("handler", "HANDLER", "ｈａｎｄｌｅｒ") * 4:
            self.assertEqual(self.words("wrong", name), wrong)
        self.assertEqual(self.words(WORD), wrong)

    def test_an_administrator_binds_and_takes_back(self):
        self.configure()
        self.city.start()
        handler, admin = self.city.sign_in("handler"), self.city.sign_in("admin")
        person = handler.get("/api/v1/session").json["person"]["id"]
        link = f"/api/v1/team/persons/{person}/account/link"
        wanted = {"source": "directory", "subject": "sato.ichiro"}
        handler.put(link, wanted).expect(403)
        for subject in ("*", "nobody", "sato.ichiro)(uid=*", "twins@mihon.example"):
            refused = admin.put(link, wanted | {"subject": subject}).expect(400)
            self.assertEqual(refused.json["code"], "team.not_in_directory")
        handler.get("/api/v1/session").expect(200)
        admin.put(link, wanted).expect(204)
        handler.get("/api/v1/session").expect(401)
        self.sign_in(WORD)[1].expect(201)

        # Another may not have the same, in any spelling.
        other = admin.get("/api/v1/session").json["person"]["id"]
        for subject in ("sato.ichiro", "SATO.ICHIRO", "ｓａｔｏ．ｉｃｈｉｒｏ"):
            answer = admin.put(f"/api/v1/team/persons/{other}/account/link",
                               wanted | {"subject": subject})
            self.assertIn(answer.status, (400, 409))
        admin.get("/api/v1/session").expect(200)

        initial = admin.post(f"/api/v1/team/persons/{person}/account/password").expect(200).json
        self.words(WORD)
        client = self.sign_in(initial["initial_password"])[0]
        self.assertEqual(client.get("/api/v1/account").json["source"], "local")
        entries = self.city.sign_in("soumu").get("/api/v1/journal/entries").json["items"]
        types = [one["type"] for one in entries]
        self.assertIn("person.sign_in_linked/1", types)
        self.city.stop()
        self.city.verify()

    def test_local_accounts_go_on_while_the_directory_is_dead(self):
        self.configure()
        self.bind_on_the_machine()
        self.directory.stop()
        self.city.start()
        begun = time.monotonic()
        self.sign_in(self.local["admin"], "admin")[1].expect(201)
        self.assertLess(time.monotonic() - begun, 2)
        silent = self.words(WORD)
        self.assertIn("identity.wrong_or_silent", silent.decode())
        self.assertEqual(self.words("wrong", "admin"), silent)
        self.assertEqual(self.words("wrong", "nobody"), silent)
        for _ in range(12):
            self.words(WORD)
        said = self.city.log.read_text()
        self.assertEqual(said.count("identity.directory_silent"), 1, said)
        self.directory.start()
        time.sleep(10.5)  # As long as nobody asks after a silence.
        self.sign_in(WORD)[1].expect(201)

    def test_a_second_factor_is_asked_behind_it(self):
        self.configure()
        self.bind_on_the_machine()
        self.city.start()
        client = self.sign_in(WORD)[0]
        offer = client.post("/api/v1/account/second-factor").expect(201).json
        app = App(offer["key"])
        client.post("/api/v1/account/second-factor/confirmation", {"code": app.code()}).expect(200)
        other, step = self.sign_in(WORD)
        other.post("/api/v1/session/second-factor",
                   {"ticket": step.expect(202).json["ticket"], "code": app.code()}).expect(201)

    def test_encrypted_and_pinned(self):
        ca, secure = self.directory.ca, f"ldaps://127.0.0.1:{self.directory.tls_port}"
        check = ("identity", "check", self.city.directory, "--directory", "sato.ichiro")
        self.configure(secure, ca=ca)
        self.city.run(*check)
        self.configure(f"ldap://127.0.0.1:{self.directory.port}", start_tls="true", ca=ca)
        self.city.run(*check)
        self.bind_on_the_machine()
        self.city.start()
        self.sign_in(WORD)[1].expect(201)
        self.city.stop()
        with self.subTest("another authority's certificate"):
            other = slapd.Slapd(self.scratch() / "other")
            self.configure(secure, ca=other.ca)
            self.assertIn("directory", self.city.run(*check, status=1).stderr)
        with self.subTest("another host's certificate"):
            self.configure(f"ldaps://localhost:{self.directory.tls_port}", ca=ca)
            self.city.run(*check, status=1)

    def test_the_machine_says_what_is_wrong(self):
        check = ("identity", "check", self.city.directory)
        self.assertIn("local passwords only", self.city.run(*check).stdout)
        self.configure()
        self.assertIn("the directory answers", self.city.run(*check).stdout)
        self.city.run(*check, "--directory", "nobody", status=1)
        refused = self.bind_on_the_machine(name="nobody", status=1)
        self.assertIn("not found exactly once", refused.stderr)
        self.configure(base_dn="dc=elsewhere,dc=example")
        self.assertIn("base_dn", self.city.run(*check, status=1).stderr)
        self.configure(bind_dn=f"cn=nobody,{slapd.BASE}")
        self.assertIn("bind_dn", self.city.run(*check, status=1).stderr)
        self.configure()
        (self.directory.directory / "word").write_text("not it")
        self.assertIn("password_file", self.city.run(*check, status=1).stderr)
        self.configure("ldap://ad.mihon.example")
        self.assertIn("identity.yaml:3", self.city.run(*check, status=1).stderr)
        self.configure(nonsense="true")
        self.assertIn("nonsense", self.city.run("serve", self.city.directory, status=1).stderr)
        self.configure()
        self.directory.stop()
        self.assertIn("does not answer", self.city.run(*check, status=1).stderr)


if __name__ == "__main__":
    unittest.main()
