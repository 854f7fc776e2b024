"""ログ: machines' lines come in by every way, are kept over a restart, found again, and raise alerts."""

import json
import socket
import ssl
import struct
import subprocess
import threading
import time
import unittest
import urllib.parse

import loggers
from sokuo import SystemTest, free_port

EVE = json.dumps({
    "timestamp": "2026-11-23T10:05:27.123456+0900", "event_type": "alert", "src_ip": "192.0.2.66",
    "src_port": 4444, "dest_ip": "10.0.0.5", "dest_port": 443, "proto": "TCP",
    "alert": {"signature_id": 2100498, "signature": "GPL ATTACK_RESPONSE id check returned root",
              "severity": 1, "category": "Potentially Bad Traffic"}})
CEF = ("<36>Nov 23 10:05:27 fw-1 CEF:0|Example|Firewall|1.0|100|Many logins failed|9|"
       "src=192.0.2.77 dst=10.0.0.6 msg=admin へのログイン失敗")


class Logs(SystemTest):
    def setUp(self):
        self.ports = {way: free_port() for way in ("udp", "tcp", "tls")}
        self.city = self.organisation(start=False)
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                        "-subj", "/CN=localhost", "-keyout", self.city.directory / "key.pem",
                        "-out", self.city.directory / "cert.pem"], check=True, capture_output=True)
        self.write(loggers.settings(self.ports))
        self.city.start()
        self.staff = self.city.sign_in("handler")

    def write(self, text):
        (self.city.directory / "syslog.yaml").write_text(text)

    def context(self):
        return ssl.create_default_context(cafile=self.city.directory / "cert.pem")

    def alerts(self):
        return self.staff.get("/api/v1/alerts?state=all").expect(200).json["items"]

    def await_alerts(self, count, seconds=20):
        until = time.monotonic() + seconds
        while len(self.alerts()) < count and time.monotonic() < until:
            time.sleep(0.1)
        return self.alerts()

    def test_lines_come_in_by_every_way_and_are_found_again(self):
        loggers.datagram(self.ports["udp"], "<38>Nov 23 10:05:27 sw-1 kernel: ポート3が落ちた".encode())
        tcp = loggers.Stream(self.ports["tcp"])
        tcp.send([loggers.line("srv-1", 1), loggers.line("srv-1", 2)])
        lines = loggers.Stream(self.ports["tcp"], frame=lambda message: message + b"\n")
        lines.send([loggers.line("srv-2", 3, "パスワードが違います")])
        context = self.context()
        context.check_hostname = False
        tls = loggers.Stream(self.ports["tls"], context)
        tls.send([loggers.line("srv-3", 4)])
        loggers.await_total(self.staff, 5)

        found = loggers.everything(self.staff)
        self.assertEqual({(one["way"], one["host"]) for one in found},
                         {("udp", "sw-1"), ("tcp", "srv-1"), ("tcp", "srv-2"), ("tls", "srv-3")})
        words = urllib.parse.quote("パスワード APP")
        self.assertEqual([one["host"] for one in loggers.everything(self.staff, q=words)], ["srv-2"])
        first = loggers.everything(self.staff, host="SRV-1")
        self.assertEqual([one["process"] for one in first], ["1", "2"])
        self.assertEqual((first[0]["severity"], first[0]["text"]), ("warning", "認証に失敗しました 1"))
        sources = self.staff.get("/api/v1/logs/sources").expect(200).json
        self.assertEqual({one["host"] for one in sources["machines"]},
                         {"sw-1", "srv-1", "srv-2", "srv-3"})
        for sender in (tcp, lines, tls):
            sender.close()

    def test_what_a_suricata_or_a_firewall_calls_grave_becomes_an_alert_once(self):
        loggers.datagram(self.ports["udp"], EVE.encode())
        loggers.datagram(self.ports["udp"], CEF.encode())
        loggers.datagram(self.ports["udp"], loggers.line("srv-1", 1))
        titles = {one["title"]: one for one in self.await_alerts(2)}
        self.assertEqual(set(titles), {"GPL ATTACK_RESPONSE id check returned root",
                                       "Many logins failed"})
        self.assertEqual(titles["Many logins failed"]["severity"], "critical")
        eve = self.staff.get("/api/v1/alerts/" + titles[
            "GPL ATTACK_RESPONSE id check returned root"]["id"]).json
        self.assertIn("192[.]0[.]2[.]66", eve["observables"])
        self.assertEqual(eve["events"][0]["reference"], "log-1")

        # The plug is pulled before anybody noted how far was looked: nothing is raised twice.
        self.city.kill()
        self.city.start()
        self.staff = self.city.sign_in("handler")
        time.sleep(3)
        self.assertEqual([one["count"] for one in self.alerts()], [1, 1])

    def test_a_storm_is_one_alert_with_its_count(self):
        self.city.stop()
        self.write(loggers.settings(self.ports, "raise: {words: [breakin]}"))
        self.city.start()
        self.staff = self.city.sign_in("handler")
        storm = loggers.Stream(self.ports["tcp"])
        storm.send(loggers.line("srv-1", number, "BREAKIN attempt") for number in range(3_000))
        loggers.await_total(self.staff, 3_000)
        until = time.monotonic() + 30
        while sum(one["count"] for one in self.alerts()) < 3_000 and time.monotonic() < until:
            time.sleep(0.2)
        self.assertEqual([one["count"] for one in self.alerts()], [3_000])
        storm.close()

    def test_nothing_is_lost_over_a_restart_in_the_middle_and_each_sender_stays_in_order(self):
        senders, each = 4, 5_000
        streams = [loggers.Stream(self.ports["tcp"]) for _ in range(senders)]

        def speak(number):
            streams[number].send((loggers.line(f"srv-{number}", one) for one in range(each)), 50)
            streams[number].close()

        threads = [threading.Thread(target=speak, args=(number,)) for number in range(senders)]
        for thread in threads:
            thread.start()
        loggers.await_total(self.staff, each // 2)
        self.assertEqual(self.city.stop(), 0)
        self.city.start()
        self.staff = self.city.sign_in("handler")
        for thread in threads:
            thread.join(60)
        loggers.await_total(self.staff, senders * each)
        for number in range(senders):
            said = [int(one["process"]) for one in
                    loggers.everything(self.staff, host=f"srv-{number}")]
            self.assertEqual(said, list(range(each)))

    def test_the_plug_costs_no_line_that_was_on_the_disk(self):
        stream = loggers.Stream(self.ports["tcp"])
        stream.send(loggers.line("srv-1", one) for one in range(2_000))
        kept = loggers.await_total(self.staff, 2_000)
        stream.send(loggers.line("srv-1", 2_000 + one) for one in range(2_000))
        self.city.kill()
        stream.close()
        self.city.start()
        self.staff = self.city.sign_in("handler")
        said = [int(one["process"]) for one in loggers.everything(self.staff)]
        self.assertGreaterEqual(len(said), kept)
        self.assertEqual(said, list(range(len(said))))

    def test_what_senders_get_wrong_is_bounded_and_marked(self):
        with socket.create_connection(("127.0.0.1", self.ports["tcp"])) as endless:
            for _ in range(64):
                endless.sendall(b"x" * 65_536)
            endless.sendall(b"\n<36>next\n")
            endless.sendall(b"9999999 <36>short")
        with socket.create_connection(("127.0.0.1", self.ports["tls"])) as mute:
            mute.sendall(b"not tls at all, but for a while it may look so" * 100)
        loggers.datagram(self.ports["udp"], b"\xff\xfe\x00broken")
        loggers.await_total(self.staff, 4)
        marks = [one.get("marks", []) for one in loggers.everything(self.staff)]
        self.assertTrue(any("cut" in one for one in marks), marks)
        self.assertTrue(any("half" in one for one in marks), marks)
        self.assertTrue(any("broken_text" in one for one in marks), marks)
        crowd = []
        for _ in range(600):
            try:
                crowd.append(socket.create_connection(("127.0.0.1", self.ports["tcp"]), 2))
            except OSError:
                break
        sources = self.staff.get("/api/v1/logs/sources").expect(200).json
        self.assertLessEqual(sources["connections"], 500)
        self.assertGreater(sources["refused"], 0)
        for one in crowd:  # Gone at once, so that nothing waits for them.
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            one.close()

    def test_strangers_are_not_heard_and_a_file_written_wrong_keeps_nobody_from_working(self):
        self.city.stop()
        self.write(loggers.settings(self.ports, "senders: [192.0.2.0/24]"))
        self.city.start()
        self.staff = self.city.sign_in("handler")
        loggers.datagram(self.ports["udp"], b"<36>from a stranger")
        until = time.monotonic() + 10
        sources = {"refused": 0}
        while not sources["refused"] and time.monotonic() < until:
            sources = self.staff.get("/api/v1/logs/sources").expect(200).json
        self.assertEqual((sources["refused"], sources["last_refused"], sources["total"]),
                         (1, "127.0.0.1", 0))
        self.city.stop()
        self.write("format: sokuo-syslog/1\nlisten:\n  - {way: smoke, address: here}\n")
        self.city.start()
        self.staff = self.city.sign_in("handler")
        self.assertFalse(self.staff.get("/api/v1/logs/sources").expect(200).json["listens"])
        self.assertIn("syslog.yaml", self.city.log.read_text())

    def test_questions_that_cannot_be_answered_are_refused_in_words(self):
        for query, field in (("from=yesterday", "from"), ("before=x", "before"),
                             ("q=" + "a%20" * 9, "q"), ("limit=0", "limit")):
            self.assertEqual(self.staff.get(f"/api/v1/logs?{query}").expect(400).json["field"], field)
        self.city.sign_in("auditor").get("/api/v1/logs").expect(403)


if __name__ == "__main__":
    unittest.main()
