"""検知ルール: lines of logs that fit a rule raise one alert, over restarts and pulled plugs; the files of an
incident are hunted through, in a worker that nothing they hold can harm; rules change while it runs."""

import datetime
import gzip
import io
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time
import unittest
import urllib.parse
import zipfile

import acts
import loggers
from sokuo import ROOT, SystemTest, free_port

RULES = ROOT / "rules"
EXAMPLES = ROOT / "tests/detect/rules"
SUDO = "User Given Administrator Rights on Linux"
GUESSED = "SSH Passwords Being Guessed"
# Alerts are written in the language of the city.
SUDO_ALERT = "Linuxの管理者権限の付与"
GUESSED_ALERT = "SSHのパスワード総当たり"
DATA = pathlib.Path(os.environ.get("SOKUO_DATA", ROOT.parent / "shared/data"))


def now(seconds=0):
    return datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)


def said(host, program, text, at=None):
    stamp = (at or now()).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return f"<38>1 {stamp} {host} {program} 77 - - {text}".encode()


def sudo(host, name="tmpadm"):
    return said(host, "usermod", f"add '{name}' to group 'sudo'")


def wrong(host, number, at):
    return said(host, "sshd", f"Failed password for root from 203.0.113.66 port {number} ssh2", at)


def example(rule, file="fires.jsonl"):
    return (EXAMPLES / rule / file).read_bytes()


class Detection(SystemTest):
    def setUp(self):
        self.ports = {"tcp": free_port()}
        self.city = self.organisation(start=False)
        (self.city.directory / "syslog.yaml").write_text(loggers.settings(self.ports))
        self.rules = self.city.directory / "rules"
        shutil.copytree(RULES, self.rules)
        self.write()
        self.serve()

    def write(self, more=""):
        (self.city.directory / "detection.yaml").write_text(
            f"format: sokuo-detection/1\nrules: [rules]\n{more}\n")

    def serve(self):
        self.city.start()
        self.staff = self.city.sign_in("handler")

    def send(self, messages):
        stream = loggers.Stream(self.ports["tcp"])
        stream.send(messages)
        stream.close()

    def alerts(self):
        return {one["title"]: one for one in
                self.staff.get("/api/v1/alerts?state=all").expect(200).json["items"]}

    def await_alert(self, title, count=1, seconds=20):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = self.alerts().get(title)
            if found and found["count"] >= count:
                return found
            time.sleep(0.1)
        self.fail(f"{title} × {count} did not come: {self.alerts()}\n{self.city.log.read_text()[-2000:]}")

    def zygote(self):
        """The process the rules are in."""
        listed = subprocess.run(["pgrep", "-f", f"zygote-detect {self.city.directory}"],
                                capture_output=True, text=True, check=False)
        return [int(one) for one in listed.stdout.split()]


