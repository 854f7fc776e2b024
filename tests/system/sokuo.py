"""Starts the real program and talks to it as a client does. The standard library, and python3-yaml
for the contract: every answer of the API is held against api/openapi.yaml (contract.py).

    class Story(SystemTest):
        def test_a_report_survives_a_power_cut(self):
            city = self.organisation()
            staff = city.sign_in()
            report = staff.post("/api/v1/reports", {...}).expect(201)
            city.kill()
            city.start()
            city.sign_in().get(report.json["..."]).expect(200)

Every organisation lives in a fresh directory and on free ports of the loopback address, and is
stopped and removed when its test ends. SOKUO_BIN names the program (default: the release build);
SOKUO_KEEP=1 leaves the directories there.
"""

import dataclasses
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
import unittest
import urllib.parse
import uuid

from contract import contract

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("SOKUO_BIN", ROOT / "build/release/sokuo"))
CHARTER = ROOT / "charters/mihon.yaml"
START_SECONDS_MAX = 30

timing_only = unittest.skipUnless(os.environ.get("SOKUO_TIMING"), "for script/test --all")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclasses.dataclass
class Answer:
    """One answer. Header names are in lower case."""

    status: int
    headers: dict
    body: bytes

    @property
    def text(self):
        return self.body.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def etag(self):
        return self.headers["etag"]

    def expect(self, status):
        if self.status != status:
            raise AssertionError(f"expected {status}, got {self.status}: {self.body[:2000]!r}")
        return self


