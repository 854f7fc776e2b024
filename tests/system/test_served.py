"""How the program is served: TLS and nothing beside it, a cookie that stays where it was given, and
the staff's screens out of the program itself, under a strict policy, compressed and remembered."""

import gzip
import html.parser
import http.client
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import unittest
import warnings

from mail_servers import Authority
from sokuo import Client, SharedTest, Sokuo, SystemTest

NODE = shutil.which("node")
UNPACK_BR = ("const all = require('node:fs').readFileSync(0); "
             "process.stdout.write(require('node:zlib').brotliDecompressSync(all))")
HASHED = re.compile(r"/assets/[\w.-]+-[\w-]{8}\.\w+")
A_YEAR = 365 * 24 * 3600


class SecureClient(Client):
    """A client that asks over TLS, each time on a new connection."""

    def __init__(self, port, tls):
        super().__init__(port)
        self.tls = tls

    def exchange(self, method, path, body, headers):
        self.connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=30,
                                                      context=self.tls)
        headers = {name: value.replace("http://", "https://") if name == "origin" else value
                   for name, value in headers.items()}
        try:
            return super().exchange(method, path, body, headers)
        finally:
            self.close()


class OverTls(SystemTest):
    """One organisation for all tests, none of which stops it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        directory = pathlib.Path(tempfile.mkdtemp(prefix="sokuo-"))
        cls.addClassCleanup(shutil.rmtree, directory, ignore_errors=True)
        authority = Authority(directory)
        certificate, key = authority.sign("server")
        cls.ca = authority.ca
        cls.city = Sokuo(directory / "data")
        cls.addClassCleanup(cls.city.kill)
        cls.city.answers = cls.answers
        cls.city.init().start("--tls-cert", certificate, "--tls-key", key, public=False)

    @classmethod
    def answers(cls, port):
        try:
            return SecureClient(port, cls.context()).get("/healthz").status == 200
        except OSError:
            return False

    @classmethod
    def context(cls, version=None):
        """As a browser checks who answers; of that version of TLS only, if one is given."""
        context = ssl.create_default_context(cafile=cls.ca)
        if version:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # That it is old is why we ask.
                context.set_ciphers("ALL:@SECLEVEL=0")
                context.minimum_version = context.maximum_version = version
        return context

    def spoken(self, context):
        """The version both sides agree on."""
        with socket.create_connection(("127.0.0.1", self.city.staff_port), timeout=10) as plain, \
                context.wrap_socket(plain, server_hostname="127.0.0.1") as secure:
            return secure.version()

    def bare(self, sent):
        """Everything that comes back for bytes sent without TLS."""
        with socket.create_connection(("127.0.0.1", self.city.staff_port), timeout=20) as plain:
            plain.sendall(sent)
            received = b""
            try:
                while piece := plain.recv(4096):
                    received += piece
            except ConnectionResetError:
                pass  # That is no answer either.
            return received

    def test_the_versions_of_today_are_spoken_and_the_old_ones_refused(self):
        self.assertEqual(self.spoken(self.context()), "TLSv1.3")
        for version, name in ((ssl.TLSVersion.TLSv1_2, "TLSv1.2"),
                              (ssl.TLSVersion.TLSv1_3, "TLSv1.3")):
            self.assertEqual(self.spoken(self.context(version)), name)
        for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1):
            with self.subTest(version.name), self.assertRaises(ssl.SSLError) as refused:
                self.spoken(self.context(version))
            if refused.exception.reason == "NO_PROTOCOLS_AVAILABLE":
                self.skipTest("this Python cannot even try")
            # Said by the other side: it was asked.
            self.assertEqual(refused.exception.reason, "TLSV1_ALERT_PROTOCOL_VERSION")

    def test_a_weak_cipher_is_refused(self):
        context = self.context(ssl.TLSVersion.TLSv1_2)
        context.set_ciphers("ECDHE-ECDSA-AES128-GCM-SHA256")
        self.assertEqual(self.spoken(context), "TLSv1.2")
        for cipher in ("ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384"):
            context.set_ciphers(f"{cipher}:@SECLEVEL=0")
            with self.subTest(cipher), self.assertRaises(ssl.SSLError) as refused:
                self.spoken(context)
            self.assertRegex(refused.exception.reason, "ALERT_HANDSHAKE_FAILURE")

    def test_without_tls_there_is_no_answer(self):
        for sent in (b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                     b"POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\n"
                     b"Content-Length: 2\r\n\r\n{}"):
            received = self.bare(sent)
            self.assertLess(len(received), 20, received)  # An alert of TLS has seven bytes.
            self.assertNotIn(b"HTTP", received)
        self.assertTrue(self.answers(self.city.staff_port))

    def test_the_cookie_of_a_session_is_bound_to_this_host_and_to_tls(self):
        client = SecureClient(self.city.staff_port, self.context())
        person = self.city.sign_ins[0]
        answer = client.post("/api/v1/session", {"name": person["name"],
                                                 "password": person["password"]}).expect(201)
        cookie, = answer.headers["set-cookie"].split("\n")
        pair, *words = cookie.split("; ")
        self.assertRegex(pair, r"^__Host-sokuo=[\w-]{20,}$")
        for word in ("Secure", "HttpOnly", "Path=/", "SameSite=Strict"):
            self.assertIn(word, words)
        self.assertNotIn("domain", cookie.lower())
        client.get("/api/v1/session").expect(200)

        secret = pair.split("=", 1)[1]
        other = SecureClient(self.city.staff_port, self.context())
        other.cookies = {"sokuo": secret}  # As any host of the same domain could set it.
        other.get("/api/v1/session").expect(401)
        other.cookies = {"__Host-sokuo": secret}
        other.get("/api/v1/session").expect(200)

        client.delete("/api/v1/session").expect(204)
        self.assertEqual(client.cookies, {})
        client.get("/api/v1/session").expect(401)

    def test_the_screens_come_over_tls_too(self):
        page = SecureClient(self.city.staff_port, self.context()).get("/").expect(200)
        self.assertIn('<div id="root">', page.text)


class Page(html.parser.HTMLParser):
    """What a page asks for, and what a strict policy would refuse of it."""

    def __init__(self, text):
        super().__init__()
        self.files = []
        self.refused = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.files += [attrs[name] for name in ("src", "href") if name in attrs]
        if tag == "style" or (tag == "script" and "src" not in attrs):
            self.refused.append(tag)
        self.refused += [name for name in attrs if name == "style" or name.startswith("on")]


def policy_of(answer):
    """The Content-Security-Policy as {directive: [sources]}."""
    directives = [one.split() for one in answer.headers["content-security-policy"].split(";")]
    return {name: sources for name, *sources in directives}


class TheScreens(SharedTest):
    def setUp(self):
        self.client = Client(self.city.staff_port)
        self.addCleanup(self.client.close)

    def get(self, path, **headers):
        return self.client.get(path, **headers)

    def assets(self):
        """The files with a hash in their names that the first page asks for."""
        files = [one for one in Page(self.get("/").text).files if one.startswith("/assets/")]
        self.assertEqual({one.rsplit(".")[-1] for one in files}, {"js", "css"})
        for one in files:
            self.assertRegex(one, HASHED)
        return files

    def test_the_page_has_a_policy_that_lets_nothing_foreign_run(self):
        for path in ("/", "/index.html", "/incidents", "/some/screen/of/tomorrow"):
            with self.subTest(path):
                answer = self.get(path).expect(200)
                self.assertEqual(answer.headers["content-type"], "text/html; charset=utf-8")
                self.assertEqual(answer.headers["x-content-type-options"], "nosniff")
                self.assertEqual(answer.headers["referrer-policy"], "same-origin")
                policy = policy_of(answer)
                self.assertEqual(policy["default-src"], ["'none'"])
                self.assertEqual(policy["script-src"], ["'self'"])
                self.assertEqual(policy["style-src"], ["'self'"])
                self.assertEqual(policy["connect-src"], ["'self'"])
                self.assertEqual(policy["frame-ancestors"], ["'none'"])
                self.assertEqual(policy["base-uri"], ["'none'"])
                self.assertEqual(policy["form-action"], ["'self'"])
                self.assertEqual(policy.get("object-src", policy["default-src"]), ["'none'"])
                for sources in policy.values():
                    for source in sources:
                        self.assertNotRegex(source, r"unsafe|\*|^https?:")

    def test_the_page_asks_for_nothing_that_the_policy_refuses(self):
        page = Page(self.get("/").text)
        self.assertEqual(page.refused, [])
        self.assertGreater(len(page.files), 2)
        for file in page.files:
            with self.subTest(file):
                self.assertRegex(file, r"^/[^/]", "from here, and from nowhere else")
                answer = self.get(file).expect(200)
                self.assertFalse(answer.headers["content-type"].startswith("text/html"))
                self.assertEqual(answer.headers["x-content-type-options"], "nosniff")

    def test_a_file_that_never_changes_is_kept_and_the_page_that_names_it_is_asked_for(self):
        for file in self.assets():
            words = self.get(file).expect(200).headers["cache-control"].split(", ")
            self.assertIn("immutable", words)
            self.assertIn(f"max-age={A_YEAR}", words)
        for path in ("/", "/incidents", "/index.html"):
            self.assertEqual(self.get(path).headers["cache-control"], "no-cache")

    def test_what_the_browser_has_already_is_not_sent_again(self):
        for path in ("/", *self.assets()):
            with self.subTest(path):
                first = self.get(path).expect(200)
                self.assertRegex(first.etag, r'^"[0-9a-f]{16,}"$')
                for tags in (first.etag, f'"other", W/{first.etag}', "*"):
                    again = self.get(path, if_none_match=tags).expect(304)
                    self.assertEqual(again.body, b"")
                    for name in ("etag", "cache-control", "vary"):
                        self.assertEqual(again.headers[name], first.headers[name])
                self.assertEqual(self.get(path, if_none_match='"other"').expect(200).body,
                                 first.body)

    def test_what_is_sent_compressed_is_the_same(self):
        for path in ("/", *self.assets()):
            with self.subTest(path):
                plain = self.get(path).expect(200)
                self.assertNotIn("content-encoding", plain.headers)
                self.assertEqual(plain.headers["vary"].lower(), "accept-encoding")
                packed = {name: self.packed(path, name, name, plain) for name in ("gzip", "br")}
                self.assertEqual(gzip.decompress(packed["gzip"]), plain.body)
                self.assertEqual(self.packed(path, "gzip, deflate, br", "br", plain), packed["br"])
                if NODE:
                    done = subprocess.run([NODE, "-e", UNPACK_BR], input=packed["br"], check=True,
                                          capture_output=True)
                    self.assertEqual(done.stdout, plain.body)

    def packed(self, path, accepted, encoding, plain):
        answer = self.get(path, accept_encoding=accepted).expect(200)
        self.assertEqual(answer.headers["content-encoding"], encoding)
        self.assertEqual(answer.headers["content-type"], plain.headers["content-type"])
        self.assertLess(len(answer.body), len(plain.body))
        return answer.body

    def test_a_file_that_is_missing_is_missing(self):
        for path in ("/assets/index-00000000.js", "/nothing.css", "/%2e%2e/sokuo.db"):
            answer = self.get(path)
            self.assertIn(answer.status, (400, 404), path)
            self.assertNotIn("immutable", answer.headers["cache-control"])
            self.assertEqual(answer.headers["x-content-type-options"], "nosniff")


if __name__ == "__main__":
    unittest.main()
