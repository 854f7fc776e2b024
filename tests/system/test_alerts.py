"""検知: what machines say, by the API, by signed webhooks and as TheHive takes it; gathered, judged,
and never a storm in the inbox or in the journal."""

import base64
import hashlib
import hmac
import json
import threading
import time
import unittest
import uuid

import acts
from sokuo import Client, SystemTest

SECRET = "a secret of more than twenty-four letters"
SETTINGS = """\
format: sokuo-alerts/1
hooks:
  - name: siem
    secret_file: siem.secret
    signature: standard
  - name: wazuh
    source: wazuh
    secret_file: siem.secret
    signature: sha256
    fields:
      reference: /id
      rule: /rule/id
      title: /rule/description
      severity: /rule/level
      host: /agent/name
      at: /timestamp
      observables: [/data/srcip]
      severity_from: {critical: 13, high: 10, medium: 7, low: 4}
"""


def signal(title="怪しい通信", **more):
    return {"source": "suricata", "rule": "2001219", "title": title, "host": "SZK-114",
            "severity": "low", **more}


class Machines(SystemTest):
    def setUp(self):
        self.city = self.organisation(start=False)
        (self.city.directory / "alerts.yaml").write_text(SETTINGS)
        secret = self.city.directory / "siem.secret"
        secret.write_text(SECRET + "\n")
        secret.chmod(0o600)
        self.city.start()
        self.staff = self.city.sign_in()

    def machine(self, *may):
        """A program with a token cut to some actions."""
        self.city.stop()
        words = [word for action in may or ("alert.raise",) for word in ("--may", action)]
        secret = self.city.run("token", "make", self.city.directory, "--sign-in", "handler",
                               "--label", "siem", *words).stdout.strip()
        self.city.start()
        self.staff = self.city.sign_in()
        client = Client(self.city.staff_port, secret)
        self.addCleanup(client.close)
        return client

    def inbox(self):
        return self.staff.get("/api/v1/reports?state=undecided").expect(200).json["items"]

    def alerts(self, state="new"):
        return acts.all_items(self.staff, f"/api/v1/alerts?state={state}")

    def journal_size(self):
        return self.city.sign_in("auditor").get("/api/v1/journal").expect(200).json["size"]


