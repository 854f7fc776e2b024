"""Acts that want the password again: whatever gives power, ends an incident or stands for somebody's
word. The work in between asks nobody, and a token cannot be asked."""

import unittest

import acts
from sokuo import Client, SystemTest

SLIP = {"kind": "mail", "what": "宛先をBCCでなくCCに入れた",
        "recipients": {"state": "known", "value": 300}, "persons": {"state": "known", "value": 300},
        "items": {"state": "investigating"}, "data_kinds": ["name", "mail"], "deletion": "asked",
        "apology": "done"}


class AskedAgain(SystemTest):
    def setUp(self):
        self.city = self.organisation(start=False)
        self.secret = self.city.run("token", "make", self.city.directory, "--sign-in", "handler",
                                    "--label", "夜").stdout.strip()
        self.city.start()
        self.handler, self.head = self.city.sign_in("handler"), self.city.sign_in("soumu")
        approval = self.handler.post("/api/v1/approvals", {
            "kind": "response_policy", "title": "切り離す"}).expect(201)
        self.approval = (f"/api/v1/approvals/{approval.json['id']}", approval.etag)
        self.report = acts.report(self.handler).json["id"]
        self.city.stop()
        self.city.age_sessions(11 * 60)
        self.city.start()

    def night(self, handler):
        """What a handler does alone on a Sunday night that needs it."""
        path, etag = self.approval
        said = {"by": self.head.get("/api/v1/session").json["person"]["id"], "at": acts.ago(1),
                "how": "電話"}
        return [lambda: acts.judge(handler, self.report, acts.declaration()),
                lambda: handler.post("/api/v1/misdeliveries", SLIP | {"noticed_at": acts.ago(20)}),
                lambda: handler.post(f"{path}/oral", said, if_match=etag)]

    def test_what_gives_power_asks_and_the_work_in_between_does_not(self):
        person = self.handler.get("/api/v1/session").json["person"]["id"]
        of_the_head = [
            lambda: self.head.post("/api/v1/team/tenures", {
                "post": "zeimu-kacho", "person": person, "from": "2026-04-01"}),
            lambda: self.head.post("/api/v1/team/reshuffle", {
                "from": "2026-04-01", "moves": [{"post": "zeimu-kacho", "person": person}]}),
            lambda: self.head.post(f"/api/v1/team/persons/{person}/account",
                                   {"sign_in_name": "x"}),
            lambda: self.head.patch("/api/v1/charter", {
                "path": "/policy/incident.read", "codes": ["head", "administrator"]},
                if_match='"1"')]
        for act in self.night(self.handler) + of_the_head:
            self.assertEqual(act().expect(401).json["code"], "team.renewal_needed")
        other = acts.report(self.handler).json["id"]
        acts.judge(self.handler, other, {"outcome": "not_incident",
                                         "reason": "再現しない"}).expect(200)

        # Typed once, it holds for all of them: nobody is asked twice within ten minutes.
        acts.renew(self.handler, self.city.sign_ins[0]["password"]).expect(200)
        for act in self.night(self.handler):
            self.assertIn(act().status, (200, 201))

    def test_a_token_is_told_that_it_is_for_people(self):
        machine = Client(self.city.staff_port, token=self.secret)
        for act in self.night(machine):
            self.assertEqual(act().expect(403).json["code"], "team.not_by_a_token")


if __name__ == "__main__":
    unittest.main()
