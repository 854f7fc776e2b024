"""A mail server that hears one kind of thing and keeps it: for tests, on the loopback address."""

import email
import email.policy
import socketserver
import threading


class Conversation(socketserver.StreamRequestHandler):
    timeout = 20

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        sink = self.server
        with sink.lock:
            sink.connections += 1
        if sink.is_mute:
            return
        self.say("220 sink.example ESMTP")
        sender, recipients = None, []
        while line := self.rfile.readline().decode("ascii", "replace").rstrip("\r\n"):
            verb = line.split(":")[0].split(" ")[0].upper()
            if verb in ("EHLO", "HELO"):
                sink.greeted_by.append(line.split(" ")[1])
                self.say("250 sink.example")
            elif verb == "MAIL":
                sender = line
                self.say("250 ok")
            elif verb == "RCPT" and sink.refuses:
                self.say("550 5.1.1 no such mailbox")
            elif verb == "RCPT":
                recipients.append(line)
                self.say("250 ok")
            elif verb == "DATA":
                self.say("354 go on")
                sink.take(sender, recipients, self.data())
                self.say("250 kept")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok" if verb in ("RSET", "NOOP") else "502 no")

    def data(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)


class SmtpSink(socketserver.ThreadingTCPServer):
    """`refuses`: every mailbox, for good. `is_mute`: hangs up on everybody."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.port = self.server_address[1]
        self.lock = threading.Lock()
        self.heard = threading.Condition(self.lock)
        self.mails = []  # (sender line, recipient lines, raw bytes)
        self.greeted_by = []
        self.connections = 0
        self.refuses = False
        self.is_mute = False
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def take(self, sender, recipients, raw):
        with self.heard:
            self.mails.append((sender, recipients, raw))
            self.heard.notify_all()

    def wait_for(self, count, seconds=30):
        """The mails, once there are that many."""
        with self.heard:
            if not self.heard.wait_for(lambda: len(self.mails) >= count, seconds):
                raise AssertionError(f"{len(self.mails)} mails came, not {count}")
            return list(self.mails)

    @staticmethod
    def read(raw):
        """A mail as a reader's program shows it."""
        return email.message_from_bytes(raw, policy=email.policy.default)

    def close(self):
        self.shutdown()
        self.server_close()