class Client:
    """A browser without a screen: keeps its cookies, sends a key with every POST.

    One connection, opened again when the server closed it; not for use from two threads.
    """

    def __init__(self, port, token=None):
        self.port = port
        self.token = token
        self.cookies = {}
        self.connection = None
        self.again = None  # A password to type when it is asked for again.

    def get(self, path, **headers):
        return self.request("GET", path, None, headers)

    def post(self, path, body=None, **headers):
        return self.request("POST", path, body, headers)

    def put(self, path, body=None, **headers):
        return self.request("PUT", path, body, headers)

    def patch(self, path, body=None, **headers):
        return self.request("PATCH", path, body, headers)

    def delete(self, path, **headers):
        return self.request("DELETE", path, None, headers)

    def form(self, path, fields, **headers):
        """Posts `fields` as a browser posts a form."""
        return self.request("POST", path, urllib.parse.urlencode(fields).encode(),
                            {"content_type": "application/x-www-form-urlencoded", **headers})

    def request(self, method, path, body=None, headers=None):
        """Sends one request. `body`: bytes as they are, None for none, anything else as JSON.
        Header names may be written with underscores: if_match='"3"'."""
        sent = {"host": f"localhost:{self.port}", "accept-language": "ja"}
        if method != "GET":
            sent["origin"] = f"http://localhost:{self.port}"
        if method == "POST":
            sent["idempotency-key"] = str(uuid.uuid4())
        if self.token:
            sent["authorization"] = f"Bearer {self.token}"
        if self.cookies:
            sent["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body, ensure_ascii=False).encode()
            sent["content-type"] = "application/json"
        sent.update({name.replace("_", "-"): value for name, value in (headers or {}).items()})
        answer = self.exchange(method, path, body, sent)
        if path.startswith("/api/") or path == "/healthz":
            contract().check(method, path, answer)
        for line in answer.headers.get("set-cookie", "").split("\n"):
            self.keep_cookie(line)
        if self.again and answer.status == 401 and answer.json["code"] == "team.renewal_needed":
            self.post("/api/v1/session/renewal", {"password": self.again}).expect(200)
            return self.request(method, path, body, headers)
        return answer

    def follow(self, last=None):
        """Opens the event stream, from where `last` left off."""
        sent = {"host": f"localhost:{self.port}",
                "cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        return EventStream(self.port, sent | ({"last-event-id": last} if last else {}))

    def half_an_upload(self, path, body=b"1234567890"):
        """Begins to send a file, and leaves its second half for `rest()`."""
        sent = {"host": f"localhost:{self.port}", "origin": f"http://localhost:{self.port}",
                "idempotency-key": str(uuid.uuid4()), "x-file-name": "late.txt",
                "content-type": "application/octet-stream", "content-length": str(len(body)),
                "cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        return HalfUpload(self.port, path, sent, body)

    def like(self):
        """Another client of the same session, for another thread."""
        other = Client(self.port, self.token)
        other.cookies = dict(self.cookies)
        other.again = self.again
        return other

    def exchange(self, method, path, body, headers):
        # An idle connection may have been closed meanwhile; only then is it safe to send again.
        for is_fresh in (self.connection is None, True):
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                self.connection.request(method, path, body, headers)
                response = self.connection.getresponse()
                received = {}
                for name, value in response.getheaders():
                    name = name.lower()
                    received[name] = f"{received[name]}\n{value}" if name in received else value
                return Answer(response.status, received, response.read())
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                self.close()
                if is_fresh:
                    raise
        raise AssertionError("not reached")

    def keep_cookie(self, line):
        name, _, rest = line.partition("=")
        if not name or not _:
            return
        value = rest.split(";")[0]
        if value and "max-age=0" not in rest.lower():
            self.cookies[name.strip()] = value
        else:
            self.cookies.pop(name.strip(), None)

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None


class HalfUpload:
    """A file on its way: the server has let it in and waits for the rest of it."""

    def __init__(self, port, path, headers, body):
        self.body = body
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.connection.putrequest("POST", path, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            self.connection.putheader(name, value)
        self.connection.endheaders()
        self.connection.send(body[:len(body) // 2])
        time.sleep(1)

    def rest(self):
        """Sends the rest; the status of the answer."""
        self.connection.send(self.body[len(self.body) // 2:])
        status = self.connection.getresponse().status
        self.connection.close()
        return status


class EventStream:
    """Server-sent events as a browser reads them."""

    def __init__(self, port, headers):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        self.connection.request("GET", "/api/v1/events", headers=headers)
        self.response = self.connection.getresponse()
        kind = self.response.getheader("content-type", "")
        if self.response.status != 200 or not kind.startswith("text/event-stream"):
            raise AssertionError(f"no events: {self.response.status} {self.response.read()!r}")
        contract().succeeded.add("followEvents")
        self.last = None  # The id to come back with.

    def next(self):
        """The next event as (name, data); comments and bare ids are passed over."""
        name, data = "message", []
        while True:
            line = self.response.readline().decode().rstrip("\r\n")
            field, _, value = line.partition(":")
            value = value.removeprefix(" ")
            if field == "id":
                self.last = value
            elif field == "event":
                name = value
            elif field == "data":
                data.append(value)
            elif not line and data:
                return name, json.loads("\n".join(data))

    def close(self):
        self.response.close()
        self.connection.close()


class Sokuo:
    """One organisation: a data directory and, when started, the processes that serve it."""

    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.log = self.directory.with_suffix(".log")
        self.staff_port = free_port()
        self.public_port = free_port()
        self.process = None
        self.groups = []  # Of every server started here: the public pages outlive theirs.
        self.wrapper = []  # Words before the program's, e.g. to run it elsewhere.
        self.sign_ins = []

    def run(self, *words, status=0, timeout=300):
        """Runs one verb of the command line; fails when it does not end as `status` says."""
        done = subprocess.run([*self.wrapper, BINARY, *map(str, words)], capture_output=True,
                              text=True, timeout=timeout, stdin=subprocess.DEVNULL, check=False)
        if done.returncode != status:
            raise AssertionError(f"sokuo {' '.join(map(str, words))} ended with "
                                 f"{done.returncode}, not {status}:\n{done.stdout}\n{done.stderr}")
        return done

    def init(self, *words, charter=CHARTER, demo=True):
        """Makes the data directory; with `demo`, people and a running incident are in it."""
        words = ("--charter", charter, *(("--demo",) if demo else ()), *words)
        done = self.run("init", self.directory, *words, "--json")
        self.sign_ins = json.loads(done.stdout).get("sign_ins", [])
        return self

    def start(self, *words, public=True):
        """With `public`, the public pages too."""
        listen = ["--listen", f"127.0.0.1:{self.staff_port}"]
        if public:
            listen += ["--public", f"127.0.0.1:{self.public_port}"]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*self.wrapper, BINARY, "serve", self.directory, *listen, *map(str, words)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        self.groups.append(self.process.pid)
        self.wait_until_serving([self.staff_port] + [self.public_port] * public)
        return self

    def wait_until_serving(self, ports):
        until = time.monotonic() + START_SECONDS_MAX
        for port in ports:
            while not self.answers(port):
                if self.process.poll() is not None or time.monotonic() > until:
                    raise AssertionError(f"it does not serve:\n{self.log.read_text()[-4000:]}")
                time.sleep(0.02)

    def answers(self, port):
        client = Client(port)
        try:
            return client.get("/poc" if port == self.public_port else "/healthz").status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            client.close()

    def stop(self, seconds=30):
        """Asks it to end, as systemd does. Gives the exit status."""
        if self.process is None:
            return None
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"it did not stop within {seconds} s") from None
        self.process = None
        self.groups.clear()
        return status

    def kill(self):
        """Pulls the plug: SIGKILL to the server and everything it started."""
        for group in self.groups:
            try:
                os.killpg(group, signal.SIGKILL)
            except ProcessLookupError:
                pass  # It ended by itself, and nothing of its group is left.
        self.groups.clear()
        if self.process is not None:
            self.process.wait()
        self.process = None

    def kill_server_only(self):
        """SIGKILL to the server; the public pages, a process of their own, go on."""
        self.process.kill()
        self.process.wait()
        self.process = None

    def age_sessions(self, seconds):
        """Makes every session believe its password was asked that much earlier; stopped only."""
        with sqlite3.connect(self.directory / "sokuo.db") as db:
            db.execute("UPDATE open_session SET renewed_at = renewed_at - ?", (seconds * 1_000_000,))
        db.close()

    @property
    def public(self):
        return Client(self.public_port)

    def sign_in(self, name=None, password=None):
        """A signed-in client: the first demo person, the one of that name, or with a password."""
        if password is None:
            person = next(one for one in self.sign_ins if name in (None, one["name"]))
            name, password = person["name"], person["password"]
        client = Client(self.staff_port)
        client.post("/api/v1/session", {"name": name, "password": password}).expect(201)
        return client

    def verify(self, status=0):
        return self.run("verify", self.directory, status=status)


class SystemTest(unittest.TestCase):
    """Gives each test fresh organisations and takes them away afterwards."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        if not BINARY.exists():
            raise FileNotFoundError(f"{BINARY} is not built; script/test builds it")

    def scratch(self):
        directory = pathlib.Path(tempfile.mkdtemp(prefix="sokuo-"))
        if not os.environ.get("SOKUO_KEEP"):
            self.addCleanup(shutil.rmtree, directory, ignore_errors=True)
        return directory

    def organisation(self, *words, start=True, **how):
        """`words` and `how` are for `Sokuo.init`."""
        city = Sokuo(self.scratch() / "data")
        city.init(*words, **how)
        self.addCleanup(city.kill)
        return city.start() if start else city


class SharedTest(SystemTest):
    """One organisation for all tests of a class, none of which stops it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        directory = pathlib.Path(tempfile.mkdtemp(prefix="sokuo-"))
        if not os.environ.get("SOKUO_KEEP"):
            cls.addClassCleanup(shutil.rmtree, directory, ignore_errors=True)
        cls.city = Sokuo(directory / "data")
        cls.addClassCleanup(cls.city.kill)
        cls.city.init().start()
        cls.clients = {}

    @classmethod
    def staff(cls, name="handler"):
        """The demo person of that name, signed in once for the class; types the password again when
        the class takes long enough for that to be asked."""
        if name not in cls.clients:
            cls.clients[name] = cls.city.sign_in(name)
            cls.clients[name].again = next(
                one["password"] for one in cls.city.sign_ins if one["name"] == name)
        return cls.clients[name]
