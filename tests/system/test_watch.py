"""sokuo watch: logs looked at while they are written, with the real program: a pipe that stays open, a Unix socket
with many clients, rules that change, clocks that end what nothing ends."""

import datetime
import json
import os
import pathlib
import queue
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import threading
import time
import unittest

from sokuo import BINARY

RULES = """title: Door Forced
id: 5f3b1d0e-6a53-4d0a-9b57-2d4a7b1a0c11
author: みほん 花子
license: DRL 1.1
level: high
logsource: {product: linux}
detection: {words: ['door forced'], condition: words}
---
title: Wrong Key
id: 5f3b1d0e-6a53-4d0a-9b57-2d4a7b1a0c12
name: wrong_key
level: informational
logsource: {product: linux}
detection: {words: ['wrong key'], condition: words}
---
title: Many Keys Tried
id: 5f3b1d0e-6a53-4d0a-9b57-2d4a7b1a0c13
level: medium
correlation:
  type: event_count
  rules: [wrong_key]
  group-by: [host]
  timespan: 2s
  condition: {gte: 3}
---
title: The Bell Rang Once
id: 5f3b1d0e-6a53-4d0a-9b57-2d4a7b1a0c14
name: bell
level: informational
logsource: {product: linux}
detection: {words: ['bell'], condition: words}
---
title: The Bell Rang Too Seldom
id: 5f3b1d0e-6a53-4d0a-9b57-2d4a7b1a0c15
level: low
correlation:
  type: event_count
  rules: [bell]
  timespan: 2s
  condition: {lt: 3}
"""
ANOTHER = """title: Window Broken
id: 5f3b1d0e-6a53-4d0a-9b57-2d4a7b1a0c16
level: critical
logsource: {product: linux}
detection: {words: ['window broken'], condition: words}
"""
ALERT = {"timestamp": "2026-11-28T12:00:00.000000+0900", "flow_id": 7, "event_type": "alert",
         "src_ip": "192.0.2.66", "dest_ip": "10.0.0.5", "alert": {"signature": "ET door", "severity": 1}}
EVE_RULE = """title: An Alert Of Suricata
id: 5f3b1d0e-6a53-4d0a-9b57-2d4a7b1a0c17
level: medium
logsource: {product: suricata}
detection: {selection: {event_type: alert}, condition: selection}
"""


def said(text, host="web01", at=None):
    at = at or datetime.datetime.now(datetime.timezone.utc)
    return f"<38>1 {at.strftime('%Y-%m-%dT%H:%M:%S.%fZ')} {host} app 77 - - {text}\n".encode()