class Streams(Detection):
    def test_a_line_that_fits_a_rule_is_an_alert_within_seconds_and_again_is_the_same_alert(self):
        begun = time.monotonic()
        self.send([said("www1", "cron", "nothing to see"), sudo("www1")])
        alert = self.await_alert(SUDO_ALERT)
        print("\n  alert after", round(time.monotonic() - begun, 2), "s")
        self.assertEqual((alert["source"], alert["severity"], alert["host"], alert["count"]),
                         ("detection", "medium", "www1", 1))
        self.send([sudo("www1", "other")])
        self.assertEqual(self.await_alert(SUDO_ALERT, 2)["id"], alert["id"])
        self.assertEqual(len(self.alerts()), 1)
        read = self.staff.get("/api/v1/alerts/" + alert["id"]).expect(200).json
        self.assertIn("Rule author: Sokuo", read["description"])
        self.assertIn("to group 'sudo'", json.dumps(read["events"], ensure_ascii=False))

    def test_a_window_of_failures_is_one_alert_whatever_the_batches_and_restarts(self):
        begun = now(-3_000)
        self.send(wrong("www1", one, begun + datetime.timedelta(seconds=one)) for one in range(12))
        time.sleep(3)
        self.assertNotIn(GUESSED_ALERT, self.alerts())
        # The first half was looked at before the plug was pulled; the second comes after it.
        self.city.kill()
        self.serve()
        self.send(wrong("www1", one, begun + datetime.timedelta(seconds=one)) for one in range(12, 24))
        alert = self.await_alert(GUESSED_ALERT)
        self.assertEqual((alert["count"], alert["host"]), (1, "www1"))
        again = begun + datetime.timedelta(minutes=20)
        self.send(wrong("www1", one, again + datetime.timedelta(seconds=one)) for one in range(24))
        self.assertEqual(self.await_alert(GUESSED_ALERT, 2)["id"], alert["id"])
        self.city.kill()
        self.serve()
        time.sleep(4)
        self.assertEqual(self.alerts()[GUESSED_ALERT]["count"], 2)
        self.assertEqual(len(self.alerts()), 1)

    def test_the_plug_costs_no_match_and_doubles_none(self):
        for burst in range(4):
            self.send(sudo("www1", f"one{burst}x{one}") for one in range(100))
            if burst % 2:
                time.sleep(0.3)
            loggers.await_total(self.staff, 100 * (burst + 1))
            self.city.kill()
            self.serve()
        self.await_alert(SUDO_ALERT, 400, 60)
        time.sleep(3)
        self.assertEqual([one["count"] for one in self.alerts().values()], [400])

    def test_json_lines_of_windows_are_looked_at_as_events(self):
        line = example("win_security_log_cleared").splitlines()[0]
        self.send([b"<38>1 " + now().strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                   + b" PC-SOUMU-07 nxlog 1 - - " + line])
        titles = self.await_any()
        self.assertTrue(any("ログ" in one for one in titles), titles)

    def await_any(self, seconds=20):
        until = time.monotonic() + seconds
        while not self.alerts() and time.monotonic() < until:
            time.sleep(0.1)
        return list(self.alerts())

    def test_a_program_of_this_machine_writes_into_a_unix_socket_and_its_lines_are_the_evidence(self):
        self.city.stop()
        (self.city.directory / "syslog.yaml").write_text(loggers.settings(
            self.ports, "raise: {eve: -1}").replace(
                "listen:", "listen:\n  - {way: unix, path: run.sock}\n"
                "  - {way: unix_datagram, path: dev-log, mode: '0600'}"))
        (self.rules / "eve.yml").write_text(
            "title: Suricata Saw Something\nid: 5a6d5a52-0c1c-4a59-8b9f-0f8f6c3f7a02\nauthor: Test\n"
            "logsource: {product: suricata}\ndetection: {s: {event_type: alert}, condition: s}\nlevel: medium\n")
        self.serve()
        doors = self.staff.get("/api/v1/logs/sources").expect(200).json["doors"]
        self.assertEqual([(one["way"], pathlib.Path(one["address"]).name) for one in doors[:2]],
                         [("unix", "run.sock"), ("unix_datagram", "dev-log")])
        here, eve = socket.gethostname(), {"event_type": "alert", "flow_id": 7, "src_ip": "192.0.2.66",
                                           "dest_ip": "10.0.0.5", "alert": {"signature": "ET x", "severity": 1}}
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as suricata:
            suricata.connect(str(self.city.directory / "run.sock"))
            for number in range(60):
                suricata.sendall(json.dumps({**eve, "timestamp": now().isoformat(), "n": number}).encode() + b"\n")
            alert = self.await_alert("Suricata Saw Something", 60)
        self.assertEqual((alert["source"], alert["host"], alert["severity"]), ("detection", here, "medium"))
        read = self.staff.get("/api/v1/alerts/" + alert["id"]).expect(200).json
        self.assertIn('"signature": "ET x"', read["events"][-1]["raw"])
        self.assertEqual(sum(one["count"] for one in read["hours"]), 60)
        self.assertTrue(all(one["from"].endswith(":00:00Z") for one in read["hours"]), read["hours"])
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as program:
            program.connect(str(self.city.directory / "dev-log"))
            program.send(now().strftime("<38>%b %e %H:%M:%S usermod[77]: ").encode()
                         + b"add 'tmpadm' to group 'sudo'\0")
        self.assertEqual(self.await_alert(SUDO_ALERT)["host"], here)
        self.city.stop()
        self.assertFalse((self.city.directory / "run.sock").exists())

    def test_hostile_lines_harm_nobody(self):
        deep = b'{"a":' * 5_000 + b"1" + b"}" * 5_000
        self.send([b"<38>1 - - - - - - " + bytes(range(1, 256)).replace(b"\n", b""),
                   b"<38>" + deep, b"<38>1 2026-13-45T99:99:99Z x y 1 - [a b=\"\\]\\", b"<38>" + b"%" * 60_000,
                   sudo("www9")])
        self.assertEqual(self.await_alert(SUDO_ALERT)["host"], "www9")


