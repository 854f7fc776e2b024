"""Signing in by a real OpenID provider (npm's oidc-provider), as a browser goes through it."""

import http.client
import pathlib
import shutil
import subprocess
import sys
import time
import unittest
import urllib.parse

from sokuo import ROOT, Client, SystemTest, free_port
from test_sign_in import App

SECRET = "of the client / + 100%"
PACKAGE = ROOT / "web/node_modules/oidc-provider"
SCRIPT = pathlib.Path(__file__).with_name("provider.mjs")


def node():
    own = ROOT / "build/node/node_modules/.bin/node"
    return str(own) if own.exists() else shutil.which("node")


IS_THERE = PACKAGE.exists() and node() is not None
if not IS_THERE:
    print("\n*** NOT TESTED: oidc-provider is not installed, so no provider was asked. Run "
          "script/bootstrap. ***\n", file=sys.stderr)


class Provider:
    def __init__(self, own_url):
        self.port = free_port()
        self.own_url = own_url
        self.process = None

    @property
    def issuer(self):
        return f"http://localhost:{self.port}"

    def start(self, algorithm="RS256"):
        self.process = subprocess.Popen(
            [node(), SCRIPT, str(self.port), f"{self.own_url}/api/v1/session/oidc/return",
             algorithm], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL, text=True)
        line = self.process.stdout.readline()
        if line.strip() != "ready":
            raise AssertionError(f"the provider does not start: {line!r}")
        return self

    def stop(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
        self.process = None

    def visit(self, url, sub, amr=""):
        """What a browser does over there: gives where it is sent back to."""
        cookies = {}
        for _ in range(8):
            parts = urllib.parse.urlsplit(url)
            if not parts.path.startswith(("/auth", "/login/")):
                return url
            path = parts.path + ("?" + parts.query if parts.query else "")
            if parts.path.startswith("/login/"):
                path += "?" + urllib.parse.urlencode({"as": sub} | ({"amr": amr} if amr else {}))
            url = urllib.parse.urljoin(url, self.go(path, cookies))
        raise AssertionError("the provider goes round in circles")

    def go(self, path, cookies):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        connection.request("GET", path, headers={"host": f"localhost:{self.port}",
                                                 "cookie": cookie})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                cookies[key] = rest.split(";")[0]
        if answer.status not in (302, 303):
            raise AssertionError(f"{path}: {answer.status} {body[:1000]!r}")
        return answer.getheader("location")


@unittest.skipUnless(IS_THERE, "oidc-provider is not installed: run script/bootstrap")
class SigningInByProvider(SystemTest):
    def setUp(self):
        self.city = self.organisation(start=False)
        self.local = {one["name"]: one["password"] for one in self.city.sign_ins}
        self.provider = Provider(f"http://localhost:{self.city.staff_port}")
        self.addCleanup(self.provider.stop)
        self.configure()

    def configure(self, **more):
        word = self.city.directory.parent / "client-secret"
        word.write_text(SECRET + "\n")
        word.chmod(0o600)
        lines = {"issuer": self.provider.issuer, "client_id": "sokuo", "client_secret_file": word,
                 "own_url": self.provider.own_url, "label_ja": "庁内アカウント",
                 "label_en": "City account", "timeout_seconds": 3} | more
        text = "format: sokuo-identity/1\nprovider:\n"
        text += "".join(f"  {name}: {value}\n" for name, value in lines.items())
        (self.city.directory / "identity.yaml").write_text(text)

    def bind_on_the_machine(self, sign_in="handler", sub="7f3a"):
        return self.city.run("person", "link", self.city.directory, "--sign-in", sign_in,
                             "--subject", sub)

    def client(self):
        client = Client(self.city.staff_port)
        self.addCleanup(client.close)
        return client

    def leave(self, client, query=""):
        answer = client.get(f"/api/v1/session/oidc{query}").expect(303)
        return answer.headers["location"]

    def come_back(self, client, url):
        """The last step: gives where the browser ends."""
        self.assertTrue(url.startswith(self.provider.own_url + "/"), url)
        path = url.removeprefix(self.provider.own_url)
        return client.get(path).expect(303).headers["location"]

    def go(self, client, sub="7f3a", query="", amr=""):
        return self.come_back(client, self.provider.visit(self.leave(client, query), sub, amr))

    def test_through_the_provider_and_back(self):
        for algorithm in ("RS256", "ES256"):
            with self.subTest(algorithm):
                self.provider.start(algorithm)
                if algorithm == "RS256":
                    self.bind_on_the_machine()
                self.city.start()
                client = self.client()
                ways = client.get("/api/v1/session/ways").expect(200).json
                self.assertEqual(ways["provider"], {"label_ja": "庁内アカウント",
                                                    "label_en": "City account"})
                self.assertEqual(self.go(client), "/")
                session = client.get("/api/v1/session").expect(200).json
                self.assertEqual(session["source"], "oidc")
                self.assertEqual(list(client.cookies), ["sokuo"])
                # The password they had here is no way in any more.
                client.post("/api/v1/session", {
                    "name": "handler", "password": self.local["handler"]}).expect(401)
                self.city.stop()
                self.provider.stop()
        self.city.verify()

    def test_who_is_not_bound_stays_outside(self):
        self.provider.start()
        self.bind_on_the_machine(sub="7f3a")
        self.city.start()
        for sub in ("handler", "7F3A", "7f3a ", "handler@mihon.example"):
            client = self.client()
            self.assertEqual(self.go(client, sub), "/?sign-in=unbound")
            self.assertEqual(client.cookies, {})
            client.get("/api/v1/session").expect(401)

    def test_wrong_and_used_journeys(self):
        self.provider.start()
        self.bind_on_the_machine()
        self.city.start()
        with self.subTest("another nonce"):
            client = self.client()
            parts = urllib.parse.urlsplit(self.leave(client))
            query = dict(urllib.parse.parse_qsl(parts.query)) | {"nonce": "of somebody else"}
            url = parts._replace(query=urllib.parse.urlencode(query)).geturl()
            back = self.provider.visit(url, "7f3a")
            self.assertEqual(self.come_back(client, back), "/?sign-in=refused")
            self.assertIn("nonce", self.city.log.read_text())
        with self.subTest("another's verifier"):
            mine, theirs = self.client(), self.client()
            self.leave(mine)
            back = self.provider.visit(self.leave(theirs), "7f3a")
            self.assertEqual(self.come_back(mine, back), "/?sign-in=again")
        with self.subTest("the code again"):
            client = self.client()
            url = self.leave(client)
            cookies = dict(client.cookies)
            back = self.provider.visit(url, "7f3a")
            self.assertEqual(self.come_back(client, back), "/")
            other = self.client()
            other.cookies = cookies
            self.assertEqual(self.come_back(other, back), "/?sign-in=refused")
            other.get("/api/v1/session").expect(401)
        with self.subTest("without the cookie"):
            back = self.provider.visit(self.leave(self.client()), "7f3a")
            self.assertEqual(self.come_back(self.client(), back), "/?sign-in=again")
        with self.subTest("after a restart"):
            client = self.client()
            back = self.provider.visit(self.leave(client), "7f3a")
            self.city.stop()
            self.city.start()
            self.assertEqual(self.come_back(client, back), "/?sign-in=again")
        with self.subTest("nonsense"):
            for query in ("", "?code=x", "?code=x&state=x", "?error=access_denied&state=x",
                          "?code=" + "x" * 5000 + "&state=x", "?state=//evil.example/"):
                client = self.client()
                self.leave(client)
                answer = client.get("/api/v1/session/oidc/return" + query).expect(303)
                self.assertEqual(answer.headers["location"], "/?sign-in=again")

    def test_new_keys_and_local_sign_in_while_it_is_dead(self):
        self.provider.start()
        self.bind_on_the_machine()
        self.provider.stop()
        self.city.start()
        begun = time.monotonic()
        client = self.client()
        client.post("/api/v1/session", {"name": "admin",
                                        "password": self.local["admin"]}).expect(201)
        self.assertLess(time.monotonic() - begun, 2)
        self.assertEqual(self.leave(self.client()), "/?sign-in=silent")
        self.assertEqual(self.leave(self.client()), "/?sign-in=silent")
        self.assertEqual(self.city.log.read_text().count("identity.provider_silent"), 1)
        self.city.run("identity", "check", self.city.directory, status=1)
        self.provider.start()
        self.city.run("identity", "check", self.city.directory)
        time.sleep(10.5)  # As long as nobody asks after a silence.
        self.assertEqual(self.go(self.client()), "/")

    def test_an_administrator_binds_and_renewal_goes_by_the_provider(self):
        self.provider.start()
        self.city.start()
        admin, handler = self.city.sign_in("admin"), self.city.sign_in("handler")
        person = handler.get("/api/v1/session").json["person"]["id"]
        link = f"/api/v1/team/persons/{person}/account/link"
        for subject in ("", " ", "７ｆ３ａ", "a b", "x" * 256):
            admin.put(link, {"source": "oidc", "subject": subject}).expect(400)
        admin.put(link, {"source": "directory", "subject": "handler"}).expect(409)
        admin.put(link, {"source": "oidc", "subject": "7f3a"}).expect(204)
        client = self.client()
        self.assertEqual(self.go(client), "/")
        refused = client.post("/api/v1/session/renewal", {"password": "x"}).expect(409)
        self.assertEqual(refused.json["code"], "identity.renew_at_provider")
        # Sent through in silence, they did not prove it anew; an act that asks again asks.
        self.assertFalse(client.get("/api/v1/session").json["renewed"])
        asked = client.post("/api/v1/account/recovery-codes").expect(401)
        self.assertEqual(asked.json["code"], "team.renewal_needed")
        before = client.get("/api/v1/account").json["sessions"]
        self.assertEqual(self.go(client, query="?again=1"), "/")
        after = client.get("/api/v1/account").expect(200).json["sessions"]
        self.assertEqual(len(after), len(before))  # The new one took the old one's place.
        self.assertNotEqual(after[0]["id"], before[0]["id"])
        self.assertTrue(client.get("/api/v1/session").json["renewed"])
        other = self.client()
        self.assertEqual(self.go(other, "somebody"), "/?sign-in=unbound")

    def test_a_second_factor_of_ours_unless_the_provider_is_trusted(self):
        self.provider.start()
        self.bind_on_the_machine()
        self.city.start()
        client = self.client()
        self.assertEqual(self.go(client, query="?again=1"), "/")
        offer = client.post("/api/v1/account/second-factor").expect(201).json
        app = App(offer["key"])
        client.post("/api/v1/account/second-factor/confirmation", {"code": app.code()}).expect(200)
        other = self.client()
        self.assertEqual(self.go(other, amr="pwd,mfa"), "/?sign-in=code")
        other.get("/api/v1/session").expect(401)
        other.post("/api/v1/session/second-factor", {"code": "000000"}).expect(401)
        other.post("/api/v1/session/second-factor", {"code": app.code()}).expect(201)
        self.assertTrue(other.get("/api/v1/session").expect(200).json["second_factor"])
        self.city.stop()
        self.configure(second_factor="[mfa]")
        self.city.start()
        self.assertEqual(self.go(self.client(), amr="pwd"), "/?sign-in=code")
        self.assertEqual(self.go(self.client(), amr="pwd,mfa"), "/")


if __name__ == "__main__":
    unittest.main()
