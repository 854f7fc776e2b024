"""体制: taking over on a Sunday, approving on the telephone, asking 財政, restricting an incident."""

import acts
from sokuo import SharedTest


class TheTeam(SharedTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.handler, cls.head = cls.staff(), cls.staff("soumu")
        cls.deputy, cls.second = cls.staff("deputy"), cls.staff("deputy2")

    def step(self, who, approval, path, body, status=200):
        address = f"/api/v1/approvals/{approval['id']}"
        etag = who.get(address).expect(200).etag
        return who.post(address + path, body, if_match=etag).expect(status).json

    def proposed(self, **more):
        return self.handler.post("/api/v1/approvals", {
            "kind": "response_policy", "title": "切り離す", **more}).expect(201).json

    def post_of(self, team, code):
        return next(post for post in team["posts"] if post["code"] == code)

    def test_the_second_deputy_takes_over_when_the_first_is_away_and_hands_back(self):
        away = self.deputy.post("/api/v1/team/absences", {"reason": "県外に出張"}).expect(201).json
        mine = next(one for one in away["persons"] if one["name"] == "試作 副一")
        taken = self.second.post("/api/v1/team/stand-ins", {
            "post": "soumu-bucho", "reason": "三度電話したが出ない"}).expect(201).json
        stand_in = self.post_of(taken, "soumu-bucho")["stand_in"]
        self.assertEqual(stand_in["post"], "福祉部長")
        posts = self.second.get("/api/v1/session").json["person"]["posts"]
        self.assertIn("総務部長", [post.get("acting_for") for post in posts])

        back = self.second.post("/api/v1/team/stand-ins/soumu-bucho/end", {}).expect(201).json
        self.assertNotIn("stand_in", self.post_of(back, "soumu-bucho"))
        absence = mine["absences"][0]["id"]
        back = self.deputy.post(f"/api/v1/team/absences/{absence}/return").expect(201).json
        self.assertFalse(any("出張" in str(one.get("absences")) for one in back["persons"]))
        self.deputy.post(f"/api/v1/team/absences/{absence}/return").expect(404)

    def test_many_posts_change_hands_on_one_day_or_none_does(self):
        admin = self.staff("admin")
        moves = [{"post": "zeimu-kacho", "name": "異動 一郎", "reading": "いどう いちろう"},
                 {"post": "kouhou-kacho", "name": "異動 一郎", "reading": "いどう いちろう"}]
        before = admin.get("/api/v1/team").json
        broken = moves + [{"post": "nobody", "name": "異動 二郎"}]
        refused = admin.post("/api/v1/team/reshuffle",
                             {"from": "2027-04-01", "moves": broken}).expect(400).json
        self.assertEqual(refused["field"], "/moves/2/post")
        self.assertEqual(admin.get("/api/v1/team").json["persons"], before["persons"])
        after = admin.post("/api/v1/team/reshuffle",
                           {"from": "2027-04-01", "moves": moves}).expect(201).json
        self.assertEqual(len(after["persons"]), len(before["persons"]) + 1)
        self.assertEqual(self.post_of(after, "zeimu-kacho")["tenures"][-1]["from"], "2027-04-01")

    def test_the_head_approves_sends_back_or_signs_what_was_said_on_the_telephone(self):
        head = self.head.get("/api/v1/session").json["person"]["id"]
        self.assertEqual(self.step(self.head, self.proposed(), "/approve", {})["state"],
                         "approved")
        self.assertEqual(self.step(self.head, self.proposed(), "/send-back",
                                   {"comment": "影響する課を書くこと"})["state"], "sent_back")
        self.assertEqual(self.step(self.handler, self.proposed(), "/withdrawal", {})["state"],
                         "withdrawn")
        spoken = self.proposed()
        oral = self.step(self.handler, spoken, "/oral",
                         {"by": head, "at": acts.ago(5), "how": "電話"})
        self.assertEqual(oral["state"], "oral")
        waiting = self.head.get("/api/v1/approvals").expect(200).json["items"]
        self.assertIn(spoken["id"], [one["id"] for one in waiting])
        self.assertEqual(self.step(self.head, spoken, "/confirmation", {"agrees": True})["state"],
                         "approved")

    def test_finance_answers_by_text_and_file_and_sees_nothing_else(self):
        finance = self.staff("finance")
        incident = acts.declare(self.handler, "予算の要る事案")
        for text in ("予備費を使えるか教えてください", "もう要らないお願い"):
            asked = self.handler.post(f"{incident}/asks", {
                "post": "zaisei-kacho", "text": text}).expect(201).json["asks"]
        acts.change(self.handler, incident, "POST", f"/asks/{asked[1]['id']}/withdrawal",
                    {"reason": "別に聞けた"}).expect(200)
        mine = finance.get("/api/v1/asks").expect(200).json["items"]
        self.assertEqual([one["text"] for one in mine], ["予備費を使えるか教えてください"])
        self.assertNotIn("予算の要る事案", str(mine))
        address = f"/api/v1/asks/{mine[0]['id']}"
        finance.post(f"{address}/files", b"yosan", x_file_name="a.txt",
                     content_type="application/octet-stream").expect(201)
        finance.post(f"{address}/answer", {"text": "使えます"}).expect(201)
        self.assertEqual(finance.get(address).expect(200).json["state"], "answered")
        finance.get(incident).expect(403)
        self.staff("member").get(address).expect(404)
        seen = self.handler.get(incident).json
        self.assertEqual(seen["asks"][0]["answer"], "使えます")
        self.assertEqual(seen["attachments"][-1]["name"], "a.txt")

    def test_a_restricted_incident_is_not_there_for_others_and_a_deputy_takes_over_in_it(self):
        member = self.staff("member")
        incident = acts.declare(self.handler, "職員の関与が疑われる事案")
        head = self.head.get("/api/v1/session").json["person"]["id"]
        people = [self.deputy.get("/api/v1/session").json["person"]["id"]]
        drawn = acts.change(self.handler, incident, "PUT", "/circle", {
            "restricted": True, "named": people, "excluded": [head],
            "reason": "責任者の関与が疑われるため"}).expect(200).json
        self.assertTrue(drawn["circle"]["restricted"])
        for outsider in (member, self.head):
            outsider.get(incident).expect(404)
            titles = [one["title"] for one in outsider.get("/api/v1/incidents").json["items"]]
            self.assertNotIn("職員の関与が疑われる事案", titles)
        acts.change(self.deputy, incident, "POST", "/stand-in",
                    {"reason": "責任者が外れているため"}).expect(200)
        may = {one["action"]: one["allowed"] for one in self.deputy.get(incident).json["may"]}
        self.assertTrue(may["incident.converge"])