class Rules(Detection):
    RULE = ("title: A Word Nobody Says\nid: 5a6d5a52-0c1c-4a59-8b9f-0f8f6c3f7a01\nauthor: Test\n"
            "logsource: {product: linux}\ndetection: {words: ['%s'], condition: words}\nlevel: high\n")

    def detection(self):
        return self.staff.get("/api/v1/detection").expect(200).json

    def await_rules(self, count):
        until = time.monotonic() + 40
        while self.detection()["rules"] != count and time.monotonic() < until:
            time.sleep(0.2)
        return self.detection()

    def test_rules_change_while_it_runs_and_what_cannot_be_used_is_named(self):
        before = self.detection()
        self.assertTrue(before["set_up"])
        self.assertEqual((before["unusable"], before["alert_level"]), ([], "medium"))
        self.assertGreater(before["correlations"], 0)
        (self.rules / "new.yml").write_text(self.RULE % "abracadabra")
        self.await_rules(before["rules"] + 1)
        self.send([said("www1", "app", "he said abracadabra and was gone")])
        self.await_alert("A Word Nobody Says")

        (self.rules / "wrong.yml").write_text("title: Broken\nlogsource: {product: linux}\nlevel: high\n")
        until = time.monotonic() + 40
        while not self.detection()["unusable"] and time.monotonic() < until:
            time.sleep(0.2)
        [unusable] = self.detection()["unusable"]
        self.assertIn("wrong.yml", unusable["file"])
        self.assertTrue(unusable["why"])

        # Rules that cannot be loaded at all change nothing, and it is said.
        self.write("log_sources: nowhere.yml")
        until = time.monotonic() + 40
        while "trouble" not in self.detection() and time.monotonic() < until:
            time.sleep(0.2)
        after = self.detection()
        self.assertIn("nowhere.yml", after["trouble"])
        self.assertEqual(after["rules"], before["rules"] + 1)
        self.send([said("www1", "app", "abracadabra")])
        self.await_alert("A Word Nobody Says", 2)

    def listed(self, **asked):
        """Every page of the rules in force."""
        rules, after = [], {}
        while True:
            query = urllib.parse.urlencode({**asked, **after})
            page = self.staff.get("/api/v1/detection/rules?" + query, accept_language="en").expect(200).json
            rules += page["items"]
            if "next" not in page:
                self.assertEqual(len(rules), page["total"])
                return rules
            self.assertEqual(len(page["items"]), asked["limit"])
            after = {"after": page["next"]}

    def test_the_rules_in_force_are_listed_the_gravest_first_and_found_by_their_words(self):
        known = self.detection()
        rules = self.listed(limit=7)
        self.assertEqual(len(rules), known["rules"] + known["correlations"])
        self.assertEqual(sum(rule["correlation"] for rule in rules), known["correlations"])
        levels = ["critical", "high", "medium", "low", "informational"]
        places = [levels.index(rule["level"]) for rule in rules]
        self.assertEqual(places, sorted(places))
        self.assertEqual(len({rule["id"] for rule in rules}), len(rules))
        self.assertEqual({rule["author"] for rule in rules}, {"Sokuo"})
        self.assertEqual([rule["title"] for rule in self.listed(limit=7, q="ＡＤＭＩＮＩＳＴＲＡＴＯＲ rights on linux")], [SUDO])
        high = self.listed(limit=200, level="high")
        self.assertEqual(high, [rule for rule in rules if rule["level"] == "high"])
        japanese = self.staff.get("/api/v1/detection/rules?limit=200", accept_language="ja").json["items"]
        self.assertNotEqual([rule["title"] for rule in japanese], [rule["title"] for rule in self.listed(limit=200)])
        for wrong in ("level=loud", "after=x", "limit=0", "q=" + "a" * 201):
            self.staff.get("/api/v1/detection/rules?" + wrong).expect(400)
        self.city.sign_in("finance").get("/api/v1/detection/rules").expect(403)
        self.assertEqual((known["watches"], known["hunt_level"]), (["text", "json"], "informational"))

    def test_a_zygote_that_was_shot_is_replaced(self):
        for pid in self.zygote():
            os.kill(pid, signal.SIGKILL)
        self.send([sudo("www1")])
        self.await_alert(SUDO_ALERT)

    def await_detection(self, is_wanted, seconds=20):
        until = time.monotonic() + seconds
        while not is_wanted(self.detection()):
            self.assertLess(time.monotonic(), until, self.detection())
            time.sleep(0.1)
        return self.detection()

    def test_a_file_written_wrong_keeps_nobody_from_working_and_counts_once_it_is_mended(self):
        self.city.stop()
        self.write("alert_level: loud")
        self.serve()
        before = self.detection()
        self.assertTrue(before["set_up"])
        self.assertIn("detection.yaml:3", before["trouble"])
        self.assertIn("detection.yaml:3", self.city.log.read_text())
        self.send([sudo("www1")])  # the rules that come with Sokuo stand in
        self.await_alert(SUDO_ALERT)
        (self.rules / "own.yml").write_text(
            "title: A Word Nobody Says\nid: 2d6c3b7f-6a36-4b7c-9d92-6f3a8f6f5a01\n"
            "logsource: {product: linux}\n"
            "detection: {words: ['mumblefoo'], condition: words}\nlevel: high\n")
        self.write()
        after = self.await_detection(lambda now: "trouble" not in now)
        self.assertEqual(after["rules"], before["rules"] + 1)

    def test_a_folder_that_is_not_there_yet_counts_as_soon_as_it_is(self):
        self.city.stop()
        away = self.rules.rename(self.city.directory / "away")
        self.serve()
        self.assertIn("rules", self.detection()["trouble"])
        away.rename(self.rules)
        self.await_detection(lambda now: "trouble" not in now)

    def test_without_a_file_the_rules_that_come_with_it_are_in_force(self):
        self.city.stop()
        (self.city.directory / "detection.yaml").unlink()
        shutil.rmtree(self.rules)
        self.serve()
        now = self.detection()
        self.assertTrue(now["set_up"])
        self.assertNotIn("trouble", now)
        self.assertGreater(now["rules"], 30)
        self.send([sudo("www1")])
        self.await_alert(SUDO_ALERT)

    def test_detection_can_be_switched_off(self):
        self.city.stop()
        self.write("enabled: no")
        self.serve()
        self.assertEqual(self.zygote(), [])
        self.assertFalse(self.detection()["set_up"])
        incident = acts.declare(self.staff)
        acts.attach(self.staff, incident + "/attachments", b"x", "a.log")
        file = self.staff.get(incident).json["attachments"][0]["id"]
        self.assertEqual(self.staff.get("/api/v1/detection/rules").expect(200).json, {"items": [], "total": 0})
        refused = self.staff.post(incident + "/hunts", {"attachment": file}).expect(503).json
        self.assertIn("detection.yaml", refused["detail"])


