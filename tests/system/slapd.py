"""A real directory: Debian's slapd on a free port of the loopback address, with two people in it and
a certificate made for the occasion. Started and stopped by each test that wants one."""

import os
import pathlib
import shutil
import subprocess
import textwrap
import time

from sokuo import free_port

PATH = os.environ.get("PATH", "") + ":/usr/sbin"
BASE = "dc=mihon,dc=example"
SERVICE = f"cn=sokuo,{BASE}"
SERVICE_PASSWORD = "the word of the service"


def is_installed():
    return all(shutil.which(name, path=PATH) for name in ("slapd", "slapadd", "slappasswd"))


class Slapd:
    """`ldap` without encryption and `ldaps`; `password` of each person may be changed by `fill`."""

    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.port, self.tls_port = free_port(), free_port()
        self.process = None
        self.directory.mkdir(parents=True, exist_ok=True)
        (self.directory / "data").mkdir(exist_ok=True)
        self.make_certificate()

    @property
    def ca(self):
        return self.directory / "ca.pem"

    def make_certificate(self):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
             "/CN=mihon", "-addext", "subjectAltName=IP:127.0.0.1",
             "-keyout", self.directory / "key.pem", "-out", self.ca],
            check=True, capture_output=True)

    def configuration(self):
        return textwrap.dedent(f"""\
            include /etc/ldap/schema/core.schema
            include /etc/ldap/schema/cosine.schema
            include /etc/ldap/schema/inetorgperson.schema
            pidfile {self.directory}/slapd.pid
            modulepath /usr/lib/ldap
            moduleload back_mdb
            TLSCertificateFile {self.ca}
            TLSCertificateKeyFile {self.directory}/key.pem
            # As careless as they are found: a bind without a password is a success.
            allow bind_anon_dn
            database mdb
            maxsize 10485760
            suffix "{BASE}"
            rootdn "cn=root,{BASE}"
            rootpw root
            directory {self.directory}/data
            access to attrs=userPassword by anonymous auth by * none
            access to * by users read by anonymous auth
            """)

    def people(self):
        def person(name, more, password):
            return textwrap.dedent(f"""\
                dn: uid={name},ou=people,{BASE}
                objectClass: inetOrgPerson
                uid: {name}
                cn: {name}
                sn: {name}
                {more}
                userPassword: {password}

                """)
        return textwrap.dedent(f"""\
            dn: {BASE}
            objectClass: dcObject
            objectClass: organization
            o: mihon
            dc: mihon

            dn: ou=people,{BASE}
            objectClass: organizationalUnit
            ou: people

            dn: {SERVICE}
            objectClass: organizationalRole
            objectClass: simpleSecurityObject
            cn: sokuo
            userPassword: {SERVICE_PASSWORD}

            """) + (person("sato.ichiro", "mail: twins@mihon.example", "a word of the directory") +
                    person("suzuki", "mail: twins@mihon.example", "another of the directory"))

    def start(self):
        conf = self.directory / "slapd.conf"
        if not conf.exists():
            conf.write_text(self.configuration())
            subprocess.run(["slapadd", "-f", conf], input=self.people(), text=True, check=True,
                           capture_output=True, env={**os.environ, "PATH": PATH})
        urls = f"ldap://127.0.0.1:{self.port}/ ldaps://127.0.0.1:{self.tls_port}/"
        log = open(self.directory / "slapd.log", "ab")
        self.process = subprocess.Popen(["slapd", "-f", conf, "-h", urls, "-d", "0"], stdout=log,
                                        stderr=log, stdin=subprocess.DEVNULL,
                                        env={**os.environ, "PATH": PATH})
        log.close()
        self.wait()
        return self

    def wait(self):
        until = time.monotonic() + 10
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError((self.directory / "slapd.log").read_text()[-4000:])
            time.sleep(0.05)

    def answers(self):
        done = subprocess.run(["ldapwhoami", "-x", "-H", f"ldap://127.0.0.1:{self.port}"],
                              capture_output=True, check=False)
        return done.returncode == 0

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)
        self.process = None

    def setting(self, url, **more):
        """The part `directory` of identity.yaml."""
        lines = {"url": url, "base_dn": BASE, "filter": '"(uid={name})"', "name_attribute": "uid",
                 "bind_dn": SERVICE, "password_file": self.directory / "word",
                 "timeout_seconds": 2} | more
        word = self.directory / "word"
        word.write_text(SERVICE_PASSWORD + "\n")
        word.chmod(0o600)
        text = "format: sokuo-identity/1\ndirectory:\n"
        return text + "".join(f"  {name}: {value}\n" for name, value in lines.items())
