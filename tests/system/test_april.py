"""The first of April: posts change hands, and what hung on persons must not hang."""

import datetime
import time
import unittest

import acts
from sokuo import SystemTest

WORDS = "twelve paper lanterns in the yard"


class TheFirstOfApril(SystemTest):
    def setUp(self):
        self.city = self.organisation()
        self.admin, self.head, self.handler = (
            self.city.sign_in(name) for name in ("admin", "soumu", "handler"))
        for client in (self.admin, self.head, self.handler):
            acts.renew(client, self.city.sign_ins[0]["password"]).expect(200)

    def me(self, client):
        return client.get("/api/v1/session").expect(200).json["person"]["id"]

    def newcomer(self, name, sign_in_name):
        made = self.admin.post("/api/v1/team/persons", {
            "name": name, "sign_in_name": sign_in_name, "password": WORDS}).expect(201).json
        return made["id"], self.city.sign_in(sign_in_name, WORDS)

    def hand_over(self, *moves):
        zone = datetime.timezone(datetime.timedelta(hours=9))
        return self.admin.post("/api/v1/team/reshuffle", {
            "from": datetime.datetime.now(zone).date().isoformat(),
            "moves": [{"post": post, "person": person} for post, person in moves]}).expect(201)

    def soon(self, what, seconds=30):
        """Waits for what the program does by itself."""
        ends = time.monotonic() + seconds
        while not what():
            self.assertLess(time.monotonic(), ends)
            time.sleep(0.5)

    def test_what_the_old_head_said_is_confirmed_by_the_new_one(self):
        told = self.handler.post("/api/v1/approvals", {
            "kind": "response_policy", "title": "基幹系を切り離す"}).expect(201)
        path = f"/api/v1/approvals/{told.json['id']}"
        early = {"by": self.me(self.head), "at": acts.ago(60 * 24 * 365 * 3), "how": "電話"}
        refused = self.handler.post(f"{path}/oral", early, if_match=told.etag).expect(400).json
        self.assertEqual((refused["code"], refused["field"]), ("approval.before_proposal", "/at"))
        oral = self.handler.post(f"{path}/oral", {**early, "at": acts.ago(0)},
                                 if_match=told.etag).expect(200)
        who, new_head = self.newcomer("新任 部長", "shinnin")
        self.hand_over(("soumu-bucho", who))
        acts.renew(new_head, WORDS).expect(200)
        self.head.post(f"{path}/confirmation", {"agrees": True}, if_match=oral.etag).expect(403)
        signed = new_head.post(f"{path}/confirmation", {"agrees": True},
                               if_match=oral.etag).expect(200).json
        self.assertEqual((signed["state"], signed["in_stead"]), ("approved", True))
        self.assertEqual(signed["oral"]["by"]["id"], self.me(self.head))
        self.city.stop()
        self.city.verify()

    def test_a_restricted_incident_is_not_lost_with_those_it_named(self):
        suspect = self.city.sign_in("deputy")
        incident = acts.declare(self.handler, "職員の関与が疑われる事案")
        acts.change(self.handler, incident, "PUT", "/circle", {
            "restricted": True, "named": [self.me(self.head)], "excluded": [self.me(suspect)],
            "reason": "職員の関与が疑われるため"}).expect(200)
        before = [suspect.get(path).body for path in
                  ("/api/v1/incidents", "/api/v1/search?q=%E7%96%91", "/api/v1/reports")]
        who, new_head = self.newcomer("新任 部長", "shinnin")
        other, new_handler = self.newcomer("新任 課長", "kacho")
        answer = self.hand_over(("soumu-bucho", who), ("joho-kacho", other))
        self.assertNotIn("疑われる", str(answer.json))
        self.soon(lambda: new_head.get(incident).status == 200)
        seen = new_head.get(incident).json
        self.assertEqual({one["name"] for one in seen["circle"]["named"]} >= {
            "新任 部長", "新任 課長"}, True)
        new_handler.get(incident).expect(200)
        lines = new_head.get(f"{incident}/timeline").json["items"]
        self.assertIn("人事異動", lines[0]["text"])
        # Whoever it may be about, and whoever moved the posts, is where they were.
        suspect.get(incident).expect(404)
        self.admin.get(incident).expect(403)
        self.assertEqual(before, [suspect.get(path).body for path in
                                  ("/api/v1/incidents", "/api/v1/search?q=%E7%96%91", "/api/v1/reports")])
        acts.change(new_head, incident, "PUT", "/circle", {
            "restricted": False, "named": [], "excluded": [], "reason": "疑いが晴れた"}).expect(200)
        suspect.get(incident).expect(200)
        self.city.stop()
        self.city.verify()


if __name__ == "__main__":
    unittest.main()
