"""Machines that log: senders for the tests and the bench, which stop when they are told to."""

import select
import socket
import ssl
import time


def settings(ports, more=""):
    """syslog.yaml with a door for each way in `ports`."""
    doors = [f"  - {{way: {way}, address: '127.0.0.1:{port}'"
             + (", certificate: cert.pem, key: key.pem" if way == "tls" else "") + "}"
             for way, port in ports.items()]
    return "\n".join(["format: sokuo-syslog/1", "listen:", *doors, more, ""])


def line(host, number, text="認証に失敗しました", priority=36):
    return f"<{priority}>1 2026-11-23T01:05:27Z {host} app {number} - - {text} {number}".encode()


def counted(message):
    return b"%d %s" % (len(message), message)


class Stream:
    """A sender over TCP or TLS that connects again when the receiver ends, and goes on with the first
    message it has not handed over. Syslog has no receipts: what was written before the receiver said
    that it ends was read by it."""

    def __init__(self, port, context=None, frame=counted):
        self.port, self.context, self.frame, self.socket = port, context, frame, None

    def connect(self, seconds=30):
        until = time.monotonic() + seconds
        while True:
            try:
                plain = socket.create_connection(("127.0.0.1", self.port), timeout=10)
                self.socket = self.context.wrap_socket(plain) if self.context else plain
                return
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)

    def is_told(self):
        """Whether the receiver has ended its side."""
        readable, _, _ = select.select([self.socket], [], [], 0)
        return bool(readable)

    def send(self, messages, at_once=200):
        """All of them, in order, over as many connections as it takes."""
        messages = list(messages)
        sent = 0
        while sent < len(messages):
            if self.socket is None:
                self.connect()
            if self.is_told():
                self.close()
                continue
            batch = messages[sent:sent + at_once]
            self.socket.sendall(b"".join(map(self.frame, batch)))
            sent += len(batch)

    def close(self):
        if self.socket is not None:
            try:
                if isinstance(self.socket, ssl.SSLSocket):
                    self.socket.unwrap()
            except OSError:
                pass
            self.socket.close()
        self.socket = None


def datagram(port, message):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.sendto(message, ("127.0.0.1", port))


def await_total(client, total, seconds=60):
    """Waits until so many lines are on the disk."""
    until = time.monotonic() + seconds
    while True:
        now = client.get("/api/v1/logs/sources").expect(200).json["total"]
        if now >= total:
            return now
        if time.monotonic() > until:
            raise AssertionError(f"{now} of {total} lines")
        time.sleep(0.05)


def everything(client, **filters):
    """Every line, oldest first."""
    lines, before = [], None
    while True:
        query = "&".join([f"{key}={value}" for key, value in filters.items()]
                         + ["limit=200"] + ([f"before={before}"] if before else []))
        page = client.get(f"/api/v1/logs?{query}").expect(200).json
        lines += page["items"]
        before = page.get("next")
        if before is None:
            return lines[::-1]
