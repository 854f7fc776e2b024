"""Real mail servers on free ports of the loopback address: Debian's opensmtpd, which hands mail on to
Sokuo, and dovecot, which keeps a mailbox and takes letters from whoever has a password, with a
certificate of an authority made for the occasion. Started and stopped by each test that wants one.

opensmtpd has its folders compiled in and gives up root's rights by itself, so it is started as root,
where it sees folders of its own in place of /run, /var/spool and /var/mail. Debian 12's cannot speak
TLS as a server (OpenSMTPD #1171: it does not know OpenSSL 3); dovecot does that in front of it."""

import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import textwrap
import time

from sokuo import free_port

PATH = os.environ.get("PATH", "") + ":/usr/sbin"
ENVIRONMENT = {**os.environ, "PATH": PATH}
PASSWORD = "川沿いの道"
DOMAIN = "mihon.example"
NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")


def is_installed(*names):
    return all(shutil.which(name, path=PATH) for name in names)


class Authority:
    """`ca.pem`, and a certificate of its for 127.0.0.1; `other.pem` never signed anything here."""

    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.directory.mkdir(parents=True, exist_ok=True)
        self.ca, self.key = self.directory / "ca.pem", self.directory / "ca.key"
        self.other = self.directory / "other.pem"
        self.make(self.ca, self.key)
        self.make(self.other, self.directory / "other.key")

    def make(self, certificate, key):
        subprocess.run(
            ["openssl", "req", "-x509", *NEW_KEY, "-nodes", "-days", "2", "-subj",
             "/CN=authority", "-keyout", key, "-out", certificate],
            check=True, capture_output=True)

    def sign(self, name, host="IP:127.0.0.1"):
        """(certificate, key) for a server, with the authority's own behind it."""
        key, request = self.directory / f"{name}.key", self.directory / f"{name}.csr"
        certificate = self.directory / f"{name}.pem"
        subprocess.run(["openssl", "req", "-new", *NEW_KEY, "-nodes", "-subj", "/CN=server", "-keyout", key, "-out", request],
                       check=True, capture_output=True)
        extension = self.directory / f"{name}.ext"
        extension.write_text(f"subjectAltName={host}\n")
        subprocess.run(["openssl", "x509", "-req", "-in", request, "-CA", self.ca, "-CAkey",
                        self.key, "-CAcreateserial", "-days", "2", "-extfile", extension,
                        "-out", certificate], check=True, capture_output=True)
        return certificate, key


class Server:
    """One program in the foreground, its log in a file."""

    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.directory.mkdir(parents=True, exist_ok=True)
        self.log = self.directory / "log"
        self.process = None

    def launch(self, words, port):
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(words, stdout=log, stderr=log, env=ENVIRONMENT,
                                            stdin=subprocess.DEVNULL, start_new_session=True)
        until = time.monotonic() + 15
        while not self.answers(port):
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError(self.log.read_text(errors="replace")[-4000:])
            time.sleep(0.05)
        return self

    @staticmethod
    def answers(port):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as one:
                return bool(one.recv(1))
        except OSError:
            return False

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)
        self.process = None


class Opensmtpd(Server):
    """Takes mail for anybody at the domain and hands it on as `hands_on` says: `lmtp "/path" rcpt-to`,
    `relay host smtp://…`."""

    def __init__(self, directory, hands_on, user="nobody"):
        super().__init__(directory)
        self.port = free_port()
        self.hands_on, self.user = hands_on, user

    @staticmethod
    def can_run():
        if not is_installed("smtpd", "unshare", "swaks") or os.geteuid() != 0:
            return False
        return subprocess.run(["unshare", "--mount", "true"], capture_output=True).returncode == 0

    def configuration(self):
        action = self.hands_on
        if not action.startswith("relay"):
            action += " virtual <who>"
        return textwrap.dedent(f"""\
            table who {{ "@" = "{self.user}" }}
            listen on 127.0.0.1 port {self.port} hostname mx.{DOMAIN}
            action "handover" {action}
            match from any for domain "{DOMAIN}" action "handover"
            """)

    def start(self):
        conf = self.directory / "smtpd.conf"
        conf.write_text(self.configuration())
        conf.chmod(0o600)
        inside = textwrap.dedent(f"""\
            set -e
            for folder in /run /var/spool /var/mail; do mount -t tmpfs tmpfs $folder; done
            mkdir -m 711 /var/spool/smtpd
            exec smtpd -d -f {conf}
            """)
        return self.launch(["unshare", "--mount", "sh", "-c", inside], self.port)