class ByTheApi(Machines):
    def test_a_machine_may_raise_and_nothing_else(self):
        machine = self.machine()
        taken = machine.post("/api/v1/alerts", signal(reference="a-1")).expect(201).json
        self.assertEqual((taken["state"], taken["known"]), ("new", False))
        again = machine.post("/api/v1/alerts", signal(reference="a-1")).expect(200).json
        self.assertEqual((again["id"], again["known"], again["count"]), (taken["id"], True, 1))
        machine.get("/api/v1/alerts").expect(403)
        machine.get(f"/api/v1/alerts/{taken['id']}").expect(403)

        before = len(self.inbox())
        one = self.staff.get(f"/api/v1/alerts/{taken['id']}").expect(200)
        judged = self.staff.post(f"/api/v1/alerts/{taken['id']}/judgement", {"outcome": "taken"},
                                 if_match=one.etag).expect(201).json
        self.assertEqual(len(self.inbox()), before + 1)
        report = self.staff.get(f"/api/v1/reports/{judged['report']['id']}").expect(200).json
        self.assertEqual((report["where"], report["channel"]), ("SZK-114", "monitoring"))
        machine.post("/api/v1/alerts", signal(reference="a-2")).expect(201)
        rows = self.staff.get(
            f"/api/v1/reports/{judged['report']['id']}/alerts").expect(200).json["items"]
        self.assertEqual([row["count"] for row in rows], [2])

    def test_a_grave_one_is_in_the_inbox_at_once_and_a_storm_is_one_line(self):
        machine = self.machine()
        before, size = len(self.inbox()), self.journal_size()
        for number in range(200):
            machine.post("/api/v1/alerts", signal(severity="high", reference=f"r-{number}",
                                                  raw=f"event {number}")).expect(201)
        self.assertEqual(len(self.inbox()), before + 1)
        self.assertEqual([row["count"] for row in self.alerts("judged")], [200])
        self.assertLess(self.journal_size(), size + 10)
        one = self.staff.get(f"/api/v1/alerts/{self.alerts('judged')[0]['id']}").json
        self.assertEqual(len(one["events"]), 20)

    def test_what_is_put_away_has_a_reason_and_a_place_in_a_report_is_one_that_is_there(self):
        machine = self.machine("alert.raise")
        taken = machine.post("/api/v1/alerts", signal()).expect(201).json["id"]
        path = f"/api/v1/alerts/{taken}"
        etag = self.staff.get(path).etag
        blank = self.staff.post(f"{path}/judgement", {"outcome": "dismissed"},
                                if_match=etag).expect(400).json
        self.assertEqual((blank["code"], blank["field"]), ("alert.reason_needed", "/reason"))
        self.staff.post(f"{path}/judgement", {"outcome": "joined", "report": str(uuid.uuid4())},
                        if_match=etag).expect(404)
        report = acts.report(self.staff).json["id"]
        self.staff.post(f"{path}/judgement", {"outcome": "joined", "report": report},
                        if_match=etag).expect(201)
        self.assertIn("怪しい通信", self.staff.get(f"/api/v1/reports/{report}").text)
        self.staff.post(f"{path}/judgement", {"outcome": "dismissed", "reason": "点検"},
                        if_match=self.staff.get(path).etag).expect(409)

    def test_counts_and_signals_outlive_a_power_cut(self):
        machine = self.machine()
        for number in range(30):
            machine.post("/api/v1/alerts", signal(reference=f"r-{number}")).expect(201)
        self.city.kill()
        self.city.start()
        self.staff = self.city.sign_in()
        self.assertEqual([row["count"] for row in self.alerts()], [30])
        self.city.stop()
        self.city.run("verify", self.city.directory)

    def test_eight_machines_at_once_lose_nothing_and_open_one_alert(self):
        token = self.machine().token
        failures = []

        def say(machine):
            client = Client(self.city.staff_port, token)
            try:
                for number in range(25):
                    client.post("/api/v1/alerts",
                                signal(reference=f"{machine}-{number}")).expect(201)
            except Exception as error:  # pylint: disable=broad-except
                failures.append(error)
            finally:
                client.close()

        threads = [threading.Thread(target=say, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        self.assertEqual([row["count"] for row in self.alerts()], [200])


class ByWebhook(Machines):
    def call(self, name, body, headers):
        client = Client(self.city.staff_port)
        self.addCleanup(client.close)
        return client.request("POST", f"/api/v1/hooks/{name}", body, headers)

    def standard(self, body, ident=None, at=None, secret=SECRET):
        ident, at = ident or f"msg_{uuid.uuid4()}", str(int(at or time.time()))
        mac = hmac.new(secret.encode(), f"{ident}.{at}.".encode() + body, hashlib.sha256).digest()
        return self.call("siem", body, {"webhook-id": ident, "webhook-timestamp": at,
                                        "webhook-signature": "v1," + base64.b64encode(mac).decode()})

    def test_a_signed_webhook_is_believed_once_and_for_five_minutes(self):
        body = json.dumps({"title": "VPNへの総当たり", "severity": "medium"}).encode()
        taken = self.standard(body, "msg_1").expect(201).json
        self.assertTrue(self.standard(body, "msg_1").expect(200).json["known"])
        self.assertEqual(self.alerts()[0]["source"], "siem")
        wrong = [self.standard(body, at=time.time() - 600), self.standard(body, secret="x" * 30),
                 self.call("siem", body, {}), self.call("nobody", body, {})]
        for answer in wrong:
            self.assertEqual(answer.expect(401).body, wrong[-1].body)
        self.assertEqual(self.alerts()[0]["id"], taken["id"])
        self.assertEqual(len(self.alerts()), 1)

    def test_a_body_in_wazuhs_words_is_mapped(self):
        event = {"id": "1764.2", "timestamp": "2026-11-27T08:30:00.000+0900",
                 "rule": {"id": "5712", "level": 10, "description": "sshd: 総当たり"},
                 "agent": {"name": "web01"}, "data": {"srcip": "203.0.113.9"}}
        body = json.dumps(event).encode()
        mac = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        before = len(self.inbox())
        taken = self.call("wazuh", body, {"x-hub-signature-256": f"sha256={mac}"}).expect(201).json
        one = self.staff.get(f"/api/v1/alerts/{taken['id']}").expect(200).json
        self.assertEqual((one["severity"], one["host"], one["first_at"], one["state"]),
                         ("high", "web01", "2026-11-26T23:30:00Z", "taken"))
        self.assertEqual(len(self.inbox()), before + 1)
        self.call("wazuh", b"{}", {"x-hub-signature-256": "sha256=" + hmac.new(
            SECRET.encode(), b"{}", hashlib.sha256).hexdigest()}).expect(400)

    def test_settings_that_are_wrong_are_said_and_nobody_is_let_in(self):
        self.city.stop()
        (self.city.directory / "siem.secret").chmod(0o644)
        self.city.start()
        self.assertIn("webhooks: forbidden app.secret_open", self.city.log.read_text())
        self.standard(b'{"title":"x"}').expect(401)


class AsTheHive(Machines):
    """What ElastAlert 2, the Wazuh recipes, n8n and Shuffle send, from reading them."""

    def alert(self, ref="4f2c", **more):
        return {"title": "rule: many failed logons", "type": "external", "source": "elastalert",
                "sourceRef": ref, "severity": 2, "date": 1764230400000, "tags": ["elastalert"],
                "tlp": 2, "status": "New", "follow": True, "description": "12 hits",
                "customFields": {"name": {"order": 0, "string": "x"}}, **more}

    def test_v0_creates_reads_and_puts_away(self):
        machine = self.machine("alert.raise", "alert.read", "alert.judge")
        body = self.alert(artifacts=[{"dataType": "ip", "data": "198.51.100.7", "tags": []},
                                     {"dataType": "hostname", "data": "SZK-9"}])
        made = machine.post("/api/alert", body).expect(201).json
        self.assertEqual((made["sourceRef"], made["status"], made["severity"]), ("4f2c", "New", 2))
        self.assertEqual(machine.post("/api/alert", body).expect(201).json["_id"], made["_id"])
        one = self.staff.get(f"/api/v1/alerts/{made['id']}").expect(200).json
        self.assertEqual(one["host"], "SZK-9")
        self.assertIn("198[.]51[.]100[.]7", one["observables"])
        self.assertIn("customFields", one["events"][0]["raw"])
        changed = machine.request("PATCH", f"/api/alert/{made['id']}", {"status": "Ignored"})
        self.assertEqual(changed.expect(200).json["status"], "Ignored")
        self.assertEqual(machine.get(f"/api/alert/{made['id']}").expect(200).json["status"],
                         "Ignored")

    def test_v1_creates_reads_and_is_taken(self):
        machine = self.machine("alert.raise", "alert.read", "alert.judge")
        body = self.alert("v1", observables=[{"dataType": "domain", "data": ["evil.example"]}],
                          severity=3)
        made = machine.post("/api/v1/alert", body).expect(201).json
        self.assertEqual((made["_type"], made["severityLabel"], made["stage"]),
                         ("Alert", "HIGH", "Imported"))
        low = machine.post("/api/v1/alert", self.alert("v1-low", title="other")).expect(201).json
        machine.request("PATCH", f"/api/v1/alert/{low['_id']}", {"stage": "InProgress"}).expect(204)
        self.assertEqual(machine.get(f"/api/v1/alert/{low['_id']}").expect(200).json["stage"],
                         "Imported")

    def test_clients_are_told_what_is_wrong_where_they_look(self):
        machine = self.machine("alert.raise", "alert.judge")
        answer = machine.post("/api/alert", {"title": "x"}).expect(400).json
        self.assertEqual((answer["field"], answer["message"]), ("/type", answer["detail"]))
        a_file = self.alert(artifacts=[{"dataType": "file", "data": "a.exe;x;AAAA"}])
        self.assertEqual(machine.post("/api/alert", a_file).expect(400).json["code"],
                         "alert.hive_no_files")
        made = machine.post("/api/alert", self.alert()).expect(201).json
        machine.request("PATCH", f"/api/alert/{made['id']}", {"title": "nicer"}).expect(400)
        Client(self.city.staff_port).post("/api/alert", self.alert()).expect(401)

    def test_what_clients_ask_before_is_answered(self):
        machine = self.machine("alert.raise")
        for path in ("/api/status", "/api/v1/status"):
            self.assertIn("5.0.0", Client(self.city.staff_port).get(path).expect(200).text)
        for path in ("/api/user/current", "/api/v1/user/current"):
            self.assertEqual(machine.get(path).expect(200).json["name"], "見本 佐和子")


if __name__ == "__main__":
    unittest.main()