class Watching:
    """A watch under way, and what it says as it says it."""

    def __init__(self, *words, folder, **more):
        self.process = subprocess.Popen(
            [BINARY, "watch", *map(str, words)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, cwd=folder,
            env={**os.environ, "LANG": "ja_JP.UTF-8", "LC_ALL": "", "HOME": str(folder), **more})
        self.out, self.errors = queue.Queue(), queue.Queue()
        self.threads = [threading.Thread(target=self.hear, args=pair, daemon=True) for pair in
                        ((self.process.stdout, self.out), (self.process.stderr, self.errors))]
        for thread in self.threads:
            thread.start()

    @staticmethod
    def hear(pipe, into):
        for line in pipe:
            into.put((time.monotonic(), line.decode()))
        into.put((time.monotonic(), None))

    def write(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def say(self, *words, **more):
        self.write(said(*words, **more))

    @staticmethod
    def take(source, seconds):
        try:
            return source.get(timeout=seconds)[1]
        except queue.Empty:
            return None

    def line(self, seconds=30):
        """The next line of standard output; None: none came in time."""
        return self.take(self.out, seconds)

    def error(self, word, seconds=40):
        """Awaits a line on standard error with a word in it."""
        until, heard = time.monotonic() + seconds, []
        while time.monotonic() < until:
            line = self.take(self.errors, max(0.01, until - time.monotonic()))
            if line is None:
                break
            heard.append(line)
            if word in line:
                return line
        raise AssertionError(f"{word} was not said: {heard}")

    def end(self, how=None, seconds=60):
        """The exit code, and what else was said."""
        if how is not None:
            self.process.send_signal(how)
        elif not self.process.stdin.closed:
            self.process.stdin.close()
        code = self.process.wait(seconds)
        for thread in self.threads:
            thread.join(10)
        rest = []
        while not self.out.empty():
            line = self.out.get()[1]
            if line is not None:
                rest.append(line)
        return code, rest


class Watches(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="watch-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.rules = self.folder / "rules"
        self.rules.mkdir()
        (self.rules / "door.yml").write_text(RULES)
        self.socket = self.folder / "s.sock"
        self.watching = []
        self.addCleanup(self.end_all)

    def end_all(self):
        for one in self.watching:
            if one.process.poll() is None:
                one.process.kill()
                one.process.wait()
            for pipe in (one.process.stdin, one.process.stdout, one.process.stderr):
                try:
                    pipe.close()
                except OSError:
                    pass

    def watch(self, *words, rules=True, **more):
        one = Watching(*words, *(["--rules", self.rules] if rules else []), folder=self.folder, **more)
        self.watching.append(one)
        one.error("見張っています")
        return one

    def connect(self, kind=socket.SOCK_STREAM):
        one = socket.socket(socket.AF_UNIX, kind)
        self.addCleanup(one.close)
        one.connect(str(self.socket))
        return one


class ThePipe(Watches):
    def test_a_match_is_told_while_the_pipe_stays_open(self):
        watch = self.watch("--jsonl", "-")
        for number in range(3):
            begun = time.monotonic()
            watch.write(b"nothing to see\n")
            watch.say(f"door forced {number}")
            found = json.loads(watch.line())
            if number:  # The first time the program may still be getting up.
                self.assertLess(time.monotonic() - begun, 2)
            self.assertEqual(found["rule"]["title"], "Door Forced")
            self.assertEqual(found["rule"]["author"], "みほん 花子")
            self.assertEqual((found["computer"], found["file"], found["record"]),
                             ("web01", "-", 2 * number + 2))
        self.assertEqual(watch.end(), (1, []))

    def test_half_a_line_waits_for_its_other_half(self):
        watch = self.watch("--jsonl", "-")
        line = said("door forced")
        watch.write(line[:20])
        self.assertIsNone(watch.line(0.7))
        watch.write(line[20:])
        self.assertIn("Door Forced", watch.line())
        watch.write(line[:-1])
        self.assertIsNone(watch.line(0.7))
        code, rest = watch.end()
        self.assertEqual((code, len(rest)), (1, 1))

    def test_people_are_told_once_an_hour_and_then_how_often(self):
        watch = self.watch()
        for number in range(20):
            watch.say(f"door forced {number}")
        for number in range(2):
            watch.say(f"door forced {number}", host="web02")
        told = []
        while len([one for one in told if "Door Forced" in one]) < 2:
            told.append(watch.line())
        self.assertIn("時刻は日本時間（JST）です。", told[0])
        self.assertIn("web01", "".join(told))
        code, rest = watch.end()
        text = "".join(rest)
        self.assertEqual(code, 1)
        # Where the hour turned in the middle they are in two.
        self.assertRegex(text, r"web01  Door Forced  計 \d+ 件")
        self.assertLess(text.count("\n"), 5, text)

    def test_it_ends_with_what_it_found(self):
        self.assertEqual(self.watch("-").end(), (0, []))
        clean = self.watch()
        clean.say("all is well")
        self.assertEqual(clean.end()[0], 0)
        for how in (signal.SIGTERM, signal.SIGINT):
            stopped = self.watch("--jsonl", self.folder / "found.jsonl")
            stopped.say("door forced")
            self.assertIn("Door Forced", "".join(filter(None, (stopped.line() for _ in range(4)))))
            self.assertEqual(stopped.end(how)[0], 1)
        # The file goes on where it was.
        found = (self.folder / "found.jsonl").read_text().splitlines()
        self.assertEqual([json.loads(one)["rule"]["title"] for one in found], ["Door Forced"] * 2)
        self.assertEqual(stat.S_IMODE((self.folder / "found.jsonl").stat().st_mode), 0o600)

    def test_an_old_log_sent_through_gives_what_a_scan_gives(self):
        old = datetime.datetime(2025, 3, 1, tzinfo=datetime.timezone.utc)
        lines = b"".join(
            said(text, at=old + datetime.timedelta(milliseconds=300 * number))
            for number, text in enumerate(["wrong key"] * 5 + ["x"] * 60 + ["door forced", "bell"]))
        scan = subprocess.run([BINARY, "scan", "-", "--rules", self.rules, "--jsonl", "-"], input=lines,
                              capture_output=True, check=False, cwd=self.folder, timeout=120)
        watch = self.watch("--jsonl", "-")
        watch.write(lines)
        code, told = watch.end()
        self.assertEqual((code, scan.returncode), (1, 1))
        wanted = {(one["rule"]["title"], one["time"], one.get("events")) for one in
                  map(json.loads, scan.stdout.decode().splitlines())}
        # An episode that grew is told when it begins as well.
        got = {(one["rule"]["title"], one["time"], one.get("events")) for one in map(json.loads, told)}
        self.assertEqual(len(wanted), 3)
        self.assertLessEqual(wanted, got)
        self.assertEqual({one[:2] for one in got}, {one[:2] for one in wanted})

    def test_a_line_that_is_too_long_is_passed_over(self):
        watch = self.watch("--jsonl", "-")
        watch.write(b"x" * (3 << 20) + b"\n")
        watch.say("door forced")
        self.assertIn("Door Forced", watch.line())
        code, _ = watch.end()
        self.assertEqual(code, 1)
        watch.error("読めなかった行・記録 1 件")

    def test_the_rules_that_come_with_it_see_an_attack(self):
        watch = self.watch("--jsonl", "-", rules=False)
        watch.write(
            b"<38>1 2026-11-28T03:00:00Z www1 usermod 77 - - add 'tmpadm' to group 'sudo'\n")
        found = json.loads(watch.line())
        self.assertEqual(found["rule"]["title"], "User Given Administrator Rights on Linux")
        self.assertEqual(watch.end()[0], 1)

    def test_what_is_no_stream_and_words_it_does_not_know_are_refused(self):
        for wrong in (["a.log"], ["--mode", "0600"], ["--socket", "s", "--mode", "9"], ["--what"],
                      ["--socket", "s", "--clients", "0"], ["--min-level", "grave"], ["--rules", "/no/such"],
                      ["-", "-"], ["--socket", ""]):
            ran = subprocess.run([BINARY, "watch", *wrong], input=b"", capture_output=True, check=False,
                                 cwd=self.folder, timeout=60)
            self.assertEqual(ran.returncode, 2, (wrong, ran.stderr))
            self.assertNotEqual(ran.stderr, b"", wrong)
        watch = self.watch()
        watch.write(b"ElfFile\0" + bytes(60_000))
        code, _ = watch.end()
        self.assertEqual(code, 3)
        watch.error("sokuo scan")

    def test_whoever_reads_it_may_go_away(self):
        watch = subprocess.Popen([BINARY, "watch", "--rules", self.rules, "--jsonl", "-"], cwd=self.folder,
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            watch.stdin.write(said("door forced"))
            watch.stdin.flush()
            self.assertIn(b"Door Forced", watch.stdout.readline())
            watch.stdout.close()
            watch.stdin.write(said("door forced"))
            watch.stdin.flush()
            self.assertEqual(watch.wait(60), 3)
        finally:
            watch.kill()
            watch.wait()
            watch.stdin.close()


class TheClock(Watches):
    def test_an_episode_is_told_when_it_begins_and_when_the_clock_ends_it(self):
        watch = self.watch("--jsonl", "-")
        for _ in range(3):
            watch.say("wrong key")
        begun = json.loads(watch.line())
        self.assertEqual((begun["rule"]["title"], begun["events"]), ("Many Keys Tried", 3))
        watch.say("wrong key")
        told_at = time.monotonic()
        over = json.loads(watch.line())
        self.assertGreater(time.monotonic() - told_at, 1.5)
        self.assertEqual((over["rule"]["title"], over["events"], over["time"]),
                         ("Many Keys Tried", 4, begun["time"]))
        self.assertIsNone(watch.line(1))
        self.assertEqual(watch.end(), (1, []))

    def test_too_little_is_heard_when_nothing_comes_any_more(self):
        watch = self.watch("--jsonl", "-")
        watch.say("bell")
        begun = time.monotonic()
        self.assertEqual(json.loads(watch.line())["rule"]["title"], "The Bell Rang Too Seldom")
        self.assertGreater(time.monotonic() - begun, 1.5)
        # Whoever stops listening does not say so.
        watch.say("bell")
        time.sleep(0.5)
        self.assertEqual(watch.end(signal.SIGTERM), (1, []))


class TheSocket(Watches):
    def test_several_clients_speak_at_once_and_each_is_answered(self):
        (self.rules / "eve.yml").write_text(EVE_RULE)
        watch = self.watch("--socket", self.socket, "--jsonl", "-")
        self.assertEqual(stat.S_IMODE(self.socket.stat().st_mode), 0o600)
        one, two = self.connect(), self.connect()
        one.sendall(said("door forced")[:15])
        two.sendall(json.dumps(ALERT).encode() + b"\n")
        found = json.loads(watch.line())
        self.assertEqual((found["rule"]["title"], found["file"], found["record"]),
                         ("An Alert Of Suricata", f"{self.socket}#2", 1))
        one.sendall(said("door forced")[15:] + json.dumps(ALERT).encode())
        self.assertEqual(json.loads(watch.line())["file"], f"{self.socket}#1")
        one.close()  # What has no line end is a line as well.
        self.assertEqual(json.loads(watch.line())["record"], 2)
        for _ in range(40):
            self.connect().sendall(said("door forced"))
        self.assertEqual(len([watch.line() for _ in range(40)]), 40)
        code, rest = watch.end(signal.SIGTERM)
        self.assertEqual((code, rest), (1, []))
        self.assertFalse(self.socket.exists())

    def test_datagrams_are_records_whatever_they_are(self):
        (self.rules / "eve.yml").write_text(EVE_RULE)
        watch = self.watch("--socket", self.socket, "--datagram", "--mode", "0660", "--jsonl", "-")
        self.assertEqual(stat.S_IMODE(self.socket.stat().st_mode), 0o660)
        one = self.connect(socket.SOCK_DGRAM)
        one.send(said("door forced").rstrip(b"\n"))
        one.send(json.dumps(ALERT, indent=1).encode())
        one.send(b"")
        one.send(b"<13>Nov 28 12:00:00 su: door forced\0")
        titles = [json.loads(watch.line())["rule"]["title"] for _ in range(3)]
        self.assertEqual(titles, ["Door Forced", "An Alert Of Suricata", "Door Forced"])
        self.assertEqual(watch.end(signal.SIGINT), (1, []))

    def test_a_socket_left_over_is_replaced_and_one_in_use_is_not(self):
        dead = self.watch("--socket", self.socket)
        dead.process.kill()
        dead.process.wait()
        self.assertTrue(self.socket.exists())
        watch = self.watch("--socket", self.socket, "--jsonl", "-")
        for more in ([], ["--datagram"]):
            second = subprocess.run([BINARY, "watch", "--socket", self.socket, *more], capture_output=True,
                                    check=False, timeout=60, cwd=self.folder)
            self.assertEqual(second.returncode, 3)
            self.assertIn("ほかのプログラムが使っていないか", second.stderr.decode())
        self.connect().sendall(said("door forced"))
        self.assertIn("Door Forced", watch.line())
        self.assertEqual(watch.end(signal.SIGTERM)[0], 1)
        (self.folder / "file").write_text("kept")
        no = subprocess.run([BINARY, "watch", "--socket", self.folder / "file"], capture_output=True,
                            check=False, timeout=60)
        self.assertEqual(no.returncode, 3)
        self.assertEqual((self.folder / "file").read_text(), "kept")

    def test_no_more_clients_than_there_is_room_for(self):
        watch = self.watch("--socket", self.socket, "--clients", "3", "--jsonl", "-")
        clients = [self.connect() for _ in range(3)]
        for one in clients:
            one.sendall(said("door forced"))
            self.assertIn("Door Forced", watch.line())
        late = self.connect()
        self.assertEqual(late.recv(1), b"")
        clients[0].close()
        time.sleep(0.5)
        self.connect().sendall(said("door forced"))
        self.assertIn("Door Forced", watch.line())
        watch.end(signal.SIGTERM)
        watch.error("断った接続 1 件")

    def test_standard_input_and_a_socket_at_once(self):
        watch = self.watch("-", "--socket", self.socket, "--jsonl", "-")
        watch.say("door forced")
        self.assertEqual(json.loads(watch.line())["file"], "-")
        watch.process.stdin.close()
        self.connect().sendall(said("door forced"))
        self.assertEqual(json.loads(watch.line())["file"], f"{self.socket}#1")
        self.assertEqual(watch.end(signal.SIGTERM)[0], 1)

    def test_memory_stays_what_it_was(self):
        # A build with sanitizers keeps what was given back, for a while.
        watch = self.watch("--socket", self.socket, "--jsonl", os.devnull,
                           ASAN_OPTIONS="quarantine_size_mb=1")
        one = self.connect()
        lines = b"".join(said(f"door forced {number}", host=f"host-{number}") for number in range(2_000))

        def used():
            status = pathlib.Path(f"/proc/{watch.process.pid}/status").read_text()
            return int(status.split("VmRSS:")[1].split()[0])

        for _ in range(8):
            one.sendall(lines)
        time.sleep(1)
        before = used()
        for _ in range(24):
            one.sendall(lines)
        time.sleep(1)
        self.assertLess(used() - before, 100_000)
        watch.end(signal.SIGKILL)


class TheRules(Watches):
    def test_they_are_read_anew_when_they_change_and_when_told_to(self):
        watch = self.watch("--jsonl", "-")
        watch.say("window broken")
        (self.rules / "window.yml").write_text(ANOTHER)
        watch.process.send_signal(signal.SIGHUP)
        watch.error("ルールを読み直しました（4 件")
        watch.say("window broken")
        self.assertIn("Window Broken", watch.line())
        # Without being told to: within some five seconds.
        (self.rules / "window.yml").write_text(ANOTHER.replace("Window Broken", "Glass Everywhere"))
        watch.error("ルールを読み直しました")
        watch.say("window broken")
        self.assertIn("Glass Everywhere", watch.line())
        self.assertEqual(watch.end(), (1, []))

    def test_a_wrong_set_changes_nothing_and_is_said(self):
        watch = self.watch("--jsonl", "-")
        shutil.move(self.rules, self.folder / "away")
        watch.process.send_signal(signal.SIGHUP)
        watch.error("ルールを読み直せません")
        watch.say("door forced")
        self.assertIn("Door Forced", watch.line())
        shutil.move(self.folder / "away", self.rules)
        (self.rules / "door.yml").write_text("title: [")
        watch.process.send_signal(signal.SIGHUP)
        watch.error("使えるルールがありません")
        (self.rules / "eve.yml").write_text(EVE_RULE)
        watch.process.send_signal(signal.SIGHUP)
        self.assertIn("door.yml", watch.error("使えないルール: "))
        watch.write(json.dumps(ALERT).encode() + b"\n")
        self.assertIn("An Alert Of Suricata", watch.line())
        self.assertEqual(watch.end()[0], 1)


if __name__ == "__main__":
    unittest.main()