class Dovecot(Server):
    """A mailbox of `csirt` that starts empty; `deliver` puts mail into a folder of it. With a
    `relay` (a port) it also takes letters on `submission`, by STARTTLS and with a password, and
    hands them on there."""

    def __init__(self, directory, certificate, relay=None):
        super().__init__(directory)
        self.port, self.tls_port, self.submission = free_port(), free_port(), free_port()
        self.relay = relay
        self.certificate = certificate
        self.mail = self.directory / "mail"

    @staticmethod
    def can_run():
        needed = ("imap", "submission")
        return is_installed("dovecot", "doveadm") and all(
            pathlib.Path("/usr/lib/dovecot", name).exists() for name in needed)

    def configuration(self):
        owner = self.owner()
        me = owner.pw_name
        # As root it has users of its own, and reads nobody's mail as root.
        users = "" if os.geteuid() == 0 else (
            f"default_internal_user = {me}\ndefault_internal_group = {me}\n"
            f"default_login_user = {me}\n")
        protocols = "imap submission" if self.relay else "imap"
        return users + textwrap.dedent(f"""\
            base_dir = {self.directory}/run
            state_dir = {self.directory}/state
            log_path = /dev/stderr
            protocols = {protocols}
            submission_relay_host = 127.0.0.1
            submission_relay_port = {self.relay or 0}
            hostname = mx.{DOMAIN}
            first_valid_uid = {owner.pw_uid}
            first_valid_gid = {owner.pw_gid}
            service imap-login {{
              chroot =
              inet_listener imap {{
                address = 127.0.0.1
                port = {self.port}
              }}
              inet_listener imaps {{
                address = 127.0.0.1
                port = {self.tls_port}
                ssl = yes
              }}
            }}
            service submission-login {{
              chroot =
              inet_listener submission {{
                address = 127.0.0.1
                port = {self.submission}
              }}
            }}
            service anvil {{
              chroot =
            }}
            service stats {{
              chroot =
            }}
            disable_plaintext_auth = yes
            ssl = required
            ssl_cert = <{self.certificate[0]}
            ssl_key = <{self.certificate[1]}
            passdb {{
              driver = passwd-file
              args = scheme=PLAIN {self.directory}/users
            }}
            userdb {{
              driver = static
              args = uid={owner.pw_uid} gid={owner.pw_gid} home={self.mail}
            }}
            mail_location = maildir:{self.mail}/Maildir
            """)

    @staticmethod
    def owner():
        return pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())

    def start(self):
        (self.directory / "dovecot.conf").write_text(self.configuration())
        (self.directory / "users").write_text(f"csirt:{PASSWORD}\n", encoding="utf-8")
        self.mail.mkdir(exist_ok=True)
        if os.geteuid() == 0:
            os.chown(self.mail, self.owner().pw_uid, self.owner().pw_gid)
            self.directory.chmod(0o755)
        return self.launch(["dovecot", "-F", "-c", self.directory / "dovecot.conf"], self.port)

    def doveadm(self, *words, given=None):
        done = subprocess.run(["doveadm", "-c", self.directory / "dovecot.conf", *words],
                              input=given, capture_output=True, env=ENVIRONMENT, check=False)
        if done.returncode != 0:
            raise AssertionError(done.stderr.decode(errors="replace"))
        return done.stdout.decode()

    def deliver(self, raw, folder="INBOX"):
        self.doveadm("save", "-u", "csirt", "-m", folder, given=raw)

    def flags(self, folder="INBOX"):
        """The flags of each mail, by UID."""
        out = self.doveadm("-f", "tab", "fetch", "-u", "csirt", "uid flags", "mailbox", folder)
        rows = [line.split("\t") for line in out.splitlines()[1:]]
        return {int(uid): flags for uid, flags in rows}