class Hunts(Detection):
    def setUp(self):
        super().setUp()
        self.incident = acts.declare(self.staff)

    def keep(self, data, name):
        return acts.attach(self.staff, self.incident + "/attachments", data, name)["id"]

    def hunt(self, data, name, language="en"):
        file = self.keep(data, name)
        return self.staff.post(self.incident + "/hunts", {"attachment": file},
                               accept_language=language).expect(201).json

    def test_a_log_of_windows_is_hunted_through_and_a_match_becomes_a_line_of_the_record(self):
        hunt = self.hunt(example("win_security_log_cleared") * 2, "security.jsonl")
        self.assertEqual(hunt["name"], "security.jsonl")
        self.assertGreater(hunt["events"], 0)
        [rule] = hunt["found"]
        self.assertEqual((rule["author"], rule["license"]), ("Sokuo", "Apache-2.0"))
        match = rule["matches"][0]
        self.assertEqual((match["at"], match["record"] > 0), ("2026-11-27T00:12:00Z", True))
        self.assertEqual(self.staff.get(self.incident + "/hunts", accept_language="en").expect(200).json["items"], [hunt])
        [japanese] = self.staff.get(self.incident + "/hunts", accept_language="ja").json["items"]
        self.assertRegex(japanese["found"][0]["title"], "[ぁ-んァ-ン一-龥]")

        line = self.staff.post(self.incident + "/timeline", {
            "kind": "fact", "text": f"{rule['title']}（{match['file']}）",
            "occurred_at": match["at"]}).expect(201).json
        self.assertEqual(line["occurred_at"], "2026-11-27T00:12:00Z")
        told = [one["text"] for one in self.staff.get(self.incident + "/timeline").json["items"]]
        self.assertTrue(any("検知ルールで調べた" in one for one in told), told)

        # In the journal's public part: the rule, not what the file says.
        kept = json.dumps(self.city.sign_in("auditor").get("/api/v1/journal/entries?limit=50").expect(200).json,
                          ensure_ascii=False)
        self.assertIn("検知ルールでの捜索", kept)
        self.assertNotIn("hosyu01", kept)

    def test_a_hunt_asked_for_twice_is_done_once(self):
        file = self.keep(example("win_security_log_cleared"), "security.jsonl")
        first, second = (self.staff.post(self.incident + "/hunts", {"attachment": file},
                                         idempotency_key="the-same-hunt").expect(201).json for _ in range(2))
        self.assertEqual(first, second)
        self.assertEqual(len(self.staff.get(self.incident + "/hunts").json["items"]), 1)
        other = self.keep(example("lnx_auth_user_added_to_sudo", "fires.log"), "auth.log")
        self.staff.post(self.incident + "/hunts", {"attachment": other},
                        idempotency_key="the-same-hunt").expect(409)

    def test_archives_are_looked_into_and_what_is_locked_or_swells_is_said(self):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("logs/auth.log", example("lnx_auth_user_added_to_sudo", "fires.log"))
            archive.writestr("note.txt", "nothing")
        hunt = self.hunt(out.getvalue(), "logs.zip")
        self.assertEqual([one["title"] for one in hunt["found"]], [SUDO])
        self.assertEqual(hunt["found"][0]["matches"][0]["file"], "logs.zip/logs/auth.log")

        # Correlations see what one archive holds together.
        begun = now(-3_000)
        halves = [b"\n".join(wrong("www1", one, begun + datetime.timedelta(seconds=one)) for one in half)
                  for half in (range(12), range(12, 24))]
        self.assertNotIn(GUESSED, [one["title"] for one in self.hunt(halves[0], "half.log")["found"]])
        both = io.BytesIO()
        with zipfile.ZipFile(both, "w") as archive:
            for number, half in enumerate(halves):
                archive.writestr(f"{number}.log", half)
        self.assertIn(GUESSED, [one["title"] for one in self.hunt(both.getvalue(), "both.zip")["found"]])

        bomb = io.BytesIO()
        with gzip.GzipFile(fileobj=bomb, mode="wb", compresslevel=9) as packed:
            for _ in range(256):
                packed.write(b"\0" * (1 << 20))
        swollen = self.hunt(bomb.getvalue(), "bomb.gz", "en")
        self.assertIn("swells", " ".join(one for file in swollen["files"] for one in file["troubles"]))
        self.staff.get(self.incident).expect(200)

    def test_hostile_files_are_answered_and_the_server_lives(self):
        for number, data in enumerate((b"", b"ElfFile\0" + os.urandom(100_000), os.urandom(300_000),
                                       b"PK\x03\x04" + os.urandom(5_000), b'{"a":' * 100_000,
                                       b"\x1f\x8b\x08" + os.urandom(1_000))):
            file = self.keep(data, f"odd-{number}.evtx") if data else None
            if file is None:
                continue
            answer = self.staff.post(self.incident + "/hunts", {"attachment": file})
            self.assertIn(answer.status, (201, 400, 413, 422), answer.text)
            self.assertNotIn("found", [one for one in answer.json.get("found", []) if one])
        self.staff.get(self.incident).expect(200)
        self.assertEqual([one["title"] for one in self.hunt(
            example("lnx_auth_user_added_to_sudo", "fires.log"), "auth.log")["found"]], [SUDO])

    def test_after_the_convergence_it_is_hunted_on_and_the_record_stays_sound_and_the_same(self):
        auth = example("lnx_auth_user_added_to_sudo", "fires.log")
        self.assertTrue(self.hunt(auth, "auth.log")["found"])
        file = self.keep(example("win_security_log_cleared"), "security.jsonl")
        acts.meet_conditions(self.staff, self.incident)
        acts.change(self.city.sign_in("soumu"), self.incident, "POST", "/convergence",
                    {"statement": "収束を宣言する"}).expect(200)
        self.assertEqual(self.staff.get(self.incident).json["phase"], "converged")
        [rule] = self.staff.post(self.incident + "/hunts", {"attachment": file}).expect(201).json["found"]
        self.assertTrue(rule["matches"])
        self.assertEqual(self.staff.get(self.incident).json["phase"], "converged")

        paths = [self.incident + part for part in ("", "/hunts", "/timeline")] + [
            "/api/v1/incidents?state=all", "/api/v1/search?q=security", "/api/v1/journal/entries?limit=200"]
        # Who signs in again leaves entries: up to here, that is.
        shown = {path: self.whole(path) for path in paths}
        self.assertEqual(len(shown[self.incident + "/hunts"]["items"]), 2)
        self.assertEqual(self.city.stop(), 0)
        self.city.verify()
        self.city.run("rebuild", self.city.directory)
        self.city.verify()
        self.serve()
        for path in paths:
            self.assertEqual(self.whole(path, shown[path]), shown[path], path)

    def whole(self, path, before=None):
        json_ = self.city.sign_in("soumu").get(path).expect(200).json
        if "/journal/" in path and before:
            # Signing in again is an entry; the first stands at the end.
            json_["items"] = json_["items"][-len(before["items"]):]
            json_ = {**before, "items": json_["items"]}
        return json_

    @unittest.skipUnless((DATA / "detect").is_dir(), "the event logs of shared/data are not here")
    def test_real_event_logs_are_hunted_through(self):
        logs = sorted((DATA / "detect").rglob("*.evtx"), key=lambda one: one.stat().st_size)
        events = 0
        for log in logs[:: max(1, len(logs) // 12)][:12]:
            if log.stat().st_size < 20 << 20:
                events += self.hunt(log.read_bytes(), log.name)["events"]
        self.assertGreater(events, 0)

    def test_only_who_may_see_the_incident_hunts_and_a_file_of_nobody_is_not_found(self):
        self.staff.post(self.incident + "/hunts", {"attachment": self.incident.split("/")[-1]}).expect(404)
        self.staff.post(self.incident + "/hunts", {"attachment": "x"}).expect(400)
        taken = acts.report(self.staff).json["id"]
        judged = acts.judge(self.staff, taken, acts.declaration(circle={
            "restricted": True, "named": [], "reason": "内部"})).expect(200).json
        secret = f"/api/v1/incidents/{judged['incident']['id']}"
        file = acts.attach(self.staff, secret + "/attachments", b"x\n", "a.log")["id"]
        self.staff.post(secret + "/hunts", {"attachment": file}).expect(201)
        member = self.city.sign_in("member")
        member.post(secret + "/hunts", {"attachment": file}).expect(404)
        member.get(secret + "/hunts").expect(404)


if __name__ == "__main__":
    unittest.main()
